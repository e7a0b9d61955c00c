//! NOOP (RFC 9051 §6.1.2): asks for news, and whether the server is still there.

use super::Events;
use super::single::Question;
use crate::event::{Outcome, Refusal};
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;

/// One NOOP.
#[derive(Debug)]
pub(crate) struct Noop;

impl Question for Noop {
    fn is_worded_alike(&self) -> bool {
        true
    }
    fn is_due(&self, _: &Session) -> bool {
        true
    }
    fn wording(&self, _: &Session) -> Result<Wording, Refusal> {
        Ok(Wording::Words(Words::new("NOOP")))
    }
    fn end(&mut self, _: &Status, _: &mut Session, _: &mut Events) -> Option<Outcome> {
        // Whatever it says, the server answered, which is what was asked.
        Some(Ok(()))
    }
}
