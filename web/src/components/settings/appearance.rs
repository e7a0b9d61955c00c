//! How the page looks.

use super::fields::{choice_group, group, ruled, ruled_switch, select, switch};
use crate::app::App;
use crate::components::look_names::{column_name, density_name, layout_name, theme_name};
use crate::dom::{Child, View, html, is_reversed};
use crate::i18n;
use crate::language::{self, LANGUAGES};
use mail_engine::{Column, Density, Layout, Preferences, Swipe, Theme};

pub(super) fn section(app: App) -> View {
    (
        choice_group(
            app,
            "theme",
            i18n::look_theme(),
            Theme::ALL.map(|one| (one, theme_name(one))),
            |all| all.preferences.look.theme,
            |all, theme| all.preferences.look.theme = theme,
        ),
        choice_group(
            app,
            "language",
            i18n::look_language(),
            languages(),
            |all| language::effective(&all.preferences.language),
            |all, tag| tag.clone_into(&mut all.preferences.language),
        ),
        choice_group(
            app,
            "layout",
            i18n::look_layout(),
            Layout::ALL.map(|one| (one, layout_name(one))),
            |all| all.preferences.look.layout,
            |all, layout| all.preferences.look.layout = layout,
        ),
        choice_group(
            app,
            "density",
            i18n::look_density(),
            Density::ALL.map(|one| (one, density_name(one))),
            |all| all.preferences.look.density,
            |all, density| all.preferences.look.density = density,
        ),
        group(
            i18n::look_columns(),
            (
                html::p()
                    .class("setting-hint")
                    .child(i18n::look_columns_hint()),
                ruled(
                    &["columns"],
                    Vec::from(Column::ALL.map(|column| shown(app, column))),
                ),
            ),
        ),
        group(
            i18n::look_list(),
            (
                ruled_switch(
                    app,
                    "groups",
                    i18n::look_groups(),
                    |all| all.preferences.look.groups,
                    |all, is_on| all.preferences.look.groups = is_on,
                ),
                ruled_switch(
                    app,
                    "conversations",
                    i18n::look_conversations(),
                    |all| all.preferences.look.conversations,
                    |all, is_on| all.preferences.look.conversations = is_on,
                ),
            ),
        ),
        group(i18n::look_swipes(), swipes(app)),
    )
        .view()
}

/// What it does to swipe a row, by the way as one sees it: where texts run from
/// right to left their start is on the right.
fn swipes(app: App) -> View {
    let (left, right) = (i18n::look_swipe_left(), i18n::look_swipe_right());
    let (start, end) = match is_reversed() {
        true => (right, left),
        false => (left, right),
    };
    let options = || Swipe::ALL.map(|one| (one, one.word(), swipe_name(one)));
    let to_start = select(
        app,
        ("swipe-start", start),
        options().into(),
        |all| all.preferences.look.swipe_start,
        |all, swipe| all.preferences.look.swipe_start = swipe,
    );
    let to_end = select(
        app,
        ("swipe-end", end),
        options().into(),
        |all| all.preferences.look.swipe_end,
        |all, swipe| all.preferences.look.swipe_end = swipe,
    );
    let hint = html::p()
        .class("setting-hint")
        .child(i18n::look_swipes_hint());
    (
        hint,
        ruled(&["swipe-start"], to_start),
        ruled(&["swipe-end"], to_end),
    )
        .view()
}

/// What a swipe does.
pub(super) fn swipe_name(swipe: Swipe) -> &'static str {
    match swipe {
        Swipe::Archive => i18n::act_archive(),
        Swipe::Delete => i18n::act_delete(),
        Swipe::Read => i18n::look_swipe_read(),
        Swipe::Flag => i18n::act_flag(),
        Swipe::Junk => i18n::act_junk(),
        Swipe::Move => i18n::act_move(),
        Swipe::Nothing => i18n::look_swipe_nothing(),
    }
}

/// Each by its own name, so that whoever finds it on the wrong one finds back.
pub(in crate::components) fn languages() -> [(&'static str, &'static str); 1 + LANGUAGES.len()] {
    let system = (Preferences::AS_SYSTEM, i18n::look_language_system());
    core::array::from_fn(|at| match at {
        0 => system,
        at => LANGUAGES[at - 1],
    })
}

fn shown(app: App, column: Column) -> View {
    switch(
        app,
        column_name(column),
        move |all| all.preferences.look.columns.shows(column),
        move |all, is_on| {
            let columns = &mut all.preferences.look.columns;
            if columns.shows(column) != is_on {
                columns.toggle(column);
            }
        },
    )
}
