use super::attachments::attachments;
use super::cards::{Addressed, message_cards};
use super::conversation::{Side, conversation_bar, members};
use super::hint::{hinted, hinted_by};
use super::message_acts::message_acts;
use super::message_body::message_body;
use super::message_head::message_head;
use super::message_link::sought;
use super::message_look::Look;
use super::message_menu::message_menu;
use super::message_neighbours::message_neighbours;
use super::message_notes::message_notes;
use super::message_print::hear_key;
use super::message_receipt::receipt_bar;
use super::message_remote::remote_bar;
use super::message_source::{message_source, source_of};
use super::message_unsubscribe::unsubscribe;
use super::message_verbs::message_verbs;
use super::message_within::message_within;
use super::problem_text;
use super::welcome::welcome;
use crate::app::App;
use crate::dom::{Child, Element, View, effect, focus, html, matches_media};
use crate::i18n;
use crate::keyboard::Command;
use crate::letters::identity_addresses;
use crate::reactive::*;
use crate::state::{Reading, Selected};
use crate::ui::{Icon, icon, icon_button, toggle_button};
use mail_engine::{FileSource, LaterAction, Layout, MessageView};
use mail_model::{MessageRef, PartPath, Problem};
use std::sync::Arc;

/// The id of the element that scrolls the open message, and has the focus while one reads.
pub const MESSAGE_ID: &str = "message";

/// What the pane shows, apart from the message's changing content.
#[derive(Clone, Debug, PartialEq)]
enum Showing {
    Nothing,
    Loading,
    /// A message, or one that is part of it.
    Open(MessageRef, Option<PartPath>),
    Failed(Problem),
    /// It is looked for elsewhere, or was and is nowhere.
    Sought(bool),
}

/// Where one pane is seen at a time; `mail.css` makes it so at the same width.
pub(crate) const ONE_PANE: &str = "(max-width: 720px)";

/// Whether one pane is seen at a time.
pub fn is_one_pane() -> bool {
    matches_media(ONE_PANE)
}

/// How list and message share the page, where there is room for both. Reactive.
pub fn layout(app: App) -> Layout {
    app.state.preferences().with(|all| all.look.layout)
}

/// Whether an open message is seen in the list's place.
pub fn message_replaces_list(app: App) -> bool {
    is_one_pane() || untrack(|| layout(app)) == Layout::ListOnly
}

/// The message pane.
pub fn message_view(app: App) -> View {
    let reading = app.state.reading();
    let view = memo(move |_| match reading.get() {
        Reading::Open(view) => Some(view),
        _ => None,
    });
    let wants_message = memo(move |_| {
        let route = app.state.route().get();
        route.place().is_some_and(|place| place.message.is_some())
    });
    let showing = memo(move |_| match reading.get() {
        Reading::Open(view) => {
            let part = view.within.as_ref().map(|within| within.part.clone());
            Showing::Open(view.message.clone(), part)
        }
        Reading::Failed(_, problem) => Showing::Failed(problem),
        Reading::Sought(_, is_going) => Showing::Sought(is_going),
        Reading::Nothing if wants_message.get() => Showing::Loading,
        Reading::Nothing => Showing::Nothing,
    });
    let look = memo(move |_| match showing.get() {
        Showing::Open(..) => Some(Look::new()),
        _ => None,
    });
    hear_key(view);
    // The tools are built once for a message, not anew for each of its flags.
    let is_open = memo(move |_| view.with(Option::is_some));
    html::section()
        .class("pane message-pane")
        .attr("aria-label", i18n::message())
        .child((
            html::header().class("pane-head message-tools").child((
                icon_button(
                    i18n::back_to_list(),
                    Icon::ChevronStart,
                    "only-phone",
                    move || app.close_message(),
                ),
                move || is_open.get().then(|| tools(app, view)),
                html::div().class("message-ways").child((
                    move || wants_message.get().then(|| message_neighbours(app)),
                    message_menu(app, view, look),
                )),
            )),
            move || match showing.get() {
                Showing::Open(message, _) => {
                    let look = look.get_untracked().unwrap_or_else(Look::new);
                    opened(app, message, view, look)
                }
                Showing::Loading => loading(),
                Showing::Failed(problem) => failed(&problem),
                Showing::Sought(is_going) => sought(is_going),
                Showing::Nothing => nothing_yet(app),
            },
        ))
        .view()
}

/// A fact about the open message; the view is there as long as this is asked.
fn fact<T: Default>(view: Memo<Option<Arc<MessageView>>>, of: impl Fn(&MessageView) -> T) -> T {
    view.with(|view| view.as_deref().map(of).unwrap_or_default())
}

