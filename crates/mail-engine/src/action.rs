use crate::later_action::LaterAction;
use crate::message_view::AttachmentId;
use crate::search::Search;
use imap_client::{Credentials, NewMessage};
use mail_model::{
    Flag, Flags, MailboxName, MessageId, SearchKey, Secret, SortCriterion, SortKey, Timestamp, Uid,
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
    /// Only what matches. It never crosses the bridge: the page says what is looked
    /// for as text, by `search`.
    #[serde(skip)]
    pub query: Option<SearchKey>,
    /// In this order, from the top; by arrival, the newest at the top, where empty.
    /// Conversations stand by their dates, the latest at the top unless the first
    /// criterion is ascending.
    pub order: Vec<SortCriterion>,
    /// As conversations.
    pub threads: bool,
    /// Of each conversation only the latest message has a row, until it is unfolded.
    pub is_folded: bool,
    /// What the person looks for in it, and in others.
    pub search: Option<Box<Search>>,
}

impl View {
    /// Whether it is the mailbox as it is.
    pub fn is_plain(&self) -> bool {
        let is_by_arrival = match self.order.as_slice() {
            [] => true,
            [first, ..] => first.key == SortKey::Arrival && first.is_reversed,
        };
        self.query.is_none() && self.search.is_none() && !self.threads && is_by_arrival
    }
    /// Whether messages stand as they came to the mailbox, by their UIDs, whichever way
    /// round: so nobody has to sort, and both ways are each other's mirror. When each was
    /// received says something else of what was moved, and an order of that would not be
    /// the mailbox's own (RFC 5256 §3, ARRIVAL).
    pub(crate) fn is_as_it_came(&self) -> bool {
        let first = self.order.first();
        !self.threads && first.is_none_or(|first| first.key == SortKey::Arrival)
    }
    /// Whether the first to come stands at the top.
    pub(crate) fn is_ascending(&self) -> bool {
        self.order.first().is_some_and(|first| !first.is_reversed)
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
    /// The same but for these.
    AllBut(Vec<Uid>),
}

/// Messages of a list that are meant without having been looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// Those of these rows, both included.
    Rows {
        /// The first, counted from the top.
        first: u32,
        /// The last.
        last: u32,
    },
    /// Those that are read, or not. A conversation that has one row is read if all
    /// of it is.
    Seen(bool),
    /// Those that are flagged, or not. A conversation is if one of its messages is.
    Flagged(bool),
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
    /// What of it is shown.
    pub view: View,
    /// The message that is open.
    pub message: Option<Uid>,
    /// Its Message-ID, where a link says it, or what [`MessageView::name`] is in its
    /// place: where the message is not, or is another, the one of that name is looked
    /// for elsewhere.
    ///
    /// [`MessageView::name`]: crate::MessageView::name
    pub message_id: Option<MessageId>,
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

/// What a person wants that a list of messages needs. It is unpacked by what is
/// loaded first; all else is a [`LaterAction`].
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
    /// Look for news now.
    Refresh,
    /// Try the connection again now.
    Reconnect,
    /// End the session and forget everything, once all that was written is on
    /// the server. What can't be brought there is told by
    /// `Change::LogoutWouldLose`, and nobody is logged out then.
    Logout,
    /// End the session and forget everything, also what is in this browser alone.
    LogoutAnyway,
    /// Anything else. It crosses to the engine packed, because only the code that
    /// comes later can unpack it.
    #[serde(skip)]
    Later(LaterAction),
}

impl From<LaterAction> for Action {
    fn from(action: LaterAction) -> Self {
        Self::Later(action)
    }
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
