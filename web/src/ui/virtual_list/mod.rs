//! A list of any length with a true scroll bar, of which only what is in view
//! exists.

mod extent;

use super::resize::observe_resize;
use crate::dom::{Child, Element, View, document, effect, ev, html, keyed};
use crate::reactive::*;
use extent::Extent;
use gloo_timers::callback::Timeout;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;
use web_sys::HtmlElement;

/// Rows that exist beyond each edge of the view, so that a turn of the wheel
/// finds them there.
const MARGIN: u32 = 8;

/// How long the view rests after a jump until they do: less than the list waits
/// before it asks for rows, so that it asks once.
const REST_MILLISECONDS: u32 = 20;

/// A list's outer facts.
#[derive(Clone, Copy)]
pub struct VirtualList {
    /// How many rows there are.
    pub total: Signal<u32>,
    /// The number of the first row that exists.
    pub first: Signal<u32>,
    /// How tall each row is, in CSS pixels.
    pub row_height: Signal<f64>,
    /// The rows that have a heading above them, in ascending order: they stand
    /// so much lower by a margin of `--list-head`.
    pub heads: Signal<Arc<[u32]>>,
}

/// Where a list's view is to stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aim {
    /// This row is at the top, so many CSS pixels of it out of view.
    Top(u32, f64),
    /// This row is in the middle, unless the first rows show it.
    Middle(u32),
}

impl Aim {
    /// The first row is to be at the top, which a list of any height can have.
    fn is_begin(self) -> bool {
        matches!(self, Self::Top(0, within) if within <= 0.0)
    }
}

/// Moves a list's view.
#[derive(Clone, Copy)]
pub struct Scroller {
    /// The element that scrolls, once it is built.
    node: StoredValue<Option<HtmlElement>, LocalStorage>,
    list: VirtualList,
    scroll_top: RwSignal<f64>,
    view_height: StoredValue<f64>,
    /// The rows that exist.
    shown: StoredValue<Range<u32>>,
    /// Ends with the view's rest after a jump.
    resting: StoredValue<Option<Timeout>, LocalStorage>,
    /// Where the view is to stand as soon as it can.
    aim: StoredValue<Option<Aim>>,
    /// Looks what is in view, once the list is built.
    measure: StoredValue<Option<Rc<dyn Fn()>>, LocalStorage>,
}

impl Scroller {
    /// The scroller of a list that is to be built.
    pub fn new(list: VirtualList) -> Self {
        Self {
            node: StoredValue::new_local(None),
            list,
            scroll_top: RwSignal::new(0.0),
            view_height: StoredValue::new(0.0),
            shown: StoredValue::new(0..0),
            resting: StoredValue::new_local(None),
            aim: StoredValue::new(None),
            measure: StoredValue::new_local(None),
        }
    }

    /// Scrolls as little as brings a row into view in whole.
    pub fn reveal(&self, row: u32) {
        // What is out of sight does not scroll, and comes into sight there.
        let is_seen = self.view_height.get_value() > 0.0;
        self.aim.set_value((!is_seen).then_some(Aim::Middle(row)));
        let to = self.extent().reveal(row, self.scroll_top.get_untracked());
        if let Some(to) = to {
            self.scroll_to(to);
        }
    }

    /// Moves the view by so many rows, for as many came above it.
    pub fn shift(&self, rows: i64) {
        let moved = |row: u32| u32::try_from((i64::from(row) + rows).max(0)).unwrap_or(u32::MAX);
        if let Some(aim) = self.aim.get_value() {
            let aim = match aim {
                Aim::Top(row, within) => Aim::Top(moved(row), within),
                Aim::Middle(row) => Aim::Middle(moved(row)),
            };
            return self.aim.set_value(Some(aim));
        }
        self.scroll_to(self.extent().shifted(rows, self.scroll_top.get_untracked()));
    }

    /// Goes there, as soon as the list is as tall as it is to be and is seen.
    pub fn aim(&self, aim: Aim) {
        if aim.is_begin() {
            self.scroll_to(0.0);
        }
        let is_there = aim.is_begin() && self.view_height.get_value() > 0.0;
        self.aim.set_value((!is_there).then_some(aim));
    }

    /// Goes where the view is to stand once what its height is made of has changed.
    pub fn take_aim_soon(&self) {
        let measure = self.measure;
        if self.aim.with_value(Option::is_some) {
            after(0, move || {
                if let Some(measure) = measure.get_value() {
                    measure();
                }
            });
        }
    }

    /// What is at the top of the view: a row, and how far of it is out of view.
    pub fn anchor(&self) -> (u32, f64) {
        self.extent().anchor(self.scroll_top.get_untracked())
    }

    /// Goes where the view is to stand; `false` while it can't.
    fn take_aim(&self, node: &HtmlElement) -> bool {
        let Some(aim) = self.aim.get_value() else {
            return true;
        };
        let extent = self.extent();
        let is_drawn = f64::from(node.scroll_height()) + 1.0 >= extent.height();
        let is_ready = aim.is_begin() || extent.total > 0 && is_drawn;
        if extent.view_height == 0.0 || !is_ready {
            return false;
        }
        self.aim.set_value(None);
        let to = match aim {
            // Its heading is seen with the first row.
            _ if aim.is_begin() => 0.0,
            Aim::Top(row, within) => extent.scroll_top_of((row, within)),
            Aim::Middle(row) => extent.middle(row),
        };
        self.scroll_to(to);
        true
    }

    /// How many whole rows fit into the view.
    pub fn page(&self) -> u32 {
        (self.view_height.get_value() / self.list.row_height.get_untracked()) as u32
    }

