use super::returned::Returned;
use mail_model::{Map, Uid, UidSet};

/// Which message stands in which row. Row 0 is the newest arrival.
///
/// From the oldest message up the UIDs are known as a set, and a row is a rank
/// in it. The newest rows may stand above that set with UIDs that are not known
/// yet, or one by one: all rows do until the set has come, and arrivals do
/// until their rows have.
///
/// That is where the server has them. What the person took back is shown where it
/// stood before ([`Returned`]), though it has come anew.
#[derive(Clone, Debug, Default)]
pub(crate) struct Placement {
    total: u32,
    /// The UIDs of the lowest rows, as far up as they are known without a gap.
    settled: UidSet,
    /// Whether the set has come at all.
    has_uids: bool,
    /// UIDs of rows above the set.
    loose: Map<u32, Uid>,
    /// What of the set is shown elsewhere.
    returned: Returned,
}

/// A row turned out to hold another message than was thought: the UIDs must be
/// asked for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mismatch;

impl Placement {
    /// So many rows of unknown messages.
    pub(crate) fn of_size(total: u32) -> Self {
        Self {
            total,
            ..Self::default()
        }
    }
    /// How many rows there are.
    pub(crate) fn total(&self) -> u32 {
        self.total
    }
    /// Whether the mailbox's UIDs are known, but perhaps for the latest arrivals.
    pub(crate) fn has_uids(&self) -> bool {
        self.has_uids
    }
    /// The UIDs that are known, without those that stand above the set.
    pub(crate) fn settled(&self) -> &UidSet {
        &self.settled
    }
    /// How many rows stand above the set.
    pub(crate) fn unsettled(&self) -> u32 {
        self.total.saturating_sub(self.settled.len())
    }
    /// The messages that are known above the set, with their rows.
    pub(crate) fn loose(&self) -> impl Iterator<Item = (u32, Uid)> + '_ {
        self.loose.iter().map(|(row, uid)| (*row, *uid))
    }
    /// The highest UID that is known.
    pub(crate) fn highest(&self) -> Option<Uid> {
        self.loose.values().copied().max().max(self.settled.last())
    }
    /// Which message stands in `row`.
    pub(crate) fn uid_at(&self, row: u32) -> Option<Uid> {
        if row < self.unsettled() {
            return self.loose.get(&row).copied();
        }
        self.settled
            .at(self.total.checked_sub(row)?.checked_sub(1)?)
    }
    /// In which row a message stands.
    pub(crate) fn row_of(&self, uid: Uid) -> Option<u32> {
        match self.settled.rank(uid) {
            Some(rank) => self.total.checked_sub(rank)?.checked_sub(1),
            None => self
                .loose
                .iter()
                .find(|(_, loose)| **loose == uid)
                .map(|(row, _)| *row),
        }
    }
    /// Which message is shown in `row`.
    pub(crate) fn shown_at(&self, row: u32) -> Option<Uid> {
        match self.returned.shown() {
            Some(shown) if row >= self.unsettled() => {
                let place = shown.at(self.total.checked_sub(row)?.checked_sub(1)?)?;
                Some(self.returned.at(place))
            }
            _ => self.uid_at(row),
        }
    }
    /// In which row a message is shown.
    pub(crate) fn shown_row(&self, uid: Uid) -> Option<u32> {
        match self.returned.shown() {
            Some(shown) if self.settled.contains(uid) => {
                let rank = shown.rank(self.returned.place_of(uid))?;
                self.total.checked_sub(rank)?.checked_sub(1)
            }
            _ => self.row_of(uid),
        }
    }
    /// The rows of the set, by the UIDs that say where its messages are shown.
    pub(crate) fn places(&self) -> &UidSet {
        self.returned.shown().unwrap_or(&self.settled)
    }
    /// Where messages are shown, by the UIDs that say so ([`Self::places`]).
    pub(crate) fn places_of(&self, uids: &UidSet) -> UidSet {
        self.returned.places_of(uids)
    }
    /// Some of the messages in the order in which they are shown, the newest first.
    pub(crate) fn in_order(&self, uids: &UidSet) -> Vec<Uid> {
        let places = self.places_of(uids);
        let newest_first = places.iter().rev();
        newest_first.map(|place| self.returned.at(place)).collect()
    }
    /// These came back, each with the UID that it had when it stood here.
    pub(crate) fn note_returned(&mut self, pairs: &[(Uid, Uid)]) {
        self.returned.note(pairs);
    }
    /// Those that came back and are not shown where they stood yet.
    pub(crate) fn returning(&self) -> impl Iterator<Item = Uid> + '_ {
        self.returned.waiting()
    }
    /// A message that came back takes its place again, once it is in the set: from
    /// which row to which it goes.
    pub(crate) fn take_back(&mut self, uid: Uid) -> Option<(u32, u32)> {
        if !self.settled.contains(uid) {
            return None;
        }
        let from = self.shown_row(uid);
        self.returned.take_back(uid, &self.settled);
        from.zip(self.shown_row(uid))
    }
    /// A row's message became known.
    pub(crate) fn place(&mut self, row: u32, uid: Uid) -> Result<(), Mismatch> {
        if row >= self.total {
            return Err(Mismatch);
        }
        if row >= self.unsettled() {
            return if self.uid_at(row) == Some(uid) {
                Ok(())
            } else {
                Err(Mismatch)
            };
        }
        if self.settled.contains(uid) {
            return Err(Mismatch);
        }
        self.loose.insert(row, uid);
        self.settle();
        Ok(())
    }
    /// `count` messages arrived on top.
    pub(crate) fn arrive(&mut self, count: u32) {
        self.total = self.total.saturating_add(count);
        self.loose = core::mem::take(&mut self.loose)
            .into_iter()
            .map(|(row, uid)| (row.saturating_add(count), uid))
            .collect();
    }
    /// The message in `row` left. Tells which it was, where known.
    pub(crate) fn expunge(&mut self, row: u32) -> Result<Option<Uid>, Mismatch> {
        if row >= self.total {
            return Err(Mismatch);
        }
        let uid = self.uid_at(row);
        if row >= self.unsettled()
            && let Some(uid) = uid
        {
            self.settled.remove(uid);
            self.returned.remove(uid);
        }
        self.loose = core::mem::take(&mut self.loose)
            .into_iter()
            .filter(|(loose, _)| *loose != row)
            .map(|(loose, uid)| (if loose > row { loose - 1 } else { loose }, uid))
            .collect();
        self.total -= 1;
        self.settle();
        Ok(uid)
    }
    /// The whole set, as the server tells it now.
    pub(crate) fn adopt(&mut self, uids: UidSet) {
        self.total = uids.len();
        self.returned.adopt(&uids);
        self.settled = uids;
        self.has_uids = true;
        self.loose.clear();
    }
    /// Forgets the messages of single rows that `keep` does not hold on to, so
    /// that what is known of rows stays bounded while the set is unknown.
    pub(crate) fn retain_loose(&mut self, keep: impl Fn(Uid) -> bool) {
        self.loose.retain(|_, uid| keep(*uid));
    }

    /// Moves rows that adjoin the set into it.
    fn settle(&mut self) {
        while self.has_uids {
            let Some(row) = self.unsettled().checked_sub(1) else {
                return;
            };
            let Some(uid) = self.loose.get(&row).copied() else {
                return;
            };
            if self.settled.last().is_some_and(|last| uid <= last) {
                return;
            }
            self.loose.remove(&row);
            self.settled.insert(uid);
            self.returned.insert(uid);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::UidRange;

    fn uid(uid: u32) -> Uid {
        Uid::new(uid).unwrap()
    }

    fn known(uids: &[u32]) -> Placement {
        let mut placement = Placement::default();
        placement.adopt(uids.iter().map(|u| uid(*u)).collect());
        placement
    }

    fn rows(placement: &Placement) -> Vec<Option<u32>> {
        (0..placement.total())
            .map(|row| placement.uid_at(row).map(Uid::value))
            .collect()
    }

    #[test]
    fn the_newest_message_stands_in_the_first_row() {
        let placement = known(&[3, 5, 9]);
        assert_eq!(rows(&placement), [Some(9), Some(5), Some(3)]);
        assert_eq!(placement.row_of(uid(3)), Some(2));
        assert_eq!(placement.row_of(uid(4)), None);
    }

    #[test]
    fn arrivals_whose_rows_come_in_any_order_settle_in_uid_order() {
        let mut placement = known(&[3, 5]);
        placement.arrive(2);
        assert_eq!(rows(&placement), [None, None, Some(5), Some(3)]);
        placement.place(0, uid(9)).unwrap();
        assert_eq!(placement.unsettled(), 2);
        placement.place(1, uid(7)).unwrap();
        assert_eq!(placement.unsettled(), 0);
        assert_eq!(rows(&placement), [Some(9), Some(7), Some(5), Some(3)]);
    }

    #[test]
    fn rows_are_placed_before_the_set_is_known() {
        let mut placement = Placement::of_size(4);
        placement.place(1, uid(7)).unwrap();
        placement.arrive(1);
        assert_eq!(placement.row_of(uid(7)), Some(2));
        assert_eq!(placement.expunge(2), Ok(Some(uid(7))));
        assert_eq!(placement.total(), 4);
        assert_eq!(placement.expunge(0), Ok(None));
        assert_eq!(placement.total(), 3);
    }

    #[test]
    fn an_expunged_row_closes_the_gap_above_and_below() {
        let mut placement = known(&[3, 5, 9]);
        placement.arrive(2);
        placement.place(0, uid(20)).unwrap();
        assert_eq!(placement.expunge(1), Ok(None));
        assert_eq!(rows(&placement), [Some(20), Some(9), Some(5), Some(3)]);
        assert_eq!(placement.expunge(2), Ok(Some(uid(5))));
        assert_eq!(rows(&placement), [Some(20), Some(9), Some(3)]);
        assert_eq!(placement.unsettled(), 0);
    }

    #[test]
    fn a_row_that_contradicts_the_set_is_a_mismatch() {
        let mut placement = known(&[3, 5, 9]);
        assert_eq!(placement.place(0, uid(8)), Err(Mismatch));
        assert_eq!(placement.place(3, uid(1)), Err(Mismatch));
        assert_eq!(placement.expunge(3), Err(Mismatch));
        placement.arrive(1);
        assert_eq!(placement.place(0, uid(5)), Err(Mismatch));
    }

    #[test]
    fn a_hundred_thousand_messages_are_placed_by_one_range() {
        let mut placement = Placement::default();
        let all = UidRange::new(uid(1), uid(100_000));
        placement.adopt([all].into_iter().collect());
        assert_eq!(placement.uid_at(50_000), Some(uid(50_000)));
        assert_eq!(placement.row_of(uid(1)), Some(99_999));
    }
}
