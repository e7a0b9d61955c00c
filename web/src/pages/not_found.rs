use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::route::Route;
use crate::ui::logo;

/// The page for an address that leads nowhere.
pub fn not_found(app: App) -> View {
    html::main()
        .class("centred-page")
        .child((
            logo(),
            html::h1().child(i18n::not_found_title()),
            html::p().child(i18n::not_found_text()),
            html::a()
                .class("button")
                .attr("href", Route::inbox().to_url())
                .on(ev::CLICK, move |event| {
                    event.prevent_default();
                    app.go(Route::inbox());
                })
                .child(i18n::not_found_link()),
        ))
        .view()
}
