use crate::compose::{ComposeFrom, ComposeWords, Draft, DraftId, Preparing};
use crate::contacts::PackedWish;
use crate::message_view::AttachmentId;
use crate::outgoing::{Outgoing, OutgoingId};
use crate::preferences::Preferences;
use crate::settings::Settings;
use crate::transfer::TransferId;
use imap_client::{Credentials, NewMessage};
use mail_model::{
    Flag, Flags, MailboxName, MessageRef, PartPath, Rights, SearchKey, Secret, SortCriterion,
    SortKey, SpecialUse, Timestamp, Uid, UidSet, UidValidity,
};
use serde::{Deserialize, Serialize};

/// Names one opening of a list: what arrives for an earlier one is ignored.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct ListId(pub u32);

/// Names a download; chosen by the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DownloadId(pub u32);

/// What of a message is fetched as a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileSource {
    /// An attachment, decoded.
    Attachment(AttachmentId),
    /// Several attachments, decoded, as one ZIP archive.
    Archive(Vec<AttachmentId>),
    /// All of the message, as it lies on the server.
    Message,
}

impl From<AttachmentId> for FileSource {
    fn from(attachment: AttachmentId) -> Self {
        Self::Attachment(attachment)
    }
}

/// What of a mailbox is shown, and how; by default all of it as it arrived, the
/// newest at the top.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Only what matches.
    pub query: Option<SearchKey>,
    /// In this order, from the top; by arrival, the newest at the top, where empty.
    /// Conversations stand by their dates, the latest at the top unless the first
    /// criterion is ascending.
    pub order: Vec<SortCriterion>,
    /// As conversations.
    pub threads: bool,
}

impl View {
    /// Whether it is the mailbox as it is.
    pub fn is_plain(&self) -> bool {
        let is_by_arrival = match self.order.as_slice() {
            [] => true,
            [first, ..] => first.key == SortKey::Arrival && first.is_reversed,
        };
        self.query.is_none() && !self.threads && is_by_arrival
    }
}

/// Names something that is done to messages, until it is taken back or
/// forgotten; chosen by the page, never twice in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OperationId(pub u32);

/// Which messages of the open mailbox are meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Selection {
    /// These.
    Uids(Vec<Uid>),
    /// All that are in the list now, seen or not. What arrives later is not meant.
    All,
}

/// What is to be done to messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// Set or clear a flag.
    SetFlag {
        /// Which.
        flag: Flag,
        /// Set or clear.
        value: bool,
    },
    /// Move them to a mailbox.
    Move(MailboxName),
    /// Copy them to a mailbox.
    Copy(MailboxName),
    /// Move them to the trash, which is made if there is none.
    Delete {
        /// Remove them from the server at once instead. The person was asked.
        for_ever: bool,
    },
    /// Move them to the archive, or out of the inbox where all mail is kept in
    /// one mailbox; made if there is none.
    Archive,
    /// Move them to the junk mailbox, which is made if there is none; with
    /// `false` back to the inbox.
    Junk(bool),
    /// Set or clear a flag of those that nobody else has changed since they were
    /// shown so; where somebody has, it fails with `ChangedElsewhere`. Not every
    /// server can do that.
    SetFlagUnlessChanged {
        /// Which.
        flag: Flag,
        /// Set or clear.
        value: bool,
    },
}

/// A message that is put into a mailbox as it is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appended {
    /// Its flags.
    pub flags: Flags,
    /// When it was received; now where `None`.
    pub received: Option<Timestamp>,
    /// The message, with CRLF line ends.
    pub bytes: Vec<u8>,
}

impl From<Appended> for NewMessage {
    fn from(message: Appended) -> Self {
        Self {
            flags: message.flags,
            received: message.received,
            message: message.bytes.into(),
        }
    }
}

