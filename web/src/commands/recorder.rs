/// What came of a press while keys are recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// Another key may follow, or the first is still awaited.
    Awaits,
    /// These are the keys.
    Keys(String),
    /// The browser or the system keeps that key for itself.
    Refused(String),
    /// The person gave up.
    GivenUp,
}

/// Reads presses as the keys that a command is to have: one key, or two characters
/// one after the other.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    first: Option<String>,
}

/// What browsers and systems do not let a page have, or what copies.
const RESERVED: [&str; 18] = [
    "Ctrl+t",
    "Ctrl+w",
    "Ctrl+n",
    "Ctrl+c",
    "Ctrl+x",
    "Ctrl+v",
    "Ctrl+Shift+t",
    "Ctrl+Shift+w",
    "Ctrl+Shift+n",
    "Ctrl+Shift+p",
    "Ctrl+Shift+i",
    "Ctrl+Shift+j",
    "Ctrl+Shift+v",
    "Ctrl+Shift+Delete",
    "Alt+F4",
    "Alt+Space",
    "Enter",
    "Space",
];
/// What is no key by itself.
const HELD: [&str; 11] = [
    "Shift",
    "Control",
    "Alt",
    "AltGraph",
    "Meta",
    "OS",
    "CapsLock",
    "NumLock",
    "Dead",
    "Process",
    "Unidentified",
];

impl Recorder {
    /// A key was pressed: its `KeyboardEvent.key`, and what it is called with what
    /// is held, where that can be a shortcut.
    pub fn press(&mut self, key: &str, name: Option<String>) -> Recorded {
        if HELD.contains(&key) {
            return Recorded::Awaits;
        }
        let Some(name) = name else {
            return Recorded::Refused(key.to_owned());
        };
        if matches!(key, "Escape" | "Tab") {
            // Tab leaves, and keeps what was pressed.
            let first = self.first.take().filter(|_| key == "Tab");
            return first.map_or(Recorded::GivenUp, Recorded::Keys);
        }
        if RESERVED.contains(&&name[..]) {
            return Recorded::Refused(name);
        }
        let is_character = name.chars().count() == 1;
        match (self.first.take(), is_character) {
            (Some(first), true) => Recorded::Keys([&first, " ", &name].concat()),
            (None, true) => {
                self.first = Some(name);
                Recorded::Awaits
            }
            (_, false) => Recorded::Keys(name),
        }
    }

    /// Nothing more comes: the first key is all.
    pub fn finish(&mut self) -> Option<String> {
        self.first.take()
    }

    /// What was pressed so far.
    pub fn first(&self) -> Option<&str> {
        self.first.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyboard::key_name;

    fn keys(keys: &str) -> Recorded {
        Recorded::Keys(keys.to_owned())
    }

    fn press(recorder: &mut Recorder, key: &str) -> Recorded {
        let has_ctrl = key.starts_with("Ctrl+");
        let key = key.strip_prefix("Ctrl+").unwrap_or(key);
        recorder.press(key, key_name(key, false, has_ctrl, false))
    }

    #[test]
    fn one_key_or_two_characters_are_recorded() {
        let mut recorder = Recorder::default();
        assert_eq!(press(&mut recorder, "Shift"), Recorded::Awaits);
        assert_eq!(recorder.finish(), None);
        assert_eq!(press(&mut recorder, "q"), Recorded::Awaits);
        assert_eq!(recorder.first(), Some("q"));
        assert_eq!(recorder.finish().as_deref(), Some("q"));
        press(&mut recorder, "g");
        assert_eq!(press(&mut recorder, "Shift"), Recorded::Awaits);
        assert_eq!(press(&mut recorder, "X"), keys("g X"));
        assert_eq!(recorder.finish(), None);
        assert_eq!(press(&mut recorder, "Ctrl+e"), keys("Ctrl+e"));
        assert_eq!(press(&mut recorder, "F9"), keys("F9"));
        for (key, shift, ctrl, alt, recorded) in [
            ("K", true, true, false, "Ctrl+Shift+k"),
            ("e", false, false, true, "Alt+e"),
            ("ArrowUp", true, false, true, "Alt+Shift+ArrowUp"),
        ] {
            let name = key_name(key, shift, ctrl, alt);
            assert_eq!(recorder.press(key, name), keys(recorded));
        }
        // A character and what is none are no sequence: the latter counts.
        press(&mut recorder, "g");
        assert_eq!(press(&mut recorder, "F9"), keys("F9"));
        assert_eq!(recorder.finish(), None);
    }

    #[test]
    fn what_cannot_be_had_is_refused_and_escape_gives_up() {
        let mut recorder = Recorder::default();
        for key in ["Ctrl+t", "Ctrl+W", "Ctrl+c", "Enter", " "] {
            let refused = matches!(press(&mut recorder, key), Recorded::Refused(_));
            assert!(refused, "{key}");
        }
        let name = key_name("T", true, true, false);
        let refused = Recorded::Refused("Ctrl+Shift+t".to_owned());
        assert_eq!(recorder.press("T", name), refused);
        assert_eq!(recorder.press("x", None), Recorded::Refused("x".to_owned()));
        press(&mut recorder, "g");
        assert_eq!(press(&mut recorder, "Escape"), Recorded::GivenUp);
        assert_eq!(press(&mut recorder, "Tab"), Recorded::GivenUp);
        press(&mut recorder, "g");
        assert_eq!(press(&mut recorder, "Tab"), keys("g"));
    }
}
