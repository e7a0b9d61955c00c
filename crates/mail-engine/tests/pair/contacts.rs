//! Contacts are kept in the account: nothing of them is lost, whoever writes and
//! whatever breaks.

use cards::{Contact, Label, Labelled, Version};
use demo_server::{Profile, Server};
use laboratory::model::PROFILES;
use laboratory::{Choices, Pair, USER};
use mail_engine::{
    Action, Change, Completion, ContactId, ContactRow, ContactsNews, ContactsState, ContactsWish,
    Imported, KeptAs, LaterAction, LaterChange, PackedWish,
};
use mail_model::Flags;
use std::collections::BTreeMap;

const MAILBOX: &str = "Porthole Contacts";

pub(crate) fn wish(pair: &mut Pair, wish: &ContactsWish) {
    pair.act(LaterAction::Contacts(PackedWish::new(wish)));
}

pub(crate) fn news(pair: &Pair) -> impl Iterator<Item = ContactsNews> {
    pair.page.facts.iter().filter_map(|fact| match fact {
        Change::Later(LaterChange::Contacts(news)) => news.unpack(),
        _ => None,
    })
}

/// What a page shows.
fn shown(pair: &Pair) -> BTreeMap<ContactId, ContactRow> {
    let mut shown = BTreeMap::new();
    for news in news(pair) {
        match news {
            ContactsNews::All(rows) => {
                shown = rows.into_iter().map(|row| (row.id.clone(), row)).collect();
            }
            ContactsNews::Changed(rows) => {
                shown.extend(rows.into_iter().map(|row| (row.id.clone(), row)));
            }
            ContactsNews::Gone(ids) => shown.retain(|id, _| !ids.contains(id)),
            _ => {}
        }
    }
    shown
}

fn names(pair: &Pair) -> Vec<String> {
    let mut names: Vec<String> = shown(pair).into_values().map(|row| row.name).collect();
    names.sort();
    names
}

fn state(pair: &Pair) -> Option<ContactsState> {
    let states = news(pair).filter_map(|news| match news {
        ContactsNews::State(state) => Some(state),
        _ => None,
    });
    states.last()
}

pub(crate) fn contact(name: &str, email: &str) -> Contact {
    Contact {
        name: name.to_owned(),
        emails: vec![Labelled {
            label: Label::None,
            value: email.to_owned(),
        }],
        ..Contact::default()
    }
}

fn keep(pair: &mut Pair, contact: Contact) {
    let contact = Box::new(contact);
    wish(
        pair,
        &ContactsWish::Keep {
            question: 1,
            contact,
        },
    );
}

fn id_of(pair: &Pair, name: &str) -> ContactId {
    let shown = shown(pair);
    let found = shown.into_values().find(|row| row.name == name);
    found
        .map(|row| row.id)
        .unwrap_or_else(|| panic!("no {name}"))
}

fn read(pair: &mut Pair, name: &str) -> Contact {
    let id = id_of(pair, name);
    wish(pair, &ContactsWish::Read(id));
    let read = news(pair).filter_map(|news| match news {
        ContactsNews::Read(contact) => Some(*contact),
        _ => None,
    });
    read.last().expect("it was not read")
}

fn at_contacts(profile: Profile) -> Pair {
    let mut pair = Pair::at_inbox(profile, 3);
    wish(&mut pair, &ContactsWish::Show);
    pair.run_for(5_000);
    pair
}

/// Another machine takes over: everything is read anew.
fn elsewhere(pair: Pair) -> Pair {
    let mut other = Pair::with_server(pair.server);
    other.now = pair.now;
    drop(pair.engine);
    other.log_in("INBOX", None);
    other.run_for(3_000);
    wish(&mut other, &ContactsWish::Show);
    other.run_for(10_000);
    other
}

fn leave(mut pair: Pair) -> Pair {
    pair.cut();
    pair
}

