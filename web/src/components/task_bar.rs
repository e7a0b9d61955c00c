use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::keyboard::Command;
use crate::reactive::*;
use crate::route::{Route, SettingsSection};
use crate::ui::{Icon, icon, logo};
use mail_engine::ComposeFrom;

/// The bar of tasks at the edge of the page.
pub fn task_bar(app: App, show_folders: impl Fn() + Copy + 'static) -> View {
    html::nav()
        .class("task-bar")
        .attr("aria-label", i18n::task_bar())
        .child((
            logo(),
            html::button()
                .class("task only-phone")
                .attr("type", "button")
                .on(ev::CLICK, move |_| {
                    if !app
                        .state
                        .route()
                        .with_untracked(|route| route.place().is_some())
                    {
                        app.go(Route::inbox());
                    }
                    show_folders();
                })
                .child((icon(Icon::Folder), i18n::folders())),
            compose_task(app),
            page_task(
                app,
                Route::inbox(),
                (Icon::Envelope, i18n::task_mail()),
                |route| !matches!(route, Route::Contacts(_) | Route::Settings(_)),
            ),
            page_task(
                app,
                Route::Contacts(None),
                (Icon::Person, i18n::task_contacts()),
                |route| matches!(route, Route::Contacts(_)),
            ),
            html::button()
                .class("task not-phone")
                .attr("type", "button")
                .attr("data-command", Command::Palette.shortcut().id)
                .on(ev::CLICK, move |_| app.command(Command::Palette))
                .child((icon(Icon::Search), i18n::task_palette())),
            html::span().class("task-space"),
            page_task(
                app,
                Route::Settings(SettingsSection::default()),
                (Icon::Gear, i18n::task_settings()),
                |route| matches!(route, Route::Settings(_)),
            ),
            html::button()
                .class("task not-phone")
                .attr("type", "button")
                .attr("data-command", Command::ShowShortcuts.shortcut().id)
                .on(ev::CLICK, move |_| app.command(Command::ShowShortcuts))
                .child((icon(Icon::Keyboard), i18n::task_shortcuts())),
            html::button()
                .class("task not-phone")
                .attr("type", "button")
                .on(ev::CLICK, move |_| app.log_out())
                .child((icon(Icon::Leave), i18n::task_log_out())),
        ))
        .view()
}

/// The way to a page. It is where the person is if `is_here` says so of the route.
fn page_task(
    app: App,
    to: Route,
    (drawing, name): (Icon, &'static str),
    is_here: fn(&Route) -> bool,
) -> View {
    let is_current = memo(move |_| app.state.route().with(is_here));
    html::a()
        .class("task")
        .class(("is-current", move || is_current.get()))
        .attr("href", to.to_url())
        .attr("aria-current", move || is_current.get().then_some("page"))
        .on(ev::CLICK, move |event| {
            event.prevent_default();
            app.go(to.clone());
        })
        .child((icon(drawing), html::span().child(name)))
        .view()
}

/// Begins a message, where mail can be sent.
fn compose_task(app: App) -> View {
    // Whatever else is learnt of the server leaves the button, and a click on it, alone.
    let can_write = memo(move |_| app.can_write());
    (move || {
        can_write.get().then(|| {
            html::button()
                .class("task is-main")
                .attr("type", "button")
                .attr("data-command", Command::Compose.shortcut().id)
                .on(ev::CLICK, move |_| app.compose(ComposeFrom::Nothing))
                .child((icon(Icon::Pencil), i18n::task_compose()))
        })
    })
    .view()
}
