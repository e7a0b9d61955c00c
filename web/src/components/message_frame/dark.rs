//! HTML that was written for paper, by night.
//!
//! The sheet is inverted as a whole and its hues are turned back, so that what
//! was light is dark and red stays red; pictures are inverted once more, which
//! leaves them as they are. Nothing of the message is read or rewritten for it.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Window};

/// The class that darkens a document of the frame.
const CLASS: &str = "porthole-dark";

/// What the class does. Pictures behind texts keep their text: they are
/// inverted with it, as is the place of a picture that was left out. What stands
/// for one that did not come is text, inverted twice: it must be light by itself.
pub(crate) const STYLE: &str = "html.porthole-dark{filter:invert(1) hue-rotate(180deg)}\
html.porthole-dark img[src],html.porthole-dark video{filter:invert(1) hue-rotate(180deg);color:#dfe4ea}\
@media print{html.porthole-dark,html.porthole-dark img[src],html.porthole-dark video{filter:none}}";

/// How many elements are looked at for the colour that fills the sheet.
const MOST_LAYERS: usize = 16;

/// Whether a message's markup brings colours of its own for the night.
pub(super) fn brings_its_own(markup: &str) -> bool {
    markup.contains("prefers-color-scheme")
}

/// Darkens a document, or shows it as it is.
pub(crate) fn set(document: &Document, is_dark: bool) {
    if let Some(root) = document.document_element() {
        // Refused only for a class that is no word.
        let _ = root.class_list().toggle_with_force(CLASS, is_dark);
    }
}

/// Whether the sheet is dark by itself: what fills the most of it, layer upon
/// layer from the body inwards, has a dark ground.
pub(super) fn is_dark_by_itself(document: &Document) -> bool {
    let (Some(window), Some(body)) = (document.default_view(), document.body()) else {
        return false;
    };
    let area = |element: &Element| {
        let of = element.get_bounding_client_rect();
        of.width() * of.height()
    };
    let whole = area(&body);
    let mut layer: Element = body.into();
    let mut ground = None;
    for _ in 0..MOST_LAYERS {
        ground = ground_of(&window, &layer).or(ground);
        let children = layer.children();
        let within = (0..children.length().min(50)).filter_map(|index| children.item(index));
        match within.into_iter().find(|child| area(child) * 2.0 > whole) {
            Some(child) => layer = child,
            None => break,
        }
    }
    ground.is_some_and(|(red, green, blue)| luminance(red, green, blue) < 0.3)
}

/// An element's own ground, unless one sees through it.
fn ground_of(window: &Window, element: &Element) -> Option<(f64, f64, f64)> {
    let style = window.get_computed_style(element).ok()??;
    colour(&style.get_property_value("background-color").ok()?)
}

/// A computed colour (CSSOM: `rgb(…)`, or `rgba(…)` where it is not opaque).
fn colour(text: &str) -> Option<(f64, f64, f64)> {
    let inner = text.strip_prefix("rgb(")?.strip_suffix(')')?;
    let mut parts = inner.split(',').map(|part| part.trim().parse::<f64>().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

/// How light a colour is, from 0 to 1 (Rec. 709 weights, as it is seen on screen).
fn luminance(red: f64, green: f64, blue: f64) -> f64 {
    (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255.0
}

/// Marks the frame itself, so that its ground becomes the pane's.
pub(crate) fn mark(frame: &HtmlElement, is_dark: bool) {
    let element: &Element = frame.unchecked_ref();
    // As above.
    let _ = element.class_list().toggle_with_force("is-dark", is_dark);
}

/// Tells the frame's document whether it is night, where it has colours for that:
/// its media queries follow the frame's own colour scheme.
pub(super) fn tell(frame: &HtmlElement, is_night: bool) {
    let scheme = if is_night { "dark" } else { "light" };
    // Refused by no browser: it is a plain word.
    let _ = HtmlElement::style(frame).set_property("color-scheme", scheme);
}

#[cfg(test)]
mod tests {
    use super::{brings_its_own, colour, luminance};

    #[test]
    fn only_a_ground_that_covers_counts() {
        assert_eq!(colour("rgb(17, 24, 32)"), Some((17.0, 24.0, 32.0)));
        for other in ["rgba(0, 0, 0, 0)", "rgba(0, 0, 0, 0.5)", "transparent", ""] {
            assert_eq!(colour(other), None, "{other}");
        }
    }

    #[test]
    fn night_is_told_from_day() {
        assert!(luminance(20.0, 30.0, 60.0) < 0.3);
        assert!(luminance(240.0, 240.0, 230.0) > 0.3);
    }

    #[test]
    fn a_message_with_a_night_of_its_own_is_known() {
        assert!(brings_its_own(
            "<style>@media (prefers-color-scheme:dark){}</style>"
        ));
        assert!(!brings_its_own("<p>dark</p>"));
    }
}
