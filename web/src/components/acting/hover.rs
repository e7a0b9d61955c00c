//! The buttons over the row that the pointer is at, and the menu that it opens. The
//! buttons exist once and move from row to row: sixty rows need not each have them.

use super::meant::purpose;
use super::pointer::{around, hear as listen, meant_by, row_at, row_of, target};
use crate::app::App;
use crate::components::LIST_ID;
use crate::components::hint::hinted_by;
use crate::dom::{Element, document, html};
use crate::i18n;
use crate::keyboard::Command;
use crate::reactive::*;
use crate::state::{Asked, Row};
use crate::ui::{Icon, icon};
use gloo_events::EventListener;
use mail_model::SpecialUse;
use web_sys::{Event, MouseEvent, Node, PointerEvent};

/// Hears where the pointer is.
pub(super) fn hear(app: App) {
    let row = RwSignal::new(None::<Row>);
    let is_away = RwSignal::new(false);
    let buttons = buttons(app, row).class(("is-away", move || is_away.get()));
    let node: Node = buttons.node();
    let moving = StoredValue::<_, LocalStorage>::new_local(None::<EventListener>);
    let stand_over = move |at: Row, element: &web_sys::Element| {
        if row.with_untracked(|row| row.as_ref() != Some(&at)) {
            row.set(Some(at));
        }
        if node.parent_node().as_ref() != Some(element.as_ref()) {
            // Refused only if a node were to contain itself.
            let _ = element.append_child(&node);
        }
    };
    // It may have come to rest there before this was loaded.
    if let Ok(Some(element)) = document().query_selector(".row:hover")
        && let Some(at) = row_at(app, &element)
    {
        stand_over(at, &element);
    }
    listen("pointerover", move |event: &PointerEvent| {
        if event.pointer_type() == "touch" {
            return;
        }
        if let Some((at, element)) = row_of(app, event) {
            stand_over(at, &element);
        }
    });
    // A long touch selects, and asks browsers for a menu too.
    let by_touch = StoredValue::new(false);
    listen("pointerdown", move |event: &PointerEvent| {
        by_touch.set_value(event.pointer_type() == "touch");
    });
    listen("keydown", move |_: &Event| {
        by_touch.set_value(false);
        // They lie over the row's end, so any key shows that again, until the pointer
        // moves on (WCAG 2.2, 1.4.13).
        if !is_away.get_untracked() {
            is_away.set(true);
            let back = EventListener::once(&document(), "pointermove", move |_| is_away.set(false));
            moving.set_value(Some(back));
        }
    });
    listen("contextmenu", move |event: &MouseEvent| {
        ask_for_menu(app, event, by_touch.get_value());
    });
}

/// A menu at the pointer, or, by keyboard, at the row that the keyboard is at.
fn ask_for_menu(app: App, event: &MouseEvent, by_touch: bool) {
    let is_here = target(event).and_then(|target| around(&target, &format!("#{LIST_ID}")));
    if is_here.is_none() {
        return;
    }
    event.prevent_default();
    if by_touch {
        return;
    }
    match row_of(app, event) {
        Some((row, _)) => {
            let (x, y) = (event.client_x(), event.client_y());
            open_menu(app, &row, (f64::from(x), f64::from(y)));
        }
        None => menu_at_cursor(app),
    }
}

/// The same at the row that the keyboard is at.
pub(super) fn menu_at_cursor(app: App) {
    let active = document().query_selector(".row.is-at-cursor");
    if let Ok(Some(active)) = active
        && let Some(row) = row_at(app, &active)
    {
        let place = active.get_bounding_client_rect();
        open_menu(app, &row, (place.left() + 32.0, place.bottom()));
    }
}

fn open_menu(app: App, row: &Row, (x, y): (f64, f64)) {
    if let Some(messages) = meant_by(app, row) {
        app.state.list.move_cursor(Some(row.number_untracked()));
        app.state.operations.ask(Some(Asked::Menu(messages, x, y)));
    }
}

fn buttons(app: App, row: RwSignal<Option<Row>>) -> Element {
    let flags = memo(move |_| {
        let summary = row.get()?.summary()?;
        Some((summary.flags.is_seen(), summary.flags.is_flagged()))
    });
    let is_seen = move || flags.get().is_some_and(|(is_seen, _)| is_seen);
    let is_flagged = move || flags.get().is_some_and(|(_, is_flagged)| is_flagged);
    let run = move |command| {
        if let Some(summary) = row
            .get_untracked()
            .and_then(|row| untrack(|| row.summary()))
        {
            app.run(command, Some(super::meant::one(summary.uid)));
        }
    };
    let seen = move || match is_seen() {
        true => Command::MarkUnseen,
        false => Command::MarkSeen,
    };
    html::div()
        .class("row-acts")
        // A row has cells and nothing else.
        .attr("role", "gridcell")
        .attr("aria-label", i18n::act_menu())
        .child((
            move || {
                let can_answer = app.can_write() && purpose(app) != Some(SpecialUse::Drafts);
                can_answer.then(|| {
                    button(
                        app,
                        || Command::Reply,
                        || (Icon::Reply, i18n::verb_reply()),
                        move || run(Command::Reply),
                    )
                })
            },
            button(
                app,
                || Command::Archive,
                || (Icon::Archive, i18n::act_archive()),
                move || run(Command::Archive),
            ),
            button(
                app,
                || Command::Delete,
                || (Icon::Trash, i18n::act_delete()),
                move || run(Command::Delete),
            ),
            button(
                app,
                seen,
                move || match is_seen() {
                    true => (Icon::Envelope, i18n::act_mark_unread()),
                    false => (Icon::EnvelopeOpen, i18n::act_mark_read()),
                },
                move || run(untrack(seen)),
            ),
            button(
                app,
                || Command::ToggleFlagged,
                move || match is_flagged() {
                    true => (Icon::Flag, i18n::act_unflag()),
                    false => (Icon::Flag, i18n::act_flag()),
                },
                move || run(Command::ToggleFlagged),
            ),
        ))
}

/// Reached by the pointer; by keyboard the list has shortcuts.
fn button(
    app: App,
    command: impl Fn() -> Command + Copy + 'static,
    look: impl Fn() -> (Icon, &'static str) + Copy + Send + Sync + 'static,
    press: impl Fn() + 'static,
) -> Element {
    hinted_by(html::button(), app, command)
        .class("row-act")
        .attr("type", "button")
        .attr("tabindex", "-1")
        .attr("aria-label", move || look().1)
        // The list keeps the focus.
        .on(crate::dom::ev::MOUSE_DOWN, |event| event.prevent_default())
        .on(crate::dom::ev::CLICK, move |event| {
            event.stop_propagation();
            event.prevent_default();
            press();
        })
        .child(move || icon(look().0))
}
