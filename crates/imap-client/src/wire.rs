//! Between the byte stream and single messages.
//!
//! [`Incoming`] cuts what the server sends into responses, literals included,
//! by the codec's Fragmentizer; [`segments`] cuts a command where a synchronising
//! literal makes it wait for the server.

use crate::words::Words;
use imap_codec::fragmentizer::{FragmentInfo, Fragmentizer};
use mail_model::Secret;

/// The longest line that is read: a SEARCH of a million UIDs fits.
const LINE_LIMIT: usize = 8 << 20;
/// The largest response that is kept in memory, literals included. Larger ones
/// are read past, and their requests told so.
const MESSAGE_LIMIT: u32 = 64 << 20;

/// One response of the server's.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) bytes: Vec<u8>,
    /// It was larger than what is kept: these are its first bytes.
    pub(crate) is_truncated: bool,
}

/// The server sent a line that no memory is spent on.
#[derive(Debug)]
pub(crate) struct LineTooLong;

/// What comes from the server.
#[derive(Debug)]
pub(crate) struct Incoming {
    fragmentizer: Fragmentizer,
    /// Where the line that is being read begins within its message; `None`
    /// while it is a literal that is being read.
    line_start: Option<usize>,
}

impl Incoming {
    pub(crate) fn new() -> Self {
        Self {
            fragmentizer: Fragmentizer::new(MESSAGE_LIMIT),
            line_start: Some(0),
        }
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.fragmentizer.enqueue_bytes(bytes);
    }

    /// The next response, if all of it is here.
    pub(crate) fn next_message(&mut self) -> Result<Option<Message>, LineTooLong> {
        while let Some(fragment) = self.fragmentizer.progress() {
            let is_whole = self.fragmentizer.is_message_complete() || self.is_status_text();
            if !is_whole {
                self.line_start = match fragment {
                    FragmentInfo::Line { .. } => None,
                    FragmentInfo::Literal { end, .. } => Some(end),
                };
                continue;
            }
            self.line_start = Some(0);
            let message = Message {
                bytes: self.fragmentizer.message_bytes().to_vec(),
                is_truncated: self.fragmentizer.is_max_message_size_exceeded(),
            };
            if !self.fragmentizer.is_message_complete() {
                self.fragmentizer.skip_message();
            }
            return Ok(Some(message));
        }
        let pending = self.fragmentizer.message_bytes().len();
        match self.line_start {
            Some(start) if pending.saturating_sub(start) > LINE_LIMIT => Err(LineTooLong),
            _ => Ok(None),
        }
    }

    /// Whether the message so far is a status response: its words may end in
    /// what looks like the announcement of a literal, and never is one.
    fn is_status_text(&self) -> bool {
        let mut words = self
            .fragmentizer
            .message_bytes()
            .split(|byte| *byte == b' ');
        let (Some(tag), Some(kind)) = (words.next(), words.next()) else {
            return false;
        };
        let is_status = [&b"OK"[..], b"NO", b"BAD", b"BYE", b"PREAUTH"]
            .iter()
            .any(|status| status.eq_ignore_ascii_case(kind));
        is_status && (tag == b"*" || tag.iter().all(u8::is_ascii_alphanumeric))
    }
}

/// What a command says behind its tag.
#[derive(Debug)]
pub(crate) enum Wording {
    /// With texts that a person typed as strings.
    Words(Words),
    /// Of fixed words alone; never holds anything that a person typed.
    Extension(Vec<u8>),
    /// Messages on their way to the server.
    Upload(crate::extension::append::Upload),
    /// LOGIN. Its words are made as it goes out: they hold the password.
    Login { user: String, password: Secret },
    /// AUTHENTICATE PLAIN, whose response goes with it or waits for the server's
    /// `+`; the response is held in base64.
    AuthenticatePlain { response: Secret, waits: bool },
    /// AUTHENTICATE by a mechanism whose steps the work answers; the initial
    /// response is held in base64.
    Dialogue {
        mechanism: &'static str,
        initial: Option<Secret>,
    },
}

