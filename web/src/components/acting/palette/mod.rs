//! The palette: one field that finds whatever can be done and wherever one can go
//! (WAI-ARIA, combobox with a list box).

mod entries;
mod fuzzy;
mod gather;

use self::entries::{Found, Target, found};
use self::gather::{gather, people};
use super::deed;
use super::meant;
use super::picker::Picker;
use super::run::{go, prefer_all};
use crate::app::App;
use crate::dom::{Child, View, html};
use crate::i18n;
use crate::reactive::*;
use crate::route::Route;
use crate::state::PaletteOf;
use crate::ui::{Icon, icon, icon_button};
use core::ops::Range;
use gloo_timers::callback::Timeout;
use mail_engine::{Deed, LaterAction, Scope};

/// People are asked for when one has typed so much.
const LEAST_OF_A_NAME: usize = 2;
/// People are asked for after a rest, in milliseconds.
const REST: u32 = 120;

/// The field and what it finds; `close` ends it.
pub(super) fn palette(app: App, of: PaletteOf, close: impl Fn() + Copy + 'static) -> View {
    let typed = RwSignal::new(String::new());
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
    let (label, is_all) = match of {
        PaletteOf::All => (i18n::palette_field(), true),
        PaletteOf::Mailboxes => (i18n::move_field(), false),
    };
    let picker = Picker::new(label, typed, shown, move |found: &Found| {
        close();
        let target = found.entry.target.clone();
        // The dialog gives the focus back when it closes, which comes first.
        Timeout::new(0, move || lead(app, &target)).forget();
    });
    let asking = StoredValue::new_local(None::<Timeout>);
    let field = picker.field(move |now| {
        let is_name = is_all && now.trim().chars().count() >= LEAST_OF_A_NAME;
        let ask = is_name.then(|| Timeout::new(REST, move || ask_for_people(app, now)));
        asking.set_value(ask);
    });
    html::div()
        .class("palette")
        .child((
            html::div().class("palette-head").child((
                icon(Icon::Search),
                field,
                icon_button(i18n::close(), Icon::Close, "", close),
            )),
            picker.list(i18n::palette(), i18n::move_none(), |found| {
                (line(found), None)
            }),
        ))
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
        Target::Density(density) => prefer_all(app, "density", |all| all.look.density = *density),
        Target::Language(tag) => {
            prefer_all(app, "language", |all| (*tag).clone_into(&mut all.language));
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

fn line(found: &Found) -> View {
    let Found { entry, marks } = found;
    let keys = (!entry.keys.is_empty()).then(|| {
        let keys = entry.keys.split(' ').map(str::to_owned);
        let keys = keys.map(|key| html::kbd().child(key).view());
        html::span()
            .class("palette-keys")
            .child(keys.collect::<Vec<_>>())
    });
    (
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
    )
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
