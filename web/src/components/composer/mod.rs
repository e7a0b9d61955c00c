//! Where one writes: windows at the page's edge, each with a draft. All of it
//! comes in a part of its own.

mod asking;
mod behind;
mod fields;
mod files;
mod leaving;
mod lowered;
mod markdown;
mod menu;
mod outbox;
mod own_window;
mod people;
mod preview;
mod questions;
mod recovered;
mod sent;
mod settings;
mod shown;
mod stowed;
mod suggestions;
mod template;
mod text;
mod window;
mod words;
mod writing;

use crate::app::App;
use crate::components::{ONE_PANE, is_one_pane};
use crate::dom::{Child, View, html, keyed, window as browser_window};
use crate::i18n;
use crate::navigation;
use crate::random;
use crate::reactive::*;
use crate::route::Route;
use crate::state::{Composer, Phase, Stance, Told};
use gloo_events::EventListener;
use mail_engine::{ComposeFrom, DraftId, KeptDraft, LaterAction, LaterChange, Unsaved};

/// The key in the tab's session storage below which it stands what is open.
const OPEN_KEY: &str = "porthole.composers";

/// As wide as a docked composer is with the space beside it, in CSS pixels;
/// `composer.css` draws it so.
const DOCKED_WIDTH: f64 = 600.0;

/// As wide as a minimised one is at least with the space beside it.
const BAR_WIDTH: f64 = 196.0;

/// All composers, and what belongs to them.
pub fn composers(app: App) -> View {
    let all = app.state.composers;
    let has_outbox = RwSignal::new(false);
    let unsaved = RwSignal::new(None::<Unsaved>);
    all.listen(move |told| match told {
        Told::Begin(from) => begin(app, from),
        Told::ShowOutbox => has_outbox.set(true),
        Told::Reopen(id) => go_on(app, id, Stance::Docked),
        Told::Change(LaterChange::LogoutWouldLose(what)) => {
            unsaved.set(Some(*what));
        }
        Told::Change(change) => hear(app, change),
    });
    hear_width(app);
    behind::put_aside(app);
    files::hear_misses();
    own_window::begin(app);
    let stowed = stowed::stowed(app);
    let is_down = lowered::lowered();
    html::div()
        .class("composers")
        .class(("is-down", move || is_down.get()))
        .attr("role", "region")
        .attr("aria-label", i18n::composers())
        .child((
            recovered::recovered(app),
            stowed::button(app, stowed),
            keyed(
                move || all.open().get(),
                |composer| composer.id.0.to_string(),
                move |composer| window::window(app, composer, stowed),
            ),
            outbox::outbox(app, has_outbox),
            leaving::leaving(app, unsaved),
        ))
        .view()
}

/// The person wants to write.
fn begin(app: App, from: ComposeFrom) {
    let id = DraftId(random::number());
    let words = Box::new(words::of(app, &from));
    if matches!(from, ComposeFrom::Draft(_)) {
        // It may be open already, under the name that it has there.
        return app.act(LaterAction::Compose {
            draft: id,
            from,
            words,
        });
    }
    open_window(app, id);
    app.act(LaterAction::Compose {
        draft: id,
        from,
        words,
    });
}

/// Goes on with a draft that this browser has kept.
fn go_on(app: App, id: DraftId, stance: Stance) {
    app.state.composers.decide(id);
    match stance {
        Stance::Minimised => {
            app.state.composers.begin(id).set_stance(stance);
            remember(app);
        }
        _ => open_window(app, id).set_stance(stance),
    }
    app.act(LaterAction::Compose {
        draft: id,
        from: ComposeFrom::Kept,
        words: Box::default(),
    });
}

/// A window for a draft, in view; others make room for it.
fn open_window(app: App, id: DraftId) -> Composer {
    let composer = app.state.composers.begin(id);
    show(app, composer);
    composer
}

