//! Test data that lies beside the workspace, where it does: hostile mail and
//! odd mail, with what must be true of each.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::path::PathBuf;

/// A message of a corpus.
pub struct Case {
    /// Its name in the manifest.
    pub id: String,
    /// What its file holds.
    pub content: Vec<u8>,
    /// As it is delivered.
    pub message: Vec<u8>,
    /// All that the manifest says of it.
    pub manifest: Value,
}

/// A corpus by its folder's name; nothing if it is not there.
///
/// # Panics
/// When it is there and cannot be read.
pub fn load(name: &str) -> Option<Vec<Case>> {
    let folder: PathBuf = crate::workspace_root().join("../shared/corpus").join(name);
    let manifest = std::fs::read(folder.join("manifest.json")).ok()?;
    let manifest: Vec<Value> = serde_json::from_slice(&manifest).expect("the manifest is a list");
    let cases = manifest.into_iter().map(|entry| {
        let text = |key: &str| entry[key].as_str().unwrap_or("").to_owned();
        let id = text("id");
        let content = std::fs::read(folder.join(text("file")))
            .unwrap_or_else(|error| panic!("{id} cannot be read: {error}"));
        let message = match text("kind").as_str() {
            "html" => wrapped(&id, "html", &content),
            "text" => wrapped(&id, "plain", &content),
            _ => content.clone(),
        };
        Case {
            id,
            content,
            message,
            manifest: entry,
        }
    });
    Some(cases.collect())
}

/// A body of HTML as a case of its own, which keeps nothing.
pub fn html_case(id: &str, html: &str) -> Case {
    Case {
        id: id.to_owned(),
        content: html.as_bytes().to_vec(),
        message: wrapped(id, "html", html.as_bytes()),
        manifest: json!({ "id": id, "kind": "html" }),
    }
}

/// A plain text as a case of its own, which keeps nothing.
pub fn text_case(id: &str, text: &str) -> Case {
    Case {
        id: id.to_owned(),
        content: text.as_bytes().to_vec(),
        message: wrapped(id, "plain", text.as_bytes()),
        manifest: json!({ "id": id, "kind": "text" }),
    }
}

/// A body as a message; the subject is its name.
fn wrapped(id: &str, subtype: &str, body: &[u8]) -> Vec<u8> {
    let mut message = format!(
        "From: Mallory <mallory@example.org>\r\nTo: Ada <ada@example.org>\r\nSubject: {id}\r\nDate: Mon, 2 Jun 2025 10:00:00 +0000\r\nMessage-ID: <{id}@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    );
    for line in STANDARD.encode(body).as_bytes().chunks(76) {
        message.push_str(&String::from_utf8_lossy(line));
        message.push_str("\r\n");
    }
    message.into_bytes()
}

/// What the manifest expects of a fact: true by construction first, else stated
/// by the source, else what most parsers agree on. What they dispute is not there.
pub fn expected<'a>(case: &'a Case, fact: &str) -> Option<&'a Value> {
    let expect = &case.manifest["expect"];
    ["self", "upstream", "consensus"]
        .iter()
        .map(|source| &expect[source][fact])
        .find(|value| !value.is_null())
}

/// The text with every run of white space as one space.
pub fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
