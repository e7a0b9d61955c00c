//! The place of the contacts on the page, before their code is here.

use super::problem_text;
use crate::app::App;
use crate::dom::{Child, View, effect, ev, html};
use crate::i18n;
use crate::later::{Part, load};
use crate::reactive::*;
use crate::route::Route;
use crate::ui::logo;
use cards::{Contact, Version};
use mail_engine::{ContactsWish, LaterAction, PackedWish};
use mail_model::{Address, Problem, ProblemKind};

/// Whether the person is at their contacts. Reactive.
pub fn is_at_contacts(app: App) -> bool {
    let route = app.state.route();
    route.with(|route| matches!(route, Route::Contacts(_)))
}

/// The contacts, while the person is there.
pub fn contacts_place(app: App) -> View {
    let part = RwSignal::new(Part::Awaited);
    let is_here = memo(move |_| is_at_contacts(app));
    effect(move || {
        if is_here.get() {
            load(part, (app.parts.contacts)());
        }
    });
    (move || {
        if !is_here.get() {
            return ().view();
        }
        match part.get() {
            Part::Here(contacts) => contacts(app),
            Part::Awaited => html::section()
                .class("contacts centred-page")
                .child(logo())
                .view(),
            Part::Failed => html::section()
                .class("contacts centred-page")
                .attr("role", "alert")
                .child((
                    problem_text(&Problem::new(ProblemKind::ProxyUnreachable)),
                    html::button()
                        .class("button")
                        .attr("type", "button")
                        .on(ev::CLICK, move |_| load(part, (app.parts.contacts)()))
                        .child(i18n::connection_retry_now()),
                ))
                .view(),
        }
    })
    .view()
}

impl App {
    /// Wishes something of the contacts.
    pub(crate) fn wish(&self, wish: &ContactsWish) {
        self.act(LaterAction::Contacts(PackedWish::new(wish)));
    }

    /// Takes a vCard into the contacts: to the contact that it tells of, if there
    /// is one.
    pub(crate) fn add_card(&self, contact: &Contact) {
        let question = self.state.contacts.next_question();
        let text = contact.card_with_uid().written(Version::V4);
        self.wish(&ContactsWish::Import { question, text });
        self.state.notices.tell(i18n::contacts_added(&contact.name));
    }

    /// Adds somebody to the contacts, unless they are one.
    pub(crate) fn add_contact(&self, address: Address) {
        let question = self.state.contacts.next_question();
        let name = address.label().to_owned();
        self.wish(&ContactsWish::Add { question, address });
        self.state.notices.tell(i18n::contacts_added(&name));
    }
}
