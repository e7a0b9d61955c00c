//! A mailbox of a million messages costs what is asked of it. The limits only tell
//! what grows with the square of it: a loaded machine is no failure.

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
        started.elapsed() < Duration::from_secs(60),
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

#[test]
fn a_hundred_thousand_subjects_are_searched_sorted_and_threaded_fast() {
    // Unoptimised a tenth of it is enough, and other tests run meanwhile.
    let (count, limit) = if cfg!(debug_assertions) {
        (10_000, 60)
    } else {
        (100_000, 20)
    };
    let limit = Duration::from_secs(limit);
    let mut server = Server::empty(Profile::Full);
    server.fill("robin", "INBOX", count, NOW);
    let session = server.connect(NOW);
    server.handle_input(session, b"a LOGIN robin demo\r\nb SELECT INBOX\r\n", NOW);
    server.poll_transmit(session);
    for command in [
        "UID SEARCH RETURN (ALL) SUBJECT keel",
        "UID SEARCH RETURN (ALL) OR FROM hanne SUBJECT keel",
        "UID SORT RETURN (PARTIAL 1:50) (SUBJECT) UTF-8 ALL",
        "UID SORT RETURN (PARTIAL 1:50) (REVERSE DATE) UTF-8 ALL",
        "UID THREAD REFS UTF-8 ALL",
        "UID THREAD REFERENCES UTF-8 ALL",
    ] {
        let started = Instant::now();
        server.handle_input(session, format!("c {command}\r\n").as_bytes(), NOW);
        let told = server.poll_transmit(session).unwrap();
        println!(
            "{:?} for {command}, {} octets",
            started.elapsed(),
            told.len()
        );
        assert!(started.elapsed() < limit, "{command}");
        let text = String::from_utf8(told).unwrap();
        assert!(text.contains("\r\nc OK "), "{command}");
    }
}

#[test]
fn half_of_a_large_mailbox_is_removed_fast() {
    for enable in ["NOOP", "ENABLE QRESYNC"] {
        let mut server = Server::empty(Profile::Full);
        server.fill("robin", "INBOX", 100_000, NOW);
        server.create_mailbox("robin", "Trash", None);
        let session = server.connect(NOW);
        let scattered: Vec<String> = (1..=20_000).map(|n: u32| (n * 3).to_string()).collect();
        let begin = format!("a LOGIN robin demo\r\nb {enable}\r\nc SELECT INBOX\r\n");
        server.handle_input(session, begin.as_bytes(), NOW);
        server.poll_transmit(session);
        for command in scattered.chunks(1_000) {
            let command = format!(
                "d UID STORE {} +FLAGS.SILENT (\\Deleted)\r\n",
                command.join(",")
            );
            server.handle_input(session, command.as_bytes(), NOW);
        }
        let limit = Duration::from_secs(if cfg!(debug_assertions) { 120 } else { 20 });
        for command in ["UID MOVE 60001:100000 Trash", "EXPUNGE"] {
            let started = Instant::now();
            server.handle_input(session, format!("e {command}\r\n").as_bytes(), NOW);
            println!("{:?} for {command} after {enable}", started.elapsed());
            assert!(started.elapsed() < limit, "{command}");
        }
        assert_eq!(server.messages("robin", "INBOX").len(), 40_000);
        assert_eq!(server.messages("robin", "Trash").len(), 40_000);
    }
}
