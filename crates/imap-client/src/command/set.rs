//! Sets of messages as commands name them.

use crate::session::Session;
use mail_model::{Uid, UidRange, UidSet};
use std::collections::VecDeque;

/// How long a set may be within one command to a server of CONDSTORE or QRESYNC,
/// which reads lines of 8,192 octets (RFC 7162 §4); the rest is for the longest
/// item list behind it.
const LENGTH_LIMIT: usize = 7_000;
/// The same for others, which read 1,000 octets (RFC 2683 §3.2.1.5).
const OLD_LENGTH_LIMIT: usize = 700;

/// How long a set may be within one command.
pub(crate) fn length_limit(session: &Session) -> usize {
    let capabilities = &session.capabilities;
    let has_long_lines = ["CONDSTORE", "QRESYNC", "IMAP4REV2"]
        .into_iter()
        .any(|capability| capabilities.has(capability));
    if has_long_lines {
        LENGTH_LIMIT
    } else {
        OLD_LENGTH_LIMIT
    }
}

/// A set that is asked for piece by piece, ascending, each as long as a command
/// line may be.
#[derive(Debug)]
pub(crate) struct Pieces {
    rest: VecDeque<UidRange>,
}

impl Pieces {
    pub(crate) fn new(uids: UidSet) -> Self {
        Self {
            rest: Vec::from(uids).into(),
        }
    }
    /// Takes all that was not given.
    pub(crate) fn take(&mut self) -> UidSet {
        core::mem::take(&mut self.rest).into_iter().collect()
    }
    /// Nothing more is asked for.
    pub(crate) fn clear(&mut self) {
        self.rest.clear();
    }
    /// How many messages were not given yet.
    pub(crate) fn count(&self) -> u32 {
        self.rest.iter().map(|range| range.count()).sum()
    }
    /// Whether all of it was given.
    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }
    /// The next piece, of at most `count` messages.
    pub(crate) fn next(&mut self, session: &Session, count: u32) -> Option<UidSet> {
        self.next_within(length_limit(session), count)
    }

    fn next_within(&mut self, limit: usize, count: u32) -> Option<UidSet> {
        let mut piece = Vec::new();
        let (mut room, mut wanted) = (limit, count);
        while let Some(range) = self.rest.pop_front() {
            if wanted == 0 || (length(range) > room && !piece.is_empty()) {
                self.rest.push_front(range);
                break;
            }
            let (now, later) = split(range, wanted);
            if let Some(later) = later {
                self.rest.push_front(later);
            }
            room = room.saturating_sub(length(now));
            wanted -= now.count();
            piece.push(now);
        }
        (!piece.is_empty()).then(|| UidSet::from(piece))
    }
}

/// The first `count` UIDs of a range, at least one, and the others.
fn split(range: UidRange, count: u32) -> (UidRange, Option<UidRange>) {
    let border = range.first().value().checked_add(count.max(1));
    let later = border
        .and_then(Uid::new)
        .filter(|first| *first <= range.last());
    let now = later.and_then(|first| Uid::new(first.value() - 1));
    match (now, later) {
        (Some(last), Some(first)) => (
            UidRange::new(range.first(), last),
            Some(UidRange::new(first, range.last())),
        ),
        _ => (range, None),
    }
}

/// How many octets a range takes at most, with the comma behind it.
fn length(range: UidRange) -> usize {
    let digits = |number: u32| number.checked_ilog10().map_or(1, |log| log as usize + 1);
    if range.first() == range.last() {
        digits(range.first().value()) + 1
    } else {
        digits(range.first().value()) + digits(range.last().value()) + 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_pieces(uids: UidSet, limit: usize, count: u32) -> Vec<UidSet> {
        let mut pieces = Pieces::new(uids);
        core::iter::from_fn(|| pieces.next_within(limit, count)).collect()
    }

    #[test]
    fn long_sets_are_split_and_nothing_is_lost() {
        for limit in [LENGTH_LIMIT, OLD_LENGTH_LIMIT] {
            let uids: UidSet = (1..60_000).step_by(2).filter_map(Uid::new).collect();
            let pieces = all_pieces(uids.clone(), limit, u32::MAX);
            assert!(pieces.len() > 10);
            assert!(pieces.iter().all(|piece| {
                piece.ranges().iter().copied().map(length).sum::<usize>() <= limit
            }));
            let again: UidSet = pieces.iter().flat_map(UidSet::iter).collect();
            assert_eq!(again, uids);
        }
    }

    #[test]
    fn five_hundred_scattered_messages_are_one_piece() {
        let uids: UidSet = (100_001..600_000)
            .step_by(999)
            .filter_map(Uid::new)
            .collect();
        assert_eq!(uids.len(), 501);
        assert_eq!(all_pieces(uids, LENGTH_LIMIT, u32::MAX).len(), 1);
    }

    #[test]
    fn pieces_are_no_larger_than_wanted() {
        let uids: UidSet = (1..=10).filter_map(Uid::new).collect();
        let pieces = all_pieces(uids, LENGTH_LIMIT, 4);
        let lengths: Vec<u32> = pieces.iter().map(UidSet::len).collect();
        assert_eq!(lengths, [4, 4, 2]);
        let highest = UidRange::new(Uid::new(9).unwrap(), Uid::new(u32::MAX).unwrap());
        let pieces = all_pieces(UidSet::from_iter([highest]), LENGTH_LIMIT, u32::MAX);
        assert_eq!(pieces, [UidSet::from_iter([highest])]);
    }
}
