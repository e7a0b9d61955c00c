//! The place of what is done with mailboxes on the page, before its code is here.

use super::problem_text;
use crate::app::App;
use crate::dom::{Child, View, effect, html};
use crate::later::{Part, load};
use crate::reactive::*;
use mail_model::{Problem, ProblemKind};

/// Menus and dialogs of the tree: loaded when the first of them is asked for.
pub fn mailbox_tasks_place(app: App) -> View {
    let part = RwSignal::new(Part::Awaited);
    let task = app.state.tree.task();
    effect(move || {
        if task.with(Option::is_some) {
            load(part, (app.parts.mailboxes)());
        }
    });
    (move || match part.get() {
        Part::Here(build) => build(app),
        Part::Awaited => ().view(),
        Part::Failed => (move || {
            task.with(Option::is_some).then(|| {
                html::div()
                    .class("mailbox-tasks-failed")
                    .attr("role", "alert")
                    .child(problem_text(&Problem::new(ProblemKind::ProxyUnreachable)))
            })
        })
        .view(),
    })
    .view()
}
