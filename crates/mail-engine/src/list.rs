mod arranged;
mod careful;
pub(crate) mod difference;
mod fences;
mod folding;
mod folds;
mod hiding;
mod kin;
mod local;
pub(crate) mod placement;
mod reorder;
mod returned;
mod sync;
mod veil;
mod viewed;
mod window;

use crate::change::Change;
use crate::overlay::Overlay;
use crate::row::Row;
use crate::{ListId, Selection};
use arranged::Arranged;
use careful::Careful;
use imap_client::RequestId;
use mail_model::{
    MailboxName, Map, MessageRef, MessageSummary, ModSeq, Set, Uid, UidSet, UidValidity, sort_by,
};
use placement::Placement;
pub(crate) use reorder::reorder;
use std::collections::VecDeque;
pub(crate) use sync::{Opened, Sync};
use veil::Veil;
pub(crate) use viewed::Viewed;
use window::Window;

/// So many rows are kept; those farthest from the view go first.
const MOST_ROWS: usize = 3000;
/// So many rows may come above that before some go, so that not each row sorts all.
const ROWS_SLACK: usize = 300;
/// So many arrivals are told of one by one.
pub(crate) const MOST_NEW: u32 = 50;

/// The rows of the mailbox that is open: which message stands where, and what
/// is known of those around the view.
#[derive(Debug)]
pub(crate) struct MessageList {
    pub(crate) id: ListId,
    pub(crate) mailbox: MailboxName,
    pub(crate) uid_validity: Option<UidValidity>,
    /// They mean the same messages when it is opened the next time.
    pub(crate) has_lasting_uids: bool,
    pub(crate) is_read_only: bool,
    /// SELECT was answered on the connection that is open.
    pub(crate) is_selected: bool,
    /// So many row requests in a row brought nothing.
    pub(crate) fruitless: u32,
    /// When the flags of all rows were true, by the mailbox's modification
    /// sequences: what changed since is all there is to ask for. `None` where
    /// that can't be said.
    flags_since: Option<ModSeq>,
    /// The highest modification sequence as SELECT told it last.
    selected_mod_seq: Option<ModSeq>,
    /// The server would not tell the UIDs.
    pub(crate) has_no_uids: bool,
    sync: Sync,
    placement: Placement,
    /// What is shown, where that is not the mailbox as it is.
    arranged: Option<Arranged>,
    rows: Map<Uid, Box<Row>>,
    window: Window,
    /// The message at which the list begins, until it is known where that stands.
    sought: Option<Uid>,
    /// So many UIDs on both sides of it are asked for with it.
    reach: u32,
    /// Rows that changed since the page was last told.
    dirty: Set<Uid>,
    /// So many rows at the top arrived and were not told of as new mail yet.
    arrivals: u32,
    /// Messages that come by the person's own doing: they are no news.
    expected: UidSet,
    /// So many rows at the top are not in the mailbox's unread count yet.
    uncounted: u32,
    /// What the page does not see of it.
    pub(crate) veil: Veil,
    /// Row requests under way.
    asked: Map<RequestId, Asked>,
    /// Messages whose first words were asked for by themselves.
    previewed: UidSet,
    /// How lines were lost under them.
    careful: Careful,
    /// Messages whose flags may have changed by a change of ours that failed half
    /// way, of which the server told no more than that it came to pass.
    unsure: UidSet,
    is_unsure_asked: bool,
}

/// The rows that a request will bring.
#[derive(Debug)]
struct Asked {
    first: u32,
    end: u32,
    has_brought_something: bool,
}

impl Asked {
    /// They are those around a message, wherever that stands.
    fn is_seeking(&self) -> bool {
        self.first == self.end
    }
}

