//! Flags and unread counts: what the person sees at once, and what the server
//! makes of it.

use crate::account::OpenCounts;
use crate::engine::Engine;
use crate::later::Told;
use crate::link::Purpose;
use crate::list::Sync;
use crate::operation::Operation;
use crate::session::COUNTS_EVERY;
use crate::timers::Timer;
use crate::{Change, LaterChange};
use core::time::Duration;
use imap_client::{Priority, Request};
use mail_model::{Flags, MailboxCounts, MailboxName, Uid, UidSet};

/// Causes to ask for the open mailbox's counts are gathered for so long.
const OPEN_COUNTS_AFTER: Duration = Duration::from_secs(2);
/// So many other mailboxes are asked for their counts in one turn.
const MAILBOXES_A_TURN: usize = 10;

impl Engine {
    // The server's words.

    /// The server told a message's flags, asked or not.
    pub(crate) fn flags_told(&mut self, uid: Uid, flags: &Flags) {
        let Some(list) = self.active_list() else {
            return;
        };
        let mailbox = list.mailbox.clone();
        let uids = UidSet::from_iter([uid]);
        self.tell_later(Told::Flags(uid, flags));
        if self.confirmed_flags(uid).is_none() {
            // The page may show a row that is not kept here any more.
            let flags = self.account.overlay.fold(&mailbox, uid, flags);
            self.changes.push_back(Change::Flags { uid, flags });
        }
        self.telling_flags(&uids, |engine| {
            let is_own = engine.account.overlay.answered(&mailbox, uid);
            engine.confirm_flags(uid, flags, is_own);
        });
    }
    /// Flags were changed: where the server did not tell the new ones, its OK does.
    pub(crate) fn confirm_untold(&mut self, operation: &Operation) {
        let Some((flag, value)) = operation.flag() else {
            return;
        };
        let untold = operation.uids.without(&operation.answered);
        let known = self.known_of(&untold);
        for uid in &known {
            if let Some(mut flags) = self.confirmed_flags(*uid).cloned() {
                flags.set(flag.clone(), value);
                self.confirm_flags(*uid, &flags, true);
            }
        }
        if known.len() < untold.len() as usize {
            self.ask_open_counts_soon();
        }
    }
    /// Takes a message's flags for true; `is_own` where we had asked for them.
    fn confirm_flags(&mut self, uid: Uid, flags: &Flags, is_own: bool) {
        let is_seen = flags.is_seen();
        let was_seen = self.confirmed_flags(uid).map(Flags::is_seen);
        if let Some(list) = &mut self.account.list {
            list.set_flags(uid, flags.clone());
        }
        let open = self.account.readings_mut().filter(|r| r.uid == uid);
        for row in open.filter_map(crate::reading::Reading::row_mut) {
            row.summary.flags.clone_from(flags);
        }
        if let Some(was_seen) = was_seen {
            self.add_unseen(i64::from(was_seen) - i64::from(is_seen));
        }
        // Of a message whose row is not known one can't say; and what others did
        // may be in the counts already.
        if was_seen.is_none() || (was_seen != Some(is_seen) && !is_own) {
            self.ask_open_counts_soon();
        }
    }

    // What is shown.

