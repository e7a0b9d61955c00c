//! How the page looks.

use super::fields::{choice, group};
use crate::app::App;
use crate::dom::{Child, View};
use crate::i18n;
use mail_engine::Theme;

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
    group(
        i18n::look_theme(),
        choice(
            app,
            "theme",
            themes.into(),
            |all| all.preferences.look.theme,
            |all, theme| all.preferences.look.theme = theme,
        ),
    )
    .view()
}
