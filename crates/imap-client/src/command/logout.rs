//! LOGOUT (RFC 9051 §6.1.3).

use super::{Command, Events, Step, Work};
use crate::event::Outcome;
use crate::pipeline::Access;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;

/// Ends the session in order.
#[derive(Debug, Default)]
pub(crate) struct Logout {
    is_sent: bool,
    is_done: bool,
}

impl Work for Logout {
    fn access(&self) -> Access {
        Access::Exclusive
    }
    fn next_command(&mut self, _: &Session) -> Step {
        if core::mem::replace(&mut self.is_sent, true) {
            return Step::Wait;
        }
        let wording = Wording::Words(Words::new("LOGOUT"));
        Step::Send(Command::new(0, Access::Exclusive, wording))
    }
    fn complete(&mut self, _: u32, _: &Status, _: &mut Session, _: &mut Events) {
        self.is_done = true;
    }
    fn outcome(&self) -> Option<Outcome> {
        self.is_done.then_some(Ok(()))
    }
}
