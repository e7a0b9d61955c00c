use super::cursor::Cursor;
use super::gmail::{label, raw_query};
use chrono::NaiveDate;
use imap_codec::imap_types::sequence::SequenceSet;
use mail_model::{Flag, Keyword};

/// How deep search keys may lie within each other.
const MAX_DEPTH: usize = 100;

/// A search key (RFC 3501 §6.4.4 and the extensions named below). Texts are in
/// lower case.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SearchKey {
    All,
    /// `\Recent` is never set here.
    Never,
    Every(Vec<SearchKey>),
    Either(Box<SearchKey>, Box<SearchKey>),
    Not(Box<SearchKey>),
    Numbers(SequenceSet),
    Uids(SequenceSet),
    /// `$`, what was found last (RFC 5182).
    Found,
    Flag(Flag),
    Received(DateTest),
    Sent(DateTest),
    /// When it came into this mailbox (RFC 8514).
    Saved(DateTest),
    /// Such times are known (RFC 8514).
    SaveDateSupported,
    /// So many seconds ago or longer (RFC 5032).
    Older(u32),
    /// So many seconds ago or later (RFC 5032).
    Younger(u32),
    Larger(u32),
    Smaller(u32),
    /// A header field contains a text; an empty one asks whether it is there.
    Field(String, String),
    Body(String),
    Text(String),
    /// At that mod-sequence or later (RFC 7162 §3.1.5).
    ChangedAt(u64),
    EmailId(String),
    ThreadId(String),
    /// A key of Gmail's (X-GM-EXT-1), and what it means.
    Gmail(Box<SearchKey>),
    /// A label of Gmail's.
    Label(String),
}

/// How a date is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateTest {
    Before(NaiveDate),
    On(NaiveDate),
    Since(NaiveDate),
}

impl DateTest {
    pub(crate) fn holds(self, date: NaiveDate) -> bool {
        match self {
            Self::Before(limit) => date < limit,
            Self::On(limit) => date == limit,
            Self::Since(limit) => date >= limit,
        }
    }
}

impl SearchKey {
    /// The capability that the key needs.
    fn capability(&self) -> Option<&'static str> {
        Some(match self {
            Self::Found => "SEARCHRES",
            Self::Saved(_) | Self::SaveDateSupported => "SAVEDATE",
            Self::Older(_) | Self::Younger(_) => "WITHIN",
            Self::ChangedAt(_) => "CONDSTORE",
            Self::EmailId(_) | Self::ThreadId(_) => "OBJECTID",
            // What it means needs nothing else.
            Self::Gmail(_) | Self::Label(_) => "X-GM-EXT-1",
            _ => return None,
        })
    }

    /// All that the key needs, and the keys within it.
    pub(crate) fn capabilities(&self, needed: &mut Vec<&'static str>) {
        match self {
            Self::Every(keys) => keys.iter().for_each(|key| key.capabilities(needed)),
            Self::Either(a, b) => {
                a.capabilities(needed);
                b.capabilities(needed);
            }
            Self::Not(key) => key.capabilities(needed),
            key => needed.extend(key.capability()),
        }
    }

    /// Whether the key, or one within it, looks for a text beyond US-ASCII.
    pub(crate) fn is_beyond_ascii(&self) -> bool {
        match self {
            Self::Every(keys) => keys.iter().any(Self::is_beyond_ascii),
            Self::Either(a, b) => a.is_beyond_ascii() || b.is_beyond_ascii(),
            Self::Not(key) | Self::Gmail(key) => key.is_beyond_ascii(),
            Self::Field(_, text) | Self::Body(text) | Self::Text(text) => !text.is_ascii(),
            _ => false,
        }
    }
}

/// Reads keys up to the end of the command.
pub(super) fn keys(cursor: &mut Cursor<'_>) -> Option<SearchKey> {
    let mut keys = vec![key(cursor, MAX_DEPTH)?];
    while cursor.token(b" ").is_some() {
        keys.push(key(cursor, MAX_DEPTH)?);
    }
    cursor.is_at_end().then_some(SearchKey::Every(keys))
}

