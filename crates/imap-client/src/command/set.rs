//! Sets of messages as commands name them.

use core::num::NonZeroU32;
use imap_codec::imap_types::core::Vec1;
use imap_codec::imap_types::sequence::{SeqOrUid, Sequence, SequenceSet};
use mail_model::{UidRange, UidSet};

/// How long a set may be within one command, so that the line stays below 8,000
/// bytes (RFC 7162 §4) with the longest item list behind it.
const LENGTH_LIMIT: usize = 7_000;

/// The set in pieces that fit a command each, and of at most `count` messages
/// each, ascending.
pub(crate) fn pieces(uids: &UidSet, count: u32) -> Vec<UidSet> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < uids.len() {
        let mut piece = uids.slice(start..start.saturating_add(count).min(uids.len()));
        while length(&piece) > LENGTH_LIMIT && piece.len() > 1 {
            piece = piece.slice(0..piece.len() / 2);
        }
        start += piece.len().max(1);
        pieces.push(piece);
    }
    pieces
}

fn length(uids: &UidSet) -> usize {
    let digits = |number: u32| number.checked_ilog10().map_or(1, |log| log as usize + 1);
    uids.ranges()
        .iter()
        .map(|range| digits(range.first().value()) + digits(range.last().value()) + 2)
        .sum()
}

/// The set in the codec's type; `None` if it is empty.
pub(crate) fn sequence_set(uids: &UidSet) -> Option<SequenceSet> {
    let sequences: Vec<Sequence> = uids.ranges().iter().copied().map(sequence).collect();
    Vec1::try_from(sequences).ok().map(SequenceSet)
}

fn sequence(range: UidRange) -> Sequence {
    if range.first() == range.last() {
        Sequence::Single(SeqOrUid::Value(range.first().0))
    } else {
        Sequence::Range(
            SeqOrUid::Value(range.first().0),
            SeqOrUid::Value(range.last().0),
        )
    }
}

/// Sequence numbers from `first` to `last`; `None` if there is none between them.
pub(crate) fn sequence_range(first: u32, last: u32) -> Option<SequenceSet> {
    let ends = (NonZeroU32::new(first)?, NonZeroU32::new(last)?);
    (ends.0 <= ends.1).then(|| {
        let sequence = if ends.0 == ends.1 {
            Sequence::Single(SeqOrUid::Value(ends.0))
        } else {
            Sequence::Range(SeqOrUid::Value(ends.0), SeqOrUid::Value(ends.1))
        };
        SequenceSet::from(sequence)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::Uid;

    #[test]
    fn long_sets_are_split_and_nothing_is_lost() {
        let uids: UidSet = (1..60_000).step_by(2).filter_map(Uid::new).collect();
        let pieces = pieces(&uids, u32::MAX);
        assert!(pieces.len() > 10);
        assert!(pieces.iter().all(|piece| length(piece) <= LENGTH_LIMIT));
        let again: UidSet = pieces.iter().flat_map(UidSet::iter).collect();
        assert_eq!(again, uids);
    }

    #[test]
    fn pieces_are_no_larger_than_wanted() {
        let uids: UidSet = (1..=10).filter_map(Uid::new).collect();
        let lengths: Vec<u32> = pieces(&uids, 4).iter().map(UidSet::len).collect();
        assert_eq!(lengths, [4, 4, 2]);
    }
}
