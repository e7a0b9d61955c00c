//! A forgiving reader of IMAP's values (RFC 9051 §9): atoms, strings, literals
//! and parenthesised lists.
//!
//! It reads what servers send, not only what the grammar allows: raw 8-bit
//! bytes in quoted strings, quotes that nobody escaped, numbers below zero,
//! spaces where none belong. What it can't make sense of sets
//! [`Reader::is_damaged`]; it never fails and never reads beyond its bytes.

/// How deep lists may nest; deeper ones are skipped and read as [`Value::TooDeep`].
pub(crate) const NESTING_LIMIT: usize = 64;

/// One value of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// `NIL`.
    Nil,
    /// An atom or a number, as written.
    Atom(Vec<u8>),
    /// A quoted string or a literal, unescaped.
    String(Vec<u8>),
    /// A parenthesised list.
    List(Vec<Value>),
    /// A list beyond [`NESTING_LIMIT`]; its content was skipped.
    TooDeep,
}

impl Value {
    /// The bytes of an atom or a string.
    pub(crate) fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Atom(bytes) | Self::String(bytes) => Some(bytes),
            _ => None,
        }
    }
    /// The bytes of an atom or a string, as text.
    pub(crate) fn text(&self) -> Option<String> {
        self.bytes().map(text)
    }
    /// A number, quoted or not; those below zero are taken for zero.
    pub(crate) fn number(&self) -> Option<u64> {
        let digits = core::str::from_utf8(self.bytes()?).ok()?;
        if digits.starts_with('-') {
            return digits.parse::<i64>().ok().map(|_| 0);
        }
        digits.parse().ok()
    }
    /// The elements of a list.
    pub(crate) fn list(&self) -> Option<&[Self]> {
        match self {
            Self::List(values) => Some(values),
            _ => None,
        }
    }
}

/// Bytes of a server's as text: UTF-8 where it is that, else each byte a
/// character (windows-1252), so that nothing is lost.
pub(crate) fn text(bytes: &[u8]) -> String {
    match core::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| western(*byte)).collect(),
    }
}

/// A byte's character in windows-1252 (WHATWG Encoding, §9.1), which is Latin-1
/// but for these 32; five of them are no characters and keep their numbers.
fn western(byte: u8) -> char {
    const BEYOND_LATIN: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let place = byte.checked_sub(0x80).map(usize::from);
    let other = place.and_then(|place| BEYOND_LATIN.chars().nth(place));
    other.unwrap_or(char::from(byte))
}

