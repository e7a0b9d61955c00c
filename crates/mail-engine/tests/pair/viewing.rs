//! Searches, orders and conversations, on servers that have them and on those
//! that do not.

use crate::random::sequences;
use demo_server::Profile;
use laboratory::model::{PROFILES, on_server};
use laboratory::{Choices, Pair, USER, noise, plain_message, uid};
use mail_engine::{Deed, LaterAction, OperationId, Selection, ThreadPlace, View};
use mail_model::{Flag, Flags, MailboxName, SearchKey, SortCriterion, SortKey, Uid};
use std::collections::BTreeMap;

fn matching(text: &str) -> View {
    View {
        query: Some(SearchKey::Subject(text.to_owned())),
        ..View::default()
    }
}

fn unread_only() -> View {
    View {
        query: Some(SearchKey::Not(Box::new(SearchKey::Flag(Flag::Seen)))),
        ..View::default()
    }
}

fn by(key: SortKey) -> View {
    let is_reversed = false;
    View {
        order: vec![SortCriterion { key, is_reversed }],
        ..View::default()
    }
}

fn threads() -> View {
    View {
        threads: true,
        ..View::default()
    }
}

/// An inbox with these subjects, and the numbers of their messages.
fn inbox(profile: Profile, subjects: &[&str]) -> Pair {
    let mut pair = Pair::with_inbox(profile, 0);
    for subject in subjects {
        pair.deliver_raw("INBOX", plain_message(subject).as_bytes());
    }
    pair.log_in("INBOX", None);
    pair.run_for(3_000);
    assert!(pair.page.is_online());
    pair
}

fn subjects(pair: &Pair) -> Vec<&str> {
    let rows = pair.page.rows().into_iter();
    rows.map(|(_, row)| row.subject.as_str()).collect()
}

fn list_of(pair: &Pair) -> mail_engine::ListId {
    pair.page.list.as_ref().unwrap().id
}

#[test]
fn a_search_shows_what_matches_the_newest_first() {
    for profile in PROFILES {
        let mut pair = inbox(profile, &["apple one", "pear", "apple two", "plum"]);
        pair.show("INBOX", matching("apple"));
        let round_trips = pair.round_trips_until(|page| page.has_rows(0..=1));
        assert!(round_trips <= 2, "{round_trips} on {profile:?}");
        assert_eq!(subjects(&pair), ["apple two", "apple one"], "{profile:?}");
        assert_eq!(pair.page.total(), Some(2));

        pair.show("INBOX", matching("nothing of that kind"));
        pair.run_for(1_000);
        assert_eq!(pair.page.total(), Some(0), "{profile:?}");

        pair.show("INBOX", View::default());
        assert!(pair.page.has_rows(0..=3), "what was there is there at once");
        assert_eq!(subjects(&pair), ["plum", "apple two", "pear", "apple one"]);
    }
}

#[test]
fn a_search_goes_along_with_what_comes_and_goes() {
    for profile in PROFILES {
        let mut pair = inbox(profile, &["apple one", "pear", "apple two", "plum"]);
        pair.show("INBOX", matching("apple"));
        pair.run_for(1_000);
        let list = list_of(&pair);
        pair.deliver("apple three");
        pair.deliver("grape");
        pair.run_for(65_000);
        assert_eq!(
            subjects(&pair),
            ["apple three", "apple two", "apple one"],
            "{profile:?}"
        );
        if profile == Profile::Bare {
            let searches = pair.said.matches("UID SEARCH SUBJECT \"apple\"\r").count();
            assert_eq!(searches, 1, "only what arrived is searched");
        }
        pair.expunge(uid(3));
        pair.expunge(uid(4));
        pair.run_for(65_000);
        assert_eq!(subjects(&pair), ["apple three", "apple one"], "{profile:?}");
        assert_eq!(list_of(&pair), list, "it is still the same list");
    }
}

#[test]
fn what_is_read_leaves_the_unread() {
    for profile in PROFILES {
        let mut pair = inbox(profile, &["one", "two", "three"]);
        pair.show("INBOX", unread_only());
        pair.run_for(1_000);
        assert_eq!(subjects(&pair), ["three", "two", "one"], "{profile:?}");
        pair.set_flags(uid(2), &Flags::from_iter([Flag::Seen]));
        pair.run_for(65_000);
        assert_eq!(subjects(&pair), ["three", "one"], "{profile:?}");
        pair.set_flags(uid(2), &Flags::default());
        pair.run_for(65_000);
        assert_eq!(subjects(&pair), ["three", "two", "one"], "{profile:?}");
    }
}

