//! Messages on their way from one account to another, or from one mailbox to
//! another where the server can't copy. A [`Transfer`] sits between two engines
//! and is told what both say; each is told by it what to do next.

use crate::change::Change;
use crate::later_action::LaterAction;
use crate::later_change::LaterChange;
use mail_model::{MailboxName, Problem, Uid, UidSet, UidValidity};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// Names a transfer, in both engines; chosen by whoever begins it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TransferId(pub u32);

/// Which of the two accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The one that has the messages.
    Source,
    /// The one that gets them.
    Target,
}

/// How far a transfer has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TransferProgress {
    /// Messages that are in the target mailbox.
    pub arrived: u32,
    /// Messages in all.
    pub total: u32,
    /// It is over: nothing more will happen.
    pub is_over: bool,
}

/// Messages of one account that are to be in another: their flags and
/// INTERNALDATE go with them. A message that is moved is removed from the first
/// only when the second account's server has confirmed it.
#[derive(Clone, Debug)]
pub struct Transfer {
    id: TransferId,
    mailbox: MailboxName,
    uid_validity: UidValidity,
    to: MailboxName,
    is_move: bool,
    total: u32,
    /// What is not known to have arrived.
    remaining: UidSet,
    arrived: u32,
    failures: Vec<(Option<Uid>, Problem)>,
    is_over: bool,
    actions: VecDeque<(Side, LaterAction)>,
}

impl Transfer {
    /// A transfer of these messages of `mailbox` into the other account's `to`.
    /// After a crash it is begun again with what [`Self::remaining`] told last.
    pub fn new(
        id: TransferId,
        mailbox: MailboxName,
        uid_validity: UidValidity,
        uids: UidSet,
        to: MailboxName,
        is_move: bool,
    ) -> Self {
        let export = LaterAction::Export {
            transfer: id,
            mailbox: mailbox.clone(),
            uid_validity,
            uids: uids.clone(),
        };
        Self {
            id,
            mailbox,
            uid_validity,
            to,
            is_move,
            total: uids.len(),
            remaining: uids,
            arrived: 0,
            failures: Vec::new(),
            is_over: false,
            actions: VecDeque::from([(Side::Source, export)]),
        }
    }
    /// What one of the engines must do next.
    pub fn poll_action(&mut self) -> Option<(Side, LaterAction)> {
        self.actions.pop_front()
    }
    /// One of the engines told this; given back if it is not about the transfer.
    pub fn hear(&mut self, side: Side, change: Change) -> Option<Change> {
        match (side, change) {
            (
                Side::Source,
                Change::Later(LaterChange::Exported {
                    transfer,
                    uid,
                    flags,
                    received,
                    bytes,
                }),
            ) if transfer == self.id => self.act(
                Side::Target,
                LaterAction::Import {
                    transfer,
                    uid,
                    mailbox: self.to.clone(),
                    flags,
                    received,
                    bytes,
                },
            ),
            (
                Side::Source,
                Change::Later(LaterChange::ExportFailed {
                    transfer,
                    uid,
                    problem,
                }),
            ) if transfer == self.id => self.failures.push((uid, problem)),
            (Side::Source, Change::Later(LaterChange::ExportEnded { transfer }))
                if transfer == self.id =>
            {
                self.is_over = true;
            }
            (Side::Target, Change::Later(LaterChange::Imported { transfer, uid }))
                if transfer == self.id =>
            {
                self.arrived += u32::from(self.remaining.remove(uid));
                self.act(
                    Side::Source,
                    LaterAction::ExportArrived {
                        transfer,
                        uid,
                        remove: self.is_move,
                    },
                );
            }
            (
                Side::Target,
                Change::Later(LaterChange::ImportFailed {
                    transfer,
                    uid,
                    problem: Some(problem),
                }),
            ) if transfer == self.id => {
                self.failures.push((Some(uid), problem));
                self.act(
                    Side::Source,
                    LaterAction::ExportArrived {
                        transfer,
                        uid,
                        remove: false,
                    },
                );
            }
            // It was lost on its way, and is certainly not there.
            (Side::Target, Change::Later(LaterChange::ImportFailed { transfer, uid, .. }))
                if transfer == self.id =>
            {
                self.act(Side::Source, LaterAction::ExportAgain { transfer, uid });
            }
            (_, other) => return Some(other),
        }
        None
    }
    /// The person has changed their mind: what has arrived stays arrived.
    pub fn cancel(&mut self) {
        self.is_over = true;
        self.act(Side::Source, LaterAction::CancelExport(self.id));
    }
    /// How far it has come.
    pub fn progress(&self) -> TransferProgress {
        TransferProgress {
            arrived: self.arrived,
            total: self.total,
            is_over: self.is_over,
        }
    }
    /// Messages of the source that are not known to have arrived: their mailbox,
    /// and their UIDs with the validity.
    pub fn remaining(&self) -> (&MailboxName, UidValidity, &UidSet) {
        (&self.mailbox, self.uid_validity, &self.remaining)
    }
    /// What went wrong: with one message, or with all.
    pub fn failures(&self) -> &[(Option<Uid>, Problem)] {
        &self.failures
    }

    fn act(&mut self, side: Side, action: LaterAction) {
        self.actions.push_back((side, action));
    }
}
