//! The searches that a person keeps, below the folders.

use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::reactive::*;
use crate::route::Route;
use crate::ui::{Icon, icon};

/// What is kept, while there is any. `leave` is called when one was chosen.
pub fn saved_searches(app: App, leave: impl Fn() + Copy + 'static) -> View {
    let kept = memo(move |_| {
        let preferences = app.state.preferences();
        preferences.with(|preferences| preferences.searches().to_vec())
    });
    (move || {
        let kept = kept.get();
        (!kept.is_empty()).then(|| {
            let entries: Vec<View> = kept
                .into_iter()
                .map(|kept| entry(app, kept, leave))
                .collect();
            html::section()
                .class("saved-searches")
                .attr("aria-label", i18n::searches())
                .child((html::h2().child(i18n::searches()), entries))
        })
    })
    .view()
}

fn entry(app: App, address: String, leave: impl Fn() + 'static) -> View {
    let (path, query) = address.split_once('?').unwrap_or((&address, ""));
    let route = Route::read(path, query);
    let search = route.place().and_then(|place| place.view.search.as_deref());
    let Some(text) = search.map(|search| search.text.clone()) else {
        return ().view();
    };
    let (to, here) = (route.clone(), route);
    let is_current = memo(move |_| {
        let route = app.state.route().get();
        route
            .place()
            .is_some_and(|place| Route::within(place, None) == here)
    });
    let forget = address.clone();
    html::div()
        .class("saved-search")
        .class(("is-current", move || is_current.get()))
        .child((
            html::a()
                .attr("href", address)
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
                    html::span().attr("dir", "auto").child(text.clone()),
                )),
            html::button()
                .class("icon-button")
                .attr("type", "button")
                .attr("aria-label", i18n::search_forget(&text))
                .attr("title", i18n::search_forget(&text))
                .on(ev::CLICK, move |_| {
                    app.prefer(|preferences| preferences.forget_search(&forget));
                })
                .child(icon(Icon::Close)),
        ))
        .view()
}
