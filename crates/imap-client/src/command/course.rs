//! The way of a change through a set of messages, piece by piece: as many
//! commands as the lines are long enough for, several of them under way.

use super::Events;
use super::set::Pieces;
use crate::event::{Event, Outcome, Refusal};
use crate::problem::refusal;
use crate::request::RequestId;
use crate::response::Status;
use crate::session::Session;
use mail_model::{Map, ProblemKind, UidSet};

/// How many pieces are under way at once: enough that none waits for the one
/// before it, few enough that a change that is stopped does not go on for long.
const UNDER_WAY_LIMIT: usize = 8;

/// How far a change has come.
#[derive(Debug)]
pub(crate) struct Course {
    /// Who is told how far it has come.
    request: Option<RequestId>,
    waiting: Pieces,
    /// The pieces that were sent, by the number that each got.
    under_way: Map<u32, UidSet>,
    last_number: u32,
    total: u32,
    done: u32,
    has_changed: bool,
    refused: Option<Refusal>,
}

impl Course {
    pub(crate) fn new(request: RequestId, uids: UidSet) -> Self {
        Self {
            request: Some(request),
            total: uids.len(),
            waiting: Pieces::new(uids),
            under_way: Map::new(),
            last_number: 0,
            done: 0,
            has_changed: false,
            refused: None,
        }
    }
    /// A course of which nobody is told, through messages that are still to come.
    pub(crate) fn unheard() -> Self {
        Self {
            request: None,
            ..Self::new(RequestId(0), UidSet::new())
        }
    }
    /// Through these too.
    pub(crate) fn add(&mut self, uids: &UidSet) {
        let waiting = self.take_waiting();
        self.waiting = Pieces::new(waiting.union(uids));
        self.total = self.total.saturating_add(uids.len());
    }
    /// Takes all that was not begun.
    pub(crate) fn take_waiting(&mut self) -> UidSet {
        self.waiting.take()
    }
    /// The next piece, of at most `most` messages, with its number; `None` where
    /// there is none, or enough are under way.
    pub(crate) fn next(&mut self, session: &Session, most: u32) -> Option<(u32, UidSet)> {
        if self.under_way.len() >= UNDER_WAY_LIMIT {
            return None;
        }
        let piece = self.waiting.next(session, most)?;
        self.last_number += 1;
        self.under_way.insert(self.last_number, piece.clone());
        Some((self.last_number, piece))
    }
    /// A piece ended; gives it back. What was refused ends the whole: no more
    /// pieces are given.
    pub(crate) fn ended(
        &mut self,
        number: u32,
        status: &Status,
        events: &mut Events,
    ) -> Option<UidSet> {
        let piece = self.under_way.remove(&number)?;
        if !status.is_ok() {
            self.refuse(refusal(status, ProblemKind::ChangeRefused));
            return Some(piece);
        }
        self.has_changed = true;
        self.done = self.done.saturating_add(piece.len());
        if let Some(request) = self.request.filter(|_| piece.len() < self.total) {
            events.push_back(Event::Progress {
                request,
                done: self.done,
                total: Some(self.total),
            });
        }
        Some(piece)
    }
    /// Nothing more is begun; the first reason counts.
    pub(crate) fn refuse(&mut self, refusal: Refusal) {
        self.waiting.clear();
        self.refused.get_or_insert(refusal);
    }
    /// A piece was given, and nothing came of it.
    pub(crate) fn withdraw(&mut self, number: u32) {
        self.under_way.remove(&number);
    }
    /// Nothing more is begun, as was wished.
    pub(crate) fn stop(&mut self) {
        self.waiting.clear();
    }
    /// Something happened even if the rest is refused.
    pub(crate) fn note_change(&mut self) {
        self.has_changed = true;
    }
    /// Whether `uids` are of a piece that is under way.
    pub(crate) fn covers(&self, uids: &UidSet) -> bool {
        self.under_way.values().any(|piece| uids.is_within(piece))
    }
    /// Whether no piece waits or is under way.
    pub(crate) fn is_over(&self) -> bool {
        self.under_way.is_empty() && self.waiting.is_empty()
    }
    /// How it ended, once it has.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        self.is_over().then(|| match &self.refused {
            None => Ok(()),
            // One piece may have been changed before another was refused.
            Some(refused) => Err(Refusal {
                is_certain: refused.is_certain && !self.has_changed,
                ..refused.clone()
            }),
        })
    }
}
