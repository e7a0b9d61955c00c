use super::message_flags::flag_on_wire;
use super::stored_name;
use crate::server::Context;
use crate::session::{Reply, Selected, Session};
use crate::store::{FlagBits, Mailbox};
use core::num::NonZeroU32;
use imap_codec::imap_types::flag::{Flag as WireFlag, FlagPerm};
use imap_codec::imap_types::mailbox::Mailbox as WireMailbox;
use imap_codec::imap_types::response::{Code, Data};
use mail_model::Flag;

/// SELECT and EXAMINE (RFC 3501 §6.3.1, §6.3.2). A failed one leaves nothing selected.
pub(super) fn select(
    session: &mut Session,
    mailbox: &WireMailbox<'_>,
    is_read_only: bool,
    context: &mut Context<'_>,
) -> Reply {
    session.selected = None;
    let name = match stored_name(mailbox) {
        Ok(name) => name,
        Err(objection) => return objection,
    };
    let user = session.user.clone().unwrap_or_default();
    let Some(mailbox) = context.store.mailbox(&user, &name) else {
        return Reply::no("There is no such mailbox").because("NONEXISTENT");
    };
    let flags = applicable_flags(mailbox);
    session.send(Data::Flags(flags.clone()));
    let permanent = if is_read_only {
        Vec::new()
    } else {
        flags
            .into_iter()
            .map(FlagPerm::Flag)
            .chain([FlagPerm::Asterisk])
            .collect()
    };
    session.send_untagged_ok(Code::PermanentFlags(permanent), "These last");
    session.send(Data::Exists(mailbox.len()));
    session.send(Data::Recent(0));
    if let Some(number) = first_unseen(mailbox) {
        session.send_untagged_ok(Code::Unseen(number), "The first unseen");
    }
    session.send_untagged_ok(Code::UidValidity(mailbox.uid_validity), "UIDs are valid");
    session.send_untagged_ok(Code::UidNext(mailbox.next_uid()), "The next UID");
    session.selected = Some(Selected::new(mailbox, is_read_only));
    if is_read_only {
        Reply::ok("Opened for reading").with(Code::ReadOnly)
    } else {
        Reply::ok("Opened").with(Code::ReadWrite)
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
