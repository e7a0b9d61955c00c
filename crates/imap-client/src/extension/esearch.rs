//! ESEARCH (RFC 4731): search results as ranges.

use crate::reader::{Reader, Value};
use mail_model::{Uid, UidRange, UidSet};

/// What asks for the UIDs of all messages, or of those from `first` on. By
/// ESEARCH 100,000 of them come in a hundred bytes.
pub(crate) fn search_uids(first: Option<Uid>, has_esearch: bool) -> Vec<u8> {
    let mut command = b"UID SEARCH ".to_vec();
    if has_esearch {
        command.extend(b"RETURN (ALL) ");
    }
    match first {
        Some(first) => command.extend(format!("UID {}:*", first.value()).bytes()),
        None => command.extend(b"ALL"),
    }
    command
}

/// An ESEARCH response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Esearch {
    /// The tag of the command that it answers.
    pub(crate) tag: Option<String>,
    /// Whether its numbers are UIDs.
    pub(crate) is_uid: bool,
    /// ALL: what was found, as ranges in the server's order. Absent where
    /// nothing was.
    pub(crate) all: Vec<(u32, u32)>,
    /// COUNT: how many were found.
    pub(crate) count: Option<u32>,
    /// PARTIAL (RFC 5267 §4.4): the window's messages, as ranges in the server's order.
    pub(crate) partial: Option<Vec<(u32, u32)>>,
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
                    let bytes = value.as_ref().and_then(Value::bytes).unwrap_or_default();
                    if name.eq_ignore_ascii_case(b"ALL") {
                        esearch.all = ranges(bytes);
                    } else if name.eq_ignore_ascii_case(b"COUNT") {
                        let count = value.as_ref().and_then(Value::number);
                        esearch.count = count.and_then(|count| u32::try_from(count).ok());
                    } else if name.eq_ignore_ascii_case(b"PARTIAL") {
                        // `(1:50 7,3,9)`, or NIL for a window that holds nothing.
                        let window = value.as_ref().and_then(Value::list).unwrap_or_default();
                        let bytes = window.get(1).and_then(Value::bytes).unwrap_or_default();
                        esearch.partial = Some(ranges(bytes));
                    }
                }
                _ => {}
            }
        }
        Some(esearch)
    }

    /// All that was found, as a set.
    pub(crate) fn uids(&self) -> UidSet {
        let ranges = self.all.iter();
        ranges
            .filter_map(|(first, last)| Some(UidRange::new(Uid::new(*first)?, Uid::new(*last)?)))
            .collect()
    }
}

/// The messages that ranges name, one after the other; `None` if there are more
/// than `limit`.
pub(crate) fn listed(ranges: &[(u32, u32)], limit: usize) -> Option<Vec<Uid>> {
    let mut uids = Vec::new();
    for (first, last) in ranges {
        let count = usize::try_from(last.saturating_sub(*first)).ok()?;
        if uids.len().saturating_add(count) >= limit {
            return None;
        }
        uids.extend((*first..=*last).filter_map(Uid::new));
    }
    Some(uids)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_are_worded() {
        for (first, has_esearch, command) in [
            (None, true, "UID SEARCH RETURN (ALL) ALL"),
            (Uid::new(7), true, "UID SEARCH RETURN (ALL) UID 7:*"),
            (None, false, "UID SEARCH ALL"),
            (Uid::new(7), false, "UID SEARCH UID 7:*"),
        ] {
            assert_eq!(search_uids(first, has_esearch), command.as_bytes());
        }
    }

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
                (esearch.tag.as_deref(), esearch.is_uid, &esearch.uids()),
                (*tag, *is_uid, all)
            );
        }
        assert_eq!(Esearch::read(b"* SEARCH 1 2\r\n"), None);
    }

    #[test]
    fn windows_keep_their_order() {
        let read = |bytes: &[u8]| Esearch::read(bytes).unwrap();
        let sorted = read(b"* ESEARCH (TAG \"A1\") UID PARTIAL (1:5 46,6:7,259,85) COUNT 300\r\n");
        let partial = sorted.partial.unwrap();
        let uids: Vec<u32> = listed(&partial, 6)
            .unwrap()
            .into_iter()
            .map(Uid::value)
            .collect();
        assert_eq!((uids, sorted.count), (vec![46, 6, 7, 259, 85], Some(300)));
        assert_eq!(listed(&partial, 4), None);
        assert_eq!(listed(&[(1, u32::MAX), (1, 2)], 1000), None);
        let empty = read(b"* ESEARCH (TAG \"A1\") UID PARTIAL (400:405 NIL)\r\n");
        assert_eq!(empty.partial, Some(Vec::new()));
        assert_eq!(read(b"* ESEARCH UID COUNT x\r\n").count, None);
    }
}
