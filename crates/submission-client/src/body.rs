//! A message as it goes over the wire.

/// The longest line without its CRLF (RFC 5322 §2.1.1).
const LONGEST_LINE: usize = 998;

/// What a message needs of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Needs {
    /// There are octets beyond ASCII (8BITMIME, RFC 6152).
    pub(crate) is_eight_bit: bool,
    /// There are such in its header (SMTPUTF8, RFC 6531).
    pub(crate) has_wide_header: bool,
}

/// Reads over a message, piece by piece, before anything is said of it.
///
/// It may not be sent as it is where a line does not end with CRLF, which means
/// one thing to one server and another to the next (smuggling), and where a line
/// is beyond 998 octets, which would be cut.
#[derive(Debug)]
pub(crate) struct Checker {
    needs: Needs,
    is_header: bool,
    /// Octets of the line so far.
    length: usize,
    was_cr: bool,
    is_flawed: bool,
}

impl Default for Checker {
    fn default() -> Self {
        Self {
            needs: Needs {
                is_eight_bit: false,
                has_wide_header: false,
            },
            is_header: true,
            length: 0,
            was_cr: false,
            is_flawed: false,
        }
    }
}

impl Checker {
    /// What follows.
    pub(crate) fn read(&mut self, piece: &[u8]) {
        for &byte in piece {
            match (byte, self.was_cr) {
                (b'\n', true) => {
                    self.is_header &= self.length > 0;
                    self.length = 0;
                }
                (b'\r', false) => {}
                (b'\r' | b'\n' | 0, _) | (_, true) => self.is_flawed = true,
                (_, false) => {
                    self.length += 1;
                    if !byte.is_ascii() {
                        self.needs.is_eight_bit = true;
                        self.needs.has_wide_header |= self.is_header;
                    }
                }
            }
            self.was_cr = byte == b'\r';
            self.is_flawed |= self.length > LONGEST_LINE;
        }
    }
    /// A file in base64, of which nothing but its lines need be known: they are
    /// short and have their ends, so one must not have begun before.
    pub(crate) fn pass_lines(&mut self, length: u64) {
        self.is_flawed |= length > 0 && (self.length > 0 || self.was_cr);
    }
    /// That was all. `None` where it may not be sent.
    pub(crate) fn finish(&self) -> Option<Needs> {
        let is_sound = !self.is_flawed && self.length == 0 && !self.was_cr;
        is_sound.then_some(self.needs)
    }
}

/// Doubles the dots that lines begin with (RFC 5321 §4.5.2). `is_at_start` tells
/// whether `piece` begins a line, and is moved on.
pub(crate) fn dotted(piece: &[u8], is_at_start: &mut bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(piece.len() + 16);
    for line in piece.split_inclusive(|byte| *byte == b'\n') {
        if *is_at_start && line.starts_with(b".") {
            out.push(b'.');
        }
        out.extend_from_slice(line);
        *is_at_start = line.ends_with(b"\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a message needs, which is the same however it is cut.
    fn needs(message: &[u8]) -> Option<Needs> {
        let mut whole = Checker::default();
        whole.read(message);
        let mut cut = Checker::default();
        message.chunks(1).for_each(|piece| cut.read(piece));
        assert_eq!(whole.finish(), cut.finish());
        whole.finish()
    }

    #[test]
    fn a_file_in_base64_begins_a_line() {
        for (before, is_sound) in [
            (&b"a\r\n"[..], true),
            (b"", true),
            (b"a", false),
            (b"a\r", false),
        ] {
            let mut checker = Checker::default();
            checker.read(before);
            checker.pass_lines(3);
            assert_eq!(checker.finish().is_some(), is_sound, "{before:?}");
        }
    }

    #[test]
    fn dots_are_doubled_wherever_a_message_is_cut() {
        let message = b".\r\n..a\r\nb.\r\n.\r\n\r\n.";
        let expected = b"..\r\n...a\r\nb.\r\n..\r\n\r\n..";
        for size in 1..=message.len() {
            let mut is_at_start = true;
            let pieces = message.chunks(size);
            let out: Vec<u8> = pieces
                .flat_map(|piece| dotted(piece, &mut is_at_start))
                .collect();
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn what_servers_would_read_differently_is_not_sent() {
        let long = [&[b'x'; 999][..], b"\r\n"].concat();
        for message in [
            &b"a\n"[..],
            b"a\r",
            b"a\r\nb",
            b"a\n.\nMAIL FROM:<b@c.example>\r\n",
            b"a\r\r\n",
            b"a\0b\r\n",
            &long,
        ] {
            assert_eq!(needs(message), None, "{message:?}");
        }
    }

    #[test]
    fn what_a_message_needs_is_found() {
        let table: [(&str, bool, bool); 4] = [
            ("A: b\r\n\r\nc\r\n", false, false),
            ("A: b\r\n\r\nç\r\n", true, false),
            ("A: é\r\n\r\nc\r\n", true, true),
            ("", false, false),
        ];
        for (message, is_eight_bit, has_wide_header) in table {
            let expected = Needs {
                is_eight_bit,
                has_wide_header,
            };
            assert_eq!(needs(message.as_bytes()), Some(expected));
        }
    }
}
