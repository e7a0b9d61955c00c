use super::acl::require_right;
use super::stored_name;
use crate::extension::CreateRequest;
use crate::server::Context;
use crate::session::{Reply, Session};
use crate::store::{Account, DELIMITER, NameChangeKind, Rights};
use imap_codec::imap_types::mailbox::Mailbox as WireMailbox;
use imap_codec::imap_types::response::StatusKind;
use mail_model::SpecialUse;

/// The longest name, in octets.
const MAX_NAME: usize = 255;

/// The most names that one can subscribe to.
const MAX_SUBSCRIPTIONS: usize = 2_000;

/// CREATE (RFC 3501 §6.3.3). A name that ends in the delimiter tells that
/// mailboxes below it will follow; it is made without.
pub(super) fn create(
    session: &Session,
    mailbox: &WireMailbox<'_>,
    context: &mut Context<'_>,
) -> Reply {
    with_name(session, mailbox, |name| {
        let name = name.strip_suffix(DELIMITER).unwrap_or(name);
        if !is_wellformed(name) || context.store.is_namespace(name) {
            return Reply::no("No mailbox can have this name").because("CANNOT");
        }
        if let Err(objection) = require_create(session, name, context) {
            return objection;
        }
        let mut made = context.store.new_mailbox(context.now);
        let user = session.user.clone().unwrap_or_default();
        let (owner, local) = context.store.place(&user, name);
        let (full_name, name) = (name, local);
        // What lies below a mailbox is for those who may use the mailbox.
        let above = name.rsplit_once(DELIMITER).map(|(above, _)| above);
        if let Some(parent) = above.and_then(|above| context.store.mailbox(owner, above)) {
            made.acl = parent.acl.clone();
        }
        let Some(account) = context.store.account_mut(owner) else {
            return Reply::no("There is no such user").because("NONEXISTENT");
        };
        if account.mailboxes.contains_key(name) {
            return Reply::no("It exists").because("ALREADYEXISTS");
        }
        if !account.has_room() {
            return Reply::no("There are too many mailboxes").because("LIMIT");
        }
        let id = made.object_id();
        account.mailboxes.insert(name.to_owned(), made);
        note_name(
            session,
            context,
            NameChangeKind::Created(full_name.to_owned()),
        );
        match session.offers("OBJECTID") {
            true => Reply::ok("Created").because_of(format!("MAILBOXID ({id})")),
            false => Reply::ok("Created"),
        }
    })
}

/// CREATE with a purpose (RFC 6154 §3): one that no other mailbox has.
pub(super) fn create_special_use(
    session: &Session,
    request: &CreateRequest,
    context: &mut Context<'_>,
) -> Reply {
    let wanted = match request.uses.as_slice() {
        [only] => special_use(only),
        _ => None,
    };
    let Some(wanted) = wanted else {
        return Reply::no("No mailbox can have this purpose").because("USEATTR");
    };
    let is_taken = account(session, context).is_some_and(|account| {
        let mut purposes = account
            .mailboxes
            .values()
            .map(|mailbox| mailbox.special_use);
        purposes.any(|purpose| purpose == Some(wanted))
    });
    if is_taken {
        return Reply::no("Another mailbox has this purpose").because("USEATTR");
    }
    let Ok(wire) = WireMailbox::try_from(request.mailbox.clone()) else {
        return Reply::bad("That is no mailbox name");
    };
    let reply = create(session, &wire, context);
    let name = stored_name(session, &wire).unwrap_or_default();
    let name = name.strip_suffix(DELIMITER).unwrap_or(&name);
    let made = account(session, context).and_then(|account| account.mailboxes.get_mut(name));
    if let (Some(made), StatusKind::Ok) = (made, reply.kind) {
        made.special_use = Some(wanted);
    }
    reply
}

/// The purpose that an attribute in capitals stands for.
pub(super) fn special_use(attribute: &str) -> Option<SpecialUse> {
    Some(match attribute {
        "\\DRAFTS" => SpecialUse::Drafts,
        "\\SENT" => SpecialUse::Sent,
        "\\ARCHIVE" => SpecialUse::Archive,
        "\\JUNK" => SpecialUse::Junk,
        "\\TRASH" => SpecialUse::Trash,
        "\\FLAGGED" => SpecialUse::Flagged,
        "\\IMPORTANT" => SpecialUse::Important,
        // What holds all mail cannot be made.
        _ => return None,
    })
}

/// DELETE (RFC 3501 §6.3.4).
pub(super) fn delete(
    session: &Session,
    mailbox: &WireMailbox<'_>,
    context: &mut Context<'_>,
) -> Reply {
    with_name(session, mailbox, |name| {
        if name == "INBOX" {
            return Reply::no("INBOX cannot be deleted").because("CANNOT");
        }
        if let Err(objection) = require_right(session, name, Rights::DELETE_MAILBOX, context) {
            return objection;
        }
        let user = session.user.clone().unwrap_or_default();
        let (owner, local) = context.store.place(&user, name);
        let account = context.store.account_mut(owner);
        let removed = account.and_then(|account| account.mailboxes.remove(local));
        match removed {
            Some(removed) => {
                context.store.note_gone(removed.id());
                note_name(session, context, NameChangeKind::Deleted(name.to_owned()));
                Reply::ok("Deleted")
            }
            None => Reply::no("There is no such mailbox").because("NONEXISTENT"),
        }
    })
}

