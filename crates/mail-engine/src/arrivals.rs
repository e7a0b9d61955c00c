//! New mail in mailboxes that the person does not look at, but wants to be told of.
//!
//! That something came is told by a mailbox's counts, which are asked for anyway:
//! its next UID has grown. Of what came, the newest rows are fetched, where there
//! is a connection for that beside the first one; elsewhere it is told without.

use crate::LaterChange;
use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::link::Purpose;
use crate::operation::{Kind, Operation};
use crate::pool::{Carrier, Job};
use crate::row::Row;
use crate::{Change, link::Target};
use imap_client::{FetchedRow, Priority, Request, RequestId, RowSelection};
use mail_model::{
    Flag, MailboxName, Map, MessageSummary, SearchKey, Uid, UidNext, UidRange, UidSet, UidValidity,
    sort_by,
};

/// Of so many new messages is told what they are.
const MOST_ROWS: u32 = 5;

/// What has come to mailboxes that are watched.
#[derive(Debug, Default)]
pub(crate) struct Arrivals {
    /// All messages below it were told, or were there before anybody watched.
    known: Map<MailboxName, (Option<UidValidity>, UidNext)>,
    /// Where something has come that is still to be looked at.
    step: Option<Look>,
}

/// A look at one mailbox.
#[derive(Debug)]
struct Look {
    mailbox: MailboxName,
    uid_validity: Option<UidValidity>,
    /// Where what came lies.
    range: UidRange,
    /// What came and is unread; `None` until that was found out.
    found: Option<UidSet>,
    /// Its rows are asked for, not only what there is.
    asks_rows: bool,
    rows: Vec<MessageSummary>,
    under_way: Option<(RequestId, ConnectionId)>,
}

impl Look {
    /// The rows that are to come.
    fn wanted(&self) -> Option<UidSet> {
        let found = self.found.as_ref()?;
        let first = found.len().saturating_sub(MOST_ROWS);
        Some(found.slice(first..found.len()))
    }
}

impl Arrivals {
    /// A connection is gone: what was asked there is asked again.
    pub(crate) fn interrupt(&mut self, connection: ConnectionId) {
        if let Some(look) = &mut self.step
            && look.under_way.is_some_and(|(_, on)| on == connection)
        {
            look.under_way = None;
        }
    }
}

impl Engine {
    /// Looks for what has come, and at it.
    pub(crate) fn want_arrivals(&mut self) {
        if !self.account.settings.alerts.is_any() {
            self.account.arrivals = Arrivals::default();
            return;
        }
        self.notice_arrivals();
        self.look_at_arrivals();
    }
    /// Compares what is known of each mailbox with what is told of it by now.
    fn notice_arrivals(&mut self) {
        let inbox = MailboxName::inbox();
        let chosen = self.account.settings.alerts.mailboxes().iter();
        let watched: Vec<MailboxName> = chosen.chain([&inbox]).cloned().collect();
        for mailbox in watched {
            let counts = self.account.tree.counts(&mailbox).copied();
            let (told, validity) = counts.map_or((None, None), |c| (c.uid_next, c.uid_validity));
            let open = self.account.list.as_ref();
            // Of the open mailbox the list tells, and what it knows is told.
            let is_open = open.is_some_and(|list| list.mailbox == mailbox);
            let seen = self.session.known.find(&mailbox).map(|k| k.uid_next);
            let newest = told.max(seen.filter(|_| is_open));
            let Some(next) = newest else {
                continue;
            };
            let arrivals = &mut self.account.arrivals;
            let before = arrivals.known.get(&mailbox).copied();
            let before = before.filter(|(known, _)| *known == validity);
            let is_unread = counts.is_some_and(|counts| counts.unseen > 0);
            let range = before
                .filter(|_| !is_open && is_unread)
                .and_then(|(_, from)| between(from, next));
            if range.is_some() && arrivals.step.is_some() {
                // One after the other.
                continue;
            }
            let next = before.map_or(next, |(_, from)| next.max(from));
            arrivals.known.insert(mailbox.clone(), (validity, next));
            if let Some(range) = range {
                arrivals.step = Some(Look {
                    mailbox,
                    uid_validity: validity,
                    range,
                    found: None,
                    asks_rows: false,
                    rows: Vec::new(),
                    under_way: None,
                });
            }
        }
    }
    fn look_at_arrivals(&mut self) {
        let Some(look) = &self.account.arrivals.step else {
            return;
        };
        if look.under_way.is_some() {
            return;
        }
        let (mailbox, validity) = (look.mailbox.clone(), look.uid_validity);
        let wanted = look.wanted();
        let asks_rows = wanted.is_some();
        let mut uids = UidSet::new();
        uids.insert_range(look.range);
        let request = match wanted {
            Some(uids) => Request::FetchRows(RowSelection::Uids(uids)),
            None => Request::Search(SearchKey::And(vec![
                SearchKey::Uids(uids),
                SearchKey::Not(Box::new(SearchKey::Flag(Flag::Seen))),
            ])),
        };
        let open = self.link.as_ref().and_then(|link| link.target());
        let is_here = open.map(Target::mailbox) == Some(&mailbox);
        if !self.pool.has_workers() && !is_here {
            // The first connection does not leave its list for that.
            return self.tell_arrivals();
        }
        let connection = match self.carrier(Job::Short, Some(&mailbox), validity) {
            Carrier::Ready(connection) => connection,
            Carrier::Later => return,
            Carrier::Gone(_) => {
                self.account.arrivals.step = None;
                return;
            }
        };
        let (priority, purpose) = (Priority::Background, Purpose::Sweep);
        let request = self.submit_on(connection, request, priority, purpose);
        if let Some(look) = &mut self.account.arrivals.step {
            look.under_way = request.map(|request| (request, connection));
            look.asks_rows = asks_rows;
        }
    }

