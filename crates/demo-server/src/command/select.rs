use super::acl::require_right;
use super::message_flags::flag_on_wire;
use super::resync::{Pair, matched_uid, numbers, pairs, vanished_earlier};
use super::{flag_items, stored_name};
use crate::server::Context;
use crate::session::{Reply, Selected, Session};
use crate::store::{FlagBits, Mailbox, Rights};
use core::num::NonZeroU32;
use imap_codec::imap_types::command::SelectParameter;
use imap_codec::imap_types::core::Vec1;
use imap_codec::imap_types::flag::{Flag as WireFlag, FlagPerm};
use imap_codec::imap_types::mailbox::Mailbox as WireMailbox;
use imap_codec::imap_types::response::{Code, Data};
use imap_codec::imap_types::sequence::{SeqOrUid, Sequence, SequenceSet};
use mail_model::{Flag, Uid, UidRange, UidSet};

/// What a client that was here before knows (RFC 7162 §3.2.5).
struct Memory<'a> {
    uid_validity: NonZeroU32,
    mod_sequence: u64,
    uids: Option<&'a SequenceSet>,
    pairs: Vec<Pair>,
}

/// SELECT and EXAMINE (RFC 3501 §6.3.1, §6.3.2). A failed one leaves nothing selected.
pub(super) fn select(
    session: &mut Session,
    mailbox: &WireMailbox<'_>,
    parameters: &[SelectParameter],
    is_read_only: bool,
    context: &mut Context<'_>,
) -> Reply {
    let memory = match memory(session, parameters) {
        Ok(memory) => memory,
        Err(objection) => return Reply::bad(objection),
    };
    if session.selected.take().is_some() && session.offers("CONDSTORE") {
        session.send_untagged_ok(Code::Closed, "What was open is closed");
    }
    if !parameters.is_empty() {
        session.enable_mod_sequences(context);
    }
    let name = match stored_name(session, mailbox) {
        Ok(name) => name,
        Err(objection) => return objection,
    };
    let user = session.user.clone().unwrap_or_default();
    if let Err(objection) = require_right(session, &name, Rights::READ, context) {
        return objection;
    }
    let rights = match session.offers("ACL") {
        true => context.store.rights(&user, &name),
        false => Rights::ALL,
    };
    let Some(mailbox) = context.store.mailbox(&user, &name) else {
        return Reply::no("There is no such mailbox").because("NONEXISTENT");
    };
    let is_read_only = is_read_only || mailbox.is_read_only || !rights.can_write();
    let flags = applicable_flags(mailbox);
    session.send(Data::Flags(flags.clone()));
    let permanent = if is_read_only {
        Vec::new()
    } else {
        let may_change = rights.flags();
        let may_set = |flag: &WireFlag<'_>| {
            may_change.contains(match flag {
                WireFlag::Seen => FlagBits::SEEN,
                WireFlag::Deleted => FlagBits::DELETED,
                _ => FlagBits::ALL
                    .without(FlagBits::SEEN)
                    .without(FlagBits::DELETED),
            })
        };
        let any = rights.contains(Rights::WRITE).then_some(FlagPerm::Asterisk);
        let flags = flags.into_iter().filter(may_set).map(FlagPerm::Flag);
        flags.chain(any).collect()
    };
    session.send_untagged_ok(Code::PermanentFlags(permanent), "These last");
    session.send(Data::Exists(mailbox.len()));
    session.send(Data::Recent(0));
    if let Some(number) = first_unseen(mailbox) {
        session.send_untagged_ok(Code::Unseen(number), "The first unseen");
    }
    session.send_untagged_ok(Code::UidValidity(mailbox.uid_validity), "UIDs are valid");
    session.send_untagged_ok(Code::UidNext(mailbox.next_uid()), "The next UID");
    if session.offers("CONDSTORE") {
        let highest = Code::HighestModSeq(mailbox.highest_mod_sequence());
        session.send_untagged_ok(highest, "The last change");
    }
    if session.offers("OBJECTID") {
        let id = mailbox.object_id();
        session.send_line(&format!("* OK [MAILBOXID ({id})] Its identity"));
    }
    session.selected = Some(Selected::new(mailbox, is_read_only));
    if let Some(memory) = memory.filter(|memory| memory.uid_validity == mailbox.uid_validity) {
        refresh(session, &memory, mailbox);
    }
    if is_read_only {
        Reply::ok("Opened for reading").with(Code::ReadOnly)
    } else {
        Reply::ok("Opened").with(Code::ReadWrite)
    }
}