/// How long it is, and nothing of what it says.
impl core::fmt::Debug for Appended {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Appended")
            .field("length", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// Where a person is, as far as the engine needs it: the URL's content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The mailbox whose list is shown.
    pub mailbox: MailboxName,
    /// What of it is shown. No page chooses that yet, so it does not cross the bridge.
    #[serde(skip)]
    pub view: View,
    /// The message that is open.
    pub message: Option<Uid>,
}

/// What proves who somebody is. It is kept over a reload as one text: a password
/// as it is, a token behind a NUL, which no password can hold.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Secret", into = "Secret")]
pub enum Credential {
    /// A password, as typed.
    Password(Secret),
    /// An access token of OAuth 2.
    Token(Secret),
}

impl From<Secret> for Credential {
    fn from(kept: Secret) -> Self {
        match kept.reveal().strip_prefix('\0') {
            Some(token) => Self::Token(Secret::new(token)),
            None => Self::Password(kept),
        }
    }
}

impl From<Credential> for Secret {
    fn from(credential: Credential) -> Self {
        match credential {
            Credential::Password(password) => password,
            Credential::Token(token) => Self::new(["\0", token.reveal()].concat()),
        }
    }
}

/// What the login form holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LoginRequest {
    /// The upstream's name in the proxy's configuration.
    pub upstream: String,
    /// The user's name as typed.
    pub user: String,
    /// The password, or a token in its place.
    pub credential: Credential,
}

impl LoginRequest {
    /// The same as a connection is told.
    pub(crate) fn credentials(&self) -> Credentials {
        let user = self.user.clone();
        match self.credential.clone() {
            Credential::Password(password) => Credentials::Password { user, password },
            Credential::Token(token) => Credentials::Token { user, token },
        }
    }
}

