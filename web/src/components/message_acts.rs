//! What can be done with the open message, in its toolbar.

use super::hint::{hinted, keyed};
use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::keyboard::Command;
use crate::reactive::*;
use crate::state::Selected;
use crate::ui::{Icon, MenuItem, icon};
use mail_model::{MessageSummary, SpecialUse};

/// The same and more as lines of the message's menu, which has them where the
/// toolbar has no room.
pub(super) fn act_items(app: App, message: &MessageSummary) -> Vec<MenuItem> {
    let uid = message.uid;
    let item = |name: &'static str, command| {
        let run = move || app.run(command, Some(Selected::Uids(vec![uid])));
        keyed(MenuItem::action(name, run), app, command)
    };
    let junk = match untrack(|| is_in_junk(app)) {
        true => i18n::act_not_junk(),
        false => i18n::act_junk(),
    };
    let (seen, mark) = match message.flags.is_seen() {
        true => (i18n::act_mark_unread(), Command::MarkUnseen),
        false => (i18n::act_mark_read(), Command::MarkSeen),
    };
    let flag = match message.flags.is_flagged() {
        true => i18n::act_unflag(),
        false => i18n::act_flag(),
    };
    vec![
        item(i18n::act_move(), Command::Move),
        item(i18n::act_copy(), Command::Copy),
        item(i18n::act_label(), Command::Label),
        item(junk, Command::Junk),
        item(seen, mark),
        item(flag, Command::ToggleFlagged),
        item(i18n::act_delete_for_ever(), Command::DeleteForEver),
        MenuItem::separator(),
    ]
}

/// Whether the list shows what was taken for junk. Reactive.
fn is_in_junk(app: App) -> bool {
    let mailbox = app.state.list.head().get().map(|head| head.mailbox);
    app.state.tree.entries().with(|entries| {
        let mut entries = entries.iter().flatten().map(|entry| &entry.mailbox);
        let entry = entries.find(|entry| Some(&entry.name) == mailbox.as_ref());
        entry.is_some_and(|entry| entry.special_use == Some(SpecialUse::Junk))
    })
}

/// The buttons; `run` does what a command says with the open message.
pub(super) fn message_acts(app: App, run: impl Fn(Command) + Copy + 'static) -> View {
    let is_junk = memo(move |_| is_in_junk(app));
    let button = move |command, drawing, name: &'static str| {
        hinted(html::button(), app, command)
            .class("tool-button is-act")
            .class(("is-first", move || {
                matches!(command, Command::Archive | Command::Delete)
            }))
            .attr("type", "button")
            .on(ev::CLICK, move |_| run(command))
            .child((icon(drawing), html::span().child(name)))
    };
    (
        button(Command::Archive, Icon::Archive, i18n::act_archive()),
        button(Command::Delete, Icon::Trash, i18n::act_delete()),
        move || match is_junk.get() {
            true => button(Command::Junk, Icon::Tray, i18n::act_not_junk()),
            false => button(Command::Junk, Icon::Shield, i18n::act_junk()),
        },
        button(Command::Move, Icon::Folder, i18n::act_move()),
        button(Command::Label, Icon::Important, i18n::act_label()),
    )
        .view()
}
