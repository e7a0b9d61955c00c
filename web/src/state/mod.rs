//! What is on screen, as signals.
//!
//! This module alone writes them (I7): [`State::apply`] for what the engine
//! tells, and a few named methods, called from event handlers, for what only
//! the page knows (which rows are in view, where the cursor is). Components get
//! read signals. No effect writes a signal.

mod answers;
mod arrivals;
mod composers;
mod contact_book;
mod contacts;
mod conversations;
mod downloads;
mod heads;
mod list;
mod mailbox_facts;
mod notices;
mod operations;
mod outbox;
mod preferences;
mod preparations;
pub mod recent_searches;
mod rows;
mod search;
mod selection;
mod standing;
mod tree;
mod tree_lines;

pub use answers::{Answers, GivenAnswer};
pub use arrivals::{Arrival, Arrivals};
pub use composers::{Composer, Composers, Field, Phase, Stance, Told, Trouble};
pub use contact_book::{ContactBook, ContactEvent, ContactLine};
pub use contacts::Contacts;
pub use conversations::{Conversations, Gathered};
pub use downloads::{Download, DownloadState, Downloaded, Downloads, Progress};
pub use heads::Head;
pub use list::{List, ListHead, ListPhase, Row, Window};
pub use mailbox_facts::{MailboxFacts, Room};
pub use notices::{Advance, LONG_UNDO_SECONDS, Notice, Notices, Said, UNDO_SECONDS};
pub use operations::{Asked, Operations, PaletteOf, Words};
pub use outbox::{Outbox, Watched};
pub use preparations::Preparations;
pub use search::{Marker, Marks, Place as MarkedPlace, Searching};
pub use selection::{Selected, Selection};
pub use standing::{Spot, Turn};
pub use tree::{Counts, MailboxMenu, MailboxTask, Tree};
pub use tree_lines::{TreeLine, TreeLook, TreeSpot, tree_lines};

use crate::i18n;
use crate::reactive::*;
use crate::route::Route;
use crate::sorting::{Sorting, SortingKey};
use mail_engine::{
    Change, DownloadId, LaterChange, ListId, MessageView, OutgoingId, OutgoingState, Preferences,
    SentCopy, SessionState, Settings, SettingsState,
};
use mail_model::{Flags, MailboxName, Problem, Uid};
use std::sync::Arc;

/// How long the way to what was not sent is offered, in seconds; it stays in the
/// outbox.
const SHOW_SECONDS: u32 = 20;

/// The message pane's content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// No message is open.
    #[default]
    Nothing,
    /// A message, as far as it is known.
    Open(Arc<MessageView>),
    /// The message could not be opened.
    Failed(Uid, Problem),
    /// It is not where a link says, and is looked for elsewhere; or was, and is
    /// nowhere.
    Sought(Uid, bool),
}

/// A file that is complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinishedFile {
    /// Which download.
    pub download: DownloadId,
    /// The name to save it under.
    pub name: String,
    /// The charset that a text's label names.
    pub charset: Option<String>,
    /// It is to be saved now, not only to be shown.
    pub is_to_save: bool,
    /// It may be looked at or saved once more.
    pub is_to_keep: bool,
}

/// Everything that more than one component looks at. A handle: copies are the same state.
#[derive(Clone, Copy)]
pub struct State {
    /// The mailboxes.
    pub tree: Tree,
    /// The open list.
    pub list: List,
    /// Its conversations.
    pub conversations: Conversations,
    /// What of it is selected.
    pub selection: Selection,
    /// The downloads.
    pub downloads: Downloads,
    /// The letters that were sent from here.
    pub outbox: Outbox,
    /// What is being written.
    pub composers: Composers,
    /// The way of news to the contacts' page.
    pub contacts: Contacts,
    /// The answers to invitations.
    pub answers: Answers,
    /// The way of new mail to what tells of it.
    pub arrivals: Arrivals,
    /// What was done to messages.
    pub operations: Operations,
    /// The toasts, and what is said to those who do not see.
    pub notices: Notices,
    /// What is made fit for editors.
    pub preparations: Preparations,
    /// What is looked for.
    pub search: Searching,
    user: RwSignal<String>,
    upstream: RwSignal<String>,
    session: RwSignal<Option<SessionState>>,
    preferences: RwSignal<Preferences>,
    settings: RwSignal<Option<Settings>>,
    settings_state: RwSignal<SettingsState>,
    is_newcomer: RwSignal<bool>,
    reading: RwSignal<Reading>,
    route: RwSignal<Route>,
}

