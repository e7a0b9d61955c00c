//! The words of commands, with what a person typed between them. In tests
//! imap-codec is their judge.

use mail_model::{Day, Flag, UidSet};

/// The longest text that goes as a quoted string; longer ones are literals, so
/// that no line grows with what a person typed.
const QUOTED_LIMIT: usize = 200;

/// What can't be said in IMAP: a text with CR, LF or NUL, a name with NUL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unspeakable;

/// A command being worded: its verb and arguments without tag and line end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    /// What was said so far: lines that each end in a literal.
    before: Vec<(Vec<u8>, Vec<u8>)>,
    /// The line behind the last literal.
    line: Vec<u8>,
}

impl Words {
    /// A command that begins with these words.
    pub(crate) fn new(words: &'static str) -> Self {
        Self {
            before: Vec::new(),
            line: words.as_bytes().to_vec(),
        }
    }

    /// Goes on with words as they are: such as stand in this program, and never what
    /// came from outside.
    pub(crate) fn push(&mut self, words: &'static str) {
        self.line.extend_from_slice(words.as_bytes());
    }

    /// A name without anything that has a meaning of its own (RFC 9051 §9, ATOM-CHAR).
    pub(crate) fn atom(&mut self, atom: &str) -> Result<(), Unspeakable> {
        let is_possible =
            !atom.is_empty() && atom.bytes().all(|byte| is_of_astring(byte) && byte != b']');
        self.line.extend(atom.bytes().filter(|_| is_possible));
        is_possible.then_some(()).ok_or(Unspeakable)
    }

    /// A number.
    pub(crate) fn number(&mut self, number: impl Into<u64>) {
        self.digits(number.into());
    }

    fn digits(&mut self, number: u64) {
        // Digit by digit: the formatting machinery is not needed for this.
        let digits = number.checked_ilog10().unwrap_or(0);
        for place in (0..=digits).rev() {
            let digit = number / 10_u64.pow(place) % 10;
            self.line.push(b'0' + u8::try_from(digit).unwrap_or(0));
        }
    }

    /// A day as SEARCH has it: `1-Feb-2024`.
    pub(crate) fn day(&mut self, day: Day) {
        const MONTHS: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        self.number(u32::from(day.day()));
        self.push("-");
        let month = usize::from(day.month()).checked_sub(1);
        self.push(month.and_then(|month| MONTHS.get(month)).unwrap_or(&"Jan"));
        self.push("-");
        // The grammar wants four digits.
        for place in [1000, 100, 10, 1] {
            self.number(u32::from(day.year() / place % 10));
        }
    }

    /// A set of UIDs; not empty.
    pub(crate) fn uids(&mut self, uids: &UidSet) {
        for (index, range) in uids.ranges().iter().enumerate() {
            if index > 0 {
                self.push(",");
            }
            self.range(range.first().value(), range.last().value());
        }
    }

    /// All numbers from the first to the last.
    pub(crate) fn range(&mut self, first: u32, last: u32) {
        self.number(first);
        if first != last {
            self.push(":");
            self.number(last);
        }
    }

    /// Flags, with a space between each and the next.
    pub(crate) fn flags(&mut self, flags: &[Flag]) {
        for (index, flag) in flags.iter().enumerate() {
            if index > 0 {
                self.push(" ");
            }
            self.flag(flag);
        }
    }

    /// A flag; a keyword is an atom, or is none ([`mail_model::Keyword::new`]).
    pub(crate) fn flag(&mut self, flag: &Flag) {
        self.line.extend_from_slice(flag_name(flag).as_bytes());
    }

