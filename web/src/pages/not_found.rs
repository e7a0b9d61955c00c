use crate::app::App;
use crate::i18n;
use crate::route::Route;
use crate::ui::logo;
use leptos::prelude::*;
use leptos::{ev, html};

/// The page for an address that leads nowhere.
pub fn not_found(app: App) -> AnyView {
    html::main()
        .class("centred-page")
        .child((
            logo(),
            html::h1().child(i18n::not_found_title()),
            html::p().child(i18n::not_found_text()),
            html::a()
                .class("button")
                .attr("href", Route::inbox().to_url())
                .on(ev::click, move |event| {
                    event.prevent_default();
                    app.go(Route::inbox());
                })
                .child(i18n::not_found_link()),
        ))
        .into_any()
}
