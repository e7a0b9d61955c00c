//! What the page does not see of a list: rows of messages that are on their way
//! out of the mailbox by the person's own wish.
//!
//! The list keeps every row that the server has, whatever is pending. Between it
//! and the page lies the veil: each splice and each row that the list tells goes
//! through it, in order, and comes out counted among the rows that are shown.
//! The way back, from a shown row to the list's, is as short.

use super::difference::Splice;
use core::ops::Range;
use mail_model::{Uid, UidRange, UidSet};

/// A set of rows. It is kept as UIDs are, as ranges with ranks: row 0 as 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rows(UidSet);

impl Rows {
    /// Adds a row.
    pub(crate) fn insert(&mut self, row: u32) {
        if let Some(number) = number(row) {
            self.0.insert(number);
        }
    }
    /// The ranges, ascending and merged.
    pub(crate) fn ranges(&self) -> impl Iterator<Item = Range<u32>> + '_ {
        let ranges = self.0.ranges().iter();
        ranges.map(|range| range.first().value() - 1..range.last().value())
    }
    /// How many of them lie before `row`.
    fn before(&self, row: u32) -> u32 {
        number(row).map_or(self.0.len(), |number| self.0.count_below(number))
    }
    /// How many there are.
    fn len(&self) -> u32 {
        self.0.len()
    }
    fn contains(&self, row: u32) -> bool {
        number(row).is_some_and(|number| self.0.contains(number))
    }
}

impl FromIterator<Range<u32>> for Rows {
    fn from_iter<I: IntoIterator<Item = Range<u32>>>(ranges: I) -> Self {
        let ranges = ranges.into_iter().filter(|range| !range.is_empty());
        Self(
            ranges
                .filter_map(|range| Some(UidRange::new(number(range.start)?, Uid::new(range.end)?)))
                .collect(),
        )
    }
}

fn number(row: u32) -> Option<Uid> {
    row.checked_add(1).and_then(Uid::new)
}

/// The rows of a list that are hidden.
#[derive(Debug, Default)]
pub(crate) struct Veil {
    hidden: Rows,
}

