use super::decoded_name;
use crate::extension::{AclRequest, AclVerb};
use crate::server::Context;
use crate::session::{Reply, Session};
use crate::store::{FlagBits, Mailbox, Rights, decode_name};
use crate::wire::string;

/// The most identifiers that a mailbox's list has.
const MAX_IDENTIFIERS: usize = 100;

/// The commands of RFC 4314 §3.
pub(super) fn acl(session: &mut Session, request: AclRequest, context: &mut Context<'_>) -> Reply {
    let name = match decoded_name(session, &request.mailbox) {
        Ok(name) => name,
        Err(objection) => return objection,
    };
    let user = session.user.clone().unwrap_or_default();
    let needed = match request.verb {
        AclVerb::MyRights => Rights::LOOKUP,
        _ => Rights::ADMINISTER,
    };
    if let Err(objection) = require_right(session, &name, needed, context) {
        return objection;
    }
    let rights = context.store.rights(&user, &name);
    let is_own = context.store.place(&user, &name).0;
    let owner = is_own.to_owned();
    let Some(mailbox) = context.store.mailbox_mut(&user, &name) else {
        return Reply::no("There is no such mailbox").because("NONEXISTENT");
    };
    match request.verb {
        AclVerb::Set(identifier, change) => set(mailbox, identifier, &change),
        AclVerb::Delete(identifier) => {
            mailbox.acl.remove(&identifier);
            Reply::ok("Nothing of it is left")
        }
        AclVerb::Get => {
            let mut line = format!("* ACL {}", name_text(session, &name));
            if !mailbox.acl.contains_key(&owner) {
                line.push_str(&format!(" {} {}", text(&owner), Rights::ALL));
            }
            for (identifier, rights) in &mailbox.acl {
                line.push_str(&format!(" {} {}", text(identifier), told(*rights)));
            }
            session.send_line(&line);
            Reply::ok("Those have rights")
        }
        AclVerb::ListRights(identifier) => {
            let always = if identifier == owner { "la" } else { "\"\"" };
            let optional = if identifier == owner {
                "r s w i p k x t e c d"
            } else {
                "l r s w i p k x t e a c d"
            };
            session.send_line(&format!(
                "* LISTRIGHTS {} {} {always} {optional}",
                name_text(session, &name),
                text(&identifier)
            ));
            Reply::ok("Those can be given")
        }
        AclVerb::MyRights => {
            send_my_rights(session, &name, rights);
            Reply::ok("Those are yours")
        }
    }
}

/// MYRIGHTS, also as LIST returns it (RFC 8440).
pub(super) fn send_my_rights(session: &mut Session, name: &str, rights: Rights) {
    session.send_line(&format!(
        "* MYRIGHTS {} {}",
        name_text(session, name),
        told(rights)
    ));
}

/// NO unless the user has this right; a mailbox that one may not even list is
/// none (RFC 4314 §6). Whether there is one at all is the caller's to say.
pub(super) fn require_right(
    session: &Session,
    name: &str,
    right: Rights,
    context: &Context<'_>,
) -> Result<(), Reply> {
    let user = session.user.as_deref().unwrap_or_default();
    if !session.offers("ACL") || context.store.mailbox(user, name).is_none() {
        return Ok(());
    }
    let rights = context.store.rights(user, name);
    if rights.contains(right) {
        Ok(())
    } else if rights.contains(Rights::LOOKUP) {
        Err(Reply::no("You may not do that here").because("NOPERM"))
    } else {
        Err(Reply::no("There is no such mailbox").because("NONEXISTENT"))
    }
}

/// The flags that the user may give to messages in a mailbox.
pub(super) fn permitted_flags(session: &Session, name: &str, context: &Context<'_>) -> FlagBits {
    let user = session.user.as_deref().unwrap_or_default();
    match session.offers("ACL") {
        true => context.store.rights(user, name).flags(),
        false => FlagBits::ALL,
    }
}

/// What the user may do in the selected mailbox.
pub(super) fn selected_rights(session: &Session, context: &Context<'_>) -> Rights {
    let selected = session.selected.as_ref();
    match (session.user.as_deref(), selected) {
        (Some(user), Some(selected)) if session.offers("ACL") => {
            context.store.rights_by_id(user, selected.id)
        }
        _ => Rights::ALL,
    }
}

/// NO unless the user has this right in the selected mailbox.
pub(super) fn require_selected(
    session: &Session,
    right: Rights,
    context: &Context<'_>,
) -> Result<(), Reply> {
    if selected_rights(session, context).contains(right) {
        return Ok(());
    }
    Err(Reply::no("You may not do that here").because("NOPERM"))
}

fn set(mailbox: &mut Mailbox, identifier: String, change: &str) -> Reply {
    let (sign, letters) = match change.chars().next() {
        Some(sign @ ('+' | '-')) => (Some(sign), change.get(1..).unwrap_or_default()),
        _ => (None, change),
    };
    let Some(rights) = Rights::read(letters) else {
        return Reply::bad("There is no such right");
    };
    let is_new = !mailbox.acl.contains_key(&identifier);
    if is_new && mailbox.acl.len() >= MAX_IDENTIFIERS {
        return Reply::no("There are too many identifiers").because("LIMIT");
    }
    let known = mailbox.acl.get(&identifier).copied().unwrap_or_default();
    let rights = match sign {
        Some('+') => known.with(rights),
        Some(_) => known.without(rights),
        None => rights,
    };
    mailbox.acl.insert(identifier, rights);
    Reply::ok("Set")
}

fn told(rights: Rights) -> String {
    let letters = rights.to_string();
    if letters.is_empty() {
        return "\"\"".to_owned();
    }
    letters
}

/// A mailbox's name for a line of text, in the client's encoding.
pub(super) fn name_text(session: &Session, name: &str) -> String {
    let wire = session.naming().encode(name);
    let utf8 = decode_name(wire.as_bytes()).filter(|_| session.enabled.utf8);
    match utf8 {
        Some(name) => {
            let escaped = name.replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{escaped}\"")
        }
        None => text(&wire),
    }
}

/// A string for a line of text, where no literal fits: what cannot be quoted
/// becomes `?`.
fn text(value: &str) -> String {
    let quotable: String = value
        .chars()
        .map(|c| if matches!(c, ' '..='~') { c } else { '?' })
        .collect();
    String::from_utf8_lossy(&string(quotable.as_bytes())).into_owned()
}
