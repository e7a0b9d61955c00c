//! Header fields, each kind by a writer of its own: folded (RFC 5322 §2.2.3),
//! and encoded where they are not ASCII (RFC 2047).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use mail_model::{Address, EnvelopeAddress, MessageId};

/// Where a line is folded (RFC 5322 §2.1.1).
const LINE: usize = 78;
/// The longest word that goes as it is; longer ones are encoded in pieces.
const WORD: usize = 60;
/// The text of one encoded word (RFC 2047 §2 allows 75 with its frame), such
/// that one fits behind a field's name.
const ENCODED: usize = 48;
/// So many references are kept beside the first.
const REFERENCES: usize = 20;
/// The longest Message-ID that is repeated.
const MESSAGE_ID: usize = 250;

/// The fields of a header.
#[derive(Default)]
pub(super) struct Fields(String);

impl Fields {
    /// A field whose value is ours: ASCII, short and of one line.
    pub(super) fn raw(&mut self, name: &str, value: &str) {
        self.0 += &format!("{name}: {value}\r\n");
    }
    /// A field of free text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        let words = match is_plain(text) {
            true => text.split(' ').map(str::to_owned).collect(),
            false => encoded_words(text),
        };
        self.folded(name, words);
    }
    /// A field of addresses; none where there are none. `None` where one is no address.
    pub(super) fn addresses(&mut self, name: &str, addresses: &[Address]) -> Option<()> {
        let mut words = Vec::new();
        for (place, address) in addresses.iter().enumerate() {
            let spec = EnvelopeAddress::parse(&address.address)?;
            let comma = if place + 1 < addresses.len() { "," } else { "" };
            if address.name.trim().is_empty() {
                words.push(format!("{}{comma}", spec.as_str()));
            } else {
                words.extend(phrase(address.name.trim()));
                words.push(format!("<{}>{comma}", spec.as_str()));
            }
        }
        if !words.is_empty() {
            self.folded(name, words);
        }
        Some(())
    }
    /// A field of addresses as a person has typed them so far: what is no address
    /// yet stands behind the others, as a name without one.
    pub(super) fn typed_addresses(&mut self, name: &str, addresses: &[Address]) {
        let mut words = Vec::new();
        let mut unfinished = Vec::new();
        for address in addresses {
            let (shown, typed) = (address.name.trim(), address.address.trim());
            match EnvelopeAddress::parse(typed) {
                Some(spec) => {
                    let mut own = if shown.is_empty() {
                        vec![spec.as_str().to_owned()]
                    } else {
                        phrase(shown)
                    };
                    if !shown.is_empty() {
                        own.push(format!("<{}>", spec.as_str()));
                    }
                    words.push(own);
                }
                None if shown.is_empty() && typed.is_empty() => {}
                None => {
                    let mut own = phrase(format!("{shown} {typed}").trim());
                    // A group of nobody (RFC 5322 §3.4) is read by all, a name alone by few.
                    if let Some(last) = own.last_mut() {
                        *last += ":;";
                    }
                    unfinished.push(own);
                }
            }
        }
        words.extend(unfinished);
        let last = words.len().saturating_sub(1);
        for own in words.iter_mut().take(last) {
            if let Some(word) = own.last_mut() {
                *word += ",";
            }
        }
        if !words.is_empty() {
            self.folded(name, words.concat());
        }
    }
    /// A field of words that are ours: ASCII, none of them long.
    pub(super) fn words(&mut self, name: &str, words: &str) {
        let may_stand = |word: &&str| word.bytes().all(|byte| byte.is_ascii_graphic());
        let words = words.split(' ').filter(may_stand);
        self.folded(name, words.map(str::to_owned).collect());
    }
    /// A field of Message-IDs; those that are none are left out. Tells whether
    /// there was one.
    pub(super) fn message_ids(&mut self, name: &str, ids: &[MessageId]) -> bool {
        let is_sound = |id: &&MessageId| {
            let may_stand = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>');
            !id.0.is_empty() && id.0.len() <= MESSAGE_ID && id.0.bytes().all(may_stand)
        };
        let ids: Vec<&MessageId> = ids.iter().filter(is_sound).collect();
        // RFC 5322 §3.6.4 wants the first of them and the last.
        let latest = ids.len().saturating_sub(REFERENCES).max(1);
        let kept = ids.iter().take(1).chain(ids.iter().skip(latest));
        let words: Vec<String> = kept.map(|id| format!("<{}>", id.0)).collect();
        let is_any = !words.is_empty();
        if is_any {
            self.folded(name, words);
        }
        is_any
    }
    /// What was written.
    pub(super) fn finish(self) -> String {
        self.0
    }

    /// Words with a space between, or a line's end where the line would be too long.
    fn folded(&mut self, name: &str, words: Vec<String>) {
        self.0 += name;
        self.0.push(':');
        let mut length = name.len() + 1;
        for word in words {
            if length + 1 + word.len() > LINE && length > name.len() + 1 {
                self.0 += "\r\n";
                length = 0;
            }
            length += 1 + word.len();
            self.0.push(' ');
            self.0 += &word;
        }
        self.0 += "\r\n";
    }
}

