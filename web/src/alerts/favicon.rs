//! The count in the tab's icon.

use crate::dom::document;
use crate::ui::PLAIN_ICON;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlImageElement};

/// How wide and high it is drawn, in pixels: browsers make it smaller.
const SIZE: u32 = 64;
/// The badge lies on the browser's own ground, so it has no colour of the page's
/// themes: white on this red is 5.6 to 1.
const GROUND: &str = "#c62828";
const INK: &str = "#ffffff";
/// More has no room.
const MOST: u32 = 99;

/// Shows so many unread messages; the plain icon where there are none.
pub(super) fn show(count: u32) {
    let Ok(Some(link)) = document().query_selector("link[rel=icon]") else {
        return;
    };
    let plain = match link.get_attribute(PLAIN_ICON) {
        Some(plain) => plain,
        None => link.get_attribute("href").unwrap_or_default(),
    };
    // What is being drawn is drawn for the latest count alone.
    let _ = link.set_attribute("data-count", &count.to_string());
    if count == 0 {
        let _ = link.set_attribute("href", &plain);
        let _ = link.set_attribute("type", "image/svg+xml");
        return;
    }
    let _ = link.set_attribute(PLAIN_ICON, &plain);
    let Ok(image) = HtmlImageElement::new_with_width_and_height(SIZE, SIZE) else {
        return;
    };
    let loaded = image.clone();
    let on_load = Closure::once_into_js(move || {
        let is_latest = link.get_attribute("data-count") == Some(count.to_string());
        if let (true, Some(address)) = (is_latest, drawn(&loaded, count)) {
            put(&link, &address);
        }
    });
    image.set_onload(Some(on_load.unchecked_ref()));
    image.set_src(&plain);
}

fn put(link: &Element, address: &str) {
    let _ = link.set_attribute("type", "image/png");
    let _ = link.set_attribute("href", address);
}

/// The icon with its badge, as an address; `None` where there is no canvas.
fn drawn(image: &HtmlImageElement, count: u32) -> Option<String> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(SIZE);
    canvas.set_height(SIZE);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let size = f64::from(SIZE);
    context
        .draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, size, size)
        .ok()?;
    let text = label(count);
    let (radius, place) = (20.0, size - 20.0);
    context.set_fill_style_str(GROUND);
    context.begin_path();
    context
        .arc(place, place, radius, 0.0, std::f64::consts::TAU)
        .ok()?;
    context.fill();
    context.set_fill_style_str(INK);
    context.set_font("bold 28px system-ui, sans-serif");
    context.set_text_align("center");
    context.set_text_baseline("middle");
    context.fill_text(&text, place, place + 2.0).ok()?;
    canvas.to_data_url().ok()
}

fn label(count: u32) -> String {
    count.min(MOST).to_string()
}
