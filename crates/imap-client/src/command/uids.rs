//! All UIDs of the selected mailbox: as SELECT brought them (QRESYNC), else by
//! ESEARCH (RFC 4731) where offered.

use super::{Answer, Command, Events, Step, Work};
use crate::event::{Event, Outcome, Refusal};
use crate::extension::esearch;
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::response::Status;
use crate::selected::MESSAGE_LIMIT;
use crate::session::Session;
use crate::wire::Wording;
use mail_model::{Problem, ProblemKind, Uid, UidRange, UidSet};

/// How often it is asked in all, when the answer does not fit the mailbox.
const ATTEMPTS: u32 = 3;
/// By how many messages EXISTS may have been too low to the last.
const EXCESS_LIMIT: u32 = 10_000;

/// Asks for all UIDs, until there are as many as messages.
#[derive(Debug, Default)]
pub(crate) struct FetchUids {
    attempts: u32,
    /// SELECT may bring the UIDs itself.
    has_waited: bool,
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

    fn lets_rows_go_first(&self) -> bool {
        true
    }

    fn next_command(&mut self, session: &Session) -> Step {
        if session.is_catching_up() {
            self.has_waited = true;
            return Step::Wait;
        }
        if core::mem::take(&mut self.has_waited)
            && session
                .open_mailbox()
                .is_some_and(|mailbox| mailbox.caught_up_since.is_some())
        {
            // They were told when SELECT ended.
            self.outcome = Some(Ok(()));
        }
        let is_decidable = session.capabilities.is_usable();
        if self.is_under_way || self.outcome.is_some() || !is_decidable {
            return Step::Wait;
        }
        self.is_under_way = true;
        self.attempts += 1;
        self.found = None;
        let has_esearch = session.capabilities.has("ESEARCH") && !self.distrusts_esearch;
        let wording = Wording::Extension(esearch::search_uids(None, has_esearch));
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
        let is_true = mailbox.may_hold(uids.len()) && revision == mailbox.revision;
        if !is_true && !is_last {
            self.distrusts_esearch = self.attempts + 1 == ATTEMPTS;
            return;
        }
        let most = mailbox.exists.saturating_add(EXCESS_LIMIT);
        if uids.len() > most.min(MESSAGE_LIMIT) {
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
