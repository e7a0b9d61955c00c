//! What is asked before a logout that would lose something.

use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::forgetting;
use crate::i18n;
use crate::reactive::*;
use crate::ui::dialog;
use mail_engine::{Action, Unsaved};

/// The question; nothing while there is none.
pub(super) fn leaving(app: App, lost: RwSignal<Option<Unsaved>>) -> View {
    let is_open = memo(move |_| lost.with(Option::is_some));
    dialog(
        i18n::logout_title(),
        i18n::logout_stay(),
        is_open.into(),
        move || {
            // It closes too when the person goes anyway; then nothing is asked any more.
            if lost.get_untracked().is_some() {
                lost.set(None);
                forgetting::stay();
            }
        },
        move || content(app, lost),
    )
}

fn content(app: App, lost: RwSignal<Option<Unsaved>>) -> View {
    let Some(what) = lost.get_untracked() else {
        return ().view();
    };
    html::div()
        .class("leaving")
        .child((
            in_browser(what),
            html::div().class("dialog-ends").child((
                html::button()
                    .class("button is-quiet")
                    .attr("type", "button")
                    .on(ev::CLICK, move |_| {
                        lost.set(None);
                        app.act(Action::LogoutAnyway);
                    })
                    .child(i18n::logout_anyway()),
                html::button()
                    .class("button")
                    .attr("type", "button")
                    .on(ev::CLICK, move |_| {
                        lost.set(None);
                        forgetting::stay();
                    })
                    .child(i18n::logout_stay()),
            )),
        ))
        .view()
}

fn in_browser(what: Unsaved) -> View {
    let drafts = what.drafts.into_iter().map(|draft| draft.subject);
    let outgoing = what.outgoing.into_iter().map(|item| item.subject);
    (
        list(i18n::logout_drafts(), drafts.collect()),
        list(i18n::logout_outgoing(), outgoing.collect()),
        (what.contacts > 0).then(|| html::p().child(i18n::logout_contacts(what.contacts))),
        what.unfinished
            .map(|name| html::p().child(i18n::contacts_unsaved(&name))),
        what.settings
            .then(|| html::p().child(i18n::logout_settings())),
    )
        .view()
}

fn list(words: &'static str, subjects: Vec<String>) -> Option<View> {
    if subjects.is_empty() {
        return None;
    }
    let lines: Vec<_> = subjects
        .into_iter()
        .map(|subject| {
            let subject = match subject.trim() {
                "" => i18n::row_no_subject().to_owned(),
                subject => subject.to_owned(),
            };
            html::li().child(html::bdi().child(subject)).view()
        })
        .collect();
    Some((html::p().child(words), html::ul().child(lines)).view())
}
