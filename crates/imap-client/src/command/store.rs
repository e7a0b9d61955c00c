//! STORE (RFC 9051 §6.4.6). Not silent: the server's answer is the truth that
//! the reducer hands on.

use super::set::{Pieces, sequence_set};
use super::{Command, Events, Step, Work};
use crate::event::Outcome;
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use imap_codec::imap_types::command::CommandBody;
use imap_codec::imap_types::core::Atom;
use imap_codec::imap_types::flag::{Flag as CodecFlag, StoreResponse, StoreType};
use mail_model::{Flag, ProblemKind, UidSet};

/// Sets or clears flags.
#[derive(Debug)]
pub(crate) struct Store {
    waiting: Pieces,
    flags: Vec<CodecFlag<'static>>,
    kind: StoreType,
    outstanding: u32,
    has_changed: bool,
    refused: Option<crate::Refusal>,
}

impl Store {
    pub(crate) fn new(uids: UidSet, flags: Vec<Flag>, set: bool) -> Self {
        let flags: Vec<_> = flags.into_iter().filter_map(codec_flag).collect();
        Self {
            waiting: Pieces::new(if flags.is_empty() {
                UidSet::new()
            } else {
                uids
            }),
            flags,
            kind: if set {
                StoreType::Add
            } else {
                StoreType::Remove
            },
            outstanding: 0,
            has_changed: false,
            refused: None,
        }
    }
}

fn codec_flag(flag: Flag) -> Option<CodecFlag<'static>> {
    Some(match flag {
        Flag::Seen => CodecFlag::Seen,
        Flag::Answered => CodecFlag::Answered,
        Flag::Flagged => CodecFlag::Flagged,
        Flag::Deleted => CodecFlag::Deleted,
        Flag::Draft => CodecFlag::Draft,
        Flag::Keyword(keyword) => {
            CodecFlag::Keyword(Atom::try_from(keyword.as_str().to_owned()).ok()?)
        }
    })
}

impl Work for Store {
    fn access(&self) -> Access {
        Access::Change
    }
    fn next_command(&mut self, session: &Session) -> Step {
        let set = self.waiting.next(session, u32::MAX);
        let Some(sequence_set) = set.as_ref().and_then(sequence_set) else {
            return Step::Wait;
        };
        self.outstanding += 1;
        let store = CommandBody::Store {
            sequence_set,
            kind: self.kind,
            response: StoreResponse::Answer,
            flags: self.flags.clone(),
            uid: true,
            modifiers: Vec::new(),
        };
        Step::Send(Command::new(0, Access::Change, Wording::Codec(store)))
    }
    fn complete(&mut self, _: u32, status: &Status, _: &mut Session, _: &mut Events) {
        self.outstanding = self.outstanding.saturating_sub(1);
        if status.is_ok() {
            self.has_changed = true;
        } else {
            self.waiting.clear();
            self.refused
                .get_or_insert(refusal(status, ProblemKind::ChangeRefused));
        }
    }
    fn outcome(&self) -> Option<Outcome> {
        if self.outstanding > 0 || !self.waiting.is_empty() {
            return None;
        }
        Some(match &self.refused {
            None => Ok(()),
            // One piece may have been changed before another was refused.
            Some(refused) => Err(crate::Refusal {
                is_certain: !self.has_changed,
                ..refused.clone()
            }),
        })
    }
}
