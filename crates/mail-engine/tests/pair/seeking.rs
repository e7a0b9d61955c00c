//! Links to messages that are not where they lead any more.

use demo_server::Profile;
use laboratory::model::PROFILES;
use laboratory::{Pair, USER, place, uid};
use mail_engine::{
    Action, Credential, Deed, LaterAction, LoginRequest, OperationId, Place, Selection,
};
use mail_model::{MailboxName, MessageId, Secret, SpecialUse, Uid};

fn letter(id: &str, subject: &str) -> String {
    format!(
        "From: Ann <ann@example.org>\r\nTo: robin@example.org\r\nSubject: {subject}\r\n\
         Date: 7 May 2026 09:00:00 +0000\r\nMessage-ID: {id}\r\n\r\nThis is {subject}.\r\n"
    )
}

/// What a link to a message says.
fn link(mailbox: &str, message: u32, id: &str) -> Place {
    Place {
        message_id: Some(MessageId(id.to_owned())),
        ..place(mailbox, Some(uid(message)))
    }
}

/// An account with mail of several folders; whose inbox has one letter, of UID 1.
fn account(profile: Profile) -> Pair {
    let mut pair = Pair::with_inbox(profile, 0);
    let archive = Some(SpecialUse::Archive);
    pair.server.create_mailbox(USER, "Archive", archive);
    for number in 0..12 {
        let name = format!("Old{number}");
        pair.server.create_mailbox(USER, &name, None);
        let other = letter(&format!("<{number}7@b>"), "another");
        pair.deliver_raw(&name, other.as_bytes());
    }
    pair.deliver_raw("INBOX", letter("<7@b>", "heron").as_bytes());
    pair
}

fn follow(pair: &mut Pair, place: Place) {
    follow_for(pair, place, 15_000);
}

fn follow_for(pair: &mut Pair, place: Place, milliseconds: i64) {
    let login = LoginRequest {
        upstream: "demo".to_owned(),
        user: USER.to_owned(),
        credential: Credential::Password(Secret::new("demo")),
    };
    pair.act(Action::Login { login, place });
    pair.run_for(milliseconds);
}

/// Which message is open, by its subject and where it lies.
fn open(pair: &Pair) -> Option<(String, String, Uid)> {
    let view = pair.page.message.as_ref()?;
    let mailbox = view.message.mailbox.as_str().to_owned();
    Some((view.summary.subject.clone(), mailbox, view.message.uid))
}

fn moved(pair: &mut Pair, to: &str) -> Uid {
    pair.expunge(uid(1));
    pair.deliver_raw(to, letter("<7@b>", "heron").as_bytes())
}

#[test]
fn a_link_to_a_message_that_is_there_opens_it_without_a_search() {
    for profile in PROFILES {
        let mut pair = account(profile);
        follow(&mut pair, link("INBOX", 1, "7@b"));
        assert_eq!(open(&pair).unwrap().0, "heron", "{profile:?}");
        assert_eq!(pair.page.moved, None);
        assert!(!pair.said.contains("HEADER Message-ID"), "{profile:?}");
    }
}

#[test]
fn a_message_that_was_moved_is_opened_where_it_is_now() {
    for profile in PROFILES {
        for to in ["Archive", "Trash", "Old11"] {
            let mut pair = account(profile);
            let now = moved(&mut pair, to);
            follow(&mut pair, link("INBOX", 1, "7@b"));
            let shown = pair.shown(to);
            let expected = ("heron".to_owned(), shown.clone(), now);
            assert_eq!(open(&pair), Some(expected), "{profile:?} {to}");
            let place = pair.page.moved.clone().expect("the URL follows");
            assert_eq!(place, link(&shown, now.value(), "7@b"));
            assert_eq!(pair.page.sought, None);
        }
    }
}

#[test]
fn another_message_with_the_uid_of_the_link_is_neither_shown_nor_marked_read() {
    for profile in PROFILES {
        let mut pair = account(profile);
        let stranger = letter("<stranger@b>", "stranger");
        pair.expunge(uid(1));
        let other = pair.deliver_raw("INBOX", stranger.as_bytes());
        let now = pair.deliver_raw("INBOX", letter("<7@b>", "heron").as_bytes());
        follow(&mut pair, link("INBOX", other.value(), "7@b"));
        assert_eq!(
            open(&pair).map(|of| (of.0, of.2)),
            Some(("heron".into(), now))
        );
        let rows = pair.page.rows();
        let stranger = rows.iter().find(|(_, row)| row.uid == other).unwrap();
        assert!(!stranger.1.flags.is_seen(), "{profile:?}");
    }
}

#[test]
fn a_message_that_is_nowhere_is_said_to_be_so_and_nothing_alike_is_taken_for_it() {
    for profile in PROFILES {
        let mut pair = account(profile);
        pair.expunge(uid(1));
        follow(&mut pair, link("INBOX", 1, "7@b"));
        assert_eq!(pair.page.sought, Some((uid(1), false)), "{profile:?}");
        assert_eq!(open(&pair), None);
        assert_eq!(pair.page.moved, None);
        // Somebody puts it back, and it is asked for once more.
        let now = pair.deliver_raw("Old3", letter("<7@b>", "heron").as_bytes());
        pair.act(Action::Refresh);
        pair.run_for(15_000);
        assert_eq!(open(&pair).map(|of| of.2), Some(now), "{profile:?}");
    }
}

/// Two letters that nobody has named, alike in size, day, sender and subject.
fn nameless(words: &str) -> String {
    format!(
        "From: Cron <cron@example.org>\r\nSubject: Done\r\n\
         Date: 7 May 2026 09:00:00 +0000\r\n\r\n{words}\r\n"
    )
}

