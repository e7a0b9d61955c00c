use super::message_list::focus_list;
use super::problem_text;
use crate::app::App;
use crate::dom::{Child, View, html, keyed};
use crate::i18n;
use crate::reactive::*;
use crate::ui::toast;

/// What the person must be told and did not ask for.
pub fn toasts(app: App) -> View {
    let notices = app.state.notices;
    html::div()
        .class("toasts")
        .attr("role", "region")
        .attr("aria-label", i18n::notices())
        .child(keyed(
            move || notices.shown().get(),
            |notice| notice.key.to_string(),
            move |notice| {
                let key = notice.key;
                toast(
                    problem_text(&notice.problem),
                    i18n::notice_dismiss(),
                    move || {
                        notices.dismiss(key);
                        // The button goes; the focus must not go with it.
                        focus_list();
                    },
                )
            },
        ))
        .view()
}
