use imap_client::FetchedRow;
use mail_model::{BodyStructure, MessageSummary, Timestamp};
use mime_message::CharsetDecoder;

/// The longest raw header that is kept with a row; what opening a message needs
/// of it stands in the first fields, and a References of any length does not matter.
const LONGEST_HEADER: usize = 16 * 1024;

/// What is known of a message since its row was fetched.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// What the list shows, with the flags as the server confirmed them.
    pub(crate) summary: MessageSummary,
    /// The MIME tree, where the server told one.
    pub(crate) structure: Option<BodyStructure>,
    /// The header's fields, raw.
    pub(crate) header: Vec<u8>,
    /// What the server calls it wherever it goes (EMAILID, RFC 8474), if it does.
    pub(crate) email_id: Option<String>,
}

impl Row {
    /// Reads a row. Whatever is missing is empty: the row always comes (I8).
    pub(crate) fn read(fetched: FetchedRow, charsets: &dyn CharsetDecoder) -> Self {
        let mut raw = fetched.header.unwrap_or_default();
        raw.truncate(LONGEST_HEADER);
        let header = mime_message::parse_header(&raw, charsets);
        let mut to = header.to;
        to.extend(header.cc);
        let summary = MessageSummary {
            uid: fetched.uid,
            flags: fetched.flags,
            received: fetched
                .received
                .or(header.date.map(|date| date.timestamp))
                .unwrap_or(Timestamp(0)),
            date: header.date,
            size: fetched.size.unwrap_or(0),
            from: header.from,
            to,
            subject: header.subject,
            message_id: header.message_id,
            has_attachment: fetched
                .structure
                .as_ref()
                .is_some_and(mime_message::has_attachment),
            preview: fetched.preview,
        };
        Self {
            summary,
            structure: fetched.structure,
            header: raw,
            email_id: fetched.email_id,
        }
    }
}
