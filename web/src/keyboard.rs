//! The keyboard's way to commands. The table of commands is all of it that the
//! first part needs; a person's own keys stand in their preferences.

mod table;

pub use table::{Command, SHORTCUTS, Shortcut};

use crate::format::lower_case;
use mail_engine::KeyChoices;

/// Where the keyboard's focus is, as far as shortcuts care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// On the list, or on nothing in particular.
    List,
    /// In the open message, which scrolls by the arrows.
    Message,
    /// In the tree, which has keys of its own.
    Tree,
    /// On a button or a link, which Enter presses.
    Control,
    /// Where one types.
    Text,
    /// In a dialog.
    Dialog,
}

/// How long the second key of a sequence is waited for, in milliseconds.
pub const SEQUENCE_MILLISECONDS: i64 = 1_500;

/// Stands between keys of which any does it.
pub const OR: &str = " or ";
/// Stands where a command's keys were all taken away.
pub const NONE: &str = "none";

/// The keys of a command, each alternative by itself, also those that are not
/// heard.
pub fn keys_of(choices: &KeyChoices, command: Command) -> impl Iterator<Item = &str> {
    let shortcut = command.shortcut();
    let keys = choices.of(shortcut.id).unwrap_or(shortcut.keys);
    let keys = keys.split(OR);
    keys.filter(|keys| !keys.is_empty() && *keys != NONE)
}

/// Whether keys are mere characters, which a person can turn off.
pub fn is_of_characters(keys: &str) -> bool {
    let first = keys.split(' ').next().unwrap_or_default();
    first.chars().count() == 1
}

/// Reads presses into commands.
#[derive(Debug, Default)]
pub struct KeyReader {
    /// The first key of a sequence, and when it was pressed.
    pending: Option<(String, i64)>,
}

impl KeyReader {
    /// A key was pressed at `now` (milliseconds), as [`key_name`] calls it.
    pub fn press(
        &mut self,
        choices: &KeyChoices,
        key: &str,
        focus: Focus,
        now: i64,
    ) -> Option<Command> {
        let pending = self.pending.take();
        let first = pending.filter(|(_, at)| now - at <= SEQUENCE_MILLISECONDS);
        if !is_heard(key, focus) {
            return None;
        }
        for Shortcut { command, .. } in SHORTCUTS {
            for keys in keys_of(choices, *command) {
                if choices.without_characters && is_of_characters(keys) {
                    continue;
                }
                match (keys.split_once(' '), &first) {
                    (None, None) if keys == key && command.is_heard_at(focus) => {
                        return Some(*command);
                    }
                    (Some((start, end)), Some((first, _))) if start == first && end == key => {
                        return Some(*command);
                    }
                    (Some((start, _)), None) if start == key => {
                        self.pending = Some((key.to_owned(), now));
                    }
                    _ => {}
                }
            }
        }
        // A wrong second key is a first one.
        if first.is_some() {
            return self.press(choices, key, focus, now);
        }
        None
    }
}

/// What a key is called with the others that are held, `None` where it is no
/// shortcut's.
pub fn key_name(key: &str, shift: bool, ctrl: bool, alt: bool) -> Option<String> {
    // What is held is part of the key that follows, and no key by itself.
    if matches!(key, "Shift" | "Control" | "Alt" | "AltGraph" | "Meta") {
        return None;
    }
    // A blank stands between keys.
    let key = if key == " " { "Space" } else { key };
    let is_letter = key.chars().count() == 1;
    if alt && ctrl {
        // AltGr, as Windows has it, which types the brackets of many keyboards.
        let is_typed = is_letter && key.bytes().all(|b| b.is_ascii_punctuation());
        return is_typed.then(|| key.to_owned());
    }
    if alt && is_letter && !key.is_ascii() {
        // What Option types on a Mac.
        return None;
    }
    let held = match (alt, ctrl) {
        (true, _) => "Alt+",
        (_, true) => "Ctrl+",
        _ => "",
    };
    let plain = match is_letter && !held.is_empty() {
        true => lower_case(key),
        false => key.to_owned(),
    };
    // A mere character is another one with Shift, and so is what has no capital.
    let is_shifted = shift && (!is_letter || plain != key);
    let shift = if is_shifted { "Shift+" } else { "" };
    Some([held, shift, &plain].concat())
}

