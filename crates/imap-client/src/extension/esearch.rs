//! ESEARCH (RFC 4731): search results as ranges.

use crate::reader::{Reader, Value};
use mail_model::{Uid, UidRange, UidSet};

/// What asks for the UIDs of all messages: 100,000 of them come in a hundred bytes.
pub(crate) const ALL_UIDS: &[u8] = b"UID SEARCH RETURN (ALL) ALL";

/// An ESEARCH response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Esearch {
    /// The tag of the command that it answers.
    pub(crate) tag: Option<String>,
    /// Whether its numbers are UIDs.
    pub(crate) is_uid: bool,
    /// ALL: what was found. Absent where nothing was.
    pub(crate) all: UidSet,
}

impl Esearch {
    /// Reads a response; `None` if `message` is no ESEARCH response.
    pub(crate) fn read(message: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(message.strip_prefix(b"* ")?);
        if !reader.word().eq_ignore_ascii_case(b"ESEARCH") {
            return None;
        }
        let mut esearch = Self::default();
        while let Some(value) = reader.value() {
            match value {
                Value::List(correlator) => {
                    esearch.tag = correlator.get(1).and_then(Value::text);
                }
                Value::Atom(name) if name.eq_ignore_ascii_case(b"UID") => esearch.is_uid = true,
                Value::Atom(name) => {
                    let value = reader.value();
                    if name.eq_ignore_ascii_case(b"ALL") {
                        let bytes = value.as_ref().and_then(Value::bytes).unwrap_or_default();
                        esearch.all = uid_set(bytes);
                    }
                }
                _ => {}
            }
        }
        Some(esearch)
    }
}

/// The ranges of a sequence set (RFC 9051 §9), as numbers in the server's order.
/// What is no number is left out.
pub(crate) fn ranges(bytes: &[u8]) -> Vec<(u32, u32)> {
    let number = |bytes: &[u8]| core::str::from_utf8(bytes).ok()?.parse::<u32>().ok();
    bytes
        .split(|byte| *byte == b',')
        .filter_map(|range| {
            let mut ends = range.splitn(2, |byte| *byte == b':');
            let first = number(ends.next()?)?;
            let last = ends.next().map_or(Some(first), number)?;
            Some((first.min(last), first.max(last)))
        })
        .collect()
}

fn uid_set(bytes: &[u8]) -> UidSet {
    ranges(bytes)
        .into_iter()
        .filter_map(|(first, last)| Some(UidRange::new(Uid::new(first)?, Uid::new(last)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn responses_are_read() {
        let set = |ranges: &[(u32, u32)]| -> UidSet {
            ranges
                .iter()
                .map(|(a, b)| UidRange::new(Uid::new(*a).unwrap(), Uid::new(*b).unwrap()))
                .collect()
        };
        let cases: &[(&[u8], Option<&str>, bool, UidSet)] = &[
            (
                b"* ESEARCH (TAG \"A3\") UID ALL 1:5,9\r\n",
                Some("A3"),
                true,
                set(&[(1, 5), (9, 9)]),
            ),
            (
                b"* ESEARCH (TAG \"A3\") UID COUNT 0\r\n",
                Some("A3"),
                true,
                set(&[]),
            ),
            (
                b"* ESEARCH (TAG \"A3\") UID\r\n",
                Some("A3"),
                true,
                set(&[]),
            ),
            (
                b"* ESEARCH (TAG A3) UID MIN 2 MAX 9 ALL 9:2 COUNT 8\r\n",
                Some("A3"),
                true,
                set(&[(2, 9)]),
            ),
            (b"* ESEARCH\r\n", None, false, set(&[])),
            (
                b"* esearch UID ALL 1:4294967295\r\n",
                None,
                true,
                set(&[(1, u32::MAX)]),
            ),
        ];
        for (bytes, tag, is_uid, all) in cases {
            let esearch = Esearch::read(bytes).unwrap();
            assert_eq!(
                (esearch.tag.as_deref(), esearch.is_uid, &esearch.all),
                (*tag, *is_uid, all)
            );
        }
        assert_eq!(Esearch::read(b"* SEARCH 1 2\r\n"), None);
    }
}