/// Whether text can stand in a header as it is: nothing to be lost by folding,
/// nothing that would be taken for an encoded word.
fn is_plain(text: &str) -> bool {
    let is_word = |word: &str| {
        (1..=WORD).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_graphic())
    };
    text.is_empty() || (text.split(' ').all(is_word) && !text.contains("=?"))
}

/// A display name: as it is, quoted, or encoded (RFC 5322 §3.2.5, RFC 2047 §5).
fn phrase(name: &str) -> Vec<String> {
    let is_atom = |word: &str| {
        let is_atext = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b);
        word.bytes().all(is_atext)
    };
    if !is_plain(name) {
        encoded_words(name)
    } else if name.split(' ').all(is_atom) {
        name.split(' ').map(str::to_owned).collect()
    } else if name.len() <= WORD {
        let name = name.replace('\\', "\\\\").replace('"', "\\\"");
        vec![format!("\"{name}\"")]
    } else {
        encoded_words(name)
    }
}

/// A parameter of a field, on lines of its own, the `;` before it included: as
/// it is, quoted, or encoded and cut (RFC 2231).
pub(super) fn parameter(name: &str, value: &str) -> String {
    // A header is of one line, and a file's name too.
    let value: String = value
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let is_plain = value.len() <= WORD && value.bytes().all(|b| (b' '..=b'~').contains(&b));
    // Some programs decode encoded words here too.
    if is_plain && !value.contains("=?") && !value.contains(['"', '\\']) {
        return format!(";\r\n {name}=\"{value}\"");
    }
    let mut pieces = vec![String::new()];
    for c in value.chars() {
        let mut encoded = String::new();
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            match byte {
                b'-' | b'.' | b'_' => encoded.push(char::from(byte)),
                _ if byte.is_ascii_alphanumeric() => encoded.push(char::from(byte)),
                _ => encoded += &format!("%{byte:02X}"),
            }
        }
        match pieces.last_mut() {
            Some(piece) if piece.len() + encoded.len() <= ENCODED => *piece += &encoded,
            _ => pieces.push(encoded),
        }
    }
    if let [only] = pieces.as_slice() {
        return format!(";\r\n {name}*=utf-8''{only}");
    }
    let mut out = String::new();
    for (place, piece) in pieces.iter().enumerate() {
        let charset = if place == 0 { "utf-8''" } else { "" };
        out += &format!(";\r\n {name}*{place}*={charset}{piece}");
    }
    out
}

/// Text in encoded words, cut between characters. Control characters become
/// spaces: a header is of one line.
fn encoded_words(text: &str) -> Vec<String> {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let foreign = text.bytes().filter(|byte| !byte.is_ascii()).count();
    // What is mostly ASCII stays nearly readable.
    let is_quoted = foreign * 3 <= text.len();
    let length = |piece: &str| match is_quoted {
        true => quoted(piece).len(),
        false => piece.len().div_ceil(3) * 4,
    };
    let mut words = Vec::new();
    let mut piece = String::new();
    let mut encode = |piece: &str| {
        words.push(match is_quoted {
            true => format!("=?utf-8?Q?{}?=", quoted(piece)),
            false => format!("=?utf-8?B?{}?=", BASE64.encode(piece)),
        });
    };
    for c in text.chars() {
        piece.push(c);
        if length(&piece) > ENCODED {
            piece.pop();
            encode(&piece);
            piece = c.to_string();
        }
    }
    encode(&piece);
    words
}

