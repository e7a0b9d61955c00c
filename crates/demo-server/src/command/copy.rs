use super::acl::{permitted_flags, require_right, require_selected};
use super::quota::check_room;
use super::stored_name;
use crate::server::Context;
use crate::session::{Numbers, Reply, Session};
use crate::store::{FlagBits, MailboxId, Rights, Usage};
use core::num::NonZeroU32;
use imap_codec::imap_types::core::Vec1;
use imap_codec::imap_types::extensions::uidplus::{UidElement, UidSet as WireUidSet};
use imap_codec::imap_types::mailbox::Mailbox as WireMailbox;
use imap_codec::imap_types::response::Code;
use imap_codec::imap_types::sequence::SequenceSet;
use mail_model::{Flag, Uid};

/// COPY and UID COPY (RFC 3501 §6.4.7), with COPYUID (RFC 4315 §3).
pub(super) fn copy(
    session: &mut Session,
    set: &SequenceSet,
    numbers: Numbers,
    target: &WireMailbox<'_>,
    context: &mut Context<'_>,
) -> Reply {
    match transfer(session, set, numbers, target, false, context) {
        Ok(copied) => match copied.code.filter(|_| session.offers("UIDPLUS")) {
            Some(code) => Reply::ok("Copied").with(code),
            None => Reply::ok("Copied"),
        },
        Err(objection) => objection,
    }
}

/// MOVE and UID MOVE (RFC 6851 §3): COPYUID comes before the removals.
pub(super) fn r#move(
    session: &mut Session,
    set: &SequenceSet,
    numbers: Numbers,
    target: &WireMailbox<'_>,
    context: &mut Context<'_>,
) -> Reply {
    if session
        .selected
        .as_ref()
        .is_some_and(|selected| selected.is_read_only)
    {
        return Reply::no("The mailbox is open for reading only").because("CANNOT");
    }
    let moved = match transfer(session, set, numbers, target, true, context) {
        Ok(moved) => moved,
        Err(objection) => return objection,
    };
    if let Some(code) = moved.code.filter(|_| session.offers("UIDPLUS")) {
        session.send_untagged_ok(code, "Moved");
    }
    let mut is_any_removed = false;
    if let (Some(user), Some(selected)) = (&session.user, &session.selected) {
        for uid in moved.uids {
            is_any_removed |= context.store.expunge(user, selected.id, uid);
        }
    }
    session.ok_after_removals("Moved", is_any_removed, context)
}

struct Transferred {
    /// What was copied, in the source.
    uids: Vec<Uid>,
    /// COPYUID, unless nothing was copied.
    code: Option<Code<'static>>,
}

fn transfer(
    session: &Session,
    set: &SequenceSet,
    numbers: Numbers,
    target: &WireMailbox<'_>,
    is_move: bool,
    context: &mut Context<'_>,
) -> Result<Transferred, Reply> {
    let target = stored_name(session, target)?;
    let (Some(user), Some(selected)) = (&session.user, &session.selected) else {
        return Err(Reply::bad("No mailbox is selected"));
    };
    let Some(uids) = selected.resolve(set, numbers) else {
        return Err(Reply::bad("There is no message of that number"));
    };
    let Some(uid_validity) = context.store.mailbox(user, &target).map(|m| m.uid_validity) else {
        return Err(Reply::no("There is no such mailbox").with(Code::TryCreate));
    };
    let more = usage(&uids, user, selected.id, context);
    let freed = if is_move { more } else { Usage::default() };
    let owner = context.store.place(user, &target).0;
    check_room(owner, more, freed, context)?;
    require_right(session, &target, Rights::INSERT, context)?;
    if is_move {
        let removing = Rights::DELETE_MESSAGES.with(Rights::EXPUNGE);
        require_selected(session, removing, context)?;
    }
    let may_set = permitted_flags(session, &target, context);
    let mut pairs = Vec::new();
    for uid in uids {
        let Some(source) = context.store.mailbox_by_id(user, selected.id) else {
            break;
        };
        let (Some(row), Some(content)) = (source.row(uid), source.content(uid)) else {
            continue;
        };
        let flags: Vec<Flag> = source.flags_of(row.flags).iter().cloned().collect();
        let mailbox = context.store.mailbox_mut(user, &target);
        let bits = mailbox
            .and_then(|mailbox| mailbox.bits_of(&flags))
            .unwrap_or_default();
        let bits = FlagBits::default().replaced(may_set, bits);
        let copied = context
            .store
            .append(user, &target, content, bits, row.received());
        match copied {
            Some(copy) => pairs.push((uid, copy)),
            None => return Err(Reply::no("The mailbox is full").because("OVERQUOTA")),
        }
    }
    let code = uid_set(pairs.iter().map(|(uid, _)| uid.0))
        .zip(uid_set(pairs.iter().map(|(_, copy)| copy.0)))
        .map(|(source, destination)| Code::CopyUid {
            uid_validity,
            source,
            destination,
        });
    Ok(Transferred {
        uids: pairs.into_iter().map(|(uid, _)| uid).collect(),
        code,
    })
}

/// What these messages take.
fn usage(uids: &[Uid], user: &str, id: MailboxId, context: &Context<'_>) -> Usage {
    let Some(source) = context.store.mailbox_by_id(user, id) else {
        return Usage::default();
    };
    let contents = uids.iter().filter_map(|uid| source.content(*uid));
    contents.fold(Usage::default(), |usage, content| Usage {
        octets: usage.octets.saturating_add(content.octets()),
        messages: usage.messages + 1,
    })
}

/// Ascending UIDs as ranges; `None` for none.
fn uid_set(uids: impl Iterator<Item = NonZeroU32>) -> Option<WireUidSet> {
    let mut elements: Vec<(NonZeroU32, NonZeroU32)> = Vec::new();
    for uid in uids {
        match elements.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(uid) => *last = uid,
            _ => elements.push((uid, uid)),
        }
    }
    let elements = elements.into_iter().map(|(first, last)| {
        if first == last {
            UidElement::Single(first)
        } else {
            UidElement::Range(first, last)
        }
    });
    Vec1::try_from(elements.collect::<Vec<_>>())
        .ok()
        .map(WireUidSet)
}
