//! Pictures that have less room than their sender gave them, as on a phone: made
//! narrower by the frame they would keep their height and be squeezed.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Those whose size is written beside them; a height in a style is the sender's
/// last word.
const SIZED: &str = "img[width][height]:not([style*=height]),img[data-porthole-squeezed]";

/// Set on those that were given a height here.
const SQUEEZED: &str = "data-porthole-squeezed";

/// How many are looked at.
const MOST_PICTURES: u32 = 500;

/// Gives each the height that belongs to the width which it has.
pub(super) fn keep(body: &HtmlElement) {
    let Ok(all) = body.query_selector_all(SIZED) else {
        return;
    };
    for index in 0..all.length().min(MOST_PICTURES) {
        if let Some(picture) = all.item(index) {
            keep_one(&picture.unchecked_into());
        }
    }
}

fn keep_one(picture: &HtmlElement) {
    let Some((width, height)) = written(picture, "width").zip(written(picture, "height")) else {
        return;
    };
    let has = f64::from(picture.offset_width());
    let style = picture.style();
    if has > 0.0 && has < width {
        // Refused by no browser: it is a plain length.
        let _ = style.set_property("height", &format!("{}px", scaled(height, has, width)));
        let _ = picture.set_attribute(SQUEEZED, "");
    } else if picture.has_attribute(SQUEEZED) {
        let _ = style.remove_property("height");
        let _ = picture.remove_attribute(SQUEEZED);
    }
}

/// A length in pixels; what is measured otherwise follows its surroundings anyway.
fn written(picture: &Element, name: &str) -> Option<f64> {
    let length: f64 = picture.get_attribute(name)?.trim().parse().ok()?;
    (length > 0.0).then_some(length)
}

/// Whole pixels, and one at least.
fn scaled(height: f64, has: f64, width: f64) -> f64 {
    (height * has / width).round().max(1.0)
}

#[cfg(test)]
mod tests {
    use super::scaled;

    #[test]
    fn a_height_shrinks_as_its_width_does_and_never_to_nothing() {
        assert_eq!(scaled(320.0, 358.0, 560.0), 205.0);
        assert_eq!(scaled(1.0, 10.0, 600.0), 1.0);
    }
}
