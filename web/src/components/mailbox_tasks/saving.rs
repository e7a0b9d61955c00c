//! A mailbox is saved as a file: how far that is, and the way out of it. Whoever
//! closes this finds it going on when they ask again.

use super::{end, task_dialog};
use crate::app::App;
use crate::components::{mailbox_label, problem_text};
use crate::dom::{Child, Element, View, ev, html};
use crate::format;
use crate::i18n;
use crate::reactive::*;
use crate::state::{DownloadState, MailboxTask, Progress};
use mail_engine::{DownloadId, LaterAction};

/// The dialog that tells how far it is.
pub(super) fn saving(app: App) -> View {
    let of = |task: &MailboxTask| match task {
        MailboxTask::Save(mailbox) => Some(mailbox.clone()),
        _ => None,
    };
    task_dialog(app, i18n::folder_save_title(), of, move |mailbox| {
        let name = untrack(|| mailbox_label(app, &mailbox));
        let running = untrack(|| app.state.downloads.of_mailbox(&mailbox));
        if !matches!(running, Some((_, DownloadState::Running(_)))) {
            app.save_mailbox(&mailbox);
        }
        let state = memo(move |_| app.state.downloads.of_mailbox(&mailbox));
        let running = memo(move |_| match state.get() {
            Some((id, DownloadState::Running(_))) => Some(id),
            _ => None,
        });
        html::div()
            .class("dialog-form")
            .child((
                html::p()
                    .attr("dir", "auto")
                    .child(i18n::folder_save_hint(&name)),
                html::div()
                    .attr("role", "status")
                    .child(move || state.get().map(|(_, state)| told(&state))),
                move || match state.get() {
                    Some((_, DownloadState::Running(progress))) => {
                        (bar(progress), html::p().child(i18n::folder_save_goes_on())).view()
                    }
                    _ => ().view(),
                },
                html::div()
                    .class("dialog-ends")
                    .child(move || ends(app, running.get())),
            ))
            .view()
    })
}

/// How far it is, or what became of it.
fn told(state: &DownloadState) -> View {
    match state {
        DownloadState::Running(progress) if progress.total > 0 => {
            let words = i18n::attachment_progress(
                &format::size(progress.received),
                &format::size(progress.total),
                &format::size(progress.rate),
            );
            html::p().child(words).view()
        }
        DownloadState::Running(_) => html::p().child(i18n::folder_save_listing()).view(),
        DownloadState::Here | DownloadState::Saved => html::p().child(i18n::folder_saved()).view(),
        DownloadState::Failed(problem) => problem_text(problem).view(),
    }
}

fn bar(progress: Progress) -> Element {
    let is_known = progress.total > 0;
    html::progress()
        .attr("aria-label", i18n::folder_save_title())
        .attr("max", is_known.then(|| progress.total.to_string()))
        .attr("value", is_known.then(|| progress.received.to_string()))
}

fn ends(app: App, running: Option<DownloadId>) -> View {
    let cancel = running.map(|id| {
        html::button()
            .class("button is-quiet")
            .attr("type", "button")
            .on(ev::CLICK, move |_| {
                app.act(LaterAction::CancelDownload(id));
                end(app);
            })
            .child(i18n::folder_save_cancel())
    });
    let close = html::button()
        .class("button")
        .attr("type", "button")
        .on(ev::CLICK, move |_| end(app))
        .child(i18n::close());
    (cancel, close).view()
}
