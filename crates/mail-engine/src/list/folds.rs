//! Conversations of which only the latest message has a row, until the person
//! unfolds them: then the others stand below it, the later ones first.

use super::difference::Splice;
use mail_model::{Map, Set, Thread, Uid, UidSet, sort_by};

/// Which messages belong together, and which of them have rows.
///
/// Eight octets for each message beside its UID, so that a member's conversation
/// is found without a look at all of them.
#[derive(Debug, Default)]
pub(super) struct Folds {
    /// The messages, those of one conversation together, the latest first; 0 for
    /// one that is gone. The conversations stand as they are shown.
    members: Vec<u32>,
    /// Where each conversation begins in `members`.
    starts: Vec<u32>,
    /// Each message, in ascending order, with the place of its conversation in `starts`.
    index: Vec<(u32, u32)>,
    /// Messages of conversations that are unfolded. Any one of them is enough, so
    /// that a conversation stays so that goes on, or loses some.
    unfolded: UidSet,
}

impl Folds {
    /// These are the conversations, from the top. Those that were unfolded are.
    pub(super) fn set<'a>(&mut self, threads: impl Iterator<Item = &'a Thread>) {
        self.begin();
        for thread in threads {
            let mut uids: Vec<Uid> = thread.uids().collect();
            sort_by(&mut uids, |a, b| b.cmp(a));
            self.push(uids.into_iter());
        }
        self.finish();
    }
    /// These messages there are. Those that are new come to the top: each to the
    /// conversation of what it belongs to, which may join several, else as one of its
    /// own.
    pub(super) fn keep(&mut self, all: &UidSet, kin: &[(Uid, Vec<Uid>)]) {
        let had = self.uids();
        let mut groups: Vec<Vec<Uid>> = Vec::new();
        // Which group a message is in, of those that changed.
        let mut group_of: Map<Uid, usize> = Map::new();
        for new in all.without(&had).iter() {
            let place = groups.len();
            groups.push(Vec::new());
            self.gather(new, place, &mut groups, &mut group_of);
            let related = kin.iter().filter(|(uid, _)| *uid == new);
            for uid in related.flat_map(|(_, related)| related) {
                if all.contains(*uid) {
                    self.gather(*uid, place, &mut groups, &mut group_of);
                }
            }
        }
        for group in &mut groups {
            sort_by(group, |a, b| b.cmp(a));
        }
        groups.retain(|group| !group.is_empty());
        sort_by(&mut groups, |a, b| b.first().cmp(&a.first()));
        let before = core::mem::take(&mut self.members);
        let starts = core::mem::take(&mut self.starts);
        self.begin();
        for group in groups {
            self.push(group.into_iter().filter(|uid| all.contains(*uid)));
        }
        for (place, start) in starts.iter().enumerate() {
            let end = starts
                .get(place + 1)
                .map_or(before.len(), |end| *end as usize);
            let members = before.get(*start as usize..end).unwrap_or_default();
            let uids = members.iter().filter_map(|uid| Uid::new(*uid));
            self.push(uids.filter(|uid| all.contains(*uid) && !group_of.contains_key(uid)));
        }
        self.finish();
    }
    /// Puts a message and its conversation into a group, and with it whatever group
    /// it was in.
    fn gather(
        &self,
        uid: Uid,
        place: usize,
        groups: &mut [Vec<Uid>],
        group_of: &mut Map<Uid, usize>,
    ) {
        let moved: Vec<Uid> = match group_of.get(&uid).copied() {
            Some(before) if before == place => return,
            Some(before) => groups
                .get_mut(before)
                .map(core::mem::take)
                .unwrap_or_default(),
            None => {
                let mut own: Vec<Uid> = self.of(uid).collect();
                if own.is_empty() {
                    own.push(uid);
                }
                own
            }
        };
        for uid in &moved {
            group_of.insert(*uid, place);
        }
        if let Some(group) = groups.get_mut(place) {
            group.extend(moved);
        }
    }
    fn begin(&mut self) {
        self.members.clear();
        self.starts.clear();
        self.index.clear();
    }
    fn push(&mut self, uids: impl Iterator<Item = Uid>) {
        let (start, place) = (self.members.len(), self.starts.len());
        self.members.extend(uids.map(Uid::value));
        let Some(uids) = self.members.get(start..).filter(|uids| !uids.is_empty()) else {
            return;
        };
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        self.index.extend(uids.iter().map(|uid| (*uid, place)));
        self.starts.push(u32::try_from(start).unwrap_or(u32::MAX));
    }
    fn finish(&mut self) {
        sort_by(&mut self.index, Ord::cmp);
        let known = self.index.iter().filter_map(|(uid, _)| Uid::new(*uid));
        let known: UidSet = known.collect();
        self.unfolded = self.unfolded.common(&known);
    }
    /// The rows that there are.
    pub(super) fn rows(&self) -> Vec<Uid> {
        let mut rows = Vec::new();
        for place in 0..self.starts.len() {
            let members = self.at(place);
            let shown = match self.is_unfolded(members) {
                true => usize::MAX,
                false => 1,
            };
            rows.extend(uids(members).take(shown));
        }
        rows
    }
    /// How many rows there are because conversations are unfolded.
    pub(super) fn unfolded_rows(&self) -> u32 {
        let mut places: Set<u32> = Set::new();
        for uid in self.unfolded.iter() {
            let place = self.place(uid);
            places.extend(place);
        }
        let places = places.iter();
        let more = places.map(|place| uids(self.at(*place as usize)).count().saturating_sub(1));
        u32::try_from(more.sum::<usize>()).unwrap_or(u32::MAX)
    }
    fn place(&self, uid: Uid) -> Option<u32> {
        let place = self
            .index
            .binary_search_by_key(&uid.value(), |(uid, _)| *uid);
        self.index.get(place.ok()?).map(|(_, place)| *place)
    }
    /// All messages.
    pub(super) fn uids(&self) -> UidSet {
        uids(&self.members).collect()
    }
    /// The conversation of a message, the latest first.
    pub(super) fn of(&self, uid: Uid) -> impl Iterator<Item = Uid> + '_ {
        let place = self
            .index
            .binary_search_by_key(&uid.value(), |(uid, _)| *uid);
        let place = place.ok().and_then(|place| self.index.get(place));
        uids(place.map_or(&[][..], |(_, place)| self.at(*place as usize)))
    }
    /// Whether all messages of its conversation have rows.
    pub(super) fn shows_all_of(&self, uid: Uid) -> bool {
        self.of(uid).any(|member| self.unfolded.contains(member))
    }
    /// Folds or unfolds the conversation that stands in `row` of `rows`. Tells
    /// which rows came or went.
    pub(super) fn fold(&mut self, row: u32, rows: &mut Vec<u32>, is_open: bool) -> Option<Splice> {
        let uid = Uid::new(*rows.get(row as usize)?)?;
        let members: UidSet = self.of(uid).collect();
        if self.of(uid).next() != Some(uid) || self.shows_all_of(uid) == is_open {
            return None;
        }
        let below: Vec<u32> = self.of(uid).skip(1).map(Uid::value).collect();
        let count = u32::try_from(below.len()).unwrap_or(u32::MAX);
        let at = row as usize + 1;
        let (removed, inserted) = match is_open {
            true => {
                self.unfolded = self.unfolded.union(&members);
                rows.splice(at..at, below);
                (0, count)
            }
            false => {
                self.unfolded = self.unfolded.without(&members);
                rows.drain(at..(at + below.len()).min(rows.len()));
                (count, 0)
            }
        };
        Some(Splice {
            at: row + 1,
            removed,
            inserted,
            total: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        })
    }
    /// A message left the mailbox. Tells which takes its row, where that is none
    /// that has one already.
    pub(super) fn forget(&mut self, uid: Uid) -> Option<Uid> {
        let is_latest = self.of(uid).next() == Some(uid);
        let is_unfolded = self.shows_all_of(uid);
        let next = self.of(uid).nth(1);
        if is_unfolded {
            // It may be the last of those that were there when it was unfolded.
            let members: UidSet = self.of(uid).collect();
            self.unfolded = self.unfolded.union(&members);
        }
        let place = self
            .index
            .binary_search_by_key(&uid.value(), |(uid, _)| *uid);
        if let Some((_, place)) = place.ok().and_then(|place| self.index.get(place)) {
            let range = self.range(*place as usize);
            let members = self.members.get_mut(range).into_iter().flatten();
            for member in members.filter(|member| **member == uid.value()) {
                *member = 0;
            }
        }
        next.filter(|_| is_latest && !is_unfolded)
    }

    fn range(&self, place: usize) -> core::ops::Range<usize> {
        let start = self.starts.get(place).map_or(0, |start| *start as usize);
        let end = self.starts.get(place + 1);
        start..end.map_or(self.members.len(), |end| *end as usize)
    }
    fn at(&self, place: usize) -> &[u32] {
        self.members.get(self.range(place)).unwrap_or_default()
    }
    fn is_unfolded(&self, members: &[u32]) -> bool {
        !self.unfolded.is_empty() && uids(members).any(|uid| self.unfolded.contains(uid))
    }
}

