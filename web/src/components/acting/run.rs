//! What commands do, but for those that only move through the list: these are the
//! mail page's.

use super::deed::{self, Toward};
use super::meant;
use crate::app::App;
use crate::commands::Now;
use crate::components::message_link::copy_link;
use crate::components::message_print::print;
use crate::components::message_source::source_of;
use crate::components::{focus_list, is_at_contacts, selected_text};
use crate::compose::Verb;
use crate::dom::focus;
use crate::i18n;
use crate::keyboard::Command;
use crate::navigation;
use crate::reactive::*;
use crate::route::{Route, SettingsSection};
use crate::ruling::ruling;
use crate::state::{Asked, MailboxTask, PaletteOf, Reading, Selected, Told};
use mail_engine::{
    Action, Choice, ComposeFrom, Deed, Layout, Look, MessageView, Place, Preferences, Scope,
    Search, Theme, View,
};
use mail_model::{MailboxName, SpecialUse};
use std::sync::Arc;

/// Does what a command says: with these messages, or with those that are meant.
pub(super) fn run(app: App, command: Command, messages: Option<Selected>) {
    match command {
        Command::Palette => ask(app, Asked::Palette(PaletteOf::All)),
        Command::GoFolder => ask(app, Asked::Palette(PaletteOf::Mailboxes)),
        Command::ShowShortcuts => ask(app, Asked::Shortcuts),

        Command::GoInbox => go(app, Route::inbox()),
        Command::GoFlagged => go(app, flagged(app)),
        Command::GoSent => go_for(app, SpecialUse::Sent),
        Command::GoDrafts => go_for(app, SpecialUse::Drafts),
        Command::GoArchive if meant::mailbox_for(app, SpecialUse::Archive).is_none() => {
            go_for(app, SpecialUse::All);
        }
        Command::GoArchive => go_for(app, SpecialUse::Archive),
        Command::GoJunk => go_for(app, SpecialUse::Junk),
        Command::GoTrash => go_for(app, SpecialUse::Trash),
        Command::GoOutbox => app.state.composers.tell(Told::ShowOutbox),
        Command::GoContacts => app.go(Route::Contacts(None)),
        Command::GoSettings => app.go(Route::Settings(SettingsSection::default())),
        Command::LogOut => app.log_out(),

        Command::Compose => app.compose(ComposeFrom::Nothing),
        Command::Forward | Command::ForwardAttached
            if messages.is_some() || untrack(|| app.state.selection.is_any()) =>
        {
            let messages = messages.unwrap_or_else(|| meant::meant(app));
            forward(app, command, &messages);
        }
        Command::Reply | Command::ReplyAll if messages.is_some() => {
            write_about(app, command, messages);
        }
        Command::Reply => app.compose_here(Verb::Reply, selected_text()),
        Command::ReplyAll => app.compose_here(Verb::ReplyAll, selected_text()),
        Command::ReplyList => app.compose_about(Verb::ReplyList, selected_text()),
        Command::Forward => app.compose_here(Verb::Forward, None),
        Command::ForwardAttached => app.compose_here(Verb::ForwardAttached, None),
        Command::EditAsNew => app.compose_about(Verb::AsNew, None),
        Command::Resend => app.compose_about(Verb::Resend, None),

        Command::SelectNone => {
            app.clear_selection();
        }
        Command::SelectRead => app.select_such(Choice::Seen(true)),
        Command::SelectUnread => app.select_such(Choice::Seen(false)),
        Command::SelectFlagged => app.select_such(Choice::Flagged(true)),
        Command::SelectUnflagged => app.select_such(Choice::Flagged(false)),

        Command::ArchiveNext => archive(app, messages, Toward::Below),
        Command::ArchivePrevious => archive(app, messages, Toward::Above),
        Command::Refresh => app.act(Action::Refresh),
        // The tools of a selection come first in the page.
        Command::Toolbar => focus(".select-head button, .message-tools [role=toolbar] button"),
        Command::Print => with_open(app, |view| print(&view)),
        Command::SaveMessage => {
            with_open(app, |view| app.save(&view.message, &source_of(&view)));
        }
        Command::CopyLink => with_open(app, |view| copy_link(app, &view)),
        Command::OpenWindow => with_open(app, |_| {
            // A blocked pop-up is the browser's to tell.
            let _ = navigation::open_alone(&app.state.route().get_untracked());
        }),

        Command::NewFolder => begin(app, |_| Some(MailboxTask::Create(None))),
        Command::FolderProperties => begin(app, |name| Some(MailboxTask::Properties(name))),
        Command::RenameFolder => begin(app, |name| {
            (!name.is_inbox()).then_some(MailboxTask::Rename(name))
        }),
        Command::EmptyFolder => {
            if let Some(mailbox) = meant::mailbox(app) {
                app.ask_to_empty(&mailbox);
            }
        }
        Command::MarkAllRead => {
            if let Some(mailbox) = meant::mailbox(app) {
                app.mark_all_read(&mailbox);
            }
        }

        Command::ThemeSystem => prefer(app, "theme", |all| all.theme = Theme::System),
        Command::ThemeLight => prefer(app, "theme", |all| all.theme = Theme::Light),
        Command::ThemeDark => prefer(app, "theme", |all| all.theme = Theme::Dark),
        Command::ThemeContrast => prefer(app, "theme", |all| all.theme = Theme::Contrast),
        Command::LayoutWide => prefer(app, "layout", |all| all.layout = Layout::Wide),
        Command::LayoutStacked => prefer(app, "layout", |all| all.layout = Layout::Stacked),
        Command::LayoutListOnly => prefer(app, "layout", |all| all.layout = Layout::ListOnly),
        _ => deed::run(app, command, messages),
    }
}

