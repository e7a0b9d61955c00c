//! Messages as arguments of commands: APPEND (RFC 9051 §6.3.12), several at
//! once (MULTIAPPEND, RFC 3502), REPLACE (RFC 8508), and literals that may hold
//! NUL (BINARY, RFC 3516 §4.4) or have headers in UTF-8 (RFC 6855 §4). They are
//! handed on, never copied.

use crate::capability::Capabilities;
use crate::internal_date::date_time;
use crate::request::NewMessage;
use crate::segment::Segment;
use crate::wire::quoted;
use crate::words::{Words, flag_name};
use mail_model::{Piece, ProblemKind};

/// Larger messages wait for the server's word even where they need not
/// (RFC 7888): it may refuse them before they have crossed the line.
const UNASKED_LIMIT: usize = 256 * 1024;

/// How much of a message is looked at for where its header ends.
const HEADER_LIMIT: usize = 256 * 1024;

/// A command whose last arguments are messages.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    /// APPEND or REPLACE, up to its messages.
    pub(crate) command: Words,
    pub(crate) messages: Vec<NewMessage>,
    /// UTF8=ACCEPT is enabled: headers in UTF-8 are said to be such.
    pub(crate) has_utf8: bool,
}

impl Upload {
    /// The command in pieces: each but the first waits for the server's `+`.
    /// The messages themselves are handed on, not copied.
    pub(crate) fn segments(self, tag: &str, limit: usize) -> Vec<Segment> {
        let limit = limit.min(UNASKED_LIMIT);
        let mut begun = self.command.segments(tag, limit);
        if let Some(last) = begun.last_mut() {
            // The line goes on.
            last.truncate(last.len().saturating_sub(b"\r\n".len()));
        }
        if self.has_utf8 {
            begun = quoted(begun);
        }
        let mut segments: Vec<Segment> = begun.into_iter().map(Segment::from).collect();
        for message in self.messages {
            let waits = limit == 0 || message.message.length() > limit as u64;
            let Some(last) = segments.last_mut() else {
                break;
            };
            let is_utf8 = self.has_utf8 && has_utf8_header(&message);
            last.push(arguments(&message, waits, is_utf8));
            if waits {
                segments.push(Segment::default());
            }
            if let Some(last) = segments.last_mut() {
                last.push_message(message.message);
                if is_utf8 {
                    last.push(b")".to_vec());
                }
            }
        }
        if let Some(last) = segments.last_mut() {
            last.push(b"\r\n".to_vec());
        }
        segments
    }
}

/// Why a server does not take a message, as far as that can be known before it
/// is sent: its size, or the NULs in it.
pub(crate) fn objection(
    message: &NewMessage,
    capabilities: &Capabilities,
    limit: Option<u64>,
) -> Option<ProblemKind> {
    let size = message.message.length();
    if size > u64::from(u32::MAX) || limit.is_some_and(|limit| size > limit) {
        return Some(ProblemKind::TooLarge);
    }
    let takes_nul = capabilities.has("BINARY") || capabilities.has("IMAP4REV2");
    (has_nul(message) && !takes_nul).then_some(ProblemKind::NotOffered)
}

fn has_nul(message: &NewMessage) -> bool {
    let pieces = message.message.pieces().iter();
    pieces
        .filter_map(|piece| match piece {
            Piece::Octets(octets) => Some(octets),
            Piece::File { .. } => None,
        })
        .any(|octets| octets.contains(&0))
}

/// Whether there is UTF-8 beyond ASCII in its header (RFC 6532).
fn has_utf8_header(message: &NewMessage) -> bool {
    let mut header = Vec::new();
    for piece in message.message.pieces() {
        let Piece::Octets(octets) = piece else {
            break;
        };
        header.extend_from_slice(octets.get(..HEADER_LIMIT).unwrap_or(octets));
        let end = header.windows(4).position(|bytes| bytes == b"\r\n\r\n");
        if end.is_some() || header.len() >= HEADER_LIMIT {
            header.truncate(end.unwrap_or(HEADER_LIMIT));
            break;
        }
    }
    !header.is_ascii() && core::str::from_utf8(&header).is_ok()
}

