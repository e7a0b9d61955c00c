//! What of the list is hidden, and how that is told: the list's own splices and
//! rows go through the veil, and the veil follows the pending changes.

use super::MessageList;
use super::difference::Splice;
use super::veil::Rows;
use crate::change::Change;
use crate::overlay::Overlay;
use mail_model::{Uid, UidSet};
use std::collections::VecDeque;

/// Beyond so many splices at once the page is told of all rows anew.
const MOST_VEILED: usize = 200;

impl MessageList {
    /// The rows in which `uids` are shown.
    fn rows_of(&self, uids: &UidSet) -> Rows {
        if uids.is_empty() {
            return Rows::default();
        }
        if self.arranged.is_some() {
            let rows = 0..self.shown_size();
            let is_meant = |row: &u32| self.uid_at(*row).is_some_and(|uid| uids.contains(uid));
            return rows.filter(is_meant).map(|row| row..row + 1).collect();
        }
        let settled = self.placement.places();
        let total = self.placement.total();
        let common = settled.common(&self.placement.places_of(uids));
        let ranges = common.ranges().iter().filter_map(|range| {
            // The highest UID stands in the first row.
            let first = total.checked_sub(settled.rank(range.last())? + 1)?;
            Some(first..first + range.count())
        });
        let mut rows: Rows = ranges.collect();
        for (row, uid) in self.placement.loose() {
            if uids.contains(uid) {
                rows.insert(row);
            }
        }
        rows
    }

    /// Lets what the list tells pass the veil: counted among the rows that are
    /// shown. `None` for what is not seen.
    pub(crate) fn veiled(&mut self, change: Change, out: &mut VecDeque<Change>) {
        match change {
            Change::ListOpened { .. } => {
                self.veil.clear();
                out.push_back(change);
            }
            Change::ListSpliced {
                list,
                at,
                removed,
                inserted,
                total,
            } => {
                let splice = Splice {
                    at,
                    removed,
                    inserted,
                    total,
                };
                out.extend(self.veil.splice(splice).map(|splice| splice.change(list)));
            }
            Change::Rows { list, start, rows } => {
                let told = self.veil.runs(start, rows).into_iter();
                out.extend(told.map(|(start, rows)| Change::Rows { list, start, rows }));
            }
            Change::Threads {
                list,
                start,
                places,
            } => {
                let told = self.veil.runs(start, places).into_iter();
                out.extend(told.map(|(start, places)| Change::Threads {
                    list,
                    start,
                    places,
                }));
            }
            other => out.push_back(other),
        }
    }
    /// Hides what is on its way out of the mailbox, and shows what is no more.
    pub(crate) fn draw_veil(&mut self, overlay: &Overlay, out: &mut VecDeque<Change>) {
        let Some(total) = self.shown_total() else {
            return;
        };
        let mut hidden = self.rows_of(&overlay.hidden(&self.mailbox));
        for row in self.returning_rows(overlay) {
            hidden.insert(row);
        }
        if hidden == *self.veil.hidden() {
            return;
        }
        let before = total.saturating_sub(self.veil.count());
        let (hide, show) = self.veil.difference(&hidden);
        let mut splices = self.veil.hide(&hide, total);
        splices.extend(self.veil.show(&show, total));
        if splices.len() > MOST_VEILED {
            let shown = total.saturating_sub(self.veil.count());
            splices = vec![Splice {
                at: 0,
                removed: before,
                inserted: shown,
                total: shown,
            }];
            self.tell_all();
        }
        out.extend(splices.into_iter().map(|splice| splice.change(self.id)));
        let shown = show.ranges().flatten();
        let uids = shown.filter_map(|row| self.uid_at(row));
        let known: Vec<Uid> = uids.filter(|uid| self.rows.contains_key(uid)).collect();
        self.dirty.extend(known);
    }
}
