//! Chance decides what the person and other clients do and when the line
//! breaks; once all is quiet, the page must show the server's mailbox.

use core::ops::Range;
use demo_server::Profile;
use laboratory::model::{self, PROFILES, When, judge, on_server};
use laboratory::{Choices, Pair, noise};
use mail_engine::{Body, LaterAction};
use mail_model::Flag;
use std::path::Path;

/// So many sequences are played on each server.
const USUAL: u64 = 850;

/// Which sequences are played: `PORTHOLE_SEQUENCES` asks for more, a night's worth,
/// and `PORTHOLE_ONLY` for one alone, by the number that a failure told.
pub(crate) fn sequences(usual: u64) -> Range<u64> {
    let asked = |name| {
        std::env::var(name)
            .ok()
            .and_then(|number| number.parse().ok())
    };
    match asked("PORTHOLE_ONLY") {
        Some(only) => only..only + 1,
        None => 0..asked("PORTHOLE_SEQUENCES").unwrap_or(usual),
    }
}

/// Plays in which a night's worth of them found a fault, of the engine's or of the
/// judge's.
const FAULTS_FOUND: [(Profile, u64); 3] = [
    (Profile::Bare, 1204),
    (Profile::Full, 2355),
    (Profile::Courier, 8506),
];

fn play_on(profile: Profile) {
    let of_this = PROFILES.iter().position(|p| *p == profile).unwrap_or(0) as u64;
    let found = FAULTS_FOUND.iter().filter(|(on, _)| *on == profile);
    for seed in sequences(USUAL).chain(found.map(|(_, seed)| *seed)) {
        let bytes = noise(seed << 8 | of_this, 200);
        model::play(profile, &bytes, &format!("{profile:?} {seed}"));
    }
}

#[test]
fn whatever_happens_the_page_shows_the_mailbox_in_the_end() {
    play_on(Profile::Dovecot);
}

#[test]
fn whatever_happens_on_the_full_server_the_page_shows_the_mailbox_in_the_end() {
    play_on(Profile::Full);
}

#[test]
fn whatever_happens_on_gmail_the_page_shows_the_mailbox_in_the_end() {
    play_on(Profile::Gmail);
}

#[test]
fn whatever_happens_on_office_365_the_page_shows_the_mailbox_in_the_end() {
    play_on(Profile::Office365);
}

#[test]
fn whatever_happens_on_a_bare_server_the_page_shows_the_mailbox_in_the_end() {
    play_on(Profile::Bare);
}

#[test]
fn whatever_happens_on_cyrus_the_page_shows_the_mailbox_in_the_end() {
    play_on(Profile::Cyrus);
}

#[test]
fn whatever_happens_on_courier_the_page_shows_the_mailbox_in_the_end() {
    play_on(Profile::Courier);
}

#[test]
fn whatever_happens_on_any_server_the_page_shows_the_mailbox_in_the_end() {
    for seed in sequences(USUAL) {
        model::play_bytes(&noise(seed << 8 | 0xff, 240), &format!("any {seed}"));
    }
}

#[test]
fn whatever_a_server_lacks_the_page_shows_the_mailbox_in_the_end() {
    for (name, profile) in model::masks(Profile::Full) {
        for seed in sequences(USUAL.div_ceil(32)) {
            let bytes = noise(seed << 8 | 0xfe, 200);
            model::play(profile, &bytes, &format!("without {name} {seed}"));
        }
    }
}

#[test]
fn every_sequence_that_was_kept_ends_well() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/model");
    let mut sequences: Vec<_> = std::fs::read_dir(folder)
        .expect("the corpus is committed")
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    sequences.sort();
    assert!(!sequences.is_empty());
    for path in sequences {
        let bytes = std::fs::read(&path).expect("it can be read");
        model::play_bytes(&bytes, &path.display().to_string());
    }
}

#[test]
fn a_line_that_is_cut_after_any_octet_is_mended_within_five_seconds() {
    for seed in 0..100 {
        let bytes = noise(7_000 + seed, 2_000);
        let mut choices = Choices::new(&bytes);
        let mut pair = Pair::at_inbox(Profile::Dovecot, 60);
        pair.cut_after = Some(choices.below(20_000) as usize);
        let news = pair.deliver("before the cut");
        for _ in 0..12 {
            let first = choices.below(60);
            pair.view(first, first + 20);
            let message = on_server(&pair, &mut choices);
            pair.go("INBOX", message);
            pair.run_for(i64::from(choices.below(80)));
            if let Some(uid) = on_server(&pair, &mut choices) {
                pair.act(LaterAction::SetFlag {
                    uids: vec![uid],
                    flag: Flag::Flagged,
                    value: choices.below(2) == 0,
                });
            }
            pair.run_for(i64::from(choices.below(80)));
        }
        if pair.cut_after.take().is_some() {
            // It was not reached: the line breaks now.
            pair.cut();
        }
        pair.go("INBOX", Some(news));
        pair.view(0, 29);
        pair.run_for(5_000);
        judge(&pair, &format!("cut {seed}"), When::Soon);
        let view = pair.page.message.as_ref().expect("no message is open");
        assert!(matches!(view.body, Body::Text(_)), "{:?}", view.body);
    }
}
