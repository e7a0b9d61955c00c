//! Hints: what a button is called that shows a drawing alone, and by which key it is
//! pressed; shown once the pointer or the focus rests on it, and its keys told to
//! those who do not see.

use super::shortcut_sheet::is_mac;
use crate::app::App;
use crate::commands::{Needs, about, aria_keys, keys_label};
use crate::dom::{Child, Element, View, document, effect, html, window};
use crate::i18n;
use crate::keyboard::{Command, SHORTCUTS};
use crate::reactive::*;
use crate::ui::MenuItem;
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent, Node, PointerEvent};

/// How long the pointer or the focus rests before a hint is shown, in milliseconds.
const REST: u32 = 450;
/// Names the command that a button gives.
const COMMAND: &str = "data-command";
/// Buttons of the part that comes first.
const EARLY: &str = ":is(.task, .list-head > .icon-button, .tree-head > .icon-button)";
/// Marks a button whose name is shown, for the browser shows it no more.
const NAMED: &str = "data-named";
/// How far a hint keeps from its button and from the window's edge, in CSS pixels.
const GAP: f64 = 8.0;

/// A button that gives a command says so.
pub(super) fn hinted(button: Element, app: App, command: Command) -> Element {
    hinted_by(button, app, move || command)
}

/// The same of a button whose command changes.
pub(super) fn hinted_by(
    button: Element,
    app: App,
    command: impl Fn() -> Command + Copy + 'static,
) -> Element {
    let preferences = app.state.preferences();
    let keys = move || preferences.with(|all| aria_keys(&all.keys, command()));
    // It can be pressed all the same, and says then why nothing is done.
    let off = move || is_off(app, command()).then_some("true");
    button
        .attr(COMMAND, move || command().shortcut().id)
        .attr("aria-disabled", off)
        .attr("aria-keyshortcuts", keys)
}

/// A line of a menu that gives a command, with its keys.
pub(super) fn keyed(item: MenuItem, app: App, command: Command) -> MenuItem {
    let is_off = untrack(|| is_off(app, command));
    item.with_keys(label(app, command)).turned_off(is_off)
}

/// Whether a command would change what can only be read. Reactive.
fn is_off(app: App, command: Command) -> bool {
    about(command).needs == Needs::Change && app.state.list.is_read_only()
}

fn label(app: App, command: Command) -> String {
    let preferences = app.state.preferences();
    preferences.with_untracked(|all| keys_label(&all.keys, command, is_mac()))
}

/// The one hint of the page.
pub(super) fn hint(app: App) -> View {
    let shown = RwSignal::new(None::<(String, String)>);
    let waiting = StoredValue::new_local(None::<Timeout>);
    let node = html::div();
    let place: HtmlElement = node.node();
    let own: Node = node.node();
    let hide = move || {
        waiting.set_value(None);
        if shown.with_untracked(Option::is_some) {
            shown.set(None);
        }
    };
    let about = StoredValue::new_local(None::<HtmlElement>);
    let wait_for = move |button: HtmlElement| {
        about.set_value(Some(button.clone()));
        let place = place.clone();
        let show = Timeout::new(REST, move || {
            if let Some(words) = words(app, &button) {
                shown.set(Some(words));
                // Its size is known once it is drawn.
                Timeout::new(0, move || put_beside(&place, &button)).forget();
            }
        });
        waiting.set_value(Some(show));
    };
    let rest = wait_for.clone();
    hear("pointerover", move |event| {
        let is_touch = event
            .dyn_ref::<PointerEvent>()
            .is_some_and(|event| event.pointer_type() == "touch");
        let at = event.target().and_then(|at| at.dyn_into::<Node>().ok());
        if is_touch || at.is_some_and(|at| own.contains(Some(&at))) {
            // Whoever wants to read the hint can go there.
            return;
        }
        match button_of(event) {
            Some(button) if about.get_value().as_ref() == Some(&button) => {}
            Some(button) => {
                hide();
                rest(button);
            }
            None => {
                about.set_value(None);
                hide();
            }
        }
    });
    hear("focusin", move |event| {
        hide();
        let button = button_of(event);
        if let Some(button) = button.filter(|at| matches!(at.matches(":focus-visible"), Ok(true))) {
            wait_for(button);
        }
    });
    for leaves in ["focusout", "pointerdown", "wheel"] {
        hear(leaves, move |_| hide());
    }
    hear("keydown", move |event| {
        let is_escape = event
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|event| event.key() == "Escape");
        if is_escape && shown.with_untracked(Option::is_some) {
            // It sends the hint away and nothing else (WCAG 2.2, 1.4.13).
            event.prevent_default();
            event.stop_propagation();
        }
        hide();
    });
    tell_those_that_were_there_before(app);
    node.class("hint")
        .class(("is-shown", move || shown.with(Option::is_some)))
        .attr("aria-hidden", "true")
        .child(move || {
            shown.get().map(|(name, keys)| {
                let keys = keys.split(' ').map(str::to_owned);
                let keys = keys.map(|key| html::kbd().child(key).view());
                (html::span().child(name), keys.collect::<Vec<_>>()).view()
            })
        })
        .view()
}