#[test]
fn contacts_are_kept_in_every_account() {
    for profile in PROFILES {
        let mut pair = at_contacts(profile);
        assert_eq!(state(&pair), Some(ContactsState::Kept), "{profile:?}");
        assert!(names(&pair).is_empty());
        keep(&mut pair, contact("Ada", "ada@example.org"));
        keep(&mut pair, contact("Grace", "grace@example.org"));
        assert_eq!(names(&pair), ["Ada", "Grace"], "on screen at once");
        pair.run_for(10_000);
        assert_eq!(state(&pair), Some(ContactsState::Kept), "{profile:?}");
        let tree = pair.page.mailboxes.iter();
        let mut tree = tree.map(|entry| entry.mailbox.name.as_str());
        assert!(!tree.any(|name| name.contains(MAILBOX)), "it is no mail");

        let mut ada = read(&mut pair, "Ada");
        "Ada Lovelace".clone_into(&mut ada.name);
        keep(&mut pair, ada);
        let grace = id_of(&pair, "Grace");
        wish(&mut pair, &ContactsWish::Remove(vec![grace.clone()]));
        pair.run_for(10_000);
        let mut pair = elsewhere(leave(pair));
        assert_eq!(names(&pair), ["Ada Lovelace"], "{profile:?}");
        assert_eq!(state(&pair), Some(ContactsState::Kept), "{profile:?}");

        keep(&mut pair, contact("Edith", "e@example.org"));
        pair.run_for(10_000);
        let edith = id_of(&pair, "Edith");
        wish(&mut pair, &ContactsWish::Remove(vec![edith.clone()]));
        pair.run_for(10_000);
        wish(&mut pair, &ContactsWish::Restore(vec![edith]));
        pair.run_for(10_000);
        let pair = elsewhere(leave(pair));
        assert_eq!(names(&pair), ["Ada Lovelace", "Edith"], "{profile:?}");
        for (uid, _) in pair.server.messages(USER, MAILBOX) {
            let message = pair.server.message(USER, MAILBOX, uid).unwrap();
            let text = String::from_utf8(message).unwrap();
            assert!(text.contains("\r\nContent-Type: text/vcard; charset=utf-8\r\n"));
            assert!(text.lines().all(|line| line.len() <= 78));
        }
    }
}

#[test]
fn a_change_is_one_small_message() {
    let mut pair = at_contacts(Profile::Full);
    keep(&mut pair, contact("Ada", "ada@example.org"));
    pair.run_for(10_000);
    let messages = pair.server.messages(USER, MAILBOX);
    assert_eq!(messages.len(), 1);
    let message = pair.server.message(USER, MAILBOX, messages[0].0).unwrap();
    assert!(message.len() < 700, "{}", message.len());
}

#[test]
fn what_two_machines_change_at_once_is_all_kept() {
    let mut one = at_contacts(Profile::Full);
    keep(&mut one, contact("Ada", "ada@example.org"));
    keep(&mut one, contact("Grace", "grace@example.org"));
    one.run_for(10_000);
    let mut other = elsewhere(leave(one));
    let mut ada = read(&mut other, "Ada");
    let grace = id_of(&other, "Grace");

    // One is offline, and changes what the other changes too.
    let now = other.now;
    other.cut();
    other.is_down = true;
    ada.emails
        .push(contact("", "ada@home.example").emails.remove(0));
    keep(&mut other, ada.clone());
    keep(&mut other, contact("Edith", "e@example.org"));
    wish(&mut other, &ContactsWish::Remove(vec![grace]));
    other.run_for(2_000);

    let server = core::mem::replace(&mut other.server, Server::empty(Profile::Full));
    let mut one = Pair::with_server(server);
    one.now = now;
    let mut one = elsewhere(one);
    let mut theirs = read(&mut one, "Ada");
    "Countess".clone_into(&mut theirs.title);
    keep(&mut one, theirs);
    let mut grace = read(&mut one, "Grace");
    "Admiral".clone_into(&mut grace.title);
    keep(&mut one, grace);
    one.run_for(10_000);
    one.cut();

    other.server = one.server;
    other.is_down = false;
    other.now = other.now.max(one.now);
    other.run_for(200_000);
    wish(&mut other, &ContactsWish::Show);
    other.run_for(20_000);
    assert_eq!(names(&other), ["Ada", "Edith", "Grace"]);
    let ada = read(&mut other, "Ada");
    assert_eq!(ada.title, "Countess");
    assert_eq!(ada.emails.len(), 2);
    let mut third = elsewhere(leave(other));
    assert_eq!(names(&third), ["Ada", "Edith", "Grace"]);
    let again = read(&mut third, "Ada");
    assert_eq!((again.title.as_str(), again.emails.len()), ("Countess", 2));
}

