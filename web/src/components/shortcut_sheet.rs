use crate::app::App;
use crate::commands::{Group, about, key_label};
use crate::dom::{Child, Element, View, html, window};
use crate::i18n;
use crate::keyboard::{Command, SHORTCUTS, is_of_characters, keys_of};
use crate::reactive::*;
use mail_engine::KeyChoices;

/// All that works by keyboard, by what it is about.
pub(super) fn shortcut_list(app: App) -> View {
    let groups = move || {
        let choices = app.state.preferences().with(|all| all.keys.clone());
        let groups = Group::ALL.into_iter().map(|group| section(group, &choices));
        groups.collect::<Vec<View>>()
    };
    html::div()
        .class("shortcuts")
        .child((groups, while_writing()))
        .view()
}

fn section(title: Group, choices: &KeyChoices) -> View {
    let lines: Vec<View> = commands_of(title)
        .filter_map(|command| {
            let keys: Vec<View> = heard(choices, command).map(sequence).collect();
            (!keys.is_empty()).then(|| line(about(command).words, keys))
        })
        .collect();
    if lines.is_empty() {
        return ().view();
    }
    html::section()
        .child((html::h3().child(title.title()), html::dl().child(lines)))
        .view()
}

/// What a composer's own keys do; they can't be changed.
fn while_writing() -> View {
    let align = |side: &str| format!("{}: {side}", i18n::editor_align());
    let lines = [
        (i18n::shortcut_send(), "Ctrl+Enter"),
        (i18n::shortcut_save_draft(), "Ctrl+s"),
        (
            &i18n::composer_add_field(i18n::message_cc()),
            "Ctrl+Shift+c",
        ),
        (
            &i18n::composer_add_field(i18n::message_bcc()),
            "Ctrl+Shift+b",
        ),
        (i18n::shortcut_link(), "Ctrl+k"),
        (i18n::shortcut_bold(), "Ctrl+b"),
        (i18n::shortcut_italic(), "Ctrl+i"),
        (i18n::editor_underline(), "Ctrl+u"),
        (i18n::editor_strike(), "Ctrl+Shift+x"),
        (i18n::editor_numbers(), "Ctrl+Shift+7"),
        (i18n::editor_bullets(), "Ctrl+Shift+8"),
        (&align(i18n::editor_align_start()), "Ctrl+Shift+l"),
        (&align(i18n::editor_align_centre()), "Ctrl+Shift+e"),
        (&align(i18n::editor_align_end()), "Ctrl+Shift+r"),
        (i18n::editor_code(), "Ctrl+e"),
        (i18n::editor_clear(), "Ctrl+\\"),
        (i18n::editor_tools(), "Alt+F10"),
        (i18n::shortcut_minimise(), "Escape"),
    ];
    let lines = lines.map(|(words, keys)| line(words, vec![sequence(keys)]));
    html::section()
        .child((
            html::h3().child(i18n::commands_composer()),
            html::dl().child(Vec::from(lines)),
        ))
        .view()
}

fn line(words: &str, keys: Vec<View>) -> View {
    html::div()
        .child((html::dt().child(words.to_owned()), html::dd().child(keys)))
        .view()
}

/// The commands of a group, in the table's order.
pub(super) fn commands_of(group: Group) -> impl Iterator<Item = Command> {
    let all = SHORTCUTS.iter().map(|shortcut| shortcut.command);
    all.filter(move |command| about(*command).group == group)
}

/// The keys of a command that do something.
pub(super) fn heard(choices: &KeyChoices, command: Command) -> impl Iterator<Item = &str> {
    let is_off = |keys: &str| choices.without_characters && is_of_characters(keys);
    keys_of(choices, command).filter(move |keys| !is_off(keys))
}

/// Keys one after the other, as they are printed.
pub(super) fn sequence(keys: &str) -> View {
    let mut parts = Vec::new();
    for (index, key) in keys.split(' ').enumerate() {
        if index > 0 {
            parts.push(html::span().child(i18n::shortcuts_then()).view());
        }
        parts.push(key_cap(key).view());
    }
    html::span().class("shortcut-keys").child(parts).view()
}

fn key_cap(key: &str) -> Element {
    html::kbd().child(key_label(key, is_mac()))
}

/// Whether Ctrl is Command here.
pub(super) fn is_mac() -> bool {
    let platform = window().navigator().platform().unwrap_or_default();
    platform.starts_with("Mac") || platform.starts_with("iP")
}
