use crate::action::{ListId, Place};
use crate::later_change::LaterChange;
use mail_model::{Address, Flags, Mailbox, MailboxName, MessageSummary, Problem, Timestamp, Uid};
use serde::{Deserialize, Serialize};

/// Where the session stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SessionState {
    /// Nobody is logged in. With a problem if a login was refused or a session ended.
    LoggedOut(Option<Problem>),
    /// The first connection is being made and the login is under way.
    LoggingIn,
    /// All is well.
    Online,
    /// The connection was lost. What was loaded stays on screen.
    Offline {
        /// Why.
        problem: Problem,
        /// When it is tried again; `None` while the browser itself is offline.
        retry_at: Option<Timestamp>,
    },
    /// It is being tried again.
    Reconnecting,
}

/// A mailbox in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxEntry {
    /// The mailbox.
    pub mailbox: Mailbox,
    /// How deep it is indented.
    pub depth: u32,
    /// It has children.
    pub has_children: bool,
    /// It holds all mailboxes of a kind that are not the person's own.
    pub section: Option<TreeSection>,
}

/// Mailboxes that are not the person's own, by whose they are (RFC 2342).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TreeSection {
    /// Other users'.
    OtherUsers,
    /// Nobody's.
    Shared,
}

/// A row's place in its conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadPlace {
    /// How many messages stand above it, those that are not there included.
    pub depth: u16,
    /// How many messages the conversation has that begins with it; 0 where it
    /// goes on.
    pub length: u32,
}

/// How an operation goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OperationState {
    /// The person sees it, and the server has still to do it, or is at it.
    Pending {
        /// So many messages are done.
        done: u32,
        /// Of so many, where that is known.
        total: Option<u32>,
    },
    /// It has happened, all of it or as much as was not stopped.
    Done {
        /// `Action::Undo` takes it back.
        can_undo: bool,
    },
    /// It has not happened, or only in part, and the person sees again what is
    /// left on the server. The problem carries the server's words.
    Failed(Problem),
    /// It was taken back, or stopped before anything had happened.
    Undone,
}

/// Somebody whom a message may be for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// The group's name; empty for one person.
    pub group: String,
    /// Whom it stands for.
    pub addresses: Vec<Address>,
}

/// What changed for the person, as far as a list of messages needs it; all else is
/// a [`LaterChange`]. Optimistic: pending operations are folded in already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Whose mail the session shows, from the login or a reload on. It holds until
    /// the session is [`SessionState::LoggedOut`].
    Account {
        /// The user's name as typed.
        user: String,
        /// The upstream's name.
        upstream: String,
    },
    /// The session's state.
    Session(SessionState),
    /// The whole tree, in the order to show it in: inbox, special ones, then by name.
    Mailboxes(Vec<MailboxEntry>),
    /// One mailbox's counts.
    Counts {
        /// Which.
        mailbox: MailboxName,
        /// Messages in it.
        messages: u32,
        /// Unread ones.
        unseen: u32,
    },
    /// A list begins: everything of the one before is void. `total` is `None`
    /// until the mailbox's size is known; then the same list is told once more.
    ListOpened {
        /// Its name.
        list: ListId,
        /// Of which mailbox.
        mailbox: MailboxName,
        /// How many rows it has.
        total: Option<u32>,
    },
    /// The mailbox that is open, if it can only be read: told when that changes.
    ReadOnly(Option<MailboxName>),
    /// The mailbox could not be opened.
    ListFailed {
        /// Of which list.
        list: ListId,
        /// Why.
        problem: Problem,
    },
    /// Rows came or went: at row `at`, `removed` rows are replaced by `inserted`
    /// new ones whose content is not known yet.
    ListSpliced {
        /// Of which list.
        list: ListId,
        /// The first row concerned, from the top.
        at: u32,
        /// How many went.
        removed: u32,
        /// How many came.
        inserted: u32,
        /// How many rows there are now.
        total: u32,
    },
    /// The content of rows, from `start` on, from the top.
    Rows {
        /// Of which list.
        list: ListId,
        /// The first row.
        start: u32,
        /// One after the other.
        rows: Vec<MessageSummary>,
    },
    /// A message's flags in the open list, and in the open message.
    Flags {
        /// Which message of the open mailbox.
        uid: Uid,
        /// All its flags.
        flags: Flags,
    },
    /// New messages arrived in a mailbox while the person looks on.
    NewMail {
        /// Where.
        mailbox: MailboxName,
        /// The newest of them, from the top of the list.
        messages: Vec<MessageSummary>,
    },
    /// A word to the person, shown for a while.
    Notice(Problem),
    /// The order of a list is being made, or its messages looked for: so many of
    /// so many are known.
    ListProgress {
        /// Of which list.
        list: ListId,
        /// How many.
        done: u32,
        /// Of how many.
        total: u32,
    },
    /// Where rows stand in their conversations; comes before the rows.
    Threads {
        /// Of which list.
        list: ListId,
        /// The first row.
        start: u32,
        /// One after the other.
        places: Vec<ThreadPlace>,
    },
    /// The place's mailbox has another name now, or is no more: the URL follows.
    PlaceMoved(Place),
    /// Anything else. It crosses to the page packed, because only the code that
    /// comes later can unpack it.
    #[serde(skip)]
    Later(LaterChange),
}

impl From<LaterChange> for Change {
    fn from(change: LaterChange) -> Self {
        Self::Later(change)
    }
}