    pub(crate) fn arrivals_found(&mut self, request: RequestId, uids: &UidSet) {
        if let Some(look) = &mut self.account.arrivals.step
            && look.under_way.is_some_and(|(asked, _)| asked == request)
        {
            look.found = Some(uids.clone());
        }
    }
    pub(crate) fn arrivals_row(&mut self, connection: ConnectionId, row: &FetchedRow) {
        let look = self.account.arrivals.step.as_ref();
        let is_wanted = look.is_some_and(|look| {
            let is_there = look.under_way.is_some_and(|(_, on)| on == connection);
            let wanted = look.wanted().filter(|_| is_there);
            wanted.is_some_and(|wanted| wanted.contains(row.uid))
                && !look.rows.iter().any(|known| known.uid == row.uid)
        });
        if is_wanted {
            let row = Row::read(row.clone(), &*self.charsets);
            if let Some(look) = &mut self.account.arrivals.step {
                look.rows.push(row.summary);
            }
        }
    }
    pub(crate) fn arrivals_ended(&mut self, request: RequestId, is_refused: bool, is_lost: bool) {
        let Some(look) = &mut self.account.arrivals.step else {
            return;
        };
        if look
            .under_way
            .take_if(|(asked, _)| *asked == request)
            .is_none()
            || is_lost
        {
            return;
        }
        let found = look.found.get_or_insert_with(UidSet::new);
        match found.is_empty() {
            // It was read meanwhile, or by a rule of the server's.
            true if !is_refused => self.account.arrivals.step = None,
            false if !is_refused && !look.asks_rows => {}
            _ => self.tell_arrivals(),
        }
    }
    fn tell_arrivals(&mut self) {
        let Some(mut look) = self.account.arrivals.step.take() else {
            return;
        };
        sort_by(&mut look.rows, |one, other| other.uid.cmp(&one.uid));
        let count = look.found.as_ref().map_or(1, UidSet::len).max(1);
        self.changes.push_back(Change::Later(LaterChange::Arrived {
            mailbox: look.mailbox,
            count,
            messages: look.rows,
        }));
    }
    /// What the person moves or copies somewhere themself is no news to them.
    pub(crate) fn arrivals_operated(&mut self, operation: &Operation) {
        if let Kind::Move { to } | Kind::Copy { to } = &operation.kind {
            self.account.arrivals.known.remove(to);
        }
    }
}

/// The UIDs of what came between two moments.
fn between(from: UidNext, next: UidNext) -> Option<UidRange> {
    let last = Uid::new(next.0.get().checked_sub(1)?)?;
    let first = Uid(from.0);
    (first <= last).then(|| UidRange::new(first, last))
}