    fn confirmed_flags(&self, uid: Uid) -> Option<&Flags> {
        let of_list = self.account.list.as_ref().and_then(|list| list.row(uid));
        let of_reading = || {
            let reading = self.account.reading.as_ref();
            reading.filter(|reading| reading.uid == uid)?.row()
        };
        of_list.or_else(of_reading).map(|row| &row.summary.flags)
    }
    /// A message's flags as the person sees them.
    pub(crate) fn shown_flags(&self, uid: Uid) -> Option<Flags> {
        let mailbox = &self.account.list.as_ref()?.mailbox;
        let confirmed = self.confirmed_flags(uid)?;
        Some(self.account.overlay.fold(mailbox, uid, confirmed))
    }
    /// Carries out a change and tells which of `uids` have other flags then.
    pub(crate) fn telling_flags(&mut self, uids: &UidSet, change: impl FnOnce(&mut Self)) {
        let before = self.shown_flags_of(uids);
        change(self);
        self.tell_flags_since(before);
    }
    /// An operation is gone from the overlay: tells what is seen in its place.
    pub(crate) fn tell_flags_without(&mut self, operation: &Operation) {
        let Some((flag, value)) = operation.flag() else {
            return;
        };
        let is_open = |engine: &Self| {
            let list = engine.account.list.as_ref();
            list.is_some_and(|list| list.mailbox == operation.mailbox)
        };
        if !is_open(self) {
            return;
        }
        let mut before = self.shown_flags_of(&operation.uids);
        for (_, flags) in &mut before {
            flags.set(flag.clone(), value);
        }
        self.tell_flags_since(before);
    }
    /// Those of `uids` whose flags are known.
    pub(crate) fn known_of(&self, uids: &UidSet) -> Vec<Uid> {
        let mut known: Vec<Uid> = match &self.account.list {
            Some(list) => list.known_of(uids),
            None => Vec::new(),
        };
        let reading = self.account.reading.as_ref().map(|reading| reading.uid);
        known.extend(reading.filter(|uid| uids.contains(*uid) && !known.contains(uid)));
        known
    }
    fn shown_flags_of(&self, uids: &UidSet) -> Vec<(Uid, Flags)> {
        let shown = self.known_of(uids).into_iter();
        shown
            .filter_map(|uid| Some((uid, self.shown_flags(uid)?)))
            .collect()
    }
    fn tell_flags_since(&mut self, before: Vec<(Uid, Flags)>) {
        for (uid, before) in before {
            if let Some(flags) = self.shown_flags(uid).filter(|flags| *flags != before) {
                self.changes.push_back(Change::Flags { uid, flags });
            }
        }
    }

    // Counts.

