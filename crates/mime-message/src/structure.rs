//! A message's bytes to its MIME tree (RFC 2045, RFC 2046).

mod delimiter;
mod part_head;

use crate::body::decode_encoding;
use crate::charset::CharsetDecoder;
use crate::header::{Fields, Header, ParameterValue, header_of, parameter};
use core::ops::Range;
use delimiter::Delimiters;
use mail_model::{BodyStructure, Part, PartPath};
use part_head::PartHead;

/// How deep multiparts and messages within messages are opened.
const DEPTH_LIMIT: u32 = 64;
/// How many parts a message is taken apart into; what lies beyond stays in the last.
const PART_LIMIT: u32 = 10_000;
/// So many octets of the subject of a message inside are kept.
const SUBJECT_LIMIT: usize = 1_000;

/// A message parsed whole, for when the server's structure is nonsense, and for nested messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its header.
    pub header: Header,
    /// Its structure, as an IMAP server should have told it.
    pub structure: BodyStructure,
    /// The raw, transfer-encoded bytes of each leaf, ascending by path. A nested message is
    /// one leaf: its own leaves are not listed, it can be parsed in its turn.
    pub bodies: Vec<(PartPath, Vec<u8>)>,
}

impl Message {
    /// The raw bytes of the leaf at `path`.
    pub fn body(&self, path: &PartPath) -> Option<&[u8]> {
        let found = self.bodies.binary_search_by(|(at, _)| at.cmp(path)).ok()?;
        self.bodies.get(found).map(|(_, bytes)| bytes.as_slice())
    }
}

/// The type that a header's Content-Type declares, if it has one: `type/subtype` in
/// lower case, made whole where a mailer wrote half of it.
pub fn declared_type(header: &[u8]) -> Option<String> {
    let declared = PartHead::read(&Fields::parse(header), "").media_type;
    (!declared.is_empty()).then_some(declared)
}

/// Parses a whole message. Never fails: the worst message is one text leaf.
pub fn parse_message(bytes: &[u8], charsets: &dyn CharsetDecoder) -> Message {
    let mut reader = TreeReader {
        parts: 0,
        bodies: Vec::new(),
    };
    let source = Source::new(bytes);
    let place = Place {
        path: PartPath::default(),
        is_message: true,
        is_nested: false,
        depth: 0,
    };
    let structure = reader.entity(&source, 0..bytes.len(), &place, "text/plain");
    Message {
        header: header_of(&Fields::parse(bytes), charsets),
        structure,
        bodies: reader.bodies,
    }
}

/// Bytes and where a multipart's delimiters may stand in them, found once for all levels.
struct Source<'a> {
    bytes: &'a [u8],
    delimiters: Delimiters,
}

impl<'a> Source<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            delimiters: Delimiters::find(bytes),
        }
    }

    fn slice(&self, range: &Range<usize>) -> &'a [u8] {
        self.bytes.get(range.clone()).unwrap_or_default()
    }
}

/// Where an entity stands in the tree.
#[derive(Clone)]
struct Place {
    path: PartPath,
    /// A message's body rather than a multipart's child: if it is a leaf, it is
    /// that message's part 1 (RFC 9051 §6.4.5.1).
    is_message: bool,
    /// Within a nested message: its bytes are in that message's own.
    is_nested: bool,
    depth: u32,
}

impl Place {
    fn leaf_path(&self) -> PartPath {
        if self.is_message {
            self.path.child(1)
        } else {
            self.path.clone()
        }
    }
}

struct TreeReader {
    parts: u32,
    bodies: Vec<(PartPath, Vec<u8>)>,
}

impl TreeReader {
    /// Reads a header and what it announces.
    fn entity(
        &mut self,
        source: &Source<'_>,
        range: Range<usize>,
        place: &Place,
        default_type: &str,
    ) -> BodyStructure {
        self.parts += 1;
        let fields = Fields::parse(source.slice(&range));
        let body = range.start + fields.body_at..range.end;
        let head = PartHead::read(&fields, default_type);
        if head.media_type.starts_with("multipart/") && place.depth < DEPTH_LIMIT {
            if let Some(multipart) = self.multipart(source, &body, place, &head) {
                return multipart;
            }
            // A multipart in which no part can be found is what it looks like: text.
            return self.leaf(source, &body, place, PartHead::text());
        }
        self.leaf(source, &body, place, head)
    }

