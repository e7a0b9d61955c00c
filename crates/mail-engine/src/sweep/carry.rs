//! What a search through several mailboxes asks for, and of which connection.

use super::Sweep;
use crate::action::{Place, View};
use crate::engine::Engine;
use crate::later_change::LaterChange;
use crate::link::Purpose;
use crate::operation::Operation;
use crate::pool::{Carrier, Job};
use crate::query::{Query, Where};
use crate::row::Row;
use crate::search::{Scope, Search, SearchState};
use crate::{Change, ConnectionId, ListId};
use imap_client::{FetchedRow, Outcome, Priority, Request, RequestId, RowSelection};
use mail_model::{Flags, MailboxName, SearchKey, SpecialUse, Uid, UidSet};

/// Where a search goes.
enum Target {
    /// Into the open mailbox.
    Here,
    /// Into these.
    Through(Vec<MailboxName>),
}

impl Engine {
    /// The place has a search, or had one until now.
    pub(crate) fn go_searching(&mut self, before: Option<Place>) {
        let Some(place) = self.account.place.clone() else {
            return;
        };
        let before = before.filter(|before| before.mailbox == place.mailbox);
        let without = View {
            search: None,
            ..place.view.clone()
        };
        let Some(search) = place.view.search.clone() else {
            self.end_sweep();
            return self.show_as(&place, before.as_ref(), &without);
        };
        let query = self.query_of(&search.text);
        let key = self.searched(&query, &without);
        match self.target(&query, &search, &place.mailbox) {
            Target::Here => {
                let had_sweep = self.end_sweep();
                let was = before
                    .as_ref()
                    .filter(|_| !had_sweep)
                    .map(|before| &before.view);
                if was.is_some_and(|was| differs_in_typing_alone(was, &place.view)) {
                    if let Some(list) = &mut self.account.list {
                        list.hold_view(search.is_typing);
                    }
                    return;
                }
                let first = match without.query {
                    None if self.has_looked_ahead(&place.mailbox, &search.text) => None,
                    None => query.compile_first(self.now),
                    Some(_) => None,
                };
                let view = View {
                    query: key,
                    ..without
                };
                self.show_as(&place, before.as_ref(), &view);
                if let (Some(list), Some(first)) = (&mut self.account.list, first) {
                    list.begin_view_with(first);
                }
                self.foresee(&query, search.is_typing);
            }
            Target::Through(mailboxes) => {
                let goes_on = self
                    .account
                    .sweep
                    .as_ref()
                    .is_some_and(|s| s.is_for(&search));
                if !goes_on {
                    self.end_sweep();
                }
                // Beneath it the mailbox is shown as it is, for its messages are opened there.
                let is_shown = before.as_ref().is_some_and(|before| {
                    before
                        .view
                        .search
                        .as_deref()
                        .is_some_and(|before| goes_on && before == &*search)
                });
                if !is_shown {
                    let plain = View::default();
                    let list = self.account.list.as_ref();
                    let is_plain = list.is_some_and(|list| list.shown_view().is_plain());
                    if before.is_none() || !is_plain {
                        self.show_as(&place, before.as_ref(), &plain);
                    }
                }
                if !goes_on {
                    let id = self.next_list();
                    let what = (query, key.unwrap_or(SearchKey::All));
                    let mut sweep = Sweep::new((id, place.mailbox), *search, what, mailboxes);
                    sweep.awaits_mailboxes = self.account.tree.is_empty();
                    self.changes.push_back(sweep.announcement());
                    self.account.sweep = Some(Box::new(sweep));
                }
            }
        }
    }
    /// What a text asks for, with its labels as the person calls them.
    pub(crate) fn query_of(&self, text: &str) -> Query {
        Query::parse(text).with_labels(self.account.settings.preferences.labels())
    }
    /// The criteria of a query and of the view that it narrows; `None` for all messages.
    fn searched(&self, query: &Query, view: &View) -> Option<SearchKey> {
        let compiled = (!query.is_empty()).then(|| query.compile(self.now));
        match (compiled, view.query.clone()) {
            (Some(compiled), Some(view)) => Some(SearchKey::And(vec![compiled, view])),
            (compiled, view) => compiled.or(view),
        }
    }
    fn show_as(&mut self, place: &Place, before: Option<&Place>, view: &View) {
        match before {
            None => self.switch_list(place.mailbox.clone(), view),
            Some(_) => self.switch_view(view),
        }
    }
    /// Shows those of the rows that are here which certainly match, until the
    /// server has answered.
    pub(crate) fn foresee(&mut self, query: &Query, is_held: bool) {
        let now = self.now;
        self.change_view(|list, overlay, out| {
            let rows = list.known_rows(overlay);
            let meant = rows.filter(|row| query.judge(row, now) == Some(true));
            let uids: UidSet = meant.map(|row| row.uid).collect();
            list.foresee(&uids, is_held, out)
        });
    }
    /// Ends the search through several mailboxes; tells whether there was one.
    fn end_sweep(&mut self) -> bool {
        self.account.told_search = None;
        let Some(sweep) = self.account.sweep.take() else {
            return false;
        };
        for request in sweep.requests() {
            self.cancel_request(request);
        }
        true
    }
    /// The person wants no more to be looked for.
    pub(crate) fn stop_search(&mut self) {
        let under_way = self.account.sweep.as_mut().map(|sweep| sweep.stop());
        for request in under_way.into_iter().flatten() {
            self.cancel_request(request);
        }
    }
    /// The person wants to see what is there now.
    pub(crate) fn search_again(&mut self) {
        let Some(sweep) = self.account.sweep.take() else {
            return;
        };
        for request in sweep.requests() {
            self.cancel_request(request);
        }
        let anew = sweep.anew(self.next_list());
        self.changes.push_back(anew.announcement());
        self.account.sweep = Some(Box::new(anew));
    }

