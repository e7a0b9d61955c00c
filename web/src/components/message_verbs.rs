//! What can be written about the open message.

use super::hint::{hinted, keyed};
use super::selected_text;
use crate::app::App;
use crate::compose::{Verb, is_of_list};
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::keyboard::Command;
use crate::reactive::*;
use crate::ui::{Icon, MenuItem, icon};
use mail_engine::MessageView;
use std::sync::Arc;

/// The buttons in the toolbar; nothing where no mail can be sent.
pub(super) fn message_verbs(app: App, view: Memo<Option<Arc<MessageView>>>) -> View {
    let is_list = memo(move |_| view.with(|view| view.as_ref().is_some_and(is_of_list)));
    let is_draft = memo(move |_| {
        let message = view.with(|view| view.as_ref().map(|view| view.message.clone()));
        message.is_some_and(|message| app.is_draft(&message))
    });
    (move || {
        if !app.can_write() {
            return ().view();
        }
        if is_draft.get() {
            return button(app, Verb::Edit, Icon::Pencil);
        }
        let list = is_list
            .get()
            .then(|| button(app, Verb::ReplyList, Icon::ReplyAll));
        (
            button(app, Verb::Reply, Icon::Reply),
            button(app, Verb::ReplyAll, Icon::ReplyAll),
            list,
            button(app, Verb::Forward, Icon::Forward),
        )
            .view()
    })
    .view()
}

fn button(app: App, verb: Verb, drawing: Icon) -> View {
    let button = match command(verb) {
        Some(command) => hinted(html::button(), app, command),
        None => html::button(),
    };
    button
        .class("tool-button")
        .attr("type", "button")
        // What is selected in the message stays selected.
        .on(ev::POINTER_DOWN, |event| event.prevent_default())
        .on(ev::CLICK, move |_| app.compose_about(verb, quoted(verb)))
        .child((icon(drawing), html::span().child(name(verb))))
        .view()
}

/// What else can be written about it, for the menu.
pub(super) fn more_verbs(app: App, view: &MessageView) -> Vec<MenuItem> {
    if !untrack(|| app.can_write()) || untrack(|| app.is_draft(&view.message)) {
        return Vec::new();
    }
    [Verb::ForwardAttached, Verb::AsNew, Verb::Resend]
        .into_iter()
        .map(|verb| {
            let item = MenuItem::action(name(verb), move || app.compose_about(verb, None));
            match command(verb) {
                Some(command) => keyed(item, app, command),
                None => item,
            }
        })
        .collect()
}

/// The command that does the same; a draft is gone on with by opening it.
fn command(verb: Verb) -> Option<Command> {
    Some(match verb {
        Verb::Reply => Command::Reply,
        Verb::ReplyAll => Command::ReplyAll,
        Verb::ReplyList => Command::ReplyList,
        Verb::Forward => Command::Forward,
        Verb::ForwardAttached => Command::ForwardAttached,
        Verb::AsNew => Command::EditAsNew,
        Verb::Resend => Command::Resend,
        Verb::Edit => return None,
    })
}

fn name(verb: Verb) -> &'static str {
    match verb {
        Verb::Reply => i18n::verb_reply(),
        Verb::ReplyAll => i18n::verb_reply_all(),
        Verb::ReplyList => i18n::verb_reply_list(),
        Verb::Forward => i18n::verb_forward(),
        Verb::ForwardAttached => i18n::verb_forward_attached(),
        Verb::AsNew => i18n::verb_as_new(),
        Verb::Resend => i18n::verb_resend(),
        Verb::Edit => i18n::verb_edit(),
    }
}

/// Only what is selected is quoted, where a verb quotes.
fn quoted(verb: Verb) -> Option<String> {
    matches!(verb, Verb::Reply | Verb::ReplyAll | Verb::ReplyList)
        .then(selected_text)
        .flatten()
}
