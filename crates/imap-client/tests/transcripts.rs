//! The transcripts under `tests/transcripts`, replayed whole, byte by byte, and
//! split in two at every byte: always with the same commands and events.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod support;

use support::{Pieces, replay};

fn transcripts() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/transcripts");
    let mut transcripts: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    transcripts.sort();
    assert!(!transcripts.is_empty());
    transcripts
}

#[test]
fn every_transcript_holds_replayed_whole() {
    for (name, script) in transcripts() {
        if let Err(problem) = replay(&script, Pieces::Whole) {
            panic!("{name}, {problem}");
        }
    }
}

#[test]
fn every_transcript_holds_replayed_byte_by_byte() {
    for (name, script) in transcripts() {
        if let Err(problem) = replay(&script, Pieces::Bytes) {
            panic!("{name}, {problem}");
        }
    }
}

#[test]
fn every_transcript_holds_split_at_every_byte() {
    for (name, script) in transcripts() {
        let longest = script.len();
        for at in 1..longest.min(2_000) {
            if let Err(problem) = replay(&script, Pieces::At(at)) {
                panic!("{name} split at {at}, {problem}");
            }
        }
    }
}
