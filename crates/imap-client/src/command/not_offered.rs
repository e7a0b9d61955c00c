//! What the server offers no way to do.

use super::{Events, Step, Work};
use crate::event::{Outcome, Refusal};
use crate::pipeline::Access;
use crate::response::Status;
use crate::session::Session;
use mail_model::{Problem, ProblemKind};

/// Ends at once, and nothing is sent.
#[derive(Debug)]
pub(crate) struct NotOffered;

impl Work for NotOffered {
    fn access(&self) -> Access {
        Access::Connection
    }
    fn next_command(&mut self, _: &Session) -> Step {
        Step::Wait
    }
    fn complete(&mut self, _: u32, _: &Status, _: &mut Session, _: &mut Events) {}
    fn outcome(&self) -> Option<Outcome> {
        Some(Err(not_offered()))
    }
}

/// The server offers nothing that could do it.
pub(crate) fn not_offered() -> Refusal {
    Refusal {
        problem: Problem::new(ProblemKind::NotOffered),
        is_certain: true,
    }
}
