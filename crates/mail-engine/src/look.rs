//! How a person likes the page to look.

use serde::{Deserialize, Serialize};

/// In which colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light, also by night.
    Light,
    /// Dark, also by day.
    Dark,
    /// High contrast, light or dark as the system has it.
    Contrast,
}

impl Theme {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Contrast];

    /// Its name where it is kept, and for the style sheets.
    pub fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }
}

/// How list and message share the page, where there is room for both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Layout {
    /// The message beside the list.
    #[default]
    Wide,
    /// The message below the list.
    Stacked,
    /// The message in the list's place.
    ListOnly,
}

impl Layout {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Wide, Self::Stacked, Self::ListOnly];

    /// Its name where it is kept, and for the style sheets.
    pub fn word(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Stacked => "stacked",
            Self::ListOnly => "list",
        }
    }
}

/// How close the list's rows stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Density {
    /// With room around them, and for the message's first words.
    Comfortable,
    /// As most like it.
    #[default]
    Normal,
    /// One line each.
    Compact,
}

impl Density {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Comfortable, Self::Normal, Self::Compact];

    /// Its name where it is kept, and for the style sheets.
    pub fn word(self) -> &'static str {
        match self {
            Self::Comfortable => "comfortable",
            Self::Normal => "normal",
            Self::Compact => "compact",
        }
    }
}

/// What a row of one line shows beside the subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Column {
    /// Whom it is from, or for.
    People,
    /// The message's first words, behind the subject.
    Preview,
    /// Whether it was answered or passed on.
    Answered,
    /// Whether files are attached.
    Attachment,
    /// How large it is.
    Size,
    /// When it was written.
    Date,
    /// Whether it is flagged.
    Flag,
}

impl Column {
    /// All, in the order in which they stand.
    pub const ALL: [Self; 7] = [
        Self::People,
        Self::Preview,
        Self::Answered,
        Self::Attachment,
        Self::Size,
        Self::Date,
        Self::Flag,
    ];

    /// Its name where it is kept, and for the style sheets.
    pub fn word(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Preview => "preview",
            Self::Answered => "answered",
            Self::Attachment => "attachment",
            Self::Size => "size",
            Self::Date => "date",
            Self::Flag => "flag",
        }
    }

    fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// The columns that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns(u8);

impl Default for Columns {
    /// All but the size.
    fn default() -> Self {
        Self::of(Column::ALL.into_iter().filter(|one| *one != Column::Size))
    }
}

impl Columns {
    /// These.
    pub fn of(shown: impl IntoIterator<Item = Column>) -> Self {
        let bits = shown.into_iter().fold(0, |bits, one| bits | one.bit());
        Self(bits)
    }
    /// Whether it is shown.
    pub fn shows(self, column: Column) -> bool {
        self.0 & column.bit() != 0
    }
    /// Shows it if it is not shown, and hides it if it is.
    pub fn toggle(&mut self, column: Column) {
        self.0 ^= column.bit();
    }
}

/// What it does to swipe a row on a touch screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Swipe {
    /// It goes to the archive.
    Archive,
    /// It goes to the trash.
    Delete,
    /// It is read, or unread again.
    Read,
    /// It is flagged, or no more.
    Flag,
    /// It is junk.
    Junk,
    /// A folder is asked for.
    Move,
    /// Nothing.
    Nothing,
}

impl Swipe {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Archive,
        Self::Delete,
        Self::Read,
        Self::Flag,
        Self::Junk,
        Self::Move,
        Self::Nothing,
    ];

    /// Its name where it is kept.
    pub fn word(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Delete => "delete",
            Self::Read => "read",
            Self::Flag => "flag",
            Self::Junk => "junk",
            Self::Move => "move",
            Self::Nothing => "nothing",
        }
    }
}

/// How the page looks to one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// In which colours.
    pub theme: Theme,
    /// How list and message share the page.
    pub layout: Layout,
    /// How close rows stand.
    pub density: Density,
    /// What rows of one line show.
    pub columns: Columns,
    /// Rows stand below headings by their day.
    pub groups: bool,
    /// A conversation is one row.
    pub conversations: bool,
    /// What it does to swipe a row towards the line's start.
    pub swipe_start: Swipe,
    /// The same towards its end.
    pub swipe_end: Swipe,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            layout: Layout::default(),
            density: Density::default(),
            columns: Columns::default(),
            groups: true,
            conversations: false,
            swipe_start: Swipe::Delete,
            swipe_end: Swipe::Read,
        }
    }
}

