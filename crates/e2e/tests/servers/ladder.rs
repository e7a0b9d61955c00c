//! One comes back after thousands of changes by another client, on each rung of
//! the ladder by which a mailbox is caught up with.

use crate::stage::Stage;
use e2e::fixture::Kind;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

before_each_server! {
    after_thousands_of_changes_each_rung_shows_what_a_fresh_login_shows,
}

/// A rung: what the server seems to lack, and what is then said and what is not.
struct Rung {
    name: &'static str,
    lacking: &'static [&'static str],
    says: &'static str,
    says_not: &'static str,
}

/// From the top. ENABLE goes out unasked, and QRESYNC is on wherever it does.
const RUNGS: [Rung; 4] = [
    Rung {
        name: "QRESYNC",
        lacking: &[],
        says: "(QRESYNC (",
        says_not: "RETURN (ALL) ALL",
    },
    Rung {
        name: "CONDSTORE",
        lacking: &["QRESYNC", "ENABLE", "NOTIFY"],
        says: "CHANGEDSINCE",
        says_not: "QRESYNC",
    },
    Rung {
        name: "all UIDs",
        lacking: &["QRESYNC", "ENABLE", "NOTIFY", "CONDSTORE", "HIGHESTMODSEQ"],
        says: "RETURN (ALL) ALL",
        says_not: "CHANGEDSINCE",
    },
    Rung {
        name: "no ESEARCH",
        lacking: &[
            "QRESYNC",
            "ENABLE",
            "NOTIFY",
            "CONDSTORE",
            "HIGHESTMODSEQ",
            "ESEARCH",
        ],
        says: "UID SEARCH ALL",
        says_not: "UID SEARCH RETURN",
    },
];

/// Those that lead anywhere before this server: Courier has the lowest alone.
fn rungs(kind: Kind) -> &'static [Rung] {
    match kind {
        Kind::Dovecot | Kind::Cyrus => &RUNGS,
        Kind::Courier => &RUNGS[3..],
    }
}

/// A number from the environment.
fn wished(name: &str) -> Option<u32> {
    std::env::var(name).ok()?.parse().ok()
}

/// What chooses the changes: another at each run, unless one is wished for.
fn seed() -> u32 {
    let clock = SystemTime::now().duration_since(UNIX_EPOCH);
    wished("PORTHOLE_SEED").unwrap_or(clock.map_or(0, |time| time.subsec_micros()))
}

/// Half of the changes come while the line is cut, half while one is elsewhere.
async fn after_thousands_of_changes_each_rung_shows_what_a_fresh_login_shows(kind: Kind) {
    let changes = wished("PORTHOLE_CHANGES").unwrap_or(5_000);
    let seed = seed();
    println!("PORTHOLE_SEED={seed}, {changes} changes");
    let mut stage = Stage::with_inbox(kind, 600);
    let sent = stage.server.mailbox("Sent");
    let mut accounts = Vec::new();
    for rung in rungs(kind) {
        stage.change(stage.another(rung.lacking));
        stage.log_in().await;
        stage.all_rows(Duration::ZERO).await;
        accounts.push((rung, stage.change(stage.another(&[]))));
    }

    for (round, is_elsewhere) in [(0, false), (1, true)] {
        for (_, account) in &mut accounts {
            std::mem::swap(&mut stage.account, account);
            if is_elsewhere {
                stage.open(&sent).await;
            } else {
                stage.account.lose_line().await;
            }
            stage.account.said.clear();
            std::mem::swap(&mut stage.account, account);
        }
        stage
            .other
            .churn("INBOX", changes / 2, seed.wrapping_add(round));
        for (rung, account) in &mut accounts {
            std::mem::swap(&mut stage.account, account);
            println!("{}, elsewhere: {is_elsewhere}", rung.name);
            if is_elsewhere {
                stage.open("INBOX").await;
            }
            stage.shows_what_is_there("INBOX").await;
            let said = &stage.account.said;
            assert!(said.contains(rung.says), "{}: {said}", rung.name);
            assert!(!said.contains(rung.says_not), "{}: {said}", rung.name);
            std::mem::swap(&mut stage.account, account);
        }
    }
    stage.log_in().await;
    stage.shows_what_is_there("INBOX").await;
}
