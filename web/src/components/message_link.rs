//! Links to messages: they name a message beside its place, so that they lead to
//! it when it was moved.

use super::message_people::copy;
use crate::app::App;
use crate::dom::{Child, View, html, location};
use crate::i18n;
use crate::route::Route;
use crate::ui::{Icon, icon};
use mail_engine::{MessageView, Place};

/// Puts the address of a message on the clipboard. A message within another has
/// none: it is the other's.
pub(super) fn copy_link(app: App, view: &MessageView) {
    copy(&(location().origin().unwrap_or_default() + &address_of(view)));
    app.state
        .notices
        .tell(i18n::message_link_copied().to_owned());
}

fn address_of(view: &MessageView) -> String {
    let mut route = Route::message(view.message.mailbox.clone(), view.message.uid);
    if let Route::Mail(Place { message_id, .. }) = &mut route {
        message_id.clone_from(&view.name);
    }
    route.to_url()
}

/// What stands in a message's place while it is looked for, or when it is nowhere.
pub(super) fn sought(is_going: bool) -> View {
    if is_going {
        return html::div()
            .class("empty is-quiet")
            .attr("role", "status")
            .child(html::h1().child(i18n::message_seeking()))
            .view();
    }
    html::div()
        .class("empty")
        .attr("role", "alert")
        .child((
            icon(Icon::Warning),
            html::h1().child(i18n::message_nowhere_title()),
            html::p().child(i18n::message_nowhere_text()),
        ))
        .view()
}
