//! MYRIGHTS, GETACL, SETACL and DELETEACL (RFC 4314 §3).

use super::not_offered::not_offered;
use super::single::Question;
use super::{Answer, Events};
use crate::event::{Event, Outcome, Refusal};
use crate::problem::refusal;
use crate::request::RequestId;
use crate::response::{Fact, Status};
use crate::session::Session;
use crate::wire::Wording;
use crate::words::{Unspeakable, Words};
use mail_model::{AclEntry, MailboxName, Problem, ProblemKind, Rights};

/// What is asked.
#[derive(Debug)]
enum Asked {
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
    asked: Asked,
    entries: Vec<AclEntry>,
}

impl AskRights {
    fn new(id: RequestId, mailbox: MailboxName, asked: Asked) -> Self {
        Self {
            id,
            mailbox,
            asked,
            entries: Vec::new(),
        }
    }
    pub(crate) fn mine(id: RequestId, mailbox: MailboxName) -> Self {
        Self::new(id, mailbox, Asked::Mine)
    }
    pub(crate) fn all(id: RequestId, mailbox: MailboxName) -> Self {
        Self::new(id, mailbox, Asked::All)
    }
    pub(crate) fn set(
        id: RequestId,
        mailbox: MailboxName,
        identifier: String,
        rights: Option<Rights>,
    ) -> Self {
        Self::new(id, mailbox, Asked::Set(identifier, rights))
    }

    fn words(&self, session: &Session) -> Result<Words, Unspeakable> {
        let mut words = Words::new(match &self.asked {
            Asked::Mine => "MYRIGHTS ",
            Asked::All => "GETACL ",
            Asked::Set(_, Some(_)) => "SETACL ",
            Asked::Set(_, None) => "DELETEACL ",
        });
        words.name(&session.names.encoded(&self.mailbox))?;
        if let Asked::Set(identifier, rights) = &self.asked {
            words.push(" ");
            words.text(identifier)?;
            if let Some(rights) = rights {
                words.push(" ");
                words.text(&letters(rights, session))?;
            }
        }
        Ok(words)
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

impl Question for AskRights {
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

    fn observe(&mut self, answer: &mut Answer<'_>, session: &Session) -> bool {
        let (Answer::Fact(Fact::Acl(mailbox, entries)), Asked::All) = (answer, &self.asked) else {
            return false;
        };
        let is_own = *mailbox == session.names.encoded(&self.mailbox);
        if is_own {
            self.entries.clone_from(entries);
        }
        is_own
    }

    fn end(&mut self, status: &Status, _: &mut Session, events: &mut Events) -> Option<Outcome> {
        if !status.is_ok() {
            let default = match self.asked {
                Asked::Mine | Asked::All => ProblemKind::ServerRefused,
                Asked::Set(..) => ProblemKind::ChangeRefused,
            };
            return Some(Err(refusal(status, default)));
        }
        if matches!(self.asked, Asked::All) {
            events.push_back(Event::Acl {
                request: self.id,
                entries: core::mem::take(&mut self.entries),
            });
        }
        Some(Ok(()))
    }
}