impl State {
    /// The state of a page that was just loaded at `route`.
    pub fn new(route: Route) -> Self {
        let notices = Notices::new();
        let is_alone = matches!(route, Route::Compose(_));
        let route = RwSignal::new(route);
        Self {
            tree: Tree::new(),
            list: List::new(),
            conversations: Conversations::new(),
            selection: Selection::new(),
            downloads: Downloads::new(),
            outbox: Outbox::new(),
            composers: Composers::new(is_alone),
            contacts: Contacts::new(),
            answers: Answers::new(),
            arrivals: Arrivals::new(),
            operations: Operations::new(notices),
            notices,
            preparations: Preparations::new(),
            user: RwSignal::new(String::new()),
            upstream: RwSignal::new(String::new()),
            session: RwSignal::new(None),
            preferences: RwSignal::new(Preferences::default()),
            settings: RwSignal::new(None),
            settings_state: RwSignal::new(SettingsState::Kept),
            is_newcomer: RwSignal::new(false),
            reading: RwSignal::new(Reading::default()),
            search: Searching::new(route),
            route,
        }
    }

    /// The user's name as it was typed at login; empty while nobody is logged in.
    pub fn user(&self) -> ReadSignal<String> {
        self.user.read_only()
    }

    /// The name of the upstream that the user is at; empty while nobody is logged in.
    pub fn upstream(&self) -> ReadSignal<String> {
        self.upstream.read_only()
    }

    /// Where the session stands; `None` until the engine said so.
    pub fn session(&self) -> ReadSignal<Option<SessionState>> {
        self.session.read_only()
    }

    /// How the person reads.
    pub fn preferences(&self) -> ReadSignal<Preferences> {
        self.preferences.read_only()
    }

    /// Takes up the preferences that were kept for whoever is logged in now.
    pub fn recall_preferences(&self) -> Preferences {
        let (upstream, user) = (self.upstream.get_untracked(), self.user.get_untracked());
        let kept = preferences::kept(&upstream, &user);
        preferences::put_on(kept.look.theme);
        self.preferences.set(kept.clone());
        kept
    }

    /// The person reads otherwise from now on. Whoever calls this tells the engine.
    pub fn set_preferences(&self, preferences: Preferences) {
        let (upstream, user) = (self.upstream.get_untracked(), self.user.get_untracked());
        preferences::keep(&upstream, &user, &preferences);
        let before = self.preferences.with_untracked(|before| before.look.theme);
        if before != preferences.look.theme {
            preferences::put_on(preferences.look.theme);
        }
        self.preferences.set(preferences);
    }

    /// What the person has set; `None` until it is known.
    pub fn settings(&self) -> ReadSignal<Option<Settings>> {
        self.settings.read_only()
    }

    /// Whether the account has what the person has set.
    pub fn settings_state(&self) -> ReadSignal<SettingsState> {
        self.settings_state.read_only()
    }

    /// Whether nobody has set anything in this account yet.
    pub fn is_newcomer(&self) -> ReadSignal<bool> {
        self.is_newcomer.read_only()
    }

    /// Something else is set from now on. Whoever calls this tells the engine.
    pub fn set_settings(&self, settings: Settings) {
        if self
            .preferences
            .with_untracked(|before| *before != settings.preferences)
        {
            self.set_preferences(settings.preferences.clone());
        }
        if settings.is_welcomed {
            self.is_newcomer.set(false);
        }
        self.settings.set(Some(settings));
    }

    /// The open message.
    pub fn reading(&self) -> ReadSignal<Reading> {
        self.reading.read_only()
    }

    /// Where the person is.
    pub fn route(&self) -> ReadSignal<Route> {
        self.route.read_only()
    }

