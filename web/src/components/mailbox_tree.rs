use super::message_list::focus_list;
use crate::app::App;
use crate::dom::document;
use crate::dom::{Child, Element, View, ev, html, keyed, value_of};
use crate::i18n;
use crate::reactive::*;
use crate::route::Route;
use crate::state::shown_entries;
use crate::ui::{Icon, icon};
use mail_engine::MailboxEntry;
use mail_model::{Mailbox, MailboxName, SpecialUse};
use wasm_bindgen::JsCast;

/// The id of the tree's filter, which a shortcut focuses.
pub const FILTER_ID: &str = "folder-filter";
/// The id of the tree itself.
pub const TREE_ID: &str = "folder-tree";

/// The tree of mailboxes, with its filter. `leave` is called when one was chosen.
pub fn mailbox_tree(app: App, leave: impl Fn() + Copy + 'static) -> View {
    let tree = app.state.tree;
    let filter = RwSignal::new(String::new());
    let shown = memo(move |_| {
        let entries = tree.entries().get()?;
        let collapsed = tree.collapsed().get();
        Some(shown_entries(
            &entries,
            &collapsed,
            &filter.get(),
            |entry| label(&entry.mailbox),
        ))
    });
    // The one entry that Tab reaches; the arrows move on from it (WAI-ARIA, tree view).
    let focused = RwSignal::new(None::<MailboxName>);
    let tabbable = memo(move |_| {
        let shown = shown.get().unwrap_or_default();
        let is_shown = |name: &MailboxName| shown.iter().any(|e| e.mailbox.name == *name);
        focused
            .get()
            .filter(is_shown)
            .or_else(|| current(app).filter(is_shown))
            .or_else(|| shown.first().map(|entry| entry.mailbox.name.clone()))
    });
    let is_filtered = memo(move |_| !filter.get().trim().is_empty());
    let rows = keyed(
        move || {
            let is_filtered = is_filtered.get();
            let shown = shown.get().unwrap_or_default();
            shown
                .into_iter()
                .map(|entry| (entry, is_filtered))
                .collect()
        },
        // All that an item is drawn from, apart from what changes by itself.
        |(entry, is_filtered)| {
            let MailboxEntry {
                mailbox,
                depth,
                has_children,
            } = entry;
            let selectable = mailbox.is_selectable;
            let (name, label) = (&mailbox.name, label(mailbox));
            format!("{depth} {has_children} {selectable} {is_filtered} {name} {label}")
        },
        move |(entry, is_filtered)| tree_item(app, entry, is_filtered, tabbable, focused, leave),
    );
    (
        filter_field(filter),
        html::div()
            .class("tree")
            .attr("id", TREE_ID)
            .attr("role", "tree")
            .attr("aria-label", i18n::folders())
            .attr("aria-busy", move || {
                shown.with(Option::is_none).then_some("true")
            })
            .on(ev::KEY_DOWN, move |event| {
                let shown = shown.get_untracked().unwrap_or_default();
                if let Some(name) = tabbable.get_untracked() {
                    steer(app, event, &shown, &name);
                }
            })
            .child((
                rows,
                move || {
                    let is_empty = shown.with(|shown| shown.as_ref().is_some_and(Vec::is_empty));
                    is_empty.then(|| {
                        html::p()
                            .class("tree-note")
                            .child(i18n::folders_filter_none())
                    })
                },
                move || shown.with(Option::is_none).then(placeholder),
            )),
    )
        .view()
}

/// A mailbox's name as people read it.
pub fn mailbox_label(app: App, name: &MailboxName) -> String {
    app.state.tree.entries().with(|entries| {
        let entries = entries.iter().flatten();
        let mut same = entries.filter(|entry| entry.mailbox.name == *name);
        match same.next() {
            Some(entry) => label(&entry.mailbox),
            None if name.is_inbox() => i18n::folder_inbox().to_owned(),
            None => name.as_str().to_owned(),
        }
    })
}

