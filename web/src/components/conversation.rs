//! The open message among those of its conversation: the others are a line each,
//! above and below it, and open beside it.

use super::message_head::subject;
use super::message_look::Look;
use super::message_view::{MESSAGE_ID, article, loading};
use crate::app::App;
use crate::compose::Verb;
use crate::dom::{Child, Element, View, document, ev, focus, html, keyed};
use crate::letters::{is_own, own_addresses};
use crate::reactive::*;
use crate::ui::{Icon, icon};
use crate::{format, i18n};
use mail_engine::{Member, MessageView};
use mail_model::{MessageRef, SpecialUse};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Which of the conversation's messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Those before the open one.
    Before,
    /// Those behind it.
    Behind,
}

/// What is focused from one message to the next.
const STOPS: &str = "#message .member-line, #message .message.is-place";

/// The conversation's subject, and what opens all of it. Nothing for a message alone.
pub(super) fn conversation_bar(app: App, view: Memo<Option<Arc<MessageView>>>) -> View {
    let count = memo(move |_| {
        let gathered = app.state.conversations.gathered();
        gathered.map_or(0, |gathered| gathered.members.len())
    });
    (move || {
        let count = u32::try_from(count.get()).unwrap_or(u32::MAX);
        (count > 1).then(|| {
            let words = move || {
                let is_going = app.state.conversations.gathered();
                match is_going.is_some_and(|gathered| gathered.is_going) {
                    true => i18n::conversation_going(count),
                    false => i18n::conversation_count(count),
                }
            };
            html::header().class("conversation-bar").child((
                html::h1()
                    .class("conversation-subject")
                    .attr("dir", "auto")
                    .child(move || view.with(|view| view.as_ref().map(|v| subject(&v.summary)))),
                html::p().class("conversation-words").child((
                    html::span().child(words),
                    button(i18n::conversation_expand(), ";", move || expand_all(app)),
                    button(i18n::conversation_collapse(), ":", move || {
                        collapse_all(app);
                    }),
                )),
            ))
        })
    })
    .view()
}

fn button(name: &'static str, key: &'static str, press: impl Fn() + 'static) -> View {
    html::button()
        .class("link-button")
        .attr("type", "button")
        .attr("aria-keyshortcuts", key)
        .on(ev::CLICK, move |_| press())
        .child(name)
        .view()
}

/// The messages on one side of the open one, a line each.
pub(super) fn members(app: App, place: MessageRef, side: Side) -> View {
    let members = memo(move |_| {
        let gathered = app.state.conversations.gathered();
        let members = gathered
            .map(|gathered| gathered.members)
            .unwrap_or_default();
        let at = members.iter().position(|member| member.message == place);
        let beside = match (side, at) {
            (Side::Before, at) => members.get(..at.unwrap_or(members.len())),
            (Side::Behind, Some(at)) => members.get(at + 1..),
            (Side::Behind, None) => None,
        };
        let beside = beside.unwrap_or_default().iter();
        beside
            .map(|member| member.message.clone())
            .collect::<Vec<_>>()
    });
    keyed(
        move || members.get(),
        |message| format!("{} {}", message.uid.value(), message.mailbox),
        move |message| member(app, message),
    )
}

fn member(app: App, message: MessageRef) -> Element {
    let conversations = app.state.conversations;
    let told = {
        let message = message.clone();
        memo(move |_| {
            let members = conversations.gathered()?.members;
            members
                .iter()
                .find(|member| member.message == message)
                .cloned()
        })
    };
    let is_open = {
        let message = message.clone();
        memo(move |_| conversations.is_open(&message))
    };
    let is_unread = memo(move |_| told.get().is_some_and(|told| !told.summary.flags.is_seen()));
    let pressed = message.clone();
    html::section()
        .class("member")
        .class(("is-open", move || is_open.get()))
        .class(("is-unread", move || is_unread.get()))
        .child((
            html::button()
                .class("member-line")
                .attr("type", "button")
                .attr("aria-expanded", move || {
                    if is_open.get() { "true" } else { "false" }
                })
                .on(ev::CLICK, move |_| {
                    let is_open = is_open.get_untracked();
                    app.open_member(&pressed, !is_open);
                })
                .child(move || told.get().map(|told| line(app, &told, is_open.get()))),
            move || is_open.get().then(|| opened(app, message.clone())),
        ))
}

