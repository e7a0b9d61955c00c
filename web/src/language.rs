//! In which language the page speaks: what the person chose, for this browser and
//! in the account. `index.html` reads the browser's choice before anything is
//! said, so another language is another beginning of the page.

use crate::app::App;
use crate::dom::{document, location, window};
use crate::reactive::*;
use mail_engine::{Preferences, SettingsState};

/// The languages that there are, by their tags (RFC 5646), each in its own words.
pub const LANGUAGES: [(&str, &str); 6] = [
    ("ar", "العربية"),
    ("de", "Deutsch"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("ja", "日本語"),
];

/// Where the choice is kept; `index.html` knows the name.
const KEY: &str = "porthole.language";

/// The language that the page speaks.
pub(crate) fn spoken() -> &'static str {
    let root = document().document_element();
    let tag = root.and_then(|root| root.get_attribute("lang"));
    known(&tag.unwrap_or_default()).unwrap_or("en")
}

fn known(tag: &str) -> Option<&'static str> {
    let primary = tag.split('-').next()?;
    let known = LANGUAGES.iter().find(|(known, _)| *known == primary);
    known.map(|(known, _)| *known)
}

/// What was chosen for this browser; empty for nothing.
fn chosen() -> String {
    let storage = window().local_storage().ok().flatten();
    let chosen = storage.and_then(|storage| storage.get_item(KEY).ok()?);
    chosen.unwrap_or_default()
}

/// Has this browser speak a language from its next page on; [`Preferences::AS_SYSTEM`]
/// for the one that it asks for.
pub(crate) fn choose(language: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // A full or forbidden storage costs the choice, no more.
        let _ = match language {
            Preferences::AS_SYSTEM => storage.remove_item(KEY),
            language => storage.set_item(KEY, language),
        };
    }
}

/// Begins the page anew. The session outlives that, and what was written is kept.
pub(crate) fn load_again() {
    let _ = location().reload();
}

/// What holds where the account says `language`: of nothing, what the browser has.
pub(crate) fn effective(language: &str) -> &'static str {
    let chosen = match language {
        "" => chosen(),
        language => language.to_owned(),
    };
    known(&chosen).unwrap_or(Preferences::AS_SYSTEM)
}

/// Speaks the account's language, once the account has what was chosen here. Where
/// it has none, the browser's choice stays.
pub(crate) fn follow(app: App) {
    let of_account = app.state.settings().with_untracked(|settings| {
        let settings = settings.as_ref()?;
        let language = &settings.preferences.language;
        (!language.is_empty()).then(|| effective(language))
    });
    let is_on_its_way = app
        .state
        .settings_state()
        .with_untracked(|state| matches!(state, SettingsState::Keeping));
    let Some(language) = of_account.filter(|_| !is_on_its_way) else {
        return;
    };
    if language == effective("") {
        return;
    }
    choose(language);
    // A storage that keeps nothing would have the page begin again for ever.
    if language == effective("") && language != spoken() {
        load_again();
    }
}
