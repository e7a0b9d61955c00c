use crate::action::{DownloadId, ListId, OperationId};
use crate::change::{Completion, OperationState};
use crate::compose::{Draft, DraftId, DraftState, KeptDraft, Prepared, Unsaved};
use crate::contacts::PackedNews;
use crate::conversation::{Conversation, Member};
use crate::message_view::MessageView;
use crate::outgoing::{OutboxItem, OutgoingId, OutgoingState};
use crate::search::{Hit, SearchState};
use crate::settings::{Settings, SettingsState};
use crate::transfer::TransferId;
use mail_model::{
    AclEntry, FileId, Flags, MailboxName, MessageSummary, Problem, QuotaRoot, Rights, Timestamp,
    Uid, UidSet, UidValidity,
};
use serde::{Deserialize, Serialize};

/// What changed for the person beside the list of messages. Both ends of the
/// bridge have the code that packs and unpacks it in parts that are loaded behind
/// the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LaterChange {
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
    /// The message that a link names is not where the link leads.
    MessageSought {
        /// The place's UID.
        uid: Uid,
        /// It is looked for in other mailboxes; else it was found in none.
        is_going: bool,
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
    /// New mail came to a mailbox that is not open, of which the person wants to
    /// be told.
    Arrived {
        /// Where.
        mailbox: MailboxName,
        /// How many that are unread.
        count: u32,
        /// The newest of them, as far as they could be had; the newest first.
        messages: Vec<MessageSummary>,
    },
    /// Nobody has set anything in this account yet, here or elsewhere.
    Welcome,
    /// Outgoing mail goes on.
    Outgoing {
        /// Which.
        outgoing: OutgoingId,
        /// How far it is.
        state: OutgoingState,
    },
    /// Where the messages of rows lie, in a list of what was found in several
    /// mailboxes.
    Hits {
        /// Of which list.
        list: ListId,
        /// Those whose rows are told at the same time.
        hits: Vec<Hit>,
    },
    /// The conversations around the view that have several messages: all that
    /// was told of others is void.
    Conversations {
        /// Of which list.
        list: ListId,
        /// How many conversations it has, messages alone among them.
        count: u32,
        /// From the top.
        told: Vec<Conversation>,
    },
    /// Which messages are meant.
    Chosen {
        /// What was asked.
        question: u32,
        /// They, and what is folded into their rows.
        uids: UidSet,
    },
    /// The open message's conversation, wherever its messages lie: told once it has
    /// several, and when it changes.
    Gathered {
        /// The place's message.
        of: Uid,
        /// All, by when they were received.
        members: Vec<Member>,
        /// More may come from other mailboxes.
        is_going: bool,
    },
    /// A message that is read beside the open one, as [`Self::Message`].
    Member(Box<MessageView>),
    /// How far the place's search is.
    Search(SearchState),
    /// All that is in the outbox, in the order in which it is sent: told when
    /// something comes or goes, and after a reload. How each goes on is told by
    /// [`Change::Outgoing`].
    Outbox(Vec<OutboxItem>),
    /// The person wants to log out, and this would be lost. Nobody is logged out
    /// yet: [`crate::Action::LogoutAnyway`] does it.
    LogoutWouldLose(Box<Unsaved>),
    /// A message is begun, opened again or called back: the composer shows it.
    Composing(Box<Draft>),
    /// Files of a message that is being begun are on their way.
    ComposeProgress {
        /// Its name.
        draft: DraftId,
        /// How much of them is here, in hundredths.
        percent: u8,
    },
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
    /// A message is handed out to another account.
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
    ExportFailed {
        /// Of which transfer.
        transfer: TransferId,
        /// Which message; `None` where it is about several.
        uid: Option<Uid>,
        /// Why.
        problem: Problem,
    },
    /// No message of a transfer is handed out any more, and all that moved are removed.
    ExportEnded {
        /// Which transfer.
        transfer: TransferId,
    },
    /// A message of another account is in its mailbox here.
    Imported {
        /// Of which transfer.
        transfer: TransferId,
        /// Its UID in the other account.
        uid: Uid,
    },
    /// A message of another account is not here.
    ImportFailed {
        /// Of which transfer.
        transfer: TransferId,
        /// Its UID in the other account.
        uid: Uid,
        /// Why the server refused it; `None` where it was lost on its way and
        /// may be handed in again.
        problem: Option<Problem>,
    },
    /// How much room there is for the account's mail.
    Quota(Vec<QuotaRoot>),
    /// What the person may do with a mailbox.
    Rights {
        /// Which.
        mailbox: MailboxName,
        /// What.
        rights: Rights,
    },
    /// Who may do what with a mailbox, as asked for.
    Acl {
        /// Which.
        mailbox: MailboxName,
        /// Line by line.
        entries: Vec<AclEntry>,
    },
    /// Names that are subscribed to and that no mailbox has, as asked for.
    StaleSubscriptions(Vec<MailboxName>),
    /// How many octets a mailbox holds, as asked for.
    MailboxSize {
        /// Which.
        mailbox: MailboxName,
        /// How many.
        octets: u64,
    },
    /// The account's annotations, as asked for: names and values.
    Metadata(Vec<(String, Option<Vec<u8>>)>),
    /// Where the messages of an `Action::Append` or `Action::Replace` are, where the
    /// server told; comes before the operation's end.
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
    Operation {
        /// Which.
        operation: OperationId,
        /// How far it is.
        state: OperationState,
    },
}

impl LaterChange {
    /// Whether it is meant for the page; the others are heard by transfers between
    /// accounts.
    pub fn is_for_page(&self) -> bool {
        !matches!(
            self,
            Self::Exported { .. }
                | Self::ExportFailed { .. }
                | Self::ExportEnded { .. }
                | Self::Imported { .. }
                | Self::ImportFailed { .. }
        )
    }
}
