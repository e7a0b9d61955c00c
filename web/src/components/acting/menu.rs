//! What can be done with messages, as lines of menus.

use super::{meant, whither};
use crate::app::App;
use crate::components::hint::keyed;
use crate::components::mailbox_label;
use crate::i18n;
use crate::keyboard::Command;
use crate::navigation;
use crate::reactive::*;
use crate::route::Route;
use crate::state::Selected;
use crate::ui::MenuItem;
use mail_model::{Flags, SpecialUse};

/// Everything, for a menu of its own. `clear` of one message what is open alone.
pub(super) fn all_items(app: App, messages: &Selected) -> Vec<MenuItem> {
    let mut items = Vec::new();
    if let Selected::Uids(uids) = messages
        && let [uid] = uids[..]
        && let Some(mailbox) = meant::mailbox(app)
    {
        let (route, alone) = match app.state.search.hit_untracked(uid) {
            Some(hit) => (app.at_row(uid), Route::message(hit.mailbox, hit.uid)),
            None => {
                let route = Route::message(mailbox, uid);
                (route.clone(), route)
            }
        };
        items.push(MenuItem::action(i18n::act_open(), move || {
            app.go(route.clone());
        }));
        items.push(MenuItem::action(i18n::message_window(), move || {
            navigation::open_alone(&alone);
        }));
        items.push(MenuItem::separator());
    }
    let item = |name: &'static str, command| item(app, name, command, messages);
    let is_one = matches!(messages, Selected::Uids(uids) if uids.len() == 1);
    let purpose = untrack(|| meant::purpose(app));
    if is_one && untrack(|| app.can_write()) && purpose != Some(SpecialUse::Drafts) {
        items.push(item(i18n::verb_reply(), Command::Reply));
        items.push(item(i18n::verb_reply_all(), Command::ReplyAll));
        items.push(item(i18n::verb_forward(), Command::Forward));
        items.push(MenuItem::separator());
    }
    if !is_one {
        items.extend(forward_items(app, messages));
    }
    let is_junk = purpose == Some(SpecialUse::Junk);
    let junk = match is_junk {
        true => i18n::act_not_junk(),
        false => i18n::act_junk(),
    };
    items.push(item(i18n::act_archive(), Command::Archive));
    items.push(item(i18n::act_delete(), Command::Delete));
    items.push(item(junk, Command::Junk));
    items.push(item(i18n::act_move(), Command::Move));
    if let Some(to) = whither::likeliest(app, messages) {
        let name = untrack(|| mailbox_label(app, &to));
        let again = messages.clone();
        let run = move || app.run(Command::MoveAgain, Some(again.clone()));
        let item = MenuItem::action(i18n::palette_move_to(&name), run);
        items.push(keyed(item, app, Command::MoveAgain));
    }
    items.push(MenuItem::separator());
    items.extend(more_items(app, messages));
    items
}

/// Passing them on; nothing where nothing can be sent.
pub(super) fn forward_items(app: App, messages: &Selected) -> Vec<MenuItem> {
    if !untrack(|| app.can_write()) {
        return Vec::new();
    }
    let name = i18n::verb_forward_attached();
    let forward = item(app, name, Command::ForwardAttached, messages);
    vec![forward, MenuItem::separator()]
}

/// What has no button of its own in the toolbar of a selection.
pub(super) fn more_items(app: App, messages: &Selected) -> Vec<MenuItem> {
    let item = |name: &'static str, command| item(app, name, command, messages);
    let known = meant::known(app, messages);
    let has = |is: fn(&Flags) -> bool| known.iter().any(|summary| is(&summary.flags));
    let mut items = Vec::new();
    // Of many some may be unknown: both ways are offered.
    if has(|flags| !flags.is_seen()) || messages.is_of_all() {
        items.push(item(i18n::act_mark_read(), Command::MarkSeen));
    }
    if has(Flags::is_seen) || messages.is_of_all() {
        items.push(item(i18n::act_mark_unread(), Command::MarkUnseen));
    }
    let is_flagged = !has(|flags| !flags.is_flagged());
    let flag = match is_flagged {
        true => i18n::act_unflag(),
        false => i18n::act_flag(),
    };
    items.push(item(flag, Command::ToggleFlagged));
    items.push(item(i18n::act_label(), Command::Label));
    items.push(item(i18n::act_copy(), Command::Copy));
    items.push(MenuItem::separator());
    items.push(item(i18n::act_delete_for_ever(), Command::DeleteForEver));
    items
}

fn item(app: App, name: &'static str, command: Command, messages: &Selected) -> MenuItem {
    let messages = messages.clone();
    let item = MenuItem::action(name, move || app.run(command, Some(messages.clone())));
    keyed(item, app, command)
}
