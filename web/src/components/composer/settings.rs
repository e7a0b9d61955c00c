//! What the composer asks of what the person has set.

use crate::app::App;
use crate::letters::own_address;
use crate::reactive::*;
use crate::state::Composer;
use mail_engine::{Draft, Settings, Writing};
use mail_model::{Address, Identity, Template};

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

/// Who gets the answers to what a draft's identity writes, if nothing else is said.
pub(super) fn usual_reply_to(app: App, draft: &Draft) -> Vec<Address> {
    of(app, |settings| {
        let mut identities = settings.identities.iter();
        let identity = identities.find(|identity| Some(identity.id) == draft.identity);
        identity.map(|identity| identity.reply_to.clone())
    })
    .unwrap_or_default()
}

/// Has a letter be written by another of the person's identities: those who always
/// get a copy of what the one before writes need none any more, and who gets its
/// answers gives way to who gets this one's.
pub(super) fn write_as(draft: &mut Draft, identity: &Identity, before: Option<&Identity>) {
    let letter = &mut draft.letter;
    letter.from = identity.from.clone();
    // What was said for this letter alone stays.
    let usual = before.map_or(&[][..], |before| &before.reply_to);
    if letter.reply_to == usual {
        letter.reply_to = identity.reply_to.clone();
    }
    if let Some(before) = before {
        letter.bcc.retain(|address| !before.bcc.contains(address));
    }
    for address in &identity.bcc {
        if !letter.bcc.contains(address) {
            letter.bcc.push(address.clone());
        }
    }
    draft.identity = Some(identity.id);
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
        Some(identity) => composer.edit(|draft| write_as(draft, &identity, None)),
        None => {
            if let Some(address) = untrack(|| own_address(app, &[])) {
                composer.edit(|draft| draft.letter.from.address = address.into());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_engine::DraftId;
    use mail_model::{Address, IdentityId, Letter, Phrase};

    fn address(address: &str) -> Address {
        Address {
            name: String::new(),
            address: address.to_owned(),
        }
    }

    fn identity(id: u32, bcc: &str) -> Identity {
        Identity {
            id: IdentityId(id),
            from: address("ada@example.org"),
            reply_to: Vec::new(),
            bcc: vec![address(bcc)],
            signature: Phrase::default(),
        }
    }

    #[test]
    fn who_always_gets_a_copy_changes_with_the_identity() {
        let mut draft = Draft {
            id: DraftId(1),
            letter: Letter {
                bcc: vec![address("typed@example.org")],
                ..Letter::default()
            },
            identity: None,
            about: Vec::new(),
            notices: None,
            keeps_copy: true,
        };
        let (one, two) = (
            identity(1, "one@example.org"),
            identity(2, "two@example.org"),
        );
        write_as(&mut draft, &one, None);
        write_as(&mut draft, &two, Some(&one));
        let bcc = ["typed@example.org", "two@example.org"].map(address);
        assert_eq!(draft.letter.bcc, bcc);
        assert_eq!(draft.identity, Some(IdentityId(2)));
    }

    #[test]
    fn answers_go_to_the_identity_s_own_unless_the_letter_says_where() {
        let mut draft = Draft {
            id: DraftId(1),
            letter: Letter::default(),
            identity: None,
            about: Vec::new(),
            notices: None,
            keeps_copy: true,
        };
        let (mut one, two) = (identity(1, "a@example.org"), identity(2, "a@example.org"));
        one.reply_to = vec![address("desk@example.org")];
        write_as(&mut draft, &one, None);
        assert_eq!(draft.letter.reply_to, one.reply_to);
        write_as(&mut draft, &two, Some(&one));
        assert_eq!(draft.letter.reply_to, []);
        draft.letter.reply_to = vec![address("typed@example.org")];
        write_as(&mut draft, &one, Some(&two));
        assert_eq!(draft.letter.reply_to, [address("typed@example.org")]);
    }
}
