//! The open message, as the page shows it.

use cards::Cards;
use html_sanitizer::{RemoteCounts, SafeHtml};
use mail_model::{
    Address, DateTime, EnvelopeAddress, MessageId, MessageRef, MessageSummary, PartPath, Problem,
};
use serde::{Deserialize, Serialize};

/// A stretch of plain text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextSpan {
    /// The text as it is shown.
    pub text: String,
    /// An absolute http, https or mailto URL, if it is a link.
    pub link: Option<String>,
    /// How deep it is quoted (`>`); 0 for the author's own.
    pub quote_depth: u8,
}

/// The body that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Body {
    /// It is being fetched.
    Loading,
    /// HTML for the script-less frame.
    Html(SafeHtml),
    /// Plain text: text nodes and links.
    Text(Vec<TextSpan>),
    /// There is nothing to show (attachments only).
    Empty,
    /// It could not be fetched.
    Failed(Problem),
}

/// Whether the message refers to other machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RemoteContent {
    /// It does not.
    None,
    /// It does, so often, and all were left out. Consent loads images alone.
    Blocked(RemoteCounts),
    /// It does, and the person allowed its images.
    Allowed,
}

/// Names what a message carries beside its body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AttachmentId {
    /// Which part.
    pub part: PartPath,
    /// Which of the files that the part holds, from 1, where it is a container
    /// itself (winmail.dat, uuencoded files in a text); `None` for the part.
    pub inner: Option<u32>,
}

impl From<PartPath> for AttachmentId {
    fn from(part: PartPath) -> Self {
        Self { part, inner: None }
    }
}

impl core::fmt::Display for AttachmentId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self.inner {
            Some(inner) => write!(f, "{}/{inner}", self.part),
            None => self.part.fmt(f),
        }
    }
}

/// What a message carries beside its body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Which.
    pub id: AttachmentId,
    /// The name to save it under; never empty, never with a path in it.
    pub file_name: String,
    /// `type/subtype`, lower case.
    pub media_type: String,
    /// Octets when decoded, as estimated from the transfer encoding.
    pub size: u64,
    /// It is a picture that the HTML has a place for. These stand last.
    pub is_inline: bool,
}

/// A field of the message's header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderField {
    /// Its name, as written.
    pub name: String,
    /// Its value, unfolded and decoded.
    pub value: String,
}

/// What makes a message suspicious, found here without asking anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Warning {
    /// The sender's domain is written with letters of several scripts, or looks
    /// like one that the person deals with.
    LookAlike {
        /// The sender's domain, as it is.
        domain: String,
        /// What it looks like, where that is known.
        like: Option<String>,
    },
    /// The displayed name holds another address than the message comes from.
    NameClaims {
        /// The address in the name.
        claimed: String,
        /// The address it comes from.
        actual: String,
    },
    /// Answers go to another domain than the message comes from.
    ReplyElsewhere {
        /// Where to.
        address: String,
    },
    /// The account's own server found that the sender is not who they say (RFC 8601).
    NotAuthenticated {
        /// What failed: `dkim`, `spf`, `dmarc`, in lower case.
        methods: Vec<String>,
    },
    /// A link's text names another domain than it leads to.
    LinkElsewhere {
        /// The domain in the text.
        shown: String,
        /// The domain it leads to.
        target: String,
    },
    /// The message names several authors.
    SeveralAuthors,
    /// Names or the subject hold control characters or overrides of the writing
    /// direction, which are not shown.
    HiddenCharacters,
}

/// How one leaves the list that sent a message (RFC 2369): in one of these ways,
/// or in either.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsubscribe {
    /// By a mail.
    pub mail: Option<UnsubscribeMail>,
    /// At a page: an https URL.
    pub page: Option<String>,
}

/// The mail that a list wants, to take somebody off it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsubscribeMail {
    /// To whom.
    pub to: EnvelopeAddress,
    /// Its subject, as the list has it; may be empty.
    pub subject: String,
    /// Its text, as the list has it; may be empty.
    pub text: String,
}

/// That a message is signed or encrypted, and by what (RFC 1847, RFC 3156, RFC 8551).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Protection {
    /// Signed, by OpenPGP. Nothing was verified.
    PgpSigned,
    /// Encrypted, by OpenPGP.
    PgpEncrypted,
    /// Signed, by S/MIME. Nothing was verified.
    SmimeSigned,
    /// Encrypted, by S/MIME.
    SmimeEncrypted,
}

/// That a message is part of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Within {
    /// Which part of the place's message it is.
    pub part: PartPath,
    /// The subject of the message that it is directly in.
    pub subject: String,
}

/// An open message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageView {
    /// Which.
    pub message: MessageRef,
    /// Its row's facts.
    pub summary: MessageSummary,
    /// What calls it by the same name wherever it lies, for links to it: its
    /// Message-ID, or what serves as one and can't be taken for one.
    pub name: Option<MessageId>,
    /// Cc, apart from To. (`summary.to` holds both.)
    pub cc: Vec<Address>,
    /// Bcc; empty until the header has come.
    pub bcc: Vec<Address>,
    /// Reply-To.
    pub reply_to: Vec<Address>,
    /// Sender, where it is not From.
    pub sender: Vec<Address>,
    /// When its author wrote it.
    pub date: Option<DateTime>,
    /// The body.
    pub body: Body,
    /// There is both HTML and plain text to choose from.
    pub has_alternative: bool,
    /// Whether plain text was chosen over HTML.
    pub prefers_text: bool,
    /// Remote content.
    pub remote: RemoteContent,
    /// Attachments.
    pub attachments: Vec<Attachment>,
    /// What could not be read of it.
    pub problems: Vec<Problem>,
    /// All fields of its header in their order; empty until they have come.
    pub header: Vec<HeaderField>,
    /// What makes it suspicious.
    pub warnings: Vec<Warning>,
    /// How one leaves the list that sent it.
    pub unsubscribe: Option<Unsubscribe>,
    /// Who asks to be told that it was read (RFC 8098).
    pub receipt_to: Vec<Address>,
    /// That it is signed or encrypted.
    pub protection: Option<Protection>,
    /// The invitations and contacts that it brings; empty until they were read.
    pub cards: Cards,
    /// Where it is, if it is a message within [`Self::message`]. Its attachments
    /// bear the names that they have there.
    pub within: Option<Within>,
}
