//! The way to forget this computer, and the question before it.

use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::forgetting::forget_here;
use crate::i18n;
use crate::reactive::*;
use crate::ui::dialog;

pub(super) fn forget(app: App) -> View {
    let is_asked = RwSignal::new(false);
    let button = html::button()
        .class("button is-quiet")
        .attr("type", "button")
        .on(ev::CLICK, move |_| is_asked.set(true))
        .child(i18n::privacy_forget_button());
    (
        html::p()
            .class("setting-hint")
            .child(i18n::privacy_forget_hint()),
        html::div().class("setting-ends").child(button),
        dialog(
            i18n::privacy_forget(),
            i18n::privacy_forget_stay(),
            is_asked.into(),
            move || is_asked.set(false),
            move || question(app, is_asked),
        ),
    )
        .view()
}

fn question(app: App, is_asked: RwSignal<bool>) -> View {
    let wiped = [
        i18n::privacy_wiped_session(),
        i18n::privacy_wiped_look(),
        i18n::privacy_wiped_searches(),
        i18n::privacy_wiped_files(),
    ];
    html::div()
        .class("setting-question")
        .child((
            html::p().child(i18n::privacy_forget_wipes()),
            html::ul().child(Vec::from(wiped.map(|one| html::li().child(one).view()))),
            html::p().child(i18n::privacy_forget_account()),
            html::div().class("dialog-ends").child((
                html::button()
                    .class("button is-quiet")
                    .attr("type", "button")
                    .on(ev::CLICK, move |_| is_asked.set(false))
                    .child(i18n::privacy_forget_stay()),
                html::button()
                    .class("button is-danger")
                    .attr("type", "button")
                    .on(ev::CLICK, move |_| {
                        is_asked.set(false);
                        forget_here(app);
                    })
                    .child(i18n::privacy_forget_now()),
            )),
        ))
        .view()
}
