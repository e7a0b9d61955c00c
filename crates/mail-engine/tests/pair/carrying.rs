//! Several connections: what stands in the way of a click goes on another.

use crate::saving::{at_message_of, download_as, file, message_with};
use demo_server::Profile;
use laboratory::{Pair, Saved, USER, place, uid};
use mail_engine::{Action, Body, DownloadId, Input, LaterAction, Place, View};
use mail_model::{Flag, MailboxName, SearchKey};

/// At a message with a large attachment that is being saved.
fn downloading(pair: Pair, bytes: &[u8]) -> Pair {
    let mut pair = at_message_of(pair, "application/zip", "", bytes);
    download_as(&mut pair, DownloadId(1));
    pair
}

fn saved(pair: &Pair, download: u32) -> Option<&[u8]> {
    match pair.page.downloads.get(&DownloadId(download)) {
        Some(Saved::File { bytes, .. }) => Some(bytes),
        _ => None,
    }
}

fn is_flagged(pair: &Pair, mailbox: &str, number: u32) -> bool {
    let messages = pair.server.messages(USER, mailbox);
    let mut messages = messages.iter();
    messages.any(|(at, flags)| *at == uid(number) && flags.is_flagged())
}

#[test]
fn a_large_download_has_a_connection_of_its_own_that_is_closed_when_idle() {
    let bytes = file(2_000_000);
    let mut pair = downloading(Pair::at_inbox(Profile::Dovecot, 3), &bytes);
    pair.run_for(5_000);
    assert!(saved(&pair, 1) == Some(&bytes));
    assert_eq!(pair.connections, 2);
    assert_eq!(pair.server.session_count(), 2, "it may be of use again");
    pair.run_for(35_000);
    assert_eq!(pair.server.session_count(), 1);
    assert_eq!(pair.said.matches("LOGOUT").count(), 1);
    assert!(pair.page.is_online());
}

#[test]
fn a_small_file_needs_no_connection_of_its_own() {
    let bytes = file(100_000);
    let mut pair = downloading(Pair::at_inbox(Profile::Dovecot, 3), &bytes);
    pair.run_for(5_000);
    assert!(saved(&pair, 1) == Some(&bytes));
    assert_eq!(pair.connections, 1);
}

#[test]
fn a_download_that_was_cut_goes_on_where_it_was_left() {
    let bytes = file(2_000_000);
    let mut pair = Pair::at_inbox(Profile::Dovecot, 3);
    pair = downloading(pair, &bytes);
    pair.cut_after = Some(900_000);
    let before = pair.received;
    pair.run_for(20_000);
    assert!(saved(&pair, 1) == Some(&bytes));
    assert!(pair.page.progress.is_sorted(), "it began anew");
    let received = pair.received - before;
    assert!(received < 2_800_000 + 300_000, "{received}");
}

#[test]
fn downloads_go_on_while_the_person_goes_elsewhere() {
    let bytes = file(4_000_000);
    let mut pair = downloading(Pair::at_inbox(Profile::Bare, 3), &bytes);
    pair.run_for(450);
    assert!(!pair.page.progress.is_empty());
    let second = file(3_000_000);
    let raw = message_with("application/zip", "", &second);
    let message = pair.deliver_raw("Sent", raw.as_bytes());
    pair.go("Sent", Some(message));
    let round_trips = pair.round_trips_until(|page| page.total() == Some(1));
    assert!(round_trips <= 2, "{round_trips}");
    pair.run_for(600);
    download_as(&mut pair, DownloadId(2));
    pair.go("Trash", None);
    pair.run_for(600);
    assert_eq!(pair.page.total(), Some(0), "the other mailbox waits");
    pair.run_for(20_000);
    assert!(saved(&pair, 1) == Some(&bytes));
    assert!(saved(&pair, 2) == Some(&second));
    assert_eq!(pair.connections, 3);
}