    /// `None` if nothing in it looks like a part.
    fn multipart(
        &mut self,
        source: &Source<'_>,
        body: &Range<usize>,
        place: &Place,
        head: &PartHead,
    ) -> Option<BodyStructure> {
        let declared = parameter(&head.parameters, "boundary").map(ParameterValue::into_bytes);
        let parts_left = PART_LIMIT.saturating_sub(self.parts);
        let ranges =
            source
                .delimiters
                .parts(source.bytes, body, declared.as_deref(), parts_left as usize);
        if ranges.is_empty() {
            return self.encoded_multipart(source, body, place, head);
        }
        let preamble = preamble(source, body, ranges.first());
        let before = self.bodies.len();
        let child_type = if head.media_type == "multipart/digest" {
            "message/rfc822"
        } else {
            "text/plain"
        };
        let children: Vec<_> = (1..)
            .zip(ranges)
            .map(|(number, range)| {
                let child = Place {
                    path: place.path.child(number),
                    is_message: false,
                    depth: place.depth + 1,
                    ..place.clone()
                };
                self.entity(source, range, &child, child_type)
            })
            .collect();
        // What stands before the parts is for programs that know none (RFC 2046
        // §5.1.1), unless there is nothing in them.
        if let Some(preamble) = preamble
            && self.is_hollow(before, &children)
        {
            self.bodies.truncate(before);
            return Some(self.leaf(source, &preamble, place, PartHead::text()));
        }
        Some(BodyStructure::Multipart {
            path: place.path.clone(),
            subtype: head
                .media_type
                .strip_prefix("multipart/")
                .unwrap_or("mixed")
                .to_owned(),
            parameters: head.parameters.clone(),
            content_location: head.content_location.clone(),
            children,
        })
    }

    /// Whether these, whose leaves are those behind `before`, are nothing but texts
    /// that say nothing.
    fn is_hollow(&self, before: usize, children: &[BodyStructure]) -> bool {
        let mut leaves = children.iter().flat_map(BodyStructure::leaves);
        let mut bodies = self.bodies.iter().skip(before);
        leaves.all(|part| part.media_type.starts_with("text/"))
            && bodies.all(|(_, bytes)| bytes.trim_ascii().is_empty())
    }

    /// A multipart must not be encoded as a whole (RFC 2045 §6.4); some are.
    fn encoded_multipart(
        &mut self,
        source: &Source<'_>,
        body: &Range<usize>,
        place: &Place,
        head: &PartHead,
    ) -> Option<BodyStructure> {
        if !matches!(
            head.transfer_encoding.as_str(),
            "base64" | "quoted-printable"
        ) {
            return None;
        }
        let decoded = decode_encoding(&head.transfer_encoding, source.slice(body)).value;
        let inner = PartHead {
            transfer_encoding: "8bit".to_owned(),
            ..head.clone()
        };
        let place = Place {
            depth: place.depth + 1,
            ..place.clone()
        };
        self.multipart(&Source::new(&decoded), &(0..decoded.len()), &place, &inner)
    }

    fn leaf(
        &mut self,
        source: &Source<'_>,
        body: &Range<usize>,
        place: &Place,
        head: PartHead,
    ) -> BodyStructure {
        let path = place.leaf_path();
        let nested = self.nested(source, body, &path, place, &head);
        let bytes = source.slice(body);
        let fields = nested.is_some().then(|| Fields::parse(bytes));
        let subject = fields.and_then(|fields| {
            let mut subjects = fields.all("subject");
            Some(subjects.next()?.unfolded(SUBJECT_LIMIT))
        });
        if !place.is_nested {
            self.bodies.push((path.clone(), bytes.to_vec()));
        }
        BodyStructure::Leaf(Part {
            path,
            media_type: head.media_type,
            parameters: head.parameters,
            content_id: head.content_id,
            content_location: head.content_location,
            transfer_encoding: head.transfer_encoding,
            size: bytes.len() as u64,
            disposition: head.disposition,
            disposition_parameters: head.disposition_parameters,
            nested: nested.map(Box::new),
            subject: subject.unwrap_or_default(),
        })
    }

    /// The structure of the message that a leaf carries.
    fn nested(
        &mut self,
        source: &Source<'_>,
        body: &Range<usize>,
        path: &PartPath,
        place: &Place,
        head: &PartHead,
    ) -> Option<BodyStructure> {
        let is_message = matches!(
            head.media_type.as_str(),
            "message/rfc822" | "message/global"
        );
        let is_encoded = matches!(
            head.transfer_encoding.as_str(),
            "base64" | "quoted-printable"
        );
        if !is_message || is_encoded || place.depth >= DEPTH_LIMIT || self.parts >= PART_LIMIT {
            return None;
        }
        let inner = Place {
            path: path.clone(),
            is_message: true,
            is_nested: true,
            depth: place.depth + 1,
        };
        Some(self.entity(source, body.clone(), &inner, "text/plain"))
    }
}

