//! What the composer asks of what the person has set.

use crate::app::App;
use crate::letters::own_address;
use crate::reactive::*;
use crate::state::Composer;
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

/// Gives a letter an author where it was begun before anybody had told who that
/// is.
pub(super) fn sign(app: App, composer: Composer) {
    let has_author = composer
        .draft()
        .with_untracked(|draft| !draft.letter.from.address.is_empty());
    if has_author {
        return;
    }
    let usual = of(app, |settings| settings.usual_identity().cloned());
    match usual {
        Some(identity) => composer.edit(|draft| {
            draft.identity = Some(identity.id);
            draft.letter.from = identity.from;
            draft.letter.reply_to = identity.reply_to;
        }),
        None => {
            if let Some(address) = untrack(|| own_address(app, &[])) {
                composer.edit(|draft| draft.letter.from.address = address.into());
            }
        }
    }
}
