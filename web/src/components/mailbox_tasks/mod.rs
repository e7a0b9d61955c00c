//! What is done with mailboxes: menus and dialogs of the tree. What a person
//! began stands in the state (`Tree::task`); each of these shows it if it is its.

mod acl;
mod asking;
mod deeds;
mod menu;
mod moving;
mod naming;
mod properties;
mod saving;

pub(crate) use self::menu::{USES, colour_name, use_name};

use super::mailbox_tree::{focus_tree, has_no_focus};
use crate::app::App;
use crate::dom::{Child, Element, View, ev, html};
use crate::i18n;
use crate::reactive::*;
use crate::state::MailboxTask;
use crate::ui::dialog;
use gloo_timers::callback::Timeout;
use mail_engine::MailboxEntry;
use mail_model::MailboxName;

/// All of them.
pub fn mailbox_tasks(app: App) -> View {
    (
        menu::menus(app),
        naming::creating(app),
        naming::renaming(app),
        moving::moving(app),
        asking::deleting(app),
        properties::properties(app),
        saving::saving(app),
    )
        .view()
}

/// A dialog that is open while the task is one of its.
fn task_dialog<T: Clone + PartialEq + Send + Sync + 'static>(
    app: App,
    title: &'static str,
    of: fn(&MailboxTask) -> Option<T>,
    content: impl Fn(T) -> View + 'static,
) -> View {
    let task = app.state.tree.task();
    let own = memo(move |_| task.with(|task| task.as_ref().and_then(of)));
    let is_open = memo(move |_| own.with(Option::is_some));
    dialog(
        title,
        i18n::close(),
        is_open.into(),
        move || {
            if is_open.get_untracked() {
                end(app);
            }
            Timeout::new(0, keep_focus).forget();
        },
        move || own.get_untracked().map(&content).view(),
    )
}

/// What was begun is done, or given up.
fn end(app: App) {
    app.state.tree.begin(None);
}

/// A dialog is closed: where the line of the tree that had the focus is not there
/// any more, the tree has it.
fn keep_focus() {
    if has_no_focus() {
        focus_tree();
    }
}

/// The buttons beneath a dialog: one that gives up, and one that does it.
fn dialog_ends(app: App, act: Element) -> Element {
    html::div().class("dialog-ends").child((
        html::button()
            .class("button is-quiet")
            .attr("type", "button")
            .on(ev::CLICK, move |_| end(app))
            .child(i18n::cancel()),
        act,
    ))
}

/// All mailboxes, as they are now.
fn entries(app: App) -> Vec<MailboxEntry> {
    app.state.tree.entries().get_untracked().unwrap_or_default()
}

/// A mailbox, as it is now.
fn entry(app: App, mailbox: &MailboxName) -> Option<MailboxEntry> {
    untrack(|| app.state.tree.entry(mailbox))
}

/// A mailbox and those below it, as they are now.
fn within(app: App, mailbox: &MailboxName) -> Vec<MailboxEntry> {
    let all = entries(app);
    let Some(place) = all.iter().position(|e| e.mailbox.name == *mailbox) else {
        return Vec::new();
    };
    let depth = all.get(place).map_or(0, |entry| entry.depth);
    let mut own = all.into_iter().skip(place);
    let first = own.next();
    let below = own.take_while(|entry| entry.depth > depth);
    first.into_iter().chain(below).collect()
}
