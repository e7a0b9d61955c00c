use crate::i18n;
use crate::keyboard::{Command, is_of_characters, keys_of};
use mail_engine::KeyChoices;

/// A key as it is printed on keyboards where the page's language is written;
/// `is_mac` where Ctrl is Command.
pub fn key_label(key: &str, is_mac: bool) -> String {
    let held = [
        ("Ctrl+", "⌘", i18n::key_ctrl()),
        ("Alt+", "⌥", i18n::key_alt()),
        ("Shift+", "⇧", i18n::key_shift()),
    ];
    for (name, on_mac, printed) in held {
        if let Some(with) = key.strip_prefix(name).filter(|rest| !rest.is_empty()) {
            let with = match with.chars().count() {
                1 => with.to_uppercase(),
                _ => key_label(with, is_mac),
            };
            return match is_mac {
                true => [on_mac, &with].concat(),
                false => [printed, " ", &with].concat(),
            };
        }
    }
    let mut letters = key.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return match letter.is_uppercase() {
            true if is_mac => ["⇧", key].concat(),
            true => [i18n::key_shift(), " ", key].concat(),
            // As it is printed; what has no capital of one letter is printed small.
            false => Some(key.to_uppercase())
                .filter(|upper| upper.chars().count() == 1)
                .unwrap_or_else(|| key.to_owned()),
        };
    }
    match key {
        "ArrowDown" => "↓",
        "ArrowUp" => "↑",
        "ArrowLeft" => "←",
        "ArrowRight" => "→",
        "Escape" => i18n::key_escape(),
        "PageDown" => i18n::key_page_down(),
        "PageUp" => i18n::key_page_up(),
        "ContextMenu" => i18n::key_menu(),
        "Enter" => i18n::key_enter(),
        "Delete" => i18n::key_delete(),
        "Backspace" => i18n::key_backspace(),
        "Insert" => i18n::key_insert(),
        "Home" => i18n::key_home(),
        "End" => i18n::key_end(),
        "Space" => i18n::key_space(),
        other => other,
    }
    .to_owned()
}

/// The first keys of a command that are heard, for hints: one after the other with
/// a space between; what is held stands before its key with one that does not break.
/// Empty where it has none.
pub fn keys_label(choices: &KeyChoices, command: Command, is_mac: bool) -> String {
    let first = heard(choices, command).next().unwrap_or_default();
    let parts = first.split(' ').filter(|key| !key.is_empty());
    let label = |key| key_label(key, is_mac).replace(' ', "\u{a0}");
    parts.map(label).collect::<Vec<String>>().join(" ")
}

/// The keys of a command as `aria-keyshortcuts` says them (WAI-ARIA 1.2). It knows
/// no keys one after the other.
pub fn aria_keys(choices: &KeyChoices, command: Command) -> Option<String> {
    let known = heard(choices, command).filter(|keys| !keys.contains(' '));
    let said: Vec<String> = known
        .map(|key| {
            let is_upper = key.chars().count() == 1 && key.chars().all(char::is_uppercase);
            match is_upper {
                true => ["Shift+", key].concat(),
                false => key.replace("Ctrl+", "Control+"),
            }
        })
        .collect();
    (!said.is_empty()).then(|| said.join(" "))
}

fn heard(choices: &KeyChoices, command: Command) -> impl Iterator<Item = &str> {
    let is_heard = |keys: &&str| !(choices.without_characters && is_of_characters(keys));
    keys_of(choices, command).filter(is_heard)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_called_as_they_are_printed() {
        for (key, label, on_mac) in [
            ("e", "E", "E"),
            ("J", "Shift J", "⇧J"),
            ("Ctrl+Shift+k", "Ctrl Shift K", "⌘⇧K"),
            ("Alt+ArrowUp", "Alt ↑", "⌥↑"),
            ("Alt++", "Alt +", "⌥+"),
            ("ß", "ß", "ß"),
            ("#", "#", "#"),
            ("+", "+", "+"),
            ("Ctrl+k", "Ctrl K", "⌘K"),
            ("Ctrl++", "Ctrl +", "⌘+"),
            ("Ctrl+ArrowLeft", "Ctrl ←", "⌘←"),
            ("Shift+Delete", "Shift Delete", "⇧Delete"),
            ("ContextMenu", "Menu", "Menu"),
            ("F10", "F10", "F10"),
        ] {
            assert_eq!(key_label(key, false), label);
            assert_eq!(key_label(key, true), on_mac);
        }
    }

    #[test]
    fn hints_follow_what_was_chosen() {
        let mut choices = KeyChoices::default();
        let label = |choices: &KeyChoices, command| keys_label(choices, command, false);
        assert_eq!(label(&choices, Command::GoInbox), "G I");
        assert_eq!(label(&choices, Command::Delete), "#");
        assert_eq!(label(&choices, Command::Print), "");
        assert_eq!(aria_keys(&choices, Command::GoInbox), None);
        assert_eq!(
            aria_keys(&choices, Command::Delete).as_deref(),
            Some("# Delete")
        );
        assert_eq!(
            aria_keys(&choices, Command::SelectAll).as_deref(),
            Some("Control+a")
        );
        assert_eq!(
            aria_keys(&choices, Command::MarkSeen).as_deref(),
            Some("Shift+I")
        );
        choices.without_characters = true;
        assert_eq!(label(&choices, Command::Delete), "Delete");
        assert_eq!(label(&choices, Command::GoInbox), "");
        choices.set("go-inbox", Some("Ctrl+1"));
        assert_eq!(label(&choices, Command::GoInbox), "Ctrl\u{a0}1");
    }
}
