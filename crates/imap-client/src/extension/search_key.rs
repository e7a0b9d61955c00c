//! The criteria of SEARCH, SORT and THREAD (RFC 9051 §6.4.4), with those of
//! WITHIN (RFC 5032), SAVEDATE (RFC 8514), OBJECTID (RFC 8474) and X-GM-EXT-1.
//!
//! The codec words the standard's own keys, each with a date type of a calendar
//! crate's, and none of the extensions'; as these may stand anywhere within the
//! tree, the tree is worded here.

use crate::capability::Capabilities;
use crate::words::{Unspeakable, Words};
use mail_model::{Flag, ProblemKind, SearchKey, UidSet};

/// How deep criteria may nest.
const NESTING_LIMIT: u32 = 50;

/// Why criteria can't be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unsearchable {
    /// The server has no word for one of them.
    NotOffered,
    /// They hold what no command may hold, or nest too deep.
    NotPossible,
}

impl Unsearchable {
    /// What a person is told.
    pub(crate) fn kind(self) -> ProblemKind {
        match self {
            Self::NotOffered => ProblemKind::NotOffered,
            Self::NotPossible => ProblemKind::LimitExceeded,
        }
    }
}

impl From<Unspeakable> for Unsearchable {
    fn from(_: Unspeakable) -> Self {
        Self::NotPossible
    }
}

/// Whether a text in it needs a charset to be named.
pub(crate) fn is_ascii(key: &SearchKey) -> bool {
    match key {
        SearchKey::And(keys) | SearchKey::Or(keys) => keys.iter().all(is_ascii),
        SearchKey::Not(key) => is_ascii(key),
        SearchKey::From(text)
        | SearchKey::To(text)
        | SearchKey::Cc(text)
        | SearchKey::Bcc(text)
        | SearchKey::Subject(text)
        | SearchKey::Header { text, .. }
        | SearchKey::Body(text)
        | SearchKey::Text(text)
        | SearchKey::Gmail(text) => text.is_ascii(),
        _ => true,
    }
}

/// Words the criteria as a list of keys, all of which must match.
pub(crate) fn push_all(
    words: &mut Words,
    key: &SearchKey,
    capabilities: &Capabilities,
) -> Result<(), Unsearchable> {
    let encoder = Encoder { capabilities };
    match key {
        SearchKey::And(keys) if !keys.is_empty() => encoder.list(words, keys, 0),
        key => encoder.key(words, key, 0),
    }
}

/// Words one key by what the server understands.
struct Encoder<'a> {
    capabilities: &'a Capabilities,
}

