//! The tree of mailboxes. What is done with them beyond opening them is in
//! `mailbox_tasks`, which comes later.

mod drag;
mod item;
mod keys;
mod quota;

pub use self::quota::quota_meter;
pub(crate) use self::quota::room_words;

use self::drag::Dragging;
use self::item::{Lines, current, drawn_from, line};
use self::keys::{Step, TypeAhead, step};
use super::message_list::focus_list;
use crate::app::App;
use crate::dom::document;
use crate::dom::{Child, View, along_text, effect, ev, focus, html, keyed, value_of, window};
use crate::format;
use crate::i18n;
use crate::keyboard::{Command, lead_of};
use crate::reactive::*;
use crate::route::Route;
use crate::state::{MailboxMenu, MailboxTask, TreeLine, TreeLook, TreeSpot, tree_lines};
use crate::ui::{Icon, icon, icon_element};
use mail_engine::{MailboxEntry, TreeSection};
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
        app.state.preferences().with(|preferences| {
            let look = TreeLook {
                collapsed: &collapsed,
                favourites: preferences.mailboxes.favourites(),
                only_subscribed: preferences.mailboxes.subscribed_only,
            };
            Some(tree_lines(&entries, look, &filter.get(), entry_label))
        })
    });
    // The one line that Tab reaches; the arrows move on from it (WAI-ARIA, tree view).
    let focused = RwSignal::new(None::<TreeSpot>);
    let tabbable = memo(move |_| {
        let shown = shown.get().unwrap_or_default();
        let is_shown = |spot: &TreeSpot| shown.iter().any(|line| line.spot == *spot);
        let focused = focused.get();
        // What got another name keeps the focus under it.
        let renamed = || match &focused {
            Some(TreeSpot::Mailbox(name)) => tree.new_name(name).map(TreeSpot::Mailbox),
            _ => None,
        };
        focused
            .clone()
            .filter(is_shown)
            .or_else(|| renamed().filter(is_shown))
            .or_else(|| current(app).map(TreeSpot::Mailbox).filter(is_shown))
            .or_else(|| shown.first().map(|line| line.spot.clone()))
    });
    let dragging = Dragging::new();
    let node = StoredValue::new_local(None::<web_sys::Node>);
    let lines = Lines {
        app,
        tabbable,
        focused,
        node,
        dragging,
    };
    // A line that is drawn anew keeps the focus.
    effect(move || {
        shown.track();
        after(0, move || {
            let is_gone = node.try_with_value(|node| {
                let node = node.as_ref();
                node.is_some_and(|node| !node.is_connected())
            });
            if is_gone == Some(true) && has_no_focus() {
                focus_tree();
            }
        });
    });
    let rows = keyed(
        move || shown.get().unwrap_or_default(),
        drawn_from,
        move |shown| line(lines, shown, leave),
    );
    let typed = StoredValue::new_local(TypeAhead::default());
    let top = move || {
        dragging.may_go_to_top(app).then(|| {
            let top = html::div().class("tree-top").child(i18n::folders_top());
            dragging.at_top(app, top)
        })
    };
    (
        html::div().class("tree-head").child((
            filter_field(app, filter, shown),
            icon_element(
                html::button().attr("data-command", Command::NewFolder.shortcut().id),
                i18n::folder_new(),
                Icon::Plus,
                "",
                move || tree.begin(Some(MailboxTask::Create(None))),
            ),
        )),
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
                if let Some(spot) = tabbable.get_untracked() {
                    steer(app, event, &shown, &spot, typed);
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
        top,
    )
        .view()
}

/// A mailbox's name as people read it.
pub fn mailbox_label(app: App, name: &MailboxName) -> String {
    app.state.tree.entries().with(|entries| {
        let entries = entries.iter().flatten();
        let mut same = entries.filter(|entry| entry.mailbox.name == *name);
        match same.next() {
            Some(entry) => entry_label(entry),
            None if name.is_inbox() => i18n::folder_inbox().to_owned(),
            None => name.as_str().to_owned(),
        }
    })
}

/// The same of an entry, which may hold mailboxes that are not the person's own.
fn entry_label(entry: &MailboxEntry) -> String {
    match entry.section {
        None => label(&entry.mailbox),
        Some(TreeSection::OtherUsers) => i18n::folders_others().to_owned(),
        Some(TreeSection::Shared) => i18n::folders_shared().to_owned(),
    }
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

fn filter_field(app: App, filter: RwSignal<String>, shown: Memo<Option<Vec<TreeLine>>>) -> View {
    html::div()
        .class("field-box tree-filter")
        .attr("role", "search")
        .attr("aria-label", i18n::folders_filter())
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
                .on(ev::KEY_DOWN, move |event| match event.key().as_str() {
                    "Escape" => {
                        event.stop_propagation();
                        leave_filter(filter);
                        focus_list();
                    }
                    "ArrowDown" => {
                        event.prevent_default();
                        focus_tree();
                    }
                    // What was looked for is opened.
                    "Enter" if filter.with_untracked(|filter| !filter.trim().is_empty()) => {
                        let first = shown.with_untracked(|shown| {
                            let first = shown.as_ref()?.first()?;
                            first.spot.mailbox().cloned()
                        });
                        if let Some(mailbox) = first {
                            leave_filter(filter);
                            app.go(Route::mailbox(mailbox));
                            focus_list();
                        }
                    }
                    _ => {}
                }),
        ))
        .view()
}