/// What the parameters say; `Err` when they are not allowed, or not together.
fn memory<'a>(
    session: &Session,
    parameters: &'a [SelectParameter],
) -> Result<Option<Memory<'a>>, &'static str> {
    let mut memory = None;
    let mut is_condstore = false;
    for parameter in parameters {
        match parameter {
            SelectParameter::CondStore if !session.offers("CONDSTORE") => {
                return Err("CONDSTORE is not offered");
            }
            SelectParameter::CondStore if is_condstore => return Err("CONDSTORE comes once"),
            SelectParameter::CondStore => is_condstore = true,
            SelectParameter::QResync { .. } if !session.enabled.vanished => {
                return Err("QRESYNC is not enabled");
            }
            SelectParameter::QResync { .. } if memory.is_some() => {
                return Err("QRESYNC comes once");
            }
            SelectParameter::QResync { known_uids, .. }
                if known_uids.as_ref().is_some_and(has_asterisk) =>
            {
                return Err("Known UIDs are known");
            }
            SelectParameter::QResync {
                uid_validity,
                mod_sequence_value,
                known_uids,
                seq_match_data,
            } => {
                memory = Some(Memory {
                    uid_validity: *uid_validity,
                    mod_sequence: mod_sequence_value.get(),
                    uids: known_uids.as_ref(),
                    pairs: match seq_match_data {
                        Some((sequence_numbers, uids)) => pairs(sequence_numbers, uids)?,
                        None => Vec::new(),
                    },
                });
            }
        }
    }
    Ok(memory)
}

fn has_asterisk(set: &SequenceSet) -> bool {
    set.0.as_ref().iter().any(|sequence| match sequence {
        Sequence::Single(bound) => *bound == SeqOrUid::Asterisk,
        Sequence::Range(a, b) => [*a, *b].contains(&SeqOrUid::Asterisk),
    })
}

/// Tells what was removed and what changed since the client was here, of all
/// that it knows (RFC 7162 §3.2.5.1).
fn refresh(session: &mut Session, memory: &Memory<'_>, mailbox: &Mailbox) {
    let everything = Uid::new(1).zip(Uid::new(u32::MAX));
    let known = match memory.uids {
        Some(set) => numbers(set, None).unwrap_or_default(),
        None => everything
            .map(|(first, last)| UidRange::new(first, last))
            .into_iter()
            .collect::<UidSet>(),
    };
    let mut not_matched = known.clone();
    if let Some(matched) = matched_uid(mailbox, &memory.pairs) {
        not_matched.remove_range(UidRange::new(Uid(NonZeroU32::MIN), matched));
    }
    for data in vanished_earlier(session, mailbox, memory.mod_sequence, &not_matched) {
        session.send(data);
    }
    for (row, number) in mailbox.rows().iter().zip(1..) {
        if row.mod_sequence().get() > memory.mod_sequence
            && known.contains(row.uid)
            && let Some(seq) = NonZeroU32::new(number)
            && let Ok(items) = Vec1::try_from(flag_items(mailbox, *row, session.enabled))
        {
            session.send(Data::Fetch { seq, items });
        }
    }
}

fn applicable_flags(mailbox: &Mailbox) -> Vec<WireFlag<'static>> {
    let system = [
        Flag::Answered,
        Flag::Flagged,
        Flag::Deleted,
        Flag::Seen,
        Flag::Draft,
    ];
    let keywords = mailbox.keywords().cloned().map(Flag::Keyword);
    system
        .into_iter()
        .chain(keywords)
        .filter_map(|flag| flag_on_wire(&flag))
        .collect()
}

fn first_unseen(mailbox: &Mailbox) -> Option<NonZeroU32> {
    if mailbox.unseen() == 0 {
        return None;
    }
    let position = mailbox
        .rows()
        .iter()
        .position(|row| !row.flags.contains(FlagBits::SEEN))?;
    NonZeroU32::new(u32::try_from(position).ok()?.checked_add(1)?)
}
