//! The searches that a person keeps, below the folders.

use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::reactive::*;
use crate::route::Route;
use crate::state::Asked;
use crate::ui::{Icon, icon};
use mail_engine::KeptSearch;

/// A search that is kept, as the page needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::components) struct Kept {
    pub(in crate::components) address: String,
    /// Where it leads.
    pub(in crate::components) route: Route,
    /// What is looked for.
    pub(in crate::components) text: String,
    /// What it is called.
    pub(in crate::components) label: String,
}

impl Kept {
    /// `None` where the address is none of a search.
    pub(in crate::components) fn read(kept: &KeptSearch) -> Option<Self> {
        let address = &kept.address;
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let route = Route::read(path, query);
        let text = route.place()?.view.search.as_ref()?.text.clone();
        let label = if kept.name.is_empty() {
            text.clone()
        } else {
            kept.name.clone()
        };
        Some(Self {
            address: address.clone(),
            route,
            text,
            label,
        })
    }

    /// All that there are. Reactive.
    pub(in crate::components) fn all(app: App) -> Vec<Self> {
        let preferences = app.state.preferences();
        preferences.with(|all| all.searches().iter().filter_map(Self::read).collect())
    }
}

/// What is kept, while there is any. `leave` is called when one was chosen.
pub fn saved_searches(app: App, leave: impl Fn() + Copy + 'static) -> View {
    let kept = memo(move |_| Kept::all(app));
    (move || {
        let kept = kept.get();
        (!kept.is_empty()).then(|| {
            let entries = kept.into_iter().map(|kept| entry(app, kept, leave));
            let entries: Vec<View> = entries.collect();
            html::section()
                .class("saved-searches")
                .attr("aria-label", i18n::searches())
                .child((html::h2().child(i18n::searches()), entries))
        })
    })
    .view()
}

fn entry(app: App, kept: Kept, leave: impl Fn() + 'static) -> View {
    let (to, here) = (kept.route.clone(), kept.route);
    let is_current = memo(move |_| {
        let route = app.state.route().get();
        route
            .place()
            .is_some_and(|place| Route::within(place, None) == here)
    });
    let edit = i18n::search_edit(&kept.label);
    let named = kept.address.clone();
    html::div()
        .class("saved-search")
        .class(("is-current", move || is_current.get()))
        .child((
            html::a()
                .attr("href", kept.address)
                .attr("title", kept.text)
                .attr("aria-current", move || is_current.get().then_some("page"))
                .on(ev::CLICK, move |event| {
                    if event.ctrl_key() || event.meta_key() || event.shift_key() {
                        return;
                    }
                    event.prevent_default();
                    app.go(to.clone());
                    leave();
                })
                .child((
                    icon(Icon::Search),
                    html::span().attr("dir", "auto").child(kept.label),
                )),
            html::button()
                .class("icon-button")
                .attr("type", "button")
                .attr("title", edit.clone())
                .attr("aria-label", edit)
                .on(ev::CLICK, move |_| {
                    app.prepare_to_act();
                    let asked = Asked::KeepSearch(named.clone());
                    app.state.operations.ask(Some(asked));
                })
                .child(icon(Icon::Pencil)),
        ))
        .view()
}