/// Buttons of the part that comes first say their keys, too.
fn tell_those_that_were_there_before(app: App) {
    let preferences = app.state.preferences();
    effect(move || {
        let Ok(buttons) = document().query_selector_all(&format!("{EARLY}[{COMMAND}]")) else {
            return;
        };
        let buttons = (0..buttons.length()).filter_map(|at| buttons.item(at));
        for button in buttons.filter_map(|at| at.dyn_into::<web_sys::Element>().ok()) {
            let keys = command_of(&button)
                .and_then(|command| preferences.with(|all| aria_keys(&all.keys, command)));
            // The name is a legal one.
            let _ = match keys {
                Some(keys) => button.set_attribute("aria-keyshortcuts", &keys),
                None => button.remove_attribute("aria-keyshortcuts"),
            };
        }
    });
}

fn command_of(button: &web_sys::Element) -> Option<Command> {
    let id = button.get_attribute(COMMAND)?;
    let known = SHORTCUTS.iter().find(|shortcut| shortcut.id == id);
    known.map(|shortcut| shortcut.command)
}

fn button_of(event: &Event) -> Option<HtmlElement> {
    let at = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let button = at.closest("button, a").ok().flatten()?;
    // What stands above the page hides hints: there the browser shows its own.
    let is_above = matches!(button.closest("dialog"), Ok(Some(_)));
    let name = button.get_attribute("aria-label");
    let is_named = name.is_some() && name == button.get_attribute("title") && !is_above;
    if is_named {
        // The browser would show it too, and to the pointer alone.
        let _ = button.remove_attribute("title");
        let _ = button.set_attribute(NAMED, "");
    }
    let has_hint = button.has_attribute(COMMAND) || button.has_attribute(NAMED);
    button.dyn_into().ok().filter(|_| has_hint)
}

/// What a button is called, and its keys; `None` where there is nothing to say.
fn words(app: App, button: &HtmlElement) -> Option<(String, String)> {
    let keys = command_of(button).map_or_else(String::new, |command| label(app, command));
    let name = button.get_attribute("aria-label");
    let is_off = command_of(button).is_some_and(|command| untrack(|| is_off(app, command)));
    if is_off && button.is_connected() {
        return Some((i18n::list_read_only().to_owned(), String::new()));
    }
    if !button.is_connected() || (keys.is_empty() && name.is_none()) {
        return None;
    }
    let name = name.or_else(|| button.text_content()).unwrap_or_default();
    Some((name.trim().to_owned(), keys))
}

/// Below the button, or above it where there is no room; within the window.
fn put_beside(hint: &HtmlElement, button: &HtmlElement) {
    let side = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0)
    };
    let (width, height) = (side(window().inner_width()), side(window().inner_height()));
    let (own, at) = (
        hint.get_bounding_client_rect(),
        button.get_bounding_client_rect(),
    );
    let left = at.left() + (at.width() - own.width()) / 2.0;
    let left = left.min(width - own.width() - GAP).max(GAP);
    let below = at.bottom() + GAP;
    let top = match below + own.height() > height - GAP {
        true => at.top() - own.height() - GAP,
        false => below,
    };
    let style = hint.style();
    // Refused by no browser: they are plain lengths.
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("top", &format!("{top}px"));
}

fn hear(name: &'static str, mut heard: impl FnMut(&Event) + 'static) {
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: name != "keydown",
    };
    let listener =
        EventListener::new_with_options(&window(), name, options, move |event| heard(event));
    StoredValue::<_, LocalStorage>::new_local(listener);
}
