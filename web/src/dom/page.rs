use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, KeyboardEvent, KeyboardEventInit, Location, Window};

/// The page's window. This module's code runs in a page alone.
pub fn window() -> Window {
    #[expect(
        clippy::expect_used,
        reason = "the app is started by a page; only its worker has no window"
    )]
    web_sys::window().expect("a page")
}

/// What the page's window hears when the session is about to end: whoever holds
/// what was typed tells the engine of it.
pub const LEAVING: &str = "leaving";

/// Has all that was typed be told to the engine.
pub fn tell_leaving() {
    if let Ok(event) = web_sys::Event::new(LEAVING) {
        // Refused only while it is being dispatched.
        let _ = window().dispatch_event(&event);
    }
}

/// The page's document.
pub fn document() -> Document {
    #[expect(clippy::expect_used, reason = "every window of a page has a document")]
    window().document().expect("a document")
}

/// The page's address.
pub fn location() -> Location {
    window().location()
}

/// Moves the focus to the first element that a selector finds, if it is there.
pub fn focus(selector: &str) {
    let element = document().query_selector(selector).ok().flatten();
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Refused by no browser.
        let _ = element.focus();
    }
}

/// Whether nothing has the focus, or what has it is drawn no more and about to lose it.
pub fn is_focus_lost() -> bool {
    document()
        .active_element()
        .is_none_or(|at| at.tag_name() == "BODY" || at.get_bounding_client_rect().width() == 0.0)
}

/// Presses the first element that a selector finds, if it is there.
pub fn press(selector: &str) {
    let element = document().query_selector(selector).ok().flatten();
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.click();
    }
}

/// Presses the key once more at a frame, whose document heard it: so the page's
/// keys work while the focus is in there.
pub fn forward_key(event: &KeyboardEvent, to: &HtmlElement) {
    let init = KeyboardEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_key(&event.key());
    init.set_code(&event.code());
    init.set_ctrl_key(event.ctrl_key());
    init.set_alt_key(event.alt_key());
    init.set_meta_key(event.meta_key());
    init.set_shift_key(event.shift_key());
    let Ok(copy) = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init) else {
        return;
    };
    // Only an event that is being dispatched already would be refused.
    if to.dispatch_event(&copy) == Ok(false) {
        event.prevent_default();
    }
}

/// Whether the page runs from right to left.
pub fn is_reversed() -> bool {
    let root = document().document_element();
    root.is_some_and(|root| root.get_attribute("dir").as_deref() == Some("rtl"))
}

/// An arrow as it leads along the text: on a page that runs from right to left,
/// the one to the left leads on.
pub fn along_text(key: String) -> String {
    let turned = match key.as_str() {
        "ArrowLeft" => "ArrowRight",
        "ArrowRight" => "ArrowLeft",
        _ => return key,
    };
    match is_reversed() {
        true => turned.to_owned(),
        false => key,
    }
}

/// Whether a media query holds now.
pub fn matches_media(query: &str) -> bool {
    let query = window().match_media(query).ok().flatten();
    query.is_some_and(|query| query.matches())
}
