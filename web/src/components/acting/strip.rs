//! What stands above the list of a folder that is emptied often.

use super::meant;
use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::state::Asked;
use crate::ui::{Icon, icon};

/// The way to empty it.
pub(super) fn strip(app: App) -> View {
    html::button()
        .class("link-button")
        .attr("type", "button")
        .on(ev::CLICK, move |_| {
            if let Some(mailbox) = meant::mailbox(app) {
                app.state.operations.ask(Some(Asked::Empty(mailbox)));
            }
        })
        .child((icon(Icon::Trash), i18n::empty_offer()))
        .view()
}
