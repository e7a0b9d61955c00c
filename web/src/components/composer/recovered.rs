//! What was being written when a tab ended before: offered, not forced.

use super::go_on;
use crate::app::App;
use crate::dom::{Child, Element, View, ev, html, keyed};
use crate::i18n;
use crate::reactive::*;
use crate::state::Stance;
use crate::ui::icon_button;
use crate::{format, ui::Icon};
use mail_engine::{KeptDraft, LaterAction};

/// The offer; nothing where there is none.
pub(super) fn recovered(app: App) -> View {
    let kept = app.state.composers.recovered();
    let is_any = memo(move |_| kept.with(|kept| !kept.is_empty()));
    (move || {
        is_any.get().then(|| {
            html::section()
                .class("recovered")
                .attr("aria-label", i18n::recovered_title())
                .child((
                    html::header().child((
                        html::h2().child(i18n::recovered_title()),
                        icon_button(i18n::recovered_later(), Icon::Close, "", move || {
                            app.state.composers.offer(Vec::new());
                        }),
                    )),
                    html::ul().child(keyed(
                        move || kept.get(),
                        |kept| kept.id.0.to_string(),
                        move |kept| line(app, &kept),
                    )),
                ))
        })
    })
    .view()
}

fn line(app: App, kept: &KeptDraft) -> Element {
    let id = kept.id;
    let subject = match kept.subject.trim() {
        "" => i18n::row_no_subject().to_owned(),
        subject => subject.to_owned(),
    };
    let named = subject.clone();
    html::li().child((
        html::div().class("recovered-what").child((
            html::bdi().class("recovered-subject").child(subject),
            html::time().child(format::distance(kept.changed)),
        )),
        html::button()
            .class("link-button")
            .attr("type", "button")
            .attr("aria-label", i18n::recovered_go_on_with(&named))
            .on(ev::CLICK, move |_| go_on(app, id, Stance::Docked))
            .child(i18n::recovered_go_on()),
        html::button()
            .class("link-button")
            .attr("type", "button")
            .attr("aria-label", i18n::recovered_discard_this(&named))
            .on(ev::CLICK, move |_| {
                app.state.composers.decide(id);
                app.act(LaterAction::DiscardDraft(id));
            })
            .child(i18n::recovered_discard()),
    ))
}
