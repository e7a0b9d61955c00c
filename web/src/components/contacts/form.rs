//! A contact as it is changed.

use super::Page;
use super::photo;
use crate::dom::{Child, Element, View, effect, ev, focus, html, value_of};
use crate::i18n;
use crate::reactive::*;
use crate::route::Route;
use crate::ui::{Icon, icon, icon_button};
use cards::{Birthday, Contact, Date, Label, Labelled, PostalAddress};
use gloo_events::{EventListener, EventListenerOptions};
use mail_engine::{ContactId, SessionState};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlOptionElement, KeyboardEvent};

const FORM_ID: &str = "contact-form";

/// So long a form that was left can be gone on with by its toast, in seconds.
const UNSAVED_SECONDS: u32 = 12;

/// What is being changed: the contact as it was, and as it stands.
#[derive(Clone)]
pub(super) struct Draft {
    was: Contact,
    fields: Fields,
}

/// The fields: each is its own signal, so that typing draws nothing anew.
#[derive(Clone, Copy)]
struct Fields {
    /// All that is one text, and the lists.
    contact: RwSignal<Contact>,
    /// How many entries there are of each list, to draw them.
    rows: RwSignal<u32>,
}

impl Page {
    /// Begins to change a contact, or a new one.
    pub(super) fn begin(&self, mut contact: Contact) {
        let was = contact.clone();
        if contact.names == cards::Names::default() && contact.name != contact.organization {
            // A card that has a name only as a whole.
            match contact.name.rsplit_once(' ') {
                Some((given, family)) => {
                    given.clone_into(&mut contact.names.given);
                    family.clone_into(&mut contact.names.family);
                }
                None => contact.names.given.clone_from(&contact.name),
            }
        }
        if contact.emails.is_empty() {
            contact.emails.push(Labelled::default());
        }
        if contact.phones.is_empty() {
            contact.phones.push(Labelled::default());
        }
        self.go_on(was, contact);
    }

    /// Goes on changing a contact.
    pub(super) fn go_on(&self, was: Contact, now: Contact) {
        let fields = Fields {
            contact: RwSignal::new(now),
            rows: RwSignal::new(0),
        };
        self.form.set(Some(Draft { was, fields }));
        focus_first();
    }

    /// The form is gone. What was changed in it and not kept is put aside where the
    /// page was left, and else offered.
    fn left(&self, was: &Contact, now: Contact) {
        let wanted = finished(was, now.clone());
        let is_kept = self
            .kept
            .try_with_value(|kept| kept.as_ref() == Some(&wanted))
            .unwrap_or_default();
        if is_kept || wanted == finished(was, was.clone()) {
            return;
        }
        let state = self.app.state;
        // Nothing of an account stays behind a login form.
        if let None | Some(SessionState::LoggedOut(_)) = state.session().get_untracked() {
            return;
        }
        let route = state.route().get_untracked();
        if !matches!(route, Route::Contacts(_)) {
            return state.contacts.put_aside(was.clone(), now, wanted.name);
        }
        let (page, was) = (*self, was.clone());
        let name = wanted.name.clone();
        let go_on = move || {
            // The page may have been left meanwhile.
            if page.form.try_with_untracked(|_| ()).is_some() {
                page.go_on(was.clone(), now.clone());
            } else {
                state
                    .contacts
                    .put_aside(was.clone(), now.clone(), name.clone());
                page.app.go(Route::Contacts(None));
            }
        };
        let words = i18n::contacts_unsaved(&wanted.name);
        let offer = i18n::contacts_go_on();
        state.notices.offer(words, offer, UNSAVED_SECONDS, go_on);
    }
}

fn focus_first() {
    let first = || focus(&format!("#{FORM_ID} input:not([type=file])"));
    gloo_timers::callback::Timeout::new(0, first).forget();
}

