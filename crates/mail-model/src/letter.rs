//! A message that is to be written.

use crate::{Address, EnvelopeAddress, FileId, MessageId};
use serde::{Deserialize, Serialize};

/// A message as its author means it. Whoever sends it adds the moment and the
/// Message-ID.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// From.
    pub from: Address,
    /// To.
    pub to: Vec<Address>,
    /// Cc.
    pub cc: Vec<Address>,
    /// Bcc: they get it, and no copy that is sent names them. A draft does.
    pub bcc: Vec<Address>,
    /// Reply-To, if answers shall go elsewhere than to From.
    pub reply_to: Vec<Address>,
    /// Subject; one line.
    pub subject: String,
    /// The offset of the author's clock from UTC, in minutes east: in it the Date
    /// is written.
    pub offset_minutes: i16,
    /// In-Reply-To: the message that this answers.
    pub in_reply_to: Option<MessageId>,
    /// References: the messages before it, the earliest first.
    pub references: Vec<MessageId>,
    /// How urgent it is.
    pub priority: Priority,
    /// Its author asks to be told when it is read (RFC 8098 §2.1).
    pub wants_receipt: bool,
    /// What it says.
    pub content: LetterContent,
}

/// How urgent its author finds a letter (RFC 2156's Importance, and X-Priority,
/// which most programs read).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Priority {
    /// As any; nothing is written.
    #[default]
    Normal,
    /// More.
    High,
    /// Less.
    Low,
}

/// What was written in a composer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Composed {
    /// What it says as plain text, `\n` between paragraphs; where there is HTML
    /// too, it is made from that when the letter is written.
    pub text: String,
    /// What it says as HTML, as an editor gave it: a fragment of a body, sanitized
    /// by whoever writes the letter.
    pub html: Option<String>,
    /// The text is Markdown, and goes as it was typed. The HTML beside it is made
    /// from it when the letter is sent.
    pub is_markdown: bool,
    /// What it carries. Those with a Content-ID stand within the HTML.
    pub files: Vec<LetterFile>,
}

/// A file that a letter carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterFile {
    /// Where the shell keeps it.
    pub file: FileId,
    /// What it is called.
    pub name: String,
    /// `type/subtype`, lower case. A `message/rfc822` goes as it is, so its lines
    /// must end in CRLF: a message that a person attaches from their disk is
    /// `application/octet-stream`.
    pub media_type: String,
    /// How long it is, in octets.
    pub length: u64,
    /// The Content-ID without angle brackets, of an image in the HTML. Where that
    /// does not refer to it any more the image was taken out, and is not sent.
    pub content_id: Option<String>,
}

/// What a letter says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LetterContent {
    /// Plain text.
    Text(String),
    /// What was written in a composer.
    Composed(Composed),
    /// Another message as it is, sent on under fields of its own (RFC 5322 §3.6.6):
    /// Resent-From, Resent-To and so on are this letter's, all else is the other's.
    Resent(LetterFile),
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

impl Default for LetterContent {
    fn default() -> Self {
        Self::Text(String::new())
    }
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
