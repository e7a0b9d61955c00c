//! The account itself, and its settings as a file.

use super::fields::group;
use super::import::import;
use crate::app::App;
use crate::components::{quota_meter, upstreams};
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::reactive::*;
use crate::save::save_text;
use crate::state::Room;

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
                save_text(&settings.to_file(), "text/plain", "porthole-settings.txt");
            }
        })
        .child(i18n::settings_export())
        .view()
}
