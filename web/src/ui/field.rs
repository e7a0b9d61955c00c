use crate::dom::{Child, View, html};
use web_sys::HtmlInputElement;

/// What a text field is.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Unique in the page.
    pub id: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// For the browser's password store (HTML §4.10.18.7).
    pub autocomplete: &'static str,
    /// Its problem's element, for those who hear the page.
    pub described_by: &'static str,
}

/// A labelled text field with something at its end, and the field itself.
pub fn field(
    field: Field,
    kind: impl Fn() -> &'static str + 'static,
    end: View,
) -> (View, HtmlInputElement) {
    let input = html::input()
        .attr("id", field.id)
        .attr("name", field.id)
        .attr("type", kind)
        .attr("autocomplete", field.autocomplete)
        .attr("autocapitalize", "none")
        .attr("autocorrect", "off")
        .attr("spellcheck", "false")
        .attr("aria-describedby", field.described_by);
    let node = input.node();
    let view = html::div()
        .class("field")
        .child((
            html::label().attr("for", field.id).child(field.label),
            html::div().class("field-box").child((input, end)),
        ))
        .view();
    (view, node)
}