fn key(cursor: &mut Cursor<'_>, depth: usize) -> Option<SearchKey> {
    use SearchKey as K;
    let depth = depth.checked_sub(1)?;
    if cursor.token(b"(").is_some() {
        let mut keys = vec![key(cursor, depth)?];
        while cursor.token(b" ").is_some() {
            keys.push(key(cursor, depth)?);
        }
        cursor.token(b")")?;
        return Some(K::Every(keys));
    }
    let word = String::from_utf8(cursor.atom()?.to_ascii_uppercase()).ok()?;
    let not = |key| K::Not(Box::new(key));
    Some(match word.as_str() {
        "ALL" | "OLD" => K::All,
        "NEW" | "RECENT" => K::Never,
        "$" => K::Found,
        "ANSWERED" => K::Flag(Flag::Answered),
        "DELETED" => K::Flag(Flag::Deleted),
        "DRAFT" => K::Flag(Flag::Draft),
        "FLAGGED" => K::Flag(Flag::Flagged),
        "SEEN" => K::Flag(Flag::Seen),
        "UNANSWERED" => not(K::Flag(Flag::Answered)),
        "UNDELETED" => not(K::Flag(Flag::Deleted)),
        "UNDRAFT" => not(K::Flag(Flag::Draft)),
        "UNFLAGGED" => not(K::Flag(Flag::Flagged)),
        "UNSEEN" => not(K::Flag(Flag::Seen)),
        "KEYWORD" => K::Flag(keyword(cursor)?),
        "UNKEYWORD" => not(K::Flag(keyword(cursor)?)),
        "NOT" => {
            cursor.token(b" ")?;
            not(key(cursor, depth)?)
        }
        "OR" => {
            cursor.token(b" ")?;
            let first = key(cursor, depth)?;
            cursor.token(b" ")?;
            K::Either(Box::new(first), Box::new(key(cursor, depth)?))
        }
        "UID" => {
            cursor.token(b" ")?;
            match cursor.atom()? {
                b"$" => K::Found,
                set => K::Uids(sequence_set(set)?),
            }
        }
        "BEFORE" => K::Received(DateTest::Before(date(cursor)?)),
        "ON" => K::Received(DateTest::On(date(cursor)?)),
        "SINCE" => K::Received(DateTest::Since(date(cursor)?)),
        "SENTBEFORE" => K::Sent(DateTest::Before(date(cursor)?)),
        "SENTON" => K::Sent(DateTest::On(date(cursor)?)),
        "SENTSINCE" => K::Sent(DateTest::Since(date(cursor)?)),
        "SAVEDBEFORE" => K::Saved(DateTest::Before(date(cursor)?)),
        "SAVEDON" => K::Saved(DateTest::On(date(cursor)?)),
        "SAVEDSINCE" => K::Saved(DateTest::Since(date(cursor)?)),
        "SAVEDATESUPPORTED" => K::SaveDateSupported,
        "OLDER" => K::Older(number(cursor).filter(|seconds| *seconds > 0)?),
        "YOUNGER" => K::Younger(number(cursor).filter(|seconds| *seconds > 0)?),
        "LARGER" => K::Larger(number(cursor)?),
        "SMALLER" => K::Smaller(number(cursor)?),
        "BCC" | "CC" | "FROM" | "SUBJECT" | "TO" => K::Field(word, text(cursor)?),
        "HEADER" => K::Field(text(cursor)?, text(cursor)?),
        "BODY" => K::Body(text(cursor)?),
        "TEXT" => K::Text(text(cursor)?),
        "MODSEQ" => K::ChangedAt(mod_sequence(cursor)?),
        "EMAILID" => K::EmailId(object_id(cursor)?),
        "X-GM-MSGID" => K::Gmail(Box::new(K::EmailId(gmail_id(cursor, 'M')?))),
        "X-GM-THRID" => K::Gmail(Box::new(K::ThreadId(gmail_id(cursor, 'T')?))),
        "X-GM-LABELS" => {
            cursor.token(b" ")?;
            K::Label(label(cursor)?)
        }
        "X-GM-RAW" => {
            cursor.token(b" ")?;
            let query = String::from_utf8(cursor.astring()?).ok()?;
            K::Gmail(Box::new(raw_query(&query)?))
        }
        "THREADID" => K::ThreadId(object_id(cursor)?),
        _ => K::Numbers(sequence_set(word.as_bytes())?),
    })
}

fn sequence_set(text: &[u8]) -> Option<SequenceSet> {
    let is_set = |octet: &u8| octet.is_ascii_digit() || b"*:,".contains(octet);
    let text = core::str::from_utf8(text).ok()?;
    text.bytes().all(|octet| is_set(&octet)).then_some(())?;
    SequenceSet::try_from(text).ok()
}

fn keyword(cursor: &mut Cursor<'_>) -> Option<Flag> {
    cursor.token(b" ")?;
    let name = core::str::from_utf8(cursor.atom()?).ok()?;
    let is_atom = !name.contains(['%', '*', ']']);
    is_atom.then_some(Flag::Keyword(Keyword::new(name)?))
}

fn number(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.token(b" ")?;
    digits(cursor.atom()?)
}

