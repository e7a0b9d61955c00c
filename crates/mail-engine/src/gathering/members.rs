//! What is read of a conversation beside the place's message.

use crate::Change;
use crate::engine::Engine;
use crate::later_change::LaterChange;
use crate::preferences::MarkRead;
use crate::reading::Reading;
use crate::timers::Timer;
use mail_model::{Flag, MessageRef, Uid, UidSet};

/// So many messages may be open beside the place's.
const MOST_OPEN: usize = 30;

impl Engine {
    /// The person opens a message of the open one's conversation beside it.
    pub(crate) fn open_member(&mut self, message: &MessageRef) {
        let row = self.row_of(message).cloned();
        let Some((gathering, row)) = self.account.gathering.as_mut().zip(row) else {
            return;
        };
        let is_open = |reading: &Reading| reading.message.as_ref() == Some(message);
        if gathering.open.len() >= MOST_OPEN || gathering.open.iter().any(is_open) {
            return;
        }
        let mut reading = Reading::new(message.uid);
        reading.prefers_text = self.account.settings.preferences.prefers_text;
        reading.allows_remote = self
            .account
            .settings
            .preferences
            .allows_remote_from(&row.summary.from);
        reading.message = Some(message.clone());
        reading.open(row, &*self.charsets);
        reading.has_changed = true;
        reading.allows_remote |= self.account.is_allowed(message);
        if let Some(gathering) = &mut self.account.gathering {
            gathering.open.push(reading);
        }
    }
    /// It is read no more.
    pub(crate) fn close_member(&mut self, message: &MessageRef) {
        if let Some(gathering) = &mut self.account.gathering {
            let is_other = |reading: &Reading| reading.message.as_ref() != Some(message);
            gathering.open.retain(is_other);
        }
    }
    /// Changes what is read of a message of the open one's conversation.
    pub(crate) fn change_member(
        &mut self,
        message: &MessageRef,
        change: impl FnOnce(&mut Reading),
    ) {
        let open = self.account.gathering.iter_mut().flat_map(|g| &mut g.open);
        let mut open = open.filter(|reading| reading.message.as_ref() == Some(message));
        if let Some(reading) = open.next() {
            change(reading);
            reading.has_changed = true;
            reading.is_shown = false;
        }
    }
    /// Moves what is read of the conversation on, and tells what came of it.
    pub(crate) fn advance_members(&mut self) {
        let open = self.account.gathering.as_mut();
        let mut open = open
            .map(|g| core::mem::take(&mut g.open))
            .unwrap_or_default();
        let mut shown = Vec::new();
        for reading in &mut open {
            for _ in 0..2 {
                // The body may turn out to show images that are kept.
                if self.gather(reading)
                    && let Some(view) = self.view_of(reading)
                {
                    let change = LaterChange::Member(Box::new(view));
                    self.changes.push_back(Change::Later(change));
                }
            }
            self.hand_out(reading);
            if reading.is_shown && !core::mem::replace(&mut reading.is_marked, true) {
                shown.extend(reading.message.clone());
            }
        }
        if let Some(gathering) = &mut self.account.gathering {
            gathering.open = open;
        }
        match self.account.settings.preferences.mark_read {
            MarkRead::AtOnce => self.mark_members_read(&shown),
            MarkRead::AfterPause if !shown.is_empty() => {
                self.timers.set(Timer::MarkRead, self.now + MarkRead::PAUSE);
            }
            MarkRead::AfterPause | MarkRead::Never => {}
        }
    }
    /// What is shown of the conversation counts as read.
    pub(crate) fn mark_shown_members_read(&mut self) {
        let open = self.account.gathering.iter().flat_map(|g| &g.open);
        let shown = open.filter(|reading| reading.is_shown);
        let shown: Vec<MessageRef> = shown.filter_map(|r| r.message.clone()).collect();
        self.mark_members_read(&shown);
    }
    fn mark_members_read(&mut self, shown: &[MessageRef]) {
        let Some(list) = self.account.list.as_ref().filter(|list| !list.is_read_only) else {
            return;
        };
        let is_here = |message: &&MessageRef| list.message(message.uid).as_ref() == Some(*message);
        let here: Vec<Uid> = shown.iter().filter(is_here).map(|m| m.uid).collect();
        let is_unread = |uid: &Uid| {
            let flags = self.shown_flags(*uid).or_else(|| {
                // It belongs to the conversation, and not to what was looked for.
                let message = list.message(*uid)?;
                let row = self.account.gathering.as_ref()?.row(&message)?;
                Some(row.summary.flags.clone())
            });
            flags.is_some_and(|flags| !flags.is_seen())
        };
        let unread: UidSet = here.into_iter().filter(is_unread).collect();
        if !unread.is_empty() {
            self.set_flag(&unread, Flag::Seen, true);
        }
    }
}
