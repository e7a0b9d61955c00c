//! APPEND (RFC 9051 §6.3.12): as many messages by one command as MULTIAPPEND
//! (RFC 3502) allows and memory bears, one by one where it is not offered. One
//! command follows the other's OK, so that what was put there are always the
//! first of them.

use super::{Command, Events, Step, Work};
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
use mail_model::{MailboxName, Problem, ProblemKind, Uid, UidValidity};
use std::collections::VecDeque;

/// One command brings no more than so many messages, and no more than so many
/// octets beyond the first message: whatever else is to be sent waits for it.
const MESSAGES_LIMIT: usize = 100;
const OCTETS_LIMIT: u64 = 1 << 20;

/// Puts messages into a mailbox.
#[derive(Debug)]
pub(crate) struct Append {
    request: RequestId,
    mailbox: MailboxName,
    waiting: VecDeque<NewMessage>,
    total: u32,
    done: u32,
    /// How many are on their way.
    under_way: Option<u32>,
    /// The UIDs of all so far, as long as the server tells of each.
    uids: Option<(UidValidity, Vec<Uid>)>,
    outcome: Option<Outcome>,
}

impl Append {
    pub(crate) fn new(request: RequestId, mailbox: MailboxName, messages: Vec<NewMessage>) -> Self {
        Self {
            request,
            mailbox,
            total: u32::try_from(messages.len()).unwrap_or(u32::MAX),
            waiting: messages.into(),
            done: 0,
            under_way: None,
            uids: None,
            outcome: None,
        }
    }

    /// Those that the next command brings.
    fn take_next(&mut self, session: &Session) -> Vec<NewMessage> {
        let is_multiple = session.capabilities.has("MULTIAPPEND");
        let mut messages = Vec::new();
        let mut octets = 0;
        while let Some(next) = self.waiting.front() {
            let is_first = messages.is_empty();
            octets += next.message.length();
            if !is_first
                && (!is_multiple || messages.len() >= MESSAGES_LIMIT || octets > OCTETS_LIMIT)
            {
                break;
            }
            messages.extend(self.waiting.pop_front());
        }
        messages
    }
    /// What goes before it is begun: all of it is refused if the server would
    /// not take one of them.
    fn refuse_beforehand(&mut self, session: &Session) {
        let capabilities = &session.capabilities;
        let limit = session.append_limit(&self.mailbox);
        let objection = self
            .waiting
            .iter()
            .find_map(|message| objection(message, capabilities, limit));
        if let Some(kind) = objection {
            self.end(Err(Refusal {
                problem: Problem::new(kind),
                is_certain: true,
            }));
        }
    }
    fn end(&mut self, outcome: Outcome) {
        self.waiting.clear();
        self.outcome.get_or_insert(outcome);
    }
    /// Keeps the UIDs that one command told, if it told one for each.
    fn keep(&mut self, count: u32, told: Option<(UidValidity, &[Uid])>) {
        let is_first = self.done == count;
        let before = self.uids.take();
        let Some((uid_validity, uids)) = told.filter(|(_, uids)| uids.len() == count as usize)
        else {
            return;
        };
        self.uids = match before {
            None if is_first => Some((uid_validity, uids.to_vec())),
            Some((validity, mut all)) if validity == uid_validity => {
                all.extend(uids);
                Some((validity, all))
            }
            _ => None,
        };
    }
}

impl Work for Append {
    fn access(&self) -> Access {
        Access::Upload
    }
    fn next_command(&mut self, session: &Session) -> Step {
        let is_busy = self.under_way.is_some() || self.outcome.is_some();
        if is_busy || !session.capabilities.is_usable() {
            return Step::Wait;
        }
        if self.done == 0 {
            self.refuse_beforehand(session);
        }
        let mut append = Words::new("APPEND ");
        let named = append.mailbox(&session.names.encoded(&self.mailbox));
        if named.is_err() {
            self.end(Err(Refusal {
                problem: Problem::new(ProblemKind::MailboxUnavailable),
                is_certain: true,
            }));
            return Step::Wait;
        }
        let messages = self.take_next(session);
        if messages.is_empty() {
            self.end(Ok(()));
            return Step::Wait;
        }
        self.under_way = u32::try_from(messages.len()).ok();
        let upload = Upload {
            has_utf8: session.names.form() == NameForm::Utf8,
            command: append,
            messages,
        };
        Step::Send(Command::new(0, Access::Upload, Wording::Upload(upload)))
    }
    fn complete(&mut self, _: u32, status: &Status, _: &mut Session, events: &mut Events) {
        let count = self.under_way.take().unwrap_or(0);
        if status.is_ok() {
            self.done = self.done.saturating_add(count);
            let told = match &status.code {
                Some(Code::AppendUid(uid_validity, uids)) => Some((*uid_validity, uids.as_slice())),
                _ => None,
            };
            self.keep(count, told);
            if !self.waiting.is_empty() {
                events.push_back(Event::Progress {
                    request: self.request,
                    done: self.done,
                    total: Some(self.total),
                });
                return;
            }
            self.end(Ok(()));
        } else {
            let refusal = refusal(status, ProblemKind::ServerRefused);
            self.end(Err(Refusal {
                is_certain: self.done == 0,
                ..refusal
            }));
        }
        if let Some((uid_validity, uids)) = self.uids.take() {
            events.push_back(Event::Appended {
                request: self.request,
                uid_validity,
                uids,
            });
        }
    }
    fn outcome(&self) -> Option<Outcome> {
        self.outcome.clone()
    }
    fn stop(&mut self) -> bool {
        self.waiting.clear();
        if self.under_way.is_none() {
            self.end(Ok(()));
        }
        true
    }
}
