//! Newsletters are laid out for 600 pixels. Shrunk to a phone's width as a whole
//! their texts are too small to be read; so what is wider than a phone gives up
//! its width first, and only what remains too wide then (columns side by side, a
//! word that does not break) is shrunk. Where there is more room than a phone has,
//! a letter stays as it was laid out.

use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement};

/// The class of what has given up its width.
const CLASS: &str = "porthole-narrow";

/// What the class does. A table's width in percent tells the cell around it that
/// it can be narrow; an image keeps its shape.
pub(super) const STYLE: &str = ".porthole-narrow{width:auto!important;min-width:0!important;\
max-width:100%!important}table.porthole-narrow{width:100%!important}\
img.porthole-narrow{width:100%!important;height:auto!important}";

/// What is given widths in mail.
const WIDE: &str = "table,td,th,div,center,p,img";

/// Not narrower than any phone's frame, in CSS pixels.
const PHONE: i32 = 480;

/// How many elements are measured: a letter with more is no newsletter.
const MOST: u32 = 4000;

/// Takes their widths from the elements that are wider than `room`, if that is a
/// phone's.
pub(super) fn narrow(document: &Document, room: i32) {
    if room > PHONE {
        return;
    }
    // All are measured before the first is changed: it is laid out once for them.
    for element in all(document, WIDE, |element| element.offset_width() > room) {
        // Refused only for a class that is no word.
        let _ = element.class_list().add_1(CLASS);
    }
}

/// Gives the widths back.
pub(super) fn undo(document: &Document) {
    for element in all(document, ".porthole-narrow", |_| true) {
        // As above.
        let _ = element.class_list().remove_1(CLASS);
    }
}

/// Elements of the frame's document that are meant. They are of another realm, so
/// the cast is unchecked.
fn all(
    document: &Document,
    selector: &str,
    is_meant: impl Fn(&HtmlElement) -> bool,
) -> Vec<HtmlElement> {
    let Ok(found) = document.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length().min(MOST))
        .filter_map(|index| found.item(index))
        .map(JsCast::unchecked_into)
        .filter(is_meant)
        .collect()
}