/// Two tabs of one person may both make the mailbox, on a server that has no code for
/// what the second one hears: it is no reason to make another one.
#[test]
fn a_mailbox_that_another_machine_made_meanwhile_is_the_only_one() {
    for profile in [Profile::Bare, Profile::Dovecot] {
        let mut pair = at_contacts(profile);
        pair.server.create_mailbox(USER, MAILBOX, None);
        for _ in 0..2 {
            pair.server
                .refuse_next("CREATE", "NO Cannot create this folder.");
        }
        keep(&mut pair, contact("Ada", "ada@example.org"));
        pair.run_for(8_000);
        assert_eq!(pair.server.messages(USER, MAILBOX).len(), 1, "{profile:?}");
        let said = pair.said.matches("CREATE ").count();
        assert!(said <= 2, "{profile:?}: {said}");
        let mut other = elsewhere(leave(pair));
        assert_eq!(names(&other), ["Ada"], "{profile:?}");
        keep(&mut other, contact("Grace", "grace@example.org"));
        other.run_for(8_000);
        assert_eq!(other.server.messages(USER, MAILBOX).len(), 2, "{profile:?}");
    }
}

#[test]
fn many_changes_are_gathered_and_none_is_lost() {
    for profile in [Profile::Full, Profile::Courier, Profile::Bare] {
        let mut pair = at_contacts(profile);
        for number in 0..120 {
            keep(&mut pair, contact(&format!("{number:03}"), "a@example.org"));
            pair.run_for(1_000);
        }
        pair.run_for(20_000);
        let count = pair.server.messages(USER, MAILBOX).len();
        assert!(count < 60, "{profile:?}: {count}");
        assert_eq!(names(&pair).len(), 120);
        let pair = elsewhere(leave(pair));
        assert_eq!(names(&pair).len(), 120, "{profile:?}");
    }
}

#[test]
fn what_is_refused_is_said_and_tried_again() {
    let mut pair = at_contacts(Profile::Full);
    keep(&mut pair, contact("Ada", "ada@example.org"));
    pair.run_for(10_000);
    pair.server
        .refuse_next("APPEND", "NO [OVERQUOTA] There is no room");
    keep(&mut pair, contact("Grace", "grace@example.org"));
    pair.run_for(3_000);
    let Some(ContactsState::Refused(problem)) = state(&pair) else {
        panic!(
            "{:?} {}",
            state(&pair),
            pair.said
                .lines()
                .rev()
                .take(25)
                .collect::<Vec<_>>()
                .join("\n")
        );
    };
    assert!(problem.words.contains("There is no room"));
    pair.run_for(10_000);
    assert_eq!(state(&pair), Some(ContactsState::Kept));
    assert_eq!(names(&elsewhere(leave(pair))), ["Ada", "Grace"]);
}

