//! SELECT (RFC 9051 §6.3.2).

use super::{Command, Events, Step, Work};
use crate::event::{Event, Outcome, SelectedMailbox};
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::request::KnownMailbox;
use crate::response::{Code, Status};
use crate::session::Session;
use crate::wire::Wording;
use core::num::NonZeroU32;
use imap_codec::imap_types::command::CommandBody;
use imap_codec::imap_types::mailbox::Mailbox;
use mail_model::{MailboxName, Problem, ProblemKind, UidValidity};

/// Opens a mailbox.
#[derive(Debug)]
pub(crate) struct Select {
    mailbox: MailboxName,
    known: Option<Box<KnownMailbox>>,
    is_sent: bool,
    outcome: Option<Outcome>,
}

impl Select {
    pub(crate) fn new(mailbox: MailboxName, known: Option<Box<KnownMailbox>>) -> Self {
        Self {
            mailbox,
            known,
            is_sent: false,
            outcome: None,
        }
    }
}

/// A mailbox's name in the codec's type; `None` if no server could have it (a NUL).
pub(crate) fn codec_mailbox(session: &Session, name: &MailboxName) -> Option<Mailbox<'static>> {
    Mailbox::try_from(session.names.encoded(name)).ok()
}

impl Work for Select {
    fn access(&self) -> Access {
        Access::Border
    }

    fn next_command(&mut self, session: &Session) -> Step {
        if core::mem::replace(&mut self.is_sent, true) {
            return Step::Wait;
        }
        let Some(mailbox) = codec_mailbox(session, &self.mailbox) else {
            self.outcome = Some(Err(crate::Refusal {
                problem: Problem::new(ProblemKind::MailboxUnavailable),
                is_certain: true,
            }));
            return Step::Wait;
        };
        let select = CommandBody::Select {
            mailbox,
            parameters: Vec::new(),
        };
        Step::Send(Command {
            opens: Some((self.mailbox.clone(), self.known.take())),
            ..Command::new(0, Access::Border, Wording::Codec(select))
        })
    }

    fn complete(&mut self, _: u32, status: &Status, session: &mut Session, events: &mut Events) {
        if !status.is_ok() {
            session.selected = None;
            self.outcome = Some(Err(refusal(status, ProblemKind::MailboxUnavailable)));
            return;
        }
        if let Some(selected) = &mut session.selected {
            selected.is_open = true;
            selected.is_read_only |= status.code == Some(Code::ReadOnly);
            events.push_back(Event::Selected(SelectedMailbox {
                mailbox: selected.name.clone(),
                exists: selected.exists,
                uid_validity: selected
                    .uid_validity
                    .unwrap_or(UidValidity(NonZeroU32::MIN)),
                uid_next: selected.uid_next,
                highest_mod_seq: selected.highest_mod_seq,
                is_read_only: selected.is_read_only,
            }));
        }
        self.outcome = Some(Ok(()));
    }

    fn outcome(&self) -> Option<Outcome> {
        self.outcome.clone()
    }
}
