use super::button::icon_button;
use super::icon::Icon;
use leptos::prelude::*;
use leptos::{ev, html};

/// A modal dialog: the browser keeps the focus inside, and gives it back.
/// It is there while `is_open`; `close` is asked for by Escape, by its button,
/// and by a click beside it.
pub fn dialog(
    title: &'static str,
    close_name: &'static str,
    is_open: Signal<bool>,
    close: impl Fn() + Clone + Send + 'static,
    content: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        if is_open.get() && !dialog.open() {
            // The only error is a dialog that is shown already.
            let _ = dialog.show_modal();
        } else if !is_open.get() && dialog.open() {
            dialog.close();
        }
    });
    let by_button = close.clone();
    let beside = close.clone();
    html::dialog()
        .node_ref(node)
        .class("dialog")
        .attr("aria-label", title)
        .on(ev::close, move |_| close())
        .on(ev::click, move |event| {
            let is_backdrop = node.get_untracked().is_some_and(|dialog| {
                event
                    .target()
                    .is_some_and(|target| target == *dialog.as_ref())
            });
            if is_backdrop {
                beside();
            }
        })
        .child(html::div().class("dialog-body").child((
            html::header().class("dialog-head").child((
                html::h2().child(title),
                icon_button(close_name, Icon::Close, "", by_button),
            )),
            move || is_open.get().then(&content),
        )))
        .into_any()
}
