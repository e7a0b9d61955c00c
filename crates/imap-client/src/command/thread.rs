//! Messages as conversations (RFC 5256 §3), by REFS or REFERENCES.

use super::not_offered::not_offered;
use super::query::{Query, most_found, unsearchable};
use super::single::Question;
use super::{Answer, Events};
use crate::event::{Event, Outcome, Refusal};
use crate::extension::thread::algorithm;
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::request::RequestId;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;
use mail_model::{Problem, ProblemKind, SearchKey, Thread, sort_by_key};

/// Asks for conversations.
#[derive(Debug)]
pub(crate) struct FetchThreads {
    id: RequestId,
    query: Query,
    threads: Vec<Thread>,
}

impl FetchThreads {
    pub(crate) fn new(id: RequestId, key: SearchKey) -> Self {
        Self {
            id,
            query: Query::new(key),
            threads: Vec::new(),
        }
    }
}

impl Question for FetchThreads {
    fn access(&self) -> Access {
        Access::Selected
    }

    fn wording(&self, session: &Session) -> Result<Wording, Refusal> {
        let algorithm = algorithm(&session.capabilities).ok_or_else(not_offered)?;
        let mut words = Words::new("UID THREAD ");
        words.push(algorithm);
        words.push(" ");
        let query = &self.query;
        query
            .push_sorted(&mut words, session)
            .and_then(|()| query.check(&words, session))
            .map_err(unsearchable)?;
        Ok(Wording::Words(words))
    }

    fn observe(&mut self, answer: &mut Answer<'_>, _: &Session) -> bool {
        match answer {
            Answer::Threads(threads) => {
                self.threads.append(threads);
                true
            }
            _ => false,
        }
    }

    fn end(
        &mut self,
        status: &Status,
        session: &mut Session,
        events: &mut Events,
    ) -> Option<Outcome> {
        let mut threads = core::mem::take(&mut self.threads);
        if !status.is_ok() {
            let is_asked_again = self.query.drop_charset(status);
            let refusal = || Err(refusal(status, ProblemKind::ServerRefused));
            return (!is_asked_again).then(refusal);
        }
        let members: usize = threads.iter().map(|thread| thread.members.len()).sum();
        // Each message once, and one that is not there for any two that are.
        let most = (most_found(session) as usize).saturating_mul(2);
        Some(if members > most {
            Err(Refusal {
                problem: Problem::new(ProblemKind::LimitExceeded),
                is_certain: true,
            })
        } else {
            if algorithm(&session.capabilities) == Some("REFERENCES") {
                // It has them stand by their first message, where REFS and the
                // engine have them by their last: a conversation that goes on
                // would not come up.
                sort_by_key(&mut threads, |thread| thread.uids().max());
            }
            let request = self.id;
            events.push_back(Event::Threads { request, threads });
            Ok(())
        })
    }
}
