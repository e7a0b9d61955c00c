//! NOOP (RFC 9051 §6.1.2): asks for news, and whether the server is still there.

use super::{Command, Events, Step, Work};
use crate::event::Outcome;
use crate::pipeline::Access;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use imap_codec::imap_types::command::CommandBody;

/// One NOOP.
#[derive(Debug, Default)]
pub(crate) struct Noop {
    is_sent: bool,
    is_done: bool,
}

impl Work for Noop {
    fn access(&self) -> Access {
        Access::Connection
    }
    fn next_command(&mut self, _: &Session) -> Step {
        if core::mem::replace(&mut self.is_sent, true) {
            return Step::Wait;
        }
        Step::Send(Command::new(
            0,
            Access::Connection,
            Wording::Codec(CommandBody::Noop),
        ))
    }
    fn complete(&mut self, _: u32, _: &Status, _: &mut Session, _: &mut Events) {
        // Whatever it says, the server answered, which is what was asked.
        self.is_done = true;
    }
    fn outcome(&self) -> Option<Outcome> {
        self.is_done.then_some(Ok(()))
    }
}
