//! What is written in Markdown: a text, of which markup is made when it is sent.

use super::writing::Writing;
use crate::app::App;
use crate::dom::{Child, View, html};
use crate::i18n;
use crate::later::ToMarkup;
use crate::reactive::*;
use crate::state::Composer;
use mail_model::{LetterContent, Problem, ProblemKind};
use wasm_bindgen_futures::spawn_local;

/// Whether a letter is written so. Reactive.
pub(super) fn is_on(composer: Composer) -> bool {
    composer.draft().with(|draft| match &draft.letter.content {
        LetterContent::Composed(composed) => composed.is_markdown,
        _ => false,
    })
}

/// Writes so from now on, or no more.
pub(super) fn turn(writing: Writing, is_on: bool) {
    writing.edit(|draft| {
        if let LetterContent::Composed(composed) = &mut draft.letter.content {
            composed.is_markdown = is_on;
        }
    });
    if is_on {
        load_beforehand(writing.app);
    }
}

/// Has what makes markup be here before a letter is sent.
pub(super) fn load_beforehand(app: App) {
    let loading = (app.parts.markdown)();
    // Whoever sends tries again, and is told if it fails.
    spawn_local(async move {
        let _ = loading.await;
    });
}

/// Goes on with what makes markup; where it can't be loaded that is told.
pub(super) fn with_maker(app: App, then: impl FnOnce(ToMarkup) + 'static) {
    let loading = (app.parts.markdown)();
    spawn_local(async move {
        match loading.await {
            Ok(to_markup) => then(to_markup),
            Err(()) => {
                let problem = Problem::new(ProblemKind::ProxyUnreachable);
                app.state.notices.show(problem);
            }
        }
    });
}

/// Makes rich text of it.
pub(super) fn make_rich(writing: Writing) {
    with_maker(writing.app, move |to_markup| {
        writing.read();
        let markup = to_markup(&text(writing));
        writing.with_editor(|editor| editor.become_rich(markup));
        turn(writing, false);
    });
}

/// Puts the markup beside the text, and goes on.
pub(super) fn with_markup(writing: Writing, then: impl FnOnce() + 'static) {
    if !untrack(|| is_on(writing.composer)) {
        return then();
    }
    with_maker(writing.app, move |to_markup| {
        writing.read();
        let markup = to_markup(&text(writing));
        writing.composer.edit(|draft| {
            if let LetterContent::Composed(composed) = &mut draft.letter.content {
                composed.html = composed.is_markdown.then_some(markup);
            }
        });
        then();
    });
}

fn text(writing: Writing) -> String {
    writing
        .composer
        .draft()
        .with_untracked(|draft| match &draft.letter.content {
            LetterContent::Composed(composed) => composed.text.clone(),
            _ => String::new(),
        })
}

/// Says so among the tools.
pub(super) fn mark(composer: Composer) -> View {
    let is_on = memo(move |_| is_on(composer));
    (move || {
        is_on.get().then(|| {
            html::span()
                .class("composer-markdown")
                .attr("title", i18n::composer_markdown_hint())
                .child(i18n::composer_markdown_mark())
        })
    })
    .view()
}
