//! MYRIGHTS, GETACL, SETACL and DELETEACL (RFC 4314 §3).

use super::not_offered::not_offered;
use super::{Answer, Command, Events, Step, Work};
use crate::event::{Event, Outcome, Refusal};
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::request::RequestId;
use crate::response::{Fact, Status};
use crate::session::Session;
use crate::wire::Wording;
use crate::words::{Unspeakable, Words};
use mail_model::{AclEntry, MailboxName, Problem, ProblemKind, Rights};

/// What is asked.
#[derive(Debug)]
enum Question {
    /// What the person may do; the reducer takes the answer.
    Mine,
    /// Who may do what.
    All,
    /// From now on somebody may do this; with `None` nothing special is said of them.
    Set(String, Option<Rights>),
}

/// Asks for the rights of a mailbox, or sets somebody's.
#[derive(Debug)]
pub(crate) struct AskRights {
    id: RequestId,
    mailbox: MailboxName,
    question: Question,
    is_under_way: bool,
    entries: Vec<AclEntry>,
    outcome: Option<Outcome>,
}

impl AskRights {
    fn new(id: RequestId, mailbox: MailboxName, question: Question) -> Self {
        Self {
            id,
            mailbox,
            question,
            is_under_way: false,
            entries: Vec::new(),
            outcome: None,
        }
    }
    pub(crate) fn mine(id: RequestId, mailbox: MailboxName) -> Self {
        Self::new(id, mailbox, Question::Mine)
    }
    pub(crate) fn all(id: RequestId, mailbox: MailboxName) -> Self {
        Self::new(id, mailbox, Question::All)
    }
    pub(crate) fn set(
        id: RequestId,
        mailbox: MailboxName,
        identifier: String,
        rights: Option<Rights>,
    ) -> Self {
        Self::new(id, mailbox, Question::Set(identifier, rights))
    }

    fn words(&self, session: &Session) -> Result<Words, Unspeakable> {
        let mut words = Words::new(match &self.question {
            Question::Mine => "MYRIGHTS ",
            Question::All => "GETACL ",
            Question::Set(_, Some(_)) => "SETACL ",
            Question::Set(_, None) => "DELETEACL ",
        });
        words.name(&session.names.encoded(&self.mailbox))?;
        if let Question::Set(identifier, rights) = &self.question {
            words.push(" ");
            words.text(identifier)?;
            if let Some(rights) = rights {
                words.push(" ");
                words.text(&letters(rights, session))?;
            }
        }
        Ok(words)
    }

    fn wording(&self, session: &Session) -> Result<Wording, Refusal> {
        if !session.capabilities.has("ACL") {
            return Err(not_offered());
        }
        let words = self.words(session).map_err(|Unspeakable| Refusal {
            problem: Problem::new(ProblemKind::MailboxUnavailable),
            is_certain: true,
        })?;
        Ok(Wording::Words(words))
    }
}

/// The rights in letters that the server knows: RFC 4314 split the `c` and `d`
/// of RFC 2086, and says so by RIGHTS= (§2.2). A server without that takes no
/// letter that it does not know.
fn letters(rights: &Rights, session: &Session) -> String {
    let has_new = session.capabilities.value("RIGHTS=").is_some();
    let mut letters = String::new();
    for letter in rights.to_string().chars() {
        let known = match letter {
            'k' | 'x' if !has_new => 'c',
            't' | 'e' if !has_new => 'd',
            letter => letter,
        };
        if !letters.contains(known) {
            letters.push(known);
        }
    }
    letters
}

impl Work for AskRights {
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
        let (Answer::Fact(Fact::Acl(mailbox, entries)), Question::All) = (answer, &self.question)
        else {
            return false;
        };
        let is_own = self.is_under_way && *mailbox == session.names.encoded(&self.mailbox);
        if is_own {
            self.entries.clone_from(entries);
        }
        is_own
    }

    fn complete(&mut self, _: u32, status: &Status, _: &mut Session, events: &mut Events) {
        self.is_under_way = false;
        if !status.is_ok() {
            let default = match self.question {
                Question::Mine | Question::All => ProblemKind::ServerRefused,
                Question::Set(..) => ProblemKind::ChangeRefused,
            };
            self.outcome = Some(Err(refusal(status, default)));
            return;
        }
        if matches!(self.question, Question::All) {
            events.push_back(Event::Acl {
                request: self.id,
                entries: core::mem::take(&mut self.entries),
            });
        }
        self.outcome = Some(Ok(()));
    }

    fn outcome(&self) -> Option<Outcome> {
        self.outcome.clone()
    }
}
