use crate::action::{ListId, Place};
use crate::ahead::Ahead;
use crate::answers::Answers;
use crate::arrivals::Arrivals;
use crate::choosing::Choosing;
use crate::composing::Composings;
use crate::contacts::Contacts;
use crate::conversation::Conversation;
use crate::download::Downloads;
use crate::drafts::Drafts;
use crate::export::Exports;
use crate::gathering::Gathering;
use crate::import::Imports;
use crate::input::ConnectionId;
use crate::journal::Journal;
use crate::keeping::Keeping;
use crate::limit::MessageLimit;
use crate::list::{MessageList, Sync};
use crate::operations::shares::Shared;
use crate::outbox::Outbox;
use crate::overlay::Overlay;
use crate::reading::Reading;
use crate::search::SearchState;
use crate::section::Sections;
use crate::seeking::Seeking;
use crate::settings::{KeptSettings, Settings};
use crate::sweep::Sweep;
use crate::tree::Tree;
use mail_model::{Address, MailboxName, Map, MessageRef, QuotaRoot, SpecialUse, Uid};
use std::collections::VecDeque;

/// So many lists are kept besides the open one, for when the person comes back.
const MOST_PARKED: usize = 4;
/// So many messages are not fetched beforehand once more.
const MOST_PREFETCHED: usize = 200;
/// So many messages stay allowed to show remote images.
const MOST_ALLOWED: usize = 200;

/// Where the counts of the open mailbox come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OpenCounts {
    /// From before it was opened: nothing is added to them.
    #[default]
    Stale,
    /// The same, and they are on their way.
    Asked,
    /// From after its rows: what changes in these changes them.
    Current,
}

/// What is known of the account's mail, and what the person looks at of it.
/// It outlives connections and ends with the session.
#[derive(Debug, Default)]
pub(crate) struct Account {
    /// Where the person is.
    pub(crate) place: Option<Place>,
    pub(crate) tree: Tree,
    /// How much room there is, as told last.
    pub(crate) quota: Vec<QuotaRoot>,
    /// What is looked for in several mailboxes: its list is shown in place of the
    /// place's mailbox.
    pub(crate) sweep: Option<Box<Sweep>>,
    /// What of the place's search was looked for before it was typed to its end.
    pub(crate) ahead: Ahead,
    /// The open message's conversation, where conversations are shown.
    pub(crate) gathering: Option<Box<Gathering>>,
    /// What the person has sent, where conversations are shown.
    pub(crate) answers: Answers,
    /// Which messages the person means, if the server was asked.
    pub(crate) choosing: Option<Choosing>,
    /// The list's conversations as the page was told of them.
    pub(crate) told_conversations: (ListId, u32, Vec<Conversation>),
    /// How far the place's search was as the page was told.
    pub(crate) told_search: Option<SearchState>,
    /// The place's mailbox.
    pub(crate) list: Option<MessageList>,
    /// The mailbox that the page knows it can only read.
    pub(crate) told_read_only: Option<MailboxName>,
    /// The server would not open the place's mailbox.
    pub(crate) is_list_refused: bool,
    /// Lists of mailboxes that were open before, the latest last.
    pub(crate) parked: VecDeque<MessageList>,
    pub(crate) overlay: Overlay,
    pub(crate) journal: Journal,
    /// What is done to messages of several mailboxes, the latest last.
    pub(crate) shared: VecDeque<Shared>,
    /// How many shares there were.
    pub(crate) shares: u32,
    pub(crate) sections: Sections,
    /// The place's message.
    pub(crate) reading: Option<Reading>,
    /// Where a message within it is read: those around that, the outermost first.
    pub(crate) around: Vec<Reading>,
    /// The place's message, while it is looked for elsewhere.
    pub(crate) seeking: Option<Box<Seeking>>,
    pub(crate) downloads: Downloads,
    pub(crate) composings: Composings,
    pub(crate) exports: Exports,
    pub(crate) imports: Imports,
    pub(crate) outbox: Outbox,
    /// Whom the person knows, once somebody asked.
    pub(crate) contacts: Option<Box<Contacts>>,
    /// What came to mailboxes that are watched.
    pub(crate) arrivals: Arrivals,
    pub(crate) limit: MessageLimit,
    pub(crate) drafts: Drafts,
    pub(crate) keeping: Keeping,
    /// Rows are known from before the mailbox was selected: their flags are asked for.
    pub(crate) needs_flags: bool,
    /// Whether the open mailbox's counts go with its rows.
    pub(crate) open_counts: OpenCounts,
    /// Messages and unread ones of each mailbox as the page was told.
    pub(crate) told_counts: Map<MailboxName, (u32, u32)>,
    /// Messages that were fetched beforehand, the latest last: each is once.
    pub(crate) prefetched: VecDeque<MessageRef>,
    /// What the person has set: what the account has, and what they changed since.
    pub(crate) settings: Settings,
    /// How that is kept in the account.
    pub(crate) kept_settings: KeptSettings,
    /// The domains whose addresses may be the person's, as far as anybody said.
    pub(crate) domains: Vec<String>,
    /// Messages that may show remote images, the latest last.
    allowed: VecDeque<MessageRef>,
}

