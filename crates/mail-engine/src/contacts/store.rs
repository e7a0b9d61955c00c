//! Contacts are kept in a mailbox of the account: read behind the inbox, written
//! as they change, and gathered now and then into fewer messages.
//!
//! ```text
//!  Search ─► Section… ─► the book ─► the page
//!                          │ ▲
//!            Save ◄────────┘ │     one small message for a change
//!            Gather ─► Expunge     many small messages become one
//! ```
//!
//! Nothing is ever changed in place, and what is written twice is read once: so
//! nothing has to be found out after a lost line, and two machines that write at
//! once lose nothing.

mod answers;

use super::aside::Aside;
use super::book::Book;
use super::complete::Directory;
use super::{ContactsNews, ContactsState, PackedNews, message};
use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::link::Purpose;
use crate::pool::{Carrier, Job};
use crate::shelf::Shelf;
use crate::timers::Timer;
use crate::tree::CONTACTS;
use crate::{Change, LaterChange};
use core::time::Duration;
use imap_client::{NewMessage, Priority, Request, RequestId};
use mail_model::{
    Address, MailboxCounts, MailboxName, Map, Problem, SearchKey, Timestamp, Uid, UidSet,
    UidValidity,
};
use std::collections::BTreeSet;

/// A message holds so many octets of cards, or one card.
const BUNDLE: usize = 192 * 1024;
/// So many messages are written at once.
const MOST_AT_ONCE: usize = 8;
/// Messages below this are small, and so many small ones are gathered.
const SMALL: usize = 24 * 1024;
const MANY_SMALL: usize = 40;
/// So many that bring nothing any more are removed.
const MANY_NEEDLESS: u32 = 10;
/// What failed is tried again after so long, then twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(5);
const LONGEST_WAIT: Duration = Duration::from_secs(10 * 60);

/// All that is known and under way of contacts.
#[derive(Debug, Default)]
pub(crate) struct Contacts {
    pub(super) book: Book,
    pub(super) directory: Directory,
    /// Somebody needs them.
    is_wanted: bool,
    /// The page shows them.
    pub(super) is_shown: bool,
    /// They were read once.
    pub(super) is_here: bool,
    /// There may be news in the mailbox.
    is_stale: bool,
    /// The counts of the mailbox when it was looked at last.
    counts: Option<MailboxCounts>,
    uid_validity: Option<UidValidity>,
    messages: Map<Uid, Message>,
    pub(super) asked: Map<RequestId, Asked>,
    /// Messages that came and were not read yet.
    came: Map<Uid, Vec<u8>>,
    /// Messages that are gone, to be forgotten once what came is read.
    gone: UidSet,
    /// Where the browser keeps what is not saved, and how the book was then: how
    /// often it had changed, and how many were not saved.
    pub(super) shelf: Shelf,
    pub(super) kept: (u64, usize),
    /// What is being changed.
    pub(super) aside: Aside,
    /// Groups that somebody was removed from with their contact.
    pub(super) left: Vec<(String, String)>,
    /// The mailbox that was made, until the server lists it.
    made: Option<MailboxName>,
    /// Something was written or read since it was looked whether to gather.
    may_gather: bool,
    /// Nothing is tried before: it was refused, and why.
    pub(super) refusal: Option<(Problem, Timestamp)>,
    tries: u32,
    /// The mailbox was refused once: it may be there since another machine made it.
    is_made_in_doubt: bool,
    /// The name that the mailbox is to be made under, where one was refused.
    is_beneath_inbox: bool,
    /// The page was told all of them.
    is_listed: bool,
    /// As the page was told last.
    told: Option<ContactsState>,
}

#[derive(Debug)]
struct Message {
    /// The cards that it brings some version of.
    ids: Vec<String>,
    octets: usize,
    is_ours: bool,
}

/// What was asked of the server.
#[derive(Debug)]
pub(super) enum Asked {
    Make(MailboxName),
    Search(Option<UidSet>),
    Section(Uid, Vec<u8>),
    Write(Box<Writing>),
    Expunge(UidSet),
    /// The newest of the mailbox for sent mail, and their headers.
    SentSearch(Option<UidSet>),
    SentHeaders,
}

