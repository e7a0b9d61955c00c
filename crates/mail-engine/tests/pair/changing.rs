use demo_server::Profile;
use laboratory::{Pair, USER, uid};
use mail_engine::{ConnectionId, Input, LaterAction};
use mail_model::{Flag, Flags, MailboxName, ProblemKind, Uid};

fn set(uid: Uid, flag: Flag, value: bool) -> LaterAction {
    LaterAction::SetFlag {
        uids: vec![uid],
        flag,
        value,
    }
}

fn on_server(pair: &Pair, wanted: Uid) -> Flags {
    let messages = pair.server.messages(USER, "INBOX");
    let found = messages.into_iter().find(|(uid, _)| *uid == wanted);
    found.expect("the message is gone").1
}

fn unseen(pair: &Pair) -> u32 {
    pair.page.counts[&MailboxName::inbox()].1
}

#[test]
fn a_flag_is_on_screen_at_once_and_on_the_server_soon() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    let unread = pair
        .page
        .rows()
        .into_iter()
        .find(|(_, row)| !row.flags.is_seen());
    let unread = unread.unwrap().1.uid;
    pair.act(set(unread, Flag::Seen, true));
    assert!(pair.page.find(unread).unwrap().flags.is_seen());
    assert_eq!(unseen(&pair), 9);
    pair.run_for(1000);
    assert!(on_server(&pair, unread).is_seen());
    assert_eq!(unseen(&pair), 9);
    pair.act(set(unread, Flag::Seen, false));
    assert_eq!(unseen(&pair), 10);
    pair.run_for(5000);
    assert!(!on_server(&pair, unread).is_seen());
    assert_eq!(unseen(&pair), 10);
}

#[test]
fn what_the_server_counts_before_it_tells_the_flags_is_counted_once() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    let rows = pair.page.rows();
    let unread = rows.iter().find(|(_, row)| !row.flags.is_seen());
    let unread = unread.unwrap().1.uid;
    pair.act(set(unread, Flag::Seen, true));
    // Dovecot carries out what is pipelined, and tells flags behind it.
    let counted = b"* STATUS INBOX (MESSAGES 100 UNSEEN 9)\r\n".to_vec();
    pair.feed(Input::Received(ConnectionId(1), counted));
    pair.run_for(5_000);
    assert!(on_server(&pair, unread).is_seen());
    assert_eq!(unseen(&pair), 9);
}

#[test]
fn a_refused_flag_is_taken_back_with_the_servers_words() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.server
        .refuse_next("UID STORE", "NO [NOPERM] The mailbox is an exhibit");
    let row = pair.page.row(3);
    let (message, before) = (row.uid, row.flags.clone());
    pair.act(set(message, Flag::Flagged, true));
    assert!(pair.page.row(3).flags.is_flagged());
    pair.run_for(1000);
    assert_eq!(pair.page.row(3).flags, before);
    let notice = &pair.page.notices[0];
    assert_eq!(notice.kind, ProblemKind::ChangeRefused);
    assert!(
        notice.words.contains("The mailbox is an exhibit"),
        "{}",
        notice.words
    );
}

#[test]
fn the_unread_count_is_taken_back_with_a_refused_flag() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.server.refuse_next("UID STORE", "NO no");
    let unread = pair
        .page
        .rows()
        .into_iter()
        .find(|(_, row)| !row.flags.is_seen());
    let unread = unread.unwrap().1.uid;
    pair.act(set(unread, Flag::Seen, true));
    assert_eq!(unseen(&pair), 9);
    pair.run_for(1000);
    assert_eq!(unseen(&pair), 10);
}

#[test]
fn many_clicks_on_one_flag_end_as_the_last_one_says() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    for click in 0..9 {
        pair.act(set(uid(95), Flag::Flagged, click % 2 == 0));
        pair.run_for(15);
    }
    assert!(pair.page.find(uid(95)).unwrap().flags.is_flagged());
    pair.run_for(2000);
    assert!(pair.page.find(uid(95)).unwrap().flags.is_flagged());
    assert!(on_server(&pair, uid(95)).is_flagged());
}

#[test]
fn a_flag_set_while_offline_is_set_when_the_line_is_back() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.is_down = true;
    pair.cut();
    pair.act(set(uid(95), Flag::Flagged, true));
    assert!(pair.page.find(uid(95)).unwrap().flags.is_flagged());
    pair.run_for(3000);
    pair.is_down = false;
    pair.run_for(10_000);
    assert!(pair.page.is_online());
    assert!(on_server(&pair, uid(95)).is_flagged());
    assert!(pair.page.find(uid(95)).unwrap().flags.is_flagged());
}

#[test]
fn a_flag_lost_on_its_way_is_sent_again() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.act(set(uid(95), Flag::Flagged, true));
    pair.run_for(10);
    pair.cut();
    assert!(!on_server(&pair, uid(95)).is_flagged());
    pair.run_for(10_000);
    assert!(on_server(&pair, uid(95)).is_flagged());
}

#[test]
fn a_flag_waits_for_its_mailbox_even_if_the_person_went_on() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.is_down = true;
    pair.cut();
    pair.act(set(uid(95), Flag::Flagged, true));
    pair.go("Sent", None);
    pair.is_down = false;
    pair.run_for(20_000);
    assert!(on_server(&pair, uid(95)).is_flagged());
    assert_eq!(
        pair.page.list.as_ref().unwrap().mailbox,
        MailboxName::new("Sent")
    );
    assert_eq!(pair.page.total(), Some(0));
    pair.deliver_raw("Sent", laboratory::plain_message("still here").as_bytes());
    pair.run_for(1000);
    assert_eq!(pair.page.total(), Some(1));
}

#[test]
fn a_message_far_from_the_view_can_be_flagged() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 1000);
    pair.act(set(uid(10), Flag::Seen, false));
    pair.run_for(5000);
    assert!(!on_server(&pair, uid(10)).is_seen());
    let unread = pair.server.messages(USER, "INBOX");
    let unread = unread.iter().filter(|(_, flags)| !flags.is_seen()).count() as u32;
    assert_eq!(unseen(&pair), unread);
}
