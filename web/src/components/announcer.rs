use crate::app::App;
use crate::dom::{Child, View, html};
use crate::reactive::*;

/// Says aloud, politely, what others see: new mail, a connection that is back.
pub fn announcer(app: App) -> View {
    html::div()
        .class("only-heard")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .child(move || app.state.notices.announcement().get())
        .view()
}