#[test]
fn an_order_is_the_same_whoever_makes_it() {
    let delivered = ["b", "Re: a", "[list] d", "C", "a", "fwd: b", "é", "f"];
    for profile in PROFILES {
        let mut pair = inbox(profile, &delivered);
        pair.show("INBOX", by(SortKey::Subject));
        let round_trips = pair.round_trips_until(|page| page.has_rows(0..=7));
        println!("sort by subject on {profile:?}: {round_trips}");
        let expected = ["Re: a", "a", "b", "fwd: b", "C", "[list] d", "é", "f"];
        assert_eq!(subjects(&pair), expected, "{profile:?}");
        let list = list_of(&pair);

        pair.deliver("B2");
        pair.expunge(uid(4));
        pair.run_for(65_000);
        let expected = ["Re: a", "a", "b", "fwd: b", "B2", "[list] d", "é", "f"];
        assert_eq!(subjects(&pair), expected, "{profile:?}");
        assert_eq!(list_of(&pair), list, "it is still the same list");
        assert_eq!(pair.page.new_mail.len(), 1, "{profile:?}");

        let descending = View {
            order: vec![SortCriterion {
                key: SortKey::Subject,
                is_reversed: true,
            }],
            query: Some(SearchKey::Or(vec![
                SearchKey::Subject("b".to_owned()),
                SearchKey::Subject("f".to_owned()),
            ])),
            threads: false,
            ..View::default()
        };
        pair.show("INBOX", descending);
        pair.run_for(2_000);
        assert_eq!(subjects(&pair), ["f", "B2", "b", "fwd: b"], "{profile:?}");
    }
}

#[test]
fn an_order_of_a_large_mailbox_can_be_looked_at_anywhere() {
    for profile in [Profile::Dovecot, Profile::Bare] {
        let mut pair = Pair::at_inbox(profile, 3_000);
        let oldest_first = by(SortKey::Arrival);
        pair.show("INBOX", oldest_first);
        pair.run_for(10_000);
        assert_eq!(pair.page.total(), Some(3_000), "{profile:?}");
        assert_eq!(pair.page.row(0).uid, uid(1));
        pair.view(2_000, 2_024);
        pair.run_for(1_000);
        assert!(pair.page.has_rows(2_000..=2_024), "{profile:?}");
        assert_eq!(pair.page.row(2_000).uid, uid(2_001));
        let newest = pair.deliver("newest");
        pair.view(2_980, 3_000);
        pair.run_for(65_000);
        assert_eq!(pair.page.total(), Some(3_001), "{profile:?}");
        assert_eq!(pair.page.row(3_000).uid, newest, "{profile:?}");
    }
}

#[test]
fn oldest_first_is_the_mirror_of_newest_first_and_asks_nobody() {
    for profile in [Profile::Dovecot, Profile::Courier] {
        let mut pair = Pair::at_inbox(profile, 40);
        let go = |pair: &mut Pair, operation: u32, uid: Uid, deed: Deed| {
            pair.act(LaterAction::Operate {
                operation: OperationId(operation),
                selection: Selection::Uids(vec![uid]),
                deed,
            });
            pair.run_for(5_000);
        };
        // A message of long ago comes to the mailbox anew, and another comes back.
        let sent = MailboxName::new(pair.shown("Sent"));
        go(&mut pair, 1, uid(4), Deed::Move(sent.clone()));
        pair.go(sent.as_str(), None);
        pair.run_for(5_000);
        let old = pair.page.row(0).uid;
        go(&mut pair, 2, old, Deed::Move(MailboxName::inbox()));
        pair.go("INBOX", None);
        pair.run_for(5_000);
        let old = pair.page.row(0).uid;
        assert!(old > uid(40), "{profile:?}: it is the last to have come");
        go(&mut pair, 3, uid(20), Deed::Delete { for_ever: false });
        pair.act(LaterAction::Undo(OperationId(3)));
        pair.run_for(20_000);
        let shown = |pair: &Pair| -> Vec<Uid> {
            let rows = pair.page.rows().into_iter();
            rows.map(|(_, row)| row.uid).collect()
        };
        let mut newest_first = shown(&pair);
        assert_eq!(newest_first.len(), 40, "{profile:?}");
        assert_eq!(newest_first[0], old, "{profile:?}");
        assert_eq!(newest_first[20], uid(21), "{profile:?}");
        assert!(newest_first[21] > old, "{profile:?}: where it stood");
        pair.said.clear();
        pair.show("INBOX", by(SortKey::Arrival));
        pair.run_for(5_000);
        newest_first.reverse();
        assert_eq!(shown(&pair), newest_first, "{profile:?}");
        for word in ["SORT", "SEARCH", "BODYSTRUCTURE"] {
            assert!(!pair.said.contains(word), "{profile:?}: {}", pair.said);
        }
    }
}