/// How things stand for commands.
pub(super) fn now(app: App) -> Now {
    let state = app.state;
    let mailbox = meant::mailbox(app);
    untrack(|| Now {
        has_rows: state.list.total() > 0,
        is_meant: meant::meant(app) != Selected::Nothing,
        is_selected: state.selection.is_any(),
        is_open: matches!(state.reading().get(), Reading::Open(_)),
        is_writable: !state.list.is_read_only(),
        can_send: app.can_write(),
        can_undo: state.operations.last_undoable().is_some(),
        is_inbox: mailbox.as_ref().is_some_and(MailboxName::is_inbox),
        has_mailbox: mailbox.is_some(),
        is_elsewhere: is_at_contacts(app) || state.route().with(|at| at.settings().is_some()),
    })
}

/// Changes a look, unless it is set for everybody by this word.
fn prefer(app: App, word: &str, change: fn(&mut Look)) {
    prefer_all(app, word, |all| change(&mut all.look));
}

/// Changes a preference, unless it is set for everybody by this word.
pub(super) fn prefer_all(app: App, word: &str, change: impl FnOnce(&mut Preferences)) {
    match ruling().locks(word) {
        true => app.state.notices.refuse(i18n::settings_ruled()),
        false => app.prefer(change),
    }
}

/// Begins a message about the one that is meant; about several at once nobody writes.
fn write_about(app: App, command: Command, messages: Option<Selected>) {
    let verb = match command {
        Command::Reply => Verb::Reply,
        _ => Verb::ReplyAll,
    };
    if let Some(Selected::Uids(uids)) = messages
        && let [uid] = uids[..]
    {
        app.compose_at(uid, verb);
    }
}

/// Passes on the one that is meant; several at once as files.
fn forward(app: App, command: Command, messages: &Selected) {
    match messages {
        Selected::Uids(uids) if command == Command::Forward && uids.len() == 1 => {
            uids.iter()
                .for_each(|uid| app.compose_at(*uid, Verb::Forward));
        }
        _ => {
            if let Some(selection) = meant::selection(messages) {
                app.forward_selected(selection, meant::count(app, messages));
            }
        }
    }
}

fn ask(app: App, asked: Asked) {
    app.state.operations.ask(Some(asked));
}

/// Goes to a list.
pub(super) fn go(app: App, route: Route) {
    app.go_to_top(route);
    focus_list();
}

fn go_for(app: App, purpose: SpecialUse) {
    match meant::mailbox_for(app, purpose) {
        Some(mailbox) => go(app, Route::mailbox(mailbox)),
        None => app.state.notices.refuse(i18n::shortcut_go_none()),
    }
}

/// The server's own list of what is flagged, else a search.
fn flagged(app: App) -> Route {
    if let Some(mailbox) = meant::mailbox_for(app, SpecialUse::Flagged) {
        return Route::mailbox(mailbox);
    }
    let search = Search {
        text: "is:flagged".to_owned(),
        scope: Scope::Everywhere,
        is_typing: false,
    };
    Route::Mail(Place {
        mailbox: MailboxName::inbox(),
        view: View {
            search: Some(Box::new(search)),
            ..View::default()
        },
        message: None,
        message_id: None,
    })
}

fn archive(app: App, messages: Option<Selected>, toward: Toward) {
    let messages = messages.unwrap_or_else(|| meant::meant(app));
    deed::perform_toward(app, &messages, Deed::Archive, toward);
}

fn with_open(app: App, then: impl FnOnce(Arc<MessageView>)) {
    if let Reading::Open(view) = app.state.reading().get_untracked() {
        then(view);
    }
}

/// Begins something with the mailbox in sight.
fn begin(app: App, task: impl FnOnce(MailboxName) -> Option<MailboxTask>) {
    let mailbox = meant::mailbox(app).unwrap_or_else(MailboxName::inbox);
    if let Some(task) = task(mailbox) {
        app.state.tree.begin(Some(task));
    }
}
