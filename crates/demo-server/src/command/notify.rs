use super::acl::name_text;
use super::decode_fetch;
use super::fetch::{Items, message_data};
use super::list::list_data;
use super::metadata::changed_data;
use super::status::status_data;
use crate::extension::{Events, FurtherItem, MailboxFilter, NotifyRequest};
use crate::server::Context;
use crate::session::{Group, Naming, Notify, Numbers, Reply, Scope, SelectedEvents, Session};
use crate::store::{Account, ListedName, Mailbox, NameChange, NameChangeKind};
use imap_codec::imap_types::command::CommandBody;
use imap_codec::imap_types::response::Data;
use imap_codec::imap_types::status::StatusDataItemName;
use mail_model::Uid;

/// All events that can be asked for.
const EVENTS: &str = "MessageNew MessageExpunge FlagChange MailboxName SubscriptionChange";
/// Those that METADATA brings with it (RFC 5465 §5.6, §5.7).
const METADATA_EVENTS: &str = "MailboxMetadataChange ServerMetadataChange";

/// What is fetched of each new message (RFC 5465 §5.2).
#[derive(Debug)]
pub(crate) struct NewMessageItems {
    fetch: CommandBody<'static>,
    further: Vec<FurtherItem>,
}

/// NOTIFY (RFC 5465 §3.1).
pub(super) fn notify(
    session: &mut Session,
    request: NotifyRequest,
    context: &mut Context<'_>,
) -> Reply {
    let (wants_status, groups) = match request {
        NotifyRequest::None => {
            session.notify = Some(Box::default());
            return Reply::ok("Nothing will be told");
        }
        NotifyRequest::Set {
            wants_status,
            groups,
        } => (wants_status, groups),
    };
    let mut notify = Notify::default();
    let mut is_selected_given = false;
    for group in groups {
        if let Err(objection) = check(session, &group.events) {
            return objection;
        }
        if let MailboxFilter::Selected { is_delayed } = group.filter {
            if core::mem::replace(&mut is_selected_given, true) {
                return Reply::bad("The selected mailbox is spoken of twice");
            }
            match selected_events(session, is_delayed, &group.events) {
                Ok(selected) => notify.selected = selected,
                Err(objection) => return objection,
            }
            continue;
        }
        if group.events.items.is_some() {
            return Reply::bad("Only of the selected mailbox messages can be fetched");
        }
        let Some(scope) = scope(group.filter, session.naming()) else {
            return Reply::bad("The mailbox name is no modified UTF-7");
        };
        notify.groups.push(Group {
            scope,
            events: group.events,
        });
    }
    if wants_status {
        tell_all_status(session, &notify, context);
    }
    session.notify = Some(Box::new(notify));
    Reply::ok("It will be told")
}

/// The rules of RFC 5465 §5 and §3.1 on which events go together.
fn check(session: &Session, events: &Events) -> Result<(), Reply> {
    let asks_for_metadata = events.mailbox_metadata_change || events.server_metadata_change;
    let has_metadata = session.offers("METADATA");
    if events.is_any_unknown || asks_for_metadata && !has_metadata {
        let code = match has_metadata {
            true => format!("BADEVENT ({EVENTS} {METADATA_EVENTS})"),
            false => format!("BADEVENT ({EVENTS})"),
        };
        return Err(Reply::no("There is no such event").because_of(code));
    }
    if events.message_new != events.message_expunge {
        return Err(Reply::bad("MessageNew and MessageExpunge go together"));
    }
    if events.flag_change && !events.message_new {
        return Err(Reply::bad("FlagChange needs MessageNew and MessageExpunge"));
    }
    Ok(())
}

/// `None` for no events at all.
fn selected_events(
    session: &Session,
    is_delayed: bool,
    events: &Events,
) -> Result<Option<SelectedEvents>, Reply> {
    if events.mailbox_name
        || events.subscription_change
        || events.mailbox_metadata_change
        || events.server_metadata_change
    {
        return Err(Reply::bad(
            "Only message events are of the selected mailbox",
        ));
    }
    if !events.message_new {
        return Ok(None);
    }
    let items = match &events.items {
        None => None,
        Some(items) => {
            let command = [b"t FETCH 1 (", items.as_slice(), b")\r\n"].concat();
            let Some((fetch, further)) = decode_fetch(session, &command) else {
                return Err(Reply::bad("Such an item cannot be fetched"));
            };
            Some(NewMessageItems { fetch, further })
        }
    };
    Ok(Some(SelectedEvents {
        is_delayed,
        flag_change: events.flag_change,
        items,
    }))
}

/// `None` when a name is no modified UTF-7.
fn scope(filter: MailboxFilter, naming: Naming) -> Option<Scope> {
    let decoded = |names: Vec<Vec<u8>>| -> Option<Vec<String>> {
        names.iter().map(|name| naming.decode(name)?).collect()
    };
    Some(match filter {
        MailboxFilter::Inboxes => Scope::Inboxes,
        MailboxFilter::Personal | MailboxFilter::Selected { .. } => Scope::Personal,
        MailboxFilter::Subscribed => Scope::Subscribed,
        MailboxFilter::Subtree(roots) => Scope::Subtree(decoded(roots)?),
        MailboxFilter::Mailboxes(names) => Scope::Mailboxes(decoded(names)?),
    })
}

