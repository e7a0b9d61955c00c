//! What is written often: put into a letter, and made of one.

use super::settings;
use super::words;
use super::writing::Writing;
use crate::i18n;
use crate::random;
use crate::reactive::*;
use crate::state::UNDO_SECONDS;
use mail_engine::{Draft, TemplateWords};
use mail_model::{LetterContent, Phrase, Template, TemplateId};

/// Puts a template at the cursor; its subject where there is none.
pub(super) fn insert(writing: Writing, template: &Template) {
    let words = || {
        let letter = |draft: &Draft| TemplateWords::of(&draft.letter, words::today());
        writing.composer.draft().with_untracked(letter)
    };
    let lacks = |draft: &Draft| draft.letter.subject.trim().is_empty();
    if !template.subject.is_empty() && writing.composer.draft().with_untracked(lacks) {
        let subject = words().fill(&template.subject);
        writing.edit(move |draft| draft.letter.subject = subject);
    }
    let body = words().fill_phrase(&template.body);
    writing.with_editor(|editor| editor.insert(&body));
}

/// Makes a template of what is written, but for the signature: whoever uses it
/// signs as themselves then.
pub(super) fn save(writing: Writing) {
    writing.read();
    let draft = writing.draft();
    let identities = settings::identities(writing.app);
    let identity = identities
        .into_iter()
        .find(|identity| Some(identity.id) == draft.identity);
    let signature = identity.map(|identity| identity.signature);
    let carries_files = match &draft.letter.content {
        LetterContent::Composed(composed) => !composed.files.is_empty(),
        _ => true,
    };
    let subject = draft.letter.subject.trim().to_owned();
    let name = match subject.as_str() {
        "" => i18n::settings_template_new().to_owned(),
        subject => subject.to_owned(),
    };
    writing.with_editor(|editor| {
        editor.without_signature(&signature.unwrap_or_default(), move |body| {
            keep(writing, name, subject, body, carries_files);
        });
    });
}

fn keep(writing: Writing, name: String, subject: String, body: Phrase, carries_files: bool) {
    let app = writing.app;
    let id = TemplateId(random::number() as u32);
    let mut words = i18n::composer_template_saved(&name);
    let is_kept = app.set(move |all| {
        all.templates.push(Template {
            id,
            name,
            subject,
            body,
        });
    });
    if !is_kept {
        return app.state.notices.refuse(i18n::settings_refused());
    }
    if carries_files {
        words = format!("{words} {}", i18n::settings_no_pictures());
    }
    let take_back = move || {
        app.set(|all| all.templates.retain(|template| template.id != id));
    };
    app.state
        .notices
        .offer(words, i18n::undo(), UNDO_SECONDS, take_back);
}
