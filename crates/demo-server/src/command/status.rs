use super::{name_on_wire, stored_name};
use crate::server::Context;
use crate::session::{Reply, Session};
use crate::store::Mailbox;
use imap_codec::imap_types::mailbox::Mailbox as WireMailbox;
use imap_codec::imap_types::response::Data;
use imap_codec::imap_types::status::{StatusDataItem, StatusDataItemName};

/// STATUS (RFC 3501 §6.3.10).
pub(super) fn status(
    session: &mut Session,
    mailbox: &WireMailbox<'_>,
    names: &[StatusDataItemName],
    context: &mut Context<'_>,
) -> Reply {
    let name = match stored_name(mailbox) {
        Ok(name) => name,
        Err(objection) => return objection,
    };
    let user = session.user.clone().unwrap_or_default();
    let Some(found) = context.store.mailbox(&user, &name) else {
        return Reply::no("There is no such mailbox").because("NONEXISTENT");
    };
    let knows = names.contains(&StatusDataItemName::HighestModSeq);
    if knows && !session.offers("CONDSTORE") {
        return Reply::bad("CONDSTORE is not offered");
    }
    match status_data(&name, found, names) {
        Some(data) => {
            if knows {
                session.enable_mod_sequences(context);
            }
            session.send(data);
            Reply::ok("That is its status")
        }
        None => Reply::bad("Such an item is not offered"),
    }
}

/// The response; `None` when an item is asked for that is not offered.
pub(super) fn status_data(
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
        mailbox: name_on_wire(name),
        items: items.collect::<Option<Vec<_>>>()?.into(),
    })
}
