//! What the person took back. A message that was moved away and back is a new one
//! to the server, which puts it on top of the mailbox; to the person it is where it
//! stood.
//!
//! Of each the UID is known that it had when it stood there, and nothing else has
//! that UID any more (RFC 9051 §2.3.1.1): it says the place, among the UIDs of all
//! others. So the rows that are shown are a set of UIDs as those of the mailbox are,
//! and a row is a rank in it.

use super::difference::Splice;
use super::{MOST_NEW, MessageList, Sync, Viewed};
use crate::change::Change;
use crate::overlay::Overlay;
use mail_model::{Map, Uid, UidSet, UidValidity};
use std::collections::VecDeque;

/// The places of so many are kept.
const MOST_NOTED: usize = 2_000;
/// Beyond so many that take their places at once a list begins anew.
const MOST_MOVED: usize = 32;

/// Which messages are shown where they stood, and where that was.
#[derive(Clone, Debug, Default)]
pub(crate) struct Returned {
    /// By the UID that each has now, the one that says its place. Those that have
    /// left again stay, for they may come back once more.
    noted: Map<Uid, Uid>,
    /// Those that are to take their place, and have not yet.
    waiting: Vec<Uid>,
    /// By the UID that says the place, who is shown there.
    by_place: Map<Uid, Uid>,
    /// The places of all messages; `None` where each has its own UID's.
    shown: Option<UidSet>,
}

impl Returned {
    /// The places of all messages, where some are not those of their UIDs.
    pub(super) fn shown(&self) -> Option<&UidSet> {
        self.shown.as_ref()
    }
    /// Who is shown at a place.
    pub(super) fn at(&self, place: Uid) -> Uid {
        self.by_place.get(&place).copied().unwrap_or(place)
    }
    /// Where a message is shown.
    pub(super) fn place_of(&self, uid: Uid) -> Uid {
        let noted = self.noted.get(&uid).copied();
        let is_there = |place: &Uid| self.by_place.get(place) == Some(&uid);
        noted.filter(is_there).unwrap_or(uid)
    }
    /// Where messages are shown.
    pub(super) fn places_of(&self, uids: &UidSet) -> UidSet {
        let mut places = uids.clone();
        let meant = self.by_place.iter().filter(|(_, uid)| uids.contains(**uid));
        for (place, uid) in meant {
            places.remove(*uid);
            places.insert(*place);
        }
        places
    }
    /// Messages came back: by the UID that each has now, the one that it had.
    pub(super) fn note(&mut self, pairs: &[(Uid, Uid)]) {
        if self.noted.len() + pairs.len() > MOST_NOTED {
            let is_shown = |uid: &Uid, place: &Uid| self.by_place.get(place) == Some(uid);
            self.noted.retain(|uid, place| is_shown(uid, place));
            self.waiting.clear();
        }
        if self.noted.len() + pairs.len() > MOST_NOTED {
            return;
        }
        for (uid, stood) in pairs {
            // It may have come back before.
            let place = self.noted.get(stood).copied().unwrap_or(*stood);
            if self.noted.insert(*uid, place).is_none() {
                self.waiting.push(*uid);
            }
        }
    }
    /// Those that have not taken their place yet.
    pub(super) fn waiting(&self) -> impl Iterator<Item = Uid> + '_ {
        self.waiting.iter().copied()
    }
    /// A message takes its place, among `all` that there are.
    pub(super) fn take_back(&mut self, uid: Uid, all: &UidSet) {
        let before = self.waiting.len();
        self.waiting.retain(|waiting| *waiting != uid);
        let Some(place) = self.noted.get(&uid).filter(|_| self.waiting.len() < before) else {
            return;
        };
        let shown = self.shown.get_or_insert_with(|| all.clone());
        if shown.insert(*place) {
            shown.remove(uid);
            self.by_place.insert(*place, uid);
        }
    }
    /// A message arrived.
    pub(super) fn insert(&mut self, uid: Uid) {
        if let Some(shown) = &mut self.shown {
            shown.insert(uid);
        }
    }
    /// A message left.
    pub(super) fn remove(&mut self, uid: Uid) {
        let place = self.place_of(uid);
        self.by_place.remove(&place);
        if let Some(shown) = &mut self.shown {
            shown.remove(place);
        }
        self.rest();
    }
    /// These are all messages that there are.
    pub(super) fn adopt(&mut self, all: &UidSet) {
        let all_places = core::mem::take(&mut self.by_place);
        self.by_place
            .extend(all_places.into_iter().filter(|(_, uid)| all.contains(*uid)));
        self.shown = Some(self.places_of(all));
        self.waiting
            .retain(|uid| all.contains(*uid) || all.last().is_none_or(|last| last < *uid));
        self.rest();
    }

    /// Where each message has its own UID's place there is nothing to keep.
    fn rest(&mut self) {
        if self.by_place.is_empty() {
            self.shown = None;
        }
    }
}

