//! What a file of settings would change, before it does.

use super::Settings;
use super::merge::{merged, sections};

/// How something that is set would change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// It is not there yet.
    Added,
    /// It is otherwise.
    Changed,
    /// It would be no more.
    Removed,
}

/// One thing that would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// How.
    pub kind: DifferenceKind,
    /// What: the first word of its lines, `theme`, `identity`.
    pub word: String,
    /// What stands behind that word now, of all its lines.
    pub before: Vec<String>,
    /// What would.
    pub after: Vec<String>,
}

/// What a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsFile {
    /// What would be set.
    pub settings: Settings,
    /// So many of its lines can't be read.
    pub damaged: usize,
    /// Its end is missing, or what another version wrote is not understood. Then
    /// nothing is removed for its sake.
    pub is_partial: bool,
}

/// The word of the last line: how many stand above it.
const END: &str = "end";

impl Settings {
    /// The settings as a file, of which it can be told whether it is whole.
    pub fn to_file(&self) -> String {
        let text = self.to_text();
        let count = text.lines().count();
        format!("{text}{END} {count}\n")
    }

    /// What a file would make of these settings; `None` where it holds none.
    pub fn from_file(&self, file: &str) -> Option<SettingsFile> {
        // Editors of other systems end lines otherwise, and begin with a mark.
        let file = file.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        if !Self::is_text(&file) {
            return None;
        }
        let read = Self::from_text(&file).to_text();
        let understood: Vec<&str> = read.lines().collect();
        let lines = || file.lines().filter(|line| !line.is_empty());
        let is_end = |line: &str| line.split(' ').next() == Some(END);
        let damaged = lines()
            .filter(|line| !is_end(line) && !understood.contains(line))
            .count();
        let count = lines().take_while(|line| !is_end(line)).count();
        let is_whole = lines().any(|line| line == format!("{END} {count}"));
        let is_partial = damaged > 0 || !is_whole;
        let settings = if is_partial {
            let ours = self.to_text();
            let said: Vec<&str> = lines().filter(|line| understood.contains(line)).collect();
            let said = said.join("\n");
            // What it does not say stays.
            Self::from_text(&merged("", &said, &ours))
        } else {
            Self::from_text(&file)
        };
        Some(SettingsFile {
            settings,
            damaged,
            is_partial,
        })
    }

    /// What would change if it were `other` that is set.
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        let (before, after) = (self.to_text(), other.to_text());
        let (before, after) = (sections(&before), sections(&after));
        let find = |all: &[(&str, Vec<&str>)], key: &str| -> Vec<String> {
            let found = all.iter().find(|(known, _)| *known == key);
            let lines = found.map(|(_, lines)| lines.as_slice()).unwrap_or_default();
            lines.iter().map(|line| behind_word(line)).collect()
        };
        let new = after
            .iter()
            .filter(|(key, _)| !before.iter().any(|(known, _)| known == key));
        let keys = before.iter().chain(new).map(|(key, _)| *key);
        let all = keys.map(|key| {
            let (before, after) = (find(&before, key), find(&after, key));
            let kind = match (before.is_empty(), after.is_empty()) {
                (true, _) => DifferenceKind::Added,
                (_, true) => DifferenceKind::Removed,
                _ => DifferenceKind::Changed,
            };
            let word = key.split(' ').next().unwrap_or(key).to_owned();
            Difference {
                kind,
                word,
                before,
                after,
            }
        });
        all.filter(|one| one.before != one.after).collect()
    }
}

fn behind_word(line: &str) -> String {
    line.split_once(' ')
        .map_or("", |(_, value)| value)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::Theme;
    use crate::settings::text::tests::much;

    #[test]
    fn a_file_is_read_back_whole() {
        let settings = much();
        let file = settings.to_file();
        let other = Settings::default();
        for text in [
            file.clone(),
            file.replace('\n', "\r\n"),
            format!("\u{feff}{file}"),
        ] {
            let read = other.from_file(&text).unwrap();
            assert_eq!((read.damaged, read.is_partial), (0, false), "{text}");
            assert_eq!(read.settings, settings);
        }
        assert_eq!(other.from_file("From: a@b"), None);
        assert_eq!(other.from_file(""), None);
    }

    #[test]
    fn a_damaged_file_takes_nothing_away() {
        let ours = much();
        let mut theirs = Settings::default();
        theirs.preferences.look.theme = Theme::Dark;
        let file = theirs.to_file();
        let cut = &file[..file.len() / 2];
        let garbled = file.replace("theme dark", "theme dusk");
        for (text, theme) in [(cut.to_owned(), None), (garbled, Some(Theme::System))] {
            let read = ours.from_file(&text).unwrap();
            assert!(read.is_partial, "{text}");
            assert_eq!(read.settings.identities, ours.identities);
            assert_eq!(read.settings.templates, ours.templates);
            if let Some(theme) = theme {
                assert_eq!(read.settings.preferences.look.theme, theme);
            }
        }
        let whole = ours.from_file(&file).unwrap();
        assert!(whole.settings.identities.is_empty());
    }

    #[test]
    fn what_would_change_is_told_thing_by_thing() {
        let ours = much();
        let mut theirs = ours.clone();
        assert_eq!(ours.differences(&theirs), []);
        theirs.preferences.look.theme = Theme::Dark;
        theirs.identities.remove(0);
        theirs.templates[0].subject = "Thanks".to_owned();
        let told = ours.differences(&theirs);
        let told: Vec<_> = told
            .iter()
            .map(|one| (one.kind, one.word.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (DifferenceKind::Changed, "theme"),
                (DifferenceKind::Removed, "identity"),
                (DifferenceKind::Changed, "template"),
            ]
        );
        let back = theirs.differences(&ours);
        assert_eq!(back.last().map(|one| one.kind), Some(DifferenceKind::Added));
    }
}
