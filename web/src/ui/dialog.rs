use super::button::icon_button;
use super::icon::Icon;
use crate::dom::{Child, View, effect, ev, html};
use crate::reactive::*;
use web_sys::HtmlDialogElement;

/// A modal dialog: the browser keeps the focus inside, and gives it back.
/// It is there while `is_open`; `close` is asked for by Escape, by its button,
/// and by a click beside it.
pub fn dialog(
    title: &'static str,
    close_name: &'static str,
    is_open: Signal<bool>,
    close: impl Fn() + Clone + 'static,
    content: impl Fn() -> View + 'static,
) -> View {
    let by_button = close.clone();
    let beside = close.clone();
    let dialog = html::dialog();
    let node: HtmlDialogElement = dialog.node();
    let shown = node.clone();
    let dialog = dialog
        .class("dialog")
        .attr("aria-label", title)
        .on(ev::CLOSE, move |_| close())
        .on(ev::CLICK, move |event| {
            if event
                .target()
                .is_some_and(|target| target == *node.as_ref())
            {
                beside();
            }
        })
        .child(html::div().class("dialog-body").child((
            html::div().class("dialog-head").child((
                html::h2().child(title),
                icon_button(close_name, Icon::Close, "", by_button),
            )),
            move || is_open.get().then(&content),
        )));
    effect(move || {
        if is_open.get() && !shown.open() {
            // The only errors: it is shown already, or gone from the page.
            let _ = shown.show_modal();
        } else if !is_open.get() && shown.open() {
            shown.close();
        }
    });
    dialog.view()
}
