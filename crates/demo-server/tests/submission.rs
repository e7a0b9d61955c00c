//! Handing in mail, told as dialogues; each once more octet by octet.

#![allow(clippy::unwrap_used, reason = "a panic is a test's report")]

use demo_server::{Profile, Server, SessionId};
use mail_model::Timestamp;

const NOW: Timestamp = Timestamp(1_750_000_000_000);
const AUTH: &str = "AUTH PLAIN AGRlbW8AZGVtbw==";

fn drain(server: &mut Server, session: SessionId) -> String {
    let mut said = Vec::new();
    while let Some(bytes) = server.poll_transmit(session) {
        said.extend(bytes);
    }
    String::from_utf8(said).unwrap()
}

/// Says the lines, and returns the codes of all replies.
fn codes(server: &mut Server, lines: &[&str], is_split: bool) -> Vec<String> {
    let session = server.connect_submission(NOW).unwrap();
    let text: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
    let size = if is_split { 1 } else { text.len() };
    for piece in text.as_bytes().chunks(size) {
        server.handle_input(session, piece, NOW);
    }
    let said = drain(server, session);
    let last = |line: &&str| line.as_bytes().get(3) == Some(&b' ');
    said.lines()
        .filter(last)
        .map(|line| line[..3].to_owned())
        .collect()
}

/// A server at which `demo` has an account.
fn server() -> Server {
    let mut server = Server::empty(Profile::Full);
    let session = server.connect(NOW);
    server.handle_input(session, b"a LOGIN demo demo\r\n", NOW);
    server
}

#[test]
fn a_letter_to_an_account_here_arrives_with_its_dots() {
    for is_split in [false, true] {
        let mut server = server();
        let lines = [
            "EHLO there",
            AUTH,
            "MAIL FROM:<demo@demo.example> SIZE=40 BODY=8BITMIME",
            "RCPT TO:<demo@demo.example>",
            "RCPT TO:<somebody@elsewhere.example>",
            "DATA",
            "Subject: Dots",
            "",
            "..one",
            ".",
            "QUIT",
        ];
        let replies = codes(&mut server, &lines, is_split);
        let expected = [
            "220", "250", "235", "250", "250", "250", "354", "250", "221",
        ];
        assert_eq!(replies, expected);
        let (uid, _) = server.messages("demo", "INBOX").pop().unwrap();
        let message = server.message("demo", "INBOX", uid).unwrap();
        assert_eq!(message, b"Subject: Dots\r\n\r\n.one\r\n");
    }
}

#[test]
fn what_comes_at_the_wrong_time_or_is_wrong_is_refused_by_its_code() {
    let mail = "MAIL FROM:<demo@demo.example>";
    let table: &[(&[&str], &str)] = &[
        (&["MAIL FROM:<a@b.example>"], "530"),
        (&["EHLO me", "AUTH LOGIN"], "504"),
        (&["EHLO me", "AUTH PLAIN AGRlbW8Ad3Jvbmc="], "535"),
        (&["EHLO me", "AUTH PLAIN", "not base64"], "501"),
        (&["EHLO me", AUTH, AUTH], "503"),
        (&["EHLO me", AUTH, "RCPT TO:<a@b.example>"], "503"),
        (&["EHLO me", AUTH, mail, mail], "503"),
        (
            &["EHLO me", AUTH, "MAIL FROM:<a@b.example> SIZE=99999999"],
            "552",
        ),
        (
            &["EHLO me", AUTH, mail, "RCPT TO:<a@nowhere.invalid>"],
            "550",
        ),
        (&["EHLO me", AUTH, mail, "RCPT TO:<nobody>"], "553"),
        (&["EHLO me", AUTH, mail, "DATA"], "554"),
        (
            &["EHLO me", AUTH, mail, "RSET", "RCPT TO:<a@b.example>"],
            "503",
        ),
        (&["EHLO me", "VRFY demo"], "500"),
        (&["HELO me"], "501"),
    ];
    for (lines, code) in table {
        for is_split in [false, true] {
            let replies = codes(&mut server(), lines, is_split);
            assert_eq!(replies.last().map(String::as_str), Some(*code), "{lines:?}");
        }
    }
}

#[test]
fn a_bare_line_feed_in_a_letter_refuses_the_letter() {
    let mut server = server();
    let session = server.connect_submission(NOW).unwrap();
    let begin = format!(
        "EHLO me\r\n{AUTH}\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<demo@b.example>\r\nDATA\r\n"
    );
    server.handle_input(session, begin.as_bytes(), NOW);
    drain(&mut server, session);
    server.handle_input(
        session,
        b"one\n.\nMAIL FROM:<smuggled@b.example>\r\n.\r\n",
        NOW,
    );
    assert!(drain(&mut server, session).starts_with("500 "));
    assert_eq!(server.messages("demo", "INBOX").len(), 0);
}

#[test]
fn a_line_without_end_and_endless_nonsense_end_the_dialogue() {
    for nonsense in ["x".repeat(10_000), "what\r\n".repeat(100)] {
        let mut server = server();
        let session = server.connect_submission(NOW).unwrap();
        server.handle_input(session, nonsense.as_bytes(), NOW);
        drain(&mut server, session);
        assert!(server.is_finished(session));
    }
}
