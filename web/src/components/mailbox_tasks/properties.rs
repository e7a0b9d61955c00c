//! What is to be known of a mailbox: how much is in it, how much room there is,
//! and who may do what with it.

use super::acl::rights_list;
use super::menu::use_name;
use super::{entry, task_dialog};
use crate::app::App;
use crate::components::{mailbox_label, room_words};
use crate::dom::{Child, Element, View, html};
use crate::format;
use crate::i18n;
use crate::listing::listed;
use crate::reactive::*;
use crate::state::{MailboxTask, Room};
use mail_engine::LaterAction;
use mail_model::{Mailbox, MailboxName, Rights};

/// The dialog with the properties of a mailbox.
pub(super) fn properties(app: App) -> View {
    let of = |task: &MailboxTask| match task {
        MailboxTask::Properties(mailbox) => Some(mailbox.clone()),
        _ => None,
    };
    task_dialog(app, i18n::folder_properties_title(), of, move |mailbox| {
        let Some(entry) = entry(app, &mailbox) else {
            return ().view();
        };
        app.act(LaterAction::FetchProperties(mailbox.clone()));
        let entry = entry.mailbox;
        html::div()
            .class("dialog-form folder-properties")
            .child((facts(app, &entry), rights_list(app, mailbox)))
            .view()
    })
}

fn facts(app: App, mailbox: &Mailbox) -> View {
    let tree = app.state.tree;
    let name = StoredValue::new(mailbox.name.clone());
    let label = untrack(|| mailbox_label(app, &mailbox.name));
    let counts = move || {
        name.with_value(|name| tree.counts(name))
            .unwrap_or_default()
    };
    let facts = move || name.with_value(|name| tree.facts(name));
    let size = move || match facts().octets {
        Some(octets) => format::size(octets),
        None => i18n::folder_unknown().to_owned(),
    };
    let purpose = mailbox
        .special_use
        .map_or_else(i18n::folder_use_nothing, use_name);
    let full = mailbox.name.as_str().to_owned();
    let room = move || {
        let room = tree.quota().with(|roots| Room::of(roots));
        room.map(|room| fact(i18n::quota(), html::dd().child(room_words(room))))
    };
    let own = move || {
        let rights = facts().rights;
        rights.map(|rights| fact(i18n::folder_may(), html::dd().child(may_words(&rights))))
    };
    let is_subscribed = if mailbox.is_subscribed {
        i18n::yes()
    } else {
        i18n::no()
    };
    html::dl()
        .class("setting-facts")
        .child((
            fact(
                i18n::folder_name(),
                html::dd().child(html::bdi().child(label)),
            ),
            fact(
                i18n::folder_full_name(),
                html::dd().child(html::bdi().child(full)),
            ),
            fact(
                i18n::folder_messages(),
                html::dd().child(move || format::number(counts().messages)),
            ),
            fact(
                i18n::folder_unread_messages(),
                html::dd().child(move || format::number(counts().unseen)),
            ),
            fact(i18n::folder_size(), html::dd().child(size)),
            fact(i18n::folder_use_for(), html::dd().child(purpose)),
            fact(i18n::folder_subscribed(), html::dd().child(is_subscribed)),
            room,
            own,
        ))
        .view()
}

/// A name and what it stands for.
fn fact(name: &'static str, value: Element) -> View {
    (html::dt().child(name), value).view()
}

/// What somebody may do, in words.
pub(super) fn may_words(rights: &Rights) -> String {
    let known = [
        (rights.may_read(), i18n::right_read()),
        (rights.may_mark_seen(), i18n::right_seen()),
        (rights.may_write_flags(), i18n::right_flags()),
        (rights.may_insert(), i18n::right_insert()),
        (
            rights.may_delete_messages() && rights.may_expunge(),
            i18n::right_delete(),
        ),
        (rights.may_create_children(), i18n::right_create()),
        (rights.may_delete_mailbox(), i18n::right_remove()),
        (rights.may_administer(), i18n::right_administer()),
    ];
    let words = known
        .into_iter()
        .filter(|(may, _)| *may)
        .map(|(_, word)| word);
    let words: Vec<&str> = words.collect();
    match words.as_slice() {
        [] => i18n::right_none().to_owned(),
        words => listed(words),
    }
}

/// Whether the person may change who may do what.
pub(super) fn may_administer(app: App, mailbox: &MailboxName) -> bool {
    let facts = app.state.tree.facts(mailbox);
    facts.rights.is_some_and(|rights| rights.may_administer())
}
