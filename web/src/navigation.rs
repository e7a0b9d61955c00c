//! The browser's history: the door through which [`Route`]s come and go.

use crate::dom::{location, window};
use crate::route::Route;
use gloo_events::EventListener;
use wasm_bindgen::JsValue;

/// Marks an entry that was opened from the list, so that going back from it
/// leads to the list.
const FROM_LIST: &str = "from-list";

/// The route that the URL names.
pub fn current() -> Route {
    Route::parse(&location().pathname().unwrap_or_default())
}

/// Adds an entry for `route`.
pub fn push(route: &Route, is_from_list: bool) {
    let mark = if is_from_list {
        FROM_LIST.into()
    } else {
        JsValue::NULL
    };
    if let Ok(history) = window().history() {
        // Refused only for another origin's URL, and by browsers when it
        // happens hundreds of times a minute: then the old URL stands.
        let _ = history.push_state_with_url(&mark, "", Some(&route.to_url()));
    }
}

/// Puts `route` in the place of the entry that is there.
pub fn replace(route: &Route) {
    if let Ok(history) = window().history() {
        let mark = history.state().unwrap_or(JsValue::NULL);
        // As above.
        let _ = history.replace_state_with_url(&mark, "", Some(&route.to_url()));
    }
}

/// Goes back if that leads to the list; tells whether it does.
pub fn back_to_list() -> bool {
    let Ok(history) = window().history() else {
        return false;
    };
    let is_from_list = history
        .state()
        .ok()
        .and_then(|mark| mark.as_string())
        .as_deref()
        == Some(FROM_LIST);
    is_from_list && history.back().is_ok()
}

/// Hears when the person goes back or forward, for the page's life.
pub fn on_travel(arrive: impl Fn(Route) + 'static) {
    EventListener::new(&window(), "popstate", move |_| arrive(current())).forget();
}
