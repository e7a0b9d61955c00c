//! What a setting's value is called, as the settings' page calls it: the settings'
//! text has words of its own.

use super::appearance::swipe_name;
use crate::commands::{about, key_label};
use crate::components::look_names::{column_name, density_name, layout_name, theme_name};
use crate::components::shortcut_sheet::is_mac;
use crate::components::{colour_name, use_name};
use crate::i18n;
use crate::keyboard::{NONE, OR, SHORTCUTS};
use crate::language::LANGUAGES;
use crate::listing::listed;
use mail_engine::{
    AlertWords, Column, Density, Layout, MailboxColour, MarkRead, Preferences, Swipe, Theme,
};
use mail_model::SpecialUse;

/// More of a value is not shown.
const LONGEST: usize = 80;

/// All that a setting's lines say.
pub(super) fn values(word: &str, lines: &[&str]) -> String {
    let said = lines.iter().map(|line| shortened(&value(word, line)));
    let said: Vec<String> = said.filter(|said| !said.is_empty()).collect();
    match said.as_slice() {
        [] => i18n::setting_nothing().to_owned(),
        said => listed(said),
    }
}

/// What stands behind a line's first word.
fn value(word: &str, value: &str) -> String {
    let known = match (word, value) {
        ("theme", _) => named(&Theme::ALL, Theme::word, theme_name, value),
        ("layout", _) => named(&Layout::ALL, Layout::word, layout_name, value),
        ("density", _) => named(&Density::ALL, Density::word, density_name, value),
        ("swipe-start" | "swipe-end", _) => named(&Swipe::ALL, Swipe::word, swipe_name, value),
        ("mark-read", _) => named(&MarkRead::ALL, MarkRead::word, mark_read_name, value),
        ("alert-words", _) => named(&AlertWords::ALL, AlertWords::word, alert_words_name, value),
        ("language", Preferences::AS_SYSTEM) => Some(i18n::look_language_system()),
        ("language", _) => {
            let known = LANGUAGES.iter().find(|(tag, _)| *tag == value);
            known.map(|(_, name)| *name)
        }
        ("reply", "above") => Some(i18n::settings_reply_above()),
        ("reply", "below") => Some(i18n::settings_reply_below()),
        ("columns", _) => return columns(value),
        ("keys", _) => return keys(value),
        ("colour" | "label" | "use" | "identity" | "template", _) => {
            return of_several(word, value);
        }
        // A number by which it is known says nothing to anybody.
        ("default-identity", _) => Some(""),
        (_, "yes") => Some(i18n::yes()),
        (_, "no") => Some(i18n::no()),
        _ => None,
    };
    known.unwrap_or(value).to_owned()
}

fn named<T: Copy>(
    all: &[T],
    word: fn(T) -> &'static str,
    name: fn(T) -> &'static str,
    value: &str,
) -> Option<&'static str> {
    let found = all.iter().find(|one| word(**one) == value);
    found.map(|one| name(*one))
}

/// When a message counts as read.
pub(super) fn mark_read_name(moment: MarkRead) -> &'static str {
    match moment {
        MarkRead::AtOnce => i18n::prefer_mark_read_at_once(),
        MarkRead::AfterPause => i18n::prefer_mark_read_after_pause(),
        MarkRead::Never => i18n::prefer_mark_read_never(),
    }
}

/// What a notification tells.
pub(super) fn alert_words_name(words: AlertWords) -> &'static str {
    match words {
        AlertWords::SenderAndSubject => i18n::alert_words_full(),
        AlertWords::NewMail => i18n::alert_words_little(),
    }
}

fn columns(value: &str) -> String {
    let shown = value.split(' ').filter_map(|word| {
        let found = Column::ALL.into_iter().find(|one| one.word() == word);
        found.map(column_name)
    });
    listed(&shown.collect::<Vec<_>>())
}

