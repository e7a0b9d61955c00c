//! What SELECT with QRESYNC and UID FETCH with VANISHED have in common.

use crate::session::Session;
use crate::store::{Mailbox, common};
use core::num::NonZeroU32;
use imap_codec::imap_types::core::Vec1;
use imap_codec::imap_types::response::Data;
use imap_codec::imap_types::sequence::{SeqOrUid, Sequence, SequenceSet};
use mail_model::{Uid, UidRange, UidSet};

/// The most pairs of numbers that a client may send to match sequence numbers.
const MAX_PAIRS: usize = 10_000;

/// The most ranges of UIDs in one VANISHED: what is more comes in several.
const MAX_RANGES: usize = 1_000;

/// Tells that messages are gone (RFC 7162 §3.2.10); with `earlier` such as the
/// client may never have known.
pub(crate) fn vanished(uids: &UidSet, earlier: bool) -> Vec<Data<'static>> {
    let sets = uids.ranges().chunks(MAX_RANGES).filter_map(wire_set);
    let told = sets.map(|known_uids| Data::Vanished {
        earlier,
        known_uids,
    });
    told.collect()
}

/// Numbers for the wire; `None` where there are none.
pub(super) fn sequence_set(uids: &UidSet) -> Option<SequenceSet> {
    wire_set(uids.ranges())
}

fn wire_set(ranges: &[UidRange]) -> Option<SequenceSet> {
    let sequences = ranges.iter().map(|range| {
        let (first, last) = (range.first().0, range.last().0);
        if first == last {
            Sequence::Single(SeqOrUid::Value(first))
        } else {
            Sequence::Range(SeqOrUid::Value(first), SeqOrUid::Value(last))
        }
    });
    Vec1::try_from(sequences.collect::<Vec<_>>())
        .ok()
        .map(SequenceSet)
}

/// Numbers from the wire, `*` being `largest`; `None` where it stands for nothing.
pub(super) fn numbers(set: &SequenceSet, largest: Option<Uid>) -> Option<UidSet> {
    let number = |bound: &SeqOrUid| match bound {
        SeqOrUid::Value(number) => Some(Uid(*number)),
        SeqOrUid::Asterisk => largest,
    };
    let range = |sequence: &Sequence| {
        let (a, b) = match sequence {
            Sequence::Single(bound) => (bound, bound),
            Sequence::Range(a, b) => (a, b),
        };
        Some(UidRange::new(number(a)?, number(b)?))
    };
    set.0.as_ref().iter().map(range).collect()
}

/// The messages of `known` that were removed after the mod-sequence `since`
/// (RFC 7162 §3.2.10.1). Those that the client has not lost yet come later, by
/// a VANISHED that changes its sequence numbers.
pub(super) fn vanished_earlier(
    session: &Session,
    mailbox: &Mailbox,
    since: u64,
    known: &UidSet,
) -> Vec<Data<'static>> {
    let mut gone = mailbox.removed_since(since, known);
    if let Some(selected) = &session.selected {
        for range in common(&gone, selected.view()).ranges() {
            gone.remove_range(*range);
        }
    }
    vanished(&gone, true)
}

/// A message's sequence number and its UID, as a client knew them.
pub(super) type Pair = (NonZeroU32, NonZeroU32);

/// Pairs that a client sends so that it need not be told of UIDs which it
/// never lost (RFC 7162 §3.2.5.2); `Err` when the two lists are no such pairs.
pub(super) fn pairs(
    sequence_numbers: &SequenceSet,
    uids: &SequenceSet,
) -> Result<Vec<Pair>, &'static str> {
    let numbers = ascending(sequence_numbers).ok_or("Sequence numbers to be matched ascend")?;
    let uids = ascending(uids).ok_or("UIDs to be matched ascend")?;
    if numbers.len() != uids.len() {
        return Err("There are not as many UIDs as sequence numbers");
    }
    Ok(numbers.into_iter().zip(uids).collect())
}

/// The highest UID up to which nothing can have been removed: that of the last
/// pair which is still so.
pub(super) fn matched_uid(mailbox: &Mailbox, pairs: &[Pair]) -> Option<Uid> {
    let is_match = |(number, uid): &&Pair| mailbox.uids().at(number.get() - 1) == Some(Uid(*uid));
    pairs.iter().rev().find(is_match).map(|(_, uid)| Uid(*uid))
}

/// The numbers one by one; `None` unless they ascend, are not too many, and `*` is none of them.
fn ascending(set: &SequenceSet) -> Option<Vec<NonZeroU32>> {
    let mut numbers: Vec<NonZeroU32> = Vec::new();
    for sequence in set.0.as_ref() {
        let (SeqOrUid::Value(first), SeqOrUid::Value(last)) = (match sequence {
            Sequence::Single(bound) => (*bound, *bound),
            Sequence::Range(a, b) => (*a, *b),
        }) else {
            return None;
        };
        if first > last || numbers.last().is_some_and(|before| *before >= first) {
            return None;
        }
        for number in first.get()..=last.get() {
            if numbers.len() >= MAX_PAIRS {
                return None;
            }
            numbers.extend(NonZeroU32::new(number));
        }
    }
    Some(numbers)
}
