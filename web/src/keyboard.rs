//! The shortcuts: one table, from which the sheet that `?` shows is made too.

/// What a shortcut does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    NextMessage,
    PreviousMessage,
    OpenMessage,
    CloseMessage,
    FirstMessage,
    LastMessage,
    PageDown,
    PageUp,
    ToggleSelected,
    SelectNext,
    SelectPrevious,
    SelectAll,
    Archive,
    Delete,
    DeleteForEver,
    Junk,
    Move,
    Copy,
    Label,
    ActMenu,
    Undo,
    ToggleFlagged,
    MarkSeen,
    MarkUnseen,
    MessageMenu,
    FilterMailboxes,
    Search,
    GoInbox,
    Compose,
    Reply,
    ReplyAll,
    Forward,
    ShowShortcuts,
}

impl Command {
    /// Whether it is not about messages or folders that are in sight.
    pub fn is_everywhere(self) -> bool {
        matches!(self, Self::Compose | Self::GoInbox | Self::ShowShortcuts)
    }
}

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

/// Keys by their `KeyboardEvent.key`, pressed one after the other. Ctrl, which is
/// Cmd too, stands before what is pressed with it, and Shift where the key has no
/// character of its own with it.
type Keys = &'static [&'static str];

/// One line of the sheet.
#[derive(Debug)]
pub struct Shortcut {
    /// What it does.
    pub command: Command,
    /// Any of these does it.
    pub keys: &'static [Keys],
}

/// All that work.
pub const SHORTCUTS: &[Shortcut] = &[
    shortcut(Command::NextMessage, &[&["j"], &["ArrowDown"]]),
    shortcut(Command::PreviousMessage, &[&["k"], &["ArrowUp"]]),
    shortcut(Command::OpenMessage, &[&["o"], &["Enter"]]),
    shortcut(Command::CloseMessage, &[&["u"], &["Escape"]]),
    shortcut(Command::FirstMessage, &[&["Home"]]),
    shortcut(Command::LastMessage, &[&["End"]]),
    shortcut(Command::PageDown, &[&["PageDown"]]),
    shortcut(Command::PageUp, &[&["PageUp"]]),
    shortcut(Command::ToggleSelected, &[&["x"]]),
    shortcut(Command::SelectNext, &[&["J"], &["Shift+ArrowDown"]]),
    shortcut(Command::SelectPrevious, &[&["K"], &["Shift+ArrowUp"]]),
    shortcut(Command::SelectAll, &[&["Ctrl+a"]]),
    shortcut(Command::Archive, &[&["e"]]),
    shortcut(Command::Delete, &[&["#"], &["Delete"]]),
    shortcut(Command::DeleteForEver, &[&["Shift+Delete"]]),
    shortcut(Command::Junk, &[&["!"]]),
    shortcut(Command::Move, &[&["v"]]),
    shortcut(Command::Copy, &[&["V"]]),
    shortcut(Command::Label, &[&["l"]]),
    shortcut(Command::ActMenu, &[&["Shift+F10"], &["ContextMenu"]]),
    shortcut(Command::Undo, &[&["z"]]),
    shortcut(Command::ToggleFlagged, &[&["s"]]),
    shortcut(Command::MarkSeen, &[&["I"]]),
    shortcut(Command::MarkUnseen, &[&["U"]]),
    shortcut(Command::Compose, &[&["c"]]),
    shortcut(Command::Reply, &[&["r"]]),
    shortcut(Command::ReplyAll, &[&["a"]]),
    shortcut(Command::Forward, &[&["f"]]),
    shortcut(Command::MessageMenu, &[&["."]]),
    shortcut(Command::GoInbox, &[&["g", "i"]]),
    shortcut(Command::Search, &[&["/"]]),
    shortcut(Command::FilterMailboxes, &[&["g", "f"]]),
    shortcut(Command::ShowShortcuts, &[&["?"]]),
];

const fn shortcut(command: Command, keys: &'static [Keys]) -> Shortcut {
    Shortcut { command, keys }
}

/// How long the second key of a sequence is waited for, in milliseconds.
const SEQUENCE_MILLISECONDS: i64 = 1_500;