/// The Q encoding (RFC 2047 §4.2), with nothing beyond what a phrase may hold (§5).
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b' ' => out.push('_'),
            b'!' | b'*' | b'+' | b'-' | b'/' => out.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            _ => out += &format!("={byte:02X}"),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BuiltInCharsets, parse_header};

    fn subject(text: &str) -> String {
        let mut fields = Fields::default();
        fields.text("Subject", text);
        fields.finish()
    }

    fn from(name: &str, address: &str) -> Option<String> {
        let mut fields = Fields::default();
        let address = Address {
            name: name.to_owned(),
            address: address.to_owned(),
        };
        fields.addresses("From", &[address])?;
        Some(fields.finish())
    }

    #[test]
    fn subjects_are_written_as_plainly_as_can_be() {
        for (text, written) in [
            ("Lunch", "Subject: Lunch\r\n"),
            ("", "Subject: \r\n"),
            ("Grüße", "Subject: =?utf-8?B?R3LDvMOfZQ==?=\r\n"),
            (
                "Grüße an alle",
                "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe_an_alle?=\r\n",
            ),
            ("a =?x?= b", "Subject: =?utf-8?Q?a_=3D=3Fx=3F=3D_b?=\r\n"),
        ] {
            assert_eq!(subject(text), written);
        }
    }

    #[test]
    fn whatever_a_subject_holds_it_is_one_field_and_reads_as_it_was_meant() {
        let long = "x".repeat(2_000);
        let wide = "日本語のとても長い件名".repeat(30);
        let words = "word ".repeat(100);
        for text in [
            "a\r\nBcc: eve@example.org",
            "a\r\n\r\nbody",
            "a\nb\u{85}c\u{2028}d",
            "two  spaces",
            "=?utf-8?Q?fake?=",
            "tab\there",
            "emoji 👩‍👩‍👧 ok",
            words.trim_end(),
            long.as_str(),
            wide.as_str(),
        ] {
            let written = subject(text);
            assert!(written.is_ascii());
            let lines: Vec<&str> = written.trim_end_matches("\r\n").split("\r\n").collect();
            assert!(lines.iter().all(|line| line.len() <= LINE), "{written}");
            assert!(
                lines[1..].iter().all(|line| line.starts_with(' ')),
                "{written}"
            );
            let expected: String = text
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            let read = parse_header(written.as_bytes(), &BuiltInCharsets).subject;
            assert_eq!(
                read.replace('\u{2028}', " "),
                expected.replace('\u{2028}', " ")
            );
        }
    }

    #[test]
    fn names_read_as_they_were_meant() {
        for name in [
            "Ann",
            "Ann B. Cook",
            "Cook, Ann",
            "\"Ann\" \\o/",
            "Jörg Müller",
            "<eve@example.org>",
            "a\r\nBcc: eve@example.org",
            "=?utf-8?Q?fake?=",
            "日本 太郎",
        ] {
            let written = from(name, "ann@example.org").unwrap();
            let header = parse_header(written.as_bytes(), &BuiltInCharsets);
            assert_eq!(header.from.len(), 1, "{written}");
            assert_eq!(header.from[0].address, "ann@example.org");
            let expected = name.replace(['\r', '\n'], " ");
            assert_eq!(
                header.from[0].name.replace("  ", " "),
                expected.replace("  ", " ")
            );
            assert!(
                header.bcc.is_empty() && written.ends_with(">\r\n"),
                "{written}"
            );
        }
    }

    #[test]
    fn an_address_that_is_more_than_one_is_not_written() {
        for address in [
            "",
            "ann",
            "a@b.example\r\nBcc: eve@example.org",
            "a@b.example, c@d.example",
        ] {
            assert_eq!(from("Ann", address), None);
        }
    }

    #[test]
    fn references_keep_the_first_and_the_latest() {
        let ids: Vec<MessageId> = (0..50)
            .map(|n| MessageId(format!("{n}@example.org")))
            .collect();
        let mut fields = Fields::default();
        assert!(fields.message_ids("References", &ids));
        let evil = MessageId("a@b>\r\nBcc: eve@example.org".to_owned());
        assert!(!fields.message_ids("In-Reply-To", &[evil]));
        let read = parse_header(fields.finish().as_bytes(), &BuiltInCharsets);
        assert_eq!(read.references.len(), 1 + REFERENCES);
        assert_eq!(read.references[0], ids[0]);
        assert_eq!(read.references.last(), ids.last());
        assert!(read.in_reply_to.is_empty());
    }
}
