//! Picking by typing: a field, and below it what fits (WAI-ARIA, combobox with a list
//! box). The arrows move through what fits while one goes on typing. What fits and how
//! a line looks is whose picker it is; one is on screen at a time.

use crate::dom::{Child, Element, View, document, ev, html, value_of};
use crate::i18n;
use crate::reactive::*;
use std::rc::Rc;

const FIELD_ID: &str = "picker-field";
const LIST_ID: &str = "picker-list";
/// So many lines are a page.
const PAGE: usize = 8;

/// A picker: what was typed, what fits, and at which of it one is.
pub(super) struct Picker<T: Send + Sync + 'static> {
    label: &'static str,
    typed: RwSignal<String>,
    fitting: Memo<Vec<T>>,
    at: RwSignal<usize>,
    take: Rc<dyn Fn(usize)>,
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Picker<T> {
    /// A picker whose field is called so; `take` hears what was picked.
    pub(super) fn new(
        label: &'static str,
        typed: RwSignal<String>,
        fitting: Memo<Vec<T>>,
        take: impl Fn(&T) + 'static,
    ) -> Self {
        let take = move |index: usize| {
            let taken = fitting.with_untracked(|fitting| fitting.get(index).cloned());
            if let Some(taken) = taken {
                take(&taken);
            }
        };
        Self {
            label,
            typed,
            fitting,
            at: RwSignal::new(0),
            take: Rc::new(take),
        }
    }

    /// Its field; `heard` hears what was typed.
    pub(super) fn field(&self, heard: impl Fn(String) + 'static) -> Element {
        let (at, typed, fitting) = (self.at, self.typed, self.fitting);
        let take = Rc::clone(&self.take);
        let active = move || {
            let at = at.get();
            fitting.with(|fitting| (at < fitting.len()).then(|| option_id(at)))
        };
        html::input()
            .attr("id", FIELD_ID)
            .attr("type", "text")
            .attr("role", "combobox")
            .attr("aria-label", self.label)
            .attr("aria-expanded", "true")
            .attr("aria-autocomplete", "list")
            .attr("aria-controls", LIST_ID)
            .attr("aria-activedescendant", active)
            .attr("autocomplete", "off")
            .attr("autocapitalize", "none")
            .attr("spellcheck", "false")
            .attr("placeholder", self.label)
            .attr("autofocus", "")
            .on(ev::INPUT, move |event| {
                at.set(0);
                typed.set(value_of(event));
                heard(value_of(event));
            })
            .on(ev::KEY_DOWN, move |event| {
                let last = fitting.with_untracked(Vec::len).checked_sub(1);
                let Some(last) = last.filter(|_| !event.is_composing()) else {
                    return;
                };
                let now = at.get_untracked();
                match event.key().as_str() {
                    "ArrowDown" => at.set(if now < last { now + 1 } else { 0 }),
                    "ArrowUp" => at.set(now.checked_sub(1).unwrap_or(last)),
                    "PageDown" => at.set((now + PAGE).min(last)),
                    "PageUp" => at.set(now.saturating_sub(PAGE)),
                    "Enter" => take(now),
                    _ => return,
                }
                event.prevent_default();
                show(at.get_untracked());
            })
    }

    /// What fits, or `none` said in its place. `line` draws one, and says whether it
    /// is on, where that has a meaning.
    pub(super) fn list(
        &self,
        label: &'static str,
        none: &'static str,
        line: impl Fn(&T) -> (View, Option<bool>) + 'static,
    ) -> View {
        let (at, fitting) = (self.at, self.fitting);
        let take = Rc::clone(&self.take);
        let options = move || {
            let options = fitting.with(|fitting| {
                let fitting = fitting.iter().enumerate();
                let option = |(index, one)| option(index, line(one), at, &take);
                fitting.map(option).collect::<Vec<_>>()
            });
            let is_empty = options.is_empty();
            let note = || html::p().class("picker-none").child(none);
            (options, is_empty.then(note)).view()
        };
        let list = html::div()
            .class("picker-list")
            .attr("id", LIST_ID)
            .attr("role", "listbox")
            .attr("aria-label", label)
            // The field keeps the focus.
            .on(ev::MOUSE_DOWN, |event| event.prevent_default())
            .child(options);
        // Another count alone is news: the same would be said at each key.
        let count = memo(move |_| fitting.with(Vec::len));
        let count = html::p()
            .class("only-heard")
            .attr("role", "status")
            .child(move || i18n::chooser_count(u32::try_from(count.get()).unwrap_or(u32::MAX)));
        (list, count).view()
    }
}

fn option(
    index: usize,
    (content, is_on): (View, Option<bool>),
    at: RwSignal<usize>,
    take: &Rc<dyn Fn(usize)>,
) -> View {
    let take = Rc::clone(take);
    html::div()
        .class("picker-option")
        .class(("is-active", move || at.get() == index))
        .attr("id", option_id(index))
        .attr("role", "option")
        .attr("aria-selected", move || {
            if at.get() == index { "true" } else { "false" }
        })
        .attr(
            "aria-checked",
            is_on.map(|is_on| if is_on { "true" } else { "false" }),
        )
        .on(ev::CLICK, move |_| take(index))
        .child(content)
        .view()
}

fn option_id(index: usize) -> String {
    format!("{LIST_ID}-{index}")
}

/// Scrolls as little as shows the line that the arrows are at.
fn show(index: usize) {
    if let Some(line) = document().get_element_by_id(&option_id(index)) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        line.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