/// Cards on their way into the mailbox.
#[derive(Debug)]
pub(super) struct Writing {
    /// The versions, by messages.
    bundles: Vec<Vec<(String, String)>>,
    /// Where they are, as the server told.
    appended: Option<(UidValidity, Vec<Uid>)>,
    /// What they take the place of.
    gathered: UidSet,
}

impl Contacts {
    /// A connection is gone, and with it its answers.
    pub(crate) fn interrupt(&mut self, connection: ConnectionId) {
        let before = self.asked.len();
        self.asked
            .retain(|request, _| !connection.carries(*request));
        if self.asked.len() < before {
            self.is_stale = true;
            self.directory.interrupt();
        }
    }
    fn is_under_way(&self, is_meant: impl Fn(&Asked) -> bool) -> bool {
        self.asked.values().any(is_meant)
    }
    fn is_looking(&self) -> bool {
        self.is_under_way(|asked| matches!(asked, Asked::Search(_) | Asked::Section(..)))
    }
    fn is_writing(&self) -> bool {
        self.is_under_way(|asked| {
            matches!(asked, Asked::Make(_) | Asked::Write(_) | Asked::Expunge(_))
        })
    }
    fn is_waiting(&self, now: Timestamp) -> bool {
        self.refusal.as_ref().is_some_and(|(_, until)| *until > now)
    }
    fn refuse(&mut self, problem: Problem, now: Timestamp) -> Timestamp {
        let wait = FIRST_WAIT.saturating_mul(1 << self.tries.min(10));
        let until = now + wait.min(LONGEST_WAIT);
        self.tries += 1;
        self.refusal = Some((problem, until));
        until
    }
    fn state(&self) -> ContactsState {
        match &self.refusal {
            Some((problem, _)) => ContactsState::Refused(problem.clone()),
            None if !self.is_here => ContactsState::Loading,
            None if self.book.is_saved() => ContactsState::Kept,
            None => ContactsState::Saving,
        }
    }
    /// Messages that are better one: small ones, where there are many, and those
    /// most of which was replaced since.
    fn to_gather(&self) -> BTreeSet<Uid> {
        let ours = self.messages.iter().filter(|(_, message)| message.is_ours);
        let is_stale = |uid: Uid, message: &Message| {
            let live = self.book.live_octets(uid, &message.ids);
            message.octets >= SMALL && live * 2 < message.octets
        };
        let small = ours.clone().filter(|(_, message)| message.octets < SMALL);
        let are_many = small.count() > MANY_SMALL;
        let worth = ours.filter(|(uid, message)| {
            (are_many && message.octets < SMALL) || is_stale(**uid, message)
        });
        worth.map(|(uid, _)| *uid).collect()
    }
}

impl Engine {
    /// Contacts, which are known from the first wish on.
    pub(super) fn contacts(&mut self) -> &mut Contacts {
        self.account.contacts.get_or_insert_default()
    }
    /// Somebody needs the contacts.
    pub(super) fn need_contacts(&mut self) {
        let contacts = self.contacts();
        if !contacts.is_wanted {
            contacts.is_wanted = true;
            contacts.is_stale = true;
        }
    }
    /// Looks for what others changed.
    pub(super) fn look_for_contacts(&mut self) {
        self.need_contacts();
        let contacts = self.contacts();
        contacts.is_stale = true;
        contacts.refusal = None;
        contacts.tries = 0;
    }

