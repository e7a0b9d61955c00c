//! What else can be done with the open message, and how one likes to read.

use super::message_acts::act_items;
use super::message_link::copy_link;
use super::message_look::Look;
use super::message_print::print;
use super::message_source::source_of;
use super::message_verbs::more_verbs;
use crate::app::App;
use crate::dom::{View, html};
use crate::i18n;
use crate::navigation;
use crate::night::is_night;
use crate::reactive::*;
use crate::ui::{Icon, MenuItem, icon, menu};
use mail_engine::{Body, MarkRead, MessageView};
use std::sync::Arc;

/// The id of the menu's button, which a shortcut presses.
pub const MESSAGE_MENU_ID: &str = "message-menu";

/// The menu of the open message.
pub(super) fn message_menu(
    app: App,
    view: Memo<Option<Arc<MessageView>>>,
    look: Memo<Option<Look>>,
) -> View {
    let button = html::button()
        .class("icon-button")
        .attr("id", MESSAGE_MENU_ID)
        .attr("aria-label", i18n::message_menu())
        .attr("title", i18n::message_menu())
        .child(icon(Icon::More));
    menu(button, i18n::message_menu(), move || {
        let mut items = Vec::new();
        if let (Some(view), Some(look)) = (view.get_untracked(), look.get_untracked()) {
            items.extend(about_message(app, &view, look));
        }
        items.extend(about_reading(app));
        items
    })
}

fn about_message(app: App, view: &MessageView, look: Look) -> Vec<MenuItem> {
    let mut items = more_verbs(app, view);
    items.extend(act_items(app, &view.summary));
    let printed = view.clone();
    items.push(MenuItem::action(i18n::message_print(), move || {
        print(&printed);
    }));
    let message = view.message.clone();
    let source = source_of(view);
    items.push(MenuItem::action(i18n::message_save(), move || {
        app.save(&message, &source);
    }));
    let is_source = look.is_source().get_untracked();
    items.push(MenuItem::check(i18n::source_show(), is_source, move || {
        look.toggle_source();
    }));
    let linked = view.clone();
    items.push(MenuItem::action(i18n::message_link(), move || {
        copy_link(app, &linked);
    }));
    if !app.is_alone() {
        items.push(MenuItem::action(i18n::message_window(), move || {
            // A blocked pop-up is the browser's to tell.
            let _ = navigation::open_alone(&app.state.route().get_untracked());
        }));
    }
    if matches!(view.body, Body::Html(_)) {
        let zoom = |name: &str, by| MenuItem::action(name, move || look.change_zoom(by));
        items.push(zoom(i18n::message_zoom_in(), 1));
        items.push(zoom(i18n::message_zoom_out(), -1));
        if look.zoom().get_untracked() != 100 {
            items.push(zoom(i18n::message_zoom_fit(), 0));
        }
        let darkens = app.state.preferences().with_untracked(|all| all.darkens);
        if darkens && is_night() {
            let keeps = look.keeps_colours().get_untracked();
            items.push(MenuItem::check(i18n::message_colours(), keeps, move || {
                look.toggle_colours();
            }));
        }
    }
    items
}

fn about_reading(app: App) -> Vec<MenuItem> {
    let preferences = app.state.preferences().get_untracked();
    let mut items = vec![MenuItem::heading(i18n::prefer_mark_read())];
    items.extend(MarkRead::ALL.into_iter().map(|choice| {
        let name = match choice {
            MarkRead::AtOnce => i18n::prefer_mark_read_at_once(),
            MarkRead::AfterPause => i18n::prefer_mark_read_after_pause(),
            MarkRead::Never => i18n::prefer_mark_read_never(),
        };
        MenuItem::choice(name, preferences.mark_read == choice, move || {
            app.prefer(|all| all.mark_read = choice);
        })
    }));
    items.push(MenuItem::heading(i18n::prefer_every_message()));
    items.push(MenuItem::check(
        i18n::prefer_text(),
        preferences.prefers_text,
        move || app.prefer(|all| all.prefers_text = !all.prefers_text),
    ));
    items.push(MenuItem::check(
        i18n::prefer_dark(),
        preferences.darkens,
        move || app.prefer(|all| all.darkens = !all.darkens),
    ));
    items.extend(no_more_images(app, &preferences));
    items
}

/// Takes back what the remote bar's "always" gave.
fn no_more_images(app: App, preferences: &mail_engine::Preferences) -> Option<MenuItem> {
    let author = app
        .state
        .reading()
        .with_untracked(|reading| match reading {
            crate::state::Reading::Open(view) => view.summary.from.first().cloned(),
            _ => None,
        })?;
    let is_allowed = preferences.allows_remote_from(std::slice::from_ref(&author));
    is_allowed.then(|| {
        MenuItem::action(i18n::remote_no_more(author.label()), move || {
            app.prefer(|all| all.forbid_remote_from(&author.address));
        })
    })
}
