pub(crate) mod difference;
pub(crate) mod placement;
mod window;

use crate::ListId;
use crate::change::Change;
use crate::overlay::Overlay;
use crate::row::Row;
use difference::splices;
use imap_client::{RequestId, SelectedMailbox};
use mail_model::{Flags, MailboxName, MessageRef, MessageSummary, Uid, UidSet, UidValidity};
use placement::{Mismatch, Placement};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use window::Window;

/// So many rows are kept; those farthest from the view go first.
const MOST_ROWS: usize = 3000;
/// So many rows may come above that before some go, so that not each row sorts all.
const ROWS_SLACK: usize = 300;
/// Beyond so many splices a list begins anew.
const MOST_SPLICES: usize = 64;
/// So many arrivals are told of one by one.
pub(crate) const MOST_NEW: u32 = 50;

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

/// The rows of the mailbox that is open: which message stands where, and what
/// is known of those around the view.
#[derive(Debug)]
pub(crate) struct MessageList {
    pub(crate) id: ListId,
    pub(crate) mailbox: MailboxName,
    pub(crate) uid_validity: Option<UidValidity>,
    pub(crate) is_read_only: bool,
    /// SELECT was answered on the connection that is open.
    pub(crate) is_selected: bool,
    /// So many row requests in a row brought nothing.
    pub(crate) fruitless: u32,
    /// The server would not tell the UIDs.
    pub(crate) has_no_uids: bool,
    sync: Sync,
    placement: Placement,
    rows: BTreeMap<Uid, Row>,
    window: Window,
    /// Rows that changed since the page was last told.
    dirty: BTreeSet<Uid>,
    /// So many rows at the top arrived and were not told of as new mail yet.
    arrivals: u32,
    /// So many rows at the top are not in the mailbox's unread count yet.
    uncounted: u32,
    /// Row requests under way.
    asked: BTreeMap<RequestId, Asked>,
}

/// The rows that a request will bring.
#[derive(Debug)]
struct Asked {
    first: u32,
    end: u32,
    has_brought_something: bool,
}

impl MessageList {
    /// A list of a mailbox of which nothing is known.
    pub(crate) fn opening(id: ListId, mailbox: MailboxName) -> Self {
        Self {
            id,
            mailbox,
            uid_validity: None,
            is_read_only: false,
            is_selected: false,
            fruitless: 0,
            has_no_uids: false,
            sync: Sync::Opening,
            placement: Placement::default(),
            rows: BTreeMap::new(),
            window: Window::default(),
            dirty: BTreeSet::new(),
            arrivals: 0,
            uncounted: 0,
            asked: BTreeMap::new(),
        }
    }
    /// How far it agrees with the server.
    pub(crate) fn sync(&self) -> Sync {
        self.sync
    }
    /// How many rows it has, once that is known.
    pub(crate) fn total(&self) -> Option<u32> {
        (self.sync != Sync::Opening).then(|| self.placement.total())
    }
    /// Where its messages stand.
    pub(crate) fn placement(&self) -> &Placement {
        &self.placement
    }
    /// What is known of a message.
    pub(crate) fn row(&self, uid: Uid) -> Option<&Row> {
        self.rows.get(&uid)
    }
    /// The identity of a message of this list.
    pub(crate) fn message(&self, uid: Uid) -> Option<MessageRef> {
        Some(MessageRef {
            mailbox: self.mailbox.clone(),
            uid_validity: self.uid_validity?,
            uid,
        })
    }
    /// The announcement that this list begins.
    pub(crate) fn announcement(&self) -> Change {
        Change::ListOpened {
            list: self.id,
            mailbox: self.mailbox.clone(),
            total: self.total(),
        }
    }
    /// Every known row is to be told again, as after an announcement.
    pub(crate) fn tell_all(&mut self) {
        self.dirty = self.rows.keys().copied().collect();
    }

    // Selecting and losing it.

