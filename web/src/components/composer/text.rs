//! The text of a letter, in an editor.

use super::files::{attach_all, keep};
use super::markdown;
use super::writing::Writing;
use crate::dom::{Child, View};
use crate::editor::{EditorConfig, FilePlace, editor};
use crate::i18n;
use crate::random;
use crate::reactive::*;
use mail_engine::ReplyPlace;
use mail_model::{Composed, LetterContent, LetterFile, Phrase};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Blob, File};

/// The editor, built anew when something else than typing changed the text.
pub(super) fn text(writing: Writing) -> View {
    let turn = writing.composer.turn();
    (move || {
        turn.track();
        untrack(|| of_draft(writing))
    })
    .view()
}

fn of_draft(writing: Writing) -> View {
    let draft = writing.composer.draft().get_untracked();
    let settings = writing.app.state.settings();
    let answers_below = settings.with_untracked(|settings| {
        let writing = settings.as_ref().map(|settings| &settings.writing);
        writing.is_some_and(|writing| writing.reply_place == ReplyPlace::Below)
    });
    let begins_behind_quote = answers_below && draft.letter.in_reply_to.is_some();
    let LetterContent::Composed(composed) = draft.letter.content else {
        return ().view();
    };
    let images: Vec<LetterFile> = images(&composed).cloned().collect();
    if composed.is_markdown {
        markdown::load_beforehand(writing.app);
    }
    let content = match composed.html.filter(|_| !composed.is_markdown) {
        Some(html) => Phrase::Html(html),
        None => Phrase::Text(composed.text),
    };
    let config = EditorConfig {
        content,
        name: i18n::composer_text(),
        placeholder: "",
        begins_behind_quote,
        images: Vec::new(),
        on_change: Rc::new(move || writing.typed()),
        on_files: Rc::new(move |files, place| take(writing, files, place)),
    };
    let (view, editor) = editor(writing.app, config);
    for image in images {
        let editor = editor.clone();
        let content_id = image.content_id.unwrap_or_default();
        writing.app.fetch_file(image.file, move |blob| {
            if let Some(blob) = blob {
                editor.show_image(&content_id, &blob);
            }
        });
    }
    writing.set_editor(editor);
    view
}

/// The files that stand within the text.
fn images(composed: &Composed) -> impl Iterator<Item = &LetterFile> {
    composed
        .files
        .iter()
        .filter(|file| file.content_id.is_some())
}

/// Takes files that were pasted or dropped: pictures at the cursor, the rest
/// beside the text.
fn take(writing: Writing, files: Vec<File>, place: FilePlace) {
    match place {
        FilePlace::Attached => attach_all(writing, &files),
        FilePlace::Inline => {
            for file in files {
                let content_id = format!("{:016x}", random::number());
                let mut kept = keep(writing, &file);
                kept.content_id = Some(content_id.clone());
                let name = kept.name.clone();
                writing.edit_files(|all| all.push(kept));
                let blob: &Blob = file.unchecked_ref();
                writing.with_editor(|editor| editor.insert_image(&content_id, blob, &name));
            }
        }
    }
}
