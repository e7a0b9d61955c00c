//! Special folders, which folders are shown, subscriptions that lead nowhere, and labels.

use super::fields::{group, switch};
use super::labels::label_list;
use crate::app::App;
use crate::components::{USES, mailbox_label, use_name};
use crate::dom::{Child, Element, View, effect, ev, html, keyed, value_of};
use crate::i18n;
use crate::reactive::*;
use crate::ui::{Icon, icon};
use mail_engine::{LaterAction, MailboxEntry};
use mail_model::{MailboxName, SpecialUse};
use web_sys::HtmlInputElement;

pub(super) fn section(app: App) -> View {
    let purposes: Vec<View> = USES
        .into_iter()
        .map(|purpose| place(app, purpose))
        .collect();
    (
        group(
            i18n::settings_folders_purposes(),
            (
                html::p()
                    .class("setting-hint")
                    .child(i18n::settings_folders_purposes_hint()),
                purposes,
            ),
        ),
        group(
            i18n::settings_folders_shown(),
            switch(
                app,
                i18n::settings_folders_subscribed_only(),
                |all| all.preferences.mailboxes.subscribed_only,
                |all, is_on| all.preferences.mailboxes.subscribed_only = is_on,
            ),
        ),
        group(
            i18n::settings_folders_all(),
            (
                html::p()
                    .class("setting-hint")
                    .child(i18n::settings_folders_all_hint()),
                subscriptions(app),
                stale(app),
            ),
        ),
        group(i18n::label_title(), label_list(app)),
    )
        .view()
}

fn entries(app: App) -> Vec<MailboxEntry> {
    app.state.tree.entries().get().unwrap_or_default()
}

/// Which folder serves a purpose.
fn place(app: App, purpose: SpecialUse) -> View {
    let id = match purpose {
        SpecialUse::Drafts => "use-drafts",
        SpecialUse::Sent => "use-sent",
        SpecialUse::Archive => "use-archive",
        SpecialUse::Junk => "use-junk",
        _ => "use-trash",
    };
    let serving = move || {
        let all = entries(app);
        let found = all
            .into_iter()
            .find(|e| e.mailbox.special_use == Some(purpose));
        found.map(|entry| entry.mailbox.name)
    };
    // What is chosen stands in the options: they are drawn anew with each news.
    let options = move || {
        let chosen = serving();
        let all = entries(app).into_iter();
        let able = all.filter(|e| e.mailbox.is_selectable && !e.mailbox.name.is_inbox());
        let options = able.map(|entry| {
            // Where names are the same the way to them tells them apart.
            let full = entry.mailbox.name.as_str().to_owned();
            let is_chosen = chosen.as_ref() == Some(&entry.mailbox.name);
            html::option()
                .attr("value", full.clone())
                .attr("selected", is_chosen.then_some(""))
                .child(full)
        });
        let options: Vec<Element> = options.collect();
        (
            html::option()
                .attr("value", "")
                .child(i18n::folder_use_none()),
            options,
        )
            .view()
    };
    html::div()
        .class("field setting-line")
        .child((
            html::label().attr("for", id).child(use_name(purpose)),
            html::div().class("field-box").child((
                html::select()
                    .attr("id", id)
                    .on(ev::CHANGE, move |event| {
                        let chosen = value_of(event);
                        let before = untrack(serving);
                        let (mailbox, purpose) = match (chosen.is_empty(), before) {
                            (false, _) => (MailboxName::new(chosen), Some(purpose)),
                            (true, Some(before)) => (before, None),
                            (true, None) => return,
                        };
                        app.act(LaterAction::SetSpecialUse { mailbox, purpose });
                    })
                    .child(options),
                icon(Icon::ChevronDown),
            )),
        ))
        .view()
}

/// Which folders are subscribed to. A line stays the same element while it is
/// changed, so that it keeps the focus.
fn subscriptions(app: App) -> View {
    let lines = keyed(
        move || entries(app),
        move |entry| {
            let label = untrack(|| mailbox_label(app, &entry.mailbox.name));
            let depth = entry.depth;
            format!("{depth} {} {label}", entry.mailbox.name)
        },
        move |entry| {
            let (mailbox, depth) = (entry.mailbox, entry.depth);
            let label = untrack(|| mailbox_label(app, &mailbox.name));
            let is_inbox = mailbox.name.is_inbox();
            let input = html::input()
                .attr("type", "checkbox")
                .attr("aria-label", i18n::settings_folders_subscribe(&label))
                .attr("disabled", is_inbox.then_some(""));
            let node: HtmlInputElement = input.node();
            let (shown, name) = (node.clone(), mailbox.name.clone());
            effect(move || {
                let entry = app.state.tree.entry(&name);
                let is_subscribed = entry.is_some_and(|entry| entry.mailbox.is_subscribed);
                shown.set_checked(is_inbox || is_subscribed);
            });
            let input = input.on(ev::CHANGE, move |_| {
                let (mailbox, set) = (mailbox.name.clone(), node.checked());
                app.act(LaterAction::Subscribe { mailbox, set });
            });
            html::li().style("--depth", depth.to_string()).child(
                html::label()
                    .class("setting-choice")
                    .child((input, html::bdi().child(label))),
            )
        },
    );
    html::ul()
        .class("setting-list setting-folders")
        .child(lines)
        .view()
}

/// Names that are subscribed to and that no mailbox has: nothing can be opened there,
/// and other programs may go on asking for them. They are asked for here alone.
fn stale(app: App) -> View {
    app.act(LaterAction::FetchSubscriptions);
    let stale = app.state.tree.stale();
    let lines = keyed(
        move || stale.get(),
        |name| name.as_str().to_owned(),
        move |name| {
            let label = name.as_str().to_owned();
            // Once, until the server has answered.
            let is_asked = RwSignal::new(false);
            let end = html::button()
                .class("button is-quiet")
                .attr("type", "button")
                .attr("aria-label", i18n::settings_folders_unsubscribe(&label))
                .attr("disabled", move || is_asked.get().then_some(""))
                .on(ev::CLICK, move |_| {
                    is_asked.set(true);
                    let mailbox = name.clone();
                    app.act(LaterAction::Subscribe {
                        mailbox,
                        set: false,
                    });
                })
                .child(i18n::settings_folders_end());
            html::li()
                .class("setting-stale")
                .child((html::bdi().child(label), end))
        },
    );
    let hint = move || {
        let has_some = stale.with(|stale| !stale.is_empty());
        let hint = || {
            let words = i18n::settings_folders_stale();
            html::p().class("setting-hint").child(words)
        };
        has_some.then(hint)
    };
    (hint, html::ul().class("setting-list").child(lines)).view()
}
