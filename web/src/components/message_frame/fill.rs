//! Markup becomes a document, slice by slice.
//!
//! Browsers lay a document out in one task. A newsletter of half a megabyte
//! would hold the page for a good part of a second, so it is put into the frame
//! as it would come over a slow line: what is seen first first, then as much at
//! a time as this browser lays out within a part of a frame. The parts are moved,
//! in their order, out of the one tree that the markup was parsed to, and what
//! comes of it in the end is that tree.

use crate::sink;
use gloo_timers::callback::Timeout;
use html_sanitizer::SafeHtml;
use js_sys::Date;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Node};

/// Elements of the first slice, which most messages are not longer than.
const FIRST: u32 = 1_000;
/// The same where parsing has taken its time already: about a screen.
const FIRST_OF_LARGE: u32 = 300;
/// A large message, in octets of markup.
const LARGE: usize = 100_000;
/// Not fewer: each slice has its own costs.
const LEAST: u32 = 500;
/// What a slice's layout should take, in milliseconds.
const MEANT: f64 = 20.0;

/// A document that is being filled. It stays as it is once all of these are dropped.
#[derive(Clone)]
pub(crate) struct Fill(Rc<RefCell<State>>);

struct State {
    body: HtmlElement,
    /// The way down to what comes next: what is still to be moved, and where to.
    way: Vec<(Node, Node)>,
    slice: u32,
    next: Option<Timeout>,
    on_whole: Option<Box<dyn FnOnce()>>,
}

impl Fill {
    /// Puts what is seen first into the document, and the rest soon. `on_whole`
    /// is called once, when all of it is there: during this call, or later.
    pub(super) fn begin(
        document: &Document,
        content: &SafeHtml,
        on_whole: impl FnOnce() + 'static,
    ) -> Option<Self> {
        for address in content.images_behind() {
            load_unnamed(document, address);
        }
        let tree = parse(document, content)?;
        Some(Self::with(
            document.body()?,
            tree,
            content.as_str().len(),
            on_whole,
        ))
    }

    /// The same of a tree that markup of this length was parsed to.
    pub(crate) fn with(
        body: HtmlElement,
        tree: HtmlElement,
        length: usize,
        on_whole: impl FnOnce() + 'static,
    ) -> Self {
        let state = Rc::new(RefCell::new(State {
            way: vec![(tree.into(), body.clone().into())],
            body,
            slice: match length {
                0..=LARGE => FIRST,
                _ => FIRST_OF_LARGE,
            },
            next: None,
            on_whole: Some(Box::new(on_whole)),
        }));
        go_on(&state);
        Self(state)
    }

    /// Puts all that is left into the document at once.
    pub(super) fn finish(&self) {
        self.0.borrow_mut().slice = u32::MAX;
        go_on(&self.0);
    }

    /// Whether all of it is there.
    pub(super) fn is_whole(&self) -> bool {
        self.0.borrow().on_whole.is_none()
    }
}

/// The whole tree, below a body that stands nowhere yet.
pub(crate) fn parse(document: &Document, content: &SafeHtml) -> Option<HtmlElement> {
    // Made by a document of another realm: `instanceof` does not know it.
    let body: HtmlElement = document.create_element("body").ok()?.unchecked_into();
    sink::fill(&body, content);
    Some(body)
}

/// Moves the next slice, and sees to it that the one after it follows.
fn go_on(state: &Rc<RefCell<State>>) {
    let on_whole = {
        let mut state_now = state.borrow_mut();
        if state_now.step() {
            state_now.next = None;
            state_now.on_whole.take()
        } else {
            let later: Weak<_> = Rc::downgrade(state);
            let timeout = Timeout::new(0, move || {
                if let Some(state) = later.upgrade() {
                    go_on(&state);
                }
            });
            state_now.next = Some(timeout);
            None
        }
    };
    if let Some(on_whole) = on_whole {
        on_whole();
    }
}

impl State {
    /// Moves a slice and has it laid out; whether nothing is left.
    fn step(&mut self) -> bool {
        let begin = Date::now();
        self.move_some();
        if self.way.is_empty() {
            return true;
        }
        // Asked for now, the layout is counted with the slice that it is for.
        let _ = self.body.scroll_height();
        let took = Date::now() - begin;
        if self.slice != u32::MAX {
            let next = f64::from(self.slice) * (MEANT / took.max(1.0)).clamp(0.25, 2.0);
            self.slice = (next as u32).max(LEAST);
        }
        false
    }

    fn move_some(&mut self) {
        let mut left = self.slice;
        while let Some((from, to)) = self.way.last() {
            let Some(node) = from.first_child() else {
                self.way.pop();
                continue;
            };
            let elements = elements_in(&node);
            if elements > left && elements <= self.slice && left < self.slice / 2 {
                // It fits into the next slice.
                return;
            }
            // None of what follows is refused: nodes of one document are moved
            // to where they stood before, in a tree of the same shape.
            if elements <= left {
                let _ = to.append_child(&node);
                left -= elements;
            } else if let Ok(copy) = node.clone_node() {
                let _ = to.append_child(&copy);
                let _ = from.remove_child(&node);
                self.way.push((node, copy));
                left = left.saturating_sub(1);
            } else {
                let _ = to.append_child(&node);
            }
            if left == 0 {
                return;
            }
        }
    }
}

/// How many elements a node is, itself included; a text counts as one.
fn elements_in(node: &Node) -> u32 {
    if node.node_type() != Node::ELEMENT_NODE || !node.has_child_nodes() {
        return 1;
    }
    // A node of another realm: `instanceof` does not know it.
    let element: &Element = node.unchecked_ref();
    element.get_elements_by_tag_name("*").length() + 1
}

/// Has an image loaded that a style is about to refer to, without a word about
/// who asks. Chromium would send the app's origin along with what CSS loads,
/// whatever the document's referrer policy is.
fn load_unnamed(document: &Document, address: &str) {
    let attributes = [
        ("rel", "preload"),
        ("as", "image"),
        ("referrerpolicy", "no-referrer"),
        ("href", address),
    ];
    if let (Some(head), Ok(link)) = (document.head(), document.create_element("link")) {
        for (name, value) in attributes {
            // The names are legal ones.
            let _ = link.set_attribute(name, value);
        }
        let _ = head.append_child(&link);
    }
}
