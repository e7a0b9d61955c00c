//! ENABLE (RFC 5161): has the server tell of changes with their modification
//! sequences, and of what vanished by UID, from the start (RFC 7162 §3.1.8, §3.2.3).

use super::{Command, Events, Step, Work};
use crate::capability::Capabilities;
use crate::event::Outcome;
use crate::pipeline::Access;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;

/// How a server that cannot be asked first is asked for all: it must ignore
/// what it does not know (RFC 5161 §3.1).
const BLINDLY: &[u8] = b"ENABLE CONDSTORE QRESYNC";

/// `ENABLE`. Nothing waits for the answer.
#[derive(Debug)]
pub(crate) struct Enable {
    words: Option<&'static [u8]>,
    is_done: bool,
}

impl Enable {
    /// What is worth enabling of what the server can do, if anything. Where
    /// what it can do after the login is not known, it suffices that it knows
    /// ENABLE before.
    pub(crate) fn new(capabilities: &Capabilities) -> Option<Self> {
        let has_enable = capabilities.has("ENABLE") || capabilities.has("IMAP4REV2");
        let words: Option<&[u8]> = if !has_enable {
            None
        } else if !capabilities.is_usable() {
            Some(BLINDLY)
        } else if capabilities.has("QRESYNC") {
            Some(b"ENABLE QRESYNC")
        } else if capabilities.has("CONDSTORE") {
            Some(b"ENABLE CONDSTORE")
        } else {
            None
        };
        words.map(|words| Self {
            words: Some(words),
            is_done: false,
        })
    }
}

impl Work for Enable {
    fn access(&self) -> Access {
        Access::Enable
    }
    fn next_command(&mut self, _: &Session) -> Step {
        match self.words.take() {
            Some(words) => {
                let wording = Wording::Extension(words.to_vec());
                Step::Send(Command::new(0, Access::Enable, wording))
            }
            None => Step::Wait,
        }
    }
    fn complete(&mut self, _: u32, _: &Status, session: &mut Session, _: &mut Events) {
        self.is_done = true;
        session.enabled.is_asked = false;
    }
    fn outcome(&self) -> Option<Outcome> {
        self.is_done.then_some(Ok(()))
    }
}
