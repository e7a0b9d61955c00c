use crate::action::{DownloadId, ListId, OperationId, Place};
use crate::compose::{Draft, DraftId, DraftState, KeptDraft, Prepared, Unsaved};
use crate::contacts::PackedNews;
use crate::message_view::MessageView;
use crate::outgoing::{OutboxItem, OutgoingId, OutgoingState};
use crate::settings::{Settings, SettingsState};
use crate::transfer::TransferId;
use mail_model::{
    AclEntry, Address, FileId, Flags, Mailbox, MailboxName, MessageSummary, Problem, QuotaRoot,
    Rights, Timestamp, Uid, UidValidity,
};
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

/// What changed for the person. Optimistic: pending operations are folded in already.
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
    /// The open message: comes with its header first if that is known from the
    /// list, then with its body, then whenever something about it changes.
    Message(Box<MessageView>),
    /// The message that was asked for is not there.
    MessageFailed {
        /// The place's UID.
        uid: Uid,
        /// Why.
        problem: Problem,
    },
    /// No message is open.
    MessageClosed,
    /// A download goes on.
    DownloadProgress {
        /// Which.
        download: DownloadId,
        /// Octets so far, as they come.
        received: u64,
        /// Octets in all, as they come.
        total: u64,
        /// What of the file follows on what was told before. It crosses to the
        /// page as a transferred buffer.
        bytes: Vec<u8>,
    },
    /// A download is complete: all of its bytes were told.
    Downloaded {
        /// Which.
        download: DownloadId,
        /// The name to save it under.
        file_name: String,
        /// Its type; active types come as `application/octet-stream`.
        media_type: String,
        /// The charset that a text's label names.
        charset: Option<String>,
    },
    /// A download failed or was cancelled.
    DownloadFailed {
        /// Which.
        download: DownloadId,
        /// Why; `None` if the person cancelled it.
        problem: Option<Problem>,
    },
    /// A word to the person, shown for a while.
    Notice(Problem),
    /// Outgoing mail goes on.
    Outgoing {
        /// Which.
        outgoing: OutgoingId,
        /// How far it is.
        state: OutgoingState,
    },
    /// All that is in the outbox, in the order in which it is sent: told when
    /// something comes or goes, and after a reload. How each goes on is told by
    /// [`Change::Outgoing`].
    Outbox(Vec<OutboxItem>),
    /// The person wants to log out, and this would be lost. Nobody is logged out
    /// yet: [`crate::Action::LogoutAnyway`] does it.
    LogoutWouldLose(Box<Unsaved>),
    /// A message is begun, opened again or called back: the composer shows it.
    Composing(Box<Draft>),
    /// A message can't be begun like that.
    ComposeFailed {
        /// Its name.
        draft: DraftId,
        /// Why.
        problem: Problem,
    },
    /// How a draft is kept.
    DraftState {
        /// Which.
        draft: DraftId,
        /// How.
        state: DraftState,
    },
    /// All drafts that were kept in this browser when the session began and that
    /// no other tab writes at: the person is asked.
    KeptDrafts(Vec<KeptDraft>),
    /// What the person has set: once after the session began, and whenever
    /// something else holds than the page was told or has said.
    Settings(Box<Settings>),
    /// Whether the account has what the person has set.
    SettingsState(SettingsState),
    /// No message may be longer than so many octets, as the server for mail that
    /// is sent or the one for mail that is kept says.
    MessageLimit(u64),
    /// People whose name or address begins as asked, the likeliest first.
    Completions {
        /// What was asked.
        question: u32,
        /// Who; a group has several addresses under its name.
        found: Vec<Completion>,
    },
    /// Markup was made fit for an editor.
    Prepared {
        /// What was asked.
        question: u32,
        /// What became of it.
        content: Prepared,
    },

    /// A file that was attached is not kept in this browser: a reload would lose
    /// it. It can be sent all the same.
    FileNotKept {
        /// Which.
        file: FileId,
        /// Why.
        problem: Problem,
    },
    /// Something about the person's contacts: [`crate::ContactsNews`].
    Contacts(PackedNews),

    // What follows stays where the engine is: transfers between accounts hear
    // of their part, and the page shows nothing of the rest yet. It stands
    // last, because what is packed tells a variant by its number.
    /// The order of a list is being made, or its messages looked for: so many of
    /// so many are known.
    #[serde(skip)]
    ListProgress {
        /// Of which list.
        list: ListId,
        /// How many.
        done: u32,
        /// Of how many.
        total: u32,
    },
    /// Where rows stand in their conversations; comes before the rows.
    #[serde(skip)]
    Threads {
        /// Of which list.
        list: ListId,
        /// The first row.
        start: u32,
        /// One after the other.
        places: Vec<ThreadPlace>,
    },
    /// A message is handed out to another account.
    #[serde(skip)]
    Exported {
        /// Of which transfer.
        transfer: TransferId,
        /// Which message.
        uid: Uid,
        /// Its flags.
        flags: Flags,
        /// Its INTERNALDATE.
        received: Option<Timestamp>,
        /// All of it.
        bytes: Vec<u8>,
    },
    /// A message can't be handed out, or can't be removed; or none can.
    #[serde(skip)]
    ExportFailed {
        /// Of which transfer.
        transfer: TransferId,
        /// Which message; `None` where it is about several.
        uid: Option<Uid>,
        /// Why.
        problem: Problem,
    },
    /// No message of a transfer is handed out any more, and all that moved are removed.
    #[serde(skip)]
    ExportEnded {
        /// Which transfer.
        transfer: TransferId,
    },
    /// A message of another account is in its mailbox here.
    #[serde(skip)]
    Imported {
        /// Of which transfer.
        transfer: TransferId,
        /// Its UID in the other account.
        uid: Uid,
    },
    /// A message of another account is not here.
    #[serde(skip)]
    ImportFailed {
        /// Of which transfer.
        transfer: TransferId,
        /// Its UID in the other account.
        uid: Uid,
        /// Why the server refused it; `None` where it was lost on its way and
        /// may be handed in again.
        problem: Option<Problem>,
    },
    /// The place's mailbox has another name now, or is no more: the URL follows.
    #[serde(skip)]
    PlaceMoved(Place),
    /// How much room there is for the account's mail.
    #[serde(skip)]
    Quota(Vec<QuotaRoot>),
    /// What the person may do with a mailbox.
    #[serde(skip)]
    Rights {
        /// Which.
        mailbox: MailboxName,
        /// What.
        rights: Rights,
    },
    /// Who may do what with a mailbox, as asked for.
    #[serde(skip)]
    Acl {
        /// Which.
        mailbox: MailboxName,
        /// Line by line.
        entries: Vec<AclEntry>,
    },
    /// How many octets a mailbox holds, as asked for.
    #[serde(skip)]
    MailboxSize {
        /// Which.
        mailbox: MailboxName,
        /// How many.
        octets: u64,
    },
    /// The account's annotations, as asked for: names and values.
    #[serde(skip)]
    Metadata(Vec<(String, Option<Vec<u8>>)>),
    /// Where the messages of an `Action::Append` or `Action::Replace` are, where the
    /// server told; comes before the operation's end.
    #[serde(skip)]
    Appended {
        /// By which operation.
        operation: OperationId,
        /// In which mailbox.
        mailbox: MailboxName,
        /// Under which validity they have their UIDs.
        uid_validity: UidValidity,
        /// One for each message, in their order.
        uids: Vec<Uid>,
    },
    /// An operation goes on.
    #[serde(skip)]
    Operation {
        /// Which.
        operation: OperationId,
        /// How far it is.
        state: OperationState,
    },
}

impl Change {
    /// Whether it crosses the bridge to the page.
    pub fn is_for_page(&self) -> bool {
        !matches!(
            self,
            Self::ListProgress { .. }
                | Self::Threads { .. }
                | Self::Exported { .. }
                | Self::ExportFailed { .. }
                | Self::ExportEnded { .. }
                | Self::Imported { .. }
                | Self::ImportFailed { .. }
                | Self::PlaceMoved(_)
                | Self::Quota(_)
                | Self::Rights { .. }
                | Self::Acl { .. }
                | Self::MailboxSize { .. }
                | Self::Metadata(_)
                | Self::Appended { .. }
                | Self::Operation { .. }
        )
    }
}