impl Veil {
    /// How many rows are hidden.
    pub(crate) fn count(&self) -> u32 {
        self.hidden.len()
    }
    /// The rows that are hidden.
    pub(crate) fn hidden(&self) -> &Rows {
        &self.hidden
    }
    /// Which rows have to be hidden and which shown, so that `hidden` are hidden.
    pub(crate) fn difference(&self, hidden: &Rows) -> (Rows, Rows) {
        let hide = hidden.0.without(&self.hidden.0);
        (Rows(hide), Rows(self.hidden.0.without(&hidden.0)))
    }
    /// Where a row of the list is shown; `None` if it is hidden.
    pub(crate) fn shown_row(&self, row: u32) -> Option<u32> {
        (!self.hidden.contains(row)).then(|| row - self.hidden.before(row))
    }
    /// Which row of the list is shown in `shown`.
    pub(crate) fn list_row(&self, shown: u32) -> u32 {
        let mut row = shown;
        for range in self.hidden.ranges() {
            if range.start > row {
                break;
            }
            row = row.saturating_add(range.end - range.start);
        }
        row
    }
    /// What is told of rows one after the other from `start` on: those that are
    /// shown, neighbours together, with where they are.
    pub(crate) fn runs<T>(&self, start: u32, rows: Vec<T>) -> Vec<(u32, Vec<T>)> {
        let mut runs: Vec<(u32, Vec<T>)> = Vec::new();
        for (row, told) in (start..).zip(rows) {
            let Some(row) = self.shown_row(row) else {
                continue;
            };
            match runs.last_mut() {
                Some((start, run)) if *start as usize + run.len() == row as usize => run.push(told),
                _ => runs.push((row, vec![told])),
            }
        }
        runs
    }
    /// The list changed. Tells what changes for the page, if anything does.
    pub(crate) fn splice(&mut self, splice: Splice) -> Option<Splice> {
        let end = splice.at.saturating_add(splice.removed);
        let above = self.hidden.before(splice.at);
        let removed = splice.removed - (self.hidden.before(end) - above);
        let moved = |row: u32| (row - end).saturating_add(splice.at + splice.inserted);
        let hidden = self.hidden.ranges().flat_map(|range| {
            let kept = range.start.min(splice.at)..range.end.min(splice.at);
            let behind = range.start.max(end)..range.end.max(end);
            [kept, moved(behind.start)..moved(behind.end)]
        });
        self.hidden = hidden.collect();
        let told = Splice {
            at: splice.at - above,
            removed,
            inserted: splice.inserted,
            total: splice.total.saturating_sub(self.hidden.len()),
        };
        (told.removed > 0 || told.inserted > 0).then_some(told)
    }
    /// Hides rows of a list of `total`; tells what changes for the page.
    pub(crate) fn hide(&mut self, rows: &Rows, total: u32) -> Vec<Splice> {
        let rows = Rows(rows.0.without(&self.hidden.0));
        let mut gone = 0;
        let mut splices: Vec<Splice> = Vec::new();
        for range in rows.ranges() {
            let at = range.start - self.hidden.before(range.start) - gone;
            let removed = range.end - range.start;
            gone += removed;
            let total = total.saturating_sub(self.hidden.len() + gone);
            match splices.last_mut() {
                Some(last) if last.at == at => {
                    last.removed += removed;
                    last.total = total;
                }
                _ => splices.push(Splice {
                    at,
                    removed,
                    inserted: 0,
                    total,
                }),
            }
        }
        self.hidden = Rows(self.hidden.0.union(&rows.0));
        splices
    }
    /// Shows rows of a list of `total` again; tells what changes for the page.
    pub(crate) fn show(&mut self, rows: &Rows, total: u32) -> Vec<Splice> {
        let rows = Rows(self.hidden.0.common(&rows.0));
        self.hidden = Rows(self.hidden.0.without(&rows.0));
        let mut left = rows.len();
        let mut splices: Vec<Splice> = Vec::new();
        for range in rows.ranges() {
            let at = range.start - self.hidden.before(range.start);
            let inserted = range.end - range.start;
            left -= inserted;
            let total = total.saturating_sub(self.hidden.len() + left);
            match splices.last_mut() {
                Some(last) if last.at + last.inserted == at => {
                    last.inserted += inserted;
                    last.total = total;
                }
                _ => splices.push(Splice {
                    at,
                    removed: 0,
                    inserted,
                    total,
                }),
            }
        }
        splices
    }
    /// Another list begins: nothing is hidden yet.
    pub(crate) fn clear(&mut self) {
        self.hidden = Rows::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The list's rows by name, and what a page makes of what it is told: names,
    /// and 0 for a row that it does not know yet.
    struct Play {
        list: Vec<(u32, bool)>,
        page: Vec<u32>,
        veil: Veil,
    }

    impl Play {
        fn apply(&mut self, splices: impl IntoIterator<Item = Splice>) {
            for splice in splices {
                let at = splice.at as usize;
                let come = core::iter::repeat_n(0, splice.inserted as usize);
                self.page.splice(at..at + splice.removed as usize, come);
                assert_eq!(self.page.len(), splice.total as usize);
            }
        }
        /// The page learns the rows that it does not know, and knows all others
        /// to be where they are.
        fn agree(&mut self) {
            let shown = self.list.iter().filter(|(_, hidden)| !hidden);
            let shown: Vec<u32> = shown.map(|(name, _)| *name).collect();
            assert_eq!(self.page.len(), shown.len());
            for (page, name) in self.page.iter_mut().zip(&shown) {
                assert!(*page == 0 || page == name);
                *page = *name;
            }
            for (row, (name, hidden)) in self.list.iter().enumerate() {
                let place = self.veil.shown_row(row as u32);
                assert_eq!(place.is_none(), *hidden);
                if let Some(place) = place {
                    assert_eq!(shown[place as usize], *name);
                    assert_eq!(self.veil.list_row(place), row as u32);
                }
            }
        }
        fn rows(&self, is_meant: impl Fn(u32) -> bool) -> Rows {
            let rows = 0..self.list.len() as u32;
            rows.filter(|row| is_meant(*row))
                .map(|row| row..row + 1)
                .collect()
        }
    }

    #[test]
    fn the_page_follows_whatever_changes_above_and_beneath_the_veil() {
        let mut state = 3_u32;
        let mut draw = |bound: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % bound
        };
        for _ in 0..300 {
            let mut play = Play {
                list: (1..=20).map(|name| (name, false)).collect(),
                page: (1..=20).collect(),
                veil: Veil::default(),
            };
            let mut last_name = 20;
            for _ in 0..30 {
                let total = play.list.len() as u32;
                let bits = draw(1 << 20);
                match draw(4) {
                    0 => {
                        let rows = play.rows(|row| bits >> (row % 20) & 1 == 1);
                        let splices = play.veil.hide(&rows, total);
                        play.apply(splices);
                        for (row, entry) in play.list.iter_mut().enumerate() {
                            entry.1 |= rows.contains(row as u32);
                        }
                    }
                    1 => {
                        let rows = play.rows(|row| bits >> (row % 20) & 1 == 1);
                        let splices = play.veil.show(&rows, total);
                        play.apply(splices);
                        for (row, entry) in play.list.iter_mut().enumerate() {
                            entry.1 &= !rows.contains(row as u32);
                        }
                    }
                    _ => {
                        let at = draw(total + 1);
                        let removed = draw(3).min(total - at);
                        let inserted = draw(3);
                        let gone = at as usize..(at + removed) as usize;
                        let names = last_name + 1..last_name + 1 + inserted;
                        last_name += inserted;
                        play.list.splice(gone, names.map(|name| (name, false)));
                        let splice = play.veil.splice(Splice {
                            at,
                            removed,
                            inserted,
                            total: play.list.len() as u32,
                        });
                        play.apply(splice);
                    }
                }
                play.agree();
            }
        }
    }

    #[test]
    fn what_lies_together_goes_and_comes_in_one_splice() {
        let mut veil = Veil::default();
        let middle: Rows = core::iter::once(4..6).collect();
        let around: Rows = [2..4, 6..9].into_iter().collect();
        assert_eq!(veil.hide(&middle, 10).len(), 1);
        let splices = veil.hide(&around, 10);
        assert_eq!(
            splices,
            [Splice {
                at: 2,
                removed: 5,
                inserted: 0,
                total: 3
            }]
        );
        assert_eq!(veil.count(), 7);
        assert_eq!(veil.show(&around, 10).len(), 1);
        assert_eq!(veil.list_row(4), 6);
    }
}
