//! A mailbox of a million messages costs what is asked of it.

use demo_server::{Profile, Server};
use mail_model::{Timestamp, Uid};
use std::time::{Duration, Instant};

const NOW: Timestamp = Timestamp(1_790_000_000_000);

#[test]
fn a_million_rows_open_fast_and_small() {
    let mut server = Server::empty(Profile::Dovecot);
    server.fill("robin", "INBOX", 1_000_000, NOW);
    let session = server.connect(NOW);
    let started = Instant::now();
    let commands = b"a LOGIN robin demo\r\nb SELECT INBOX\r\nc UID SEARCH RETURN (ALL) ALL\r\n\
        d FETCH 999951:* (UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (FROM SUBJECT DATE)])\r\n\
        e UID FETCH 500000:500049 (FLAGS ENVELOPE)\r\n";
    server.handle_input(session, commands, NOW);
    let mut told = Vec::new();
    while let Some(octets) = server.poll_transmit(session) {
        told.extend(octets);
    }
    assert!(
        started.elapsed() < Duration::from_secs(10),
        "{:?}",
        started.elapsed()
    );
    assert!(told.len() < 100_000, "{} octets", told.len());
    let text = String::from_utf8_lossy(&told);
    assert!(text.contains("* 1000000 EXISTS\r\n"));
    assert!(text.contains("UID ALL 1:1000000\r\n"));
    assert!(text.contains("* 1000000 FETCH (UID 1000000 "));
    assert!(text.ends_with("e OK Fetched\r\n"));
}

#[test]
fn a_hole_in_a_large_mailbox_is_known_to_all() {
    let mut server = Server::empty(Profile::Full);
    server.fill("robin", "INBOX", 50_000, NOW);
    let session = server.connect(NOW);
    server.handle_input(session, b"a LOGIN robin demo\r\nb SELECT INBOX\r\n", NOW);
    assert!(server.expunge("robin", "INBOX", Uid::new(25_000).unwrap(), NOW));
    server.poll_transmit(session);
    server.handle_input(
        session,
        b"c NOOP\r\nd UID SEARCH RETURN (ALL COUNT) ALL\r\n",
        NOW,
    );
    let told = server.poll_transmit(session).unwrap();
    assert_eq!(
        String::from_utf8(told).unwrap(),
        "* 25000 EXPUNGE\r\nc OK Nothing done\r\n\
         * ESEARCH (TAG \"d\") UID ALL 1:24999,25001:50000 COUNT 49999\r\nd OK Searched\r\n"
    );
    assert_eq!(server.messages("robin", "INBOX").len(), 49_999);
}
