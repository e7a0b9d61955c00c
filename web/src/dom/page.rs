use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, Location, Window};

/// The page's window. This module's code runs in a page alone.
pub fn window() -> Window {
    #[expect(
        clippy::expect_used,
        reason = "the app is started by a page; only its worker has no window"
    )]
    web_sys::window().expect("a page")
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

/// Presses the first element that a selector finds, if it is there.
pub fn press(selector: &str) {
    let element = document().query_selector(selector).ok().flatten();
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.click();
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
