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
    // belongs to none.
    let is_leaf = matches!(structure, BodyStructure::Leaf(_));
    (is_leaf && announces_parts(&row.header))
        || (!is_leaf && outside > LONGEST_HEADER && outside > size / 2)
        // There is nothing in its parts: if anything was said, then before them.
        || (!is_leaf && leaves.iter().all(|part| part.size <= 2))
        || leaves.iter().any(|part| has_lost_letters(part))
}

/// Whether a header's Content-Type is a multipart's. The row has it raw.
fn announces_parts(header: &[u8]) -> bool {
    let mut lines = header.split(|&byte| byte == b'\n');
    lines.any(|line| {
        let colon = line.iter().position(|&byte| byte == b':');
        let (name, value) = line.split_at(colon.unwrap_or(0));
        let value = value.get(1..).unwrap_or_default().trim_ascii_start();
        let kind = value.get(..10).unwrap_or_default();
        name.trim_ascii_end().eq_ignore_ascii_case(b"content-type")
            && kind.eq_ignore_ascii_case(b"multipart/")
    })
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
