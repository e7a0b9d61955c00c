//! What is wanted, compared with what is under way: whatever is missing is asked
//! for. Nothing else submits requests for the list or the message, so a lost
//! connection, a refusal or a change of mind needs no path of its own.

use crate::Change;
use crate::account::OpenCounts;
use crate::engine::Engine;
use crate::later::Want;
use crate::link::{Purpose, Target};
use crate::list::{MessageList, Sync};
use crate::operations::Reach;
use imap_client::{KnownMailbox, Priority, Request};
use mail_model::{MailboxName, MessageSummary};

impl Engine {
    /// Asks for what is wanted and not under way. Tells whether anything was asked.
    pub(crate) fn reconcile(&mut self) -> bool {
        self.want_later(Want::Reading);
        let submissions = |engine: &Self| {
            let first = engine.link.as_ref().map(|link| link.submissions);
            (first, engine.pool.submissions(), engine.connections)
        };
        let before = submissions(self);
        self.pool.begin_round();
        self.want_later(Want::Outbox);
        self.want_later(Want::Operations(Reach::Elsewhere));
        self.want_later(Want::Transfers);
        self.want_later(Want::Contacts);
        self.want_later(Want::Search);
        if self.link.as_ref().is_some_and(super::link::Link::is_open) {
            self.want_selection();
            self.want_later(Want::Operations(Reach::Here));
            self.want_tree_changes();
            self.want_message_row();
            self.want_later(Want::View);
            self.want_rows();
            self.want_later(Want::Sections);
            // Flags before counts, so that those flags are in those counts.
            self.want_flags();
            self.want_mailboxes();
            self.want_uids();
            self.want_facts();
            self.want_later(Want::Neighbours);
            self.want_later(Want::Settings);
        }
        submissions(self) != before || self.pool.has_other_errand()
    }
    /// Tells the page what has changed and was not told yet.
    pub(crate) fn tell(&mut self) {
        for mailbox in self.account.overlay.take_touched() {
            self.tell_counts(&mailbox);
        }
        self.draw_veil();
        let Some(list) = &mut self.account.list else {
            return;
        };
        list.flush(&self.account.overlay, &mut self.changes);
        // What the person has brought here may arrive before it is said which that is.
        let arrived = if self.account.overlay.leads_to(&list.mailbox) {
            Vec::new()
        } else {
            list.take_new_mail()
        };
        let new: Vec<MessageSummary> = arrived
            .into_iter()
            .filter_map(|uid| list.shown(uid, &self.account.overlay))
            .collect();
        let mailbox = list.mailbox.clone();
        if !new.is_empty() {
            self.changes.push_back(Change::NewMail {
                mailbox: mailbox.clone(),
                messages: new,
            });
        }
        self.tell_counts(&mailbox);
        self.draw_veil();
    }

