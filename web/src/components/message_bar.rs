//! A bar above a message that asks something.

use super::message_view::MESSAGE_ID;
use crate::dom::{Child, View, ev, focus, html};
use crate::ui::{Icon, icon};

/// A bar that says something, and offers what can be done about it.
pub(super) fn bar(class: &'static str, drawing: Icon, content: impl Child) -> View {
    html::div()
        .class("message-note")
        .class(class)
        .attr("role", "note")
        .child((icon(drawing), content))
        .view()
}

/// A button of a bar. The bar goes with what is pressed; the focus must not go
/// with it, and is the message's then.
pub(super) fn bar_button(name: impl Child, press: impl Fn() + 'static) -> View {
    html::button()
        .class("button is-quiet")
        .attr("type", "button")
        .on(ev::CLICK, move |_| {
            press();
            focus(&format!("#{MESSAGE_ID}"));
        })
        .child(name)
        .view()
}