/// Reads presses into commands.
#[derive(Debug, Default)]
pub struct KeyReader {
    /// The first key of a sequence, and when it was pressed.
    pending: Option<(&'static str, i64)>,
}

impl KeyReader {
    /// A key was pressed at `now` (milliseconds), as [`key_name`] calls it.
    pub fn press(&mut self, key: &str, focus: Focus, now: i64) -> Option<Command> {
        let first = self
            .pending
            .take()
            .filter(|(_, at)| now - at <= SEQUENCE_MILLISECONDS)
            .map(|(key, _)| key);
        if !is_heard(key, focus) {
            return None;
        }
        let sequences = SHORTCUTS
            .iter()
            .flat_map(|shortcut| shortcut.keys.iter().map(|keys| (shortcut.command, *keys)));
        for (command, keys) in sequences {
            match *keys {
                [only] if only == key && first.is_none() => return Some(command),
                [start, end] if Some(start) == first && end == key => return Some(command),
                [start, _] if start == key && first.is_none() => {
                    self.pending = Some((start, now));
                }
                _ => {}
            }
        }
        // A wrong second key is a first one.
        if first.is_some() {
            return self.press(key, focus, now);
        }
        None
    }
}

/// What a key is called with the others that are held, `None` where it is no
/// shortcut's.
pub fn key_name(key: &str, shift: bool, ctrl: bool, alt: bool) -> Option<String> {
    let is_letter = key.chars().count() == 1;
    match (alt, ctrl, shift) {
        (true, ..) | (_, true, true) => None,
        (_, true, false) => Some(["Ctrl+", &key.to_lowercase()].concat()),
        (_, _, true) if !is_letter => Some(["Shift+", key].concat()),
        _ => Some(key.to_owned()),
    }
}

/// Whether a key is a shortcut there, or belongs to what has the focus.
fn is_heard(key: &str, focus: Focus) -> bool {
    let is_letter = key.chars().count() == 1;
    match focus {
        Focus::List => true,
        Focus::Message => is_letter || matches!(key, "Escape" | "Enter"),
        Focus::Tree => is_letter || key == "Escape",
        Focus::Control => is_letter || key != "Enter",
        // Dialogs close themselves by Escape, and a field gives up by itself.
        Focus::Text | Focus::Dialog => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, Focus, KeyReader, SHORTCUTS};

    fn press(keys: &[&str], focus: Focus) -> Option<Command> {
        let mut reader = KeyReader::default();
        let mut last = None;
        for (index, key) in keys.iter().enumerate() {
            last = reader.press(key, focus, index as i64 * 100);
        }
        last
    }

    #[test]
    fn every_shortcut_of_the_table_works_on_the_list() {
        for shortcut in SHORTCUTS {
            for keys in shortcut.keys {
                assert_eq!(press(keys, Focus::List), Some(shortcut.command), "{keys:?}");
            }
        }
    }

    #[test]
    fn no_two_shortcuts_want_the_same_keys() {
        let all: Vec<_> = SHORTCUTS.iter().flat_map(|s| s.keys).collect();
        for (index, keys) in all.iter().enumerate() {
            assert!(!all[index + 1..].contains(keys), "{keys:?}");
        }
    }

    #[test]
    fn what_is_typed_is_never_a_shortcut() {
        for shortcut in SHORTCUTS {
            for keys in shortcut.keys {
                assert_eq!(press(keys, Focus::Text), None);
                assert_eq!(press(keys, Focus::Dialog), None);
            }
        }
    }

    #[test]
    fn keys_that_what_is_focused_uses_itself_are_left_to_it() {
        assert_eq!(press(&["Enter"], Focus::Control), None);
        assert_eq!(press(&["ArrowDown"], Focus::Tree), None);
        assert_eq!(press(&["ArrowDown"], Focus::Message), None);
        assert_eq!(press(&["j"], Focus::Message), Some(Command::NextMessage));
        assert_eq!(
            press(&["Escape"], Focus::Message),
            Some(Command::CloseMessage)
        );
    }

    #[test]
    fn keys_are_called_by_what_is_held_with_them() {
        for (key, shift, ctrl, alt, name) in [
            ("a", false, false, false, Some("a")),
            ("J", true, false, false, Some("J")),
            ("ArrowDown", true, false, false, Some("Shift+ArrowDown")),
            ("a", false, true, false, Some("Ctrl+a")),
            ("A", false, true, false, Some("Ctrl+a")),
            ("a", true, true, false, None),
            ("a", false, false, true, None),
        ] {
            assert_eq!(super::key_name(key, shift, ctrl, alt).as_deref(), name);
        }
        assert_eq!(press(&["Ctrl+a"], Focus::Message), None, "selects its text");
    }

    #[test]
    fn a_sequence_that_takes_too_long_is_forgotten() {
        let mut reader = KeyReader::default();
        assert_eq!(reader.press("g", Focus::List, 0), None);
        assert_eq!(reader.press("i", Focus::List, 5_000), None);
    }

    #[test]
    fn a_wrong_second_key_counts_as_a_first() {
        assert_eq!(press(&["g", "j"], Focus::List), Some(Command::NextMessage));
        assert_eq!(press(&["g", "g", "i"], Focus::List), Some(Command::GoInbox));
    }
}
