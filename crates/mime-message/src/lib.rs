//! RFC 5322 and MIME, read and written.
//!
//! Mail is read as it is, not as it should be: nothing in here fails. What is
//! damaged is read as far as it goes, what is unknown is taken for the
//! likeliest, and what cannot be read is empty. No input panics, and the time
//! taken is linear in the input's length; depth and counts are bounded.
//!
//! From the outside in:
//!
//! - [`parse_header`] (`header/`): the fields of a header, each kind by a file
//!   of its own: addresses, dates, identifiers, parameters, encoded words.
//! - [`parse_message`] (`structure/`): a whole message to its MIME tree.
//! - [`plan_reading`]: which parts of a tree a person sees, which are
//!   attachments; [`file_name()`]: what these are called.
//! - [`decode_transfer`], [`decode_text`] (`body/`): a leaf's bytes and text.
//! - [`unpack`] (`container/`): parts that hold texts and files in a form of
//!   their own: Outlook's, uuencode, S/MIME.
//! - [`plain_text()`]: quotes and links of a text.
//! - [`write_letter`] (`writing/`): a message of ours, to the letter of the standards.
//! - `charset/`: bytes to text, below all of these. The large tables are not
//!   here: a [`CharsetDecoder`] lends them, in the browser its own TextDecoder.
#![warn(missing_docs)]

mod body;
mod charset;
mod container;
mod file_name;
mod header;
mod plain_text;
mod reading;
mod structure;
mod writing;

pub use body::{decode_text, decode_transfer};
pub use charset::{BuiltInCharsets, CharsetDecoder};
pub use container::{Container, Unpacked, UnpackedFile, container, has_embedded_files, unpack};
pub use file_name::{fallback_name, file_name, safe_file_name};
pub use header::{Header, ListedField, is_hidden, list_fields, parse_header, with_hidden_shown};
pub use plain_text::{Span, plain_text};
pub use reading::{ReadingPlan, has_attachment, plan_reading, unreferenced_inline};
pub use structure::{Message, declared_type, parse_message};
pub use writing::{DRAFT_FIELD, Stamp, date_text, write_letter};

/// A decoded value and whether something of it was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<T> {
    /// What could be read.
    pub value: T,
    /// Something could not.
    pub is_damaged: bool,
}

/// The first `limit` bytes of `text`, or fewer where a character would be cut.
fn beginning(text: &str, limit: usize) -> &str {
    let end = (0..=limit.min(text.len()))
        .rev()
        .find(|&end| text.is_char_boundary(end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}
