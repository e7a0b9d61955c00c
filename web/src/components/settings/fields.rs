//! What a setting is changed by. Each shows what holds, also when it was changed
//! elsewhere, and changes it as one types; but for what would be something else while
//! it is half typed ([`KeptWhen::Left`]).

use crate::app::App;
use crate::dom::{Child, Element, View, document, effect, ev, html, value_of};
use crate::i18n;
use crate::reactive::*;
use crate::ruling::ruling;
use crate::ui::{Icon, icon};
use mail_engine::Settings;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// Something of the settings; its default until they are known.
pub(super) fn read<T: Default>(app: App, get: impl FnOnce(&Settings) -> T) -> T {
    let settings = app.state.settings();
    settings.with(|settings| settings.as_ref().map(get).unwrap_or_default())
}

/// A heading above settings that belong together.
pub(super) fn group(title: &'static str, content: impl Child) -> View {
    html::fieldset()
        .class("setting-group")
        .child((html::legend().child(title), content))
        .view()
}

/// What sets these words of the settings' text. Where one of them is set for
/// everybody, nobody changes it here, and a word says why.
pub(super) fn ruled(words: &[&str], content: impl Child) -> View {
    let ruling = ruling();
    if !words.iter().any(|word| ruling.locks(word)) {
        return content.view();
    }
    html::fieldset()
        .class("setting-ruled")
        .attr("disabled", "")
        .attr("aria-label", i18n::settings_ruled())
        .child((
            html::p()
                .class("setting-hint")
                .child((icon(Icon::Lock), i18n::settings_ruled())),
            content,
        ))
        .view()
}

/// One of several under a heading, by the word that sets it, which may be set for
/// everybody.
pub(super) fn choice_group<T: Copy + PartialEq + 'static, const N: usize>(
    app: App,
    word: &'static str,
    title: &'static str,
    options: [(T, &'static str); N],
    get: fn(&Settings) -> T,
    set: fn(&mut Settings, T),
) -> View {
    let options = choice(app, word, options.into(), get, set);
    group(title, ruled(&[word], options))
}

/// Something that is so or not, by the word that sets it, which may be set for
/// everybody.
pub(super) fn ruled_switch(
    app: App,
    word: &'static str,
    name: &'static str,
    get: impl Fn(&Settings) -> bool + 'static,
    set: impl Fn(&mut Settings, bool) + 'static,
) -> View {
    ruled(&[word], switch(app, name, get, set))
}

/// Something that is so or not.
pub(super) fn switch(
    app: App,
    name: &'static str,
    get: impl Fn(&Settings) -> bool + 'static,
    set: impl Fn(&mut Settings, bool) + 'static,
) -> View {
    let input = html::input().attr("type", "checkbox");
    let node: HtmlInputElement = input.node();
    let shown = node.clone();
    effect(move || shown.set_checked(read(app, &get)));
    let input = input.on(ev::CHANGE, move |_| {
        let is_on = node.checked();
        app.set(|settings| set(settings, is_on));
    });
    html::label()
        .class("setting-choice")
        .child((input, html::span().child(name)))
        .view()
}

/// One of several.
pub(super) fn choice<T: Copy + PartialEq + 'static>(
    app: App,
    group: &'static str,
    options: Vec<(T, &'static str)>,
    get: fn(&Settings) -> T,
    set: fn(&mut Settings, T),
) -> View {
    let options = options.into_iter().map(|(option, name)| {
        let input = html::input().attr("type", "radio").attr("name", group);
        let node: HtmlInputElement = input.node();
        effect(move || node.set_checked(read(app, |settings| get(settings) == option)));
        let input = input.on(ev::CHANGE, move |_| {
            app.set(|settings| set(settings, option));
        });
        html::label()
            .class("setting-choice")
            .child((input, html::span().child(name)))
            .view()
    });
    options.collect::<Vec<_>>().view()
}

/// One of many, by an id of its own and a name; each option with its word.
pub(super) fn select<T: Copy + PartialEq + 'static>(
    app: App,
    (id, name): (&'static str, &'static str),
    options: Vec<(T, &'static str, &'static str)>,
    get: fn(&Settings) -> T,
    set: fn(&mut Settings, T),
) -> View {
    let select = html::select().attr("id", id);
    let node: HtmlSelectElement = select.node();
    let words: Vec<(T, &'static str)> =
        options.iter().map(|(one, word, _)| (*one, *word)).collect();
    let known = words.clone();
    let options = options
        .into_iter()
        .map(|(_, word, name)| html::option().attr("value", word).child(name));
    let select = select
        .child(options.collect::<Vec<_>>())
        .on(ev::CHANGE, move |event| {
            let chosen = value_of(event);
            let found = known.iter().find(|(_, word)| *word == chosen);
            if let Some((one, _)) = found {
                app.set(|settings| set(settings, *one));
            }
        });
    // Behind its options, which it must have to show one.
    effect(move || {
        let now = app.state.settings().with(|all| all.as_ref().map(get));
        let word = words.iter().find(|(one, _)| Some(*one) == now);
        if let Some((_, word)) = word {
            node.set_value(word);
        }
    });
    html::div()
        .class("field setting-line")
        .child((
            html::label().attr("for", id).child(name),
            html::div()
                .class("field-box")
                .child((select, icon(Icon::ChevronDown))),
        ))
        .view()
}

/// When a line's text is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum KeptWhen {
    /// With each key.
    Typed,
    /// Once the field is left, or Enter is pressed in it: a part of an address is an
    /// address too, of somebody else. Nor is anything wrong before that.
    Left,
}

