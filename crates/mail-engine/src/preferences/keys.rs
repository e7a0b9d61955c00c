//! The keys that a person has given to commands.
//!
//! As text each command whose keys were changed is a line: `keys archive e or y`,
//! `keys go-inbox g i`, `keys junk none`. What a command is called and what a key
//! is, the page alone knows: a name that it doesn't know is kept as it is.

use serde::{Deserialize, Serialize};

/// The keys of so many commands are kept.
const MOST: usize = 300;
/// A longer name is none that is kept.
const LONGEST_NAME: usize = 64;
/// Nor is it for longer keys.
const LONGEST_KEYS: usize = 200;

/// The keys that were changed, and whether plain characters are keys at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyChoices {
    /// Keys that are a mere character do nothing (WCAG 2.2, 2.1.4).
    pub without_characters: bool,
    /// Commands and their keys, in the order in which they were changed.
    changed: Vec<(String, String)>,
}

impl KeyChoices {
    /// What a command's keys were changed to.
    pub fn of(&self, command: &str) -> Option<&str> {
        let mut changed = self.changed.iter();
        let (_, keys) = changed.find(|(name, _)| name == command)?;
        Some(keys)
    }

    /// Gives a command these keys; `None` those that it had at first.
    pub fn set(&mut self, command: &str, keys: Option<&str>) {
        self.changed.retain(|(name, _)| name != command);
        if let Some(keys) = keys
            && is_name(command)
            && is_keys(keys)
            && self.changed.len() < MOST
        {
            self.changed.push((command.to_owned(), keys.to_owned()));
        }
    }

    /// Gives all commands the keys that they had at first.
    pub fn reset(&mut self) {
        self.changed.clear();
    }

    /// Whether any command's keys were changed.
    pub fn is_any_changed(&self) -> bool {
        !self.changed.is_empty()
    }

    pub(super) fn read_line(&mut self, word: &str, value: &str) {
        match (word, value) {
            ("character-keys", "yes") => self.without_characters = false,
            ("character-keys", "no") => self.without_characters = true,
            ("keys", value) => {
                if let Some((command, keys)) = value.split_once(' ') {
                    self.set(command, Some(keys));
                }
            }
            _ => {}
        }
    }

    pub(super) fn write(&self, text: &mut String) {
        // Also what all begin with is said: another may be given to all.
        text.push_str(match self.without_characters {
            true => "character-keys no\n",
            false => "character-keys yes\n",
        });
        for (command, keys) in &self.changed {
            text.push_str(&["keys ", command, " ", keys, "\n"].concat());
        }
    }
}

fn is_name(name: &str) -> bool {
    let is_part = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    !name.is_empty() && name.len() <= LONGEST_NAME && name.bytes().all(is_part)
}

fn is_keys(keys: &str) -> bool {
    !keys.is_empty() && keys.len() <= LONGEST_KEYS && !keys.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::super::Preferences;
    use super::*;

    #[test]
    fn keys_are_read_back_from_their_text() {
        let mut preferences = Preferences::default();
        preferences.keys.without_characters = true;
        for (command, keys) in [
            ("archive", "e or Ctrl+ArrowLeft"),
            ("go-inbox", "g i or ö /"),
            ("junk", "none"),
            // Of a later version.
            ("fly-2", "Hyper+x or y"),
        ] {
            preferences.keys.set(command, Some(keys));
        }
        let read = Preferences::from_text(&preferences.to_text());
        assert_eq!(read, preferences);
        assert_eq!(read.keys.of("fly-2"), Some("Hyper+x or y"));
        assert_eq!(read.keys.of("move"), None);
        assert!(!Preferences::default().to_text().contains("\nkeys"));
        let turned_on = Preferences::from_text("character-keys no\ncharacter-keys yes\n");
        assert!(!turned_on.keys.without_characters);
    }

    #[test]
    fn what_is_set_again_stands_once_and_goes_when_it_is_reset() {
        let mut keys = KeyChoices::default();
        keys.set("archive", Some("x"));
        keys.set("archive", Some("y"));
        assert_eq!(keys.of("archive"), Some("y"));
        keys.set("archive", None);
        assert_eq!(keys, KeyChoices::default());
    }

    #[test]
    fn damage_and_excess_cost_nothing_else() {
        let mut text = String::from("keys\nkeys a\nkeys a \nkeys  x\nkeys a/b x\nkeys a x\u{1}\n");
        text.push_str("character-keys perhaps\nkeys b y\n");
        for number in 0..2 * MOST {
            text.push_str(&format!("keys c{number} z\n"));
        }
        text.push_str(&format!("keys d {}\n", "x".repeat(LONGEST_KEYS + 1)));
        let keys = Preferences::from_text(&text).keys;
        assert!(!keys.without_characters);
        assert_eq!((keys.of("a"), keys.of("b")), (None, Some("y")));
        assert_eq!(keys.changed.len(), MOST);
    }
}
