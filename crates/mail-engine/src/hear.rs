//! What the connection tells.

pub(crate) mod ended;

use crate::engine::Engine;
use crate::later::Told;
use crate::link::{Purpose, Target};
use crate::list::placement::Mismatch;
use crate::list::{MessageList, Opened, Sync};
use crate::row::Row;
use crate::timers::Timer;
use crate::tree::pending::TreeChange;
use crate::{Change, LaterChange};
use core::time::Duration;
use imap_client::{Event, KnownMailbox, SelectedMailbox};
use mail_model::{Mailbox, MailboxName, Problem, ProblemKind, Uid, UidNext, UidSet, UidValidity};

/// Words that mailboxes have changed are gathered for so long.
const MAILBOXES_AFTER: Duration = Duration::from_millis(500);

impl Engine {
    /// A fact from the connection.
    pub(crate) fn hear(&mut self, event: Event) {
        match event {
            Event::Authenticated => self.authenticated(),
            Event::Capabilities(capabilities) => self.capabilities_told(capabilities),
            Event::Mailboxes(mailboxes) => {
                let open = self.account.list.as_ref().map(|list| &list.mailbox);
                let is_open = |m: &Mailbox| Some(&m.name) == open && m.counts.is_some();
                if mailboxes.iter().any(is_open) {
                    self.count_open();
                }
                for (from, to) in self.account.tree.renames(&mailboxes) {
                    self.tree_changed(&TreeChange::Rename { from, to });
                }
                self.account.tree.replace(mailboxes);
                self.tell_tree();
                self.act_late();
            }
            Event::Namespaces { others, shared } => {
                self.account.tree.set_namespaces(&others, &shared);
            }
            Event::Subscriptions { mailboxes, .. } => {
                let stale = self.account.tree.without_mailbox(mailboxes);
                self.changes
                    .push_back(Change::Later(LaterChange::StaleSubscriptions(stale)));
            }
            Event::Counts { mailbox, counts } => self.counted(&mailbox, counts),
            Event::Selected(selected) => self.selected(&selected),
            Event::Arrived { exists } => {
                self.on_list(|list, engine| {
                    list.arrived(exists, &engine.account.overlay, &mut engine.changes)
                });
                self.ask_open_counts_soon();
            }
            Event::Expunged { newer, exists, .. } => self.expunged(newer, exists),
            Event::Uids(uids) => self.uids_told(uids),
            Event::Row { newer, row } => {
                if let Some(connection) = self.link.as_ref().map(|link| link.id) {
                    self.tell_later(Told::Row(connection, &row));
                }
                let row = Row::read(*row, &*self.charsets);
                self.row_came(newer, row);
            }
            Event::ReadOnly(is_read_only) => {
                if let Some(list) = self.active_list() {
                    list.is_read_only = is_read_only;
                }
                self.tell_read_only();
            }
            Event::MailboxesChanged => {
                self.timers
                    .set_once(Timer::Mailboxes, self.now + MAILBOXES_AFTER);
            }
            Event::Watching(unwatched) => {
                if let Some(link) = &mut self.link {
                    link.unwatched = unwatched;
                }
            }
            Event::HighestModSeq(highest) => {
                if let Some(list) = self.active_list() {
                    list.is_in_step(highest);
                }
            }
            Event::Flags { uid, flags } => self.flags_told(uid, &flags),
            Event::Size { uid, size } => self.size_told(uid, size),
            Event::Preview { uid, text } => {
                if let Some(list) = self.active_list() {
                    list.learn_row_preview(uid, text);
                }
            }
            Event::Slice {
                request,
                uid,
                offset,
                bytes,
                is_last,
                is_decoded,
                ..
            } => {
                self.account
                    .sections
                    .slice(request, uid, offset, &bytes, is_last);
                self.tell_later(Told::Slice {
                    request,
                    uid,
                    offset,
                    bytes: &bytes,
                    is_last,
                    is_decoded,
                });
                self.worker_is_of_use(request);
            }
            Event::Done { request, outcome } => self.done(request, outcome),
            Event::Notice(problem) => self.told(problem),
            Event::Closed(problem) => self.connection_closed(problem),
            Event::Sorted {
                request,
                total,
                skip,
                uids,
            } => self.tell_later(Told::Sorted(request, (total, skip), &uids)),
            Event::Threads { request, threads } => {
                self.tell_later(Told::Threads(request, &threads));
            }
            Event::Header {
                request,
                uid,
                received,
                size,
                header,
                thread_id,
            } => {
                self.tell_later(Told::Header {
                    request,
                    uid,
                    received,
                    size,
                    header: &header,
                    thread_id: thread_id.as_deref(),
                });
            }
            Event::Found { request, uids } => {
                self.tell_later(Told::Found(request, &uids));
            }
            Event::Copied { request, map } => self.tell_later(Told::Copied(request, &map)),
            Event::Appended {
                request,
                uid_validity,
                uids,
            } => {
                self.tell_later(Told::Appended(request, uid_validity, &uids));
            }
            Event::Progress {
                request,
                done,
                total,
            } => self.tell_later(Told::Progress(request, done, total)),
            Event::NotStored { request, uids } => {
                self.tell_later(Told::NotStored(request, &uids));
            }
            Event::Quota { request, roots } => self.quota_told(request.is_some(), roots),
            Event::Rights { mailbox, rights } => self.rights_told(mailbox, rights),
            Event::Acl { request, entries } => {
                let purpose = self.link.as_ref().and_then(|link| link.purpose(request));
                if let Some(Purpose::Acl(mailbox)) = purpose {
                    let mailbox = mailbox.clone();
                    self.changes
                        .push_back(Change::Later(LaterChange::Acl { mailbox, entries }));
                }
            }
            Event::Metadata { request, entries } => {
                let link = self.link_of(request);
                match link.and_then(|link| link.purpose(request)) {
                    Some(Purpose::Settings) => {
                        self.tell_later(Told::Annotations(request, &entries));
                    }
                    _ => self
                        .changes
                        .push_back(Change::Later(LaterChange::Metadata(entries))),
                }
            }
        }
    }

