//! Letters of every kind are written to the letter of the standards, and read as
//! they were meant.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

mod letter;
#[path = "letter/matrix.rs"]
mod matrix;

use letter::{Case, address, stamp};
use mail_model::{FileId, LetterContent, LetterFile, MessageId, Priority, Pull};
use mime_message::{BuiltInCharsets, parse_header, parse_message, write_letter};

fn written(case: &Case, draft: Option<&str>) -> String {
    String::from_utf8(case.written(draft).unwrap()).unwrap()
}

#[test]
fn every_letter_of_the_matrix_is_read_as_it_was_meant() {
    for (name, case) in matrix::cases() {
        println!("{name}");
        assert!(case.check());
    }
}

#[test]
fn letters_that_were_kept_are_read_as_they_were_meant() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/letter");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        Case::of_bytes(&std::fs::read(entry.unwrap().path()).unwrap()).check();
        count += 1;
    }
    assert!(count > 0, "the corpus is committed");
}

#[test]
fn a_plain_letter_is_nothing_but_its_text() {
    let mut case = Case::new("Lunch", "Hello,\n\nat noon?\n-- \nRobin", None);
    case.letter.reply_to = vec![address("", "answers@example.org")];
    case.letter.in_reply_to = Some(MessageId("a@example.org".to_owned()));
    case.letter.references = vec![MessageId("a@example.org".to_owned())];
    case.letter.priority = Priority::High;
    case.letter.wants_receipt = true;
    case.letter.offset_minutes = 120;
    case.letter.bcc = vec![address("", "eve@example.org")];
    let expected = "From: Robin <robin@example.org>\r\n\
        Reply-To: answers@example.org\r\n\
        To: ann@example.org\r\n\
        Subject: Lunch\r\n\
        Date: Mon, 1 Jun 2026 12:00:00 +0200\r\n\
        Message-ID: <one.two@example.org>\r\n\
        In-Reply-To: <a@example.org>\r\n\
        References: <a@example.org>\r\n\
        X-Priority: 2 (High)\r\n\
        Importance: high\r\n\
        Disposition-Notification-To: Robin <robin@example.org>\r\n\
        MIME-Version: 1.0\r\n\
        Content-Type: text/plain; charset=utf-8; format=flowed\r\n\
        Content-Transfer-Encoding: 7bit\r\n\r\n\
        Hello,\r\n\r\nat noon?\r\n-- \r\nRobin\r\n";
    assert_eq!(written(&case, None), expected);
}

#[test]
fn a_rich_letter_with_images_and_files_nests_as_programs_expect() {
    let mut case = Case::new("x", "text", Some("<p>text <img src=\"cid:i@x\"></p>"));
    case.push("i.png", "image/png", b"png", Some("i@x"));
    case.push("gone.png", "image/png", b"png", Some("gone@x"));
    case.push("Grüße.pdf", "application/pdf", b"%PDF", None);
    let message = written(&case, None);
    let parts: Vec<&str> = message
        .lines()
        .filter_map(|line| line.strip_prefix("Content-Type: "))
        .collect();
    assert_eq!(
        parts,
        [
            "multipart/mixed;",
            "multipart/alternative;",
            "text/plain; charset=utf-8; format=flowed",
            "multipart/related; type=\"text/html\";",
            "text/html; charset=utf-8",
            "image/png;",
            "application/pdf",
        ]
    );
    assert!(
        message.contains(
            "Content-Disposition: inline;\r\n filename=\"i.png\"\r\nContent-ID: <i@x>\r\n"
        )
    );
    assert!(
        message.contains(
            "Content-Disposition: attachment;\r\n filename*=utf-8''Gr%C3%BC%C3%9Fe.pdf\r\n"
        )
    );
    assert!(!message.contains("gone"));
}

#[test]
fn a_letter_without_named_recipients_says_so() {
    let mut case = Case::new("x", "x", None);
    case.letter.bcc = core::mem::take(&mut case.letter.to);
    let message = written(&case, None);
    assert!(message.contains("\r\nTo: undisclosed-recipients:;\r\n"));
    assert!(!message.contains("ann@"));
    let read = parse_header(message.as_bytes(), &BuiltInCharsets);
    assert!(read.to.iter().all(|address| address.address.is_empty()));
}

