use super::message_flags::flags_from_wire;
use super::stored_name;
use crate::server::Context;
use crate::session::{Reply, Session};
use crate::store::Content;
use imap_codec::imap_types::datetime::DateTime;
use imap_codec::imap_types::extensions::binary::LiteralOrLiteral8;
use imap_codec::imap_types::flag::Flag as WireFlag;
use imap_codec::imap_types::mailbox::Mailbox as WireMailbox;
use imap_codec::imap_types::response::Code;
use mail_model::Timestamp;

/// Octets that can be appended to one account.
const QUOTA: usize = 64 * 1024 * 1024;

/// APPEND (RFC 3501 §6.3.11), with APPENDUID (RFC 4315 §3).
pub(super) fn append(
    session: &mut Session,
    mailbox: &WireMailbox<'_>,
    flags: &[WireFlag<'_>],
    date: Option<&DateTime>,
    message: &LiteralOrLiteral8<'_>,
    context: &mut Context<'_>,
) -> Reply {
    let name = match stored_name(mailbox) {
        Ok(name) => name,
        Err(objection) => return objection,
    };
    let LiteralOrLiteral8::Literal(literal) = message else {
        return Reply::bad("BINARY is not offered");
    };
    let Some(flags) = flags_from_wire(flags) else {
        return Reply::bad("That is no flag to be set");
    };
    let user = session.user.clone().unwrap_or_default();
    let Some(target) = context.store.mailbox_mut(&user, &name) else {
        return Reply::no("There is no such mailbox").with(Code::TryCreate);
    };
    let uid_validity = target.uid_validity;
    let Some(bits) = target.bits_of(&flags) else {
        return Reply::no("There are too many keywords").because("LIMIT");
    };
    let octets = literal.data();
    let Some(account) = context.store.account_mut(&user) else {
        return Reply::bad("Log in first");
    };
    if account.appended_octets.saturating_add(octets.len()) > QUOTA {
        return Reply::no("There is no more room").with(Code::OverQuota);
    }
    account.appended_octets += octets.len();
    let received = date.map_or(context.now, |date| {
        Timestamp(date.as_ref().timestamp_millis())
    });
    let appended = context
        .store
        .append(&user, &name, Content::stored(octets), bits, received);
    match appended {
        Some(uid) if session.offers("UIDPLUS") => Reply::ok("Appended").with(Code::AppendUid {
            uid_validity,
            uid: uid.0,
        }),
        Some(_) => Reply::ok("Appended"),
        None => Reply::no("The mailbox is full").with(Code::OverQuota),
    }
}