#[test]
fn a_download_left_behind_survives_the_loss_of_all_lines() {
    let bytes = file(4_000_000);
    let mut pair = downloading(Pair::at_inbox(Profile::Dovecot, 3), &bytes);
    pair.run_for(450);
    pair.go("Sent", None);
    pair.run_for(250);
    pair.cut();
    pair.run_for(20_000);
    assert!(pair.page.is_online());
    assert!(saved(&pair, 1) == Some(&bytes));
    assert!(pair.page.progress.is_sorted());
}

#[test]
fn where_the_server_grants_no_second_connection_all_goes_over_the_first() {
    let bytes = file(2_000_000);
    let mut pair = Pair::at_inbox(Profile::Dovecot, 3);
    pair.server.limit_connections(Some(1));
    let mut pair = downloading(pair, &bytes);
    pair.run_for(20_000);
    assert!(saved(&pair, 1) == Some(&bytes));
    assert_eq!(pair.connections, 2, "it is asked once");
    assert!(pair.page.is_online());
    assert!(pair.page.notices.is_empty(), "{:?}", pair.page.notices);
    download_as(&mut pair, DownloadId(2));
    pair.run_for(20_000);
    assert!(saved(&pair, 2) == Some(&bytes));
    assert_eq!(pair.connections, 2, "the server has said so");
}

#[test]
fn what_a_third_connection_would_do_waits_for_the_second() {
    let (first, second) = (file(3_000_000), file(2_000_000));
    let mut pair = Pair::at_inbox(Profile::Dovecot, 3);
    pair.server.limit_connections(Some(2));
    let mut pair = downloading(pair, &first);
    pair.run_for(450);
    let raw = message_with("application/zip", "", &second);
    let message = pair.deliver_raw("Sent", raw.as_bytes());
    pair.go("Sent", Some(message));
    pair.run_for(600);
    download_as(&mut pair, DownloadId(2));
    pair.go("Trash", None);
    pair.run_for(30_000);
    assert!(saved(&pair, 1) == Some(&first));
    assert!(saved(&pair, 2) == Some(&second));
    assert!(pair.page.notices.is_empty(), "{:?}", pair.page.notices);
    assert_eq!(pair.page.total(), Some(0));
}

#[test]
fn a_change_elsewhere_is_made_over_the_only_connection_where_there_is_one() {
    for limit in [1, 2] {
        let mut pair = Pair::with_inbox(Profile::Dovecot, 100).limited_to(limit);
        pair.log_in("INBOX", None);
        pair.run_for(3_000);
        pair.is_down = true;
        pair.cut();
        pair.act(LaterAction::SetFlag {
            uids: vec![uid(95)],
            flag: Flag::Flagged,
            value: true,
        });
        pair.go("Sent", None);
        pair.is_down = false;
        pair.run_for(20_000);
        assert!(is_flagged(&pair, "INBOX", 95));
        let list = pair.page.list.as_ref().unwrap();
        assert_eq!(list.mailbox, MailboxName::new("Sent"));
        pair.deliver_raw("Sent", b"Subject: here\r\n\r\nx\r\n");
        pair.run_for(3_000);
        assert_eq!(pair.page.row(0).subject, "here", "the list is live again");
        assert_eq!(pair.connections, 1 + limit);
        let lines = pair.said.lines().count();
        assert!(lines < 45, "{lines} commands");
    }
}

#[test]
fn a_change_in_a_mailbox_that_is_gone_is_told_once_and_does_not_go_round() {
    for limit in [1, 4] {
        let mut pair = Pair::with_inbox(Profile::Dovecot, 3).limited_to(limit);
        pair.deliver_raw("Sent", b"Subject: here\r\n\r\nx\r\n");
        pair.log_in("Sent", None);
        pair.run_for(3_000);
        let message = pair.page.row(0).uid;
        pair.is_down = true;
        pair.cut();
        pair.act(LaterAction::SetFlag {
            uids: vec![message],
            flag: Flag::Flagged,
            value: true,
        });
        pair.go("INBOX", None);
        pair.server.delete_mailbox(USER, "Sent", pair.now);
        pair.is_down = false;
        pair.run_for(20_000);
        assert_eq!(pair.page.notices.len(), 1, "{:?}", pair.page.notices);
        let selects = pair.said.matches("SELECT Sent").count();
        assert_eq!(selects, 2, "the first login's and one more");
        assert!(pair.page.has_rows(0..=2));
    }
}

