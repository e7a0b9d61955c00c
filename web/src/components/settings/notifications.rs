//! How new mail is told.

use super::fields::{choice_group, group, read, ruled, ruled_switch};
use super::setting_values::alert_words_name;
use crate::alerts::{Permission, ask, permission, play, try_out};
use crate::app::App;
use crate::components::mailbox_label;
use crate::dom::{Child, View, effect, ev, html};
use crate::i18n;
use crate::reactive::*;
use mail_engine::AlertWords;
use mail_model::MailboxName;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;

pub(super) fn section(app: App) -> View {
    let state = RwSignal::new(permission());
    (
        group(
            i18n::alert_notifications(),
            (ruled(&["alert"], notifies(app, state)), move || {
                here(app, state)
            }),
        ),
        choice_group(
            app,
            "alert-words",
            i18n::alert_words(),
            AlertWords::ALL.map(|one| (one, alert_words_name(one))),
            |all| all.alerts.words,
            |all, words| all.alerts.words = words,
        ),
        group(
            i18n::alert_sound(),
            (
                ruled_switch(
                    app,
                    "alert-sound",
                    i18n::alert_sound_on(),
                    |all| all.alerts.sounds,
                    |all, is_on| all.alerts.sounds = is_on,
                ),
                button(i18n::alert_sound_play(), play),
            ),
        ),
        group(
            i18n::alert_folders(),
            (
                html::p()
                    .class("setting-hint")
                    .child(i18n::alert_folders_hint()),
                folders(app),
            ),
        ),
    )
        .view()
}

fn button(name: &'static str, press: impl Fn() + 'static) -> View {
    html::button()
        .class("button is-quiet")
        .attr("type", "button")
        .on(ev::CLICK, move |_| press())
        .child(name)
        .view()
}

/// The browser is asked at this click, and at no other time.
fn notifies(app: App, state: RwSignal<Permission>) -> View {
    let input = html::input().attr("type", "checkbox");
    let node: HtmlInputElement = input.node();
    let shown = node.clone();
    effect(move || shown.set_checked(read(app, |all| all.alerts.notifies)));
    let input = input.on(ev::CHANGE, move |_| {
        let is_on = node.checked();
        app.set(|all| all.alerts.notifies = is_on);
        if is_on {
            ask_here(state);
        }
    });
    html::label()
        .class("setting-choice")
        .child((input, html::span().child(i18n::alert_on())))
        .view()
}

fn ask_here(state: RwSignal<Permission>) {
    spawn_local(async move {
        let answer = ask().await;
        // The page may have been left meanwhile.
        let _ = state.try_set(answer);
    });
}

/// How it stands in this browser, and what can be done about it.
fn here(app: App, state: RwSignal<Permission>) -> View {
    let wants = read(app, |all| all.alerts.notifies);
    let hint = |words: &'static str| html::p().class("setting-hint").child(words).view();
    let said = match state.get() {
        Permission::Missing => hint(i18n::alert_missing()),
        Permission::Denied if wants => hint(i18n::alert_denied()),
        Permission::Unasked if wants => (
            hint(i18n::alert_unasked()),
            button(i18n::alert_ask(), move || ask_here(state)),
        )
            .view(),
        Permission::Granted if wants => button(i18n::alert_try(), move || {
            if !try_out() {
                app.state.notices.refuse(i18n::alert_missing());
            }
        }),
        _ => hint(i18n::alert_hint()),
    };
    html::div()
        .class("setting-below")
        .attr("role", "status")
        .child(said)
        .view()
}

/// The folders beside the inbox.
fn folders(app: App) -> View {
    let names = memo(move |_| {
        let entries = app.state.tree.entries().get().unwrap_or_default();
        let (mut able, mut above) = (Vec::new(), Vec::<String>::new());
        for entry in entries {
            let label = mailbox_label(app, &entry.mailbox.name);
            above.truncate(usize::try_from(entry.depth).unwrap_or(0));
            if entry.mailbox.is_selectable && !entry.mailbox.name.is_inbox() {
                let path = [&above[..], std::slice::from_ref(&label)].concat();
                able.push((entry.mailbox.name, path.join(" / ")));
            }
            above.push(label);
        }
        able
    });
    let boxes = move || {
        let lines = names
            .get()
            .into_iter()
            .map(|(name, path)| folder(app, name, path));
        html::ul()
            .class("setting-list setting-folders")
            .attr("aria-label", i18n::alert_folders())
            .child(lines.collect::<Vec<_>>())
    };
    boxes.view()
}

/// A folder, with those above it: others may be called so too.
fn folder(app: App, name: MailboxName, path: String) -> View {
    let input = html::input().attr("type", "checkbox");
    let node: HtmlInputElement = input.node();
    let (shown, of) = (node.clone(), name.clone());
    effect(move || shown.set_checked(read(app, |all| all.alerts.mailboxes().contains(&of))));
    let input = input.on(ev::CHANGE, move |_| {
        let is_on = node.checked();
        app.set(|all| all.alerts.set_mailbox(&name, is_on));
    });
    html::li()
        .child(
            html::label()
                .class("setting-choice")
                .child((input, html::bdi().child(path))),
        )
        .view()
}
