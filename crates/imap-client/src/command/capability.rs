//! CAPABILITY (RFC 9051 §6.1.1), asked only of servers that did not tell by themselves.

use super::Events;
use super::single::Question;
use crate::event::{Outcome, Refusal};
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;

/// Asks what the server can do; the reducer takes the answer.
#[derive(Debug)]
pub(crate) struct AskCapabilities;

impl Question for AskCapabilities {
    fn is_worded_alike(&self) -> bool {
        true
    }
    fn is_due(&self, _: &Session) -> bool {
        true
    }
    fn wording(&self, _: &Session) -> Result<Wording, Refusal> {
        Ok(Wording::Words(Words::new("CAPABILITY")))
    }
    fn end(&mut self, _: &Status, session: &mut Session, _: &mut Events) -> Option<Outcome> {
        // A server that refuses to tell has told that it can do nothing special.
        if !session.capabilities.is_told() {
            let known = session.capabilities.to_vec();
            session.capabilities.tell(known);
        }
        Some(Ok(()))
    }
}
