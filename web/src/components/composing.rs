//! The place of composers on the mail page, before their code is here.

use super::problem_text;
use crate::app::App;
use crate::dom::{Child, View, effect, ev, html};
use crate::i18n;
use crate::later::{Part, load};
use crate::reactive::*;
use crate::state::{ListPhase, Told};
use crate::ui::{Icon, icon};
use mail_model::{Problem, ProblemKind};

/// How long after a list the composers' code is loaded, in milliseconds: all that
/// reading needs is loaded first.
const AFTER_LIST: u32 = 2_000;

/// Composers, once something is written.
pub fn composing(app: App) -> View {
    let part = RwSignal::new(Part::Awaited);
    let is_wanted = app.state.composers.is_wanted();
    let has_list = memo(move |_| {
        let head = app.state.list.head();
        head.with(|head| {
            head.as_ref()
                .is_some_and(|head| head.phase != ListPhase::Opening)
        })
    });
    effect(move || {
        if is_wanted.get() {
            load(part, (app.parts.compose)());
        } else if has_list.get() && untrack(|| app.can_write()) {
            after(AFTER_LIST, move || load(part, (app.parts.compose)()));
        }
    });
    (move || match part.get() {
        Part::Here(composers) => composers(app),
        Part::Awaited => ().view(),
        Part::Failed => html::div()
            .class("composing-failed")
            .attr("role", "alert")
            .child((
                problem_text(&Problem::new(ProblemKind::ProxyUnreachable)),
                html::button()
                    .class("button is-quiet")
                    .attr("type", "button")
                    .on(ev::CLICK, move |_| load(part, (app.parts.compose)()))
                    .child(i18n::connection_retry_now()),
            ))
            .view(),
    })
    .view()
}

/// The way to what is on its way out, below the folders, while there is any.
pub fn outbox_entry(app: App) -> View {
    let count = memo(move |_| app.state.outbox.waiting());
    (move || {
        let count = count.get();
        (count > 0).then(|| {
            html::button()
                .class("outbox-entry")
                .attr("type", "button")
                .on(ev::CLICK, move |_| {
                    app.state.composers.tell(Told::ShowOutbox);
                })
                .child((
                    icon(Icon::Plane),
                    html::span().child(i18n::outbox()),
                    html::span()
                        .class("badge")
                        .child(crate::format::number(count)),
                ))
        })
    })
    .view()
}