    fn scroll_to(&self, to: f64) {
        if let Some(node) = self.node.get_value() {
            node.set_scroll_top(to.round() as i32);
        }
    }

    fn extent(&self) -> Extent {
        Extent {
            total: self.list.total.get_untracked(),
            row_height: self.list.row_height.get_untracked(),
            view_height: self.view_height.get_value(),
            heads: self.list.heads.get_untracked(),
        }
    }

    /// Tells which rows are to exist, now, and once more when a jump is over.
    fn measure(self, on_window: impl Fn(Range<u32>) + Copy + 'static) {
        let Some(node) = self.node.get_value() else {
            return;
        };
        self.view_height.set_value(f64::from(node.client_height()));
        // Where it is out of sight, as on a phone that shows a message, it stands still.
        if !self.take_aim(&node) || node.client_height() == 0 {
            return;
        }
        let scroll_top = f64::from(node.scroll_top());
        if self.scroll_top.get_untracked() != scroll_top {
            self.scroll_top.set(scroll_top);
        }
        let extent = self.extent();
        let rows = extent.rows(scroll_top, MARGIN, &self.shown.get_value());
        let is_whole = rows == extent.window(scroll_top, MARGIN);
        self.shown.set_value(rows.clone());
        self.resting.set_value(
            (!is_whole).then(|| Timeout::new(REST_MILLISECONDS, move || self.measure(on_window))),
        );
        on_window(rows);
    }

    /// Whether the focus is on it, or on anything in it.
    fn has_focus(&self) -> bool {
        let focused = document().active_element();
        self.node.with_value(|node| {
            let node = node.as_ref();
            focused.is_some_and(|at| node.is_some_and(|node| node.contains(Some(&at))))
        })
    }
}

/// The scrolled part of a list. `on_window` hears which rows are to exist, from
/// the view and its size; `items` are these rows, from `first` on. Where the
/// focus would come to rest in the list, `give_focus` is to move it elsewhere.
/// `head` says what stands above a row that has a heading.
pub fn virtual_list<T>(
    scroller: Scroller,
    items: ReadSignal<Vec<T>>,
    on_window: impl Fn(Range<u32>) + Copy + 'static,
    key: impl Fn(&T) -> String + 'static,
    row: impl Fn(T) -> Element + 'static,
    head: impl Fn(u32) -> Option<&'static str> + 'static,
    give_focus: impl Fn() + 'static,
) -> View
where
    T: Clone + Send + Sync + 'static,
{
    let list = scroller.list;
    let give_focus = Rc::new(give_focus);
    let giving = StoredValue::new_local(None::<Timeout>);
    let measure = move || scroller.measure(on_window);
    let extent = move || {
        list.total.track();
        list.row_height.track();
        list.heads.track();
        scroller.extent()
    };
    let canvas_top = move || {
        let extent = extent();
        let scroll_top = if extent.is_compressed() {
            scroller.scroll_top.get()
        } else {
            0.0
        };
        let first = list.first.get();
        pixels(extent.row_top(first, scroll_top) - extent.head_height(first))
    };
    let headings = move || {
        let extent = extent();
        let first = list.first.get();
        let count = items.with(|items| items.len() as u32);
        let groups = extent.groups(first..first.saturating_add(count));
        let headings = groups.into_iter().map(|(row, room)| {
            html::div()
                .class("virtual-list-group")
                // Who does not see them hears each row's own date.
                .attr("aria-hidden", "true")
                .style("top", pixels(room.start))
                .style("height", pixels(room.end - room.start))
                .child(html::div().class("virtual-list-head").child(head(row)))
                .view()
        });
        headings.collect::<Vec<_>>()
    };
    let canvas = html::div()
        .class("virtual-list-canvas")
        .attr("role", "presentation")
        .style("top", canvas_top)
        .child((headings, keyed(move || items.get(), key, row)));
    let view = html::div()
        .class("virtual-list")
        .attr("role", "rowgroup")
        // Browsers would have Tab stop at what scrolls; the rows' owner is that stop.
        .attr("tabindex", "-1")
        .on(ev::FOCUS_IN, move |_| {
            let give_focus = Rc::clone(&give_focus);
            // Not while the browser still gives it: where it moves on at once, Chromium
            // takes the press for used up, and nothing that is pressed can be dragged.
            giving.set_value(Some(Timeout::new(0, move || {
                if scroller.has_focus() {
                    give_focus();
                }
            })));
        })
        .on(ev::SCROLL, move |_| measure())
        .child(
            html::div()
                .class("virtual-list-extent")
                .attr("role", "presentation")
                .style("height", move || pixels(extent().height()))
                .child(canvas),
        );
    scroller.node.set_value(Some(view.node()));
    scroller.measure.set_value(Some(Rc::new(measure)));
    // What is seen stays in view when rows become taller or headings come.
    let mut before = scroller.extent();
    effect(move || {
        let now = extent();
        let was = std::mem::replace(&mut before, now.clone());
        if (was.row_height, &was.heads) == (now.row_height, &now.heads) {
            return scroller.take_aim_soon();
        }
        let scroll_top = scroller.scroll_top.get_untracked();
        if scroll_top > 0.0 && scroller.aim.with_value(Option::is_none) {
            scroller.scroll_to(now.scroll_top_of(was.anchor_in(&now, scroll_top)));
        }
        after(0, measure);
    });
    // Ends with the list.
    StoredValue::new_local(observe_resize(&view.node::<HtmlElement>(), measure));
    view.view()
}

/// A length for a style. Whole pixels: writing fractions costs a page of code.
fn pixels(length: f64) -> String {
    format!("{}px", length.round() as i64)
}