impl Wording {
    /// Whether it is the command LOGIN.
    pub(crate) fn is_login(&self) -> bool {
        matches!(self, Self::Login { .. })
    }

    /// The messages, if it is of such. A wording is kept for where its command is
    /// to be sent once more; messages are not, and never are.
    pub(crate) fn take_upload(&mut self) -> Option<crate::extension::append::Upload> {
        match core::mem::replace(self, Self::Extension(Vec::new())) {
            Self::Upload(upload) => Some(upload),
            other => {
                *self = other;
                None
            }
        }
    }
}

/// The command in pieces: each but the first waits for the server's `+`.
/// Literals of at most `non_synchronising_limit` bytes need not wait (RFC 7888).
pub(crate) fn segments(
    tag: &str,
    wording: &Wording,
    non_synchronising_limit: usize,
) -> Vec<Vec<u8>> {
    match wording {
        // It is not octets alone, and whoever sends it asks it itself.
        Wording::Upload(_) => Vec::new(),
        Wording::Words(words) => words.segments(tag, non_synchronising_limit),
        Wording::Extension(words) => vec![[tag.as_bytes(), b" ", words, b"\r\n"].concat()],
        Wording::Login { user, password } => {
            let mut login = Words::new("LOGIN ");
            // Neither holds a NUL: who wishes for that is refused beforehand.
            let user = login.astring(user.as_bytes());
            login.push(" ");
            let password = login.astring(password.reveal().as_bytes());
            match user.and(password) {
                Ok(()) => login.segments(tag, non_synchronising_limit),
                Err(_) => Vec::new(),
            }
        }
        Wording::Dialogue { mechanism, initial } => {
            let initial = initial.as_ref().map_or("", Secret::reveal);
            // An empty response is worded as `=` (RFC 4959 §3), and none here is empty.
            let space = if initial.is_empty() { "" } else { " " };
            let words = [tag, " AUTHENTICATE ", mechanism, space, initial, "\r\n"];
            vec![words.concat().into_bytes()]
        }
        Wording::AuthenticatePlain { response, waits } => {
            let command = [tag, " AUTHENTICATE PLAIN"].concat();
            let response = response.reveal();
            match waits {
                true => vec![
                    [&command, "\r\n"].concat().into_bytes(),
                    [response, "\r\n"].concat().into_bytes(),
                ],
                false => vec![[&command, " ", response, "\r\n"].concat().into_bytes()],
            }
        }
    }
}

/// The longest literal that is sent as a quoted string instead.
const QUOTED_LIMIT: usize = 1_000;

/// The pieces of a command to a server that takes UTF-8 in quoted strings
/// (RFC 6855 §3): texts that would have to wait for it as literals are quoted.
pub(crate) fn quoted(segments: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let mut merged: Vec<Vec<u8>> = Vec::new();
    for segment in segments {
        let literal = merged.last().and_then(|last| announced(last, &segment));
        match (literal, merged.last_mut()) {
            (Some((start, text)), Some(last)) => {
                last.truncate(start);
                last.push(b'"');
                for byte in text.bytes() {
                    if matches!(byte, b'"' | b'\\') {
                        last.push(b'\\');
                    }
                    last.push(byte);
                }
                last.push(b'"');
                last.extend_from_slice(segment.get(text.len()..).unwrap_or_default());
            }
            _ => merged.push(segment),
        }
    }
    merged
}

