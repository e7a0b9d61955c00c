//! GETQUOTAROOT (RFC 9208 §4.1.2): how much room there is for a mailbox.

use super::not_offered::not_offered;
use super::select::codec_mailbox;
use super::{Answer, Command, Events, Step, Work};
use crate::event::{Event, Outcome, Refusal};
use crate::extension::quota::is_offered;
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::request::RequestId;
use crate::response::{Fact, Status};
use crate::session::Session;
use crate::wire::Wording;
use imap_codec::imap_types::command::CommandBody;
use mail_model::{MailboxName, Problem, ProblemKind, QuotaRoot};

/// How many quota roots of a mailbox are told.
const ROOT_LIMIT: usize = 32;

/// Asks for the quota roots of a mailbox.
#[derive(Debug)]
pub(crate) struct FetchQuota {
    id: RequestId,
    mailbox: MailboxName,
    is_under_way: bool,
    roots: Vec<QuotaRoot>,
    outcome: Option<Outcome>,
}

impl FetchQuota {
    pub(crate) fn new(id: RequestId, mailbox: MailboxName) -> Self {
        Self {
            id,
            mailbox,
            is_under_way: false,
            roots: Vec::new(),
            outcome: None,
        }
    }

    fn wording(&self, session: &Session) -> Result<Wording, Refusal> {
        if !is_offered(&session.capabilities) {
            return Err(not_offered());
        }
        let mailbox = codec_mailbox(session, &self.mailbox).ok_or_else(|| Refusal {
            problem: Problem::new(ProblemKind::MailboxUnavailable),
            is_certain: true,
        })?;
        Ok(Wording::Codec(CommandBody::GetQuotaRoot { mailbox }))
    }
}

impl Work for FetchQuota {
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

    fn observe(&mut self, answer: &mut Answer<'_>, _: &Session, _: &mut Events) -> bool {
        let Answer::Fact(Fact::Quota(root)) = answer else {
            return false;
        };
        if self.is_under_way && self.roots.len() < ROOT_LIMIT {
            self.roots.retain(|known| known.name != root.name);
            self.roots.push(root.clone());
        }
        self.is_under_way
    }

    fn complete(&mut self, _: u32, status: &Status, _: &mut Session, events: &mut Events) {
        self.is_under_way = false;
        self.outcome = Some(if status.is_ok() {
            events.push_back(Event::Quota {
                request: self.id,
                roots: core::mem::take(&mut self.roots),
            });
            Ok(())
        } else {
            Err(refusal(status, ProblemKind::ServerRefused))
        });
    }

    fn outcome(&self) -> Option<Outcome> {
        self.outcome.clone()
    }
}