fn label(mailbox: &Mailbox) -> String {
    match mailbox.special_use {
        Some(SpecialUse::Inbox) => i18n::folder_inbox().to_owned(),
        Some(SpecialUse::Drafts) => i18n::folder_drafts().to_owned(),
        Some(SpecialUse::Sent) => i18n::folder_sent().to_owned(),
        Some(SpecialUse::Archive) => i18n::folder_archive().to_owned(),
        Some(SpecialUse::Junk) => i18n::folder_junk().to_owned(),
        Some(SpecialUse::Trash) => i18n::folder_trash().to_owned(),
        Some(SpecialUse::All) => i18n::folder_all().to_owned(),
        Some(SpecialUse::Flagged) => i18n::folder_flagged().to_owned(),
        Some(SpecialUse::Important) => i18n::folder_important().to_owned(),
        None if mailbox.name.is_inbox() => i18n::folder_inbox().to_owned(),
        None => mailbox.leaf_name().to_owned(),
    }
}

fn drawing(mailbox: &Mailbox) -> Icon {
    match mailbox.special_use {
        Some(SpecialUse::Inbox) => Icon::Tray,
        Some(SpecialUse::Drafts) => Icon::Pencil,
        Some(SpecialUse::Sent) => Icon::Plane,
        Some(SpecialUse::Archive) => Icon::Archive,
        Some(SpecialUse::Junk) => Icon::Shield,
        Some(SpecialUse::Trash) => Icon::Trash,
        Some(SpecialUse::All) => Icon::Stack,
        Some(SpecialUse::Flagged) => Icon::Flag,
        Some(SpecialUse::Important) => Icon::Important,
        None if mailbox.name.is_inbox() => Icon::Tray,
        None => Icon::Folder,
    }
}

fn current(app: App) -> Option<MailboxName> {
    let route = app.state.route().get();
    route.place().map(|place| place.mailbox.clone())
}

fn filter_field(filter: RwSignal<String>) -> View {
    html::div()
        .class("field-box tree-filter")
        .attr("role", "search")
        .child((
            icon(Icon::Search),
            html::input()
                .attr("id", FILTER_ID)
                .attr("type", "search")
                .attr("autocomplete", "off")
                .attr("spellcheck", "false")
                .attr("aria-label", i18n::folders_filter())
                .attr("aria-controls", TREE_ID)
                .attr("placeholder", i18n::folders_filter())
                .on(ev::INPUT, move |event| {
                    filter.set(value_of(event));
                })
                .on(ev::KEY_DOWN, move |event| {
                    if event.key() == "Escape" {
                        event.stop_propagation();
                        filter.set(String::new());
                        if let Some(input) = focused_element() {
                            if let Some(field) = input.dyn_ref::<web_sys::HtmlInputElement>() {
                                field.set_value("");
                            }
                            let _ = input.blur();
                            focus_list();
                        }
                    }
                }),
        ))
        .view()
}

