//! Messages as conversations (RFC 5256 §3), by REFS or REFERENCES.

use super::not_offered::not_offered;
use super::query::{Query, most_found, unsearchable};
use super::{Answer, Command, Events, Step, Work};
use crate::event::{Event, Outcome, Refusal};
use crate::extension::thread::algorithm;
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::request::RequestId;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;
use mail_model::{Problem, ProblemKind, SearchKey, Thread};

/// Asks for conversations.
#[derive(Debug)]
pub(crate) struct FetchThreads {
    id: RequestId,
    query: Query,
    is_under_way: bool,
    threads: Vec<Thread>,
    outcome: Option<Outcome>,
}

impl FetchThreads {
    pub(crate) fn new(id: RequestId, key: SearchKey) -> Self {
        Self {
            id,
            query: Query::new(key),
            is_under_way: false,
            threads: Vec::new(),
            outcome: None,
        }
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
}

impl Work for FetchThreads {
    fn access(&self) -> Access {
        Access::Selected
    }

    fn next_command(&mut self, session: &Session) -> Step {
        if self.is_under_way || self.outcome.is_some() || !session.capabilities.is_usable() {
            return Step::Wait;
        }
        match self.wording(session) {
            Ok(wording) => {
                self.is_under_way = true;
                Step::Send(Command::new(0, Access::Selected, wording))
            }
            Err(refusal) => {
                self.outcome = Some(Err(refusal));
                Step::Wait
            }
        }
    }

    fn observe(&mut self, answer: &mut Answer<'_>, _: &Session, _: &mut Events) -> bool {
        match answer {
            Answer::Threads(threads) if self.is_under_way => {
                self.threads.append(threads);
                true
            }
            _ => false,
        }
    }

    fn complete(&mut self, _: u32, status: &Status, session: &mut Session, events: &mut Events) {
        self.is_under_way = false;
        let threads = core::mem::take(&mut self.threads);
        if !status.is_ok() {
            if !self.query.drop_charset(status) {
                self.outcome = Some(Err(refusal(status, ProblemKind::ServerRefused)));
            }
            return;
        }
        let members: usize = threads.iter().map(|thread| thread.members.len()).sum();
        // Each message once, and one that is not there for any two that are.
        let most = (most_found(session) as usize).saturating_mul(2);
        self.outcome = Some(if members > most {
            Err(Refusal {
                problem: Problem::new(ProblemKind::LimitExceeded),
                is_certain: true,
            })
        } else {
            let request = self.id;
            events.push_back(Event::Threads { request, threads });
            Ok(())
        });
    }

    fn outcome(&self) -> Option<Outcome> {
        self.outcome.clone()
    }
}
