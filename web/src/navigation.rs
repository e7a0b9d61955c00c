//! The browser's history: the door through which [`Route`]s come and go.

use crate::dom::{location, window};
use crate::route::Route;
use gloo_events::EventListener;
use std::cell::Cell;
use wasm_bindgen::JsValue;

/// Marks an entry that lies over the one it was opened from, the list say, so that
/// going back from it leads there.
const OVER: &str = "over";

/// In the query of a window that shows a message alone.
const MESSAGE: &str = "view=message";
/// In the query of a window that one writes in alone.
const COMPOSER: &str = "view=composer";

/// In the query, to see the page as those do who write from right to left.
const RIGHT_TO_LEFT: &str = "dir=rtl";

/// Whether this window shows messages alone, or a composer.
pub fn is_alone() -> bool {
    asks_for(MESSAGE) || is_for_composer()
}

/// Whether the page is to run from right to left whatever its language.
pub fn is_turned() -> bool {
    asks_for(RIGHT_TO_LEFT)
}

/// Whether this window is there for what is written in it.
pub fn is_for_composer() -> bool {
    asks_for(COMPOSER)
}

fn asks_for(view: &str) -> bool {
    let query = location().search().unwrap_or_default();
    let mut parts = query.trim_start_matches('?').split('&');
    parts.any(|part| part == view)
}

/// Opens a window that shows the message or the composer of `route` alone; tells
/// whether the browser let it. It is opened by this one without `noopener`, so
/// that the browser hands it a copy of the tab's storage (HTML, "create a new
/// auxiliary browsing context") and with it the kept session: it asks for no
/// password. Then the two are parted.
pub fn open_alone(route: &Route) -> bool {
    let view = match route {
        Route::Compose(_) => COMPOSER,
        _ => MESSAGE,
    };
    let address = alone(route, view);
    let opened = window().open_with_url_and_target(&address, "_blank");
    let opened = opened.ok().flatten();
    if let Some(opened) = &opened {
        let _ = opened.set_opener(&JsValue::NULL);
    }
    opened.is_some()
}

/// What the address bar says of `route` in this window.
fn address(route: &Route) -> String {
    match (is_for_composer(), is_alone()) {
        (true, _) => alone(route, COMPOSER),
        (_, true) => alone(route, MESSAGE),
        _ => route.to_url(),
    }
}

/// The address of `route` in a window of its own.
fn alone(route: &Route, view: &str) -> String {
    let url = route.to_url();
    let sign = if url.contains('?') { '&' } else { '?' };
    format!("{url}{sign}{view}")
}

/// The route that the URL names.
pub fn current() -> Route {
    let here = location();
    let query = here.search().unwrap_or_default();
    Route::read(
        &here.pathname().unwrap_or_default(),
        query.trim_start_matches('?'),
    )
}

/// Adds an entry for `route`; `is_over` if closing it leads back here.
pub fn push(route: &Route, is_over: bool) {
    let mark = if is_over { OVER.into() } else { JsValue::NULL };
    if let Ok(history) = window().history() {
        // Refused only for another origin's URL, and by browsers when it
        // happens hundreds of times a minute: then the old URL stands.
        let _ = history.push_state_with_url(&mark, "", Some(&address(route)));
    }
}

/// Keeps with the entry that is there where its list is left.
pub fn note(place: &str) {
    if let Ok(history) = window().history() {
        let mark = mark();
        let over = mark.split(' ').next().unwrap_or_default();
        let noted = format!("{over} {place}");
        // As above; without it the list begins at its top.
        let _ = history.replace_state(&noted.into(), "");
    }
}

/// What was kept so of the entry that is there.
pub fn noted() -> Option<String> {
    let mark = mark();
    mark.split_once(' ').map(|(_, noted)| noted.to_owned())
}

/// What the entry that is there is marked with.
fn mark() -> String {
    let state = window().history().and_then(|history| history.state());
    let mark = state.ok().and_then(|state| state.as_string());
    mark.unwrap_or_default()
}

/// Puts `route` in the place of the entry that is there.
pub fn replace(route: &Route) {
    if let Ok(history) = window().history() {
        let mark = history.state().unwrap_or(JsValue::NULL);
        // As above.
        let _ = history.replace_state_with_url(&mark, "", Some(&address(route)));
    }
}

thread_local! {
    /// Browsers go back a while after they were asked to.
    static IS_GOING_BACK: Cell<bool> = const { Cell::new(false) };
}

/// Goes back if that leads to what the entry lies over; tells whether it does.
pub fn back() -> bool {
    let Ok(history) = window().history() else {
        return false;
    };
    if IS_GOING_BACK.get() {
        return true;
    }
    let is_over = mark().split(' ').next() == Some(OVER);
    let goes = is_over && history.back().is_ok();
    IS_GOING_BACK.set(goes);
    goes
}

/// Hears when the person goes back or forward, for the page's life.
pub fn on_travel(arrive: impl Fn(Route) + 'static) {
    let arrived = move |_: &web_sys::Event| {
        IS_GOING_BACK.set(false);
        arrive(current());
    };
    EventListener::new(&window(), "popstate", arrived).forget();
}
