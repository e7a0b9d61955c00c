use super::message_list::focus_list;
use super::problem_text;
use crate::app::App;
use crate::dom::{Child, View, document, html, keyed};
use crate::i18n;
use crate::reactive::*;
use crate::state::{Advance, Notice, Said};
use crate::ui::{ToastKind, toast};

/// What the person must be told and did not ask for, and what they may take back.
pub fn toasts(app: App) -> View {
    let notices = app.state.notices;
    html::div()
        .class("toasts")
        .attr("role", "region")
        .attr("aria-label", i18n::notices())
        .child(keyed(
            move || notices.shown().get(),
            |notice| match notice.said {
                Said::Done { offer: None, .. } => format!("{} as it is", notice.key),
                _ => notice.key.to_string(),
            },
            move |notice| {
                let Notice { key, said, seconds } = notice;
                let (kind, text, offer) = match said {
                    Said::Problem(problem) => (ToastKind::Warning, problem_text(&problem), None),
                    Said::Refused { words, offer } => {
                        (ToastKind::Warning, html::p().child(words).view(), offer)
                    }
                    Said::Done { words, offer } => {
                        (ToastKind::Done, html::p().child(words).view(), offer)
                    }
                    Said::Going {
                        words,
                        progress,
                        offer,
                    } => {
                        let text = (html::p().child(words), bar(progress)).view();
                        (ToastKind::Going, text, Some(offer))
                    }
                };
                let offer = offer.map(|name| {
                    let act: Box<dyn Fn()> = Box::new(move || {
                        leave_toast();
                        notices.take_up(key);
                    });
                    (name, act)
                });
                // What takes another's place does not appear once more: whoever deletes
                // one message after the other sees words change, not flicker.
                let others = document().query_selector(".toast");
                let is_first = matches!(others, Ok(None));
                toast(
                    kind,
                    seconds,
                    text,
                    offer,
                    i18n::notice_dismiss(),
                    move || {
                        leave_toast();
                        notices.dismiss(key);
                    },
                )
                .class(("is-first", move || is_first))
            },
        ))
        .view()
}

/// How far something is.
fn bar(progress: ArcRwSignal<Advance>) -> View {
    let share = move |of: fn(Advance) -> u32| {
        let progress = progress.clone();
        move || {
            let progress = progress.get();
            (progress.total > 0).then(|| of(progress))
        }
    };
    html::progress()
        .class("toast-bar")
        .attr("aria-label", i18n::act_progress())
        .attr("max", share(|progress| progress.total))
        .attr("value", share(|progress| progress.done))
        .view()
}

/// A toast goes, and the focus must not go with it. Where it is elsewhere, in
/// what is being written perhaps, it stays there.
fn leave_toast() {
    let focused = document().active_element();
    if focused.is_some_and(|focused| matches!(focused.closest(".toasts"), Ok(Some(_)))) {
        focus_list();
    }
}
