//! A button and the menu that it opens (WAI-ARIA, menu button).

use super::icon::{Icon, icon};
use crate::dom::{Child, Element, View, effect, ev, html, window};
use crate::format::lower_case;
use crate::reactive::*;
use gloo_events::EventListener;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// How far a menu keeps from the window's edge, in CSS pixels.
const EDGE: f64 = 8.0;

/// What a line of a menu is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Heading,
    Action,
    /// On or off.
    Check(bool),
    /// One of several, chosen or not.
    Choice(bool),
    /// What parts the lines above it from those below.
    Separator,
}

/// A line of a menu.
#[derive(Clone)]
pub struct MenuItem {
    kind: Kind,
    name: String,
    keys: String,
    is_off: bool,
    act: Rc<dyn Fn()>,
}

impl MenuItem {
    /// Something to do.
    pub fn action(name: impl Into<String>, act: impl Fn() + 'static) -> Self {
        Self::new(Kind::Action, name, act)
    }
    /// Something that is on or off; `act` turns it over.
    pub fn check(name: impl Into<String>, is_on: bool, act: impl Fn() + 'static) -> Self {
        Self::new(Kind::Check(is_on), name, act)
    }
    /// One of several, of which one is chosen.
    pub fn choice(name: impl Into<String>, is_chosen: bool, act: impl Fn() + 'static) -> Self {
        Self::new(Kind::Choice(is_chosen), name, act)
    }
    /// What parts the lines above it from those below.
    pub fn separator() -> Self {
        Self::new(Kind::Separator, "", || {})
    }
    /// What the lines below it are about.
    pub fn heading(name: impl Into<String>) -> Self {
        Self::new(Kind::Heading, name, || {})
    }
    /// The same with the keys that do it, too, as they are printed.
    pub fn with_keys(self, keys: String) -> Self {
        Self { keys, ..self }
    }
    /// The same, shown as what can't be done now. Pressed it acts all the same: that
    /// is who tells the reason.
    pub fn turned_off(self, is_off: bool) -> Self {
        Self { is_off, ..self }
    }
    fn new(kind: Kind, name: impl Into<String>, act: impl Fn() + 'static) -> Self {
        Self {
            kind,
            name: name.into(),
            keys: String::new(),
            is_off: false,
            act: Rc::new(act),
        }
    }
}

/// Where a menu opens.
#[derive(Clone, Debug)]
pub enum MenuSpot {
    /// Below an element, or where there is room.
    Below(HtmlElement),
    /// At a point of the window, in CSS pixels, such as the pointer's.
    At {
        /// From the left.
        x: f64,
        /// From the top.
        y: f64,
    },
}

/// Makes `button` open a menu of what `items` are at that moment.
pub fn menu(
    button: Element,
    name: impl Into<String>,
    items: impl Fn() -> Vec<MenuItem> + 'static,
) -> View {
    let name = name.into();
    let is_open = RwSignal::new(false);
    let opener: HtmlElement = button.node();
    let button = button
        .attr("type", "button")
        .attr("aria-haspopup", "menu")
        .attr("aria-expanded", move || {
            if is_open.get() { "true" } else { "false" }
        })
        .on(ev::CLICK, move |_| is_open.update(|open| *open = !*open));
    html::span()
        .class("menu-holder")
        .child((button, move || {
            is_open
                .get()
                .then(|| popup(opener.clone(), name.clone(), items(), is_open))
        }))
        .view()
}

fn popup(
    opener: HtmlElement,
    name: String,
    items: Vec<MenuItem>,
    is_open: RwSignal<bool>,
) -> Element {
    popup_menu(
        MenuSpot::Below(opener.clone()),
        opener,
        name,
        items,
        move || is_open.set(false),
    )
}

/// A menu that is open as long as it is there, wherever `spot` says. What is
/// chosen gives the focus back to `back`, as Escape does; each asks for the
/// menu's end by `close`, and so does a focus that goes elsewhere.
pub fn popup_menu(
    spot: MenuSpot,
    back: HtmlElement,
    name: impl Into<String>,
    items: Vec<MenuItem>,
    close: impl Fn() + Clone + 'static,
) -> Element {
    let leave = close.clone();
    let opener = back.clone();
    let close = move || {
        close();
        // Refused by no browser.
        let _ = opener.focus();
    };
    let lines: Vec<_> = items
        .into_iter()
        .map(|item| line(item, close.clone()))
        .collect();
    let list = html::div();
    let node: HtmlElement = list.node();
    let keys = node.clone();
    let inside = node.clone();
    effect(move || {
        place(&node, &spot);
        step(&node, "Home");
        // A window that is turned or made smaller must not cut it off.
        let (node, spot) = (node.clone(), spot.clone());
        let again = EventListener::new(&window(), "resize", move |_| place(&node, &spot));
        StoredValue::new_local(again);
    });
    list.class("menu")
        .attr("role", "menu")
        .attr("aria-label", name.into())
        .on(ev::KEY_DOWN, move |event| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            // What is pressed in a menu is no shortcut.
            event.stop_propagation();
            match event.key().as_str() {
                "Escape" => close(),
                "Tab" => {
                    close();
                    return;
                }
                // Both press the line.
                "Enter" | " " => return,
                key => step(&keys, key),
            }
            event.prevent_default();
        })
        .on(ev::FOCUS_OUT, move |event| {
            let to = event
                .related_target()
                .and_then(|to| to.dyn_into::<Node>().ok());
            let is_here = |to: &Node| inside.contains(Some(to)) || back.contains(Some(to));
            if !to.as_ref().is_some_and(is_here) {
                leave();
            }
        })
        .child(lines)
}