#[test]
fn a_large_body_does_not_stand_in_the_way() {
    let text = "All work and no play. ".repeat(40_000);
    let raw = format!("Subject: long\r\nContent-Type: text/plain\r\n\r\n{text}\r\n");
    let mut pair = Pair::at_inbox(Profile::Dovecot, 3);
    let message = pair.deliver_raw("INBOX", raw.as_bytes());
    pair.run_for(2_000);
    pair.act(Action::Go(place("INBOX", Some(message))));
    pair.run_for(5_000);
    let view = pair.page.message.as_ref().unwrap();
    assert!(matches!(view.body, Body::Text(_)), "{:.99?}", view.body);
    assert_eq!(pair.connections, 2);
}

#[test]
fn a_logout_ends_all_connections() {
    let mut pair = downloading(Pair::at_inbox(Profile::Dovecot, 3), &file(3_000_000));
    pair.run_for(450);
    assert_eq!(pair.server.session_count(), 2);
    pair.act(Action::Logout);
    pair.run_for(5_000);
    assert_eq!(pair.server.session_count(), 0);
    pair.feed(Input::Woke);
    pair.run_for(5_000);
    assert_eq!(pair.connections, 2);
}

#[test]
fn a_line_that_dies_in_silence_under_a_download_is_noticed_and_the_file_comes() {
    let bytes = file(4_000_000);
    let mut pair = downloading(Pair::at_inbox(Profile::Dovecot, 3), &bytes);
    pair.run_for(450);
    assert!(!pair.page.progress.is_empty());
    pair.forget_lines();
    pair.run_for(67_000);
    assert!(saved(&pair, 1) == Some(&bytes));
    assert!(pair.page.progress.is_sorted(), "it began anew");
    // The idle line beside it was doubted too.
    let news = pair.deliver("after the silence");
    pair.run_for(5_000);
    assert_eq!(pair.page.row(0).uid, news);
}

#[test]
fn after_sleep_a_download_goes_on_soon() {
    let bytes = file(4_000_000);
    let mut pair = downloading(Pair::at_inbox(Profile::Dovecot, 3), &bytes);
    pair.run_for(450);
    pair.forget_lines();
    pair.now.0 += 3_600_000;
    pair.feed(Input::Woke);
    pair.run_for(15_000);
    assert!(pair.page.is_online());
    assert!(saved(&pair, 1) == Some(&bytes));
    assert!(pair.page.progress.is_sorted(), "it began anew");
}

#[test]
fn a_server_that_ends_each_connection_under_a_download_is_not_hammered() {
    let bytes = file(3_000_000);
    let mut pair = downloading(Pair::at_inbox(Profile::Dovecot, 3), &bytes);
    let before = pair.connections;
    for _ in 0..600 {
        // Each new line breaks before it has brought anything.
        pair.cut_after = Some(300);
        pair.run_for(100);
    }
    let made = pair.connections - before;
    assert!(made < 25, "{made} connections in a minute");
    pair.cut_after = None;
    pair.run_for(90_000);
    assert!(saved(&pair, 1) == Some(&bytes));
}

#[test]
fn a_click_waits_neither_for_a_download_nor_for_its_connection() {
    let mut pair = downloading(Pair::at_inbox(Profile::Dovecot, 3), &file(6_000_000));
    let other = pair.page.row(1).uid;
    pair.go("INBOX", Some(other));
    let round_trips = pair.round_trips_until(|page| {
        let view = page.message.as_ref();
        view.is_some_and(|view| view.message.uid == other && view.body != Body::Loading)
    });
    assert!(round_trips <= 1, "{round_trips}");
}

