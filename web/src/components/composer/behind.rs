//! What a composer covers on a phone is out of reach while it does: the focus goes
//! nowhere where it can't be seen (WCAG 2.2, 2.4.11), and nobody hears of it.

use crate::app::App;
use crate::components::{MESSAGE_ID, ONE_PANE, focus_list};
use crate::dom::{document, effect, focus};
use crate::reactive::*;
use crate::route::Route;
use crate::ui::media;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// All of the page but composers, and what is told above them.
const COVERED: &str = ".mail-page > :is(.skip-link, .task-bar, .folders-pane, .splitter, main)";

/// Puts it aside, as long as the page is there.
pub(super) fn put_aside(app: App) {
    let is_one_pane = media(ONE_PANE);
    let is_covered = memo(move |_| {
        let is_composing = |route: &Route| matches!(route, Route::Compose(_));
        is_one_pane.get() && app.state.route().with(is_composing)
    });
    let mut was_covered = false;
    effect(move || {
        let is_covered = is_covered.get();
        set_inert(is_covered);
        if std::mem::replace(&mut was_covered, is_covered) && !is_covered {
            // What had the focus goes with the composer, and could not give it on.
            Timeout::new(0, move || {
                let focused = document().active_element();
                if focused.is_none_or(|focused| focused.tag_name() == "BODY") {
                    focus_what_is_there(app);
                }
            })
            .forget();
        }
    });
}

/// The open message, else the list.
fn focus_what_is_there(app: App) {
    let is_reading = app
        .state
        .route()
        .with_untracked(|route| route.place().is_some_and(|place| place.message.is_some()));
    match is_reading {
        true => focus(&format!("#{MESSAGE_ID}")),
        false => focus_list(),
    }
}

fn set_inert(is_inert: bool) {
    let Ok(found) = document().query_selector_all(COVERED) else {
        return;
    };
    for index in 0..found.length() {
        let covered = found
            .item(index)
            .and_then(|one| one.dyn_into::<Element>().ok());
        if let Some(covered) = covered {
            // The name is a legal one.
            let _ = covered.toggle_attribute_with_force("inert", is_inert);
        }
    }
}