#[test]
fn what_is_taken_back_stands_where_it_stood_among_what_is_found_too() {
    for profile in [Profile::Dovecot, Profile::Courier] {
        for order in [Vec::new(), by(SortKey::Arrival).order] {
            let mut pair = Pair::at_inbox(profile, 100);
            let view = View {
                order,
                ..unread_only()
            };
            pair.show("INBOX", view);
            pair.run_for(5_000);
            let shown = |pair: &Pair| -> Vec<String> {
                let rows = pair.page.rows().into_iter();
                rows.map(|(_, row)| row.subject.clone()).collect()
            };
            let before = shown(&pair);
            assert_eq!(before.len(), 10, "{profile:?}");
            pair.act(LaterAction::Operate {
                operation: OperationId(1),
                selection: Selection::Uids(vec![pair.page.row(4).uid, pair.page.row(6).uid]),
                deed: Deed::Delete { for_ever: false },
            });
            pair.run_for(5_000);
            assert_eq!(shown(&pair).len(), 8, "{profile:?}");
            pair.act(LaterAction::Undo(OperationId(1)));
            pair.run_for(30_000);
            assert_eq!(shown(&pair), before, "{profile:?}");
        }
    }
}

#[test]
fn the_first_rows_of_an_order_cost_one_round_trip() {
    for (profile, most) in [
        (Profile::Dovecot, 1),
        (Profile::Full, 1),
        (Profile::Dovecot.without("SEARCHRES"), 2),
        (Profile::Dovecot.without("CONTEXT=SEARCH"), 2),
        (Profile::Dovecot.without("ESORT"), 2),
    ] {
        let mut pair = Pair::at_inbox(profile, 5_000);
        let before = pair.received;
        pair.show("INBOX", by(SortKey::Subject));
        let round_trips = pair.round_trips_until(|page| page.has_rows(0..=24));
        let octets = pair.received - before;
        println!("sort by subject on {profile:?}: {round_trips} round trips, {octets} octets");
        assert!(round_trips <= most, "{round_trips} on {profile:?}");
        pair.run_for(1_000);
        let head =
            |pair: &Pair| -> Vec<Uid> { (0..25).map(|row| pair.page.row(row).uid).collect() };
        let first = head(&pair);

        pair.view(2_500, 2_524);
        let round_trips = pair.round_trips_until(|page| page.has_rows(2_500..=2_524));
        assert!(round_trips <= most, "{round_trips} on {profile:?}");

        let search = View {
            query: Some(SearchKey::Not(Box::new(SearchKey::Flag(Flag::Seen)))),
            ..by(SortKey::Subject)
        };
        pair.show("INBOX", search);
        let round_trips = pair.round_trips_until(|page| page.has_rows(0..=24));
        println!("search and sort on {profile:?}: {round_trips} round trips");
        assert!(round_trips <= most, "{round_trips} on {profile:?}");
        let total = pair.page.total().unwrap();
        let unread = pair.server.messages(USER, "INBOX").into_iter();
        let unread = unread.filter(|(_, flags)| !flags.is_seen()).count();
        assert_eq!(total as usize, unread, "{profile:?}");

        pair.show("INBOX", unread_only());
        let round_trips = pair.round_trips_until(|page| page.has_rows(0..=24));
        println!("search on {profile:?}: {round_trips} round trips");
        assert!(round_trips <= 2, "{round_trips} on {profile:?}");

        // The same in another order of events: nothing of it is remembered.
        pair.show("INBOX", by(SortKey::Subject));
        pair.run_for(1_000);
        assert_eq!(first, head(&pair), "{profile:?}");
    }
}

