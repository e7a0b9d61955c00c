//! What is typed into the search is looked for before all of it is there.
//!
//! Whoever types a word gives the server time. Once its first letters are there, the
//! server is asked whose subjects contain them; where these are few, their rows are
//! fetched. From then on they are here, and each further letter shows those that still
//! match at once, as it shows all that is here ([`Engine::foresee`]). Nothing else
//! comes of it: which messages match is what the server says of the whole text.

use crate::engine::Engine;
use crate::link::Purpose;
use crate::query::{Query, Term};
use imap_client::{Priority, Request, RequestId, RowSelection};
use mail_model::{MailboxName, SearchKey, Timestamp, UidSet};

/// A shorter beginning is in too many subjects.
const SHORTEST: usize = 3;
/// In a mailbox of fewer messages the server has answered before one has typed on.
const FEW: u32 = 1_000;
/// The rows of so many messages are fetched: a screen's.
const MOST_ROWS: u32 = 30;
/// Among so many stretches of UIDs is looked further, for they go in one line.
const MOST_RANGES: usize = 100;
/// A server that takes longer than this, in milliseconds, is not troubled again.
const LONG: i64 = 1_000;

/// What was looked for ahead, and what came of it.
#[derive(Debug, Default)]
pub(crate) struct Ahead {
    mailbox: Option<MailboxName>,
    text: String,
    step: Step,
    is_slow: bool,
}

#[derive(Debug, Default)]
enum Step {
    /// Nothing was asked.
    #[default]
    Idle,
    /// Which messages they are was asked, at this moment.
    Searching(RequestId, Timestamp),
    /// These they are.
    Found(UidSet),
    /// Their rows are on their way.
    Fetching(RequestId),
    /// Their rows are here.
    Here,
}

impl Ahead {
    /// What was found for `text` is among what was found.
    fn leads_to(&self, mailbox: &MailboxName, text: &str) -> bool {
        self.mailbox.as_ref() == Some(mailbox) && text.starts_with(&self.text)
    }
    fn under_way(&self) -> Option<RequestId> {
        match &self.step {
            Step::Searching(request, _) | Step::Fetching(request) => Some(*request),
            Step::Idle | Step::Found(_) | Step::Here => None,
        }
    }
}

