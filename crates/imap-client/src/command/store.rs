//! STORE (RFC 9051 §6.4.6), under a condition where that is wished for
//! (RFC 7162 §3.1.3).
//!
//! Of few messages the server tells the new flags, and its answer is the truth
//! that the reducer hands on. Of many it is asked not to: their flags would be
//! megabytes, and say no more than its OK does.

use super::course::Course;
use super::{Command, Events, Step, Work};
use crate::event::{Event, Outcome, Refusal};
use crate::pipeline::Access;
use crate::request::RequestId;
use crate::response::{Code, Status};
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;
use mail_model::{Flag, ModSeq, Problem, ProblemKind, UidSet};

/// Of so many messages the new flags are told one by one.
pub(crate) const TOLD_LIMIT: u32 = 200;
/// So many messages are changed by one command.
const PIECE: u32 = 10_000;

/// Sets or clears flags.
#[derive(Debug)]
pub(crate) struct Store {
    request: RequestId,
    course: Course,
    flags: Vec<Flag>,
    /// How they are set or cleared.
    item: &'static str,
    unchanged_since: Option<ModSeq>,
}

impl Store {
    pub(crate) fn new(
        request: RequestId,
        uids: UidSet,
        flags: Vec<Flag>,
        set: bool,
        unchanged_since: Option<ModSeq>,
    ) -> Self {
        let item = match (set, uids.len() > TOLD_LIMIT) {
            (true, false) => " +FLAGS (",
            (true, true) => " +FLAGS.SILENT (",
            (false, false) => " -FLAGS (",
            (false, true) => " -FLAGS.SILENT (",
        };
        let uids = if flags.is_empty() {
            UidSet::new()
        } else {
            uids
        };
        Self {
            request,
            course: Course::new(request, uids),
            flags,
            item,
            unchanged_since,
        }
    }
}

impl Work for Store {
    fn access(&self) -> Access {
        Access::Change
    }
    fn next_command(&mut self, session: &Session) -> Step {
        if self.unchanged_since.is_some() && !session.capabilities.has("CONDSTORE") {
            if !session.capabilities.is_usable() {
                return Step::Wait;
            }
            self.course.refuse(Refusal {
                problem: Problem::new(ProblemKind::NotOffered),
                is_certain: true,
            });
        }
        let Some((number, piece)) = self.course.next(session, PIECE) else {
            return Step::Wait;
        };
        let mut words = Words::new("UID STORE ");
        words.uids(&piece);
        if let Some(since) = self.unchanged_since {
            words.push(" (UNCHANGEDSINCE ");
            words.number(since.0.get());
            words.push(")");
        }
        words.push(self.item);
        words.flags(&self.flags);
        words.push(")");
        Step::Send(Command::new(number, Access::Change, Wording::Words(words)))
    }
    fn complete(&mut self, number: u32, status: &Status, _: &mut Session, events: &mut Events) {
        if let Some(Code::Modified(uids)) = &status.code {
            events.push_back(Event::NotStored {
                request: self.request,
                uids: uids.clone(),
            });
            if !status.is_ok() {
                let words = &status.text;
                self.course.refuse(Refusal {
                    problem: Problem::with_words(ProblemKind::ChangedElsewhere, words),
                    is_certain: true,
                });
            }
        }
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
