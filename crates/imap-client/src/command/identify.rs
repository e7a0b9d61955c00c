//! ID (RFC 2971): says who we are. Some servers refuse SELECT without it.

use super::{Command, Events, Step, Work};
use crate::event::Outcome;
use crate::pipeline::Access;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;

/// Tells the program's name and version.
#[derive(Debug)]
pub(crate) struct Identify {
    words: Option<Words>,
    is_done: bool,
}

impl Identify {
    pub(crate) fn new(name: &str, version: &str) -> Self {
        let mut words = Words::new("ID (\"name\" ");
        words.content(name.as_bytes());
        words.push(" \"version\" ");
        words.content(version.as_bytes());
        words.push(")");
        Self {
            words: Some(words),
            is_done: false,
        }
    }
}

impl Work for Identify {
    fn is_worded_alike(&self) -> bool {
        true
    }
    fn access(&self) -> Access {
        Access::Connection
    }
    fn next_command(&mut self, _: &Session) -> Step {
        match self.words.take() {
            Some(words) => Step::Send(Command::new(0, Access::Connection, Wording::Words(words))),
            None => Step::Wait,
        }
    }
    fn complete(&mut self, _: u32, _: &Status, _: &mut Session, _: &mut Events) {
        self.is_done = true;
    }
    fn outcome(&self) -> Option<Outcome> {
        self.is_done.then_some(Ok(()))
    }
}
