//! GETQUOTAROOT (RFC 9208 §4.1.2): how much room there is for a mailbox.

use super::not_offered::not_offered;
use super::single::Question;
use super::{Answer, Events};
use crate::event::{Event, Outcome, Refusal};
use crate::extension::quota::is_offered;
use crate::problem::refusal;
use crate::request::RequestId;
use crate::response::{Fact, Status};
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;
use mail_model::{MailboxName, Problem, ProblemKind, QuotaRoot};

/// How many quota roots of a mailbox are told.
const ROOT_LIMIT: usize = 32;

/// Asks for the quota roots of a mailbox.
#[derive(Debug)]
pub(crate) struct FetchQuota {
    id: RequestId,
    mailbox: MailboxName,
    roots: Vec<QuotaRoot>,
}

impl FetchQuota {
    pub(crate) fn new(id: RequestId, mailbox: MailboxName) -> Self {
        Self {
            id,
            mailbox,
            roots: Vec::new(),
        }
    }
}

impl Question for FetchQuota {
    fn wording(&self, session: &Session) -> Result<Wording, Refusal> {
        if !is_offered(&session.capabilities) {
            return Err(not_offered());
        }
        let mut words = Words::new("GETQUOTAROOT ");
        let named = words.mailbox(&session.names.encoded(&self.mailbox));
        named.map_err(|_| Refusal {
            problem: Problem::new(ProblemKind::MailboxUnavailable),
            is_certain: true,
        })?;
        Ok(Wording::Words(words))
    }

    fn observe(&mut self, answer: &mut Answer<'_>, _: &Session) -> bool {
        let Answer::Fact(Fact::Quota(root)) = answer else {
            return false;
        };
        if self.roots.len() < ROOT_LIMIT {
            self.roots.retain(|known| known.name != root.name);
            self.roots.push(root.clone());
        }
        true
    }

    fn end(&mut self, status: &Status, _: &mut Session, events: &mut Events) -> Option<Outcome> {
        if !status.is_ok() {
            return Some(Err(refusal(status, ProblemKind::ServerRefused)));
        }
        events.push_back(Event::Quota {
            request: Some(self.id),
            roots: core::mem::take(&mut self.roots),
        });
        Some(Ok(()))
    }
}
