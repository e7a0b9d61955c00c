//! A field of recipients: those that are named already as chips, and a place to
//! name more.

use super::suggestions::{Suggestions, listbox};
use super::writing::Writing;
use crate::dom::{Element, View, along_text, document, ev, html, keyed, value_of};
use crate::i18n;
use crate::reactive::*;
use crate::recipients::{is_sound, parse, written};
use crate::state::{Composer, Field};
use crate::ui::{Icon, MenuItem, icon, menu};
use mail_model::Address;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, HtmlElement, HtmlInputElement, KeyboardEvent};

/// The type under which a chip is dragged within the app.
const DRAGGED: &str = "application/x-porthole-recipient";

/// What a field of recipients is called.
pub(super) fn label(field: Field) -> &'static str {
    match field {
        Field::To => i18n::message_to(),
        Field::Cc => i18n::message_cc(),
        Field::Bcc => i18n::message_bcc(),
        Field::ReplyTo => i18n::message_reply_to(),
    }
}

pub(super) fn name(field: Field) -> &'static str {
    match field {
        Field::To => "to",
        Field::Cc => "cc",
        Field::Bcc => "bcc",
        Field::ReplyTo => "reply-to",
    }
}

/// A field's own state.
#[derive(Clone, Copy)]
struct People {
    writing: Writing,
    field: Field,
    input: StoredValue<HtmlInputElement, LocalStorage>,
    suggestions: Suggestions,
    is_over: RwSignal<bool>,
}

/// The field, with something at its end, to which Tab leads before it.
pub(super) fn people(writing: Writing, field: Field, end: View) -> Element {
    let composer = writing.composer;
    let id = format!("composer-{}-{}", composer.id.0, name(field));
    let input = html::input();
    let this = People {
        writing,
        field,
        input: StoredValue::new_local(input.node()),
        suggestions: Suggestions::new(writing.app, format!("{id}-found")),
        is_over: RwSignal::new(false),
    };
    let suggestions = this.suggestions;
    let input = input
        .class("people-input")
        .attr("id", id.clone())
        .attr("type", "text")
        .attr("role", "combobox")
        .attr("aria-autocomplete", "list")
        .attr("aria-controls", suggestions.id.get_value())
        .attr("aria-expanded", move || {
            if suggestions.is_open() {
                "true"
            } else {
                "false"
            }
        })
        .attr("aria-activedescendant", move || suggestions.active())
        .attr("aria-description", move || {
            let count = composer.draft().with(|draft| field.of(draft).len());
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            (count > 0).then(|| i18n::composer_people_count(count))
        })
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .on(ev::INPUT, move |event| suggestions.ask(&value_of(event)))
        .on(ev::PASTE, move |event| this.paste(event))
        .on(ev::FOCUS_OUT, move |_| {
            this.take_typed();
            suggestions.close();
        })
        .on(ev::KEY_DOWN, move |event| this.press(event));
    html::div()
        .class("composer-row people")
        .class(("is-over", move || this.is_over.get()))
        .attr("role", "group")
        .attr("aria-label", label(field))
        .on(ev::CLICK, move |event| {
            // A click beside the chips is meant for the field.
            let on = event
                .target()
                .and_then(|on| on.dyn_into::<HtmlElement>().ok());
            if on.is_some_and(|on| on.class_list().contains("people-chips")) {
                this.focus();
            }
        })
        .on(ev::DRAG_OVER, move |event| this.drag_over(event))
        .on(ev::DRAG_LEAVE, move |_| this.is_over.set(false))
        .on(ev::DROP, move |event| this.drop(event))
        .child((
            html::label().attr("for", id).child(label(field)),
            // It stands behind the field, and before it in the order of Tab: who has
            // named somebody goes on to the next field.
            end,
            html::div().class("people-chips").child((
                keyed(
                    move || composer.draft().with(|draft| field.of(draft).clone()),
                    |person| format!("{}\n{}", person.name, person.address),
                    move |person| this.chip(&person),
                ),
                input,
            )),
            listbox(suggestions, move |people| this.take(people)),
        ))
}

impl People {
    fn focus(self) {
        // Refused by no browser.
        let _ = self.input.get_value().focus();
    }

    /// Puts people into the field.
    fn take(self, mut people: Vec<Address>) {
        self.input.get_value().set_value("");
        self.suggestions.close();
        let has_room = self.writing.app.as_many_as_go(&people).len();
        people.truncate(has_room);
        self.writing.composer.add(self.field, people);
        self.writing.keep_soon();
    }

