//! A button and the menu that it opens (WAI-ARIA, menu button).

use super::icon::{Icon, icon};
use crate::dom::{Child, Element, View, effect, ev, html, window};
use crate::reactive::*;
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
}

/// A line of a menu.
#[derive(Clone)]
pub struct MenuItem {
    kind: Kind,
    name: String,
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
    /// What the lines below it are about.
    pub fn heading(name: impl Into<String>) -> Self {
        Self::new(Kind::Heading, name, || {})
    }
    fn new(kind: Kind, name: impl Into<String>, act: impl Fn() + 'static) -> Self {
        Self {
            kind,
            name: name.into(),
            act: Rc::new(act),
        }
    }
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
    let close = {
        let opener = opener.clone();
        move || {
            is_open.set(false);
            // Refused by no browser.
            let _ = opener.focus();
        }
    };
    let lines: Vec<_> = items
        .into_iter()
        .map(|item| line(item, close.clone()))
        .collect();
    let list = html::div();
    let node: HtmlElement = list.node();
    let keys = node.clone();
    let inside = node.clone();
    let beside = opener.clone();
    effect(move || {
        place(&node, &opener);
        step(&node, "Home");
    });
    list.class("menu")
        .attr("role", "menu")
        .attr("aria-label", name)
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
                key @ ("ArrowDown" | "ArrowUp" | "Home" | "End") => step(&keys, key),
                _ => return,
            }
            event.prevent_default();
        })
        .on(ev::FOCUS_OUT, move |event| {
            let to = event
                .related_target()
                .and_then(|to| to.dyn_into::<Node>().ok());
            let is_here = |to: &Node| inside.contains(Some(to)) || beside.contains(Some(to));
            if !to.as_ref().is_some_and(is_here) {
                is_open.set(false);
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
        ))
        .view()
}

/// Puts the menu below its button, or wherever there is room.
fn place(menu: &HtmlElement, opener: &HtmlElement) {
    let side = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0)
    };
    let (width, height) = (side(window().inner_width()), side(window().inner_height()));
    let (of, own) = (
        opener.get_bounding_client_rect(),
        menu.get_bounding_client_rect(),
    );
    let is_reversed = opener
        .closest("[dir=rtl]")
        .is_ok_and(|found| found.is_some());
    let is_far = of.left() + own.width() > width - EDGE;
    let left = if is_far || is_reversed {
        of.right() - own.width()
    } else {
        of.left()
    };
    let left = left.min(width - own.width() - EDGE).max(EDGE);
    let below = of.bottom() + 4.0;
    let top = if below + own.height() > height - EDGE {
        (height - own.height() - EDGE).max(EDGE)
    } else {
        below
    };
    let style = HtmlElement::style(menu);
    // Refused by no browser: they are plain lengths.
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("top", &format!("{top}px"));
}

/// Moves the focus to another line.
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
    if let Some(line) = target(key, at, lines.len()).and_then(|index| lines.get(index)) {
        // Refused by no browser.
        let _ = line.focus();
    }
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
    use super::target;

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
}
