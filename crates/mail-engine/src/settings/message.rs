//! Settings as a message, for servers that keep no annotations: text that people
//! can read in other programs too, and a field by which it is found.

use super::Settings;
use mail_model::{DateTime, Flag, Part, SearchKey, Timestamp};
use mime_message::{date_text, decode_transfer};

/// The field by which it is found, and what it says.
const FIELD: &str = "X-Porthole";
const MEANING: &str = "settings";
/// The field that names the newest message that its writer had read.
const AFTER: &str = "X-Porthole-After";
/// A line of quoted-printable has no more than 76 characters (RFC 2045 §6.7).
const LONGEST_LINE: usize = 72;

/// What finds all of them.
pub(super) fn query() -> SearchKey {
    SearchKey::And(vec![
        SearchKey::Header {
            name: FIELD.to_owned(),
            text: MEANING.to_owned(),
        },
        SearchKey::Not(Box::new(SearchKey::Flag(Flag::Deleted))),
    ])
}

/// What a message says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Its Message-ID, where it has one of ours.
    pub(super) id: Option<String>,
    /// The newest message that its writer had read, by its Message-ID.
    pub(super) after: Option<String>,
    /// The settings.
    pub(super) text: String,
}

/// The message that says this. `name` makes its Message-ID its own; `after` is that of
/// the newest that was read before.
pub(super) fn written(text: &str, now: Timestamp, name: u64, after: Option<&str>) -> Vec<u8> {
    let date = date_text(DateTime {
        timestamp: now,
        offset_minutes: 0,
    });
    let moment = now.0;
    let after = after.map_or_else(String::new, |after| format!("{AFTER}: {after}\r\n"));
    let mut message = format!(
        "Date: {date}\r\nFrom: Porthole <porthole@localhost>\r\n\
         Subject: Settings of Porthole: please leave this message here\r\n\
         Message-ID: <{moment:x}.{name:016x}@localhost>\r\n{FIELD}: {MEANING}\r\n{after}\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    );
    for line in text.lines() {
        quote(line, &mut message);
    }
    message.into_bytes()
}

fn quote(line: &str, message: &mut String) {
    let mut length = 0;
    for (at, octet) in line.bytes().enumerate() {
        if length >= LONGEST_LINE {
            message.push_str("=\r\n");
            length = 0;
        }
        let is_plain = octet.is_ascii_graphic() && octet != b'='
            || octet == b' ' && at + 1 < line.len() && length + 1 < LONGEST_LINE;
        if is_plain {
            message.push(char::from(octet));
            length += 1;
        } else {
            message.push_str(&format!("={octet:02X}"));
            length += 3;
        }
    }
    message.push_str("\r\n");
}

/// What a message says, if it is one of settings.
pub(super) fn read(message: &[u8]) -> Option<Said> {
    let end = |mark: &[u8]| {
        let mut windows = message.windows(mark.len());
        windows
            .position(|window| window == mark)
            .map(|at| at + mark.len())
    };
    let body = match (end(b"\r\n\r\n"), end(b"\n\n")) {
        (Some(at), Some(other)) => at.min(other),
        (at, other) => at.or(other)?,
    };
    let part = Part {
        transfer_encoding: "quoted-printable".to_owned(),
        ..Part::default()
    };
    let text = decode_transfer(&part, message.get(body..)?).value;
    let text = String::from_utf8_lossy(&text).replace("\r\n", "\n");
    Settings::is_text(&text).then(|| Said {
        id: field(message, "Message-ID"),
        after: field(message, AFTER),
        text,
    })
}

/// What a field of a message's head says in its line; ours are not folded, and short.
fn field(message: &[u8], name: &str) -> Option<String> {
    let head = message
        .split(|octet| *octet == b'\n')
        .map(<[u8]>::trim_ascii);
    let said = head.take_while(|line| !line.is_empty()).find_map(|line| {
        let (of, said) = line.split_at_checked(name.len())?;
        let said = said.strip_prefix(b":")?;
        of.eq_ignore_ascii_case(name.as_bytes()).then_some(said)
    })?;
    let said = str::from_utf8(said.trim_ascii()).ok()?;
    let is_ours = said.len() < LONGEST_LINE && said.bytes().all(|octet| octet.is_ascii_graphic());
    (is_ours && !said.is_empty()).then(|| said.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_what_was_written() {
        let text = format!(
            "porthole-settings 1\nidentity 1 name Grüße = \\n  \nx {}\nnew 7 \u{1F600}\n",
            "long and wide ".repeat(300)
        );
        let message = written(&text, Timestamp(1_780_000_000_000), 7, Some("<a@b>"));
        assert!(message.is_ascii());
        let written = String::from_utf8(message.clone()).unwrap();
        assert!(
            written.split("\r\n").all(|line| line.len() <= 76),
            "{written}"
        );
        assert!(!written.contains(" \r\n") && !written.replace("\r\n", "").contains('\n'));
        let said = read(&message).unwrap();
        assert_eq!(said.text, text);
        assert_eq!(
            said.id.as_deref(),
            Some("<19e70448800.0000000000000007@localhost>")
        );
        assert_eq!(said.after.as_deref(), Some("<a@b>"));
        // A server that keeps lines in its own way.
        let unix = written.replace("\r\n", "\n");
        assert_eq!(read(unix.as_bytes()), Some(said));
        let first = super::written(&text, Timestamp(1_780_000_000_000), 7, None);
        assert_eq!(read(&first).unwrap().after, None);
    }

    #[test]
    fn another_message_is_none_of_settings() {
        for message in ["", "From: a@b", "From: a@b\r\n\r\nHello\r\n", "\r\n\r\n"] {
            assert_eq!(read(message.as_bytes()), None, "{message}");
        }
    }
}