    /// A text as a quoted string or, where that can't hold it, as a literal.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Unspeakable> {
        self.name(text.as_bytes())
    }

    /// The same of the bytes that a server has for a name.
    pub(crate) fn name(&mut self, name: &[u8]) -> Result<(), Unspeakable> {
        if name.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
            return Err(Unspeakable);
        }
        self.content(name);
        Ok(())
    }

    /// A mailbox's name as the server has it.
    pub(crate) fn mailbox(&mut self, name: &[u8]) -> Result<(), Unspeakable> {
        self.astring(name)
    }

    /// Octets without NUL (RFC 9051 §9, astring): as an atom where they are one, else
    /// as a string.
    pub(crate) fn astring(&mut self, octets: &[u8]) -> Result<(), Unspeakable> {
        if octets.contains(&0) {
            return Err(Unspeakable);
        }
        let is_atom = octets.iter().all(|byte| is_of_astring(*byte));
        if octets.is_empty() || octets.len() > QUOTED_LIMIT || !is_atom {
            self.content(octets);
        } else {
            self.line.extend_from_slice(octets);
        }
        Ok(())
    }

    /// Any bytes: as a quoted string, as a literal, or as a literal8 (RFC 3516
    /// §4.4) where there is a NUL among them.
    pub(crate) fn content(&mut self, bytes: &[u8]) {
        let is_plain = |byte: &u8| (b' '..=b'~').contains(byte);
        if bytes.len() > QUOTED_LIMIT || !bytes.iter().all(is_plain) {
            if bytes.contains(&0) {
                self.line.push(b'~');
            }
            let line = core::mem::take(&mut self.line);
            self.before.push((line, bytes.to_vec()));
            return;
        }
        self.line.push(b'"');
        for byte in bytes {
            if matches!(byte, b'"' | b'\\') {
                self.line.push(b'\\');
            }
            self.line.push(*byte);
        }
        self.line.push(b'"');
    }

    /// Whether every line is at most so long, the tag aside.
    pub(crate) fn fits(&self, limit: usize) -> bool {
        let lines = self.before.iter().map(|(line, _)| line);
        lines.chain([&self.line]).all(|line| line.len() <= limit)
    }

    /// The command in pieces, each of which but the first waits for the server's
    /// `+`. Literals of at most `non_synchronising_limit` octets need not wait.
    pub(crate) fn segments(&self, tag: &str, non_synchronising_limit: usize) -> Vec<Vec<u8>> {
        let mut segments = Vec::new();
        let mut segment = [tag.as_bytes(), b" "].concat();
        for (line, literal) in &self.before {
            let mut announced = Words::default();
            announced.push("{");
            announced.number(u32::try_from(literal.len()).unwrap_or(u32::MAX));
            let is_waiting = literal.len() > non_synchronising_limit;
            announced.push(if is_waiting { "}\r\n" } else { "+}\r\n" });
            segment.extend_from_slice(line);
            segment.extend_from_slice(&announced.line);
            if is_waiting {
                segments.push(core::mem::take(&mut segment));
            }
            segment.extend_from_slice(literal);
        }
        segment.extend_from_slice(&self.line);
        segment.extend_from_slice(b"\r\n");
        segments.push(segment);
        segments
    }
}

/// Whether it may stand in a string without quotes (RFC 9051 §9, ASTRING-CHAR).
fn is_of_astring(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"(){%*\"\\".contains(&byte)
}