/// Who, in which folder if in another, the first words, and when.
fn line(app: App, member: &Member, is_open: bool) -> View {
    let summary = &member.summary;
    let own = own_addresses(app);
    let author = summary.from.first().map_or_else(
        || i18n::row_no_sender().to_owned(),
        |author| match is_own(&own, author) || is_sent(app, member) {
            true => i18n::row_me().to_owned(),
            false => author.label().to_owned(),
        },
    );
    let place = app.state.route().with(|route| route.first_place().mailbox);
    let folder = (member.message.mailbox != place).then(|| {
        html::bdi()
            .class("row-mailbox")
            .child(super::mailbox_label(app, &member.message.mailbox))
    });
    let words = summary.preview.clone().filter(|words| !words.is_empty());
    let words = words.unwrap_or_else(|| subject(summary));
    let unread = (!summary.flags.is_seen())
        .then(|| html::span().class("only-heard").child(i18n::row_unread()));
    let date = summary.date.map_or(summary.received, |date| date.timestamp);
    (
        unread,
        html::span()
            .class("member-from")
            .attr("dir", "auto")
            .child(author),
        folder,
        html::span()
            .class("member-words")
            .attr("dir", "auto")
            .child((!is_open).then_some(words)),
        summary.has_attachment.then(|| {
            html::span()
                .class("row-mark")
                .attr("role", "img")
                .attr("aria-label", i18n::row_attachment())
                .child(icon(Icon::Clip))
        }),
        html::time()
            .class("member-date")
            .attr("title", format::full_date(date))
            .child(format::row_date(date)),
    )
        .view()
}

/// What the toolbar's verbs do for the message that the URL names.
fn answer(app: App, message: &MessageRef) -> Option<View> {
    app.can_write().then(|| {
        let verb = |verb, name| {
            let message = message.clone();
            html::button()
                .class("button is-quiet")
                .attr("type", "button")
                .on(ev::CLICK, move |_| {
                    app.compose_of(verb, message.clone(), None);
                })
                .child(name)
                .view()
        };
        html::p()
            .class("member-verbs")
            .child((
                verb(Verb::Reply, i18n::verb_reply()),
                verb(Verb::Forward, i18n::verb_forward()),
            ))
            .view()
    })
}

/// Whether a message lies where sent mail does: then the person has written it,
/// under whichever address.
fn is_sent(app: App, member: &Member) -> bool {
    app.state.tree.entries().with(|entries| {
        let mut entries = entries.iter().flatten().map(|entry| &entry.mailbox);
        entries.any(|mailbox| {
            mailbox.name == member.message.mailbox && mailbox.special_use == Some(SpecialUse::Sent)
        })
    })
}

fn opened(app: App, message: MessageRef) -> View {
    let view = {
        let message = message.clone();
        memo(move |_| app.state.conversations.view(&message))
    };
    let is_here = memo(move |_| view.with(Option::is_some));
    let look = Look::new();
    (move || match is_here.get() {
        true => (
            article(app, message.clone(), view, look),
            answer(app, &message),
        )
            .view(),
        false => loading(),
    })
    .view()
}

fn others(app: App) -> Vec<MessageRef> {
    let place = app.state.route().get_untracked().first_place();
    let gathered = untrack(|| app.state.conversations.gathered());
    let members = gathered
        .map(|gathered| gathered.members)
        .unwrap_or_default();
    let messages = members.iter().map(|member| member.message.clone());
    let is_place = |message: &MessageRef| {
        Some(message.uid) == place.message && message.mailbox == place.mailbox
    };
    messages.filter(|message| !is_place(message)).collect()
}

/// Opens all messages of the conversation.
pub(crate) fn expand_all(app: App) {
    for message in others(app) {
        app.open_member(&message, true);
    }
}

/// Leaves a line of each but the one that the URL names.
pub(crate) fn collapse_all(app: App) {
    for message in others(app) {
        app.open_member(&message, false);
    }
    focus(&format!("#{MESSAGE_ID}"));
}

/// Goes to the next message of the conversation (1), or to the one before (-1).
pub(crate) fn step(by: i32) {
    let Ok(found) = document().query_selector_all(STOPS) else {
        return;
    };
    let stops: Vec<HtmlElement> = (0..found.length())
        .filter_map(|place| found.item(place)?.dyn_into().ok())
        .collect();
    let focused = document().active_element();
    let is_in = |stop: &HtmlElement| {
        // What is open below a line belongs to it.
        let holder = stop.closest(".member").ok().flatten();
        let holder = holder.unwrap_or_else(|| stop.clone().into());
        focused
            .as_ref()
            .is_some_and(|focused| holder.contains(Some(focused)))
    };
    let is_place = |stop: &HtmlElement| stop.class_list().contains("is-place");
    let at = stops.iter().position(is_in);
    let at = at.or_else(|| stops.iter().position(is_place)).unwrap_or(0);
    let at = i32::try_from(at).unwrap_or(0);
    let next = usize::try_from(at + by).ok().and_then(|at| stops.get(at));
    if let Some(next) = next {
        // Refused by no browser.
        let _ = next.focus();
        next.scroll_into_view();
    }
}

impl App {
    /// Opens a message of the conversation beside the open one, or closes it.
    pub(crate) fn open_member(&self, message: &MessageRef, is_open: bool) {
        use mail_engine::LaterAction;
        if untrack(|| self.state.conversations.is_open(message)) != is_open {
            self.state.conversations.set_open(message, is_open);
            self.act(match is_open {
                true => LaterAction::OpenMember(message.clone()),
                false => LaterAction::CloseMember(message.clone()),
            });
        }
    }
}
