use crate::{Address, DateTime, Flags, MailboxName, Timestamp, Uid, UidValidity};
use serde::{Deserialize, Serialize};

/// A message's identity: it never means another message.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MessageRef {
    /// Where it lies.
    pub mailbox: MailboxName,
    /// The validity under which `uid` was given.
    pub uid_validity: UidValidity,
    /// Its UID.
    pub uid: Uid,
}

/// A Message-ID header's value without its angle brackets (RFC 5322 §3.6.4).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MessageId(pub String);

/// A row of the list, decoded. Whatever could not be read is empty: a row is
/// never absent because its message is odd (I8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageSummary {
    /// Its UID in the list's mailbox.
    pub uid: Uid,
    /// Its flags.
    pub flags: Flags,
    /// When the server received it (INTERNALDATE).
    pub received: Timestamp,
    /// When its author says it was written (the Date header).
    pub date: Option<DateTime>,
    /// Its octets on the server (RFC822.SIZE).
    pub size: u64,
    /// From; several are possible, none too.
    pub from: Vec<Address>,
    /// To, and Cc behind it.
    pub to: Vec<Address>,
    /// Subject; empty when there is none.
    pub subject: String,
    /// Message-ID.
    pub message_id: Option<MessageId>,
    /// Whether it carries what a person would call an attachment.
    pub has_attachment: bool,
    /// The first words (RFC 8970), where known.
    pub preview: Option<String>,
}
