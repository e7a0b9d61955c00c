//! The list: search, groups, and everybody in it.

use super::{Page, files, groups, unfinished};
use crate::dom::{Child, Element, View, effect, ev, focus, html, value_of};
use crate::i18n;
use crate::reactive::*;
use crate::state::ContactLine;
use crate::ui::{Icon, MenuItem, Scroller, VirtualList, icon, icon_button, menu, virtual_list};
use cards::Contact;
use mail_engine::{ContactId, ContactsState};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};

const LIST_ID: &str = "contact-list";
const SEARCH_ID: &str = "contact-search";
/// As tall as a row is drawn, in CSS pixels; `contacts.css` draws it so.
const ROW_HEIGHT: f64 = 56.0;

pub(super) fn focus_list() {
    focus(&format!("#{LIST_ID}"));
}

/// The pane of the list.
pub(super) fn pane(page: Page) -> View {
    let book = page.book;
    let title = move || match book.group().get() {
        Some(group) => book
            .row(&group)
            .map(|row| row.name.clone())
            .unwrap_or_default(),
        None => i18n::task_contacts().to_owned(),
    };
    html::section()
        .class("pane contacts-list-pane")
        .attr("aria-label", i18n::contacts_list())
        .child((
            html::header().class("pane-head").child((
                html::div().class("pane-title").child((
                    html::h1().attr("dir", "auto").child(title),
                    html::p().child(move || counts(page)),
                )),
                icon_button(i18n::contacts_new(), Icon::PersonAdd, "", move || {
                    page.begin(Contact::default());
                }),
                more(page),
            )),
            html::div()
                .class("contacts-find")
                .child((search(page), groups::choice(page))),
            unfinished::offer(page),
            move || chosen_bar(page),
            rows(page),
            move || beside_rows(page),
        ))
        .view()
}

fn counts(page: Page) -> String {
    let total = page.book.total().get();
    match page.book.state().get() {
        ContactsState::Refused(problem) => match problem.words.is_empty() {
            true => i18n::contacts_refused().to_owned(),
            false => i18n::contacts_refused_because(&problem.words),
        },
        ContactsState::Saving => i18n::contacts_saving(&i18n::contacts_count(total)),
        ContactsState::Loading if !page.book.is_here().get() => i18n::contacts_loading().to_owned(),
        _ => i18n::contacts_count(total),
    }
}

fn more(page: Page) -> View {
    let button = html::button()
        .class("icon-button")
        .attr("aria-label", i18n::contacts_more())
        .attr("title", i18n::contacts_more())
        .child(icon(Icon::More));
    menu(button, i18n::contacts_more(), move || {
        let mut items = groups::items(page);
        items.extend([
            MenuItem::action(i18n::contacts_import(), move || files::import(page)),
            MenuItem::action(i18n::contacts_export_all(), move || {
                files::export(page, None);
            }),
        ]);
        items
    })
}

fn search(page: Page) -> View {
    html::div()
        .class("field-box search-box contacts-search")
        .child((
            icon(Icon::Search),
            html::input()
                .attr("id", SEARCH_ID)
                .attr("type", "search")
                .attr("autocomplete", "off")
                .attr("aria-label", i18n::contacts_search())
                .attr("placeholder", i18n::contacts_search())
                .attr("aria-controls", LIST_ID)
                .on(ev::INPUT, move |event| page.book.search(value_of(event)))
                .on(ev::KEY_DOWN, move |event: &KeyboardEvent| {
                    if matches!(event.key().as_str(), "ArrowDown" | "Enter") {
                        event.prevent_default();
                        page.step_to(page.place().unwrap_or(0));
                        focus_list();
                    }
                }),
        ))
        .view()
}

