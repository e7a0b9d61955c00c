//! What is on its way out: how each letter goes, and what can be done about it.

use super::writing::recall;
use crate::app::App;
use crate::components::problem_text;
use crate::dom::{Child, Element, View, ev, html, keyed};
use crate::listing::listed;
use crate::reactive::*;
use crate::state::Trouble;
use crate::ui::dialog;
use crate::{format, i18n};
use mail_engine::{LaterAction, OutboxItem, OutgoingState, SentCopy};
use mail_model::{Address, EnvelopeAddress, Problem};

/// So many recipients are named.
const NAMED: usize = 3;

/// The panel of the outbox.
pub(super) fn outbox(app: App, is_open: RwSignal<bool>) -> View {
    dialog(
        i18n::outbox(),
        i18n::close(),
        is_open.into(),
        move || is_open.set(false),
        move || list(app, is_open),
    )
}

fn list(app: App, is_open: RwSignal<bool>) -> View {
    let items = app.state.outbox.items();
    let is_empty = memo(move |_| items.with(Vec::is_empty));
    (
        move || {
            is_empty
                .get()
                .then(|| html::p().class("outbox-empty").child(i18n::outbox_empty()))
        },
        html::ul().class("outbox").child(keyed(
            move || items.get(),
            |item| format!("{} {:?}", item.id.0, core::mem::discriminant(&item.state)),
            move |item| line(app, &item, is_open),
        )),
    )
        .view()
}

fn line(app: App, item: &OutboxItem, is_open: RwSignal<bool>) -> Element {
    let id = item.id;
    let subject = match item.subject.trim() {
        "" => i18n::row_no_subject().to_owned(),
        subject => subject.to_owned(),
    };
    // How far it is changes while the line stays.
    let state = memo(move |_| app.state.outbox.state(id));
    let first = item.state.clone();
    let (of_words, of_progress) = (item.state.clone(), item.state.clone());
    html::li().class("outbox-item").child((
        html::div().class("outbox-what").child((
            html::bdi().class("outbox-subject").child(subject.clone()),
            html::span()
                .class("outbox-to")
                .attr("dir", "auto")
                .child(named(&item.recipients)),
        )),
        html::p()
            .class("outbox-state")
            .class(("is-warning", move || is_grave(&first)))
            .attr("role", "status")
            .child(move || words(&state.get().unwrap_or_else(|| of_words.clone()))),
        move || progress(&state.get().unwrap_or_else(|| of_progress.clone())),
        details(&item.state),
        deeds(app, item, &subject, is_open),
    ))
}

fn named(recipients: &[Address]) -> String {
    let names: Vec<_> = recipients.iter().take(NAMED).map(Address::label).collect();
    let names = match u32::try_from(recipients.len().saturating_sub(NAMED)) {
        Ok(0) | Err(_) => listed(&names),
        // The list goes on behind them.
        Ok(more) => i18n::message_recipients_more(&names.join(", "), more),
    };
    i18n::message_recipients_line(&names)
}

fn is_grave(state: &OutgoingState) -> bool {
    matches!(
        state,
        OutgoingState::Failed { .. }
            | OutgoingState::Unknown(_)
            | OutgoingState::Sent(SentCopy::Refused(_))
    )
}

pub(super) fn words(state: &OutgoingState) -> String {
    match state {
        OutgoingState::Queued {
            retry_at: Some(at), ..
        } => i18n::outbox_retry(&format::row_date(*at)),
        OutgoingState::Queued {
            held_until: Some(_),
            ..
        } => i18n::outbox_held().to_owned(),
        OutgoingState::Queued { .. } => i18n::outbox_queued().to_owned(),
        OutgoingState::Submitting { sent, total } => {
            i18n::outbox_submitting(&format::size(*sent), &format::size(*total))
        }
        OutgoingState::Sent(SentCopy::Refused(_)) => i18n::outbox_copy_refused().to_owned(),
        OutgoingState::Sent(SentCopy::Pending) => i18n::outbox_copying().to_owned(),
        OutgoingState::Sent(_) => i18n::outbox_sent().to_owned(),
        OutgoingState::Failed { .. } => i18n::outbox_failed().to_owned(),
        OutgoingState::Unknown(_) => i18n::outbox_unknown().to_owned(),
    }
}