#[test]
fn a_draft_names_all_and_keeps_what_is_no_address_yet() {
    let mut case = Case::new("x", "x", None);
    case.letter.from = address("", "");
    case.letter.to = vec![
        address("", "ann"),
        address("Bob", "bob@b.example"),
        address("", ""),
    ];
    case.letter.cc = vec![address("Cook, C", "c at example")];
    case.letter.bcc = vec![address("", "eve@example.org")];
    let message = written(&case, Some("1 identity=3"));
    assert!(message.contains("X-Porthole-Draft: 1 identity=3\r\n"));
    assert!(!message.contains("From:") && !message.contains("undisclosed"));
    let read = parse_header(message.as_bytes(), &BuiltInCharsets);
    assert_eq!(
        read.to,
        [address("Bob", "bob@b.example"), address("ann", "")]
    );
    assert_eq!(read.cc, [address("Cook, C c at example", "")]);
    assert_eq!(read.bcc, [address("", "eve@example.org")]);
    assert_eq!(case.written(None), None);
}

#[test]
fn a_message_that_is_sent_on_is_the_same_under_fields_of_its_own() {
    let original = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\nbody\r\n";
    let mut case = Case::new("unused", "", None);
    case.files.push(original.to_vec());
    case.letter.content = LetterContent::Resent(LetterFile {
        file: FileId(0),
        name: String::new(),
        media_type: "message/rfc822".to_owned(),
        length: original.len() as u64,
        content_id: None,
    });
    let source = write_letter(&case.letter, &stamp(None)).unwrap();
    let mut reader = source.reader();
    let mut message = Vec::new();
    loop {
        match reader.pull(20) {
            Pull::Octets(octets) => message.extend(octets),
            Pull::Needs(slice) => {
                let range = slice.offset as usize..(slice.offset + slice.length) as usize;
                reader.supply(&original[range]);
            }
            Pull::End => break,
        }
    }
    let expected = "Resent-From: Robin <robin@example.org>\r\n\
        Resent-To: ann@example.org\r\n\
        Resent-Date: Mon, 1 Jun 2026 10:00:00 +0000\r\n\
        Resent-Message-ID: <one.two@example.org>\r\n";
    let text = String::from_utf8(message.clone()).unwrap();
    assert_eq!(
        text.strip_suffix(core::str::from_utf8(original).unwrap()),
        Some(expected)
    );
    assert_eq!(
        parse_message(&message, &BuiltInCharsets).header.subject,
        "x"
    );
}

/// Random letters out of what makes trouble; another thousand each run.
#[test]
fn whatever_is_written_is_read_as_it_was_meant() {
    const PIECES: &[&str] = &[
        "a",
        "From ",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\r",
        ">",
        "> ",
        ">>",
        "-- ",
        "-- \n",
        "=",
        "=?",
        "?=",
        "=?utf-8?Q?x?=",
        ".",
        "\n.\n",
        "ü",
        "日本",
        "👩‍👧",
        "\t",
        "\0",
        "\u{7f}",
        "\u{2028}",
        "\u{feff}",
        "\"",
        "\\",
        "<",
        ">",
        ",",
        ";",
        ":",
        "@",
        "(",
        ")",
        "%",
        "'",
        "cid:",
        "<img src=\"cid:a\">",
        "word word word word word word word word word word word word word word word word ",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "a@example.org",
        "\u{1b}$B",
        "begin 644 a\n",
        "--=_onetwo",
        "message/rfc822",
        "image/png",
    ];
    let seed = std::env::var("PORTHOLE_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let mut state: u64 = seed.unwrap_or_else(|| u64::from(std::process::id()));
    println!("PORTHOLE_SEED={state}");
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..2_000 {
        let mut bytes = Vec::new();
        for _ in 0..9 {
            for _ in 0..next(8) {
                bytes.extend_from_slice(PIECES[next(PIECES.len())].as_bytes());
            }
            bytes.push(0xFF);
        }
        Case::of_bytes(&bytes).check();
    }
}
