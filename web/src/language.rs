//! In which language the page speaks: what the person chose, for this browser and
//! in the account. `index.html` reads the browser's choice before anything is
//! said, so another language is another beginning of the page.

use crate::app::App;
use crate::dom::{document, location, window};
use crate::reactive::*;
use mail_engine::{Preferences, SettingsState};
use relay_protocol::{LANGUAGE_ATTRIBUTE, LOCKED_LANGUAGE_ATTRIBUTE};

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

/// Where a name that was typed waits for the page to begin anew.
const NAME_KEY: &str = "porthole.typed-name";

thread_local! {
    /// What was chosen when this page began: another tab may have chosen since, and
    /// what is kept for the browser says nothing of what this page speaks.
    static BEGUN: &'static str = effective("");
}

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

/// What was chosen for this browser, else what everybody here begins with; empty for
/// nothing.
fn chosen() -> String {
    let storage = window().local_storage().ok().flatten();
    let chosen = storage.and_then(|storage| storage.get_item(KEY).ok()?);
    chosen.or_else(given).unwrap_or_default()
}

/// What everybody here begins with, as the proxy wrote it into the page.
fn given() -> Option<String> {
    document()
        .document_element()?
        .get_attribute(LANGUAGE_ATTRIBUTE)
}

/// Whether nobody here chooses.
pub(crate) fn is_locked() -> bool {
    let root = document().document_element();
    root.is_some_and(|root| root.has_attribute(LOCKED_LANGUAGE_ATTRIBUTE))
}

/// Has this browser speak a language from its next page on; [`Preferences::AS_SYSTEM`]
/// for the one that it asks for.
pub(crate) fn choose(language: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // A full or forbidden storage costs the choice, no more.
        let _ = match language {
            // Where there is nothing else to begin with, nothing needs to be said.
            Preferences::AS_SYSTEM if given().is_none() => storage.remove_item(KEY),
            language => storage.set_item(KEY, language),
        };
    }
}

/// Begins the page anew. The session outlives that, and what was written is kept.
pub(crate) fn load_again() {
    let _ = location().reload();
}

/// The same, for who has typed their name already.
pub(crate) fn load_again_with(name: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        // Refused, it is typed once more.
        let _ = storage.set_item(NAME_KEY, name);
    }
    load_again();
}

/// The name that was typed before the page began anew; empty for none.
pub(crate) fn name_typed_before() -> String {
    let storage = window().session_storage().ok().flatten();
    let typed = storage.and_then(|storage| {
        let typed = storage.get_item(NAME_KEY).ok()?;
        // It is for the next page alone.
        let _ = storage.remove_item(NAME_KEY);
        typed
    });
    typed.unwrap_or_default()
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
    // First of all, while it is still as it was.
    let begun = BEGUN.with(|begun| *begun);
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
    if language == effective("") && language == begun {
        return;
    }
    choose(language);
    // A storage that keeps nothing would have the page begin again for ever.
    if language == effective("") && language != spoken() {
        load_again();
    }
}
