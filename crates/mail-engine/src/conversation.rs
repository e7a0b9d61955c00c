//! Conversations as the page is told them.

use mail_model::{Address, MessageRef, MessageSummary, Uid};
use serde::{Deserialize, Serialize};

/// What a list says of a conversation that has one row, or is unfolded, and
/// several messages, the person's own answers among them.
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
    /// So many letters among the sent mail belong to it and are none of them, as far
    /// as they are known.
    pub answers: u32,
    /// By which addresses the answers were written: the person's own.
    pub answered_as: Vec<String>,
    /// Who wrote them and the answers, whoever wrote first first: each once.
    pub people: Vec<Address>,
    /// All of its messages have rows.
    pub is_open: bool,
}

impl Conversation {
    /// How many messages it has, as far as they are known.
    pub fn count(&self) -> u32 {
        let members = u32::try_from(self.members.len()).unwrap_or(u32::MAX);
        members.saturating_add(self.answers)
    }
    /// Whether it has messages that a row of their own can be given to.
    pub fn can_unfold(&self) -> bool {
        self.members.len() > 1
    }
}

/// A message of the open one's conversation, wherever it lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Which, and where.
    pub message: MessageRef,
    /// What its row says; its UID is its own mailbox's.
    pub summary: MessageSummary,
}
