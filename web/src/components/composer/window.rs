//! A composer's window.

use super::asking::ask;
use super::fields::form;
use super::files::{attach_from, holds_files};
use super::own_window;
use super::people::is_busy;
use super::writing::Writing;
use crate::app::App;
use crate::components::{is_one_pane, problem_text};
use crate::dom::{Child, Element, LEAVING, View, ev, focus, html, window as browser_window};
use crate::reactive::*;
use crate::route::Route;
use crate::state::{Composer, Phase, Stance};
use crate::ui::{Icon, icon, icon_button};
use crate::{format, i18n};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use mail_engine::{DraftId, DraftState};

/// The id of a composer's element.
pub(super) fn element_id(id: DraftId) -> String {
    format!("composer-{}", id.0)
}

/// Moves the focus into a composer once it is drawn: to whom, if nobody is named
/// yet, else into the text.
pub(super) fn focus_in(id: DraftId) {
    Timeout::new(0, move || {
        let id = element_id(id);
        let selector = format!(
            "#{id}[data-focus=people] .people-input, #{id}[data-focus=text] .composer-focus"
        );
        focus(&selector);
    })
    .forget();
}

/// Moves the focus to the tools of a composer, where what had it is gone.
pub(super) fn focus_tools(id: DraftId) {
    focus(&format!("#{} .composer-attach", element_id(id)));
}

/// What a composer is called: what it is about. Reactive.
pub(super) fn title(composer: Composer) -> String {
    let draft = composer.draft();
    match draft.with(|draft| draft.letter.subject.trim().to_owned()) {
        subject if subject.is_empty() => i18n::composer_new().to_owned(),
        subject => subject,
    }
}

/// The window of a composer.
pub(super) fn window(app: App, composer: Composer, stowed: Memo<Vec<DraftId>>) -> Element {
    let writing = Writing::new(app, composer);
    let phase = composer.phase();
    let stance = composer.stance();
    let id = composer.id;
    let question = writing.question;
    let is_over = RwSignal::new(false);
    let title = memo(move |_| title(composer));
    let title = move || title.get();
    let is_page = memo(move |_| app.state.route().get() == Route::Compose(id));
    let focus_at = memo(move |_| {
        let has_people = composer.draft().with(|draft| !draft.letter.to.is_empty());
        if has_people { "text" } else { "people" }
    });
    hear_leaving(writing);
    let is_open = memo(move |_| phase.get() == Phase::Open);
    html::section()
        .class("composer")
        .class(("is-minimised", move || {
            stance.get() == Stance::Minimised && !is_page.get()
        }))
        .class(("is-stowed", move || {
            stowed.with(|stowed| stowed.contains(&id))
        }))
        .class(("is-maximised", move || stance.get() == Stance::Maximised))
        .class(("is-page", move || is_page.get()))
        .class(("is-hidden", move || phase.get() == Phase::Hidden))
        .class(("is-leaving", move || phase.get() == Phase::Leaving))
        .class(("is-over", move || is_over.get()))
        .attr("id", element_id(id))
        .attr("role", "dialog")
        .attr("aria-label", title)
        .attr("data-focus", move || focus_at.get())
        .on(ev::KEY_DOWN, move |event| {
            let is_command = event.ctrl_key() || event.meta_key();
            match event.key().as_str() {
                _ if event.is_composing() => {}
                "Enter" if is_command => {
                    event.prevent_default();
                    ask(writing);
                }
                "s" if is_command => {
                    event.prevent_default();
                    writing.save();
                }
                "Escape" if !event.default_prevented() && !is_busy() => {
                    event.prevent_default();
                    match question.get_untracked() {
                        Some(_) => question.set(None),
                        None => writing.minimise(),
                    }
                }
                _ => {}
            }
            // What is pressed here is no shortcut of the list's; only the palette is
            // called from everywhere.
            if !is_command || event.default_prevented() {
                event.stop_propagation();
            }
        })
        .on(ev::DRAG_OVER, move |event| {
            if event.data_transfer().is_some_and(|data| holds_files(&data)) {
                event.prevent_default();
                is_over.set(true);
            }
        })
        .on(ev::DRAG_LEAVE, move |_| is_over.set(false))
        .on(ev::DROP, move |event| {
            is_over.set(false);
            let data = event.data_transfer();
            if data.is_some_and(|data| attach_from(writing, &data)) {
                event.prevent_default();
            }
        })
        .on(ev::PASTE, move |event| {
            let data = event.clipboard_data();
            if data.is_some_and(|data| holds_files(&data) && attach_from(writing, &data)) {
                event.prevent_default();
            }
        })
        .child((
            head(writing, title),
            move || match phase.get() {
                Phase::Opening => opening(composer),
                Phase::Failed(problem) => failed(writing, &problem),
                Phase::Leaving => own_window::leaving(writing.app, composer),
                Phase::Open | Phase::Hidden => ().view(),
            },
            // It is built once: what is hidden for some seconds keeps its text.
            {
                let is_built = memo(move |was: Option<&bool>| {
                    was.copied().unwrap_or_default() || is_open.get()
                });
                move || is_built.get().then(|| form(writing))
            },
        ))
}

fn opening(composer: Composer) -> View {
    let progress = composer.progress();
    let is_fetching = memo(move |_| progress.get() > 0);
    let fetching = move || {
        html::div().class("composer-fetching").child((
            html::p().child(i18n::composer_fetching()),
            html::progress()
                .attr("max", "100")
                .attr("aria-label", i18n::composer_fetching())
                .attr("value", move || progress.get().to_string()),
        ))
    };
    html::div()
        .class("composer-opening placeholder")
        .attr("role", "status")
        .child((
            html::span()
                .class("only-heard")
                .child(i18n::composer_opening()),
            html::span().class("bone is-line"),
            html::span().class("bone is-line"),
            move || is_fetching.get().then(fetching),
        ))
        .view()
}

