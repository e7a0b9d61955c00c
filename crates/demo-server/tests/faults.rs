//! What a test can let go wrong.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use core::time::Duration;
use demo_server::{Profile, Server, SessionId};
use mail_model::Timestamp;

const NOW: Timestamp = Timestamp(1_700_000_000_000);

fn ask(server: &mut Server, session: SessionId, lines: &str) -> String {
    server.handle_input(session, lines.as_bytes(), NOW);
    told(server, session)
}

fn told(server: &mut Server, session: SessionId) -> String {
    String::from_utf8(server.poll_transmit(session).unwrap_or_default()).unwrap()
}

/// A server with three messages, and a client that is logged in.
fn logged_in() -> (Server, SessionId) {
    let mut server = Server::empty(Profile::Full);
    server.fill("robin", "INBOX", 3, NOW);
    let session = log_in(&mut server);
    (server, session)
}

fn log_in(server: &mut Server) -> SessionId {
    let session = server.connect(NOW);
    let answer = ask(server, session, "a LOGIN robin demo\r\n");
    assert!(answer.contains("\r\na OK "), "{answer}");
    session
}

#[test]
fn a_test_can_put_words_before_an_answer_or_in_its_place() {
    let (mut server, session) = logged_in();
    server.say_before_next("NOOP", b"* 7 GARBAGE (\r\n");
    server.say_instead_of_next("noop", b"{tag} OK [X\r\n* {tag}\r\n");
    assert_eq!(
        ask(&mut server, session, "b NOOP\r\nc NOOP\r\nd NOOP\r\n"),
        "* 7 GARBAGE (\r\nb OK Nothing done\r\nc OK [X\r\n* c\r\nd OK Nothing done\r\n"
    );
    server.say(session, b"* OK half a li");
    assert_eq!(told(&mut server, session), "* OK half a li");
}

#[test]
fn an_answer_can_come_late_and_others_behind_it() {
    let (mut server, session) = logged_in();
    server.delay_next("CAPABILITY", Duration::from_secs(5));
    assert_eq!(ask(&mut server, session, "b CAPABILITY\r\nc NOOP\r\n"), "");
    let due = NOW + Duration::from_secs(5);
    assert_eq!(server.poll_timeout(), Some(due));
    server.handle_timeout(Timestamp(due.0 - 1));
    assert_eq!(told(&mut server, session), "");
    server.handle_timeout(due);
    let late = told(&mut server, session);
    assert!(late.contains("\r\nb OK ") && late.ends_with("\r\nc OK Nothing done\r\n"));
    assert_eq!(server.poll_timeout(), None);
}

#[test]
fn a_slow_command_tells_its_progress() {
    let (mut server, session) = logged_in();
    ask(&mut server, session, "b SELECT INBOX\r\n");
    server.slow_next("SEARCH", 3, Duration::from_secs(1));
    assert_eq!(ask(&mut server, session, "c SEARCH ALL\r\n"), "");
    for expected in [
        "* OK [INPROGRESS (\"c\" 1 3)] It takes its time\r\n",
        "* OK [INPROGRESS (\"c\" 2 3)] It takes its time\r\n",
        "* SEARCH 1 2 3\r\nc OK Searched\r\n",
    ] {
        let due = server.poll_timeout().unwrap();
        server.handle_timeout(due);
        assert_eq!(told(&mut server, session), expected);
    }
}

#[test]
fn a_connection_can_be_cut_at_an_octet() {
    let (mut server, session) = logged_in();
    server.cut_after(session, 7);
    assert_eq!(ask(&mut server, session, "b NOOP\r\nc NOOP\r\n"), "b OK No");
    assert!(server.is_finished(session));
    assert_eq!(ask(&mut server, session, "d NOOP\r\n"), "");
    let other = log_in(&mut server);
    server.cut_after(other, 0);
    assert!(server.is_finished(other));
}

#[test]
fn a_server_can_fall_silent_and_wake() {
    let (mut server, session) = logged_in();
    server.fall_silent(session, true);
    assert_eq!(ask(&mut server, session, "b NOOP\r\n"), "");
    assert!(!server.is_finished(session));
    server.fall_silent(session, false);
    assert_eq!(
        ask(&mut server, session, "c NOOP\r\n"),
        "c OK Nothing done\r\n"
    );
}

#[test]
fn a_user_is_not_logged_in_too_often() {
    let (mut server, session) = logged_in();
    server.limit_connections(Some(1));
    let second = server.connect(NOW);
    let answer = ask(&mut server, second, "a LOGIN robin demo\r\n");
    assert!(answer.contains("\r\na NO [LIMIT] "), "{answer}");
    server.handle_closed(session, NOW);
    let answer = ask(&mut server, second, "b LOGIN robin demo\r\n");
    assert!(answer.starts_with("b OK "), "{answer}");
}

#[test]
fn goodbyes_and_alerts_come_in_a_tests_words() {
    let (mut server, session) = logged_in();
    server.alert("The cellar is wet");
    assert_eq!(
        told(&mut server, session),
        "* OK [ALERT] The cellar is wet\r\n"
    );
    server.say_goodbye(session, "Wet feet");
    assert_eq!(told(&mut server, session), "* BYE Wet feet\r\n");
    assert!(server.is_finished(session) && server.sessions().is_empty());
}

#[test]
fn a_mailbox_can_open_for_reading_only() {
    let (mut server, session) = logged_in();
    server.set_read_only("robin", "INBOX", true);
    let answer = ask(&mut server, session, "b SELECT INBOX\r\n");
    assert!(answer.contains("\r\nb OK [READ-ONLY] "), "{answer}");
    server.set_read_only("robin", "INBOX", false);
    let answer = ask(&mut server, session, "c SELECT INBOX\r\n");
    assert!(answer.contains("\r\nc OK [READ-WRITE] "), "{answer}");
}

#[test]
fn a_storm_is_told_as_it_blows() {
    let (mut server, session) = logged_in();
    ask(&mut server, session, "b SELECT INBOX\r\nc IDLE\r\n");
    server.storm("robin", "INBOX", 50, NOW);
    let blown = told(&mut server, session);
    assert_eq!(blown.matches(" EXISTS\r\n").count(), 50);
    assert_eq!(blown.matches(" EXPUNGE\r\n").count(), 50);
    assert_eq!(server.messages("robin", "INBOX").len(), 3);
}
