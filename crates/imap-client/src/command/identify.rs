//! ID (RFC 2971): says who we are. Some servers refuse SELECT without it.

use super::{Command, Events, Step, Work};
use crate::event::Outcome;
use crate::pipeline::Access;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use imap_codec::imap_types::command::CommandBody;
use imap_codec::imap_types::core::{IString, NString};

/// Tells the program's name and version.
#[derive(Debug)]
pub(crate) struct Identify {
    parameters: Option<Vec<(IString<'static>, NString<'static>)>>,
    is_done: bool,
}

impl Identify {
    pub(crate) fn new(name: &str, version: &str) -> Self {
        let pair = |key: &'static str, value: &str| {
            let value = value.to_owned();
            Some((IString::try_from(key).ok()?, NString::try_from(value).ok()?))
        };
        let parameters: Vec<_> = [pair("name", name), pair("version", version)]
            .into_iter()
            .flatten()
            .collect();
        Self {
            parameters: Some(parameters),
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
        match self.parameters.take() {
            Some(parameters) => Step::Send(Command::new(
                0,
                Access::Connection,
                Wording::Codec(CommandBody::Id {
                    parameters: Some(parameters),
                }),
            )),
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