/// What a letter may be for in the tree, where it otherwise begins a folder's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// A name alone.
    Nothing,
    /// Whoever has just moved something takes it back.
    Undo,
    /// The first key of a sequence, such as `g`.
    Sequence,
}

/// What a letter may be for in the tree.
pub fn lead_of(choices: &KeyChoices, key: &str) -> Lead {
    if choices.without_characters {
        return Lead::Nothing;
    }
    let begins = |shortcut: &Shortcut| {
        let mut all = keys_of(choices, shortcut.command);
        all.any(|keys| keys.split_once(' ').is_some_and(|(first, _)| first == key))
    };
    if keys_of(choices, Command::Undo).any(|keys| keys == key) {
        Lead::Undo
    } else if SHORTCUTS.iter().any(begins) {
        Lead::Sequence
    } else {
        Lead::Nothing
    }
}

impl Command {
    /// Whether a key may lead to it there.
    fn is_heard_at(self, focus: Focus) -> bool {
        focus != Focus::Text || self == Self::Palette
    }
}

/// Whether a key is a shortcut there, or belongs to what has the focus.
fn is_heard(key: &str, focus: Focus) -> bool {
    let is_letter = key.chars().count() == 1;
    // Ctrl+A selects what has the focus.
    let has_ctrl = key.starts_with("Ctrl+") && key != "Ctrl+a";
    let is_chord = has_ctrl || key.starts_with("Alt+");
    match focus {
        Focus::List => true,
        Focus::Message => is_letter || is_chord || matches!(key, "Escape" | "Enter"),
        Focus::Tree => is_letter || is_chord || key == "Escape",
        // Toolbars, splitters and menus go by arrows themselves.
        Focus::Control => {
            is_letter || !matches!(key, "Enter" | "Space" | "ArrowLeft" | "ArrowRight")
        }
        // A field gives up by itself; only the palette is called from one.
        Focus::Text => has_ctrl,
        // Dialogs close themselves by Escape.
        Focus::Dialog => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press_with(choices: &KeyChoices, keys: &str, focus: Focus) -> Option<Command> {
        let mut reader = KeyReader::default();
        let mut last = None;
        for (index, key) in keys.split(' ').enumerate() {
            last = reader.press(choices, key, focus, index as i64 * 100);
        }
        last
    }

    fn press(keys: &str, focus: Focus) -> Option<Command> {
        press_with(&KeyChoices::default(), keys, focus)
    }

    fn all() -> Vec<(Command, &'static str)> {
        let each = |shortcut: &'static Shortcut| {
            let keys = shortcut.keys.split(OR).filter(|keys| !keys.is_empty());
            keys.map(|keys| (shortcut.command, keys))
        };
        SHORTCUTS.iter().flat_map(each).collect()
    }

    #[test]
    fn every_shortcut_of_the_table_works_on_the_list() {
        for (command, keys) in all() {
            assert_eq!(press(keys, Focus::List), Some(command), "{keys}");
        }
    }

    #[test]
    fn each_command_is_called_by_a_name_of_its_own_and_finds_its_line() {
        for (index, shortcut) in SHORTCUTS.iter().enumerate() {
            assert_eq!(shortcut.command.shortcut().id, shortcut.id);
            let others = &SHORTCUTS[index + 1..];
            assert!(others.iter().all(|other| other.id != shortcut.id));
        }
    }

    #[test]
    fn no_two_shortcuts_want_the_same_keys_and_none_begins_another() {
        let all = all();
        for (index, (_, keys)) in all.iter().enumerate() {
            for (_, other) in &all[index + 1..] {
                let begins =
                    |one: &str, other: &str| format!("{other} ").starts_with(&format!("{one} "));
                assert!(
                    !begins(keys, other) && !begins(other, keys),
                    "{keys}, {other}"
                );
            }
        }
    }

    #[test]
    fn what_is_typed_is_never_a_shortcut_but_for_the_palette() {
        for (command, keys) in all() {
            let heard = (command == Command::Palette).then_some(command);
            assert_eq!(press(keys, Focus::Text), heard);
            assert_eq!(press(keys, Focus::Dialog), None);
        }
    }

    #[test]
    fn keys_that_what_is_focused_uses_itself_are_left_to_it() {
        for (keys, focus, expected) in [
            ("Enter", Focus::Control, None),
            ("ArrowDown", Focus::Tree, None),
            ("ArrowDown", Focus::Message, None),
            ("Ctrl+a", Focus::Message, None),
            ("Ctrl+a", Focus::Tree, None),
            ("j", Focus::Message, Some(Command::NextMessage)),
            ("Escape", Focus::Message, Some(Command::CloseMessage)),
            ("Ctrl+k", Focus::Message, Some(Command::Palette)),
            ("Ctrl+k", Focus::Tree, Some(Command::Palette)),
            ("Ctrl+k", Focus::Control, Some(Command::Palette)),
        ] {
            assert_eq!(press(keys, focus), expected, "{keys}");
        }
    }

    #[test]
    fn in_the_tree_some_letters_lead_elsewhere_as_the_person_has_them() {
        let mut choices = KeyChoices::default();
        for (key, lead) in [
            ("g", Lead::Sequence),
            ("*", Lead::Sequence),
            ("z", Lead::Undo),
            ("e", Lead::Nothing),
            ("i", Lead::Nothing),
        ] {
            assert_eq!(lead_of(&choices, key), lead, "{key}");
        }
        choices.set("undo", Some("q"));
        assert_eq!(lead_of(&choices, "q"), Lead::Undo);
        assert_eq!(lead_of(&choices, "z"), Lead::Nothing);
        choices.without_characters = true;
        assert_eq!(lead_of(&choices, "g"), Lead::Nothing);
    }

    #[test]
    fn keys_are_called_by_what_is_held_with_them() {
        for (key, shift, ctrl, alt, name) in [
            ("a", false, false, false, Some("a")),
            ("J", true, false, false, Some("J")),
            ("ArrowDown", true, false, false, Some("Shift+ArrowDown")),
            ("ArrowDown", false, true, false, Some("Ctrl+ArrowDown")),
            ("a", false, true, false, Some("Ctrl+a")),
            ("A", false, true, false, Some("Ctrl+a")),
            ("A", true, true, false, Some("Ctrl+Shift+a")),
            ("?", true, true, false, Some("Ctrl+?")),
            ("Delete", true, true, false, Some("Ctrl+Shift+Delete")),
            ("a", false, false, true, Some("Alt+a")),
            ("A", true, false, true, Some("Alt+Shift+a")),
            ("ArrowUp", false, false, true, Some("Alt+ArrowUp")),
            ("å", false, false, true, None),
            ("a", false, true, true, None),
            ("[", false, true, true, Some("[")),
            (" ", true, false, false, Some("Shift+Space")),
            // Between `g` and `!` of `g !`, on most keyboards.
            ("Shift", true, false, false, None),
            ("Control", false, true, false, None),
        ] {
            assert_eq!(key_name(key, shift, ctrl, alt).as_deref(), name);
        }
    }

    #[test]
    fn a_sequence_that_takes_too_long_is_forgotten() {
        let (mut reader, choices) = (KeyReader::default(), KeyChoices::default());
        assert_eq!(reader.press(&choices, "g", Focus::List, 0), None);
        assert_eq!(reader.press(&choices, "i", Focus::List, 5_000), None);
    }

    #[test]
    fn a_wrong_second_key_counts_as_a_first() {
        assert_eq!(press("g j", Focus::List), Some(Command::NextMessage));
        assert_eq!(press("g g i", Focus::List), Some(Command::GoInbox));
    }

    #[test]
    fn a_persons_own_keys_count_instead_of_the_first_ones() {
        let mut choices = KeyChoices::default();
        choices.set("archive", Some("q or g x or Ctrl+e"));
        choices.set("junk", Some(NONE));
        choices.set("go-inbox", Some(" odd  text or"));
        for (keys, expected) in [
            ("q", Some(Command::Archive)),
            ("g x", Some(Command::Archive)),
            ("Ctrl+e", Some(Command::Archive)),
            ("e", None),
            ("!", None),
            ("g i", None),
            ("j", Some(Command::NextMessage)),
        ] {
            assert_eq!(press_with(&choices, keys, Focus::List), expected, "{keys}");
        }
    }

    #[test]
    fn mere_characters_can_be_turned_off() {
        let mut choices = KeyChoices::default();
        choices.without_characters = true;
        for (keys, expected) in [
            ("e", None),
            ("g i", None),
            ("J", None),
            ("Delete", Some(Command::Delete)),
            ("ArrowDown", Some(Command::NextMessage)),
            ("Ctrl+k", Some(Command::Palette)),
        ] {
            assert_eq!(press_with(&choices, keys, Focus::List), expected, "{keys}");
        }
    }
}
