//! How messages of the open list are selected: each wish is said aloud, for those
//! who do not see the boxes.

use crate::app::App;
use crate::i18n;
use crate::reactive::*;
use crate::state::{Row, Selected};
use mail_engine::{Choice, LaterAction};
use mail_model::{MessageSummary, Uid};

impl App {
    /// Selects a row's message, or no more.
    pub(crate) fn toggle_selected(&self, row: &Row) {
        let Some(uid) = untrack(|| row.summary()).map(|summary| summary.uid) else {
            return;
        };
        self.toggle_at(row.number_untracked(), uid);
    }

    /// The same for the row that the keyboard is at.
    pub(crate) fn toggle_at_cursor(&self) {
        let list = self.state.list;
        let Some(row) = self.place_in_list() else {
            return;
        };
        if let Some(summary) = list.summary_at(row) {
            self.toggle_at(row, summary.uid);
        }
    }

    fn toggle_at(&self, row: u32, uid: Uid) {
        let (list, selection) = (self.state.list, self.state.selection);
        let conversations = self.state.conversations;
        selection.toggle(row, uid, &conversations.whole(vec![uid]));
        let selected = selection.selected();
        let count = selected.with_untracked(|now| now.count(untrack(|| self.messages())));
        if count == 0 {
            // All were taken out, one after the other.
            selection.clear();
        }
        list.move_cursor(Some(row));
        self.announce_selection();
    }

    /// Selects this row's message beside those that are selected. Where none is,
    /// that is the open one.
    pub(crate) fn select_beside(&self, row: &Row) {
        let is_first = !untrack(|| self.state.selection.is_any());
        // Not the row that the keyboard is at, which may show nowhere.
        let open = self.row_of_open().filter(|_| is_first);
        if let Some(open) = open.filter(|open| *open != row.number_untracked())
            && let Some(summary) = self.state.list.summary_at(open)
        {
            self.toggle_at(open, summary.uid);
        }
        self.toggle_selected(row);
    }

    /// Selects everything from where the last range began to a row, and moves the
    /// keyboard there. Of rows that were never looked at the engine tells which
    /// messages they have.
    pub(crate) fn select_to(&self, row: u32) {
        let (list, selection) = (self.state.list, self.state.selection);
        let last = untrack(|| list.total()).saturating_sub(1);
        let row = row.min(last);
        let from = match selection.anchor() {
            Some(anchor) => anchor,
            None => self.place_in_list().unwrap_or(row),
        };
        selection.set_anchor(from);
        let (first, last) = (from.min(row), from.max(row));
        let known = list.uids_in(first..last.saturating_add(1));
        let are_all_known = known.len() > (last - first) as usize;
        selection.extend(self.state.conversations.whole(known));
        if !are_all_known {
            self.choose(Choice::Rows { first, last });
        }
        list.move_cursor(Some(row));
        self.announce_selection();
    }

    /// Selects such messages and no others, looked at or not.
    pub(crate) fn select_such(&self, choice: Choice) {
        let known = self.state.list.known();
        let is_such = |summary: &MessageSummary| match choice {
            Choice::Seen(value) => summary.flags.is_seen() == value,
            Choice::Flagged(value) => summary.flags.is_flagged() == value,
            Choice::Rows { .. } => false,
        };
        let such = known.iter().filter(|summary| is_such(summary));
        self.state.selection.clear();
        self.state
            .selection
            .extend(such.map(|summary| summary.uid).collect());
        self.choose(choice);
        self.announce_selection();
    }

    fn choose(&self, choice: Choice) {
        if let Some(head) = self.state.list.head().get_untracked() {
            let (list, question) = (head.list, self.state.selection.ask());
            self.act(LaterAction::Choose {
                list,
                question,
                choice,
            });
        }
    }

    /// Moves the end of the range by so many rows.
    pub(crate) fn select_step(&self, by: i64) {
        let from = i64::from(self.place_in_list().unwrap_or(0));
        let to = u32::try_from((from + by).max(0)).unwrap_or(u32::MAX);
        self.select_to(to);
    }

    /// Selects all of the list, seen or not.
    pub(crate) fn select_all(&self) {
        if untrack(|| self.state.list.total()) > 0 {
            self.state.selection.take_all();
            self.announce_selection();
        }
    }

    /// Selects nothing; tells whether anything was selected.
    pub(crate) fn clear_selection(&self) -> bool {
        let was_any = untrack(|| self.state.selection.is_any());
        if was_any {
            self.state.selection.clear();
            self.announce_selection();
        }
        was_any
    }

    /// The row that the keyboard is at: the cursor, else the open message.
    pub(crate) fn place_in_list(&self) -> Option<u32> {
        let list = self.state.list;
        list.cursor().get_untracked().or_else(|| self.row_of_open())
    }

    /// The row of the open message.
    fn row_of_open(&self) -> Option<u32> {
        let route = self.state.route().get_untracked();
        route.place()?.message?;
        self.state.list.row_of(self.open_name()?)
    }

    /// The row above which the open message stood that has left the list meanwhile, as
    /// it does that of the unread once it is read.
    pub(crate) fn row_below_gap(&self) -> Option<u32> {
        let is_open = self.state.route().with_untracked(|route| {
            let place = route.place();
            place.is_some_and(|place| place.message.is_some())
        });
        let gap = self.state.list.gap().filter(|_| is_open);
        gap.filter(|_| self.row_of_open().is_none())
    }

    /// The row so many further than an open message that has left the list.
    pub(crate) fn row_beside_gap(&self, by: i64) -> Option<u32> {
        let below = i64::from(self.row_below_gap()?);
        let last = i64::from(untrack(|| self.state.list.total())) - 1;
        let (nearest, to) = match by > 0 {
            true => (below, below + by - 1),
            false => (below - 1, below + by),
        };
        let is_there = (0..=last).contains(&nearest);
        let to = is_there.then(|| to.clamp(0, last))?;
        u32::try_from(to).ok()
    }

    /// How many messages the list has, those that are folded into rows included.
    /// Reactive.
    pub(crate) fn messages(&self) -> u32 {
        let rows = self.state.list.total();
        let route = self.state.route().get();
        match route.place().filter(|place| place.view.is_folded) {
            Some(place) if place.view.search.is_some() => {
                let found = self.state.search.state().get();
                found.map_or(rows, |state| state.found.max(rows))
            }
            Some(place) => {
                let counts = self.state.tree.counts(&place.mailbox);
                counts.map_or(rows, |counts| counts.messages.max(rows))
            }
            None => rows,
        }
    }

    /// Says what is selected.
    pub(crate) fn announce_selection(&self) {
        let selected = self.state.selection.selected().get_untracked();
        let count = selected.count(untrack(|| self.messages()));
        self.state.notices.announce(&match selected {
            Selected::Nothing => i18n::select_none_heard().to_owned(),
            _ => i18n::select_count(count),
        });
    }
}
