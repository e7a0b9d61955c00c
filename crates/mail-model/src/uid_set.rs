use crate::sort_by_key;
use crate::{Uid, UidRange};
use serde::{Deserialize, Serialize};

/// A set of UIDs as ascending, merged ranges: 100,000 messages fit in a hundred
/// bytes. A UID's `rank`, counted from 0, is its place in arrival order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<UidRange>", into = "Vec<UidRange>")]
pub struct UidSet {
    /// Ascending, neither overlapping nor touching.
    ranges: Vec<UidRange>,
    /// For each range the rank of its first UID, so that rank and UID find each
    /// other by bisection.
    ranks: Vec<u32>,
}

impl UidSet {
    /// The empty set.
    pub fn new() -> Self {
        Self::default()
    }
    /// How many UIDs are in the set.
    pub fn len(&self) -> u32 {
        match (self.ranges.last(), self.ranks.last()) {
            (Some(range), Some(rank)) => rank + range.count(),
            _ => 0,
        }
    }
    /// Whether no UID is in the set.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }
    /// The ranges, ascending and merged.
    pub fn ranges(&self) -> &[UidRange] {
        &self.ranges
    }
    /// The lowest UID.
    pub fn first(&self) -> Option<Uid> {
        self.ranges.first().map(|range| range.first())
    }
    /// The highest UID.
    pub fn last(&self) -> Option<Uid> {
        self.ranges.last().map(|range| range.last())
    }
    /// Whether `uid` is in the set.
    pub fn contains(&self, uid: Uid) -> bool {
        self.rank(uid).is_some()
    }
    /// The place of `uid` in arrival order.
    pub fn rank(&self, uid: Uid) -> Option<u32> {
        let index = self.ranges.partition_point(|range| range.last() < uid);
        let range = self.ranges.get(index)?;
        (range.first() <= uid).then(|| self.ranks[index] + (uid.value() - range.first().value()))
    }
    /// How many UIDs of the set are lower than `uid`.
    pub fn count_below(&self, uid: Uid) -> u32 {
        let index = self.ranges.partition_point(|range| range.last() < uid);
        match self.ranges.get(index) {
            Some(range) => self.ranks[index] + uid.value().saturating_sub(range.first().value()),
            None => self.len(),
        }
    }
    /// The UID at `rank`.
    pub fn at(&self, rank: u32) -> Option<Uid> {
        let index = self
            .ranks
            .partition_point(|first| *first <= rank)
            .checked_sub(1)?;
        let range = self.ranges.get(index)?;
        let offset = rank - self.ranks[index];
        (offset < range.count())
            .then(|| Uid::new(range.first().value() + offset))
            .flatten()
    }
    /// The UIDs whose ranks lie in `ranks`.
    #[must_use]
    pub fn slice(&self, ranks: core::ops::Range<u32>) -> Self {
        let mut slice = Self::new();
        let mut rank = ranks.start;
        while rank < ranks.end.min(self.len()) {
            let index = self.ranks.partition_point(|first| *first <= rank) - 1;
            let (range, first_rank) = (self.ranges[index], self.ranks[index]);
            let end = (first_rank + range.count()).min(ranks.end);
            let at = |rank: u32| Uid::new(range.first().value() + (rank - first_rank));
            if let (Some(first), Some(last)) = (at(rank), at(end - 1)) {
                slice.insert_range(UidRange::new(first, last));
            }
            rank = end;
        }
        slice
    }
    /// Adds one UID; tells whether it was new.
    pub fn insert(&mut self, uid: Uid) -> bool {
        let is_new = !self.contains(uid);
        if is_new {
            self.insert_range(UidRange::new(uid, uid));
        }
        is_new
    }
    /// Adds a range, merging it with those it overlaps or touches.
    pub fn insert_range(&mut self, range: UidRange) {
        let from = self
            .ranges
            .partition_point(|r| r.last().value().saturating_add(1) < range.first().value());
        let to = self
            .ranges
            .partition_point(|r| r.first().value() <= range.last().value().saturating_add(1));
        let merged = self.ranges[from..to].iter().fold(range, |merged, r| {
            UidRange::new(merged.first().min(r.first()), merged.last().max(r.last()))
        });
        self.ranges.splice(from..to, [merged]);
        self.recount(from);
    }
    /// Takes one UID out; tells whether it was in the set.
    pub fn remove(&mut self, uid: Uid) -> bool {
        let was_in = self.contains(uid);
        if was_in {
            self.remove_range(UidRange::new(uid, uid));
        }
        was_in
    }
    /// Takes out all UIDs of a range.
    pub fn remove_range(&mut self, range: UidRange) {
        let from = self.ranges.partition_point(|r| r.last() < range.first());
        let to = self.ranges.partition_point(|r| r.first() <= range.last());
        if from >= to {
            return;
        }
        let (low, high) = (self.ranges[from], self.ranges[to - 1]);
        let below = Uid::new(range.first().value() - 1).filter(|last| low.first() <= *last);
        let above = range
            .last()
            .value()
            .checked_add(1)
            .and_then(Uid::new)
            .filter(|first| *first <= high.last());
        let kept = [
            below.map(|last| UidRange::new(low.first(), last)),
            above.map(|first| UidRange::new(first, high.last())),
        ];
        self.ranges.splice(from..to, kept.into_iter().flatten());
        self.recount(from);
    }
    /// The UIDs that are not in `other`: one pass over the ranges of both.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let mut left = Self::new();
        let mut others = other.ranges.iter().peekable();
        for range in &self.ranges {
            let mut first = Some(range.first());
            while let (Some(start), Some(cut)) = (first, others.peek()) {
                if cut.last() < start {
                    others.next();
                    continue;
                }
                if cut.first() > range.last() {
                    break;
                }
                let before = Uid::new(cut.first().value() - 1).filter(|before| start <= *before);
                left.ranges
                    .extend(before.map(|before| UidRange::new(start, before)));
                let after = cut.last().value().checked_add(1).and_then(Uid::new);
                first = after.filter(|after| *after <= range.last());
            }
            left.ranges
                .extend(first.map(|start| UidRange::new(start, range.last())));
        }
        left.recount(0);
        left
    }
    /// The UIDs that are in `other` too.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        self.without(&self.without(other))
    }
    /// The UIDs that are in either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let ranges = self.ranges.iter().chain(&other.ranges);
        ranges.copied().collect()
    }
    /// Whether all UIDs of the set are in `other`.
    pub fn is_within(&self, other: &Self) -> bool {
        self.ranges.iter().all(|range| {
            let index = other.ranges.partition_point(|r| r.last() < range.first());
            let around = other.ranges.get(index);
            around.is_some_and(|r| r.first() <= range.first() && range.last() <= r.last())
        })
    }
    /// All UIDs, ascending.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Uid> + '_ {
        self.ranges
            .iter()
            .flat_map(|r| (r.first().value()..=r.last().value()).filter_map(Uid::new))
    }

    /// Makes the ranks true again from the range at `from` on.
    fn recount(&mut self, from: usize) {
        self.ranks.truncate(from.min(self.ranges.len()));
        let mut rank = match from.checked_sub(1) {
            Some(before) => self.ranks[before] + self.ranges[before].count(),
            None => 0,
        };
        for range in &self.ranges[self.ranks.len()..] {
            self.ranks.push(rank);
            rank = rank.saturating_add(range.count());
        }
    }
}

