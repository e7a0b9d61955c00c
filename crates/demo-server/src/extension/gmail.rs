//! Gmail's own forms (X-GM-EXT-1): labels in STORE, and its way to search.

use super::cursor::Cursor;
use super::search_key::{DateTest, SearchKey};
use crate::session::Numbers;
use crate::store::decode_name;
use chrono::NaiveDate;
use imap_codec::imap_types::flag::StoreType;
use imap_codec::imap_types::sequence::SequenceSet;
use mail_model::Flag;

/// STORE of X-GM-LABELS.
#[derive(Clone, Debug)]
pub(crate) struct LabelRequest {
    pub(crate) set: SequenceSet,
    pub(crate) numbers: Numbers,
    pub(crate) kind: StoreType,
    pub(crate) is_silent: bool,
    /// Decoded.
    pub(crate) labels: Vec<String>,
}

/// Reads a STORE of labels; `None` for anything else.
pub(crate) fn store_labels(message: &[u8]) -> Option<LabelRequest> {
    let mut cursor = Cursor::new(message);
    cursor.atom()?;
    cursor.token(b" ")?;
    let numbers = match cursor.token(b"UID ") {
        Some(()) => Numbers::Uid,
        None => Numbers::Sequence,
    };
    cursor.token(b"STORE ")?;
    let set = SequenceSet::try_from(core::str::from_utf8(cursor.atom()?).ok()?).ok()?;
    cursor.token(b" ")?;
    let kind = match cursor.rest().first()? {
        b'+' => StoreType::Add,
        b'-' => StoreType::Remove,
        _ => StoreType::Replace,
    };
    let _ = cursor.token(b"+").or_else(|| cursor.token(b"-"));
    cursor.token(b"X-GM-LABELS")?;
    let is_silent = cursor.token(b".SILENT").is_some();
    cursor.token(b" ")?;
    let is_list = cursor.token(b"(").is_some();
    let mut labels = Vec::new();
    while !(is_list && cursor.token(b")").is_some()) {
        if !labels.is_empty() {
            cursor.token(b" ")?;
        }
        labels.push(label(&mut cursor)?);
        if !is_list {
            break;
        }
    }
    cursor.is_at_end().then_some(LabelRequest {
        set,
        numbers,
        kind,
        is_silent,
        labels,
    })
}

/// A label: an astring, or a word with a backslash before it.
pub(super) fn label(cursor: &mut Cursor<'_>) -> Option<String> {
    if cursor.token(b"\\").is_some() {
        let word = core::str::from_utf8(cursor.atom()?).ok()?;
        return Some(format!("\\{word}"));
    }
    decode_name(&cursor.astring()?)
}

/// What Gmail's search box would make of a text, so far as it is known here:
/// words, phrases, `from:` and its like, `is:`, `label:`, dates, `-` and `OR`.
pub(super) fn raw_query(text: &str) -> Option<SearchKey> {
    let mut every: Vec<SearchKey> = Vec::new();
    let mut is_or = false;
    for term in terms(text) {
        if term == "OR" {
            is_or = true;
            continue;
        }
        let key = match term.strip_prefix('-') {
            Some(negated) => SearchKey::Not(Box::new(term_key(negated)?)),
            None => term_key(&term)?,
        };
        let before = if core::mem::take(&mut is_or) {
            every.pop()
        } else {
            None
        };
        every.push(match before {
            Some(before) => SearchKey::Either(Box::new(before), Box::new(key)),
            None => key,
        });
    }
    Some(SearchKey::Every(every))
}

/// What stands between spaces that are in no quotes; the quotes go.
fn terms(text: &str) -> Vec<String> {
    let mut terms = vec![String::new()];
    let mut is_quoted = false;
    for character in text.chars() {
        match character {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => terms.push(String::new()),
            other => terms
                .iter_mut()
                .last()
                .into_iter()
                .for_each(|term| term.push(other)),
        }
    }
    terms.retain(|term| !term.is_empty());
    terms
}

fn term_key(term: &str) -> Option<SearchKey> {
    use SearchKey as K;
    let Some((operator, value)) = term.split_once(':') else {
        return Some(K::Text(term.to_lowercase()));
    };
    let lower = value.to_lowercase();
    Some(match operator.to_ascii_lowercase().as_str() {
        name @ ("from" | "to" | "cc" | "bcc" | "subject") => {
            K::Field(name.to_ascii_uppercase(), lower)
        }
        "is" => match lower.as_str() {
            "unread" => K::Not(Box::new(K::Flag(Flag::Seen))),
            "read" => K::Flag(Flag::Seen),
            "starred" => K::Flag(Flag::Flagged),
            _ => return None,
        },
        "label" | "in" if lower == "inbox" => K::Label("\\Inbox".to_owned()),
        "label" | "in" => K::Label(value.to_owned()),
        "after" => K::Received(DateTest::Since(date(value)?)),
        "before" => K::Received(DateTest::Before(date(value)?)),
        "larger" => K::Larger(lower.parse().ok()?),
        "smaller" => K::Smaller(lower.parse().ok()?),
        "rfc822msgid" => K::Field("MESSAGE-ID".to_owned(), lower),
        // Anything else with a colon in it is a word like others.
        _ => K::Text(term.to_lowercase()),
    })
}

/// `2004/04/16`.
fn date(text: &str) -> Option<NaiveDate> {
    let mut pieces = text.split('/');
    let (year, month, day) = (pieces.next()?, pieces.next()?, pieces.next()?);
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read() {
        let request =
            store_labels(b"a UID STORE 1:3 +X-GM-LABELS.SILENT (\\Inbox \"a b\" &ZeVnLIqe-)\r\n");
        let request = request.unwrap();
        assert_eq!(request.labels, ["\\Inbox", "a b", "日本語"]);
        assert!(request.is_silent && request.kind == StoreType::Add);
        let request = store_labels(b"a STORE 1 X-GM-LABELS x\r\n").unwrap();
        assert_eq!(
            (request.labels.len(), request.kind),
            (1, StoreType::Replace)
        );
        let request = store_labels(b"a STORE 1 X-GM-LABELS ()\r\n").unwrap();
        assert!(request.labels.is_empty());
        for line in [
            "a STORE 1 +FLAGS (x)\r\n",
            "a STORE 1 +X-GM-LABELS (x\r\n",
            "a STORE 1 +X-GM-LABELS x y\r\n",
        ] {
            assert!(store_labels(line.as_bytes()).is_none(), "{line}");
        }
    }

    #[test]
    fn what_one_types_becomes_a_key() {
        use SearchKey as K;
        let text = |text: &str| K::Text(text.to_owned());
        for (query, keys) in [
            ("Tea cup", vec![text("tea"), text("cup")]),
            ("\"tea  cup\"", vec![text("tea  cup")]),
            (
                "from:Ann -tea",
                vec![
                    K::Field("FROM".to_owned(), "ann".to_owned()),
                    K::Not(Box::new(text("tea"))),
                ],
            ),
            (
                "a OR is:starred b",
                vec![
                    K::Either(Box::new(text("a")), Box::new(K::Flag(Flag::Flagged))),
                    text("b"),
                ],
            ),
            (
                "subject:\"a b\" label:x",
                vec![
                    K::Field("SUBJECT".to_owned(), "a b".to_owned()),
                    K::Label("x".to_owned()),
                ],
            ),
            ("", Vec::new()),
        ] {
            assert_eq!(raw_query(query), Some(K::Every(keys)), "{query}");
        }
        assert_eq!(raw_query("after:yesterday"), None);
    }
}
