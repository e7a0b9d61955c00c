//! What is asked in a composer before its letter goes out.

use super::questions::{Question, first, questions};
use super::window::element_id;
use super::writing::Writing;
use crate::dom::{Child, View, ev, focus, html};
use crate::editor::Editor;
use crate::listing::listed;
use crate::reactive::*;
use crate::ui::{Icon, icon};
use crate::{format, i18n};
use gloo_timers::callback::Timeout;

/// Sends it, unless there is something to be asked before.
pub(super) fn ask(writing: Writing) {
    ask_beyond(writing, None);
}

/// The same for whoever was asked about this already.
fn ask_beyond(writing: Writing, passed: Option<&Question>) {
    // What was typed last into a field is not a chip yet: it becomes one as the
    // field loses the focus.
    focus(&format!("#{} .composer-send", element_id(writing.id())));
    writing.read();
    let draft = writing.draft();
    let limit = writing.app.state.composers.limit().get_untracked();
    let own = writing.with_editor(Editor::own_words).unwrap_or_default();
    let asked = questions(&draft, limit, &own, i18n::composer_attachment_words());
    match first(asked, passed) {
        Some(asked) => {
            writing.question.set(Some(asked));
            let id = element_id(writing.id());
            Timeout::new(0, move || {
                focus(&format!("#{id} .composer-question button"));
            })
            .forget();
        }
        None => writing.send(),
    }
}

/// What is asked before it goes out.
pub(super) fn bar(writing: Writing, asked: &Question) -> View {
    let question = writing.question;
    let words = match asked {
        Question::NoRecipient => i18n::ask_no_recipient().to_owned(),
        Question::Wrong(wrong) => i18n::ask_wrong(&listed(wrong)),
        Question::TooLarge(length, limit) => {
            i18n::ask_too_large(&format::size(*length), &format::size(*limit))
        }
        Question::NoSubject => i18n::ask_no_subject().to_owned(),
        Question::NothingAttached => i18n::ask_nothing_attached().to_owned(),
        Question::LosesLooks => i18n::ask_loses_looks().to_owned(),
    };
    let place = match asked {
        Question::NoRecipient | Question::Wrong(_) => ".people-input",
        Question::NoSubject => ".composer-subject",
        _ => ".composer-attach",
    };
    let back = move || {
        question.set(None);
        focus(&format!("#{} {place}", element_id(writing.id())));
    };
    let passed = asked.clone();
    let go = asked.can_go().then(|| {
        html::button()
            .class("button is-quiet")
            .attr("type", "button")
            .on(ev::CLICK, move |_| {
                question.set(None);
                if passed == Question::LosesLooks {
                    writing.with_editor(|editor| editor.set_rich(false));
                } else {
                    ask_beyond(writing, Some(&passed));
                }
            })
            .child(match asked {
                Question::LosesLooks => i18n::ask_make_plain(),
                _ => i18n::ask_send_anyway(),
            })
    });
    html::div()
        .class("composer-question")
        .attr("role", "alertdialog")
        .attr("aria-label", words.clone())
        .child((
            icon(Icon::Warning),
            html::p().child(words),
            html::button()
                .class("button is-quiet")
                .attr("type", "button")
                .on(ev::CLICK, move |_| back())
                .child(i18n::ask_back()),
            go,
        ))
        .view()
}
