//! Elements, built at once and kept up to date by leptos' reactive graph.
//!
//! leptos' own renderer types every element by its whole content, and pays for
//! each such type in code: this app drawn by it was 205 KB of compressed
//! WebAssembly, where a login form must stand after 130 KB in all. Here an
//! element is an element, a closure is a boxed one, and what depends on a
//! signal is an effect that belongs to the reactive owner it was built under.
//!
//! There is no way from a string to markup in here: text becomes text nodes,
//! as Trusted Types demand.

mod attribute;
mod child;
mod element;
mod event;
mod keyed;
mod page;

pub use attribute::{AttributeValue, Attributes, Classes};
pub use child::{Child, View};
pub use element::{Element, html, svg};
pub use event::{Event, ev, value_of};
pub use keyed::keyed;
pub use page::{
    LEAVING, along_text, document, focus, forward_key, is_focus_lost, is_reversed, location,
    matches_media, press, tell_leaving, window,
};

use crate::reactive::{Effect, LocalStorage, RenderEffect, StoredValue};

/// Does something to the browser that is more than an element's look: soon, when
/// what was built is on the page, and again whenever a signal it read changes.
pub fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_: Option<()>| run());
}

/// Runs now, and again whenever a signal it read changes, as long as the
/// reactive owner lives that it is called under.
fn keep_up(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    let effect = RenderEffect::new(move |_: Option<()>| run());
    StoredValue::<_, LocalStorage>::new_local(effect);
}
