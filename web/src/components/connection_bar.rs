use crate::app::App;
use crate::ui::{Icon, icon};
use crate::{format, i18n};
use gloo_timers::callback::Interval;
use leptos::prelude::*;
use leptos::{ev, html};
use mail_engine::{Action, SessionState};
use mail_model::Timestamp;

/// What the bar says; the seconds tick apart from it.
#[derive(Clone, PartialEq)]
enum Trouble {
    BrowserOffline,
    Lost(Timestamp),
    Reconnecting,
}

/// Says that the connection is gone, and when it is tried again.
pub fn connection_bar(app: App) -> AnyView {
    let trouble = Memo::new(move |_| match app.state.session().get() {
        Some(SessionState::Offline { retry_at: None, .. }) => Some(Trouble::BrowserOffline),
        Some(SessionState::Offline {
            retry_at: Some(at), ..
        }) => Some(Trouble::Lost(at)),
        Some(SessionState::Reconnecting) => Some(Trouble::Reconnecting),
        _ => None,
    });
    html::div()
        .class("connection-slot")
        .attr("role", "status")
        .child(move || trouble.get().map(|trouble| bar(app, &trouble)))
        .into_any()
}

fn bar(app: App, trouble: &Trouble) -> AnyView {
    let retry = move || {
        html::button()
            .class("button is-quiet")
            .attr("type", "button")
            .on(ev::click, move |_| app.act(Action::Reconnect))
            .child(i18n::connection_retry_now())
    };
    let content = match trouble {
        Trouble::BrowserOffline => (
            icon(Icon::Offline),
            html::span().child(i18n::connection_offline()),
        )
            .into_any(),
        Trouble::Reconnecting => (
            html::span().class("spinner"),
            html::span().child(i18n::connection_reconnecting()),
        )
            .into_any(),
        Trouble::Lost(at) => (
            icon(Icon::Offline),
            html::span().child((i18n::connection_lost(), " ", countdown(*at))),
            retry(),
        )
            .into_any(),
    };
    html::div()
        .class("connection-bar")
        .child(content)
        .into_any()
}

/// Counts down to the next attempt. Not read aloud each second.
fn countdown(at: Timestamp) -> AnyView {
    let left =
        move || u32::try_from(at.since(format::now()).as_millis().div_ceil(1_000)).unwrap_or(0);
    let seconds = RwSignal::new(left());
    let tick = Interval::new(1_000, move || seconds.set(left()));
    // The ticking ends with the bar.
    StoredValue::new_local(tick);
    html::span()
        .attr("aria-hidden", "true")
        .child(move || i18n::connection_retry_in(seconds.get()))
        .into_any()
}
