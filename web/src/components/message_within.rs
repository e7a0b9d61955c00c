use crate::app::App;
use crate::dom::{Child, View, ev, focus, html};
use crate::i18n;
use crate::reactive::*;
use crate::ui::{Icon, icon};
use mail_engine::{LaterAction, MessageView, Within};
use mail_model::MessageRef;
use std::sync::Arc;

/// The way back from a message to the one that it came with.
pub(super) fn message_within(
    app: App,
    message: MessageRef,
    view: Memo<Option<Arc<MessageView>>>,
) -> View {
    let within = memo(move |_| view.get().and_then(|view| view.within.clone()));
    (move || {
        within
            .get()
            .map(|within| bar(app, message.clone(), &within))
    })
    .view()
}

fn bar(app: App, message: MessageRef, within: &Within) -> View {
    let subject = match within.subject.is_empty() {
        true => i18n::row_no_subject().to_owned(),
        false => within.subject.clone(),
    };
    html::div()
        .class("message-within")
        .child((
            html::button()
                .class("button is-quiet")
                .attr("type", "button")
                .on(ev::CLICK, move |_| {
                    let message = message.clone();
                    app.act(LaterAction::CloseWithin { message });
                    // The bar goes; the focus must not go with it.
                    focus(&format!("#{}", super::MESSAGE_ID));
                })
                .child((
                    html::span().child(icon(Icon::ChevronStart)),
                    html::span().child(i18n::within_back()),
                )),
            html::p().child((i18n::within_of(), " ", html::bdi().child(subject))),
        ))
        .view()
}
