//! A line of the tree.

use super::drag::Dragging;
use super::{drawing, entry_label, line_label};
use crate::app::App;
use crate::dom::{Child, Element, View, ev, html};
use crate::i18n;
use crate::reactive::*;
use crate::route::Route;
use crate::state::{Counts, MailboxMenu, MailboxTask, TreeLine, TreeSpot};
use crate::ui::{Icon, icon};
use mail_model::MailboxName;
use wasm_bindgen::JsCast;

/// What all lines have in common.
#[derive(Clone, Copy)]
pub(super) struct Lines {
    pub(super) app: App,
    /// The one that Tab reaches.
    pub(super) tabbable: Memo<Option<TreeSpot>>,
    /// The one that had the focus last.
    pub(super) focused: RwSignal<Option<TreeSpot>>,
    /// Its element.
    pub(super) node: StoredValue<Option<web_sys::Node>, LocalStorage>,
    pub(super) dragging: Dragging,
}

/// What a line is drawn from, apart from what changes by itself.
pub(super) fn drawn_from(line: &TreeLine) -> String {
    let TreeLine {
        spot,
        entry,
        level,
        has_children,
    } = line;
    let (spot, mailbox) = (spot.key(), entry.as_ref().map(|entry| &entry.mailbox));
    let name = entry.as_ref().map(entry_label).unwrap_or_default();
    let selectable = mailbox.is_some_and(|mailbox| mailbox.is_selectable);
    let purpose = mailbox.and_then(|mailbox| mailbox.special_use);
    format!("{level} {has_children} {selectable} {purpose:?} {spot} {name}")
}

/// Where the person is.
pub(super) fn current(app: App) -> Option<MailboxName> {
    let route = app.state.route().get();
    route.place().map(|place| place.mailbox.clone())
}