fn digits<T: core::str::FromStr>(text: &[u8]) -> Option<T> {
    let is_number = text.iter().all(u8::is_ascii_digit);
    is_number.then_some(())?;
    core::str::from_utf8(text).ok()?.parse().ok()
}

fn text(cursor: &mut Cursor<'_>) -> Option<String> {
    cursor.token(b" ")?;
    let text = cursor.astring()?;
    Some(String::from_utf8(text).ok()?.to_lowercase())
}

/// `MODSEQ ["/flags/name" type] number` (RFC 7162 §3.1.5); a name narrows nothing here.
fn mod_sequence(cursor: &mut Cursor<'_>) -> Option<u64> {
    cursor.token(b" ")?;
    if cursor.rest().starts_with(b"\"") {
        let name = cursor.astring()?;
        let is_flag = name.get(..7)?.eq_ignore_ascii_case(b"/flags/");
        let kinds: [&[u8]; 3] = [b" priv ", b" shared ", b" all "];
        let mut is_kind = kinds.into_iter().map(|kind| cursor.token(kind).is_some());
        (is_flag && is_kind.any(|is_kind| is_kind)).then_some(())?;
    }
    digits(cursor.atom()?)
}

/// An identity (RFC 8474 §4).
fn object_id(cursor: &mut Cursor<'_>) -> Option<String> {
    cursor.token(b" ")?;
    let id = core::str::from_utf8(cursor.atom()?).ok()?;
    let is_id = |octet: u8| octet.is_ascii_alphanumeric() || b"-_".contains(&octet);
    (id.len() <= 255 && id.bytes().all(is_id)).then(|| id.to_owned())
}

/// Gmail's numbers are those of the identities.
fn gmail_id(cursor: &mut Cursor<'_>, kind: char) -> Option<String> {
    cursor.token(b" ")?;
    let number: u64 = digits(cursor.atom()?)?;
    Some(format!("{kind}{number:016x}"))
}

/// `1-Feb-1994`, in quotes or without.
fn date(cursor: &mut Cursor<'_>) -> Option<NaiveDate> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let text = text(cursor)?;
    let mut pieces = text.split('-');
    let (day, month, year) = (pieces.next()?, pieces.next()?, pieces.next()?);
    if pieces.next().is_some() || !(1..=2).contains(&day.len()) || year.len() != 4 {
        return None;
    }
    let month = MONTHS.iter().zip(1..).find(|(name, _)| **name == month)?.1;
    NaiveDate::from_ymd_opt(digits(year.as_bytes())?, month, digits(day.as_bytes())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<SearchKey> {
        keys(&mut Cursor::new(format!("{text}\r\n").as_bytes()))
    }

    #[test]
    fn keys_are_read_in_all_their_forms() {
        use SearchKey as K;
        let day = NaiveDate::from_ymd_opt(1994, 2, 1).unwrap();
        let set = |text: &str| SequenceSet::try_from(text).unwrap();
        for (text, key) in [
            ("all", K::All),
            ("1:3,7:*", K::Numbers(set("1:3,7:*"))),
            ("uid 4", K::Uids(set("4"))),
            ("$", K::Found),
            ("UID $", K::Found),
            ("unseen", K::Not(Box::new(K::Flag(Flag::Seen)))),
            ("SINCE 1-Feb-1994", K::Received(DateTest::Since(day))),
            ("SAVEDON \"01-feb-1994\"", K::Saved(DateTest::On(day))),
            ("HEADER X-A {1}\r\nB", K::Field("x-a".into(), "b".into())),
            ("MODSEQ \"/flags/\\\\seen\" all 7", K::ChangedAt(7)),
            ("MODSEQ 0", K::ChangedAt(0)),
            ("OR NEW (SMALLER 3 \t)", K::All),
        ] {
            if text.contains('\t') {
                assert_eq!(read(text), None);
                continue;
            }
            assert_eq!(read(text), Some(K::Every(vec![key])), "{text}");
        }
        assert_eq!(
            read("OR NEW (SMALLER 3 OLDER 9)"),
            Some(K::Every(vec![K::Either(
                Box::new(K::Never),
                Box::new(K::Every(vec![K::Smaller(3), K::Older(9)]))
            )]))
        );
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in [
            "",
            "0",
            "1:",
            "UID",
            "FROM",
            "KEYWORD \\Seen",
            "ON 32-Jan-1994",
            "ON 1-Jan-94",
            "OLDER 0",
            "LARGER -1",
            "MODSEQ \"/flags/x\" 7",
            "NOT",
            "OR ALL",
            "(ALL",
            "()",
            "ALL ",
            "XYZZY",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(read(&format!("{}ALL", "NOT ".repeat(90))).is_some());
        assert!(read(&format!("{}ALL", "NOT ".repeat(100_000))).is_none());
    }
}
