use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::route::Route;
use crate::ui::{Icon, icon, logo};
use mail_engine::ComposeFrom;

/// The bar of tasks at the edge of the page.
pub fn task_bar(app: App, show_shortcuts: impl Fn() + Copy + 'static) -> View {
    html::nav()
        .class("task-bar")
        .attr("aria-label", i18n::task_bar())
        .child((
            logo(),
            compose_task(app),
            html::a()
                .class("task is-current")
                .attr("href", Route::inbox().to_url())
                .attr("aria-current", "page")
                .on(ev::CLICK, move |event| {
                    event.prevent_default();
                    app.go(Route::inbox());
                })
                .child((icon(Icon::Envelope), i18n::task_mail())),
            html::span().class("task-space"),
            html::button()
                .class("task")
                .attr("type", "button")
                .on(ev::CLICK, move |_| show_shortcuts())
                .child((icon(Icon::Keyboard), i18n::task_shortcuts())),
            html::button()
                .class("task")
                .attr("type", "button")
                .on(ev::CLICK, move |_| app.log_out())
                .child((icon(Icon::Leave), i18n::task_log_out())),
        ))
        .view()
}

/// Begins a message, where mail can be sent.
fn compose_task(app: App) -> View {
    (move || {
        app.can_write().then(|| {
            html::button()
                .class("task is-main")
                .attr("type", "button")
                .attr("aria-keyshortcuts", "c")
                .on(ev::CLICK, move |_| app.compose(ComposeFrom::Nothing))
                .child((icon(Icon::Pencil), i18n::task_compose()))
        })
    })
    .view()
}
