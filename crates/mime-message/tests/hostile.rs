//! Input that was made to hurt: nothing panics, and time stays linear.
#![expect(clippy::unwrap_used, reason = "a test's panic is its report")]

mod encoding;

use encoding::EncodingTables;
use mail_model::Part;
use mime_message::{
    Container, container, decode_text, decode_transfer, file_name, has_attachment, parse_message,
    plain_text, plan_reading, unpack, unreferenced_inline,
};
use std::path::Path;
use std::time::{Duration, Instant};

/// Unoptimised code and busy machines included; what is quadratic takes hours.
const TIME_LIMIT: Duration = Duration::from_secs(60);
/// Of each case, in bytes.
const SIZE: usize = 1 << 19;

/// Does with a message all that is done when a person opens it.
fn open(bytes: &[u8]) {
    let message = parse_message(bytes, &EncodingTables);
    let plan = plan_reading(&message.structure, &EncodingTables);
    let _ = has_attachment(&message.structure);
    for part in message.structure.leaves() {
        let body = message.body(&part.path).unwrap();
        let _ = file_name(part, &EncodingTables);
        let _ = decode_transfer(part, body);
        if let Some(container) = container(part, &EncodingTables) {
            let _ = unpack(container, part, body, &EncodingTables);
        }
    }
    for path in plan.html.iter().chain(&plan.text).chain(&plan.more_text) {
        let part = message.structure.part(path).unwrap();
        let body = message.body(path).unwrap();
        let _ = unpack(Container::Text, part, body, &EncodingTables);
        let text = decode_text(part, body, &EncodingTables).value;
        let _ = unreferenced_inline(&plan, &message.structure, &text);
        let spans = plain_text(&text);
        assert!(spans.iter().all(|span| !span.text.is_empty()));
    }
}

/// `unit` over and over between `before` and `after`.
struct Case {
    before: String,
    unit: &'static str,
    after: &'static str,
}

impl Case {
    fn bytes(&self) -> Vec<u8> {
        let middle = self.unit.repeat(SIZE / self.unit.len());
        [&self.before, middle.as_str(), self.after]
            .concat()
            .into_bytes()
    }
}

fn worst_cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut add = |before: &str, unit, after| {
        let before = before.to_owned();
        cases.push(Case {
            before,
            unit,
            after,
        });
    };
    for field in ["From", "Subject", "References", "Content-Type", "Date"] {
        for unit in [
            "=?",
            "=?a?q?",
            "=?utf-8?q?a?= ",
            "=?utf-8?b?YQ==?",
            "=?20=?",
            "?=20",
            "?=20 ",
            "(",
            ")",
            "\"",
            "\\",
            "<",
            ">",
            ",",
            ";",
            ":",
            "a:",
            "[",
            "a[",
            "@",
            "a @ ",
            "a, ",
            "a@b,",
            "<a@b>",
            "=",
            "\u{e9}",
            "\n ",
            "\n\t=?",
        ] {
            add(&format!("{field}: a/b;"), unit, "\n\nbody");
        }
    }
    for unit in [
        "x\n",
        "x: y\n",
        "From: a@b\n",
        "\n",
        "Subject: =?",
        ";a=b",
        ";name*0=b",
        "--\n",
    ] {
        add("A: b\nContent-Type: a/b", unit, "");
    }
    for head in [
        "Content-Type: text/plain; format=flowed\n\n",
        "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n",
        "Content-Transfer-Encoding: base64\n\n",
    ] {
        for unit in [
            ".",
            "a.",
            "@",
            "a@",
            "a.b@",
            ":",
            "http:",
            "http://",
            "http://a ",
            "www.",
            "www. ",
            "mailto:",
            "mailto:a@",
            "(",
            "http://x/)",
            ">",
            "> ",
            ">\n",
            "=\n",
            "=",
            "cid:",
            "\"cid:a\"",
            " \n",
            "\r",
            "begin 644 x\n",
            "begin 644 x\n#0V%T\n",
            "=ybegin size=1 name=x\n",
        ] {
            add(head, unit, "");
        }
    }
    for unit in [
        "--\n",
        "--b\n",
        "--b\n\nx\n",
        "--b--\n",
        "--x\nContent-",
        "--b\nContent-Type: message/rfc822\n\n",
        "--b\nContent-Type: multipart/mixed; boundary=b\n\n",
        "--b\nContent-Type: image/png\nContent-ID: <a>\n\nx\n",
    ] {
        add("Content-Type: multipart/mixed; boundary=b\n\n", unit, "");
    }
    let local_part = "a".repeat(SIZE);
    for unit in [":", "(", "\"", "[", "<"] {
        add(&format!("From: {local_part}@"), unit, ";\n\n");
    }
    add("", "Content-Type: message/rfc822\n\n", "");
    cases
}

#[test]
fn the_worst_of_half_a_megabyte_is_read_in_linear_time() {
    for case in worst_cases() {
        let bytes = case.bytes();
        let start = Instant::now();
        open(&bytes);
        let (time, Case { before, unit, .. }) = (start.elapsed(), case);
        assert!(time < TIME_LIMIT, "{before:?} with {unit:?}: {time:?}");
    }
}

/// Ten times what unoptimised code needs: what grows with the square of it takes longer.
const OPENING_LIMIT: Duration = Duration::from_secs(20);

