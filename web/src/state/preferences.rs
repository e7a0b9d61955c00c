//! How the person reads, as it is kept in the browser for each account.

use crate::dom::window;
use mail_engine::Preferences;

/// Below which name, for whom.
fn name(upstream: &str, user: &str) -> String {
    format!("porthole.reading.{upstream}.{user}")
}

/// What was kept; the defaults where nothing was, or nothing may be.
pub(super) fn kept(upstream: &str, user: &str) -> Preferences {
    let storage = window().local_storage().ok().flatten();
    let text = storage.and_then(|storage| storage.get_item(&name(upstream, user)).ok()?);
    Preferences::from_text(&text.unwrap_or_default())
}

/// Keeps them. A full or forbidden storage costs them at the next visit, no more.
pub(super) fn keep(upstream: &str, user: &str, preferences: &Preferences) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(&name(upstream, user), &preferences.to_text());
    }
}