/// RENAME (RFC 3501 §6.3.5): what lies below comes along; INBOX only loses its
/// messages to the new mailbox.
pub(super) fn rename(
    session: &Session,
    from: &WireMailbox<'_>,
    to: &WireMailbox<'_>,
    context: &mut Context<'_>,
) -> Reply {
    let (from, to) = match (stored_name(session, from), stored_name(session, to)) {
        (Ok(from), Ok(to)) => (from, to),
        (Err(objection), _) | (_, Err(objection)) => return objection,
    };
    let below = format!("{from}{DELIMITER}");
    if !is_wellformed(&to) || to.starts_with(&below) {
        return Reply::no("No mailbox can have this name").because("CANNOT");
    }
    if let Err(objection) = require_right(session, &from, Rights::DELETE_MAILBOX, context)
        .and_then(|()| require_create(session, &to, context))
    {
        return objection;
    }
    let user = session.user.clone().unwrap_or_default();
    let elsewhere = |name: &str| context.store.place(&user, name).0 != user;
    if elsewhere(&from) || elsewhere(&to) {
        return Reply::no("Only one's own mailboxes are renamed here").because("CANNOT");
    }
    let new_inbox = context.store.new_mailbox(context.now);
    let Some(account) = account(session, context) else {
        return Reply::bad("Log in first");
    };
    if account.mailboxes.contains_key(&to) || account.has_children(&to) {
        return Reply::no("The new name is taken").because("ALREADYEXISTS");
    }
    if from == "INBOX" {
        let Some(inbox) = account.mailboxes.insert(from, new_inbox) else {
            return Reply::no("There is no INBOX").because("NONEXISTENT");
        };
        let id = inbox.id();
        account.mailboxes.insert(to.clone(), inbox);
        context.store.note_gone(id);
        // To others it is as if the new mailbox had been made (RFC 5465 §5.4).
        note_name(session, context, NameChangeKind::Created(to));
        return Reply::ok("INBOX is emptied into it");
    }
    if !account.rename(&from, &to) {
        return Reply::no("There is no such mailbox").because("NONEXISTENT");
    }
    note_name(session, context, NameChangeKind::Renamed { from, to });
    Reply::ok("Renamed")
}

/// SUBSCRIBE and UNSUBSCRIBE (RFC 3501 §6.3.6, §6.3.7).
pub(super) fn subscribe(
    session: &Session,
    mailbox: &WireMailbox<'_>,
    is_wanted: bool,
    context: &mut Context<'_>,
) -> Reply {
    with_name(session, mailbox, |name| {
        let user = session.user.as_deref().unwrap_or_default();
        let exists = context.store.rights(user, name).contains(Rights::LOOKUP);
        let Some(account) = account(session, context) else {
            return Reply::bad("Log in first");
        };
        if !is_wanted {
            account.subscriptions.remove(name);
            note_name(
                session,
                context,
                NameChangeKind::Subscription(name.to_owned()),
            );
            return Reply::ok("Unsubscribed");
        }
        let is_listed = exists && account.subscriptions.len() < MAX_SUBSCRIPTIONS;
        if !is_listed {
            return Reply::no("There is no such mailbox").because("NONEXISTENT");
        }
        account.subscriptions.insert(name.to_owned());
        note_name(
            session,
            context,
            NameChangeKind::Subscription(name.to_owned()),
        );
        Reply::ok("Subscribed")
    })
}

fn with_name(
    session: &Session,
    mailbox: &WireMailbox<'_>,
    then: impl FnOnce(&str) -> Reply,
) -> Reply {
    match stored_name(session, mailbox) {
        Ok(name) => then(&name),
        Err(objection) => objection,
    }
}

fn account<'a>(session: &Session, context: &'a mut Context<'_>) -> Option<&'a mut Account> {
    context.store.account_mut(session.user.as_deref()?)
}

fn note_name(session: &Session, context: &mut Context<'_>, kind: NameChangeKind) {
    if let Some(user) = &session.user {
        context.store.note_name(user, kind);
    }
}

/// NO unless the user may make a mailbox of this name: at the top of one's own,
/// or where the right to do so below the parent is given (RFC 4314 §4).
fn require_create(session: &Session, name: &str, context: &Context<'_>) -> Result<(), Reply> {
    let user = session.user.as_deref().unwrap_or_default();
    let is_own = context.store.place(user, name).0 == user;
    match name.rsplit_once(DELIMITER) {
        None => Ok(()),
        Some((parent, _)) if context.store.mailbox(user, parent).is_some() => {
            require_right(session, parent, Rights::CREATE, context)
        }
        Some(_) if is_own => Ok(()),
        Some(_) => Err(Reply::no("You may not do that here").because("NOPERM")),
    }
}

/// No level is empty, nothing in it is a control character or a wildcard.
fn is_wellformed(name: &str) -> bool {
    name.len() <= MAX_NAME
        && name.split(DELIMITER).all(|level| !level.is_empty())
        && !name
            .chars()
            .any(|c| c.is_control() || matches!(c, '*' | '%'))
}
