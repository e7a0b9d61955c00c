use super::acl::selected_rights;
use super::flag_items;
use super::message_flags::flags_from_wire;
use super::resync::sequence_set;
use crate::server::Context;
use crate::session::{Numbers, Reply, Session};
use crate::store::FlagBits;
use imap_codec::imap_types::command::StoreModifier;
use imap_codec::imap_types::core::Vec1;
use imap_codec::imap_types::fetch::MessageDataItem;
use imap_codec::imap_types::flag::{Flag as WireFlag, StoreResponse, StoreType};
use imap_codec::imap_types::response::{Code, Data};
use imap_codec::imap_types::sequence::SequenceSet;
use mail_model::{Uid, UidSet};

/// What STORE does to the flags.
pub(super) struct FlagChange<'a> {
    pub(super) kind: StoreType,
    pub(super) response: StoreResponse,
    pub(super) flags: &'a [WireFlag<'a>],
    pub(super) modifiers: &'a [StoreModifier],
}

/// STORE and UID STORE (RFC 3501 §6.4.6, RFC 7162 §3.1.3).
pub(super) fn store(
    session: &mut Session,
    set: &SequenceSet,
    numbers: Numbers,
    change: &FlagChange<'_>,
    context: &mut Context<'_>,
) -> Reply {
    let unchanged_since = match change.modifiers {
        [] => None,
        _ if !session.offers("CONDSTORE") => return Reply::bad("CONDSTORE is not offered"),
        [StoreModifier::UnchangedSince(since)] => {
            session.enable_mod_sequences(context);
            Some(*since)
        }
        _ => return Reply::bad("UNCHANGEDSINCE comes once"),
    };
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
    let may_change = selected_rights(session, context).flags();
    let changed = match change.kind {
        StoreType::Replace => FlagBits::ALL,
        StoreType::Add | StoreType::Remove => bits,
    };
    if FlagBits::default().replaced(may_change, changed) == FlagBits::default() && !flags.is_empty()
    {
        return Reply::no("You may not change these flags").because("NOPERM");
    }
    let mut stored = Vec::new();
    let mut modified = Vec::new();
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
        if unchanged_since.is_some_and(|since| row.mod_sequence().get() > since) {
            modified.push(uid);
            continue;
        }
        let flags = match change.kind {
            StoreType::Replace => bits,
            StoreType::Add => row.flags.with(bits),
            StoreType::Remove => row.flags.without(bits),
        };
        let flags = row.flags.replaced(may_change, flags);
        context.store.set_flags(&user, id, uid, flags);
        stored.push(uid);
    }
    // This session knows by asking; the others are told.
    context.publish();
    tell_stored(session, &stored, change.response, numbers, context);
    let modified = modified_numbers(session, modified, numbers);
    let is_any_gone = is_any_gone && numbers == Numbers::Sequence;
    match modified {
        Some(code) if is_any_gone => Reply::no("Some have changed, some are no more").with(code),
        Some(code) => Reply::ok("Some have changed meanwhile").with(code),
        None if is_any_gone => Reply::no("Some of them are no more").because("EXPUNGEISSUED"),
        None => Reply::ok("Stored"),
    }
}

/// MODIFIED with the messages that were not touched (RFC 7162 §3.1.3), as the
/// numbers that the client speaks in.
fn modified_numbers(
    session: &Session,
    modified: Vec<Uid>,
    numbers: Numbers,
) -> Option<Code<'static>> {
    let selected = session.selected.as_ref()?;
    let number = |uid: Uid| match numbers {
        Numbers::Uid => Some(uid),
        Numbers::Sequence => selected.sequence_number(uid).map(Uid),
    };
    let numbers: UidSet = modified.into_iter().filter_map(number).collect();
    sequence_set(&numbers).map(Code::Modified)
}

/// Tells how the flags are now. A client that knows of mod-sequences learns the
/// new one even where it wanted silence (RFC 7162 §3.1.3).
fn tell_stored(
    session: &mut Session,
    stored: &[Uid],
    response: StoreResponse,
    numbers: Numbers,
    context: &Context<'_>,
) {
    let is_silent = response == StoreResponse::Silent;
    if is_silent && !session.enabled.mod_sequences {
        return;
    }
    for &uid in stored {
        let (Some(user), Some(selected)) = (&session.user, &session.selected) else {
            return;
        };
        let Some(mailbox) = context.store.mailbox_by_id(user, selected.id) else {
            return;
        };
        let (Some(row), Some(seq)) = (mailbox.row(uid), selected.sequence_number(uid)) else {
            continue;
        };
        let mut items = flag_items(mailbox, row, session.enabled);
        if is_silent {
            items.retain(|item| !matches!(item, MessageDataItem::Flags(_)));
        }
        if numbers == Numbers::Uid && !session.enabled.uids {
            items.insert(0, MessageDataItem::Uid(uid.0));
        }
        if let Ok(items) = Vec1::try_from(items) {
            session.send(Data::Fetch { seq, items });
        }
    }
}
