//! COPY (RFC 9051 §6.4.7), and MOVE (RFC 6851) where the server has it. Where
//! it has not, each piece is copied and then removed: only after the server's
//! OK to the copy, and only what it says it has copied.

use super::course::Course;
use super::expunge::Removal;
use super::{Answer, Command, Events, Step, Work};
use crate::event::{Event, Outcome, Refusal};
use crate::pipeline::Access;
use crate::request::RequestId;
use crate::response::{Code, Status};
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;
use mail_model::{MailboxName, Problem, ProblemKind, UidMap, UidSet};

/// So many messages are copied or moved by one command: a server may take its
/// time for each, and answers nothing else meanwhile.
const PIECE: u32 = 2_000;
/// Labels of COPY and MOVE are the pieces' numbers with this on top; those below
/// are the removal's.
const TRANSFER: u32 = 1 << 31;
/// The label of the NOOP before the first COPY.
const LOOK: u32 = u32::MAX;

/// Copies or moves messages.
#[derive(Debug)]
pub(crate) struct Transfer {
    request: RequestId,
    to: MailboxName,
    course: Course,
    /// What is copied is removed; done by MOVE itself where that is offered.
    moves: bool,
    /// Removes what was copied, where MOVE is not offered.
    removal: Removal,
    /// The server was told to look what is in the mailbox.
    has_looked: bool,
}

impl Transfer {
    /// Copies.
    pub(crate) fn copy(request: RequestId, uids: UidSet, to: MailboxName) -> Self {
        Self::new(request, uids, to, false)
    }
    /// Moves.
    pub(crate) fn r#move(request: RequestId, uids: UidSet, to: MailboxName) -> Self {
        Self::new(request, uids, to, true)
    }
    fn new(request: RequestId, uids: UidSet, to: MailboxName, moves: bool) -> Self {
        Self {
            request,
            to,
            course: Course::new(request, uids),
            moves,
            removal: Removal::of_what_comes(),
            has_looked: false,
        }
    }
    fn is_move_offered(session: &Session) -> bool {
        session.capabilities.has("MOVE") || session.capabilities.has("IMAP4REV2")
    }
    fn tell(&mut self, map: &UidMap, events: &mut Events) {
        self.course.note_change();
        events.push_back(Event::Copied {
            request: self.request,
            map: map.clone(),
        });
    }
}

impl Work for Transfer {
    fn access(&self) -> Access {
        Access::Change
    }
    fn next_command(&mut self, session: &Session) -> Step {
        if !session.capabilities.is_usable() {
            return Step::Wait;
        }
        if self.course.is_over() {
            self.removal.add_nothing_more();
        }
        if let Some(command) = self.removal.next_command(session) {
            return Step::Send(command);
        }
        // COPY skips what its session was not told of yet, and without COPYUID
        // nobody would know: it must not be removed for having been skipped.
        let removes_blindly =
            self.moves && !Self::is_move_offered(session) && !session.capabilities.has("UIDPLUS");
        if removes_blindly && !core::mem::replace(&mut self.has_looked, true) {
            let noop = Wording::Words(Words::new("NOOP"));
            return Step::Send(Command::new(LOOK, Access::Change, noop));
        }
        let Some((number, piece)) = self.course.next(session, PIECE) else {
            return Step::Wait;
        };
        let mut words = Words::new(match self.moves && Self::is_move_offered(session) {
            true => "UID MOVE ",
            false => "UID COPY ",
        });
        words.uids(&piece);
        words.push(" ");
        if words.mailbox(&session.names.encoded(&self.to)).is_err() {
            self.course.withdraw(number);
            self.course.refuse(Refusal {
                problem: Problem::new(ProblemKind::MailboxUnavailable),
                is_certain: true,
            });
            self.removal.add_nothing_more();
            return Step::Wait;
        }
        let label = number | TRANSFER;
        Step::Send(Command::new(label, Access::Change, Wording::Words(words)))
    }
    /// MOVE tells its copies before the messages leave (RFC 6851 §4.3).
    fn observe(&mut self, answer: &mut Answer<'_>, _: &Session, events: &mut Events) -> bool {
        match answer {
            Answer::Status(Status {
                code: Some(Code::CopyUid(map)),
                ..
            }) if self.course.covers(&map.sources()) => {
                self.tell(map, events);
                true
            }
            answer => self.removal.observe(answer),
        }
    }
    fn complete(
        &mut self,
        label: u32,
        status: &Status,
        session: &mut Session,
        events: &mut Events,
    ) {
        if label == LOOK {
            return;
        }
        if label & TRANSFER == 0 {
            self.removal.complete(label, status, events);
            return;
        }
        let map = match &status.code {
            Some(Code::CopyUid(map)) if self.course.covers(&map.sources()) => Some(map),
            _ => None,
        };
        if let Some(map) = map {
            self.tell(map, events);
        }
        let piece = self.course.ended(label & !TRANSFER, status, events);
        if let Some(piece) = piece.filter(|_| status.is_ok())
            && self.moves
            && !Self::is_move_offered(session)
        {
            // What the server names as copied; all, where it names nothing.
            let copied = map.map_or(piece, UidMap::sources);
            self.removal.add(&copied);
        }
        if self.course.is_over() {
            self.removal.add_nothing_more();
        }
    }
    fn outcome(&self) -> Option<Outcome> {
        let outcome = self.course.outcome()?;
        if !self.moves {
            return Some(outcome);
        }
        // What was copied is there: it is not certain that nothing happened.
        match self.removal.outcome()? {
            Err(refusal) => Some(Err(Refusal {
                is_certain: false,
                ..refusal
            })),
            Ok(()) => Some(outcome),
        }
    }
    fn stop(&mut self) -> bool {
        self.course.stop();
        if self.course.is_over() {
            self.removal.add_nothing_more();
        }
        true
    }
}
