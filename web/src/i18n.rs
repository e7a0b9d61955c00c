//! What the app says: one function for each message of `locales/en.ftl`.
//!
//! The build script reads the Fluent files into a table; this module fills a
//! phrase's gaps. Plural categories are the browser's (Intl.PluralRules), so
//! that a language with six of them needs no code.

use crate::format;

/// A phrase, piece after piece.
type Phrase = &'static [Piece];

enum Piece {
    Text(&'static str),
    /// The argument with this index.
    Argument(usize),
    /// Chosen by an argument's plural category; the empty one is the default.
    Plural(usize, &'static [(&'static str, Phrase)]),
}

enum Value<'a> {
    Number(u32),
    Text(&'a str),
}

mod phrases {
    use super::{Phrase, Piece, Value, fill, plain};
    include!(concat!(env!("OUT_DIR"), "/phrases.rs"));
}

pub use phrases::*;

/// Whether a language, by its tag (RFC 5646), is written from right to left.
pub fn is_right_to_left(language: &str) -> bool {
    const LANGUAGES: [&str; 9] = ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "ur", "yi"];
    let primary = language.split('-').next().unwrap_or_default();
    LANGUAGES
        .iter()
        .any(|known| primary.eq_ignore_ascii_case(known))
}

/// A phrase without gaps.
fn plain(phrase: Phrase) -> &'static str {
    match phrase.first() {
        Some(Piece::Text(text)) => text,
        _ => "",
    }
}

fn fill(phrase: Phrase, values: &[Value<'_>]) -> String {
    let mut out = String::new();
    fill_into(&mut out, phrase, values);
    out
}

fn fill_into(out: &mut String, phrase: Phrase, values: &[Value<'_>]) {
    for piece in phrase {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Argument(index) => match values.get(*index) {
                Some(Value::Text(text)) => out.push_str(text),
                Some(Value::Number(number)) => out.push_str(&format::number(*number)),
                None => {}
            },
            Piece::Plural(index, variants) => {
                let category = match values.get(*index) {
                    Some(Value::Number(number)) => format::plural_category(*number),
                    _ => String::new(),
                };
                let chosen = variants.iter().find(|(key, _)| *key == category);
                let default = || variants.iter().find(|(key, _)| key.is_empty());
                if let Some((_, phrase)) = chosen.or_else(default) {
                    fill_into(out, phrase, values);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
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
}
