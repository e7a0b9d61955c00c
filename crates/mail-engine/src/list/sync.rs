//! Keeping the list in step with the mailbox: what SELECT, UIDs, arrivals,
//! expunges and rows mean for it.

use super::MessageList;
use super::difference::{Splice, splices};
use super::placement::{Mismatch, Placement};
use crate::ListId;
use crate::change::Change;
use crate::overlay::Overlay;
use crate::row::Row;
use imap_client::{KnownState, SelectedMailbox};
use mail_model::{Flags, ModSeq, Set, Uid, UidSet, UidValidity};
use std::collections::VecDeque;

/// Beyond so many splices a list begins anew.
const MOST_SPLICES: usize = 64;

/// How far the list agrees with the server's mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sync {
    /// Nothing is known yet.
    Opening,
    /// Each event applies to it.
    Live,
    /// It is what was known before; the mailbox's UIDs will tell what changed since.
    Behind,
}

/// What selecting the mailbox (again) meant for its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opened {
    /// The list goes on.
    Continues,
    /// The list can't be brought up to date row by row: another must begin.
    StartsAnew,
    /// The UIDs mean other messages now: another must begin.
    ChangedValidity,
}

impl MessageList {
    // Selecting and losing it.

    /// SELECT was answered.
    pub(crate) fn opened(&mut self, selected: &SelectedMailbox) -> Opened {
        let validity = Some(selected.uid_validity);
        self.is_selected = true;
        self.has_lasting_uids = selected.has_lasting_uids;
        self.selected_mod_seq = selected.highest_mod_seq;
        self.is_read_only = selected.is_read_only;
        match self.sync {
            Sync::Opening => {
                self.uid_validity = validity;
                self.placement = Placement::of_size(selected.exists);
                self.flags_since = selected.highest_mod_seq;
                self.sync = Sync::Live;
                Opened::Continues
            }
            _ if self.uid_validity != validity
                || !selected.has_lasting_uids
                || self.is_ahead_of(selected) =>
            {
                Opened::ChangedValidity
            }
            _ if !self.placement.has_uids() || self.has_no_uids || self.is_newer_than(selected) => {
                Opened::StartsAnew
            }
            _ => {
                self.sync = Sync::Behind;
                Opened::Continues
            }
        }
    }
    /// A message is known whose UID the server has yet to give: it broke its word
    /// (RFC 9051 §2.3.1.1), and no UID can be trusted to mean the same as before.
    fn is_ahead_of(&self, selected: &SelectedMailbox) -> bool {
        let highest = self.placement.highest();
        selected
            .uid_next
            .is_some_and(|next| highest.is_some_and(|highest| next.0 <= highest.0))
    }
    /// The mailbox's modification sequences went backwards: they do not tell what
    /// changed.
    fn is_newer_than(&self, selected: &SelectedMailbox) -> bool {
        selected
            .highest_mod_seq
            .is_some_and(|highest| self.flags_since.is_some_and(|since| highest < since))
    }
    /// Since when flags may have changed unseen: `None` where it can't be said.
    pub(crate) fn flags_since(&self) -> Option<ModSeq> {
        self.flags_since
    }
    /// The flags of these may be others than was told, whatever the modification
    /// sequences say: a silent change moves them on.
    pub(crate) fn doubt_flags(&mut self, uids: &UidSet) {
        self.unsure = self.unsure.union(uids);
        self.is_unsure_asked = false;
    }
    /// The messages whose flags are to be asked for, known rows alone.
    pub(crate) fn take_unsure(&mut self) -> Option<UidSet> {
        if core::mem::replace(&mut self.is_unsure_asked, true) || self.unsure.is_empty() {
            return None;
        }
        self.unsure = self.known_of(&self.unsure).into_iter().collect();
        (!self.unsure.is_empty()).then(|| self.unsure.clone())
    }
    /// All flags that changed before the mailbox was selected were told.
    pub(crate) fn flags_refreshed(&mut self) {
        self.flags_since = self.selected_mod_seq;
    }
    /// All changes up to `highest` were told.
    pub(crate) fn is_in_step(&mut self, highest: ModSeq) {
        let is_refreshed = self.flags_since == self.selected_mod_seq;
        self.selected_mod_seq = Some(highest);
        if is_refreshed {
            self.flags_refreshed();
        }
    }
    /// What is known of the mailbox, message by message: that it is to be caught
    /// up with. `None` where that is not known, or not since when.
    pub(crate) fn known_state(&self) -> Option<(UidValidity, KnownState)> {
        let state = KnownState {
            mod_seq: self.flags_since?,
            uids: self.placement.settled().clone(),
        };
        let is_behind = self.sync == Sync::Behind && self.placement.has_uids();
        Some((self.uid_validity.filter(|_| is_behind)?, state))
    }
    /// The connection is gone, or another mailbox is open: what is known stays;
    /// rows far from the view only if the server can tell which flags changed,
    /// for nobody would ask for the flags of all.
    pub(crate) fn fall_behind(&mut self) {
        self.is_selected = false;
        self.fruitless = 0;
        self.has_no_uids = false;
        self.is_unsure_asked = false;
        self.asked.clear();
        self.forget_view_request();
        if self.sync == Sync::Live {
            self.sync = Sync::Behind;
            if self.flags_since.is_none() {
                self.forget_far_rows();
            }
        }
    }
    /// Only the rows around the view stay.
    pub(crate) fn forget_far_rows(&mut self) {
        let mut near: Set<Uid> = Set::new();
        for uid in self.rows_around().filter_map(|row| self.uid_at(row)) {
            near.insert(uid);
            near.extend(self.conversation_of(uid));
        }
        self.rows.retain(|uid, _| near.contains(uid));
    }
    /// Another list of the same mailbox, under another name, with what this one knows.
    pub(crate) fn renamed(mut self, id: ListId) -> Self {
        self.id = id;
        // The view is where it was: whoever comes back finds its rows there.
        self.fall_behind();
        self.arrivals = 0;
        self.tell_all();
        self
    }

