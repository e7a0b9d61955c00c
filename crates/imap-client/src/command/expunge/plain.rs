//! Removing messages where the server has no UIDPLUS.
//!
//! EXPUNGE removes whatever is marked as deleted, by anybody. So the messages
//! that others marked are looked up, their marks are taken off first and put
//! back afterwards. If the connection is lost in between they have lost their
//! marks: that is mended by a click, a lost message is not. Each step waits for
//! the OK of the one before, and a step that is refused leads to putting back
//! what was taken.

use super::{change, mark_deleted, refused};
use crate::command::set::Pieces;
use crate::command::{Answer, Command};
use crate::event::{Outcome, Refusal};
use crate::problem::refusal;
use crate::response::Status;
use crate::session::Session;
use crate::words::Words;
use mail_model::{ProblemKind, Uid, UidRange, UidSet};

/// What is done, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// Which messages are marked?
    Find,
    /// The marks of others are taken off.
    Spare,
    Mark,
    Remove,
    PutBack,
    Over,
}

/// How far it has come.
#[derive(Debug)]
pub(crate) struct Plain {
    stage: Stage,
    uids: UidSet,
    /// Those that others marked.
    others: UidSet,
    /// What the stage still has to send: sets, or one command without any.
    pieces: Pieces,
    is_sent: bool,
    outstanding: u32,
    /// Marks were taken off or put on.
    has_changed: bool,
    refusal: Option<Refusal>,
}

impl Plain {
    pub(super) fn new(uids: UidSet) -> Self {
        Self {
            stage: Stage::Find,
            uids,
            others: UidSet::new(),
            pieces: Pieces::new(UidSet::new()),
            is_sent: false,
            outstanding: 0,
            has_changed: false,
            refusal: None,
        }
    }
    pub(super) fn next_command(&mut self, session: &Session) -> Option<Command> {
        loop {
            if let Some(words) = self.words(session) {
                self.outstanding += 1;
                return Some(change(0, words));
            }
            if self.outstanding > 0 || self.stage == Stage::Over {
                return None;
            }
            self.go_on();
        }
    }
    pub(super) fn observe(&mut self, answer: &mut Answer<'_>) -> bool {
        match answer {
            Answer::Search(numbers) if self.stage == Stage::Find && self.outstanding > 0 => {
                let found = numbers.iter().copied().filter_map(Uid::new);
                let found: UidSet = found.map(|uid| UidRange::new(uid, uid)).collect();
                self.others = self.others.union(&found.without(&self.uids));
                true
            }
            _ => false,
        }
    }
    pub(super) fn complete(&mut self, _: u32, status: &Status) {
        self.outstanding = self.outstanding.saturating_sub(1);
        if status.is_ok() {
            self.has_changed |= self.stage != Stage::Find;
        } else {
            self.pieces.clear();
            self.refusal
                .get_or_insert(refusal(status, ProblemKind::ChangeRefused));
        }
    }
    pub(super) fn outcome(&self) -> Option<Outcome> {
        (self.stage == Stage::Over).then(|| refused(&self.refusal, self.has_changed))
    }

    /// The stage's next command.
    fn words(&mut self, session: &Session) -> Option<Words> {
        let is_first = !core::mem::replace(&mut self.is_sent, true);
        match self.stage {
            Stage::Find => is_first.then(|| Words::new("UID SEARCH DELETED")),
            Stage::Spare => {
                let uids = self.pieces.next(session, u32::MAX)?;
                Some(mark_deleted(&uids, "-FLAGS.SILENT"))
            }
            Stage::Mark => {
                let uids = self.pieces.next(session, u32::MAX)?;
                Some(mark_deleted(&uids, "+FLAGS.SILENT"))
            }
            // Whoever looked in between saw them without their marks: they are told.
            Stage::PutBack => {
                let uids = self.pieces.next(session, u32::MAX)?;
                Some(mark_deleted(&uids, "+FLAGS"))
            }
            Stage::Remove => is_first.then(|| Words::new("EXPUNGE")),
            Stage::Over => None,
        }
    }
    /// Begins the next stage.
    fn go_on(&mut self) {
        self.is_sent = false;
        self.stage = match (self.stage, &self.refusal) {
            (Stage::Find, None) => Stage::Spare,
            (Stage::Spare, None) => Stage::Mark,
            (Stage::Mark, None) => Stage::Remove,
            (Stage::PutBack | Stage::Over, _) | (Stage::Find, Some(_)) => Stage::Over,
            (Stage::Remove, _) | (_, Some(_)) => Stage::PutBack,
        };
        self.pieces = Pieces::new(match self.stage {
            Stage::Spare | Stage::PutBack => self.others.clone(),
            Stage::Mark => self.uids.clone(),
            Stage::Find | Stage::Remove | Stage::Over => UidSet::new(),
        });
    }
}
