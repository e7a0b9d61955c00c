//! Gmail's labels, which are no flags and are not told as such.

use super::course::Course;
use super::{Command, Events, Step, Work};
use crate::event::{Outcome, Refusal};
use crate::extension::gmail;
use crate::pipeline::Access;
use crate::request::RequestId;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use mail_model::{Problem, ProblemKind, UidSet};

/// So many messages are changed by one command.
const PIECE: u32 = 2_000;
/// How long the labels of one command may be in all.
const LENGTH_LIMIT: usize = 1_000;

/// Sets or clears labels.
#[derive(Debug)]
pub(crate) struct StoreLabels {
    course: Course,
    labels: Vec<String>,
    set: bool,
}

impl StoreLabels {
    pub(crate) fn new(request: RequestId, uids: UidSet, labels: Vec<String>, set: bool) -> Self {
        Self {
            course: Course::new(
                request,
                if labels.is_empty() {
                    UidSet::new()
                } else {
                    uids
                },
            ),
            labels,
            set,
        }
    }
    fn refuse(&mut self, kind: ProblemKind) {
        self.course.refuse(Refusal {
            problem: Problem::new(kind),
            is_certain: true,
        });
    }
}

impl Work for StoreLabels {
    fn access(&self) -> Access {
        Access::Change
    }
    fn next_command(&mut self, session: &Session) -> Step {
        if !session.capabilities.is_usable() {
            return Step::Wait;
        }
        if !gmail::is_offered(&session.capabilities) {
            self.refuse(ProblemKind::NotOffered);
        } else if self.labels.iter().map(String::len).sum::<usize>() > LENGTH_LIMIT {
            self.refuse(ProblemKind::LimitExceeded);
        }
        let Some((number, piece)) = self.course.next(session, PIECE) else {
            return Step::Wait;
        };
        match gmail::store_labels(&piece, &self.labels, self.set, session.names.form()) {
            Some(store) => Step::Send(Command::new(
                number,
                Access::Change,
                Wording::Extension(store),
            )),
            None => Step::Wait,
        }
    }
    fn complete(&mut self, number: u32, status: &Status, _: &mut Session, events: &mut Events) {
        self.course.ended(number, status, events);
    }
    fn outcome(&self) -> Option<Outcome> {
        self.course.outcome()
    }
    fn stop(&mut self) -> bool {
        self.course.stop();
        true
    }
}