    /// The server told a mailbox's counts.
    pub(crate) fn counted(&mut self, mailbox: &MailboxName, counts: MailboxCounts) {
        if let Some(octets) = counts.size {
            let mailbox = mailbox.clone();
            self.changes
                .push_back(Change::Later(LaterChange::MailboxSize { mailbox, octets }));
        }
        self.account.tree.set_counts(mailbox, counts);
        let is_open = self
            .account
            .list
            .as_ref()
            .is_some_and(|list| list.mailbox == *mailbox);
        if is_open {
            self.count_open();
        } else {
            self.tell_counts(mailbox);
        }
    }
    /// The open mailbox's counts came: whatever arrived before is in them.
    pub(crate) fn count_open(&mut self) {
        self.account.open_counts = OpenCounts::Current;
        let Some(list) = &mut self.account.list else {
            return;
        };
        list.counted();
        // A server may count what it is at before it tells its flags: nobody can say
        // whether that is to be taken off once more.
        if self.account.overlay.is_marking(&list.mailbox) {
            self.ask_open_counts_soon();
        }
    }
    /// So many more messages of the open mailbox are unread.
    pub(crate) fn add_unseen(&mut self, change: i64) {
        let Some(list) = &self.account.list else {
            return;
        };
        let counts = self.account.tree.counts_mut(&list.mailbox);
        if let Some(counts) = counts.filter(|_| self.account.open_counts == OpenCounts::Current) {
            counts.unseen = added(counts.unseen, change);
        }
    }
    /// A mailbox's counts as the person sees them.
    fn shown_counts(&self, mailbox: &MailboxName, confirmed: &MailboxCounts) -> MailboxCounts {
        let mut shown = *confirmed;
        let overlay = &self.account.overlay;
        let list = self.account.list.as_ref();
        if let Some(list) = list.filter(|list| list.mailbox == *mailbox) {
            shown.unseen = added(shown.unseen, list.unseen_change(overlay));
            if overlay.reads_all(mailbox) {
                // Of most of them it is not known whether they were read before.
                shown.unseen = list.known_unseen(overlay);
            }
            if list.sync() == Sync::Live {
                shown.messages = list.placement().total();
            }
            shown.messages = shown.messages.saturating_sub(list.veil.count());
        } else {
            let (messages, unseen) = overlay.counts_change(mailbox);
            shown.messages = added(shown.messages, messages);
            shown.unseen = added(shown.unseen, unseen);
        }
        shown.unseen = shown.unseen.min(shown.messages);
        shown
    }
    /// Tells a mailbox's counts if they are other than was told last.
    pub(crate) fn tell_counts(&mut self, mailbox: &MailboxName) {
        let Some(confirmed) = self.account.tree.counts(mailbox) else {
            return;
        };
        let shown = self.shown_counts(mailbox, confirmed);
        let counts = (shown.messages, shown.unseen);
        if self.account.told_counts.get(mailbox) != Some(&counts) {
            self.account.told_counts.insert(mailbox.clone(), counts);
            self.changes.push_back(Change::Counts {
                mailbox: mailbox.clone(),
                messages: shown.messages,
                unseen: shown.unseen,
            });
        }
    }
    /// Tells all mailboxes and their counts.
    pub(crate) fn tell_tree(&mut self) {
        let shown =
            |mailbox: &MailboxName, counts: &MailboxCounts| self.shown_counts(mailbox, counts);
        let entries = self.account.tree.entries(self.collate, shown);
        let told = entries.iter().filter_map(|entry| {
            let counts = entry.mailbox.counts?;
            Some((entry.mailbox.name.clone(), (counts.messages, counts.unseen)))
        });
        self.account.told_counts = told.collect();
        self.changes.push_back(Change::Mailboxes(entries));
    }
    /// The open mailbox's unread count can't be told from here.
    pub(crate) fn ask_open_counts_soon(&mut self) {
        if self.link.as_ref().is_some_and(|link| link.is_authenticated) {
            self.timers
                .set_once(Timer::OpenCounts, self.now + OPEN_COUNTS_AFTER);
        }
    }
    /// Asks for the open mailbox's counts.
    pub(crate) fn ask_open_counts(&mut self) {
        let mailbox = self.account.list.as_ref().map(|list| list.mailbox.clone());
        self.ask_counts(mailbox.into_iter().collect());
    }
    /// Asks for some of the other mailboxes' counts, each time for others.
    pub(crate) fn ask_counts_in_turn(&mut self) {
        // What was refused a minute ago may be granted now.
        if self.account.open_counts != OpenCounts::Current {
            self.account.open_counts = OpenCounts::Stale;
        }
        if self.account.tree.is_empty() {
            self.ask_mailboxes();
        }
        let open = self.account.list.as_ref().map(|list| &list.mailbox);
        // A server that watches tells the others by itself.
        let unwatched = self.link.as_ref().and_then(|link| link.unwatched.as_ref());
        let is_asked_for = |mailbox: &MailboxName| {
            let is_below = |prefix: &String| mailbox.as_str().starts_with(prefix);
            Some(mailbox) != open && unwatched.is_none_or(|below| below.iter().any(is_below))
        };
        let tree = &mut self.account.tree;
        let mailboxes = tree.next_turn(is_asked_for, MAILBOXES_A_TURN);
        self.ask_counts(mailboxes);
        self.timers.set(Timer::Counts, self.now + COUNTS_EVERY);
    }
    /// Asks for all mailboxes anew.
    pub(crate) fn ask_mailboxes(&mut self) {
        if let Some(link) = &mut self.link {
            link.has_asked_mailboxes = false;
        }
    }
    /// Asks for the counts of mailboxes, when there is nothing better to do.
    pub(crate) fn ask_counts(&mut self, mailboxes: Vec<MailboxName>) {
        if let (Some(link), false) = (&mut self.link, mailboxes.is_empty()) {
            let request = Request::Status(mailboxes);
            link.submit(request, Priority::Background, Purpose::Status, self.now);
        }
    }
}

fn added(count: u32, change: i64) -> u32 {
    u32::try_from((i64::from(count) + change).max(0)).unwrap_or(u32::MAX)
}