/// What a person wants.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Action {
    /// Log in and go to a place (a deep link survives the login page).
    Login {
        /// Who, where.
        login: LoginRequest,
        /// Where to go.
        place: Place,
    },
    /// Be at a place: opens the mailbox if another is open, opens or closes the
    /// message. The same place twice changes nothing.
    Go(Place),
    /// These rows are in view, counted from the top of the list, both included.
    /// The engine fetches what it lacks of them and around them.
    ViewRows {
        /// Of which list.
        list: ListId,
        /// The first row in view.
        first: u32,
        /// The last row in view.
        last: u32,
    },
    /// Set or clear a flag, and hear of it only if it fails.
    SetFlag {
        /// Of which messages of the open mailbox.
        uids: Vec<Uid>,
        /// Which flag.
        flag: Flag,
        /// Set or clear.
        value: bool,
    },
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
    /// The account's own domains, as far as anybody has said which they are.
    OwnDomains(Vec<String>),
    /// Look for news now.
    Refresh,
    /// Try the connection again now.
    Reconnect,
    /// Send a letter: `Change::Outgoing` tells how it goes.
    Send(Box<Outgoing>),
    /// Send once more what failed, or may have been sent: as the same message.
    Resend(OutgoingId),
    /// Forget a letter that failed, waits, or may have been sent.
    DropOutgoing(OutgoingId),
    /// End the session and forget everything, once all that was written is on
    /// the server. What can't be brought there is told by
    /// `Change::LogoutWouldLose`, and nobody is logged out then.
    Logout,
    /// End the session and forget everything, also what is in this browser alone.
    LogoutAnyway,
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

    // What follows no page asks for yet, so it does not cross the bridge. It
    // stands last, because what is packed tells a variant by its number.
    /// Do something to messages of the open mailbox: on screen at once, on the
    /// server as soon as may be. `Change::Operation` tells how it goes.
    #[serde(skip)]
    Operate {
        /// Chosen by the page.
        operation: OperationId,
        /// Which messages.
        selection: Selection,
        /// What.
        deed: Deed,
    },
    /// Remove all messages of a mailbox for ever. The person was asked.
    #[serde(skip)]
    EmptyMailbox {
        /// Chosen by the page.
        operation: OperationId,
        /// Which mailbox; it need not be open.
        mailbox: MailboxName,
    },
    /// Put messages into a mailbox.
    #[serde(skip)]
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
    #[serde(skip)]
    Undo(OperationId),
    /// Stop an operation: what has happened stays, and can be taken back.
    #[serde(skip)]
    CancelOperation(OperationId),
    /// Hand out whole messages to another account: `Change::Exported` for each.
    /// [`crate::Transfer`] says these words, and those that follow.
    #[serde(skip)]
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
    #[serde(skip)]
    ExportArrived {
        /// Of which transfer.
        transfer: TransferId,
        /// Which message.
        uid: Uid,
        /// It is in the other account, and is to be removed for ever here.
        remove: bool,
    },
    /// A message that was handed out did not arrive: hand it out once more.
    #[serde(skip)]
    ExportAgain {
        /// Of which transfer.
        transfer: TransferId,
        /// Which message.
        uid: Uid,
    },
    /// Hand out no more.
    #[serde(skip)]
    CancelExport(TransferId),
    /// Put a message of another account into a mailbox: `Change::Imported`.
    #[serde(skip)]
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
    #[serde(skip)]
    CreateMailbox {
        /// Below which; at the top where `None`.
        parent: Option<MailboxName>,
        /// The last part of its name, as typed.
        name: String,
        /// Its purpose, told to servers that keep such.
        special_use: Option<SpecialUse>,
    },
    /// Give a mailbox another name or another place; those below it go with it.
    #[serde(skip)]
    RenameMailbox {
        /// Which.
        mailbox: MailboxName,
        /// Below which it is from now on; at the top where `None`.
        parent: Option<MailboxName>,
        /// The last part of its name, as typed.
        name: String,
    },
    /// Delete a mailbox with all messages in it.
    #[serde(skip)]
    DeleteMailbox {
        /// Which.
        mailbox: MailboxName,
        /// And all mailboxes below it.
        with_children: bool,
    },
    /// Subscribe to a mailbox, or no more.
    #[serde(skip)]
    Subscribe {
        /// Which.
        mailbox: MailboxName,
        /// `true` to subscribe.
        set: bool,
    },
    /// Ask for a mailbox's size, room, rights and who has which: `Change::MailboxSize`,
    /// `Change::Quota`, `Change::Rights` and `Change::Acl`, as far as the server tells.
    #[serde(skip)]
    FetchProperties(MailboxName),
    /// Set what somebody may do with a mailbox; with `None` nothing special is
    /// said of them. The list comes anew as `Change::Acl`.
    #[serde(skip)]
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
    #[serde(skip)]
    FetchMetadata(Vec<String>),
    /// Set the account's annotations; those without a value are removed.
    #[serde(skip)]
    SetMetadata(Vec<(String, Option<Vec<u8>>)>),
    /// Have a mailbox serve a purpose from now on, and no other; with `None` it
    /// serves none. Servers keep that where they have METADATA.
    #[serde(skip)]
    SetSpecialUse {
        /// Which mailbox.
        mailbox: MailboxName,
        /// What for.
        purpose: Option<SpecialUse>,
    },
    /// Put a message in place of another, such as a draft in place of what it was
    /// before: never is there neither of them. `Change::Appended` tells where it is.
    #[serde(skip)]
    Replace {
        /// Chosen by the page.
        operation: OperationId,
        /// The message that goes; its mailbox need not be open.
        message: MessageRef,
        /// The message that comes.
        by: Appended,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_and_tokens_are_kept_as_one_text() {
        for (kept, is_token, text) in [
            ("secret", false, "secret"),
            ("", false, ""),
            ("\0ya29.x", true, "ya29.x"),
        ] {
            let credential = Credential::from(Secret::new(kept));
            let (told_token, secret) = match &credential {
                Credential::Password(password) => (false, password.reveal()),
                Credential::Token(token) => (true, token.reveal()),
            };
            assert_eq!((told_token, secret), (is_token, text));
            assert_eq!(Secret::from(credential).reveal(), kept);
        }
    }
}
