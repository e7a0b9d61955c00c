//! ENABLE (RFC 5161): has the server tell of changes with their modification
//! sequences, and of what vanished by UID, from the start (RFC 7162 §3.1.8, §3.2.3);
//! and take and tell names in UTF-8, and messages whose headers are in it (UTF8=ACCEPT,
//! RFC 6855).

use super::{Command, Events, Step, Work};
use crate::capability::Capabilities;
use crate::event::Outcome;
use crate::mailbox_name::NameForm;
use crate::pipeline::Access;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;

/// How a server that cannot be asked first is asked for all: it must ignore
/// what it does not know (RFC 5161 §3.1).
const BLINDLY: &[u8] = b"ENABLE CONDSTORE QRESYNC UTF8=ACCEPT";

/// `ENABLE`. Nothing waits for the answer.
#[derive(Debug)]
pub(crate) struct Enable {
    words: Option<Vec<u8>>,
    is_done: bool,
}

impl Enable {
    /// What is worth enabling of what the server can do, if anything. Where
    /// what it can do after the login is not known, it suffices that it knows
    /// ENABLE before.
    pub(crate) fn new(capabilities: &Capabilities) -> Option<Self> {
        if !capabilities.has("ENABLE") && !capabilities.has("IMAP4REV2") {
            return None;
        }
        let mut words = b"ENABLE".to_vec();
        if !capabilities.is_usable() {
            words = BLINDLY.to_vec();
        } else if capabilities.has("QRESYNC") {
            words.extend_from_slice(b" QRESYNC");
        } else if capabilities.has("CONDSTORE") {
            words.extend_from_slice(b" CONDSTORE");
        }
        // UTF8=ONLY means that it must be asked for (RFC 6855 §6).
        if capabilities.is_usable()
            && (capabilities.has("UTF8=ACCEPT") || capabilities.has("UTF8=ONLY"))
        {
            words.extend_from_slice(b" UTF8=ACCEPT");
        }
        (words != b"ENABLE").then_some(Self {
            words: Some(words),
            is_done: false,
        })
    }

    /// Whether it asks for names in UTF-8.
    pub(crate) fn asks_for_utf8(&self) -> bool {
        let words = self.words.as_deref();
        words.is_some_and(|words| words.ends_with(b"UTF8=ACCEPT"))
    }
}

impl Work for Enable {
    fn access(&self) -> Access {
        Access::Enable
    }
    fn next_command(&mut self, _: &Session) -> Step {
        match self.words.take() {
            Some(words) => {
                let wording = Wording::Extension(words);
                Step::Send(Command::new(0, Access::Enable, wording))
            }
            None => Step::Wait,
        }
    }
    fn complete(&mut self, _: u32, _: &Status, session: &mut Session, _: &mut Events) {
        self.is_done = true;
        session.enabled.is_asked = false;
        if session.names.form() == NameForm::Undecided {
            session.names.set_form(NameForm::Encoded);
        }
    }
    fn outcome(&self) -> Option<Outcome> {
        self.is_done.then_some(Ok(()))
    }
}
