use super::upstream::upstreams;
use crate::app::App;
use crate::dom::{Child, View, html};
use crate::reactive::*;

/// Whose mail it is: the user's name, and the mail server as people call it.
pub fn account(app: App) -> View {
    let user = app.state.user();
    let server = move || {
        let name = app.state.upstream();
        let name = name.get();
        let known = upstreams().into_iter().find(|known| known.name == name);
        known.map_or(name, |upstream| upstream.label)
    };
    html::div()
        .class("pane-title account")
        .attr("title", move || format!("{}\n{}", user.get(), server()))
        .child((
            html::p()
                .class("account-user")
                .attr("dir", "auto")
                .child(move || user.get()),
            html::p().attr("dir", "auto").child(server),
        ))
        .view()
}