    fn want_selection(&mut self) {
        let Some(link) = &self.link else {
            return;
        };
        let open = self.account.list.as_ref();
        let errand = self.pool.errand().filter(|mailbox| {
            let is_open = open.is_some_and(|list| list.mailbox == **mailbox);
            !is_open && !link.has_refused(mailbox)
        });
        let target = match (errand, open) {
            (Some(mailbox), _) if link.is_authenticated => Target::Errand(mailbox.clone()),
            (_, Some(list)) if !self.account.is_list_refused => {
                Target::List(list.id, list.mailbox.clone())
            }
            _ => return,
        };
        if link.target() == Some(&target) {
            return;
        }
        if matches!(target, Target::Errand(_)) {
            self.account.set_list_aside();
        }
        let mailbox = target.mailbox().clone();
        let known = self.known(&mailbox);
        if let Some(link) = &mut self.link {
            link.cancel_all(|purpose| matches!(purpose, Purpose::Select(_)));
            let known = known.map(Box::new);
            let select = Request::Select { mailbox, known };
            link.submit(
                select,
                Priority::Interactive,
                Purpose::Select(target),
                self.now,
            );
        }
    }
    /// What is known of a mailbox's size, by its counts or from when it was open:
    /// whichever is the later.
    pub(crate) fn known(&self, mailbox: &MailboxName) -> Option<KnownMailbox> {
        let by_counts = || {
            let counts = self.account.tree.counts(mailbox)?;
            Some(KnownMailbox {
                exists: counts.messages,
                uid_validity: counts.uid_validity?,
                uid_next: counts.uid_next?,
                state: None,
            })
        };
        let known = [by_counts(), self.session.known.find(mailbox)];
        let mut known = known
            .into_iter()
            .flatten()
            .max_by_key(|known| known.uid_next)?;
        let list = self.account.list.as_ref();
        let state = list
            .filter(|list| list.mailbox == *mailbox)
            .and_then(MessageList::known_state);
        if let Some((_, state)) = state.filter(|(validity, _)| *validity == known.uid_validity) {
            known.state = Some(state);
        }
        Some(known)
    }
    fn want_rows(&mut self) {
        let (Some(link), Some(list)) = (&mut self.link, &mut self.account.list) else {
            return;
        };
        if !link.leads_to(list.id) {
            return;
        }
        for stale in list.stale_requests() {
            link.cancel(stale);
        }
        while let Some((selection, rows)) = list.wanted() {
            let request = Request::FetchRows(selection);
            let purpose = Purpose::Rows(list.id);
            match link.submit(request, Priority::Interactive, purpose, self.now) {
                Some(request) => list.asked(request, rows),
                None => return,
            }
        }
        let offered = &self.session.capabilities;
        if offered.iter().any(|offered| offered == "PREVIEW")
            && let Some(uids) = list.wanted_previews()
        {
            let request = Request::FetchPreviews(uids);
            link.submit(request, Priority::Background, Purpose::Fact, self.now);
        }
    }
    /// All mailboxes with their counts, once on each connection; after that the
    /// counts of one that is opened.
    fn want_mailboxes(&mut self) {
        let (Some(link), list) = (&mut self.link, &self.account.list) else {
            return;
        };
        let is_listed = core::mem::replace(&mut link.has_asked_mailboxes, true);
        let is_stale = self.account.open_counts == OpenCounts::Stale;
        let list = list
            .as_ref()
            .filter(|list| is_stale && link.leads_to(list.id));
        if list.is_some() {
            self.account.open_counts = OpenCounts::Asked;
        }
        let (request, purpose) = match list {
            _ if !is_listed => (Request::ListMailboxes, Purpose::Mailboxes),
            Some(list) => (Request::Status(vec![list.mailbox.clone()]), Purpose::Status),
            None => return,
        };
        link.submit(request, Priority::Interactive, purpose, self.now);
    }
    fn want_uids(&mut self) {
        let (Some(link), Some(list)) = (&mut self.link, &self.account.list) else {
            return;
        };
        let purpose = Purpose::Uids(list.id);
        let is_wanted = list.sync() == Sync::Behind || !list.placement().has_uids();
        if is_wanted
            && !list.has_no_uids
            && link.leads_to(list.id)
            && !link.is_under_way(|under_way| *under_way == purpose)
        {
            link.submit(Request::FetchUids, Priority::Interactive, purpose, self.now);
        }
    }
    /// Rows that are shown from before may have other flags by now.
    fn want_flags(&mut self) {
        let (Some(link), Some(list)) = (&mut self.link, &mut self.account.list) else {
            return;
        };
        if link.leads_to(list.id)
            && let Some(uids) = list.take_unsure()
        {
            let changed_since = None;
            let flags = Request::FetchFlags {
                uids,
                changed_since,
            };
            link.submit(flags, Priority::Interactive, Purpose::Fact, self.now);
        }
        if self.account.needs_flags && link.leads_to(list.id) {
            self.account.needs_flags = false;
            let mut uids = list.kept_uids();
            let reading = self.account.reading.as_ref();
            if let Some(reading) = reading.filter(|reading| reading.has_row()) {
                uids.insert(reading.uid);
            }
            if !uids.is_empty() {
                let flags = Request::FetchFlags {
                    uids,
                    changed_since: list.flags_since(),
                };
                let purpose = Purpose::Flags(list.id);
                link.submit(flags, Priority::Interactive, purpose, self.now);
            }
        }
    }
}