#[test]
fn what_the_cards_of_a_file_are_filed_under_become_groups() {
    let card = |name: &str, more: &str| {
        format!(
            "BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:{name}@example.org\n{more}\nEND:VCARD\n"
        )
    };
    let groups = |pair: &Pair| -> Vec<(String, usize)> {
        let rows = shown(pair).into_values();
        let groups = rows.filter_map(|row| Some((row.name, row.members?.len())));
        let mut groups: Vec<_> = groups.collect();
        groups.sort();
        groups
    };
    let import = |pair: &mut Pair, text: String| {
        let import = ContactsWish::Import { question: 4, text };
        wish(pair, &import);
        pair.run_for(10_000);
    };
    let mut pair = at_contacts(Profile::Full);
    let file = card("Ada", "CATEGORIES:myContacts,Friends,Poets")
        + &card("Grace", "CATEGORIES:friends")
        + &card("Mary", "NOTE:Nothing");
    import(&mut pair, file.clone());
    let expected = [("Friends".to_owned(), 2), ("Poets".to_owned(), 1)];
    assert_eq!(groups(&pair), expected);
    assert_eq!(state(&pair), Some(ContactsState::Kept));
    // Once more it is nothing new, and what comes later goes where it belongs.
    import(&mut pair, file);
    assert_eq!(groups(&pair), expected);
    import(
        &mut pair,
        card("Mary", "CATEGORIES:POETS") + &card("Joan", "CATEGORIES:Poets"),
    );
    let expected = [("Friends".to_owned(), 2), ("Poets".to_owned(), 3)];
    assert_eq!(groups(&pair), expected);
    // The file's own groups are those that its cards are filed under.
    let group = "BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Choir\nUID:urn:uuid:c1\nEND:VCARD\n";
    import(&mut pair, card("Edith", "CATEGORIES:Choir") + group);
    assert!(groups(&pair).contains(&("Choir".to_owned(), 1)));
    assert_eq!(groups(&elsewhere(pair)).len(), 3);
}

#[test]
fn ten_thousand_contacts_are_a_few_messages_and_round_trips() {
    let file: String = (0..10_000)
        .map(|n| {
            format!(
                "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person {n}\r\nN:{n};Person;;;\r\n\
                 EMAIL;TYPE=INTERNET:person.{n}@example.org\r\nTEL;TYPE=CELL:+44 {n}\r\n\
                 NOTE:A note about number {n}\r\nEND:VCARD\r\n"
            )
        })
        .collect();
    let mut pair = at_contacts(Profile::Full);
    let import = ContactsWish::Import {
        question: 4,
        text: file,
    };
    wish(&mut pair, &import);
    let imported = news(&pair).find_map(|news| match news {
        ContactsNews::Imported { imported, .. } => Some(imported),
        _ => None,
    });
    let expected = Imported {
        taken: 10_000,
        ..Imported::default()
    };
    assert_eq!(imported, Some(expected));
    pair.run_for(60_000);
    assert_eq!(state(&pair), Some(ContactsState::Kept));
    let count = pair.server.messages(USER, MAILBOX).len();
    assert!(count < 40, "{count}");

    pair.cut();
    let mut other = Pair::with_server(pair.server);
    other.now = pair.now;
    other.log_in("INBOX", None);
    other.run_for(3_000);
    wish(&mut other, &ContactsWish::Show);
    let trips = other.round_trips_until(|page| {
        page.facts.iter().any(|fact| {
            let Change::Later(LaterChange::Contacts(news)) = fact else {
                return false;
            };
            matches!(news.unpack(), Some(ContactsNews::All(rows)) if rows.len() == 10_000)
        })
    });
    // A connection, the login with the mailbox, what is in it, the messages.
    assert!(trips <= 7, "{trips}");
    // The same file once more is nothing new.
    wish(&mut other, &import);
    let imported = news(&other).find_map(|news| match news {
        ContactsNews::Imported { imported, .. } => Some(imported),
        _ => None,
    });
    let known = imported.map(|imported| (imported.taken, imported.known));
    assert_eq!(known, Some((0, 10_000)));
}

