//! UIDPLUS (RFC 4315): which UIDs copies and new messages got.
//!
//! Servers order the sets as they like, and some tell sets that do not fit each
//! other; so both are read here, as ranges in the server's order.

use super::esearch;
use crate::capability::Capabilities;
use crate::reader::Reader;
use core::num::NonZeroU32;
use mail_model::{Uid, UidMap, UidRange, UidValidity};

/// How many new messages one APPENDUID may tell of.
const APPENDED_LIMIT: usize = 10_000;

/// Whether single messages can be removed (UID EXPUNGE, §2.1).
pub(crate) fn is_offered(capabilities: &Capabilities) -> bool {
    capabilities.has("UIDPLUS") || capabilities.has("IMAP4REV2")
}

/// What stands behind COPYUID: the validity, what was copied, the copies.
/// `None` where the sets are not of the same size: then it says nothing.
pub(crate) fn copied(reader: &mut Reader<'_>) -> Option<UidMap> {
    let uid_validity = validity(reader)?;
    let sources = uid_ranges(reader.word());
    let copies = uid_ranges(reader.word());
    UidMap::between(uid_validity, sources, copies)
}

/// What stands behind APPENDUID: the validity, and a UID for each new message
/// in their order (several by MULTIAPPEND, §3).
pub(crate) fn appended(reader: &mut Reader<'_>) -> Option<(UidValidity, Vec<Uid>)> {
    let uid_validity = validity(reader)?;
    let mut uids = Vec::new();
    for range in uid_ranges(reader.word()) {
        if uids.len() + range.count() as usize > APPENDED_LIMIT {
            return None;
        }
        uids.extend((range.first().value()..=range.last().value()).filter_map(Uid::new));
    }
    Some((uid_validity, uids))
}

fn validity(reader: &mut Reader<'_>) -> Option<UidValidity> {
    reader.number().and_then(NonZeroU32::new).map(UidValidity)
}

/// The ranges of a set of UIDs, in the server's order; what is no UID is left out.
pub(crate) fn uid_ranges(bytes: &[u8]) -> Vec<UidRange> {
    let ranges = esearch::ranges(bytes).into_iter();
    ranges
        .filter_map(|(first, last)| Some(UidRange::new(Uid::new(first)?, Uid::new(last)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uid(uid: u32) -> Uid {
        Uid::new(uid).unwrap()
    }

    /// What is told, and which message has which copy.
    type Case = (&'static [u8], Option<&'static [(u32, u32)]>);

    #[test]
    fn copies_are_read_in_whichever_order_they_are_told() {
        let cases: &[Case] = &[
            (
                b" 38505 304,319:320 3956:3958",
                Some(&[(304, 3956), (319, 3957), (320, 3958)]),
            ),
            (b" 1 7,5:6 101:103", Some(&[(5, 102), (6, 103), (7, 101)])),
            (b" 1 6:5 102:101", Some(&[(5, 101), (6, 102)])),
            (b" 1 5:6 101:109", None),
            (b" 1 5 ", None),
            (b" 0 5 6", None),
            (b" x 5 6", None),
            (b"", None),
            (b" 1 1:4294967295 2", None),
        ];
        for (bytes, expected) in cases {
            let map = copied(&mut Reader::new(bytes));
            let pairs = map.map(|map| -> Vec<(u32, u32)> {
                let sources = map.sources();
                let copy = |source| map.copy_of(source).unwrap().value();
                sources.iter().map(|uid| (uid.value(), copy(uid))).collect()
            });
            assert_eq!(
                pairs.as_deref(),
                *expected,
                "{}",
                String::from_utf8_lossy(bytes)
            );
        }
    }

    #[test]
    fn new_messages_are_read_one_or_several() {
        let read = |bytes| appended(&mut Reader::new(bytes)).map(|(_, uids)| uids);
        assert_eq!(read(b" 38505 3955"), Some(vec![uid(3955)]));
        assert_eq!(
            read(b" 38505 9,11:12"),
            Some(vec![uid(9), uid(11), uid(12)])
        );
        assert_eq!(read(b" 38505 1:4294967295"), None);
        assert_eq!(read(b" 38505"), Some(Vec::new()));
        assert_eq!(read(b""), None);
    }
}
