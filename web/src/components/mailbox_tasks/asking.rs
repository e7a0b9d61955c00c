//! What is asked before something goes that does not come back.

use super::{dialog_ends, end, entry, task_dialog, within};
use crate::app::App;
use crate::components::mailbox_label;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::reactive::*;
use crate::state::MailboxTask;
use mail_engine::LaterAction;
use mail_model::MailboxName;

/// The question before a mailbox is deleted.
pub(super) fn deleting(app: App) -> View {
    let of = |task: &MailboxTask| match task {
        MailboxTask::Delete(mailbox) => Some(mailbox.clone()),
        _ => None,
    };
    task_dialog(app, i18n::folder_delete_title(), of, move |mailbox| {
        let doomed = within(app, &mailbox);
        let messages = doomed
            .iter()
            .map(|entry| messages_in(app, &entry.mailbox.name));
        let messages = messages.fold(0, u32::saturating_add);
        let below = u32::try_from(doomed.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let name = untrack(|| mailbox_label(app, &mailbox));
        let question = match below {
            0 => i18n::folder_delete_ask(&name, &i18n::list_count(messages)),
            below => i18n::folder_delete_ask_all(
                &name,
                &i18n::folder_count(below),
                &i18n::list_count(messages),
            ),
        };
        let purpose = entry(app, &mailbox).and_then(|entry| entry.mailbox.special_use);
        let hint = purpose.map(|_| i18n::folder_delete_special());
        let with_children = below > 0;
        ask(app, question, hint, i18n::folder_delete_act(), move || {
            app.act(LaterAction::DeleteMailbox {
                mailbox: mailbox.clone(),
                with_children,
            });
        })
    })
}

fn messages_in(app: App, mailbox: &MailboxName) -> u32 {
    let counts = untrack(|| app.state.tree.counts(mailbox));
    counts.unwrap_or_default().messages
}

fn ask(
    app: App,
    question: String,
    hint: Option<&'static str>,
    act_name: &'static str,
    act: impl Fn() + 'static,
) -> View {
    html::div()
        .class("dialog-form")
        .child((
            html::p().attr("dir", "auto").child(question),
            hint.map(|hint| html::p().class("setting-hint").child(hint)),
            dialog_ends(
                app,
                html::button()
                    .class("button is-danger")
                    .attr("type", "button")
                    .on(ev::CLICK, move |_| {
                        end(app);
                        act();
                    })
                    .child(act_name),
            ),
        ))
        .view()
}