impl Look {
    /// Reads a line of what was kept; one that is damaged or unknown changes nothing.
    pub(crate) fn read_line(&mut self, name: &str, value: &str) {
        match name {
            "theme" => choose(&mut self.theme, &Theme::ALL, Theme::word, value),
            "layout" => choose(&mut self.layout, &Layout::ALL, Layout::word, value),
            "density" => choose(&mut self.density, &Density::ALL, Density::word, value),
            "columns" => {
                let is_named = |one: &Column| value.split(' ').any(|word| word == one.word());
                self.columns = Columns::of(Column::ALL.into_iter().filter(is_named));
            }
            "conversations" => {
                self.conversations = value == "yes" || self.conversations && value != "no";
            }
            "groups" => self.groups = value == "yes" || self.groups && value != "no",
            "swipe-start" => choose(&mut self.swipe_start, &Swipe::ALL, Swipe::word, value),
            "swipe-end" => choose(&mut self.swipe_end, &Swipe::ALL, Swipe::word, value),
            _ => {}
        }
    }

    /// A line for each.
    pub(crate) fn write(&self, text: &mut String) {
        let mut line = |name: &str, value: &str| {
            text.push_str(name);
            text.push(' ');
            text.push_str(value);
            text.push('\n');
        };
        line("theme", self.theme.word());
        line("layout", self.layout.word());
        line("density", self.density.word());
        let shown = Column::ALL
            .into_iter()
            .filter(|one| self.columns.shows(*one));
        let shown: Vec<_> = shown.map(Column::word).collect();
        // A value is never empty: blanks at a line's end may be lost on the way.
        let columns = if shown.is_empty() {
            "none".to_owned()
        } else {
            shown.join(" ")
        };
        line("columns", &columns);
        line(
            "conversations",
            if self.conversations { "yes" } else { "no" },
        );
        line("groups", if self.groups { "yes" } else { "no" });
        line("swipe-start", self.swipe_start.word());
        line("swipe-end", self.swipe_end.word());
    }
}

fn choose<T: Copy>(kept: &mut T, all: &[T], word: fn(T) -> &'static str, value: &str) {
    if let Some(named) = all.iter().find(|one| word(**one) == value) {
        *kept = *named;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Look {
        let mut look = Look::default();
        for (name, value) in text.lines().filter_map(|line| line.split_once(' ')) {
            look.read_line(name, value);
        }
        look
    }

    #[test]
    fn a_look_is_read_back_from_its_text() {
        for theme in Theme::ALL {
            for layout in Layout::ALL {
                for density in Density::ALL {
                    for groups in [true, false] {
                        let mut look = Look {
                            theme,
                            layout,
                            density,
                            groups,
                            conversations: !groups,
                            columns: Columns::of([Column::Date, Column::Flag]),
                            swipe_start: Swipe::ALL[theme as usize],
                            swipe_end: Swipe::ALL[3 + theme as usize],
                        };
                        look.columns.toggle(Column::Size);
                        let mut text = String::new();
                        look.write(&mut text);
                        assert_eq!(read(&text), look, "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_unknown_or_damaged_changes_nothing() {
        let text = "theme neon\nlayout\ndensity tight\ngroups perhaps\nlater 7";
        assert_eq!(read(text), Look::default());
        let some = read("columns date smell");
        assert!(some.columns.shows(Column::Date) && !some.columns.shows(Column::People));
        assert_eq!(read("columns none").columns, Columns::of([]));
    }

    #[test]
    fn a_column_is_shown_and_hidden_alone() {
        let mut columns = Columns::default();
        for column in Column::ALL {
            let before = Column::ALL.map(|one| columns.shows(one));
            columns.toggle(column);
            for (one, was) in Column::ALL.into_iter().zip(before) {
                assert_eq!(columns.shows(one), was != (one == column), "{one:?}");
            }
        }
    }
}