fn line(item: MenuItem, close: impl Fn() + 'static) -> View {
    let (role, state) = match item.kind {
        Kind::Heading => {
            return html::div()
                .class("menu-heading")
                .attr("role", "presentation")
                .child(item.name)
                .view();
        }
        Kind::Separator => {
            return html::div()
                .class("menu-separator")
                .attr("role", "separator")
                .view();
        }
        Kind::Action => ("menuitem", None),
        Kind::Check(is_on) => ("menuitemcheckbox", Some(is_on)),
        Kind::Choice(is_chosen) => ("menuitemradio", Some(is_chosen)),
    };
    let act = item.act;
    html::button()
        .class("menu-item")
        .attr("type", "button")
        .attr("role", role)
        .attr("tabindex", "-1")
        .attr(
            "aria-checked",
            state.map(|is_on| if is_on { "true" } else { "false" }),
        )
        .attr("aria-disabled", item.is_off.then_some("true"))
        .on(ev::CLICK, move |_| {
            // First back to the button: what is done may move the focus on.
            close();
            act();
        })
        .child((
            html::span()
                .class("menu-mark")
                .child((state == Some(true)).then(|| icon(Icon::Check))),
            html::span().child(item.name),
            (!item.keys.is_empty()).then(|| {
                html::span()
                    .class("menu-keys")
                    .attr("aria-hidden", "true")
                    .child(item.keys)
            }),
        ))
        .view()
}

/// Puts the menu below its button or at its point, or wherever there is room.
fn place(menu: &HtmlElement, spot: &MenuSpot) {
    let side = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0)
    };
    let (width, height) = (side(window().inner_width()), side(window().inner_height()));
    let style = HtmlElement::style(menu);
    let put = |side: &str, at: f64| {
        // Refused by no browser: they are plain lengths.
        let _ = style.set_property(side, &format!("{at}px"));
    };
    // Where it stood before, less room may be left than it wants.
    put("left", 0.0);
    let own = menu.get_bounding_client_rect();
    let is_reversed = menu.closest("[dir=rtl]").is_ok_and(|found| found.is_some());
    let (start, end, below) = match spot {
        MenuSpot::Below(opener) => {
            let of = opener.get_bounding_client_rect();
            (of.left(), of.right(), of.bottom() + 4.0)
        }
        MenuSpot::At { x, y } => (*x, *x, *y),
    };
    let is_far = start + own.width() > width - EDGE;
    let left = if is_far || is_reversed {
        end - own.width()
    } else {
        start
    };
    let left = left.min(width - own.width() - EDGE).max(EDGE);
    let top = if below + own.height() > height - EDGE {
        (height - own.height() - EDGE).max(EDGE)
    } else {
        below
    };
    put("left", left);
    put("top", top);
}

/// Moves the focus to another line: by an arrow, or by its first letter.
fn step(menu: &HtmlElement, key: &str) {
    let Ok(lines) = menu.query_selector_all("button") else {
        return;
    };
    let lines: Vec<HtmlElement> = (0..lines.length())
        .filter_map(|index| lines.item(index)?.dyn_into().ok())
        .collect();
    let focused = crate::dom::document().active_element();
    let at = lines
        .iter()
        .position(|line| focused.as_ref().is_some_and(|focused| **line == *focused));
    let to = match key {
        "ArrowDown" | "ArrowUp" | "Home" | "End" => target(key, at, lines.len()),
        letter => {
            let names = lines.iter().map(|line| line.text_content());
            let names: Vec<String> = names.map(Option::unwrap_or_default).collect();
            named(letter, at, &names)
        }
    };
    if let Some(line) = to.and_then(|index| lines.get(index)) {
        // Refused by no browser.
        let _ = line.focus();
    }
}

/// The next line that begins with this letter, round and round.
fn named(letter: &str, at: Option<usize>, names: &[String]) -> Option<usize> {
    if letter.chars().count() != 1 {
        return None;
    }
    let letter = lower_case(letter);
    let first = at.map_or(0, |at| at + 1);
    let mut order = (first..names.len()).chain(0..first.min(names.len()));
    order.find(|index| {
        let name = names.get(*index).map(|name| lower_case(name.trim_start()));
        name.is_some_and(|name| name.starts_with(&letter))
    })
}

/// The line that a key leads to, of so many; round and round.
fn target(key: &str, at: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (key, at) {
        ("End", _) | ("ArrowUp", None | Some(0)) => last,
        ("ArrowUp", Some(at)) => at - 1,
        ("ArrowDown", Some(at)) if at < last => at + 1,
        _ => 0,
    })
}

#[cfg(test)]
mod tests {
    use super::{named, target};

    #[test]
    fn arrows_go_round() {
        for (key, at, expected) in [
            ("ArrowDown", None, 0),
            ("ArrowDown", Some(0), 1),
            ("ArrowDown", Some(2), 0),
            ("ArrowUp", Some(0), 2),
            ("ArrowUp", Some(2), 1),
            ("Home", Some(2), 0),
            ("End", Some(0), 2),
        ] {
            assert_eq!(target(key, at, 3), Some(expected), "{key} at {at:?}");
        }
        assert_eq!(target("End", None, 0), None);
    }

    #[test]
    fn a_letter_leads_to_the_next_line_that_begins_with_it() {
        let names = ["Rename", "Move", " remove", "Mark"].map(str::to_owned);
        for (letter, at, expected) in [
            ("r", None, Some(0)),
            ("R", Some(0), Some(2)),
            ("r", Some(2), Some(0)),
            ("m", Some(3), Some(1)),
            ("x", Some(1), None),
            ("Shift", Some(1), None),
        ] {
            assert_eq!(named(letter, at, &names), expected, "{letter} at {at:?}");
        }
        assert_eq!(named("a", None, &[]), None);
    }
}
