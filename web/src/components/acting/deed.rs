//! Doing it: to these messages, at once on screen.

use super::{meant, whither, words};
use crate::app::App;
use crate::commands::{Needs, about};
use crate::components::{focus_list, message_replaces_list};
use crate::i18n;
use crate::keyboard::Command;
use crate::reactive::*;
use crate::state::{Asked, Selected};
use gloo_timers::callback::Timeout;
use mail_engine::{Deed, LaterAction, OperationId};
use mail_model::{Flag, MailboxName, SpecialUse};

/// What was done is said so long after, in milliseconds: the rows go first, and the
/// browser does not draw the page twice before they do.
const AFTER_ROWS: u32 = 25;
/// What takes longer shows how far it is, in milliseconds.
const LONG: u32 = 300;
/// Whether something has happened is looked for so often, in milliseconds.
const A_MOMENT: u32 = 30;

/// Does what a command says.
pub(super) fn run(app: App, command: Command, messages: Option<Selected>) {
    match command {
        Command::Undo => return undo_last(app),
        Command::ActMenu => return super::hover::menu_at_cursor(app),
        Command::NextMember => return crate::components::step_member(1),
        Command::PreviousMember => return crate::components::step_member(-1),
        Command::ExpandAll => return crate::components::expand_all(app),
        Command::CollapseAll => return crate::components::collapse_all(app),
        Command::Unfold => return super::folding::fold_at_cursor(app, true),
        Command::Fold => return super::folding::fold_at_cursor(app, false),
        _ => {}
    }
    let messages = match messages {
        Some(messages) => meant::whole(app, messages),
        None => meant::meant(app),
    };
    if messages == Selected::Nothing {
        return app.state.notices.refuse(i18n::act_nothing_meant());
    }
    let is_change = about(command).needs == Needs::Change;
    if is_change && untrack(|| app.state.list.is_read_only()) {
        return app.state.notices.refuse(i18n::list_read_only());
    }
    let ask = |asked| app.state.operations.ask(Some(asked));
    let purpose = untrack(|| meant::purpose(app));
    match command {
        Command::Archive => perform(app, &messages, Deed::Archive),
        // There is nowhere to move them to any more.
        Command::Delete if purpose == Some(SpecialUse::Trash) => {
            ask(Asked::DeleteForEver(messages));
        }
        Command::Delete => perform(app, &messages, Deed::Delete { for_ever: false }),
        Command::DeleteForEver => ask(Asked::DeleteForEver(messages)),
        Command::Junk => {
            let is_junk = purpose == Some(SpecialUse::Junk);
            perform(app, &messages, Deed::Junk(!is_junk));
        }
        Command::Move => ask(Asked::Move(messages)),
        Command::MoveAgain => match whither::likeliest(app, &messages) {
            Some(to) => perform(app, &messages, Deed::Move(to)),
            None => ask(Asked::Move(messages)),
        },
        Command::Copy => ask(Asked::Copy(messages)),
        Command::Label => ask(Asked::Label(messages)),
        Command::MarkSeen => set_flag(app, &messages, Flag::Seen, true),
        Command::MarkUnseen => set_flag(app, &messages, Flag::Seen, false),
        Command::ToggleFlagged => {
            let known = meant::known(app, &messages);
            let is_flagged = known.iter().all(|summary| summary.flags.is_flagged());
            set_flag(app, &messages, Flag::Flagged, !is_flagged);
        }
        _ => {}
    }
}

/// Sets or clears a flag.
pub(super) fn set_flag(app: App, messages: &Selected, flag: Flag, value: bool) {
    perform(app, messages, Deed::SetFlag { flag, value });
}

/// Whether a deed takes messages out of a mailbox.
fn is_removal(deed: &Deed) -> bool {
    matches!(
        deed,
        Deed::Move(_) | Deed::Delete { .. } | Deed::Archive | Deed::Junk(_)
    )
}

/// Does something to messages of the open list.
pub(super) fn perform(app: App, messages: &Selected, deed: Deed) {
    perform_toward(app, messages, deed, Toward::Usual);
}

/// Which message one goes on with where the open one goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Toward {
    /// The one below, else the one above; the list, where a message stands in its
    /// place.
    Usual,
    /// The one below.
    Below,
    /// The one above.
    Above,
}

