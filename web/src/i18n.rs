//! What the app says: one function for each message of `locales/en.ftl`.
//!
//! The English phrases stand in these functions. What another language says comes
//! in two packs, texts that the build makes of its Fluent file (crate `phrases`);
//! `index.html` chooses the language and begins to fetch the first one. What a
//! language lacks, or what could not be fetched, is said in English. This module
//! fills a phrase's gaps; plural categories are the browser's (Intl.PluralRules),
//! so that a language with six of them needs no code.

use crate::format;
use std::cell::Cell;

/// What stands for an argument, before its index.
const ARGUMENT: u8 = 1;
/// What begins a choice by the number of an argument, before its index.
const CHOICE: u8 = 2;
/// Between a variant's key and its text.
const KEY_END: u8 = 3;
/// Between two variants.
const NEXT: u8 = 4;
/// What ends a choice.
const CHOICE_END: u8 = 5;

enum Value<'a> {
    Number(u32),
    Text(&'a str),
}

mod phrases {
    use super::{Value, fill, said};
    include!(concat!(env!("OUT_DIR"), "/phrases.rs"));
}

pub use phrases::*;

/// Which of a language's packs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pack {
    /// What is said on the login form and around the list of messages.
    First,
    /// All else.
    Rest,
}

thread_local! {
    /// The phrases of the page's language, as far as they are here, by the indices
    /// of their messages; empty where it has none.
    static PHRASES: Cell<&'static [&'static str]> = const { Cell::new(&[]) };
}

/// Takes in a pack. One that has not as many phrases as it should is of another
/// version or damaged, and is left. It stays for good, as the phrases are borrowed
/// by whatever is on screen.
pub fn take_in(pack: Pack, text: String) {
    let mut text: &'static str = Box::leak(text.into_boxed_str());
    let (mut phrases, count) = match pack {
        Pack::First => (Vec::new(), FIRST),
        Pack::Rest => (PHRASES.get().to_vec(), REST),
    };
    if pack == Pack::Rest {
        phrases.resize(FIRST, "");
    }
    let before = phrases.len();
    loop {
        let (phrase, rest) = cut(text, b'\n');
        phrases.push(phrase);
        match rest {
            Some(rest) => text = rest,
            None => break,
        }
    }
    if phrases.len() - before == count {
        PHRASES.set(Box::leak(phrases.into_boxed_slice()));
    }
}

/// Fetches a pack of the page's language, unless that is English or it is here.
/// What is returned ends once it is here, or can't be had.
#[cfg(target_arch = "wasm32")]
pub fn load(pack: Pack) -> impl Future<Output = ()> {
    use wasm_bindgen_futures::JsFuture;
    let is_whole = || PHRASES.get().len() == FIRST + REST;
    let coming = (!is_whole()).then(|| begin(pack)).flatten();
    async move {
        let Some(coming) = coming else {
            return;
        };
        let text = JsFuture::from(coming).await.ok();
        if !is_whole() {
            take_in(
                pack,
                text.and_then(|text| text.as_string()).unwrap_or_default(),
            );
        }
        if pack == Pack::First
            && PHRASES.get().is_empty()
            && let Some(root) = crate::dom::document().document_element()
        {
            // English is what is spoken, and what is to be heard.
            let _ = root.set_attribute("lang", "en");
            let _ = root.remove_attribute("dir");
        }
    }
}

/// `index.html` knows where the packs are, and that there are none for English.
#[cfg(target_arch = "wasm32")]
fn begin(pack: Pack) -> Option<js_sys::Promise> {
    use wasm_bindgen::{JsCast, JsValue};
    let name = match pack {
        Pack::First => "first",
        Pack::Rest => "rest",
    };
    let words = js_sys::Reflect::get(&crate::dom::window(), &"words".into()).ok()?;
    let words: js_sys::Function = words.dyn_into().ok()?;
    words
        .call1(&JsValue::NULL, &name.into())
        .ok()?
        .dyn_into()
        .ok()
}

/// Off the browser English is spoken.
#[cfg(not(target_arch = "wasm32"))]
pub fn load(_: Pack) -> impl Future<Output = ()> {
    core::future::ready(())
}

/// Whether a language, by its tag (RFC 5646), is written from right to left.
pub fn is_right_to_left(language: &str) -> bool {
    const LANGUAGES: [&str; 9] = ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "ur", "yi"];
    let primary = language.split('-').next().unwrap_or_default();
    LANGUAGES
        .iter()
        .any(|known| primary.eq_ignore_ascii_case(known))
}

/// The language of the page, by its tag (RFC 5646), as `index.html` chose it.
#[cfg(target_arch = "wasm32")]
pub fn language() -> String {
    let root = crate::dom::document().document_element();
    root.and_then(|root| root.get_attribute("lang"))
        .unwrap_or_default()
}

