//! The commands that imap-codec cannot decode.

use super::{acl, append, decode_whole, labels, mailboxes, notify, status};
use crate::extension::{
    self, AclRequest, AppendRequest, CreateRequest, FurtherStatus, LabelRequest, NotifyRequest,
};
use crate::server::Context;
use crate::session::{Reply, Session};
use imap_codec::imap_types::command::CommandBody;

/// A command that the codec does not know, or not in this form.
#[derive(Debug)]
pub(super) enum Further {
    Acl(AclRequest),
    Append(AppendRequest),
    Create(CreateRequest),
    Labels(LabelRequest),
    Notify(NotifyRequest),
    Status(CommandBody<'static>, Vec<FurtherStatus>),
}

/// Reads a command that is offered; `None` leaves it to the codec.
pub(super) fn decode(session: &Session, message: &[u8]) -> Option<Further> {
    if let Some(request) = extension::append(message) {
        let is_offered = (request.messages.len() == 1 || session.offers("MULTIAPPEND"))
            && (request.replaced.is_none() || session.offers("REPLACE"));
        return is_offered.then_some(Further::Append(request));
    }
    if session.offers("ACL")
        && let Some(request) = extension::acl(message)
    {
        return Some(Further::Acl(request));
    }
    if session.offers("CREATE-SPECIAL-USE")
        && let Some(request) = extension::create_special_use(message)
    {
        return Some(Further::Create(request));
    }
    if session.offers("X-GM-EXT-1")
        && let Some(request) = extension::store_labels(message)
    {
        return Some(Further::Labels(request));
    }
    if session.offers("NOTIFY")
        && let Some(request) = extension::notify(message)
    {
        return Some(Further::Notify(request));
    }
    if let Some((plain, further)) = extension::further_status(message) {
        let body = decode_whole(&plain)?;
        return status::are_offered(session, &further).then_some(Further::Status(body, further));
    }
    None
}

/// Whether the command needs a selected mailbox.
pub(super) fn needs_mailbox(command: &Further) -> bool {
    match command {
        Further::Labels(_) => true,
        Further::Append(request) => request.replaced.is_some(),
        _ => false,
    }
}

/// Carries out a command that is allowed in this state.
pub(super) fn execute(session: &mut Session, command: Further, context: &mut Context<'_>) -> Reply {
    match command {
        Further::Acl(request) => acl::acl(session, request, context),
        Further::Append(request) => append::append(session, &request, context),
        Further::Create(request) => mailboxes::create_special_use(session, &request, context),
        Further::Labels(request) => labels::store(session, &request, context),
        Further::Notify(request) => notify::notify(session, request, context),
        Further::Status(
            CommandBody::Status {
                mailbox,
                item_names,
            },
            further,
        ) => status::status(session, &mailbox, &item_names, &further, context),
        Further::Status(..) => Reply::bad("That is no STATUS"),
    }
}
