use super::message_view::{failed, loading, nothing};
use crate::app::App;
use crate::dom::{Child, View, effect, ev, html};
use crate::i18n;
use crate::later::{Part, load};
use crate::reactive::*;
use crate::state::ListPhase;
use mail_model::{Problem, ProblemKind};

/// How long after the list the pane's own module is loaded, in milliseconds:
/// the first rows are painted first.
const AFTER_LIST: u32 = 300;

/// The message pane, whose content comes in a module of its own.
pub fn message_pane(app: App) -> View {
    let part = RwSignal::new(Part::Awaited);
    let wants_message = memo(move |_| {
        let route = app.state.route().get();
        route.place().is_some_and(|place| place.message.is_some())
    });
    let has_list = memo(move |_| {
        let head = app.state.list.head();
        head.with(|head| {
            head.as_ref()
                .is_some_and(|head| head.phase != ListPhase::Opening)
        })
    });
    effect(move || {
        if wants_message.get() {
            app.load_rest();
            load(part, (app.parts.message)());
        } else if has_list.get() {
            let load = move || {
                app.load_rest();
                load(part, (app.parts.message)());
            };
            after(AFTER_LIST, load);
        }
    });
    (move || match part.get() {
        Part::Here(message_view) => message_view(app),
        Part::Awaited => pane(move || match wants_message.get() {
            true => loading(),
            false => nothing(),
        }),
        Part::Failed => pane(move || {
            let again = html::button()
                .class("button")
                .attr("type", "button")
                .on(ev::CLICK, move |_| load(part, (app.parts.message)()))
                .child(i18n::connection_retry_now());
            (failed(&Problem::new(ProblemKind::ProxyUnreachable)), again).view()
        }),
    })
    .view()
}

fn pane(content: impl Child) -> View {
    html::section()
        .class("pane message-pane")
        .attr("aria-label", i18n::message())
        .child((html::header().class("pane-head message-tools"), content))
        .view()
}
