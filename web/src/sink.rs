//! Where markup becomes a document: the two sinks of the app, both into frames
//! without scripts whose policy lets nothing load from elsewhere unless the person
//! allowed it. Only a [`SafeHtml`] comes here, and only the sanitizer makes one (I6).
//!
//! The page enforces Trusted Types. They guard the page's own document; a frame's
//! document has another policy, so filling it needs no exemption.

use html_sanitizer::SafeHtml;
use web_sys::{Element, HtmlDocument};

/// Makes `content` all that is in `element`, of a frame's document.
pub(crate) fn fill(element: &Element, content: &SafeHtml) {
    element.set_inner_html(content.as_str());
}

/// Puts `content` in the place of what is selected in a frame's document that is
/// edited, so that the browser can undo it. Tells whether it did.
pub(crate) fn insert(document: &HtmlDocument, content: &SafeHtml) -> bool {
    document
        .exec_command_with_show_ui_and_value("insertHTML", false, content.as_str())
        .unwrap_or(false)
}
