//! BODYSTRUCTURE (RFC 9051 §7.5.2) from values to a [`BodyStructure`].
//!
//! Servers get it wrong in many ways; whatever is missing or of the wrong kind
//! reads as absent, and the parts around it still count as the server counts.

use crate::reader::Value;
use mail_model::{BodyStructure, Disposition, Parameter, Part, PartPath};
use std::borrow::Cow;

/// The MIME tree that `value` describes; `None` if it describes none.
pub(crate) fn body_structure(value: &Value) -> Option<BodyStructure> {
    message_body(value, &PartPath::default())
}

/// The body of a message: the whole one, or one nested at `path`. A multipart
/// takes the message's own place, a single part is its part 1.
fn message_body(value: &Value, path: &PartPath) -> Option<BodyStructure> {
    match value.list()?.first()? {
        Value::List(_) | Value::TooDeep => multipart(value, path),
        _ => leaf(value, path.child(1)),
    }
}

/// Content-Location, whose white space only parts its lines.
fn location(value: Option<&Value>) -> Option<String> {
    let text = value?.text()?;
    let location: String = text.split_whitespace().collect();
    (!location.is_empty()).then_some(location)
}

fn child(value: &Value, path: PartPath) -> Option<BodyStructure> {
    match value.list()?.first()? {
        Value::List(_) | Value::TooDeep => multipart(value, &path),
        _ => leaf(value, path),
    }
}

fn multipart(value: &Value, path: &PartPath) -> Option<BodyStructure> {
    let values = value.list()?;
    let leading = values
        .iter()
        .take_while(|value| matches!(value, Value::List(_) | Value::TooDeep))
        .count();
    // NIL for a part that the server could not describe, with others behind it.
    let before_subtype = values.iter().take_while(|value| value.bytes().is_none());
    let last = before_subtype
        .enumerate()
        .filter(|(_, value)| is_part(value));
    let count = last.last().map_or(leading, |(at, _)| leading.max(at + 1));
    let (children, rest) = values.split_at(count);
    Some(BodyStructure::Multipart {
        path: path.clone(),
        subtype: lower(rest.first()).unwrap_or_else(|| "mixed".to_owned()),
        parameters: parameters(rest.get(1)),
        // Behind disposition and language.
        content_location: location(rest.get(4)),
        children: children
            .iter()
            .zip(1..)
            .map(|(value, number)| {
                let path = path.child(number);
                // A part that can't be read still holds its number, so that the
                // parts behind it keep theirs.
                child(value, path.clone()).unwrap_or_else(|| unreadable(path))
            })
            .collect(),
    })
}

/// Whether a list can be a part, and not a multipart's parameters.
fn is_part(value: &Value) -> bool {
    let is_multipart = |values: &[Value]| matches!(values.first(), Some(Value::List(_)));
    match value {
        Value::TooDeep => true,
        Value::List(values) => is_multipart(values) || values.len() > 5,
        _ => false,
    }
}

fn unreadable(path: PartPath) -> BodyStructure {
    BodyStructure::Leaf(Part {
        path,
        media_type: "application/octet-stream".to_owned(),
        transfer_encoding: "7bit".to_owned(),
        ..Part::default()
    })
}

fn leaf(value: &Value, path: PartPath) -> Option<BodyStructure> {
    let values = &completed(value.list()?);
    let main_type = lower(values.first()).filter(|t| !t.is_empty());
    let subtype = lower(values.get(1)).filter(|t| !t.is_empty());
    let media_type = match (main_type, subtype) {
        (Some(main_type), Some(subtype)) => format!("{main_type}/{subtype}"),
        (Some(main_type), None) if main_type == "text" => "text/plain".to_owned(),
        _ => "application/octet-stream".to_owned(),
    };
    // Behind the seven basic fields: for a message its envelope, body and
    // lines; for text its lines; then the extension data, MD5 first.
    let is_message = matches!(media_type.as_str(), "message/rfc822" | "message/global")
        && values.get(8).and_then(Value::list).is_some();
    let nested = is_message
        .then(|| values.get(8).and_then(|body| message_body(body, &path)))
        .flatten()
        .map(Box::new);
    // An envelope's second field (RFC 9051 §7.5.2).
    let subject = values
        .get(7)
        .filter(|_| is_message)
        .and_then(|envelope| envelope.list()?.get(1)?.bytes());
    let subject = subject.unwrap_or_default().to_vec();
    let has_lines = media_type.starts_with("text/")
        && values
            .get(7)
            .is_none_or(|lines| matches!(lines, Value::Atom(_)));
    let extension = match (is_message, has_lines) {
        (true, _) => values.get(10..),
        (false, true) => values.get(8..),
        (false, false) => values.get(7..),
    };
    let (disposition, disposition_parameters) = disposition(extension.unwrap_or_default());
    Some(BodyStructure::Leaf(Part {
        path,
        media_type,
        parameters: parameters(values.get(2)),
        content_id: values
            .get(3)
            .and_then(Value::text)
            .map(|id| id.trim().trim_matches(['<', '>']).to_owned())
            .filter(|id| !id.is_empty()),
        // Behind MD5, disposition and language.
        content_location: location(extension.and_then(|extension| extension.get(3))),
        transfer_encoding: lower(values.get(5))
            .filter(|encoding| !encoding.is_empty())
            .unwrap_or_else(|| "7bit".to_owned()),
        size: values.get(6).and_then(Value::number).unwrap_or(0),
        disposition,
        disposition_parameters,
        nested,
        subject,
    }))
}