#[test]
fn what_arrives_takes_its_place_in_a_large_order_made_here() {
    let mut pair = Pair::at_inbox(Profile::Office365, 6_000);
    let order = || by(SortKey::Subject);
    pair.show("INBOX", order());
    pair.round_trips_until(|page| page.has_rows(0..=49));
    pair.run_for(2_000);
    let head = |pair: &Pair| -> Vec<(Uid, String)> {
        let rows = (0..40).map(|row| pair.page.row(row));
        rows.map(|row| (row.uid, row.subject.clone())).collect()
    };
    let before = head(&pair);
    let received = pair.received;
    let (_, subject) = &before[20];
    let new = pair.deliver(subject);
    pair.run_for(70_000);
    let with_it = head(&pair);
    assert!(with_it.iter().any(|(uid, _)| *uid == new), "{subject}");
    assert!(with_it[0].0 != new, "{subject}");
    let octets = pair.received - received;
    assert!(octets < 200_000, "{octets} octets for one arrival");
    // It goes again, and with it a line is lost: the next takes its place too.
    pair.expunge(with_it[3].0);
    pair.expunge(new);
    let next = pair.deliver(&before[30].1);
    pair.cut();
    pair.run_for(90_000);
    let shown = head(&pair);
    assert!(shown.iter().any(|(uid, _)| *uid == next));
    // Opened anew it is the same.
    pair.show("INBOX", View::default());
    pair.run_for(1_000);
    pair.show("INBOX", order());
    pair.run_for(5_000);
    assert_eq!(head(&pair), shown);
}

#[test]
fn an_order_made_here_tells_how_far_it_has_come() {
    let mut pair = Pair::at_inbox(Profile::Bare, 3_000);
    pair.show("INBOX", by(SortKey::Subject));
    pair.round_trips_until(|page| {
        let list = page.list.as_ref();
        list.is_some_and(|list| list.progress.is_some() && list.total.is_none())
    });
    // A click does not wait for it.
    pair.go("INBOX", Some(uid(3_000)));
    pair.round_trips_until(|page| page.message.is_some());
    let list = pair.page.list.as_ref().unwrap();
    assert_eq!(
        list.total,
        Some(3_000),
        "and the place's view is the plain one again"
    );
}

fn answer(id: &str, to: &str, subject: &str, day: u32) -> String {
    format!(
        "From: Ada <ada@example.org>\r\nTo: robin@example.org\r\nSubject: {subject}\r\n\
         Date: {day} May 2026 12:00:00 +0000\r\nMessage-ID: <{id}@x>\r\n\
         References: <{to}@x>\r\n\r\nThis is {subject}.\r\n"
    )
}

#[test]
fn conversations_stand_together_the_latest_at_the_top() {
    for profile in PROFILES {
        let mut pair = Pair::with_inbox(profile, 0);
        for (id, to, day) in [
            ("a", "nobody", 1),
            ("b", "gone", 2),
            ("a1", "a", 3),
            ("c", "nothing", 4),
            ("a2", "a1", 5),
            ("b1", "gone", 6),
            ("a3", "a", 7),
        ] {
            // Subjects of their own, so that each algorithm makes the same of it.
            pair.deliver_raw("INBOX", answer(id, to, id, day).as_bytes());
        }
        pair.log_in("INBOX", None);
        pair.run_for(3_000);
        pair.show("INBOX", threads());
        pair.run_for(3_000);
        let shown = subjects(&pair).join(" ");
        // REFERENCES has the one that began last at the top, REFS the one that
        // was answered last.
        let by_latest = "a a1 a2 a3 b b1 c";
        let by_first = "c b b1 a a1 a2 a3";
        assert!(
            shown == by_latest || shown == by_first,
            "{profile:?}: {shown}"
        );
        let places = &pair.page.list.as_ref().unwrap().threads;
        let place = |of: &str| -> ThreadPlace {
            let row = shown.split(' ').position(|subject| subject == of).unwrap();
            places[&row]
        };
        for (of, depth, length) in [
            ("a", 0, 4),
            ("a1", 1, 0),
            ("a2", 2, 0),
            ("a3", 1, 0),
            ("b", 1, 2),
            ("b1", 1, 0),
            ("c", 0, 1),
        ] {
            assert_eq!(
                place(of),
                ThreadPlace { depth, length },
                "{of} on {profile:?}"
            );
        }
        pair.deliver_raw("INBOX", answer("c1", "c", "c1", 8).as_bytes());
        pair.run_for(65_000);
        assert_eq!(subjects(&pair).len(), 8, "{profile:?}");
        let shown = subjects(&pair).join(" ");
        assert!(shown.contains("c c1"), "{profile:?}: {shown}");
    }
}

