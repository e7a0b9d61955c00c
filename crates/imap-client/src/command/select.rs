//! SELECT (RFC 9051 §6.3.2), with CONDSTORE (RFC 7162 §3.1.8) or, for a mailbox
//! that is known from before, QRESYNC (§3.2.5) where the server takes it.

use super::{Answer, Command, Events, Opening, Step, Work};
use crate::event::{Event, Outcome, SelectedMailbox};
use crate::extension::esearch::search_uids;
use crate::extension::qresync::CatchUp;
use crate::mailbox_name::is_worded_alike;
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::request::KnownMailbox;
use crate::response::{Code, Status};
use crate::selected::MESSAGE_LIMIT;
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;
use core::num::NonZeroU32;
use mail_model::{MailboxName, Problem, ProblemKind, Uid, UidRange, UidSet, UidValidity};

/// SELECT itself.
const SELECT: u32 = 0;
/// The search for new messages behind it.
const SEARCH: u32 = 1;

/// Opens a mailbox.
#[derive(Debug)]
pub(crate) struct Select {
    mailbox: MailboxName,
    known: Option<Box<KnownMailbox>>,
    is_sent: bool,
    /// The search for new messages is to follow, or under way.
    search: Search,
    /// The UIDs that it found.
    found: UidSet,
    outcome: Option<Outcome>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Search {
    NotWanted,
    Wanted,
    UnderWay,
}

impl Select {
    pub(crate) fn new(mailbox: MailboxName, known: Option<Box<KnownMailbox>>) -> Self {
        Self {
            mailbox,
            known,
            is_sent: false,
            search: Search::NotWanted,
            found: UidSet::new(),
            outcome: None,
        }
    }

    /// The search for what is new, in the same write as SELECT.
    fn search(&mut self, session: &Session) -> Step {
        let new = session
            .selected
            .as_ref()
            .and_then(|selected| selected.catch_up.as_ref())
            .and_then(|catch_up| catch_up.first_new());
        match new {
            Some(new) if self.search == Search::Wanted => {
                self.search = Search::UnderWay;
                let has_esearch = session.capabilities.has("ESEARCH");
                let wording = Wording::Extension(search_uids(Some(new), has_esearch));
                Step::Send(Command::new(SEARCH, Access::Border, wording))
            }
            _ => Step::Wait,
        }
    }

    fn opened(&mut self, status: &Status, session: &mut Session, events: &mut Events) {
        let Some(selected) = &mut session.selected else {
            return;
        };
        selected.is_open = true;
        selected.is_read_only |= status.code == Some(Code::ReadOnly);
        events.push_back(Event::Selected(SelectedMailbox {
            mailbox: selected.name.clone(),
            exists: selected.exists,
            uid_validity: selected
                .uid_validity
                .unwrap_or(UidValidity(NonZeroU32::MIN)),
            has_lasting_uids: selected.uid_validity.is_some() && !selected.has_passing_uids,
            uid_next: selected.uid_next,
            highest_mod_seq: selected.highest_mod_seq,
            is_read_only: selected.is_read_only,
        }));
        if let Some(mut catch_up) = selected.catch_up.take() {
            let changed = catch_up.opened(selected);
            let changed = changed.into_iter();
            events.extend(changed.map(|(uid, flags)| Event::Flags { uid, flags }));
            // Without the search nobody would ever say how it ended.
            selected.catch_up = (self.search == Search::UnderWay).then_some(catch_up);
        }
    }

