use demo_server::Profile;
use laboratory::{Pair, USER, uid};
use mail_model::{Flag, Flags, MailboxName, ProblemKind};

#[test]
fn a_jump_in_the_list_takes_one_round_trip() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100_000);
    for first in [50_000, 99_970, 300] {
        pair.view(first, first + 24);
        let first = first as usize;
        let round_trips = pair.round_trips_until(|page| page.has_rows(first..=first + 24));
        assert_eq!(round_trips, 1, "to row {first}");
        assert_eq!(pair.page.row(first).uid, uid(100_000 - first as u32));
    }
}

#[test]
fn a_jump_works_on_servers_of_every_kind() {
    for profile in [
        Profile::Full,
        Profile::Gmail,
        Profile::Office365,
        Profile::Bare,
    ] {
        let mut pair = Pair::at_inbox(profile, 5_000);
        pair.view(2_500, 2_524);
        pair.run_for(2_000);
        assert!(pair.page.has_rows(2_500..=2_524), "{profile:?}");
        assert_eq!(pair.page.row(2_500).uid, uid(2_500));
    }
}

#[test]
fn of_a_fast_scroll_only_where_it_ends_is_fetched() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100_000);
    let before = pair.received;
    for step in 0..600 {
        pair.view(step * 100, step * 100 + 24);
        pair.run_for(5);
    }
    let round_trips = pair.round_trips_until(|page| page.has_rows(59_900..=59_924));
    assert!(round_trips <= 2);
    let received = pair.received - before;
    // Sixty windows would be three megabytes, six hundred thirty.
    assert!(received < 3_500_000, "{received}");
}

#[test]
fn scrolling_on_finds_the_rows_already_there() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 1_000);
    for first in (0..600).step_by(5) {
        pair.view(first, first + 24);
        pair.run_for(250);
        let first = first as usize;
        assert!(pair.page.has_rows(first..=first + 24));
    }
    let fetches = pair.said.matches("HEADER.FIELDS").count();
    assert!(fetches < 80, "{fetches} requests for 600 rows");
}

#[test]
fn the_same_place_twice_changes_nothing() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    let list = pair.page.list.as_ref().unwrap().id;
    let said = pair.said.len();
    pair.go("INBOX", None);
    pair.run_for(1000);
    assert_eq!(pair.page.list.as_ref().unwrap().id, list);
    assert_eq!(pair.said.len(), said);
}

#[test]
fn going_to_another_mailbox_and_back_shows_each_truly() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    for number in 0..3 {
        pair.deliver_raw(
            "Sent",
            laboratory::plain_message(&format!("sent {number}")).as_bytes(),
        );
    }
    pair.go("Sent", None);
    let round_trips = pair.round_trips_until(|page| page.has_rows(0..=2));
    assert!(round_trips <= 2, "{round_trips}");
    assert_eq!(pair.page.total(), Some(3));
    let unseen_from_elsewhere = pair.deliver("while away");
    pair.go("INBOX", None);
    // What was there before is there at once.
    assert!(pair.page.has_rows(0..=24));
    pair.run_for(1000);
    assert_eq!(pair.page.total(), Some(101));
    assert_eq!(pair.page.row(0).uid, unseen_from_elsewhere);
    assert_eq!(pair.page.row(20).uid, uid(81));
}

#[test]
fn quick_clicks_through_mailboxes_end_in_the_last() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    for mailbox in [
        "Sent", "Drafts", "INBOX", "Trash", "Sent", "INBOX", "Drafts", "INBOX",
    ] {
        pair.go(mailbox, None);
        pair.run_for(10);
    }
    pair.run_for(2000);
    assert_eq!(
        pair.page.list.as_ref().unwrap().mailbox,
        MailboxName::inbox()
    );
    assert_eq!(pair.page.total(), Some(100));
    assert!(pair.page.has_rows(0..=24));
}

#[test]
fn a_mailbox_that_is_not_there_is_said_to_be_unavailable() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.go("Nowhere", None);
    pair.run_for(1000);
    let problem = pair.page.list_problem.as_ref().unwrap();
    assert_eq!(problem.kind, ProblemKind::MailboxUnavailable);
    pair.go("INBOX", None);
    pair.run_for(1000);
    assert!(pair.page.list_problem.is_none() && pair.page.has_rows(0..=24));
}

#[test]
fn an_empty_mailbox_has_no_rows() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.go("Trash", None);
    pair.run_for(1000);
    assert_eq!(pair.page.total(), Some(0));
    pair.deliver_raw("Trash", laboratory::plain_message("first").as_bytes());
    pair.run_for(1000);
    assert_eq!(pair.page.row(0).subject, "first");
}