    /// Reads, keeps and gathers what is to be.
    pub(crate) fn want_contacts(&mut self) {
        if !self.account.contacts.as_ref().is_some_and(|c| c.is_wanted) {
            return;
        }
        self.keep_unsaved_contacts();
        self.want_sent_recipients();
        let mailbox = self.contacts_mailbox();
        let counts = mailbox
            .as_ref()
            .and_then(|m| self.account.tree.counts(m))
            .copied();
        let (now, is_known) = (self.now, !self.account.tree.is_empty());
        let contacts = self.contacts();
        if contacts.is_waiting(now) || !is_known {
            return self.tell_contacts();
        }
        if counts.is_some() && counts != contacts.counts {
            contacts.is_stale = true;
        }
        match mailbox {
            None => self.want_mailbox(),
            Some(mailbox) if self.contacts().is_stale => self.want_search(&mailbox, counts),
            Some(mailbox) => self.want_writing(mailbox),
        }
        self.tell_contacts();
    }
    fn contacts_mailbox(&self) -> Option<MailboxName> {
        let made = || self.account.contacts.as_ref()?.made.as_ref();
        self.account.tree.own(CONTACTS).or_else(made).cloned()
    }
    /// There is no mailbox: there is nothing in it, or it is to be made.
    fn want_mailbox(&mut self) {
        let contacts = self.contacts();
        if !contacts.is_here {
            contacts.is_here = true;
            contacts.is_stale = false;
        }
        if contacts.book.is_saved() || contacts.is_writing() {
            return;
        }
        let mailbox = match (contacts.is_beneath_inbox, self.account.tree.delimiter()) {
            (true, Some(delimiter)) => MailboxName::new(format!("INBOX{delimiter}{CONTACTS}")),
            _ => self.account.tree.name_at_top(CONTACTS),
        };
        let request = Request::CreateMailbox {
            mailbox: mailbox.clone(),
            special_use: None,
            subscribes: false,
        };
        match self.carrier(Job::Short, None, None) {
            Carrier::Ready(on) => {
                self.ask_for_contacts(on, request, Asked::Make(mailbox));
            }
            Carrier::Later => {}
            Carrier::Gone(problem) => self.contacts_refused(problem),
        }
    }
    fn want_search(&mut self, mailbox: &MailboxName, counts: Option<MailboxCounts>) {
        let contacts = self.contacts();
        if contacts.is_looking() || contacts.is_writing() {
            return;
        }
        let on = match self.carrier(Job::Short, Some(mailbox), None) {
            Carrier::Ready(on) => on,
            Carrier::Later => return,
            Carrier::Gone(problem) => return self.contacts_refused(problem),
        };
        let validity = self.links().find(|link| link.id == on);
        let validity = validity.and_then(|link| link.uid_validity());
        let contacts = self.contacts();
        if contacts.uid_validity != validity {
            contacts.uid_validity = validity;
            contacts.messages.clear();
            contacts.book.forget_messages();
        }
        contacts.is_stale = false;
        contacts.counts = counts;
        // A server may search what it last told of the mailbox alone.
        let (noop, background) = (Request::Noop, Priority::Background);
        self.submit_on(on, noop, background, Purpose::Noop);
        self.ask_for_contacts(on, Request::Search(SearchKey::All), Asked::Search(None));
    }
    /// Saves what changed; where nothing did, gathers.
    fn want_writing(&mut self, mailbox: MailboxName) {
        let contacts = self.contacts();
        if contacts.is_looking() || contacts.is_writing() || !contacts.is_here {
            return;
        }
        if contacts.book.is_saved() {
            if contacts.may_gather {
                contacts.may_gather = false;
                let ours = contacts.messages.iter();
                let ours = ours.filter(|(_, message)| message.is_ours);
                let ours: Vec<(Uid, &[String])> =
                    ours.map(|(uid, message)| (*uid, &*message.ids)).collect();
                let needless: UidSet = contacts.book.needless(&ours).into_iter().collect();
                // One that was replaced by the next is left for company.
                if needless.len() > MANY_NEEDLESS {
                    return self.expunge_gathered(&needless);
                }
                let gathered = contacts.to_gather();
                if !gathered.is_empty() {
                    self.gather_contacts(mailbox, &gathered);
                }
            }
            return;
        }
        let mut versions = contacts.book.unsaved(BUNDLE * MOST_AT_ONCE).into_iter();
        let bundles = bundles(&mut versions);
        self.write_contacts(mailbox, bundles, UidSet::new());
    }
    fn gather_contacts(&mut self, mailbox: MailboxName, gathered: &BTreeSet<Uid>) {
        let now = self.clock.in_browser(self.now);
        let contacts = self.contacts();
        let messages = gathered.iter().filter_map(|uid| contacts.messages.get(uid));
        let ids: BTreeSet<String> = messages.flat_map(|message| message.ids.clone()).collect();
        let versions = contacts.book.only_in(gathered, &ids, now);
        let bundles = bundles(&mut versions.into_iter());
        let gathered: UidSet = gathered.iter().copied().collect();
        if bundles.is_empty() {
            self.expunge_gathered(&gathered);
        } else {
            self.write_contacts(mailbox, bundles, gathered);
        }
    }
    fn write_contacts(
        &mut self,
        mailbox: MailboxName,
        bundles: Vec<Vec<(String, String)>>,
        gathered: UidSet,
    ) {
        let on = match self.carrier(Job::Short, None, None) {
            Carrier::Ready(on) => on,
            Carrier::Later => return,
            Carrier::Gone(problem) => return self.contacts_refused(problem),
        };
        let (now, from) = (self.clock.in_browser(self.now), self.contacts_author());
        let messages = bundles.iter().map(|bundle| {
            let id = self.next_message_id(&from).0;
            let cards: Vec<String> = bundle.iter().map(|(_, text)| text.clone()).collect();
            NewMessage {
                flags: message::flags(),
                received: None,
                message: message::written(&cards, &from, now, &id).into(),
            }
        });
        let messages = messages.collect();
        let request = Request::Append { mailbox, messages };
        let writing = Writing {
            bundles,
            appended: None,
            gathered,
        };
        self.ask_for_contacts(on, request, Asked::Write(Box::new(writing)));
    }
    fn contacts_author(&self) -> Address {
        let own = self.account.settings.identities.first();
        let own = own.map(|identity| identity.from.address.clone());
        Address {
            name: String::new(),
            address: own.unwrap_or_else(|| "porthole@localhost".to_owned()),
        }
    }
    fn expunge_gathered(&mut self, gathered: &UidSet) {
        let Some(mailbox) = self.contacts_mailbox() else {
            return;
        };
        let validity = self.contacts().uid_validity;
        match self.carrier(Job::Short, Some(&mailbox), validity) {
            Carrier::Ready(on) => {
                let request = Request::Expunge(gathered.clone());
                self.ask_for_contacts(on, request, Asked::Expunge(gathered.clone()));
            }
            // They are found to be replaced the next time that somebody looks.
            Carrier::Later | Carrier::Gone(_) => {}
        }
    }
    pub(super) fn ask_for_contacts(&mut self, on: ConnectionId, request: Request, asked: Asked) {
        let (background, purpose) = (Priority::Background, Purpose::Contacts);
        if let Some(request) = self.submit_on(on, request, background, purpose) {
            self.contacts().asked.insert(request, asked);
        }
    }
    fn contacts_refused(&mut self, problem: Problem) {
        let now = self.now;
        let until = self.contacts().refuse(problem, now);
        self.timers.set(Timer::Contacts, until);
    }

