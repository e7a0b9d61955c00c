//! The tree of mailboxes: in one round trip where LIST-EXTENDED is offered,
//! else LIST and LSUB together and STATUS for each behind them.

use super::status::status_command;
use super::{Answer, Command, Events, Step, Work};
use crate::event::{Event, Outcome};
use crate::extension::list_extended;
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::response::{ListEntry, Namespaces, Status};
use crate::session::Session;
use crate::special_use;
use crate::wire::Wording;
use crate::words::Words;
use mail_model::{Mailbox, MailboxCounts, MailboxName, Map, ProblemKind, Set};
use std::collections::VecDeque;

/// How many mailboxes are read; a hostile server could name them for ever.
const MAILBOX_LIMIT: usize = 100_000;

const NAMESPACE: u32 = 0;
const LIST: u32 = 1;
const LSUB: u32 = 2;
const PREFIX: u32 = 3;
const STATUS: u32 = 4;

/// How the tree is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Form {
    #[default]
    Undecided,
    Extended,
    /// LIST, or XLIST where only that tells purposes.
    Basic,
}

/// Asks for all mailboxes.
#[derive(Debug, Default)]
pub(crate) struct ListMailboxes {
    form: Form,
    waiting: VecDeque<Command>,
    under_way: u32,
    listed: Vec<ListEntry>,
    subscribed: Option<Set<Vec<u8>>>,
    /// What STATUS told of each: its counts, and its name that outlasts others.
    told: Map<Vec<u8>, (MailboxCounts, Option<String>)>,
    /// Of some, what STATUS told behind LIST could not be read.
    is_garbled: bool,
    are_prefixes_asked: bool,
    /// XLIST was asked, and not answered yet.
    is_xlist_asked: bool,
    is_xlist_refused: bool,
    is_told: bool,
    is_listed: bool,
    refused: Option<Outcome>,
}

impl ListMailboxes {
    fn start(&mut self, session: &Session) {
        self.form = if list_extended::is_offered(&session.capabilities) {
            Form::Extended
        } else {
            Form::Basic
        };
        if session.namespaces.is_none() && session.capabilities.has("NAMESPACE") {
            self.push(NAMESPACE, Wording::Words(Words::new("NAMESPACE")));
        }
        self.push_list(session, b"", LIST);
        if self.form == Form::Basic {
            self.push_lsub();
        }
    }

    fn push(&mut self, label: u32, wording: Wording) {
        self.waiting
            .push_back(Command::new(label, Access::Connection, wording));
    }

    /// LIST of everything below a reference.
    fn push_list(&mut self, session: &Session, reference: &[u8], label: u32) {
        let capabilities = &session.capabilities;
        let lacks_purposes = !capabilities.has("SPECIAL-USE") && capabilities.has("XLIST");
        if self.form == Form::Extended && reference.is_empty() {
            self.push(
                label,
                Wording::Extension(list_extended::command(capabilities)),
            );
        } else if lacks_purposes && reference.is_empty() && !self.is_xlist_refused {
            self.is_xlist_asked = true;
            self.push(label, Wording::Extension(b"XLIST \"\" \"*\"".to_vec()));
        } else {
            let mut list = Words::new("LIST ");
            if list.mailbox(reference).is_ok() {
                list.push(" *");
                self.push(label, Wording::Words(list));
            }
        }
    }

    fn push_lsub(&mut self) {
        self.push(LSUB, Wording::Words(Words::new("LSUB \"\" *")));
    }

    /// What lies in other users' and shared namespaces and was not told with
    /// the rest, as some servers keep it.
    fn ask_prefixes(&mut self, session: &Session) {
        let prefixes = session.namespaces.iter().flat_map(Namespaces::iter);
        let unlisted: Vec<Vec<u8>> = prefixes
            .filter(|prefix| !prefix.is_empty())
            .filter(|prefix| {
                !self
                    .listed
                    .iter()
                    .any(|entry| entry.mailbox.starts_with(prefix))
            })
            .take(8)
            .cloned()
            .collect();
        for prefix in unlisted {
            self.push_list(session, &prefix, PREFIX);
        }
    }