#[test]
fn what_other_programs_put_there_is_read_and_left_alone() {
    let mut server = Server::empty(Profile::Full);
    server.fill(USER, "INBOX", 1, laboratory::START);
    server.create_mailbox(USER, MAILBOX, None);
    let mut pair = Pair::with_server(server);
    pair.log_in("INBOX", None);
    pair.run_for(3_000);
    let mixed = "From: a@b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\
        \r\n--x\r\n\r\nLook:\r\n--x\r\nContent-Type: text/x-vcard\r\n\
        Content-Transfer-Encoding: base64\r\n\r\n\
        QkVHSU46VkNBUkQKRk46RXZlCkVNQUlMOmVAZXhhbXBsZS5vcmcKRU5EOlZDQVJECg==\r\n--x--\r\n";
    pair.deliver_raw(MAILBOX, mixed.as_bytes());
    pair.deliver_raw(MAILBOX, b"Subject: hello\r\n\r\nNo contact.\r\n");
    wish(&mut pair, &ContactsWish::Show);
    pair.run_for(5_000);
    assert_eq!(names(&pair), ["Eve"]);
    let mut eve = read(&mut pair, "Eve");
    "Friend".clone_into(&mut eve.title);
    keep(&mut pair, eve);
    pair.run_for(10_000);
    let mut pair = elsewhere(leave(pair));
    assert_eq!(read(&mut pair, "Eve").title, "Friend");
    assert_eq!(pair.server.messages(USER, MAILBOX).len(), 3);
}

fn completions(pair: &mut Pair, typed: &str) -> Vec<Completion> {
    pair.act(LaterAction::CompleteAddress {
        question: 9,
        typed: typed.to_owned(),
    });
    pair.run_for(10_000);
    let mut answers = pair.page.facts.iter().filter_map(|fact| match fact {
        Change::Later(LaterChange::Completions { question: 9, found }) => Some(found.clone()),
        _ => None,
    });
    answers.next_back().expect("no answer")
}

fn addresses(found: &[Completion]) -> Vec<&str> {
    let first = found.iter().map(|completion| &completion.addresses[0]);
    first.map(|address| address.address.as_str()).collect()
}

#[test]
fn addresses_are_completed_from_contacts_and_from_sent_mail() {
    for profile in PROFILES {
        let mut pair = Pair::with_inbox(profile, 3);
        for (to, times) in [
            ("Zoë Frequent <zoe@example.org>", 3),
            ("Anna <anna@x.example>", 1),
        ] {
            for _ in 0..times {
                let message = format!("From: me@demo.example\r\nTo: {to}\r\n\r\nHi\r\n");
                let flags = Flags::default();
                pair.server
                    .deliver(USER, "Sent", message.as_bytes(), &flags, pair.now);
            }
        }
        pair.log_in("INBOX", None);
        pair.run_for(3_000);
        keep(&mut pair, contact("Zöller, Jörg", "joerg@example.org"));
        keep(&mut pair, contact("Anna-Lena Groß", "al@example.org"));
        wish(&mut pair, &ContactsWish::Show);
        pair.run_for(5_000);
        let members = ["Zöller, Jörg", "Anna-Lena Groß"].map(|name| id_of(&pair, name).0);
        let group = Contact {
            members: Some(members.to_vec()),
            ..contact("Zoologists", "")
        };
        keep(&mut pair, group);
        for (typed, expected) in [
            (
                "zo",
                &["zoe@example.org", "joerg@example.org", "joerg@example.org"][..],
            ),
            ("ZOLLER", &["joerg@example.org"]),
            ("jorg zo", &["joerg@example.org"]),
            ("lena", &["al@example.org"]),
            ("gross", &["al@example.org"]),
            ("anna@x", &["anna@x.example"]),
            ("example", &["zoe@example.org"]),
            ("nobody", &[]),
            ("", &[]),
        ] {
            let found = completions(&mut pair, typed);
            let found = addresses(&found);
            assert!(
                found.starts_with(expected),
                "{profile:?} {typed}: {found:?}"
            );
        }
        let found = completions(&mut pair, "zool");
        assert_eq!(
            (found[0].group.as_str(), found[0].addresses.len()),
            ("Zoologists", 2)
        );
        // Their name was learnt, too.
        assert_eq!(
            completions(&mut pair, "freq")[0].addresses[0].name,
            "Zoë Frequent"
        );
    }
}

