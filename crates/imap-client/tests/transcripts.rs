//! The transcripts under `tests/transcripts`, replayed whole, byte by byte, and
//! split in two at every byte: always with the same commands and events.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod support;

use imap_codec::CommandCodec;
use imap_codec::decode::Decoder as _;
use imap_codec::encode::Encoder as _;
use std::collections::BTreeSet;
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

/// The verbs of IMAP's own and of extensions that imap-codec knows.
const VERBS: [&str; 23] = [
    "AUTHENTICATE",
    "CAPABILITY",
    "COPY",
    "CREATE",
    "DELETE",
    "ENABLE",
    "EXPUNGE",
    "FETCH",
    "GETQUOTAROOT",
    "ID",
    "LIST",
    "LOGIN",
    "LOGOUT",
    "LSUB",
    "MOVE",
    "NAMESPACE",
    "NOOP",
    "RENAME",
    "SEARCH",
    "SELECT",
    "STORE",
    "SUBSCRIBE",
    "UNSUBSCRIBE",
];

#[test]
fn what_is_said_in_imap_s_own_words_imap_codec_reads_and_would_say_alike() {
    let codec = CommandCodec::default();
    let mut read = BTreeSet::new();
    for (name, script) in transcripts() {
        for line in script.lines().filter_map(|line| line.strip_prefix("C: ")) {
            let octets = [line.as_bytes(), b"\r\n"].concat();
            // What it refuses has items of extensions, or goes on behind a literal.
            let Ok(([], command)) = codec.decode(&octets) else {
                continue;
            };
            let verb = command.body.name().to_owned();
            if VERBS.contains(&verb.as_str()) {
                let said = String::from_utf8(codec.encode(&command).dump()).unwrap();
                assert_eq!(said, format!("{line}\r\n"), "{name}");
                read.insert(verb);
            }
        }
    }
    for verb in VERBS {
        assert!(read.contains(verb), "no {verb} was read: {read:?}");
    }
}
