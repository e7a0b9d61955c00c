//! CAPABILITY (RFC 9051 §6.1.1), asked only of servers that did not tell by themselves.

use super::{Command, Events, Step, Work};
use crate::event::Outcome;
use crate::pipeline::Access;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use imap_codec::imap_types::command::CommandBody;

/// Asks what the server can do; the reducer takes the answer.
#[derive(Debug, Default)]
pub(crate) struct AskCapabilities {
    is_sent: bool,
    is_done: bool,
}

impl Work for AskCapabilities {
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
            Wording::Codec(CommandBody::Capability),
        ))
    }
    fn complete(&mut self, _: u32, _: &Status, session: &mut Session, _: &mut Events) {
        // A server that refuses to tell has told that it can do nothing special.
        if !session.capabilities.is_told() {
            let known = session.capabilities.to_vec();
            session.capabilities.tell(known);
        }
        self.is_done = true;
    }
    fn outcome(&self) -> Option<Outcome> {
        self.is_done.then_some(Ok(()))
    }
}
