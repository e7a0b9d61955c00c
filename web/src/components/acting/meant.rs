//! Which messages are meant, and what is known of them.

use crate::app::App;
use crate::reactive::*;
use crate::state::{Reading, Selected};
use mail_engine::Selection;
use mail_model::{MailboxName, MessageSummary, SpecialUse, Uid};
use std::sync::Arc;

/// The selected messages, else the open one, else the one at the cursor.
pub(super) fn meant(app: App) -> Selected {
    let selected = app.state.selection.selected().get_untracked();
    if selected != Selected::Nothing {
        return selected;
    }
    whole(app, open_or_at_cursor(app))
}

/// The same, and what is folded into their rows.
pub(super) fn whole(app: App, meant: Selected) -> Selected {
    match meant {
        Selected::Uids(uids) => Selected::Uids(app.state.conversations.whole(uids)),
        other => other,
    }
}

fn open_or_at_cursor(app: App) -> Selected {
    let open = app.state.reading().with_untracked(|reading| match reading {
        Reading::Open(view) => Some(view.message.uid),
        _ => None,
    });
    let at_cursor = || {
        let row = app.state.list.cursor().get_untracked()?;
        Some(app.state.list.summary_at(row)?.uid)
    };
    open.or_else(at_cursor).map_or(Selected::Nothing, one)
}

/// One message.
pub(super) fn one(uid: Uid) -> Selected {
    Selected::Uids(vec![uid])
}

/// The same as the engine is told; `None` where nothing is meant.
pub(super) fn selection(meant: &Selected) -> Option<Selection> {
    match meant {
        Selected::Nothing => None,
        Selected::Uids(uids) => Some(Selection::Uids(uids.clone())),
        Selected::AllBut(spared) if spared.is_empty() => Some(Selection::All),
        Selected::AllBut(spared) => Some(Selection::AllBut(spared.clone())),
    }
}

/// How many are meant.
pub(super) fn count(app: App, meant: &Selected) -> u32 {
    meant.count(untrack(|| app.messages()))
}

/// What is known of them: of those whose rows were looked at.
pub(super) fn known(app: App, meant: &Selected) -> Vec<Arc<MessageSummary>> {
    let mut known = app.state.list.known();
    known.retain(|summary| meant.contains(summary.uid));
    if known.is_empty()
        && let Reading::Open(view) = app.state.reading().get_untracked()
        && meant.contains(view.message.uid)
    {
        // A link led to it: its row was never in view.
        known.push(Arc::new(view.summary.clone()));
    }
    known
}

/// The mailbox that the list shows.
pub(super) fn mailbox(app: App) -> Option<MailboxName> {
    let head = app.state.list.head().get_untracked();
    head.map(|head| head.mailbox)
}

/// What that mailbox is for. Reactive.
pub(super) fn purpose(app: App) -> Option<SpecialUse> {
    let mailbox = app.state.list.head().get()?.mailbox;
    purpose_of(app, &mailbox)
}

/// What a mailbox is for. Reactive.
pub(super) fn purpose_of(app: App, mailbox: &MailboxName) -> Option<SpecialUse> {
    app.state.tree.entries().with(|entries| {
        let mut entries = entries.iter().flatten();
        entries
            .find(|entry| entry.mailbox.name == *mailbox)?
            .mailbox
            .special_use
    })
}

/// The mailbox of a purpose, if there is one; not reactive.
pub(super) fn mailbox_for(app: App, purpose: SpecialUse) -> Option<MailboxName> {
    app.state.tree.entries().with_untracked(|entries| {
        let mut entries = entries.iter().flatten();
        let entry = entries.find(|entry| entry.mailbox.special_use == Some(purpose))?;
        Some(entry.mailbox.name.clone())
    })
}
