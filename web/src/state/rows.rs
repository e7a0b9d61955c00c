/// What is held of a list's rows, by row number from the top: some, never all.
#[derive(Debug)]
pub(super) struct Rows<T> {
    /// In the order of their numbers, each once.
    held: Vec<(u32, T)>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { held: Vec::new() }
    }
}

impl<T> Rows<T> {
    pub(super) fn at(&self, row: u32) -> Option<&T> {
        let index = self.held.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        self.held.get(index).map(|(_, held)| held)
    }

    pub(super) fn at_or_insert_with(&mut self, row: u32, make: impl FnOnce() -> T) -> &mut T {
        let index = match self.held.binary_search_by_key(&row, |(row, _)| *row) {
            Ok(index) => index,
            Err(index) => {
                self.held.insert(index, (row, make()));
                index
            }
        };
        &mut self.held[index].1
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        self.held.iter().map(|(row, held)| (*row, held))
    }

    /// What is held of these rows, in their order.
    pub(super) fn within(&self, rows: core::ops::Range<u32>) -> impl Iterator<Item = &T> {
        let from = self.held.partition_point(|(row, _)| *row < rows.start);
        let held = self.held.iter().skip(from);
        held.take_while(move |(row, _)| *row < rows.end)
            .map(|(_, held)| held)
    }

    /// At `at`, `removed` rows make room for `inserted` new ones. What is held
    /// below moves; each that moved is told its new number.
    pub(super) fn splice(&mut self, at: u32, removed: u32, inserted: u32, moved: impl Fn(&T, u32)) {
        self.held.retain_mut(
            |(row, held)| match row_after_splice(*row, at, removed, inserted) {
                Some(to) => {
                    if to != *row {
                        *row = to;
                        moved(held, to);
                    }
                    true
                }
                None => false,
            },
        );
    }

    /// Lets go of the rows `first..end` that are not worth keeping.
    pub(super) fn forget_in(&mut self, first: u32, end: u32, is_kept: impl Fn(&T) -> bool) {
        let from = self.held.partition_point(|(row, _)| *row < first);
        let to = self.held.partition_point(|(row, _)| *row < end);
        let mut index = from;
        for _ in from..to {
            if is_kept(&self.held[index].1) {
                index += 1;
            } else {
                self.held.remove(index);
            }
        }
    }

    /// Lets go of what lies furthest from the rows `first..end` until at most
    /// `most` are held.
    pub(super) fn forget_far_from(&mut self, first: u32, end: u32, most: usize) {
        let excess = self.held.len().saturating_sub(most);
        let mut start = 0;
        let mut stop = self.held.len();
        for _ in 0..excess {
            let above = first.saturating_sub(self.held[start].0);
            let below = self.held[stop - 1].0.saturating_sub(end);
            if above > below {
                start += 1;
            } else {
                stop -= 1;
            }
        }
        self.held.truncate(stop);
        self.held.drain(..start);
    }
}

/// Where a row is after a splice: `None` if it was removed.
pub(super) fn row_after_splice(row: u32, at: u32, removed: u32, inserted: u32) -> Option<u32> {
    if row < at {
        Some(row)
    } else if row - at < removed {
        None
    } else {
        (row - removed).checked_add(inserted)
    }
}

#[cfg(test)]
mod tests {
    use super::{Rows, row_after_splice};

    fn held(rows: &[u32]) -> Rows<u32> {
        let mut held = Rows::default();
        for row in rows {
            held.at_or_insert_with(*row, || *row);
        }
        held
    }

    fn numbers(rows: &Rows<u32>) -> Vec<(u32, u32)> {
        rows.iter().map(|(row, held)| (row, *held)).collect()
    }

    #[test]
    fn rows_below_a_splice_move_and_removed_ones_go() {
        let mut rows = held(&[0, 1, 2, 3, 9]);
        rows.splice(1, 2, 5, |_, _| {});
        assert_eq!(numbers(&rows), [(0, 0), (6, 3), (12, 9)]);
    }

    #[test]
    fn a_splice_agrees_with_a_plain_list() {
        for at in 0..6 {
            for removed in 0..4 {
                for inserted in 0..4 {
                    let mut plain: Vec<u32> = (0..10).collect();
                    let end = (at + removed) as usize;
                    plain.splice(at as usize..end, (0..inserted).map(|_| 99));
                    let mut rows = held(&(0..10).collect::<Vec<_>>());
                    rows.splice(at, removed, inserted, |_, _| {});
                    for (row, held) in rows.iter() {
                        assert_eq!(plain[row as usize], *held);
                    }
                    for row in 0..10 {
                        let after = row_after_splice(row, at, removed, inserted);
                        let found = plain.iter().position(|held| *held == row);
                        assert_eq!(after, found.map(|index| index as u32));
                    }
                }
            }
        }
    }

    #[test]
    fn a_splice_at_the_very_end_of_the_numbers_does_not_overflow() {
        let mut rows = held(&[0, u32::MAX]);
        rows.splice(0, 0, 1, |_, _| {});
        assert_eq!(numbers(&rows), [(1, 0)]);
        rows.splice(0, u32::MAX, 0, |_, _| {});
        assert_eq!(numbers(&rows), []);
    }

    #[test]
    fn a_stretch_is_what_is_held_of_it() {
        let rows = held(&[0, 2, 3, 9]);
        let within = |range| rows.within(range).copied().collect::<Vec<_>>();
        assert_eq!(within(1..9), [2, 3]);
        assert_eq!(within(0..u32::MAX), [0, 2, 3, 9]);
        assert_eq!(within(4..4), []);
    }

    #[test]
    fn what_is_not_worth_keeping_goes_from_a_stretch_alone() {
        let mut rows = held(&[0, 1, 2, 3, 4, 5]);
        rows.forget_in(1, 5, |row| row % 2 == 0);
        assert_eq!(numbers(&rows), [(0, 0), (2, 2), (4, 4), (5, 5)]);
    }

    #[test]
    fn what_is_furthest_from_the_view_is_forgotten_first() {
        let mut rows = held(&(0..100).collect::<Vec<_>>());
        rows.forget_far_from(50, 60, 20);
        assert_eq!(rows.iter().count(), 20);
        assert!((50..60).all(|row| rows.at(row).is_some()));
    }
}
