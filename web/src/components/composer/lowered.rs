//! Beside the page, composers cover some of it. Where the keyboard comes to something
//! that is covered, they go down to their bars, until somebody writes again (WCAG
//! 2.2, 2.4.11).

use crate::dom::{document, window};
use crate::reactive::*;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element};

/// As tall as a bar is, in CSS pixels; `composer.css` draws it so.
const BAR: f64 = 44.0;
/// What shows that little beside a composer can't be seen.
const EDGE: f64 = 4.0;
/// Composers that are no bars.
const TALL: &str = ".composers > .composer:not(.is-minimised, .is-hidden)";

/// Whether they are down, as long as the page is there.
pub(super) fn lowered() -> ReadSignal<bool> {
    let is_down = RwSignal::new(false);
    // The lines of a list have no focus of their own: keys move what is meant there.
    for name in ["focusin", "keyup", "pointerdown"] {
        let look = move || {
            let was = is_down.get_untracked();
            let is = name != "pointerdown" && wants_room(was);
            if is != was {
                is_down.set(is);
            }
        };
        let options = EventListenerOptions::run_in_capture_phase();
        let listener = EventListener::new_with_options(&window(), name, options, move |_| look());
        StoredValue::<_, LocalStorage>::new_local(listener);
    }
    is_down.read_only()
}

/// Whether what has the focus stands behind a composer; once they are down, whether
/// the keyboard is still on the page.
fn wants_room(is_down: bool) -> bool {
    let Some(at) = document().active_element() else {
        return false;
    };
    let is_meant = matches!(at.matches(":focus-visible"), Ok(true));
    let is_apart = matches!(at.closest(".composers, dialog"), Ok(Some(_)));
    if !is_meant || is_apart {
        return false;
    }
    is_down || {
        let line = at.get_attribute("aria-activedescendant");
        let line = line.and_then(|id| document().get_element_by_id(&id));
        let place = line.unwrap_or(at).get_bounding_client_rect();
        composers().iter().any(|composer| covers(composer, &place))
    }
}

fn composers() -> Vec<DomRect> {
    let Ok(found) = document().query_selector_all(TALL) else {
        return Vec::new();
    };
    let all = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<Element>().ok());
    let places = all.map(|composer| composer.get_bounding_client_rect());
    places.filter(|place| place.height() > BAR).collect()
}

/// Whether nothing of a place is beside a composer.
fn covers(composer: &DomRect, place: &DomRect) -> bool {
    place.width() > 0.0
        && place.left() >= composer.left() - EDGE
        && place.right() <= composer.right() + EDGE
        && place.top() >= composer.top() - EDGE
        && place.bottom() <= composer.bottom() + EDGE
}
