use std::collections::BTreeMap;

/// What is held of a list's rows, by row number from the top: some, never all.
#[derive(Debug)]
pub(super) struct Rows<T> {
    held: BTreeMap<u32, T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self {
            held: BTreeMap::new(),
        }
    }
}

impl<T> Rows<T> {
    pub(super) fn at(&self, row: u32) -> Option<&T> {
        self.held.get(&row)
    }

    pub(super) fn at_or_insert_with(&mut self, row: u32, make: impl FnOnce() -> T) -> &T {
        self.held.entry(row).or_insert_with(make)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        self.held.iter().map(|(row, held)| (*row, held))
    }

    /// At `at`, `removed` rows make room for `inserted` new ones. What is held
    /// below moves; each that moved is told its new number.
    pub(super) fn splice(&mut self, at: u32, removed: u32, inserted: u32, moved: impl Fn(&T, u32)) {
        let mut below = self.held.split_off(&at);
        if let Some(end) = at.checked_add(removed) {
            for (row, held) in below.split_off(&end) {
                let Some(row) = (row - removed).checked_add(inserted) else {
                    continue;
                };
                if removed != inserted {
                    moved(&held, row);
                }
                self.held.insert(row, held);
            }
        }
    }

    /// Lets go of what lies furthest from the rows `first..end` until at most
    /// `most` are held.
    pub(super) fn forget_far_from(&mut self, first: u32, end: u32, most: usize) {
        while self.held.len() > most {
            let above = self
                .held
                .first_key_value()
                .map_or(0, |(row, _)| first.saturating_sub(*row));
            let below = self
                .held
                .last_key_value()
                .map_or(0, |(row, _)| row.saturating_sub(end));
            if above > below {
                self.held.pop_first();
            } else {
                self.held.pop_last();
            }
        }
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
    fn what_is_furthest_from_the_view_is_forgotten_first() {
        let mut rows = held(&(0..100).collect::<Vec<_>>());
        rows.forget_far_from(50, 60, 20);
        assert_eq!(rows.iter().count(), 20);
        assert!((50..60).all(|row| rows.at(row).is_some()));
    }
}
