//! Where a list is arranged. Its room is there at once; what stands in it is
//! loaded behind the list.

use crate::app::App;
use crate::dom::{Child, View, effect, html};
use crate::i18n;
use crate::later::{Part, load};
use crate::reactive::*;
use crate::state::ListPhase;

/// How long after the list it is loaded, in milliseconds: the first rows and
/// what shows messages come before.
const AFTER_LIST: u32 = 600;

/// The bar above the list's rows.
pub(super) fn list_tools(app: App) -> View {
    let part = RwSignal::new(Part::Awaited);
    let has_list = memo(move |_| {
        let head = app.state.list.head();
        head.with(|head| {
            head.as_ref()
                .is_some_and(|head| head.phase != ListPhase::Opening)
        })
    });
    effect(move || {
        if has_list.get() {
            // What could not be loaded is tried again with the next list.
            after(AFTER_LIST, move || load(part, (app.parts.arrange)()));
        }
    });
    html::div()
        .class("list-tools")
        .attr("role", "group")
        .attr("aria-label", i18n::list_arrange())
        .child(move || match part.get() {
            Part::Here(build) => Some(build(app)),
            _ => None,
        })
        .view()
}
