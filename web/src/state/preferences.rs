//! How the person reads, as it is kept in the browser for each account, and the
//! theme, for whoever is at this browser: it is there before anybody logged in.

use crate::dom::{document, window};
use crate::night;
use crate::ruling::ruling;
use mail_engine::{Preferences, Theme};

/// Where the theme is kept; `index.html` reads it before the page is painted.
const THEME: &str = "porthole.theme";

/// Below which name, for whom.
fn name(upstream: &str, user: &str) -> String {
    format!("porthole.reading.{upstream}.{user}")
}

/// What was kept; the defaults where nothing was, or nothing may be. What is set
/// for all counts for more.
pub(super) fn kept(upstream: &str, user: &str) -> Preferences {
    let storage = window().local_storage().ok().flatten();
    let text = storage.and_then(|storage| storage.get_item(&name(upstream, user)).ok()?);
    Preferences::from_text(&ruling().over(&text.unwrap_or_default()))
}

/// Keeps them. A full or forbidden storage costs them at the next visit, no more.
pub(super) fn keep(upstream: &str, user: &str, preferences: &Preferences) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(&name(upstream, user), &preferences.to_text());
    }
}

/// Shows the page in a theme, also at the next visit.
pub(super) fn put_on(theme: Theme) {
    let root = document().document_element();
    let is_chosen = theme != Theme::System;
    if let Some(root) = root {
        // Refused by no browser: the name is a plain word.
        let _ = match is_chosen {
            true => root.set_attribute(night::ATTRIBUTE, theme.word()),
            false => root.remove_attribute(night::ATTRIBUTE),
        };
    }
    if let Ok(Some(storage)) = window().local_storage() {
        // As above.
        let _ = match is_chosen {
            true => storage.set_item(THEME, theme.word()),
            false => storage.remove_item(THEME),
        };
    }
    night::tell_change();
}