/// Puts a composer in view: all of a phone's screen, else at the page's edge.
fn show(app: App, composer: Composer) {
    if is_one_pane() {
        app.go(Route::Compose(composer.id));
    }
    composer.set_stance(Stance::Docked);
    make_room(app, composer.id);
    remember(app);
}

/// Whoever turns a phone or narrows a window goes on with what they see: beside
/// the page there, all of the screen here.
fn hear_width(app: App) {
    let Ok(Some(query)) = browser_window().match_media(ONE_PANE) else {
        return;
    };
    let listener = EventListener::new(&query, "change", move |_| {
        let here = match app.state.route().get_untracked() {
            Route::Compose(id) => Some(id),
            _ => None,
        };
        match here {
            Some(id) if !is_one_pane() && !app.is_alone() => leave_route(app, id),
            None if is_one_pane() => {
                let open = app.state.composers.open().get_untracked();
                let is_seen = |composer: &&Composer| {
                    composer.stance().get_untracked() != Stance::Minimised
                        && composer.phase().get_untracked() != Phase::Hidden
                };
                if let Some(seen) = open.iter().rfind(is_seen) {
                    app.go(Route::Compose(seen.id));
                }
            }
            _ => {}
        }
    });
    StoredValue::<_, LocalStorage>::new_local(listener);
}

/// Minimises what there is no room for beside the composer that one looks at.
fn make_room(app: App, id: DraftId) {
    let width = browser_window().inner_width().ok();
    let width = width.and_then(|width| width.as_f64()).unwrap_or(0.0);
    let others: Vec<Composer> = app.state.composers.open().with_untracked(|open| {
        let is_shown = |composer: &&Composer| {
            composer.id != id && composer.phase().get_untracked() != Phase::Hidden
        };
        open.iter().filter(is_shown).copied().collect()
    });
    let room = room(width, others.len() + 1);
    let is_docked = |composer: &Composer| composer.stance().get_untracked() == Stance::Docked;
    let docked: Vec<Composer> = others.into_iter().filter(is_docked).collect();
    for composer in docked.iter().take(docked.len().saturating_sub(room - 1)) {
        composer.set_stance(Stance::Minimised);
    }
}

/// How many of so many composers stand beside the bars of the others.
fn room(width: f64, open: usize) -> usize {
    let fits = |docked: &usize| {
        let bars = open - docked;
        *docked as f64 * DOCKED_WIDTH + bars as f64 * BAR_WIDTH <= width
    };
    (1..=open).rev().find(fits).unwrap_or(1)
}

fn hear(app: App, change: LaterChange) {
    let all = app.state.composers;
    match change {
        LaterChange::Composing(draft) => {
            let id = draft.id;
            let is_coming = |composer: Composer| {
                let phase = composer.phase();
                phase.with_untracked(|phase| matches!(phase, Phase::Opening | Phase::Leaving))
            };
            match all.find(id) {
                Some(composer) if is_coming(composer) => {
                    all.fill(*draft);
                }
                // What stands on the page is what is written last.
                Some(_) => {
                    open_window(app, id);
                }
                None => {
                    all.fill(*draft);
                    open_window(app, id);
                }
            }
            window::focus_in(id);
        }
        LaterChange::ComposeProgress { draft, percent } => {
            if let Some(composer) = all.find(draft) {
                composer.set_progress(percent);
            }
        }
        LaterChange::ComposeFailed { draft, problem } => match all.find(draft) {
            Some(composer) => composer.set_phase(Phase::Failed(problem)),
            None => app.state.notices.show(problem),
        },
        LaterChange::DraftState { draft, state } => {
            if let Some(composer) = all.find(draft) {
                own_window::hear_kept(app, composer, &state);
                composer.set_kept(state);
            }
        }
        LaterChange::KeptDrafts(kept) => take_up(app, kept),
        LaterChange::MessageLimit(octets) => all.set_limit(octets),
        LaterChange::Completions { question, found } => all.complete(question, found),
        _ => {}
    }
}

