//! All UIDs of the selected mailbox, by ESEARCH (RFC 4731) where offered.

use super::{Answer, Command, Events, Step, Work};
use crate::event::{Event, Outcome, Refusal};
use crate::extension::esearch;
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use imap_codec::imap_types::command::CommandBody;
use imap_codec::imap_types::core::Vec1;
use imap_codec::imap_types::search::SearchKey;
use mail_model::{Problem, ProblemKind, Uid, UidRange, UidSet};

/// How often it is asked in all, when the answer does not fit the mailbox.
const ATTEMPTS: u32 = 3;
/// By how many messages EXISTS may have been too low to the last.
const EXCESS_LIMIT: u32 = 10_000;

/// Asks for all UIDs, until there are as many as messages.
#[derive(Debug, Default)]
pub(crate) struct FetchUids {
    attempts: u32,
    is_under_way: bool,
    /// Asks by SEARCH although ESEARCH is offered: what it told was not true.
    distrusts_esearch: bool,
    /// What was found, and the mailbox's revision when the server said so.
    found: Option<(UidSet, u64)>,
    outcome: Option<Outcome>,
}

impl Work for FetchUids {
    fn access(&self) -> Access {
        Access::Selected
    }

    fn next_command(&mut self, session: &Session) -> Step {
        let is_decidable = session.capabilities.is_usable();
        if self.is_under_way || self.outcome.is_some() || !is_decidable {
            return Step::Wait;
        }
        self.is_under_way = true;
        self.attempts += 1;
        self.found = None;
        let wording = if session.capabilities.has("ESEARCH") && !self.distrusts_esearch {
            Wording::Extension(esearch::ALL_UIDS.to_vec())
        } else {
            Wording::Codec(CommandBody::Search {
                charset: None,
                criteria: Vec1::from(SearchKey::All),
                uid: true,
            })
        };
        Step::Send(Command::new(0, Access::Selected, wording))
    }

    fn observe(&mut self, answer: &mut Answer<'_>, session: &Session, _: &mut Events) -> bool {
        if !self.is_under_way {
            return false;
        }
        let revision = session.open_mailbox().map_or(0, |mailbox| mailbox.revision);
        match answer {
            Answer::Esearch(esearch) => {
                self.found = Some((esearch.uids(), revision));
                true
            }
            Answer::Search(numbers) => {
                // A long answer may come in several lines.
                let uids = numbers.iter().copied().filter_map(Uid::new);
                let uids = uids.map(|uid| UidRange::new(uid, uid));
                let found = self.found.take().map(|(found, _)| Vec::from(found));
                let all = found.into_iter().flatten().chain(uids).collect();
                self.found = Some((all, revision));
                true
            }
            _ => false,
        }
    }

    fn complete(&mut self, _: u32, status: &Status, session: &mut Session, events: &mut Events) {
        self.is_under_way = false;
        let is_last = self.attempts >= ATTEMPTS;
        if !status.is_ok() {
            self.distrusts_esearch = true;
            if is_last {
                self.outcome = Some(Err(refusal(status, ProblemKind::ServerRefused)));
            }
            return;
        }
        let Some(mailbox) = session.open_mailbox_mut() else {
            self.outcome = Some(Ok(()));
            return;
        };
        // RFC 3501 servers may answer nothing at all where nothing is found.
        let (uids, revision) = self
            .found
            .take()
            .unwrap_or((UidSet::new(), mailbox.revision));
        let is_true = uids.len() == mailbox.exists && revision == mailbox.revision;
        if !is_true && !is_last {
            self.distrusts_esearch = self.attempts + 1 == ATTEMPTS;
            return;
        }
        if uids.len() > mailbox.exists.saturating_add(EXCESS_LIMIT) {
            self.outcome = Some(Err(Refusal {
                problem: Problem::new(ProblemKind::LimitExceeded),
                is_certain: true,
            }));
            return;
        }
        mailbox.set_uids(uids.clone());
        events.push_back(Event::Uids(uids));
        self.outcome = Some(Ok(()));
    }

    fn outcome(&self) -> Option<Outcome> {
        self.outcome.clone()
    }
}