fn tools(app: App, view: Memo<Option<Arc<MessageView>>>) -> View {
    let is_seen = memo(move |_| fact(view, |view| view.summary.flags.is_seen()));
    let is_flagged = memo(move |_| fact(view, |view| view.summary.flags.is_flagged()));
    let has_alternative = memo(move |_| fact(view, |view| view.has_alternative));
    let prefers_text = memo(move |_| fact(view, |view| view.prefers_text));
    let run = move |command| {
        let uid = view.with_untracked(|view| view.as_ref().map(|view| view.summary.uid));
        if let Some(uid) = uid {
            app.run(command, Some(Selected::Uids(vec![uid])));
        }
    };
    let prefer = move || {
        if let Some(view) = view.get_untracked() {
            app.act(LaterAction::PreferText {
                message: view.message.clone(),
                text: !view.prefers_text,
            });
        }
    };
    let mark = move || match is_seen.get() {
        true => Command::MarkUnseen,
        false => Command::MarkSeen,
    };
    html::div()
        .class("toolbar")
        .attr("role", "toolbar")
        .attr("aria-label", i18n::message_toolbar())
        .child((
            message_verbs(app, view),
            message_acts(app, run),
            toggle_button(
                hinted_by(html::button(), app, mark),
                move || {
                    if is_seen.get() {
                        Icon::Envelope
                    } else {
                        Icon::EnvelopeOpen
                    }
                },
                move || {
                    if is_seen.get() {
                        i18n::message_mark_unread()
                    } else {
                        i18n::message_mark_read()
                    }
                },
                || false,
                move || run(untrack(mark)),
            ),
            toggle_button(
                hinted(html::button(), app, Command::ToggleFlagged),
                || Icon::Flag,
                move || {
                    if is_flagged.get() {
                        i18n::message_unflag()
                    } else {
                        i18n::message_flag()
                    }
                },
                move || is_flagged.get(),
                move || run(Command::ToggleFlagged),
            ),
            move || {
                has_alternative.get().then(|| {
                    toggle_button(
                        html::button(),
                        move || {
                            if prefers_text.get() {
                                Icon::Layout
                            } else {
                                Icon::Lines
                            }
                        },
                        move || {
                            if prefers_text.get() {
                                i18n::message_as_html()
                            } else {
                                i18n::message_as_text()
                            }
                        },
                        || false,
                        prefer,
                    )
                })
            },
        ))
        .view()
}

fn opened(app: App, message: MessageRef, view: Memo<Option<Arc<MessageView>>>, look: Look) -> View {
    effect(move || {
        if message_replaces_list(app) {
            // The list that had the focus is out of sight now.
            focus(&format!("#{MESSAGE_ID}"));
        }
    });
    html::div()
        .class("message-scroll")
        .attr("id", MESSAGE_ID)
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", move || {
            fact(view, |view| super::message_head::subject(&view.summary))
        })
        .class(("is-conversation", move || {
            app.state.conversations.gathered().is_some()
        }))
        .child((
            conversation_bar(app, view),
            members(app, message.clone(), Side::Before),
            article(app, message.clone(), view, look)
                .class("is-place")
                .attr("tabindex", "-1"),
            members(app, message, Side::Behind),
        ))
        .view()
}

/// A message: its head, what it brings, and its body.
pub(super) fn article(
    app: App,
    message: MessageRef,
    view: Memo<Option<Arc<MessageView>>>,
    look: Look,
) -> Element {
    let content = memo(move |_| fact(view, |view| view.attachments.clone()));
    let cards = memo(move |_| fact(view, |view| view.cards.clone()));
    let source = memo(move |_| view.get().map(|view| source_of(&view)));
    let addressed = memo(move |_| {
        let user = app.state.user().get();
        let own = identity_addresses(app);
        fact(view, |view| Addressed::of(view, &user, own.clone()))
    });
    html::article().class("message").child((
        message_within(app, message.clone(), view),
        message_head(app, view),
        unsubscribe(app, view),
        message_notes(view, look),
        move || cards.with(|cards| message_cards(app, cards, addressed.get())),
        {
            let message = message.clone();
            move || attachments(app, &message, &content.get())
        },
        receipt_bar(app, view),
        move || {
            let message = message.clone();
            match look.is_source().get() {
                true => {
                    let source = source.get().unwrap_or(FileSource::Message);
                    message_source(app, message, source, look)
                }
                false => (
                    remote_bar(app, message, view),
                    message_body(app, view, look),
                )
                    .view(),
            }
        },
    ))
}

pub(super) fn nothing() -> View {
    html::div()
        .class("empty is-quiet")
        .child((
            crate::ui::logo(),
            html::h2().child(i18n::message_none_title()),
            html::p()
                .class("not-touch")
                .child(i18n::message_none_text()),
        ))
        .view()
}

/// The same, and the first questions to somebody who has set nothing.
fn nothing_yet(app: App) -> View {
    (nothing(), welcome(app)).view()
}

pub(super) fn failed(problem: &Problem) -> View {
    html::div()
        .class("empty")
        .attr("role", "alert")
        .child((
            icon(Icon::Warning),
            html::h1().child(i18n::message_failed_title()),
            problem_text(problem),
        ))
        .view()
}

/// The shape of a message. The style sheet shows it only if it lasts.
pub(super) fn loading() -> View {
    html::div()
        .class("message-placeholder placeholder")
        .attr("role", "status")
        .child((
            html::span()
                .class("only-heard")
                .child(i18n::message_loading()),
            html::span().class("bone is-title"),
            html::span().class("bone is-line"),
            html::span().class("bone is-line"),
        ))
        .view()
}
