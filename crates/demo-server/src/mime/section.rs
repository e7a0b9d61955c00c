use super::{Kind, Part, decoded_body};
use core::num::NonZeroU32;
use imap_codec::imap_types::core::AString;
use imap_codec::imap_types::fetch::Section;

/// The octets of a section (RFC 3501 §6.4.5); `None` when there is no such part.
pub(crate) fn section_octets(
    raw: &[u8],
    root: &Part,
    section: Option<&Section<'_>>,
) -> Option<Vec<u8>> {
    let octets = |range: &core::ops::Range<usize>| raw.get(range.clone()).map(<[u8]>::to_vec);
    let Some(section) = section else {
        return Some(raw.to_vec());
    };
    match section {
        Section::Part(part) => octets(&find(root, part.0.as_ref())?.body),
        Section::Mime(part) => octets(&find(root, part.0.as_ref())?.header),
        Section::Header(part) => octets(&message(root, part.as_ref())?.header),
        Section::Text(part) => octets(&message(root, part.as_ref())?.body),
        Section::HeaderFields(part, names) => Some(fields(
            raw,
            message(root, part.as_ref())?,
            names.as_ref(),
            true,
        )),
        Section::HeaderFieldsNot(part, names) => Some(fields(
            raw,
            message(root, part.as_ref())?,
            names.as_ref(),
            false,
        )),
    }
}

/// What BINARY gives of a section (RFC 3516 §4.2).
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum BinaryContent {
    Octets(Vec<u8>),
    /// The part's transfer encoding cannot be undone.
    Unknown,
    /// There is no such part.
    Missing,
}

/// The content of a part without its transfer encoding. Without a section it is
/// the whole message as it stands, as is a part that holds others.
pub(crate) fn binary_content(raw: &[u8], root: &Part, section: &[NonZeroU32]) -> BinaryContent {
    if section.is_empty() {
        return BinaryContent::Octets(raw.to_vec());
    }
    let Some(part) = find(root, section) else {
        return BinaryContent::Missing;
    };
    let content = match part.kind {
        Kind::Leaf => decoded_body(raw, part),
        Kind::Multipart(_) | Kind::Message(_) => raw.get(part.body.clone()).map(<[u8]>::to_vec),
    };
    content.map_or(BinaryContent::Unknown, BinaryContent::Octets)
}

type Path = imap_codec::imap_types::fetch::Part;

/// The message that HEADER and TEXT speak of: the whole, or that in a `message/rfc822` part.
fn message<'a>(root: &'a Part, path: Option<&Path>) -> Option<&'a Part> {
    let Some(path) = path else {
        return Some(root);
    };
    match &find(root, path.0.as_ref())?.kind {
        Kind::Message(inner) => Some(inner),
        _ => None,
    }
}

/// The part at `path`. A message that is no multipart has its body as part 1.
fn find<'a>(root: &'a Part, path: &[NonZeroU32]) -> Option<&'a Part> {
    let mut part = root;
    let mut is_message = true;
    for number in path {
        if let (Kind::Message(inner), false) = (&part.kind, is_message) {
            part = inner;
            is_message = true;
        }
        match &part.kind {
            Kind::Multipart(children) => {
                part = children.get(usize::try_from(number.get() - 1).ok()?)?;
            }
            _ if is_message && number.get() == 1 => {}
            _ => return None,
        }
        is_message = false;
    }
    Some(part)
}

/// The fields with these names (or all others), and the empty line.
fn fields(raw: &[u8], part: &Part, names: &[AString<'_>], is_wanted: bool) -> Vec<u8> {
    let mut chosen = Vec::new();
    for field in part.header_of(raw).fields() {
        if names.iter().any(|name| field.is(name.as_ref())) == is_wanted {
            chosen.extend_from_slice(field.raw);
        }
    }
    chosen.extend_from_slice(b"\r\n");
    chosen
}
