use super::message_frame::message_frame;
use super::message_look::Look;
use super::message_text::message_text;
use super::problem_text;
use crate::app::App;
use crate::dom::{Child, View, html};
use crate::i18n;
use crate::reactive::*;
use crate::ui::{Icon, icon};
use mail_engine::{Body, MessageView, Protection, RemoteContent};
use std::sync::Arc;

/// The body of the open message.
pub(super) fn message_body(app: App, view: Memo<Option<Arc<MessageView>>>, look: Look) -> View {
    let content = memo(move |_| view.get().map(|view| (view.body.clone(), view.remote)));
    // Its note has said that nobody can read it here.
    let is_sealed = memo(move |_| {
        let protection = view.get().and_then(|view| view.protection);
        protection.is_some_and(is_sealed)
    });
    (move || {
        content.get().map(|(body, remote)| match body {
            Body::Empty if is_sealed.get() => ().view(),
            Body::Loading => loading(),
            Body::Html(html) => message_frame(app, html, remote == RemoteContent::Allowed, look),
            Body::Text(spans) => message_text(app, &spans),
            Body::Empty => html::p()
                .class("message-empty")
                .child(i18n::message_empty())
                .view(),
            Body::Failed(problem) => html::div()
                .class("message-note")
                .attr("role", "alert")
                .child((
                    icon(Icon::Warning),
                    html::div().child((
                        html::p().child(i18n::message_body_failed()),
                        problem_text(&problem),
                    )),
                ))
                .view(),
        })
    })
    .view()
}

/// Whether a text is there, but none that can be read.
fn is_sealed(protection: Protection) -> bool {
    matches!(
        protection,
        Protection::PgpEncrypted | Protection::SmimeEncrypted
    )
}

fn loading() -> View {
    html::div()
        .class("message-placeholder placeholder")
        .attr("role", "status")
        .child((
            html::span()
                .class("only-heard")
                .child(i18n::message_loading()),
            html::span().class("bone is-line"),
            html::span().class("bone is-line"),
            html::span().class("bone is-line"),
        ))
        .view()
}
