//! What a test can do behind a client's back, and what the client is told of it.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use core::num::NonZeroU32;
use demo_server::{Profile, Server, SessionId};
use mail_model::{Flag, Flags, Keyword, Timestamp, Uid, UidValidity};

const NOW: Timestamp = Timestamp(1_700_000_000_000);

fn ask(server: &mut Server, session: SessionId, lines: &str) -> String {
    server.handle_input(session, lines.as_bytes(), NOW);
    told(server, session)
}

fn told(server: &mut Server, session: SessionId) -> String {
    String::from_utf8(server.poll_transmit(session).unwrap_or_default()).unwrap()
}

/// A server with three messages, and a client that has INBOX selected and waits.
fn idling() -> (Server, SessionId) {
    let mut server = Server::empty(Profile::Full);
    server.fill("robin", "INBOX", 3, NOW);
    let session = server.connect(NOW);
    let greeted = ask(
        &mut server,
        session,
        "a LOGIN robin demo\r\nb SELECT INBOX\r\nc IDLE\r\n",
    );
    assert!(greeted.ends_with("+ idling\r\n"), "{greeted}");
    (server, session)
}

fn uid(uid: u32) -> Uid {
    Uid::new(uid).unwrap()
}

#[test]
fn each_server_has_its_usual_mailboxes() {
    for (profile, listed) in [
        (
            Profile::Gmail,
            "* LIST (\\HasNoChildren \\Junk) \"/\" [Gmail]/Spam\r\n",
        ),
        (
            Profile::Gmail,
            "* LIST (\\Noselect \\HasChildren) \"/\" [Gmail]\r\n",
        ),
        (
            Profile::Office365,
            "* LIST (\\HasNoChildren) \"/\" \"Deleted Items\"\r\n",
        ),
        (
            Profile::Cyrus,
            "* LIST (\\HasNoChildren \\Trash) \".\" INBOX.Trash\r\n",
        ),
        (
            Profile::Courier,
            "* LIST (\\HasNoChildren) \".\" INBOX.Sent\r\n",
        ),
    ] {
        let mut server = Server::empty(profile);
        server.create_usual_mailboxes("robin");
        let session = server.connect(NOW);
        server.handle_input(session, b"a LOGIN robin demo\r\nb LIST \"\" *\r\n", NOW);
        let told = String::from_utf8(server.poll_transmit(session).unwrap()).unwrap();
        assert!(told.contains(listed), "{told}");
    }
}

#[test]
fn what_happens_elsewhere_is_told_in_idle_at_once() {
    let (mut server, session) = idling();
    let keyword = Flag::Keyword(Keyword::new("$Forwarded").unwrap());
    let flags: Flags = [Flag::Seen, keyword].into_iter().collect();
    assert_eq!(
        server.deliver("robin", "INBOX", b"A: b\n\n", &flags, NOW),
        Some(uid(4))
    );
    assert_eq!(told(&mut server, session), "* 4 EXISTS\r\n");
    assert!(server.set_flags("robin", "INBOX", uid(2), &flags, NOW));
    assert_eq!(
        told(&mut server, session),
        "* 2 FETCH (FLAGS (\\Seen $Forwarded))\r\n"
    );
    assert!(!server.set_flags("robin", "INBOX", uid(2), &flags, NOW));
    assert!(server.expunge("robin", "INBOX", uid(1), NOW));
    assert!(!server.expunge("robin", "INBOX", uid(1), NOW));
    assert_eq!(told(&mut server, session), "* 1 EXPUNGE\r\n");
    let uids: Vec<u32> = server
        .messages("robin", "INBOX")
        .iter()
        .map(|(uid, _)| uid.value())
        .collect();
    assert_eq!(uids, [2, 3, 4]);
}

#[test]
fn a_mailbox_that_is_renewed_or_deleted_ends_those_who_look_at_it() {
    let (mut server, session) = idling();
    let renewed = UidValidity(NonZeroU32::new(77).unwrap());
    server.set_uid_validity("robin", "INBOX", renewed, NOW);
    server.delete_mailbox("robin", "INBOX", NOW);
    assert_eq!(
        told(&mut server, session),
        "* BYE The mailbox is no more what it was\r\n"
    );
    assert!(server.is_finished(session));
    assert_eq!(ask(&mut server, session, "DONE\r\nd NOOP\r\n"), "");
}

#[test]
fn a_shut_down_says_goodbye_to_all() {
    let (mut server, session) = idling();
    let other = server.connect(NOW);
    assert_eq!(server.session_count(), 2);
    server.shut_down();
    assert_eq!(
        told(&mut server, session),
        "* BYE The server is going down\r\n"
    );
    assert!(told(&mut server, other).ends_with("* BYE The server is going down\r\n"));
    assert_eq!(server.session_count(), 0);
}

#[test]
fn a_password_of_ones_own_replaces_the_common_one() {
    let mut server = Server::empty(Profile::Full);
    server.set_password("robin", "tide");
    let session = server.connect(NOW);
    let answers = ask(
        &mut server,
        session,
        "a LOGIN robin demo\r\nb LOGIN robin tide\r\n",
    );
    assert!(answers.contains("a NO [AUTHENTICATIONFAILED] ") && answers.contains("\r\nb OK "));
}

#[test]
fn a_line_must_end_in_crlf_and_must_not_be_endless() {
    let mut server = Server::empty(Profile::Full);
    let session = server.connect(NOW);
    told(&mut server, session);
    assert_eq!(
        ask(&mut server, session, "a NOOP\n"),
        "a BAD A line ends in CRLF\r\n"
    );
    let long = format!("b NOOP {}\r\n", "x".repeat(9_000));
    assert_eq!(
        ask(&mut server, session, &long),
        "b BAD The line is too long\r\n"
    );
    assert_eq!(
        ask(&mut server, session, "c NOOP\r\n"),
        "c OK Nothing done\r\n"
    );
}

#[test]
fn too_many_connections_are_turned_away() {
    let mut server = Server::empty(Profile::Full);
    for _ in 0..1_000 {
        server.connect(NOW);
    }
    let late = server.connect(NOW);
    assert_eq!(told(&mut server, late), "* BYE Too many connections\r\n");
    assert!(server.is_finished(late));
}

#[test]
fn who_is_silent_for_more_than_half_an_hour_is_logged_out() {
    let minutes = |minutes: i64| Timestamp(NOW.0 + minutes * 60_000);
    let (mut server, session) = idling();
    server.handle_input(session, b"DONE\r\nd IDLE\r\n", minutes(29));
    told(&mut server, session);
    assert!(server.expunge("robin", "INBOX", uid(1), minutes(58)));
    assert_eq!(told(&mut server, session), "* 1 EXPUNGE\r\n");
    assert!(server.expunge("robin", "INBOX", uid(2), minutes(60)));
    assert_eq!(told(&mut server, session), "* BYE Silent for too long\r\n");
    assert!(server.is_finished(session));
}

#[test]
fn the_largest_message_is_told_by_a_capability() {
    let (mut server, session) = idling();
    server.set_append_limit(5);
    let told = ask(&mut server, session, "DONE\r\nd CAPABILITY\r\n");
    assert!(told.contains(" APPENDLIMIT=5 "), "{told}");
    let later = server.connect(NOW);
    let told = ask(&mut server, later, "a LOGIN robin demo\r\n");
    assert!(told.contains(" APPENDLIMIT=5 "), "{told}");
}
