//! Conversations that have one row each, on servers that have them and on those
//! that do not.

use crate::random::sequences;
use demo_server::Profile;
use laboratory::model::{PROFILES, on_server};
use laboratory::{Choices, Pair, USER, noise, uid};
use mail_engine::{Conversation, Deed, LaterAction, OperationId, Selection, View};
use mail_model::{Flag, Flags, MailboxName, SearchKey, Uid};
use std::collections::BTreeMap;

pub(super) fn folded() -> View {
    View {
        threads: true,
        is_folded: true,
        ..View::default()
    }
}

/// A letter by `author` that answers the one called `to`, if any, in the
/// conversation that `root` began.
pub(super) fn letter(id: u32, author: &str, root: u32, to: Option<u32>) -> String {
    let answers = to.map_or(String::new(), |to| {
        format!("In-Reply-To: <{to}@x>\r\nReferences: <{root}@x> <{to}@x>\r\n")
    });
    let minutes = (id / 60, id % 60);
    format!(
        "From: {author} <{author}@example.org>\r\nTo: robin@example.org\r\n\
         Subject: letter {id}\r\nDate: 7 May 2026 {:02}:{:02}:00 +0000\r\n\
         Message-ID: <{id}@x>\r\n{answers}\r\nThis is {id}.\r\n",
        minutes.0, minutes.1
    )
}

/// Two conversations, of three messages and of two, and a message alone: letters
/// 1, 3 and 5; 2 and 6; 4.
fn inbox(profile: Profile) -> Pair {
    inbox_of(Pair::with_inbox(profile, 0))
}

pub(super) fn inbox_of(mut pair: Pair) -> Pair {
    for (id, author, root, to) in [
        (1, "ann", 1, None),
        (2, "bob", 2, None),
        (3, "bob", 1, Some(1)),
        (4, "eve", 4, None),
        (5, "ann", 1, Some(3)),
        (6, "cem", 2, Some(2)),
    ] {
        pair.deliver_raw("INBOX", letter(id, author, root, to).as_bytes());
    }
    pair.log_in("INBOX", None);
    pair.run_for(3_000);
    pair
}

pub(super) fn shown(pair: &Pair) -> Vec<u32> {
    let rows = pair.page.rows().into_iter();
    rows.map(|(_, row)| row.uid.value()).collect()
}

pub(super) fn told(pair: &Pair) -> &[Conversation] {
    &pair.page.list.as_ref().unwrap().conversations
}

pub(super) fn members(of: &Conversation) -> Vec<u32> {
    of.members.iter().copied().map(Uid::value).collect()
}

fn fold(pair: &mut Pair, latest: u32, is_open: bool) {
    let list = pair.page.list.as_ref().unwrap().id;
    pair.act(LaterAction::Fold {
        list,
        latest: uid(latest),
        is_open,
    });
    pair.run_for(1_000);
}

fn stored(pair: &Pair, mailbox: &str) -> Vec<u32> {
    let messages = pair.server.messages(USER, mailbox).into_iter();
    messages.map(|(uid, _)| uid.value()).collect()
}

#[test]
fn a_conversation_is_one_row_that_says_what_is_in_it() {
    for profile in PROFILES {
        let mut pair = inbox(profile);
        pair.show("INBOX", folded());
        pair.run_for(3_000);
        let mut rows = shown(&pair);
        rows.sort_unstable();
        assert_eq!(rows, [4, 5, 6], "{profile:?}");
        assert_eq!(pair.page.total(), Some(3), "{profile:?}");
        let told = told(&pair);
        assert_eq!(told.len(), 2, "{profile:?}: one alone is none");
        let first = told.iter().find(|told| told.latest == uid(5)).unwrap();
        assert_eq!(members(first), [5, 3, 1], "{profile:?}");
        let people: Vec<&str> = first.people.iter().map(|who| who.name.as_str()).collect();
        assert_eq!(people, ["ann", "bob"], "{profile:?}");
        assert_eq!((first.unread, first.is_flagged), (3, false), "{profile:?}");
        assert!(!first.is_open);
    }
}

#[test]
fn conversations_and_what_is_in_them_take_two_round_trips() {
    // One for the order, or for what it is made of; one for rows that were far
    // from the view, and now are folded into one of its rows.
    for (profile, most) in [(Profile::Dovecot, 2), (Profile::Bare, 3)] {
        let mut pair = Pair::with_inbox(profile, 0);
        for id in 1..=100 {
            pair.deliver_raw("INBOX", letter(id, "ann", id, None).as_bytes());
        }
        pair.deliver_raw("INBOX", letter(101, "bob", 1, Some(1)).as_bytes());
        pair.log_in("INBOX", None);
        pair.run_for(3_000);
        pair.show("INBOX", folded());
        let trips = pair.round_trips_until(|page| {
            let list = page.list.as_ref().unwrap();
            list.conversations.iter().any(|told| told.people.len() == 2)
        });
        assert!(trips <= most, "{trips} on {profile:?}");
    }
}

