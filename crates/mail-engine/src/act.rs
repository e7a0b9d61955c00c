//! What a person wants.

use crate::Change;
use crate::account::OpenCounts;
use crate::action::{Action, ListId, Place, View};
use crate::engine::Engine;
use crate::later::Told;
use crate::later_change::LaterChange;
use crate::link::Purpose;
use crate::list::MessageList;
use crate::timers::Timer;
use imap_client::{Priority, Request};
use mail_model::{MailboxName, Uid};

impl Engine {
    /// Carries out a wish.
    pub(crate) fn act(&mut self, action: Action) {
        match action {
            Action::Login { login, place } => self.log_in(login, place),
            Action::Go(place) => {
                if self.session.is_begun() {
                    self.go(place);
                }
            }
            Action::ViewRows { list, first, last } => self.view_rows(list, first, last),
            Action::Refresh => self.refresh(),
            Action::Reconnect => {
                self.backoff.reset();
                self.reconnect();
            }
            // What was written and is not saved is known there alone.
            Action::Logout if self.session.is_begun() && self.later.is_some() => {
                self.tell_later(Told::Leaving(false));
            }
            Action::LogoutAnyway if self.session.is_begun() && self.later.is_some() => {
                self.tell_later(Told::Leaving(true));
            }
            Action::Logout | Action::LogoutAnyway => self.log_out(),
            Action::Later(action) => self.act_later(action),
        }
    }
    /// Carries out what was wished for before the mailboxes were known.
    pub(crate) fn act_late(&mut self) {
        for action in core::mem::take(&mut self.account.tree.early) {
            self.act_later(action);
        }
    }
    /// Be at a place.
    pub(crate) fn go(&mut self, place: Place) {
        let before = self.account.place.replace(place.clone());
        if before.as_ref() == Some(&place) {
            return;
        }
        let has_search = |place: &Place| place.view.search.is_some();
        let is_search = has_search(&place) || before.as_ref().is_some_and(has_search);
        let (was, before) = (
            before.clone(),
            before.filter(|b| b.mailbox == place.mailbox),
        );
        match &before {
            // What is looked for is understood there alone; until it is here the
            // mailbox is shown.
            _ if is_search && self.later.is_some() => self.tell_later(Told::Searching(was)),
            None => self.switch_list(place.mailbox, &place.view),
            Some(before) if before.view != place.view => self.switch_view(&place.view),
            Some(_) => {}
        }
        if before.is_none_or(|before| before.message != place.message) {
            self.switch_message(place.message);
        }
    }
    pub(crate) fn switch_list(&mut self, mailbox: MailboxName, view: &View) {
        self.account.park_list();
        self.account.is_list_refused = false;
        for link in self.links() {
            link.cancel_all(|purpose| {
                matches!(
                    purpose,
                    Purpose::Rows(_)
                        | Purpose::View(_)
                        | Purpose::MessageRow(..)
                        | Purpose::Section
                        | Purpose::Flags(_)
                )
            });
        }
        let id = self.next_list();
        let known = self.known(&mailbox);
        let mut list = match self.account.unpark_list(&mailbox) {
            Some(list) => list.renamed(id),
            None => MessageList::opening(id, mailbox),
        };
        list.set_view(view);
        let place = self.account.place.as_ref();
        list.begin_at(place.and_then(|place| place.message), known.as_ref());
        self.account.needs_flags = true;
        self.account.open_counts = OpenCounts::Stale;
        self.changes.push_back(list.announcement());
        self.account.list = Some(list);
    }
    fn switch_message(&mut self, message: Option<Uid>) {
        self.account.around.clear();
        let was_open = self.account.reading.take().is_some();
        self.timers.clear(Timer::MarkRead);
        for large in self.account.sections.large_but_for(message) {
            self.cancel_request(large);
        }
        match message {
            Some(uid) => self.account.reading = Some(self.account.reading_of(uid)),
            None if was_open => self
                .changes
                .push_back(Change::Later(LaterChange::MessageClosed)),
            None => {}
        }
    }
    fn view_rows(&mut self, list: ListId, first: u32, last: u32) {
        if let Some(open) = self.account.list.as_mut().filter(|open| open.id == list) {
            open.view(first, last);
        } else {
            self.tell_later(Told::Viewed(list, first, last));
        }
    }
    /// Looks for news now, and tries again what was given up.
    fn refresh(&mut self) {
        self.account.kept_settings.doubt();
        self.tell_later(Told::Refreshed);
        self.account.is_list_refused = false;
        if let Some(list) = &mut self.account.list {
            list.fruitless = 0;
            list.retry_view();
        }
        self.account.sections.hope();
        let mut reading = self.account.reading.take();
        if let Some(gone) = reading.take_if(|reading| reading.is_gone) {
            self.account.around.clear();
            reading = Some(self.account.reading_of(gone.uid));
        }
        if let Some(reading) = &mut reading {
            reading.retry();
        }
        self.account.reading = reading;
        match &mut self.link {
            Some(link) => {
                link.submit(
                    Request::Noop,
                    Priority::Interactive,
                    Purpose::Noop,
                    self.now,
                );
                link.has_asked_mailboxes = false;
            }
            None => self.reconnect(),
        }
    }
    /// A name for a list that begins.
    pub(crate) fn next_list(&mut self) -> ListId {
        self.lists += 1;
        ListId(self.lists)
    }
}
