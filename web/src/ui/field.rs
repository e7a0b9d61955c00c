use leptos::html;
use leptos::prelude::*;

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

/// A labelled text field, and what stands at its end.
pub fn field(
    field: Field,
    node: NodeRef<html::Input>,
    kind: impl Fn() -> &'static str + Send + 'static,
    end: AnyView,
) -> AnyView {
    html::div()
        .class("field")
        .child((
            html::label().attr("for", field.id).child(field.label),
            html::div().class("field-box").child((
                html::input()
                    .node_ref(node)
                    .attr("id", field.id)
                    .attr("name", field.id)
                    .attr("type", kind)
                    .attr("autocomplete", field.autocomplete)
                    .attr("autocapitalize", "none")
                    .attr("autocorrect", "off")
                    .attr("spellcheck", "false")
                    .attr("aria-describedby", field.described_by),
                end,
            )),
        ))
        .into_any()
}
