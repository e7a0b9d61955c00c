//! An order that was made here of more messages than keys are kept of: one key in
//! so many stays, a fence between those beside it. Where an arrival stands is
//! known between two fences, and exactly once those few that stand there have
//! been asked about again.

use crate::arrange::uid_of;
use mail_model::{Map, SortCriterion, Uid, UidSet};

/// Of so many messages one key is kept: two or three octets for each.
const APART: usize = 64;

/// The order, and what is known of it.
#[derive(Debug)]
pub(super) struct Fences {
    /// What the keys are made by.
    pub(super) order: Vec<SortCriterion>,
    /// Sorted.
    fences: Vec<Vec<u8>>,
    /// The keys of what arrived, and of what stands around it.
    keys: Map<Uid, Vec<u8>>,
    /// Those that were asked about and are not to be again, told or gone.
    answered: UidSet,
}

impl Fences {
    /// Of keys in their order.
    pub(super) fn new<'a>(
        order: Vec<SortCriterion>,
        keys: impl Iterator<Item = &'a Vec<u8>>,
    ) -> Self {
        Self {
            order,
            fences: keys.step_by(APART).cloned().collect(),
            keys: Map::new(),
            answered: UidSet::new(),
        }
    }
    /// What a message is ordered by.
    pub(super) fn learn(&mut self, uid: Uid, key: Vec<u8>) {
        self.keys.insert(uid, key);
    }
    /// A message is gone.
    pub(super) fn forget(&mut self, uid: Uid) {
        self.keys.remove(&uid);
    }
    /// All was told of these that there is.
    pub(super) fn answered(&mut self, uids: &UidSet) {
        self.answered = self.answered.union(uids);
    }
    /// Those messages in `rows` that have to be asked about before what arrived can
    /// take its place.
    pub(super) fn around(&self, rows: &[u32]) -> UidSet {
        if self.keys.is_empty() {
            return UidSet::new();
        }
        let places = self.places(rows);
        let mut around: Vec<Uid> = Vec::new();
        for key in self.keys.values() {
            let (start, end) = self.between(key, &places, rows.len());
            let there = rows.get(start..end).unwrap_or_default().iter();
            around.extend(there.filter_map(|uid| Uid::new(*uid)));
        }
        around.retain(|uid| !self.keys.contains_key(uid) && !self.answered.contains(*uid));
        around.into_iter().collect()
    }
    /// The rows in their order, with what arrived in its place; of all of them only
    /// those that are `meant`.
    pub(super) fn order(&mut self, rows: &[u32], meant: &UidSet) -> Vec<Uid> {
        let rows: Vec<u32> = rows
            .iter()
            .copied()
            .filter(|uid| Uid::new(*uid).is_some_and(|uid| meant.contains(uid)))
            .collect();
        let places = self.places(&rows);
        let had: UidSet = rows.iter().filter_map(|uid| Uid::new(*uid)).collect();
        let new = self.keys.iter();
        let mut new: Vec<(&Vec<u8>, Uid)> = new
            .map(|(uid, key)| (key, *uid))
            .filter(|(_, uid)| meant.contains(*uid) && !had.contains(*uid))
            .collect();
        mail_model::sort_by(&mut new, Ord::cmp);
        let mut sorted: Vec<Uid> = Vec::with_capacity(rows.len() + new.len());
        let mut taken = 0;
        for (key, uid) in &new {
            let (start, end) = self.between(key, &places, rows.len());
            let mut there = rows.get(start..end).unwrap_or_default().iter();
            let before = |row: &u32| {
                let uid = Uid::new(*row)?;
                self.keys.get(&uid).filter(|other| other < key)
            };
            let last = there.rposition(|row| before(row).is_some());
            let at = last.map_or(start, |last| start + last + 1).max(taken);
            let passed = rows.get(taken..at).unwrap_or_default().iter();
            sorted.extend(passed.filter_map(|uid| Uid::new(*uid)));
            sorted.push(*uid);
            taken = at;
        }
        let rest = rows.get(taken..).unwrap_or_default().iter();
        sorted.extend(rest.filter_map(|uid| Uid::new(*uid)));
        let fences = new.iter().map(|(key, _)| (*key).clone());
        // So that no stretch between two grows without end.
        let fences: Vec<Vec<u8>> = fences.step_by(APART / 8).collect();
        self.fences.extend(fences);
        mail_model::sort_by(&mut self.fences, Ord::cmp);
        self.keys.clear();
        self.answered = UidSet::new();
        sorted
    }

    /// In which rows the fences stand, those that do.
    fn places(&self, rows: &[u32]) -> Vec<(usize, &Vec<u8>)> {
        let mut by_uid: Map<Uid, &Vec<u8>> = Map::new();
        for fence in &self.fences {
            if let Some(uid) = uid_of(fence) {
                by_uid.insert(uid, fence);
            }
        }
        let rows = rows.iter().enumerate();
        rows.filter_map(|(row, uid)| Some((row, *by_uid.get(&Uid::new(*uid)?)?)))
            .collect()
    }
    /// The rows between the two fences that a key stands between.
    fn between(&self, key: &[u8], places: &[(usize, &Vec<u8>)], rows: usize) -> (usize, usize) {
        let above = places.partition_point(|(_, fence)| fence.as_slice() < key);
        let start = above.checked_sub(1).and_then(|at| places.get(at));
        let end = places.get(above);
        (
            start.map_or(0, |(row, _)| row + 1),
            end.map_or(rows, |(row, _)| *row),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(place: u32, uid: u32) -> Vec<u8> {
        [place.to_be_bytes(), uid.to_be_bytes()].concat()
    }

    fn uid(uid: u32) -> Uid {
        Uid::new(uid).unwrap()
    }

    /// Message `uid` stands where its key says, which grows threefold with its UID
    /// modulo 1,000.
    fn place_of(uid: u32) -> u32 {
        uid * 577 % 1_000
    }

    #[test]
    fn what_arrives_stands_where_a_whole_order_would_have_it() {
        let mut keys: Vec<Vec<u8>> = (1..=1_000).map(|uid| key(place_of(uid), uid)).collect();
        keys.sort();
        let mut fences = Fences::new(Vec::new(), keys.iter());
        let mut rows: Vec<u32> = keys
            .iter()
            .filter_map(|k| Some(uid_of(k)?.value()))
            .collect();
        let mut meant: UidSet = rows.iter().copied().map(uid).collect();
        // Some of them go, a fence among them.
        for gone in [rows[64], rows[65], rows[999]] {
            rows.retain(|uid| *uid != gone);
            keys.retain(|key| uid_of(key) != Some(uid(gone)));
            meant.remove(uid(gone));
            fences.forget(uid(gone));
        }
        for round in 0..20_u32 {
            let arrived: Vec<u32> = (0..1 + round * 3)
                .map(|n| 2_000 + round * 100 + n)
                .collect();
            for new in &arrived {
                fences.learn(uid(*new), key(place_of(new * 7), *new));
                keys.push(key(place_of(new * 7), *new));
                meant.insert(uid(*new));
            }
            let around = fences.around(&rows);
            assert!(
                around.len() as usize <= arrived.len() * 130,
                "few are asked about"
            );
            for known in &keys {
                let of = uid_of(known).unwrap();
                if around.contains(of) {
                    fences.learn(of, known.clone());
                }
            }
            fences.answered(&around);
            assert!(fences.around(&rows).is_empty(), "but once");
            keys.sort();
            let expected: Vec<Uid> = keys.iter().filter_map(|key| uid_of(key)).collect();
            let sorted = fences.order(&rows, &meant);
            assert_eq!(sorted, expected, "round {round}");
            rows = sorted.into_iter().map(Uid::value).collect();
        }
    }

    #[test]
    fn what_is_not_meant_any_more_is_left_out() {
        let keys: Vec<Vec<u8>> = (1..=300).map(|uid| key(uid, uid)).collect();
        let mut fences = Fences::new(Vec::new(), keys.iter());
        let rows: Vec<u32> = (1..=300).collect();
        let meant: UidSet = (100..=200).map(uid).collect();
        let sorted = fences.order(&rows, &meant);
        assert_eq!(sorted, (100..=200).map(uid).collect::<Vec<_>>());
    }
}
