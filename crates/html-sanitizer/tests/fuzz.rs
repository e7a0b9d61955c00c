//! What fuzzing has found, or was given to begin with, once more.

#![allow(clippy::unwrap_used, reason = "a panic is a test's report")]

mod judge;

use std::path::Path;

#[test]
fn bodies_that_were_kept_are_harmless_and_settled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/html");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let html = String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap()).into_owned();
        judge::check(&entry.file_name().to_string_lossy(), &html, &[]);
        count += 1;
    }
    assert!(count > 0, "the corpus is committed");
}