/// The form.
pub(super) fn form(page: Page, draft: Draft) -> View {
    let Draft { was, fields } = draft;
    let is_new = was.uid.is_empty();
    let contact = fields.contact;
    hear_leaving(page, &was, contact);
    let id = ContactId(was.uid.clone());
    let save = move || page.keep(finished(&was, contact.get_untracked()));
    let (by_button, by_key) = (save.clone(), save);
    let cancel = move || {
        page.form.set(None);
        super::list::focus_list();
    };
    let title = if is_new {
        i18n::contacts_new()
    } else {
        i18n::contacts_edit()
    };
    html::form()
        .class("contact-form")
        .attr("id", FORM_ID)
        .attr("aria-label", title)
        .on(ev::SUBMIT, move |event| {
            event.prevent_default();
            by_button();
        })
        .on(ev::KEY_DOWN, move |event: &KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                cancel();
            } else if event.ctrl_key() && matches!(event.key().as_str(), "s" | "Enter") {
                event.prevent_default();
                by_key();
            }
        })
        .child((
            html::header().class("pane-head contact-tools").child((
                html::h1().class("contact-form-title").child(title),
                html::button()
                    .class("button is-quiet")
                    .attr("type", "button")
                    .on(ev::CLICK, move |_| cancel())
                    .child(i18n::contacts_cancel()),
                html::button()
                    .class("button")
                    .attr("type", "submit")
                    .child(i18n::contacts_save()),
            )),
            html::div().class("contact-body contact-fields").child((
                photo::field(page.app, contact),
                html::div().class("contact-pair").child((
                    text(i18n::contacts_given(), contact, |c| &mut c.names.given),
                    text(i18n::contacts_family(), contact, |c| &mut c.names.family),
                )),
                html::div().class("contact-pair").child((
                    text(i18n::contacts_organization(), contact, |c| {
                        &mut c.organization
                    }),
                    text(i18n::contacts_title(), contact, |c| &mut c.title),
                )),
                text(i18n::contacts_nickname(), contact, |c| &mut c.nickname),
                labelled(fields, i18n::contact_email(), "email", |c| &mut c.emails),
                labelled(fields, i18n::contact_phone(), "tel", |c| &mut c.phones),
                addresses(fields),
                labelled(fields, i18n::contact_page(), "url", |c| &mut c.urls),
                birthday(contact),
                note(contact),
                groups(page, &id, is_new),
            )),
        ))
        .view()
}

/// Hears when the form or the tab is left.
fn hear_leaving(page: Page, was: &Contact, contact: RwSignal<Contact>) {
    let (before, left) = (was.clone(), was.clone());
    let options = EventListenerOptions::enable_prevent_default();
    let window = crate::dom::window();
    let leaving = EventListener::new_with_options(&window, "beforeunload", options, move |event| {
        let now = contact.get_untracked();
        if finished(&before, now) != finished(&before, before.clone()) {
            event.prevent_default();
        }
    });
    StoredValue::new_local(leaving);
    let contacts = page.app.state.contacts;
    let changed = left.clone();
    contacts.set_form(Some(Rc::new(move || {
        let now = finished(&changed, contact.try_get_untracked()?);
        (now != finished(&changed, changed.clone())).then_some(now.name)
    })));
    Owner::on_cleanup(move || {
        contacts.set_form(None);
        if let Some(now) = contact.try_get_untracked() {
            page.left(&left, now);
        }
    });
}

/// What is kept: without empty lines, and named.
fn finished(was: &Contact, mut contact: Contact) -> Contact {
    let is_said = |entry: &Labelled| !entry.value.trim().is_empty();
    contact.emails.retain(is_said);
    contact.phones.retain(is_said);
    contact.urls.retain(is_said);
    for url in &mut contact.urls {
        if !url.value.contains("://") {
            url.value.insert_str(0, "https://");
        }
    }
    contact
        .addresses
        .retain(|address| !address.lines().trim().is_empty());
    // The name as a whole follows its parts; where those did not change it stays.
    let is_unnamed = was.name.is_empty() || was.name == was.natural_name();
    if is_unnamed || contact.names != was.names && !spoken_so(was, &contact) {
        contact.name = contact.natural_name();
    }
    if was.names == cards::Names::default() && spoken_so(was, &contact) {
        // They were only guessed, for the form.
        contact.names = cards::Names::default();
    }
    contact
}

/// Whether the parts of the name still say the name as it was.
fn spoken_so(was: &Contact, contact: &Contact) -> bool {
    let names = &contact.names;
    format!("{} {}", names.given.trim(), names.family.trim()).trim() == was.name
}

