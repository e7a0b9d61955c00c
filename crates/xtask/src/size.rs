//! `cargo xtask size`: what a first visit costs, beside what it may cost.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// Until the login form works: the page, its style, its icon and the app.
const LOGIN_BUDGET: u64 = 130_000;

/// Until the inbox is on screen: the mail page and the worker too, which load
/// while one types.
const INBOX_BUDGET: u64 = 480_000;

/// The most requests until the login form works.
const LOGIN_REQUESTS: usize = 8;

/// How the names of files begin that come while one types; and the pieces of
/// [`INBOX_PART`] that other parts have too.
const WHILE_TYPING: [&str; 3] = ["worker-", "split_mail-", "desk-"];

/// How the names of files begin that come later, unless they come while one types,
/// or only where the language is not English.
const LATER: [&str; 6] = ["reader-", "split_", "chunk_", "first-", "rest-", "later-"];

/// The part of the page that the inbox is shown by.
const INBOX_PART: &str = "__wasm_split_load_mail";

/// The binary with the app inside.
const BINARY_BUDGET: u64 = 15_000_000;

/// A file as it is served.
struct Served {
    name: String,
    raw: u64,
    /// By brotli, or as it is where that is not smaller.
    sent: u64,
}

/// Prints the table; whether all budgets are kept.
pub(crate) fn size(root: &Path) -> Result<bool> {
    let dist = root.join("dist");
    let mut files = vec![served(&dist.join("index.html"))?];
    let mut assets: Vec<PathBuf> = std::fs::read_dir(dist.join("assets"))
        .context("there is no dist/; cargo xtask build makes it")?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    assets.retain(|path| !is_twin(path));
    assets.sort();
    for path in assets {
        files.push(served(&path)?);
    }

    println!("{:<44} {:>10} {:>10}", "file", "raw", "brotli");
    for file in &files {
        println!("{:<44} {:>10} {:>10}", file.name, file.raw, file.sent);
    }
    println!();
    let shared = shared_pieces(&dist.join("assets"))?;
    let begins = |file: &Served, names: &[&str]| names.iter().any(|n| file.name.starts_with(n));
    let comes_while_typing = |file: &Served| {
        let is_shared = shared.iter().any(|piece| file.name.starts_with(piece));
        is_shared || begins(file, &WHILE_TYPING)
    };
    let engine: Vec<&Served> = files.iter().filter(|f| comes_while_typing(f)).collect();
    let page = files
        .iter()
        .filter(|f| !comes_while_typing(f) && !begins(f, &LATER));
    let page: Vec<&Served> = page.collect();
    let login: u64 = page.iter().map(|file| file.sent).sum();
    let inbox: u64 = login + engine.iter().map(|file| file.sent).sum::<u64>();
    let mut is_kept = true;
    let mut budget = |what: &str, value: u64, most: u64| {
        let mark = if value <= most { "ok  " } else { "OVER" };
        is_kept &= value <= most;
        println!("{mark} {what:<39} {value:>10} of {most:>10}");
    };
    budget("bytes until the login form works", login, LOGIN_BUDGET);
    budget(
        "requests until the login form works",
        page.len() as u64,
        LOGIN_REQUESTS as u64,
    );
    budget("bytes until the inbox is on screen", inbox, INBOX_BUDGET);
    if let Ok(binary) = crate::serve::porthole(root).metadata() {
        budget(
            "the binary with the app inside",
            binary.len(),
            BINARY_BUDGET,
        );
    }
    Ok(is_kept)
}

/// How the names of those pieces begin that the inbox's part shares with others, as
/// the loader of parts says: `[__chunk_7, __chunk_8]` behind the part's name.
fn shared_pieces(assets: &Path) -> Result<Vec<String>> {
    for entry in std::fs::read_dir(assets)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "js") {
            continue;
        }
        let script = std::fs::read_to_string(&path)?;
        let Some((_, part)) = script.split_once(&format!("const {INBOX_PART} ")) else {
            continue;
        };
        let list = part
            .split_once(", [")
            .and_then(|(_, list)| list.split_once(']'));
        let names = list.map_or("", |(list, _)| list).split(',');
        let names = names.filter_map(|name| name.trim().strip_prefix("__"));
        return Ok(names.map(|name| format!("{name}-")).collect());
    }
    Ok(Vec::new())
}

fn is_twin(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "br" || extension == "gz")
}

fn served(path: &Path) -> Result<Served> {
    let length = |path: &Path| path.metadata().map(|metadata| metadata.len());
    let raw = length(path).with_context(|| format!("there is no {}", path.display()))?;
    let twin = PathBuf::from(format!("{}.br", path.display()));
    Ok(Served {
        name: path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        raw,
        sent: length(&twin).unwrap_or(raw),
    })
}
