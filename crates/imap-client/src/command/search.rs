//! Which messages match (RFC 9051 §6.4.4), by ESEARCH (RFC 4731) where offered:
//! its ranges are short where many match.

use super::query::{Query, most_found, unsearchable};
use super::set::Pieces;
use super::{Answer, Command, Events, Step, Work};
use crate::event::{Event, Outcome, Refusal};
use crate::extension::search_key::is_ascii;
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::request::RequestId;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;
use mail_model::{Problem, ProblemKind, SearchKey, UidRange, UidSet};

/// How many pieces of a set are looked through at a time.
const PIECES_UNDER_WAY: u32 = 4;

/// Looks for messages.
#[derive(Debug)]
pub(crate) struct Search {
    id: RequestId,
    query: Query,
    /// The messages to look through, where the criteria name them: piece by
    /// piece, as long as lines may be.
    among: Option<(UidSet, Pieces)>,
    is_begun: bool,
    outstanding: u32,
    /// Asks by SEARCH although ESEARCH is offered: it was refused.
    distrusts_esearch: bool,
    /// What was found, not merged yet.
    found: Vec<UidRange>,
    /// A command was refused, and all is to be asked again in a simpler way.
    is_failing: bool,
    outcome: Option<Outcome>,
}

impl Search {
    pub(crate) fn new(id: RequestId, key: SearchKey) -> Self {
        let (among, key) = taken_apart(key);
        let pieces = among.clone().map(Pieces::new);
        Self {
            id,
            query: Query::new(key),
            among: among.zip(pieces),
            is_begun: false,
            outstanding: 0,
            distrusts_esearch: false,
            found: Vec::new(),
            is_failing: false,
            outcome: None,
        }
    }

    fn has_esearch(&self, session: &Session) -> bool {
        session.capabilities.has("ESEARCH") && !self.distrusts_esearch
    }

    fn wording(&mut self, session: &Session) -> Option<Wording> {
        let piece = match &mut self.among {
            Some((_, pieces)) => Some(pieces.next(session, u32::MAX)?),
            None if self.is_begun => return None,
            None => None,
        };
        self.is_begun = true;
        let mut words = Words::new("UID SEARCH ");
        if self.has_esearch(session) {
            words.push("RETURN (ALL) ");
        }
        let mut is_worded = self.query.push_search(&mut words, session);
        if let Some(piece) = piece {
            words.push(" UID ");
            words.uids(&piece);
        }
        is_worded = is_worded.and_then(|()| self.query.check(&words, session));
        match is_worded {
            Ok(()) => Some(Wording::Words(words)),
            Err(why) => {
                self.outcome = Some(Err(unsearchable(why)));
                None
            }
        }
    }

    fn begin_again(&mut self) {
        self.is_begun = false;
        self.is_failing = false;
        self.found.clear();
        if let Some((all, pieces)) = &mut self.among {
            *pieces = Pieces::new(all.clone());
        }
    }

    fn is_all_sent(&self) -> bool {
        match &self.among {
            Some((_, pieces)) => pieces.is_empty(),
            None => self.is_begun,
        }
    }
}

/// The messages that the criteria name, and the other criteria.
fn taken_apart(key: SearchKey) -> (Option<UidSet>, SearchKey) {
    let is_set = |key: &SearchKey| matches!(key, SearchKey::Uids(uids) if !uids.is_empty());
    match key {
        SearchKey::Uids(uids) if !uids.is_empty() => (Some(uids), SearchKey::All),
        SearchKey::And(mut keys) => {
            let set = keys.iter().position(is_set);
            match set.map(|index| keys.remove(index)) {
                Some(SearchKey::Uids(uids)) => (Some(uids), SearchKey::And(keys)),
                _ => (None, SearchKey::And(keys)),
            }
        }
        key => (None, key),
    }
}

impl Work for Search {
    fn access(&self) -> Access {
        Access::Selected
    }

    /// A charset must be named in one form, and must not in the other.
    fn is_worded_alike(&self) -> bool {
        is_ascii(&self.query.key)
    }

    fn next_command(&mut self, session: &Session) -> Step {
        if self.outcome.is_some()
            || self.is_failing
            || self.outstanding >= PIECES_UNDER_WAY
            || !session.capabilities.is_usable()
        {
            return Step::Wait;
        }
        match self.wording(session) {
            Some(wording) => {
                self.outstanding += 1;
                Step::Send(Command::new(0, Access::Selected, wording))
            }
            None => Step::Wait,
        }
    }

    fn observe(&mut self, answer: &mut Answer<'_>, session: &Session, _: &mut Events) -> bool {
        if self.outstanding == 0 {
            return false;
        }
        match answer {
            Answer::Esearch(esearch) => self.found.extend(Vec::from(esearch.uids())),
            Answer::Search(numbers) if !self.has_esearch(session) => {
                let uids = numbers.iter().copied().filter_map(mail_model::Uid::new);
                self.found.extend(uids.map(|uid| UidRange::new(uid, uid)));
            }
            _ => return false,
        }
        true
    }

    fn complete(&mut self, _: u32, status: &Status, session: &mut Session, events: &mut Events) {
        self.outstanding = self.outstanding.saturating_sub(1);
        if !status.is_ok() && !self.is_failing {
            self.is_failing = true;
            let may_be_simpler = self.query.drop_charset(status) || {
                let has_esearch = self.has_esearch(session);
                self.distrusts_esearch = true;
                has_esearch
            };
            if !may_be_simpler {
                self.outcome = Some(Err(refusal(status, ProblemKind::ServerRefused)));
            }
        }
        if self.outstanding > 0 || self.outcome.is_some() {
            return;
        }
        if self.is_failing {
            self.begin_again();
        } else if self.is_all_sent() {
            let uids: UidSet = core::mem::take(&mut self.found).into_iter().collect();
            self.outcome = Some(if uids.len() > most_found(session) {
                Err(Refusal {
                    problem: Problem::new(ProblemKind::LimitExceeded),
                    is_certain: true,
                })
            } else {
                let request = self.id;
                events.push_back(Event::Found { request, uids });
                Ok(())
            });
        }
    }

    fn outcome(&self) -> Option<Outcome> {
        self.outcome.clone()
    }
}
