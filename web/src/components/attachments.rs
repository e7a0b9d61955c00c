use super::attachment_kind::{drawing, is_message, preview};
use super::viewer::{Gallery, viewer};
use crate::app::App;
use crate::dom::{Child, Element, View, ev, html, keyed};
use crate::reactive::*;
use crate::state::{DownloadState, Progress};
use crate::ui::{Icon, icon};
use crate::{format, i18n};
use mail_engine::{Attachment, DownloadId, FileSource, LaterAction};
use mail_model::MessageRef;

/// So many are drawn at first: a message may carry twenty thousand, and must
/// open all the same.
const AT_FIRST: usize = 12;
/// So many more with each wish for more.
const MORE: usize = 60;

/// What the open message carries, each to be looked at or saved.
pub(super) fn attachments(
    app: App,
    message: &MessageRef,
    attachments: &[Attachment],
) -> Option<View> {
    let count = attachments.len();
    if count == 0 {
        return None;
    }
    let message = message.clone();
    let gallery = Gallery::new(app, message.clone(), attachments);
    let all = StoredValue::new(attachments.to_vec());
    // Pictures that the text shows already are listed on request.
    let files = attachments
        .iter()
        .filter(|attachment| !attachment.is_inline);
    let files: Vec<_> = files.map(|attachment| attachment.id.clone()).collect();
    let shown = RwSignal::new(files.len().min(AT_FIRST));
    let are_all_inline = move |shown: usize| {
        all.with_value(|all| {
            all.iter()
                .skip(shown)
                .all(|attachment| attachment.is_inline)
        })
    };
    let items = {
        let message = message.clone();
        keyed(
            move || {
                all.with_value(|all| all.iter().take(shown.get()).cloned().enumerate().collect())
            },
            |(_, attachment): &(usize, Attachment)| attachment.id.to_string(),
            move |(index, attachment)| item(app, &message, &attachment, gallery, index),
        )
    };
    let more = move || {
        let hidden = count
            .checked_sub(shown.get())
            .filter(|hidden| *hidden > 0)?;
        // What the text shows already is offered quietly.
        let (words, class) = match are_all_inline(shown.get()) {
            true => (i18n::attachments_inline(number(hidden)), "link-button"),
            false => (i18n::attachments_more(number(hidden)), "button is-quiet"),
        };
        let button = html::button()
            .class(class)
            .attr("type", "button")
            .on(ev::CLICK, move |_| shown.update(|shown| *shown += MORE))
            .child(words);
        Some(button.view())
    };
    let list = html::ul()
        .class("attachments")
        .attr("aria-label", i18n::attachments(number(count)))
        .child(items);
    let together = (files.len() > 1).then(|| save_all(app, message, FileSource::Archive(files)));
    let view = html::div().class("attachments-all").child((
        list,
        html::div()
            .class("attachments-foot")
            .child((more, together)),
        viewer(gallery),
    ));
    Some(view.view())
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A file's download, as what is drawn of it follows it.
#[derive(Clone, Copy)]
struct Way {
    state: Memo<Option<(DownloadId, DownloadState)>>,
    running: Memo<Option<DownloadId>>,
}

impl Way {
    fn of(app: App, message: &MessageRef, source: &FileSource) -> Self {
        let (message, source) = (message.clone(), source.clone());
        let state = memo(move |_| app.state.downloads.of(&message, &source));
        let running = memo(move |_| match state.get() {
            Some((id, DownloadState::Running(_))) => Some(id),
            _ => None,
        });
        Self { state, running }
    }
    fn progress(self) -> Option<Progress> {
        match self.state.get() {
            Some((_, DownloadState::Running(progress))) => Some(progress),
            _ => None,
        }
    }
    fn has_failed(self) -> bool {
        matches!(self.state.get(), Some((_, DownloadState::Failed(_))))
    }
    /// How far it is or what became of it, if it was asked for.
    fn words(self) -> Option<String> {
        match self.state.get().map(|(_, state)| state)? {
            DownloadState::Running(progress) => {
                (progress.total > 0).then(|| progress_words(progress))
            }
            DownloadState::Saved => Some(i18n::attachment_saved().to_owned()),
            DownloadState::Failed(_) => Some(i18n::attachment_failed().to_owned()),
            DownloadState::Here => None,
        }
    }
}

/// How far a download is, and how fast it comes.
pub(super) fn progress_words(progress: Progress) -> String {
    i18n::attachment_progress(
        &format::size(progress.received),
        &format::size(progress.total),
        &format::size(progress.rate),
    )
}

/// The bar of a download that runs.
pub(super) fn progress_bar(name: String, progress: Progress) -> Element {
    let is_known = progress.total > 0;
    html::progress()
        .attr("aria-label", name)
        .attr("max", is_known.then(|| progress.total.to_string()))
        .attr("value", is_known.then(|| progress.received.to_string()))
}

fn item(
    app: App,
    message: &MessageRef,
    attachment: &Attachment,
    gallery: Gallery,
    index: usize,
) -> Element {
    let message = message.clone();
    let source = FileSource::from(attachment.id.clone());
    let way = Way::of(app, &message, &source);
    let name = StoredValue::new(attachment.file_name.clone());
    let words = move || {
        name.with_value(|name| match way.running.get() {
            Some(_) => i18n::attachment_cancel(name),
            None if way.has_failed() => i18n::attachment_retry(name),
            None => i18n::attachment_save(name),
        })
    };
    let plain = format!(
        "{} · {}",
        format::size(attachment.size),
        attachment.media_type
    );
    let text = (
        html::span()
            .class("attachment-icon")
            .child(icon(drawing(&attachment.media_type, &attachment.file_name))),
        html::span().class("attachment-text").child((
            html::bdi()
                .class("attachment-name")
                .attr("title", attachment.file_name.clone())
                .child(attachment.file_name.clone()),
            html::span()
                .class("attachment-facts")
                .child(move || way.words().unwrap_or_else(|| plain.clone())),
        )),
    );
    // A message is opened as one, where it is a part of this one.
    let is_letter = is_message(&attachment.media_type) && attachment.id.inner.is_none();
    let is_shown = preview(&attachment.media_type, &attachment.file_name).is_some();
    let text = if is_letter || is_shown {
        let within = (message.clone(), attachment.id.part.clone());
        html::button()
            .class("attachment-open")
            .attr("type", "button")
            // Its name is what it reads, so that who speaks it is understood.
            .attr("title", i18n::attachment_open(&attachment.file_name))
            .on(ev::CLICK, move |_| match is_letter {
                true => app.act(LaterAction::OpenWithin {
                    message: within.0.clone(),
                    part: within.1.clone(),
                }),
                false => gallery.show(index),
            })
            .child(text)
    } else {
        html::div().class("attachment-open").child(text)
    };
    html::li()
        .class("attachment")
        .class(("is-running", move || way.running.get().is_some()))
        .child((
            text,
            // One button for both, so that it keeps the focus when it is pressed.
            html::button()
                .class("icon-button")
                .attr("type", "button")
                .attr("title", words)
                .attr("aria-label", words)
                .on(ev::CLICK, move |_| match way.running.get_untracked() {
                    Some(id) => app.act(LaterAction::CancelDownload(id)),
                    None => app.save(&message, &source),
                })
                .child(move || {
                    icon(if way.running.get().is_some() {
                        Icon::Close
                    } else {
                        Icon::Download
                    })
                }),
            move || way.progress().map(|p| progress_bar(name.get_value(), p)),
        ))
}

/// All of them as one archive.
fn save_all(app: App, message: MessageRef, source: FileSource) -> View {
    let way = Way::of(app, &message, &source);
    let words = move || match way.running.get() {
        Some(_) => i18n::attachments_cancel(),
        None => i18n::attachments_save(),
    };
    html::div()
        .class("attachments-together")
        .child((
            html::button()
                .class("button is-quiet")
                .attr("type", "button")
                .on(ev::CLICK, move |_| match way.running.get_untracked() {
                    Some(id) => app.act(LaterAction::CancelDownload(id)),
                    None => app.save(&message, &source),
                })
                .child((icon(Icon::Download), html::span().child(words))),
            html::span()
                .class("attachment-facts")
                .attr("role", "status")
                .child(move || match way.progress() {
                    Some(_) => String::new(),
                    None => way.words().unwrap_or_default(),
                }),
            move || {
                way.progress().map(|progress| {
                    html::span().class("attachments-progress").child((
                        progress_bar(i18n::attachments_save().to_owned(), progress),
                        html::span()
                            .class("attachment-facts")
                            .child((progress.total > 0).then(|| progress_words(progress))),
                    ))
                })
            },
        ))
        .view()
}