    // Where.

    fn target(&self, query: &Query, search: &Search, here: &MailboxName) -> Target {
        // What is here is all that is shown while one types.
        if search.is_typing || query.is_empty() {
            return Target::Here;
        }
        let tree = &self.account.tree;
        let mailboxes = match (&query.place, &search.scope) {
            (Some(Where::Mailbox(name)), _) => match self.called(name) {
                Some(mailbox) => vec![mailbox],
                None => Vec::new(),
            },
            (Some(Where::Anywhere), _) => self.everywhere(true),
            (None, Scope::Here) => return Target::Here,
            (None, Scope::Below(above)) => tree.within(above),
            (None, Scope::Everywhere) => self.everywhere(false),
        };
        let there: Vec<MailboxName> = mailboxes
            .into_iter()
            .filter(|m| tree.is_selectable(m))
            .collect();
        match there.as_slice() {
            [only] if only == here => Target::Here,
            _ => Target::Through(there),
        }
    }
    /// All mailboxes, the inbox first; those for deleted mail and junk where
    /// `with_all`. Where one holds all mail, that one stands for the others.
    fn everywhere(&self, with_all: bool) -> Vec<MailboxName> {
        let tree = &self.account.tree;
        let is_put_away = |purpose| matches!(purpose, SpecialUse::Trash | SpecialUse::Junk);
        let all_mail = tree.special(SpecialUse::All);
        tree.selectable()
            .filter(|(name, purpose)| match purpose {
                Some(purpose) if is_put_away(*purpose) => with_all,
                // They show what lies in others.
                Some(SpecialUse::Flagged | SpecialUse::Important) => false,
                _ => all_mail.is_none_or(|all| *name == all),
            })
            .map(|(name, _)| name.clone())
            .collect()
    }
    /// The mailbox that somebody calls so: by its full name, by the last part of
    /// it, or by its purpose.
    fn called(&self, name: &MailboxName) -> Option<MailboxName> {
        let tree = &self.account.tree;
        if tree.contains(name) {
            return Some(name.clone());
        }
        let name = name.as_str().to_lowercase();
        let purpose = match name.as_str() {
            "inbox" => Some(SpecialUse::Inbox),
            "sent" => Some(SpecialUse::Sent),
            "drafts" | "draft" => Some(SpecialUse::Drafts),
            "trash" | "bin" => Some(SpecialUse::Trash),
            "junk" | "spam" => Some(SpecialUse::Junk),
            "archive" => Some(SpecialUse::Archive),
            _ => None,
        };
        let is_called = |mailbox: &MailboxName| {
            let full = mailbox.as_str().to_lowercase();
            let leaf = tree.delimiter().and_then(|d| full.rsplit(d).next());
            full == name || leaf == Some(name.as_str())
        };
        let by_purpose = purpose.and_then(|purpose| tree.special(purpose)).cloned();
        by_purpose.or_else(|| {
            let mut all = tree.selectable().map(|(mailbox, _)| mailbox);
            all.find(|mailbox| is_called(mailbox)).cloned()
        })
    }

