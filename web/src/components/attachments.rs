use crate::app::App;
use crate::dom::{Child, Element, View, ev, html, keyed};
use crate::reactive::*;
use crate::state::DownloadState;
use crate::ui::{Icon, icon};
use crate::{format, i18n};
use mail_engine::{Action, Attachment, DownloadId};
use mail_model::MessageRef;

/// So many are drawn at first, and with each wish for more: a message may carry
/// twenty thousand, and must open all the same.
const AT_ONCE: usize = 60;

/// What the open message carries, each to be saved.
pub(super) fn attachments(
    app: App,
    message: &MessageRef,
    attachments: &[Attachment],
) -> Option<View> {
    let count = attachments.len();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let message = message.clone();
    let all = StoredValue::new(attachments.to_vec());
    let shown = RwSignal::new(AT_ONCE);
    let items = keyed(
        move || all.with_value(|all| all.iter().take(shown.get()).cloned().collect()),
        |attachment: &Attachment| attachment.id.to_string(),
        move |attachment| item(app, message.clone(), &attachment),
    );
    let more = move || {
        let hidden = count
            .checked_sub(shown.get())
            .filter(|hidden| *hidden > 0)?;
        let button = html::button()
            .class("button is-quiet")
            .attr("type", "button")
            .on(ev::CLICK, move |_| shown.update(|shown| *shown += AT_ONCE))
            .child(i18n::attachments_more(number(hidden)));
        Some(button.view())
    };
    (count > 0).then(|| {
        let list = html::ul()
            .class("attachments")
            .attr("aria-label", i18n::attachments(number(count)))
            .child(items);
        html::div()
            .class("attachments-all")
            .child((list, more))
            .view()
    })
}

fn item(app: App, message: MessageRef, attachment: &Attachment) -> Element {
    let state = {
        let message = message.clone();
        let id = attachment.id.clone();
        memo(move |_| app.state.downloads.of(&message, &id))
    };
    let running = move || match state.get() {
        Some((id, DownloadState::Running { received, total })) => Some((id, received, total)),
        _ => None,
    };
    let is_running = memo(move |_| running().map(|(id, ..)| id));
    let name = StoredValue::new(attachment.file_name.clone());
    let words = move || {
        name.with_value(|name| match is_running.get() {
            Some(_) => i18n::attachment_cancel(name),
            None => i18n::attachment_save(name),
        })
    };
    let id = attachment.id.clone();
    let save = move || {
        let download = app.state.downloads.begin(message.clone(), id.clone());
        app.act(Action::Download {
            download,
            message: message.clone(),
            source: id.clone().into(),
        });
    };
    html::li()
        .class("attachment")
        .class(("is-running", move || is_running.get().is_some()))
        .child((
            html::span()
                .class("attachment-icon")
                .child(icon(drawing(&attachment.media_type))),
            html::div().class("attachment-text").child((
                html::bdi()
                    .class("attachment-name")
                    .attr("title", attachment.file_name.clone())
                    .child(attachment.file_name.clone()),
                html::span()
                    .class("attachment-facts")
                    .child(facts(attachment, state)),
            )),
            // One button for both, so that it keeps the focus when it is pressed.
            html::button()
                .class("icon-button")
                .attr("type", "button")
                .attr("title", words)
                .attr("aria-label", words)
                .on(ev::CLICK, move |_| match is_running.get_untracked() {
                    Some(id) => app.act(Action::CancelDownload(id)),
                    None => save(),
                })
                .child(move || {
                    icon(if is_running.get().is_some() {
                        Icon::Close
                    } else {
                        Icon::Download
                    })
                }),
            move || {
                running().map(|(_, received, total)| {
                    html::progress()
                        .attr("aria-label", name.get_value())
                        .attr("max", (total > 0).then(|| total.to_string()))
                        .attr("value", (total > 0).then(|| received.to_string()))
                })
            },
        ))
}

/// Type and size; while it is fetched, how far that is; then what became of it.
fn facts(
    attachment: &Attachment,
    state: Memo<Option<(DownloadId, DownloadState)>>,
) -> impl Fn() -> String + Send + 'static {
    let media_type = attachment.media_type.clone();
    let size = attachment.size;
    move || match state.get().map(|(_, state)| state) {
        Some(DownloadState::Running { received, total }) if total > 0 => {
            i18n::attachment_progress(&format::size(received), &format::size(total))
        }
        Some(DownloadState::Saved) => i18n::attachment_saved().to_owned(),
        Some(DownloadState::Failed(_)) => i18n::attachment_failed().to_owned(),
        _ => format!("{} · {media_type}", format::size(size)),
    }
}

fn drawing(media_type: &str) -> Icon {
    match media_type.split_once('/') {
        Some(("image", _)) => Icon::Picture,
        Some(("message", _)) => Icon::Envelope,
        Some(("text", _)) => Icon::Lines,
        _ => Icon::Document,
    }
}
