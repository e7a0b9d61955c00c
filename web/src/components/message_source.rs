//! A message as it lies on the server, fetched when somebody asks for it.

use super::attachments::{progress_bar, progress_words};
use super::message_look::Look;
use super::message_people::copy;
use super::problem_text;
use super::viewer::text_of_file;
use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::reactive::*;
use crate::state::DownloadState;
use mail_engine::{AttachmentId, FileSource, MessageView};
use mail_model::MessageRef;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// What is fetched for the source of a view: of a message within a message
/// that part alone.
pub(super) fn source_of(view: &MessageView) -> FileSource {
    match &view.within {
        Some(within) => AttachmentId::from(within.part.clone()).into(),
        None => FileSource::Message,
    }
}

/// The source of the open message, as text, with ways to take it along.
pub(super) fn message_source(
    app: App,
    message: MessageRef,
    source: FileSource,
    look: Look,
) -> View {
    app.fetch(&message, &source);
    let button = |name: &'static str, press: Box<dyn Fn()>| {
        html::button()
            .class("button is-quiet")
            .attr("type", "button")
            .on(ev::CLICK, move |_| press())
            .child(name)
    };
    let (of_copy, of_save) = (
        (message.clone(), source.clone()),
        (message.clone(), source.clone()),
    );
    let bar = html::div().class("message-source-bar").child((
        html::h2().child(i18n::source()),
        button(
            i18n::source_copy(),
            Box::new(move || {
                let file = untrack(|| app.file(&of_copy.0, &of_copy.1));
                spawn_local(async move {
                    let Some(file) = file else { return };
                    let text = JsFuture::from(file.blob.text()).await;
                    // What is no text, because it could not be read, is not copied.
                    if let Some(text) = text.ok().and_then(|text| text.as_string()) {
                        copy(&text);
                    }
                });
            }),
        ),
        button(
            i18n::message_save(),
            Box::new(move || app.save(&of_save.0, &of_save.1)),
        ),
        button(i18n::source_hide(), Box::new(move || look.toggle_source())),
    ));
    let state = {
        let (message, source) = (message.clone(), source.clone());
        memo(move |_| {
            let (_, state) = app.state.downloads.of(&message, &source)?;
            Some(state)
        })
    };
    let content = move || match state.get()? {
        DownloadState::Running(progress) => {
            let bar = progress_bar(i18n::source().to_owned(), progress);
            let words = (progress.total > 0).then(|| progress_words(progress));
            Some(
                html::p()
                    .class("message-empty")
                    .child((bar, " ", words))
                    .view(),
            )
        }
        DownloadState::Failed(problem) => Some(problem_text(&problem)),
        DownloadState::Here | DownloadState::Saved => {
            app.file(&message, &source).map(|file| text_of_file(&file))
        }
    };
    html::section()
        .class("message-source")
        .attr("aria-label", i18n::source())
        .child((bar, content))
        .view()
}
