//! Servers that fall over a message: whoever asks for its row loses the line.
//! Asked for with others it would cost all of them, each time anew.

use super::window::newest;
use super::{MOST_NEW, MessageList, Sync};
use crate::row::Row;
use core::ops::Range;
use imap_client::RowSelection;
use mail_model::{Flags, MessageSummary, Timestamp, Uid, UidSet};

/// So many lines in a row may be lost under row requests that brought nothing,
/// before rows are asked for one by one.
const MOST_LOSSES: u32 = 2;
/// So many lines may be lost under one row.
const MOST_LOSSES_OF_ONE: u32 = 2;

/// How lines were lost under row requests.
#[derive(Debug, Default)]
pub(super) struct Careful {
    losses: u32,
    /// The row that was asked for alone, and how many lines were lost under it.
    alone: Option<(Uid, u32)>,
    /// Nobody is asked for these rows any more.
    given_up: UidSet,
}

impl Careful {
    /// A line was lost under row requests.
    fn line_lost(&mut self) {
        let was_careful = self.losses >= MOST_LOSSES;
        self.losses = self.losses.saturating_add(1);
        if let Some((uid, losses)) = self.alone.as_mut().filter(|_| was_careful) {
            *losses += 1;
            if *losses >= MOST_LOSSES_OF_ONE {
                self.given_up.insert(*uid);
                self.alone = None;
            }
        }
    }
}

impl MessageList {
    /// The line was lost.
    pub(crate) fn line_lost(&mut self) {
        let mut asked = self.asked.values();
        if asked.any(|asked| !asked.has_brought_something) {
            self.careful.line_lost();
        }
    }
    /// What another list of the same mailbox went through need not be gone
    /// through again.
    pub(crate) fn learn_from(&mut self, other: &mut Self) {
        self.careful = core::mem::take(&mut other.careful);
    }
    /// Whether each row is to be asked for by itself. Where UIDs are not known
    /// yet, what was given up can't be left out.
    pub(super) fn is_careful(&self) -> bool {
        let cannot_leave_out = !self.careful.given_up.is_empty() && !self.placement.has_uids();
        self.careful.losses >= MOST_LOSSES || cannot_leave_out
    }
    /// A row that was given up is shown with what is known of it: that it is
    /// there (I8).
    pub(super) fn fill_given_up(&mut self) {
        for uid in self.careful.given_up.iter() {
            if self.placement.row_of(uid).is_some() && !self.rows.contains_key(&uid) {
                self.rows.insert(uid, Box::new(Row::unknown(uid)));
                self.dirty.insert(uid);
            }
        }
    }
    /// One row after the other, once it is known which messages there are.
    pub(super) fn wanted_carefully(&mut self) -> Option<(RowSelection, Range<u32>)> {
        if self.sync != Sync::Live || !self.asked.is_empty() {
            return None;
        }
        let arrivals = 0..self.arrivals.min(MOST_NEW).min(self.placement.total());
        let arrivals = self.missing(arrivals, |row| self.placement.uid_at(row));
        let mut around = self.missing(self.rows_around(), |row| self.uid_at(row));
        if self.arranged.is_some() {
            // The others are asked for with their places.
            around.retain(|row| self.uid_at(*row).is_some());
        }
        // Arrivals are counted in the mailbox, all others in what is shown of it.
        let (row, uid) = match (arrivals.first(), around.first()) {
            (Some(row), _) => (*row, self.placement.uid_at(*row)),
            (None, Some(row)) => (*row, self.uid_at(*row)),
            (None, None) => {
                self.careful.losses = 0;
                return None;
            }
        };
        let Some(uid) = uid else {
            // It has just arrived. If the line is lost its UID will be known.
            return Some(newest(row..row + 1));
        };
        if self.careful.alone.is_none_or(|(alone, _)| alone != uid) {
            self.careful.alone = Some((uid, 0));
        }
        let uids = UidSet::from_iter([uid]);
        Some((RowSelection::Uids(uids), row..row + 1))
    }
}

impl Row {
    /// A message of which nothing can be had.
    fn unknown(uid: Uid) -> Self {
        let summary = MessageSummary {
            uid,
            flags: Flags::default(),
            received: Timestamp(0),
            date: None,
            size: 0,
            from: Vec::new(),
            to: Vec::new(),
            subject: String::new(),
            message_id: None,
            has_attachment: false,
            preview: None,
        };
        Self {
            summary,
            structure: None,
            header: Vec::new(),
            email_id: None,
        }
    }
}
