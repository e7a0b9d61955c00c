use crate::header::{Fields, ParameterizedValue};
use mail_model::{Disposition, Parameter};

/// How much of a Content-Type or Content-Disposition is read.
const FIELD_LIMIT: usize = 64 * 1024;

/// What a part's header says of its body.
#[derive(Clone, Default)]
pub(super) struct PartHead {
    pub(super) media_type: String,
    pub(super) parameters: Vec<Parameter>,
    pub(super) content_id: Option<String>,
    pub(super) content_location: Option<String>,
    pub(super) transfer_encoding: String,
    pub(super) disposition: Disposition,
    pub(super) disposition_parameters: Vec<Parameter>,
}

impl PartHead {
    /// Of what says nothing of itself, and is a text.
    pub(super) fn text() -> Self {
        Self {
            media_type: "text/plain".to_owned(),
            ..Self::default()
        }
    }

    /// Reads it; without a Content-Type the body is of `default_type`.
    pub(super) fn read(fields: &Fields<'_>, default_type: &str) -> Self {
        let first = |name| {
            fields
                .all(name)
                .next()
                .map(|field| field.unfolded(FIELD_LIMIT))
        };
        let content_type = first("content-type")
            .map(|field| ParameterizedValue::parse(&field))
            .unwrap_or_default();
        let disposition = first("content-disposition")
            .map(|field| ParameterizedValue::parse(&field))
            .unwrap_or_default();
        Self {
            media_type: media_type(&content_type.value, default_type),
            parameters: content_type.parameters,
            content_id: first("content-id").and_then(|field| content_id(&field)),
            content_location: first("content-location").and_then(|field| location(&field)),
            transfer_encoding: first("content-transfer-encoding")
                .map_or_else(|| "7bit".to_owned(), |field| transfer_encoding(&field)),
            disposition: match disposition.value.as_str() {
                "inline" => Disposition::Inline,
                "" => Disposition::Unspecified,
                // RFC 2183 §2.8: what is not known is an attachment.
                _ => Disposition::Attachment,
            },
            disposition_parameters: disposition.parameters,
        }
    }
}

/// `type/subtype`, made whole where a mailer wrote half of it.
fn media_type(value: &str, default_type: &str) -> String {
    match value.split_once('/') {
        Some((kind, subtype)) if !kind.is_empty() && !subtype.is_empty() => value.to_owned(),
        _ => match value.trim_matches('/') {
            "" => default_type,
            "text" | "plain" => "text/plain",
            "html" => "text/html",
            "multipart" | "mixed" => "multipart/mixed",
            "message" => "message/rfc822",
            _ => "application/octet-stream",
        }
        .to_owned(),
    }
}

fn content_id(field: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(field);
    let id = text
        .trim()
        .trim_start_matches('<')
        .trim_end_matches('>')
        .trim();
    (!id.is_empty()).then(|| id.to_owned())
}

/// An address that was too long for a line has white space in it (RFC 2557 §4.4.2).
fn location(field: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(field);
    let location: String = text.split_whitespace().collect();
    (!location.is_empty()).then_some(location)
}

/// The encoding's name alone.
fn transfer_encoding(field: &[u8]) -> String {
    let text = String::from_utf8_lossy(field).to_ascii_lowercase();
    let name = text
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ':'))
        .split(|c: char| c.is_whitespace() || matches!(c, ';' | '(' | '"' | '\'' | ','))
        .next()
        .unwrap_or_default();
    if name.is_empty() { "7bit" } else { name }.to_owned()
}