// What follows stands in what loads first: it is written without the standard
// library's searchers, which are compiled anew for each kind of pattern.

/// What the page's language says for a message, or else what English does.
#[inline(never)]
fn said(index: usize, english: &'static str) -> &'static str {
    match PHRASES.get().get(index) {
        Some(phrase) if !phrase.is_empty() => phrase,
        _ => english,
    }
}

/// What stands before a mark, and what behind it, if it is there.
fn cut(text: &str, mark: u8) -> (&str, Option<&str>) {
    match text.bytes().position(|byte| byte == mark) {
        Some(place) => (text.get(..place).unwrap_or_default(), text.get(place + 1..)),
        None => (text, None),
    }
}

#[inline(never)]
fn fill(phrase: &str, values: &[Value<'_>]) -> String {
    let mut out = String::new();
    fill_into(&mut out, phrase, values);
    out
}

fn fill_into(out: &mut String, mut phrase: &str, values: &[Value<'_>]) {
    while let Some(place) = phrase.bytes().position(|b| b == ARGUMENT || b == CHOICE) {
        let mark = phrase.as_bytes().get(place);
        let digit = phrase.as_bytes().get(place + 1);
        let value = digit.and_then(|digit| values.get(usize::from(digit.wrapping_sub(b'0'))));
        out.push_str(phrase.get(..place).unwrap_or_default());
        phrase = phrase.get(place + 2..).unwrap_or_default();
        if mark == Some(&CHOICE) {
            let (variants, rest) = cut(phrase, CHOICE_END);
            phrase = rest.unwrap_or_default();
            fill_into(out, variant(variants, value), values);
        } else {
            match value {
                Some(Value::Text(text)) => out.push_str(text),
                Some(Value::Number(number)) => out.push_str(&format::number(*number)),
                None => {}
            }
        }
    }
    out.push_str(phrase);
}

/// The variant for a number: its own, its plural category's, or the one for all.
fn variant<'a>(variants: &'a str, value: Option<&Value<'_>>) -> &'a str {
    let Some(Value::Number(number)) = value else {
        return "";
    };
    find(variants, &number.to_string())
        .or_else(|| find(variants, &format::plural_category(*number)))
        .or_else(|| find(variants, ""))
        .unwrap_or_default()
}

fn find<'a>(variants: &'a str, key: &str) -> Option<&'a str> {
    let mut rest = Some(variants);
    while let Some(variants) = rest {
        let (variant, next) = cut(variants, NEXT);
        let (known, text) = cut(variant, KEY_END);
        if known == key {
            return text;
        }
        rest = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{FIRST, PHRASES, Pack, REST, take_in};

    #[test]
    fn languages_say_which_way_they_are_written() {
        for (language, expected) in [
            ("ar", true),
            ("ar-EG", true),
            ("HE", true),
            ("en", false),
            ("arn", false),
            ("", false),
        ] {
            assert_eq!(super::is_right_to_left(language), expected, "{language}");
        }
    }

    #[test]
    fn a_phrase_without_gaps_is_itself() {
        assert_eq!(super::login_submit(), "Log in");
    }

    #[test]
    fn gaps_are_filled_by_name() {
        assert_eq!(super::list_of("Drafts"), "Messages in Drafts");
    }

    #[test]
    fn one_is_not_spoken_of_as_many() {
        assert_eq!(super::list_count(1), "1 message");
        assert_eq!(super::list_count(0), "0 messages");
        assert_eq!(
            super::list_count_unread("7 messages", 2),
            "7 messages, 2 unread"
        );
    }

    #[test]
    fn a_number_may_have_a_phrase_of_its_own() {
        assert_eq!(super::chooser_count(0), "Nothing fits");
        assert_eq!(super::chooser_count(1), "1 fits");
        assert_eq!(super::chooser_count(2), "2 fit");
    }

    #[test]
    fn a_pack_speaks_and_where_it_is_silent_english_does() {
        let mut lines = vec![""; FIRST];
        take_in(Pack::First, lines.join("\n") + "\n");
        assert!(PHRASES.get().is_empty(), "one phrase too many");
        lines[0] = "erste";
        take_in(Pack::First, lines.join("\n"));
        assert_eq!(PHRASES.get()[0], "erste");
        assert_eq!(super::login_submit(), "Log in");
        take_in(Pack::Rest, "zu wenig".to_owned());
        assert_eq!(PHRASES.get().len(), FIRST);
        let rest = vec!["mehr"; REST].join("\n");
        take_in(Pack::Rest, rest);
        assert_eq!(super::settings_writing(), "mehr");
        PHRASES.set(&[]);
    }

    #[test]
    fn the_rest_may_come_without_the_first() {
        take_in(Pack::Rest, vec!["mehr"; REST].join("\n"));
        assert_eq!(super::login_submit(), "Log in");
        assert_eq!(super::settings_writing(), "mehr");
        PHRASES.set(&[]);
    }
}
