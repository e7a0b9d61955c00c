//! Test data that lies beside the workspace, where it does: hostile mail and
//! odd mail, with what must be true of each.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

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

/// Where corpora may lie: beside this working tree, and beside the checkout that it
/// is a further working tree of (git-worktree).
fn places() -> Vec<PathBuf> {
    let root = crate::workspace_root();
    let link = std::fs::read_to_string(root.join(".git")).ok();
    let main = link.as_deref().and_then(main_checkout);
    let roots = [Some(root.to_owned()), main].into_iter().flatten();
    roots.map(|root| root.join("../shared/corpus")).collect()
}

/// The checkout that a working tree's file `.git` leads to (gitrepository-layout:
/// `gitdir: CHECKOUT/.git/worktrees/NAME`).
fn main_checkout(link: &str) -> Option<PathBuf> {
    let directory = Path::new(link.strip_prefix("gitdir:")?.trim());
    let git = directory.ancestors().find(|path| path.ends_with(".git"))?;
    git.parent().map(Path::to_owned)
}

/// A corpus by its folder's name; nothing if it is not there, which is said so that
/// nobody takes what was not tried for what holds.
///
/// # Panics
/// When it is there and cannot be read.
pub fn load(name: &str) -> Option<Vec<Case>> {
    let mut folders = places().into_iter().map(|place| place.join(name));
    let found = folders.find_map(|folder| {
        let manifest = std::fs::read(folder.join("manifest.json")).ok()?;
        Some((folder, manifest))
    });
    let Some((folder, manifest)) = found else {
        println!("!!! SKIPPED: the corpus '{name}' is not here; NOTHING of it was tried");
        for place in places() {
            println!("!!! looked for it in {}", place.display());
        }
        return None;
    };
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

#[cfg(test)]
mod tests {
    use super::{Path, main_checkout};

    #[test]
    fn a_working_tree_leads_to_its_checkout() {
        let leads = |link: &str| main_checkout(link);
        let link = "gitdir: /home/ada/porthole/.git/worktrees/other\n";
        assert_eq!(
            leads(link).as_deref(),
            Some(Path::new("/home/ada/porthole"))
        );
        assert_eq!(leads("gitdir: /elsewhere/separate"), None);
        assert_eq!(leads("ref: refs/heads/main"), None);
    }
}
