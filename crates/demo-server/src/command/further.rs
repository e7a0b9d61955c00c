//! The commands that imap-codec cannot decode.

use super::{append, mailboxes, notify};
use crate::extension::{self, AppendRequest, CreateRequest, NotifyRequest};
use crate::server::Context;
use crate::session::{Reply, Session};

/// A command that the codec does not know, or not in this form.
#[derive(Debug)]
pub(super) enum Further {
    Append(AppendRequest),
    Create(CreateRequest),
    Notify(NotifyRequest),
}

/// Reads a command that is offered; `None` leaves it to the codec.
pub(super) fn decode(session: &Session, message: &[u8]) -> Option<Further> {
    if let Some(request) = extension::append(message) {
        let is_offered = (request.messages.len() == 1 || session.offers("MULTIAPPEND"))
            && (request.replaced.is_none() || session.offers("REPLACE"));
        return is_offered.then_some(Further::Append(request));
    }
    if session.offers("CREATE-SPECIAL-USE")
        && let Some(request) = extension::create_special_use(message)
    {
        return Some(Further::Create(request));
    }
    if session.offers("NOTIFY")
        && let Some(request) = extension::notify(message)
    {
        return Some(Further::Notify(request));
    }
    None
}

/// Whether the command needs a selected mailbox.
pub(super) fn needs_mailbox(command: &Further) -> bool {
    matches!(
        command,
        Further::Append(AppendRequest {
            replaced: Some(_),
            ..
        })
    )
}

/// Carries out a command that is allowed in this state.
pub(super) fn execute(session: &mut Session, command: Further, context: &mut Context<'_>) -> Reply {
    match command {
        Further::Append(request) => append::append(session, &request, context),
        Further::Create(request) => mailboxes::create_special_use(session, &request, context),
        Further::Notify(request) => notify::notify(session, request, context),
    }
}