impl MessageList {
    /// A list of a mailbox of which nothing is known.
    pub(crate) fn opening(id: ListId, mailbox: MailboxName) -> Self {
        Self {
            id,
            mailbox,
            uid_validity: None,
            has_lasting_uids: false,
            is_read_only: false,
            is_selected: false,
            fruitless: 0,
            flags_since: None,
            selected_mod_seq: None,
            has_no_uids: false,
            sync: Sync::Opening,
            placement: Placement::default(),
            arranged: None,
            rows: Map::new(),
            window: Window::default(),
            sought: None,
            reach: 0,
            dirty: Set::new(),
            arrivals: 0,
            expected: UidSet::new(),
            uncounted: 0,
            veil: Veil::default(),
            asked: Map::new(),
            previewed: UidSet::new(),
            careful: Careful::default(),
            unsure: UidSet::new(),
            is_unsure_asked: false,
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
        self.rows.get(&uid).map(Box::as_ref)
    }
    /// The messages that are selected of it, with what is folded into their rows, and
    /// whether these are all.
    pub(crate) fn selected(&self, selection: &Selection) -> (UidSet, bool) {
        match selection {
            Selection::Uids(uids) => (self.with_folded(uids), true),
            Selection::All => self.shown_uids(),
            Selection::AllBut(others) => {
                let (uids, is_whole) = self.shown_uids();
                (uids.without(&self.with_folded(others)), is_whole)
            }
        }
    }
    /// The identity of a message of this list.
    pub(crate) fn message(&self, uid: Uid) -> Option<MessageRef> {
        Some(MessageRef {
            mailbox: self.mailbox.clone(),
            uid_validity: self.uid_validity?,
            uid,
        })
    }
    /// The rows that are known, as the person sees them.
    pub(crate) fn known_rows(&self, overlay: &Overlay) -> impl Iterator<Item = MessageSummary> {
        let uids = self.rows.keys();
        uids.filter_map(|uid| self.shown(*uid, overlay))
    }
    /// The announcement that this list begins.
    pub(crate) fn announcement(&self) -> Change {
        Change::ListOpened {
            list: self.id,
            mailbox: self.mailbox.clone(),
            total: self.shown_total(),
        }
    }
    /// Every known row is to be told again, as after an announcement.
    pub(crate) fn tell_all(&mut self) {
        // Not collected, which would bring a sort of its own.
        self.dirty.clear();
        self.dirty.extend(self.rows.keys().copied());
    }

    /// Tells the rows that changed, neighbours together.
    pub(crate) fn flush(&mut self, overlay: &Overlay, out: &mut VecDeque<Change>) {
        let dirty = core::mem::take(&mut self.dirty);
        if dirty.is_empty() {
            return;
        }
        let changed = self.shown_places(dirty);
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
                        self.tell_rows(start, rows, out);
                    }
                }
            }
        }
        if let Some((start, rows)) = run {
            self.tell_rows(start, rows, out);
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
                let row = self.rows.get(uid);
                row.is_some_and(|row| !row.summary.flags.is_seen()) && !self.expected.contains(*uid)
            })
            .collect()
    }
    /// These come by the person's own doing.
    pub(crate) fn expect(&mut self, uids: &UidSet) {
        self.expected = self.expected.union(uids);
    }
    /// Those of `uids` whose rows are known.
    pub(crate) fn known_of(&self, uids: &UidSet) -> Vec<Uid> {
        if (uids.len() as usize) < self.rows.len() {
            let known = uids.iter();
            return known.filter(|uid| self.rows.contains_key(uid)).collect();
        }
        let known = self.rows.keys().copied();
        known.filter(|uid| uids.contains(*uid)).collect()
    }
    /// The UIDs whose flags may have changed unseen: those of all rows kept.
    pub(crate) fn kept_uids(&self) -> UidSet {
        self.rows.keys().copied().collect()
    }
    /// By how many more messages are unread in the person's eyes than by the
    /// server's word, of those that are known.
    pub(crate) fn unseen_change(&self, overlay: &Overlay) -> i64 {
        let (changed, hidden) = (overlay.uids(&self.mailbox), overlay.hidden(&self.mailbox));
        if changed.is_empty() && hidden.is_empty() {
            return 0;
        }
        let rows = self.rows.iter();
        rows.map(|(uid, row)| {
            let confirmed = !row.summary.flags.is_seen();
            let shown = if hidden.contains(*uid) {
                false
            } else if changed.contains(*uid) {
                !overlay
                    .fold(&self.mailbox, *uid, &row.summary.flags)
                    .is_seen()
            } else {
                confirmed
            };
            i64::from(shown) - i64::from(confirmed)
        })
        .sum()
    }
    /// How many of the known messages are unread in the person's eyes.
    pub(crate) fn known_unseen(&self, overlay: &Overlay) -> u32 {
        let hidden = overlay.hidden(&self.mailbox);
        let rows = self.rows.iter().filter(|(uid, _)| !hidden.contains(**uid));
        let flags = rows.map(|(uid, row)| overlay.fold(&self.mailbox, *uid, &row.summary.flags));
        let unseen = flags.filter(|flags| !flags.is_seen()).count();
        u32::try_from(unseen).unwrap_or(u32::MAX)
    }
    /// How many of `uids` are unread, as far as that is known.
    pub(crate) fn unseen_of(&self, uids: &UidSet) -> u32 {
        let rows = self.rows.iter();
        let unseen = rows.filter(|(uid, row)| uids.contains(**uid) && !row.summary.flags.is_seen());
        u32::try_from(unseen.count()).unwrap_or(u32::MAX)
    }
    /// The messages that are shown, and whether that is all of them: the UIDs of
    /// some rows may not be known.
    pub(crate) fn shown_uids(&self) -> (UidSet, bool) {
        let uids: UidSet = match &self.arranged {
            Some(arranged) => arranged.uids(),
            None => {
                let loose = self.placement.loose().map(|(_, uid)| uid);
                self.placement.settled().union(&loose.collect())
            }
        };
        // Arrivals whose rows have not come yet are not seen: they are not meant.
        let is_whole = match &self.arranged {
            Some(arranged) => arranged.has_uids(),
            None => self.placement.has_uids(),
        };
        (uids, is_whole)
    }
    /// Whether one of `uids` is in it, as far as is known here.
    pub(crate) fn holds_any(&self, uids: &UidSet) -> bool {
        let is_settled = !self.placement.settled().common(uids).is_empty();
        is_settled || self.placement.loose().any(|(_, uid)| uids.contains(uid))
    }

    fn tell_rows(&self, start: u32, rows: Vec<MessageSummary>, out: &mut VecDeque<Change>) {
        let list = self.id;
        out.extend(self.threads_change(start, rows.len()));
        out.push_back(Change::Rows { list, start, rows });
    }
    fn evict(&mut self) {
        if self.rows.len() <= MOST_ROWS + ROWS_SLACK {
            return;
        }
        let centre = self.veil.list_row(self.window.centre());
        let mut known: Set<Uid> = Set::new();
        known.extend(self.rows.keys().copied());
        let places = self.shown_places(known.clone());
        let shown = places.into_iter();
        let mut by_distance: Vec<(u32, Uid)> = shown
            .map(|(row, uid)| {
                known.remove(&uid);
                (row.abs_diff(centre), uid)
            })
            .collect();
        // What is folded into a row is as far as that.
        let folded: Vec<(u32, Uid)> = match self.is_folded() {
            true => by_distance
                .iter()
                .flat_map(|(far, uid)| self.conversation_of(*uid).map(|uid| (*far, uid)))
                .filter(|(_, uid)| known.remove(uid))
                .collect(),
            false => Vec::new(),
        };
        by_distance.extend(folded);
        // What the view does not show is farther than all of it.
        by_distance.extend(known.into_iter().map(|uid| (u32::MAX, uid)));
        sort_by(&mut by_distance, Ord::cmp);
        for (_, uid) in by_distance.drain(MOST_ROWS..) {
            self.rows.remove(&uid);
            self.dirty.remove(&uid);
        }
        let rows = &self.rows;
        self.placement.retain_loose(|uid| rows.contains_key(&uid));
    }
}
