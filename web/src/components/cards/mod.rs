//! What the open message brings of calendars and address books: a card for
//! each, above the body.

mod answer;
mod contact;
mod invitation;
mod recurrence;

pub(super) use contact::{facts as contact_facts, photo as contact_picture};

use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::reactive::*;
use crate::ui::{Icon, icon};
use cards::{Cards, Other, OtherKind};
use mail_engine::MessageView;
use mail_model::MessageId;

/// So many cards of a kind are drawn at first.
const AT_ONCE: usize = 5;

/// What an answer needs to know of the message that it answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Addressed {
    /// The person's own addresses.
    own: Vec<String>,
    /// The message's Message-ID.
    message_id: Option<MessageId>,
}

impl Addressed {
    /// Finds it out of the message, the user's name at login, and the addresses
    /// that they write from.
    pub(super) fn of(view: &MessageView, user: &str, mut own: Vec<String>) -> Self {
        let told = answer::own_addresses(user, &view.summary.to, &view.header);
        own.extend(told);
        Self {
            own,
            message_id: view.summary.message_id.clone(),
        }
    }
}

/// The cards of the open message.
pub(super) fn message_cards(app: App, cards: &Cards, addressed: Addressed) -> Option<View> {
    if cards.is_empty() {
        return None;
    }
    let found = cards.unpack();
    let invitations = found.invitations.into_iter().map(Card::Invitation);
    let others = found.others.into_iter().map(Card::Other);
    let contacts = found.contacts.into_iter().map(Card::Contact);
    let all: Vec<Card> = invitations.chain(others).chain(contacts).collect();
    let count = all.len();
    let shown = RwSignal::new(AT_ONCE);
    let all = StoredValue::new(all);
    let drawn = move || {
        let shown = shown.get();
        all.with_value(|all| {
            let cards = all.iter().take(shown);
            cards
                .map(|card| card.draw(app, &addressed))
                .collect::<Vec<_>>()
        })
    };
    let more = move || {
        let hidden = count.checked_sub(shown.get()).filter(|left| *left > 0)?;
        let button = html::button()
            .class("button is-quiet")
            .attr("type", "button")
            .on(ev::CLICK, move |_| shown.set(count))
            .child(i18n::cards_more(u32::try_from(hidden).unwrap_or(u32::MAX)));
        Some(button.view())
    };
    let cut = found
        .is_cut
        .then(|| html::p().class("cards-cut").child(i18n::cards_cut()));
    Some(html::div().class("cards").child((drawn, more, cut)).view())
}

/// What a card tells of.
#[allow(
    clippy::large_enum_variant,
    reason = "few, and most are of the large kind"
)]
enum Card {
    Invitation(cards::Invitation),
    Other(Other),
    Contact(cards::Contact),
}

impl Card {
    fn draw(&self, app: App, addressed: &Addressed) -> View {
        match self {
            Self::Invitation(invitation) => invitation::card(app, invitation, addressed),
            Self::Other(other) => named(other),
            Self::Contact(contact) => contact::card(app, contact),
        }
    }
}

/// What is no event: its kind and its name.
fn named(other: &Other) -> View {
    let kind = match other.kind {
        OtherKind::Task => i18n::calendar_task(),
        OtherKind::Journal => i18n::calendar_journal(),
        OtherKind::FreeBusy => i18n::calendar_free_busy(),
    };
    html::section()
        .class("card")
        .attr("aria-label", kind)
        .child(head(Icon::Calendar, kind, "", &other.summary))
        .view()
}

/// What a card is about: an icon, its kind, and what it is called.
fn head(drawing: Icon, kind: &str, class: &'static str, name: &str) -> View {
    html::header()
        .class("card-head")
        .child((
            html::span().class("card-icon").child(icon(drawing)),
            html::div().class("card-title").child((
                html::p().class("card-kind").class(class).child(kind),
                html::h2().attr("dir", "auto").child(name),
            )),
        ))
        .view()
}

/// A line of a card: a term and what is told of it.
fn line(term: &'static str, told: impl Child) -> View {
    (html::dt().child(term), html::dd().child(told)).view()
}

/// A text of the sender's, which may run in either direction.
fn text(text: &str) -> View {
    html::bdi().class("card-text").child(text).view()
}

/// A link to a page: absolute and http or https, as `cards` makes sure of.
fn link(url: &str) -> View {
    html::a()
        .attr("href", url.to_owned())
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .attr("title", url.to_owned())
        .child(url)
        .view()
}
