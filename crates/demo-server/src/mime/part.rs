use super::header::{Header, Parameter, parameters};
use core::ops::Range;

/// Deeper nesting is not looked into.
const MAX_DEPTH: u32 = 32;
/// More parts in one multipart are not looked at.
const MAX_PARTS: usize = 1_000;

/// A part of a message: where it lies in the message's octets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its header, with the empty line that ends it.
    pub(crate) header: Range<usize>,
    /// Its body, still transfer-encoded.
    pub(crate) body: Range<usize>,
    /// `type` and `subtype` as written, or what stands for them by default.
    pub(crate) media_type: (Vec<u8>, Vec<u8>),
    /// Content-Type's parameters, names in lower case.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Leaf,
    /// At least one child.
    Multipart(Vec<Part>),
    /// A `message/rfc822` and the message in it.
    Message(Box<Part>),
}

impl Part {
    /// The message that `raw` is.
    pub(crate) fn read(raw: &[u8]) -> Self {
        read(raw, 0..raw.len(), (b"text", b"plain"), MAX_DEPTH)
    }

    /// Its header's fields.
    pub(crate) fn header_of<'a>(&self, raw: &'a [u8]) -> Header<'a> {
        Header(raw.get(self.header.clone()).unwrap_or(&[]))
    }

    /// Whether the media type is this one, however written.
    pub(crate) fn is(&self, media_type: &str, subtype: &str) -> bool {
        self.media_type
            .0
            .eq_ignore_ascii_case(media_type.as_bytes())
            && self.media_type.1.eq_ignore_ascii_case(subtype.as_bytes())
    }

    pub(super) fn parameter(&self, name: &str) -> Option<&[u8]> {
        self.parameters
            .iter()
            .find(|(known, _)| known == name.as_bytes())
            .map(|(_, value)| value.as_slice())
    }
}

fn read(raw: &[u8], lies: Range<usize>, default: (&[u8], &[u8]), depth: u32) -> Part {
    let octets = raw.get(lies.clone()).unwrap_or(&[]);
    let middle = lies.start + header_length(octets);
    let (media_type, parameters) = content_type(octets, default);
    let mut part = Part {
        header: lies.start..middle,
        body: middle..lies.end,
        media_type,
        parameters,
        kind: Kind::Leaf,
    };
    if depth == 0 {
        return part;
    }
    if part.media_type.0.eq_ignore_ascii_case(b"multipart") {
        let default: (&[u8], &[u8]) = if part.is("multipart", "digest") {
            (b"message", b"rfc822")
        } else {
            (b"text", b"plain")
        };
        if let Some(boundary) = part.parameter("boundary") {
            let children = between_boundaries(raw, part.body.clone(), boundary);
            let children = children.into_iter().take(MAX_PARTS);
            part.kind = Kind::Multipart(
                children
                    .map(|child| read(raw, child, default, depth - 1))
                    .collect(),
            );
        } else {
            part.media_type = (b"text".to_vec(), b"plain".to_vec());
        }
    } else if part.is("message", "rfc822") {
        let inner = read(raw, part.body.clone(), (b"text", b"plain"), depth - 1);
        part.kind = Kind::Message(Box::new(inner));
    }
    part
}

/// The octets up to the empty line, that line included.
fn header_length(octets: &[u8]) -> usize {
    if octets.starts_with(b"\r\n") {
        return 2;
    }
    let end = octets.windows(4).position(|window| window == b"\r\n\r\n");
    end.map_or(octets.len(), |at| at + 4)
}

type MediaType = (Vec<u8>, Vec<u8>);

fn content_type(octets: &[u8], default: (&[u8], &[u8])) -> (MediaType, Vec<Parameter>) {
    let header = Header(octets.get(..header_length(octets)).unwrap_or(octets));
    let fallback = || (default.0.to_vec(), default.1.to_vec());
    let Some(value) = header.value("Content-Type") else {
        return (fallback(), Vec::new());
    };
    let (full, parameters) = parameters(&value);
    let mut halves = full
        .splitn(2, |&octet| octet == b'/')
        .map(<[u8]>::trim_ascii);
    match (halves.next(), halves.next()) {
        (Some(kind), Some(subtype)) if !kind.is_empty() && !subtype.is_empty() => {
            ((kind.to_vec(), subtype.to_vec()), parameters)
        }
        _ => (fallback(), parameters),
    }
}

/// Where the parts of a multipart lie (RFC 2046 §5.1.1): the line end before a
/// delimiter belongs to the delimiter. Where there is no delimiter, one empty part.
fn between_boundaries(raw: &[u8], body: Range<usize>, boundary: &[u8]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = None;
    let mut at = body.start;
    while at < body.end && parts.len() < MAX_PARTS {
        let rest = raw.get(at..body.end).unwrap_or(&[]);
        let length = rest
            .iter()
            .position(|&octet| octet == b'\n')
            .map_or(rest.len(), |lf| lf + 1);
        let line = rest.get(..length).unwrap_or(rest);
        if let Some(is_last) = delimiter(line, boundary) {
            if let Some(start) = start {
                parts.push(start..without_line_end(raw, start, at));
            }
            start = Some(at + length);
            if is_last {
                return parts;
            }
        }
        at += length;
    }
    match start {
        Some(start) => parts.push(start..body.end),
        None => parts.push(body.end..body.end),
    }
    parts
}

/// Whether `line` is a delimiter, and if so whether the closing one.
fn delimiter(line: &[u8], boundary: &[u8]) -> Option<bool> {
    let behind = line.strip_prefix(b"--")?.strip_prefix(boundary)?;
    match behind.trim_ascii_end() {
        b"" => Some(false),
        b"--" => Some(true),
        _ => None,
    }
}

fn without_line_end(raw: &[u8], start: usize, end: usize) -> usize {
    let octets = raw.get(start..end).unwrap_or(&[]);
    let stripped = octets.strip_suffix(b"\r\n").unwrap_or(octets);
    start + stripped.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_what_lies_between_the_delimiters() {
        let raw = b"Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\npreamble\r\n--b\r\n\r\none\r\n--bc\r\n--b \r\nContent-Type: image/png\r\n\r\ntwo\r\n\r\n--b--\r\nepilogue";
        let root = Part::read(raw);
        let Kind::Multipart(children) = &root.kind else {
            panic!("not a multipart")
        };
        let bodies: Vec<&[u8]> = children.iter().map(|c| &raw[c.body.clone()]).collect();
        assert_eq!(bodies, [&b"one\r\n--bc"[..], b"two\r\n"]);
        assert!(children[0].is("text", "plain") && children[1].is("image", "png"));
    }

    #[test]
    fn a_multipart_without_delimiter_has_one_empty_part() {
        let root = Part::read(b"Content-Type: multipart/mixed; boundary=b\r\n\r\nnothing");
        assert!(matches!(&root.kind, Kind::Multipart(c) if c.len() == 1 && c[0].body.is_empty()));
    }

    #[test]
    fn nesting_ends_somewhere() {
        let mut raw = Vec::new();
        for _ in 0..10_000 {
            raw.extend_from_slice(b"Content-Type: message/rfc822\r\n\r\n");
        }
        assert!(matches!(Part::read(&raw).kind, Kind::Message(_)));
    }
}