    // The open mailbox.

    fn selected(&mut self, selected: &SelectedMailbox) {
        let Some(link) = &mut self.link else {
            return;
        };
        link.begins_afresh(self.now);
        match link.selected(&selected.mailbox, selected.uid_validity) {
            Some(Target::Errand(_)) => {
                self.cancel_void(&selected.mailbox, selected.uid_validity);
            }
            Some(Target::List(id, _)) => {
                let id = *id;
                if self.account.list.as_ref().is_some_and(|list| list.id == id) {
                    self.list_selected(selected);
                }
            }
            None => {}
        }
    }
    fn list_selected(&mut self, selected: &SelectedMailbox) {
        let Some(list) = &mut self.account.list else {
            return;
        };
        let was_opening = list.sync() == Sync::Opening;
        match list.opened(selected) {
            Opened::Continues if was_opening && list.shown_view().is_plain() => {
                let announcement = list.announcement();
                self.changes.push_back(announcement);
            }
            Opened::Continues => {}
            Opened::StartsAnew => self.restart_list(Some(selected)),
            Opened::ChangedValidity => {
                self.restart_list(Some(selected));
                self.account.sections.forget_mailbox(&selected.mailbox);
                let void = self.account.overlay.cancel(&selected.mailbox, None);
                self.tell_later(Told::Void(&void));
                self.message_replaced();
                // Of one that says so from the start it is no news.
                if selected.has_lasting_uids {
                    self.notice(ProblemKind::UidValidityChanged);
                }
            }
        }
        self.cancel_void(&selected.mailbox, selected.uid_validity);
        self.learn_size(selected.uid_next);
        self.tell_read_only();
    }
    fn tell_read_only(&mut self) {
        let list = self.account.list.as_ref().filter(|list| list.is_read_only);
        let now = list.map(|list| list.mailbox.clone());
        if self.account.told_read_only != now {
            self.account.told_read_only.clone_from(&now);
            self.changes.push_back(Change::ReadOnly(now));
        }
    }
    /// Whatever was meant for messages under another validity is not done to those
    /// that have their UIDs now.
    fn cancel_void(&mut self, mailbox: &MailboxName, uid_validity: UidValidity) {
        let void = self.account.overlay.cancel(mailbox, Some(uid_validity));
        self.tell_later(Told::Void(&void));
        if void.iter().any(|o| o.id.is_none() && o.errand.is_none()) {
            self.notice(ProblemKind::UidValidityChanged);
        }
    }
    /// The open message's UID means another message now.
    fn message_replaced(&mut self) {
        self.account.around.clear();
        if let Some(reading) = self.account.reading.as_mut() {
            reading.is_gone = true;
            let uid = reading.uid;
            self.changes
                .push_back(Change::Later(LaterChange::MessageFailed {
                    uid,
                    problem: Problem::new(ProblemKind::MessageGone),
                }));
        }
    }
    /// A message's size came. Where it is another than before, so is the message,
    /// whatever the server says of its UIDs: nothing that is known of it counts.
    fn size_told(&mut self, uid: Uid, size: u64) {
        if let Some(list) = self.active_list() {
            list.learn_row_size(uid, size);
        }
        let reading = self.account.reading.as_mut().filter(|r| r.uid == uid);
        if let Some(row) = reading.and_then(crate::reading::Reading::row_mut)
            && row.summary.size == 0
        {
            row.summary.size = size;
        }
        let list = self.active_list();
        let Some(list) = list.filter(|list| list.is_of_other_size(uid, size)) else {
            return;
        };
        list.forget_row(uid);
        let mailbox = list.mailbox.clone();
        self.account.overlay.disown(&mailbox, uid);
        self.account.sections.forget_mailbox(&mailbox);
        let reading = self.account.reading.as_ref();
        if reading.is_some_and(|reading| reading.uid == uid) {
            self.message_replaced();
        }
    }
    /// The server has a word for the person. An ALERT is told once, however many
    /// connections hear it.
    fn told(&mut self, problem: Problem) {
        if problem.kind != ProblemKind::ServerAlert || self.session.is_new_alert(&problem.words) {
            self.changes.push_back(Change::Notice(problem));
        }
    }
    /// Tells the person, once for the same thing at the same time.
    fn notice(&mut self, kind: ProblemKind) {
        let notice = Change::Notice(Problem::new(kind));
        if !self.changes.contains(&notice) {
            self.changes.push_back(notice);
        }
    }
    /// The open mailbox's list begins anew, under another name: as SELECT told
    /// it, or from what its UIDs tell.
    fn restart_list(&mut self, selected: Option<&SelectedMailbox>) {
        let id = self.next_list();
        let (Some(list), Some(link)) = (&mut self.account.list, &mut self.link) else {
            return;
        };
        let mut anew = MessageList::opening(id, list.mailbox.clone());
        anew.set_view(&list.shown_view());
        anew.learn_from(list);
        if let Some(selected) = selected {
            anew.opened(selected);
            link.rename(list.id, id);
        }
        *list = anew;
        self.account.needs_flags = false;
        let announcement = list.announcement();
        self.changes.push_back(announcement);
    }
    fn uids_told(&mut self, uids: UidSet) {
        let Some(list) = self.active_list() else {
            return;
        };
        let id = list.id;
        // Messages are gone of which nobody can say whether they were read.
        let is_refresh = list.sync() == Sync::Live && list.placement().has_uids();
        let is_fewer = uids.len() < list.placement().total();
        if is_refresh {
            // A message came and went before it could be told of, or another came in
            // its place: what a view was made of may be neither.
            list.doubt_view();
        }
        if is_refresh && is_fewer {
            self.ask_open_counts_soon();
        }
        let Some(mut list) = self.account.list.take() else {
            return;
        };
        let is_adopted = list.adopt(uids.clone(), &self.account.overlay, &mut self.changes);
        if !is_adopted {
            let anew = self.next_list();
            list = list.restarted(anew, uids);
            if let Some(link) = &mut self.link {
                link.rename(id, anew);
            }
            self.changes.push_back(list.announcement());
        }
        self.account.list = Some(list);
        self.learn_size(None);
    }
    fn expunged(&mut self, newer: u32, exists: u32) {
        let uid = self
            .active_list()
            .and_then(|list| list.placement().uid_at(newer));
        let mut gone = None;
        self.on_list(|list, engine| {
            gone = list.expunged(newer, &engine.account.overlay, &mut engine.changes)?;
            // A server may say that fewer are left without saying which are gone.
            if list.total() == Some(exists) {
                Ok(())
            } else {
                Err(Mismatch)
            }
        });
        match gone {
            Some(row) if row.summary.flags.is_seen() => {}
            Some(_) => self.add_unseen(-1),
            None => {}
        }
        self.ask_open_counts_soon();
        let reading = self.account.reading.as_mut();
        if let Some(reading) = reading.filter(|r| Some(r.uid) == uid && !r.is_shown && !r.is_gone) {
            reading.is_gone = true;
            let uid = reading.uid;
            self.changes
                .push_back(Change::Later(LaterChange::MessageFailed {
                    uid,
                    problem: Problem::new(ProblemKind::MessageGone),
                }));
        }
    }
    fn row_came(&mut self, newer: u32, row: Row) {
        if self.active_list().is_none() {
            return;
        }
        if let Some(reading) = &mut self.account.reading
            && reading.uid == row.summary.uid
            && !reading.has_row()
        {
            reading.open(row.clone(), &*self.charsets);
        }
        let mut is_uncounted = false;
        self.on_list(|list, _| {
            is_uncounted = list.fetched(newer, row)?;
            Ok(())
        });
        if is_uncounted {
            self.add_unseen(1);
        }
    }
    /// Has the open list hear something, if it is what is selected. If it turns
    /// out that rows are not where they were thought to be, the UIDs tell.
    fn on_list(&mut self, hear: impl FnOnce(&mut MessageList, &mut Self) -> Result<(), Mismatch>) {
        if self.active_list().is_none() {
            return;
        }
        if let Some(mut list) = self.account.list.take() {
            if hear(&mut list, self).is_err() {
                list.doubt();
            }
            self.account.list = Some(list);
            self.learn_size(None);
        }
    }
    /// The open list, if the server's words are about it.
    pub(crate) fn active_list(&mut self) -> Option<&mut MessageList> {
        let link = self.link.as_ref()?;
        self.account
            .list
            .as_mut()
            .filter(|list| link.is_at(list.id))
    }
    /// Keeps the open mailbox's size for the next time it is opened.
    fn learn_size(&mut self, uid_next: Option<UidNext>) {
        let Some(list) = &self.account.list else {
            return;
        };
        let before = self.session.known.find(&list.mailbox);
        let after_highest = list
            .placement()
            .highest()
            .and_then(|uid| uid.0.checked_add(1))
            .map(UidNext);
        let remembered = before
            .filter(|before| Some(before.uid_validity) == list.uid_validity)
            .map(|before| before.uid_next);
        let uid_next = uid_next.max(after_highest).max(remembered);
        let lasting = list.uid_validity.filter(|_| list.has_lasting_uids);
        if let (Sync::Live, Some(uid_validity), Some(uid_next)) = (list.sync(), lasting, uid_next) {
            let known = KnownMailbox {
                exists: list.placement().total(),
                uid_validity,
                uid_next,
                state: None,
            };
            if self.session.known.learn(&list.mailbox, known) {
                self.remember_soon();
            }
        }
    }
}