#[test]
fn somebody_is_added_once() {
    let mut pair = at_contacts(Profile::Full);
    let add = |pair: &mut Pair, address: &str| {
        let address = mail_model::Address {
            name: "Hopper, Grace".to_owned(),
            address: address.to_owned(),
        };
        wish(
            pair,
            &ContactsWish::Add {
                question: 3,
                address,
            },
        );
        let kept = news(pair).filter_map(|news| match news {
            ContactsNews::Kept {
                question: 3,
                as_whom,
            } => Some(as_whom),
            _ => None,
        });
        kept.last().unwrap()
    };
    assert!(matches!(add(&mut pair, "g@example.org"), KeptAs::New(_)));
    assert!(matches!(add(&mut pair, "G@example.org"), KeptAs::Known(_)));
    let grace = read(&mut pair, "Hopper, Grace");
    assert_eq!(grace.names.given, "Grace");
    assert_eq!(grace.names.family, "Hopper");
}

#[test]
fn contacts_are_written_into_a_file() {
    let mut pair = at_contacts(Profile::Full);
    keep(&mut pair, contact("Ada", "ada@example.org"));
    keep(&mut pair, contact("Grace", "grace@example.org"));
    let ada = id_of(&pair, "Ada");
    for (contacts, count) in [(None, 2), (Some(vec![ada]), 1)] {
        let version = Version::V3;
        wish(
            &mut pair,
            &ContactsWish::Export {
                question: 1,
                contacts,
                version,
            },
        );
        let text = news(&pair).filter_map(|news| match news {
            ContactsNews::Exported { text, .. } => Some(text),
            _ => None,
        });
        let text = text.last().unwrap();
        assert_eq!(text.matches("VERSION:3.0").count(), count);
        assert!(!text.contains("PORTHOLE"));
    }
}

#[test]
fn whatever_breaks_no_contact_is_lost_or_comes_twice() {
    let rounds = std::env::var("PORTHOLE_SEQUENCES").ok();
    let rounds: u64 = rounds.and_then(|n| n.parse().ok()).unwrap_or(60).min(2_000);
    for seed in 0..rounds {
        let bytes: Vec<u8> = laboratory::noise(seed, 400);
        let mut choices = Choices::new(&bytes);
        let profile = PROFILES[choices.below(7) as usize];
        let mut pair = at_contacts(profile);
        let mut expected: BTreeMap<String, String> = BTreeMap::new();
        for step in 0..40 {
            match choices.below(8) {
                0..3 => {
                    let name = format!("{step:02}");
                    keep(&mut pair, contact(&name, "a@example.org"));
                    expected.insert(name, String::new());
                }
                3 if !expected.is_empty() => {
                    let at = choices.below(expected.len() as u32) as usize;
                    let name = expected.keys().nth(at).unwrap().clone();
                    let mut changed = read(&mut pair, &name);
                    changed.title = format!("title {step}");
                    expected.insert(name, changed.title.clone());
                    keep(&mut pair, changed);
                }
                4 if !expected.is_empty() => {
                    let at = choices.below(expected.len() as u32) as usize;
                    let name = expected.keys().nth(at).unwrap().clone();
                    let id = id_of(&pair, &name);
                    wish(&mut pair, &ContactsWish::Remove(vec![id]));
                    expected.remove(&name);
                }
                5 => pair.cut_after = Some(choices.below(3_000) as usize),
                6 => pair.cut_one(choices.below(3) as usize),
                _ => pair.run_for(i64::from(choices.below(5_000))),
            }
            let names_expected: Vec<String> = expected.keys().cloned().collect();
            assert_eq!(names(&pair), names_expected, "{seed} at {step}");
        }
        pair.cut_after = None;
        pair.run_for(300_000);
        assert_eq!(state(&pair), Some(ContactsState::Kept), "{seed}");
        let mut pair = elsewhere(leave(pair));
        let names_expected: Vec<String> = expected.keys().cloned().collect();
        assert_eq!(names(&pair), names_expected, "{seed} {profile:?}");
        for (name, title) in &expected {
            assert_eq!(read(&mut pair, name).title, *title, "{seed}");
        }
    }
}

