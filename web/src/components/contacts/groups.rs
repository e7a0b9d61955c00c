//! Groups: which one is shown, and who is in it.

use super::Page;
use crate::dom::{Child, Element, View, effect, ev, html, value_of};
use crate::i18n;
use crate::reactive::*;
use crate::ui::{Icon, MenuItem, dialog, icon, menu};
use cards::Contact;
use mail_engine::{ContactId, ContactRow};
use web_sys::{HtmlInputElement, HtmlSelectElement};

/// A group that is to get a name.
#[derive(Clone)]
pub(super) struct Naming {
    uid: String,
    name: String,
    members: Vec<ContactId>,
}

/// The choice of a group, if there is any.
pub(super) fn choice(page: Page) -> View {
    let groups = page.book.groups();
    (move || {
        let groups = groups.get();
        (!groups.is_empty()).then(|| {
            let all = html::option().attr("value", "").child(i18n::contacts_all());
            let options: Vec<Element> = groups
                .iter()
                .map(|group| {
                    let option = html::option().attr("value", group.id.0.clone());
                    option.child(group.name.clone())
                })
                .collect();
            let select = html::select();
            let node: HtmlSelectElement = select.node();
            effect(move || {
                let group = page.book.group().get();
                node.set_value(&group.map(|group| group.0).unwrap_or_default());
            });
            html::div().class("field-box contacts-group-choice").child((
                select
                    .attr("aria-label", i18n::contacts_group())
                    .on(ev::CHANGE, move |event| {
                        let id = value_of(event);
                        page.book
                            .show_group((!id.is_empty()).then_some(ContactId(id)));
                    })
                    .child((all, options)),
                icon(Icon::ChevronDown),
            ))
        })
    })
    .view()
}

fn shown(page: Page) -> Option<ContactRow> {
    let id = page.book.group().get_untracked()?;
    Some((*page.book.row(&id)?).clone())
}

/// What can be done about groups.
pub(super) fn items(page: Page) -> Vec<MenuItem> {
    let mut items = vec![MenuItem::action(i18n::contacts_group_new(), move || {
        begin(page, Vec::new());
    })];
    if let Some(group) = shown(page) {
        let (renamed, removed, written) = (group.clone(), group.id.clone(), group.clone());
        items.push(MenuItem::heading(group.name));
        if untrack(|| page.app.can_write()) {
            items.push(MenuItem::action(i18n::contacts_group_write(), move || {
                page.write_to(written.members.as_deref().unwrap_or_default());
            }));
        }
        items.push(MenuItem::action(i18n::contacts_group_rename(), move || {
            page.naming.set(Some(Naming {
                uid: renamed.id.0.clone(),
                name: renamed.name.clone(),
                members: renamed.members.clone().unwrap_or_default(),
            }));
        }));
        items.push(MenuItem::action(i18n::contacts_group_remove(), move || {
            page.book.show_group(None);
            page.remove(vec![removed.clone()]);
        }));
    }
    items
}

/// Adds those that are ticked to a group, or takes them out of the one that is
/// shown.
pub(super) fn add_menu(page: Page) -> View {
    let button = html::button()
        .class("button is-quiet")
        .child((icon(Icon::Stack), i18n::contacts_groups()));
    menu(button, i18n::contacts_groups(), move || {
        let chosen: Vec<ContactId> = page.book.chosen().get_untracked().into_iter().collect();
        let groups = page.book.groups().get_untracked();
        let mut items: Vec<MenuItem> = groups
            .iter()
            .map(|group| {
                let members = group.members.as_deref().unwrap_or_default();
                let are_in = chosen.iter().all(|id| members.contains(id));
                let (id, chosen) = (group.id.clone(), chosen.clone());
                MenuItem::check(group.name.clone(), are_in, move || {
                    set_members(page, &id, &chosen, !are_in);
                })
            })
            .collect();
        let new = chosen.clone();
        items.push(MenuItem::action(i18n::contacts_group_new(), move || {
            begin(page, new.clone());
        }));
        items
    })
}

/// Puts some into a group, or takes them out.
pub(super) fn set_members(page: Page, group: &ContactId, ids: &[ContactId], are_in: bool) {
    let Some(row) = page.book.row(group) else {
        return;
    };
    let mut members = row.members.clone().unwrap_or_default();
    members.retain(|member| !ids.contains(member));
    if are_in {
        members.extend(ids.iter().cloned());
    }
    keep(page, &group.0, row.name.clone(), members);
}

fn begin(page: Page, members: Vec<ContactId>) {
    page.naming.set(Some(Naming {
        uid: String::new(),
        name: String::new(),
        members,
    }));
}

/// Keeps a group quietly.
fn keep(page: Page, uid: &str, name: String, members: Vec<ContactId>) {
    let question = page.app.state.contacts.next_question();
    let contact = Box::new(contact(uid, name, members));
    page.app
        .wish(&mail_engine::ContactsWish::Keep { question, contact });
}

fn contact(uid: &str, name: String, members: Vec<ContactId>) -> Contact {
    Contact {
        uid: uid.to_owned(),
        name,
        members: Some(members.into_iter().map(|id| id.0).collect()),
        ..Contact::default()
    }
}

/// Asks for a group's name.
pub(super) fn naming(page: Page) -> View {
    let naming = page.naming;
    let is_open = memo(move |_| naming.with(Option::is_some));
    let close = move || {
        if naming.with_untracked(Option::is_some) {
            naming.set(None);
        }
    };
    dialog(
        i18n::contacts_group_name(),
        i18n::contacts_cancel(),
        is_open.into(),
        close,
        move || {
            let Some(asked) = naming.get_untracked() else {
                return ().view();
            };
            let input = html::input();
            let node: HtmlInputElement = input.node();
            node.set_value(&asked.name);
            html::form()
                .class("dialog-form")
                .on(ev::SUBMIT, move |event| {
                    event.prevent_default();
                    let name = node.value().trim().to_owned();
                    if !name.is_empty() {
                        let members = asked.members.clone();
                        naming.set(None);
                        page.keep(contact(&asked.uid, name, members));
                    }
                })
                .child((
                    html::div().class("field-box").child(
                        input
                            .attr("type", "text")
                            .attr("autocomplete", "off")
                            .attr("autofocus", "")
                            .attr("aria-label", i18n::contacts_group_name()),
                    ),
                    html::div().class("dialog-ends").child(
                        html::button()
                            .class("button")
                            .attr("type", "submit")
                            .child(i18n::contacts_save()),
                    ),
                ))
                .view()
        },
    )
}
