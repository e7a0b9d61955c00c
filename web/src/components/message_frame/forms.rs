//! Pictures that are wider than the frame keep their form.
//!
//! The frame makes them narrower, and a height that the message gives beside the
//! width would stay as it is. So a height that is given with a width is kept as what
//! the two are to each other: also for who draws a line with a picture of one pixel.

use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement};

/// So many pictures are looked at.
const MOST: u32 = 2_000;

/// Does so with all that are in the document.
pub(super) fn keep(document: &Document) {
    let Ok(images) = document.query_selector_all("img[src]") else {
        return;
    };
    for image in (0..images.length().min(MOST)).filter_map(|index| images.item(index)) {
        // Of the frame's realm, which `instanceof` does not know.
        let image: HtmlElement = image.unchecked_into();
        let style = image.style();
        let given = |name| {
            let own = style.get_property_value(name).ok()?;
            let own = match own.is_empty() {
                true => image.get_attribute(name)?,
                false => own,
            };
            let pixels = own.trim_end_matches("px").parse::<u32>().ok()?;
            (pixels > 0).then_some(pixels)
        };
        let (Some(width), Some(height)) = (given("width"), given("height")) else {
            continue;
        };
        // Names and values that are right.
        let _ = style.set_property("aspect-ratio", &format!("{width}/{height}"));
        let _ = style.remove_property("height");
        let _ = image.remove_attribute("height");
    }
}
