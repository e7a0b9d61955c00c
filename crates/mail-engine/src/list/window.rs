use super::{Asked, MOST_NEW, MessageList, Sync};
use core::ops::Range;
use imap_client::{KnownMailbox, RequestId, RowSelection};
use mail_model::{Uid, UidRange, UidSet};

/// Asked for with SELECT, before the page has told what is in view.
pub(super) const FIRST_ROWS: u32 = 50;
/// Rows that are fetched above and below the view.
const MARGIN: u32 = 20;
/// So many rows of the margin must be missing to be asked for by themselves:
/// one request for many rows, not one for each row that scrolls in.
const MARGIN_STEP: usize = 10;
/// So many UIDs on both sides of a message that is open as its list begins are asked
/// for with it, where nothing tells how close they stand.
const REACH: u32 = 40;
/// So many times as far it is reached where UIDs stand far apart.
const FARTHEST: u32 = 3;
/// No view is higher than this; what claims to be is cut.
const HIGHEST_VIEW: u32 = 500;
/// So many row requests may be under way. The latest view is asked for as soon
/// as one has ended; those in between are never asked for.
const MOST_REQUESTS: usize = 2;
/// So many row requests in a row may bring nothing before they are given up.
const MOST_FRUITLESS: u32 = 4;

/// What is in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    first: u32,
    last: u32,
}

impl Default for Window {
    fn default() -> Self {
        Self {
            first: 0,
            last: FIRST_ROWS - MARGIN - 1,
        }
    }
}

impl Window {
    /// The rows in view of a list of `total` rows.
    fn view(self, total: u32) -> Range<u32> {
        self.first.min(total)..self.last.saturating_add(1).min(total)
    }
    /// The rows in view and its margins.
    pub(super) fn around(self, total: u32) -> Range<u32> {
        let end = self.last.saturating_add(1 + MARGIN).min(total);
        self.first.saturating_sub(MARGIN).min(end)..end
    }
    /// A view with `row` in its middle, but for the first rows: where a list begins it
    /// is seen from the top.
    fn about(row: u32) -> Self {
        let Self { last, .. } = Self::default();
        match row > last / 2 {
            true => Self {
                first: row - last / 2,
                last: row + last / 2,
            },
            false => Self::default(),
        }
    }
    /// The row in the middle.
    pub(super) fn centre(self) -> u32 {
        self.first + (self.last - self.first) / 2
    }
}