fn text(
    label: &'static str,
    contact: RwSignal<Contact>,
    part: impl Fn(&mut Contact) -> &mut String + Copy + 'static,
) -> View {
    let input = html::input();
    let node: HtmlInputElement = input.node();
    contact.update_untracked(|contact| node.set_value(part(contact)));
    let input =
        input
            .attr("type", "text")
            .attr("autocomplete", "off")
            .on(ev::INPUT, move |event| {
                let typed = value_of(event);
                contact.update_untracked(|contact| *part(contact) = typed);
            });
    field(label, input)
}

/// A field with its name around it.
fn field(label: &'static str, input: Element) -> View {
    html::label()
        .class("field contact-field")
        .child((
            html::span().child(label),
            html::span().class("field-box").child(input),
        ))
        .view()
}

/// Several of a kind, each with what it is for.
fn labelled(
    fields: Fields,
    name: &'static str,
    kind: &'static str,
    list: impl Fn(&mut Contact) -> &mut Vec<Labelled> + Copy + 'static,
) -> View {
    let Fields { contact, rows } = fields;
    let class = format!("entries-{kind}");
    let own = class.clone();
    let lines = move || {
        rows.track();
        let mut count = 0;
        contact.update_untracked(|contact| count = list(contact).len());
        let lines: Vec<View> = (0..count)
            .map(|place| entry(fields, name, kind, place, list))
            .collect();
        lines
    };
    html::div()
        .class("contact-entries")
        .attr("role", "group")
        .attr("id", class)
        .attr("aria-label", name)
        .child((
            html::span().class("contact-entries-name").child(name),
            lines,
            add(name, move || {
                contact.update_untracked(|contact| list(contact).push(Labelled::default()));
                rows.update(|rows| *rows += 1);
                focus(&format!("#{own} .contact-entry:last-of-type input"));
            }),
        ))
        .view()
}

fn add(name: &'static str, act: impl Fn() + 'static) -> View {
    html::button()
        .class("link-button")
        .attr("type", "button")
        .on(ev::CLICK, move |_| act())
        .child(i18n::contacts_add_entry(name))
        .view()
}

fn entry(
    fields: Fields,
    name: &'static str,
    kind: &'static str,
    place: usize,
    list: impl Fn(&mut Contact) -> &mut Vec<Labelled> + Copy + 'static,
) -> View {
    let Fields { contact, rows } = fields;
    let input = html::input();
    let node: HtmlInputElement = input.node();
    let mut label = Label::None;
    contact.update_untracked(|contact| {
        if let Some(entry) = list(contact).get(place) {
            node.set_value(&entry.value);
            label = entry.label.clone();
        }
    });
    let input_type = if kind == "url" { "text" } else { kind };
    html::div()
        .class("contact-entry")
        .child((
            html::span().class("field-box").child(
                input
                    .attr("type", input_type)
                    .attr("autocomplete", "off")
                    .attr("aria-label", name)
                    .on(ev::INPUT, move |event| {
                        let typed = value_of(event);
                        contact.update_untracked(|contact| {
                            if let Some(entry) = list(contact).get_mut(place) {
                                entry.value = typed;
                            }
                        });
                    }),
            ),
            label_choice(name, &label, move |label| {
                contact.update_untracked(|contact| {
                    if let Some(entry) = list(contact).get_mut(place) {
                        entry.label = label;
                    }
                });
            }),
            icon_button(i18n::contacts_entry_remove(), Icon::Close, "", move || {
                contact.update_untracked(|contact| {
                    let list = list(contact);
                    if place < list.len() {
                        list.remove(place);
                    }
                });
                rows.update(|rows| *rows += 1);
            }),
        ))
        .view()
}

/// What an entry is for.
fn label_choice(name: &'static str, label: &Label, choose: impl Fn(Label) + 'static) -> View {
    let usual = [
        (Label::None, i18n::contacts_label_none()),
        (Label::Home, i18n::contact_home()),
        (Label::Work, i18n::contact_work()),
        (Label::Mobile, i18n::contact_mobile()),
        (Label::Fax, i18n::contact_fax()),
    ];
    let mut labels: Vec<(Label, String)> = usual
        .into_iter()
        .map(|(label, name)| (label, name.to_owned()))
        .collect();
    if let Label::Named(named) = label {
        labels.push((label.clone(), named.clone()));
    }
    let options: Vec<Element> = labels
        .iter()
        .enumerate()
        .map(|(place, (of, name))| {
            let option = html::option();
            let node: HtmlOptionElement = option.node();
            node.set_selected(of == label);
            option.attr("value", place.to_string()).child(name.clone())
        })
        .collect();
    html::span()
        .class("field-box contact-label-choice")
        .child((
            html::select()
                .attr("aria-label", i18n::contacts_label_of(name))
                .on(ev::CHANGE, move |event| {
                    let place = value_of(event).parse::<usize>().unwrap_or(0);
                    if let Some((label, _)) = labels.get(place) {
                        choose(label.clone());
                    }
                })
                .child(options),
            icon(Icon::ChevronDown),
        ))
        .view()
}

