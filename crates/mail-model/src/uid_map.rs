use crate::{Uid, UidRange, UidSet, UidValidity};
use std::collections::BTreeMap;

/// Which copy each message got (COPYUID, RFC 4315 §3): runs of neighbours, so
/// that 50,000 moved messages are a few numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UidMap {
    uid_validity: UidValidity,
    /// Ascending by source, apart from each other.
    runs: Vec<UidRun>,
}

/// Neighbours that became neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct UidRun {
    source: u32,
    copy: u32,
    count: u32,
}

impl UidMap {
    /// Pairs of a message's UID and its copy's, in any order. Of two pairs for
    /// one message the latter counts.
    pub fn new(uid_validity: UidValidity, pairs: impl IntoIterator<Item = (Uid, Uid)>) -> Self {
        let pairs: BTreeMap<Uid, Uid> = pairs.into_iter().collect();
        let mut runs: Vec<UidRun> = Vec::new();
        for (source, copy) in pairs {
            let (source, copy) = (source.value(), copy.value());
            match runs.last_mut() {
                Some(run)
                    if run.source.checked_add(run.count) == Some(source)
                        && run.copy.checked_add(run.count) == Some(copy) =>
                {
                    run.count += 1;
                }
                _ => runs.push(UidRun {
                    source,
                    copy,
                    count: 1,
                }),
            }
        }
        Self { uid_validity, runs }
    }
    /// The first message of `sources` and the first of `copies` belong together,
    /// and so on, in the order in which the ranges come. `None` where there are
    /// not as many of the one as of the other, or a message comes twice: then
    /// nothing can be said of any.
    pub fn between(
        uid_validity: UidValidity,
        sources: impl IntoIterator<Item = UidRange>,
        copies: impl IntoIterator<Item = UidRange>,
    ) -> Option<Self> {
        let mut sources = Cutter::new(sources.into_iter());
        let mut copies = Cutter::new(copies.into_iter());
        let mut runs = BTreeMap::new();
        loop {
            let count = match (sources.ahead(), copies.ahead()) {
                (0, 0) => break,
                (0, _) | (_, 0) => return None,
                (of_sources, of_copies) => of_sources.min(of_copies),
            };
            let run = UidRun {
                source: sources.take(count),
                copy: copies.take(count),
                count,
            };
            if !insert_apart(&mut runs, run) {
                return None;
            }
        }
        Some(Self::of_runs(uid_validity, runs))
    }
    /// The validity under which the copies' UIDs were given.
    pub fn uid_validity(&self) -> UidValidity {
        self.uid_validity
    }
    /// How many messages were copied.
    pub fn len(&self) -> u32 {
        self.runs.iter().map(|run| run.count).sum()
    }
    /// Whether no message was copied.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }
    /// The copy of a message.
    pub fn copy_of(&self, source: Uid) -> Option<Uid> {
        let source = source.value();
        let after = self.runs.partition_point(|run| run.source <= source);
        let run = self.runs.get(after.checked_sub(1)?)?;
        let offset = source - run.source;
        (offset < run.count).then(|| Uid::new(run.copy + offset))?
    }
    /// The UIDs of all copies.
    pub fn copies(&self) -> UidSet {
        self.runs
            .iter()
            .filter_map(|run| range(run.copy, run.count))
            .collect()
    }
    /// The UIDs of all messages that were copied.
    pub fn sources(&self) -> UidSet {
        self.runs
            .iter()
            .filter_map(|run| range(run.source, run.count))
            .collect()
    }
    /// Adds what another command of the same request copied into the same
    /// mailbox. Of two copies of one message the first counts.
    pub fn extend(&mut self, other: &Self) {
        let mut runs: BTreeMap<u32, UidRun> = BTreeMap::new();
        for run in self.runs.iter().chain(&other.runs) {
            insert_apart(&mut runs, *run);
        }
        *self = Self::of_runs(other.uid_validity, runs);
    }
    fn of_runs(uid_validity: UidValidity, apart: BTreeMap<u32, UidRun>) -> Self {
        let mut runs: Vec<UidRun> = Vec::with_capacity(apart.len());
        for run in apart.into_values() {
            match runs.last_mut() {
                Some(last)
                    if last.source.checked_add(last.count) == Some(run.source)
                        && last.copy.checked_add(last.count) == Some(run.copy) =>
                {
                    last.count += run.count;
                }
                _ => runs.push(run),
            }
        }
        Self { uid_validity, runs }
    }
}

