//! The contact that is open: shown, or being changed.

use super::{Page, files, form};
use crate::components::cards::{contact_facts, contact_picture};
use crate::dom::{Child, View, ev, focus, html};
use crate::i18n;
use crate::listing::{listed, listed_and};
use crate::reactive::*;
use crate::ui::{Icon, icon, icon_button};
use cards::Contact;
use mail_engine::ContactId;
use std::sync::Arc;

const DETAIL_ID: &str = "contact-detail";

pub(super) fn focus_detail() {
    focus(&format!("#{DETAIL_ID}"));
}

/// The pane beside the list.
pub(super) fn pane(page: Page) -> View {
    let draft = page.form;
    let is_form = memo(move |_| draft.with(Option::is_some));
    let open = memo(move |_| page.open_id());
    html::section()
        .class("pane contact-pane")
        .attr("id", DETAIL_ID)
        .attr("tabindex", "-1")
        .attr("aria-label", i18n::contacts_detail())
        .on(ev::KEY_DOWN, move |event| {
            if event.key() == "Escape" && !is_form.get_untracked() {
                page.close();
            }
        })
        .child(move || {
            if is_form.get() {
                return draft.get_untracked().map(|draft| form::form(page, draft));
            }
            match (open.get(), page.book.read().get()) {
                (None, _) => Some(nobody()),
                (Some(id), Some(contact)) if contact.uid == id.0 => Some(shown(page, &contact)),
                (Some(id), _) => gone(page, &id),
            }
        })
        .view()
}

fn nobody() -> View {
    html::div()
        .class("empty")
        .child((
            icon(Icon::Person),
            html::p().child(i18n::contacts_choose_one()),
        ))
        .view()
}

fn gone(page: Page, id: &ContactId) -> Option<View> {
    if !page.book.is_here().get() || page.book.row(id).is_some() {
        return None;
    }
    let gone = html::div()
        .class("empty")
        .child((icon(Icon::Warning), html::h2().child(i18n::contacts_gone())));
    Some(gone.view())
}

fn shown(page: Page, contact: &Arc<Contact>) -> View {
    let id = ContactId(contact.uid.clone());
    let (edited, removed, written, exported) =
        (Arc::clone(contact), id.clone(), id.clone(), id.clone());
    let name = contact.name.clone();
    let role: Vec<&str> = [contact.title.as_str(), contact.organization.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty() && *part != contact.name)
        .collect();
    let groups: Vec<String> = page.book.groups().with_untracked(|groups| {
        let of = groups.iter().filter(|group| {
            let members = group.members.as_ref();
            members.is_some_and(|members| members.contains(&id))
        });
        of.map(|group| group.name.clone()).collect()
    });
    let tool = |name: &'static str, drawing, act: Box<dyn Fn()>| {
        html::button()
            .class("tool-button")
            .attr("type", "button")
            .on(ev::CLICK, move |_| act())
            .child((icon(drawing), html::span().child(name)))
    };
    let can_write = !contact.emails.is_empty() && page.app.can_write();
    (
        html::div()
            .class("pane-head contact-tools")
            .attr("role", "toolbar")
            .attr("aria-label", i18n::contacts_tools())
            .child((
                icon_button(
                    i18n::contacts_back(),
                    Icon::ChevronStart,
                    "only-phone",
                    move || {
                        page.close();
                    },
                ),
                can_write.then(|| {
                    let act = move || page.write_to(std::slice::from_ref(&written));
                    tool(i18n::contacts_write(), Icon::Envelope, Box::new(act))
                }),
                tool(
                    i18n::contacts_edit(),
                    Icon::Pencil,
                    Box::new(move || page.begin((*edited).clone())),
                ),
                tool(
                    i18n::contacts_export(),
                    Icon::Download,
                    Box::new(move || {
                        files::export_named(page, vec![exported.clone()], &name);
                    }),
                ),
                tool(
                    i18n::contacts_remove(),
                    Icon::Trash,
                    Box::new(move || page.remove(vec![removed.clone()])),
                ),
            )),
        html::div().class("contact-body").child((
            html::div().class("contact-top").child((
                picture(contact),
                html::div().class("contact-who").child((
                    html::h1().attr("dir", "auto").child(contact.name.clone()),
                    html::p().attr("dir", "auto").child(listed(&role)),
                )),
            )),
            html::dl()
                .class("card-facts")
                .child(contact_facts(page.app, contact)),
            (!groups.is_empty()).then(|| {
                html::p()
                    .class("contact-groups")
                    .child(i18n::contacts_in_groups(&listed_and(&groups)))
            }),
        )),
    )
        .view()
}

/// The picture, or the first letters of the name.
fn picture(contact: &Contact) -> View {
    if let Some(photo) = &contact.photo {
        return contact_picture(photo, &contact.name);
    }
    let letters: String = contact
        .name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .take(2)
        .flat_map(char::to_uppercase)
        .collect();
    html::span()
        .class("contact-letters")
        .attr("aria-hidden", "true")
        .child(letters)
        .view()
}