impl Encoder<'_> {
    fn list(&self, words: &mut Words, keys: &[SearchKey], depth: u32) -> Result<(), Unsearchable> {
        for (index, key) in keys.iter().enumerate() {
            if index > 0 {
                words.push(" ");
            }
            self.key(words, key, depth + 1)?;
        }
        Ok(())
    }

    /// A key that stands alone, in parentheses where it is several.
    fn key(&self, words: &mut Words, key: &SearchKey, depth: u32) -> Result<(), Unsearchable> {
        if depth > NESTING_LIMIT {
            return Err(Unsearchable::NotPossible);
        }
        match key {
            SearchKey::All => words.push("ALL"),
            SearchKey::And(keys) => match keys.as_slice() {
                [] => words.push("ALL"),
                [key] => self.key(words, key, depth + 1)?,
                keys => {
                    words.push("(");
                    self.list(words, keys, depth)?;
                    words.push(")");
                }
            },
            SearchKey::Or(keys) => self.or(words, keys, depth)?,
            SearchKey::Not(key) => match &**key {
                SearchKey::Flag(flag) => push_flag(words, flag, false),
                key => {
                    words.push("NOT ");
                    self.key(words, key, depth + 1)?;
                }
            },
            SearchKey::Uids(uids) => push_uids(words, uids),
            SearchKey::Flag(flag) => push_flag(words, flag, true),
            SearchKey::From(text) => push_text(words, "FROM ", text)?,
            SearchKey::To(text) => push_text(words, "TO ", text)?,
            SearchKey::Cc(text) => push_text(words, "CC ", text)?,
            SearchKey::Bcc(text) => push_text(words, "BCC ", text)?,
            SearchKey::Subject(text) => push_text(words, "SUBJECT ", text)?,
            SearchKey::Header { name, text } => {
                push_text(words, "HEADER ", name)?;
                push_text(words, " ", text)?;
            }
            SearchKey::Body(text) => push_text(words, "BODY ", text)?,
            SearchKey::Text(text) => push_text(words, "TEXT ", text)?,
            SearchKey::Larger(size) => push_number(words, "LARGER ", *size),
            SearchKey::Smaller(size) => push_number(words, "SMALLER ", *size),
            SearchKey::Before(day) => push_day(words, "BEFORE ", *day),
            SearchKey::On(day) => push_day(words, "ON ", *day),
            SearchKey::Since(day) => push_day(words, "SINCE ", *day),
            SearchKey::SentBefore(day) => push_day(words, "SENTBEFORE ", *day),
            SearchKey::SentOn(day) => push_day(words, "SENTON ", *day),
            SearchKey::SentSince(day) => push_day(words, "SENTSINCE ", *day),
            SearchKey::Older(seconds) => {
                self.need("WITHIN")?;
                push_number(words, "OLDER ", (*seconds).max(1));
            }
            SearchKey::Younger(seconds) => {
                self.need("WITHIN")?;
                push_number(words, "YOUNGER ", (*seconds).max(1));
            }
            SearchKey::SavedBefore(day) => {
                self.need("SAVEDATE")?;
                push_day(words, "SAVEDBEFORE ", *day);
            }
            SearchKey::SavedSince(day) => {
                self.need("SAVEDATE")?;
                push_day(words, "SAVEDSINCE ", *day);
            }
            SearchKey::EmailId(id) => self.object(words, id, "EMAILID ", "X-GM-MSGID ")?,
            SearchKey::ThreadId(id) => self.object(words, id, "THREADID ", "X-GM-THRID ")?,
            SearchKey::Gmail(text) => {
                self.need("X-GM-EXT-1")?;
                push_text(words, "X-GM-RAW ", text)?;
            }
        }
        Ok(())
    }

    /// `OR` takes two keys: halved, so that many alternatives do not nest deep.
    fn or(&self, words: &mut Words, keys: &[SearchKey], depth: u32) -> Result<(), Unsearchable> {
        match keys {
            [] => words.push("NOT ALL"),
            [key] => self.key(words, key, depth + 1)?,
            keys => {
                let (first, second) = keys.split_at(keys.len() / 2);
                words.push("OR ");
                self.or(words, first, depth)?;
                words.push(" ");
                self.or(words, second, depth)?;
            }
        }
        Ok(())
    }

    /// An identifier of RFC 8474's, or Gmail's own number for the same.
    fn object(
        &self,
        words: &mut Words,
        id: &str,
        standard: &'static str,
        gmail: &'static str,
    ) -> Result<(), Unsearchable> {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if id.is_empty() || id.len() > 255 || !id.bytes().all(is_part) {
            return Err(Unsearchable::NotPossible);
        }
        let is_number = id.bytes().all(|byte| byte.is_ascii_digit());
        if self.capabilities.has("OBJECTID") {
            words.push(standard);
        } else if self.capabilities.has("X-GM-EXT-1") && is_number {
            words.push(gmail);
        } else {
            return Err(Unsearchable::NotOffered);
        }
        Ok(words.atom(id)?)
    }

    fn need(&self, capability: &str) -> Result<(), Unsearchable> {
        if self.capabilities.has(capability) {
            Ok(())
        } else {
            Err(Unsearchable::NotOffered)
        }
    }
}

fn push_text(words: &mut Words, name: &'static str, text: &str) -> Result<(), Unsearchable> {
    words.push(name);
    Ok(words.text(text)?)
}

fn push_number(words: &mut Words, name: &'static str, number: u32) {
    words.push(name);
    words.number(number);
}

fn push_day(words: &mut Words, name: &'static str, day: mail_model::Day) {
    words.push(name);
    words.day(day);
}

fn push_uids(words: &mut Words, uids: &UidSet) {
    if uids.is_empty() {
        words.push("NOT ALL");
    } else {
        words.push("UID ");
        words.uids(uids);
    }
}

