use super::button::icon_button;
use super::icon::{Icon, icon};
use crate::dom::{Child, Element, View, ev, html};
use crate::reactive::*;
use gloo_timers::callback::Timeout;

/// What a toast is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastKind {
    /// Something went wrong, or can't be.
    Warning,
    /// Something is happening.
    Going,
    /// Something has happened as it should.
    Done,
}

/// A button's words, and what it does.
type Offer = (&'static str, Box<dyn Fn()>);

/// A word that goes away by itself after so many seconds, or when it is
/// dismissed. `offer` is a button beside it.
pub fn toast(
    kind: ToastKind,
    seconds: u32,
    text: View,
    offer: Option<Offer>,
    dismiss_name: &'static str,
    dismiss: impl Fn() + Clone + 'static,
) -> Element {
    let by_itself = dismiss.clone();
    let timer = Timeout::new(seconds.saturating_mul(1_000), by_itself);
    // The timer ends with the toast.
    StoredValue::new_local(timer);
    // A warning is heard by itself; all else the announcer says, and once is enough.
    let (role, drawing) = match kind {
        ToastKind::Warning => (Some("alert"), Icon::Warning),
        ToastKind::Going => (None, Icon::Refresh),
        ToastKind::Done => (None, Icon::Check),
    };
    let offer = offer.map(|(name, act)| {
        html::button()
            .class("link-button toast-offer")
            .attr("type", "button")
            .on(ev::CLICK, move |_| act())
            .child(name)
            .view()
    });
    html::div()
        .class("toast")
        .class(("is-done", move || kind != ToastKind::Warning))
        .attr("role", role)
        .child((
            icon(drawing),
            html::div().class("toast-text").child(text),
            offer,
            icon_button(dismiss_name, Icon::Close, "", dismiss),
        ))
}
