//! Where a list begins: around the message that is open, or where it was left.

use demo_server::Profile;
use laboratory::model::PROFILES;
use laboratory::{Pair, USER, place, uid};
use mail_engine::{Action, Credential, LoginRequest, Place, View};
use mail_model::{Secret, SortCriterion, SortKey};

/// How often rows of the list were asked for.
fn asked(pair: &Pair) -> usize {
    let is_of_rows = |line: &&str| line.contains("UID FETCH") && line.contains("HEADER.FIELDS");
    pair.said.lines().filter(is_of_rows).count()
}

#[test]
fn a_link_to_a_message_far_down_brings_the_rows_around_it_first_and_but_once() {
    for profile in PROFILES {
        let mut pair = Pair::with_inbox(profile, 5_000);
        pair.log_in("INBOX", Some(uid(1_000)));
        pair.run_for(3_000);
        // UID 1,000 is the 4,001st from the newest.
        assert!(pair.page.has_rows(3_985..=4_015), "{profile:?}");
        assert_eq!(pair.page.row(4_000).uid, uid(1_000));
        assert!(pair.page.message.is_some(), "{profile:?}");
        // The newest, which nobody looks at, are not fetched.
        assert!(!pair.page.has_rows(0..=0), "{profile:?}");
        let neighbours = pair.page.rows().len();
        assert!(neighbours <= 81, "{profile:?}: {neighbours}");
    }
}

#[test]
fn a_reload_brings_them_in_the_first_round_trip() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 5_000);
    pair.run_for(5_000);
    pair.said.clear();
    pair.reload("INBOX", Some(uid(1_000)));
    let round_trips = pair.round_trips_until(|page| page.has_rows(3_985..=4_015));
    assert_eq!(round_trips, 2, "the line, and the login with all of it");
    pair.run_for(3_000);
    assert_eq!(asked(&pair), 1, "{}", pair.said);
    assert_eq!(pair.page.total(), Some(5_000));
}

#[test]
fn a_reload_with_one_of_the_newest_open_brings_the_newest() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 5_000);
    pair.run_for(5_000);
    for open in [5_000, 4_990] {
        pair.reload("INBOX", Some(uid(open)));
        let round_trips = pair.round_trips_until(|page| page.has_rows(0..=29));
        assert_eq!(round_trips, 2, "{open}");
        pair.run_for(3_000);
    }
}

#[test]
fn where_most_of_a_mailbox_is_gone_the_rows_around_are_still_found() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 900);
    for number in (1..=900).filter(|number| number % 9 != 0) {
        pair.expunge(uid(number));
    }
    pair.run_for(5_000);
    pair.reload("INBOX", Some(uid(270)));
    pair.run_for(3_000);
    // A hundred are left; UID 270 is the thirtieth of them.
    assert_eq!(pair.page.row(70).uid, uid(270));
    assert!(pair.page.has_rows(60..=80));
}

#[test]
fn a_message_that_is_gone_leaves_the_list_at_its_newest() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 500);
    let open: Vec<u32> = (100..=400).collect();
    for number in &open {
        pair.expunge(uid(*number));
    }
    pair.run_for(5_000);
    pair.reload("INBOX", Some(uid(250)));
    pair.run_for(3_000);
    assert!(pair.page.has_rows(0..=29));
    assert!(pair.page.message.is_none());
}

#[test]
fn another_order_is_shown_around_the_message_that_is_open() {
    let mut pair = Pair::at_inbox(Profile::Bare, 800);
    pair.go("INBOX", Some(uid(790)));
    pair.run_for(3_000);
    let oldest_first = View {
        order: vec![SortCriterion {
            key: SortKey::Arrival,
            is_reversed: false,
        }],
        ..View::default()
    };
    pair.act(Action::Go(Place {
        view: oldest_first,
        ..place("INBOX", Some(uid(790)))
    }));
    pair.run_for(5_000);
    assert_eq!(pair.page.row(789).uid, uid(790));
    assert!(pair.page.has_rows(780..=795));
}

#[test]
fn a_message_within_a_conversation_leads_to_the_row_that_it_is_folded_into() {
    for profile in [Profile::Dovecot, Profile::Bare] {
        let mut pair = Pair::with_inbox(profile, 0);
        for number in 1..=200 {
            let above = if number == 30 {
                "References: <20@x>\r\n"
            } else {
                ""
            };
            let letter = format!(
                "From: Ann <ann@example.org>\r\nSubject: Tide {number}\r\n{above}\
                 Date: 7 May 2026 09:00:00 +0000\r\nMessage-ID: <{number}@x>\r\n\r\nHello.\r\n"
            );
            pair.deliver_raw("INBOX", letter.as_bytes());
        }
        let view = View {
            threads: true,
            is_folded: true,
            ..View::default()
        };
        let login = LoginRequest {
            upstream: "demo".to_owned(),
            user: USER.to_owned(),
            credential: Credential::Password(Secret::new("demo")),
        };
        let place = Place {
            view,
            ..place("INBOX", Some(uid(20)))
        };
        pair.act(Action::Login { login, place });
        pair.run_for(8_000);
        let rows = pair.page.rows();
        let row = rows.iter().find(|(_, row)| row.uid == uid(30));
        let row = row.map(|(row, _)| *row).expect("its row is told");
        assert!(pair.page.has_rows(row - 5..=row + 5), "{profile:?}: {row}");
    }
}

#[test]
fn who_comes_back_finds_the_rows_that_were_in_view_and_nothing_is_fetched() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 5_000);
    pair.view(3_000, 3_024);
    pair.run_for(2_000);
    pair.go("Sent", None);
    pair.run_for(2_000);
    pair.said.clear();
    pair.go("INBOX", None);
    assert!(pair.page.has_rows(3_000..=3_024), "at once");
    pair.view(3_000, 3_024);
    pair.run_for(2_000);
    assert_eq!(asked(&pair), 0, "{}", pair.said);
    // Or at the top, if that is where the person goes: in one round trip.
    pair.go("Sent", None);
    pair.run_for(2_000);
    pair.go("INBOX", None);
    pair.view(0, 24);
    let round_trips = pair.round_trips_until(|page| page.has_rows(0..=24));
    assert!(round_trips <= 1, "{round_trips}");
}
