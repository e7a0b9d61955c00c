//! GETMETADATA and SETMETADATA (RFC 5464 §4.2, §4.3).

use super::mailboxes::attribute;
use super::not_offered::not_offered;
use super::single::Question;
use super::{Answer, Events};
use crate::event::{Event, Outcome, Refusal};
use crate::extension::metadata::{Annotation, VALUE_LIMIT, is_offered};
use crate::problem::refusal;
use crate::request::RequestId;
use crate::response::{Fact, Status, StatusKind};
use crate::session::Session;
use crate::wire::Wording;
use crate::words::{Unspeakable, Words};
use mail_model::{MailboxName, Problem, ProblemKind, SpecialUse};

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
}

impl FetchMetadata {
    pub(crate) fn new(id: RequestId, mailbox: Option<MailboxName>, entries: Vec<String>) -> Self {
        Self {
            id,
            mailbox,
            entries: entries.into_iter().map(|name| (name, None)).collect(),
            has_no_limit: false,
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
}

impl Question for FetchMetadata {
    fn is_needless(&self) -> bool {
        self.entries.is_empty()
    }

    fn wording(&self, session: &Session) -> Result<Wording, Refusal> {
        if !is_offered(&session.capabilities, self.mailbox.is_some()) {
            return Err(not_offered());
        }
        self.words(session).map(Wording::Words).map_err(unspeakable)
    }

    fn observe(&mut self, answer: &mut Answer<'_>, session: &Session) -> bool {
        let Answer::Fact(Fact::Metadata(mailbox, told)) = answer else {
            return false;
        };
        if *mailbox != raw(self.mailbox.as_ref(), session) {
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

    fn end(&mut self, status: &Status, _: &mut Session, events: &mut Events) -> Option<Outcome> {
        if status.is_ok() {
            events.push_back(Event::Metadata {
                request: self.id,
                entries: core::mem::take(&mut self.entries),
            });
            return Some(Ok(()));
        }
        // The RFC's grammar and its examples disagree on where options stand.
        let had_no_limit = core::mem::replace(&mut self.has_no_limit, true);
        let is_asked_again = status.kind == StatusKind::Bad && !had_no_limit;
        (!is_asked_again).then(|| Err(refusal(status, ProblemKind::ServerRefused)))
    }
}

/// Sets annotations.
#[derive(Debug)]
pub(crate) struct SetMetadata {
    mailbox: Option<MailboxName>,
    entries: Vec<Annotation>,
}

impl SetMetadata {
    pub(crate) fn new(mailbox: Option<MailboxName>, entries: Vec<Annotation>) -> Self {
        Self { mailbox, entries }
    }
    /// A mailbox's purpose is an annotation (RFC 6154 §4).
    pub(crate) fn special_use(mailbox: MailboxName, special_use: Option<SpecialUse>) -> Self {
        let attribute = special_use.and_then(attribute);
        let value = attribute.map(|attribute| attribute.as_bytes().to_vec());
        let entry = ("/private/specialuse".to_owned(), value);
        Self::new(Some(mailbox), vec![entry])
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

impl Question for SetMetadata {
    fn is_needless(&self) -> bool {
        self.entries.is_empty()
    }

    fn wording(&self, session: &Session) -> Result<Wording, Refusal> {
        if !is_offered(&session.capabilities, self.mailbox.is_some()) {
            return Err(not_offered());
        }
        self.words(session).map(Wording::Words).map_err(unspeakable)
    }

    fn end(&mut self, status: &Status, _: &mut Session, _: &mut Events) -> Option<Outcome> {
        Some(if status.is_ok() {
            Ok(())
        } else {
            Err(refusal(status, ProblemKind::ChangeRefused))
        })
    }
}
