//! How the page looks.

use super::fields::{choice, group, ruled, switch};
use crate::app::App;
use crate::components::look_names::{column_name, density_name, layout_name};
use crate::dom::{Child, View, html};
use crate::i18n;
use crate::language::{self, LANGUAGES};
use mail_engine::{Column, Density, Layout, Preferences, Theme};

pub(super) fn section(app: App) -> View {
    let themes = Theme::ALL.map(|theme| {
        let name = match theme {
            Theme::System => i18n::look_theme_system(),
            Theme::Light => i18n::look_theme_light(),
            Theme::Dark => i18n::look_theme_dark(),
            Theme::Contrast => i18n::look_theme_contrast(),
        };
        (theme, name)
    });
    (
        group(
            i18n::look_theme(),
            ruled(
                &["theme"],
                choice(
                    app,
                    "theme",
                    themes.into(),
                    |all| all.preferences.look.theme,
                    |all, theme| all.preferences.look.theme = theme,
                ),
            ),
        ),
        group(
            i18n::look_language(),
            choice(
                app,
                "language",
                languages(),
                |all| language::effective(&all.preferences.language),
                |all, tag| tag.clone_into(&mut all.preferences.language),
            ),
        ),
        group(
            i18n::look_layout(),
            ruled(
                &["layout"],
                choice(
                    app,
                    "layout",
                    Layout::ALL.map(|one| (one, layout_name(one))).into(),
                    |all| all.preferences.look.layout,
                    |all, layout| all.preferences.look.layout = layout,
                ),
            ),
        ),
        group(
            i18n::look_density(),
            ruled(
                &["density"],
                choice(
                    app,
                    "density",
                    Density::ALL.map(|one| (one, density_name(one))).into(),
                    |all| all.preferences.look.density,
                    |all, density| all.preferences.look.density = density,
                ),
            ),
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
                ruled(
                    &["groups"],
                    switch(
                        app,
                        i18n::look_groups(),
                        |all| all.preferences.look.groups,
                        |all, is_on| all.preferences.look.groups = is_on,
                    ),
                ),
                ruled(
                    &["conversations"],
                    switch(
                        app,
                        i18n::look_conversations(),
                        |all| all.preferences.look.conversations,
                        |all, is_on| all.preferences.look.conversations = is_on,
                    ),
                ),
            ),
        ),
    )
        .view()
}

/// Each by its own name, so that whoever finds it on the wrong one finds back.
fn languages() -> Vec<(&'static str, &'static str)> {
    let system = (Preferences::AS_SYSTEM, i18n::look_language_system());
    core::iter::once(system).chain(LANGUAGES).collect()
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
