//! What is typed into the search is looked for before all of it is there.

use crate::random::sequences;
use crate::searching::{entered, search, subjects};
use demo_server::{Profile, Server};
use laboratory::model::{PROFILES, on_server};
use laboratory::{Choices, Pair, START, USER, noise, plain_message};
use mail_engine::Scope;
use mail_model::{Flags, Timestamp};

const HOUR: i64 = 60 * 60 * 1_000;

/// An inbox in which so many messages are looked through that rows of few are known.
fn large(profile: Profile, subject: impl Fn(i64) -> Option<String>) -> Pair {
    let mut server = Server::empty(profile);
    server.create_mailbox(USER, "INBOX", None);
    for number in 0..1_200_i64 {
        let subject = subject(number).unwrap_or_else(|| format!("Number {number}"));
        let text = plain_message(&subject);
        let received = Timestamp(START.0 - (1_200 - number) * HOUR);
        server.deliver(USER, "INBOX", text.as_bytes(), &Flags::default(), received);
    }
    let mut pair = Pair::with_server(server);
    pair.log_in("INBOX", None);
    pair.run_for(3_000);
    assert!(pair.page.is_online());
    pair
}

/// Types, and gives what is shown at once.
fn type_in(pair: &mut Pair, text: &str) -> Vec<String> {
    pair.show("INBOX", search(text, Scope::Here, true));
    subjects(pair)
}

fn is_asked(pair: &Pair, said: usize) -> bool {
    pair.said
        .get(said..)
        .is_some_and(|said| said.contains("SEARCH"))
}

#[test]
fn what_few_subjects_contain_is_fetched_while_one_types_and_then_is_here() {
    for profile in PROFILES {
        let mut pair = large(profile, |number| match number {
            300 => Some("The Kittiwake ledger".to_owned()),
            301 => Some("Kites".to_owned()),
            _ => None,
        });
        // Two letters are in too many subjects.
        let said = pair.said.len();
        assert_eq!(type_in(&mut pair, "Ki"), [""; 0]);
        pair.run_for(2_000);
        assert!(!is_asked(&pair, said), "{profile:?}");
        // Of three it is asked, and what it finds comes while nobody has entered it.
        type_in(&mut pair, "Kit");
        pair.run_for(2_000);
        let both = ["Kites", "The Kittiwake ledger"];
        assert_eq!(subjects(&pair), both, "{profile:?}");
        assert!(!pair.page.search.as_ref().unwrap().is_going);
        // From there on each letter tells at once, and nobody is asked.
        let said = pair.said.len();
        assert_eq!(type_in(&mut pair, "Kitt"), both[1..], "{profile:?}");
        pair.run_for(2_000);
        assert_eq!(type_in(&mut pair, "Kittiwakes"), [""; 0]);
        assert_eq!(type_in(&mut pair, "Kittiwake"), both[1..]);
        assert!(!is_asked(&pair, said), "{profile:?}");
        // The whole of it is what the server says.
        pair.show("INBOX", entered("Kittiwake"));
        assert_eq!(subjects(&pair), both[1..], "{profile:?}");
        pair.run_for(2_000);
        assert!(is_asked(&pair, said), "{profile:?}");
        assert_eq!(subjects(&pair), both[1..], "{profile:?}");
        assert!(!pair.page.search.as_ref().unwrap().is_going);
    }
}

#[test]
fn of_many_that_begin_so_only_those_are_looked_through_further() {
    let mut pair = large(Profile::Dovecot, |number| match number {
        300 => Some("Numbered ledger".to_owned()),
        _ => None,
    });
    type_in(&mut pair, "Num");
    pair.run_for(2_000);
    let said = pair.said.len();
    type_in(&mut pair, "Numbered");
    pair.run_for(2_000);
    assert_eq!(subjects(&pair), ["Numbered ledger"]);
    let said = &pair.said[said..];
    assert!(said.contains("\"Numbered\" UID 1:1200"), "{said}");
}

#[test]
fn whatever_is_typed_what_was_entered_shows_the_truth_in_the_end() {
    const TYPED: [&str; 10] = [
        "app", "appl", "apple", "pea", "pear", "pear 1", "Num", "Number 1", "plum 3", "x",
    ];
    for seed in sequences(28) {
        let profile = PROFILES[seed as usize % PROFILES.len()];
        let bytes = noise(110_000 + seed, 400);
        let mut choices = Choices::new(&bytes);
        let fruit = |number: i64| match number % 97 {
            0 => Some(format!("apple {number}")),
            1 => Some(format!("pear {number}")),
            _ => None,
        };
        let mut pair = large(profile, fruit);
        let mut known: Vec<_> = (0..1_200_i64)
            .map(|number| {
                let uid = laboratory::uid(u32::try_from(number).unwrap() + 1);
                (
                    uid,
                    fruit(number).unwrap_or_else(|| format!("Number {number}")),
                )
            })
            .collect();
        for _ in 0..20 {
            let text = TYPED[choices.below(10) as usize];
            match choices.below(10) {
                0..=4 => drop(type_in(&mut pair, text)),
                5 => pair.show("INBOX", entered(text)),
                6 => pair.go("INBOX", None),
                7 => {
                    let subject = format!("plum {}", choices.below(40));
                    known.push((pair.deliver(&subject), subject));
                }
                8 => {
                    if let Some(uid) = on_server(&pair, &mut choices) {
                        pair.expunge(uid);
                        known.retain(|(there, _)| *there != uid);
                    }
                }
                _ => pair.cut(),
            }
            pair.run_for(i64::from(choices.below(6)) * 30);
        }
        let text = TYPED[choices.below(9) as usize];
        if choices.below(2) == 0 {
            type_in(&mut pair, text);
        }
        pair.show("INBOX", entered(text));
        pair.run_for(60_000);
        let is_meant = |subject: &str| text.split(' ').all(|word| subject.contains(word));
        let matching = known.iter().rev().filter(|(_, subject)| is_meant(subject));
        let expected: Vec<&str> = matching.map(|(_, subject)| subject.as_str()).collect();
        assert_eq!(
            pair.page.total().unwrap() as usize,
            expected.len(),
            "{profile:?} {seed} {text}"
        );
        let shown = subjects(&pair);
        assert!(!shown.is_empty() || expected.is_empty());
        assert_eq!(shown, expected[..shown.len()], "{profile:?} {seed} {text}");
    }
}
