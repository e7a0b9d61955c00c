//! A contact that is being changed is not lost, however the session ends.

use crate::contacts::{contact, news, wish};
use demo_server::Profile;
use laboratory::Pair;
use mail_engine::{Action, ContactsNews, ContactsWish, Input, Unfinished};

/// Somebody begins to tell of Ada.
fn change(pair: &mut Pair, email: &str) -> Unfinished {
    let unfinished = Unfinished {
        name: "Ada".to_owned(),
        was: contact("Ada", ""),
        now: contact("Ada", email),
    };
    let changed = Some(Box::new(unfinished.clone()));
    wish(pair, &ContactsWish::PutAside(changed));
    pair.run_for(10);
    unfinished
}

/// What the page was told that it may go on with.
fn offered(pair: &Pair) -> Vec<Unfinished> {
    let offered = news(pair).filter_map(|news| match news {
        ContactsNews::Unfinished(unfinished) => Some(*unfinished),
        _ => None,
    });
    offered.collect()
}

fn kept(pair: &Pair) -> Vec<&String> {
    let stores = pair.records.values();
    let keys = stores.flat_map(std::collections::BTreeMap::keys);
    keys.filter(|key| key.starts_with("form/")).collect()
}

fn come_back(pair: &mut Pair) {
    pair.log_in("INBOX", None);
    pair.run_for(2_000);
    wish(pair, &ContactsWish::Show);
    pair.run_for(2_000);
}

#[test]
fn what_was_being_changed_is_there_after_a_logout_elsewhere() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    change(&mut pair, "ada@e");
    let last = change(&mut pair, "ada@example.org");
    assert_eq!(kept(&pair).len(), 1);
    pair.feed(Input::LeftElsewhere);
    pair.run_for(5_000);
    assert!(!pair.page.is_online());
    assert!(pair.page.would_lose.is_none());
    come_back(&mut pair);
    assert_eq!(offered(&pair), [last]);
    // Whoever goes on with it has it as their own, and saves or cancels it.
    wish(&mut pair, &ContactsWish::TakeAside { goes_on: true });
    pair.run_for(10);
    assert_eq!(kept(&pair).len(), 1);
    wish(&mut pair, &ContactsWish::PutAside(None));
    pair.run_for(10);
    assert!(kept(&pair).is_empty());
}

#[test]
fn what_was_being_changed_is_there_after_a_crash_and_can_be_given_up() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    let one = change(&mut pair, "ada@example.org");
    // Two tabs were killed.
    for store in pair.records.values_mut() {
        let found = store.iter().find(|(key, _)| key.starts_with("form/"));
        let record = found.map(|(_, value)| value.clone()).unwrap();
        store.insert("form/of another".to_owned(), record);
    }
    pair.reload("INBOX", None);
    pair.run_for(2_000);
    wish(&mut pair, &ContactsWish::Show);
    pair.run_for(2_000);
    assert_eq!(offered(&pair), std::slice::from_ref(&one));
    wish(&mut pair, &ContactsWish::TakeAside { goes_on: false });
    pair.run_for(10);
    assert_eq!(kept(&pair).len(), 1);
    assert_eq!(offered(&pair), [one.clone(), one]);
    wish(&mut pair, &ContactsWish::TakeAside { goes_on: false });
    pair.run_for(10);
    assert!(kept(&pair).is_empty());
    // Nothing more is there to be taken.
    wish(&mut pair, &ContactsWish::TakeAside { goes_on: true });
    pair.run_for(10);
    assert!(kept(&pair).is_empty());
}

#[test]
fn a_logout_asks_at_once_about_what_is_being_changed() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    change(&mut pair, "ada@example.org");
    pair.act(Action::Logout);
    pair.run_for(500);
    assert!(pair.page.is_online());
    let lost = pair.page.would_lose.take().unwrap();
    assert_eq!(lost.unfinished.as_deref(), Some("Ada"));
    // Who stays has lost nothing.
    assert_eq!(kept(&pair).len(), 1);
    pair.act(Action::LogoutAnyway);
    pair.run_for(1_000);
    assert!(!pair.page.is_online());
    assert!(kept(&pair).is_empty());
}