/// What stands before the first part of a multipart, if it says anything.
fn preamble(
    source: &Source<'_>,
    body: &Range<usize>,
    first: Option<&Range<usize>>,
) -> Option<Range<usize>> {
    let before = source.slice(&(body.start..first?.start));
    // Its last line is the delimiter.
    let line = before.strip_suffix(b"\n").unwrap_or(before);
    let length = line.iter().rposition(|&byte| byte == b'\n')? + 1;
    let text = before.get(..length)?;
    (!text.trim_ascii().is_empty()).then_some(body.start..body.start + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BuiltInCharsets;

    /// Each leaf as `path type size`, nested ones in brackets behind theirs.
    fn outline(structure: &BodyStructure) -> String {
        let leaves = structure.leaves();
        let lines: Vec<String> = leaves
            .into_iter()
            .map(|part| {
                let nested = part.nested.as_deref().map(outline);
                let nested = nested.map(|nested| format!(" [{nested}]"));
                let (path, kind) = (&part.path, &part.media_type);
                format!("{path} {kind} {}{}", part.size, nested.unwrap_or_default())
            })
            .collect();
        lines.join(", ")
    }

    fn read(text: &str) -> Message {
        parse_message(text.replace('\n', "\r\n").as_bytes(), &BuiltInCharsets)
    }

    #[test]
    fn paths_are_counted_as_imap_counts_them() {
        let table = [
            ("Subject: x\n\nbody", "1 text/plain 4"),
            (
                "Content-Type: multipart/mixed; boundary=a\n\n\
                 --a\n\none\n\
                 --a\nContent-Type: multipart/alternative; boundary=b\n\n\
                 --b\n\ntwo\n--b\nContent-Type: text/html\n\nthree\n--b--\n\
                 --a\nContent-Type: image/png\n\nfour\n--a--\n",
                "1 text/plain 3, 2.1 text/plain 3, 2.2 text/html 5, 3 image/png 4",
            ),
            (
                "Content-Type: multipart/mixed; boundary=a\n\n\
                 --a\nContent-Type: message/rfc822\n\nSubject: in\n\nbody\n\
                 --a\nContent-Type: message/rfc822\n\n\
                 Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n--a--\n",
                "1 message/rfc822 19 [1.1 text/plain 4], 2 message/rfc822 60 [2.1 text/plain 1]",
            ),
            (
                "Content-Type: multipart/digest; boundary=a\n\n--a\n\nSubject: in\n\nbody\n--a--\n",
                "1 message/rfc822 19 [1.1 text/plain 4]",
            ),
            // Nonsense.
            (
                "Content-Type: multipart/mixed; boundary=a\n\nThe words.\n\n--a\n\n\n--a--\n",
                "1 text/plain 14",
            ),
            (
                "Content-Type: multipart/mixed; boundary=a\n\nFor old programs.\n--a\n\nx\n--a--\n",
                "1 text/plain 1",
            ),
            (
                "Content-Type: multipart/mixed; boundary=a\n\n--a\n\n\n--a--\n",
                "1 text/plain 0",
            ),
            (
                "Content-Type: multipart/mixed; boundary=a\n\nno parts",
                "1 text/plain 8",
            ),
            (
                "Content-Type: multipart/mixed\n\n--x\n\none\n--x--\n",
                "1 text/plain 3",
            ),
            (
                "Content-Type: nonsense\n\nbody",
                "1 application/octet-stream 4",
            ),
            ("Content-Type: ; charset=x\n\nbody", "1 text/plain 4"),
            (
                "Content-Type: multipart/mixed; boundary=a\nContent-Transfer-Encoding: base64\n\n\
                 LS1hCgpvbmUKLS1hLS0K",
                "1 text/plain 3",
            ),
            ("", "1 text/plain 0"),
        ];
        for (text, expected) in table {
            assert_eq!(outline(&read(text).structure), expected, "{text}");
        }
    }

    #[test]
    fn each_leaf_has_its_raw_body_and_a_nested_message_is_one_leaf() {
        let message = read(
            "Content-Type: multipart/mixed; boundary=a\n\n\
             --a\nContent-Transfer-Encoding: BASE64 (sic)\n\naGk=\n\
             --a\nContent-Type: message/rfc822\n\nSubject: in\n\nbody\n--a--\n",
        );
        let paths: Vec<String> = message
            .bodies
            .iter()
            .map(|(path, _)| path.to_string())
            .collect();
        assert_eq!(paths, ["1", "2"]);
        assert_eq!(message.body(&PartPath(vec![1])), Some(&b"aGk="[..]));
        assert_eq!(message.structure.leaves()[0].transfer_encoding, "base64");
    }
}