/// Reads values one after the other.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Something was not as the grammar has it, and may have been misread.
    pub(crate) is_damaged: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            is_damaged: false,
        }
    }

    /// What stands behind `* NAME` in a response of that name, in whatever case;
    /// `None` if `message` is another.
    pub(crate) fn of_response(message: &'a [u8], name: &[u8]) -> Option<Self> {
        let mut reader = Self::new(message);
        let is_it = reader.word() == b"*" && reader.word().eq_ignore_ascii_case(name);
        is_it.then_some(reader)
    }

    /// A mailbox's raw name; NIL is a name here, as an atom in disguise.
    pub(crate) fn mailbox(&mut self) -> Option<Vec<u8>> {
        let name = match self.value()? {
            Value::Atom(name) | Value::String(name) => name,
            Value::Nil => b"NIL".to_vec(),
            Value::List(_) | Value::TooDeep => return None,
        };
        if name.eq_ignore_ascii_case(b"INBOX") {
            return Some(b"INBOX".to_vec());
        }
        Some(name)
    }

    /// What separates the levels of names; `None` inside where there are none.
    pub(crate) fn delimiter(&mut self) -> Option<Option<char>> {
        self.skip_spaces();
        // Some servers forget that a backslash is to be escaped.
        if self.rest().starts_with(b"\"\\\" ") {
            self.at += 3;
            return Some(Some('\\'));
        }
        Some(self.value()?.text().and_then(|text| text.chars().next()))
    }

    /// A mailbox's raw name that ends its line, or stands before a list: some
    /// servers do not quote those that hold spaces.
    pub(crate) fn last_mailbox(&mut self) -> Option<Vec<u8>> {
        self.skip_spaces();
        let is_bare = !matches!(self.peek(), Some(b'"' | b'{' | b'~'));
        let mut name = self.mailbox()?;
        while is_bare && self.peek() == Some(b' ') {
            let word = Self::new(self.rest()).word();
            if word.is_empty() || word.starts_with(b"(") {
                break;
            }
            name.push(b' ');
            name.extend_from_slice(self.word());
        }
        Some(name)
    }

    /// The next byte, without taking it.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Takes the next byte if it is `byte`.
    pub(crate) fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        if is_next {
            self.at += 1;
        }
        is_next
    }

    /// Skips so many bytes, whatever they are.
    pub(crate) fn skip(&mut self, count: usize) {
        self.at = self.bytes.len().min(self.at + count);
    }

    /// Skips spaces.
    pub(crate) fn skip_spaces(&mut self) {
        while self.take(b' ') {}
    }

    /// What is left of the line, without its end.
    pub(crate) fn rest(&self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let rest = rest.strip_suffix(b"\n").unwrap_or(rest);
        rest.strip_suffix(b"\r").unwrap_or(rest)
    }

    /// Whether the line ends here.
    pub(crate) fn is_at_end(&self) -> bool {
        matches!(self.peek(), None | Some(b'\r' | b'\n'))
    }

    /// The next word: everything up to a space or the line's end.
    pub(crate) fn word(&mut self) -> &'a [u8] {
        self.skip_spaces();
        self.take_while(|byte| !matches!(byte, b' ' | b'\r' | b'\n'))
    }

    /// A number as a word of its own.
    pub(crate) fn number(&mut self) -> Option<u32> {
        core::str::from_utf8(self.word()).ok()?.parse().ok()
    }

    /// The name of a FETCH item, with its section in brackets and its origin:
    /// `BODY[HEADER.FIELDS (DATE "X")]<0>`.
    pub(crate) fn item_name(&mut self) -> &'a [u8] {
        self.skip_spaces();
        let start = self.at;
        let mut is_in_brackets = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'\r' | b'\n' => break,
                b'[' => is_in_brackets = true,
                b']' => is_in_brackets = false,
                b' ' | b'(' | b')' if !is_in_brackets => break,
                _ => {}
            }
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    /// The next value; `None` where there is none, at the end of a list or line.
    pub(crate) fn value(&mut self) -> Option<Value> {
        self.value_at(0)
    }

    fn value_at(&mut self, depth: usize) -> Option<Value> {
        self.skip_spaces();
        match self.peek()? {
            b'\r' | b'\n' | b')' => None,
            b'(' if depth >= NESTING_LIMIT => {
                self.skip_list();
                Some(Value::TooDeep)
            }
            b'(' => Some(self.list(depth)),
            b'"' => Some(Value::String(self.quoted())),
            b'{' | b'~' if self.literal_length().is_some() => Some(Value::String(self.literal())),
            _ => Some(self.atom()),
        }
    }

    fn list(&mut self, depth: usize) -> Value {
        self.take(b'(');
        let mut values = Vec::new();
        while let Some(value) = self.value_at(depth + 1) {
            values.push(value);
        }
        if !self.take(b')') {
            self.is_damaged = true;
        }
        Value::List(values)
    }

    /// Skips a list of any depth without recursion.
    fn skip_list(&mut self) {
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                None | Some(b'\r' | b'\n') => {
                    self.is_damaged = true;
                    return;
                }
                Some(b'"') => {
                    self.quoted();
                }
                Some(b'{') if self.literal_length().is_some() => {
                    self.literal();
                }
                Some(byte) => {
                    self.at += 1;
                    match byte {
                        b'(' => depth += 1,
                        b')' => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    if depth == 0 {
                        return;
                    }
                }
            }
        }
    }

    /// A quoted string. A quote ends it only where something follows that may
    /// follow a string: servers copy unescaped quotes out of broken headers.
    fn quoted(&mut self) -> Vec<u8> {
        self.take(b'"');
        let mut string = Vec::new();
        loop {
            let Some(byte) = self.peek().filter(|b| !matches!(b, b'\r' | b'\n')) else {
                self.is_damaged = true;
                return string;
            };
            self.at += 1;
            match (byte, self.peek()) {
                (b'\\', Some(escaped @ (b'"' | b'\\'))) => {
                    self.at += 1;
                    string.push(escaped);
                }
                // Of two the first belongs to the string, if it ends behind the second.
                (b'"', Some(b'"')) if self.ends_behind_next() => string.push(byte),
                (b'"', None | Some(b' ' | b')' | b'(' | b'"' | b'\r' | b'\n')) => return string,
                _ => string.push(byte),
            }
        }
    }

    /// Whether behind the next byte stands what may follow a string.
    fn ends_behind_next(&self) -> bool {
        let behind = self.bytes.get(self.at + 1);
        matches!(behind, None | Some(b' ' | b')' | b'\r' | b'\n'))
    }

    /// The length that `{5}`, `{5+}` or `~{5}` announces at the end of a line.
    fn literal_length(&self) -> Option<usize> {
        let rest = self.bytes.get(self.at..)?;
        let rest = rest.strip_prefix(b"~").unwrap_or(rest).strip_prefix(b"{")?;
        let end = rest.iter().take(12).position(|byte| *byte == b'}')?;
        let digits = rest.get(..end)?;
        let digits = digits.strip_suffix(b"+").unwrap_or(digits);
        let is_line_end = matches!(rest.get(end + 1), Some(b'\r' | b'\n'));
        let length = core::str::from_utf8(digits).ok()?.parse().ok()?;
        is_line_end.then_some(length)
    }

    fn literal(&mut self) -> Vec<u8> {
        let length = self.literal_length().unwrap_or(0);
        self.take_while(|byte| byte != b'\n');
        self.take(b'\n');
        let end = self.at.saturating_add(length);
        let bytes = self.bytes.get(self.at..end).unwrap_or_else(|| {
            self.is_damaged = true;
            self.bytes.get(self.at..).unwrap_or_default()
        });
        self.at += bytes.len();
        bytes.to_vec()
    }

    fn atom(&mut self) -> Value {
        let atom =
            self.take_while(|byte| !matches!(byte, b' ' | b'(' | b')' | b'"' | b'\r' | b'\n'));
        if atom.eq_ignore_ascii_case(b"NIL") {
            Value::Nil
        } else {
            Value::Atom(atom.to_vec())
        }
    }

    pub(crate) fn take_while(&mut self, is_part: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|byte| !is_part(*byte))
            .unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (Option<Value>, bool) {
        let mut reader = Reader::new(bytes);
        let value = reader.value();
        (value, reader.is_damaged)
    }

    #[test]
    fn values_are_read_as_written() {
        let string = |s: &[u8]| Value::String(s.to_vec());
        let atom = |s: &[u8]| Value::Atom(s.to_vec());
        let cases: &[(&[u8], Value)] = &[
            (b"NIL", Value::Nil),
            (b"nil)", Value::Nil),
            (b"12 13", atom(b"12")),
            (b"\"a \\\"b\\\\\"", string(b"a \"b\\")),
            (b"\"f\xfcr\"", string(b"f\xfcr")),
            (b"\"say \"hi\"!\" 1", string(b"say \"hi\"!")),
            (b"\"say \"hi\"\" 1", string(b"say \"hi\"")),
            (b"\"say \"hi\"\"\r\n", string(b"say \"hi\"")),
            (b"\"\" \"a\"", string(b"")),
            (b"{3}\r\na)b)", string(b"a)b")),
            (b"{0}\r\n", string(b"")),
            (b"~{2}\r\n\0\r", string(b"\0\r")),
            (
                b"(1 (\"a\"\"b\") NIL )",
                Value::List(vec![
                    atom(b"1"),
                    Value::List(vec![string(b"a"), string(b"b")]),
                    Value::Nil,
                ]),
            ),
        ];
        for (bytes, value) in cases {
            assert_eq!(read(bytes), (Some(value.clone()), false), "{}", text(bytes));
        }
    }

    #[test]
    fn what_is_no_utf8_is_read_as_western_text() {
        for (bytes, expected) in [
            (&b"Gr\xfc\xdfe \x96 \x805"[..], "Grüße – €5"),
            ("Grüße".as_bytes(), "Grüße"),
            (b"\x81\x9f\xa0\xff", "\u{81}Ÿ\u{a0}ÿ"),
        ] {
            assert_eq!(text(bytes), expected);
        }
        let all: Vec<u8> = (0..=255).collect();
        let mut read: Vec<char> = text(&all).chars().collect();
        read.sort_unstable();
        read.dedup();
        assert_eq!(read.len(), 256, "no two bytes are one character");
    }

    #[test]
    fn what_ends_too_early_is_damaged_but_read() {
        assert_eq!(
            read(b"(a \"b\r\n"),
            (
                Some(Value::List(vec![
                    Value::Atom(b"a".to_vec()),
                    Value::String(b"b".to_vec())
                ])),
                true
            )
        );
        assert_eq!(
            read(b"{9}\r\nab"),
            (Some(Value::String(b"ab".to_vec())), true)
        );
    }

    #[test]
    fn deep_nesting_is_skipped_and_reading_goes_on() {
        let mut bytes = vec![b'('; 100_000];
        bytes.extend(vec![b')'; 100_000]);
        bytes.extend(b" 7");
        let mut reader = Reader::new(&bytes);
        assert!(matches!(reader.value(), Some(Value::List(_))));
        assert_eq!(reader.value(), Some(Value::Atom(b"7".to_vec())));
        assert!(!reader.is_damaged);
    }

    #[test]
    fn a_number_below_zero_counts_as_zero() {
        assert_eq!(Value::Atom(b"-1".to_vec()).number(), Some(0));
        assert_eq!(Value::String(b"12".to_vec()).number(), Some(12));
        assert_eq!(Value::Atom(b"x".to_vec()).number(), None);
    }
}