/// A line of text.
#[derive(Clone, Copy)]
pub(super) struct Line {
    /// Unique in the page.
    pub(super) id: &'static str,
    /// What it is called.
    pub(super) name: &'static str,
    /// What else there is to know; empty for nothing.
    pub(super) hint: &'static str,
    /// What is wrong with a text; nothing where it says `None`. Such a text is not
    /// kept. A field that takes every text has no such function, and no line below
    /// it for what it would say.
    pub(super) problem: Option<fn(&str) -> Option<&'static str>>,
    /// When its text is kept.
    pub(super) kept: KeptWhen,
}

/// A line of text: what it is, and what is kept of it.
pub(super) fn line(
    line: Line,
    value: impl Fn() -> String + Clone + 'static,
    keep: impl Fn(String) + Clone + 'static,
) -> View {
    let trouble = RwSignal::new(None::<&'static str>);
    let (hint_id, problem_id) = (format!("{}-hint", line.id), format!("{}-problem", line.id));
    let input = html::input()
        .attr("id", line.id)
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("dir", "auto")
        // Blank: it tells the style sheet that nothing is typed yet.
        .attr("placeholder", " ")
        .attr("aria-describedby", format!("{hint_id} {problem_id}"))
        .attr("aria-invalid", move || trouble.get().map(|_| "true"));
    let node: HtmlInputElement = input.node();
    let stands = value.clone();
    effect(move || {
        let value = stands();
        // Nobody's typing is written over.
        if !has_focus(&node) && node.value() != value {
            node.set_value(&value);
            trouble.set(None);
        }
    });
    let check = line.problem;
    let hear = move |typed: String| {
        let found = check.and_then(|check| check(&typed));
        // The field may have gone.
        let _ = trouble.try_set(found);
        if found.is_none() {
            keep(typed);
        }
    };
    let input = match line.kept {
        KeptWhen::Typed => input.on(ev::INPUT, move |event| hear(value_of(event))),
        KeptWhen::Left => when_left(input, value, trouble, hear),
    };
    html::div()
        .class("field setting-line")
        .child((
            html::label().attr("for", line.id).child(line.name),
            html::div()
                .class("field-box")
                .class(("is-wrong", move || trouble.get().is_some()))
                .child(input),
            (!line.hint.is_empty()).then(|| {
                html::p()
                    .class("setting-hint")
                    .attr("id", hint_id)
                    .child(line.hint)
            }),
            check.is_some().then(|| {
                html::p()
                    .class("setting-problem")
                    .attr("id", problem_id)
                    .attr("aria-live", "polite")
                    .child(move || trouble.get().unwrap_or_default())
            }),
        ))
        .view()
}

/// Has the field's text heard once it is whole.
fn when_left(
    input: Element,
    value: impl Fn() -> String + Clone + 'static,
    trouble: RwSignal<Option<&'static str>>,
    hear: impl Fn(String) + Clone + 'static,
) -> Element {
    let node: HtmlInputElement = input.node();
    let is_changed = {
        let node = node.clone();
        move || untrack(&value) != node.value()
    };
    let hear = move || {
        if is_changed() {
            hear(node.value());
        } else {
            let _ = trouble.try_set(None);
        }
    };
    let (left, entered) = (hear.clone(), hear.clone());
    // By keys that lead elsewhere the field is left too, though it goes before it
    // could tell.
    let gone = StoredValue::new_local(hear);
    Owner::on_cleanup(move || {
        if let Some(hear) = gone.try_with_value(Clone::clone) {
            hear();
        }
    });
    input
        // What was wrong is not said of what is being typed instead.
        .on(ev::INPUT, move |_| trouble.set(None))
        .on(ev::FOCUS_OUT, move |_| {
            // Who looks something up in another window comes back to the field.
            if document().has_focus().unwrap_or(true) {
                left();
            }
        })
        .on(ev::KEY_DOWN, move |event| {
            if event.key() == "Enter" && !event.is_composing() {
                entered();
            }
        })
}

/// Several lines of text.
pub(super) fn lines(
    id: &'static str,
    name: &'static str,
    value: impl Fn() -> String + 'static,
    keep: impl Fn(String) + 'static,
) -> View {
    let input = html::textarea()
        .attr("id", id)
        .attr("rows", 6_u32)
        .attr("dir", "auto")
        .attr("aria-label", name);
    let node: HtmlTextAreaElement = input.node();
    effect(move || {
        let value = value();
        if !has_focus(&node) && node.value() != value {
            node.set_value(&value);
        }
    });
    input
        .class("setting-lines")
        .on(ev::INPUT, move |event| keep(value_of(event)))
        .view()
}

fn has_focus(node: &web_sys::Element) -> bool {
    let focused = document().active_element();
    focused.is_some_and(|focused| focused == *node.unchecked_ref::<web_sys::Element>())
}