impl FromIterator<Uid> for UidSet {
    fn from_iter<I: IntoIterator<Item = Uid>>(uids: I) -> Self {
        uids.into_iter()
            .map(|uid| UidRange::new(uid, uid))
            .collect()
    }
}

impl FromIterator<UidRange> for UidSet {
    /// In one pass however many ranges there are and in whichever order they come.
    fn from_iter<I: IntoIterator<Item = UidRange>>(ranges: I) -> Self {
        let mut sorted: Vec<UidRange> = ranges.into_iter().collect();
        sort_by_key(&mut sorted, |range| range.first());
        let mut set = Self::new();
        for range in sorted {
            match set.ranges.last_mut() {
                Some(last) if range.first().value() <= last.last().value().saturating_add(1) => {
                    *last = UidRange::new(last.first(), last.last().max(range.last()));
                }
                _ => set.ranges.push(range),
            }
        }
        set.recount(0);
        set
    }
}

impl From<Vec<UidRange>> for UidSet {
    fn from(ranges: Vec<UidRange>) -> Self {
        ranges.into_iter().collect()
    }
}

impl From<UidSet> for Vec<UidRange> {
    fn from(set: UidSet) -> Self {
        set.ranges
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn uid(uid: u32) -> Uid {
        Uid::new(uid).unwrap()
    }

    #[test]
    fn a_set_agrees_with_a_tree_under_a_thousand_random_changes() {
        let (mut set, mut tree) = (UidSet::new(), BTreeSet::new());
        let mut state = 7_u32;
        for _ in 0..1000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (first, length) = (1 + (state >> 16) % 90, (state >> 8) % 7);
            let range = UidRange::new(uid(first), uid(first + length));
            if state & 64 == 0 {
                set.insert_range(range);
                tree.extend(first..=first + length);
            } else {
                set.remove_range(range);
                tree.retain(|u| !(first..=first + length).contains(u));
            }
            assert_eq!(
                set.iter().map(Uid::value).collect::<Vec<_>>(),
                tree.iter().copied().collect::<Vec<_>>()
            );
            assert_eq!(set.len() as usize, tree.len());
            for (rank, u) in tree.iter().enumerate() {
                assert_eq!(set.at(rank as u32), Some(uid(*u)));
                assert_eq!(set.rank(uid(*u)), Some(rank as u32));
            }
            assert_eq!(set.at(set.len()), None);
            assert_eq!(set.count_below(uid(50)) as usize, tree.range(..50).count());
            assert_eq!(
                set.slice(2..9).iter().count(),
                tree.iter().skip(2).take(7).count()
            );
            assert_eq!(set.iter().collect::<UidSet>(), set);
        }
    }

    #[test]
    fn sets_are_joined_and_cut_as_trees_are() {
        let mut state = 5_u32;
        for _ in 0..2000 {
            let mut draw = || -> BTreeSet<u32> {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let bits = state;
                (1..=16).filter(|bit| bits >> (bit + 8) & 1 == 1).collect()
            };
            let (a, b) = (draw(), draw());
            let set = |tree: &BTreeSet<u32>| tree.iter().copied().map(uid).collect::<UidSet>();
            let (sa, sb) = (set(&a), set(&b));
            assert_eq!(sa.without(&sb), set(&(&a - &b)));
            assert_eq!(sa.common(&sb), set(&(&a & &b)));
            assert_eq!(sa.union(&sb), set(&(&a | &b)));
            assert_eq!(sa.is_within(&sb), a.is_subset(&b));
            assert!(sa.common(&sb).is_within(&sa));
        }
    }

    #[test]
    fn the_highest_uid_is_no_border_case() {
        let mut set: UidSet = [UidRange::new(uid(u32::MAX - 1), uid(u32::MAX))]
            .into_iter()
            .collect();
        assert!(set.remove(uid(u32::MAX)));
        assert_eq!(set.last(), Some(uid(u32::MAX - 1)));
        set.insert(uid(1));
        assert_eq!(set.rank(uid(u32::MAX - 1)), Some(1));
    }
}