fn uids(members: &[u32]) -> impl Iterator<Item = Uid> + '_ {
    members.iter().filter_map(|uid| Uid::new(*uid))
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::ThreadMember;

    fn uid(value: u32) -> Uid {
        Uid::new(value).unwrap()
    }
    fn folds(conversations: &[&[u32]]) -> Folds {
        let mut folds = Folds::default();
        set(&mut folds, conversations);
        folds
    }
    fn set(folds: &mut Folds, conversations: &[&[u32]]) {
        let member = |value: &u32| ThreadMember {
            uid: Uid::new(*value),
            depth: 0,
        };
        let threads = conversations.iter().map(|values| Thread {
            members: values.iter().map(member).collect(),
        });
        let threads: Vec<Thread> = threads.collect();
        folds.set(threads.iter());
    }
    fn rows(folds: &Folds) -> Vec<u32> {
        folds.rows().into_iter().map(Uid::value).collect()
    }
    fn members(folds: &Folds, of: u32) -> Vec<u32> {
        folds.of(uid(of)).map(Uid::value).collect()
    }

    #[test]
    fn the_latest_message_stands_for_its_conversation() {
        let folds = folds(&[&[1, 7, 3], &[0, 4, 5], &[2]]);
        assert_eq!(rows(&folds), [7, 5, 2]);
        assert_eq!(members(&folds, 3), [7, 3, 1]);
        assert_eq!(members(&folds, 9), []);
        assert_eq!(folds.uids().len(), 6);
    }

    #[test]
    fn unfolded_the_others_stand_below_it_and_stay_so() {
        let mut folds = folds(&[&[1, 7, 3], &[2]]);
        let mut shown = rows(&folds);
        let splice = folds.fold(0, &mut shown, true).unwrap();
        assert_eq!((splice.at, splice.inserted, splice.total), (1, 2, 4));
        assert_eq!(shown, [7, 3, 1, 2]);
        assert_eq!(rows(&folds), shown);
        assert_eq!(folds.unfolded_rows(), 2);
        assert_eq!(folds.fold(0, &mut shown, true).map(|s| s.at), None);
        assert_eq!(folds.fold(1, &mut shown, false).map(|s| s.at), None);
        // It goes on, and is unfolded as before.
        set(&mut folds, &[&[2, 9], &[1, 7, 3, 8]]);
        assert_eq!(rows(&folds), [9, 8, 7, 3, 1]);
        let mut shown = rows(&folds);
        let splice = folds.fold(1, &mut shown, false).unwrap();
        assert_eq!((splice.at, splice.removed, splice.total), (2, 3, 2));
        assert_eq!(rows(&folds), [9, 8]);
    }

    #[test]
    fn the_next_takes_the_row_of_one_that_is_gone() {
        let mut folds = folds(&[&[1, 7, 3], &[2]]);
        assert_eq!(folds.forget(uid(3)), None);
        assert_eq!(folds.forget(uid(7)), Some(uid(1)));
        assert_eq!(rows(&folds), [1, 2]);
        assert_eq!(folds.forget(uid(1)), None);
        assert_eq!(rows(&folds), [2]);
        assert_eq!(folds.forget(uid(9)), None);
    }

    #[test]
    fn an_unfolded_conversation_loses_a_row_and_no_more() {
        let mut folds = folds(&[&[1, 7, 3]]);
        let mut shown = rows(&folds);
        folds.fold(0, &mut shown, true);
        assert_eq!(folds.forget(uid(7)), None);
        assert_eq!(rows(&folds), [3, 1]);
    }

    #[test]
    fn a_conversation_stays_unfolded_when_all_are_gone_that_were_unfolded() {
        let mut folds = folds(&[&[1, 7], &[2]]);
        let mut shown = rows(&folds);
        folds.fold(0, &mut shown, true);
        set(&mut folds, &[&[1, 7, 8, 9], &[2]]);
        for gone in [1, 7] {
            assert_eq!(folds.forget(uid(gone)), None);
        }
        assert_eq!(rows(&folds), [9, 8, 2]);
        assert!(folds.shows_all_of(uid(8)));
    }

    #[test]
    fn what_came_meanwhile_begins_conversations_at_the_top() {
        let mut folds = folds(&[&[1, 7, 3], &[2]]);
        folds.keep(&[1, 2, 3, 8, 9].map(uid).into_iter().collect(), &[]);
        assert_eq!(rows(&folds), [9, 8, 3, 2]);
        assert_eq!(members(&folds, 1), [3, 1]);
    }

    #[test]
    fn what_came_meanwhile_finds_its_conversation_and_may_join_several() {
        let mut folds = folds(&[&[1, 7, 3], &[2, 4], &[5], &[6]]);
        let all: UidSet = (1..=12).map(uid).collect();
        let kin = [
            (8, vec![2]),
            // It came before what it answers was known, and belongs to what came.
            (9, vec![8, 5]),
            (10, vec![]),
            (11, vec![99, 10]),
        ];
        let kin = kin.map(|(new, of)| (uid(new), of.into_iter().map(uid).collect::<Vec<_>>()));
        folds.keep(&all, &kin);
        assert_eq!(rows(&folds), [12, 11, 9, 7, 6]);
        assert_eq!(members(&folds, 4), [9, 8, 5, 4, 2]);
        assert_eq!(members(&folds, 10), [11, 10]);
        assert_eq!(members(&folds, 3), [7, 3, 1]);
        assert_eq!(folds.uids(), all);
    }
}
