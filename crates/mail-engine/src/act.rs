//! What a person wants.

use crate::Change;
use crate::account::OpenCounts;
use crate::action::{Action, ListId, Place, View};
use crate::engine::Engine;
use crate::link::Purpose;
use crate::list::MessageList;
use crate::timers::Timer;
use imap_client::{Priority, Request};
use mail_model::{MailboxName, Problem, ProblemKind, Uid};

impl Engine {
    /// Carries out a wish.
    pub(crate) fn act(&mut self, action: Action) {
        match action {
            // Names are made of those that there are.
            Action::CreateMailbox { .. }
            | Action::RenameMailbox { .. }
            | Action::DeleteMailbox { .. }
                if self.session.is_begun() && self.account.tree.is_empty() =>
            {
                if !self.account.tree.postpone(action) {
                    let problem = Problem::new(ProblemKind::LimitExceeded);
                    self.changes.push_back(Change::Notice(problem));
                }
            }
            Action::Login { login, place } => self.log_in(login, place),
            Action::Go(place) => {
                if self.session.is_begun() {
                    self.go(place);
                }
            }
            Action::ViewRows { list, first, last } => self.view_rows(list, first, last),
            Action::Operate {
                operation,
                selection,
                deed,
            } => self.operate(operation, &selection, deed),
            Action::EmptyMailbox { operation, mailbox } => self.empty_mailbox(operation, mailbox),
            Action::Append {
                operation,
                mailbox,
                messages,
            } => self.append(operation, mailbox, messages),
            Action::Undo(operation) => self.undo(operation),
            Action::CancelOperation(operation) => self.cancel_operation(operation),
            Action::SetFlag { uids, flag, value } => {
                self.set_flag(&uids.into_iter().collect(), flag, value);
            }
            Action::AllowRemote { message } => {
                let reading = self.account.reading.as_ref();
                // What was allowed within a message is not allowed to the message.
                if reading.is_none_or(|reading| !reading.is_nested()) {
                    self.account.allow_remote(&message);
                }
                self.change_reading(|reading| {
                    if reading.message.as_ref() == Some(&message) {
                        reading.allows_remote = true;
                    }
                });
            }
            Action::PreferText { message, text } => self.change_reading(|reading| {
                if reading.message.as_ref() == Some(&message) {
                    reading.prefers_text = text;
                }
            }),
            // The page could not know yet what the account has.
            Action::Prefer(_) if self.account.kept_settings.is_told() => self.act_later(action),
            Action::Prefer(preferences) => self.prefer(*preferences),
            Action::CreateMailbox {
                parent,
                name,
                special_use,
            } => self.create_mailbox(parent.as_ref(), &name, special_use),
            Action::RenameMailbox {
                mailbox,
                parent,
                name,
            } => self.rename_mailbox(mailbox, parent.as_ref(), &name),
            Action::DeleteMailbox {
                mailbox,
                with_children,
            } => self.delete_mailbox(&mailbox, with_children),
            Action::SetSpecialUse { mailbox, purpose } => self.assign(mailbox, purpose),
            Action::Replace {
                operation,
                message,
                by,
            } => self.replace(operation, message, by),
            Action::Subscribe { mailbox, set } => self.subscribe(mailbox, set),
            Action::FetchProperties(mailbox) => self.fetch_properties(&mailbox),
            Action::SetAcl {
                mailbox,
                identifier,
                rights,
            } => {
                let set = Request::SetAcl {
                    mailbox: mailbox.clone(),
                    identifier,
                    rights,
                };
                self.ask(set, Purpose::Acl(mailbox.clone()));
                self.ask(Request::FetchAcl(mailbox.clone()), Purpose::Acl(mailbox));
            }
            Action::FetchMetadata(entries) => {
                let mailbox = None;
                let fetch = Request::FetchMetadata { mailbox, entries };
                self.ask(fetch, Purpose::Metadata);
            }
            Action::SetMetadata(entries) => {
                let mailbox = None;
                let set = Request::SetMetadata { mailbox, entries };
                self.ask(set, Purpose::Metadata);
            }
            Action::Refresh => self.refresh(),
            Action::Reconnect => {
                self.backoff.reset();
                self.reconnect();
            }
            // What was written and is not saved is known there alone.
            Action::Logout | Action::LogoutAnyway
                if self.later.is_some() && self.session.is_begun() =>
            {
                self.act_later(action);
            }
            Action::Logout | Action::LogoutAnyway => self.log_out(),
            Action::OwnDomains(_)
            | Action::OpenWithin { .. }
            | Action::CloseWithin { .. }
            | Action::Download { .. }
            | Action::CancelDownload(_)
            | Action::Export { .. }
            | Action::ExportArrived { .. }
            | Action::ExportAgain { .. }
            | Action::CancelExport(_)
            | Action::Import { .. }
            | Action::Send(_)
            | Action::Resend(_)
            | Action::DropOutgoing(_)
            | Action::Compose { .. }
            | Action::KeepDraft(_)
            | Action::SaveDraft(_)
            | Action::CloseDraft(_)
            | Action::DiscardDraft(_)
            | Action::SendDraft { .. }
            | Action::RecallOutgoing(_)
            | Action::KeepSettings(_)
            | Action::CompleteAddress { .. }
            | Action::Prepare { .. }
            | Action::Contacts(_) => self.act_later(action),
        }
    }
    /// Carries out what was wished for before the mailboxes were known.
    pub(crate) fn act_late(&mut self) {
        for action in core::mem::take(&mut self.account.tree.early) {
            self.act(action);
        }
    }
    /// Be at a place.
    pub(crate) fn go(&mut self, place: Place) {
        let before = self.account.place.replace(place.clone());
        if before.as_ref() == Some(&place) {
            return;
        }
        let before = before.filter(|before| before.mailbox == place.mailbox);
        match &before {
            None => self.switch_list(place.mailbox, &place.view),
            Some(before) if before.view != place.view => self.switch_view(&place.view),
            Some(_) => {}
        }
        if before.is_none_or(|before| before.message != place.message) {
            self.switch_message(place.message);
        }
    }
    fn switch_list(&mut self, mailbox: MailboxName, view: &View) {
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
        let mut list = match self.account.unpark_list(&mailbox) {
            Some(list) => list.renamed(id),
            None => MessageList::opening(id, mailbox),
        };
        list.set_view(view);
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
            None if was_open => self.changes.push_back(Change::MessageClosed),
            None => {}
        }
    }
    fn view_rows(&mut self, list: ListId, first: u32, last: u32) {
        if let Some(open) = self.account.list.as_mut().filter(|open| open.id == list) {
            open.view(first, last);
        }
    }
    /// Looks for news now, and tries again what was given up.
    fn refresh(&mut self) {
        self.account.kept_settings.doubt();
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
