mod words;

use super::encoded_word::encoded_word_length;
use super::{decode_words, one_line};
use crate::CharsetDecoder;
use mail_model::Address;
use words::{bare_address, closing_quote, comment_end, is_encoded_whole, split_address, unquoted};

/// How many addresses of a field are read.
pub(super) const COUNT_LIMIT: usize = 20_000;

/// Reads an address list (RFC 5322 §3.4, with §4.4's obsolete forms), and makes
/// what it can of one that is not. Groups are replaced by their members; an
/// empty group is a name without an address.
pub(super) fn parse_addresses(text: &str, charsets: &dyn CharsetDecoder) -> Vec<Address> {
    let mut reader = Reader {
        charsets,
        rest: text,
        entry: Entry::default(),
        group: None,
        has_quote_ends: true,
        has_comment_ends: true,
        group_ends: text.matches(';').count(),
        addresses: Vec::new(),
    };
    reader.read();
    reader.addresses
}

/// One mailbox as far as it is read.
#[derive(Default)]
struct Entry {
    /// Its words as a display name: quotes undone.
    phrase: String,
    /// Its words as an address: quotes kept.
    spec: String,
    /// Whether an `@` is among these.
    has_at: bool,
    /// The first comment, which in RFC 822's days held the name.
    comment: Option<String>,
    /// What stood between `<` and `>`.
    angle: Option<String>,
}

struct Group {
    name: String,
    /// How many addresses there were before it.
    first: usize,
}

