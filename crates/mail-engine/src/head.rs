//! What a message's whole header tells, beyond what its row does.

use crate::message_view::{HeaderField, Unsubscribe, Warning};
use crate::offers;
use crate::warning::warnings;
use mail_model::Address;
use mime_message::{CharsetDecoder, list_fields, with_hidden_shown};
use serde::{Deserialize, Serialize};

/// So many fields of a header are listed.
const MOST_FIELDS: usize = 500;
/// So many octets of a header are listed.
const MOST_OCTETS: usize = 64 * 1024;

/// A header to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadJob {
    /// The header, raw, with or without what follows it.
    pub bytes: Vec<u8>,
    /// The user's name as typed at login: often an address, and then it tells
    /// the account's own domain.
    pub user: String,
}

/// What was read out of a header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadMade {
    /// Its fields, hidden characters written out.
    pub fields: Vec<HeaderField>,
    /// Bcc, which is there in what the person sent.
    pub bcc: Vec<Address>,
    /// What makes the message suspicious.
    pub warnings: Vec<Warning>,
    /// How one leaves the list that sent it.
    pub unsubscribe: Option<Unsubscribe>,
    /// Who asks to be told that it was read.
    pub receipt_to: Vec<Address>,
}

impl HeadJob {
    /// Reads it.
    pub fn perform(&self, charsets: &dyn CharsetDecoder) -> HeadMade {
        let listed = list_fields(&self.bytes, MOST_FIELDS, MOST_OCTETS, charsets);
        let header = mime_message::parse_header(&self.bytes, charsets);
        let warnings = warnings(&listed, &header, &self.user);
        let unsubscribe = offers::unsubscribe(&listed);
        let receipt_to = offers::receipt_to(&listed, charsets);
        let fields = listed
            .into_iter()
            .map(|field| HeaderField {
                name: field.name,
                value: with_hidden_shown(&field.value),
            })
            .collect();
        HeadMade {
            fields,
            bcc: header.bcc,
            warnings,
            unsubscribe,
            receipt_to,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mime_message::BuiltInCharsets;

    #[test]
    fn a_header_is_listed_with_what_it_hides() {
        let job = HeadJob {
            bytes: "Subject: an \u{202E}gpj.exe\r\nX-Long: a\r\n b\r\n\r\nX: body".into(),
            user: "ada".to_owned(),
        };
        let made = job.perform(&BuiltInCharsets);
        let fields: Vec<_> = made
            .fields
            .iter()
            .map(|field| (field.name.as_str(), field.value.as_str()))
            .collect();
        assert_eq!(
            fields,
            [("Subject", "an <U+202E>gpj.exe"), ("X-Long", "a b")]
        );
        assert_eq!(made.warnings, [Warning::HiddenCharacters]);
    }

    #[test]
    fn a_header_without_end_is_listed_as_far_as_it_may_be() {
        let job = HeadJob {
            bytes: b"X-Y: z\r\n".repeat(1_000_000),
            user: String::new(),
        };
        assert_eq!(job.perform(&BuiltInCharsets).fields.len(), MOST_FIELDS);
    }
}