    /// Makes chips of what was typed.
    fn take_typed(self) {
        let typed = parse(&self.input.get_value().value());
        if !typed.is_empty() {
            let wrong = typed.iter().find(|person| !is_sound(person));
            if let Some(wrong) = wrong {
                let words = i18n::chip_wrong_name(&wrong.address);
                self.writing.app.state.notices.announce(&words);
            }
            self.take(typed);
        }
    }

    fn remove(self, person: &Address) {
        self.writing.composer.remove(self.field, person);
        self.writing.keep_soon();
        let words = i18n::chip_removed(person.label());
        self.writing.app.state.notices.announce(&words);
        self.focus();
    }

    /// Puts somebody back to where one types.
    fn change(self, person: &Address) {
        self.take_typed();
        self.writing.composer.remove(self.field, person);
        self.writing.keep_soon();
        let input = self.input.get_value();
        input.set_value(&written(person));
        self.focus();
        input.select();
    }

    fn press(self, event: &KeyboardEvent) {
        if event.is_composing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let input = self.input.get_value();
        let typed = input.value();
        let is_open = untrack(|| self.suggestions.is_open());
        let is_at_start =
            input.selection_start() == Ok(Some(0)) && input.selection_end() == Ok(Some(0));
        match along_text(event.key()).as_str() {
            "ArrowDown" if is_open => self.suggestions.step(1),
            "ArrowUp" if is_open => self.suggestions.step(-1),
            "Escape" if is_open => self.suggestions.close(),
            key @ ("Enter" | "Tab") if is_open => match self.suggestions.taken() {
                Some(people) => self.take(people),
                None if key == "Enter" => self.take_typed(),
                None => return,
            },
            "Enter" => self.take_typed(),
            "," | ";" if !typed.trim().is_empty() && parse(&typed).iter().all(is_sound) => {
                self.take_typed();
            }
            "Backspace" | "ArrowLeft" if is_at_start => {
                if !focus_last_chip(&input) {
                    return;
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// A list that is pasted is not typed: it becomes chips at once.
    fn paste(self, event: &web_sys::ClipboardEvent) {
        let data = event.clipboard_data();
        let text = data.and_then(|data| data.get_data("text/plain").ok());
        let people = parse(&text.unwrap_or_default());
        let is_list = people.len() > 1 || people.iter().any(|person| !person.name.is_empty());
        if is_list || (people.len() == 1 && self.input.get_value().value().is_empty()) {
            event.prevent_default();
            self.take(people);
        }
    }

    fn chip(self, person: &Address) -> Element {
        let is_wrong = !is_sound(person);
        let name = match is_wrong {
            true => i18n::chip_wrong_name(&written(person)),
            false => written(person),
        };
        let button = html::button()
            .class("chip")
            .class(("is-wrong", move || is_wrong))
            .attr("tabindex", "-1")
            .attr("title", name.clone())
            .attr("aria-label", name.clone())
            .attr("draggable", "true")
            .child((
                is_wrong.then(|| icon(Icon::Warning)),
                html::bdi().child(person.label().to_owned()),
            ));
        let node: HtmlElement = button.node();
        let (dragged, pressed, of_menu) = (person.clone(), person.clone(), person.clone());
        let changed = person.clone();
        let button = button
            .on(ev::DOUBLE_CLICK, move |_| self.change(&changed))
            .on(ev::KEY_DOWN, move |event| {
                self.press_chip(event, &node, &pressed);
            })
            .on(ev::DRAG_START, move |event| {
                let Some(data) = event.data_transfer() else {
                    return;
                };
                // Refused only while nothing is dragged.
                let _ = data.set_data("text/plain", &written(&dragged));
                let _ = data.set_data(DRAGGED, &packed(self.field, &dragged));
            });
        let removed = person.clone();
        html::span()
            .class("chip-holder")
            .class(("is-wrong", move || is_wrong))
            .child((
                menu(button, name, move || self.items(&of_menu)),
                html::button()
                    .class("chip-remove")
                    .attr("type", "button")
                    .attr("tabindex", "-1")
                    .attr("aria-label", i18n::chip_remove_name(person.label()))
                    .on(ev::CLICK, move |_| self.remove(&removed))
                    .child(icon(Icon::Close)),
            ))
    }

    fn items(self, person: &Address) -> Vec<MenuItem> {
        let item = |name: String, act: fn(People, &Address)| {
            let person = person.clone();
            MenuItem::action(name, move || act(self, &person))
        };
        let mut items = vec![
            item(i18n::chip_edit().to_owned(), People::change),
            item(i18n::person_copy_both().to_owned(), |_, person| {
                crate::components::message_people::copy(&written(person));
            }),
        ];
        // Who gets answers and who gets the letter are different questions.
        let is_like = |to: &Field| {
            *to != self.field && to.is_for_recipients() == self.field.is_for_recipients()
        };
        for to in Field::ALL.into_iter().filter(is_like) {
            let person = person.clone();
            items.push(MenuItem::action(i18n::chip_move(label(to)), move || {
                self.writing.composer.move_to(&person, self.field, to);
                self.writing.keep_soon();
                self.focus();
            }));
        }
        items.push(item(i18n::chip_remove().to_owned(), People::remove));
        items
    }

    fn press_chip(self, event: &KeyboardEvent, chip: &HtmlElement, person: &Address) {
        if event.ctrl_key() || event.meta_key() {
            if event.key() == "c" {
                crate::components::message_people::copy(&written(person));
                event.prevent_default();
            }
            return;
        }
        match along_text(event.key()).as_str() {
            "Backspace" | "Delete" => {
                let next = neighbour(chip, if event.key() == "Delete" { 1 } else { -1 });
                self.remove(person);
                if let Some(next) = next {
                    let _ = next.focus();
                }
            }
            "ArrowLeft" => {
                if let Some(before) = neighbour(chip, -1) {
                    let _ = before.focus();
                }
            }
            "ArrowRight" => match neighbour(chip, 1) {
                Some(next) => {
                    let _ = next.focus();
                }
                None => self.focus(),
            },
            "F2" => self.change(person),
            "Home" | "End" | "Escape" => self.focus(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn drag_over(self, event: &DragEvent) {
        let Some(data) = event.data_transfer() else {
            return;
        };
        let is_chip = data.types().iter().any(|kind| kind == DRAGGED);
        if is_chip {
            event.prevent_default();
            event.stop_propagation();
            self.is_over.set(true);
        }
    }

    fn drop(self, event: &DragEvent) {
        self.is_over.set(false);
        let data = event.data_transfer();
        let dragged = data.and_then(|data| data.get_data(DRAGGED).ok());
        let Some((from, person)) = dragged.as_deref().and_then(unpacked) else {
            return;
        };
        event.prevent_default();
        event.stop_propagation();
        let composers = self.writing.app.state.composers.open();
        let here = self.writing.composer;
        let has = |composer: &&Composer| {
            let draft = composer.draft();
            draft.with_untracked(|draft| from.of(draft).contains(&person))
        };
        // From another window it is copied, not moved; and so is who gets the
        // letter and is to get its answers.
        let is_moved = from.is_for_recipients() == self.field.is_for_recipients();
        if has(&&here) && is_moved {
            here.move_to(&person, from, self.field);
        } else if composers.with_untracked(|open| open.iter().any(|open| has(&open))) {
            here.add(self.field, vec![person]);
        }
        self.writing.keep_soon();
    }
}

fn packed(field: Field, person: &Address) -> String {
    format!("{}\n{}\n{}", name(field), person.address, person.name)
}

fn unpacked(text: &str) -> Option<(Field, Address)> {
    let mut lines = text.splitn(3, '\n');
    let from = lines.next()?;
    let field = Field::ALL.into_iter().find(|field| name(*field) == from)?;
    let address = lines.next()?.to_owned();
    let name = lines.next()?.to_owned();
    Some((field, Address { name, address }))
}

/// Moves the focus to the chip before the place where one types.
fn focus_last_chip(input: &HtmlInputElement) -> bool {
    let chips = chips_of(input);
    let Some(last) = chips.last() else {
        return false;
    };
    // Refused by no browser.
    let _ = last.focus();
    true
}

/// The chip so many places further in the same field.
fn neighbour(chip: &HtmlElement, by: isize) -> Option<HtmlElement> {
    let chips = chips_of(chip);
    let at = chips.iter().position(|other| other == chip)?;
    chips.get(at.checked_add_signed(by)?).cloned()
}

fn chips_of(inside: &web_sys::Element) -> Vec<HtmlElement> {
    let field = inside.closest(".people").ok().flatten();
    let found = field.and_then(|field| field.query_selector_all(".chip").ok());
    let Some(found) = found else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into().ok())
        .collect()
}

/// Whether something is being chosen or typed in a field of recipients: Escape
/// is for that then.
pub(super) fn is_busy() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|focused| focused.get_attribute("aria-expanded").as_deref() == Some("true"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chip_is_the_same_after_it_was_dragged() {
        let person = Address {
            name: "Ada\nLovelace".to_owned(),
            address: "ada@example.org".to_owned(),
        };
        for field in Field::ALL {
            let dragged = packed(field, &person);
            assert_eq!(unpacked(&dragged), Some((field, person.clone())));
        }
        assert_eq!(unpacked("else\na\nb"), None);
    }
}