#[test]
fn a_message_without_a_message_id_is_found_by_what_a_move_keeps() {
    for profile in PROFILES {
        let mut pair = Pair::with_inbox(profile, 0);
        for name in ["Old1", "Old2", "Old3"] {
            pair.server.create_mailbox(USER, name, None);
        }
        pair.deliver_raw("Old1", nameless("It went worse.").as_bytes());
        pair.run_for(70_000);
        let meant = pair.deliver_raw("INBOX", nameless("All went well.").as_bytes());
        follow(&mut pair, place("INBOX", Some(meant)));
        let name = pair.page.message.as_ref().unwrap().name.clone().unwrap();
        assert!(name.0.starts_with("SIZE "), "{name:?}");
        let link = |message| Place {
            message_id: Some(name.clone()),
            ..place("INBOX", Some(message))
        };
        // Another one has its place.
        pair.act(Action::Go(link(meant)));
        pair.run_for(5_000);
        assert_eq!(pair.page.moved, None, "{profile:?}");
        let to = MailboxName::new(&*pair.shown("Old2"));
        pair.act(LaterAction::Operate {
            operation: OperationId(1),
            selection: Selection::Uids([meant].into_iter().collect()),
            deed: Deed::Move(to),
        });
        pair.run_for(20_000);
        let stranger = pair.deliver_raw("INBOX", nameless("It went worse.").as_bytes());
        for there in [meant, stranger] {
            pair.go("Old3", None);
            pair.run_for(3_000);
            pair.act(Action::Go(link(there)));
            pair.run_for(15_000);
            let text = format!("{:?}", pair.page.message.as_ref().map(|view| &view.body));
            assert!(
                text.contains("All went well."),
                "{profile:?} {there:?} {text}"
            );
            assert_eq!(open(&pair).unwrap().1, pair.shown("Old2"), "{profile:?}");
        }
        // It is nowhere, and what is alike is not taken for it.
        let now = open(&pair).unwrap().2;
        pair.go("Old3", None);
        pair.run_for(3_000);
        assert!(pair.server.expunge(USER, "Old2", now, pair.now));
        pair.hear_server();
        pair.act(Action::Go(link(meant)));
        pair.run_for(15_000);
        assert_eq!(pair.page.sought, Some((meant, false)), "{profile:?}");
    }
}

#[test]
fn what_but_names_the_message_beside_its_own_name_is_not_taken_for_it() {
    let mut pair = account(Profile::Dovecot);
    let odd = letter("<odd@b>\r\n (was: <7@b>)", "odd");
    pair.deliver_raw("Archive", odd.as_bytes());
    let now = moved(&mut pair, "Old5");
    follow(&mut pair, link("INBOX", 1, "7@b"));
    assert_eq!(open(&pair), Some(("heron".into(), "Old5".into(), now)));
}

#[test]
fn a_link_into_a_folder_that_is_no_more_finds_the_message() {
    for profile in [Profile::Full, Profile::Dovecot, Profile::Gmail] {
        let mut pair = account(profile);
        let now = moved(&mut pair, "Archive");
        follow(&mut pair, link("Gone", 1, "7@b"));
        assert_eq!(open(&pair).map(|of| of.2), Some(now), "{profile:?}");
    }
}

#[test]
fn a_moved_message_is_found_over_one_connection_and_over_lost_lines() {
    for profile in [Profile::Full, Profile::Dovecot, Profile::Bare] {
        let mut pair = account(profile).limited_to(1);
        let now = moved(&mut pair, "Old11");
        follow(&mut pair, link("INBOX", 1, "7@b"));
        assert_eq!(open(&pair).map(|of| of.2), Some(now), "{profile:?}");
        for after in (700..2_500).step_by(150) {
            let mut pair = account(profile);
            let now = moved(&mut pair, "Old11");
            follow_for(&mut pair, link("INBOX", 1, "7@b"), after);
            pair.cut();
            pair.run_for(40_000);
            assert_eq!(open(&pair).map(|of| of.2), Some(now), "{profile:?} {after}");
        }
    }
}

#[test]
fn whoever_goes_on_is_not_called_back() {
    let mut pair = account(Profile::Dovecot);
    moved(&mut pair, "Old11");
    follow_for(&mut pair, link("INBOX", 1, "7@b"), 500);
    pair.go("Archive", None);
    pair.run_for(10_000);
    assert_eq!((pair.page.moved.clone(), open(&pair)), (None, None));
}

#[test]
fn what_a_link_opened_stays_open_when_another_client_moves_it() {
    let mut pair = account(Profile::Dovecot);
    follow(&mut pair, link("INBOX", 1, "7@b"));
    moved(&mut pair, "Archive");
    pair.run_for(5_000);
    assert_eq!(open(&pair).map(|of| of.1), Some("INBOX".into()));
    assert_eq!(pair.page.moved, None);
    pair.go("Archive", None);
    pair.run_for(3_000);
    pair.act(Action::Go(link("INBOX", 1, "7@b")));
    pair.run_for(15_000);
    assert_eq!(open(&pair).map(|of| of.1), Some("Archive".into()));
}

#[test]
fn a_link_into_a_mailbox_that_is_not_there_leaves_the_others_on_screen() {
    for profile in PROFILES {
        for message in [None, Some(uid(1))] {
            let mut pair = account(profile);
            follow(&mut pair, place("Gone", message));
            let names = pair.page.mailboxes.len();
            assert!(names >= 16, "{profile:?} {message:?}: {names}");
            pair.go("INBOX", Some(uid(1)));
            pair.run_for(10_000);
            assert_eq!(open(&pair).unwrap().0, "heron", "{profile:?}");
        }
    }
}
