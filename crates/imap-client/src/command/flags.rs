//! The flags of messages, asked for alone: of all, or of those that changed
//! (RFC 7162 §3.1.4.1), unless SELECT brought them (QRESYNC).
//!
//! Servers without CONDSTORE are asked for sizes too: there are some that give a
//! UID to another message and say nothing of it (Proton's bridge).

use super::set::Pieces;
use super::{Command, Events, Step, Work};
use crate::event::Outcome;
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;
use mail_model::{ModSeq, ProblemKind, UidSet};

/// A command that tells of all.
const ALL: u32 = 0;
/// A command that tells of those that changed.
const CHANGED: u32 = 1;

/// Asks for flags; the reducer takes the answers.
#[derive(Debug)]
pub(crate) struct FetchFlags {
    uids: UidSet,
    waiting: Pieces,
    changed_since: Option<ModSeq>,
    /// SELECT may bring the flags itself.
    has_waited: bool,
    outstanding: u32,
    refused: Option<Outcome>,
}

impl FetchFlags {
    pub(crate) fn new(uids: UidSet, changed_since: Option<ModSeq>) -> Self {
        Self {
            waiting: Pieces::new(uids.clone()),
            uids,
            changed_since,
            has_waited: false,
            outstanding: 0,
            refused: None,
        }
    }
}

impl Work for FetchFlags {
    fn access(&self) -> Access {
        Access::Selected
    }
    fn next_command(&mut self, session: &Session) -> Step {
        if self.changed_since.is_some() && session.is_catching_up() {
            self.has_waited = true;
            return Step::Wait;
        }
        if core::mem::take(&mut self.has_waited) && session.has_caught_up_since(self.changed_since)
        {
            // They were told when SELECT ended.
            self.waiting.clear();
        }
        let Some(uids) = self.waiting.next(session, u32::MAX) else {
            return Step::Wait;
        };
        self.outstanding += 1;
        let has_condstore = session.capabilities.has("CONDSTORE");
        let mut words = Words::new("UID FETCH ");
        words.uids(&uids);
        words.push(match has_condstore {
            true => " (UID FLAGS)",
            false => " (UID FLAGS RFC822.SIZE)",
        });
        let mut label = ALL;
        if let Some(since) = self.changed_since.filter(|_| has_condstore) {
            words.push(" (CHANGEDSINCE ");
            words.number(since.0.get());
            words.push(")");
            label = CHANGED;
        }
        Step::Send(Command::new(label, Access::Selected, Wording::Words(words)))
    }
    fn complete(&mut self, label: u32, status: &Status, _: &mut Session, _: &mut Events) {
        self.outstanding = self.outstanding.saturating_sub(1);
        if status.is_ok() {
            return;
        }
        // A mailbox may have no modification sequences though the server knows
        // them (RFC 7162 §3.1.2.2): then all are asked for, once.
        if label == CHANGED {
            if self.changed_since.take().is_some() {
                self.waiting = Pieces::new(core::mem::take(&mut self.uids));
            }
        } else {
            let refused = Err(refusal(status, ProblemKind::ServerRefused));
            self.refused.get_or_insert(refused);
        }
    }
    fn outcome(&self) -> Option<Outcome> {
        let is_done = self.outstanding == 0 && self.waiting.is_empty();
        is_done.then(|| self.refused.clone().unwrap_or(Ok(())))
    }
}
