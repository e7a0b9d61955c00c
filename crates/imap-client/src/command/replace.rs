//! A message in place of another: REPLACE (RFC 8508); where that is not offered
//! the new one is put there first, and the old one goes only after the server's
//! OK to that. There is never none of the two.

use super::expunge::Removal;
use super::{Answer, Command, Events, Step, Work};
use crate::event::{Event, Outcome, Refusal};
use crate::extension::append::{Upload, objection};
use crate::mailbox_name::NameForm;
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::request::{NewMessage, RequestId};
use crate::response::{Code, Status};
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;
use mail_model::{Problem, ProblemKind, Uid, UidSet};

/// The label of what brings the message; lower ones are the removal's.
const UPLOAD: u32 = u32::MAX;

/// Replaces a message.
#[derive(Debug)]
pub(crate) struct Replace {
    request: RequestId,
    uid: Uid,
    /// The new message, until it is sent.
    message: Option<NewMessage>,
    is_under_way: bool,
    /// The server has told the new message's UID.
    is_told: bool,
    /// Removes the old message, where the server does not.
    removal: Removal,
    /// How it ended, unless the removal decides.
    outcome: Option<Outcome>,
}

impl Replace {
    pub(crate) fn new(request: RequestId, uid: Uid, message: NewMessage) -> Self {
        Self {
            request,
            uid,
            message: Some(message),
            is_under_way: false,
            is_told: false,
            removal: Removal::of_what_comes(),
            outcome: None,
        }
    }
    fn refuse(&mut self, kind: ProblemKind) {
        self.outcome = Some(Err(Refusal {
            problem: Problem::new(kind),
            is_certain: true,
        }));
    }
    fn tell(&mut self, code: Option<&Code>, events: &mut Events) -> bool {
        let Some(Code::AppendUid(uid_validity, uids)) = code else {
            return false;
        };
        if !core::mem::replace(&mut self.is_told, true) {
            events.push_back(Event::Appended {
                request: self.request,
                uid_validity: *uid_validity,
                uids: uids.clone(),
            });
        }
        true
    }
}

impl Work for Replace {
    fn access(&self) -> Access {
        Access::Change
    }
    fn next_command(&mut self, session: &Session) -> Step {
        if !session.capabilities.is_usable() || self.outcome.is_some() {
            return Step::Wait;
        }
        let Some(message) = self.message.take() else {
            return match self.removal.next_command(session) {
                Some(command) => Step::Send(command),
                None => Step::Wait,
            };
        };
        let name = session.open_mailbox().map(|mailbox| &mailbox.name);
        let limit = name.and_then(|name| session.append_limit(name));
        if let Some(kind) = objection(&message, &session.capabilities, limit) {
            self.refuse(kind);
            return Step::Wait;
        }
        let replaces = session.capabilities.has("REPLACE");
        let mut command = Words::new(if replaces { "UID REPLACE " } else { "APPEND " });
        if replaces {
            command.number(self.uid.value());
            command.push(" ");
        }
        let name = name.map(|name| session.names.encoded(name));
        if name.is_none_or(|name| command.mailbox(&name).is_err()) {
            self.refuse(ProblemKind::MailboxUnavailable);
            return Step::Wait;
        }
        if replaces {
            self.removal.add_nothing_more();
        }
        self.is_under_way = true;
        let upload = Upload {
            has_utf8: session.names.form() == NameForm::Utf8,
            command,
            messages: vec![message],
        };
        Step::Send(Command::new(
            UPLOAD,
            Access::Change,
            Wording::Upload(upload),
        ))
    }
    /// REPLACE tells the new message before the old one leaves (RFC 8508 §3.4).
    fn observe(&mut self, answer: &mut Answer<'_>, _: &Session, events: &mut Events) -> bool {
        match answer {
            Answer::Status(status) if self.is_under_way => self.tell(status.code.as_ref(), events),
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
        if label != UPLOAD {
            self.removal.complete(label, status, events);
            return;
        }
        self.is_under_way = false;
        self.tell(status.code.as_ref(), events);
        if !status.is_ok() {
            self.outcome = Some(Err(Refusal {
                is_certain: !self.is_told,
                ..refusal(status, ProblemKind::ChangeRefused)
            }));
        } else if !session.capabilities.has("REPLACE") {
            self.removal.add(&UidSet::from_iter([self.uid]));
            self.removal.add_nothing_more();
        }
    }
    fn outcome(&self) -> Option<Outcome> {
        if self.outcome.is_some() || self.message.is_some() || self.is_under_way {
            return self.outcome.clone();
        }
        // The new message is there, whatever became of the old one.
        self.removal.outcome().map(|outcome| {
            outcome.map_err(|refusal| Refusal {
                is_certain: false,
                ..refusal
            })
        })
    }
    fn stop(&mut self) -> bool {
        if self.message.take().is_some() {
            self.outcome = Some(Ok(()));
        }
        true
    }
}