/// `archive e or y`: what it does, and the keys as they are printed.
fn keys(value: &str) -> String {
    let (id, keys) = value.split_once(' ').unwrap_or((value, ""));
    let known = SHORTCUTS.iter().find(|shortcut| shortcut.id == id);
    let name = known.map_or(id, |shortcut| about(shortcut.command).words);
    let keys = keys.split(OR).filter(|keys| *keys != NONE).map(|keys| {
        let parts = keys.split(' ').map(|key| key_label(key, is_mac()));
        parts.collect::<Vec<_>>().join(" ")
    });
    match keys.collect::<Vec<_>>().as_slice() {
        [] => i18n::setting_of(name, i18n::setting_nothing()),
        keys => i18n::setting_of(name, &listed(keys)),
    }
}

/// What a person has several of: it is known by what they call it.
fn of_several(word: &str, value: &str) -> String {
    let colour = |word: &str| {
        let word_of: fn(MailboxColour) -> _ = MailboxColour::word;
        named(&MailboxColour::ALL, word_of, colour_name, word).unwrap_or_default()
    };
    match word {
        "colour" => {
            let (mailbox, hue) = value.rsplit_once(' ').unwrap_or((value, ""));
            i18n::setting_of(mailbox, colour(hue))
        }
        "label" => {
            let mut words = value.splitn(3, ' ').skip(1);
            let hue = colour(words.next().unwrap_or_default());
            i18n::setting_of(words.next().unwrap_or_default(), hue)
        }
        "use" => {
            let (purpose, mailbox) = value.split_once(' ').unwrap_or((value, ""));
            let purpose = match purpose {
                "drafts" => use_name(SpecialUse::Drafts),
                "sent" => use_name(SpecialUse::Sent),
                "archive" => use_name(SpecialUse::Archive),
                "junk" => use_name(SpecialUse::Junk),
                "trash" => use_name(SpecialUse::Trash),
                _ => i18n::folder_use_nothing(),
            };
            i18n::setting_of(mailbox, purpose)
        }
        _ => {
            let mut words = value.splitn(3, ' ').skip(1);
            let field = words.next().unwrap_or_default();
            let said = words.next().unwrap_or_default();
            let said = match field.ends_with("html") {
                true => without_tags(said),
                false => said.to_owned(),
            };
            // As the text writes ends of lines, blanks and its own mark.
            let said = said.replace("\\n", " ").replace("\\_", " ");
            said.replace("\\\\", "\\").trim().to_owned()
        }
    }
}

fn without_tags(html: &str) -> String {
    let mut is_within = false;
    let text = html.chars().filter(|one| {
        let was_within = is_within;
        match one {
            '<' => is_within = true,
            '>' => is_within = false,
            _ => {}
        }
        !was_within && !is_within
    });
    text.collect()
}

fn shortened(text: &str) -> String {
    let mut letters = text.chars();
    let mut short: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, values};
    use relay_protocol::{SETTINGS, SettingValue};

    #[test]
    fn whatever_may_be_given_is_said_in_words() {
        for setting in SETTINGS {
            let SettingValue::OneOf(all) = setting.value else {
                continue;
            };
            for value in all {
                let said = values(setting.name, &[value]);
                assert_ne!(said, *value, "{}", setting.name);
            }
        }
        assert_eq!(values("rich", &["yes"]), "Yes");
        assert_eq!(values("undo", &["7"]), "7");
        assert_eq!(values("columns", &["date size"]), "Date, Size");
        assert_eq!(values("columns", &["none"]), "None");
        assert_eq!(values("later", &["a b"]), "a b");
    }

    #[test]
    fn what_is_a_persons_own_is_said_as_they_call_it() {
        for (word, line, said) in [
            ("label", "$label1 red To do", "To do: Red"),
            ("colour", "Lists/A b blue", "Lists/A b: Blue"),
            ("use", "sent Out", "Out: Sent"),
            ("identity", "1f name Ada\\nLovelace", "Ada Lovelace"),
            ("identity", "1 signature-html <b>Ada</b> L.", "Ada L."),
            ("default-identity", "1f", "None"),
        ] {
            assert_eq!(values(word, &[line]), said, "{word} {line}");
        }
        let long = "x".repeat(2 * LONGEST);
        assert_eq!(values("search", &[&long]).chars().count(), LONGEST + 1);
    }
}
