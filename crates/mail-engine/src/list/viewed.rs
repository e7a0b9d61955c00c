//! What of the mailbox is shown: all of it as it arrived, or a view of it.

use super::MessageList;
use super::arranged::{Arranged, Arrival, is_beyond_the_server};
use super::difference::Splice;
use super::placement::Placement;
use super::sync::Sync;
use super::window::{FIRST_ROWS, Window};
use crate::arrange::Known;
use crate::change::{Change, ThreadPlace};
use crate::input::ConnectionId;
use crate::overlay::Overlay;
use crate::{ListId, View};
use core::ops::Range;
use imap_client::{Priority, Request, RequestId};
use mail_model::{Flags, Map, Problem, SearchKey, Set, Thread, Uid, UidSet};
use std::collections::VecDeque;

/// In so many messages a server takes its time to look.
const MANY: u32 = 20_000;

/// What an answer to a view's request meant for the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Viewed {
    /// It goes on.
    Continues,
    /// It is to be announced: its size is known now.
    Opened,
    /// More changed than can be told row by row: another must begin.
    StartsAnew,
}

impl MessageList {
    /// Shows the mailbox so from now on.
    pub(crate) fn set_view(&mut self, view: &View) {
        if self.arranged.as_ref().map(Arranged::view) != Some(view) {
            self.arranged = Arranged::new(view);
        }
    }
    /// What is shown.
    pub(crate) fn shown_view(&self) -> View {
        let view = self.arranged.as_ref().map(Arranged::view);
        view.cloned().unwrap_or_default()
    }
    /// The same mailbox, shown in another way and under another name; it stays
    /// as much in step as it is.
    pub(crate) fn change_view(&mut self, id: ListId, view: &View) {
        self.id = id;
        self.window = Window::default();
        self.asked.clear();
        self.fruitless = 0;
        self.arranged = Arranged::new(view);
        self.tell_all();
    }
    /// Whether its order is made here, of what the server tells of each message.
    pub(crate) fn is_made_here(&self) -> bool {
        self.arranged.as_ref().is_some_and(Arranged::is_made_here)
    }
    /// Another list must begin, of which as much is known.
    pub(crate) fn begin_anew(&mut self, id: ListId) {
        self.id = id;
        self.asked.clear();
        self.tell_all();
    }
    /// How many rows are shown, once that is known.
    pub(crate) fn shown_total(&self) -> Option<u32> {
        match &self.arranged {
            Some(arranged) => arranged.total(),
            None => self.total(),
        }
    }
    /// How many rows are shown, as far as is known.
    pub(super) fn shown_size(&self) -> u32 {
        match &self.arranged {
            Some(arranged) => arranged.total().unwrap_or(0),
            None => self.placement.total(),
        }
    }
    /// Which message is shown in `row`.
    pub(crate) fn uid_at(&self, row: u32) -> Option<Uid> {
        match &self.arranged {
            Some(arranged) => arranged.uid_at(row),
            None => self.placement.shown_at(row),
        }
    }
    /// In which row a message is shown.
    pub(crate) fn row_of(&self, uid: Uid) -> Option<u32> {
        match &self.arranged {
            Some(arranged) => arranged.row_of(uid),
            None => self.placement.shown_row(uid),
        }
    }
    /// Where messages are shown.
    pub(super) fn shown_places(&self, uids: Set<Uid>) -> Map<u32, Uid> {
        match &self.arranged {
            Some(arranged) => arranged.places(&uids, self.window.centre()),
            None => {
                let mut places = Map::new();
                let placed = uids.into_iter();
                places.extend(placed.filter_map(|uid| Some((self.placement.shown_row(uid)?, uid))));
                places
            }
        }
    }
    /// Where rows stand in their conversations.
    pub(super) fn threads_change(&self, start: u32, count: usize) -> Option<Change> {
        let arranged = self.arranged.as_ref()?;
        let rows = (start..).take(count);
        let places = rows.map(|row| {
            let place = arranged.place(row)?;
            let length = if place.begins {
                arranged.conversation_length(row)
            } else {
                0
            };
            let depth = place.depth;
            Some(ThreadPlace { depth, length })
        });
        let places: Option<Vec<ThreadPlace>> = places.collect();
        let list = self.id;
        places.map(|places| Change::Threads {
            list,
            start,
            places,
        })
    }
    /// Rows of the mailbox came or went, which are the rows shown where nothing else is.
    pub(super) fn tell_splice(&self, splice: Splice, out: &mut VecDeque<Change>) {
        if self.arranged.is_none() {
            out.push_back(self.spliced(splice));
        }
    }
    fn spliced(&self, splice: Splice) -> Change {
        splice.change(self.id)
    }

    // What may concern the view.