/// Opens again what was open before a reload, and offers the rest.
fn take_up(app: App, mut kept: Vec<KeptDraft>) {
    let here = match app.state.route().get_untracked() {
        Route::Compose(id) => Some(id),
        _ => None,
    };
    let remembered = match app.is_alone() {
        // A window of its own was opened for one draft.
        true => Vec::new(),
        false => remembered(),
    };
    // They stand beside each other as they did.
    kept.sort_by_key(|kept| {
        let place = remembered.iter().position(|(id, _)| *id == kept.id);
        place.unwrap_or(usize::MAX)
    });
    let was_known = kept.iter().any(|kept| here == Some(kept.id));
    let is_written = |composer: &Composer| composer.phase().get_untracked() != Phase::Opening;
    let mut others = Vec::new();
    for kept in kept {
        let stance = remembered.iter().find(|(id, _)| *id == kept.id);
        let open = app.state.composers.find(kept.id);
        if let Some(composer) = open.filter(is_written) {
            // The engine began anew, and this page knows better how it stands.
            let draft = composer.draft().get_untracked();
            app.act(LaterAction::KeepDraft(Box::new(draft)));
        } else if here == Some(kept.id) {
            go_on(app, kept.id, Stance::Docked);
        } else if let Some((id, stance)) = stance {
            go_on(app, *id, *stance);
        } else {
            others.push(kept);
        }
    }
    let is_gone = |id: DraftId| app.state.composers.find(id).is_none();
    match here {
        // The other window has not let go of it yet; the engine looks again.
        Some(id) if navigation::is_for_composer() && !was_known => {
            go_on(app, id, Stance::Docked);
        }
        Some(id) if is_gone(id) => leave_route(app, id),
        _ => {}
    }
    if !app.is_alone() {
        app.state.composers.offer(others);
    }
}

/// The URL names this composer, and it goes from the page.
fn leave_route(app: App, id: DraftId) {
    if app.state.route().get_untracked() == Route::Compose(id) {
        app.leave_compose();
    }
}

/// Keeps for a reload which composers are open.
fn remember(app: App) {
    let open = app.state.composers.open().with_untracked(|open| {
        let open = open.iter();
        let shown = open.filter(|composer| composer.phase().get_untracked() != Phase::Hidden);
        let named = shown.map(|composer| {
            let is_small = composer.stance().get_untracked() == Stance::Minimised;
            let sign = if is_small { "-" } else { "" };
            format!("{}{sign}", composer.id.0)
        });
        named.collect::<Vec<_>>().join(" ")
    });
    if let Ok(Some(storage)) = browser_window().session_storage() {
        // A full or forbidden storage costs a click after a reload, no more.
        let _ = storage.set_item(OPEN_KEY, &open);
    }
}

fn remembered() -> Vec<(DraftId, Stance)> {
    let storage = browser_window().session_storage().ok().flatten();
    let kept = storage.and_then(|storage| storage.get_item(OPEN_KEY).ok().flatten());
    let kept = kept.unwrap_or_default();
    let named = kept.split_whitespace().filter_map(|name| {
        let (number, stance) = match name.strip_suffix('-') {
            Some(number) => (number, Stance::Minimised),
            None => (name, Stance::Docked),
        };
        Some((DraftId(number.parse().ok()?), stance))
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::room;

    #[test]
    fn bars_of_minimised_composers_stay_on_the_page() {
        for (width, open, docked) in [
            (1_440.0, 1, 1),
            (1_440.0, 2, 2),
            (1_440.0, 3, 2),
            (1_440.0, 4, 1),
            (1_920.0, 4, 2),
            (2_560.0, 4, 4),
            // Where even one has no room, it is shown all the same.
            (800.0, 3, 1),
            (0.0, 1, 1),
        ] {
            assert_eq!(room(width, open), docked, "{open} of {width}");
        }
    }
}
