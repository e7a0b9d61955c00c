//! Choosing a folder or a label by typing a part of its name.

use super::picker::Picker;
use crate::dom::{Child, View, html};
use crate::reactive::*;
use crate::ui::{Icon, icon};

/// So many are offered at once: nobody reads more.
const MOST: usize = 100;

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choice<T> {
    pub(super) value: T,
    pub(super) name: String,
    /// What tells it from others of its name.
    pub(super) detail: String,
    /// Whether it is on already; `None` where that has no meaning.
    pub(super) is_on: Option<bool>,
    /// The word for its colour.
    pub(super) colour: Option<&'static str>,
}

/// The field and what fits. `fitting` is asked for what was typed, `choose` hears
/// what was chosen.
pub(super) fn chooser<T: Clone + PartialEq + Send + Sync + 'static>(
    label: &'static str,
    none: &'static str,
    fitting: impl Fn(&str) -> Vec<Choice<T>> + Send + Sync + 'static,
    choose: impl Fn(&Choice<T>) + 'static,
) -> View {
    let typed = RwSignal::new(String::new());
    let choices = memo(move |_| {
        let mut fitting = fitting(&typed.get());
        fitting.truncate(MOST);
        fitting
    });
    let picker = Picker::new(label, typed, choices, choose);
    let field = picker.field(|_| {});
    html::div()
        .class("chooser")
        .child((
            html::div()
                .class("field-box chooser-field")
                .child((icon(Icon::Search), field)),
            picker.list(label, none, |choice| (line(choice), choice.is_on)),
        ))
        .view()
}

fn line<T>(choice: &Choice<T>) -> View {
    let mark = choice.is_on.map(|is_on| {
        html::span()
            .class("box")
            .attr("data-checked", if is_on { "true" } else { "false" })
    });
    let dot = choice
        .colour
        .map(|colour| html::span().class("label-dot").attr("data-colour", colour));
    (
        mark,
        dot,
        html::span()
            .class("chooser-name")
            .attr("dir", "auto")
            .child(choice.name.clone()),
        html::span()
            .class("chooser-detail")
            .attr("dir", "auto")
            .child(choice.detail.clone()),
    )
        .view()
}
