//! Searches, orders, conversations.

use crate::stage::{LONG, Stage};
use demo_server::Profile;
use laboratory::{Pair, uid};
use mail_engine::View;
use mail_model::{Flag, Flags, SearchKey, SortCriterion, SortKey};

before_every_server! {
    a_search_shows_what_matches_and_follows,
    the_unread_are_shown_until_they_are_read,
    a_search_looks_into_texts,
    an_order_is_the_same_and_follows,
    a_search_has_an_order,
    each_order_is_kept_both_ways,
    conversations_stand_together,
}

fn query(query: SearchKey) -> View {
    View {
        query: Some(query),
        ..View::default()
    }
}

fn by(key: SortKey, is_reversed: bool) -> View {
    View {
        order: vec![SortCriterion { key, is_reversed }],
        ..View::default()
    }
}

fn a_search_shows_what_matches_and_follows(profile: Profile) {
    let mut stage = Stage::with_subjects(profile, &["apple 1", "pear", "apple 2", "plum"]);
    stage.show(query(SearchKey::Subject("APPLE".to_owned())));
    assert_eq!(stage.subjects(), ["apple 2", "apple 1"]);
    let list = stage.list();
    stage.pair.deliver("apple 3");
    stage.pair.deliver("grape");
    stage.pair.expunge(uid(1));
    stage.pair.run_for(LONG);
    assert_eq!(stage.subjects(), ["apple 3", "apple 2"]);
    assert_eq!(stage.list(), list, "it is still the same list");
    stage.show(query(SearchKey::Subject("no such".to_owned())));
    assert_eq!(stage.pair.page.total(), Some(0));
    stage.show(View::default());
    stage.shows_what_is_there("INBOX");
    stage.was_quiet();
}

fn the_unread_are_shown_until_they_are_read(profile: Profile) {
    let mut stage = Stage::with_subjects(profile, &["one", "two", "three"]);
    stage.show(query(SearchKey::Not(Box::new(SearchKey::Flag(Flag::Seen)))));
    assert_eq!(stage.subjects(), ["three", "two", "one"]);
    stage
        .pair
        .set_flags(uid(2), &Flags::from_iter([Flag::Seen]));
    stage.pair.run_for(LONG);
    assert_eq!(stage.subjects(), ["three", "one"]);
    stage.was_quiet();
}

fn a_search_looks_into_texts(profile: Profile) {
    let mut stage = Stage::with_subjects(profile, &["one", "two", "three"]);
    let umlaut = "Subject: =?utf-8?q?=C3=9Cber?=\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nMaß und Größe\r\n";
    stage.pair.deliver_raw("INBOX", umlaut.as_bytes());
    for (key, expected) in [
        (SearchKey::Body("this is two".to_owned()), "two"),
        (SearchKey::Text("<three@example.org>".to_owned()), "three"),
        (SearchKey::Body("Größe".to_owned()), "Über"),
        (SearchKey::Subject("über".to_owned()), "Über"),
    ] {
        stage.show(query(key.clone()));
        stage.pair.run_for(LONG);
        assert_eq!(stage.subjects(), [expected], "{key:?}");
    }
    stage.was_quiet();
}

fn an_order_is_the_same_and_follows(profile: Profile) {
    let delivered = ["b", "Re: a", "[list] d", "C", "a", "fwd: b", "é", "f"];
    let mut stage = Stage::with_subjects(profile, &delivered);
    stage.show(by(SortKey::Subject, false));
    let expected = ["Re: a", "a", "b", "fwd: b", "C", "[list] d", "é", "f"];
    assert_eq!(stage.subjects(), expected);
    let list = stage.list();
    stage.pair.deliver("B2");
    stage.pair.expunge(uid(4));
    stage.pair.run_for(LONG);
    let expected = ["Re: a", "a", "b", "fwd: b", "B2", "[list] d", "é", "f"];
    assert_eq!(stage.subjects(), expected);
    assert_eq!(stage.list(), list, "it is still the same list");
    stage.was_quiet();
}

fn a_search_has_an_order(profile: Profile) {
    let mut stage = Stage::with_subjects(profile, &["b 1", "Re: a", "C", "a 1", "fwd: b 1"]);
    stage.show(View {
        query: Some(SearchKey::Subject("1".to_owned())),
        ..by(SortKey::Subject, true)
    });
    // Of two that are alike the first to arrive stands first, also reversed.
    assert_eq!(stage.subjects(), ["b 1", "fwd: b 1", "a 1"]);
    stage.was_quiet();
}

fn letter(sender: &str, recipient: &str, day: u32, text: &str) -> String {
    format!(
        "From: {sender}\r\nTo: {recipient}\r\nSubject: {day}\r\nDate: {day} Jun 2025 10:00:00 +0000\r\n\
         Message-ID: <{day}@example.org>\r\n\r\n{text}\r\n"
    )
}

fn each_order_is_kept_both_ways(profile: Profile) {
    let mut pair = Pair::with_inbox(profile, 0);
    let long = "x\r\n".repeat(100);
    for (sender, recipient, day, text) in [
        ("zoe@example.org", "m@example.org", 5, "x"),
        ("adam@example.org", "z@example.org", 7, &*long),
        ("mia@example.org", "a@example.org", 3, "xxxxx"),
    ] {
        let letter = letter(sender, recipient, day, text);
        pair.deliver_raw("INBOX", letter.as_bytes());
    }
    let mut stage = Stage::entered(profile, pair);
    for (key, expected) in [
        (SortKey::Arrival, ["5", "7", "3"]),
        (SortKey::Date, ["3", "5", "7"]),
        (SortKey::From, ["7", "3", "5"]),
        (SortKey::DisplayFrom, ["7", "3", "5"]),
        (SortKey::To, ["3", "5", "7"]),
        (SortKey::DisplayTo, ["3", "5", "7"]),
        (SortKey::Size, ["5", "3", "7"]),
    ] {
        stage.show(by(key, false));
        assert_eq!(stage.subjects(), expected, "{key:?}");
        stage.show(by(key, true));
        let mut reversed = expected;
        reversed.reverse();
        assert_eq!(stage.subjects(), reversed, "{key:?} reversed");
    }
    stage.was_quiet();
}

fn conversations_stand_together(profile: Profile) {
    let mut pair = Pair::with_inbox(profile, 0);
    for (id, parent) in [(1, 0), (2, 0), (3, 1), (4, 2), (5, 3)] {
        let references = match parent {
            0 => String::new(),
            parent => format!("References: <{parent}@example.org>\r\n"),
        };
        let letter = letter("a@example.org", "b@example.org", id, "x");
        pair.deliver_raw("INBOX", format!("{references}{letter}").as_bytes());
    }
    let mut stage = Stage::entered(profile, pair);
    stage.show(View {
        threads: true,
        ..View::default()
    });
    assert_eq!(stage.subjects(), ["1", "3", "5", "2", "4"]);
    let threads = &stage.pair.page.list.as_ref().unwrap().threads;
    let places: Vec<_> = threads.values().map(|at| (at.depth, at.length)).collect();
    assert_eq!(places, [(0, 3), (1, 0), (2, 0), (0, 2), (1, 0)]);
    stage.was_quiet();
}
