use crate::dom::{Child, View, ev, html, is_reversed};
use crate::dom::{document, window};
use crate::reactive::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};

/// A border between two panes that can be dragged, or moved by the arrow keys
/// (WAI-ARIA, window splitter). Whoever can press but not drag (WCAG 2.2, 2.5.7)
/// makes its pane larger by a press, and the least after the most.
#[derive(Clone, Copy, Debug)]
pub struct Splitter {
    /// What it changes.
    pub name: &'static str,
    /// It lies below its pane, and moves up and down; else it stands beside it.
    pub is_level: bool,
    /// The custom property, on the root element, that holds the pane's size;
    /// the size is kept in the browser's local storage under it.
    pub property: &'static str,
    /// Where the size begins, in CSS pixels.
    pub initial: i32,
    /// The least.
    pub least: i32,
    /// The most.
    pub most: i32,
}

/// How far one press of an arrow key moves it, in CSS pixels.
const STEP: i32 = 16;

/// The splitter behind the pane whose size it sets.
pub fn splitter(splitter: Splitter) -> View {
    let width = RwSignal::new(kept(splitter).unwrap_or(splitter.initial));
    show(splitter, width.get_untracked());
    let resize = move |to: i32| {
        let to = to.clamp(splitter.least, splitter.most);
        if width.get_untracked() != to {
            width.set(to);
            show(splitter, to);
            keep(splitter, to);
        }
    };
    let along = move |event: &PointerEvent| match splitter.is_level {
        true => event.client_y(),
        false => event.client_x() * direction(),
    };
    // Where the pointer took hold, and how large the pane was then.
    let held = StoredValue::new(None::<(i32, i32)>);
    html::div()
        .class("splitter")
        .class(("is-level", move || splitter.is_level))
        .attr("role", "separator")
        .attr("tabindex", "0")
        .attr(
            "aria-orientation",
            match splitter.is_level {
                true => "horizontal",
                false => "vertical",
            },
        )
        .attr("aria-label", splitter.name)
        .attr("aria-valuemin", splitter.least)
        .attr("aria-valuemax", splitter.most)
        .attr("aria-valuenow", move || width.get())
        .on(ev::POINTER_DOWN, move |event| {
            if let Some(element) = element_of(event.target()) {
                let _ = element.set_pointer_capture(event.pointer_id());
                held.set_value(Some((along(event), width.get_untracked())));
                event.prevent_default();
            }
        })
        .on(ev::POINTER_MOVE, move |event| {
            if let Some((from, was)) = held.get_value() {
                resize(was + along(event) - from);
            }
        })
        .on(ev::POINTER_UP, move |event| {
            let begun = held.get_value();
            held.set_value(None);
            if begun == Some((along(event), width.get_untracked())) {
                resize(next(splitter, width.get_untracked()));
            }
        })
        .on(ev::POINTER_CANCEL, move |_| held.set_value(None))
        .on(ev::DOUBLE_CLICK, move |_| resize(splitter.initial))
        .on(ev::KEY_DOWN, move |event| {
            let now = width.get_untracked();
            let to = match event.key().as_str() {
                "ArrowUp" if splitter.is_level => now - STEP,
                "ArrowDown" if splitter.is_level => now + STEP,
                "ArrowLeft" if !splitter.is_level => now - STEP * direction(),
                "ArrowRight" if !splitter.is_level => now + STEP * direction(),
                "Home" => splitter.least,
                "End" => splitter.most,
                "Enter" => splitter.initial,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            resize(to);
        })
        .view()
}

/// The size that a press leads to: the next of the least, the usual and the most.
fn next(splitter: Splitter, now: i32) -> i32 {
    let sizes = [splitter.least, splitter.initial, splitter.most];
    let larger = sizes.into_iter().find(|size| *size > now);
    larger.unwrap_or(splitter.least)
}

fn element_of(target: Option<web_sys::EventTarget>) -> Option<Element> {
    target?.dyn_into().ok()
}

/// 1 where text runs from left to right, -1 where it runs from right to left.
fn direction() -> i32 {
    if is_reversed() { -1 } else { 1 }
}

fn show(splitter: Splitter, width: i32) {
    let root = document().document_element();
    if let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
        // Nothing is lost if the property is refused: the style sheet has a width.
        let _ = root
            .style()
            .set_property(splitter.property, &format!("{width}px"));
    }
}

fn kept(splitter: Splitter) -> Option<i32> {
    let storage = window().local_storage().ok()??;
    let width: i32 = storage.get_item(splitter.property).ok()??.parse().ok()?;
    Some(width.clamp(splitter.least, splitter.most))
}

fn keep(splitter: Splitter, width: i32) {
    if let Ok(Some(storage)) = window().local_storage() {
        // A full or forbidden storage costs the width at the next visit, no more.
        let _ = storage.set_item(splitter.property, &width.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::{Splitter, next};

    #[test]
    fn presses_lead_through_all_sizes_and_round() {
        let splitter = Splitter {
            name: "",
            is_level: false,
            property: "",
            initial: 300,
            least: 200,
            most: 600,
        };
        for (now, then) in [(200, 300), (250, 300), (300, 600), (450, 600), (600, 200)] {
            assert_eq!(next(splitter, now), then, "from {now}");
        }
    }
}
