//! Markup becomes a document, piece by piece.
//!
//! Browsers parse and lay out in one task what they get at once. A newsletter of
//! half a megabyte would hold the page for a good part of a second, so it is put
//! into the frame as it would come over a slow line: what is seen first first,
//! then as much at a time as this browser lays out within a part of a frame.

use crate::sink::{self, Pouring};
use gloo_timers::callback::Timeout;
use html_sanitizer::SafeHtml;
use js_sys::Date;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use web_sys::{Document, HtmlElement};

/// Elements of the first piece, which most messages are not longer than.
const FIRST: u32 = 1_000;
/// The same of a large message, whose coming has taken time already: about a screen.
const FIRST_OF_LARGE: u32 = 300;
/// A large message, in octets of markup.
const LARGE: usize = 100_000;
/// Not fewer: each piece has its own costs.
const LEAST: u32 = 200;
/// What a piece and its layout should take, in milliseconds.
const MEANT: f64 = 14.0;
/// A piece is at most so many times as large as the one before it: what is laid
/// out anew with each of them grows too.
const GROWTH: f64 = 1.4;
/// Where pieces have taken so long in all, in milliseconds, and one still takes so
/// long, all of the document is laid out anew with each: what is left comes at once.
const PATIENCE: f64 = 800.0;
const SLOW: f64 = 100.0;

/// A document that is being filled. It stays as it is once all of these are dropped.
#[derive(Clone)]
pub(crate) struct Fill(Rc<RefCell<State>>);

/// Puts about so many elements more into the document. Tells whether that was all.
pub(crate) type Next = Box<dyn FnMut(u32) -> bool>;

struct State {
    body: HtmlElement,
    put_next: Next,
    elements: u32,
    /// How long all pieces took, in milliseconds.
    spent: f64,
    next: Option<Timeout>,
    on_whole: Option<Box<dyn FnOnce()>>,
}

impl Fill {
    /// Puts what is seen first into the document, and the rest soon. `on_whole`
    /// is called once, when all of it is there: during this call, or later.
    pub(crate) fn begin(
        document: &Document,
        content: SafeHtml,
        on_whole: impl FnOnce() + 'static,
    ) -> Option<Self> {
        for address in content.images_behind() {
            load_unnamed(document, address);
        }
        let length = content.as_str().len();
        let put_next: Next = match Pouring::begin(document, content.clone()) {
            Some(mut pouring) => Box::new(move |elements| pouring.pour(elements)),
            None => {
                let body = document.body()?;
                Box::new(move |_| {
                    sink::fill(&body, &content);
                    true
                })
            }
        };
        Some(Self::with(document.body()?, put_next, length, on_whole))
    }

    /// The same of what is put into `body` in another way, from markup of this length.
    pub(crate) fn with(
        body: HtmlElement,
        put_next: Next,
        length: usize,
        on_whole: impl FnOnce() + 'static,
    ) -> Self {
        let fill = Self::new(body, put_next, length, on_whole);
        go_on(&fill.0);
        fill
    }

    /// The same in tasks of their own alone: what came before it took long.
    pub(crate) fn soon(
        body: HtmlElement,
        put_next: Next,
        length: usize,
        on_whole: impl FnOnce() + 'static,
    ) -> Self {
        let fill = Self::new(body, put_next, length, on_whole);
        go_on_later(&fill.0);
        fill
    }

    fn new(
        body: HtmlElement,
        put_next: Next,
        length: usize,
        on_whole: impl FnOnce() + 'static,
    ) -> Self {
        let state = Rc::new(RefCell::new(State {
            body,
            put_next,
            elements: match length {
                0..=LARGE => FIRST,
                _ => FIRST_OF_LARGE,
            },
            spent: 0.0,
            next: None,
            on_whole: Some(Box::new(on_whole)),
        }));
        Self(state)
    }

    /// Puts all that is left into the document at once.
    pub(crate) fn finish(&self) {
        if !self.is_whole() {
            self.0.borrow_mut().elements = u32::MAX;
            go_on(&self.0);
        }
    }

    /// Whether all of it is there.
    pub(crate) fn is_whole(&self) -> bool {
        self.0.borrow().on_whole.is_none()
    }
}

/// Puts the next piece, and sees to it that the one after it follows.
fn go_on(state: &Rc<RefCell<State>>) {
    let on_whole = {
        let mut state_now = state.borrow_mut();
        match state_now.step() {
            true => {
                state_now.next = None;
                state_now.on_whole.take()
            }
            false => None,
        }
    };
    match on_whole {
        Some(on_whole) => on_whole(),
        None => go_on_later(state),
    }
}

fn go_on_later(state: &Rc<RefCell<State>>) {
    let later: Weak<_> = Rc::downgrade(state);
    let timeout = Timeout::new(0, move || {
        if let Some(state) = later.upgrade() {
            go_on(&state);
        }
    });
    state.borrow_mut().next = Some(timeout);
}

impl State {
    /// Puts a piece and has it laid out; whether nothing is left.
    fn step(&mut self) -> bool {
        let begin = Date::now();
        if (self.put_next)(self.elements) {
            return true;
        }
        // Asked for now, the layout is counted with the piece that it is for.
        let _ = self.body.scroll_height();
        let took = Date::now() - begin;
        self.spent += took;
        self.elements = following(self.elements, took, self.spent);
        false
    }
}

/// How many elements the next piece has, where the last one had so many and took so
/// long, and all before it so long with it.
fn following(elements: u32, took: f64, spent: f64) -> u32 {
    if took > SLOW && spent > PATIENCE {
        return u32::MAX;
    }
    let next = f64::from(elements) * (MEANT / took.max(1.0)).clamp(0.25, GROWTH);
    (next as u32).max(LEAST)
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

#[cfg(test)]
mod tests {
    use super::{LEAST, following};

    #[test]
    fn pieces_are_as_large_as_the_browser_is_quick() {
        assert_eq!(following(1_000, 14.0, 14.0), 1_000);
        assert_eq!(following(1_000, 1.0, 1.0), 1_400);
        assert_eq!(following(1_000, 28.0, 5_000.0), 500);
        assert_eq!(following(300, 500.0, 500.0), LEAST);
    }

    #[test]
    fn what_is_laid_out_anew_with_each_piece_comes_at_once() {
        assert_eq!(following(LEAST, 300.0, 900.0), u32::MAX);
    }
}
