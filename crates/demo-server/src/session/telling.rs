//! What a client is told of what others do.

use super::{Dialogue, Enabled, Selected, Session};
use crate::command;
use crate::server::Context;
use crate::store::{Change, ChangeKind, NameChange};
use mail_model::Uid;

impl Session {
    /// Remembers what another session did until it may be told.
    pub(crate) fn note_elsewhere(&mut self, change: Change) {
        if self
            .selected
            .as_ref()
            .is_some_and(|s| s.id == change.mailbox)
        {
            return self.note(change);
        }
        if let Some(notify) = &mut self.notify {
            notify.note(change.mailbox, change.kind);
        }
    }

    /// Remembers a change in the selected mailbox until it may be told.
    pub(crate) fn note(&mut self, change: Change) {
        let Some(selected) = self.selected.as_mut().filter(|s| s.id == change.mailbox) else {
            return;
        };
        if matches!(change.kind, ChangeKind::Gone) {
            self.end("The mailbox is no more what it was");
        } else {
            selected.note(change.kind);
            if selected.is_overwhelmed() {
                self.end("Too much has changed");
            }
        }
    }

    /// Tells what has been noted, so far as it may be told now.
    pub(crate) fn tell(&mut self, context: &Context<'_>, may_expunge: bool) {
        if self.wants_selected() {
            let arrived = self.arrived();
            self.tell_selected(context, may_expunge, &arrived);
        }
        command::tell_elsewhere(self, context);
    }

    /// Whether what happens in the selected mailbox is to be told at all.
    pub(super) fn wants_selected(&self) -> bool {
        self.notify
            .as_ref()
            .is_none_or(|notify| notify.selected.is_some())
    }

    /// The messages that others brought to the selected mailbox and that the
    /// client does not know of.
    pub(super) fn arrived(&self) -> Vec<Uid> {
        self.selected
            .as_ref()
            .map_or_else(Vec::new, Selected::arrived)
    }

    /// Tells what happened in the selected mailbox, and what the client wants
    /// to know of those that `arrived`.
    pub(super) fn tell_selected(
        &mut self,
        context: &Context<'_>,
        may_expunge: bool,
        arrived: &[Uid],
    ) {
        let events = self
            .notify
            .as_ref()
            .and_then(|notify| notify.selected.as_ref());
        let may_expunge = may_expunge || events.is_some_and(|events| !events.is_delayed);
        let wants_flags = events.is_none_or(|events| events.flag_change);
        let is_flag_change = |kind: &ChangeKind| matches!(kind, ChangeKind::Flagged(_));
        let held = match &mut self.selected {
            Some(selected) if !wants_flags => selected.hold_back(is_flag_change),
            _ => Vec::new(),
        };
        self.tell_noted(context, may_expunge);
        if let Some(selected) = &mut self.selected {
            selected.take_back(held);
        }
        for uid in arrived {
            if let Some((data, further)) = command::new_message_data(self, *uid, context) {
                self.send_with_more(data, &further);
            }
        }
    }

    pub(super) fn tell_noted(&mut self, context: &Context<'_>, may_expunge: bool) {
        let enabled = Enabled {
            // RFC 5465 §5.1.
            uids: self.enabled.uids || self.notify.is_some(),
            ..self.enabled
        };
        let (Some(user), Some(selected)) = (&self.user, &mut self.selected) else {
            return;
        };
        let Some(mailbox) = context.store.mailbox_by_id(user, selected.id) else {
            return;
        };
        for data in selected.tell(mailbox, enabled, may_expunge) {
            self.send(data);
        }
    }

    /// In IDLE everything is told at once (RFC 2177 §3), and after NOTIFY at any
    /// time (RFC 5465 §3.1), if the client still lives.
    pub(crate) fn tell_unasked(&mut self, context: &Context<'_>) {
        self.end_if_silent(context.now);
        let is_idling = matches!(self.dialogue, Dialogue::Idling(_));
        if !self.is_finished && (is_idling || self.notify.is_some()) {
            self.tell(context, is_idling);
        }
    }

    /// Stops telling what NOTIFY asked for (RFC 5465 §5.8).
    pub(crate) fn overflow(&mut self) {
        if self.notify.is_some() && !self.is_finished {
            self.send_line("* OK [NOTIFICATIONOVERFLOW] That is too much to tell");
            self.notify = Some(Box::default());
        }
    }

    /// Remembers a change to the names of this user's mailboxes.
    pub(crate) fn note_name(&mut self, change: &NameChange) {
        let is_concerned = self.user.as_deref() == Some(change.user.as_str());
        let Some(notify) = self.notify.as_mut().filter(|_| is_concerned) else {
            return;
        };
        notify.note_name(change);
        if notify.is_overwhelmed() {
            self.overflow();
        }
    }
}