fn push_flag(words: &mut Words, flag: &Flag, is_set: bool) {
    if !is_set {
        words.push("UN");
    }
    words.push(match flag {
        Flag::Seen => "SEEN",
        Flag::Answered => "ANSWERED",
        Flag::Flagged => "FLAGGED",
        Flag::Deleted => "DELETED",
        Flag::Draft => "DRAFT",
        Flag::Keyword(_) => "KEYWORD ",
    });
    if let Flag::Keyword(_) = flag {
        words.flag(flag);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::{Day, Keyword, Uid};

    fn capabilities(list: &str) -> Capabilities {
        let mut capabilities = Capabilities::default();
        capabilities.tell(list.split(' ').map(str::to_owned).collect());
        capabilities
    }

    fn said(key: &SearchKey, list: &str) -> Result<String, Unsearchable> {
        let mut words = Words::default();
        push_all(&mut words, key, &capabilities(list))?;
        let segments = words.segments("", 4096).concat();
        Ok(String::from_utf8(segments).unwrap().trim().to_owned())
    }

    #[test]
    fn criteria_are_worded() {
        use SearchKey as Key;
        let text = |text: &str| Key::Subject(text.to_owned());
        let day = Day::new(2024, 2, 1).unwrap();
        let keyword = Flag::Keyword(Keyword::new("$Junk").unwrap());
        let seen = || Key::Flag(Flag::Seen);
        let cases = [
            (Key::All, "ALL"),
            (Key::And(vec![]), "ALL"),
            (Key::Or(vec![]), "NOT ALL"),
            (Key::And(vec![text("a"), seen()]), "SUBJECT \"a\" SEEN"),
            (Key::Or(vec![text("a")]), "SUBJECT \"a\""),
            (
                Key::Or(vec![text("a"), text("b"), text("c"), text("d")]),
                "OR OR SUBJECT \"a\" SUBJECT \"b\" OR SUBJECT \"c\" SUBJECT \"d\"",
            ),
            (
                Key::Or(vec![Key::And(vec![seen(), Key::Larger(5)]), seen()]),
                "OR (SEEN LARGER 5) SEEN",
            ),
            (Key::Not(Box::new(seen())), "UNSEEN"),
            (
                Key::Not(Box::new(Key::And(vec![seen(), seen()]))),
                "NOT (SEEN SEEN)",
            ),
            (
                Key::Not(Box::new(Key::Flag(keyword.clone()))),
                "UNKEYWORD $Junk",
            ),
            (Key::Flag(keyword), "KEYWORD $Junk"),
            (Key::Uids(UidSet::new()), "NOT ALL"),
            (
                Key::Uids([4, 5, 9].into_iter().filter_map(Uid::new).collect()),
                "UID 4:5,9",
            ),
            (
                Key::Header {
                    name: "List-Id".to_owned(),
                    text: String::new(),
                },
                "HEADER \"List-Id\" \"\"",
            ),
            (Key::SentSince(day), "SENTSINCE 1-Feb-2024"),
            (Key::Text("grün".to_owned()), "TEXT {5+}\r\ngrün"),
            (Key::Older(0), "OLDER 1"),
            (Key::Younger(60), "YOUNGER 60"),
            (Key::SavedBefore(day), "SAVEDBEFORE 1-Feb-2024"),
            (Key::EmailId("M1".to_owned()), "EMAILID M1"),
            (Key::Gmail("has:drive".to_owned()), "X-GM-RAW \"has:drive\""),
        ];
        for (key, expected) in cases {
            let of = said(&key, "WITHIN SAVEDATE OBJECTID X-GM-EXT-1");
            assert_eq!(of.as_deref(), Ok(expected), "{key:?}");
        }
    }

    #[test]
    fn what_the_server_has_no_word_for_is_not_offered() {
        use SearchKey as Key;
        for key in [
            Key::Older(5),
            Key::SavedSince(Day::new(2024, 2, 1).unwrap()),
            Key::EmailId("M1".to_owned()),
            Key::Gmail("x".to_owned()),
            Key::Or(vec![Key::All, Key::Not(Box::new(Key::Younger(5)))]),
        ] {
            let of = said(&key, "IMAP4REV1");
            assert_eq!(of, Err(Unsearchable::NotOffered), "{key:?}");
        }
        let thread = Key::ThreadId("17".to_owned());
        assert_eq!(said(&thread, "X-GM-EXT-1").as_deref(), Ok("X-GM-THRID 17"));
        let thread = Key::ThreadId("T17".to_owned());
        assert_eq!(said(&thread, "X-GM-EXT-1"), Err(Unsearchable::NotOffered));
    }

    #[test]
    fn what_no_command_may_hold_is_not_possible() {
        let injected = SearchKey::Subject("a\r\nA2 LOGOUT".to_owned());
        assert_eq!(said(&injected, "X"), Err(Unsearchable::NotPossible));
        let injected = SearchKey::EmailId("M1 SEEN".to_owned());
        assert_eq!(said(&injected, "OBJECTID"), Err(Unsearchable::NotPossible));
        let mut deep = SearchKey::All;
        for _ in 0..100 {
            deep = SearchKey::Not(Box::new(deep));
        }
        assert_eq!(said(&deep, "X"), Err(Unsearchable::NotPossible));
    }
}
