use super::icon::{Icon, icon};
use leptos::prelude::*;
use leptos::{ev, html};

/// A button that shows an icon; its name is heard, and seen on hover.
pub fn icon_button(
    name: &'static str,
    drawing: Icon,
    class: &'static str,
    press: impl Fn() + 'static,
) -> AnyView {
    html::button()
        .class("icon-button")
        .class(class)
        .attr("type", "button")
        .attr("aria-label", name)
        .attr("title", name)
        .on(ev::click, move |_| press())
        .child(icon(drawing))
        .into_any()
}

/// A button with an icon above its word, that is pressed or not. Its name says
/// what pressing it does now.
pub fn toggle_button(
    drawing: Icon,
    name: impl Fn() -> &'static str + Send + Clone + 'static,
    is_on: impl Fn() -> bool + Send + 'static,
    press: impl Fn() + 'static,
) -> AnyView {
    html::button()
        .class("tool-button")
        .class(("is-on", is_on))
        .attr("type", "button")
        .on(ev::click, move |_| press())
        .child((icon(drawing), html::span().child(name)))
        .into_any()
}
