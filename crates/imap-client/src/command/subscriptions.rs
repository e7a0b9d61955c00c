//! LSUB (RFC 3501 §6.3.9): which names are subscribed to. A subscription outlasts its
//! mailbox, and LIST tells nothing of names that have none.

use super::single::Question;
use super::{Answer, Events};
use crate::event::{Event, Outcome, Refusal};
use crate::problem::refusal;
use crate::request::RequestId;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use mail_model::ProblemKind;

/// How many names are read; a hostile server could tell them for ever.
const LIMIT: usize = 20_000;

/// Asks for all names that are subscribed to.
#[derive(Debug)]
pub(crate) struct FetchSubscriptions {
    id: RequestId,
    names: Vec<Vec<u8>>,
}

impl FetchSubscriptions {
    pub(crate) fn new(id: RequestId) -> Self {
        Self {
            id,
            names: Vec::new(),
        }
    }
}

impl Question for FetchSubscriptions {
    fn wording(&self, _: &Session) -> Result<Wording, Refusal> {
        Ok(Wording::Extension(b"LSUB \"\" \"*\"".to_vec()))
    }

    fn observe(&mut self, answer: &mut Answer<'_>, _: &Session) -> bool {
        let Answer::Lsub(entry) = answer else {
            return false;
        };
        if self.names.len() < LIMIT {
            self.names.push(entry.mailbox.clone());
        }
        true
    }

    fn end(
        &mut self,
        status: &Status,
        session: &mut Session,
        events: &mut Events,
    ) -> Option<Outcome> {
        if !status.is_ok() {
            return Some(Err(refusal(status, ProblemKind::ServerRefused)));
        }
        let names = core::mem::take(&mut self.names);
        let decoded = names.iter().map(|name| session.names.decoded(name));
        events.push_back(Event::Subscriptions {
            request: self.id,
            mailboxes: decoded.collect(),
        });
        Some(Ok(()))
    }
}