fn progress(state: &OutgoingState) -> Option<View> {
    let OutgoingState::Submitting { sent, total } = state else {
        return None;
    };
    let percent = sent.saturating_mul(100).checked_div(*total).unwrap_or(0);
    Some(
        html::progress()
            .attr("aria-label", i18n::outbox_progress())
            .attr("max", "100")
            .attr("value", percent.to_string())
            .view(),
    )
}

/// Why it does not go on, in the service's words, for each whom it is about.
fn details(state: &OutgoingState) -> Option<View> {
    let problem = match state {
        OutgoingState::Queued { problem, .. } => problem.as_ref()?,
        OutgoingState::Sent(SentCopy::Refused(problem))
        | OutgoingState::Failed { problem, .. }
        | OutgoingState::Unknown(problem) => problem,
        _ => return None,
    };
    let recipients = match state {
        OutgoingState::Failed { recipients, .. } => recipients.as_slice(),
        _ => &[],
    };
    Some(why(problem, recipients))
}

/// Why something was not sent, for each whom it is about.
pub(super) fn why(problem: &Problem, recipients: &[(EnvelopeAddress, Problem)]) -> View {
    if recipients.is_empty() {
        return problem_text(problem);
    }
    let lines: Vec<_> = recipients
        .iter()
        .map(|(recipient, problem)| {
            html::li()
                .child((
                    html::bdi()
                        .class("outbox-recipient")
                        .attr("dir", "ltr")
                        .child(recipient.as_str().to_owned()),
                    problem_text(problem),
                ))
                .view()
        })
        .collect();
    html::ul().class("outbox-recipients").child(lines).view()
}

fn deeds(app: App, item: &OutboxItem, subject: &str, is_open: RwSignal<bool>) -> View {
    let id = item.id;
    let button = |name: &'static str, full: String, act: Box<dyn Fn()>| {
        html::button()
            .class("button is-quiet")
            .attr("type", "button")
            .attr("aria-label", full)
            .on(ev::CLICK, move |_| act())
            .child(name)
            .view()
    };
    let trouble = match &item.state {
        OutgoingState::Failed {
            problem,
            recipients,
        } => Some(Trouble {
            problem: problem.clone(),
            recipients: recipients.clone(),
        }),
        _ => None,
    };
    let edit = || {
        item.draft.map(|draft| {
            let trouble = trouble.clone();
            button(
                i18n::outbox_edit(),
                i18n::outbox_edit_this(subject),
                Box::new(move || {
                    is_open.set(false);
                    if let Some(trouble) = trouble.clone() {
                        app.state.composers.note(draft, trouble);
                    }
                    recall(app, id);
                }),
            )
        })
    };
    let again = |name: &'static str, full: String| {
        let act: Box<dyn Fn()> = Box::new(move || app.act(LaterAction::Resend(id)));
        Some(button(name, full, act))
    };
    let drop = |name: &'static str, full: String| {
        let act: Box<dyn Fn()> = Box::new(move || app.act(LaterAction::DropOutgoing(id)));
        Some(button(name, full, act))
    };
    let deeds: [Option<View>; 3] = match &item.state {
        OutgoingState::Queued { .. } => [
            edit(),
            drop(i18n::outbox_discard(), i18n::outbox_discard_this(subject)),
            None,
        ],
        OutgoingState::Failed { .. } => [
            edit(),
            again(i18n::outbox_again(), i18n::outbox_again_this(subject)),
            drop(i18n::outbox_discard(), i18n::outbox_discard_this(subject)),
        ],
        OutgoingState::Unknown(_) => [
            drop(i18n::outbox_was_sent(), i18n::outbox_was_sent_this(subject)),
            again(i18n::outbox_again(), i18n::outbox_again_this(subject)),
            None,
        ],
        OutgoingState::Submitting { .. } | OutgoingState::Sent(_) => [None, None, None],
    };
    let deeds: Vec<View> = deeds.into_iter().flatten().collect();
    html::div().class("outbox-deeds").child(deeds).view()
}
