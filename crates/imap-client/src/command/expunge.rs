//! Removing messages for ever, and no others.
//!
//! With UIDPLUS (RFC 4315 §2.1) each piece is marked as deleted and expunged by
//! name; the second command rides behind the first, for where nothing was marked
//! nothing is removed. Without it see `plain`.

mod plain;

use super::course::Course;
use super::{Answer, Command, Events, Step, Work};
use crate::event::{Outcome, Refusal};
use crate::extension::uidplus;
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::request::RequestId;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;
use mail_model::{ProblemKind, Set, UidSet};
use plain::Plain;

/// So many messages are removed by one command.
const PIECE: u32 = 2_000;
/// A command's label is its piece's number times two, and one more where it is
/// the second.
const MARK: u32 = 0;
const REMOVE: u32 = 1;

/// A request to remove messages.
#[derive(Debug)]
pub(crate) struct Expunge {
    removal: Removal,
}

impl Expunge {
    pub(crate) fn new(request: RequestId, uids: UidSet) -> Self {
        let mut removal = Removal::new(Course::new(request, uids));
        removal.add_nothing_more();
        Self { removal }
    }
}

impl Work for Expunge {
    fn access(&self) -> Access {
        Access::Change
    }
    fn next_command(&mut self, session: &Session) -> Step {
        if !session.capabilities.is_usable() {
            return Step::Wait;
        }
        match self.removal.next_command(session) {
            Some(command) => Step::Send(command),
            None => Step::Wait,
        }
    }
    fn observe(&mut self, answer: &mut Answer<'_>, _: &Session, _: &mut Events) -> bool {
        self.removal.observe(answer)
    }
    fn complete(&mut self, label: u32, status: &Status, _: &mut Session, events: &mut Events) {
        self.removal.complete(label, status, events);
    }
    fn outcome(&self) -> Option<Outcome> {
        self.removal.outcome()
    }
    fn stop(&mut self) -> bool {
        self.removal.stop();
        true
    }
}

/// The removal of messages, by itself or after they were copied.
#[derive(Debug)]
pub(crate) struct Removal {
    course: Course,
    /// The piece that was marked and is to be expunged next.
    marked: Option<(u32, UidSet)>,
    /// Pieces that could not be marked.
    unmarked: Set<u32>,
    /// All that is to be removed was named.
    is_whole: bool,
    /// How it goes without UIDPLUS.
    plain: Option<Plain>,
}

impl Removal {
    fn new(course: Course) -> Self {
        Self {
            course,
            marked: None,
            unmarked: Set::new(),
            is_whole: false,
            plain: None,
        }
    }
    /// The removal of messages that are still to be named.
    pub(crate) fn of_what_comes() -> Self {
        Self::new(Course::unheard())
    }
    /// These too.
    pub(crate) fn add(&mut self, uids: &UidSet) {
        self.course.add(uids);
    }
    /// All were named.
    pub(crate) fn add_nothing_more(&mut self) {
        self.is_whole = true;
    }
    /// What was not begun is not done.
    pub(crate) fn stop(&mut self) {
        self.course.stop();
    }

    /// The next command, as soon as it need not wait for an answer.
    pub(crate) fn next_command(&mut self, session: &Session) -> Option<Command> {
        if let Some(plain) = &mut self.plain {
            return plain.next_command(session);
        }
        if let Some((number, piece)) = self.marked.take() {
            let mut words = Words::new("UID EXPUNGE ");
            words.uids(&piece);
            return Some(change(2 * number + REMOVE, words));
        }
        if !uidplus::is_offered(&session.capabilities) {
            if self.is_whole && !self.course.is_over() {
                let uids = self.course.take_waiting();
                let plain = self.plain.insert(Plain::new(uids));
                return plain.next_command(session);
            }
            return None;
        }
        let (number, piece) = self.course.next(session, PIECE)?;
        let mark = mark_deleted(&piece, "+FLAGS.SILENT");
        self.marked = Some((number, piece));
        Some(change(2 * number + MARK, mark))
    }
    /// Looks at an answer; true if it was its own.
    pub(crate) fn observe(&mut self, answer: &mut Answer<'_>) -> bool {
        match &mut self.plain {
            Some(plain) => plain.observe(answer),
            None => false,
        }
    }
    /// A command of its ended.
    pub(crate) fn complete(&mut self, label: u32, status: &Status, events: &mut Events) {
        if let Some(plain) = &mut self.plain {
            plain.complete(label, status);
            return;
        }
        let number = label / 2;
        match label % 2 {
            MARK if status.is_ok() => self.course.note_change(),
            MARK => {
                self.unmarked.insert(number);
                self.course
                    .refuse(refusal(status, ProblemKind::ChangeRefused));
            }
            _ if self.unmarked.remove(&number) => self.course.withdraw(number),
            _ => {
                self.course.ended(number, status, events);
            }
        }
    }
    /// How it ended, once it has.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        match &self.plain {
            Some(plain) => plain.outcome(),
            None if self.is_whole && self.marked.is_none() => self.course.outcome(),
            None => None,
        }
    }
}

fn change(label: u32, words: Words) -> Command {
    Command::new(label, Access::Change, Wording::Words(words))
}

/// The STORE that sets or clears `\Deleted`, as its item says.
fn mark_deleted(uids: &UidSet, item: &'static str) -> Words {
    let mut words = Words::new("UID STORE ");
    words.uids(uids);
    words.push(" ");
    words.push(item);
    words.push(" (\\Deleted)");
    words
}

/// The refusal, unless something happened before it.
fn refused(refusal: &Option<Refusal>, has_changed: bool) -> Outcome {
    match refusal {
        None => Ok(()),
        Some(refusal) => Err(Refusal {
            is_certain: refusal.is_certain && !has_changed,
            ..refusal.clone()
        }),
    }
}