    fn tell(&mut self, session: &mut Session, events: &mut Events) {
        self.is_told = true;
        let mut told: Vec<(Mailbox, Vec<String>)> = Vec::new();
        let mut seen = Set::new();
        for entry in core::mem::take(&mut self.listed) {
            if !entry.mailbox.is_empty() && seen.insert(entry.mailbox.clone()) {
                told.push((self.mailbox(&entry, session), entry.attributes));
            }
        }
        special_use::assign(&mut told);
        let mailboxes: Vec<Mailbox> = told.into_iter().map(|(mailbox, _)| mailbox).collect();
        if self.form == Form::Basic || self.is_garbled {
            let unknown = mailboxes
                .iter()
                .filter(|mailbox| mailbox.is_selectable && mailbox.counts.is_none());
            let names: Vec<MailboxName> = unknown.map(|mailbox| mailbox.name.clone()).collect();
            self.waiting.extend(
                names
                    .iter()
                    .filter_map(|name| status_command(session, name, STATUS)),
            );
        }
        if let Some(Namespaces { others, shared }) = session.namespaces.clone() {
            let mut decoded = |names: Vec<Vec<u8>>| {
                let names = names.iter().map(|name| session.names.decoded(name));
                names.collect::<Vec<_>>()
            };
            let (others, shared) = (decoded(others), decoded(shared));
            if !others.is_empty() || !shared.is_empty() {
                events.push_back(Event::Namespaces { others, shared });
            }
        }
        events.push_back(Event::Mailboxes(mailboxes));
    }

    fn mailbox(&self, entry: &ListEntry, session: &mut Session) -> Mailbox {
        let has = |attribute: &str| entry.attributes.iter().any(|a| a == attribute);
        let is_subscribed = match &self.subscribed {
            Some(subscribed) => subscribed.contains(&entry.mailbox),
            None => self.form != Form::Extended || has("\\subscribed"),
        };
        let (counts, id) = match self.told.get(&entry.mailbox) {
            Some((counts, id)) => (Some(*counts), id.clone()),
            None => (None, None),
        };
        Mailbox {
            id,
            name: session.names.decoded(&entry.mailbox),
            delimiter: entry.delimiter,
            is_selectable: !has("\\noselect") && !has("\\nonexistent"),
            may_have_children: !has("\\noinferiors"),
            is_subscribed,
            special_use: None,
            counts,
        }
    }
}

impl Work for ListMailboxes {
    fn access(&self) -> Access {
        Access::Connection
    }

    /// All that a first LIST says of names is that it wants all of them.
    fn is_worded_alike(&self) -> bool {
        true
    }

    fn next_command(&mut self, session: &Session) -> Step {
        if self.form == Form::Undecided {
            // What the server can do decides everything here.
            if !session.capabilities.is_usable() {
                return Step::Wait;
            }
            self.start(session);
        }
        match self.waiting.pop_front() {
            Some(command) => {
                self.under_way += 1;
                Step::Send(command)
            }
            None => Step::Wait,
        }
    }

    fn observe(&mut self, answer: &mut Answer<'_>, _: &Session, _: &mut Events) -> bool {
        if self.under_way == 0 || self.is_told {
            return false;
        }
        match answer {
            Answer::List(entry) if self.listed.len() < MAILBOX_LIMIT => {
                self.listed.push((*entry).clone());
                true
            }
            Answer::Lsub(entry) => {
                let subscribed = self.subscribed.get_or_insert_default();
                if subscribed.len() < MAILBOX_LIMIT {
                    subscribed.insert(entry.mailbox.clone());
                }
                true
            }
            Answer::MailboxStatus(status) if self.told.len() < MAILBOX_LIMIT => {
                if status.is_damaged && !status.is_whole {
                    self.is_garbled = true;
                } else {
                    let told = (status.counts, status.id.clone());
                    self.told.insert(status.mailbox.clone(), told);
                }
                true
            }
            _ => false,
        }
    }

    fn complete(
        &mut self,
        label: u32,
        status: &Status,
        session: &mut Session,
        events: &mut Events,
    ) {
        self.under_way = self.under_way.saturating_sub(1);
        match label {
            NAMESPACE if session.namespaces.is_none() => {
                session.namespaces = Some(Namespaces::default());
            }
            LIST if status.is_ok() => self.is_listed = true,
            LIST if self.form == Form::Extended => {
                self.form = Form::Basic;
                self.push_list(session, b"", LIST);
                self.push_lsub();
            }
            // A purpose that is not known is no reason to show no mailbox.
            LIST if core::mem::take(&mut self.is_xlist_asked) => {
                self.is_xlist_refused = true;
                self.push_list(session, b"", LIST);
            }
            LIST => {
                let refused = Err(refusal(status, ProblemKind::ServerRefused));
                self.refused.get_or_insert(refused);
            }
            _ => {}
        }
        if self.under_way > 0 || !self.waiting.is_empty() || !self.is_listed || self.is_told {
            return;
        }
        if !core::mem::replace(&mut self.are_prefixes_asked, true) {
            self.ask_prefixes(session);
        }
        if self.waiting.is_empty() {
            self.tell(session, events);
        }
    }

    fn outcome(&self) -> Option<Outcome> {
        if self.under_way > 0 || !self.waiting.is_empty() {
            return None;
        }
        match &self.refused {
            Some(refused) => Some(refused.clone()),
            None => self.is_told.then_some(Ok(())),
        }
    }
}
