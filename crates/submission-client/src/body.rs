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

/// Reads over a message. `None` where it may not be sent as it is: a line that
/// does not end with CRLF means one thing to one server and another to the next
/// (smuggling), and one beyond 998 octets would be cut.
pub(crate) fn needs(message: &[u8]) -> Option<Needs> {
    let mut needs = Needs {
        is_eight_bit: false,
        has_wide_header: false,
    };
    let mut is_header = true;
    let mut rest = message;
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'))?;
        let (line, behind) = rest.split_at(end);
        rest = behind.strip_prefix(b"\r\n")?;
        if line.len() > LONGEST_LINE || line.contains(&0) {
            return None;
        }
        is_header &= !line.is_empty();
        if !line.is_ascii() {
            needs.is_eight_bit = true;
            needs.has_wide_header |= is_header;
        }
    }
    Some(needs)
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
