use crate::action::{
    Appended, Choice, Deed, DownloadId, FileSource, ListId, OperationId, Selection,
};
use crate::compose::{ComposeFrom, ComposeWords, Draft, DraftId, Preparing};
use crate::contacts::PackedWish;
use crate::outgoing::{Outgoing, OutgoingId};
use crate::preferences::Preferences;
use crate::settings::{Ruling, Settings};
use crate::transfer::TransferId;
use mail_model::{
    Flag, Flags, MailboxName, MessageRef, PartPath, Rights, SpecialUse, Timestamp, Uid, UidSet,
    UidValidity,
};
use serde::{Deserialize, Serialize};

/// What a person wants that no list of messages needs: to read, to act, to write,
/// to set. The code behind it comes later (`later.rs`), and so does the code that
/// unpacks it: in a browser both ends of the bridge have it in parts that are
/// loaded behind the list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum LaterAction {
    /// Set or clear a flag, and hear of it only if it fails.
    SetFlag {
        /// Of which messages of the open mailbox.
        uids: Vec<Uid>,
        /// Which flag.
        flag: Flag,
        /// Set or clear.
        value: bool,
    },
    /// Give each message of a conversation a row, or one row to all of them.
    Fold {
        /// In which list.
        list: ListId,
        /// The conversation's latest message.
        latest: Uid,
        /// `true` for a row for each.
        is_open: bool,
    },
    /// Tell which messages these are: `Change::Chosen`. Of a list of what was found
    /// in several mailboxes nothing is told.
    Choose {
        /// Of which list.
        list: ListId,
        /// Which question it is; the page counts them.
        question: u32,
        /// Which are meant.
        choice: Choice,
    },
    /// Read a message of the open one's conversation beside it: `Change::Member`.
    OpenMember(MessageRef),
    /// Read it no more.
    CloseMember(MessageRef),
    /// Show the open message anew with its remote images.
    AllowRemote {
        /// Which message.
        message: MessageRef,
    },
    /// Show the open message as plain text, or as HTML again.
    PreferText {
        /// Which message.
        message: MessageRef,
        /// Plain text.
        text: bool,
    },
    /// Fetch a file, to be shown or saved. Its bytes come with its progress.
    Download {
        /// Chosen by the page.
        download: DownloadId,
        /// Of which message.
        message: MessageRef,
        /// What of it.
        source: FileSource,
    },
    /// Fetch all messages of a mailbox as one ZIP archive, each as it lies on the
    /// server; told as a download is.
    DownloadMailbox {
        /// Its name.
        download: DownloadId,
        /// Which.
        mailbox: MailboxName,
    },
    /// Stop a download.
    CancelDownload(DownloadId),
    /// Open a message that is part of the open one, in its place.
    OpenWithin {
        /// The place's message.
        message: MessageRef,
        /// Which part of it.
        part: PartPath,
    },
    /// Go back from a message to the one that it is part of.
    CloseWithin {
        /// The place's message.
        message: MessageRef,
    },
    /// Read like this until `Change::Settings` tells what the account has: as it
    /// was kept in the browser. An account that has nothing yet keeps it.
    Prefer(Box<Preferences>),
    /// What this installation has set for all. Comes before anything that is preferred.
    Rule(Ruling),
    /// The account's own domains, as far as anybody has said which they are.
    OwnDomains(Vec<String>),
    /// Send a letter: `Change::Outgoing` tells how it goes.
    Send(Box<Outgoing>),
    /// Send once more what failed, or may have been sent: as the same message.
    Resend(OutgoingId),
    /// Forget a letter that failed, waits, or may have been sent.
    DropOutgoing(OutgoingId),
    /// Begin a message: `Change::Composing` brings it, quotes, recipients and
    /// files included, or `Change::ComposeFailed`.
    Compose {
        /// Its name from now on; with [`ComposeFrom::Kept`] the name that it has.
        draft: DraftId,
        /// What it begins with.
        from: ComposeFrom,
        /// The words for it.
        words: Box<ComposeWords>,
    },
    /// A draft stands like this now: it is kept in the browser at once, and in
    /// the mailbox for drafts at intervals.
    KeepDraft(Box<Draft>),
    /// Put a draft into the mailbox for drafts now.
    SaveDraft(DraftId),
    /// Nobody writes at a draft any more. It stays in the mailbox for drafts, and
    /// in the browser until it is there.
    CloseDraft(DraftId),
    /// Another window goes on with a draft: once nothing is done for it any more,
    /// it is let go of here and stays kept, for [`ComposeFrom::Kept`] there. One of
    /// which nothing was kept yet is as it began: it waits there for somebody to
    /// write at it, and nobody else is shown it.
    PartDraft(Box<Draft>),
    /// Throw a draft away, wherever it is.
    DiscardDraft(DraftId),
    /// Send a draft as it was kept last.
    SendDraft {
        /// Which.
        draft: DraftId,
        /// Its name as outgoing mail.
        outgoing: OutgoingId,
        /// So long it can be called back, in seconds.
        hold: u16,
    },
    /// Call back what has not been submitted yet: it is a draft again, and
    /// `Change::Composing` brings it.
    RecallOutgoing(OutgoingId),
    /// Keep what the person has set, all of it, in the account. It holds at once;
    /// `Change::Settings` tells where something else holds, and
    /// `Change::SettingsState` whether the account has it.
    KeepSettings(Box<Settings>),
    /// The page shows what `Change::Settings` told it, for each time that it was told:
    /// what it keeps from now on is a change of that.
    SettingsHeard,
    /// Another tab says that it has changed what the account has of them.
    LookAtSettings,
    /// Look for people whose name or address begins like this:
    /// `Change::Completions`.
    CompleteAddress {
        /// Which question it is; the page counts them.
        question: u32,
        /// What was typed.
        typed: String,
    },
    /// Make markup fit for an editor: `Change::Prepared`.
    Prepare {
        /// Which question it is; the page counts them.
        question: u32,
        /// What of what.
        content: Preparing,
    },
    /// Something about the person's contacts: [`crate::ContactsWish`].
    Contacts(PackedWish),
    /// Do something to messages of the open mailbox: on screen at once, on the
    /// server as soon as may be. `Change::Operation` tells how it goes.
    Operate {
        /// Chosen by the page.
        operation: OperationId,
        /// Which messages.
        selection: Selection,
        /// What.
        deed: Deed,
    },
    /// Remove all messages of a mailbox for ever. The person was asked.
    EmptyMailbox {
        /// Chosen by the page.
        operation: OperationId,
        /// Which mailbox; it need not be open.
        mailbox: MailboxName,
    },
    /// Mark all messages of a mailbox as read.
    MarkAllRead {
        /// Chosen by the page.
        operation: OperationId,
        /// Which mailbox; it need not be open.
        mailbox: MailboxName,
    },
    /// Put messages into a mailbox.
    Append {
        /// Chosen by the page.
        operation: OperationId,
        /// Which mailbox; it need not be open.
        mailbox: MailboxName,
        /// The messages.
        messages: Vec<Appended>,
    },
    /// Take an operation back: one that has happened where `Change::Operation`
    /// said so, or one that is still under way.
    Undo(OperationId),
    /// Stop an operation: what has happened stays, and can be taken back.
    CancelOperation(OperationId),
    /// Look in no more mailboxes for what the place's search is about; what was
    /// found stays.
    StopSearch,
    /// Hand out whole messages to another account: `Change::Exported` for each.
    /// [`crate::Transfer`] says these words, and those that follow.
    Export {
        /// Chosen by whoever begins the transfer.
        transfer: TransferId,
        /// The mailbox they are in, open or not.
        mailbox: MailboxName,
        /// Under which validity the UIDs are meant.
        uid_validity: UidValidity,
        /// Which messages.
        uids: UidSet,
    },
    /// A message that was handed out has been dealt with.
    ExportArrived {
        /// Of which transfer.
        transfer: TransferId,
        /// Which message.
        uid: Uid,
        /// It is in the other account, and is to be removed for ever here.
        remove: bool,
    },
    /// A message that was handed out did not arrive: hand it out once more.
    ExportAgain {
        /// Of which transfer.
        transfer: TransferId,
        /// Which message.
        uid: Uid,
    },
    /// Hand out no more.
    CancelExport(TransferId),
    /// Put a message of another account into a mailbox: `Change::Imported`.
    Import {
        /// Of which transfer.
        transfer: TransferId,
        /// Its UID in the other account.
        uid: Uid,
        /// Where to.
        mailbox: MailboxName,
        /// Its flags.
        flags: Flags,
        /// Its INTERNALDATE.
        received: Option<Timestamp>,
        /// All of it.
        bytes: Vec<u8>,
    },
    /// Make a mailbox.
    CreateMailbox {
        /// Below which; at the top where `None`.
        parent: Option<MailboxName>,
        /// The last part of its name, as typed.
        name: String,
        /// Its purpose, told to servers that keep such.
        special_use: Option<SpecialUse>,
    },
    /// Give a mailbox another name or another place; those below it go with it.
    RenameMailbox {
        /// Which.
        mailbox: MailboxName,
        /// Below which it is from now on; at the top where `None`.
        parent: Option<MailboxName>,
        /// The last part of its name, as typed.
        name: String,
    },
    /// Delete a mailbox with all messages in it.
    DeleteMailbox {
        /// Which.
        mailbox: MailboxName,
        /// And all mailboxes below it.
        with_children: bool,
    },
    /// Subscribe to a mailbox, or no more.
    Subscribe {
        /// Which.
        mailbox: MailboxName,
        /// `true` to subscribe.
        set: bool,
    },
    /// Ask which names are subscribed to that no mailbox has:
    /// `Change::StaleSubscriptions`.
    FetchSubscriptions,
    /// Ask for a mailbox's size, room, rights and who has which: `Change::MailboxSize`,
    /// `Change::Quota`, `Change::Rights` and `Change::Acl`, as far as the server tells.
    FetchProperties(MailboxName),
    /// Set what somebody may do with a mailbox; with `None` nothing special is
    /// said of them. The list comes anew as `Change::Acl`.
    SetAcl {
        /// With which mailbox.
        mailbox: MailboxName,
        /// Who.
        identifier: String,
        /// What they may do from now on.
        rights: Option<Rights>,
    },
    /// Ask for the account's annotations (RFC 5464), such as settings that
    /// follow the person: `Change::Metadata`.
    FetchMetadata(Vec<String>),
    /// Set the account's annotations; those without a value are removed.
    SetMetadata(Vec<(String, Option<Vec<u8>>)>),
    /// Have a mailbox serve a purpose from now on, and no other; with `None` it
    /// serves none. Servers keep that where they have METADATA.
    SetSpecialUse {
        /// Which mailbox.
        mailbox: MailboxName,
        /// What for.
        purpose: Option<SpecialUse>,
    },
    /// Put a message in place of another, such as a draft in place of what it was
    /// before: never is there neither of them. `Change::Appended` tells where it is.
    Replace {
        /// Chosen by the page.
        operation: OperationId,
        /// The message that goes; its mailbox need not be open.
        message: MessageRef,
        /// The message that comes.
        by: Appended,
    },
}