impl Account {
    /// The open message and those around it.
    pub(crate) fn readings_mut(&mut self) -> impl Iterator<Item = &mut Reading> {
        self.reading.iter_mut().chain(&mut self.around)
    }
    /// The connection is gone: what was loaded stays, what was asked is asked again.
    pub(crate) fn fall_behind(&mut self) {
        if let Some(list) = &mut self.list {
            list.line_lost();
        }
        self.set_list_aside();
        self.is_list_refused = false;
        if let Some(reading) = &mut self.reading {
            reading.retry();
        }
    }
    /// The message of this UID, to be read as the person likes to.
    pub(crate) fn reading_of(&self, uid: Uid) -> Reading {
        let mut reading = Reading::new(uid);
        reading.prefers_text = self.settings.preferences.prefers_text;
        reading
    }
    /// Whether a message of the open mailbox with these authors shows its remote
    /// images by itself. What is taken for junk shows nothing for whoever prefers
    /// images of all.
    pub(crate) fn shows_remote_of(&self, authors: &[Address]) -> bool {
        let preferences = &self.settings.preferences;
        let open = self.list.as_ref().map(|list| &list.mailbox);
        let is_junk = open.is_some() && self.tree.special(SpecialUse::Junk) == open;
        preferences.allows_remote_from(authors) || (preferences.shows_remote && !is_junk)
    }
    /// What was asked on a connection that is gone is asked on another.
    pub(crate) fn forget_connection(&mut self, connection: ConnectionId) {
        self.overlay.lose(connection);
        self.tree.pending.repeat(connection);
        self.tree.forget_questions();
        self.sections.forget_fetches(connection);
        self.downloads.interrupt(connection);
        self.composings.interrupt(connection);
        self.exports.interrupt(connection);
        self.imports.interrupt(connection);
        self.kept_settings.interrupt(connection);
        self.arrivals.interrupt(connection);
        self.answers.interrupt(connection);
        if let Some(sweep) = &mut self.sweep {
            sweep.interrupt(connection);
        }
        if let Some(gathering) = &mut self.gathering {
            gathering.interrupt(connection);
        }
        if let Some(contacts) = &mut self.contacts {
            contacts.interrupt(connection);
        }
        if let Some(list) = &mut self.list {
            list.interrupt_view(connection);
        }
    }
    /// The open list's mailbox is not selected for a while.
    pub(crate) fn set_list_aside(&mut self) {
        if let Some(list) = &mut self.list {
            list.fall_behind();
            self.needs_flags = true;
            self.open_counts = OpenCounts::Stale;
        }
    }
    /// Keeps the open list for when the person comes back to it.
    pub(crate) fn park_list(&mut self) {
        let Some(mut list) = self.list.take() else {
            return;
        };
        if let (Sync::Live, Some(counts)) = (list.sync(), self.tree.counts_mut(&list.mailbox)) {
            counts.messages = list.placement().total();
        }
        list.fall_behind();
        // All rows that stay are told again when it is opened again.
        list.forget_far_rows();
        if list.total().is_some() && list.placement().has_uids() {
            self.parked.push_back(list);
            if self.parked.len() > MOST_PARKED {
                self.parked.pop_front();
            }
        }
    }
    /// Takes the list of a mailbox that was open before.
    pub(crate) fn unpark_list(&mut self, mailbox: &MailboxName) -> Option<MessageList> {
        let place = self
            .parked
            .iter()
            .position(|list| list.mailbox == *mailbox)?;
        self.parked.remove(place)
    }
    /// A message is fetched beforehand.
    pub(crate) fn note_prefetch(&mut self, message: &MessageRef) {
        self.prefetched.push_back(message.clone());
        if self.prefetched.len() > MOST_PREFETCHED {
            self.prefetched.pop_front();
        }
    }
    /// The person allowed a message to show remote images.
    pub(crate) fn allow_remote(&mut self, message: &MessageRef) {
        if !self.is_allowed(message) {
            self.allowed.push_back(message.clone());
            if self.allowed.len() > MOST_ALLOWED {
                self.allowed.pop_front();
            }
        }
    }
    /// Whether a message may show remote images.
    pub(crate) fn is_allowed(&self, message: &MessageRef) -> bool {
        self.allowed.contains(message)
    }
}
