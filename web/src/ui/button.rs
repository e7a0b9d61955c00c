use super::icon::{Icon, icon};
use crate::dom::{Child, Element, View, ev, html};

/// A button that shows an icon; its name is heard, and seen on hover.
pub fn icon_button(
    name: &'static str,
    drawing: Icon,
    class: &'static str,
    press: impl Fn() + 'static,
) -> View {
    icon_element(html::button(), name, drawing, class, press).view()
}

/// The same, made of `button`, which may say more of itself.
pub fn icon_element(
    button: Element,
    name: &'static str,
    drawing: Icon,
    class: &'static str,
    press: impl Fn() + 'static,
) -> Element {
    button
        .class("icon-button")
        .class(class)
        .attr("type", "button")
        .attr("aria-label", name)
        .attr("title", name)
        .on(ev::CLICK, move |_| press())
        .child(icon(drawing))
}

/// A button with an icon above its word, that is pressed or not. Its name and
/// icon say what pressing it does now. `button` is what it is made of; it stays the same element, so that it
/// keeps the focus when it is pressed.
pub fn toggle_button(
    button: Element,
    drawing: impl Fn() -> Icon + Send + 'static,
    name: impl Fn() -> &'static str + Send + Clone + 'static,
    is_on: impl Fn() -> bool + Send + 'static,
    press: impl Fn() + 'static,
) -> View {
    button
        .class("tool-button")
        .class(("is-on", is_on))
        .attr("type", "button")
        .on(ev::CLICK, move |_| press())
        .child((move || icon(drawing()), html::span().child(name)))
        .view()
}
