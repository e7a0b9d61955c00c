//! How messages are written.

use super::fields::{KeptWhen, Line, choice, group, line, read, ruled, ruled_switch};
use crate::app::App;
use crate::dom::{Child, View};
use crate::i18n;
use mail_engine::{ReplyPlace, Writing};

pub(super) fn section(app: App) -> View {
    let seconds = Line {
        id: "setting-undo",
        name: i18n::settings_undo(),
        hint: i18n::settings_undo_hint(),
        problem: Some(|typed| seconds(typed).is_none().then(i18n::settings_undo_wrong)),
        kept: KeptWhen::Typed,
    };
    (
        group(
            i18n::settings_format(),
            ruled(
                &["rich", "markdown"],
                choice(
                    app,
                    "format",
                    vec![
                        ((true, false), i18n::settings_format_rich()),
                        ((false, false), i18n::settings_format_plain()),
                        ((false, true), i18n::settings_format_markdown()),
                    ],
                    |all| match &all.writing {
                        Writing { is_rich: true, .. } => (true, false),
                        writing => (false, writing.is_markdown),
                    },
                    |all, (is_rich, is_markdown)| {
                        all.writing.is_rich = is_rich;
                        all.writing.is_markdown = is_markdown;
                    },
                ),
            ),
        ),
        group(
            i18n::settings_replies(),
            (
                ruled(
                    &["reply"],
                    choice(
                        app,
                        "reply-place",
                        vec![
                            (ReplyPlace::Above, i18n::settings_reply_above()),
                            (ReplyPlace::Below, i18n::settings_reply_below()),
                        ],
                        |all| all.writing.reply_place,
                        |all, place| all.writing.reply_place = place,
                    ),
                ),
                ruled_switch(
                    app,
                    "quote",
                    i18n::settings_quote(),
                    |all| all.writing.quotes,
                    |all, is_on| all.writing.quotes = is_on,
                ),
            ),
        ),
        group(
            i18n::settings_sending(),
            (
                ruled(
                    &["undo"],
                    line(
                        seconds,
                        move || read(app, |all| all.writing.undo_seconds.to_string()),
                        move |typed| {
                            let seconds = self::seconds(&typed);
                            app.set(|all| {
                                let before = all.writing.undo_seconds;
                                all.writing.undo_seconds = seconds.unwrap_or(before);
                            });
                        },
                    ),
                ),
                ruled_switch(
                    app,
                    "collect",
                    i18n::settings_collect(),
                    |all| all.writing.collects,
                    |all, is_on| all.writing.collects = is_on,
                ),
            ),
        ),
    )
        .view()
}

fn seconds(typed: &str) -> Option<u16> {
    let seconds: u16 = typed.trim().parse().ok()?;
    (seconds <= Writing::MOST_UNDO_SECONDS).then_some(seconds)
}
