//! What is pictured, and what is said to be; and what is said to be tested.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::pictures::STATES;
use std::path::Path;

/// All tests' sources, in one.
fn sources(folder: &Path) -> String {
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            all.push_str(&sources(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            all.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
    all
}

#[test]
fn every_state_of_the_list_is_pictured_by_a_test() {
    let tests = sources(&e2e::workspace_root().join("crates/e2e/tests"));
    let missing: Vec<&&str> = STATES
        .iter()
        .filter(|state| !tests.contains(&format!("\"{state}\"")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_list_is_in_order_and_names_each_state_once() {
    assert!(STATES.is_sorted() && STATES.windows(2).all(|pair| pair[0] != pair[1]));
}

/// What stands in backquotes in a text, and names a test in a file.
fn named_tests(text: &str) -> Vec<(&str, &str)> {
    let words = text.split('`').skip(1).step_by(2);
    words.filter_map(|word| word.split_once(".rs::")).collect()
}

#[test]
fn what_is_said_to_be_accessible_is_tested() {
    let root = e2e::workspace_root();
    let told = std::fs::read_to_string(root.join("docs/accessibility.md")).unwrap();
    let all = named_tests(&told);
    assert!(all.len() > 15, "{all:?}");
    for (file, test) in all {
        let below = if file.starts_with("web/") {
            ""
        } else {
            "crates/e2e/tests"
        };
        let path = root.join(below).join(file).with_extension("rs");
        let source = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(source.contains(&format!("fn {test}()")), "{file}: {test}");
    }
}
