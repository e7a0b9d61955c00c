//! COMPRESS (RFC 4978), sent when nobody waits.

use super::{Command, Events, Step, Work};
use crate::event::Outcome;
use crate::extension::compress::{COMMAND, Compression};
use crate::pipeline::Access;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;

/// Asks for compression.
#[derive(Debug, Default)]
pub(crate) struct Compress {
    is_sent: bool,
    is_done: bool,
}

impl Work for Compress {
    fn access(&self) -> Access {
        Access::Exclusive
    }
    fn next_command(&mut self, _: &Session) -> Step {
        if core::mem::replace(&mut self.is_sent, true) {
            return Step::Wait;
        }
        let wording = Wording::Extension(COMMAND.to_vec());
        Step::Send(Command::new(0, Access::Exclusive, wording))
    }
    fn complete(&mut self, _: u32, status: &Status, session: &mut Session, _: &mut Events) {
        self.is_done = true;
        session.compression = if status.is_ok() {
            Compression::On
        } else {
            Compression::Refused
        };
    }
    fn outcome(&self) -> Option<Outcome> {
        self.is_done.then_some(Ok(()))
    }
}
