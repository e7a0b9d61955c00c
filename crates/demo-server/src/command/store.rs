use super::flags_on_wire;
use super::message_flags::flags_from_wire;
use crate::server::Context;
use crate::session::{Numbers, Reply, Session};
use imap_codec::imap_types::core::Vec1;
use imap_codec::imap_types::fetch::MessageDataItem;
use imap_codec::imap_types::flag::{Flag as WireFlag, StoreResponse, StoreType};
use imap_codec::imap_types::response::Data;
use imap_codec::imap_types::sequence::SequenceSet;

/// What STORE does to the flags.
pub(super) struct FlagChange<'a> {
    pub(super) kind: StoreType,
    pub(super) response: StoreResponse,
    pub(super) flags: &'a [WireFlag<'a>],
}

/// STORE and UID STORE (RFC 3501 §6.4.6).
pub(super) fn store(
    session: &mut Session,
    set: &SequenceSet,
    numbers: Numbers,
    change: &FlagChange<'_>,
    context: &mut Context<'_>,
) -> Reply {
    let user = session.user.clone().unwrap_or_default();
    let Some(selected) = &session.selected else {
        return Reply::bad("No mailbox is selected");
    };
    if selected.is_read_only {
        return Reply::no("The mailbox is open for reading only").because("CANNOT");
    }
    let Some(flags) = flags_from_wire(change.flags) else {
        return Reply::bad("That is no flag to be set");
    };
    let Some(uids) = selected.resolve(set, numbers) else {
        return Reply::bad("There is no message of that number");
    };
    let id = selected.id;
    let Some(bits) = context.store.keyword_bits(&user, id, &flags) else {
        return Reply::no("There are too many keywords").because("LIMIT");
    };
    let mut told = Vec::new();
    let mut is_any_gone = false;
    for uid in uids {
        let Some(row) = context
            .store
            .mailbox_by_id(&user, id)
            .and_then(|m| m.row(uid))
        else {
            is_any_gone = true;
            continue;
        };
        let flags = match change.kind {
            StoreType::Replace => bits,
            StoreType::Add => row.flags.with(bits),
            StoreType::Remove => row.flags.without(bits),
        };
        context.store.set_flags(&user, id, uid, flags);
        told.push((uid, flags));
    }
    // This session knows by asking; the others are told.
    context.publish();
    if change.response == StoreResponse::Answer {
        for (uid, flags) in told {
            let (Some(mailbox), Some(seq)) = (
                context.store.mailbox_by_id(&user, id),
                session
                    .selected
                    .as_ref()
                    .and_then(|selected| selected.sequence_number(uid)),
            ) else {
                continue;
            };
            let flags = MessageDataItem::Flags(flags_on_wire(mailbox, flags));
            let items = match numbers {
                Numbers::Uid => vec![MessageDataItem::Uid(uid.0), flags],
                Numbers::Sequence => vec![flags],
            };
            if let Ok(items) = Vec1::try_from(items) {
                session.send(Data::Fetch { seq, items });
            }
        }
    }
    if is_any_gone && numbers == Numbers::Sequence {
        return Reply::no("Some of them are no more").because("EXPUNGEISSUED");
    }
    Reply::ok("Stored")
}
