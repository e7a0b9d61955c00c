//! What the page says once its program can't go on.

use crate::dom::{Child, document, focus, html, location, window};
use crate::i18n;
use js_sys::{Reflect, WebAssembly};
use wasm_bindgen::prelude::*;

/// How a page tells of a fault that nothing caught, and where that lies in what it
/// tells: one of an event, one of a task.
const TOLD: [(&str, &str); 2] = [("error", "error"), ("unhandledrejection", "reason")];

/// Has the page say so when this program ends in the midst of its work. A panic ends
/// so, and so does what no panic hook hears of: a lock that is held already, or no
/// memory left.
pub(crate) fn tell_when_it_stops() {
    for (name, field) in TOLD {
        let hear = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            let fault = Reflect::get(&event, &JsValue::from_str(field));
            if fault.is_ok_and(|fault| fault.is_instance_of::<WebAssembly::RuntimeError>()) {
                tell();
            }
        });
        // Refused by no browser.
        let _ = window().add_event_listener_with_callback(name, hear.as_ref().unchecked_ref());
        // The page's life is the program's.
        hear.forget();
    }
}

/// What is on screen would not answer any more. The link loads the page anew; the
/// session survives that.
fn tell() {
    let document = document();
    let is_told = matches!(document.query_selector(".stopped"), Ok(Some(_)));
    let Some(body) = document.body().filter(|_| !is_told) else {
        return;
    };
    let here = location().pathname().unwrap_or_default();
    let words = html::div().class("stopped").attr("role", "alert").child((
        html::h2().child(i18n::stopped_title()),
        html::p().child(i18n::stopped_text()),
        html::a()
            .class("button")
            .attr("href", here)
            .child(i18n::stopped_reload()),
    ));
    words.append_to(&body);
    // What had it is covered, and may not answer.
    focus(".stopped > a");
}
