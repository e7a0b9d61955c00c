//! The server's replies (RFC 5321 §4.2), read within limits.

/// The longest line; RFC 5321 §4.5.3.1.5 has 512, and servers put addresses into it.
const LONGEST_LINE: usize = 4_096;
/// The longest reply, in lines and in octets.
const MOST_LINES: usize = 512;
const LONGEST_REPLY: usize = 64 * 1024;

/// A reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    /// Its code: that of the last line, where lines differ.
    pub(crate) code: u16,
    /// Its lines without codes.
    pub(crate) lines: Vec<String>,
}

impl Reply {
    /// It was done (2yz).
    pub(crate) fn is_positive(&self) -> bool {
        self.code / 100 == 2
    }
    /// More is to come from us (3yz).
    pub(crate) fn is_intermediate(&self) -> bool {
        self.code / 100 == 3
    }
    /// It may go well another time (4yz).
    pub(crate) fn is_temporary(&self) -> bool {
        self.code / 100 == 4
    }
    /// The server closes the connection.
    pub(crate) fn is_goodbye(&self) -> bool {
        self.code == 421
    }
    /// What a person reads of it: the code, and all that was said.
    pub(crate) fn words(&self) -> String {
        let mut words = self.code.to_string();
        for line in self.lines.iter().filter(|line| !line.is_empty()) {
            words.push(' ');
            words.push_str(line);
        }
        words
    }
    /// The enhanced status code (RFC 3463) that the text begins with: its
    /// subject and detail.
    pub(crate) fn enhanced(&self) -> Option<(u16, u16)> {
        let first = self.lines.first()?.split(' ').next()?;
        let mut numbers = first.split('.');
        let class = numbers.next().filter(|c| matches!(*c, "2" | "4" | "5"));
        let subject = numbers.next()?.parse().ok()?;
        let detail = numbers.next()?.parse().ok()?;
        (class.is_some() && numbers.next().is_none()).then_some((subject, detail))
    }
}

/// What ends a dialogue: it is no SMTP, or too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    NotSmtp,
    TooMuch,
}

/// Gathers replies from what comes in pieces of any size.
#[derive(Debug, Default)]
pub(crate) struct ReplyReader {
    line: Vec<u8>,
    lines: Vec<String>,
    length: usize,
}

impl ReplyReader {
    /// Reads on. A whole reply is taken from the front of `bytes`; `None` where
    /// all was read and the reply is not whole.
    pub(crate) fn read(&mut self, bytes: &mut &[u8]) -> Result<Option<Reply>, Flaw> {
        while !bytes.is_empty() {
            let end = bytes.iter().position(|byte| *byte == b'\n');
            let (piece, rest) = bytes.split_at(end.map_or(bytes.len(), |end| end + 1));
            *bytes = rest;
            if self.line.len() + piece.len() > LONGEST_LINE {
                return Err(Flaw::TooMuch);
            }
            self.line.extend_from_slice(piece);
            if end.is_some()
                && let Some(reply) = self.take_line()?
            {
                return Ok(Some(reply));
            }
        }
        Ok(None)
    }

    fn take_line(&mut self) -> Result<Option<Reply>, Flaw> {
        let line = core::mem::take(&mut self.line);
        let line = line.strip_suffix(b"\n").unwrap_or(&line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let (code, text) = line.split_at_checked(3).ok_or(Flaw::NotSmtp)?;
        let code = core::str::from_utf8(code).ok();
        let code = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()));
        let code: u16 = code.and_then(|c| c.parse().ok()).ok_or(Flaw::NotSmtp)?;
        let is_last = match text.first() {
            None | Some(b' ') => true,
            Some(b'-') => false,
            Some(_) => return Err(Flaw::NotSmtp),
        };
        self.length += line.len();
        if self.lines.len() == MOST_LINES || self.length > LONGEST_REPLY {
            return Err(Flaw::TooMuch);
        }
        let text = String::from_utf8_lossy(text.get(1..).unwrap_or_default());
        self.lines.push(text.trim().to_owned());
        if !is_last {
            return Ok(None);
        }
        self.length = 0;
        Ok(Some(Reply {
            code,
            lines: core::mem::take(&mut self.lines),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<Reply>, Flaw> {
        let mut reader = ReplyReader::default();
        let (mut replies, mut rest) = (Vec::new(), bytes);
        while let Some(reply) = reader.read(&mut rest)? {
            replies.push(reply);
        }
        Ok(replies)
    }

    #[test]
    fn replies_of_several_lines_are_one() {
        let table: [(&[u8], u16, &str); 6] = [
            (b"250 ok\r\n", 250, "250 ok"),
            (b"250\r\n", 250, "250"),
            (b"220-mx\r\n220-\r\n220 ready\n", 220, "220 mx ready"),
            (b"250-a\r\n251 b\r\n", 251, "251 a b"),
            (b"550 5.1.1 \xff\r\n", 550, "550 5.1.1 \u{fffd}"),
            (b"250-x\r\n250 \r\n", 250, "250 x"),
        ];
        for (bytes, code, words) in table {
            let replies = read(bytes).unwrap();
            assert_eq!(replies.len(), 1);
            assert_eq!(
                (replies[0].code, replies[0].words().as_str()),
                (code, words)
            );
        }
    }

    #[test]
    fn what_is_no_reply_ends_the_dialogue() {
        for bytes in [
            &b"* OK IMAP\r\n"[..],
            b"HTTP/1.1 400 Bad\r\n",
            b"\r\n",
            b"25\r\n",
            b"250x\r\n",
            b"+50 a\r\n",
        ] {
            assert_eq!(read(bytes), Err(Flaw::NotSmtp), "{bytes:?}");
        }
    }

    #[test]
    fn floods_end_the_dialogue() {
        for bytes in [b"250-x\r\n".repeat(513), vec![b'2'; 4_097]] {
            assert_eq!(read(&bytes), Err(Flaw::TooMuch));
        }
        let long = [b"250-".as_slice(), &[b'x'; 4_000], b"\r\n"].concat();
        assert_eq!(read(&long.repeat(17)), Err(Flaw::TooMuch));
        assert_eq!(read(&b"250-x\r\n".repeat(512)), Ok(Vec::new()));
    }

    #[test]
    fn enhanced_codes_are_told_from_words() {
        for (text, code) in [
            ("5.1.1 nobody", Some((1, 1))),
            ("4.7.0", Some((7, 0))),
            ("192.168.1.1 is blocked", None),
            ("5.1 x", None),
            ("5.1.x", None),
            ("", None),
        ] {
            let reply = Reply {
                code: 550,
                lines: vec![text.to_owned()],
            };
            assert_eq!(reply.enhanced(), code, "{text}");
        }
    }
}