#[test]
fn unfolded_each_message_has_a_row_and_folded_one_again() {
    for profile in PROFILES {
        let mut pair = inbox(profile);
        pair.show("INBOX", folded());
        pair.run_for(3_000);
        let before = shown(&pair);
        fold(&mut pair, 5, true);
        let row = before.iter().position(|uid| *uid == 5).unwrap();
        let mut expected = before.clone();
        expected.splice(row..=row, [5, 3, 1]);
        assert_eq!(shown(&pair), expected, "{profile:?}");
        assert_eq!(pair.page.total(), Some(5), "{profile:?}");
        assert!(told(&pair).iter().any(|told| told.is_open));
        // It goes on: it comes to the top, and stays unfolded.
        pair.deliver_raw("INBOX", letter(7, "eve", 1, Some(5)).as_bytes());
        pair.run_for(65_000);
        assert!(shown(&pair).windows(4).any(|rows| rows == [7, 5, 3, 1]));
        fold(&mut pair, 7, false);
        assert_eq!(pair.page.total(), Some(3), "{profile:?}");
    }
}

#[test]
fn what_arrives_brings_its_conversation_to_the_top() {
    for profile in PROFILES {
        let mut pair = inbox(profile);
        pair.show("INBOX", folded());
        pair.run_for(3_000);
        let list = pair.page.list.as_ref().unwrap().id;
        pair.deliver_raw("INBOX", letter(7, "eve", 1, Some(1)).as_bytes());
        pair.run_for(65_000);
        let rows = shown(&pair);
        assert_eq!(rows.len(), 3, "{profile:?}");
        assert!(rows.contains(&7) && !rows.contains(&5), "{profile:?}");
        // REFERENCES orders by what came first, where nothing else is known.
        assert!(
            rows[0] == 7 || profile == Profile::Cyrus,
            "{profile:?}: {rows:?}"
        );
        assert_eq!(pair.page.list.as_ref().unwrap().id, list, "the same list");
        let first = told(&pair).iter().find(|told| told.latest == uid(7));
        assert_eq!(members(first.unwrap()), [7, 5, 3, 1], "{profile:?}");
        assert_eq!(first.unwrap().people.len(), 3, "{profile:?}");
    }
}

#[test]
fn the_message_before_takes_the_row_of_one_that_went() {
    for profile in PROFILES {
        let mut pair = inbox(profile);
        pair.show("INBOX", folded());
        pair.run_for(3_000);
        pair.expunge(uid(5));
        pair.run_for(65_000);
        let mut rows = shown(&pair);
        rows.sort_unstable();
        assert_eq!(rows, [3, 4, 6], "{profile:?}");
        let first = told(&pair).iter().find(|told| told.latest == uid(3));
        assert_eq!(members(first.unwrap()), [3, 1], "{profile:?}");
        pair.expunge(uid(1));
        pair.run_for(65_000);
        assert_eq!(told(&pair).len(), 1, "{profile:?}: it is a message alone");
    }
}

#[test]
fn a_flag_is_told_of_the_conversation_at_once() {
    let mut pair = inbox(Profile::Dovecot);
    pair.show("INBOX", folded());
    pair.run_for(3_000);
    pair.act(LaterAction::Operate {
        operation: OperationId(1),
        selection: Selection::Uids(vec![uid(1)]),
        deed: Deed::SetFlag {
            flag: Flag::Flagged,
            value: true,
        },
    });
    let first = told(&pair).iter().find(|told| told.latest == uid(5));
    assert!(first.unwrap().is_flagged);
    pair.set_flags(uid(3), &[Flag::Seen].into_iter().collect());
    pair.run_for(65_000);
    let first = told(&pair).iter().find(|told| told.latest == uid(5));
    assert_eq!(first.unwrap().unread, 2);
}

