//! STATUS (RFC 9051 §6.3.11), pipelined for as many mailboxes as wanted.

use super::not_offered::not_offered;
use super::{Command, Events, Step, Work};
use crate::event::Outcome;
use crate::extension::status;
use crate::mailbox_name::is_worded_alike;
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;
use mail_model::{MailboxName, ProblemKind};
use std::collections::VecDeque;

/// Counts of several mailboxes; the reducer takes the answers.
#[derive(Debug)]
pub(crate) struct MailboxStatus {
    waiting: VecDeque<MailboxName>,
    /// Their octets are asked for too.
    with_size: bool,
    outstanding: u32,
    succeeded: u32,
    /// The first refusal; it counts only if nothing succeeded.
    refused: Option<Outcome>,
}

impl MailboxStatus {
    /// Of one mailbox, with its octets.
    pub(crate) fn with_size(mailbox: MailboxName) -> Self {
        Self {
            with_size: true,
            ..Self::new(vec![mailbox])
        }
    }

    pub(crate) fn new(mailboxes: Vec<MailboxName>) -> Self {
        Self {
            waiting: mailboxes.into(),
            with_size: false,
            outstanding: 0,
            succeeded: 0,
            refused: None,
        }
    }
}

/// The command for one mailbox; `None` for a name that can't be sent.
pub(crate) fn status_command(session: &Session, name: &MailboxName, label: u32) -> Option<Command> {
    command(session, name, label, false)
}

fn command(session: &Session, name: &MailboxName, label: u32, with_size: bool) -> Option<Command> {
    let mut words = Words::new("STATUS ");
    words.mailbox(&session.names.encoded(name)).ok()?;
    words.push(" (");
    let with_id = !session.garbles_mailbox_ids;
    words.push(status::items(&session.capabilities, with_id));
    words.push(if with_size { " SIZE)" } else { ")" });
    let wording = Wording::Words(words);
    Some(Command::new(label, Access::Connection, wording))
}

impl Work for MailboxStatus {
    fn access(&self) -> Access {
        Access::Connection
    }
    fn is_worded_alike(&self) -> bool {
        self.waiting.iter().all(is_worded_alike)
    }
    fn next_command(&mut self, session: &Session) -> Step {
        if self.with_size && !self.waiting.is_empty() {
            let capabilities = &session.capabilities;
            if !capabilities.is_usable() {
                return Step::Wait;
            }
            // RFC 8438; IMAP4rev2 has it without saying so.
            if !capabilities.has("STATUS=SIZE") && !capabilities.has("IMAP4REV2") {
                self.waiting.clear();
                self.refused = Some(Err(not_offered()));
            }
        }
        while let Some(name) = self.waiting.pop_front() {
            if let Some(command) = command(session, &name, 0, self.with_size) {
                self.outstanding += 1;
                return Step::Send(command);
            }
        }
        Step::Wait
    }
    fn complete(&mut self, _: u32, status: &Status, _: &mut Session, _: &mut Events) {
        self.outstanding = self.outstanding.saturating_sub(1);
        if status.is_ok() {
            self.succeeded += 1;
        } else {
            let refused = Err(refusal(status, ProblemKind::MailboxUnavailable));
            self.refused.get_or_insert(refused);
        }
    }
    fn outcome(&self) -> Option<Outcome> {
        if self.outstanding > 0 || !self.waiting.is_empty() {
            return None;
        }
        match &self.refused {
            Some(refused) if self.succeeded == 0 => Some(refused.clone()),
            _ => Some(Ok(())),
        }
    }
}
