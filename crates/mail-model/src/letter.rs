//! A message that is to be written.

use crate::{Address, EnvelopeAddress, MessageId};
use serde::{Deserialize, Serialize};

/// A message as its author means it. Whoever sends it adds the moment and the
/// Message-ID.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// From.
    pub from: Address,
    /// To.
    pub to: Vec<Address>,
    /// Cc.
    pub cc: Vec<Address>,
    /// Subject; one line.
    pub subject: String,
    /// The offset of the author's clock from UTC, in minutes east: in it the Date
    /// is written.
    pub offset_minutes: i16,
    /// In-Reply-To: the message that this answers.
    pub in_reply_to: Option<MessageId>,
    /// References: the messages before it, the earliest first.
    pub references: Vec<MessageId>,
    /// What it says.
    pub content: LetterContent,
}

/// What a letter says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LetterContent {
    /// Plain text.
    Text(String),
    /// An answer to an invitation, or one (RFC 6047): the same as text and as
    /// iCalendar.
    Calendar {
        /// For those who have no calendar.
        text: String,
        /// The iCalendar object, a whole VCALENDAR.
        calendar: String,
        /// Its METHOD, as `REPLY`.
        method: String,
    },
    /// A receipt: the message was shown (RFC 8098). It goes out without a sender
    /// in its envelope, so that no answer to it can come back.
    Receipt {
        /// For people.
        text: String,
        /// For programs.
        receipt: Receipt,
    },
}

impl LetterContent {
    /// Whether it is what a program answers, which nobody must answer in turn.
    pub fn is_report(&self) -> bool {
        matches!(self, Self::Receipt { .. })
    }
}

/// What a receipt tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Whom the message was for.
    pub recipient: EnvelopeAddress,
    /// Which message it was.
    pub message_id: Option<MessageId>,
}
