//! What fuzzing has found, or was given to begin with, once more.
#![expect(clippy::expect_used, reason = "a panic is a test's report")]

mod judge;

use std::path::Path;

#[test]
fn messages_that_were_kept_are_read_alike_each_time() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/message");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        judge::check(&std::fs::read(entry.unwrap().path()).unwrap());
        count += 1;
    }
    assert!(count > 0, "the corpus is committed");
}
