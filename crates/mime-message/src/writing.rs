//! Messages of ours, written to the letter of RFC 5322 and MIME.
//!
//! Seven-bit but for messages within, CRLF, no line beyond 78 octets where one can
//! be folded and none beyond 998; only addresses that are not ASCII stay as they are (RFC 6532),
//! because nothing else means them. Whatever a person typed or another message
//! brought goes through a writer of its kind of field, so no line end of theirs
//! begins a field of its own.

mod body;
mod composed;
mod date;
mod field;
mod flowing;
mod receipt;

use self::body::{Output, Part};
pub use self::date::date_text;
use self::field::Fields;
use mail_model::{
    DateTime, FileEncoding, Letter, LetterContent, MessageId, MessageSource, Priority, Timestamp,
};
use serde::{Deserialize, Serialize};

/// The field in which a draft bears its writer's note.
pub const DRAFT_FIELD: &str = "X-Porthole-Draft";

/// What a letter gets when it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// When.
    pub now: Timestamp,
    /// Its Message-ID, which no other message has.
    pub message_id: MessageId,
    /// It is a draft: it is not sent but kept, names those who get a blind copy,
    /// may be addressed to what is no address yet, and bears this note of its
    /// writer in [`DRAFT_FIELD`]: words of ASCII, none longer than 900.
    pub draft: Option<String>,
}

/// Writes a letter. The same letter and stamp give the same octets. `None` where
/// an address of a letter that is no draft, or the stamp's Message-ID, is none.
pub fn write_letter(letter: &Letter, stamp: &Stamp) -> Option<MessageSource> {
    let mut out = Output::default();
    let mut fields = Fields::default();
    if let LetterContent::Resent(other) = &letter.content {
        // RFC 5322 §3.6.6: before the fields of the other.
        heading(&mut fields, "Resent-", letter, stamp)?;
        out.text(&fields.finish());
        out.file(other.file, other.length, FileEncoding::Identity);
        return Some(out.finish());
    }
    heading(&mut fields, "", letter, stamp)?;
    fields.message_ids("In-Reply-To", letter.in_reply_to.as_slice());
    fields.message_ids("References", &letter.references);
    match letter.priority {
        Priority::Normal => {}
        Priority::High => {
            fields.raw("X-Priority", "2 (High)");
            fields.raw("Importance", "high");
        }
        Priority::Low => {
            fields.raw("X-Priority", "4 (Low)");
            fields.raw("Importance", "low");
        }
    }
    if letter.wants_receipt {
        let from = core::slice::from_ref(&letter.from);
        match stamp.draft {
            Some(_) => fields.typed_addresses("Disposition-Notification-To", from),
            None => fields.addresses("Disposition-Notification-To", from)?,
        }
    }
    if letter.content.is_report() {
        // RFC 3834 §5: so that no program answers it.
        fields.raw("Auto-Submitted", "auto-replied");
    }
    if let Some(note) = &stamp.draft {
        fields.words(DRAFT_FIELD, note);
    }
    fields.raw("MIME-Version", "1.0");
    out.text(&fields.finish());
    content(&letter.content, &boundary(&stamp.message_id)).write(&mut out);
    Some(out.finish())
}

/// From whom, to whom, what about and when: the fields that a message has twice
/// where it is sent on, then with `prefix`.
fn heading(fields: &mut Fields, prefix: &str, letter: &Letter, stamp: &Stamp) -> Option<()> {
    let name = |name: &str| format!("{prefix}{name}");
    let from = core::slice::from_ref(&letter.from);
    let lists = [("To", &letter.to), ("Cc", &letter.cc)];
    let is_resent = !prefix.is_empty();
    if stamp.draft.is_some() {
        fields.typed_addresses(&name("From"), from);
        fields.typed_addresses(&name("Reply-To"), &letter.reply_to);
        for (list, addresses) in lists {
            fields.typed_addresses(&name(list), addresses);
        }
        fields.typed_addresses(&name("Bcc"), &letter.bcc);
    } else {
        fields.addresses(&name("From"), from)?;
        if !is_resent {
            fields.addresses("Reply-To", &letter.reply_to)?;
        }
        for (list, addresses) in lists {
            fields.addresses(&name(list), addresses)?;
        }
        if letter.to.is_empty() && letter.cc.is_empty() {
            fields.raw(&name("To"), "undisclosed-recipients:;");
        }
    }
    if !is_resent {
        fields.text("Subject", &letter.subject);
    }
    let date = DateTime {
        timestamp: stamp.now,
        offset_minutes: letter.offset_minutes,
    };
    fields.raw(&name("Date"), &date_text(date));
    let message_id = core::slice::from_ref(&stamp.message_id);
    fields
        .message_ids(&name("Message-ID"), message_id)
        .then_some(())
}

fn content(content: &LetterContent, boundary: &str) -> Part {
    match content {
        LetterContent::Text(text) => Part::text("text/plain", text),
        LetterContent::Composed(composed) => composed::body(composed, boundary),
        // The other message is its own body.
        LetterContent::Resent(_) => Part::text("text/plain", ""),
        LetterContent::Calendar {
            text,
            calendar,
            method,
        } => {
            let method: String = method.chars().filter(char::is_ascii_alphabetic).collect();
            let media_type = format!("text/calendar; method={method}");
            let parts = vec![
                Part::text("text/plain", text),
                Part::text(&media_type, calendar),
            ];
            Part::multipart("multipart/alternative", boundary, parts)
        }
        LetterContent::Receipt { text, receipt } => {
            let media_type = "multipart/report; report-type=disposition-notification";
            let parts = vec![Part::text("text/plain", text), receipt::part(receipt)];
            Part::multipart(media_type, boundary, parts)
        }
    }
}

/// A boundary that is in no part: neither quoted-printable nor base64 can hold
/// `=_` (RFC 2045 §6.7), and what goes as it is, is looked at.
fn boundary(message_id: &MessageId) -> String {
    let letters = message_id.0.chars().filter(char::is_ascii_alphanumeric);
    let letters: String = letters.take(40).collect();
    format!("=_{letters}")
}
