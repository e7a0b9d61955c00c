use mail_model::{Flag, MailboxName, MessageRef, PartPath, Secret, Uid};
use serde::{Deserialize, Serialize};

/// Names one opening of a list: what arrives for an earlier one is ignored.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct ListId(pub u32);

/// Names a download; chosen by the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DownloadId(pub u32);

/// Where a person is, as far as the engine needs it: the URL's content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The mailbox whose list is shown.
    pub mailbox: MailboxName,
    /// The message that is open.
    pub message: Option<Uid>,
}

/// What the login form holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LoginRequest {
    /// The upstream's name in the proxy's configuration.
    pub upstream: String,
    /// The user's name as typed.
    pub user: String,
    /// The password.
    pub password: Secret,
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
    /// Set or clear a flag.
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
    /// Fetch an attachment, decoded, to be saved.
    Download {
        /// Chosen by the page.
        download: DownloadId,
        /// Of which message.
        message: MessageRef,
        /// Which part.
        part: PartPath,
    },
    /// Stop a download.
    CancelDownload(DownloadId),
    /// Look for news now.
    Refresh,
    /// Try the connection again now.
    Reconnect,
    /// End the session and forget everything.
    Logout,
}
