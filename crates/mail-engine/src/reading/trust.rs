//! Whether the structure that a server tells can be believed.

use crate::row::Row;
use mail_model::{BodyStructure, Part};

/// So many octets outside of all parts are a long header, and no lost part.
const LONGEST_HEADER: u64 = 32 * 1024;
/// A larger message is believed what is told of it: to fetch it would take longer
/// than most that could be gained.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Whether the structure has lost something that the message itself may tell:
/// then that is fetched whole and parsed here.
pub(super) fn is_doubtful(structure: &BodyStructure, row: &Row) -> bool {
    let size = row.summary.size;
    if size > LARGEST {
        return false;
    }
    let leaves = structure.leaves();
    let octets = leaves.iter().map(|part| part.size);
    let outside = size.saturating_sub(octets.fold(0, u64::saturating_add));
    // Parts were not found: the header announces some, or most of the message
    // belongs to none. Or a type was not understood.
    let is_leaf = matches!(structure, BodyStructure::Leaf(_));
    (is_leaf && announces_more(&row.header, &leaves))
        || (!is_leaf && outside > LONGEST_HEADER && outside > size / 2)
        // There is nothing in its parts: if anything was said, then before them.
        || (!is_leaf && leaves.iter().all(|part| part.size <= 2))
        || leaves.iter().any(|part| has_lost_letters(part) || may_be_text(part))
}

/// Whether a header's Content-Type says that the message is more than it is told to
/// be: has parts, or is another text. The row has the header raw.
fn announces_more(header: &[u8], leaves: &[&Part]) -> bool {
    let is_told = |declared: &str| leaves.iter().any(|part| part.media_type == declared);
    let declared = mime_message::declared_type(header);
    declared.is_some_and(|declared| {
        declared.starts_with("multipart/") || declared.starts_with("text/") && !is_told(&declared)
    })
}

/// Whether a part that is told to be of no kind may be a text whose type the server
/// did not understand: what is none comes encoded, or under a name.
fn may_be_text(part: &Part) -> bool {
    part.media_type == "application/octet-stream"
        && part.transfer_encoding != "base64"
        && part.parameters.is_empty()
        && part.disposition_parameters.is_empty()
}

/// Servers there are that put a question mark for each octet of a file's name
/// that they do not understand.
fn has_lost_letters(part: &Part) -> bool {
    let parameters = part.parameters.iter().chain(&part.disposition_parameters);
    let mut names = parameters.filter(|p| p.name.contains("name"));
    names.any(|p| {
        let has = |wanted: &[u8]| p.value.windows(2).any(|two| two == wanted);
        has(b"??") && !has(b"=?")
    })
}