/// Empties the filter.
fn leave_filter(filter: RwSignal<String>) {
    filter.set(String::new());
    if let Some(input) = focused_element() {
        if let Some(field) = input.dyn_ref::<web_sys::HtmlInputElement>() {
            field.set_value("");
        }
        let _ = input.blur();
    }
}

/// The keys within the tree.
fn steer(
    app: App,
    event: &web_sys::KeyboardEvent,
    shown: &[TreeLine],
    spot: &TreeSpot,
    typed: StoredValue<TypeAhead, LocalStorage>,
) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let Some(at) = shown.iter().position(|line| line.spot == *spot) else {
        return;
    };
    let is_collapsed = untrack(|| app.state.tree.is_collapsed(spot));
    let key = along_text(event.key());
    let preferences = app.state.preferences();
    let lead = preferences.with_untracked(|all| lead_of(&all.keys, &key));
    let now = format::now().0;
    let is_command = typed.try_update_value(|typed| typed.is_command(&key, now, lead));
    if is_command == Some(true) {
        return;
    }
    let step = step(&key, event.shift_key(), shown, at, is_collapsed).or_else(|| {
        let names = shown.iter().map(line_label);
        let names: Vec<String> = names.collect();
        let mut found = None;
        typed.update_value(|typed| {
            found = typed.press(&key, now, &names, at);
        });
        let is_typed = found.is_some() || key.chars().all(char::is_alphanumeric);
        match found {
            Some(to) => Some(Step::Focus(to)),
            // What is typed is no shortcut, even where it finds nothing.
            None => (is_typed && key.chars().count() == 1).then_some(Step::Rest),
        }
    });
    let Some(step) = step else {
        return;
    };
    event.prevent_default();
    event.stop_propagation();
    let mailbox = spot.mailbox().cloned();
    let task = match (step, mailbox) {
        (Step::Focus(to), _) => {
            if let Some(line) = shown.get(to) {
                focus_spot(&line.spot);
            }
            return;
        }
        (Step::Fold(is_folded), _) => return app.fold(spot, is_folded),
        (Step::Press, _) => {
            if let Some(item) = focused_element() {
                item.click();
            }
            return;
        }
        (Step::Create, mailbox) => MailboxTask::Create(mailbox),
        (_, None) | (Step::Rest, _) => return,
        (Step::Rename | Step::Delete, Some(mailbox)) if mailbox.is_inbox() => return,
        (Step::Rename, Some(mailbox)) => MailboxTask::Rename(mailbox),
        (Step::Delete, Some(mailbox)) => MailboxTask::Delete(mailbox),
        (Step::Menu, Some(mailbox)) => {
            let at = focused_element().map(|item| item.get_bounding_client_rect());
            let at = at.map_or((0.0, 0.0), |at| (at.left() + 24.0, at.bottom()));
            MailboxTask::Menu(mailbox, MailboxMenu::All, at)
        }
    };
    app.state.tree.begin(Some(task));
}

/// What a line is called.
fn line_label(line: &TreeLine) -> String {
    match &line.entry {
        Some(entry) => entry_label(entry),
        None => i18n::folders_favourites().to_owned(),
    }
}

fn focus_spot(spot: &TreeSpot) {
    let Ok(items) = document().query_selector_all(".tree-item") else {
        return;
    };
    let key = spot.key();
    let items = (0..items.length()).filter_map(|index| items.item(index));
    for item in items.filter_map(|item| item.dyn_into::<web_sys::HtmlElement>().ok()) {
        if item.get_attribute("data-spot").as_ref() == Some(&key) {
            let _ = item.focus();
        }
    }
}

/// Whether nothing has the focus, as when what had it is gone.
pub(super) fn has_no_focus() -> bool {
    let focused = document().active_element();
    focused.is_none_or(|focused| focused.tag_name() == "BODY")
}

/// Moves the focus to the tree.
pub(super) fn focus_tree() {
    focus(&format!("#{TREE_ID} [tabindex='0']"));
}

impl App {
    /// Hides or shows what stands below a line of the tree, here and at the next
    /// visit with this browser.
    pub(crate) fn fold(&self, spot: &TreeSpot, is_folded: bool) {
        let tree = self.state.tree;
        tree.fold(spot, is_folded);
        if let Ok(Some(storage)) = window().local_storage() {
            // A full or forbidden storage costs it at the next visit, no more.
            let _ = storage.set_item(&self.folded_name(), &tree.collapsed_text());
        }
    }

    /// Takes up what was kept of that for whoever is logged in now.
    pub(crate) fn recall_folded(&self) {
        let storage = window().local_storage().ok().flatten();
        let kept = storage.and_then(|storage| storage.get_item(&self.folded_name()).ok()?);
        self.state.tree.recall_collapsed(&kept.unwrap_or_default());
    }

    fn folded_name(&self) -> String {
        let (upstream, user) = (self.state.upstream(), self.state.user());
        let (upstream, user) = (upstream.get_untracked(), user.get_untracked());
        format!("porthole.folded.{upstream}.{user}")
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
