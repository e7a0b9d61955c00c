//! What whoever runs this installation has set for all: values to begin with,
//! and such as nobody changes.

use super::Settings;
use crate::preferences::Preferences;
use serde::{Deserialize, Serialize};

/// What everybody's settings begin with, and which of it stays so.
///
/// It speaks the words of the settings' own text: `theme dark`. The account keeps
/// what its person changed, also of what is locked; that counts again once the
/// lock is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// Lines of settings.
    lines: Vec<String>,
    /// The words of those that nobody changes.
    locked: Vec<String>,
}

impl Ruling {
    /// One more value; where it `is_locked`, nobody changes it.
    pub fn add(&mut self, line: &str, is_locked: bool) {
        if let (true, Some((word, _))) = (is_locked, line.split_once(' ')) {
            self.locked.push(word.to_owned());
        }
        self.lines.push(line.to_owned());
    }
    /// Whether nobody changes what a word sets.
    pub fn locks(&self, word: &str) -> bool {
        self.locked.iter().any(|locked| locked == word)
    }
    /// Whether there is anything that nobody changes.
    pub fn locks_any(&self) -> bool {
        !self.locked.is_empty()
    }
    /// A text of settings as it counts here: behind what it begins with, and
    /// without what it says of what is locked.
    pub fn over(&self, text: &str) -> String {
        let mut ruled = String::with_capacity(text.len());
        let own = text.lines().filter(|line| !self.locks(word(line)));
        for line in self.lines.iter().map(String::as_str).chain(own) {
            ruled.push_str(line);
            ruled.push('\n');
        }
        ruled
    }
    /// Preferences as they count here.
    pub fn force_preferences(&self, preferences: &mut Preferences) {
        if self.locks_any() {
            *preferences = Preferences::from_text(&self.over(&preferences.to_text()));
        }
    }
    /// Settings as they count here; tells whether any was otherwise.
    pub(crate) fn force(&self, settings: &mut Settings) -> bool {
        if !self.locks_any() {
            return false;
        }
        let forced = Settings::from_text(&self.over(&settings.to_text()));
        let is_other = forced != *settings;
        *settings = forced;
        is_other
    }
    /// What somebody has set who has set nothing.
    pub(crate) fn beginning(&self) -> Settings {
        Settings::from_text(&self.over(""))
    }
}

fn word(line: &str) -> &str {
    line.split_once(' ').map_or(line, |(word, _)| word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::{Density, Theme};

    fn ruling() -> Ruling {
        let mut ruling = Ruling::default();
        ruling.add("theme dark", true);
        ruling.add("density compact", false);
        ruling.add("rich no", false);
        ruling
    }

    #[test]
    fn defaults_give_way_and_locks_do_not() {
        let ruling = ruling();
        let begun = ruling.beginning();
        assert_eq!(begun.preferences.look.theme, Theme::Dark);
        assert_eq!(begun.preferences.look.density, Density::Compact);
        assert!(!begun.writing.is_rich);
        let own = Settings::from_text(&ruling.over("theme light\ndensity normal\nrich yes\n"));
        assert_eq!(own.preferences.look.theme, Theme::Dark);
        assert_eq!(own.preferences.look.density, Density::Normal);
        assert!(own.writing.is_rich);
        assert!(ruling.locks("theme") && !ruling.locks("density"));
    }

    #[test]
    fn what_was_changed_against_a_lock_is_as_it_was() {
        let ruling = ruling();
        let mut settings = ruling.beginning();
        assert!(!ruling.force(&mut settings));
        settings.preferences.look.theme = Theme::Light;
        settings.writing.is_rich = true;
        let mut preferences = settings.preferences.clone();
        assert!(ruling.force(&mut settings));
        assert_eq!(settings.preferences.look.theme, Theme::Dark);
        assert!(settings.writing.is_rich);
        ruling.force_preferences(&mut preferences);
        assert_eq!(preferences.look.theme, Theme::Dark);
        assert!(!Ruling::default().force(&mut settings));
    }
}