impl MessageList {
    /// The page shows these rows now.
    pub(crate) fn view(&mut self, first: u32, last: u32) {
        self.sought = None;
        let first = first.min(last);
        let window = Window {
            first,
            last: last.min(first.saturating_add(HIGHEST_VIEW)),
        };
        if window != self.window {
            self.window = window;
            self.fruitless = 0;
        }
    }
    /// The list begins where this message is. Of its mailbox so much is known.
    pub(crate) fn begin_at(&mut self, message: Option<Uid>, known: Option<&KnownMailbox>) {
        // Among the newest it is asked for with them.
        let is_far = |uid: Uid| {
            known.is_none_or(|known| known.uid_next.0.get().saturating_sub(uid.value()) > REACH)
        };
        self.sought = message.filter(|uid| is_far(*uid));
        let apart = known.map_or(1, |known| known.uid_next.0.get() / known.exists.max(1));
        self.reach = REACH * apart.clamp(1, FARTHEST);
        self.find_sought();
    }
    /// Whether the row of this message comes with those around it.
    pub(crate) fn brings(&self, uid: Uid) -> bool {
        let is_wanted = self.sync == Sync::Opening && self.arranged.is_none() && !self.is_careful();
        self.sought == Some(uid) && (is_wanted || self.is_seeking())
    }
    /// The view is around the message at which the list begins, once it is known
    /// where that stands.
    pub(super) fn find_sought(&mut self) {
        let row = self.sought.and_then(|uid| {
            let own = self.row_of(uid);
            own.or_else(|| self.row_of(self.conversation_of(uid).next()?))
        });
        if let Some(row) = row {
            self.sought = None;
            if let Some(row) = self.veil.shown_row(row) {
                self.window = Window::about(row);
            }
        }
    }
    /// That message is on its way with those around it, in rows that nobody can name.
    fn is_seeking(&self) -> bool {
        self.asked.values().any(Asked::is_seeking)
    }
    /// The UIDs around that message: those next to it in the mailbox have them, so that
    /// its rows come in the first write, before it is known which these are.
    fn wanted_sought(&self) -> Option<(RowSelection, Range<u32>)> {
        let uid = self.sought?.value();
        let first = Uid::new(uid.saturating_sub(self.reach).max(1))?;
        let last = Uid::new(uid.saturating_add(self.reach))?;
        let around = UidSet::from_iter([UidRange::new(first, last)]);
        Some((RowSelection::Uids(around), 0..0))
    }
    /// The rows in view.
    pub(crate) fn rows_in_view(&self) -> impl Iterator<Item = u32> + '_ {
        let view = self.window.view(self.seen_size());
        view.map(|row| self.veil.list_row(row))
    }
    /// How many rows the page sees.
    pub(super) fn seen_size(&self) -> u32 {
        self.shown_size().saturating_sub(self.veil.count())
    }
    /// The rows between the first and the last of the view and its margins,
    /// hidden ones among them.
    pub(super) fn rows_around(&self) -> Range<u32> {
        let around = self.window.around(self.seen_size());
        match around.end.checked_sub(1) {
            Some(last) if !around.is_empty() => {
                self.veil.list_row(around.start)..self.veil.list_row(last) + 1
            }
            _ => 0..0,
        }
    }
    /// Rows to ask for now: which, and how to name them to the connection.
    pub(crate) fn wanted(&mut self) -> Option<(RowSelection, Range<u32>)> {
        if self.is_stalled() || self.asked.len() >= MOST_REQUESTS {
            return None;
        }
        self.fill_given_up();
        self.find_sought();
        if self.is_careful() {
            return self.wanted_carefully();
        }
        match self.sync {
            Sync::Opening if self.asked.is_empty() && self.arranged.is_none() => {
                let sought = self.wanted_sought();
                sought.or_else(|| Some(newest(0..FIRST_ROWS)))
            }
            Sync::Opening => None,
            // By their UIDs they can be asked for behind SELECT, in its round trip.
            Sync::Behind => self
                .wanted_around()
                .filter(|(selection, _)| matches!(selection, RowSelection::Uids(_))),
            Sync::Live => self.wanted_arrivals().or_else(|| match self.is_seeking() {
                true => None,
                false => self.wanted_around(),
            }),
        }
    }
    /// Messages in view whose rows came without their first words: servers tell those
    /// at once that they have at hand (RFC 8970 §3.2), and Dovecot has none of what came
    /// before somebody asked. They are asked for once all rows are here.
    pub(crate) fn wanted_previews(&mut self) -> Option<UidSet> {
        if self.sync != Sync::Live || self.is_careful() || !self.asked.is_empty() {
            return None;
        }
        let in_view = self.rows_in_view().filter_map(|row| self.uid_at(row));
        let lacks = |uid: &Uid| {
            let row = self.rows.get(uid);
            row.is_some_and(|row| row.summary.preview.is_none()) && !self.previewed.contains(*uid)
        };
        let wanted: UidSet = in_view.filter(lacks).collect();
        if wanted.is_empty() {
            return None;
        }
        self.previewed = self.previewed.union(&wanted);
        Some(wanted)
    }
    /// Row requests that nobody waits for any more: the view is elsewhere.
    pub(crate) fn stale_requests(&self) -> Vec<RequestId> {
        if self.sync != Sync::Live {
            return Vec::new();
        }
        let around = self.rows_around();
        let is_stale = |asked: &Asked| {
            !asked.is_seeking()
                && (asked.end <= around.start || around.end <= asked.first)
                && asked.first >= self.arrivals
        };
        self.asked
            .iter()
            .filter(|(request, asked)| is_stale(asked) && !self.is_asked_for_view(**request))
            .map(|(request, _)| *request)
            .collect()
    }
    /// Row requests lead nowhere.
    pub(super) fn is_stalled(&self) -> bool {
        self.fruitless >= MOST_FRUITLESS
    }
    /// Rows were asked for.
    pub(crate) fn asked(&mut self, request: RequestId, rows: Range<u32>) {
        let asked = Asked {
            first: rows.start,
            end: rows.end,
            has_brought_something: false,
        };
        self.asked.insert(request, asked);
    }
    /// A row request ended. One that brought nothing was overtaken by changes of
    /// the mailbox; where several do, nothing is asked for until something changes.
    pub(crate) fn answered(&mut self, request: RequestId, was_cancelled: bool) {
        if let Some(asked) = self.asked.remove(&request) {
            if asked.is_seeking() {
                // It is not there.
                self.find_sought();
                self.sought = None;
            }
            if asked.has_brought_something {
                self.fruitless = 0;
            } else if !was_cancelled {
                self.fruitless += 1;
            }
        }
    }

    fn wanted_arrivals(&self) -> Option<(RowSelection, Range<u32>)> {
        let rows = 0..self.arrivals.min(MOST_NEW).min(self.placement.total());
        let missing = self.missing(rows, |row| self.placement.uid_at(row));
        Some(newest(*missing.first()?..missing.last()? + 1))
    }
    fn wanted_around(&self) -> Option<(RowSelection, Range<u32>)> {
        let total = self.seen_size();
        let around = self.window.around(total);
        let around = around.map(|row| self.veil.list_row(row));
        let mut missing = self.missing(around, |row| self.uid_at(row));
        if self.arranged.is_some() {
            // The others are asked for with their places.
            missing.retain(|row| self.uid_at(*row).is_some());
        }
        let view = self.window.view(total);
        let is_in_view = |row: &u32| {
            let shown = self.veil.shown_row(*row);
            shown.is_some_and(|row| view.contains(&row))
        };
        if missing.is_empty() {
            let (uids, rows) = self.wanted_members(self.rows_around())?;
            return Some((RowSelection::Uids(uids), rows));
        }
        let is_urgent = missing.iter().any(is_in_view);
        if !is_urgent && missing.len() < MARGIN_STEP {
            return None;
        }
        let rows = *missing.first()?..missing.last()? + 1;
        let uids: Option<UidSet> = missing.iter().map(|row| self.uid_at(*row)).collect();
        match uids {
            Some(uids) => {
                let folded = self.folded_into(missing.into_iter());
                Some((RowSelection::Uids(uids.union(&folded)), rows))
            }
            None => Some(newest(rows)),
        }
    }
    /// The rows that are neither known nor asked for.
    pub(super) fn missing(
        &self,
        rows: impl Iterator<Item = u32>,
        uid_at: impl Fn(u32) -> Option<Uid>,
    ) -> Vec<u32> {
        let is_known = |row: u32| {
            let uid = uid_at(row);
            uid.is_some_and(|uid| self.rows.contains_key(&uid))
        };
        let is_asked = |row: u32| {
            self.asked
                .values()
                .any(|asked| (asked.first..asked.end).contains(&row))
        };
        rows.filter(|row| !is_known(*row) && !is_asked(*row))
            .collect()
    }
}

/// Rows counted from the newest, for when their UIDs are not known.
pub(super) fn newest(rows: Range<u32>) -> (RowSelection, Range<u32>) {
    let selection = RowSelection::Newest {
        skip: rows.start,
        count: rows.end - rows.start,
    };
    (selection, rows)
}
