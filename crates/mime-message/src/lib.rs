//! RFC 5322 and MIME, read and written.
#![warn(missing_docs)]

use mail_model::{Address, BodyStructure, DateTime, MessageId, Part, PartPath};

/// Decodes text in a charset that this crate does not know itself. In the
/// browser it is TextDecoder, on the host a table.
pub trait CharsetDecoder {
    /// The text of `bytes` in `charset` (a label in lower case), or `None` if it is not known.
    fn decode(&self, charset: &str, bytes: &[u8]) -> Option<String>;
}

/// A decoder that knows only what the crate itself does: UTF-8, US-ASCII, ISO-8859-1, Windows-1252.
#[derive(Clone, Copy, Debug, Default)]
pub struct BuiltInCharsets;

impl CharsetDecoder for BuiltInCharsets {
    fn decode(&self, _charset: &str, _bytes: &[u8]) -> Option<String> {
        None
    }
}

/// A message header's fields, decoded. What could not be read is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Subject.
    pub subject: String,
    /// From.
    pub from: Vec<Address>,
    /// Sender.
    pub sender: Vec<Address>,
    /// Reply-To.
    pub reply_to: Vec<Address>,
    /// To.
    pub to: Vec<Address>,
    /// Cc.
    pub cc: Vec<Address>,
    /// Bcc.
    pub bcc: Vec<Address>,
    /// Date.
    pub date: Option<DateTime>,
    /// Message-ID.
    pub message_id: Option<MessageId>,
    /// In-Reply-To.
    pub in_reply_to: Vec<MessageId>,
    /// References.
    pub references: Vec<MessageId>,
}

/// Reads a header (or a selection of its fields), raw.
pub fn parse_header(_bytes: &[u8], _charsets: &dyn CharsetDecoder) -> Header {
    Header::default()
}

/// A message parsed whole, for when the server's structure is nonsense, and for nested messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its header.
    pub header: Header,
    /// Its structure, as an IMAP server should have told it.
    pub structure: BodyStructure,
    /// The raw, transfer-encoded bytes of each leaf, by path.
    pub bodies: Vec<(PartPath, Vec<u8>)>,
}

/// Parses a whole message. Never fails: the worst message is one text leaf.
pub fn parse_message(_bytes: &[u8], _charsets: &dyn CharsetDecoder) -> Message {
    Message {
        header: Header::default(),
        structure: BodyStructure::Leaf(Part::default()),
        bodies: Vec::new(),
    }
}

/// Which parts a person sees, chosen from the structure alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadingPlan {
    /// The best HTML body.
    pub html: Option<PartPath>,
    /// The best plain text: instead of the HTML, or when that cannot be shown.
    pub text: Option<PartPath>,
    /// Leaves shown one after the other when there is no single body (text parts of a multipart/mixed).
    pub more_text: Vec<PartPath>,
    /// Parts that the HTML may refer to by Content-ID.
    pub inline: Vec<PartPath>,
    /// What is listed as attachments.
    pub attachments: Vec<PartPath>,
}

/// Chooses what to fetch and show (RFC 2046 §5.1, RFC 2387, RFC 2183).
pub fn plan_reading(_structure: &BodyStructure, _charsets: &dyn CharsetDecoder) -> ReadingPlan {
    ReadingPlan::default()
}

/// The name to save a part under: RFC 2231 and RFC 2047 undone, path separators
/// and control characters gone. `None` if it has none.
pub fn file_name(_part: &Part, _charsets: &dyn CharsetDecoder) -> Option<String> {
    None
}

/// Undoes a Content-Transfer-Encoding. What is damaged is left out; `is_damaged` says so.
pub fn decode_transfer(_part: &Part, bytes: &[u8]) -> Decoded<Vec<u8>> {
    Decoded {
        value: bytes.to_vec(),
        is_damaged: false,
    }
}

/// The text of a text leaf: transfer encoding undone, charset decoded (guessed
/// where undeclared or untrue), format=flowed (RFC 3676) undone, line ends as `\n`.
pub fn decode_text(_part: &Part, _bytes: &[u8], _charsets: &dyn CharsetDecoder) -> Decoded<String> {
    Decoded {
        value: String::new(),
        is_damaged: false,
    }
}

/// A decoded value and whether something of it was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<T> {
    /// What could be read.
    pub value: T,
    /// Something could not.
    pub is_damaged: bool,
}
