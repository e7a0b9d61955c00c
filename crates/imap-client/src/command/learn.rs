//! The UIDs of messages that arrived and that nobody has asked for since.

use super::{Command, Events, Step, Work};
use crate::event::Outcome;
use crate::pipeline::Access;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;

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
        if first == 0 || first > last {
            self.is_done = true;
            return Step::Wait;
        }
        let mut words = Words::new("FETCH ");
        words.range(first, last);
        words.push(" UID");
        Step::Send(Command::new(0, Access::Selected, Wording::Words(words)))
    }
    fn complete(&mut self, _: u32, _: &Status, _: &mut Session, _: &mut Events) {
        self.is_done = true;
    }
    fn outcome(&self) -> Option<Outcome> {
        self.is_done.then_some(Ok(()))
    }
}
