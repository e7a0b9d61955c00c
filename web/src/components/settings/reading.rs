//! How messages are shown.

use super::fields::{choice, group, read, ruled, switch};
use crate::app::App;
use crate::dom::{Child, View, html};
use crate::i18n;
use crate::ui::{Icon, icon_button};
use mail_engine::MarkRead;

pub(super) fn section(app: App) -> View {
    let moments = MarkRead::ALL.map(|moment| {
        let name = match moment {
            MarkRead::AtOnce => i18n::prefer_mark_read_at_once(),
            MarkRead::AfterPause => i18n::prefer_mark_read_after_pause(),
            MarkRead::Never => i18n::prefer_mark_read_never(),
        };
        (moment, name)
    });
    (
        group(
            i18n::prefer_mark_read(),
            ruled(
                &["mark-read"],
                choice(
                    app,
                    "mark-read",
                    moments.into(),
                    |all| all.preferences.mark_read,
                    |all, moment| all.preferences.mark_read = moment,
                ),
            ),
        ),
        group(
            i18n::prefer_every_message(),
            (
                ruled(
                    &["text"],
                    switch(
                        app,
                        i18n::prefer_text(),
                        |all| all.preferences.prefers_text,
                        |all, is_on| all.preferences.prefers_text = is_on,
                    ),
                ),
                ruled(
                    &["darken"],
                    switch(
                        app,
                        i18n::prefer_dark(),
                        |all| all.preferences.darkens,
                        |all, is_on| all.preferences.darkens = is_on,
                    ),
                ),
            ),
        ),
    )
        .view()
}

/// Whose images are shown by themselves, and the way to stop that.
pub(super) fn senders(app: App) -> View {
    let senders = move || {
        let all = read(app, |all| all.preferences.remote_senders().to_vec());
        if all.is_empty() {
            return html::p()
                .class("setting-hint")
                .child(i18n::settings_images_none())
                .view();
        }
        let lines = all.into_iter().rev().map(|sender| {
            let name = html::bdi().child(sender.clone());
            let forget = icon_button(i18n::settings_images_forget(), Icon::Close, "", move || {
                app.prefer(|all| all.forbid_remote_from(&sender));
            });
            html::li().child((name, forget)).view()
        });
        html::ul()
            .class("setting-list")
            .child(lines.collect::<Vec<_>>())
            .view()
    };
    senders.view()
}
