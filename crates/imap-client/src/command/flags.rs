//! The flags of messages, asked for alone.

use super::set::{Pieces, sequence_set};
use super::{Command, Events, Step, Work};
use crate::event::Outcome;
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use imap_codec::imap_types::command::CommandBody;
use imap_codec::imap_types::fetch::MessageDataItemName;
use mail_model::{ProblemKind, UidSet};

/// Asks for flags; the reducer takes the answers.
#[derive(Debug)]
pub(crate) struct FetchFlags {
    waiting: Pieces,
    outstanding: u32,
    refused: Option<Outcome>,
}

impl FetchFlags {
    pub(crate) fn new(uids: UidSet) -> Self {
        Self {
            waiting: Pieces::new(uids),
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
        let set = self.waiting.next(session, u32::MAX);
        let Some(sequence_set) = set.as_ref().and_then(sequence_set) else {
            return Step::Wait;
        };
        self.outstanding += 1;
        let fetch = CommandBody::Fetch {
            sequence_set,
            macro_or_item_names: vec![MessageDataItemName::Uid, MessageDataItemName::Flags].into(),
            uid: true,
            modifiers: Vec::new(),
        };
        Step::Send(Command::new(0, Access::Selected, Wording::Codec(fetch)))
    }
    fn complete(&mut self, _: u32, status: &Status, _: &mut Session, _: &mut Events) {
        self.outstanding = self.outstanding.saturating_sub(1);
        if !status.is_ok() {
            let refused = Err(refusal(status, ProblemKind::ServerRefused));
            self.refused.get_or_insert(refused);
        }
    }
    fn outcome(&self) -> Option<Outcome> {
        let is_done = self.outstanding == 0 && self.waiting.is_empty();
        is_done.then(|| self.refused.clone().unwrap_or(Ok(())))
    }
}