impl MessageList {
    /// Messages came back, under the validity that they had here: by the UID that each
    /// has now, the one that it had.
    pub(crate) fn note_returned(&mut self, validity: UidValidity, pairs: &[(Uid, Uid)]) {
        if self.uid_validity == Some(validity) {
            self.placement.note_returned(pairs);
        }
    }
    /// Has what came back take its place, as soon as it is here.
    pub(crate) fn put_back(&mut self, overlay: &Overlay, out: &mut VecDeque<Change>) -> Viewed {
        if self.sync != Sync::Live {
            return Viewed::Continues;
        }
        let settled = self.placement.settled();
        let (here, away): (Vec<Uid>, Vec<Uid>) = self
            .placement
            .returning()
            .partition(|uid| settled.contains(*uid));
        // So many arrivals are not fetched one by one; but the set can be asked for.
        if away.len().min(self.placement.unsettled() as usize) > MOST_NEW as usize {
            self.doubt();
        }
        if here.is_empty() {
            return Viewed::Continues;
        }
        self.flush(overlay, out);
        let is_anew = here.len() > MOST_MOVED && self.arranged.is_none();
        let total = self.placement.total();
        for uid in here {
            let Some((from, to)) = self.placement.take_back(uid).filter(|_| !is_anew) else {
                continue;
            };
            let goes = Splice {
                at: from,
                removed: 1,
                inserted: 0,
                total: total.saturating_sub(1),
            };
            let comes = Splice {
                at: to,
                removed: 0,
                inserted: 1,
                total,
            };
            self.tell_splice(goes, out);
            self.tell_splice(comes, out);
            if self.rows.contains_key(&uid) {
                self.dirty.insert(uid);
            }
        }
        match is_anew {
            true => Viewed::StartsAnew,
            false => self.stand_anew(out),
        }
    }
    /// Rows at the top of which nobody knows yet what they are, and which are most
    /// likely what is coming back: it is not to be seen on its way to its place.
    pub(super) fn returning_rows(&self, overlay: &Overlay) -> Vec<u32> {
        if self.arranged.is_some() {
            return Vec::new();
        }
        let highest = self.placement.highest();
        let waiting: Vec<Uid> = self.placement.returning().collect();
        let unseen = waiting.iter().filter(|uid| Some(**uid) > highest).count();
        let mut left = unseen.max(overlay.returning(&self.mailbox) as usize);
        if left == 0 && waiting.is_empty() {
            return Vec::new();
        }
        let rows = 0..self.placement.unsettled();
        rows.filter(|row| match self.placement.uid_at(*row) {
            Some(uid) => waiting.contains(&uid),
            None => {
                let is_one = left > 0;
                left = left.saturating_sub(1);
                is_one
            }
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::placement::Placement;
    use super::*;

    fn uid(uid: u32) -> Uid {
        Uid::new(uid).unwrap()
    }

    fn set(uids: &[u32]) -> UidSet {
        uids.iter().map(|u| uid(*u)).collect()
    }

    fn shown(placement: &Placement) -> Vec<Option<u32>> {
        for row in 0..placement.total() {
            if let Some(uid) = placement.shown_at(row) {
                assert_eq!(placement.shown_row(uid), Some(row));
            }
        }
        let rows = 0..placement.total();
        rows.map(|row| placement.shown_at(row).map(Uid::value))
            .collect()
    }

    /// Messages 3, 5 and 9, of which 5 left and came back as 12.
    fn taken_back() -> Placement {
        let mut placement = Placement::default();
        placement.adopt(set(&[3, 5, 9]));
        placement.expunge(1).unwrap();
        placement.note_returned(&[(uid(12), uid(5))]);
        assert_eq!(placement.take_back(uid(12)), None, "it is not here yet");
        placement.arrive(1);
        placement.place(0, uid(12)).unwrap();
        assert_eq!(shown(&placement), [Some(12), Some(9), Some(3)]);
        assert_eq!(placement.take_back(uid(12)), Some((0, 1)));
        placement
    }

    #[test]
    fn what_came_back_is_shown_where_it_stood() {
        let placement = taken_back();
        assert_eq!(shown(&placement), [Some(9), Some(12), Some(3)]);
        assert_eq!(placement.uid_at(0), Some(uid(12)), "as the server has it");
        assert_eq!(placement.places_of(&set(&[9, 12])), set(&[5, 9]));
    }

    #[test]
    fn what_arrives_and_leaves_then_changes_nothing_about_that() {
        let mut placement = taken_back();
        placement.arrive(2);
        assert_eq!(shown(&placement), [None, None, Some(9), Some(12), Some(3)]);
        placement.place(1, uid(14)).unwrap();
        placement.place(0, uid(20)).unwrap();
        let all = [Some(20), Some(14), Some(9), Some(12), Some(3)];
        assert_eq!(shown(&placement), all);
        // The server's third row is 12.
        assert_eq!(placement.expunge(3), Ok(Some(uid(9))));
        assert_eq!(shown(&placement), [Some(20), Some(14), Some(12), Some(3)]);
        placement.adopt(set(&[3, 12, 20, 30]));
        assert_eq!(shown(&placement), [Some(30), Some(20), Some(12), Some(3)]);
        placement.adopt(set(&[3, 20]));
        assert_eq!(shown(&placement), [Some(20), Some(3)]);
    }

    #[test]
    fn what_comes_back_twice_is_where_it_stood_first() {
        let mut placement = taken_back();
        assert_eq!(placement.expunge(0), Ok(Some(uid(12))));
        assert_eq!(shown(&placement), [Some(9), Some(3)]);
        placement.arrive(1);
        placement.place(0, uid(13)).unwrap();
        placement.note_returned(&[(uid(13), uid(12))]);
        assert_eq!(placement.take_back(uid(13)), Some((0, 1)));
        assert_eq!(shown(&placement), [Some(9), Some(13), Some(3)]);
    }

    #[test]
    fn more_than_are_kept_stay_on_top() {
        let mut placement = Placement::default();
        let count = 3_000;
        placement.adopt((count + 1..=2 * count).map(uid).collect());
        let pairs: Vec<(Uid, Uid)> = (1..=count)
            .map(|old| (uid(old + count), uid(old)))
            .collect();
        placement.note_returned(&pairs);
        assert_eq!(placement.returning().count(), 0);
        placement.note_returned(&pairs[..1_500]);
        placement.note_returned(&pairs[1_500..]);
        assert_eq!(placement.returning().count(), 1_500, "the latest");
    }
}
