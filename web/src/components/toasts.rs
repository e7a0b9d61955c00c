use super::problem_text;
use crate::app::App;
use crate::i18n;
use crate::ui::toast;
use leptos::html;
use leptos::prelude::*;
use leptos::tachys::view::keyed::keyed;

/// What the person must be told and did not ask for.
pub fn toasts(app: App) -> AnyView {
    let notices = app.state.notices;
    html::div()
        .class("toasts")
        .attr("role", "region")
        .attr("aria-label", i18n::notices())
        .child(move || {
            keyed(
                notices.shown().get(),
                |notice| notice.key,
                move |_, notice| {
                    let key = notice.key;
                    let view = toast(
                        problem_text(&notice.problem),
                        i18n::notice_dismiss(),
                        move || notices.dismiss(key),
                    );
                    (|_: usize| {}, view)
                },
            )
        })
        .into_any()
}