fn addresses(fields: Fields) -> View {
    let Fields { contact, rows } = fields;
    let lines = move || {
        rows.track();
        let count = contact.with_untracked(|contact| contact.addresses.len());
        let lines: Vec<View> = (0..count).map(|place| address(fields, place)).collect();
        lines
    };
    html::div()
        .class("contact-entries")
        .attr("role", "group")
        .attr("id", "entries-address")
        .attr("aria-label", i18n::contact_address())
        .child((
            html::span()
                .class("contact-entries-name")
                .child(i18n::contact_address()),
            lines,
            add(i18n::contact_address(), move || {
                contact.update_untracked(|c| c.addresses.push(PostalAddress::default()));
                rows.update(|rows| *rows += 1);
                focus("#entries-address .contact-postal:last-of-type textarea");
            }),
        ))
        .view()
}

fn address(fields: Fields, place: usize) -> View {
    let Fields { contact, rows } = fields;
    let part = move |name: &'static str, of: fn(&mut PostalAddress) -> &mut String| {
        let node: HtmlInputElement;
        let input = html::input();
        node = input.node();
        contact.update_untracked(|contact| {
            if let Some(address) = contact.addresses.get_mut(place) {
                node.set_value(of(address));
            }
        });
        let input = input.attr("type", "text").attr("autocomplete", "off");
        field(
            name,
            input.on(ev::INPUT, move |event| {
                let typed = value_of(event);
                contact.update_untracked(|contact| {
                    if let Some(address) = contact.addresses.get_mut(place) {
                        *of(address) = typed;
                    }
                });
            }),
        )
    };
    let street = html::textarea();
    let node: web_sys::HtmlTextAreaElement = street.node();
    let address = contact.with_untracked(|contact| contact.addresses.get(place).cloned());
    let address = address.unwrap_or_default();
    node.set_value(&address.street);
    let street = street.attr("rows", "2").on(ev::INPUT, move |event| {
        let typed = value_of(event);
        contact.update_untracked(|contact| {
            if let Some(address) = contact.addresses.get_mut(place) {
                address.street = typed;
            }
        });
    });
    html::div()
        .class("contact-postal")
        .child((
            field(i18n::contacts_street(), street),
            html::div().class("contact-pair").child((
                part(i18n::contacts_code(), |a| &mut a.code),
                part(i18n::contacts_town(), |a| &mut a.town),
            )),
            html::div().class("contact-pair").child((
                part(i18n::contacts_region(), |a| &mut a.region),
                part(i18n::contacts_country(), |a| &mut a.country),
            )),
            html::div().class("contact-entry").child((
                label_choice(i18n::contact_address(), &address.label, move |label| {
                    contact.update_untracked(|contact| {
                        if let Some(address) = contact.addresses.get_mut(place) {
                            address.label = label;
                        }
                    });
                }),
                icon_button(i18n::contacts_entry_remove(), Icon::Close, "", move || {
                    contact.update_untracked(|contact| {
                        if place < contact.addresses.len() {
                            contact.addresses.remove(place);
                        }
                    });
                    rows.update(|rows| *rows += 1);
                }),
            )),
        ))
        .view()
}

fn birthday(contact: RwSignal<Contact>) -> View {
    let input = html::input();
    let node: HtmlInputElement = input.node();
    let was = contact.with_untracked(|contact| contact.birthday);
    if let Some(day) = was {
        let written = match day.year {
            Some(year) => format!("{year:04}-{:02}-{:02}", day.month, day.day),
            None => format!("--{:02}-{:02}", day.month, day.day),
        };
        node.set_value(&written);
    }
    let input = input
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("inputmode", "numeric")
        .attr("placeholder", i18n::contacts_birthday_form())
        .on(ev::INPUT, move |event| {
            let typed = value_of(event);
            let is_empty = typed.trim().is_empty();
            if let (Some(_), _) | (None, true) = (read_birthday(&typed), is_empty) {
                contact.update_untracked(|contact| contact.birthday = read_birthday(&typed));
            }
        });
    field(i18n::contact_birthday(), input)
}

