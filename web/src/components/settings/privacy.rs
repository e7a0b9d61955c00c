//! What is loaded from elsewhere, and what this browser keeps.

use super::fields::{group, ruled_switch};
use super::forget::forget;
use super::reading::senders;
use crate::app::App;
use crate::dom::{Child, View, html};
use crate::forgetting;
use crate::format;
use crate::i18n;
use crate::reactive::*;
use wasm_bindgen_futures::spawn_local;

pub(super) fn section(app: App) -> View {
    (
        group(
            i18n::settings_images_elsewhere(),
            (
                html::p()
                    .class("setting-hint")
                    .child(i18n::settings_images_hint()),
                ruled_switch(
                    app,
                    "remote",
                    i18n::settings_images_all(),
                    |all| all.preferences.shows_remote,
                    |all, is_on| all.preferences.shows_remote = is_on,
                ),
            ),
        ),
        group(i18n::settings_images(), senders(app)),
        group(i18n::privacy_kept(), kept()),
        group(i18n::privacy_forget(), forget(app)),
    )
        .view()
}

fn kept() -> View {
    let size = RwSignal::new(None::<u64>);
    spawn_local(async move {
        // The page may have been left meanwhile.
        let _ = size.try_set(forgetting::kept().await);
    });
    let facts = [
        (
            i18n::privacy_kept_session(),
            i18n::privacy_kept_session_hint(),
        ),
        (
            i18n::privacy_kept_unsent(),
            i18n::privacy_kept_unsent_hint(),
        ),
        (i18n::privacy_kept_look(), i18n::privacy_kept_look_hint()),
        (
            i18n::privacy_kept_searches(),
            i18n::privacy_kept_searches_hint(),
        ),
    ];
    let facts = facts.map(|(name, hint)| (html::dt().child(name), html::dd().child(hint)).view());
    (
        html::dl().class("setting-facts").child(Vec::from(facts)),
        move || {
            size.get().map(|size| {
                let size = format::size(size);
                html::p()
                    .class("setting-hint")
                    .child(i18n::privacy_kept_size(&size))
            })
        },
    )
        .view()
}
