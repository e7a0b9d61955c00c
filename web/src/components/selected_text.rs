use crate::dom::document;
use wasm_bindgen::JsCast;
use web_sys::{HtmlIFrameElement, Selection};

/// What is selected of the open message's text, if anything is.
pub fn selected_text() -> Option<String> {
    let frame = document().query_selector(".message-frame iframe").ok()?;
    let frame = frame.and_then(|frame| frame.dyn_into::<HtmlIFrameElement>().ok());
    let within = frame
        .and_then(|frame| frame.content_document()?.get_selection().ok()?)
        .and_then(|selection| words(&selection));
    within.or_else(|| {
        let selection = document().get_selection().ok()??;
        let node = selection.anchor_node()?;
        let element = match node.dyn_ref::<web_sys::Element>() {
            Some(element) => element.clone(),
            None => node.parent_element()?,
        };
        let is_text = element.closest(".message-text").ok()?.is_some();
        words(&selection).filter(|_| is_text)
    })
}

fn words(selection: &Selection) -> Option<String> {
    let words = String::from(selection.to_string());
    (!words.trim().is_empty()).then_some(words)
}
