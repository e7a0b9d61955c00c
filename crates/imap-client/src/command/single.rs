//! Requests that are one command: worded when its turn has come, and ended by
//! its answer. The verbs say what is particular to them ([`Question`]).

use super::{Answer, Command, Events, Step, Work};
use crate::event::{Outcome, Refusal};
use crate::pipeline::Access;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;

/// What is particular to a request of one command.
pub(crate) trait Question {
    /// What the command works on.
    fn access(&self) -> Access {
        Access::Connection
    }
    /// Whether it names no mailbox ([`Work::is_worded_alike`]).
    fn is_worded_alike(&self) -> bool {
        self.access() != Access::Connection
    }
    /// Whether it can be worded now: mostly not before it is known what the
    /// server can do.
    fn is_due(&self, session: &Session) -> bool {
        session.capabilities.is_usable()
    }
    /// Nothing need be asked: it ends well at once.
    fn is_needless(&self) -> bool {
        false
    }
    /// The command, or why there is none.
    fn wording(&self, session: &Session) -> Result<Wording, Refusal>;
    /// Looks at an answer while the command is under way; true if it was its own.
    fn observe(&mut self, _: &mut Answer<'_>, _: &Session) -> bool {
        false
    }
    /// The command was answered: how the request ended, or `None` where it is to
    /// be asked once more in other words.
    fn end(
        &mut self,
        status: &Status,
        session: &mut Session,
        events: &mut Events,
    ) -> Option<Outcome>;
}

/// How far it has come.
enum Stage {
    Waiting,
    UnderWay,
    Ended(Outcome),
}

/// A request of one command.
pub(crate) struct Single {
    question: Box<dyn Question>,
    stage: Stage,
}

impl Single {
    pub(crate) fn new(question: impl Question + 'static) -> Self {
        Self {
            question: Box::new(question),
            stage: Stage::Waiting,
        }
    }
}

impl Work for Single {
    fn access(&self) -> Access {
        self.question.access()
    }

    fn is_worded_alike(&self) -> bool {
        self.question.is_worded_alike()
    }

    fn next_command(&mut self, session: &Session) -> Step {
        if !matches!(self.stage, Stage::Waiting) || !self.question.is_due(session) {
            return Step::Wait;
        }
        if self.question.is_needless() {
            self.stage = Stage::Ended(Ok(()));
            return Step::Wait;
        }
        match self.question.wording(session) {
            Ok(wording) => {
                self.stage = Stage::UnderWay;
                Step::Send(Command::new(0, self.access(), wording))
            }
            Err(refusal) => {
                self.stage = Stage::Ended(Err(refusal));
                Step::Wait
            }
        }
    }

    fn observe(&mut self, answer: &mut Answer<'_>, session: &Session, _: &mut Events) -> bool {
        matches!(self.stage, Stage::UnderWay) && self.question.observe(answer, session)
    }

    fn complete(&mut self, _: u32, status: &Status, session: &mut Session, events: &mut Events) {
        self.stage = match self.question.end(status, session, events) {
            Some(outcome) => Stage::Ended(outcome),
            None => Stage::Waiting,
        };
    }

    fn outcome(&self) -> Option<Outcome> {
        match &self.stage {
            Stage::Ended(outcome) => Some(outcome.clone()),
            Stage::Waiting | Stage::UnderWay => None,
        }
    }
}
