//! Nothing that a person reads stands outside of `locales/`, nothing in there is
//! unused, and every language says the same things.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a panic is a test's report"
)]

use phrases::{Catalog, REFERENCE};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The least part of English, in hundredths, that a language must have: German all.
const LEAST: [(&str, usize); 5] = [("ar", 95), ("de", 100), ("es", 95), ("fr", 95), ("ja", 95)];

/// What may be the same as in English, but for what is put in: names, and words that
/// languages share.
const SHARED: &[&str] = &[
    "()  – Porthole",
    "Actions",
    "Bcc",
    "Cc",
    "Code",
    "Contact",
    "Contacts",
    "Conversations",
    "Date",
    "Description",
    "Details",
    "Important",
    "In",
    "Invitation",
    "Link",
    "Markdown",
    "Message",
    "Messages",
    "Name",
    "No",
    "Normal",
    "Notifications",
    "Note",
    "Orange",
    "Page",
    "Personal",
    "Porthole",
    "Signature",
    "Source",
    "Suggestions",
    "Text",
    "Violet",
    "fax",
    "in",
    "mobile",
    "optional",
    "– Porthole",
];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(language: &str) -> Catalog {
    let path = folder("locales").join(format!("{language}.ftl"));
    let text = std::fs::read_to_string(&path).unwrap();
    Catalog::read(language, &text, "").unwrap_or_else(|mistake| panic!("{mistake}"))
}

/// Every file of the source, with its path from `src/`.
fn sources() -> Vec<(String, String)> {
    fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    gather(&folder("src"), &mut paths);
    paths.sort();
    let from = folder("src");
    let named = paths.into_iter().map(|path| {
        let name = path.strip_prefix(&from).unwrap().display().to_string();
        (name, std::fs::read_to_string(path).unwrap())
    });
    named.collect()
}

/// What stands before the tests of a file.
fn without_tests(source: &str) -> &str {
    source.split("#[cfg(test)]\nmod ").next().unwrap_or(source)
}

#[test]
fn nothing_in_english_is_unused() {
    let mut said = BTreeSet::new();
    for (_, source) in sources() {
        for part in without_tests(&source).split("i18n::").skip(1) {
            let end = part.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
            said.insert(part[..end.unwrap_or(part.len())].to_owned());
        }
    }
    let unused: Vec<String> = read(REFERENCE)
        .messages
        .iter()
        .filter(|message| !said.contains(&message.function()))
        .map(|message| message.id.clone())
        .collect();
    assert_eq!(unused, Vec::<String>::new(), "no code says these");
}

#[test]
fn every_language_is_as_complete_as_it_must_be_and_has_nothing_else() {
    let english = read(REFERENCE);
    for (language, least) in LEAST {
        let catalog = read(language);
        let missing: Vec<&str> = english
            .messages
            .iter()
            .filter(|message| catalog.find(&message.id).is_none())
            .map(|message| message.id.as_str())
            .collect();
        let all = english.messages.len();
        assert!(
            (all - missing.len()) * 100 >= all * least,
            "{language} lacks {missing:?}"
        );
        let stray: Vec<&str> = catalog
            .messages
            .iter()
            .filter(|message| english.find(&message.id).is_none())
            .map(|message| message.id.as_str())
            .collect();
        assert!(
            stray.is_empty(),
            "{language} says what nobody asks: {stray:?}"
        );
    }
}

#[test]
fn the_languages_that_are_offered_are_those_that_there_are() {
    let mut there: Vec<String> = std::fs::read_dir(folder("locales"))
        .unwrap()
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            Some(name.strip_suffix(".ftl")?.to_owned())
        })
        .collect();
    there.sort();
    let offered: Vec<&str> = web::language::LANGUAGES
        .iter()
        .map(|(tag, _)| *tag)
        .collect();
    assert_eq!(there, offered);
}

