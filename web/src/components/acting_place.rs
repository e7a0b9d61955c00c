//! The places of what acts on messages, before its code is here.

use crate::app::App;
use crate::dom::{Child, View, effect, html};
use crate::reactive::*;
use crate::state::ListPhase;
use mail_model::SpecialUse;

/// How long after a list the code is loaded, in milliseconds: the first rows are
/// painted first, and what shows messages comes before it.
const AFTER_LIST: u32 = 500;

/// Where the questions and menus stand.
pub fn acting_place(app: App) -> View {
    let has_list = memo(move |_| {
        let head = app.state.list.head();
        head.with(|head| {
            head.as_ref()
                .is_some_and(|head| head.phase != ListPhase::Opening)
        })
    });
    effect(move || {
        if has_list.get() || app.state.selection.is_any() {
            after(AFTER_LIST, move || app.prepare_to_act());
        }
    });
    let code = app.state.operations.code();
    (move || code.get().map(|code| (code.stage)(app))).view()
}

/// The head of a list while messages are selected, in place of its own.
pub(super) fn selection_head(app: App) -> View {
    let code = app.state.operations.code();
    let is_any = memo(move |_| app.state.selection.is_any());
    (move || {
        let code = code.get().filter(|_| is_any.get());
        code.map(|code| (code.head)(app))
    })
    .view()
}

/// What stands below the rows for whoever is new here.
pub(super) fn list_foot(app: App) -> View {
    let code = app.state.operations.code();
    (move || code.get().map(|code| (code.foot)(app))).view()
}

/// What stands above the rows of a folder that is emptied often. Its room is there
/// before its code.
pub(super) fn list_strip(app: App) -> View {
    let code = app.state.operations.code();
    let is_wanted = memo(move |_| {
        let Some(head) = app.state.list.head().get() else {
            return false;
        };
        let is_some = matches!(head.phase, ListPhase::Open(1..));
        let purpose = app.state.tree.entries().with(|entries| {
            let mut entries = entries.iter().flatten();
            let entry = entries.find(|entry| entry.mailbox.name == head.mailbox);
            entry.and_then(|entry| entry.mailbox.special_use)
        });
        is_some && matches!(purpose, Some(SpecialUse::Trash | SpecialUse::Junk))
    });
    (move || {
        is_wanted.get().then(|| {
            html::div()
                .class("list-strip")
                .child(move || code.get().map(|code| (code.strip)(app)))
        })
    })
    .view()
}
