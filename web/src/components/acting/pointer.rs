//! Which row a pointer is at.

use crate::app::App;
use crate::dom::window;
use crate::reactive::*;
use crate::state::{Row, Selected};
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// Hears an event of the page before whatever it is about does, as long as the
/// stage is there.
pub(super) fn hear<T: JsCast>(name: &'static str, mut heard: impl FnMut(&T) + 'static) {
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: false,
    };
    let listener = EventListener::new_with_options(&window(), name, options, move |event| {
        heard(event.unchecked_ref());
    });
    StoredValue::new_local(listener);
}

/// The element that an event is about.
pub(super) fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// What a selector finds at an element or around it.
pub(super) fn around(element: &Element, selector: &str) -> Option<Element> {
    element.closest(selector).ok().flatten()
}

/// The row of the list that an event is about, and its element.
pub(super) fn row_of(app: App, event: &Event) -> Option<(Row, Element)> {
    let element = around(&target(event)?, "#message-list .row")?;
    Some((row_at(app, &element)?, element))
}

/// The row that an element shows.
pub(super) fn row_at(app: App, element: &Element) -> Option<Row> {
    let key: u32 = element.id().strip_prefix("row-")?.parse().ok()?;
    let visible = app.state.list.visible();
    visible.with_untracked(|visible| visible.iter().find(|row| row.key == key).cloned())
}

/// What is done to a row is done to all selected ones, if it is one of them.
pub(super) fn meant_by(app: App, row: &Row) -> Option<Selected> {
    let uid = untrack(|| row.summary())?.uid;
    let selected = app.state.selection.selected().get_untracked();
    Some(match selected.contains(uid) {
        true => selected,
        false => super::meant::whole(app, Selected::Uids(vec![uid])),
    })
}