impl Engine {
    /// The place's search where it is looked for ahead: its text, and whether that is
    /// still being typed.
    fn looks_ahead_for(&self) -> Option<(&str, bool)> {
        let place = self.account.place.as_ref()?;
        let search = place.view.search.as_ref()?;
        let list = self.account.list.as_ref()?;
        let is_here = self.account.sweep.is_none() && list.placement().total() > FEW;
        let view = &place.view;
        let is_foreseen = view.order.is_empty() && (!view.threads || view.is_folded);
        let is_meant = is_here && is_foreseen && !self.account.ahead.is_slow;
        is_meant.then_some((search.text.trim(), search.is_typing))
    }
    /// Asks for what the place's search will need. Gives whether that is under way, and
    /// the search itself is to wait for it: a server does one after the other.
    pub(crate) fn look_ahead(&mut self) -> bool {
        let Some((text, is_typing)) = self.looks_ahead_for() else {
            return false;
        };
        let text = text.to_owned();
        let (Some(link), Some(list)) = (&mut self.link, &self.account.list) else {
            return false;
        };
        let ahead = &mut self.account.ahead;
        if let Some(request) = ahead.under_way() {
            if link.purpose(request).is_some() {
                return ahead.leads_to(&list.mailbox, &text);
            }
            ahead.step = Step::Idle;
        }
        if !link.leads_to(list.id) {
            return false;
        }
        let leads_on = ahead.leads_to(&list.mailbox, &text);
        let within = match &ahead.step {
            Step::Found(found) if leads_on && found.len() <= MOST_ROWS => {
                let unknown: UidSet = found.iter().filter(|u| list.row(*u).is_none()).collect();
                if unknown.is_empty() {
                    ahead.step = Step::Here;
                    return false;
                }
                let rows = Request::FetchRows(RowSelection::Uids(unknown));
                let asked = link.submit(rows, Priority::Interactive, Purpose::Sweep, self.now);
                ahead.step = asked.map_or(Step::Idle, Step::Fetching);
                return asked.is_some();
            }
            // There are too many to look among them.
            Step::Found(found) if leads_on && found.ranges().len() > MOST_RANGES => return false,
            Step::Found(found) if leads_on => {
                if ahead.text == text {
                    return false;
                }
                Some(found.clone())
            }
            Step::Here if leads_on => return false,
            _ => None,
        };
        let is_view = |purpose: &Purpose| matches!(purpose, Purpose::View(_));
        if !is_typing || link.is_busy_in_vain(is_view) {
            return false;
        }
        let Some(mut key) = key_of(&text, self.now) else {
            return false;
        };
        if let Some(within) = within {
            key = SearchKey::And(vec![SearchKey::Uids(within), key]);
        }
        let search = Request::Search(key);
        let asked = link.submit(search, Priority::Interactive, Purpose::Sweep, self.now);
        ahead.mailbox = Some(list.mailbox.clone());
        ahead.text = text;
        ahead.step = asked.map_or(Step::Idle, |request| Step::Searching(request, self.now));
        asked.is_some()
    }
    /// Whether all messages whose subjects contain a text are here, and need not be
    /// looked for by themselves.
    pub(crate) fn has_looked_ahead(&self, mailbox: &MailboxName, text: &str) -> bool {
        let (ahead, text) = (&self.account.ahead, text.trim());
        let is_here = matches!(ahead.step, Step::Here) && ahead.leads_to(mailbox, text);
        // What goes on with an operator may ask for more than it began with.
        is_here && key_of(text, self.now).is_some()
    }
    pub(crate) fn ahead_found(&mut self, request: RequestId, uids: &UidSet) {
        let ahead = &mut self.account.ahead;
        if let Step::Searching(asked, since) = ahead.step
            && asked == request
        {
            ahead.is_slow = self.now.0 - since.0 > LONG;
            ahead.step = Step::Found(uids.clone());
        }
    }
    pub(crate) fn ahead_ended(&mut self, request: RequestId, is_ok: bool) {
        let ahead = &mut self.account.ahead;
        match ahead.step {
            Step::Fetching(asked) if asked == request && is_ok => {
                ahead.step = Step::Here;
                self.show_more_ahead();
            }
            // What it answered came before.
            Step::Searching(asked, _) | Step::Fetching(asked) if asked == request => {
                ahead.step = Step::Idle;
            }
            _ => {}
        }
    }
    /// More is here than when the place's search was typed.
    fn show_more_ahead(&mut self) {
        let Some((text, is_typing)) = self.looks_ahead_for() else {
            return;
        };
        let query = self.query_of(text);
        self.foresee(&query, is_typing);
    }
}

/// The criteria by which the server is asked ahead: words that all stand in a subject.
fn key_of(text: &str, now: Timestamp) -> Option<SearchKey> {
    let is_long = text.chars().count() >= SHORTEST || !text.is_ascii();
    let query = Query::parse(text);
    let is_word = |term: &Term| matches!(term, Term::Word(_));
    let has_words_alone = match &query.term {
        Term::All(terms) => !terms.is_empty() && terms.iter().all(is_word),
        term => is_word(term),
    };
    let is_meant = is_long && has_words_alone && query.place.is_none();
    is_meant.then(|| query.compile_first(now)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_are_looked_for_ahead_and_no_short_ones() {
        let now = Timestamp(1_780_000_000_000);
        for text in ["pla", "plan b", "猫", "\"the plan\""] {
            assert!(key_of(text, now).is_some(), "{text}");
        }
        for text in [
            "",
            "pl",
            "from:ann",
            "plan -b",
            "plan OR draft",
            "in:Sent plan",
            "is:unread",
        ] {
            assert_eq!(key_of(text, now), None, "{text}");
        }
    }
}
