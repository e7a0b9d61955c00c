use super::{name_on_wire, stored_name};
use crate::server::Context;
use crate::session::{Reply, Session};
use crate::store::Usage;
use imap_codec::imap_types::core::{AString, IString, Quoted, Vec1};
use imap_codec::imap_types::extensions::quota::{QuotaGet, Resource};
use imap_codec::imap_types::mailbox::Mailbox as WireMailbox;
use imap_codec::imap_types::response::{Code, Data};

/// The one quota root of an account.
const ROOT: &str = "User quota";

/// GETQUOTAROOT (RFC 9208 §4.1.2).
pub(super) fn root(
    session: &mut Session,
    mailbox: &WireMailbox<'_>,
    context: &Context<'_>,
) -> Reply {
    let name = match stored_name(session, mailbox) {
        Ok(name) => name,
        Err(objection) => return objection,
    };
    let user = session.user.clone().unwrap_or_default();
    if context.store.mailbox(&user, &name).is_none() {
        return Reply::no("There is no such mailbox").because("NONEXISTENT");
    }
    let user = session.user.clone().unwrap_or_default();
    if context.store.place(&user, &name).0 != user {
        session.send(Data::QuotaRoot {
            mailbox: name_on_wire(session, &name),
            roots: Vec::new(),
        });
        return Reply::ok("It is not yours");
    }
    let quotas = quotas(session, context);
    session.send(Data::QuotaRoot {
        mailbox: name_on_wire(session, &name),
        roots: quotas.iter().map(|_| root_on_wire()).collect(),
    });
    if let Some(quotas) = quotas {
        send_quota(session, quotas);
    }
    Reply::ok("That is its quota root")
}

/// GETQUOTA (RFC 9208 §4.1.1).
pub(super) fn get(session: &mut Session, root: &AString<'_>, context: &Context<'_>) -> Reply {
    let is_known = root.as_ref() == ROOT.as_bytes();
    let Some(quotas) = quotas(session, context).filter(|_| is_known) else {
        return Reply::no("There is no such quota root").because("NONEXISTENT");
    };
    send_quota(session, quotas);
    Reply::ok("That is the quota")
}

/// Why an account cannot take `more` when `freed` goes.
pub(super) fn check_room(
    user: &str,
    more: Usage,
    freed: Usage,
    context: &Context<'_>,
) -> Result<(), Reply> {
    let Some(account) = context.store.account(user) else {
        return Ok(());
    };
    let mut usage = account.usage();
    usage.octets = usage.octets.saturating_sub(freed.octets);
    usage.messages = usage.messages.saturating_sub(freed.messages);
    let quota = account.quota;
    let is_beyond = |used: u64, more: u64, limit: Option<u64>| {
        limit.is_some_and(|limit| used.saturating_add(more) > limit)
    };
    let octets = quota.storage.map(|kib| kib.saturating_mul(1024));
    if is_beyond(usage.octets, more.octets, octets)
        || is_beyond(usage.messages, more.messages, quota.messages)
    {
        return Err(Reply::no("The mailboxes are full").with(Code::OverQuota));
    }
    Ok(())
}

/// What is limited; `None` where nothing is: then there is no quota root.
fn quotas(session: &Session, context: &Context<'_>) -> Option<Vec1<QuotaGet<'static>>> {
    let account = context.store.account(session.user.as_deref()?)?;
    let usage = account.usage();
    let storage = account.quota.storage.map(|limit| QuotaGet {
        resource: Resource::Storage,
        usage: usage.octets.div_ceil(1024),
        limit,
    });
    let messages = account.quota.messages.map(|limit| QuotaGet {
        resource: Resource::Message,
        usage: usage.messages,
        limit,
    });
    Vec1::try_from(storage.into_iter().chain(messages).collect::<Vec<_>>()).ok()
}

fn send_quota(session: &mut Session, quotas: Vec1<QuotaGet<'_>>) {
    session.send(Data::Quota {
        root: root_on_wire(),
        quotas,
    });
}

fn root_on_wire() -> AString<'static> {
    AString::String(IString::Quoted(Quoted::unvalidated(ROOT)))
}
