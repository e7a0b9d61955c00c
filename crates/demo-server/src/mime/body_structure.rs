use super::header::{Parameter, parameters};
use super::string::{istring, nstring};
use super::{Kind, Part, envelope};
use imap_codec::imap_types::body::{
    BasicFields, Body, BodyStructure, Disposition, Language, Location, MultiPartExtensionData,
    SinglePartExtensionData, SpecificFields,
};
use imap_codec::imap_types::core::{IString, Vec1};

/// BODYSTRUCTURE, or BODY where the extension data is left out (RFC 3501 §7.4.2).
pub(crate) fn body_structure(raw: &[u8], part: &Part, is_extended: bool) -> BodyStructure<'static> {
    if let Kind::Multipart(children) = &part.kind {
        let bodies = children
            .iter()
            .map(|child| body_structure(raw, child, is_extended));
        if let Ok(bodies) = Vec1::try_from(bodies.collect::<Vec<_>>()) {
            return BodyStructure::Multi {
                bodies,
                subtype: istring(part.media_type.1.clone()),
                extension_data: is_extended.then(|| MultiPartExtensionData {
                    parameter_list: parameter_list(&part.parameters),
                    tail: Some(disposition(raw, part)),
                }),
            };
        }
    }
    let header = part.header_of(raw);
    let octets = raw.get(part.body.clone()).unwrap_or(&[]);
    BodyStructure::Single {
        body: Body {
            basic: BasicFields {
                parameter_list: parameter_list(&part.parameters),
                id: nstring(header.value("Content-ID")),
                description: nstring(header.value("Content-Description")),
                content_transfer_encoding: istring(
                    header
                        .value("Content-Transfer-Encoding")
                        .unwrap_or_else(|| b"7bit".to_vec()),
                ),
                size: count(octets.len()),
            },
            specific: specific(raw, part, lines(octets), is_extended),
        },
        extension_data: is_extended.then(|| SinglePartExtensionData {
            md5: nstring(header.value("Content-MD5")),
            tail: Some(disposition(raw, part)),
        }),
    }
}

fn specific(raw: &[u8], part: &Part, lines: u32, is_extended: bool) -> SpecificFields<'static> {
    let (kind, subtype) = part.media_type.clone();
    match &part.kind {
        Kind::Message(inner) => SpecificFields::Message {
            envelope: Box::new(envelope(inner.header_of(raw))),
            body_structure: Box::new(body_structure(raw, inner, is_extended)),
            number_of_lines: lines,
        },
        _ if kind.eq_ignore_ascii_case(b"text") => SpecificFields::Text {
            subtype: istring(subtype),
            number_of_lines: lines,
        },
        // What was too deep to look into must not promise an envelope.
        _ if part.is("message", "rfc822") || kind.eq_ignore_ascii_case(b"multipart") => {
            SpecificFields::Basic {
                r#type: istring(b"application".to_vec()),
                subtype: istring(b"octet-stream".to_vec()),
            }
        }
        _ => SpecificFields::Basic {
            r#type: istring(kind),
            subtype: istring(subtype),
        },
    }
}

fn disposition(raw: &[u8], part: &Part) -> Disposition<'static> {
    let header = part.header_of(raw);
    let languages = header.value("Content-Language").unwrap_or_default();
    Disposition {
        disposition: header.value("Content-Disposition").and_then(|value| {
            let (kind, list) = parameters(&value);
            (!kind.is_empty()).then(|| (istring(kind), parameter_list(&list)))
        }),
        tail: Some(Language {
            language: languages
                .split(|&octet| octet == b',')
                .map(<[u8]>::trim_ascii)
                .filter(|language| !language.is_empty())
                .map(|language| istring(language.to_vec()))
                .collect(),
            tail: Some(Location {
                location: nstring(header.value("Content-Location")),
                extensions: Vec::new(),
            }),
        }),
    }
}

fn parameter_list(list: &[Parameter]) -> Vec<(IString<'static>, IString<'static>)> {
    list.iter()
        .map(|(name, value)| (istring(name.clone()), istring(value.clone())))
        .collect()
}

fn lines(octets: &[u8]) -> u32 {
    count(octets.iter().filter(|&&octet| octet == b'\n').count())
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