#[test]
fn conversations_are_counted_among_what_is_shown() {
    let mut pair = Pair::with_inbox(Profile::Dovecot, 0);
    for day in 1..=9 {
        let id = format!("m{day}");
        pair.deliver_raw("INBOX", answer(&id, "nobody", &id, day).as_bytes());
    }
    pair.log_in("INBOX", None);
    pair.run_for(3_000);
    pair.show("INBOX", threads());
    pair.run_for(3_000);
    // The server says nothing for a while: what is moved is only hidden yet.
    pair.server
        .delay_next("UID MOVE", core::time::Duration::from_secs(20));
    pair.act(LaterAction::Operate {
        operation: OperationId(1),
        selection: Selection::Uids((3..=8).map(uid).collect()),
        deed: Deed::Move(MailboxName::new("Sent")),
    });
    pair.deliver_raw("INBOX", answer("m10", "nobody", "m10", 10).as_bytes());
    pair.run_for(60_000);
    assert_eq!(pair.page.total(), Some(4));
    let places = &pair.page.list.as_ref().unwrap().threads;
    assert!(
        places.keys().all(|row| *row < 9),
        "each place is a row's that was shown"
    );
}

#[test]
fn a_lost_connection_costs_a_view_nothing() {
    for profile in PROFILES {
        let mut pair = inbox(profile, &["b one", "a", "b two", "c"]);
        pair.show("INBOX", by(SortKey::Subject));
        pair.run_for(10);
        pair.cut();
        pair.run_for(20_000);
        assert_eq!(subjects(&pair), ["a", "b one", "b two", "c"], "{profile:?}");
        let list = list_of(&pair);
        pair.cut();
        pair.expunge(uid(1));
        pair.deliver("aa");
        pair.run_for(20_000);
        assert_eq!(subjects(&pair), ["a", "aa", "b two", "c"], "{profile:?}");
        assert_eq!(list_of(&pair), list, "it is still the same list");
    }
}

#[test]
fn another_mailbox_and_back_is_shown_as_it_was_wished_for() {
    for profile in PROFILES {
        let mut pair = inbox(profile, &["b", "a", "c"]);
        pair.show("INBOX", by(SortKey::Subject));
        pair.run_for(2_000);
        // Below INBOX on some servers.
        let mut names = pair.page.mailboxes.iter().map(|entry| &entry.mailbox.name);
        let sent = names.find(|name| name.as_str().ends_with("Sent"));
        let sent = sent.unwrap().as_str().to_owned();
        pair.show(&sent, by(SortKey::Subject));
        pair.run_for(2_000);
        assert_eq!(pair.page.total(), Some(0), "{profile:?}");
        pair.show("INBOX", by(SortKey::Subject));
        pair.run_for(2_000);
        assert_eq!(subjects(&pair), ["a", "b", "c"], "{profile:?}");
        pair.go("INBOX", None);
        assert_eq!(subjects(&pair), ["c", "a", "b"], "{profile:?}");
    }
}

#[test]
fn what_no_server_can_search_for_is_said() {
    let mut pair = inbox(Profile::Bare, &["a"]);
    pair.show(
        "INBOX",
        View {
            query: Some(SearchKey::Gmail("in:anywhere".to_owned())),
            ..View::default()
        },
    );
    pair.run_for(1_000);
    assert!(pair.page.list_problem.is_some());
    pair.show("INBOX", View::default());
    pair.run_for(1_000);
    assert!(pair.page.list_problem.is_none());
    assert_eq!(subjects(&pair), ["a"]);
    assert_eq!(pair.server.messages(USER, "INBOX").len(), 1);
    assert_eq!(Uid::new(1), Some(pair.page.row(0).uid));
}

