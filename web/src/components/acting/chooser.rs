//! Choosing by typing: a field, and below it what fits (WAI-ARIA, combobox with a
//! list box). The arrows move through what fits while one goes on typing.

use crate::dom::{Child, View, document, ev, html, value_of};
use crate::i18n;
use crate::reactive::*;
use crate::ui::{Icon, icon};
use std::rc::Rc;

const FIELD_ID: &str = "chooser-field";
const LIST_ID: &str = "chooser-list";

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
    let at = RwSignal::new(0_usize);
    let choices = memo(move |_| {
        let mut fitting = fitting(&typed.get());
        fitting.truncate(MOST);
        fitting
    });
    let choose: Rc<dyn Fn(usize)> = Rc::new(move |index| {
        let choice = choices.with_untracked(|choices| choices.get(index).cloned());
        if let Some(choice) = choice {
            at.set(index);
            choose(&choice);
        }
    });
    let by_key = Rc::clone(&choose);
    let active = move || {
        let at = at.get();
        choices.with(|choices| (at < choices.len()).then(|| option_id(at)))
    };
    let field = html::input()
        .attr("id", FIELD_ID)
        .attr("type", "text")
        .attr("role", "combobox")
        .attr("aria-label", label)
        .attr("aria-expanded", "true")
        .attr("aria-autocomplete", "list")
        .attr("aria-controls", LIST_ID)
        .attr("aria-activedescendant", active)
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .attr("placeholder", label)
        .attr("autofocus", "")
        .on(ev::INPUT, move |event| {
            typed.set(value_of(event));
            at.set(0);
        })
        .on(ev::KEY_DOWN, move |event| {
            let count = choices.with_untracked(Vec::len);
            let now = at.get_untracked();
            let Some(last) = count.checked_sub(1) else {
                return;
            };
            match event.key().as_str() {
                "ArrowDown" => at.set(if now < last { now + 1 } else { 0 }),
                "ArrowUp" => at.set(now.checked_sub(1).unwrap_or(last)),
                "Enter" => by_key(now),
                _ => return,
            }
            event.prevent_default();
            show(at.get_untracked());
        });
    html::div()
        .class("chooser")
        .child((
            html::div()
                .class("field-box chooser-field")
                .child((icon(Icon::Search), field)),
            html::div()
                .class("chooser-list")
                .attr("id", LIST_ID)
                .attr("role", "listbox")
                .attr("aria-label", label)
                .child(move || {
                    let lines = choices.with(|choices| {
                        let lines = choices.iter().enumerate();
                        let line = |(index, choice)| option(index, choice, at, &choose);
                        lines.map(line).collect::<Vec<_>>()
                    });
                    let is_empty = lines.is_empty();
                    let note = || html::p().class("chooser-none").child(none);
                    (lines, is_empty.then(note)).view()
                }),
            html::p()
                .class("only-heard")
                .attr("role", "status")
                .child(move || {
                    let count = choices.with(Vec::len);
                    i18n::chooser_count(u32::try_from(count).unwrap_or(u32::MAX))
                }),
        ))
        .view()
}

fn option<T>(
    index: usize,
    choice: &Choice<T>,
    at: RwSignal<usize>,
    choose: &Rc<dyn Fn(usize)>,
) -> View {
    let choose = Rc::clone(choose);
    let mark = choice.is_on.map(|is_on| {
        html::span()
            .class("box")
            .attr("data-checked", if is_on { "true" } else { "false" })
    });
    let dot = choice
        .colour
        .map(|colour| html::span().class("label-dot").attr("data-colour", colour));
    html::div()
        .class("chooser-option")
        .class(("is-active", move || at.get() == index))
        .attr("id", option_id(index))
        .attr("role", "option")
        .attr("aria-selected", move || {
            if at.get() == index { "true" } else { "false" }
        })
        .attr(
            "aria-checked",
            choice.is_on.map(|on| if on { "true" } else { "false" }),
        )
        // The field keeps the focus.
        .on(ev::MOUSE_DOWN, |event| event.prevent_default())
        .on(ev::CLICK, move |_| choose(index))
        .child((
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
        ))
        .view()
}

fn option_id(index: usize) -> String {
    format!("chooser-{index}")
}

/// Scrolls as little as shows the line that the arrows are at.
fn show(index: usize) {
    if let Some(line) = document().get_element_by_id(&option_id(index)) {
        line.scroll_into_view_with_scroll_into_view_options(&nearest());
    }
}

fn nearest() -> web_sys::ScrollIntoViewOptions {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options
}