/// Adds a run unless it shares a message with one that is there; tells whether
/// it was added.
fn insert_apart(runs: &mut BTreeMap<u32, UidRun>, run: UidRun) -> bool {
    let last = run.source.saturating_add(run.count - 1);
    let before = runs.range(..=last).next_back();
    let is_apart = before.is_none_or(|(first, before)| {
        u64::from(*first) + u64::from(before.count) <= u64::from(run.source)
    });
    if is_apart {
        runs.insert(run.source, run);
    }
    is_apart
}

fn range(first: u32, count: u32) -> Option<UidRange> {
    let last = first.checked_add(count.checked_sub(1)?)?;
    Some(UidRange::new(Uid::new(first)?, Uid::new(last)?))
}

/// Gives the UIDs of ranges piece by piece.
struct Cutter<I> {
    ranges: I,
    first: u32,
    left: u32,
}

impl<I: Iterator<Item = UidRange>> Cutter<I> {
    fn new(ranges: I) -> Self {
        Self {
            ranges,
            first: 0,
            left: 0,
        }
    }
    /// How many neighbours come next; 0 at the end.
    fn ahead(&mut self) -> u32 {
        if self.left == 0
            && let Some(range) = self.ranges.next()
        {
            self.first = range.first().value();
            self.left = range.count();
        }
        self.left
    }
    /// Takes the next `count`, of which there are as many: the first of them.
    fn take(&mut self, count: u32) -> u32 {
        let first = self.first;
        self.left -= count;
        self.first = self.first.saturating_add(count);
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::num::NonZeroU32;

    fn map(pairs: &[(u32, u32)]) -> UidMap {
        let pairs = pairs
            .iter()
            .map(|(a, b)| (Uid::new(*a).unwrap(), Uid::new(*b).unwrap()));
        UidMap::new(UidValidity(NonZeroU32::MIN), pairs.collect::<Vec<_>>())
    }

    #[test]
    fn each_message_finds_its_copy() {
        let map = map(&[(9, 4), (3, 10), (4, 11), (5, 12), (6, 2)]);
        for (source, copy) in [
            (3, Some(10)),
            (5, Some(12)),
            (6, Some(2)),
            (7, None),
            (9, Some(4)),
            (2, None),
        ] {
            assert_eq!(
                map.copy_of(Uid::new(source).unwrap()),
                copy.and_then(Uid::new),
                "{source}"
            );
        }
        assert_eq!((map.len(), map.runs.len()), (5, 3));
        let copies: Vec<u32> = map.copies().iter().map(Uid::value).collect();
        assert_eq!(copies, [2, 4, 10, 11, 12]);
    }

    #[test]
    fn what_several_commands_copied_is_one_map() {
        let mut first = map(&[(1, 5), (2, 6)]);
        first.extend(&map(&[(3, 7)]));
        assert_eq!(first, map(&[(1, 5), (2, 6), (3, 7)]));
        assert_eq!(first.runs.len(), 1);
    }

    fn ranges(ranges: &[(u32, u32)]) -> Vec<UidRange> {
        let uid = |uid: u32| Uid::new(uid).unwrap();
        ranges
            .iter()
            .map(|(first, last)| UidRange::new(uid(*first), uid(*last)))
            .collect()
    }

    #[test]
    fn sets_belong_together_in_the_order_they_come() {
        let between = |sources, copies| {
            UidMap::between(
                UidValidity(NonZeroU32::MIN),
                ranges(sources),
                ranges(copies),
            )
        };
        assert_eq!(
            between(&[(7, 7), (5, 6)], &[(101, 103)]),
            Some(map(&[(7, 101), (5, 102), (6, 103)]))
        );
        assert_eq!(between(&[(5, 6)], &[(101, 109)]), None);
        assert_eq!(between(&[(5, 9)], &[(101, 102)]), None);
        assert_eq!(between(&[(5, 6), (6, 7)], &[(101, 104)]), None);
        assert_eq!(between(&[(6, 7), (5, 6)], &[(101, 104)]), None);
        let all = between(&[(1, u32::MAX)], &[(1, u32::MAX)]).unwrap();
        assert_eq!((all.len(), all.runs.len()), (u32::MAX, 1));
        assert_eq!(all.sources(), all.copies());
    }

    #[test]
    fn of_two_copies_of_a_message_the_first_counts() {
        let mut first = map(&[(1, 5), (2, 6)]);
        first.extend(&map(&[(2, 9), (4, 8)]));
        assert_eq!(first, map(&[(1, 5), (2, 6), (4, 8)]));
    }
}