fn tree_item(
    app: App,
    entry: MailboxEntry,
    is_filtered: bool,
    tabbable: Memo<Option<MailboxName>>,
    focused: RwSignal<Option<MailboxName>>,
    leave: impl Fn() + Copy + 'static,
) -> Element {
    let MailboxEntry {
        mailbox,
        depth,
        has_children,
    } = entry;
    let tree = app.state.tree;
    let name = StoredValue::new(mailbox.name.clone());
    let text = label(&mailbox);
    let drawing = drawing(&mailbox);
    let has_twisty = has_children && !is_filtered;
    let depth = if is_filtered { 0 } else { depth };
    let is_collapsed =
        move || name.with_value(|name| tree.collapsed().with(|collapsed| collapsed.contains(name)));
    let is_current = move || name.with_value(|name| current(app).as_ref() == Some(name));
    let unseen = move || {
        let counts = name.with_value(|name| tree.counts(name));
        counts.map_or(0, |counts| counts.unseen)
    };
    let heard = {
        let text = text.clone();
        move || match unseen() {
            0 => text.clone(),
            count => i18n::folder_unread(&text, count),
        }
    };
    let twisty = has_twisty.then(|| {
        html::span()
            .class("twisty")
            .on(ev::CLICK, move |event| {
                event.stop_propagation();
                name.with_value(|name| tree.set_collapsed(name, !is_collapsed()));
            })
            .child(icon(Icon::ChevronDown))
    });
    html::div()
        .class("tree-item")
        .class(("is-current", is_current))
        .class(("has-unseen", move || unseen() > 0))
        .class(("is-container", move || !mailbox.is_selectable))
        .attr("role", "treeitem")
        .attr("aria-label", heard)
        .attr("aria-level", depth + 1)
        .attr(
            "aria-selected",
            move || if is_current() { "true" } else { "false" },
        )
        .attr("aria-current", move || is_current().then_some("page"))
        .attr("aria-expanded", move || {
            has_twisty.then(|| if is_collapsed() { "false" } else { "true" })
        })
        .attr("aria-disabled", (!mailbox.is_selectable).then_some("true"))
        .attr("data-mailbox", mailbox.name.as_str().to_owned())
        .attr("tabindex", move || {
            let is_tabbable = name.with_value(|name| tabbable.with(|t| t.as_ref() == Some(name)));
            if is_tabbable { "0" } else { "-1" }
        })
        .style("--depth", depth.to_string())
        .on(ev::FOCUS, move |_| focused.set(Some(name.get_value())))
        .on(ev::CLICK, move |_| {
            if mailbox.is_selectable {
                app.go(Route::mailbox(name.get_value()));
                leave();
            } else {
                name.with_value(|name| tree.set_collapsed(name, !is_collapsed()));
            }
        })
        .child((
            twisty,
            icon(drawing),
            html::span()
                .class("tree-name")
                .attr("dir", "auto")
                .child(text),
            move || {
                let count = unseen();
                (count > 0).then(|| {
                    // The space parts it from the name where the text is read as one.
                    html::span()
                        .class("badge")
                        .child((" ", crate::format::number(count)))
                })
            },
        ))
}

/// The arrow keys within the tree.
fn steer(app: App, event: &web_sys::KeyboardEvent, shown: &[MailboxEntry], at: &MailboxName) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let Some(index) = shown.iter().position(|entry| entry.mailbox.name == *at) else {
        return;
    };
    let tree = app.state.tree;
    let entry = &shown[index];
    let is_collapsed = tree.collapsed().with_untracked(|all| all.contains(at));
    let parent = shown[..index]
        .iter()
        .rposition(|above| above.depth < entry.depth);
    let to = match event.key().as_str() {
        "ArrowDown" => Some(index + 1),
        "ArrowUp" => index.checked_sub(1),
        "Home" => Some(0),
        "End" => shown.len().checked_sub(1),
        "ArrowRight" if entry.has_children && is_collapsed => {
            tree.set_collapsed(at, false);
            None
        }
        "ArrowRight" if entry.has_children => Some(index + 1),
        "ArrowLeft" if entry.has_children && !is_collapsed => {
            tree.set_collapsed(at, true);
            None
        }
        "ArrowLeft" => parent,
        "Enter" | " " => {
            if let Some(item) = focused_element() {
                item.click();
            }
            None
        }
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if let Some(to) = to.and_then(|to| shown.get(to)) {
        focus_item(to.mailbox.name.as_str());
    }
}

fn focus_item(mailbox: &str) {
    let Ok(items) = document().query_selector_all(".tree-item") else {
        return;
    };
    let items = (0..items.length()).filter_map(|index| items.item(index));
    for item in items.filter_map(|item| item.dyn_into::<web_sys::HtmlElement>().ok()) {
        if item.get_attribute("data-mailbox").as_deref() == Some(mailbox) {
            let _ = item.focus();
        }
    }
}

fn focused_element() -> Option<web_sys::HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// Stands in the tree's place until it is known.
fn placeholder() -> View {
    let lines: Vec<_> = (0..7)
        .map(|_| {
            html::div()
                .class("tree-item is-placeholder")
                .child(html::span().class("bone"))
                .view()
        })
        .collect();
    html::div()
        .class("placeholder")
        .attr("aria-hidden", "true")
        .child(lines)
        .view()
}
