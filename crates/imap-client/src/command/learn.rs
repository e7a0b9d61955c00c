//! The UIDs of messages that arrived and that nobody has asked for since.

use super::set::sequence_range;
use super::{Command, Events, Step, Work};
use crate::event::Outcome;
use crate::pipeline::Access;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use imap_codec::imap_types::command::CommandBody;
use imap_codec::imap_types::fetch::MessageDataItemName;

/// Asks for the UIDs of a range of sequence numbers; the reducer takes them.
#[derive(Debug)]
pub(crate) struct LearnUids {
    range: Option<(u32, u32)>,
    is_done: bool,
}

impl LearnUids {
    pub(crate) fn new(first: u32, last: u32) -> Self {
        Self {
            range: Some((first, last)),
            is_done: false,
        }
    }
}

impl Work for LearnUids {
    fn access(&self) -> Access {
        Access::Selected
    }
    fn next_command(&mut self, _: &Session) -> Step {
        let Some((first, last)) = self.range.take() else {
            return Step::Wait;
        };
        let Some(sequence_set) = sequence_range(first, last) else {
            self.is_done = true;
            return Step::Wait;
        };
        let fetch = CommandBody::Fetch {
            sequence_set,
            macro_or_item_names: vec![MessageDataItemName::Uid].into(),
            uid: false,
            modifiers: Vec::new(),
        };
        Step::Send(Command::new(0, Access::Selected, Wording::Codec(fetch)))
    }
    fn complete(&mut self, _: u32, _: &Status, _: &mut Session, _: &mut Events) {
        self.is_done = true;
    }
    fn outcome(&self) -> Option<Outcome> {
        self.is_done.then_some(Ok(()))
    }
}