/// What can be done with those that are ticked.
fn chosen_bar(page: Page) -> Option<View> {
    let count = page.book.chosen().with(mail_model::Set::len);
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    if count == 0 {
        return None;
    }
    let chosen = move || -> Vec<ContactId> {
        let chosen = page.book.chosen().get_untracked();
        chosen.into_iter().collect()
    };
    let button = |name: &'static str, drawing, act: Box<dyn Fn()>| {
        html::button()
            .class("button is-quiet")
            .attr("type", "button")
            .on(ev::CLICK, move |_| act())
            .child((icon(drawing), name))
    };
    let can_write = page.app.can_write();
    let bar = html::div()
        .class("contacts-chosen")
        .attr("role", "toolbar")
        .attr("aria-label", i18n::contacts_chosen_tools())
        .child((
            html::span()
                .class("contacts-chosen-count")
                .child(i18n::contacts_chosen(count)),
            can_write.then(|| {
                let act = move || page.write_to(&chosen());
                button(i18n::contacts_write(), Icon::Envelope, Box::new(act))
            }),
            groups::add_menu(page),
            button(
                i18n::contacts_export(),
                Icon::Download,
                Box::new(move || files::export(page, Some(chosen()))),
            ),
            button(
                i18n::contacts_remove(),
                Icon::Trash,
                Box::new(move || page.remove(chosen())),
            ),
            button(
                i18n::contacts_choose_none(),
                Icon::Close,
                Box::new(move || page.book.choose_all(Vec::new())),
            ),
        ));
    Some(bar.view())
}

fn rows(page: Page) -> View {
    let book = page.book;
    let scroller = Scroller::new(VirtualList {
        total: book.total().into(),
        first: book.first().into(),
        row_height: Signal::stored(ROW_HEIGHT),
        heads: Signal::stored(Arc::from([])),
    });
    page.scroller.set_value(Some(scroller));
    effect(move || {
        if let Some(row) = book.cursor().get() {
            scroller.reveal(row);
        }
    });
    let active = move || {
        let cursor = book.cursor().get()?;
        let lines = book.lines().get();
        let line = lines.iter().find(|line| line.number == cursor)?;
        Some(row_id(line.number))
    };
    html::div()
        .class("list contacts-list")
        .attr("id", LIST_ID)
        .attr("role", "grid")
        .attr("tabindex", "0")
        .attr("aria-label", i18n::contacts_list())
        .attr("aria-multiselectable", "true")
        .attr("aria-rowcount", move || book.total().get())
        .attr("aria-activedescendant", active)
        .on(ev::KEY_DOWN, move |event| keys(page, event))
        .child(virtual_list(
            scroller,
            book.lines(),
            move |window| book.show(window),
            |line| line.key.clone(),
            move |line| row(page, line),
            |_| None,
            focus_list,
        ))
        .view()
}

fn row_id(number: u32) -> String {
    format!("contact-{number}")
}

fn row(page: Page, line: ContactLine) -> Element {
    let book = page.book;
    let ContactLine { number, row, .. } = line;
    let (id, of) = (row.id.clone(), row.id.clone());
    let is_open = memo(move |_| page.open_id().as_ref() == Some(&of));
    let of = id.clone();
    let is_chosen = memo(move |_| book.chosen().with(|chosen| chosen.contains(&of)));
    let below = [row.emails.first(), Some(&row.organization)];
    let below: Vec<&str> = below
        .into_iter()
        .flatten()
        .map(String::as_str)
        .filter(|text| !text.is_empty() && *text != row.name)
        .collect();
    let tick = html::input();
    let node: HtmlInputElement = tick.node();
    effect(move || node.set_checked(is_chosen.get()));
    let (ticked, opened) = (id.clone(), id);
    html::div()
        .class("contact-row")
        .class(("is-open", move || is_open.get()))
        .class(("is-at-cursor", move || book.cursor().get() == Some(number)))
        .attr("id", row_id(number))
        .attr("role", "row")
        .attr("aria-rowindex", number + 1)
        .attr("aria-selected", move || {
            if is_chosen.get() { "true" } else { "false" }
        })
        .on(ev::CLICK, move |event| {
            let target = event
                .target()
                .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
            if target.is_some_and(|target| matches!(target.closest("label"), Ok(Some(_)))) {
                return;
            }
            book.move_cursor(Some(number));
            page.open_from_list(&opened);
        })
        .child((
            html::div().attr("role", "gridcell").child(
                html::label().class("contact-tick").child(
                    tick.attr("type", "checkbox")
                        .attr("tabindex", "-1")
                        .attr("aria-label", i18n::contacts_choose(&row.name))
                        .on(ev::CHANGE, move |event| {
                            let field = event
                                .target()
                                .and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
                            if let Some(field) = field {
                                book.choose(&ticked, field.checked());
                            }
                        }),
                ),
            ),
            html::div()
                .class("contact-lines")
                .attr("role", "gridcell")
                .child((
                    html::bdi().class("contact-name").child(row.name.clone()),
                    html::bdi().class("contact-below").child(below.join(" · ")),
                )),
        ))
}

