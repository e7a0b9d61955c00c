//! Messages in an order (RFC 5256 §3), and the rows of a window of them.
//!
//! A window costs one round trip where the server keeps what it found (SEARCHRES,
//! RFC 5182): the search tells how many there are, the sort orders what was found
//! and keeps the window, and `FETCH $` brings the window's rows, all in one write.
//! A mailbox's own size needs no search. Where something of this is refused, it
//! is asked again in the next simpler way.

use super::not_offered::not_offered;
use super::query::{Query, most_found, unsearchable};
use super::rows::FetchRows;
use super::{Answer, Command, Events, Step, Work};
use crate::event::{Event, Outcome, Refusal};
use crate::extension::esearch::listed;
use crate::extension::search_key::{Unsearchable, is_ascii};
use crate::extension::sort::{has_windows, push_order, saves_windows};
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::request::{RequestId, RowSelection, Window};
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;
use mail_model::{Problem, ProblemKind, SearchKey, SortCriterion, Uid, UidSet};

/// The search that is kept for the sort.
const COUNT: u32 = 0;
/// The sort.
const SORT: u32 = 1;
/// Commands for rows are labelled from here on.
const ROWS: u32 = 2;

/// How the order is asked for, the best way first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// A window that is kept, with its rows.
    Saved,
    /// A window and how many there are.
    Partial,
    /// All of it.
    Whole,
}

/// Asks for an order.
#[derive(Debug)]
pub(crate) struct Sort {
    id: RequestId,
    query: Query,
    order: Vec<SortCriterion>,
    window: Option<Window>,
    with_rows: bool,
    /// Chosen with the first command.
    way: Option<Way>,
    /// How many commands of this way were sent.
    sent: u32,
    /// How many searches and sorts are under way.
    outstanding: u32,
    /// How many messages match, once told.
    total: Option<u32>,
    /// What came: the window's messages, or all.
    uids: Vec<Uid>,
    is_sorted: bool,
    /// One of the commands was refused.
    failed: Option<Refusal>,
    /// It was for its charset: the same is asked once more without.
    is_charset_dropped: bool,
    rows: Option<FetchRows>,
    outcome: Option<Outcome>,
}

impl Sort {
    pub(crate) fn new(
        id: RequestId,
        key: SearchKey,
        order: Vec<SortCriterion>,
        window: Option<Window>,
        with_rows: bool,
    ) -> Self {
        Self {
            id,
            query: Query::new(key),
            order,
            window: window.filter(|window| window.count > 0),
            with_rows,
            way: None,
            sent: 0,
            outstanding: 0,
            total: None,
            uids: Vec::new(),
            is_sorted: false,
            failed: None,
            is_charset_dropped: false,
            rows: None,
            outcome: None,
        }
    }

    fn best_way(&self, session: &Session) -> Result<Way, Refusal> {
        let capabilities = &session.capabilities;
        if !capabilities.has("SORT") || self.order.is_empty() {
            return Err(not_offered());
        }
        let exists = session.open_mailbox().map(|mailbox| mailbox.exists);
        Ok(match (self.window, exists) {
            (Some(_), Some(exists)) if saves_windows(capabilities, exists) && self.with_rows => {
                Way::Saved
            }
            (Some(_), _) if has_windows(capabilities) => Way::Partial,
            _ => Way::Whole,
        })
    }

    /// Whether every message of the mailbox is meant.
    fn is_of_all(&self) -> bool {
        self.query.key == SearchKey::All
    }

    /// The next command of the way, until all of them were sent.
    fn next_of(&mut self, way: Way, session: &Session) -> Result<Option<Command>, Unsearchable> {
        let is_counted = way == Way::Saved && !self.is_of_all();
        let label = match (self.sent, is_counted) {
            (0, true) => COUNT,
            (0, false) | (1, true) => SORT,
            _ => return Ok(None),
        };
        let mut words = Words::new("UID ");
        if label == COUNT {
            words.push("SEARCH RETURN (SAVE COUNT) ");
            self.query.push_search(&mut words, session)?;
        } else {
            words.push("SORT ");
            if let (Some(window), true) = (self.window, way != Way::Whole) {
                words.push("RETURN (");
                words.push(if way == Way::Saved { "SAVE " } else { "COUNT " });
                words.push("PARTIAL ");
                words.number(window.skip.saturating_add(1));
                words.push(":");
                words.number(window.skip.saturating_add(window.count));
                words.push(") ");
            }
            push_order(&mut words, &self.order, &session.capabilities);
            words.push(" ");
            if is_counted {
                words.push("US-ASCII $");
            } else {
                self.query.push_sorted(&mut words, session)?;
            }
        }
        self.query.check(&words, session)?;
        let wording = Wording::Words(words);
        Ok(Some(Command::new(label, Access::Selected, wording)))
    }

    fn begin_again(&mut self, way: Way) {
        self.way = Some(way);
        self.sent = 0;
        self.total = None;
        self.uids.clear();
        self.is_sorted = false;
        self.failed = None;
        self.rows = None;
    }

