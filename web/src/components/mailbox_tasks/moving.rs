//! A mailbox is put below another one, by keyboard.

use super::{dialog_ends, end, entries, task_dialog};
use crate::app::App;
use crate::components::mailbox_label;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::mailbox_names::can_move;
use crate::reactive::*;
use crate::state::MailboxTask;
use mail_model::MailboxName;
use web_sys::HtmlSelectElement;

/// What stands for the top level among names: none begins with it.
const TOP: &str = "\0";

/// The dialog in which one is moved.
pub(super) fn moving(app: App) -> View {
    let of = |task: &MailboxTask| match task {
        MailboxTask::Move(mailbox) => Some(mailbox.clone()),
        _ => None,
    };
    task_dialog(app, i18n::folder_move_title(), of, move |mailbox| {
        form(app, mailbox)
    })
}

fn form(app: App, mailbox: MailboxName) -> View {
    let all = entries(app);
    let name = untrack(|| mailbox_label(app, &mailbox));
    let top = can_move(&all, &mailbox, None)
        .then(|| html::option().attr("value", TOP).child(i18n::folders_top()));
    let others = all
        .iter()
        .filter(|entry| can_move(&all, &mailbox, Some(&entry.mailbox.name)));
    let others = others.map(|entry| {
        let indent = "\u{2003}".repeat(entry.depth as usize);
        let name = untrack(|| mailbox_label(app, &entry.mailbox.name));
        html::option()
            .attr("value", entry.mailbox.name.as_str().to_owned())
            .child(format!("{indent}{name}"))
    });
    let others: Vec<_> = others.collect();
    let select = html::select();
    let node: HtmlSelectElement = select.node();
    let is_chosen = RwSignal::new(false);
    html::form()
        .class("dialog-form")
        .on(ev::SUBMIT, move |event| {
            event.prevent_default();
            let chosen = node.value();
            end(app);
            if !chosen.is_empty() {
                let to = (chosen != TOP).then(|| MailboxName::new(chosen));
                app.move_mailbox(&mailbox, to);
            }
        })
        .child((
            html::div().class("field").child((
                html::label()
                    .attr("for", "folder-move")
                    .child(i18n::folder_move_to(&name)),
                html::div().class("field-box").child(
                    select
                        .attr("id", "folder-move")
                        .attr("autofocus", "")
                        .attr("size", 10_u32)
                        .on(ev::CHANGE, move |_| is_chosen.set(true))
                        .child((top, others)),
                ),
            )),
            dialog_ends(
                app,
                html::button()
                    .class("button")
                    .attr("type", "submit")
                    .attr("disabled", move || (!is_chosen.get()).then_some(""))
                    .child(i18n::folder_move_act()),
            ),
        ))
        .view()
}
