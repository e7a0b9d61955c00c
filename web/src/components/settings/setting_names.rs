//! What is set is called so, by the word with which the settings' text names it.

use crate::i18n;

/// Its name. What another version brought has none but its word.
pub(super) fn setting_name(word: &str) -> &str {
    match word {
        "alert" => i18n::alert_on(),
        "alert-in" => i18n::alert_folders(),
        "alert-sound" => i18n::alert_sound_on(),
        "alert-words" => i18n::alert_words(),
        "character-keys" => i18n::keys_characters(),
        "collect" => i18n::settings_collect(),
        "colour" => i18n::setting_folder_colour(),
        "columns" => i18n::look_columns(),
        "conversations" => i18n::look_conversations(),
        "darken" => i18n::prefer_dark(),
        "default-identity" => i18n::setting_default_identity(),
        "density" => i18n::look_density(),
        "favourite" => i18n::setting_favourite(),
        "groups" => i18n::look_groups(),
        "identity" => i18n::setting_identity(),
        "keys" => i18n::settings_keyboard(),
        "label" => i18n::setting_label(),
        "language" => i18n::look_language(),
        "layout" => i18n::look_layout(),
        "mark-read" => i18n::prefer_mark_read(),
        "markdown" | "rich" => i18n::settings_format(),
        "quote" => i18n::settings_quote(),
        "remote" => i18n::settings_images_all(),
        "remote-from" => i18n::setting_remote_from(),
        "reply" => i18n::settings_replies(),
        "search" => i18n::setting_search(),
        "subscribed-only" => i18n::settings_folders_subscribed_only(),
        "swipe-end" | "swipe-start" => i18n::look_swipes(),
        "template" => i18n::setting_template(),
        "text" => i18n::prefer_text(),
        "theme" => i18n::look_theme(),
        "undo" => i18n::settings_undo(),
        "use" => i18n::settings_folders_purposes(),
        "welcomed" => i18n::setting_welcomed(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::setting_name;
    use relay_protocol::SETTINGS;

    #[test]
    fn whatever_may_be_given_has_a_name() {
        for setting in SETTINGS {
            assert_ne!(setting_name(setting.name), setting.name);
        }
        assert_eq!(setting_name("later"), "later");
    }
}