#[test]
fn every_language_puts_the_same_into_its_phrases() {
    let english = read(REFERENCE);
    for (language, _) in LEAST {
        for message in &read(language).messages {
            let Some(reference) = english.find(&message.id) else {
                continue;
            };
            let set =
                |variables: &[String]| -> BTreeSet<String> { variables.iter().cloned().collect() };
            assert_eq!(
                set(&message.variables),
                set(&reference.variables),
                "{language}: {}",
                message.id
            );
            message
                .phrase(&reference.variables, language)
                .unwrap_or_else(|mistake| panic!("{mistake}"));
        }
    }
}

/// The plural categories of whole numbers (Unicode CLDR). The one that is left out
/// may be missing: of it a phrase has the default.
#[test]
fn every_language_has_its_own_plurals() {
    let categories: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("ar", &["zero", "one", "two", "few", "many"][..]),
        ("de", &["one"]),
        ("es", &["one"]),
        ("fr", &["one"]),
        ("ja", &[]),
    ]);
    let english = read(REFERENCE);
    for (language, _) in LEAST {
        for message in &read(language).messages {
            let (Some(reference), Some(known)) =
                (english.find(&message.id), categories.get(language))
            else {
                continue;
            };
            let phrase = |message: &phrases::Message| {
                message.phrase(&reference.variables, language).unwrap()
            };
            let keys = keys(&phrase(message));
            for key in &keys {
                assert!(
                    key.is_empty() || known.contains(&key.as_str()) || key.parse::<u32>().is_ok(),
                    "{language}: {} has a variant for {key}, which is never chosen",
                    message.id
                );
            }
            let chooses = phrase(reference).contains('\u{2}');
            let lacks: Vec<&&str> = known
                .iter()
                .filter(|one| !keys.iter().any(|key| key == **one))
                .collect();
            assert!(
                !chooses || lacks.is_empty(),
                "{language}: {} lacks {lacks:?}",
                message.id
            );
        }
    }
}

/// The keys of a phrase's variants.
fn keys(phrase: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for choice in phrase.split('\u{2}').skip(1) {
        let choice = choice.split('\u{5}').next().unwrap();
        for (number, variant) in choice.split('\u{4}').enumerate() {
            let key = variant.split('\u{3}').next().unwrap();
            // The first one stands behind the argument's digit.
            keys.push(key[usize::from(number == 0)..].to_owned());
        }
    }
    keys
}

#[test]
fn nothing_was_left_in_english() {
    let english = read(REFERENCE);
    let mut left = Vec::new();
    for (language, _) in LEAST {
        for message in &read(language).messages {
            let Some(reference) = english.find(&message.id) else {
                continue;
            };
            let words = message.words();
            let words = words.trim();
            // Many keyboards have English keys.
            let is_key = message.id.starts_with("key-");
            let says_something = words.chars().any(char::is_alphabetic) && !is_key;
            if says_something && words == reference.words().trim() && !SHARED.contains(&words) {
                left.push(format!("{language}: {} = {words}", message.id));
            }
        }
    }
    assert_eq!(left, Vec::<String>::new());
}

/// Where a text in the source would be shown.
const SHOWN: [&str; 7] = [
    ".child(\"",
    ".child((\"",
    "(\"aria-label\", \"",
    "(\"title\", \"",
    "(\"placeholder\", \"",
    "(\"alt\", \"",
    "set_title(\"",
];

#[test]
fn what_is_shown_stands_in_the_languages() {
    let mut found = Vec::new();
    for (name, source) in sources() {
        let one_line: String = without_tests(&source)
            .lines()
            .map(|line| line.trim_start().split("// ").next().unwrap_or_default())
            .collect();
        for mark in SHOWN {
            for part in one_line.split(mark).skip(1) {
                let text = part.split('"').next().unwrap();
                let letters = text.chars().filter(|c| c.is_alphabetic()).count();
                // A sign, or one letter on a key or a button, is no language.
                if letters > 1 {
                    found.push(format!("{name}: {text}"));
                }
            }
        }
    }
    assert_eq!(found, Vec::<String>::new(), "these are in no language");
}