/// `1815-12-10`, or `--12-10` where the year is not known.
fn read_birthday(text: &str) -> Option<Birthday> {
    let text = text.trim();
    let (year, rest) = match text.strip_prefix("--") {
        Some(rest) => (None, rest),
        None => {
            let (year, rest) = text.split_once('-')?;
            (Some(year.parse::<u16>().ok()?), rest)
        }
    };
    let (month, day) = rest.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // 2000 has all days that any year has.
    Date::new(year.unwrap_or(2_000), month, day)?;
    Some(Birthday { year, month, day })
}

fn note(contact: RwSignal<Contact>) -> View {
    let area = html::textarea();
    let node: web_sys::HtmlTextAreaElement = area.node();
    contact.with_untracked(|contact| node.set_value(&contact.note));
    let area = area.attr("rows", "4").on(ev::INPUT, move |event| {
        let typed = value_of(event);
        contact.update_untracked(|contact| contact.note = typed);
    });
    field(i18n::contact_note(), area)
}

/// The groups that a contact is in, each to be ticked. They change at once.
fn groups(page: Page, id: &ContactId, is_new: bool) -> Option<View> {
    let groups = page.book.groups().get_untracked();
    if is_new || groups.is_empty() {
        return None;
    }
    let lines: Vec<Element> = groups
        .iter()
        .map(|group| {
            let tick = html::input();
            let node: HtmlInputElement = tick.node();
            let (group_id, member) = (group.id.clone(), id.clone());
            let of = group.id.clone();
            let member_of = member.clone();
            effect(move || {
                page.book.groups().track();
                let row = page.book.row(&of);
                let members = row.as_ref().and_then(|row| row.members.as_ref());
                node.set_checked(members.is_some_and(|members| members.contains(&member_of)));
            });
            html::label().class("contact-group-tick").child((
                tick.attr("type", "checkbox").on(ev::CHANGE, move |event| {
                    let field = event
                        .target()
                        .and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
                    let is_in = field.is_some_and(|field| field.checked());
                    super::groups::set_members(
                        page,
                        &group_id,
                        std::slice::from_ref(&member),
                        is_in,
                    );
                }),
                html::bdi().child(group.name.clone()),
            ))
        })
        .collect();
    let view = html::div()
        .class("contact-entries")
        .attr("role", "group")
        .attr("aria-label", i18n::contacts_groups())
        .child((
            html::span()
                .class("contact-entries-name")
                .child(i18n::contacts_groups()),
            lines,
        ));
    Some(view.view())
}

#[cfg(test)]
mod tests {
    use super::{Contact, finished, read_birthday};

    #[test]
    fn birthdays_are_read_with_a_year_and_without() {
        let read = |text| read_birthday(text).map(|day| (day.year, day.month, day.day));
        assert_eq!(read("1815-12-10"), Some((Some(1815), 12, 10)));
        assert_eq!(read(" --02-29 "), Some((None, 2, 29)));
        for text in ["", "1815", "1815-13-01", "2001-02-29", "--", "a-b-c"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_name_follows_its_parts_and_one_that_stood_alone_stays() {
        let mut was = Contact {
            name: "Ada King Lovelace".to_owned(),
            ..Contact::default()
        };
        let mut changed = was.clone();
        "Ada King".clone_into(&mut changed.names.given);
        "Lovelace".clone_into(&mut changed.names.family);
        let same = finished(&was, changed.clone());
        assert_eq!(
            (same.name, same.names),
            (was.name.clone(), was.names.clone())
        );
        "Byron".clone_into(&mut changed.names.family);
        assert_eq!(finished(&was, changed.clone()).name, "Ada King Byron");
        was.names = changed.names.clone();
        let kept = finished(&was, changed);
        assert_eq!(
            kept.name, "Ada King Lovelace",
            "it was called otherwise on purpose"
        );
    }
}
