use crate::app::App;
use crate::dom::{Child, View, html};
use crate::reactive::*;

/// Says aloud, politely, what others see: new mail, a connection that is back, what
/// has happened. What is said once more stands anew, so that it is heard once more.
pub fn announcer(app: App) -> View {
    html::div()
        .class("only-heard")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .child(move || {
            let words = app.state.notices.announcement().get();
            (!words.is_empty()).then(|| html::span().child(words))
        })
        .view()
}
