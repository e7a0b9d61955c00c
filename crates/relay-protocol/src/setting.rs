//! The settings whose values the proxy may give for all: their words are those of
//! the settings' own text, as accounts keep it.

/// The name of the `<meta>` element that the proxy writes into the page for each
/// setting that everybody begins with: `content` is its line, `theme dark`;
/// `data-locked` is there, and empty, where nobody changes it.
pub const SETTING_META: &str = "porthole-setting";

/// The language, which is chosen before the page says anything: so its default stands
/// on the root element, and as [`SETTING_META`] only where nobody changes it.
pub const LANGUAGE: &str = "language";

/// The attribute of the root element that names the language which everybody begins
/// with.
pub const LANGUAGE_ATTRIBUTE: &str = "data-language";

/// The same where nobody changes it.
pub const LOCKED_LANGUAGE_ATTRIBUTE: &str = "data-only-language";

/// What a setting may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingValue {
    /// `yes` or `no`.
    Switch,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// Some of these, with blanks between them; `none` for none.
    SomeOf(&'static [&'static str]),
    /// A whole number from one to another, both included.
    Number(u32, u32),
}

/// One that the proxy may give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its word.
    pub name: &'static str,
    /// What it may be.
    pub value: SettingValue,
}

const fn setting(name: &'static str, value: SettingValue) -> Setting {
    Setting { name, value }
}

/// What it may do to swipe a row.
const SWIPES: [&str; 7] = [
    "archive", "delete", "read", "flag", "junk", "move", "nothing",
];

/// All of them, in the order of their names.
pub const SETTINGS: &[Setting] = &[
    setting("alert", SettingValue::Switch),
    setting("alert-sound", SettingValue::Switch),
    setting(
        "alert-words",
        SettingValue::OneOf(&["sender-and-subject", "new-mail"]),
    ),
    setting("character-keys", SettingValue::Switch),
    setting("collect", SettingValue::Switch),
    setting(
        "columns",
        SettingValue::SomeOf(&[
            "people",
            "preview",
            "answered",
            "attachment",
            "size",
            "date",
            "flag",
        ]),
    ),
    setting("conversations", SettingValue::Switch),
    setting("darken", SettingValue::Switch),
    setting(
        "density",
        SettingValue::OneOf(&["comfortable", "normal", "compact"]),
    ),
    setting("groups", SettingValue::Switch),
    setting(
        LANGUAGE,
        SettingValue::OneOf(&["system", "ar", "de", "en", "es", "fr", "ja"]),
    ),
    setting("layout", SettingValue::OneOf(&["wide", "stacked", "list"])),
    setting(
        "mark-read",
        SettingValue::OneOf(&["at-once", "after-pause", "never"]),
    ),
    setting("markdown", SettingValue::Switch),
    setting("quote", SettingValue::Switch),
    setting("remote", SettingValue::Switch),
    setting("reply", SettingValue::OneOf(&["above", "below"])),
    setting("rich", SettingValue::Switch),
    setting("swipe-end", SettingValue::OneOf(&SWIPES)),
    setting("swipe-start", SettingValue::OneOf(&SWIPES)),
    setting("text", SettingValue::Switch),
    setting(
        "theme",
        SettingValue::OneOf(&["system", "light", "dark", "contrast"]),
    ),
    setting("undo", SettingValue::Number(0, 120)),
];

impl Setting {
    /// The one of this name.
    pub fn of(name: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.name == name)
    }
    /// Whether that is one of its values, as it stands in a line.
    pub fn takes(&self, value: &str) -> bool {
        match self.value {
            SettingValue::Switch => matches!(value, "yes" | "no"),
            SettingValue::OneOf(words) => words.contains(&value),
            SettingValue::SomeOf(words) => {
                value == "none" || value.split(' ').all(|word| words.contains(&word))
            }
            SettingValue::Number(least, most) => value
                .parse()
                .is_ok_and(|number| (least..=most).contains(&number)),
        }
    }
    /// What it may be, in words for whoever wrote something else.
    pub fn expected(&self) -> String {
        match self.value {
            SettingValue::Switch => "true or false".to_owned(),
            SettingValue::OneOf(words) => format!("one of {}", words.join(", ")),
            SettingValue::SomeOf(words) => format!("a list of {}", words.join(", ")),
            SettingValue::Number(least, most) => format!("a number from {least} to {most}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SETTINGS, Setting};

    #[test]
    fn names_are_in_order_and_values_are_known() {
        assert!(SETTINGS.is_sorted_by_key(|setting| setting.name.replace('-', " ")));
        let takes = |name: &str, value: &str| Setting::of(name).is_some_and(|s| s.takes(value));
        for (name, value, expected) in [
            ("theme", "dark", true),
            ("theme", "Dark", false),
            ("rich", "yes", true),
            ("rich", "true", false),
            ("columns", "date size", true),
            ("columns", "none", true),
            ("columns", "", false),
            ("columns", "date smell", false),
            ("undo", "120", true),
            ("undo", "121", false),
            ("undo", "-1", false),
            ("identity", "x", false),
        ] {
            assert_eq!(takes(name, value), expected, "{name} {value}");
        }
    }
}
