//! What the server tells by itself of all mailboxes (NOTIFY, RFC 5465), and what
//! must be asked for all the same.

use crate::command::{MailboxStatus, Notify};
use crate::connection::Connection;
use crate::event::Event;
use crate::extension::notify::Wish;
use core::time::Duration;
use mail_model::{MailboxName, Set, Timestamp};

/// How many mailboxes may wait to be asked for their counts.
const UNCOUNTED_LIMIT: usize = 1_000;
/// How long words about counts are gathered: a server that answers with half of
/// them for ever is not asked without a pause.
const GATHERING: Duration = Duration::from_secs(1);
/// How long the rows of new messages are awaited that the server promised to
/// tell with them.
const ROWS_LIMIT: Duration = Duration::from_millis(200);

/// So often the server is asked to watch all mailboxes again when that was too much.
const OVERFLOW_LIMIT: u32 = 3;

/// How far the server watches.
#[derive(Debug)]
pub(crate) struct Watch {
    /// What it does tell.
    granted: Option<Wish>,
    /// What it is to be asked to tell.
    wanted: Option<Wish>,
    /// Mailboxes that changed, of which it did not tell all counts.
    uncounted: Set<MailboxName>,
    /// When they are asked for.
    count_at: Option<Timestamp>,
    /// New messages were told of, and until then their rows are awaited.
    rows_until: Option<Timestamp>,
    /// How often it was too much to tell.
    overflows: u32,
}

impl Watch {
    pub(crate) fn new(watches_all: bool) -> Self {
        Self {
            granted: None,
            wanted: watches_all.then_some(Wish::Everything),
            uncounted: Set::new(),
            count_at: None,
            rows_until: None,
            overflows: 0,
        }
    }
    pub(crate) fn granted(&mut self, wish: Wish) {
        self.granted = Some(wish);
        self.wanted = None;
    }
    pub(crate) fn refused(&mut self, wish: Wish) {
        self.wanted = wish.less();
    }
    /// Whether new messages come with their rows.
    pub(crate) fn tells_rows(&self) -> bool {
        self.granted.is_some_and(Wish::has_rows)
    }
    /// Whether a line about a mailbox that nobody asked for means that something
    /// has become of it.
    pub(crate) fn tells_mailboxes(&self) -> bool {
        self.granted == Some(Wish::Everything)
    }
    /// New messages were told of. Nothing is told upwards before their rows have
    /// come: whoever heard of the messages alone would ask for them.
    pub(crate) fn await_rows(&mut self, now: Timestamp) {
        if self.tells_rows() {
            self.rows_until = Some(now + ROWS_LIMIT);
        }
    }
    /// Whether rows are awaited.
    pub(crate) fn is_awaiting_rows(&self) -> bool {
        self.rows_until.is_some()
    }
    /// They have come, or something else has that shows that they do not.
    pub(crate) fn rows_came(&mut self) {
        self.rows_until = None;
    }
    /// When the counts that are missing are to be asked for, or rows have been
    /// awaited for long enough.
    pub(crate) fn due(&self) -> Option<Timestamp> {
        [self.count_at, self.rows_until].into_iter().flatten().min()
    }
}

impl Connection {
    /// Whether NOTIFY is still to be asked for.
    pub(crate) fn wants_watch(&self) -> bool {
        self.session.watch.wanted.is_some() && self.session.capabilities.has("NOTIFY")
    }

    /// Asks for what is wanted and not told yet; true if something was.
    pub(crate) fn watch_all(&mut self) -> bool {
        if !self.wants_watch() {
            return false;
        }
        let wish = self.session.watch.wanted.take();
        if let Some(wish) = wish {
            self.submit_internal(Box::new(Notify::new(wish)));
        }
        wish.is_some()
    }

    /// It was too much to tell: the server tells nothing any more (§5.8). What
    /// went untold is asked for by a list of all mailboxes with their counts, and
    /// the server to watch them again; where that is too much once more and once
    /// more, the open one alone.
    pub(crate) fn watch_overflowed(&mut self) {
        let watch = &mut self.session.watch;
        if let Some(before) = watch.granted.take().filter(|wish| wish.is_of_all()) {
            watch.overflows += 1;
            let is_enough = watch.overflows > OVERFLOW_LIMIT;
            watch.wanted = Some(if is_enough { Wish::Selected } else { before });
            self.events.push_back(Event::Watching(None));
            self.events.push_back(Event::MailboxesChanged);
            self.watch_all();
        }
    }

    /// The server told that a mailbox has changed, and not all of its counts.
    /// Whether it will be asked for them.
    pub(crate) fn count_later(&mut self, mailbox: &MailboxName) -> bool {
        let watch = &mut self.session.watch;
        if watch.granted.is_some() && watch.uncounted.len() < UNCOUNTED_LIMIT {
            watch.uncounted.insert(mailbox.clone());
            watch.count_at.get_or_insert(self.now + GATHERING);
        }
        watch.granted.is_some()
    }

    /// Asks for the counts that are missing, if it is time; true if it was.
    pub(crate) fn count_now(&mut self) -> bool {
        let watch = &mut self.session.watch;
        if watch.rows_until.is_some_and(|until| until <= self.now) {
            watch.rows_came();
        }
        if watch.count_at.is_none_or(|at| at > self.now) {
            return false;
        }
        watch.count_at = None;
        let mailboxes: Vec<MailboxName> =
            core::mem::take(&mut watch.uncounted).into_iter().collect();
        self.submit_internal(Box::new(MailboxStatus::new(mailboxes)));
        true
    }
}