    // What is asked.

    /// Asks for what the search through several mailboxes needs and has not.
    pub(crate) fn want_sweep(&mut self) {
        let begun = self.account.sweep.take_if(|sweep| sweep.awaits_mailboxes);
        if let Some(mut sweep) = begun {
            if !self.account.tree.is_empty() {
                let mailboxes = match self.target(&sweep.query, &sweep.search, &sweep.origin) {
                    Target::Here => vec![sweep.origin.clone()],
                    Target::Through(mailboxes) => mailboxes,
                };
                let list = sweep.list;
                sweep = Box::new(sweep.through(list, mailboxes));
            }
            self.account.sweep = Some(sweep);
        }
        let Some(sweep) = &self.account.sweep else {
            return;
        };
        let key = sweep.key.clone();
        // Rows go first: where they are asked for the mailbox is open.
        let rows = sweep.wanted_rows().into_iter();
        let mut wishes: Vec<(usize, Option<UidSet>)> =
            rows.map(|(place, uids)| (place, Some(uids))).collect();
        wishes.extend(sweep.waiting().into_iter().map(|place| (place, None)));
        // A single connection goes to one mailbox after the other, and does not
        // leave one before it has answered.
        let is_alone = !self.pool.has_workers();
        if is_alone {
            let open = self.link.as_ref().and_then(|link| link.target());
            let open = open.map(|target| target.mailbox().clone());
            mail_model::sort_by_key(&mut wishes, |(place, _)| self.stage_mailbox(*place) != open);
        }
        // Who has just answered may be asked for something else.
        self.note_idle();
        for (place, uids) in wishes {
            let mailbox = self.stage_mailbox(place);
            let counts = mailbox.and_then(|m| self.account.tree.counts(&m).copied());
            let request = match &uids {
                Some(uids) => Request::FetchRows(RowSelection::Uids(uids.clone())),
                None if counts.is_some_and(|counts| counts.messages == 0) => {
                    self.on_sweep(|sweep| sweep.skip(place));
                    continue;
                }
                None => Request::Search(key.clone()),
            };
            let Some(asked) = self.ask_stage(place, request) else {
                match is_alone {
                    true => return,
                    false => continue,
                }
            };
            self.on_sweep(|sweep| match uids {
                Some(uids) => sweep.fetches(place, uids, asked),
                None => sweep.searches(place, asked),
            });
        }
    }
    fn stage_mailbox(&self, place: usize) -> Option<MailboxName> {
        let stage = self.account.sweep.as_ref()?.stages.get(place)?;
        Some(stage.mailbox.clone())
    }
    fn on_sweep(&mut self, change: impl FnOnce(&mut Sweep)) {
        if let Some(sweep) = &mut self.account.sweep {
            change(sweep);
        }
    }
    fn ask_stage(&mut self, place: usize, request: Request) -> Option<(RequestId, ConnectionId)> {
        let stage = self.account.sweep.as_ref()?.stages.get(place)?;
        let (mailbox, validity) = (stage.mailbox.clone(), stage.uid_validity);
        // Where nobody works beside the first connection, it leaves its list for a moment.
        let job = match self.pool.has_workers() {
            true => Job::Long,
            false => Job::Short,
        };
        let connection = match self.carrier(job, Some(&mailbox), validity) {
            Carrier::Ready(connection) => connection,
            Carrier::Later => return None,
            Carrier::Gone(problem) => {
                self.on_sweep(|sweep| sweep.fail(place, problem));
                return None;
            }
        };
        let now = self.now;
        let mut links = self.links();
        let is_fresh = links
            .find(|l| l.id == connection)
            .is_some_and(|l| l.is_fresh(now));
        drop(links);
        let is_search = matches!(request, Request::Search(_));
        if is_search && !is_fresh && !self.has_looked(connection) {
            return None;
        }
        let request = self.submit_on(connection, request, Priority::Interactive, Purpose::Sweep)?;
        Some((request, connection))
    }