#[test]
fn all_of_a_conversation_goes_and_comes_back_as_one() {
    for profile in [Profile::Dovecot, Profile::Gmail, Profile::Bare] {
        let mut pair = inbox(profile);
        pair.show("INBOX", folded());
        pair.run_for(3_000);
        let before = shown(&pair);
        let whole = told(&pair).iter().find(|told| told.latest == uid(5));
        let selection = Selection::Uids(whole.unwrap().members.clone());
        let to = pair.page.mailboxes.iter().map(|entry| &entry.mailbox.name);
        let to = to.clone().find(|name| name.as_str().ends_with("Sent"));
        let to = to.unwrap_or(&MailboxName::inbox()).clone();
        pair.act(LaterAction::Operate {
            operation: OperationId(1),
            selection,
            deed: Deed::Move(to),
        });
        assert_eq!(pair.page.total(), Some(2), "{profile:?}: at once");
        pair.run_for(5_000);
        assert_eq!(stored(&pair, "INBOX"), [2, 4, 6], "{profile:?}");
        pair.act(LaterAction::Undo(OperationId(1)));
        pair.run_for(65_000);
        assert_eq!(shown(&pair).len(), before.len(), "{profile:?}");
        let whole = told(&pair).iter().find(|told| told.members.len() == 3);
        assert!(whole.is_some(), "{profile:?}: it is one again");
    }
}

#[test]
fn what_is_done_to_a_row_is_done_to_what_it_stands_for() {
    let mut pair = inbox(Profile::Dovecot);
    pair.show("INBOX", folded());
    pair.run_for(3_000);
    fold(&mut pair, 6, true);
    pair.act(LaterAction::Operate {
        operation: OperationId(1),
        selection: Selection::Uids(vec![uid(5), uid(6)]),
        deed: Deed::Move(MailboxName::new("Sent")),
    });
    pair.run_for(5_000);
    assert_eq!(stored(&pair, "INBOX"), [2, 4], "unfolded, each is itself");
}

#[test]
fn all_that_is_shown_is_all_messages() {
    let mut pair = inbox(Profile::Dovecot);
    pair.show("INBOX", folded());
    pair.run_for(3_000);
    pair.act(LaterAction::Operate {
        operation: OperationId(1),
        selection: Selection::All,
        deed: Deed::Move(MailboxName::new("Sent")),
    });
    assert_eq!(pair.page.total(), Some(0));
    pair.run_for(5_000);
    assert!(stored(&pair, "INBOX").is_empty());
}

/// The latest message of each conversation that is on the server, and how many it
/// has: by the letter that began it.
fn truth(pair: &Pair, roots: &BTreeMap<Uid, u32>) -> BTreeMap<u32, usize> {
    let mut latest: BTreeMap<u32, (u32, usize)> = BTreeMap::new();
    for (uid, _) in pair.server.messages(USER, "INBOX") {
        let of = latest.entry(roots[&uid]).or_default();
        *of = (uid.value().max(of.0), of.1 + 1);
    }
    latest.into_values().collect()
}

/// Plays in which many more of them found a fault: a message that came while
/// another went without a word was in no conversation.
const FAULTS_FOUND: [u64; 1] = [5267];

#[test]
fn whatever_happens_the_rows_are_the_latest_of_their_conversations() {
    let masks = [
        Profile::Full,
        Profile::Dovecot,
        Profile::Cyrus,
        Profile::Gmail,
        Profile::Bare,
    ];
    for seed in sequences(50).chain(FAULTS_FOUND) {
        let profile = masks[seed as usize % masks.len()];
        let bytes = noise(70_000 + seed, 400);
        let mut choices = Choices::new(&bytes);
        let mut pair = Pair::with_inbox(profile, 0);
        let mut roots: BTreeMap<Uid, u32> = BTreeMap::new();
        let mut letters: Vec<(u32, u32)> = Vec::new();
        let mut deliver = |pair: &mut Pair, choices: &mut Choices<'_>| {
            let id = u32::try_from(letters.len()).unwrap() + 1;
            let among = u32::try_from(letters.len()).unwrap().max(1);
            let to = letters.get(choices.below(among) as usize).copied();
            let to = to.filter(|_| choices.below(3) > 0);
            let root = to.map_or(id, |(_, root)| root);
            letters.push((id, root));
            let text = letter(id, "ann", root, to.map(|(to, _)| to));
            roots.insert(pair.deliver_raw("INBOX", text.as_bytes()), root);
        };
        for _ in 0..choices.below(60) {
            deliver(&mut pair, &mut choices);
        }
        pair.log_in("INBOX", None);
        pair.run_for(3_000);
        pair.show("INBOX", folded());
        for _ in 0..25 {
            match choices.below(10) {
                0..=2 => deliver(&mut pair, &mut choices),
                3 | 4 => {
                    if let Some(uid) = on_server(&pair, &mut choices) {
                        pair.expunge(uid);
                    }
                }
                5 | 6 => {
                    let latest = told(&pair).first().map(|told| told.latest.value());
                    let is_open = choices.below(2) == 0;
                    if let Some(latest) = latest {
                        fold(&mut pair, latest, is_open);
                    }
                }
                7 => pair.cut(),
                _ if pair.page.list.is_some() => {
                    let first = choices.below(60);
                    pair.view(first, first + 20);
                }
                _ => {}
            }
            pair.run_for(i64::from(choices.below(4)) * 60);
        }
        pair.run_for(150_000);
        let last = pair.page.total().unwrap_or(0);
        pair.view(0, last);
        pair.run_for(5_000);
        let open: Vec<Conversation> = told(&pair).to_vec();
        for told in open.into_iter().filter(|told| told.is_open) {
            fold(&mut pair, told.latest.value(), false);
        }
        let expected = truth(&pair, &roots);
        let mut rows = shown(&pair);
        rows.sort_unstable();
        let latest: Vec<u32> = expected.keys().copied().collect();
        assert_eq!(rows, latest, "{seed} on {profile:?}");
        for told in told(&pair) {
            let count = expected[&told.latest.value()];
            assert_eq!(told.members.len(), count, "{seed} on {profile:?}");
        }
        let several = expected.values().filter(|count| **count > 1).count();
        assert_eq!(told(&pair).len(), several, "{seed} on {profile:?}");
    }
}