/// How many records the browser keeps.
fn records(pair: &Pair) -> usize {
    pair.records.values().map(BTreeMap::len).sum()
}

#[test]
fn what_was_changed_a_moment_before_the_tab_was_lost_is_in_the_account_all_the_same() {
    for profile in PROFILES {
        let mut pair = at_contacts(profile);
        keep(&mut pair, contact("Ada", "ada@example.org"));
        pair.run_for(10_000);
        assert_eq!(records(&pair), 0, "{profile:?}");
        pair.cut();
        let mut ada = read(&mut pair, "Ada");
        ada.note = "Countess".to_owned();
        keep(&mut pair, ada);
        keep(&mut pair, contact("Bob", "bob@example.org"));
        pair.run_for(10);
        assert_eq!(records(&pair), 1, "{profile:?}");
        pair.reload("INBOX", None);
        pair.run_for(20_000);
        // Nobody has looked at contacts since.
        assert_eq!(records(&pair), 0, "{profile:?}");
        let mut other = elsewhere(pair);
        assert_eq!(names(&other), ["Ada", "Bob"], "{profile:?}");
        assert_eq!(read(&mut other, "Ada").note, "Countess", "{profile:?}");
    }
}

#[test]
fn what_a_lost_tab_had_changed_is_merged_with_what_was_changed_since() {
    let mut pair = at_contacts(Profile::Full);
    keep(&mut pair, contact("Ada", "ada@example.org"));
    pair.run_for(5_000);
    pair.cut();
    let mut ada = read(&mut pair, "Ada");
    ada.note = "Countess".to_owned();
    keep(&mut pair, ada);
    pair.run_for(10);
    let kept = pair.records.clone();
    pair.records.clear();
    let mut other = elsewhere(pair);
    let mut ada = read(&mut other, "Ada");
    ada.organization = "Engines".to_owned();
    keep(&mut other, ada);
    other.run_for(5_000);
    let mut lost = Pair::with_server(other.server);
    lost.records = kept;
    lost.log_in("INBOX", None);
    lost.run_for(10_000);
    let mut pair = elsewhere(lost);
    let ada = read(&mut pair, "Ada");
    assert_eq!((&*ada.note, &*ada.organization), ("Countess", "Engines"));
}

#[test]
fn a_logout_waits_until_the_account_has_the_contacts() {
    let mut pair = at_contacts(Profile::Full);
    keep(&mut pair, contact("Ada", "ada@example.org"));
    pair.act(Action::Logout);
    pair.run_for(8_000);
    assert!(!pair.page.is_online());
    assert_eq!(records(&pair), 0);
    let pair = elsewhere(pair);
    assert_eq!(names(&pair), ["Ada"]);
}

#[test]
fn who_logs_out_is_told_of_contacts_that_the_account_does_not_take() {
    let mut pair = at_contacts(Profile::Full);
    pair.cut();
    keep(&mut pair, contact("Ada", "ada@example.org"));
    pair.act(Action::Logout);
    let unsaved = pair.page.would_lose.as_ref();
    assert_eq!(unsaved.map(|unsaved| unsaved.contacts), Some(1));
    pair.act(Action::LogoutAnyway);
    assert_eq!(records(&pair), 0);
}