    /// Rows are not where they were thought to be: the UIDs must be asked for again.
    pub(crate) fn doubt(&mut self) {
        if self.sync == Sync::Live {
            self.sync = Sync::Behind;
            self.asked.clear();
        }
    }
    /// Another list of the same mailbox, under another name: what is known of its
    /// messages stays, but where they stand only `uids` say.
    pub(crate) fn restarted(mut self, id: ListId, uids: UidSet) -> Self {
        self.id = id;
        self.sync = Sync::Live;
        self.rows.retain(|uid, _| uids.contains(*uid));
        self.placement.adopt(uids);
        self.asked.clear();
        self.arrivals = 0;
        self.uncounted = 0;
        self.fruitless = 0;
        self.tell_all();
        self
    }

    // What the connection tells.

    /// The mailbox's UIDs, complete. `false` where another list must begin.
    pub(crate) fn adopt(
        &mut self,
        uids: UidSet,
        overlay: &Overlay,
        out: &mut VecDeque<Change>,
    ) -> bool {
        self.flush(overlay, out);
        let was_behind = core::mem::replace(&mut self.sync, Sync::Live) == Sync::Behind;
        self.fruitless = 0;
        let old = self.placement.settled().clone();
        let old_places = self.placement.places().clone();
        let (had_uids, unsettled) = (self.placement.has_uids(), self.placement.unsettled());
        let highest = old.last();
        let total = uids.len();
        if !had_uids {
            self.doubt_view_beyond(&uids);
            let is_consistent = self.placement.total() == total
                && self.rows.keys().all(|uid| {
                    let row = uids.rank(*uid).map(|rank| total - 1 - rank);
                    row.is_some() && row == self.placement.row_of(*uid)
                });
            self.placement.adopt(uids);
            return is_consistent;
        }
        let arrived = highest.map_or(total, |highest| {
            total - uids.count_below(highest).min(total)
        });
        let arrived = arrived.saturating_sub(u32::from(highest.is_some_and(|h| uids.contains(h))));
        // Rows that stood above the set are in it now; nothing to tell but that.
        if !was_behind && total == old.len() + unsettled && arrived == unsettled {
            self.placement.adopt(uids);
            return true;
        }
        self.doubt_view();
        self.placement.adopt(uids.clone());
        if self.arranged.is_none() {
            let Some(splices) = splices(&old_places, self.placement.places(), MOST_SPLICES) else {
                return false;
            };
            if unsettled > 0 {
                let unsettled = Splice {
                    at: 0,
                    removed: unsettled,
                    inserted: 0,
                    total: old.len(),
                };
                self.tell_splice(unsettled, out);
            }
            for splice in splices {
                self.tell_splice(splice, out);
            }
        }
        self.rows.retain(|uid, _| uids.contains(*uid));
        // A row above the old set that was known is told anew where it stands now.
        self.dirty
            .extend(self.rows.keys().copied().filter(|uid| Some(*uid) > highest));
        self.asked.clear();
        self.arrivals = arrived;
        self.uncounted = 0;
        true
    }
    /// Messages arrived; the mailbox holds `exists` now.
    pub(crate) fn arrived(
        &mut self,
        exists: u32,
        overlay: &Overlay,
        out: &mut VecDeque<Change>,
    ) -> Result<(), Mismatch> {
        if self.sync != Sync::Live {
            return Ok(());
        }
        let count = exists.checked_sub(self.placement.total()).ok_or(Mismatch)?;
        if count == 0 {
            return Ok(());
        }
        self.flush(overlay, out);
        self.placement.arrive(count);
        self.fruitless = 0;
        self.arrivals = self.arrivals.saturating_add(count);
        self.uncounted = self.uncounted.saturating_add(count);
        let is_moving = self.arranged.is_none();
        for asked in self.asked.values_mut().filter(|_| is_moving) {
            asked.first = asked.first.saturating_add(count);
            asked.end = asked.end.saturating_add(count);
        }
        self.doubt_arrivals();
        let arrived = Splice {
            at: 0,
            removed: 0,
            inserted: count,
            total: self.placement.total(),
        };
        self.tell_splice(arrived, out);
        Ok(())
    }
    /// The message in `row` left. Tells what was known of it: `None` if nothing was.
    pub(crate) fn expunged(
        &mut self,
        row: u32,
        overlay: &Overlay,
        out: &mut VecDeque<Change>,
    ) -> Result<Option<Row>, Mismatch> {
        if self.sync != Sync::Live {
            return Ok(None);
        }
        self.flush(overlay, out);
        let shown = self.placement.uid_at(row);
        let shown = shown.and_then(|uid| self.placement.shown_row(uid));
        let uid = self.placement.expunge(row)?;
        self.fruitless = 0;
        if row < self.arrivals {
            self.arrivals -= 1;
        }
        if row < self.uncounted {
            self.uncounted -= 1;
        }
        let row = shown.unwrap_or(row);
        let is_moving = self.arranged.is_none();
        for asked in self.asked.values_mut().filter(|_| is_moving) {
            asked.first -= u32::from(row < asked.first);
            asked.end -= u32::from(row < asked.end);
        }
        self.expunge_shown(uid, out);
        let expunged = Splice {
            at: row,
            removed: 1,
            inserted: 0,
            total: self.placement.total(),
        };
        self.tell_splice(expunged, out);
        Ok(uid.and_then(|uid| self.rows.remove(&uid)).map(|row| *row))
    }
    /// A row came. Tells whether its message is unread and not counted as such yet.
    pub(crate) fn fetched(&mut self, newer: u32, row: Row) -> Result<bool, Mismatch> {
        let uid = row.summary.uid;
        match self.sync {
            Sync::Opening => return Ok(false),
            Sync::Live => self.placement.place(newer, uid)?,
            Sync::Behind if self.placement.row_of(uid).is_none() => return Ok(false),
            Sync::Behind => {}
        }
        let is_new = !self.rows.contains_key(&uid);
        let is_uncounted = is_new
            && self.sync == Sync::Live
            && newer < self.uncounted
            && !row.summary.flags.is_seen();
        self.doubt_view_by_flags(uid, &row.summary.flags, false);
        self.rows.insert(uid, Box::new(row));
        self.dirty.insert(uid);
        for asked in self.asked.values_mut() {
            asked.has_brought_something |= is_new;
        }
        self.evict();
        Ok(is_uncounted)
    }
    /// A message's flags came. Gives back what they were, where that was known.
    pub(crate) fn set_flags(&mut self, uid: Uid, flags: Flags) -> Option<Flags> {
        let known = self.rows.get(&uid);
        let are_news = known.is_none_or(|row| row.summary.flags != flags);
        self.doubt_view_by_flags(uid, &flags, are_news);
        self.unsure.remove(uid);
        let row = self.rows.get_mut(&uid)?;
        Some(core::mem::replace(&mut row.summary.flags, flags))
    }
    /// A message's size came behind its row.
    pub(crate) fn learn_row_size(&mut self, uid: Uid, size: u64) {
        if let Some(row) = self.rows.get_mut(&uid)
            && row.summary.size == 0
            && size > 0
        {
            row.summary.size = size;
            self.dirty.insert(uid);
        }
    }
    /// A message's first words came behind its row.
    pub(crate) fn learn_row_preview(&mut self, uid: Uid, text: String) {
        if let Some(row) = self.rows.get_mut(&uid)
            && row.summary.preview.is_none()
        {
            row.summary.preview = Some(text);
            self.dirty.insert(uid);
        }
    }
    /// Whether a message is known with another size than this one.
    pub(crate) fn is_of_other_size(&self, uid: Uid, size: u64) -> bool {
        let known = self.rows.get(&uid).map(|row| row.summary.size);
        known.is_some_and(|known| known > 0 && known != size)
    }
    /// What is known of one row is not true.
    pub(crate) fn forget_row(&mut self, uid: Uid) {
        self.rows.remove(&uid);
        self.doubt_view();
    }
    /// What is known of the rows is not true any more.
    pub(crate) fn forget_rows(&mut self) {
        self.rows.clear();
        self.dirty.clear();
        self.flags_refreshed();
    }
    /// The mailbox's counts came: whatever arrived is in them.
    pub(crate) fn counted(&mut self) {
        self.uncounted = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::num::{NonZeroU32, NonZeroU64};
    use imap_client::FetchedRow;
    use mail_model::{MailboxName, UidNext, UidRange, UidValidity};
    use mime_message::BuiltInCharsets;

    fn selected(uid_validity: u32, uid_next: u32) -> SelectedMailbox {
        SelectedMailbox {
            mailbox: MailboxName::inbox(),
            exists: 9,
            uid_validity: UidValidity(NonZeroU32::new(uid_validity).unwrap()),
            has_lasting_uids: true,
            uid_next: NonZeroU32::new(uid_next).map(UidNext),
            highest_mod_seq: None,
            is_read_only: false,
        }
    }

    fn selected_at(mod_seq: u64) -> SelectedMailbox {
        SelectedMailbox {
            exists: 900,
            highest_mod_seq: NonZeroU64::new(mod_seq).map(ModSeq),
            ..selected(1, 901)
        }
    }

    fn adopt_all(list: &mut MessageList, count: u32) {
        let uids = UidRange::new(Uid::new(1).unwrap(), Uid::new(count).unwrap());
        let uids = UidSet::from_iter([uids]);
        assert!(list.adopt(uids, &Overlay::default(), &mut VecDeque::new()));
    }

    /// A list of 900 messages with the newest row and one far from the view.
    fn live_list(mod_seq: u64) -> MessageList {
        let mut list = MessageList::opening(ListId(1), MailboxName::inbox());
        assert_eq!(list.opened(&selected_at(mod_seq)), Opened::Continues);
        adopt_all(&mut list, 900);
        for newer in [0, 700] {
            let fetched = FetchedRow {
                uid: Uid::new(900 - newer).unwrap(),
                flags: Flags::default(),
                received: None,
                size: None,
                structure: None,
                header: None,
                preview: None,
                email_id: None,
            };
            let row = Row::read(fetched, &BuiltInCharsets);
            assert_eq!(list.fetched(newer, row), Ok(false));
        }
        list
    }

    #[test]
    fn a_list_goes_on_only_where_its_uids_still_mean_the_same() {
        for (uid_validity, uid_next, expected) in [
            (1, 10, Opened::Continues),
            (1, 12, Opened::Continues),
            (1, 9, Opened::ChangedValidity),
            (2, 10, Opened::ChangedValidity),
        ] {
            let mut list = MessageList::opening(ListId(1), MailboxName::inbox());
            assert_eq!(list.opened(&selected(1, 10)), Opened::Continues);
            adopt_all(&mut list, 9);
            list.fall_behind();
            assert_eq!(list.opened(&selected(uid_validity, uid_next)), expected);
        }
    }

    #[test]
    fn a_list_whose_uids_do_not_last_begins_anew_each_time() {
        let mut list = MessageList::opening(ListId(1), MailboxName::inbox());
        let passing = SelectedMailbox {
            has_lasting_uids: false,
            ..selected(1, 10)
        };
        assert_eq!(list.opened(&passing), Opened::Continues);
        adopt_all(&mut list, 9);
        list.fall_behind();
        assert_eq!(list.opened(&passing), Opened::ChangedValidity);
    }

    #[test]
    fn rows_far_from_the_view_stay_where_changed_flags_can_be_told() {
        for (mod_seq, kept) in [(0, 1), (40, 2)] {
            let mut list = live_list(mod_seq);
            list.fall_behind();
            assert_eq!(list.kept_uids().len(), kept);
            assert_eq!(list.flags_since(), NonZeroU64::new(mod_seq).map(ModSeq));
        }
    }

    #[test]
    fn flags_are_as_old_as_when_they_were_last_brought_up_to_date() {
        let since = |list: &MessageList| list.flags_since().map(|since| since.0.get());
        let mut list = live_list(40);
        list.fall_behind();
        assert_eq!(list.opened(&selected_at(50)), Opened::Continues);
        assert_eq!(since(&list), Some(40), "they were not told yet");
        list.fall_behind();
        assert_eq!(list.opened(&selected_at(60)), Opened::Continues);
        assert_eq!(since(&list), Some(40), "and the connection was lost again");
        list.flags_refreshed();
        assert_eq!(since(&list), Some(60));
        list.fall_behind();
        assert_eq!(list.opened(&selected_at(0)), Opened::Continues);
        list.flags_refreshed();
        assert_eq!(since(&list), None, "the mailbox has none any more");
    }

    #[test]
    fn the_servers_word_that_all_was_told_moves_the_flags_age_if_they_are_true() {
        let since = |list: &MessageList| list.flags_since().map(|since| since.0.get());
        let at = |mod_seq| ModSeq(NonZeroU64::new(mod_seq).unwrap());
        let mut list = live_list(40);
        list.is_in_step(at(44));
        assert_eq!(since(&list), Some(44));
        list.fall_behind();
        assert_eq!(list.opened(&selected_at(50)), Opened::Continues);
        list.is_in_step(at(52));
        assert_eq!(since(&list), Some(44), "they were not told yet");
        list.flags_refreshed();
        assert_eq!(since(&list), Some(52));
    }

    #[test]
    fn a_list_is_known_message_by_message_once_it_is_behind() {
        let mut list = live_list(40);
        assert_eq!(list.known_state(), None, "it is in step");
        list.fall_behind();
        let (validity, state) = list.known_state().unwrap();
        assert_eq!(validity, UidValidity(NonZeroU32::MIN));
        assert_eq!((state.mod_seq.0.get(), state.uids.len()), (40, 900));
        let mut list = live_list(0);
        list.fall_behind();
        assert_eq!(list.known_state(), None, "nobody knows since when");
    }

    #[test]
    fn modification_sequences_that_go_backwards_begin_a_new_list() {
        let mut list = live_list(40);
        list.fall_behind();
        assert_eq!(list.opened(&selected_at(39)), Opened::StartsAnew);
    }
}
