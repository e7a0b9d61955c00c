//! ENABLE (RFC 5161): has the server tell of changes with their modification
//! sequences from the start (RFC 7162 §3.1.8).

use super::{Command, Events, Step, Work};
use crate::event::Outcome;
use crate::pipeline::Access;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use imap_codec::imap_types::command::CommandBody;
use imap_codec::imap_types::core::Vec1;
use imap_codec::imap_types::extensions::enable::CapabilityEnable;

/// `ENABLE CONDSTORE`. Nothing depends on the answer.
#[derive(Debug, Default)]
pub(crate) struct Enable {
    is_sent: bool,
    is_done: bool,
}

impl Work for Enable {
    fn access(&self) -> Access {
        Access::Enable
    }
    fn next_command(&mut self, _: &Session) -> Step {
        if core::mem::replace(&mut self.is_sent, true) {
            return Step::Wait;
        }
        let enable = CommandBody::Enable {
            capabilities: Vec1::from(CapabilityEnable::CondStore),
        };
        Step::Send(Command::new(0, Access::Enable, Wording::Codec(enable)))
    }
    fn complete(&mut self, _: u32, _: &Status, _: &mut Session, _: &mut Events) {
        self.is_done = true;
    }
    fn outcome(&self) -> Option<Outcome> {
        self.is_done.then_some(Ok(()))
    }
}