#[test]
fn new_mail_is_on_screen_within_a_second_and_counted() {
    for profile in [
        Profile::Full,
        Profile::Dovecot,
        Profile::Gmail,
        Profile::Office365,
    ] {
        let mut pair = Pair::at_inbox(profile, 100);
        pair.run_for(5_000);
        let uid = pair.deliver("news");
        pair.run_for(1000);
        assert_eq!(pair.page.total(), Some(101), "{profile:?}");
        assert_eq!(pair.page.row(0).uid, uid);
        assert_eq!(pair.page.new_mail.len(), 1);
        assert_eq!(pair.page.new_mail[0].subject, "news");
        assert_eq!(
            pair.page.counts.get(&MailboxName::inbox()),
            Some(&(101, 11)),
            "{profile:?}"
        );
        pair.run_for(10_000);
        assert_eq!(
            pair.page.counts.get(&MailboxName::inbox()),
            Some(&(101, 11)),
            "{profile:?}"
        );
        assert_eq!(pair.page.new_mail.len(), 1);
    }
}

#[test]
fn many_arrivals_at_once_are_all_there_in_their_order() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    for number in 0..80 {
        pair.deliver(&format!("number {number}"));
    }
    pair.run_for(3000);
    assert_eq!(pair.page.total(), Some(180));
    for row in 0..20 {
        assert_eq!(pair.page.row(row).subject, format!("number {}", 79 - row));
    }
    assert_eq!(
        pair.page.counts.get(&MailboxName::inbox()),
        Some(&(180, 90))
    );
}

#[test]
fn a_message_that_another_client_removes_leaves_the_list() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    // Every tenth is unread: 100 is the newest and one of them.
    let is_unread = !pair.page.row(0).flags.is_seen();
    pair.expunge(uid(100));
    pair.expunge(uid(3));
    pair.run_for(1000);
    assert_eq!(pair.page.total(), Some(98));
    assert_eq!(pair.page.row(0).uid, uid(99));
    pair.run_for(5000);
    let unread = pair.server.messages(USER, "INBOX");
    let unread = unread.iter().filter(|(_, flags)| !flags.is_seen()).count() as u32;
    assert_eq!(
        pair.page.counts.get(&MailboxName::inbox()),
        Some(&(98, unread)),
        "{is_unread}"
    );
}

#[test]
fn flags_that_another_client_sets_are_shown_and_counted() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    let unread: Vec<_> = pair
        .page
        .rows()
        .iter()
        .filter(|(_, row)| !row.flags.is_seen())
        .map(|(_, row)| row.uid)
        .collect();
    let seen: Flags = [Flag::Seen, Flag::Flagged].into_iter().collect();
    pair.set_flags(unread[0], &seen);
    pair.run_for(500);
    assert_eq!(pair.page.find(unread[0]).unwrap().flags, seen);
    assert_eq!(pair.page.counts.get(&MailboxName::inbox()), Some(&(100, 9)));
    // Of a message that no row is known of, the server is asked.
    pair.set_flags(uid(1), &Flags::default());
    pair.run_for(5000);
    let unread = pair.server.messages(USER, "INBOX");
    let unread = unread.iter().filter(|(_, flags)| !flags.is_seen()).count() as u32;
    assert_eq!(
        pair.page.counts.get(&MailboxName::inbox()),
        Some(&(100, unread))
    );
}

#[test]
fn the_counts_of_other_mailboxes_follow_within_a_minute_or_two() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.deliver_raw("Sent", laboratory::plain_message("elsewhere").as_bytes());
    pair.run_for(70_000);
    assert_eq!(
        pair.page.counts.get(&MailboxName::new("Sent")),
        Some(&(1, 1))
    );
}

#[test]
fn it_is_told_where_one_can_only_read() {
    let mut pair = Pair::with_inbox(Profile::Dovecot, 3);
    pair.server.set_read_only(USER, "INBOX", true);
    pair.log_in("INBOX", None);
    pair.run_for(2_000);
    assert_eq!(pair.page.read_only, Some(MailboxName::inbox()));
    pair.go("Trash", None);
    pair.run_for(2_000);
    assert_eq!(pair.page.read_only, None);
    pair.go("INBOX", None);
    pair.run_for(2_000);
    assert_eq!(pair.page.read_only, Some(MailboxName::inbox()));
}