fn search(pair: &mut Pair, query: SearchKey) {
    let view = View {
        query: Some(query),
        ..View::default()
    };
    pair.act(Action::Go(Place {
        view,
        ..place("INBOX", None)
    }));
}

#[test]
fn a_search_inside_many_messages_does_not_stand_in_the_way() {
    for profile in [Profile::Dovecot, Profile::Bare] {
        let mut pair = Pair::at_inbox(profile, 20_001);
        let wanted = pair.deliver_raw("INBOX", b"Subject: w\r\n\r\nThe needle is here.\r\n");
        pair.run_for(70_000);
        search(&mut pair, SearchKey::Body("needle".to_owned()));
        pair.run_for(3_000);
        assert_eq!(pair.page.total(), Some(1), "{profile:?}");
        assert_eq!(pair.page.row(0).uid, wanted);
        assert_eq!(pair.connections, 2);
        // The second connection has rested since, and must not have missed anything.
        let news = pair.deliver_raw("INBOX", b"Subject: n\r\n\r\nAnother needle.\r\n");
        pair.run_for(70_000);
        pair.go("INBOX", None);
        search(&mut pair, SearchKey::Text("needle".to_owned()));
        pair.run_for(3_000);
        assert_eq!(pair.page.total(), Some(2), "{profile:?}");
        assert_eq!(pair.page.row(0).uid, news);
        // One that looks at what the server has in its index needs none.
        pair.run_for(60_000);
        let before = pair.connections;
        search(&mut pair, SearchKey::Subject("w".to_owned()));
        pair.run_for(3_000);
        assert_eq!(pair.connections, before);
    }
}

#[test]
fn a_search_whose_connection_is_lost_is_made_on_another() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 20_001);
    let wanted = pair.deliver_raw("INBOX", b"Subject: w\r\n\r\nThe needle is here.\r\n");
    pair.run_for(1_000);
    pair.cut_after = Some(700);
    search(&mut pair, SearchKey::Body("needle".to_owned()));
    pair.run_for(10_000);
    assert!(pair.cut_after.is_none());
    assert_eq!(pair.page.total(), Some(1));
    assert_eq!(pair.page.row(0).uid, wanted);
}

#[test]
fn a_server_with_binary_sends_a_file_as_it_is_and_a_cut_changes_nothing() {
    let bytes = file(2_000_000);
    let mut pair = downloading(Pair::at_inbox(Profile::Dovecot, 3), &bytes);
    let before = pair.received;
    pair.run_for(10_000);
    assert!(saved(&pair, 1) == Some(&bytes));
    assert!(pair.said.contains("BINARY.PEEK[2]"));
    let received = pair.received - before;
    assert!(received < 2_010_000, "{received}");
    let (received, total) = *pair.page.progress.last().unwrap();
    assert_eq!((received, total), (2_000_000, 2_000_000));
    let (_, first_total) = pair.page.progress[0];
    assert!(first_total.abs_diff(2_000_000) < 10, "{first_total}");

    pair.cut_after = Some(700_000);
    download_as(&mut pair, DownloadId(2));
    pair.run_for(20_000);
    assert!(pair.cut_after.is_none());
    assert!(saved(&pair, 2) == Some(&bytes));
}

#[test]
fn a_download_that_goes_on_in_the_other_form_begins_anew() {
    let bytes = file(2_000_000);
    let mut pair = Pair::at_inbox(Profile::Dovecot, 3);
    pair = at_message_of(pair, "application/zip", "", &bytes);
    pair.cut_after = Some(900_000);
    download_as(&mut pair, DownloadId(1));
    while pair.cut_after.is_some() {
        pair.run_for(10);
    }
    // Behind the cut the server has become another, and can't decode.
    pair.server
        .refuse_next("UID FETCH", "NO [UNKNOWN-CTE] by chance");
    pair.server
        .refuse_next("UID FETCH", "NO [UNKNOWN-CTE] by chance");
    pair.run_for(20_000);
    assert!(saved(&pair, 1) == Some(&bytes));
}
