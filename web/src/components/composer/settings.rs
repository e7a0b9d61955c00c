//! What the composer asks of what the person has set.

use crate::app::App;
use crate::reactive::*;
use mail_engine::{Settings, Writing};
use mail_model::{Identity, Template};

/// How the person likes to write.
pub(super) fn writing(app: App) -> Writing {
    of(app, |settings| settings.writing.clone())
}

/// As whom they write.
pub(super) fn identities(app: App) -> Vec<Identity> {
    of(app, |settings| settings.identities.clone())
}

/// What they write often.
pub(super) fn templates(app: App) -> Vec<Template> {
    of(app, |settings| settings.templates.clone())
}

fn of<T: Default>(app: App, get: impl FnOnce(&Settings) -> T) -> T {
    let settings = app.state.settings();
    settings.with_untracked(|settings| settings.as_ref().map(get).unwrap_or_default())
}
