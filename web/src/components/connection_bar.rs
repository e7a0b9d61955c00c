use super::message_list::focus_list;
use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::reactive::*;
use crate::ui::{Icon, icon};
use crate::{format, i18n};
use gloo_timers::callback::Interval;
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
pub fn connection_bar(app: App) -> View {
    let trouble = memo(move |_| match app.state.session().get() {
        Some(SessionState::Offline { retry_at: None, .. }) => Some(Trouble::BrowserOffline),
        Some(SessionState::Offline {
            retry_at: Some(at), ..
        }) => Some(Trouble::Lost(at)),
        Some(SessionState::Reconnecting) => Some(Trouble::Reconnecting),
        _ => None,
    });
    let is_there = memo(move |_| trouble.with(Option::is_some));
    let bar = move || {
        // It appears once, whatever it says after that.
        html::div()
            .class("connection-bar")
            .child(move || trouble.get().map(|trouble| content(app, &trouble)))
    };
    html::div()
        .class("connection-slot")
        .attr("role", "status")
        .child(move || is_there.get().then(bar))
        .view()
}

fn content(app: App, trouble: &Trouble) -> View {
    let retry = move || {
        html::button()
            .class("button is-quiet")
            .attr("type", "button")
            .on(ev::CLICK, move |_| {
                app.act(Action::Reconnect);
                // The button goes; the focus must not go with it.
                focus_list();
            })
            .child(i18n::connection_retry_now())
    };
    match trouble {
        Trouble::BrowserOffline => (
            icon(Icon::Offline),
            html::span().child(i18n::connection_offline()),
        )
            .view(),
        Trouble::Reconnecting => (
            html::span().class("spinner"),
            html::span().child(i18n::connection_reconnecting()),
        )
            .view(),
        Trouble::Lost(at) => (
            icon(Icon::Offline),
            html::span().child((i18n::connection_lost(), " ", countdown(*at))),
            retry(),
        )
            .view(),
    }
}

/// Counts down to the next attempt. Not read aloud each second.
fn countdown(at: Timestamp) -> View {
    let left = move || {
        let milliseconds = at.0.saturating_sub(format::now().0).max(0);
        u32::try_from((milliseconds + 999) / 1_000).unwrap_or(0)
    };
    let seconds = RwSignal::new(left());
    let tick = Interval::new(1_000, move || seconds.set(left()));
    // The ticking ends with the bar.
    StoredValue::new_local(tick);
    html::span()
        .attr("aria-hidden", "true")
        .child(move || i18n::connection_retry_in(seconds.get()))
        .view()
}