fn failed(writing: Writing, problem: &mail_model::Problem) -> View {
    let close = move || {
        super::leave_route(writing.app, writing.id());
        writing.app.state.composers.close(writing.id());
        super::remember(writing.app);
    };
    html::div()
        .class("empty")
        .attr("role", "alert")
        .child((
            icon(Icon::Warning),
            html::h2().child(i18n::composer_failed()),
            problem_text(problem),
            html::button()
                .class("button is-quiet")
                .attr("type", "button")
                .on(ev::CLICK, move |_| close())
                .child(i18n::close()),
        ))
        .view()
}

fn head(writing: Writing, title: impl Fn() -> String + 'static) -> Element {
    let composer = writing.composer;
    let stance = composer.stance();
    let flip = move |to: Stance| {
        if is_one_pane() {
            // It has all of the screen, or its bar alone.
            writing.app.go(Route::Compose(writing.id()));
            return focus_in(writing.id());
        }
        let to = if stance.get_untracked() == to {
            Stance::Docked
        } else {
            to
        };
        composer.set_stance(to);
        if to != Stance::Minimised {
            super::make_room(writing.app, writing.id());
            focus_in(writing.id());
        }
        super::remember(writing.app);
    };
    html::header()
        .class("composer-head")
        .on(ev::DOUBLE_CLICK, move |_| flip(Stance::Minimised))
        .child((
            html::button()
                .class("composer-title")
                .attr("type", "button")
                .attr("aria-expanded", move || {
                    if stance.get() == Stance::Minimised {
                        "false"
                    } else {
                        "true"
                    }
                })
                .on(ev::CLICK, move |_| {
                    if is_one_pane() || stance.get_untracked() == Stance::Minimised {
                        flip(Stance::Minimised);
                    }
                })
                .child(html::bdi().child(title)),
            html::span()
                .class("composer-kept")
                .attr("role", "status")
                .child(move || kept(composer)),
            html::button()
                .class("icon-button not-phone")
                .attr("type", "button")
                .attr("aria-label", move || minimise_name(stance.get()))
                .attr("title", move || minimise_name(stance.get()))
                .on(ev::CLICK, move |_| match stance.get_untracked() {
                    Stance::Minimised => flip(Stance::Minimised),
                    _ => writing.minimise(),
                })
                .child(move || {
                    icon(match stance.get() {
                        Stance::Minimised => Icon::ChevronUp,
                        _ => Icon::ChevronDown,
                    })
                }),
            html::button()
                .class("icon-button not-phone")
                .attr("type", "button")
                .attr("aria-label", move || maximise_name(stance.get()))
                .attr("title", move || maximise_name(stance.get()))
                .on(ev::CLICK, move |_| flip(Stance::Maximised))
                .child(icon(Icon::Layout)),
            own_window::button(writing),
            icon_button(i18n::composer_close(), Icon::Close, "", move || {
                writing.close();
            }),
        ))
}

fn minimise_name(stance: Stance) -> &'static str {
    match stance {
        Stance::Minimised => i18n::composer_restore(),
        _ => i18n::composer_minimise(),
    }
}

fn maximise_name(stance: Stance) -> &'static str {
    match stance {
        Stance::Maximised => i18n::composer_dock(),
        _ => i18n::composer_maximise(),
    }
}

/// How it is kept, in few words.
fn kept(composer: Composer) -> Option<View> {
    let state = composer.kept().get()?;
    let words = match &state {
        DraftState::Local => i18n::kept_local().to_owned(),
        DraftState::Unkept => i18n::kept_not().to_owned(),
        DraftState::Saving => i18n::kept_saving().to_owned(),
        DraftState::Saved(at) => i18n::kept_saved(&format::row_date(*at)),
        DraftState::Refused(_) => i18n::kept_refused().to_owned(),
        DraftState::ChangedElsewhere => i18n::kept_changed_elsewhere().to_owned(),
    };
    let is_warning = matches!(state, DraftState::Refused(_) | DraftState::ChangedElsewhere);
    let detail = match state {
        DraftState::Refused(problem) if !problem.words.is_empty() => problem.words,
        DraftState::Unkept => i18n::kept_not_why().to_owned(),
        _ => words.clone(),
    };
    Some(
        html::span()
            .class(("is-warning", move || is_warning))
            .attr("title", detail)
            .child(words)
            .view(),
    )
}

/// Tells the engine at once when the page goes out of sight, and holds who
/// leaves while it does not know yet.
fn hear_leaving(writing: Writing) {
    let hidden = EventListener::new(&browser_window(), "pagehide", move |_| writing.keep());
    let document = crate::dom::document();
    let unseen = EventListener::new(&document, "visibilitychange", move |_| writing.keep());
    let leaving = EventListener::new_with_options(
        &browser_window(),
        "beforeunload",
        EventListenerOptions::enable_prevent_default(),
        move |event| {
            writing.read();
            let is_untold = writing.composer.is_untold();
            if is_untold {
                writing.keep();
            }
            if is_untold || writing.composer.would_be_lost() {
                event.prevent_default();
            }
        },
    );
    let ending = EventListener::new(&browser_window(), LEAVING, move |_| writing.keep());
    StoredValue::<_, LocalStorage>::new_local((hidden, unseen, leaving, ending));
}