/// STATUS of all that is watched but for the selected mailbox.
fn tell_all_status(session: &mut Session, notify: &Notify, context: &Context<'_>) {
    let Some(account) = account(session, context) else {
        return;
    };
    for (name, mailbox) in &account.mailboxes {
        let is_selected = session
            .selected
            .as_ref()
            .is_some_and(|s| s.id == mailbox.id());
        let is_subscribed = account.subscriptions.contains(name);
        let wants = |event: fn(&Events) -> bool| notify.wants(name, is_subscribed, event);
        if is_selected || !wants(|events| events.message_new) {
            continue;
        }
        let mut items = vec![
            StatusDataItemName::Messages,
            StatusDataItemName::UidNext,
            StatusDataItemName::UidValidity,
        ];
        if wants(|events| events.flag_change) {
            items.push(StatusDataItemName::Unseen);
            if session.offers("CONDSTORE") {
                items.push(StatusDataItemName::HighestModSeq);
            }
        }
        send_status(session, name, mailbox, &items);
    }
}

fn send_status(session: &mut Session, name: &str, mailbox: &Mailbox, items: &[StatusDataItemName]) {
    if let Some(data) = status_data(session, name, mailbox, items) {
        session.send(data);
    }
}

/// Tells what happened to other mailboxes than the selected one.
pub(crate) fn tell_elsewhere(session: &mut Session, context: &Context<'_>) {
    let Some(notify) = &mut session.notify else {
        return;
    };
    let names = core::mem::take(&mut notify.untold_names);
    let untold = core::mem::take(&mut notify.untold);
    // Taken out while the session is spoken to.
    let Some(notify) = session.notify.take() else {
        return;
    };
    for change in names {
        tell_name(session, &notify, &change, context);
    }
    for (id, untold) in untold {
        let Some(account) = account(session, context) else {
            break;
        };
        let found = account.mailboxes.iter().find(|(_, m)| m.id() == id);
        let Some((name, mailbox)) = found else {
            continue;
        };
        if session.selected.as_ref().is_some_and(|s| s.id == id) {
            continue;
        }
        let is_subscribed = account.subscriptions.contains(name);
        let wants = |event: fn(&Events) -> bool| notify.wants(name, is_subscribed, event);
        let tells_messages = untold.messages && wants(|events| events.message_new);
        let tells_flags = (untold.flags || untold.messages) && wants(|events| events.flag_change);
        let tells_validity = untold.validity && wants(|events| events.flag_change);
        let mut items = Vec::new();
        if tells_messages || tells_validity {
            items.extend([StatusDataItemName::Messages, StatusDataItemName::UidNext]);
        }
        if tells_validity || tells_flags && session.knows_mod_sequences() {
            items.push(StatusDataItemName::UidValidity);
        }
        if tells_flags || tells_validity {
            items.push(StatusDataItemName::Unseen);
        }
        if !items.is_empty() && session.knows_mod_sequences() {
            items.push(StatusDataItemName::HighestModSeq);
        }
        if !items.is_empty() {
            send_status(session, name, mailbox, &items);
        }
    }
    session.notify = Some(notify);
}

/// Tells of a mailbox's making, end, new name or subscription (RFC 5465 §5.4, §5.5).
fn tell_name(session: &mut Session, notify: &Notify, change: &NameChange, context: &Context<'_>) {
    let Some(account) = account(session, context) else {
        return;
    };
    let wants = |name: &str, event: fn(&Events) -> bool| {
        notify.wants(name, account.subscriptions.contains(name), event)
    };
    let is_naming: fn(&Events) -> bool = |events| events.mailbox_name;
    match &change.kind {
        NameChangeKind::Created(name) | NameChangeKind::Deleted(name) => {
            let parent = name
                .rsplit_once(crate::store::DELIMITER)
                .map(|(above, _)| above);
            for affected in [Some(name.as_str()), parent].into_iter().flatten() {
                if wants(affected, is_naming) {
                    session.send(name_data(session, account, affected));
                }
            }
        }
        NameChangeKind::Renamed { from, to } => {
            if wants(to, is_naming) || wants(from, is_naming) {
                let data = name_data(session, account, to);
                let old = name_text(session, from).into_bytes();
                let extended = [b" (\"OLDNAME\" (".as_slice(), &old, b"))"].concat();
                session.send_list(data, &extended);
            }
        }
        NameChangeKind::Metadata { name, entries } => {
            let is_wanted = match name {
                Some(name) => wants(name, |events| events.mailbox_metadata_change),
                None => notify
                    .groups
                    .iter()
                    .any(|group| group.events.server_metadata_change),
            };
            if is_wanted && let Some(data) = changed_data(session, name.as_deref(), entries) {
                session.send(data);
            }
        }
        NameChangeKind::Subscription(name) => {
            if wants(name, |events| events.subscription_change)
                // Who watches what is subscribed hears of what leaves it, too.
                || notify.wants(name, true, |events| events.subscription_change)
            {
                session.send(name_data(session, account, name));
            }
        }
    }
}

fn name_data(session: &Session, account: &Account, name: &str) -> Data<'static> {
    let listed = ListedName {
        name: name.to_owned(),
        exists: account.mailboxes.contains_key(name),
        has_children: account.has_children(name),
    };
    list_data(session, account, &listed, true, true)
}

/// The FETCH response for a message that has just come, where one is wanted.
pub(crate) fn new_message_data(
    session: &Session,
    uid: Uid,
    context: &Context<'_>,
) -> Option<(Data<'static>, Vec<u8>)> {
    let notify = session.notify.as_ref()?;
    let items = notify.selected.as_ref()?.items.as_ref()?;
    let CommandBody::Fetch {
        macro_or_item_names,
        ..
    } = &items.fetch
    else {
        return None;
    };
    let mut wanted = Items::new(macro_or_item_names, &items.further, Numbers::Sequence);
    let user = session.user.as_deref()?;
    wanted.learn_labels(user, context);
    message_data(session, context, user, uid, &wanted, false)
}

fn account<'a>(session: &Session, context: &'a Context<'_>) -> Option<&'a Account> {
    context.store.account(session.user.as_deref()?)
}
