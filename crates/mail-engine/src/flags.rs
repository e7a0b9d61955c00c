//! Flags and unread counts: what the person sees at once, and what the server
//! makes of it.

use crate::Change;
use crate::account::OpenCounts;
use crate::engine::Engine;
use crate::link::Purpose;
use crate::list::Sync;
use crate::overlay::Operation;
use crate::session::COUNTS_EVERY;
use crate::timers::Timer;
use core::time::Duration;
use imap_client::{Outcome, Priority, Request, RequestId};
use mail_model::{Flag, Flags, MailboxCounts, MailboxName, Problem, ProblemKind, Uid, UidSet};

/// Causes to ask for the open mailbox's counts are gathered for so long.
const OPEN_COUNTS_AFTER: Duration = Duration::from_secs(2);
/// So many other mailboxes are asked for their counts in one turn.
const MAILBOXES_A_TURN: usize = 10;

impl Engine {
    // Wishes.

    /// Sets or clears a flag of messages of the open mailbox: on screen at
    /// once, on the server as soon as may be.
    pub(crate) fn set_flag(&mut self, uids: &UidSet, flag: Flag, value: bool) {
        let Some(list) = &self.account.list else {
            return;
        };
        let Some(uid_validity) = list.uid_validity else {
            return;
        };
        let uids: UidSet = uids
            .iter()
            .filter(|uid| {
                self.shown_flags(*uid)
                    .is_none_or(|f| f.contains(&flag) != value)
            })
            .collect();
        if uids.is_empty() {
            return;
        }
        if list.is_read_only {
            let problem = Problem::new(ProblemKind::ChangeRefused);
            self.changes.push_back(Change::Notice(problem));
            return;
        }
        let operation = Operation {
            mailbox: list.mailbox.clone(),
            uid_validity,
            uids: uids.clone(),
            flag,
            value,
            request: None,
            answered: UidSet::new(),
        };
        self.telling_flags(&uids, |engine| {
            if !engine.account.overlay.push(operation) {
                let problem = Problem::new(ProblemKind::LimitExceeded);
                engine.changes.push_back(Change::Notice(problem));
            }
        });
    }

    // The server's words.

    /// The server told a message's flags, asked or not.
    pub(crate) fn flags_told(&mut self, uid: Uid, flags: Flags) {
        let Some(list) = self.active_list() else {
            return;
        };
        let mailbox = list.mailbox.clone();
        let uids = UidSet::from_iter([uid]);
        if self.confirmed_flags(uid).is_none() {
            // The page may show a row that is not kept here any more.
            let flags = self.account.overlay.fold(&mailbox, uid, &flags);
            self.changes.push_back(Change::Flags { uid, flags });
        }
        self.telling_flags(&uids, |engine| {
            let is_own = engine.account.overlay.answered(&mailbox, uid);
            engine.confirm_flags(uid, flags, is_own);
        });
    }
    /// A change of flags ended: it is confirmed, or rolled back.
    pub(crate) fn store_ended(&mut self, request: RequestId, outcome: Outcome) {
        let Some(operation) = self.account.overlay.take(request) else {
            return;
        };
        match outcome {
            Ok(()) => {
                let of_list = self.account.list.as_ref();
                if of_list.is_none_or(|list| list.mailbox != operation.mailbox) {
                    return;
                }
                // Where the server did not tell the new flags, its OK does.
                let untold = operation
                    .uids
                    .iter()
                    .filter(|u| !operation.answered.contains(*u));
                let mut has_unknown = false;
                for uid in untold.collect::<Vec<_>>() {
                    match self.confirmed_flags(uid).cloned() {
                        Some(mut flags) => {
                            flags.set(operation.flag.clone(), operation.value);
                            self.confirm_flags(uid, flags, true);
                        }
                        None => has_unknown = true,
                    }
                }
                if has_unknown {
                    self.ask_open_counts_soon();
                }
            }
            Err(refusal) => {
                // What it hid is seen again.
                self.tell_flags_without(&operation);
                self.changes.push_back(Change::Notice(Problem {
                    kind: ProblemKind::ChangeRefused,
                    ..refusal.problem
                }));
            }
        }
    }
    /// Takes a message's flags for true; `is_own` where we had asked for them.
    fn confirm_flags(&mut self, uid: Uid, flags: Flags, is_own: bool) {
        let is_seen = flags.is_seen();
        let was_seen = self.confirmed_flags(uid).map(Flags::is_seen);
        if let Some(list) = &mut self.account.list {
            list.set_flags(uid, flags.clone());
        }
        if let Some(reading) = self.account.reading.as_mut().filter(|r| r.uid == uid)
            && let Some(row) = reading.row_mut()
        {
            row.summary.flags = flags;
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
    fn telling_flags(&mut self, uids: &UidSet, change: impl FnOnce(&mut Self)) {
        let before = self.shown_flags_of(uids);
        change(self);
        self.tell_flags_since(before);
    }
    /// An operation is gone from the overlay: tells what is seen in its place.
    fn tell_flags_without(&mut self, operation: &Operation) {
        let is_open = |engine: &Self| {
            let list = engine.account.list.as_ref();
            list.is_some_and(|list| list.mailbox == operation.mailbox)
        };
        if !is_open(self) {
            return;
        }
        let mut before = self.shown_flags_of(&operation.uids);
        for (_, flags) in &mut before {
            flags.set(operation.flag.clone(), operation.value);
        }
        self.tell_flags_since(before);
    }
    fn shown_flags_of(&self, uids: &UidSet) -> Vec<(Uid, Flags)> {
        let mut known: Vec<Uid> = match &self.account.list {
            Some(list) => list.known_of(uids),
            None => Vec::new(),
        };
        let reading = self.account.reading.as_ref().map(|reading| reading.uid);
        known.extend(reading.filter(|uid| uids.contains(*uid) && !known.contains(uid)));
        let shown = known.into_iter();
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
                .push_back(Change::MailboxSize { mailbox, octets });
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
        if let Some(list) = &mut self.account.list {
            list.counted();
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
        let list = self.account.list.as_ref();
        if let Some(list) = list.filter(|list| list.mailbox == *mailbox) {
            let pending = self.account.overlay.uids(mailbox);
            if !pending.is_empty() {
                let change = list.unseen_change(&pending, &self.account.overlay);
                shown.unseen = added(shown.unseen, change);
            }
            if list.sync() == Sync::Live {
                shown.messages = list.placement().total();
            }
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
        let entries = self.account.tree.entries(shown);
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
    fn ask_counts(&mut self, mailboxes: Vec<MailboxName>) {
        if let (Some(link), false) = (&mut self.link, mailboxes.is_empty()) {
            let request = Request::Status(mailboxes);
            link.submit(request, Priority::Background, Purpose::Status, self.now);
        }
    }
}

fn added(count: u32, change: i64) -> u32 {
    u32::try_from((i64::from(count) + change).max(0)).unwrap_or(u32::MAX)
}