    /// The URL changed. Whoever calls this has told the engine and the history.
    pub fn set_route(&self, route: Route) {
        let place = route.place();
        let is_still_open = self.reading.with_untracked(|reading| match reading {
            Reading::Nothing => true,
            // A composer lies over it.
            _ if matches!(route, Route::Compose(_)) => true,
            Reading::Open(view) => place.is_some_and(|place| {
                place.message == Some(view.message.uid) && place.mailbox == view.message.mailbox
            }),
            Reading::Failed(uid, _) | Reading::Sought(uid, _) => {
                place.is_some_and(|place| place.message == Some(*uid))
            }
        });
        if !is_still_open {
            // What is on screen never is another message than the URL names.
            self.reading.set(Reading::Nothing);
        }
        self.conversations
            .arrive(place.and_then(|place| place.message));
        self.search.arrive(&self.route.get_untracked(), &route);
        self.route.set(route);
    }

    /// Takes in what changed for the list and the session.
    pub fn apply(&self, changes: Vec<Change>) {
        for change in changes {
            self.apply_one(change);
        }
    }

    fn apply_one(&self, change: Change) {
        match change {
            Change::Account { user, upstream } => self.set_account(user, upstream),
            Change::Session(session) => self.set_session(session),
            Change::Mailboxes(entries) => self.tree.set_entries(entries),
            Change::Counts {
                mailbox,
                messages,
                unseen,
            } => self.tree.set_counts(mailbox, Counts { messages, unseen }),
            Change::ListOpened {
                list,
                mailbox,
                total,
            } => self.open_list(list, mailbox, total),
            Change::ReadOnly(mailbox) => self.list.set_read_only(mailbox),
            Change::ListFailed { list, problem } => self.list.fail(list, problem),
            Change::ListSpliced {
                list,
                at,
                removed,
                inserted,
                total,
            } => {
                if self.list.is_open(list) {
                    let gone = match self.selection.holds_some() {
                        true => {
                            let gone = self.list.uids_in(at..at.saturating_add(removed));
                            self.conversations.whole(gone)
                        }
                        false => Vec::new(),
                    };
                    self.selection.splice(at, removed, inserted, &gone);
                }
                self.list.splice(list, at, removed, inserted, total);
            }
            Change::Rows { list, start, rows } => {
                if self.list.is_open(list) {
                    self.selection.learn(rows.iter().map(|row| row.uid));
                }
                self.list.fill(list, start, rows);
            }
            Change::Flags { uid, flags } => self.set_flags(uid, &flags),
            Change::NewMail { mailbox, messages } => {
                self.notices.announce_new_mail(&messages);
                let count = u32::try_from(messages.len()).unwrap_or(u32::MAX);
                self.arrivals.tell(mailbox, count, messages);
            }
            Change::Notice(problem) => self.notices.show(problem),
            // What comes later comes packed, and is told by whoever unpacks it;
            // the others are shown by nothing yet.
            Change::Later(_)
            | Change::ListProgress { .. }
            | Change::Threads { .. }
            | Change::PlaceMoved(_) => {}
        }
    }

