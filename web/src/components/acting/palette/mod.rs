//! The palette: one field that finds whatever can be done and wherever one can go
//! (WAI-ARIA, combobox with a list box).

mod entries;
mod fuzzy;
mod gather;

use self::entries::{Found, Target, found};
use self::gather::{gather, people};
use super::deed;
use super::meant;
use super::run::go;
use crate::app::App;
use crate::dom::{Child, View, document, ev, html, value_of};
use crate::i18n;
use crate::reactive::*;
use crate::route::Route;
use crate::state::PaletteOf;
use crate::ui::{Icon, icon, icon_button};
use core::ops::Range;
use gloo_timers::callback::Timeout;
use mail_engine::{Deed, LaterAction, Scope};
use std::rc::Rc;

const FIELD_ID: &str = "palette-field";
const LIST_ID: &str = "palette-list";
/// People are asked for when one has typed so much.
const LEAST_OF_A_NAME: usize = 2;
/// People are asked for after a rest, in milliseconds.
const REST: u32 = 120;

/// The field and what it finds; `close` ends it.
pub(super) fn palette(app: App, of: PaletteOf, close: impl Fn() + Copy + 'static) -> View {
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let entries = StoredValue::new(gather(app, of));
    let lately = app.state.operations.picked();
    let shown = memo(move |_| {
        let typed = typed.get();
        let mut shown = entries.with_value(|entries| found(entries, &lately, &typed));
        if of == PaletteOf::All && !typed.trim().is_empty() {
            shown.extend(people(app, &typed));
            shown.push(gather::search_for(&typed));
        }
        shown
    });
    let take: Rc<dyn Fn(usize)> = Rc::new(move |index| {
        let taken = shown.with_untracked(|shown| shown.get(index).cloned());
        if let Some(taken) = taken {
            close();
            // The dialog gives the focus back when it closes, which comes first.
            Timeout::new(0, move || lead(app, &taken.entry.target)).forget();
        }
    });
    html::div()
        .class("palette")
        .child((
            html::div().class("palette-head").child((
                icon(Icon::Search),
                field(app, of, (typed, at, shown), Rc::clone(&take)),
                icon_button(i18n::close(), Icon::Close, "", close),
            )),
            html::div()
                .class("palette-list")
                .attr("id", LIST_ID)
                .attr("role", "listbox")
                .attr("aria-label", i18n::palette())
                // The field keeps the focus.
                .on(ev::MOUSE_DOWN, |event| event.prevent_default())
                .child(move || {
                    let lines = shown.with(|shown| {
                        let lines = shown.iter().enumerate();
                        let line = |(index, found)| option(index, found, at, &take);
                        lines.map(line).collect::<Vec<_>>()
                    });
                    let is_empty = lines.is_empty();
                    let note = || html::p().class("chooser-none").child(i18n::move_none());
                    (lines, is_empty.then(note)).view()
                }),
            html::p()
                .class("only-heard")
                .attr("role", "status")
                .child(move || {
                    let count = shown.with(Vec::len);
                    i18n::chooser_count(u32::try_from(count).unwrap_or(u32::MAX))
                }),
        ))
        .view()
}

type Look = (RwSignal<String>, RwSignal<usize>, Memo<Vec<Found>>);

