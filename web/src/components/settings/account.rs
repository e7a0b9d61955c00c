//! The account itself, and its settings as a file.

use super::fields::group;
use crate::app::App;
use crate::components::{quota_meter, upstreams};
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::reactive::*;
use crate::save::save_text;
use crate::state::Room;
use mail_engine::Settings;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;

/// A file of settings is not longer.
const LONGEST: f64 = 1024.0 * 1024.0;

pub(super) fn section(app: App) -> View {
    let user = app.state.user();
    let server = move || {
        let name = app.state.upstream().get();
        let known = upstreams().into_iter().find(|known| known.name == name);
        known.map_or(name, |known| known.label)
    };
    let facts = html::dl().class("setting-facts").child((
        html::dt().child(i18n::settings_account_user()),
        html::dd().child(html::bdi().child(move || user.get())),
        html::dt().child(i18n::settings_account_server()),
        html::dd().child(html::bdi().child(server)),
    ));
    let quota = app.state.tree.quota();
    let is_limited = memo(move |_| quota.with(|roots| Room::of(roots)).is_some());
    let room = move || {
        is_limited
            .get()
            .then(|| group(i18n::quota(), quota_meter(app)))
    };
    (
        group(i18n::settings_account_who(), facts),
        room,
        group(
            i18n::settings_file(),
            (
                html::p()
                    .class("setting-hint")
                    .child(i18n::settings_file_hint()),
                html::div()
                    .class("setting-ends")
                    .child((export(app), import(app))),
            ),
        ),
    )
        .view()
}

fn export(app: App) -> View {
    html::button()
        .class("button is-quiet")
        .attr("type", "button")
        .on(ev::CLICK, move |_| {
            if let Some(settings) = app.state.settings().get_untracked() {
                save_text(&settings.to_text(), "text/plain", "porthole-settings.txt");
            }
        })
        .child(i18n::settings_export())
        .view()
}

fn import(app: App) -> View {
    let input = html::input()
        .class("only-heard")
        .attr("type", "file")
        .attr("accept", ".txt,text/plain")
        .attr("tabindex", "-1")
        .attr("aria-label", i18n::settings_import());
    let node: HtmlInputElement = input.node();
    let chosen = node.clone();
    let input = input.on(ev::CHANGE, move |_| {
        let file = chosen.files().and_then(|files| files.get(0));
        chosen.set_value("");
        let Some(file) = file else {
            return;
        };
        spawn_local(async move {
            let text = match file.size() <= LONGEST {
                true => JsFuture::from(file.text()).await.ok(),
                false => None,
            };
            let text = text.and_then(|text| text.as_string()).unwrap_or_default();
            if Settings::is_text(&text) {
                app.set(|settings| *settings = Settings::from_text(&text));
                app.state.notices.tell(i18n::settings_imported().to_owned());
            } else {
                app.state
                    .notices
                    .tell(i18n::settings_import_wrong().to_owned());
            }
        });
    });
    let button = html::button()
        .class("button is-quiet")
        .attr("type", "button")
        .on(ev::CLICK, move |_| {
            node.unchecked_ref::<web_sys::HtmlElement>().click();
        })
        .child(i18n::settings_import());
    (input, button).view()
}