/// A flag as it is sent (RFC 9051 §2.3.2).
pub(crate) fn flag_name(flag: &Flag) -> &str {
    match flag {
        Flag::Seen => "\\Seen",
        Flag::Answered => "\\Answered",
        Flag::Flagged => "\\Flagged",
        Flag::Deleted => "\\Deleted",
        Flag::Draft => "\\Draft",
        Flag::Keyword(keyword) => keyword.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::Uid;

    fn said(words: &Words, limit: usize) -> Vec<String> {
        let segments = words.segments("A1", limit).into_iter();
        segments
            .map(|segment| String::from_utf8(segment).unwrap())
            .collect()
    }

    #[test]
    fn texts_are_quoted_or_sent_as_literals() {
        let mut words = Words::new("X ");
        words.text("say \"a\\b\"").unwrap();
        words.push(" ");
        words.text("").unwrap();
        assert_eq!(said(&words, 0), ["A1 X \"say \\\"a\\\\b\\\"\" \"\"\r\n"]);

        let mut words = Words::new("X ");
        words.text("grüße").unwrap();
        words.push(" Y ");
        words.text("ß").unwrap();
        words.push(" Z");
        assert_eq!(
            said(&words, 0),
            ["A1 X {7}\r\n", "grüße Y {2}\r\n", "ß Z\r\n"]
        );
        assert_eq!(said(&words, 5), ["A1 X {7}\r\n", "grüße Y {2+}\r\nß Z\r\n"]);
        assert_eq!(said(&words, 4096), ["A1 X {7+}\r\ngrüße Y {2+}\r\nß Z\r\n"]);
        assert_eq!(said(&words, 0).concat().matches("grüße").count(), 1);
    }

    #[test]
    fn names_of_mailboxes_are_atoms_where_they_can_be() {
        for (name, expected) in [
            ("INBOX", "A1 X INBOX\r\n"),
            ("a/b&AOQ-", "A1 X a/b&AOQ-\r\n"),
            ("a b", "A1 X \"a b\"\r\n"),
            ("[Gmail]", "A1 X [Gmail]\r\n"),
            ("a*\"", "A1 X \"a*\\\"\"\r\n"),
            ("", "A1 X \"\"\r\n"),
        ] {
            let mut words = Words::new("X ");
            words.mailbox(name.as_bytes()).unwrap();
            assert_eq!(said(&words, 0), [expected]);
        }
        assert_eq!(Words::default().mailbox(b"a\0b"), Err(Unspeakable));
        let mut words = Words::new("X ");
        words.mailbox(b"a\r\nb").unwrap();
        assert_eq!(said(&words, 0), ["A1 X {4}\r\n", "a\r\nb\r\n"]);
    }

    #[test]
    fn contents_may_hold_anything() {
        let mut words = Words::new("X ");
        words.content(b"a\r\nb");
        words.push(" ");
        words.content(b"\0");
        assert_eq!(said(&words, 4096), ["A1 X {4+}\r\na\r\nb ~{1+}\r\n\0\r\n"]);
    }

    #[test]
    fn what_would_end_the_line_is_never_said() {
        for text in ["a\r\nA2 LOGOUT", "a\n", "\0"] {
            assert_eq!(Words::new("X ").text(text), Err(Unspeakable));
        }
    }

    #[test]
    fn what_is_no_atom_is_not_said_as_one() {
        let mut words = Words::new("X ");
        for text in ["", "a b", "a\r\nb", "a\"", "a(", "a]", "ä"] {
            assert_eq!(words.atom(text), Err(Unspeakable), "{text}");
        }
        assert_eq!(words.atom("1.2.MIME"), Ok(()));
        assert_eq!(said(&words, 0), ["A1 X 1.2.MIME\r\n"]);
    }

    #[test]
    fn long_texts_do_not_make_long_lines() {
        let mut words = Words::new("X ");
        words.text(&"a".repeat(100_000)).unwrap();
        assert!(words.fits(20));
        words.atom(&"b".repeat(30)).unwrap();
        assert!(!words.fits(20));
    }

    #[test]
    fn numbers_days_and_sets_are_worded() {
        let mut words = Words::default();
        for number in [0, 7, 10, 1_234_567_890, u64::MAX] {
            words.number(number);
            words.push(" ");
        }
        words.day(Day::new(2024, 2, 29).unwrap());
        words.push(" ");
        words.day(Day::new(987, 12, 1).unwrap());
        words.push(" ");
        words.uids(&[1, 2, 3, 9].into_iter().filter_map(Uid::new).collect());
        assert_eq!(
            said(&words, 0),
            ["A1 0 7 10 1234567890 18446744073709551615 29-Feb-2024 1-Dec-0987 1:3,9\r\n"]
        );
    }
}