/// A line: a mailbox, or a head with lines below it.
pub(super) fn line(lines: Lines, line: TreeLine, leave: impl Fn() + Copy + 'static) -> Element {
    let Lines {
        app,
        tabbable,
        focused,
        node,
        dragging,
    } = lines;
    let tree = app.state.tree;
    let text = line_label(&line);
    let TreeLine {
        spot,
        entry,
        level,
        has_children,
    } = line;
    let is_section = entry.as_ref().is_some_and(|entry| entry.section.is_some());
    let mailbox = entry.map(|entry| entry.mailbox);
    let is_open_able = mailbox
        .as_ref()
        .is_some_and(|mailbox| mailbox.is_selectable);
    let name = StoredValue::new(mailbox.as_ref().map(|mailbox| mailbox.name.clone()));
    let sign = mailbox.as_ref().map_or(Icon::ChevronDown, drawing);
    let key = spot.key();
    // The favourites' head only names them.
    let depth = match spot {
        TreeSpot::Favourite(_) => 0,
        _ => level - 1,
    };
    let spot = StoredValue::new(spot);
    let is_collapsed = move || spot.with_value(|spot| tree.is_collapsed(spot));
    let fold = move || {
        let is_folded = untrack(is_collapsed);
        spot.with_value(|spot| app.fold(spot, !is_folded));
    };
    let is_current = move || {
        let current = current(app);
        current.is_some() && name.with_value(|name| *name == current)
    };
    let counts = move || {
        let counts = name.with_value(|name| name.as_ref().and_then(|name| tree.counts(name)));
        counts.unwrap_or_default()
    };
    let heard = {
        let text = text.clone();
        move || match counts().unseen {
            0 => text.clone(),
            count => i18n::folder_unread(&text, count),
        }
    };
    let full = mailbox
        .as_ref()
        .map(|mailbox| mailbox.name.as_str().to_owned());
    let hint = move || {
        let Counts { messages, unseen } = counts();
        let messages = i18n::list_count(messages);
        let counts = match unseen {
            0 => messages,
            unseen => i18n::list_count_unread(&messages, unseen),
        };
        full.as_ref().map(|full| format!("{full}\n{counts}"))
    };
    let colour = move || {
        let preferences = app.state.preferences();
        name.with_value(|name| {
            let name = name.as_ref()?;
            preferences.with(|all| all.mailboxes.colour(name))
        })
    };
    let twisty = has_children.then(|| {
        html::span()
            .class("twisty")
            .on(ev::CLICK, move |event| {
                event.stop_propagation();
                fold();
            })
            .child(icon(Icon::ChevronDown))
    });
    let item = html::div()
        .class("tree-item")
        .class(("is-current", is_current))
        .class(("has-unseen", move || counts().unseen > 0))
        .class(if is_open_able { "" } else { "is-container" })
        .class(("is-section", move || is_section))
        .attr("role", "treeitem")
        .attr("aria-label", heard)
        .attr("aria-level", level)
        .attr(
            "aria-selected",
            move || if is_current() { "true" } else { "false" },
        )
        .attr("aria-current", move || is_current().then_some("page"))
        .attr("aria-expanded", move || {
            has_children.then(|| if is_collapsed() { "false" } else { "true" })
        })
        .attr("title", hint)
        .attr("data-colour", move || {
            colour().map(mail_engine::MailboxColour::word)
        })
        .attr(
            "data-mailbox",
            mailbox
                .as_ref()
                .map(|mailbox| mailbox.name.as_str().to_owned()),
        )
        .attr("data-spot", key)
        .attr("tabindex", move || {
            let is_tabbable = spot.with_value(|spot| tabbable.with(|t| t.as_ref() == Some(spot)));
            if is_tabbable { "0" } else { "-1" }
        })
        .style("--depth", depth.to_string())
        .on(ev::FOCUS, move |event| {
            let own = event.current_target();
            node.set_value(own.and_then(|own| own.dyn_into::<web_sys::Node>().ok()));
            focused.set(Some(spot.get_value()));
        })
        .on(ev::CLICK, move |event| {
            match name.get_value().filter(|_| is_open_able) {
                Some(mailbox) => {
                    app.go_to_top(Route::mailbox(mailbox));
                    leave();
                    // Who clicks goes on in the list; a key's click has no place.
                    if event.detail() > 0 {
                        super::super::focus_list();
                    }
                }
                None => fold(),
            }
        })
        .on(ev::CONTEXT_MENU, move |event| {
            if let Some(mailbox) = name.get_value() {
                event.prevent_default();
                let at = (f64::from(event.client_x()), f64::from(event.client_y()));
                focus_target(event);
                // The menu key has no pointer: browsers name the item's middle.
                tree.begin(Some(MailboxTask::Menu(mailbox, MailboxMenu::All, at)));
            }
        })
        .child((
            twisty,
            mailbox.as_ref().map(|_| icon(sign)),
            html::span()
                .class("tree-name")
                .attr("dir", "auto")
                .child(text.clone()),
            move || badge(counts().unseen),
            mailbox.is_some().then(|| more(app, name, &text)),
        ));
    match mailbox {
        Some(mailbox) => dragging.along(app, item, &mailbox),
        None => item,
    }
}

fn badge(unseen: u32) -> Option<Element> {
    (unseen > 0).then(|| {
        // The space parts it from the name where the text is read as one.
        html::span()
            .class("badge")
            .child((" ", crate::format::number(unseen)))
    })
}

/// The button that opens a mailbox's menu, for those who do not press the right
/// button of a mouse. Tab passes it over: the menu's key does the same.
fn more(app: App, name: StoredValue<Option<MailboxName>>, text: &str) -> View {
    html::button()
        .class("tree-more")
        .attr("type", "button")
        .attr("tabindex", "-1")
        .attr("aria-haspopup", "menu")
        .attr("aria-label", i18n::folder_actions(text))
        .on(ev::CLICK, move |event| {
            event.stop_propagation();
            let button = event.current_target();
            let button = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok());
            if let (Some(button), Some(mailbox)) = (button, name.get_value()) {
                // The menu gives the focus back to the line.
                if let Some(item) = button.parent_element() {
                    let _ = item.unchecked_ref::<web_sys::HtmlElement>().focus();
                }
                let at = button.get_bounding_client_rect();
                let at = (at.left(), at.bottom());
                let task = MailboxTask::Menu(mailbox, MailboxMenu::All, at);
                app.state.tree.begin(Some(task));
            }
        })
        .child(icon(Icon::More))
        .view()
}

fn focus_target(event: &web_sys::MouseEvent) {
    let item = event.current_target();
    if let Some(item) = item.and_then(|item| item.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Refused by no browser.
        let _ = item.focus();
    }
}
