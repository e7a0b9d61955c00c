//! What is to be known before one believes a message: warnings, how it is
//! protected, what of it could not be read.

use super::message_look::Look;
use super::problem_text;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::listing::listed_and;
use crate::reactive::*;
use crate::ui::{Icon, icon};
use mail_engine::{MessageView, Protection, Warning};
use mail_model::Problem;
use std::sync::Arc;

/// So many warnings of one kind are shown: links that pretend may be hundreds.
const MOST_WARNINGS: usize = 5;

/// The notes between the head and the body.
pub(super) fn message_notes(view: Memo<Option<Arc<MessageView>>>, look: Look) -> View {
    let warnings = memo(move |_| {
        view.get()
            .map(|view| view.warnings.clone())
            .unwrap_or_default()
    });
    let protection = memo(move |_| view.get().and_then(|view| view.protection));
    let problems = memo(move |_| {
        view.get()
            .map(|view| view.problems.clone())
            .unwrap_or_default()
    });
    (
        move || {
            let lines: Vec<_> = warnings
                .get()
                .iter()
                .take(MOST_WARNINGS)
                .map(|warning| html::p().child(words(warning)).view())
                .collect();
            (!lines.is_empty()).then(|| note(Icon::Warning, "is-warning", lines, None))
        },
        move || {
            let text = protection_words(protection.get()?);
            let line = html::p().child(text).view();
            Some(note(Icon::Lock, "is-quiet", vec![line], None))
        },
        move || {
            let problems = problems.get();
            let lines: Vec<_> = problems.iter().map(problem_line).collect();
            (!lines.is_empty()).then(|| {
                let source = html::button()
                    .class("button is-quiet")
                    .attr("type", "button")
                    .on(ev::CLICK, move |_| look.toggle_source())
                    .child(move || {
                        if look.is_source().get() {
                            i18n::source_hide()
                        } else {
                            i18n::source_show()
                        }
                    });
                note(Icon::Warning, "", lines, Some(source.view()))
            })
        },
    )
        .view()
}

fn problem_line(problem: &Problem) -> View {
    html::div().child(problem_text(problem)).view()
}

fn note(drawing: Icon, class: &'static str, lines: Vec<View>, button: Option<View>) -> View {
    html::div()
        .class("message-note")
        .class(class)
        .attr("role", "note")
        .child((
            icon(drawing),
            html::div().class("message-note-lines").child(lines),
            button,
        ))
        .view()
}

fn words(warning: &Warning) -> String {
    match warning {
        Warning::LookAlike {
            domain,
            like: Some(like),
        } => i18n::warning_look_alike(domain, like),
        Warning::LookAlike { domain, like: None } => i18n::warning_mixed_letters(domain),
        Warning::NameClaims { claimed, actual } => i18n::warning_name_claims(claimed, actual),
        Warning::ReplyElsewhere { address } => i18n::warning_reply_elsewhere(address),
        Warning::NotAuthenticated { methods } => {
            let methods: Vec<String> = methods.iter().map(|name| name.to_uppercase()).collect();
            i18n::warning_not_authenticated(&listed_and(&methods))
        }
        Warning::LinkElsewhere { shown, target } => i18n::warning_link_elsewhere(shown, target),
        Warning::SeveralAuthors => i18n::warning_several_authors().to_owned(),
        Warning::HiddenCharacters => i18n::warning_hidden_characters().to_owned(),
    }
}

fn protection_words(protection: Protection) -> &'static str {
    match protection {
        Protection::PgpSigned => i18n::protection_pgp_signed(),
        Protection::PgpEncrypted => i18n::protection_pgp_encrypted(),
        Protection::SmimeSigned => i18n::protection_smime_signed(),
        Protection::SmimeEncrypted => i18n::protection_smime_encrypted(),
    }
}