/// The same, and goes on in a direction.
pub(super) fn perform_toward(app: App, messages: &Selected, deed: Deed, toward: Toward) {
    let Some(selection) = meant::selection(messages) else {
        return;
    };
    if !matches!(deed, Deed::Copy(_)) && untrack(|| app.state.list.is_read_only()) {
        return app.state.notices.refuse(i18n::list_read_only());
    }
    let here = meant::mailbox(app);
    match &deed {
        Deed::Move(to) | Deed::Copy(to) => {
            if here.as_ref() == Some(to) {
                return app.state.notices.refuse(i18n::act_already_there());
            }
            whither::note(app, messages, to);
        }
        Deed::Archive if is_archive(app, here.as_ref()) => {
            return app.state.notices.refuse(i18n::act_already_there());
        }
        _ => {}
    }
    let is_removal = is_removal(&deed);
    let next = is_removal.then(|| next(app, messages, toward));
    let words = words::words(app, &deed, meant::count(app, messages));
    let id = begin(app, words, |operation| LaterAction::Operate {
        operation,
        selection,
        deed,
    });
    if is_removal && are_all_selected(app, messages) {
        app.state.selection.clear();
    }
    match next.flatten() {
        Some(Next::Open(row)) => {
            app.move_cursor(row);
            app.open_at_cursor();
        }
        Some(Next::List) if app.is_alone() => close_window(app, id),
        Some(Next::List) => {
            app.close_message();
            focus_list();
        }
        None => {}
    }
}

fn is_archive(app: App, here: Option<&MailboxName>) -> bool {
    let purpose = here.and_then(|here| untrack(|| meant::purpose_of(app, here)));
    matches!(purpose, Some(SpecialUse::Archive | SpecialUse::All))
}

/// Whether these are all that is selected. Of others that are selected too, rows that
/// go leave the selection by themselves.
fn are_all_selected(app: App, messages: &Selected) -> bool {
    let selected = app.state.selection.selected();
    selected.with_untracked(|now| match (now, messages) {
        (Selected::Nothing, _) | (Selected::AllBut(_), Selected::Uids(_)) => false,
        (Selected::Uids(now), messages) => now.iter().all(|uid| messages.contains(*uid)),
        (Selected::AllBut(_), _) => true,
    })
}

/// Begins an operation: it is told of as soon as its rows have gone, and shows its
/// way if it is large and takes long.
pub(super) fn begin(
    app: App,
    words: crate::state::Words,
    action: impl FnOnce(OperationId) -> LaterAction,
) -> OperationId {
    let operations = app.state.operations;
    let is_large = words.is_large;
    let id = operations.begin(words, move |id| undo(app, id));
    app.act(action(id));
    if is_large {
        let show = move || {
            let cancel = move || app.act(LaterAction::CancelOperation(id));
            operations.show_progress(id, cancel);
        };
        Timeout::new(LONG, show).forget();
    } else {
        Timeout::new(AFTER_ROWS, move || operations.say_begun(id)).forget();
    }
    id
}

/// Closes a window of a message's own once the message is where it was sent: with the
/// window ends whoever does that. It stays where that failed or was taken back.
fn close_window(app: App, id: OperationId) {
    let look = move || match app.state.operations.has_happened(id) {
        None => close_window(app, id),
        Some(true) => app.close_message(),
        Some(false) => {}
    };
    Timeout::new(A_MOMENT, look).forget();
}

fn undo_last(app: App) {
    match app.state.operations.last_undoable() {
        Some(id) => undo(app, id),
        None => app.state.notices.refuse(i18n::act_nothing_to_undo()),
    }
}

fn undo(app: App, id: OperationId) {
    app.state.operations.begin_undo(id);
    app.act(LaterAction::Undo(id));
}

/// Where the person is when the open message is gone.
enum Next {
    /// At the message of this row, which opens.
    Open(u32),
    /// At the list.
    List,
}

/// Where one goes on, if the open message is among those that go.
fn next(app: App, going: &Selected, toward: Toward) -> Option<Next> {
    let route = app.state.route().get_untracked();
    let open = route.place()?.message?;
    // In a list of several folders its row is named otherwise.
    let name = app.open_name()?;
    if !going.contains(open) && !going.contains(name) {
        return None;
    }
    let is_usual = toward == Toward::Usual;
    if app.is_alone() || (is_usual && message_replaces_list(app)) {
        return Some(Next::List);
    }
    let list = app.state.list;
    // The rows below begin behind it, or where it stood before it left the list.
    let from = match list.row_of(name) {
        Some(row) => Some((row, row.saturating_add(1))),
        None => app.row_below_gap().map(|row| (row, row)),
    };
    let stays = |row: &u32| {
        let summary = list.summary_at(*row);
        summary.is_some_and(|summary| !going.contains(summary.uid) && summary.uid != name)
    };
    let found = from.and_then(|(at, behind)| {
        let is_known = |row: &u32| list.summary_at(*row).is_some();
        let below = || (behind..).take_while(is_known).find(stays);
        let above = || (0..at).rev().take_while(is_known).find(stays);
        match toward {
            Toward::Usual => below().or_else(above),
            Toward::Below => below(),
            Toward::Above => above(),
        }
    });
    Some(found.map_or(Next::List, Next::Open))
}
