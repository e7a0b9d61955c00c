//! A composer in a window of its own. The draft passes from one window to the
//! other by what the browser keeps: here it is let go of, there it is taken. The
//! window stays until what was written is saved or sent, for with it ends whoever
//! does that.

use super::outbox;
use super::writing::Writing;
use crate::app::App;
use crate::dom::{Child, Element, View, effect, ev, html};
use crate::i18n;
use crate::navigation;
use crate::reactive::*;
use crate::route::Route;
use crate::state::{Composer, Phase};
use crate::ui::drawing;
use gloo_timers::callback::Timeout;
use mail_engine::{DraftState, LaterAction, OutgoingId, OutgoingState, SentCopy};

/// How long the engine has to keep that a draft was thrown away, in milliseconds.
const DISCARD_WITHIN: u32 = 1_500;

const DRAWING: &str = "M13.5 4.5h6v6M19.2 4.8l-8 8M17.5 14v4a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 18V8A1.5 1.5 0 0 1 6 6.5h4";

/// The way into a window of its own; nothing where one is in such a window.
pub(super) fn button(writing: Writing) -> Option<Element> {
    let button = || {
        html::button()
            .class("icon-button not-phone")
            .attr("type", "button")
            .attr("aria-label", i18n::composer_window())
            .attr("title", i18n::composer_window())
            .on(ev::CLICK, move |_| open(writing))
            .child(drawing(DRAWING))
    };
    (!writing.app.is_alone()).then(button)
}

/// Goes on in a window of its own, if the browser lets it open.
fn open(writing: Writing) {
    let (app, id) = (writing.app, writing.id());
    if writing.composer.is_unkept() {
        app.state.notices.refuse(i18n::composer_window_unkept());
        return;
    }
    writing.keep();
    if navigation::open_alone(&Route::Compose(id)) {
        // What nobody has typed into is kept for this, too.
        app.act(LaterAction::PartDraft(Box::new(writing.draft())));
        super::leave_route(app, id);
        app.state.composers.close(id);
        super::remember(app);
    }
}

/// This is such a window: the draft comes once the other has let go of it.
pub(super) fn begin(app: App) {
    let route = app.state.route().get_untracked();
    if let (true, Route::Compose(id)) = (navigation::is_for_composer(), route) {
        app.state.composers.begin(id);
    }
}

/// Closes the window once the engine knows that the draft was thrown away.
pub(super) fn close_soon(app: App, composer: Composer) {
    composer.leave(None);
    Timeout::new(DISCARD_WITHIN, move || app.leave_compose()).forget();
}

/// Closes the window once the letter is sent and its copy kept.
pub(super) fn close_once_sent(app: App, composer: Composer, outgoing: OutgoingId) {
    composer.leave(Some(outgoing));
    effect(move || {
        let state = app.state.outbox.state(outgoing);
        if let Some(OutgoingState::Sent(SentCopy::Kept | SentCopy::None)) = state {
            app.leave_compose();
        }
    });
}

/// The draft is kept like this now.
pub(super) fn hear_kept(app: App, composer: Composer, state: &DraftState) {
    let is_leaving = composer.phase().get_untracked() == Phase::Leaving;
    if !is_leaving || composer.outgoing().is_some() {
        return;
    }
    match state {
        DraftState::Saved(_) | DraftState::ChangedElsewhere => app.leave_compose(),
        // The person sees why, and closes the window if that is all the same.
        DraftState::Refused(_) => composer.set_phase(Phase::Open),
        DraftState::Local | DraftState::Unkept | DraftState::Saving => {}
    }
}

/// What the window waits for.
pub(super) fn leaving(app: App, composer: Composer) -> View {
    let outgoing = composer.outgoing();
    let words = move || match outgoing {
        Some(outgoing) => match app.state.outbox.state(outgoing) {
            Some(state) => outbox::words(&state),
            None => i18n::outbox_queued().to_owned(),
        },
        None => i18n::kept_saving().to_owned(),
    };
    html::div()
        .class("empty is-quiet")
        .child(html::p().attr("role", "status").child(words))
        .view()
}
