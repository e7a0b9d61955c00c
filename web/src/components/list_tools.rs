//! The buttons by which a list is arranged: their places at first, for what they
//! open is loaded behind the list.

use crate::app::App;
use crate::dom::{Child, View, effect};
use crate::i18n;
use crate::later::{Part, load};
use crate::reactive::*;
use crate::state::ListPhase;
use crate::ui::{Icon, icon_button};
use gloo_timers::callback::Timeout;

/// How long after the list they are loaded, in milliseconds: the first rows and
/// what shows messages come before.
const AFTER_LIST: u32 = 600;

/// The buttons in the list's head.
pub(super) fn list_tools(app: App) -> View {
    let part = RwSignal::new(Part::Awaited);
    let ask = move || load(part, (app.parts.arrange)());
    let has_list = memo(move |_| {
        let head = app.state.list.head();
        head.with(|head| {
            head.as_ref()
                .is_some_and(|head| head.phase != ListPhase::Opening)
        })
    });
    effect(move || {
        if has_list.get() {
            Timeout::new(AFTER_LIST, ask).forget();
        }
    });
    (move || match part.get() {
        Part::Here(build) => build(app),
        _ => (
            icon_button(i18n::list_sort(), Icon::Sort, "", ask),
            icon_button(i18n::list_look(), Icon::Layout, "", ask),
        )
            .view(),
    })
    .view()
}