/// What the server's mailbox looks like in a view: the truth, made without the
/// engine's and the server's own ways of searching and sorting.
fn truth(pair: &Pair, subjects: &BTreeMap<Uid, String>, view: &View) -> Vec<Uid> {
    let mut all: Vec<(Uid, bool)> = pair
        .server
        .messages(USER, "INBOX")
        .into_iter()
        .map(|(uid, flags)| (uid, flags.is_seen()))
        .collect();
    all.reverse();
    match &view.query {
        Some(SearchKey::Not(_)) => all.retain(|(_, is_seen)| !is_seen),
        Some(SearchKey::Subject(text)) => all.retain(|(uid, _)| subjects[uid].contains(text)),
        _ => {}
    }
    let mut uids: Vec<Uid> = all.into_iter().map(|(uid, _)| uid).collect();
    if let Some(by) = view.order.first() {
        uids.sort_by_key(|uid| (subjects[uid].clone(), *uid));
        if by.is_reversed {
            // Equals stand by their UIDs whichever way it goes.
            uids.sort_by(|a, b| subjects[b].cmp(&subjects[a]).then(a.cmp(b)));
        }
    }
    uids
}

#[test]
fn whatever_happens_a_view_shows_the_truth_in_the_end() {
    let reversed = View {
        order: vec![SortCriterion {
            key: SortKey::Subject,
            is_reversed: true,
        }],
        ..unread_only()
    };
    let views = [
        View::default(),
        matching("apple"),
        unread_only(),
        by(SortKey::Subject),
        reversed,
        threads(),
    ];
    let masks = [
        Profile::Full,
        Profile::Dovecot,
        Profile::Dovecot.without("SEARCHRES"),
        Profile::Dovecot.without("ESORT"),
        Profile::Gmail,
        Profile::Office365,
        Profile::Bare,
    ];
    for seed in sequences(70) {
        let profile = masks[seed as usize % masks.len()];
        let bytes = noise(90_000 + seed, 400);
        let mut choices = Choices::new(&bytes);
        let mut pair = Pair::with_inbox(profile, 0);
        let mut subjects: BTreeMap<Uid, String> = BTreeMap::new();
        let mut deliver = |pair: &mut Pair, choices: &mut Choices<'_>| {
            let fruit = ["apple", "pear", "plum"][choices.below(3) as usize];
            let subject = format!("{fruit} {:02}", choices.below(40));
            let uid = pair.deliver_raw("INBOX", plain_message(&subject).as_bytes());
            subjects.insert(uid, subject);
        };
        for _ in 0..choices.below(90) {
            deliver(&mut pair, &mut choices);
        }
        pair.log_in("INBOX", None);
        pair.run_for(3_000);
        let mut view = View::default();
        for _ in 0..25 {
            match choices.below(12) {
                0..=2 => {
                    view = views[choices.below(6) as usize].clone();
                    pair.show("INBOX", view.clone());
                }
                3..=5 => deliver(&mut pair, &mut choices),
                6 | 7 => {
                    if let Some(uid) = on_server(&pair, &mut choices) {
                        pair.expunge(uid);
                    }
                }
                8 | 9 => {
                    if let Some(uid) = on_server(&pair, &mut choices) {
                        let is_seen = choices.below(2) == 0;
                        let flags = is_seen.then_some(Flag::Seen).into_iter().collect();
                        pair.set_flags(uid, &flags);
                    }
                }
                10 => pair.cut(),
                _ if pair.page.list.is_some() => {
                    let first = choices.below(80);
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
        let rows = pair.page.rows().into_iter();
        let mut shown: Vec<Uid> = rows.map(|(_, row)| row.uid).collect();
        let mut expected = truth(&pair, &subjects, &view);
        if view.threads {
            shown.sort();
            expected.sort();
        }
        assert_eq!(shown, expected, "{seed} on {profile:?}: {view:?}");
        assert_eq!(pair.page.total(), u32::try_from(expected.len()).ok());
    }
}

#[test]
fn a_search_that_takes_its_time_tells_how_far_it_has_come() {
    let mut pair = Pair::at_inbox(Profile::Full, 200);
    let second = core::time::Duration::from_secs(1);
    pair.server.slow_next("UID SEARCH", 4, second);
    pair.show("INBOX", matching("a"));
    pair.run_for(2_500);
    let list = pair.page.list.as_ref().unwrap();
    assert_eq!((list.total, list.progress), (None, Some((2, 4))));
    pair.run_for(5_000);
    assert!(pair.page.total().is_some());
}