struct Reader<'a> {
    charsets: &'a dyn CharsetDecoder,
    rest: &'a str,
    entry: Entry,
    group: Option<Group>,
    // Once the search for an end found none, it is not begun again: the time
    // stays linear in the length.
    has_quote_ends: bool,
    has_comment_ends: bool,
    /// How many semicolons are still to come.
    group_ends: usize,
    addresses: Vec<Address>,
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        while let Some(c) = self.rest.chars().next() {
            if self.addresses.len() >= COUNT_LIMIT {
                return;
            }
            match c {
                '"' => self.quoted_string(),
                '(' => self.comment(),
                '<' => self.angle_address(),
                '[' => self.domain_literal(),
                ',' => {
                    self.advance(1);
                    self.end_mailbox();
                }
                ';' => {
                    self.advance(1);
                    self.end_mailbox();
                    self.end_group();
                }
                ':' => self.colon(),
                '=' => self.encoded_word_or_text(),
                _ => self.text(),
            }
        }
        self.end_mailbox();
        self.end_group();
    }

    /// Passes over `length` bytes, which end at a character's border, and returns them.
    fn advance(&mut self, length: usize) -> &'a str {
        let (passed, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        self.group_ends -= passed.matches(';').count();
        self.rest = rest;
        passed
    }

    fn quoted_string(&mut self) {
        let end = self
            .has_quote_ends
            .then(|| closing_quote(self.rest))
            .flatten();
        let Some(end) = end else {
            self.has_quote_ends = false;
            self.advance(1);
            return;
        };
        let quoted = self.advance(end);
        self.entry.spec.push_str(quoted);
        let content = quoted.get(1..end - 1).unwrap_or_default();
        let mut is_escaped = false;
        for c in content.chars() {
            if c == '\\' && !is_escaped {
                is_escaped = true;
            } else {
                is_escaped = false;
                self.entry.phrase.push(c);
            }
        }
    }

    fn comment(&mut self) {
        let end = self
            .has_comment_ends
            .then(|| comment_end(self.rest))
            .flatten();
        let Some(end) = end else {
            self.has_comment_ends = false;
            self.advance(1);
            return;
        };
        let comment = self.advance(end);
        let content = comment.get(1..end - 1).unwrap_or_default();
        if self.entry.comment.is_none() && !content.trim().is_empty() {
            self.entry.comment = Some(content.replace('\\', ""));
        }
    }

    fn angle_address(&mut self) {
        if self.entry.angle.is_some() {
            self.end_mailbox();
        }
        self.advance(1);
        let end = self.rest.find(['<', '>']).unwrap_or(self.rest.len());
        let (content, is_closed) = match self.rest.as_bytes().get(end) {
            Some(b'>') => (end, true),
            // No end: the address ends where the next one may begin.
            _ => (
                self.rest
                    .find([',', ';', '<', ' '])
                    .unwrap_or(self.rest.len()),
                false,
            ),
        };
        self.entry.angle = Some(self.advance(content).to_owned());
        if is_closed {
            self.advance(1);
        }
    }

    fn domain_literal(&mut self) {
        let content = self.rest.get(1..).unwrap_or_default();
        let length = match content.find(['[', ']', ',', '<', '>']) {
            Some(end) if content.as_bytes().get(end) == Some(&b']') => end + 2,
            _ => 1,
        };
        let literal = self.advance(length);
        self.push(literal);
    }

    fn colon(&mut self) {
        self.advance(1);
        let word = self.entry.spec.trim();
        let is_name = !word.is_empty() && !self.entry.has_at && self.entry.angle.is_none();
        let is_ended = self.group_ends > 0 || self.rest.trim_start().is_empty();
        if word.eq_ignore_ascii_case("mailto") {
            self.entry = Entry::default();
        } else if is_name && is_ended {
            self.end_group();
            let entry = core::mem::take(&mut self.entry);
            self.group = Some(Group {
                name: self.decoded(&entry.phrase),
                first: self.addresses.len(),
            });
        } else {
            self.push(":");
        }
    }

    fn encoded_word_or_text(&mut self) {
        let length = encoded_word_length(self.rest).unwrap_or(1);
        let word = self.advance(length);
        self.push(word);
    }

    fn text(&mut self) {
        let end = self
            .rest
            .find(['"', '(', '<', '[', ',', ';', ':', '='])
            .unwrap_or(self.rest.len());
        let text = self.advance(end.max(1));
        self.push(text);
    }

    fn push(&mut self, text: &str) {
        self.entry.phrase.push_str(text);
        let is_first = self.entry.spec.is_empty();
        let text = if is_first { text.trim_start() } else { text };
        self.entry.spec.push_str(text);
        self.entry.has_at |= text.contains('@');
    }

    fn decoded(&self, text: &str) -> String {
        let text = one_line(&decode_words(text, self.charsets));
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ")
    }

    fn end_mailbox(&mut self) {
        let entry = core::mem::take(&mut self.entry);
        let comment = entry
            .comment
            .as_deref()
            .map(|comment| self.decoded(comment));
        let (name, address) = match entry.angle {
            Some(angle) => (self.decoded(&entry.phrase), bare_address(&angle)),
            None if is_encoded_whole(&entry.spec) => {
                self.push_encoded_whole(&entry.phrase);
                return;
            }
            None => match split_address(&entry.spec) {
                Some((name, address)) => (self.decoded(&name), address),
                None => (self.decoded(&entry.phrase), String::new()),
            },
        };
        let name = if name.is_empty() {
            comment.unwrap_or_default()
        } else {
            unquoted(&name).to_owned()
        };
        if !name.is_empty() || !address.is_empty() {
            self.push_address(Address { name, address });
        }
    }

    /// `Doe, John <j@example.org>` lacks its quotes: what has no address of its
    /// own is the beginning of the name that follows.
    fn push_address(&mut self, mut address: Address) {
        let first = self.group.as_ref().map_or(0, |group| group.first);
        let has_both = !address.address.is_empty() && !address.name.is_empty();
        if has_both && self.addresses.len() > first {
            let is_half_a_name = |before: &mut Address| !before.address.contains('@');
            if let Some(before) = self.addresses.pop_if(is_half_a_name) {
                address.name = format!("{}, {}", before.label(), address.name);
            }
        }
        self.addresses.push(address);
    }

    /// A mailer encoded `Name <address>` in one piece.
    fn push_encoded_whole(&mut self, phrase: &str) {
        let text = self.decoded(phrase);
        let pieces = text
            .strip_suffix('>')
            .and_then(|text| text.rsplit_once('<'))
            .filter(|(_, address)| address.contains('@'));
        let (name, address) = match pieces {
            Some((name, address)) => (name.trim().to_owned(), bare_address(address)),
            None if text.contains('@') && !text.contains(' ') => (String::new(), text),
            None => (text, String::new()),
        };
        if !name.is_empty() || !address.is_empty() {
            self.push_address(Address {
                name: unquoted(&name).to_owned(),
                address,
            });
        }
    }

    fn end_group(&mut self) {
        if let Some(group) = self.group.take()
            && self.addresses.len() == group.first
            && !group.name.is_empty()
        {
            self.addresses.push(Address {
                name: group.name,
                address: String::new(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BuiltInCharsets;

    fn read(text: &str) -> Vec<(String, String)> {
        parse_addresses(text, &BuiltInCharsets)
            .into_iter()
            .map(|address| (address.name, address.address))
            .collect()
    }

    #[test]
    fn one_mailbox_reads_in_every_form() {
        let table = [
            ("a@x.org", "", "a@x.org"),
            ("<a@x.org>", "", "a@x.org"),
            ("A B <a@x.org>", "A B", "a@x.org"),
            ("\"Doe, John\" <j@x.org>", "Doe, John", "j@x.org"),
            ("\"A \\\"B\\\"\" <a@x.org>", "A \"B\"", "a@x.org"),
            ("a@x.org (A B)", "A B", "a@x.org"),
            ("a(comment)@x.org (Name)", "comment", "a@x.org"),
            ("\"john doe\"@x.org", "", "\"john doe\"@x.org"),
            ("x@[192.0.2.1]", "", "x@[192.0.2.1]"),
            ("x@[IPv6:2001:db8::1]", "", "x@[IPv6:2001:db8::1]"),
            ("<@a,@b:j@x.org>", "", "j@x.org"),
            ("a @ x.org", "", "a@x.org"),
            ("=?utf-8?Q?Doe=2C_J?= <j@x.org>", "Doe, J", "j@x.org"),
            ("=?utf-8?Q?Doe, J?= <j@x.org>", "Doe, J", "j@x.org"),
            ("\"=?utf-8?Q?J=C3=B6?=\" <j@x.org>", "Jö", "j@x.org"),
            ("'A B' <a@x.org>", "A B", "a@x.org"),
            ("Jörg <jörg@exämple.org>", "Jörg", "jörg@exämple.org"),
            // Broken ones.
            ("Doe, John <j@x.org>", "Doe, John", "j@x.org"),
            ("John <j@x.org", "John", "j@x.org"),
            ("John j@x.org", "John", "j@x.org"),
            ("\"John <j@x.org>", "John", "j@x.org"),
            ("John (the <j@x.org>", "John the", "j@x.org"),
            ("=?utf-8?Q?John_=3Cj=40x.org=3E?=", "John", "j@x.org"),
            ("mailto:a@x.org", "", "a@x.org"),
            ("root", "", "root"),
            ("The Moderator", "The Moderator", ""),
            ("Team: a@x.org;", "", "a@x.org"),
            ("undisclosed-recipients:;", "undisclosed-recipients", ""),
            ("undisclosed-recipients:", "undisclosed-recipients", ""),
            ("Sales: Team A <a@x.org>", "Sales: Team A", "a@x.org"),
            ("=?utf-8?Q?J<j@x.org>", "J", "j@x.org"),
        ];
        for (text, name, address) in table {
            assert_eq!(read(text), [(name.into(), address.into())], "{text}");
        }
    }

    #[test]
    fn lists_and_groups_are_split_where_they_should_be() {
        let addresses = |text: &str| -> Vec<String> {
            read(text).into_iter().map(|(_, address)| address).collect()
        };
        assert_eq!(
            addresses("a@x, B <b@x>,, \"c, d\" <c@x>"),
            ["a@x", "b@x", "c@x"]
        );
        assert_eq!(addresses("Team: a@x, b@x; c@x"), ["a@x", "b@x", "c@x"]);
        assert_eq!(addresses("a@x; b@x"), ["a@x", "b@x"]);
        assert_eq!(addresses("<a@x> <b@x>"), ["a@x", "b@x"]);
        assert_eq!(addresses(" , ;"), Vec::<String>::new());
    }

    #[test]
    fn an_encoded_word_never_becomes_part_of_an_address() {
        assert_eq!(
            read("=?utf-8?q?=3Cceo=40example.org=3E?=@canary.invalid")[0].1,
            "=?utf-8?q?=3Cceo=40example.org=3E?=@canary.invalid"
        );
    }
}
