//! What was being changed of a contact when a tab ended: offered, not forced.

use super::Page;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::reactive::*;
use mail_engine::ContactsWish;

/// The offer, while nothing else is being changed; nothing where there is none.
pub(super) fn offer(page: Page) -> View {
    let is_free = memo(move |_| page.form.with(Option::is_none));
    (move || {
        let left = page.unfinished.get().filter(|_| is_free.get())?;
        let decide = move |goes_on: bool| {
            page.unfinished.set(None);
            page.app.wish(&ContactsWish::TakeAside { goes_on });
        };
        let name = left.name.clone();
        let go_on = move || {
            let left = left.clone();
            decide(true);
            page.go_on(left.was, left.now);
        };
        let button = |name: &'static str, act: Box<dyn Fn()>| {
            html::button()
                .class("link-button")
                .attr("type", "button")
                .on(ev::CLICK, move |_| act())
                .child(name)
        };
        let bar = html::div()
            .class("contacts-unfinished")
            .attr("role", "group")
            .attr("aria-label", i18n::recovered_title())
            .child((
                html::p().child(i18n::contacts_unsaved(&name)),
                button(i18n::contacts_go_on(), Box::new(go_on)),
                button(
                    i18n::recovered_discard(),
                    Box::new(move || {
                        decide(false);
                        super::list::focus_list();
                    }),
                ),
            ));
        Some(bar.view())
    })
    .view()
}
