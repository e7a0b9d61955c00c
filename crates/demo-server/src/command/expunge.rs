use super::acl::require_selected;
use crate::server::Context;
use crate::session::{Numbers, Reply, Session};
use crate::store::{FlagBits, Rights};
use imap_codec::imap_types::sequence::SequenceSet;
use mail_model::Uid;

/// EXPUNGE (RFC 3501 §6.4.3), and UID EXPUNGE of a set (RFC 4315 §2.1). The
/// responses come with the command's end, as to all who look at the mailbox.
pub(super) fn expunge(
    session: &mut Session,
    set: Option<&SequenceSet>,
    context: &mut Context<'_>,
) -> Reply {
    let Some(selected) = &session.selected else {
        return Reply::bad("No mailbox is selected");
    };
    if selected.is_read_only {
        return Reply::no("The mailbox is open for reading only").because("CANNOT");
    }
    if let Err(objection) = require_selected(session, Rights::EXPUNGE, context) {
        return objection;
    }
    let uids = match set {
        Some(set) => selected.resolve(set, Numbers::Uid).unwrap_or_default(),
        None => selected.view().iter().collect(),
    };
    let is_any_removed = remove_deleted(session, uids, context);
    session.ok_after_removals("Expunged", is_any_removed, context)
}

/// CLOSE (RFC 3501 §6.4.2): removes silently, unless open for reading only.
pub(super) fn close(session: &mut Session, context: &mut Context<'_>) -> Reply {
    if let Some(selected) = session
        .selected
        .as_ref()
        .filter(|selected| !selected.is_read_only)
    {
        // Who may not expunge closes all the same (RFC 4314 §4).
        let may_expunge = require_selected(session, Rights::EXPUNGE, context).is_ok();
        let uids = match may_expunge {
            true => selected.view().iter().collect(),
            false => Vec::new(),
        };
        remove_deleted(session, uids, context);
    }
    session.selected = None;
    Reply::ok("Closed")
}

/// Tells whether there were any.
fn remove_deleted(session: &Session, uids: Vec<Uid>, context: &mut Context<'_>) -> bool {
    let (Some(user), Some(selected)) = (&session.user, &session.selected) else {
        return false;
    };
    let mut is_any_removed = false;
    for uid in uids {
        let row = context
            .store
            .mailbox_by_id(user, selected.id)
            .and_then(|m| m.row(uid));
        if row.is_some_and(|row| row.flags.contains(FlagBits::DELETED)) {
            is_any_removed |= context.store.expunge(user, selected.id, uid);
        }
    }
    is_any_removed
}
