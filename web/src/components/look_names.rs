//! What the page's looks are called, in the settings as in the list's menu.

use crate::i18n;
use mail_engine::{Column, Density, Layout, Theme};

pub(super) fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::System => i18n::look_theme_system(),
        Theme::Light => i18n::look_theme_light(),
        Theme::Dark => i18n::look_theme_dark(),
        Theme::Contrast => i18n::look_theme_contrast(),
    }
}

pub(super) fn layout_name(layout: Layout) -> &'static str {
    match layout {
        Layout::Wide => i18n::look_layout_wide(),
        Layout::Stacked => i18n::look_layout_stacked(),
        Layout::ListOnly => i18n::look_layout_list(),
    }
}

pub(super) fn density_name(density: Density) -> &'static str {
    match density {
        Density::Comfortable => i18n::look_density_comfortable(),
        Density::Normal => i18n::look_density_normal(),
        Density::Compact => i18n::look_density_compact(),
    }
}

pub(super) fn column_name(column: Column) -> &'static str {
    match column {
        Column::People => i18n::look_column_people(),
        Column::Preview => i18n::look_column_preview(),
        Column::Answered => i18n::look_column_answered(),
        Column::Attachment => i18n::look_column_attachment(),
        Column::Size => i18n::look_column_size(),
        Column::Date => i18n::look_column_date(),
        Column::Flag => i18n::look_column_flag(),
    }
}