    /// Messages came, or it is not known what did.
    pub(crate) fn doubt_view(&mut self) {
        if let Some(arranged) = &mut self.arranged {
            arranged.doubt();
        }
    }
    /// Messages stand elsewhere in the mailbox.
    pub(super) fn stand_anew(&mut self, out: &mut VecDeque<Change>) -> Viewed {
        let arranged = self.arranged.as_mut();
        let arrival = arranged.and_then(|arranged| arranged.stand_anew(&self.placement));
        self.arrange(arrival, out)
    }
    /// These are all messages: a view that was told sooner may show some that have
    /// gone since, of which nobody could say which they were.
    pub(super) fn doubt_view_beyond(&mut self, all: &UidSet) {
        if let Some(arranged) = &mut self.arranged
            && arranged.shows_beyond(all)
        {
            arranged.doubt();
        }
    }
    /// Messages arrived.
    pub(super) fn doubt_arrivals(&mut self) {
        if let Some(arranged) = &mut self.arranged {
            arranged.doubt_arrivals();
        }
    }
    /// A message left the mailbox.
    pub(super) fn expunge_shown(&mut self, uid: Option<Uid>, out: &mut VecDeque<Change>) {
        let Some(arranged) = &mut self.arranged else {
            return;
        };
        if let Some(splice) = arranged.expunge(uid) {
            if splice.inserted > 0 {
                // Another of its conversation has its row now.
                let next = arranged.uid_at(splice.at);
                self.dirty.extend(next);
            }
            out.push_back(self.spliced(splice));
        }
    }
    /// A message has these flags, which may be news.
    pub(super) fn doubt_view_by_flags(&mut self, uid: Uid, flags: &Flags, are_news: bool) {
        if let Some(arranged) = &mut self.arranged {
            arranged.flags_told(uid, flags, are_news);
        }
    }
    /// What was asked for the view is not under way any more.
    pub(super) fn forget_view_request(&mut self) {
        if let Some(arranged) = &mut self.arranged {
            arranged.fall_behind();
        }
    }
    /// What was refused is tried again.
    pub(crate) fn retry_view(&mut self) {
        if let Some(arranged) = &mut self.arranged {
            arranged.retry();
        }
    }

    // What is asked for it.

    /// What the view wants of the server.
    pub(crate) fn wanted_for_view(&mut self) -> Option<(Request, Priority, Range<u32>)> {
        let around = match self.shown_total() {
            Some(_) => self.rows_around(),
            None => 0..FIRST_ROWS,
        };
        let arranged = self.arranged.as_ref()?;
        if arranged.awaits_rest() && !self.is_stalled() {
            // What is found first is seen first.
            let mut shown = around.clone().filter_map(|row| self.uid_at(row));
            if !shown.all(|uid| self.rows.contains_key(&uid)) {
                return None;
            }
        }
        let all = all_uids(&self.placement, self.sync);
        self.arranged.as_mut()?.wanted(around, all)
    }
    /// It was asked. Its rows need not be asked for by themselves.
    pub(crate) fn asked_for_view(&mut self, request: RequestId, rows: Range<u32>) {
        if let Some(arranged) = &mut self.arranged {
            arranged.asked(request, rows.clone());
            self.asked(request, rows);
        }
    }
    /// Whether an answer is to what was asked for the view.
    pub(crate) fn is_asked_for_view(&self, request: RequestId) -> bool {
        let arranged = self.arranged.as_ref();
        arranged.is_some_and(|arranged| arranged.is_asked(request))
    }

    // What came for it.

