use super::acl::require_right;
use super::{name_on_wire, stored_name};
use crate::extension::FurtherStatus;
use crate::server::Context;
use crate::session::{Reply, Session};
use crate::store::{Mailbox, Rights};
use imap_codec::imap_types::mailbox::Mailbox as WireMailbox;
use imap_codec::imap_types::response::Data;
use imap_codec::imap_types::status::{StatusDataItem, StatusDataItemName};

/// STATUS (RFC 3501 §6.3.10).
pub(super) fn status(
    session: &mut Session,
    mailbox: &WireMailbox<'_>,
    names: &[StatusDataItemName],
    further: &[FurtherStatus],
    context: &mut Context<'_>,
) -> Reply {
    let name = match stored_name(session, mailbox) {
        Ok(name) => name,
        Err(objection) => return objection,
    };
    let user = session.user.clone().unwrap_or_default();
    if let Err(objection) = require_right(session, &name, Rights::READ, context) {
        return objection;
    }
    let Some(found) = context.store.mailbox(&user, &name) else {
        return Reply::no("There is no such mailbox").because("NONEXISTENT");
    };
    let knows = names.contains(&StatusDataItemName::HighestModSeq);
    if knows && !session.offers("CONDSTORE") {
        return Reply::bad("CONDSTORE is not offered");
    }
    let more = further_values(session, found, further);
    match status_data(session, &name, found, names) {
        Some(data) => {
            if knows {
                session.enable_mod_sequences(context);
            }
            session.send_with_more(data, &more);
            Reply::ok("That is its status")
        }
        None => Reply::bad("Such an item is not offered"),
    }
}

/// Whether all these items are offered.
pub(super) fn are_offered(session: &Session, items: &[FurtherStatus]) -> bool {
    items.iter().all(|item| session.offers(item.capability()))
}

/// The values of the items that the codec does not know, each with the space before it.
pub(super) fn further_values(
    session: &Session,
    mailbox: &Mailbox,
    items: &[FurtherStatus],
) -> Vec<u8> {
    let values = items.iter().map(|item| match item {
        FurtherStatus::Size => format!(" SIZE {}", mailbox.octets()),
        FurtherStatus::MailboxId => format!(" MAILBOXID ({})", mailbox.object_id()),
        FurtherStatus::AppendLimit => format!(" APPENDLIMIT {}", session.append_limit()),
    });
    values.collect::<String>().into_bytes()
}

/// The response; `None` when an item is asked for that is not offered.
pub(super) fn status_data(
    session: &Session,
    name: &str,
    mailbox: &Mailbox,
    names: &[StatusDataItemName],
) -> Option<Data<'static>> {
    let items = names.iter().map(|item| {
        Some(match item {
            StatusDataItemName::Messages => StatusDataItem::Messages(mailbox.len()),
            StatusDataItemName::Recent => StatusDataItem::Recent(0),
            StatusDataItemName::UidNext => StatusDataItem::UidNext(mailbox.next_uid()),
            StatusDataItemName::UidValidity => StatusDataItem::UidValidity(mailbox.uid_validity),
            StatusDataItemName::Unseen => StatusDataItem::Unseen(mailbox.unseen()),
            StatusDataItemName::HighestModSeq => {
                StatusDataItem::HighestModSeq(mailbox.highest_mod_sequence().get())
            }
            _ => return None,
        })
    });
    Some(Data::Status {
        mailbox: name_on_wire(session, name),
        items: items.collect::<Option<Vec<_>>>()?.into(),
    })
}
