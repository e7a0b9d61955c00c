//! The header: fields, and what each kind of field says.

mod address;
mod date;
mod encoded_word;
mod field;
mod hidden;
mod listing;
mod message_id;
mod parameter;

use crate::CharsetDecoder;
use crate::charset;
use mail_model::{Address, DateTime, MessageId};

pub(crate) use encoded_word::decode_words;
pub(crate) use field::Fields;
pub(crate) use hidden::one_line;
pub use hidden::{is_hidden, with_hidden_shown};
pub use listing::{ListedField, list_fields};
pub(crate) use parameter::{ParameterValue, ParameterizedValue, parameter};

/// How much of one field is read. Recipients of a large list need the more.
const TEXT_LIMIT: usize = 64 * 1024;
const LIST_LIMIT: usize = 4 * 1024 * 1024;

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
    /// To. An empty group (`undisclosed-recipients:;`) is a name without an address.
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

/// Reads a header (or a selection of its fields), raw. Where a field may stand
/// only once (RFC 5322 §3.6) and stands twice, the first counts; of addresses
/// all are taken, so that a second From is not hidden.
pub fn parse_header(bytes: &[u8], charsets: &dyn CharsetDecoder) -> Header {
    header_of(&Fields::parse(bytes), charsets)
}

pub(crate) fn header_of(fields: &Fields<'_>, charsets: &dyn CharsetDecoder) -> Header {
    let reader = FieldReader {
        fields,
        charsets,
        charset: declared_charset(fields),
    };
    Header {
        subject: reader.subject(),
        from: reader.addresses("from"),
        sender: reader.addresses("sender"),
        reply_to: reader.addresses("reply-to"),
        to: reader.addresses("to"),
        cc: reader.addresses("cc"),
        bcc: reader.addresses("bcc"),
        date: fields
            .all("date")
            .find_map(|field| date::parse_date(&field.unfolded(256))),
        message_id: reader.message_ids("message-id").into_iter().next(),
        in_reply_to: reader.message_ids("in-reply-to"),
        references: reader.message_ids("references"),
    }
}

/// What the message says its text is in: the likeliest charset of raw bytes in
/// its header too.
fn declared_charset(fields: &Fields<'_>) -> Option<String> {
    let value = fields.all("content-type").next()?.unfolded(TEXT_LIMIT);
    let parsed = ParameterizedValue::parse(&value);
    let label = parameter(&parsed.parameters, "charset")?.into_ascii_label();
    // The field was found in ASCII: the header is not in any of these.
    let charset = charset::Charset::from_label(&label)?;
    (!charset.starts_afresh()).then_some(label)
}

struct FieldReader<'a> {
    fields: &'a Fields<'a>,
    charsets: &'a dyn CharsetDecoder,
    charset: Option<String>,
}

impl FieldReader<'_> {
    fn subject(&self) -> String {
        let mut subjects = self.fields.all("subject");
        let text = subjects
            .next()
            .map(|field| self.text(&field.unfolded(TEXT_LIMIT)))
            .unwrap_or_default();
        one_line(&decode_words(&text, self.charsets))
    }

    fn addresses(&self, name: &str) -> Vec<Address> {
        self.fields
            .all(name)
            .flat_map(|field| {
                address::parse_addresses(&self.text(&field.unfolded(LIST_LIMIT)), self.charsets)
            })
            .take(address::COUNT_LIMIT)
            .collect()
    }

    fn message_ids(&self, name: &str) -> Vec<MessageId> {
        self.fields
            .all(name)
            .flat_map(|field| {
                message_id::parse_message_ids(&self.text(&field.unfolded(LIST_LIMIT)))
            })
            .take(message_id::COUNT_LIMIT)
            .collect()
    }

    /// Raw bytes as text: RFC 6532's UTF-8, or what the message's charset makes of them.
    fn text(&self, bytes: &[u8]) -> String {
        charset::decode(self.charset.as_deref(), bytes, self.charsets).value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BuiltInCharsets;

    #[test]
    fn a_header_is_read_field_by_field() {
        let header = parse_header(
            b"From: =?utf-8?Q?J=C3=B6rg?= <j@example.org>\r\n\
              To: a@example.org, B <b@example.org>\r\n\
              Subject: A long\r\n  story\r\n\
              Date: Mon, 01 Jun 2026 10:00:00 +0200\r\n\
              Message-ID: <1@example.org>\r\n\
              References: <0@example.org>\r\n <x@example.org>\r\n\r\nbody",
            &BuiltInCharsets,
        );
        assert_eq!(header.subject, "A long story");
        assert_eq!(header.from[0].name, "Jörg");
        assert_eq!(header.to[1].address, "b@example.org");
        assert_eq!(header.date.map(|date| date.offset_minutes), Some(120));
        assert_eq!(header.message_id, Some(MessageId("1@example.org".into())));
        assert_eq!(header.references.len(), 2);
    }

    #[test]
    fn raw_bytes_follow_the_charset_of_the_message() {
        let subject = |bytes: &[u8]| parse_header(bytes, &BuiltInCharsets).subject;
        assert_eq!(
            subject(b"Subject: \x81ber\nContent-Type: text/plain; charset=ibm850\n"),
            "über"
        );
        assert_eq!(subject("Subject: Grüße 世界".as_bytes()), "Grüße 世界");
        assert_eq!(subject(b"Subject: Gr\xFC\xDFe"), "Grüße");
    }

    #[test]
    fn control_characters_never_reach_a_line_of_the_screen() {
        let header = parse_header(
            b"Subject: a\0b =?utf-8?Q?x=0D=0ABcc:_y?=\n",
            &BuiltInCharsets,
        );
        assert_eq!(header.subject, "ab x  Bcc: y");
    }

    #[test]
    fn the_first_subject_counts_and_no_sender_is_hidden() {
        let header = parse_header(
            b"Subject: first\nFrom: a@x.org\nSubject: second\nFrom: b@x.org\n",
            &BuiltInCharsets,
        );
        assert_eq!(header.subject, "first");
        assert_eq!(header.from.len(), 2);
    }
}