pub(super) fn unread() -> View {
    let seen = SearchKey::Flag(Flag::Seen);
    View {
        query: Some(SearchKey::Not(Box::new(seen))),
        ..folded()
    }
}

#[test]
fn what_is_looked_for_stands_in_conversations_too() {
    for profile in PROFILES {
        let mut pair = inbox(profile);
        for read in [1, 2, 5] {
            pair.set_flags(uid(read), &[Flag::Seen].into_iter().collect());
        }
        pair.show("INBOX", unread());
        pair.run_for(5_000);
        let mut rows = shown(&pair);
        rows.sort_unstable();
        assert_eq!(rows, [3, 4, 6], "{profile:?}");
        // A message that is folded into another's row is among them.
        let read: Flags = [Flag::Seen].into_iter().collect();
        pair.deliver_raw("INBOX", letter(7, "eve", 4, Some(4)).as_bytes());
        pair.run_for(90_000);
        let mut rows = shown(&pair);
        rows.sort_unstable();
        assert_eq!(rows, [3, 6, 7], "{profile:?}");
        let both = told(&pair).iter().find(|told| told.latest == uid(7));
        assert_eq!(both.map(members), Some(vec![7, 4]), "{profile:?}");
        pair.set_flags(uid(4), &read);
        pair.run_for(90_000);
        let both = told(&pair).iter().find(|told| told.latest == uid(7));
        assert_eq!(both.map(members), None, "{profile:?}");
        assert_eq!(pair.page.total(), Some(3), "{profile:?}");
    }
}

#[test]
fn where_too_many_are_ordered_here_an_arrival_finds_its_conversation() {
    for profile in [Profile::Bare, Profile::Gmail] {
        let mut pair = Pair::with_inbox(profile, 0);
        for id in 1..=5_100 {
            let (root, to) = match id % 2 {
                0 => (id - 1, Some(id - 1)),
                _ => (id, None),
            };
            pair.deliver_raw("INBOX", letter(id, "ann", root, to).as_bytes());
        }
        pair.log_in("INBOX", None);
        pair.run_for(3_000);
        pair.show("INBOX", folded());
        pair.run_for(60_000);
        assert_eq!(pair.page.total(), Some(2_550), "{profile:?}");
        pair.deliver_raw("INBOX", letter(5_101, "bob", 7, Some(8)).as_bytes());
        pair.deliver_raw("INBOX", letter(5_102, "bob", 5_102, None).as_bytes());
        pair.run_for(90_000);
        assert_eq!(pair.page.total(), Some(2_551), "{profile:?}");
        assert_eq!(shown(&pair)[..2], [5_102, 5_101], "{profile:?}");
        let its = told(&pair).iter().find(|told| told.latest == uid(5_101));
        assert_eq!(its.map(members), Some(vec![5_101, 8, 7]), "{profile:?}");
        // What answers that arrives finds it too.
        pair.deliver_raw("INBOX", letter(5_103, "eve", 5_102, Some(5_102)).as_bytes());
        pair.expunge(uid(8));
        pair.run_for(90_000);
        assert_eq!(pair.page.total(), Some(2_551), "{profile:?}");
        let its = told(&pair).iter().find(|told| told.latest == uid(5_103));
        assert_eq!(its.map(members), Some(vec![5_103, 5_102]), "{profile:?}");
    }
}
