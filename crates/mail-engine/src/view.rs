//! Searches, orders and conversations: what the place's view needs is asked for,
//! and what comes is shown.

use crate::action::View;
use crate::arrange::Known;
use crate::engine::Engine;
use crate::link::Purpose;
use crate::list::{MessageList, Viewed};
use crate::overlay::Overlay;
use crate::pool::{Carrier, Job};
use crate::{Change, LaterChange};
use imap_client::{Outcome, Request, RequestId};
use mail_model::{SearchKey, Thread, Timestamp, Uid, UidSet};
use std::collections::VecDeque;

/// Where there are more messages, the server takes its time to look into all of them.
const MANY: u32 = 20_000;
/// The headers of more messages than this stand in the way of a click.
const MANY_HEADERS: u32 = 200;

/// Whether a request would stand in the way of what the person clicks on.
fn is_long(request: &Request, messages: u32) -> bool {
    match request {
        Request::FetchHeaders { uids, .. } => uids.len() > MANY_HEADERS,
        Request::Search(query) | Request::Thread(query) | Request::Sort { query, .. } => {
            messages > MANY && looks_inside(query)
        }
        _ => false,
    }
}

/// Whether messages must be opened to know whether they match. The depth of what
/// a person can wish for is bounded where it is worded.
fn looks_inside(query: &SearchKey) -> bool {
    match query {
        SearchKey::Body(_) | SearchKey::Text(_) => true,
        SearchKey::And(keys) | SearchKey::Or(keys) => keys.iter().any(looks_inside),
        SearchKey::Not(key) => looks_inside(key),
        _ => false,
    }
}

impl Engine {
    /// The same mailbox is shown in another way.
    pub(crate) fn switch_view(&mut self, view: &View) {
        let id = self.next_list();
        let message = self.account.place.as_ref().and_then(|place| place.message);
        let Some(list) = &mut self.account.list else {
            return;
        };
        let before = list.id;
        list.change_view(id, view);
        list.begin_at(message, None);
        let announcement = list.announcement();
        let is_of_before = |purpose: &Purpose| matches!(purpose, Purpose::View(list) | Purpose::Rows(list) if *list == before);
        for link in self.links() {
            link.cancel_all(is_of_before);
        }
        if let Some(link) = &mut self.link {
            link.rename(before, id);
        }
        self.changes.push_back(announcement);
    }
    /// The person folds or unfolds a conversation.
    pub(crate) fn fold(&mut self, list: crate::ListId, latest: Uid, is_open: bool) {
        let open = self.account.list.as_mut().filter(|open| open.id == list);
        if let Some(open) = open {
            open.fold(latest, is_open, &self.account.overlay, &mut self.changes);
        }
    }
    /// Tells what is new of the conversations around the view.
    pub(crate) fn tell_conversations(&mut self) {
        let open = self.account.list.as_ref().filter(|list| list.is_folded());
        let Some(open) = open.filter(|_| self.account.sweep.is_none()) else {
            return;
        };
        let answers = &mut self.account.answers;
        answers.turn_to(open.id);
        let told = open.conversations(&self.account.overlay, answers, &*self.charsets);
        let told = (open.id, open.conversation_count(), told);
        if told != self.account.told_conversations {
            self.account.told_conversations.clone_from(&told);
            let (list, count, told) = told;
            let change = LaterChange::Conversations { list, count, told };
            self.changes.push_back(Change::Later(change));
        }
    }
    /// Asks for what the view needs and has not, unless that `waits`.
    pub(crate) fn want_view(&mut self, waits: bool) {
        self.change_view(MessageList::complete_view);
        if waits {
            return;
        }
        let (Some(link), Some(list)) = (&mut self.link, &mut self.account.list) else {
            return;
        };
        // Whoever types on would have one search after the other run, of which only the
        // last is of use.
        let is_view = |purpose: &Purpose| matches!(purpose, Purpose::View(_));
        if !link.leads_to(list.id) || link.is_busy_in_vain(is_view) {
            return;
        }
        let (first, list_id) = (link.id, list.id);
        let Some((mut request, priority, mut rows)) = list.wanted_for_view() else {
            return;
        };
        let mut connection = first;
        if is_long(&request, list.placement().total()) {
            let (mailbox, uid_validity) = (list.mailbox.clone(), list.uid_validity);
            match self.carrier(Job::Long, Some(&mailbox), uid_validity) {
                Carrier::Ready(carrier) => connection = carrier,
                Carrier::Later => return,
                // The first connection will find out by itself.
                Carrier::Gone(_) => {}
            }
        }
        if connection != first {
            // It must not look at the mailbox as it was when it was told of it last.
            if !self.has_looked(connection) {
                return;
            }
            // And rows are what the first connection tells.
            if let Request::Sort { with_rows, .. } = &mut request {
                *with_rows = false;
                rows = 0..0;
            }
        }
        let request = self.submit_on(connection, request, priority, Purpose::View(list_id));
        if let (Some(list), Some(request)) = (&mut self.account.list, request) {
            list.asked_for_view(request, rows);
        }
    }

