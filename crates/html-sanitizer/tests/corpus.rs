//! The corpora of hostile and of benign mail, where they are present.

#![allow(clippy::print_stdout, reason = "the scores are what the run is for")]
#![allow(
    clippy::expect_used,
    reason = "a corpus that cannot be read fails the run"
)]

mod judge;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use html_sanitizer::{RemotePolicy, sanitize, to_text};
use serde_json::Value;

/// Ten times what the worst message costs, unoptimised or not: a loaded machine is no
/// failure, what grows with the square of the message is.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 30 } else { 3 });

struct Case {
    id: String,
    html: String,
    must_keep: Vec<String>,
    manifest: Value,
}

/// The HTML cases of a corpus; none if it is not here.
fn cases(corpus: &str) -> Option<Vec<Case>> {
    let folder = folder(corpus)?;
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).ok()?;
    let manifest: Vec<Value> = serde_json::from_str(&manifest).expect("the manifest is JSON");
    let is_html = |entry: &Value| entry["kind"].as_str().is_none_or(|kind| kind == "html");
    let entries = manifest.into_iter().filter(is_html);
    Some(
        entries
            .map(|entry| {
                let file = entry["file"].as_str().expect("each case has a file");
                let bytes = std::fs::read(folder.join(file)).expect("each file is there");
                Case {
                    id: entry["id"].as_str().unwrap_or(file).to_owned(),
                    html: String::from_utf8_lossy(&bytes).into_owned(),
                    must_keep: strings(&entry["must_keep"]),
                    manifest: entry,
                }
            })
            .collect(),
    )
}

fn folder(corpus: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/corpus")
        .join(corpus);
    if root.is_dir() {
        Some(root)
    } else {
        println!("skipped: no corpus at {}", root.display());
        None
    }
}

fn strings(value: &Value) -> Vec<String> {
    let values = value.as_array().map(Vec::as_slice).unwrap_or_default();
    values
        .iter()
        .filter_map(Value::as_str)
        .map(collapse)
        .collect()
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn hostile_mail_comes_out_harmless_and_settled() {
    let Some(cases) = cases("xss") else { return };
    let (mut refused, mut kept, mut to_keep) = (Vec::new(), 0, 0);
    let mut slowest = (Duration::ZERO, String::new());
    for case in &cases {
        let start = Instant::now();
        let refusal = sanitize(&case.html, RemotePolicy::Block, &[]).err();
        let taken = start.elapsed();
        assert!(taken < LONGEST, "{} took {taken:?}", case.id);
        slowest = slowest.max((taken, case.id.clone()));
        if let Some(excess) = refusal {
            refused.push(format!("{} {excess:?}", case.id));
            continue;
        }
        let output = judge::check(&case.id, &case.html, &[]).unwrap_or_default();
        judge::check_writing(&case.id, &case.html);
        let text = judge::shown_text(&output);
        for wanted in &case.must_keep {
            to_keep += 1;
            assert!(
                text.contains(wanted.as_str()),
                "{} lost {wanted}: {output}",
                case.id
            );
            kept += 1;
        }
    }
    println!(
        "hostile: {} cases harmless, {} refused: {refused:?}",
        cases.len(),
        refused.len()
    );
    println!("hostile: kept {kept} of {to_keep} texts; slowest {slowest:?}");
    assert!(cases.len() > 500);
}

#[test]
fn hostile_mail_is_harmless_and_settled_in_each_part_of_what_is_pasted() {
    let Some(cases) = cases("xss") else { return };
    let mut cut = 0;
    for (turn, case) in cases.iter().enumerate() {
        cut += usize::from(judge::check_parts(&case.id, &case.html, turn));
    }
    println!("hostile: {cut} of {} cut in two", cases.len());
    assert!(cut > cases.len() / 2);
}

#[test]
fn hostile_mail_has_a_text_within_the_same_time() {
    let Some(cases) = cases("xss") else { return };
    for case in &cases {
        let start = Instant::now();
        let text = to_text(&case.html);
        assert!(
            start.elapsed() < LONGEST,
            "{} took {:?}",
            case.id,
            start.elapsed()
        );
        assert!(text.len() <= case.html.len() * 2 + 64, "{}", case.id);
    }
}

#[test]
fn benign_mail_survives() {
    let Some(cases) = cases("benign") else { return };
    let (mut kept, mut to_keep) = (0, 0);
    for case in &cases {
        let output = judge::check(&case.id, &case.html, &[]).unwrap_or_default();
        judge::check_writing(&case.id, &case.html);
        let text = judge::shown_text(&output);
        let plain = collapse(&to_text(&case.html));
        for wanted in &case.must_keep {
            to_keep += 2;
            for (place, text) in [("HTML", &text), ("text", &plain)] {
                if text.contains(wanted.as_str()) {
                    kept += 1;
                } else {
                    println!("{}: {place} lost {wanted}", case.id);
                }
            }
        }
        for (name, attribute, key) in [
            ("img", None, "images"),
            ("a", Some("href"), "links"),
            ("table", None, "tables"),
        ] {
            let there = judge::count(&output, name, attribute);
            let stated = &case.manifest[key];
            println!("{}: {there} of {stated} {key}", case.id);
        }
    }
    println!("benign: kept {kept} of {to_keep} texts");
    assert!(kept * 100 >= to_keep * 98);
}