fn field(app: App, of: PaletteOf, (typed, at, shown): Look, take: Rc<dyn Fn(usize)>) -> View {
    let asking = StoredValue::new_local(None::<Timeout>);
    let active = move || {
        let at = at.get();
        shown.with(|shown| (at < shown.len()).then(|| option_id(at)))
    };
    let words = match of {
        PaletteOf::All => i18n::palette_field(),
        PaletteOf::Mailboxes => i18n::move_field(),
    };
    html::input()
        .attr("id", FIELD_ID)
        .attr("type", "text")
        .attr("role", "combobox")
        .attr("aria-label", words)
        .attr("aria-expanded", "true")
        .attr("aria-autocomplete", "list")
        .attr("aria-controls", LIST_ID)
        .attr("aria-activedescendant", active)
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .attr("placeholder", words)
        .attr("autofocus", "")
        .on(ev::INPUT, move |event| {
            let now = value_of(event);
            at.set(0);
            typed.set(now.clone());
            let is_name = of == PaletteOf::All && now.trim().chars().count() >= LEAST_OF_A_NAME;
            let ask = is_name.then(|| Timeout::new(REST, move || ask_for_people(app, now)));
            asking.set_value(ask);
        })
        .on(ev::KEY_DOWN, move |event| {
            let Some(last) = shown.with_untracked(Vec::len).checked_sub(1) else {
                return;
            };
            let now = at.get_untracked();
            match event.key().as_str() {
                _ if event.is_composing() => return,
                "ArrowDown" => at.set(if now < last { now + 1 } else { 0 }),
                "ArrowUp" => at.set(now.checked_sub(1).unwrap_or(last)),
                "PageDown" => at.set((now + 8).min(last)),
                "PageUp" => at.set(now.saturating_sub(8)),
                "Enter" => take(now),
                _ => return,
            }
            event.prevent_default();
            show(at.get_untracked());
        })
        .view()
}

fn ask_for_people(app: App, typed: String) {
    if untrack(|| app.can_write()) {
        let question = app.state.search.next_question();
        app.act(LaterAction::CompleteAddress { question, typed });
    }
}

/// Does what was found.
fn lead(app: App, target: &Target) {
    if let Some(name) = target.name() {
        app.state.operations.note_picked(name);
    }
    match target {
        Target::Command(command) => app.command(*command),
        Target::Go(mailbox) => go(app, Route::mailbox(mailbox.clone())),
        Target::Move(mailbox) => {
            let messages = meant::meant(app);
            deed::perform(app, &messages, Deed::Move(mailbox.clone()));
        }
        Target::Section(section) => app.go(Route::Settings(*section)),
        Target::Kept(route) => go(app, route.clone()),
        Target::Search(text) => {
            app.search_for(text, Scope::Everywhere);
            crate::components::focus_list();
        }
        Target::Write(person) => app.compose_to(std::slice::from_ref(person)),
    }
}

fn option(index: usize, found: &Found, at: RwSignal<usize>, take: &Rc<dyn Fn(usize)>) -> View {
    let take = Rc::clone(take);
    let Found { entry, marks } = found;
    let keys = (!entry.keys.is_empty()).then(|| {
        let keys = entry.keys.split(' ').map(str::to_owned);
        let keys = keys.map(|key| html::kbd().child(key).view());
        html::span()
            .class("palette-keys")
            .child(keys.collect::<Vec<_>>())
    });
    html::div()
        .class("palette-option")
        .class(("is-active", move || at.get() == index))
        .attr("id", option_id(index))
        .attr("role", "option")
        .attr("aria-selected", move || {
            if at.get() == index { "true" } else { "false" }
        })
        .on(ev::CLICK, move |_| take(index))
        .child((
            icon(entry.icon),
            html::span()
                .class("palette-name")
                .attr("dir", "auto")
                .child(marked(&entry.name, marks)),
            html::span()
                .class("palette-beside")
                .attr("dir", "auto")
                .child(entry.beside.clone()),
            keys,
        ))
        .view()
}

/// A name with the letters that were typed set off.
fn marked(name: &str, marks: &[Range<usize>]) -> Vec<View> {
    let mut parts = Vec::new();
    let mut from = 0;
    for mark in marks {
        let plain = name.get(from..mark.start).unwrap_or_default();
        parts.push(plain.view());
        let letters = name.get(mark.clone()).unwrap_or_default();
        parts.push(html::mark().child(letters.to_owned()).view());
        from = mark.end;
    }
    parts.push(name.get(from..).unwrap_or_default().view());
    parts
}

fn option_id(index: usize) -> String {
    format!("{LIST_ID}-{index}")
}

/// Scrolls as little as shows the line that the arrows are at.
fn show(index: usize) {
    if let Some(line) = document().get_element_by_id(&option_id(index)) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        line.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