    /// These match.
    pub(crate) fn found(
        &mut self,
        uids: UidSet,
        overlay: &Overlay,
        out: &mut VecDeque<Change>,
    ) -> Viewed {
        self.flush(overlay, out);
        let arrival = self.arranged.as_mut();
        let arrival = arrival.and_then(|arranged| arranged.found(uids, &self.placement));
        self.arrange(arrival, out)
    }
    /// These stand so.
    pub(crate) fn sorted(
        &mut self,
        (total, skip): (u32, u32),
        uids: &[Uid],
        overlay: &Overlay,
        out: &mut VecDeque<Change>,
    ) -> Viewed {
        self.flush(overlay, out);
        let all = all_uids(&self.placement, self.sync);
        let is_there = |uid: Uid| {
            all.is_none_or(|all| all.contains(uid) || all.last().is_none_or(|last| last < uid))
        };
        let arranged = self.arranged.as_mut();
        let arrival = arranged.map(|arranged| arranged.sorted(total, skip, uids, is_there));
        self.arrange(arrival, out)
    }
    /// These are the conversations.
    pub(crate) fn threaded(
        &mut self,
        threads: &[Thread],
        overlay: &Overlay,
        out: &mut VecDeque<Change>,
    ) -> Viewed {
        self.flush(overlay, out);
        let arrival = self.arranged.as_mut().map(|a| a.thread(threads));
        self.arrange(arrival, out)
    }
    /// A message is ordered by this.
    pub(crate) fn learn(&mut self, message: &Known<'_>) {
        if let Some(arranged) = &mut self.arranged {
            arranged.learn(message);
        }
    }
    /// What was asked for the view ended in order.
    pub(crate) fn view_ended(
        &mut self,
        request: RequestId,
        overlay: &Overlay,
        out: &mut VecDeque<Change>,
    ) -> Viewed {
        self.view_answered(request);
        let Some(arranged) = &mut self.arranged else {
            return Viewed::Continues;
        };
        arranged.ended();
        if let Some((done, total)) = arranged.progress() {
            let list = self.id;
            out.push_back(Change::ListProgress { list, done, total });
        }
        self.complete_view(overlay, out)
    }
    /// Shows the order that is made here, once it is complete.
    pub(crate) fn complete_view(
        &mut self,
        overlay: &Overlay,
        out: &mut VecDeque<Change>,
    ) -> Viewed {
        let arranged = self.arranged.as_ref();
        let is_all = arranged.is_some_and(Arranged::is_all);
        if !is_all && !arranged.is_some_and(Arranged::is_being_made) {
            return Viewed::Continues;
        }
        self.flush(overlay, out);
        let all = all_uids(&self.placement, self.sync);
        if is_all {
            let arranged = self.arranged.as_mut().filter(|_| all.is_some());
            let arrival = arranged.and_then(|arranged| arranged.show_all(&self.placement));
            return self.arrange(arrival, out);
        }
        let arranged = self.arranged.as_mut();
        let arrival = arranged.and_then(|arranged| arranged.complete(all));
        self.arrange(arrival, out)
    }
    /// What was asked for the view was refused: it is done here where that can
    /// be; `false` where it can't be shown.
    pub(crate) fn view_refused(&mut self, request: RequestId, problem: &Problem) -> bool {
        self.view_answered(request);
        let Some(arranged) = &mut self.arranged else {
            return true;
        };
        let is_done_here = is_beyond_the_server(problem) && arranged.is_done_here();
        is_done_here || !arranged.refuse(problem)
    }
    /// Shows these until the server has answered, which is not asked yet where
    /// `is_held`.
    pub(crate) fn foresee(
        &mut self,
        uids: &UidSet,
        is_held: bool,
        out: &mut VecDeque<Change>,
    ) -> Viewed {
        let arranged = self.arranged.as_mut();
        let arrival = arranged.and_then(|arranged| arranged.foresee(uids, is_held));
        self.arrange(arrival, out)
    }
    /// These criteria find a part of the view sooner, which tells where there is much
    /// to look through.
    pub(crate) fn begin_view_with(&mut self, first: SearchKey) {
        if let Some(arranged) = &mut self.arranged
            && self.placement.total() > MANY
        {
            arranged.begin_with(first);
        }
    }
    /// The server is not asked for the view now, or is again.
    pub(crate) fn hold_view(&mut self, is_held: bool) {
        if let Some(arranged) = &mut self.arranged {
            arranged.hold(is_held);
        }
    }
    /// Whether more of the view may come than is shown.
    pub(crate) fn is_view_going(&self) -> bool {
        self.arranged.as_ref().is_some_and(Arranged::is_going)
    }
    /// These do not belong to the view, whatever the server says.
    pub(crate) fn leave_out(&mut self, uids: &[Uid], out: &mut VecDeque<Change>) {
        for uid in uids {
            let arranged = self.arranged.as_mut();
            if let Some(splice) = arranged.and_then(|arranged| arranged.leave_out(*uid)) {
                out.push_back(self.spliced(splice));
            }
        }
    }
    /// What was asked for the view is not under way any more.
    pub(crate) fn view_answered(&mut self, request: RequestId) {
        self.asked.remove(&request);
        if let Some(arranged) = &mut self.arranged
            && arranged.is_asked(request)
        {
            arranged.request = None;
        }
    }

    /// A connection is gone: what it carried for the view is asked of another.
    pub(crate) fn interrupt_view(&mut self, connection: ConnectionId) {
        let asked = self
            .arranged
            .as_ref()
            .and_then(|view| view.request.as_ref());
        let request = asked.map(|(request, _)| *request);
        if let Some(request) = request.filter(|request| connection.carries(*request)) {
            self.view_answered(request);
            // Whatever it was to tell is still to be told.
            self.doubt_view();
        }
    }

    fn arrange(&mut self, arrival: Option<Arrival>, out: &mut VecDeque<Change>) -> Viewed {
        match arrival {
            None => Viewed::Continues,
            Some(Arrival::Opened) => {
                self.tell_all();
                Viewed::Opened
            }
            Some(Arrival::Changed(splices, came)) => {
                out.extend(splices.into_iter().map(|splice| self.spliced(splice)));
                let came = came.into_iter();
                self.dirty
                    .extend(came.filter(|uid| self.rows.contains_key(uid)));
                Viewed::Continues
            }
            Some(Arrival::Anew) => Viewed::StartsAnew,
        }
    }
}

/// The mailbox's messages, once they are known and true.
fn all_uids(placement: &Placement, sync: Sync) -> Option<&UidSet> {
    let is_true = sync == Sync::Live && placement.has_uids() && placement.unsettled() == 0;
    is_true.then(|| placement.settled())
}
