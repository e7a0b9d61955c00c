//! The menu of a mailbox, with all that can be done with it.

use super::{end, entry};
use crate::app::App;
use crate::components::mailbox_label;
use crate::dom::{Child, View, document};
use crate::i18n;
use crate::reactive::*;
use crate::state::{MailboxMenu, MailboxTask};
use crate::ui::{MenuItem, MenuSpot, popup_menu};
use mail_engine::{LaterAction, MailboxColour, MailboxEntry};
use mail_model::{MailboxName, SpecialUse};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What a person may choose a mailbox for.
pub(crate) const USES: [SpecialUse; 5] = [
    SpecialUse::Drafts,
    SpecialUse::Sent,
    SpecialUse::Archive,
    SpecialUse::Junk,
    SpecialUse::Trash,
];

/// Whichever menu is open.
pub(super) fn menus(app: App) -> View {
    let task = app.state.tree.task();
    let open = memo(move |_| match task.get() {
        Some(MailboxTask::Menu(mailbox, menu, at)) => Some((mailbox, menu, at)),
        _ => None,
    });
    (move || {
        let (mailbox, menu, (x, y)) = open.get()?;
        let entry = entry(app, &mailbox)?;
        let back = document()
            .active_element()?
            .dyn_into::<HtmlElement>()
            .ok()?;
        let name = untrack(|| mailbox_label(app, &mailbox));
        let at = (x, y);
        let (name, items) = match menu {
            MailboxMenu::All => (i18n::folder_actions(&name), all(app, &entry, at)),
            MailboxMenu::Uses => (i18n::folder_use_as(&name), uses(app, &entry)),
            MailboxMenu::Colours => (i18n::folder_colour_of(&name), colours(app, &mailbox)),
        };
        // Another menu or dialog may have been begun by then.
        let close = move || {
            let is_same = task.with_untracked(
                |task| matches!(task, Some(MailboxTask::Menu(_, same, _)) if *same == menu),
            );
            if is_same {
                end(app);
            }
        };
        let spot = MenuSpot::At { x, y };
        Some(popup_menu(spot, back, name, items, close))
    })
    .view()
}

fn all(app: App, entry: &MailboxEntry, at: (f64, f64)) -> Vec<MenuItem> {
    let mailbox = &entry.mailbox;
    let (is_inbox, is_selectable) = (mailbox.name.is_inbox(), mailbox.is_selectable);
    let begin = |words: &'static str, task: MailboxTask| {
        MenuItem::action(words, move || app.state.tree.begin(Some(task.clone())))
    };
    let name = || mailbox.name.clone();
    let counts = untrack(|| app.state.tree.counts(&mailbox.name)).unwrap_or_default();
    let mut items = Vec::new();
    if is_selectable && counts.unseen > 0 {
        let mailbox = name();
        items.push(MenuItem::action(i18n::folder_mark_all_read(), move || {
            app.mark_all_read(&mailbox);
        }));
    }
    if mailbox.may_have_children {
        items.push(begin(
            i18n::folder_new_within(),
            MailboxTask::Create(Some(name())),
        ));
    }
    if !is_inbox {
        items.push(begin(i18n::folder_rename(), MailboxTask::Rename(name())));
        items.push(begin(i18n::folder_move(), MailboxTask::Move(name())));
    }
    items.push(MenuItem::separator());
    if is_selectable {
        let is_favourite = app
            .state
            .preferences()
            .with_untracked(|all| all.mailboxes.is_favourite(&mailbox.name));
        let favourite = name();
        items.push(MenuItem::check(
            i18n::folder_favourite(),
            is_favourite,
            move || {
                app.prefer(|all| all.mailboxes.set_favourite(&favourite, !is_favourite));
            },
        ));
    }
    if !is_inbox {
        let (mailbox, is_subscribed) = (name(), mailbox.is_subscribed);
        items.push(MenuItem::check(
            i18n::folder_subscribed(),
            is_subscribed,
            move || {
                let (mailbox, set) = (mailbox.clone(), !is_subscribed);
                app.act(LaterAction::Subscribe { mailbox, set });
            },
        ));
    }
    let colours = MailboxTask::Menu(name(), MailboxMenu::Colours, at);
    items.push(begin(i18n::folder_colour(), colours));
    if !is_inbox && is_selectable {
        let uses = MailboxTask::Menu(name(), MailboxMenu::Uses, at);
        items.push(begin(i18n::folder_use(), uses));
    }
    items.push(MenuItem::separator());
    items.push(begin(
        i18n::folder_properties(),
        MailboxTask::Properties(name()),
    ));
    if is_selectable && counts.messages > 0 {
        items.push(begin(i18n::folder_save(), MailboxTask::Save(name())));
        let mailbox = name();
        items.push(MenuItem::action(i18n::folder_empty(), move || {
            app.ask_to_empty(&mailbox);
        }));
    }
    if !is_inbox {
        items.push(begin(i18n::folder_delete(), MailboxTask::Delete(name())));
    }
    items
}

/// What a purpose is called.
pub(crate) fn use_name(purpose: SpecialUse) -> &'static str {
    match purpose {
        SpecialUse::Inbox => i18n::folder_inbox(),
        SpecialUse::Drafts => i18n::folder_drafts(),
        SpecialUse::Sent => i18n::folder_sent(),
        SpecialUse::Archive => i18n::folder_archive(),
        SpecialUse::Junk => i18n::folder_junk(),
        SpecialUse::Trash => i18n::folder_trash(),
        SpecialUse::All => i18n::folder_all(),
        SpecialUse::Flagged => i18n::folder_flagged(),
        SpecialUse::Important => i18n::folder_important(),
    }
}

fn uses(app: App, entry: &MailboxEntry) -> Vec<MenuItem> {
    let now = entry.mailbox.special_use;
    let item = |purpose: Option<SpecialUse>, name: &'static str| {
        let mailbox = entry.mailbox.name.clone();
        MenuItem::choice(name, now == purpose, move || {
            if now != purpose {
                let mailbox = mailbox.clone();
                app.act(LaterAction::SetSpecialUse { mailbox, purpose });
            }
        })
    };
    let uses = USES.map(|purpose| item(Some(purpose), use_name(purpose)));
    let nothing = item(None, i18n::folder_use_nothing());
    [nothing].into_iter().chain(uses).collect()
}

/// What a colour is called.
pub(crate) fn colour_name(colour: MailboxColour) -> &'static str {
    match colour {
        MailboxColour::Red => i18n::colour_red(),
        MailboxColour::Orange => i18n::colour_orange(),
        MailboxColour::Yellow => i18n::colour_yellow(),
        MailboxColour::Green => i18n::colour_green(),
        MailboxColour::Teal => i18n::colour_teal(),
        MailboxColour::Blue => i18n::colour_blue(),
        MailboxColour::Violet => i18n::colour_violet(),
    }
}

fn colours(app: App, mailbox: &MailboxName) -> Vec<MenuItem> {
    let now = app
        .state
        .preferences()
        .with_untracked(|all| all.mailboxes.colour(mailbox));
    let item = |colour: Option<MailboxColour>, name: &'static str| {
        let mailbox = mailbox.clone();
        MenuItem::choice(name, now == colour, move || {
            app.prefer(|all| all.mailboxes.set_colour(&mailbox, colour));
        })
    };
    let colours = MailboxColour::ALL.map(|colour| item(Some(colour), colour_name(colour)));
    let nothing = item(None, i18n::colour_none());
    [nothing].into_iter().chain(colours).collect()
}