/// The fields of a part, with a NIL for the subtype that some servers leave out
/// where the header has none: then the octets stand where the encoding should.
fn completed(values: &[Value]) -> Cow<'_, [Value]> {
    let is_size = matches!(values.get(5), Some(size @ Value::Atom(_)) if size.number().is_some());
    let is_encoding = matches!(values.get(4), Some(Value::String(_)));
    match values {
        [main_type, rest @ ..] if is_size && is_encoding => {
            let fields = [main_type, &Value::Nil].into_iter().chain(rest);
            Cow::Owned(fields.cloned().collect())
        }
        _ => Cow::Borrowed(values),
    }
}

/// The disposition among the extension data: by its place behind MD5, or, for
/// servers that leave something out, the first list that looks like one.
fn disposition(extension: &[Value]) -> (Disposition, Vec<Parameter>) {
    let by_place = extension.get(1).filter(|value| **value != Value::Nil);
    let by_shape = || {
        extension.iter().find(|value| {
            matches!(
                value.list(),
                Some([
                    Value::String(_) | Value::Atom(_),
                    Value::List(_) | Value::Nil,
                    ..
                ])
            )
        })
    };
    match by_place.or_else(by_shape) {
        Some(Value::List(values)) => (kind(values.first()), parameters(values.get(1))),
        value => (kind(value), Vec::new()),
    }
}

fn kind(value: Option<&Value>) -> Disposition {
    match lower(value).as_deref() {
        Some("inline") => Disposition::Inline,
        Some("attachment") => Disposition::Attachment,
        _ => Disposition::Unspecified,
    }
}

/// Parameters in pairs; a value that is NIL is empty.
fn parameters(value: Option<&Value>) -> Vec<Parameter> {
    let pairs = value.and_then(Value::list).unwrap_or_default();
    pairs
        .chunks_exact(2)
        .filter_map(|pair| {
            Some(Parameter {
                name: lower(pair.first())?,
                value: pair.get(1)?.bytes().unwrap_or_default().to_vec(),
            })
        })
        .collect()
}

