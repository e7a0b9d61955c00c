//! What became of a search: how many, how far, and where else.

use crate::app::App;
use crate::components::go_on_in_list;
use crate::components::mailbox_tree::mailbox_label;
use crate::dom::{Child, View, document, ev, html, value_of};
use crate::listing::listed_and;
use crate::reactive::*;
use crate::route::Route;
use crate::state::Asked;
use crate::{format, i18n};
use mail_engine::{LaterAction, Query, Scope};
use web_sys::HtmlElement;

/// The line between the field and the list.
pub(super) fn result_head(app: App) -> View {
    let is_shown = memo(move |_| {
        let is_entered = app.state.route().with(|route| {
            let place = route.place();
            place.is_some_and(|place| place.view.search.is_some())
        });
        is_entered
            || !app
                .state
                .search
                .typed()
                .with(|typed| typed.trim().is_empty())
    });
    (move || is_shown.get().then(|| head(app))).view()
}

fn head(app: App) -> View {
    // Who listens is told that it goes on and what came of it, not of each folder.
    let heard = memo(move |_| {
        let state = app.state.search.state();
        match is_entered(app) && state.with(|state| state.as_ref().is_some_and(|s| s.is_going)) {
            true => i18n::search_going().to_owned(),
            false => count(app),
        }
    });
    let heard = move || heard.get();
    html::div()
        .class("search-head")
        .child((
            html::p()
                .class("search-count")
                .attr("aria-hidden", "true")
                .child(move || count(app)),
            html::p()
                .class("only-heard")
                .attr("role", "status")
                .child(heard),
            scope_chooser(app),
            acts(app),
        ))
        .view()
}

/// Whether what is shown is what the server says: it was entered, or asked for while
/// one typed.
fn is_entered(app: App) -> bool {
    let typed = app.state.search.typed().get();
    if app.state.search.asked().get().as_deref() == Some(typed.trim()) {
        return true;
    }
    let route = app.state.route().get();
    let search = route.place().and_then(|place| place.view.search.as_ref());
    search.is_some_and(|search| search.text == typed.trim())
}

/// "12 of 40 folders, 37 found".
fn count(app: App) -> String {
    if !is_entered(app) {
        return i18n::search_enter().to_owned();
    }
    let Some(state) = app.state.search.state().get() else {
        return i18n::search_going().to_owned();
    };
    let found = i18n::search_found(state.found);
    match (state.is_going, state.total) {
        (true, 1) => i18n::search_going().to_owned(),
        (true, total) => {
            i18n::search_progress(&format::number(state.done), &format::number(total), &found)
        }
        (false, _) if !state.failed.is_empty() => {
            let names = state
                .failed
                .iter()
                .map(|(name, _)| mailbox_label(app, name));
            let names: Vec<String> = names.collect();
            i18n::search_failed(&found, &listed_and(&names))
        }
        (false, _) => found,
    }
}

fn scope_chooser(app: App) -> View {
    let mailbox = move || {
        let route = app.state.route().get();
        match app.state.search.scope().get() {
            Scope::Below(mailbox) => mailbox,
            _ => route.first_place().mailbox,
        }
    };
    let word = |scope: &Scope| match scope {
        Scope::Here => "here",
        Scope::Below(_) => "below",
        Scope::Everywhere => "all",
    };
    let option = move |value: &'static str, name: String| {
        html::option()
            .attr("value", value)
            .attr("selected", move || {
                app.state
                    .search
                    .scope()
                    .with(|scope| word(scope) == value)
                    .then_some("")
            })
            .child(name)
    };
    html::select()
        .class("search-scope")
        .attr("aria-label", i18n::search_scope())
        .on(ev::CHANGE, move |event| {
            let scope = match value_of(event).as_str() {
                "all" => Scope::Everywhere,
                "below" => Scope::Below(untrack(mailbox)),
                _ => Scope::Here,
            };
            app.state.search.choose(scope);
            app.enter_search();
        })
        .child(move || {
            let name = mailbox_label(app, &mailbox());
            vec![
                option("here", i18n::search_scope_here(&name)),
                option("below", i18n::search_scope_below(&name)),
                option("all", i18n::search_scope_all().to_owned()),
            ]
        })
        .view()
}

/// What can be done about a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Offers {
    /// It goes through several mailboxes and can be stopped.
    stops: bool,
    /// There is more to look through.
    widens: bool,
    /// Words of it can be looked for in texts.
    has_words: bool,
    /// It is kept under a name.
    is_kept: bool,
}

fn offers(app: App) -> Option<Offers> {
    if !is_entered(app) {
        return None;
    }
    let state = app.state.search.state().get();
    let here = app.state.route().with(address);
    let preferences = app.state.preferences();
    Some(Offers {
        stops: state.is_some_and(|state| state.is_going && state.total > 1),
        widens: app.state.search.scope().get() != Scope::Everywhere,
        has_words: Query::parse(&app.state.search.typed().get()).has_words(),
        is_kept: preferences.with(|preferences| preferences.search(&here).is_some()),
    })
}

/// What can be done about it. With each mailbox that was looked through the same is
/// offered, and the button at which somebody is stays.
fn acts(app: App) -> View {
    let offers = memo(move |_| offers(app));
    let node = html::div();
    let place: HtmlElement = node.node();
    let buttons = move || {
        let offers = offers.get();
        let focused = document().active_element();
        if place.contains(focused.as_deref()) {
            go_on_in_list();
        }
        offers.map(|offers| buttons(app, offers))
    };
    node.class("search-acts").child(buttons).view()
}

fn buttons(app: App, offers: Offers) -> Vec<View> {
    let mut acts = Vec::new();
    if offers.stops {
        acts.push(link(i18n::search_stop(), move || {
            app.act(LaterAction::StopSearch);
        }));
    }
    if offers.widens {
        acts.push(link(i18n::search_everywhere(), move || {
            app.state.search.choose(Scope::Everywhere);
            app.enter_search();
        }));
    }
    if offers.has_words {
        acts.push(link(i18n::search_texts(), move || {
            let typed = app.state.search.typed();
            let query = typed.with_untracked(|typed| Query::parse(typed));
            let scope = app.state.search.scope().get_untracked();
            app.search_for(&query.in_texts().to_string(), scope);
        }));
    }
    let words = match offers.is_kept {
        true => i18n::search_edit_this(),
        false => i18n::search_save(),
    };
    acts.push(link(words, move || {
        if app.is_typing_search() {
            app.enter_search();
        }
        let here = app.state.route().with_untracked(address);
        app.state.operations.ask(Some(Asked::KeepSearch(here)));
    }));
    acts
}

/// What a search is kept by: no message is open.
fn address(route: &Route) -> String {
    match route.place() {
        Some(place) => Route::within(place, None).to_url(),
        None => String::new(),
    }
}

fn link(name: &'static str, act: impl Fn() + 'static) -> View {
    html::button()
        .class("link-button")
        .attr("type", "button")
        .on(ev::CLICK, move |_| act())
        .child(name)
        .view()
}