    // What came.

    /// A search found these.
    pub(crate) fn found(&mut self, request: RequestId, uids: UidSet) {
        self.on_view(request, |list, overlay, out| list.found(uids, overlay, out));
    }
    /// These stand so in an order.
    pub(crate) fn sorted(&mut self, request: RequestId, (total, skip): (u32, u32), uids: &[Uid]) {
        self.on_view(request, |list, overlay, out| {
            // No more than there are, whatever a server says of a part of them.
            let most = list
                .placement()
                .total()
                .saturating_add(MOST_UNTOLD)
                .min(MOST_SHOWN);
            list.sorted((total.min(most), skip), uids, overlay, out)
        });
    }
    /// These are the conversations.
    pub(crate) fn threaded(&mut self, request: RequestId, threads: &[Thread]) {
        self.on_view(request, |list, overlay, out| {
            list.threaded(threads, overlay, out)
        });
    }
    /// A message is ordered by this.
    pub(crate) fn header_came(
        &mut self,
        request: RequestId,
        uid: Uid,
        (received, size): (Option<Timestamp>, Option<u64>),
        header: &[u8],
        thread_id: Option<&str>,
    ) {
        let list = self.account.list.as_mut();
        if let Some(list) = list.filter(|list| list.is_asked_for_view(request)) {
            let header = mime_message::parse_header(header, &*self.charsets);
            list.learn(&Known {
                uid,
                received,
                size,
                header: &header,
                thread_id,
            });
        }
    }
    /// What was asked for the view takes its time, and has come so far.
    pub(crate) fn view_goes_on(&mut self, request: RequestId, done: u32, total: Option<u32>) {
        let list = self.account.list.as_ref();
        let list = list.filter(|list| list.is_asked_for_view(request) && !list.is_made_here());
        if let (Some(list), Some(total)) = (list, total) {
            let (list, done) = (list.id, done.min(total));
            let progress = Change::ListProgress { list, done, total };
            self.changes.push_back(progress);
        }
    }
    /// What was asked for the view ended.
    pub(crate) fn view_ended(&mut self, request: RequestId, outcome: Outcome, was_cancelled: bool) {
        let problem = match outcome {
            Ok(()) if !was_cancelled => {
                self.on_view(request, |list, overlay, out| {
                    list.view_ended(request, overlay, out)
                });
                return;
            }
            Ok(()) => None,
            Err(refusal) => Some(refusal.problem),
        };
        let list = self.account.list.as_mut();
        let Some(list) = list.filter(|list| list.is_asked_for_view(request)) else {
            return;
        };
        match problem.filter(|_| !was_cancelled) {
            None => list.view_answered(request),
            Some(problem) => {
                let is_shown = list.view_refused(request, &problem);
                let list = list.id;
                if !is_shown {
                    self.changes.push_back(Change::ListFailed { list, problem });
                }
            }
        }
    }

    /// Has the open list take an answer, if it was asked for it.
    fn on_view(
        &mut self,
        request: RequestId,
        take: impl FnOnce(&mut MessageList, &Overlay, &mut VecDeque<Change>) -> Viewed,
    ) {
        let list = self.account.list.as_ref();
        if list.is_some_and(|list| list.is_asked_for_view(request)) {
            self.change_view(take);
        }
    }
    pub(crate) fn change_view(
        &mut self,
        change: impl FnOnce(&mut MessageList, &Overlay, &mut VecDeque<Change>) -> Viewed,
    ) {
        let Some(list) = &mut self.account.list else {
            return;
        };
        match change(list, &self.account.overlay, &mut self.changes) {
            Viewed::Continues => {}
            Viewed::Opened => {
                let announcement = list.announcement();
                self.changes.push_back(announcement);
            }
            Viewed::StartsAnew => {
                let before = list.id;
                self.lists += 1;
                let id = crate::ListId(self.lists);
                list.begin_anew(id);
                let announcement = list.announcement();
                if let Some(link) = &mut self.link {
                    link.rename(before, id);
                }
                self.changes.push_back(announcement);
            }
        }
    }
}

/// By how many messages a view may be larger than the mailbox was told to be.
const MOST_UNTOLD: u32 = 10_000;
/// A view has no more rows than this, whatever a server says of its mailbox.
const MOST_SHOWN: u32 = 10_000_000;

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::{SearchKey, SortCriterion, SortKey};

    #[test]
    fn a_mailbox_as_it_is_needs_no_view() {
        let by = |key, is_reversed| View {
            order: vec![SortCriterion { key, is_reversed }],
            ..View::default()
        };
        assert!(View::default().is_plain());
        assert!(by(SortKey::Arrival, true).is_plain());
        assert!(!by(SortKey::Arrival, false).is_plain());
        assert!(!by(SortKey::Date, true).is_plain());
        let query = View {
            query: Some(SearchKey::All),
            ..View::default()
        };
        assert!(!query.is_plain());
    }
}