    /// Takes in what changed beside the list, and returns a file that is complete.
    /// Only code that comes later calls it.
    pub fn apply_later(&self, change: LaterChange) -> Option<FinishedFile> {
        match change {
            LaterChange::Message(view) => self.open_message(*view),
            LaterChange::MessageFailed { uid, problem } if self.wants_message(uid) => {
                self.reading.set(Reading::Failed(uid, problem));
            }
            LaterChange::MessageSought { uid, is_going } if self.wants_message(uid) => {
                self.reading.set(Reading::Sought(uid, is_going));
            }
            LaterChange::MessageClosed => self.reading.set(Reading::Nothing),
            LaterChange::DownloadProgress {
                download,
                received,
                total,
                ..
            } => self.downloads.go_on(download, received, total),
            LaterChange::Downloaded {
                download,
                file_name,
                charset,
                ..
            } => {
                let finished = self.downloads.finish(download)?;
                return Some(FinishedFile {
                    download,
                    name: file_name,
                    charset,
                    is_to_save: finished.is_to_save,
                    is_to_keep: matches!(finished.what, Downloaded::File(..)),
                });
            }
            LaterChange::DownloadFailed { download, problem } => match problem {
                Some(problem) => self.downloads.set(download, DownloadState::Failed(problem)),
                None => self.downloads.forget(download),
            },
            LaterChange::FileNotKept { problem, .. } => self.notices.show(problem),
            LaterChange::Outgoing { outgoing, state } => self.tell_outgoing(outgoing, state),
            LaterChange::Prepared { question, content } => {
                self.preparations.answer(question, content);
            }
            LaterChange::Settings(settings) => self.set_settings(*settings),
            LaterChange::SettingsState(state) => self.tell_settings_state(state),
            LaterChange::Welcome => self.is_newcomer.set(true),
            LaterChange::Arrived {
                mailbox,
                count,
                messages,
            } => self.arrivals.tell(mailbox, count, messages),
            LaterChange::Outbox(items) => self.outbox.set_items(items),
            LaterChange::Completions { question, found } if Searching::is_own(question) => {
                self.search.answer(question, found);
            }
            change @ (LaterChange::Composing(_)
            | LaterChange::ComposeFailed { .. }
            | LaterChange::ComposeProgress { .. }
            | LaterChange::DraftState { .. }
            | LaterChange::KeptDrafts(_)
            | LaterChange::LogoutWouldLose(_)
            | LaterChange::MessageLimit(_)
            | LaterChange::Completions { .. }) => self.composers.tell(Told::Change(change)),
            LaterChange::Operation { operation, state } => self.operations.tell(operation, &state),
            LaterChange::Contacts(news) => self.contacts.tell(&news),
            change @ (LaterChange::Quota(_)
            | LaterChange::Rights { .. }
            | LaterChange::Acl { .. }
            | LaterChange::StaleSubscriptions(_)
            | LaterChange::MailboxSize { .. }) => self.tree.tell(change),
            LaterChange::Conversations { list, count, told } if self.list.is_open(list) => {
                self.conversations.tell(count, told);
                self.list.stand_below(self.conversations.unfolded());
                let conversations = self.conversations;
                self.list.find_sought(|uid| conversations.latest_of(uid));
            }
            LaterChange::Gathered {
                of,
                members,
                is_going,
            } if self.wants_message(of) => self.conversations.gather(of, members, is_going),
            LaterChange::Member(view) => self.conversations.read(*view),
            LaterChange::Chosen { question, uids } => {
                self.selection.answer(question, uids.iter().collect());
            }
            LaterChange::Hits { list, hits } => self.search.learn(list, hits),
            LaterChange::Search(state) => self.search.tell(state),
            // Nothing shows the rest yet.
            _ => {}
        }
        None
    }

    /// A letter goes on. What was not sent, or may not have been, is told wherever
    /// the person is by now; and what they wrote themself, once it is sent.
    fn tell_outgoing(&self, outgoing: OutgoingId, state: OutgoingState) {
        let is_over = !matches!(
            state,
            OutgoingState::Queued { .. } | OutgoingState::Submitting { .. }
        );
        if is_over && let Some(letter) = self.outbox.unwatch(outgoing) {
            // It can't be called back any more.
            self.notices.dismiss(letter.toast);
            let subject = letter.subject;
            match &state {
                OutgoingState::Sent(_) => {
                    self.notices.tell(i18n::sent_done(&subject));
                }
                OutgoingState::Failed {
                    problem,
                    recipients,
                } if !self.outbox.holds(outgoing) => {
                    // It never left: it is open again, with the reason.
                    let trouble = Trouble {
                        problem: problem.clone(),
                        recipients: recipients.clone(),
                    };
                    self.composers.note(letter.draft, trouble);
                    self.composers.tell(Told::Reopen(letter.draft));
                }
                _ => {
                    let composers = self.composers;
                    let show = move || composers.tell(Told::ShowOutbox);
                    let words = match state {
                        OutgoingState::Unknown(_) => i18n::sent_unknown(&subject),
                        _ => i18n::sent_failed(&subject),
                    };
                    self.notices
                        .regret(words, i18n::sent_show(), SHOW_SECONDS, show);
                }
            }
        }
        match &state {
            OutgoingState::Failed { problem, .. }
            | OutgoingState::Unknown(problem)
            | OutgoingState::Sent(SentCopy::Refused(problem))
            | OutgoingState::Queued {
                problem: Some(problem),
                ..
            } => self.notices.show(problem.clone()),
            _ => {}
        }
        self.outbox.set(outgoing, state);
    }

