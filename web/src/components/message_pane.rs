use super::message_view::{failed, loading, nothing};
use crate::app::App;
use crate::dom::{Child, View, effect, ev, html};
use crate::i18n;
use crate::later::later;
use crate::reactive::*;
use crate::state::ListPhase;
use gloo_timers::callback::Timeout;
use mail_model::{Problem, ProblemKind};
use wasm_bindgen_futures::spawn_local;

/// How long after the list the pane's own module is loaded, in milliseconds:
/// the first rows are painted first.
const AFTER_LIST: u32 = 300;

/// Where the module stands that shows messages.
#[derive(Clone, Copy)]
enum Module {
    Awaited,
    Here(fn(App) -> View),
    Failed,
}

/// The message pane, whose content comes in a module of its own.
pub fn message_pane(app: App) -> View {
    let module = RwSignal::new(Module::Awaited);
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
            load(module);
        } else if has_list.get() {
            Timeout::new(AFTER_LIST, move || load(module)).forget();
        }
    });
    (move || match module.get() {
        Module::Here(message_view) => message_view(app),
        Module::Awaited => pane(move || match wants_message.get() {
            true => loading(),
            false => nothing(),
        }),
        Module::Failed => pane(move || unloaded(module)),
    })
    .view()
}

fn load(module: RwSignal<Module>) {
    spawn_local(async move {
        let loaded = match later().await {
            Ok(later) => Module::Here(later.message_view),
            Err(_) => Module::Failed,
        };
        // The pane may have gone meanwhile, and what is shown is not drawn anew.
        let is_here = module.try_with_untracked(|module| matches!(module, Module::Here(_)));
        if is_here == Some(false) {
            module.set(loaded);
        }
    });
}

fn pane(content: impl Child) -> View {
    html::main()
        .class("pane message-pane")
        .attr("aria-label", i18n::message())
        .child((html::header().class("pane-head message-tools"), content))
        .view()
}

fn unloaded(module: RwSignal<Module>) -> View {
    let again = html::button()
        .class("button")
        .attr("type", "button")
        .on(ev::CLICK, move |_| load(module))
        .child(i18n::connection_retry_now());
    (failed(&Problem::new(ProblemKind::ProxyUnreachable)), again).view()
}