/// Where a literal is announced at the end of `line`, and what it says, if that
/// may be quoted.
fn announced<'a>(line: &[u8], next: &'a [u8]) -> Option<(usize, &'a str)> {
    let line = line.strip_suffix(b"}\r\n")?;
    let start = line.iter().rposition(|byte| *byte == b'{')?;
    let length = core::str::from_utf8(line.get(start + 1..)?).ok()?;
    let length = length.parse().ok().filter(|n| *n <= QUOTED_LIMIT)?;
    let text = core::str::from_utf8(next.get(..length)?).ok()?;
    let is_literal8 = start > 0 && line.get(start - 1) == Some(&b'~');
    let is_quotable = !is_literal8 && !text.contains(['\r', '\n', '\0']);
    is_quotable.then_some((start, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &[u8]) -> Vec<String> {
        let mut incoming = Incoming::new();
        incoming.push(input);
        let mut messages = Vec::new();
        while let Some(message) = incoming.next_message().unwrap() {
            messages.push(String::from_utf8(message.bytes).unwrap());
        }
        messages
    }

    #[test]
    fn the_stream_is_cut_into_responses() {
        assert_eq!(
            read(b"* OK hi\r\n* 1 FETCH (BODY[] {4}\r\n\r\n* )\r\nA1 OK\n* 2 EX"),
            [
                "* OK hi\r\n",
                "* 1 FETCH (BODY[] {4}\r\n\r\n* )\r\n",
                "A1 OK\n"
            ]
        );
    }

    #[test]
    fn words_that_look_like_a_literal_do_not_swallow_what_follows() {
        assert_eq!(
            read(b"* OK see {12}\r\nA1 NO {5}\r\n* 1 EXISTS\r\n"),
            ["* OK see {12}\r\n", "A1 NO {5}\r\n", "* 1 EXISTS\r\n"]
        );
    }

    #[test]
    fn texts_are_quoted_where_a_literal_would_wait() {
        let shown = |pieces: &[&str]| -> Vec<String> {
            let pieces = pieces.iter().map(|piece| piece.as_bytes().to_vec());
            let merged = quoted(pieces.collect()).into_iter();
            merged
                .map(|piece| String::from_utf8(piece).unwrap())
                .collect()
        };
        for (pieces, expected) in [
            (&["A1 NOOP\r\n"][..], &["A1 NOOP\r\n"][..]),
            (
                &["A1 SELECT {3}\r\n", "ä\"\r\n"],
                &["A1 SELECT \"ä\\\"\"\r\n"],
            ),
            (
                &["A1 RENAME {2}\r\n", "ä {2}\r\n", "ö\r\n"],
                &["A1 RENAME \"ä\" \"ö\"\r\n"],
            ),
            (
                &["A1 X {4}\r\n", "a\r\nb\r\n"],
                &["A1 X {4}\r\n", "a\r\nb\r\n"],
            ),
            (&["A1 X ~{1}\r\n", "a\r\n"], &["A1 X ~{1}\r\n", "a\r\n"]),
            (
                &["A1 AUTHENTICATE PLAIN\r\n", "AA==\r\n"],
                &["A1 AUTHENTICATE PLAIN\r\n", "AA==\r\n"],
            ),
        ] {
            assert_eq!(shown(pieces), expected);
        }
    }

    #[test]
    fn an_endless_line_is_refused() {
        let mut incoming = Incoming::new();
        let mut result = Ok(None);
        for _ in 0..200 {
            incoming.push(&[b'x'; 65_536]);
            result = incoming.next_message();
            if result.is_err() {
                break;
            }
        }
        assert!(result.is_err());
    }

    #[test]
    fn literals_wait_only_where_they_must() {
        let login = Wording::Login {
            user: "ann".to_owned(),
            password: Secret::new("pä\"ss".to_owned()),
        };
        let shown = |limit| -> Vec<String> {
            segments("A1", &login, limit)
                .into_iter()
                .map(|segment| String::from_utf8(segment).unwrap())
                .collect()
        };
        assert_eq!(shown(0), ["A1 LOGIN ann {6}\r\n", "pä\"ss\r\n"]);
        assert_eq!(shown(5), ["A1 LOGIN ann {6}\r\n", "pä\"ss\r\n"]);
        assert_eq!(shown(4096), ["A1 LOGIN ann {6+}\r\npä\"ss\r\n"]);
    }
}
