use super::button::icon_button;
use super::icon::{Icon, icon};
use crate::dom::{Element, View, html};
use crate::reactive::*;
use gloo_timers::callback::Timeout;

/// How long a toast stays: long enough to read two sentences, slowly.
const SHOWN_MILLISECONDS: u32 = 12_000;

/// A word that goes away by itself, or when it is dismissed.
pub fn toast(
    text: View,
    dismiss_name: &'static str,
    dismiss: impl Fn() + Clone + 'static,
) -> Element {
    let by_itself = dismiss.clone();
    let timer = Timeout::new(SHOWN_MILLISECONDS, by_itself);
    // The timer ends with the toast.
    StoredValue::new_local(timer);
    html::div().class("toast").attr("role", "alert").child((
        icon(Icon::Warning),
        html::div().class("toast-text").child(text),
        icon_button(dismiss_name, Icon::Close, "", dismiss),
    ))
}
