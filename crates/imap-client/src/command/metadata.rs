//! GETMETADATA and SETMETADATA (RFC 5464 §4.2, §4.3).

use super::not_offered::not_offered;
use super::{Answer, Command, Events, Step, Work};
use crate::event::{Event, Outcome, Refusal};
use crate::extension::metadata::{Annotation, VALUE_LIMIT, is_offered};
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::request::RequestId;
use crate::response::{Fact, Status, StatusKind};
use crate::session::Session;
use crate::wire::Wording;
use crate::words::{Unspeakable, Words};
use mail_model::{MailboxName, Problem, ProblemKind};

/// The mailbox's raw name; the server's is empty (§4).
fn raw(mailbox: Option<&MailboxName>, session: &Session) -> Vec<u8> {
    mailbox.map_or_else(Vec::new, |mailbox| session.names.encoded(mailbox))
}

fn unspeakable(Unspeakable: Unspeakable) -> Refusal {
    Refusal {
        problem: Problem::new(ProblemKind::MailboxUnavailable),
        is_certain: true,
    }
}

/// Asks for annotations.
#[derive(Debug)]
pub(crate) struct FetchMetadata {
    id: RequestId,
    mailbox: Option<MailboxName>,
    entries: Vec<Annotation>,
    /// The server did not take the limit of the values' size.
    has_no_limit: bool,
    is_under_way: bool,
    outcome: Option<Outcome>,
}

impl FetchMetadata {
    pub(crate) fn new(id: RequestId, mailbox: Option<MailboxName>, entries: Vec<String>) -> Self {
        Self {
            id,
            mailbox,
            // Nothing is asked where nothing is wanted.
            outcome: entries.is_empty().then_some(Ok(())),
            entries: entries.into_iter().map(|name| (name, None)).collect(),
            has_no_limit: false,
            is_under_way: false,
        }
    }

    fn words(&self, session: &Session) -> Result<Words, Unspeakable> {
        let mut words = Words::new("GETMETADATA ");
        if !self.has_no_limit {
            words.push("(MAXSIZE ");
            words.push(VALUE_LIMIT);
            words.push(") ");
        }
        words.name(&raw(self.mailbox.as_ref(), session))?;
        let mut before = " (";
        for (name, _) in &self.entries {
            words.push(before);
            words.text(name)?;
            before = " ";
        }
        words.push(")");
        Ok(words)
    }

    fn wording(&self, session: &Session) -> Result<Wording, Refusal> {
        if !is_offered(&session.capabilities, self.mailbox.is_some()) {
            return Err(not_offered());
        }
        self.words(session).map(Wording::Words).map_err(unspeakable)
    }
}

impl Work for FetchMetadata {
    fn access(&self) -> Access {
        Access::Connection
    }

    fn next_command(&mut self, session: &Session) -> Step {
        if self.is_under_way || self.outcome.is_some() || !session.capabilities.is_usable() {
            return Step::Wait;
        }
        match self.wording(session) {
            Ok(wording) => {
                self.is_under_way = true;
                Step::Send(Command::new(0, Access::Connection, wording))
            }
            Err(refusal) => {
                self.outcome = Some(Err(refusal));
                Step::Wait
            }
        }
    }

    fn observe(&mut self, answer: &mut Answer<'_>, session: &Session, _: &mut Events) -> bool {
        let Answer::Fact(Fact::Metadata(mailbox, told)) = answer else {
            return false;
        };
        if !self.is_under_way || *mailbox != raw(self.mailbox.as_ref(), session) {
            return false;
        }
        // Names are told in whatever case (§3.2).
        for (name, value) in told {
            for (wanted, kept) in &mut self.entries {
                if wanted.eq_ignore_ascii_case(name) {
                    kept.clone_from(value);
                }
            }
        }
        true
    }

    fn complete(&mut self, _: u32, status: &Status, _: &mut Session, events: &mut Events) {
        self.is_under_way = false;
        if status.is_ok() {
            events.push_back(Event::Metadata {
                request: self.id,
                entries: core::mem::take(&mut self.entries),
            });
            self.outcome = Some(Ok(()));
        } else if status.kind == StatusKind::Bad && !self.has_no_limit {
            // The RFC's grammar and its examples disagree on where options stand.
            self.has_no_limit = true;
        } else {
            self.outcome = Some(Err(refusal(status, ProblemKind::ServerRefused)));
        }
    }

    fn outcome(&self) -> Option<Outcome> {
        self.outcome.clone()
    }
}

/// Sets annotations.
#[derive(Debug)]
pub(crate) struct SetMetadata {
    mailbox: Option<MailboxName>,
    entries: Vec<Annotation>,
    is_under_way: bool,
    outcome: Option<Outcome>,
}

impl SetMetadata {
    pub(crate) fn new(mailbox: Option<MailboxName>, entries: Vec<Annotation>) -> Self {
        Self {
            mailbox,
            outcome: entries.is_empty().then_some(Ok(())),
            entries,
            is_under_way: false,
        }
    }

    fn words(&self, session: &Session) -> Result<Words, Unspeakable> {
        let mut words = Words::new("SETMETADATA ");
        words.name(&raw(self.mailbox.as_ref(), session))?;
        let mut before = " (";
        for (name, value) in &self.entries {
            words.push(before);
            words.text(name)?;
            words.push(" ");
            match value {
                Some(value) => words.content(value),
                None => words.push("NIL"),
            }
            before = " ";
        }
        words.push(")");
        Ok(words)
    }
}

impl Work for SetMetadata {
    fn access(&self) -> Access {
        Access::Connection
    }

    fn next_command(&mut self, session: &Session) -> Step {
        if self.is_under_way || self.outcome.is_some() || !session.capabilities.is_usable() {
            return Step::Wait;
        }
        let words = if is_offered(&session.capabilities, self.mailbox.is_some()) {
            self.words(session).map_err(unspeakable)
        } else {
            Err(not_offered())
        };
        match words {
            Ok(words) => {
                self.is_under_way = true;
                let wording = Wording::Words(words);
                Step::Send(Command::new(0, Access::Connection, wording))
            }
            Err(refusal) => {
                self.outcome = Some(Err(refusal));
                Step::Wait
            }
        }
    }

    fn complete(&mut self, _: u32, status: &Status, _: &mut Session, _: &mut Events) {
        self.is_under_way = false;
        self.outcome = Some(if status.is_ok() {
            Ok(())
        } else {
            Err(refusal(status, ProblemKind::ChangeRefused))
        });
    }

    fn outcome(&self) -> Option<Outcome> {
        self.outcome.clone()
    }
}
