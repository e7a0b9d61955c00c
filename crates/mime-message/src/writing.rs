//! Messages of ours, written to the letter of RFC 5322 and MIME.
//!
//! Seven-bit, CRLF, no line beyond 78 octets where one can be folded and none
//! beyond 998; only addresses that are not ASCII stay as they are (RFC 6532),
//! because nothing else means them. Whatever a person typed or another message
//! brought goes through a writer of its kind of field, so no line end of theirs
//! begins a field of its own.

mod body;
mod date;
mod field;
mod receipt;

use self::body::Part;
use self::field::Fields;
use mail_model::{DateTime, Letter, LetterContent, MessageId, MessageSource, Timestamp};
use serde::{Deserialize, Serialize};

/// What a letter gets when it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// When.
    pub now: Timestamp,
    /// Its Message-ID, which no other message has.
    pub message_id: MessageId,
}

/// Writes a letter. The same letter and stamp give the same octets. `None` where
/// an address, or the stamp's Message-ID, is none.
pub fn write_letter(letter: &Letter, stamp: &Stamp) -> Option<MessageSource> {
    let mut fields = Fields::default();
    fields.addresses("From", core::slice::from_ref(&letter.from))?;
    fields.addresses("To", &letter.to)?;
    fields.addresses("Cc", &letter.cc)?;
    fields.text("Subject", &letter.subject);
    let date = DateTime {
        timestamp: stamp.now,
        offset_minutes: letter.offset_minutes,
    };
    fields.raw("Date", &date::date_text(date));
    if !fields.message_ids("Message-ID", core::slice::from_ref(&stamp.message_id)) {
        return None;
    }
    fields.message_ids("In-Reply-To", letter.in_reply_to.as_slice());
    fields.message_ids("References", &letter.references);
    if letter.content.is_report() {
        // RFC 3834 §5: so that no program answers it.
        fields.raw("Auto-Submitted", "auto-replied");
    }
    fields.raw("MIME-Version", "1.0");
    let mut out = fields.finish();
    content(&letter.content, &boundary(&stamp.message_id)).write(&mut out);
    Some(out.into_bytes().into())
}

fn content(content: &LetterContent, boundary: &str) -> Part {
    match content {
        LetterContent::Text(text) => Part::text("text/plain", text),
        LetterContent::Composed(composed) => Part::text("text/plain", &composed.text),
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