    /// The search ended: what was told with SELECT is believed or not.
    fn caught_up(&mut self, is_ok: bool, session: &mut Session, events: &mut Events) {
        self.search = Search::NotWanted;
        let Some(selected) = session.open_mailbox_mut() else {
            return;
        };
        let found = core::mem::take(&mut self.found);
        let is_believable = is_ok && selected.exists <= MESSAGE_LIMIT;
        let catch_up = selected.catch_up.take().filter(|_| is_believable);
        if let Some(mut catch_up) = catch_up
            && let Some(uids) = catch_up.caught_up(found, selected)
        {
            selected.caught_up_since = Some(catch_up.mod_seq());
            selected.set_uids(uids.clone());
            events.push_back(Event::Uids(uids));
        }
    }
}

/// What SELECT asks for beyond opening.
enum Parameter {
    /// Modification sequences.
    CondStore,
    /// What changed since.
    CatchUp(CatchUp),
}

/// The same, of what the server can do.
fn parameter(session: &Session, known: Option<&KnownMailbox>) -> Option<Parameter> {
    let capabilities = &session.capabilities;
    let enabled = &session.enabled;
    if !capabilities.is_usable() || enabled.refuses_parameters {
        return None;
    }
    let may_resync = enabled.has_qresync || (enabled.is_asked && capabilities.has("QRESYNC"));
    let catch_up = known
        .filter(|_| may_resync)
        .and_then(|known| CatchUp::new(known, false))
        .map(Parameter::CatchUp);
    let has_condstore = enabled.has_condstore || enabled.has_qresync || enabled.is_asked;
    let condstore = || {
        let is_wanted = capabilities.has("CONDSTORE") && !has_condstore;
        is_wanted.then_some(Parameter::CondStore)
    };
    catch_up.or_else(condstore)
}

impl Work for Select {
    fn access(&self) -> Access {
        Access::Border
    }

    fn is_worded_alike(&self) -> bool {
        is_worded_alike(&self.mailbox)
    }

    fn next_command(&mut self, session: &Session) -> Step {
        if core::mem::replace(&mut self.is_sent, true) {
            return self.search(session);
        }
        let mut select = Words::new("SELECT ");
        let named = select.mailbox(&session.names.encoded(&self.mailbox));
        if named.is_err() {
            self.outcome = Some(Err(crate::Refusal {
                problem: Problem::new(ProblemKind::MailboxUnavailable),
                is_certain: true,
            }));
            return Step::Wait;
        }
        let known = self.known.take();
        let parameter = parameter(session, known.as_deref());
        let plainly = parameter.as_ref().map(|_| Wording::Words(select.clone()));
        let mut catches_up = false;
        match parameter {
            Some(Parameter::CatchUp(catch_up)) => {
                catches_up = true;
                self.search = Search::Wanted;
                catch_up.push_parameter(&mut select);
            }
            Some(Parameter::CondStore) => select.push(" (CONDSTORE)"),
            None => {}
        }
        Step::Send(Command {
            opens: Some(Box::new(Opening {
                mailbox: self.mailbox.clone(),
                known,
                catches_up,
                plainly,
            })),
            ..Command::new(SELECT, Access::Border, Wording::Words(select))
        })
    }

    fn observe(&mut self, answer: &mut Answer<'_>, _: &Session, _: &mut Events) -> bool {
        if self.search != Search::UnderWay {
            return false;
        }
        match answer {
            Answer::Esearch(esearch) => self.found = esearch.uids(),
            Answer::Search(numbers) => {
                let found = core::mem::take(&mut self.found);
                let uids = numbers.iter().copied().filter_map(Uid::new);
                let uids = uids.map(|uid| UidRange::new(uid, uid));
                self.found = Vec::from(found).into_iter().chain(uids).collect();
            }
            _ => return false,
        }
        true
    }

    fn complete(
        &mut self,
        label: u32,
        status: &Status,
        session: &mut Session,
        events: &mut Events,
    ) {
        if label == SEARCH {
            self.caught_up(status.is_ok(), session, events);
        } else if status.is_ok() {
            self.opened(status, session, events);
            self.outcome = Some(Ok(()));
        } else {
            session.selected = None;
            self.outcome = Some(Err(refusal(status, ProblemKind::MailboxUnavailable)));
        }
    }

    fn outcome(&self) -> Option<Outcome> {
        self.outcome.clone()
    }
}