/// Flags, date and the announcement of the message.
fn arguments(message: &NewMessage, waits: bool, is_utf8: bool) -> Vec<u8> {
    let mut words = String::new();
    for (position, flag) in message.flags.iter().enumerate() {
        words.push_str(if position == 0 { " (" } else { " " });
        words.push_str(flag_name(flag));
    }
    if !words.is_empty() {
        words.push(')');
    }
    if let Some(received) = message.received {
        words.push_str(&format!(" \"{}\"", date_time(received)));
    }
    words.push_str(match is_utf8 {
        true => " UTF8 (~{",
        false if has_nul(message) => " ~{",
        false => " {",
    });
    words.push_str(&message.message.length().to_string());
    words.push_str(if waits { "}\r\n" } else { "+}\r\n" });
    words.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::{Flag, Flags, Keyword, Timestamp};

    fn message(flags: &[Flag], received: Option<i64>, bytes: &[u8]) -> NewMessage {
        NewMessage {
            flags: flags.iter().cloned().collect::<Flags>(),
            received: received.map(|seconds| Timestamp(seconds * 1000)),
            message: bytes.to_vec().into(),
        }
    }

    fn shown(
        mailbox: &str,
        replaces: Option<u32>,
        messages: &[NewMessage],
        limit: usize,
    ) -> Vec<String> {
        said(mailbox, replaces, messages, limit, false)
    }

    fn said(
        mailbox: &str,
        replaces: Option<u32>,
        messages: &[NewMessage],
        limit: usize,
        has_utf8: bool,
    ) -> Vec<String> {
        let mut command = Words::new("APPEND ");
        if let Some(uid) = replaces {
            command = Words::new("UID REPLACE ");
            command.number(uid);
            command.push(" ");
        }
        command.mailbox(mailbox.as_bytes()).unwrap();
        let upload = Upload {
            has_utf8,
            command,
            messages: messages.to_vec(),
        };
        let segments = upload.segments("A1", limit).into_iter();
        segments
            .map(|segment| String::from_utf8(segment.octets()).unwrap())
            .collect()
    }

    #[test]
    fn messages_wait_only_where_they_must() {
        let one = message(&[Flag::Seen], Some(837_596_665), b"a: b\r\n");
        assert_eq!(
            shown("INBOX", None, core::slice::from_ref(&one), 0),
            [
                "A1 APPEND INBOX (\\Seen) \"17-Jul-1996 09:44:25 +0000\" {6}\r\n",
                "a: b\r\n\r\n"
            ]
        );
        assert_eq!(
            shown("Sent Items", None, core::slice::from_ref(&one), 4096),
            [
                "A1 APPEND \"Sent Items\" (\\Seen) \"17-Jul-1996 09:44:25 +0000\" {6+}\r\na: b\r\n\r\n"
            ]
        );
        let large = message(&[], None, &[b'x'; UNASKED_LIMIT + 1]);
        let segments = shown("INBOX", None, &[large], usize::MAX);
        assert_eq!(segments[0], "A1 APPEND INBOX {262145}\r\n");
        assert_eq!(segments.len(), 2);
    }

    #[test]
    fn several_messages_are_one_command() {
        let keyword = Flag::Keyword(Keyword::new("$Forwarded").unwrap());
        let messages = [
            message(&[Flag::Draft, keyword], None, b"one"),
            message(&[], None, b""),
            message(&[], Some(0), b"th\0ree"),
        ];
        assert_eq!(
            shown("x", None, &messages, 4096),
            [
                "A1 APPEND x (\\Draft $Forwarded) {3+}\r\none {0+}\r\n \"01-Jan-1970 00:00:00 +0000\" ~{6+}\r\nth\0ree\r\n"
            ]
        );
        assert_eq!(
            shown("x", None, &messages, 0),
            [
                "A1 APPEND x (\\Draft $Forwarded) {3}\r\n",
                "one {0}\r\n",
                " \"01-Jan-1970 00:00:00 +0000\" ~{6}\r\n",
                "th\0ree\r\n"
            ]
        );
    }

    #[test]
    fn a_mailbox_whose_name_needs_a_literal_has_it_before_the_message() {
        let one = message(&[], None, b"one");
        assert_eq!(
            shown("caf\u{e9}", None, core::slice::from_ref(&one), 0),
            ["A1 APPEND {5}\r\n", "caf\u{e9} {3}\r\n", "one\r\n"]
        );
        assert_eq!(
            shown("caf\u{e9}", None, &[one], 4096),
            ["A1 APPEND {5+}\r\ncaf\u{e9} {3+}\r\none\r\n"]
        );
    }

    #[test]
    fn headers_in_utf_8_are_said_to_be_such() {
        let messages = [
            message(&[Flag::Seen], None, "Subject: ä\r\n\r\nb".as_bytes()),
            message(&[], None, "Subject: a\r\n\r\nä".as_bytes()),
            message(&[], None, b"Subject: \xe4\r\n\r\nb"),
            message(&[], None, b""),
        ];
        let expected = [
            "A1 APPEND \"ä\" (\\Seen) UTF8 (~{16}\r\n",
            "Subject: ä\r\n\r\nb) {16}\r\n",
        ];
        let told = said("ä", None, &messages[..2], 0, true);
        assert_eq!(told[..2], expected);
        let mut segments = Upload {
            has_utf8: true,
            command: Words::new("APPEND INBOX"),
            messages: messages[2..].to_vec(),
        }
        .segments("A1", 100);
        let latin = segments.remove(0).octets();
        assert!(latin.starts_with(b"A1 APPEND INBOX {15+}\r\n"), "{latin:?}");
        let told = said("x", Some(4), &messages[..1], 100, false);
        assert!(told[0].starts_with("A1 UID REPLACE 4 x (\\Seen) {16+}\r\n"));
        let told = said("x", Some(4), &messages[..1], 100, true);
        assert_eq!(
            told,
            ["A1 UID REPLACE 4 x (\\Seen) UTF8 (~{16+}\r\nSubject: ä\r\n\r\nb)\r\n"]
        );
    }

    #[test]
    fn replace_names_what_it_replaces() {
        let one = message(&[Flag::Draft], None, b"one");
        assert_eq!(
            shown("APPEND", Some(7), &[one], 9),
            ["A1 UID REPLACE 7 APPEND (\\Draft) {3+}\r\none\r\n"]
        );
    }

    #[test]
    fn what_the_server_will_not_take_is_known_before_it_is_sent() {
        let capabilities = |list: &str| {
            let mut capabilities = Capabilities::default();
            capabilities.tell(list.split(' ').map(str::to_owned).collect());
            capabilities
        };
        for (list, limit, bytes, expected) in [
            ("", Some(3), &b"four"[..], Some(ProblemKind::TooLarge)),
            ("", Some(4), b"four", None),
            ("", None, b"four", None),
            ("IMAP4rev1", None, b"\0", Some(ProblemKind::NotOffered)),
            ("IMAP4rev1 BINARY", None, b"\0", None),
        ] {
            let message = message(&[], None, bytes);
            let objection = objection(&message, &capabilities(list), limit);
            assert_eq!(objection, expected, "{list}");
        }
    }
}