    /// SELECT was answered.
    pub(crate) fn opened(&mut self, selected: &SelectedMailbox) -> Opened {
        let validity = Some(selected.uid_validity);
        self.is_selected = true;
        self.is_read_only = selected.is_read_only;
        match self.sync {
            Sync::Opening => {
                self.uid_validity = validity;
                self.placement = Placement::of_size(selected.exists);
                self.sync = Sync::Live;
                Opened::Continues
            }
            _ if self.uid_validity != validity => Opened::ChangedValidity,
            _ if !self.placement.has_uids() || self.has_no_uids => Opened::StartsAnew,
            _ => {
                self.sync = Sync::Behind;
                Opened::Continues
            }
        }
    }
    /// The connection is gone, or another mailbox is open: what is known stays,
    /// but for rows that are far from the view, whose flags nobody would ask for.
    pub(crate) fn fall_behind(&mut self) {
        self.is_selected = false;
        self.fruitless = 0;
        self.has_no_uids = false;
        self.asked.clear();
        if self.sync == Sync::Live {
            self.sync = Sync::Behind;
            let around = self.window.around(self.placement.total());
            let placement = &self.placement;
            self.rows.retain(|uid, _| {
                placement
                    .row_of(*uid)
                    .is_some_and(|row| around.contains(&row))
            });
        }
    }
    /// Another list of the same mailbox, under another name, with what this one knows.
    pub(crate) fn renamed(mut self, id: ListId) -> Self {
        self.id = id;
        self.fall_behind();
        self.window = Window::default();
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
        let (had_uids, unsettled) = (self.placement.has_uids(), self.placement.unsettled());
        let highest = old.last();
        let total = uids.len();
        if !had_uids {
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
        let Some(splices) = splices(&old, &uids, MOST_SPLICES) else {
            return false;
        };
        if unsettled > 0 {
            out.push_back(Change::ListSpliced {
                list: self.id,
                at: 0,
                removed: unsettled,
                inserted: 0,
                total: old.len(),
            });
        }
        out.extend(splices.iter().map(|splice| Change::ListSpliced {
            list: self.id,
            at: splice.at,
            removed: splice.removed,
            inserted: splice.inserted,
            total: splice.total,
        }));
        self.rows.retain(|uid, _| uids.contains(*uid));
        // A row above the old set that was known is told anew where it stands now.
        self.dirty
            .extend(self.rows.keys().filter(|uid| Some(**uid) > highest));
        self.placement.adopt(uids);
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
        for asked in self.asked.values_mut() {
            asked.first = asked.first.saturating_add(count);
            asked.end = asked.end.saturating_add(count);
        }
        out.push_back(Change::ListSpliced {
            list: self.id,
            at: 0,
            removed: 0,
            inserted: count,
            total: self.placement.total(),
        });
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
        let uid = self.placement.expunge(row)?;
        self.fruitless = 0;
        if row < self.arrivals {
            self.arrivals -= 1;
        }
        if row < self.uncounted {
            self.uncounted -= 1;
        }
        for asked in self.asked.values_mut() {
            asked.first -= u32::from(row < asked.first);
            asked.end -= u32::from(row < asked.end);
        }
        out.push_back(Change::ListSpliced {
            list: self.id,
            at: row,
            removed: 1,
            inserted: 0,
            total: self.placement.total(),
        });
        Ok(uid.and_then(|uid| self.rows.remove(&uid)))
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
        self.rows.insert(uid, row);
        self.dirty.insert(uid);
        for asked in self.asked.values_mut() {
            asked.has_brought_something |= is_new;
        }
        self.evict();
        Ok(is_uncounted)
    }
    /// A message's flags came. Gives back what they were, where that was known.
    pub(crate) fn set_flags(&mut self, uid: Uid, flags: Flags) -> Option<Flags> {
        let row = self.rows.get_mut(&uid)?;
        Some(core::mem::replace(&mut row.summary.flags, flags))
    }
    /// What is known of the rows is not true any more.
    pub(crate) fn forget_rows(&mut self) {
        self.rows.clear();
        self.dirty.clear();
    }
    /// The mailbox's counts came: whatever arrived is in them.
    pub(crate) fn counted(&mut self) {
        self.uncounted = 0;
    }

    // What the page is told.

    /// Tells the rows that changed, neighbours together.
    pub(crate) fn flush(&mut self, overlay: &Overlay, out: &mut VecDeque<Change>) {
        let dirty = core::mem::take(&mut self.dirty);
        let mut changed: BTreeMap<u32, Uid> = BTreeMap::new();
        changed.extend(
            dirty
                .into_iter()
                .filter_map(|uid| Some((self.placement.row_of(uid)?, uid))),
        );
        let mut run: Option<(u32, Vec<MessageSummary>)> = None;
        for (row, uid) in changed {
            let Some(summary) = self.shown(uid, overlay) else {
                continue;
            };
            match &mut run {
                Some((start, rows)) if *start as usize + rows.len() == row as usize => {
                    rows.push(summary);
                }
                _ => {
                    if let Some((start, rows)) = run.replace((row, vec![summary])) {
                        out.push_back(self.rows_change(start, rows));
                    }
                }
            }
        }
        if let Some((start, rows)) = run {
            out.push_back(self.rows_change(start, rows));
        }
    }
    /// A row as the person sees it.
    pub(crate) fn shown(&self, uid: Uid, overlay: &Overlay) -> Option<MessageSummary> {
        let mut summary = self.rows.get(&uid)?.summary.clone();
        summary.flags = overlay.fold(&self.mailbox, uid, &summary.flags);
        Some(summary)
    }
    /// The new mail, once all rows of it have come: the newest first.
    pub(crate) fn take_new_mail(&mut self) -> Vec<Uid> {
        if self.sync != Sync::Live || self.arrivals == 0 {
            return Vec::new();
        }
        let count = self.arrivals.min(MOST_NEW).min(self.placement.total());
        let uids: Vec<Uid> = (0..count)
            .filter_map(|row| self.placement.uid_at(row))
            .filter(|uid| self.rows.contains_key(uid))
            .collect();
        if uids.len() < count as usize && !self.is_stalled() {
            return Vec::new();
        }
        self.arrivals = 0;
        uids.into_iter()
            .filter(|uid| {
                self.rows
                    .get(uid)
                    .is_some_and(|row| !row.summary.flags.is_seen())
            })
            .collect()
    }
    /// Those of `uids` whose rows are known.
    pub(crate) fn known_of(&self, uids: &UidSet) -> Vec<Uid> {
        let known = self.rows.keys().copied();
        known.filter(|uid| uids.contains(*uid)).collect()
    }
    /// The UIDs whose flags may have changed unseen: those of all rows kept.
    pub(crate) fn kept_uids(&self) -> UidSet {
        self.rows.keys().copied().collect()
    }
    /// So many messages of `uids` are unread by the server's word and so many
    /// in the person's eyes: what the overlay changes about the unread count.
    pub(crate) fn unseen_change(&self, uids: &UidSet, overlay: &Overlay) -> i64 {
        self.rows
            .iter()
            .filter(|(uid, _)| uids.contains(**uid))
            .map(|(uid, row)| {
                let shown = overlay.fold(&self.mailbox, *uid, &row.summary.flags);
                i64::from(row.summary.flags.is_seen()) - i64::from(shown.is_seen())
            })
            .sum()
    }

    fn rows_change(&self, start: u32, rows: Vec<MessageSummary>) -> Change {
        Change::Rows {
            list: self.id,
            start,
            rows,
        }
    }
    fn evict(&mut self) {
        if self.rows.len() <= MOST_ROWS + ROWS_SLACK {
            return;
        }
        let centre = self.window.centre();
        let mut by_distance: Vec<(u32, Uid)> = self
            .rows
            .keys()
            .map(|uid| {
                let row = self.placement.row_of(*uid).unwrap_or(u32::MAX);
                (row.abs_diff(centre), *uid)
            })
            .collect();
        by_distance.sort_unstable();
        for (_, uid) in by_distance.drain(MOST_ROWS..) {
            self.rows.remove(&uid);
            self.dirty.remove(&uid);
        }
        let rows = &self.rows;
        self.placement.retain_loose(|uid| rows.contains_key(&uid));
    }
}
