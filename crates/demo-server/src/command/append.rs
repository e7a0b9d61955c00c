use super::acl::{permitted_flags, require_right, require_selected};
use super::decoded_name;
use super::message_flags::flags_from_wire;
use super::quota::check_room;
use crate::extension::{AppendMessage, AppendRequest, LiteralForm};
use crate::server::Context;
use crate::session::{Numbers, Reply, Session};
use crate::store::{Content, FlagBits, Rights, Usage};
use imap_codec::imap_types::response::Code;
use imap_codec::imap_types::sequence::SequenceSet;
use mail_model::{Timestamp, Uid};

/// Octets that can be appended to one account.
const MAX_APPENDED: usize = 64 * 1024 * 1024;

/// A message that may be added.
struct Accepted {
    content: Content,
    flags: FlagBits,
    received: Timestamp,
}

/// APPEND of one or more messages (RFC 3501 §6.3.11, RFC 3502), with APPENDUID
/// (RFC 4315 §3): all are added or none. REPLACE (RFC 8508 §3.4) removes
/// another message with it.
pub(super) fn append(
    session: &mut Session,
    request: &AppendRequest,
    context: &mut Context<'_>,
) -> Reply {
    match added(session, request, context) {
        Ok(reply) | Err(reply) => reply,
    }
}

fn added(
    session: &mut Session,
    request: &AppendRequest,
    context: &mut Context<'_>,
) -> Result<Reply, Reply> {
    let replaced = match &request.replaced {
        Some((set, numbers)) => Some(replaced_message(session, set, *numbers)?),
        None => None,
    };
    let name = decoded_name(session, &request.mailbox)?;
    let user = session.user.clone().unwrap_or_default();
    let Some(target) = context.store.mailbox(&user, &name) else {
        return Err(Reply::no("There is no such mailbox").with(Code::TryCreate));
    };
    let uid_validity = target.uid_validity;
    require_right(session, &name, Rights::INSERT, context)?;
    if replaced.is_some() {
        let removing = Rights::DELETE_MESSAGES.with(Rights::EXPUNGE);
        require_selected(session, removing, context)?;
    }
    let mut accepted = Vec::new();
    for message in &request.messages {
        accepted.push(accept(session, message, &user, &name, context)?);
    }
    let more = Usage {
        octets: accepted
            .iter()
            .map(|message| message.content.octets())
            .sum(),
        messages: accepted.len() as u64,
    };
    let room = freed(session, replaced, &user, context);
    let owner = context.store.place(&user, &name).0;
    check_room(owner, more, room, context)?;
    let octets: usize = request.messages.iter().map(|m| m.octets.len()).sum();
    let Some(account) = context.store.account_mut(&user) else {
        return Err(Reply::bad("Log in first"));
    };
    if account.appended_octets.saturating_add(octets) > MAX_APPENDED {
        return Err(Reply::no("There is no more room").with(Code::OverQuota));
    }
    account.appended_octets += octets;
    let mut uids = Vec::new();
    for Accepted {
        content,
        flags,
        received,
    } in accepted
    {
        match context.store.append(&user, &name, content, flags, received) {
            Some(uid) => uids.push(uid),
            None => return Err(Reply::no("The mailbox is full").with(Code::OverQuota)),
        }
    }
    let code = session
        .offers("UIDPLUS")
        .then(|| format!("APPENDUID {uid_validity} {}", range(&uids)));
    let Some(replaced) = replaced else {
        let reply = Reply::ok("Appended");
        return Ok(match code {
            Some(code) => reply.because_of(code),
            None => reply,
        });
    };
    if let Some(code) = code {
        session.send_line(&format!("* OK [{code}] It takes the place of the other"));
    }
    if let Some(selected) = &session.selected {
        context.store.expunge(&user, selected.id, replaced);
    }
    Ok(Reply::ok("Replaced"))
}

/// What goes when the message that is replaced goes (RFC 8508 §3.4).
fn freed(session: &Session, replaced: Option<Uid>, user: &str, context: &Context<'_>) -> Usage {
    let content = replaced
        .zip(session.selected.as_ref())
        .and_then(|(uid, selected)| context.store.mailbox_by_id(user, selected.id)?.content(uid));
    content.map_or_else(Usage::default, |content| Usage {
        octets: content.octets(),
        messages: 1,
    })
}

/// The one message that REPLACE names.
fn replaced_message(session: &Session, set: &SequenceSet, numbers: Numbers) -> Result<Uid, Reply> {
    let Some(selected) = &session.selected else {
        return Err(Reply::bad("No mailbox is selected"));
    };
    if selected.is_read_only {
        return Err(Reply::no("The mailbox is open for reading only").because("CANNOT"));
    }
    let Some(uids) = selected.resolve(set, numbers) else {
        return Err(Reply::bad("There is no message of that number"));
    };
    let gone = || Reply::no("There is no message of that UID").because("NONEXISTENT");
    uids.first().copied().ok_or_else(gone)
}

/// The message in the form in which it is kept, or why it is not.
fn accept(
    session: &Session,
    message: &AppendMessage,
    user: &str,
    name: &str,
    context: &mut Context<'_>,
) -> Result<Accepted, Reply> {
    match message.form {
        LiteralForm::Literal => {}
        LiteralForm::Binary if session.offers("BINARY") => {}
        LiteralForm::Binary => return Err(Reply::bad("BINARY is not offered")),
        LiteralForm::Utf8 if session.enabled.utf8 => {}
        LiteralForm::Utf8 => return Err(Reply::bad("UTF8=ACCEPT is not enabled")),
    }
    // What no literal could bring back is not taken (RFC 3516 §4.4).
    if message.octets.contains(&0) {
        return Err(Reply::no("No message here has a NUL").with(Code::UnknownCte));
    }
    let Some(flags) = flags_from_wire(&message.flags) else {
        return Err(Reply::bad("That is no flag to be set"));
    };
    let target = context.store.mailbox_mut(user, name);
    let Some(flags) = target.and_then(|target| target.bits_of(&flags)) else {
        return Err(Reply::no("There are too many keywords").because("LIMIT"));
    };
    let may_set = permitted_flags(session, name, context);
    let flags = FlagBits::default().replaced(may_set, flags);
    let date = message.date.as_ref();
    Ok(Accepted {
        content: Content::stored(&message.octets),
        flags,
        received: date.map_or(context.now, |date| {
            Timestamp(date.as_ref().timestamp_millis())
        }),
    })
}

/// UIDs that follow each other.
fn range(uids: &[Uid]) -> String {
    match uids {
        [first, .., last] => format!("{}:{}", first.value(), last.value()),
        _ => uids.iter().map(|uid| uid.value().to_string()).collect(),
    }
}
