//! Conversations as the page is told them.

use mail_model::{Address, MessageRef, MessageSummary, Uid};
use serde::{Deserialize, Serialize};

/// What a list says of a conversation that has one row, or is unfolded, and
/// several messages in the open mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// Its latest message, which has the row.
    pub latest: Uid,
    /// Its messages in the open mailbox, the latest first.
    pub members: Vec<Uid>,
    /// So many of them are unread, as far as they are known.
    pub unread: u32,
    /// One of them is flagged.
    pub is_flagged: bool,
    /// One of them has an attachment.
    pub has_attachment: bool,
    /// Who wrote them, whoever wrote first first: each once.
    pub people: Vec<Address>,
    /// All of its messages have rows.
    pub is_open: bool,
}

/// A message of the open one's conversation, wherever it lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Which, and where.
    pub message: MessageRef,
    /// What its row says; its UID is its own mailbox's.
    pub summary: MessageSummary,
}
