use crate::dom::{Child, View, html};
use crate::i18n;
use crate::keyboard::{Command, SHORTCUTS, Shortcut};
use crate::reactive::*;
use crate::ui::dialog;

/// The sheet that lists what works by keyboard.
pub fn shortcut_sheet(is_open: RwSignal<bool>) -> View {
    dialog(
        i18n::shortcuts_title(),
        i18n::close(),
        is_open.into(),
        move || is_open.set(false),
        shortcut_list,
    )
}

/// All shortcuts, and what they do.
pub(super) fn shortcut_list() -> View {
    let lines: Vec<_> = SHORTCUTS.iter().map(line).collect();
    html::dl().class("shortcuts").child(lines).view()
}

fn line(shortcut: &'static Shortcut) -> View {
    let keys: Vec<_> = shortcut.keys.iter().map(|keys| sequence(keys)).collect();
    html::div()
        .child((
            html::dt().child(words(shortcut.command)),
            html::dd().child(keys),
        ))
        .view()
}

fn sequence(keys: &'static [&'static str]) -> View {
    let mut parts = Vec::new();
    for (index, key) in keys.iter().enumerate() {
        if index > 0 {
            parts.push(html::span().child(i18n::shortcuts_then()).view());
        }
        parts.push(html::kbd().child(label(key)).view());
    }
    html::span().class("shortcut-keys").child(parts).view()
}

/// A key as it is printed on keyboards.
fn label(key: &'static str) -> String {
    match key {
        "ArrowDown" => "↓".to_owned(),
        "ArrowUp" => "↑".to_owned(),
        "Shift+ArrowDown" => "Shift ↓".to_owned(),
        "Shift+ArrowUp" => "Shift ↑".to_owned(),
        "Escape" => "Esc".to_owned(),
        "PageDown" => "Page ↓".to_owned(),
        "PageUp" => "Page ↑".to_owned(),
        letter if letter.len() == 1 && letter.bytes().all(|b| b.is_ascii_uppercase()) => {
            format!("Shift {}", letter.to_lowercase())
        }
        held if held.len() > 1 => held.replace('+', " "),
        other => other.to_owned(),
    }
}

fn words(command: Command) -> &'static str {
    match command {
        Command::NextMessage => i18n::shortcut_next(),
        Command::PreviousMessage => i18n::shortcut_previous(),
        Command::OpenMessage => i18n::shortcut_open(),
        Command::CloseMessage => i18n::shortcut_close(),
        Command::FirstMessage => i18n::shortcut_first(),
        Command::LastMessage => i18n::shortcut_last(),
        Command::PageDown => i18n::shortcut_page_down(),
        Command::PageUp => i18n::shortcut_page_up(),
        Command::ToggleSelected => i18n::shortcut_select(),
        Command::SelectNext => i18n::shortcut_select_next(),
        Command::SelectPrevious => i18n::shortcut_select_previous(),
        Command::SelectAll => i18n::shortcut_select_all(),
        Command::Archive => i18n::shortcut_archive(),
        Command::Delete => i18n::shortcut_delete(),
        Command::DeleteForEver => i18n::shortcut_delete_for_ever(),
        Command::Junk => i18n::shortcut_junk(),
        Command::Move => i18n::shortcut_move(),
        Command::Copy => i18n::shortcut_copy(),
        Command::Label => i18n::shortcut_label(),
        Command::ActMenu => i18n::shortcut_act_menu(),
        Command::Undo => i18n::shortcut_undo(),
        Command::ToggleFlagged => i18n::shortcut_toggle_flag(),
        Command::MarkSeen => i18n::shortcut_mark_read(),
        Command::MarkUnseen => i18n::shortcut_mark_unread(),
        Command::Compose => i18n::shortcut_compose(),
        Command::Reply => i18n::shortcut_reply(),
        Command::ReplyAll => i18n::shortcut_reply_all(),
        Command::Forward => i18n::shortcut_forward(),
        Command::MessageMenu => i18n::shortcut_message_menu(),
        Command::Search => i18n::shortcut_search(),
        Command::FilterMailboxes => i18n::shortcut_filter_folders(),
        Command::GoInbox => i18n::shortcut_go_inbox(),
        Command::ShowShortcuts => i18n::shortcut_show_shortcuts(),
    }
}