    // What the page is told.

    /// Tells what changed, if the page shows contacts.
    fn tell_contacts(&mut self) {
        let Some(contacts) = &mut self.account.contacts else {
            return;
        };
        if !contacts.is_shown {
            return;
        }
        let state = contacts.state();
        let mut news = Vec::new();
        if contacts.is_here && !contacts.is_listed {
            contacts.is_listed = true;
            contacts.book.take_touched();
            news.push(ContactsNews::All(contacts.book.rows().cloned().collect()));
        } else if contacts.is_listed && contacts.book.is_touched() {
            let (changed, gone) = contacts.book.take_touched();
            if !changed.is_empty() {
                news.push(ContactsNews::Changed(changed));
            }
            if !gone.is_empty() {
                news.push(ContactsNews::Gone(gone));
            }
        }
        if contacts.told.as_ref() != Some(&state) {
            contacts.told = Some(state.clone());
            news.push(ContactsNews::State(state));
        }
        for news in news {
            self.tell_of_contacts(&news);
        }
    }
    pub(super) fn tell_of_contacts(&mut self, news: &ContactsNews) {
        let news = PackedNews::new(news);
        self.changes
            .push_back(Change::Later(LaterChange::Contacts(news)));
    }
    /// The page shows contacts from now on, or no more.
    pub(super) fn show_contacts(&mut self, is_shown: bool) {
        let contacts = self.contacts();
        contacts.is_shown = is_shown;
        contacts.is_listed = false;
        contacts.told = None;
        if is_shown {
            self.look_for_contacts();
            self.offer_aside();
        }
    }
}

/// Versions of cards, by the messages that they are written in.
fn bundles(versions: &mut dyn Iterator<Item = (String, String)>) -> Vec<Vec<(String, String)>> {
    let mut bundles: Vec<Vec<(String, String)>> = Vec::new();
    let mut room = 0;
    for version in versions {
        let length = version.1.len();
        match bundles.last_mut() {
            Some(bundle) if length <= room => bundle.push(version),
            _ => {
                bundles.push(vec![version]);
                room = BUNDLE;
            }
        }
        room = room.saturating_sub(length);
    }
    bundles
}
