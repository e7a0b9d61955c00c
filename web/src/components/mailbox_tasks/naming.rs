//! A mailbox is made, or gets another name.

use super::{dialog_ends, end, entries, entry, task_dialog};
use crate::app::App;
use crate::components::mailbox_label;
use crate::dom::{Child, View, ev, html, value_of};
use crate::i18n;
use crate::mailbox_names::{NameFault, name_fault, true_parent};
use crate::reactive::*;
use crate::state::{MailboxTask, TreeSpot};
use crate::ui::{Icon, icon};
use mail_engine::LaterAction;
use mail_model::MailboxName;
use web_sys::HtmlInputElement;

/// The dialog in which one is made.
pub(super) fn creating(app: App) -> View {
    let of = |task: &MailboxTask| match task {
        MailboxTask::Create(parent) => Some(parent.clone()),
        _ => None,
    };
    task_dialog(app, i18n::folder_new(), of, move |parent| {
        create_form(app, parent)
    })
}

/// The dialog in which one gets another name.
pub(super) fn renaming(app: App) -> View {
    let of = |task: &MailboxTask| match task {
        MailboxTask::Rename(mailbox) => Some(mailbox.clone()),
        _ => None,
    };
    task_dialog(app, i18n::folder_rename_title(), of, move |mailbox| {
        rename_form(app, &mailbox)
    })
}

fn create_form(app: App, parent: Option<MailboxName>) -> View {
    let takes =
        |name: &MailboxName| entry(app, name).is_some_and(|entry| entry.mailbox.may_have_children);
    let parent = RwSignal::new(parent.filter(takes));
    let check =
        move |typed: &str| name_fault(&entries(app), parent.get_untracked().as_ref(), typed, None);
    let make = move |typed: String| {
        let parent = parent.get_untracked();
        if let Some(parent) = &parent {
            // What is made is seen.
            app.fold(&TreeSpot::Mailbox(parent.clone()), false);
        }
        app.act(LaterAction::CreateMailbox {
            parent,
            name: typed,
            special_use: None,
        });
    };
    let options = entries(app)
        .into_iter()
        .filter(|e| e.mailbox.may_have_children);
    let options = options.map(|entry| {
        let indent = "\u{2003}".repeat(entry.depth as usize);
        let name = untrack(|| mailbox_label(app, &entry.mailbox.name));
        let is_chosen = parent.with_untracked(|parent| *parent == Some(entry.mailbox.name.clone()));
        html::option()
            .attr("value", entry.mailbox.name.as_str().to_owned())
            .attr("selected", is_chosen.then_some(""))
            .child(format!("{indent}{name}"))
    });
    let options: Vec<_> = options.collect();
    let top = html::option().attr("value", "").child(i18n::folders_top());
    let place = html::div().class("field").child((
        html::label()
            .attr("for", "folder-parent")
            .child(i18n::folder_parent()),
        html::div().class("field-box").child((
            html::select()
                .attr("id", "folder-parent")
                .on(ev::CHANGE, move |event| {
                    let chosen = value_of(event);
                    parent.set((!chosen.is_empty()).then(|| MailboxName::new(chosen)));
                })
                .child((top, options)),
            icon(Icon::ChevronDown),
        )),
    ));
    name_form(app, "", i18n::folder_create(), check, make, place.view())
}

fn rename_form(app: App, mailbox: &MailboxName) -> View {
    let Some(entry) = entry(app, mailbox) else {
        return ().view();
    };
    let (mailbox, leaf) = (entry.mailbox.clone(), entry.mailbox.leaf_name().to_owned());
    let (parent, own) = (true_parent(&mailbox), mailbox.name.clone());
    let check = move |typed: &str| name_fault(&entries(app), parent.as_ref(), typed, Some(&own));
    let rename = move |typed: String| {
        if typed != mailbox.leaf_name() {
            app.rename_mailbox(&mailbox, &typed);
        }
    };
    name_form(
        app,
        &leaf,
        i18n::folder_rename_act(),
        check,
        rename,
        ().view(),
    )
}

/// A form for a name, which says what is wrong with it when it is to be kept, and
/// from then on as one types.
fn name_form(
    app: App,
    name: &str,
    act_name: &'static str,
    check: impl Fn(&str) -> Option<NameFault> + 'static,
    act: impl Fn(String) + 'static,
    more: View,
) -> View {
    let fault = RwSignal::new(None::<NameFault>);
    let was_wrong = StoredValue::new(false);
    let check = std::rc::Rc::new(check);
    let input = html::input();
    let node: HtmlInputElement = input.node();
    node.set_value(name);
    let (typed, chosen) = (node.clone(), node.clone());
    // Who renames mostly writes all of it anew.
    gloo_timers::callback::Timeout::new(0, move || chosen.select()).forget();
    let as_typed = std::rc::Rc::clone(&check);
    let input = input
        .attr("id", "folder-name")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("autofocus", "")
        .attr("dir", "auto")
        // Blank: it tells the style sheet that nothing is typed yet.
        .attr("placeholder", " ")
        .attr("aria-describedby", "folder-name-fault")
        .attr("aria-invalid", move || fault.get().map(|_| "true"))
        .on(ev::INPUT, move |event| {
            if was_wrong.get_value() {
                fault.set(as_typed(&value_of(event)));
            }
        });
    html::form()
        .class("dialog-form")
        .on(ev::SUBMIT, move |event| {
            event.prevent_default();
            let name = typed.value().trim().to_owned();
            let found = check(&name);
            fault.set(found);
            match found {
                Some(_) => {
                    was_wrong.set_value(true);
                    // Refused by no browser.
                    let _ = typed.focus();
                }
                None => {
                    end(app);
                    act(name);
                }
            }
        })
        .child((
            html::div().class("field").child((
                html::label()
                    .attr("for", "folder-name")
                    .child(i18n::folder_name()),
                html::div()
                    .class("field-box")
                    .class(("is-wrong", move || fault.get().is_some()))
                    .child(input),
                html::p()
                    .class("setting-problem")
                    .attr("id", "folder-name-fault")
                    .attr("role", "alert")
                    .child(move || fault.get().map(fault_words)),
            )),
            more,
            dialog_ends(
                app,
                html::button()
                    .class("button")
                    .attr("type", "submit")
                    .child(act_name),
            ),
        ))
        .view()
}

fn fault_words(fault: NameFault) -> String {
    match fault {
        NameFault::Empty => i18n::folder_name_empty().to_owned(),
        NameFault::TooLong => i18n::folder_name_long().to_owned(),
        NameFault::Delimiter(delimiter) => i18n::folder_name_delimiter(&delimiter.to_string()),
        NameFault::Control => i18n::folder_name_control().to_owned(),
        NameFault::Exists => i18n::folder_name_exists().to_owned(),
    }
}
