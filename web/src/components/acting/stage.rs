//! What stands over the page when it is asked for, and what hears pointers.

use super::chooser::{Choice, chooser};
use super::folders::{Folder, fitting};
use super::label_chooser::label_chooser;
use super::menu::all_items;
use super::palette::palette;
use super::question::{empty_question, for_ever_question};
use super::search_name::search_name;
use super::{deed, drag, hover, touch, whither};
use crate::app::App;
use crate::components::hint::hint;
use crate::components::shortcut_sheet::shortcut_list;
use crate::components::{LIST_ID, focus_list, mailbox_label};
use crate::dom::{Child, View, document, html};
use crate::i18n;
use crate::reactive::*;
use crate::state::{Asked, Selected};
use crate::ui::{MenuSpot, dialog, popup_menu};
use mail_engine::Deed;
use mail_model::MailboxName;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The stage: it is built once, as long as the mail page is there.
pub(super) fn stage(app: App) -> View {
    hover::hear(app);
    drag::hear(app);
    touch::hear(app);
    let asked = app.state.operations.asked();
    let close = move || {
        if asked.with_untracked(Option::is_some) {
            app.state.operations.ask(None);
        }
    };
    let question = move |title: &'static str, is: fn(&Asked) -> bool| {
        let is_open = memo(move |_| asked.with(|asked| asked.as_ref().is_some_and(is)));
        dialog(
            title,
            i18n::close(),
            is_open.into(),
            close,
            move || match asked.get_untracked() {
                Some(Asked::Move(messages)) => folder_chooser(app, messages, Deed::Move, close),
                Some(Asked::Copy(messages)) => folder_chooser(app, messages, Deed::Copy, close),
                Some(Asked::Label(messages)) => label_chooser(app, messages, close),
                Some(Asked::DeleteForEver(messages)) => for_ever_question(app, messages, close),
                Some(Asked::Empty(mailbox)) => empty_question(app, mailbox, close),
                Some(Asked::KeepSearch(address)) => search_name(app, address, close),
                Some(Asked::Shortcuts) => shortcut_list(app),
                Some(Asked::Palette(of)) => palette(app, of, close),
                Some(Asked::Menu(..)) | None => ().view(),
            },
        )
    };
    html::div()
        .class("acting")
        .child((
            hint(app),
            question(i18n::move_title(), |asked| matches!(asked, Asked::Move(_))),
            question(i18n::copy_title(), |asked| matches!(asked, Asked::Copy(_))),
            question(i18n::label_title(), |asked| {
                matches!(asked, Asked::Label(_))
            }),
            question(i18n::for_ever_title(), |asked| {
                matches!(asked, Asked::DeleteForEver(_))
            }),
            question(i18n::empty_title(), |asked| {
                matches!(asked, Asked::Empty(_))
            }),
            question(i18n::palette(), |asked| matches!(asked, Asked::Palette(_))),
            question(i18n::search_keep_title(), |asked| {
                matches!(asked, Asked::KeepSearch(_))
            }),
            question(i18n::shortcuts_title(), |asked| {
                matches!(asked, Asked::Shortcuts)
            }),
            move || match asked.get() {
                Some(Asked::Menu(messages, x, y)) => menu(app, &messages, x, y, close),
                _ => ().view(),
            },
        ))
        .view()
}

/// The menu of messages, where a pointer or the keyboard asked for it.
fn menu(app: App, messages: &Selected, x: f64, y: f64, close: impl Fn() + Clone + 'static) -> View {
    let list = document().get_element_by_id(LIST_ID);
    let Some(back) = list.and_then(|list| list.dyn_into::<HtmlElement>().ok()) else {
        return ().view();
    };
    let spot = MenuSpot::At { x, y };
    let items = all_items(app, messages);
    html::div()
        .class("menu-holder")
        .child(popup_menu(spot, back, i18n::act_menu(), items, close))
        .view()
}

/// All folders by what is typed. Enter takes the first.
fn folder_chooser(
    app: App,
    messages: Selected,
    deed: fn(MailboxName) -> Deed,
    close: impl Fn() + 'static,
) -> View {
    let folders = folders(app);
    let recent = whither::likely(app, &messages);
    let offered = move |typed: &str| {
        let found = fitting(&folders, &recent, typed).into_iter();
        found
            .map(|folder| Choice {
                value: folder.name,
                name: folder.label,
                detail: folder.path.join(" / "),
                is_on: None,
                colour: None,
            })
            .collect()
    };
    let choose = move |choice: &Choice<String>| {
        close();
        deed::perform(app, &messages, deed(MailboxName::new(&choice.value)));
        focus_list();
    };
    chooser(i18n::move_field(), i18n::move_none(), offered, choose)
}

/// Where messages can go: all that can be opened, but for the one that is open.
pub(super) fn folders(app: App) -> Vec<Folder> {
    let here = super::meant::mailbox(app);
    let entries = app.state.tree.entries().get_untracked().unwrap_or_default();
    let mut path = Vec::<String>::new();
    let mut folders = Vec::new();
    for entry in entries {
        let name = &entry.mailbox.name;
        let label = untrack(|| mailbox_label(app, name));
        path.truncate(usize::try_from(entry.depth).unwrap_or(0));
        if entry.mailbox.is_selectable && here.as_ref() != Some(name) {
            folders.push(Folder {
                name: name.to_string(),
                label: label.clone(),
                path: path.clone(),
            });
        }
        path.push(label);
    }
    folders
}
