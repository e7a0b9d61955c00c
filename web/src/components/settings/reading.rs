//! How messages are shown.

use super::fields::{choice_group, group, read, ruled_switch};
use super::setting_values::mark_read_name;
use crate::app::App;
use crate::dom::{Child, View, html};
use crate::i18n;
use crate::ui::{Icon, icon_button};
use mail_engine::MarkRead;

pub(super) fn section(app: App) -> View {
    (
        choice_group(
            app,
            "mark-read",
            i18n::prefer_mark_read(),
            MarkRead::ALL.map(|one| (one, mark_read_name(one))),
            |all| all.preferences.mark_read,
            |all, moment| all.preferences.mark_read = moment,
        ),
        group(
            i18n::prefer_every_message(),
            (
                ruled_switch(
                    app,
                    "text",
                    i18n::prefer_text(),
                    |all| all.preferences.prefers_text,
                    |all, is_on| all.preferences.prefers_text = is_on,
                ),
                ruled_switch(
                    app,
                    "darken",
                    i18n::prefer_dark(),
                    |all| all.preferences.darkens,
                    |all, is_on| all.preferences.darkens = is_on,
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
