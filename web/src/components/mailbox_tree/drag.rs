//! A mailbox is dragged onto another, which it lies below from then on. What is
//! folded opens while something is held over it.

use crate::app::App;
use crate::dom::{Element, ev};
use crate::mailbox_names::{can_move, true_parent};
use crate::reactive::*;
use crate::state::TreeSpot;
use gloo_timers::callback::Timeout;
use mail_engine::LaterAction;
use mail_model::{Mailbox, MailboxName};

/// What is folded opens when something was held over it for so long.
const OPEN_MILLISECONDS: u32 = 600;
/// The kind of what is dragged: nothing outside this page takes it.
const KIND: &str = "application/x-porthole-mailbox";

/// What is dragged, and where it is held.
#[derive(Clone, Copy)]
pub(super) struct Dragging {
    what: RwSignal<Option<MailboxName>>,
    over: RwSignal<Option<MailboxName>>,
    opening: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Dragging {
    pub(super) fn new() -> Self {
        Self {
            what: RwSignal::new(None),
            over: RwSignal::new(None),
            opening: StoredValue::new_local(None),
        }
    }

    /// Whether something is dragged that may go to the top. Reactive.
    pub(super) fn may_go_to_top(self, app: App) -> bool {
        self.what.with(|what| {
            let what = what.as_ref();
            what.is_some_and(|what| can(app, what, None))
        })
    }

    /// Lets a line be dragged, and others be dropped on it.
    pub(super) fn along(self, app: App, item: Element, mailbox: &Mailbox) -> Element {
        let own = mailbox.name.clone();
        let name = StoredValue::new(own.clone());
        let is_over = move || name.with_value(|name| self.over.with(|o| o.as_ref() == Some(name)));
        item.class(("is-drop", is_over))
            .attr("draggable", (!own.is_inbox()).then_some("true"))
            .on(ev::DRAG_START, move |event| {
                let Some(data) = event.data_transfer() else {
                    return;
                };
                data.set_effect_allowed("move");
                let name = name.get_value();
                if data.set_data(KIND, name.as_str()).is_ok() {
                    self.what.set(Some(name));
                }
            })
            .on(ev::DRAG_END, move |_| self.end())
            .on(ev::DRAG_OVER, move |event| {
                let Some(what) = self.what.get_untracked() else {
                    return;
                };
                let to = name.get_value();
                self.open_soon(app, &to);
                if can(app, &what, Some(&to)) {
                    event.prevent_default();
                    self.over.set(Some(to));
                }
            })
            .on(ev::DRAG_LEAVE, move |_| {
                let is_here = name.with_value(|name| {
                    self.over.with_untracked(|over| over.as_ref() == Some(name))
                });
                if is_here {
                    self.over.set(None);
                }
                self.opening.set_value(None);
            })
            .on(ev::DROP, move |event| {
                if let Some(what) = self.what.get_untracked() {
                    event.prevent_default();
                    event.stop_propagation();
                    app.move_mailbox(&what, Some(name.get_value()));
                    self.end();
                }
            })
    }

    /// Lets mailboxes be dropped where they lie at the top.
    pub(super) fn at_top(self, app: App, item: Element) -> Element {
        item.on(ev::DRAG_OVER, move |event| {
            let what = self.what.get_untracked();
            if what.is_some_and(|what| can(app, &what, None)) {
                event.prevent_default();
            }
        })
        .on(ev::DROP, move |event| {
            if let Some(what) = self.what.get_untracked() {
                event.prevent_default();
                app.move_mailbox(&what, None);
                self.end();
            }
        })
    }

    fn open_soon(self, app: App, name: &MailboxName) {
        let spot = TreeSpot::Mailbox(name.clone());
        let is_folded = app
            .state
            .tree
            .collapsed()
            .with_untracked(|all| all.contains(&spot));
        let is_waiting = self.opening.with_value(Option::is_some);
        if is_folded && !is_waiting {
            let open = Timeout::new(OPEN_MILLISECONDS, move || app.fold(&spot, false));
            self.opening.set_value(Some(open));
        }
    }

    fn end(self) {
        self.what.set(None);
        self.over.set(None);
        self.opening.set_value(None);
    }
}

fn can(app: App, what: &MailboxName, to: Option<&MailboxName>) -> bool {
    app.state.tree.entries().with_untracked(|entries| {
        let entries = entries.as_deref().unwrap_or_default();
        can_move(entries, what, to)
    })
}

impl App {
    /// Puts a mailbox below another, or at the top, if it may go there.
    pub(crate) fn move_mailbox(&self, mailbox: &MailboxName, to: Option<MailboxName>) {
        if !can(*self, mailbox, to.as_ref()) {
            return;
        }
        let entry = untrack(|| self.state.tree.entry(mailbox));
        if let Some(entry) = entry {
            let leaf = entry.mailbox.leaf_name();
            let delimiter = entry.mailbox.delimiter;
            let above = to.as_ref().map(|to| to.as_str().to_owned());
            let above = above.zip(delimiter).map(|(above, d)| format!("{above}{d}"));
            let name = MailboxName::new([&above.unwrap_or_default(), leaf].concat());
            self.state.tree.note_rename(mailbox, name);
            self.act(LaterAction::RenameMailbox {
                mailbox: mailbox.clone(),
                parent: to,
                name: entry.mailbox.leaf_name().to_owned(),
            });
        }
    }

    /// Gives a mailbox another name, where it is.
    pub(crate) fn rename_mailbox(&self, mailbox: &Mailbox, name: &str) {
        let full = mailbox.name.as_str();
        let above = full.strip_suffix(mailbox.leaf_name()).unwrap_or_default();
        let full = MailboxName::new([above, name.trim()].concat());
        self.state.tree.note_rename(&mailbox.name, full);
        self.act(LaterAction::RenameMailbox {
            mailbox: mailbox.name.clone(),
            parent: true_parent(mailbox),
            name: name.trim().to_owned(),
        });
    }
}