#[test]
fn ten_thousand_parts_and_a_hundred_thousand_lines_of_header_open_at_once() {
    let parts = "--b\nContent-Type: text/plain; name=\"x\"\n\nwords\n".repeat(10_000);
    let digest = "--b\n\nSubject: in\n\nwords\n".repeat(10_000);
    let lines = "X-Line: a word\n".repeat(100_000);
    let folded = format!("Subject: a{}", "\n more".repeat(100_000));
    let people = "To: Somebody <somebody@example.org>\n".repeat(100_000);
    let mut nested = String::new();
    for _ in 0..2_000 {
        nested.push_str("Content-Type: message/rfc822\n\n");
    }
    for (what, message) in [
        (
            "parts",
            format!("Content-Type: multipart/mixed; boundary=b\n\n{parts}--b--\n"),
        ),
        (
            "digest",
            format!("Content-Type: multipart/digest; boundary=b\n\n{digest}--b--\n"),
        ),
        ("lines", format!("{lines}\nbody")),
        ("folded", format!("{folded}\n\nbody")),
        ("people", format!("{people}\nbody")),
        ("nested", nested),
    ] {
        let start = Instant::now();
        open(message.as_bytes());
        let time = start.elapsed();
        println!("{what}: {time:?}");
        assert!(time < OPENING_LIMIT, "{what}: {time:?}");
    }
}

/// A part that claims to be a container, with these bytes.
fn unpacked(container: Container, bytes: &[u8]) {
    let part = Part {
        transfer_encoding: "binary".to_owned(),
        ..Part::default()
    };
    let start = Instant::now();
    let _ = unpack(container, &part, bytes, &EncodingTables);
    assert!(start.elapsed() < TIME_LIMIT, "{container:?}");
}

#[test]
fn containers_that_are_bombs_end() {
    let attribute = [&[2, 2, 0x90, 6, 0, 14, 0, 0, 0][..], &[0; 16]].concat();
    let tnef = [
        &[0x78, 0x9F, 0x3E, 0x22, 0, 0],
        &attribute.repeat(SIZE / 25)[..],
    ]
    .concat();
    unpacked(Container::Tnef, &tnef);
    for nested in [&[0x30, 0x80][..], &[0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF]] {
        unpacked(Container::Cms, &nested.repeat(SIZE / nested.len()));
    }
    // Each level is a message that is nothing but the next.
    let mut message = b"\nbody".to_vec();
    let head = b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n";
    for _ in 0..20 {
        let encoded = base64(&message);
        message = [&head[..], encoded.as_bytes()].concat();
    }
    unpacked(Container::Message, &message);
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

#[test]
fn multiparts_in_multiparts_end_at_a_depth() {
    let mut bytes = Vec::new();
    for depth in 0..20_000 {
        let level = format!("Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n");
        bytes.extend(level.into_bytes());
    }
    bytes.extend(b"\nthe end");
    let start = Instant::now();
    open(&bytes);
    assert!(start.elapsed() < TIME_LIMIT);
}

#[test]
fn random_changes_never_panic() {
    let seed: &[u8] = b"From: \"A, B\" <a@x.org>, =?utf-8?Q?=C3=A9?= (c) <b@x.org>\r\n\
        To: Team: c@x.org;\r\nSubject: =?iso-2022-jp?B?GyRCRnxLXBsoQg==?= =?utf-7?Q?+AGE-?=\r\n\
        Date: Mon, 01 Jun 2026 10:00:00 +0200\r\nReferences: <1@x> <2@x>\r\n\
        Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\npre\r\n--b\r\n\
        Content-Type: multipart/related; boundary=c\r\n\r\n--c\r\n\
        Content-Type: text/html; charset=utf-16\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        <img src=3D\"cid:p\">=\r\n--c\r\nContent-Type: image/png; name*0*=utf-8''%C3; name*1=\"x\"\r\n\
        Content-ID: <p>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K=\r\n--c--\r\n--b\r\n\
        Content-Type: text/plain; format=flowed; delsp=yes; charset=hz-gb-2312\r\n\r\n\
        > ~{VPND~} www.x.org/(a) http://x.org. a.b@x.org \r\n-- \r\nend\r\n--b\r\n\
        Content-Type: message/rfc822\r\n\r\nSubject: in\r\nContent-Type: text/plain\r\n\r\nbody\r\n--b\r\n\
        Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\r\n#0V%T\r\nend\r\n--b--\r\npost";
    let pieces: [&[u8]; 16] = [
        b"=?",
        b"?=",
        b"\"",
        b"\\",
        b"<",
        b">",
        b"(",
        b"--b",
        b"--c--",
        b"\r\n",
        b"\n\n",
        b"%",
        b"\xC3",
        b"\xE6\x97",
        b"\0",
        b"*0*=",
    ];
    let mut state = 1_u64;
    let mut next = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % limit as u64).unwrap()
    };
    for _ in 0..4_000 {
        let mut bytes = seed.to_vec();
        for _ in 0..1 + next(12) {
            let at = next(bytes.len());
            match next(5) {
                0 => bytes[at] = next(256) as u8,
                1 => {
                    let end = (at + next(40)).min(bytes.len());
                    bytes.drain(at..end);
                }
                2 => {
                    let end = (at + next(200)).min(bytes.len());
                    let copy = bytes[at..end].to_vec();
                    let to = next(bytes.len());
                    bytes.splice(to..to, copy);
                }
                3 => bytes.truncate(at.max(1)),
                _ => {
                    bytes.splice(at..at, pieces[next(pieces.len())].to_vec());
                }
            }
            if bytes.is_empty() {
                bytes.push(b'x');
            }
        }
        open(&bytes);
    }
}

#[test]
fn the_hostile_messages_of_the_corpus_open() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/xss/eml");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: there is no corpus at {}", folder.display());
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        let start = Instant::now();
        open(&std::fs::read(&path).unwrap());
        assert!(start.elapsed() < TIME_LIMIT, "{}", path.display());
    }
}
