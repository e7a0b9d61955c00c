use super::fetch::{Items, message_data};
use crate::extension::{FurtherItem, LabelRequest};
use crate::server::Context;
use crate::session::{Numbers, Reply, Session};
use crate::store::{FlagBits, NameChangeKind};
use imap_codec::imap_types::fetch::MacroOrMessageDataItemNames;
use imap_codec::imap_types::flag::StoreType;
use mail_model::{Flag, Uid};

/// STORE of X-GM-LABELS: a label is a mailbox, which is made where there is none.
pub(super) fn store(
    session: &mut Session,
    request: &LabelRequest,
    context: &mut Context<'_>,
) -> Reply {
    let Some(selected) = &session.selected else {
        return Reply::bad("No mailbox is selected");
    };
    if selected.is_read_only {
        return Reply::no("The mailbox is open for reading only").because("CANNOT");
    }
    let Some(uids) = selected.resolve(&request.set, request.numbers) else {
        return Reply::bad("There is no message of that number");
    };
    let id = selected.id;
    let user = session.user.clone().unwrap_or_default();
    let (stars, labels): (Vec<&String>, Vec<&String>) = request
        .labels
        .iter()
        .partition(|label| label.eq_ignore_ascii_case("\\Starred"));
    let wanted = match names(&user, &labels, request.kind, context) {
        Ok(wanted) => wanted,
        Err(objection) => return objection,
    };
    for uid in &uids {
        relabel(&user, id, *uid, &wanted, request.kind, context);
        if !stars.is_empty() {
            star(&user, id, *uid, request.kind, context);
        }
    }
    if !request.is_silent {
        tell(session, &uids, request.numbers, context);
    }
    Reply::ok("Labelled")
}

/// The mailboxes that labels mean.
fn names(
    user: &str,
    labels: &[&String],
    kind: StoreType,
    context: &mut Context<'_>,
) -> Result<Vec<String>, Reply> {
    let mut names = Vec::new();
    for label in labels {
        let account = context.store.account(user);
        let known = account.and_then(|account| account.labelled(label));
        match known.map(str::to_owned) {
            Some(name) => names.push(name),
            None if kind == StoreType::Remove => {}
            None if label.starts_with('\\') => {
                return Err(Reply::bad("There is no such label"));
            }
            None => {
                let made = context.store.new_mailbox(context.now);
                if let Some(account) = context.store.account_mut(user) {
                    account.mailboxes.insert((*label).clone(), made);
                    let kind = NameChangeKind::Created((*label).clone());
                    context.store.note_name(user, kind);
                    names.push((*label).clone());
                }
            }
        }
    }
    Ok(names)
}

fn relabel(
    user: &str,
    id: crate::store::MailboxId,
    uid: Uid,
    wanted: &[String],
    kind: StoreType,
    context: &mut Context<'_>,
) {
    let Some(mailbox) = context.store.mailbox_by_id(user, id) else {
        return;
    };
    let (Some(row), Some(content)) = (mailbox.row(uid), mailbox.content(uid)) else {
        return;
    };
    let flags: Vec<Flag> = mailbox.flags_of(row.flags).iter().cloned().collect();
    let number = content.number();
    let names: Vec<String> = match context.store.account(user) {
        Some(account) => account.mailboxes.keys().cloned().collect(),
        None => return,
    };
    for name in names {
        let Some(other) = context.store.mailbox(user, &name) else {
            continue;
        };
        let is_label = context
            .store
            .account(user)
            .is_some_and(|account| account.is_label(&name));
        if other.id() == id || !is_label {
            continue;
        }
        let (other_id, known) = (other.id(), other.numbered(number));
        let is_named = wanted.contains(&name);
        match (kind, known) {
            (StoreType::Add | StoreType::Replace, None) if is_named => {
                let mailbox = context.store.mailbox_mut(user, &name);
                let bits = mailbox.and_then(|mailbox| mailbox.bits_of(&flags));
                let bits = bits.unwrap_or_default();
                let content = content.clone();
                context
                    .store
                    .append(user, &name, content, bits, row.received());
            }
            (StoreType::Remove, Some(there)) if is_named => {
                context.store.expunge(user, other_id, there);
            }
            (StoreType::Replace, Some(there)) if !is_named => {
                context.store.expunge(user, other_id, there);
            }
            _ => {}
        }
    }
}

/// `\Starred` is `\Flagged` by another name.
fn star(
    user: &str,
    id: crate::store::MailboxId,
    uid: Uid,
    kind: StoreType,
    context: &mut Context<'_>,
) {
    let row = context
        .store
        .mailbox_by_id(user, id)
        .and_then(|mailbox| mailbox.row(uid));
    if let Some(row) = row {
        let flagged = FlagBits::of_system(&Flag::Flagged).unwrap_or_default();
        let flags = match kind {
            StoreType::Remove => row.flags.without(flagged),
            StoreType::Add | StoreType::Replace => row.flags.with(flagged),
        };
        context.store.set_flags(user, id, uid, flags);
    }
}

fn tell(session: &mut Session, uids: &[Uid], numbers: Numbers, context: &Context<'_>) {
    use imap_codec::imap_types::fetch::MessageDataItemName;
    let names = MacroOrMessageDataItemNames::MessageDataItemNames(vec![MessageDataItemName::Uid]);
    let mut items = Items::new(&names, &[FurtherItem::GmailLabels], numbers);
    let user = session.user.clone().unwrap_or_default();
    items.learn_labels(&user, context);
    for uid in uids {
        if let Some((data, further)) = message_data(session, context, &user, *uid, &items, false) {
            session.send_with_more(data, &further);
        }
    }
}
