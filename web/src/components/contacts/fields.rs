//! The fields of a contact as it is changed.

use super::Page;
use crate::dom::{Child, Element, View, effect, ev, focus, html, value_of};
use crate::i18n;
use crate::reactive::*;
use crate::ui::{Icon, icon, icon_button};
use cards::{Birthday, Contact, Date, Label, Labelled, PostalAddress};
use mail_engine::ContactId;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlOptionElement};

/// The fields: each is its own signal, so that typing draws nothing anew.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    /// All that is one text, and the lists.
    pub(super) contact: RwSignal<Contact>,
    /// How many entries there are of each list, to draw them.
    pub(super) rows: RwSignal<u32>,
}

pub(super) fn text(
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
pub(super) fn labelled(
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

pub(super) fn addresses(fields: Fields) -> View {
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

pub(super) fn birthday(contact: RwSignal<Contact>) -> View {
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
    let field_node = node;
    let input = input
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("inputmode", "numeric")
        .attr("placeholder", i18n::contacts_birthday_form())
        .on(ev::INPUT, move |event| {
            let typed = value_of(event);
            let day = read_birthday(&typed);
            let is_wrong = day.is_none() && !typed.trim().is_empty();
            field_node.set_custom_validity(match is_wrong {
                true => i18n::contacts_birthday_wrong(),
                false => "",
            });
            if !is_wrong {
                contact.update_untracked(|contact| contact.birthday = day);
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

pub(super) fn note(contact: RwSignal<Contact>) -> View {
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
pub(super) fn groups(page: Page, id: &ContactId, is_new: bool) -> Option<View> {
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
    use super::read_birthday;

    #[test]
    fn birthdays_are_read_with_a_year_and_without() {
        let read = |text| read_birthday(text).map(|day| (day.year, day.month, day.day));
        assert_eq!(read("1815-12-10"), Some((Some(1815), 12, 10)));
        assert_eq!(read(" --02-29 "), Some((None, 2, 29)));
        for text in ["", "1815", "1815-13-01", "2001-02-29", "--", "a-b-c"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
