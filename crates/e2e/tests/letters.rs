//! Letters of every kind are read as they were meant by Python's email package
//! too, which finds nothing wrong with them.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

#[path = "../../mime-message/tests/letter/mod.rs"]
#[allow(dead_code, reason = "fuzzing and the other tests use all of it")]
mod letter;
#[path = "../../mime-message/tests/letter/matrix.rs"]
mod matrix;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use e2e::python::read_by_python;
use letter::{Case, address};
use mail_model::{Composed, EnvelopeAddress, LetterContent};
use serde_json::{Value, json};

/// A text without what folding, flowing and quoting may change of it.
fn squeezed(text: &str) -> String {
    let is_word = |c: &char| !c.is_whitespace() && !c.is_control() && *c != '>';
    text.chars().filter(is_word).collect()
}

fn check(name: &str, case: &Case, read: &Value) {
    assert_eq!(read["defects"], json!([]), "{name}");
    let text = |key: &str| read[key].as_str().unwrap_or_default().to_owned();
    let letter = &case.letter;
    assert_eq!(
        squeezed(&text("subject")),
        squeezed(&letter.subject),
        "{name}"
    );
    assert_eq!(read["from"], json!(["robin@example.org"]), "{name}");
    assert_eq!(text("date"), "2026-06-01T10:00:00+00:00", "{name}");
    let to = read["to"].as_array().unwrap();
    assert_eq!(to.len(), letter.to.len(), "{name}");
    for (read, meant) in to.iter().zip(&letter.to) {
        let spec = EnvelopeAddress::parse(&meant.address).unwrap();
        // It keeps the octets of what is beyond ASCII in a form of its own.
        if spec.is_ascii() {
            assert_eq!(read[1].as_str(), Some(spec.as_str()), "{name}");
        }
        let shown = read[0].as_str().unwrap();
        assert_eq!(squeezed(shown), squeezed(&meant.name), "{name}");
    }
    let LetterContent::Composed(Composed {
        text: said,
        html,
        files,
        ..
    }) = &letter.content
    else {
        panic!("{name} was composed");
    };
    assert_eq!(squeezed(&text("text")), squeezed(said), "{name}");
    assert_eq!(html.is_some(), read["html"].is_string(), "{name}");
    if let Some(html) = html {
        assert!(squeezed(&text("html")).contains(&squeezed(html)), "{name}");
    }
    let read = read["files"].as_array().unwrap();
    assert_eq!(read.len(), files.len(), "{name}");
    for file in files {
        let octets = &case.files[file.file.0 as usize];
        let is_it = |read: &&Value| {
            let id = file.content_id.as_deref().unwrap_or_default();
            let is_message = file.media_type == "message/rfc822";
            let has_octets = match is_message {
                true => read["subject"] == "inner",
                false => read["octets"] == BASE64.encode(octets),
            };
            read["type"] == file.media_type.as_str() && read["id"] == id && has_octets
        };
        let mut found = read.iter().filter(is_it);
        let names = |read: &Value| squeezed(read["name"].as_str().unwrap_or_default());
        assert!(
            found.any(|read| names(read) == squeezed(&file.name)),
            "{name}: {:?}",
            file.name
        );
    }
}

#[test]
#[ignore = "needs Python; cargo xtask test brings it"]
fn letters_of_every_kind_are_read_by_python_as_they_were_meant() {
    let cases = matrix::cases();
    let messages: Vec<Vec<u8>> = cases
        .iter()
        .map(|(_, case)| case.written(None).expect("each can be sent"))
        .collect();
    let read = read_by_python(&messages);
    assert_eq!(read.len(), cases.len());
    for ((name, case), read) in cases.iter().zip(&read) {
        check(name, case, read);
    }
    println!("{} letters", cases.len());
}