fn lower(value: Option<&Value>) -> Option<String> {
    value
        .and_then(Value::text)
        .map(|text| text.trim().to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Reader;

    fn read(bytes: &[u8]) -> BodyStructure {
        body_structure(&Reader::new(bytes).value().unwrap()).unwrap()
    }

    fn outline(structure: &BodyStructure) -> String {
        match structure {
            BodyStructure::Leaf(part) => {
                let nested = part
                    .nested
                    .as_ref()
                    .map(|nested| format!("<{}>", outline(nested)));
                format!(
                    "{}={}{}",
                    part.path,
                    part.media_type,
                    nested.unwrap_or_default()
                )
            }
            BodyStructure::Multipart {
                path,
                subtype,
                children,
                ..
            } => {
                let children: Vec<String> = children.iter().map(outline).collect();
                format!("{path}:{subtype}({})", children.join(" "))
            }
        }
    }

    #[test]
    fn parts_are_counted_as_servers_count_them() {
        let cases: &[(&[u8], &str)] = &[
            (br#"("TEXT" "PLAIN" NIL NIL NIL "7BIT" 10 1)"#, "1=text/plain"),
            (
                br#"(("text" "plain" NIL NIL NIL "7bit" 1 1)(("text" "html" NIL NIL NIL "7bit" 1 1)("image" "png" NIL "<x@y>" NIL "base64" 9) "related") "mixed")"#,
                ":mixed(1=text/plain 2:related(2.1=text/html 2.2=image/png))",
            ),
            (
                br#"(("text" "plain" NIL NIL NIL "7bit" 1 1)("message" "rfc822" NIL NIL NIL "7bit" 99 (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) (("text" "plain" NIL NIL NIL "7bit" 1 1)("text" "html" NIL NIL NIL "7bit" 1 1) "alternative") 4) "mixed")"#,
                ":mixed(1=text/plain 2=message/rfc822<2:alternative(2.1=text/plain 2.2=text/html)>)",
            ),
            (
                br#"("message" "rfc822" NIL NIL NIL "7bit" 99 (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) ("text" "plain" NIL NIL NIL "7bit" 1 1) 4)"#,
                "1=message/rfc822<1.1=text/plain>",
            ),
            (
                br#"(("text" "plain" NIL NIL NIL "7BIT" 9 1) NIL ("text" "html" NIL NIL NIL "7BIT" 8 1) NIL ("boundary" "x"))"#,
                ":mixed(1=text/plain 2=application/octet-stream 3=text/html)",
            ),
            (
                br#"(("multipart" "related" ("boundary" "b1") NIL NIL "7BIT" 400 ("boundary" "b1") NIL NIL NIL)("TEXT" "html" NIL NIL NIL "7BIT" 1115 70) "mixed")"#,
                ":mixed(1=multipart/related 2=text/html)",
            ),
        ];
        for (bytes, expected) in cases {
            assert_eq!(outline(&read(bytes)), *expected);
        }
    }

    #[test]
    fn a_subtype_that_was_left_out_costs_no_other_field() {
        let cases: &[(&[u8], &str, u64)] = &[
            (
                br#"("TEXT" ("CHARSET" "windows-1251") NIL NIL "base64" 356 5)"#,
                "text/plain",
                1,
            ),
            (
                br#"("AUDIO" NIL NIL NIL "base64" 356)"#,
                "application/octet-stream",
                0,
            ),
            (
                br#"("TEXT" NIL ("CHARSET" "koi8-r") NIL NIL "base64" 356 5)"#,
                "text/plain",
                1,
            ),
        ];
        for (bytes, media_type, parameters) in cases {
            let BodyStructure::Leaf(part) = read(bytes) else {
                panic!()
            };
            assert_eq!(part.media_type, *media_type);
            assert_eq!(part.parameters.len() as u64, *parameters);
            assert_eq!(part.transfer_encoding, "base64");
            assert_eq!(part.size, 356);
        }
    }

    #[test]
    fn dispositions_are_found_where_servers_put_them() {
        let cases: &[(&[u8], Disposition, usize)] = &[
            (br#"("image" "png" NIL NIL NIL "base64" 9 NIL ("attachment" ("filename" "a.png")) NIL)"#, Disposition::Attachment, 1),
            (br#"("text" "plain" NIL NIL NIL "7bit" 9 1 NIL "inline" NIL NIL)"#, Disposition::Inline, 0),
            (br#"("image" "png" NIL NIL NIL "base64" 9 ("attachment" ("filename" "a.png")))"#, Disposition::Attachment, 1),
            (br#"("text" "plain" NIL NIL NIL "7bit" 9 -1 NIL NIL NIL NIL)"#, Disposition::Unspecified, 0),
            (br#"("text" "plain" NIL NIL NIL "7bit" 9)"#, Disposition::Unspecified, 0),
        ];
        for (bytes, disposition, count) in cases {
            let BodyStructure::Leaf(part) = read(bytes) else {
                panic!()
            };
            assert_eq!(
                (part.disposition, part.disposition_parameters.len()),
                (*disposition, *count)
            );
            assert_eq!(part.size, 9);
        }
    }

    #[test]
    fn a_location_stands_behind_the_language() {
        let cases: &[(&[u8], Option<&str>)] = &[
            (br#"("image" "png" NIL NIL NIL "base64" 9 NIL NIL NIL "http://a.example/b.png")"#, Some("http://a.example/b.png")),
            (br#"("image" "png" NIL NIL NIL "base64" 9 NIL ("inline" NIL) ("en" "de") "b.png" "more")"#, Some("b.png")),
            (br#"("text" "html" NIL NIL NIL "7bit" 9 1 NIL NIL NIL "http://a. example/")"#, Some("http://a.example/")),
            (br#"("image" "png" NIL NIL NIL "base64" 9 NIL NIL NIL NIL)"#, None),
            (br#"("image" "png" NIL NIL NIL "base64" 9 NIL NIL)"#, None),
        ];
        for (bytes, location) in cases {
            let BodyStructure::Leaf(part) = read(bytes) else {
                panic!()
            };
            assert_eq!(part.content_location.as_deref(), *location);
        }
    }

    #[test]
    fn a_multipart_has_a_location_too() {
        let leaf = r#"("text" "html" NIL NIL NIL "7bit" 9 1)"#;
        for (rest, expected) in [
            (
                r#""related" NIL NIL NIL "http://a.example/ b/""#,
                Some("http://a.example/b/"),
            ),
            (r#""related" ("boundary" "b") NIL ("en") "#, None),
            (r#""related""#, None),
        ] {
            let bytes = format!("({leaf} {rest})");
            let BodyStructure::Multipart {
                content_location, ..
            } = read(bytes.as_bytes())
            else {
                panic!()
            };
            assert_eq!(content_location.as_deref(), expected);
        }
    }

    #[test]
    fn raw_bytes_of_a_file_name_are_kept() {
        let BodyStructure::Leaf(part) =
            read(b"(\"image\" \"png\" (\"NAME\" \"f\xfcr.png\") \"<i@d>\" NIL NIL 9)")
        else {
            panic!()
        };
        assert_eq!(part.parameters[0].name, "name");
        assert_eq!(part.parameters[0].value, b"f\xfcr.png");
        assert_eq!(part.content_id.as_deref(), Some("i@d"));
        assert_eq!(part.transfer_encoding, "7bit");
    }
}
