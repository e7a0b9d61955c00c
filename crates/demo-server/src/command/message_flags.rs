use crate::session::Enabled;
use crate::store::{FlagBits, Mailbox, Row};
use imap_codec::imap_types::core::Atom;
use imap_codec::imap_types::fetch::MessageDataItem;
use imap_codec::imap_types::flag::{Flag as WireFlag, FlagFetch};
use mail_model::{Flag, Keyword};

/// A message's flags as FETCH tells them.
pub(crate) fn flags_on_wire(mailbox: &Mailbox, bits: FlagBits) -> Vec<FlagFetch<'static>> {
    mailbox
        .flags_of(bits)
        .iter()
        .filter_map(flag_on_wire)
        .map(FlagFetch::Flag)
        .collect()
}

/// What a FETCH that nobody asked for tells of a message whose flags changed.
pub(crate) fn flag_items(
    mailbox: &Mailbox,
    row: Row,
    enabled: Enabled,
) -> Vec<MessageDataItem<'static>> {
    let mut items = Vec::new();
    if enabled.uids {
        items.push(MessageDataItem::Uid(row.uid.0));
    }
    items.push(MessageDataItem::Flags(flags_on_wire(mailbox, row.flags)));
    if enabled.mod_sequences {
        items.push(MessageDataItem::ModSeq(row.mod_sequence()));
    }
    items
}

/// One flag; `None` for a keyword that is no atom, which cannot be one.
pub(super) fn flag_on_wire(flag: &Flag) -> Option<WireFlag<'static>> {
    Some(match flag {
        Flag::Seen => WireFlag::Seen,
        Flag::Answered => WireFlag::Answered,
        Flag::Flagged => WireFlag::Flagged,
        Flag::Deleted => WireFlag::Deleted,
        Flag::Draft => WireFlag::Draft,
        Flag::Keyword(keyword) => {
            WireFlag::Keyword(Atom::try_from(keyword.as_str().to_owned()).ok()?)
        }
    })
}

/// Flags as a client sent them; `None` when one is no flag that a client may
/// set: `\Recent`, or a system flag that is not the RFC's (RFC 3501 §2.3.2).
pub(super) fn flags_from_wire(flags: &[WireFlag<'_>]) -> Option<Vec<Flag>> {
    flags
        .iter()
        .map(|flag| {
            Some(match flag {
                WireFlag::Seen => Flag::Seen,
                WireFlag::Answered => Flag::Answered,
                WireFlag::Flagged => Flag::Flagged,
                WireFlag::Deleted => Flag::Deleted,
                WireFlag::Draft => Flag::Draft,
                WireFlag::Keyword(atom) => Flag::Keyword(Keyword::new(atom.as_ref())?),
                WireFlag::Extension(_) => return None,
            })
        })
        .collect()
}