    // What is heard.

    pub(crate) fn sweep_found(&mut self, request: RequestId, uids: &UidSet) {
        let validity = self.link_of(request).and_then(|link| link.uid_validity());
        self.on_sweep(|sweep| sweep.found(request, validity, uids));
    }
    pub(crate) fn sweep_row(&mut self, connection: ConnectionId, row: &FetchedRow) {
        let sweep = self.account.sweep.as_ref();
        if sweep.is_some_and(|sweep| sweep.awaits(connection, row.uid)) {
            let row = Row::read(row.clone(), &*self.charsets);
            let now = self.now;
            self.on_sweep(|sweep| sweep.row_came(connection, row.summary, now));
        }
    }
    pub(crate) fn sweep_ended(&mut self, request: RequestId, outcome: Outcome, is_lost: bool) {
        let problem = outcome.err().map(|refusal| refusal.problem);
        self.on_sweep(|sweep| sweep.ended(request, problem, is_lost));
    }
    pub(crate) fn sweep_flags(&mut self, uid: Uid, flags: &Flags) {
        let open = self.account.list.as_ref().map(|list| list.mailbox.clone());
        if let (Some(mailbox), Some(sweep)) = (open, &mut self.account.sweep) {
            sweep.flags_told(&mailbox, uid, flags);
        }
    }
    pub(crate) fn sweep_operated(&mut self, operation: &Operation) {
        self.on_sweep(|sweep| sweep.happened(operation));
    }
    pub(crate) fn sweep_viewed(&mut self, list: ListId, first: u32, last: u32) {
        if let Some(sweep) = self
            .account
            .sweep
            .as_mut()
            .filter(|sweep| sweep.list == list)
        {
            sweep.view(first, last);
        }
    }

    // What the page is told.

    /// Tells what was found, and how far the search is.
    pub(crate) fn tell_search(&mut self) {
        self.leave_out_inexact();
        if let Some(sweep) = &mut self.account.sweep {
            let mut changes = Vec::new();
            sweep.flush(&self.account.overlay, &mut changes);
            let state = sweep.state().map(LaterChange::Search);
            self.changes.extend(changes);
            self.changes.extend(state.map(Change::Later));
            return;
        }
        let place = self.account.place.as_ref();
        let search = place.and_then(|place| place.view.search.as_ref());
        let (Some(search), Some(list)) = (search, &self.account.list) else {
            return;
        };
        let is_going = !search.is_typing && list.is_view_going();
        let state = SearchState {
            list: list.id,
            found: list.shown_messages(),
            done: u32::from(!is_going),
            total: 1,
            is_going,
            failed: Vec::new(),
        };
        if self.account.told_search.as_ref() != Some(&state) {
            self.account.told_search = Some(state.clone());
            self.changes
                .push_back(Change::Later(LaterChange::Search(state)));
        }
    }
    /// The server can but come near to some criteria; rows that have come say
    /// what is not meant.
    fn leave_out_inexact(&mut self) {
        let place = self.account.place.as_ref();
        let search = place.and_then(|place| place.view.search.as_ref());
        let Some(search) = search.filter(|_| self.account.sweep.is_none()) else {
            return;
        };
        let query = self.query_of(&search.text);
        if !query.is_approximate() {
            return;
        }
        let now = self.now;
        let Some(list) = &mut self.account.list else {
            return;
        };
        let rows = list.known_rows(&self.account.overlay);
        let others = rows.filter(|row| query.judge(row, now) == Some(false));
        let others: Vec<Uid> = others.map(|row| row.uid).collect();
        list.leave_out(&others, &mut self.changes);
        self.draw_veil();
    }
}

/// Whether both show the same, but that the one is still being typed.
fn differs_in_typing_alone(was: &View, is: &View) -> bool {
    let entered = |view: &View| {
        let mut view = view.clone();
        if let Some(search) = &mut view.search {
            search.is_typing = false;
        }
        view
    };
    entered(was) == entered(is)
}