    /// What the server did not take is told once, and stands on the settings page.
    fn tell_settings_state(&self, state: SettingsState) {
        if let SettingsState::Refused(problem) = &state
            && !matches!(
                self.settings_state.get_untracked(),
                SettingsState::Refused(_)
            )
        {
            self.notices.show(problem.clone());
        }
        self.settings_state.set(state);
    }

    fn open_list(&self, list: ListId, mailbox: MailboxName, total: Option<u32>) {
        if !self.list.is_open(list) {
            self.selection.start_anew();
            self.conversations.forget();
        }
        let is_by_date = self.route.with_untracked(|route| {
            let view = route.place().map(|place| &place.view);
            view.is_some_and(|view| {
                // Conversations stand by when their latest message was written.
                let is_of_conversations = view.is_folded && view.order.is_empty();
                is_of_conversations || Sorting::of(&view.order).key == SortingKey::Date
            })
        });
        self.list.group_by_date(is_by_date);
        let message = self.route.with_untracked(|route| {
            let place = route.place();
            place.and_then(|place| place.message.filter(|_| place.mailbox == mailbox))
        });
        self.list.open(list, mailbox, total, message);
    }

    fn set_account(&self, user: String, upstream: String) {
        self.user.set(user);
        self.upstream.set(upstream);
    }

    fn set_session(&self, session: SessionState) {
        let before = self.session.get_untracked();
        match &session {
            SessionState::LoggedOut(_) => {
                // Nothing of a mailbox stays behind a login form.
                self.set_account(String::new(), String::new());
                self.tree.clear();
                self.list.close();
                self.search.forget();
                self.conversations.forget();
                self.selection.start_anew();
                self.downloads.clear();
                self.notices.clear();
                self.operations.clear();
                self.outbox.clear();
                self.composers.clear();
                self.contacts.clear();
                self.answers.clear();
                self.preparations.clear();
                self.settings.set(None);
                self.settings_state.set(SettingsState::Kept);
                self.is_newcomer.set(false);
                self.reading.set(Reading::Nothing);
            }
            SessionState::Online => {
                if matches!(
                    before,
                    Some(SessionState::Offline { .. } | SessionState::Reconnecting)
                ) {
                    self.notices.announce(i18n::connection_back());
                }
            }
            _ => {}
        }
        if before.as_ref() != Some(&session) {
            self.session.set(Some(session));
        }
    }

    fn set_flags(&self, uid: Uid, flags: &Flags) {
        self.list.set_flags(uid, flags);
        let concerns_open = self.reading.with_untracked(|reading| {
            matches!(reading, Reading::Open(view)
                if view.message.uid == uid && view.summary.flags != *flags)
        });
        if concerns_open {
            self.reading.update(|reading| {
                if let Reading::Open(view) = reading {
                    Arc::make_mut(view).summary.flags = flags.clone();
                }
            });
        }
    }

    fn open_message(&self, view: MessageView) {
        // What comes late for a message that was left is not shown.
        if self.wants_message(view.message.uid) {
            self.reading
                .set(Reading::Open(Arc::new(self.up_to_date(view))));
        }
    }

    /// What was told of the message's flags while its header and body waited for
    /// the code that unpacks them, the row knows.
    fn up_to_date(&self, mut view: MessageView) -> MessageView {
        let row = self.list.row_of(view.message.uid);
        if let Some(summary) = row.and_then(|row| self.list.summary_at(row)) {
            view.summary.flags.clone_from(&summary.flags);
        }
        view
    }

    fn wants_message(&self, uid: Uid) -> bool {
        self.route.with_untracked(|route| {
            route
                .place()
                .is_some_and(|place| place.message == Some(uid))
        })
    }
}

#[cfg(test)]
mod tests;