fn keys(page: Page, event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        if event.key() == "a" && event.ctrl_key() {
            event.prevent_default();
            page.book.choose_all(page.book.all_shown());
        }
        return;
    }
    let place = page.place();
    let view = page
        .scroller
        .get_value()
        .map_or(10, |s| s.page().max(2) - 1);
    let to = match event.key().as_str() {
        "ArrowDown" | "j" => place.map_or(0, |at| at.saturating_add(1)),
        "ArrowUp" | "k" => place.map_or(0, |at| at.saturating_sub(1)),
        "PageDown" => place.unwrap_or(0).saturating_add(view),
        "PageUp" => place.unwrap_or(0).saturating_sub(view),
        "Home" => 0,
        "End" => u32::MAX,
        "Enter" => {
            if let Some(id) = place.and_then(|at| page.book.at(at)) {
                page.open_from_list(&id);
                super::detail::focus_detail();
            }
            event.prevent_default();
            return;
        }
        " " | "x" => {
            if let Some(id) = place.and_then(|at| page.book.at(at)) {
                let is_chosen = page.book.chosen().with_untracked(|all| all.contains(&id));
                page.book.choose(&id, !is_chosen);
            }
            event.prevent_default();
            return;
        }
        "Delete" | "#" => {
            let chosen = page.book.chosen().get_untracked();
            let mut ids: Vec<ContactId> = chosen.into_iter().collect();
            if ids.is_empty() {
                ids.extend(place.and_then(|at| page.book.at(at)));
            }
            page.remove(ids);
            event.prevent_default();
            return;
        }
        "/" => {
            focus(&format!("#{SEARCH_ID}"));
            event.prevent_default();
            return;
        }
        "Escape" => return page.close(),
        _ => return,
    };
    event.prevent_default();
    page.step_to(to);
}

impl Page {
    /// The line that the keyboard is at: the cursor, else whoever is open.
    fn place(&self) -> Option<u32> {
        let cursor = self.book.cursor().get_untracked();
        cursor.or_else(|| self.book.place(&untrack(|| self.open_id())?))
    }
    fn step_to(&self, to: u32) {
        self.book.move_cursor(Some(to));
        let is_open = untrack(|| self.open_id()).is_some();
        let at = self.book.cursor().get_untracked();
        if let (true, Some(id)) = (is_open, at.and_then(|at| self.book.at(at))) {
            self.open(Some(&id));
        }
    }
    fn open_from_list(&self, id: &ContactId) {
        self.form.set(None);
        self.open(Some(id));
    }
    /// Begins a message to some.
    pub(super) fn write_to(&self, ids: &[ContactId]) {
        let rows = ids.iter().filter_map(|id| self.book.row(id));
        let people: Vec<mail_model::Address> = rows
            .filter_map(|row| {
                Some(mail_model::Address {
                    name: row.name.clone(),
                    address: row.emails.first()?.clone(),
                })
            })
            .collect();
        if !people.is_empty() {
            self.app.compose_to(&people);
        }
    }
}

/// What stands where there is nobody.
fn beside_rows(page: Page) -> Option<View> {
    let book = page.book;
    if !book.is_here().get() || book.total().get() > 0 {
        return None;
    }
    let (title, text) = if !book.typed().with(String::is_empty) {
        (
            i18n::contacts_none_found_title(),
            i18n::contacts_none_found_text(),
        )
    } else if book.group().get().is_some() {
        (
            i18n::contacts_group_empty_title(),
            i18n::contacts_group_empty_text(),
        )
    } else {
        (i18n::contacts_empty_title(), i18n::contacts_empty_text())
    };
    let empty = html::div().class("empty").child((
        icon(Icon::Person),
        html::h2().child(title),
        html::p().child(text),
    ));
    Some(empty.view())
}