    /// All searches and sorts of the way have ended: tells what they brought, or
    /// asks in a simpler way.
    fn conclude(&mut self, session: &Session, events: &mut Events) {
        let Some(way) = self.way else {
            return;
        };
        if let Some(failed) = self.failed.take() {
            match way {
                _ if core::mem::take(&mut self.is_charset_dropped) => self.begin_again(way),
                Way::Saved => self.begin_again(Way::Partial),
                Way::Partial => self.begin_again(Way::Whole),
                Way::Whole => self.outcome = Some(Err(failed)),
            }
            return;
        }
        let uids = core::mem::take(&mut self.uids);
        let Some(uids) = without_repeats(uids, most_found(session)) else {
            self.outcome = Some(Err(Refusal {
                problem: Problem::new(ProblemKind::LimitExceeded),
                is_certain: true,
            }));
            return;
        };
        let exists = session.open_mailbox().map_or(0, |mailbox| mailbox.exists);
        let (total, skip) = match (way, self.window) {
            (Way::Saved, Some(window)) if self.is_of_all() => (exists, window.skip),
            (Way::Saved | Way::Partial, Some(window)) => {
                (self.total.unwrap_or(exists), window.skip)
            }
            _ => (u32::try_from(uids.len()).unwrap_or(u32::MAX), 0),
        };
        if self.with_rows {
            let first = self
                .window
                .map_or(0, |window| window.skip.saturating_sub(skip));
            let count = self.window.map_or(u32::MAX, |window| window.count);
            let wanted = uids.iter().skip(first as usize).take(count as usize);
            let wanted: UidSet = wanted.copied().collect();
            match &mut self.rows {
                Some(rows) => rows.expect_saved(wanted),
                None => self.rows = Some(FetchRows::new(RowSelection::Uids(wanted))),
            }
        }
        self.is_sorted = true;
        events.push_back(Event::Sorted {
            request: self.id,
            total,
            skip,
            uids,
        });
    }
}

/// The messages, each once; `None` if there are too many.
fn without_repeats(mut uids: Vec<Uid>, most: u32) -> Option<Vec<Uid>> {
    if uids.len() > most as usize {
        return None;
    }
    let mut seen: UidSet = uids.iter().copied().collect();
    if seen.len() as usize != uids.len() {
        uids.retain(|uid| seen.remove(*uid));
    }
    Some(uids)
}

impl Work for Sort {
    fn access(&self) -> Access {
        Access::Selected
    }

    /// A charset must be named in one form to a SEARCH, and must not in the other.
    fn is_worded_alike(&self) -> bool {
        is_ascii(&self.query.key)
    }

    fn next_command(&mut self, session: &Session) -> Step {
        if self.outcome.is_some() || self.failed.is_some() || !session.capabilities.is_usable() {
            return Step::Wait;
        }
        let way = match self.way.map_or_else(|| self.best_way(session), Ok) {
            Ok(way) => way,
            Err(refusal) => {
                self.outcome = Some(Err(refusal));
                return Step::Wait;
            }
        };
        self.way = Some(way);
        match self.next_of(way, session) {
            Ok(Some(command)) => {
                self.sent += 1;
                self.outstanding += 1;
                return Step::Send(command);
            }
            Ok(None) => {}
            Err(why) => {
                self.outcome = Some(Err(unsearchable(why)));
                return Step::Wait;
            }
        }
        if way == Way::Saved && self.rows.is_none() {
            self.rows = Some(FetchRows::of_saved());
        }
        let Some(rows) = &mut self.rows else {
            return Step::Wait;
        };
        match rows.next_command(session) {
            Step::Send(mut command) => {
                command.label += ROWS;
                Step::Send(command)
            }
            Step::Wait => Step::Wait,
        }
    }

    fn observe(&mut self, answer: &mut Answer<'_>, session: &Session, events: &mut Events) -> bool {
        if let (Answer::Fetch(..), Some(rows)) = (&answer, &mut self.rows) {
            return rows.observe(answer, session, events);
        }
        if self.outstanding == 0 {
            return false;
        }
        match answer {
            Answer::Esearch(esearch) => {
                self.total = esearch.count.or(self.total);
                if let Some(partial) = &esearch.partial {
                    let most = self.window.map_or(0, |window| window.count);
                    self.uids = listed(partial, most as usize).unwrap_or_default();
                }
                true
            }
            Answer::Sort(numbers) if self.way == Some(Way::Whole) => {
                let uids = numbers.iter().copied().filter_map(Uid::new);
                self.uids.extend(uids);
                true
            }
            _ => false,
        }
    }

    fn complete(
        &mut self,
        label: u32,
        status: &Status,
        session: &mut Session,
        events: &mut Events,
    ) {
        if let Some(label) = label.checked_sub(ROWS) {
            if let Some(rows) = &mut self.rows {
                rows.complete(label, status, session, events);
            }
        } else {
            self.outstanding = self.outstanding.saturating_sub(1);
            if !status.is_ok() && self.failed.is_none() {
                self.is_charset_dropped = self.query.drop_charset(status);
                self.failed = Some(refusal(status, ProblemKind::ServerRefused));
            }
        }
        // Rows of nothing must have ended before it is asked in another way.
        let has_rows_under_way = self.rows.as_ref().is_some_and(FetchRows::is_under_way);
        let is_ended = match self.failed {
            Some(_) => !has_rows_under_way,
            None => label == SORT,
        };
        if self.outstanding == 0 && is_ended {
            self.conclude(session, events);
        }
    }

    fn outcome(&self) -> Option<Outcome> {
        if self.outcome.is_some() {
            return self.outcome.clone();
        }
        let of_rows = self.rows.as_ref().map_or(Some(Ok(())), Work::outcome);
        self.is_sorted.then_some(of_rows).flatten()
    }
}
