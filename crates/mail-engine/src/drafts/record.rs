//! What of a draft the browser keeps.

use super::files_of;
use crate::compose::{Draft, DraftId};
use crate::keeping::{self, DRAFTS};
use crate::kept;
use crate::outgoing::OutgoingId;
use mail_model::{FileId, MessageId, MessageRef, Timestamp, Uid};
use serde::{Deserialize, Serialize};

/// A draft, and what must be known of it after a crash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) draft: Draft,
    /// When it was changed last, by the browser's clock.
    pub(crate) changed: Timestamp,
    /// How often it was changed.
    pub(crate) revision: u32,
    /// The revision that the mailbox for drafts has; 0 if none.
    pub(crate) saved: u32,
    /// The Message-ID that it bears, however often it is saved.
    pub(crate) message_id: MessageId,
    /// Where it was saved last.
    pub(crate) place: Option<Place>,
    /// It was sent to be saved, and what became of that is not known: its
    /// revision and its length.
    pub(crate) attempt: Option<(u32, u64)>,
    /// Messages that it was before, which are to be removed; under the validity
    /// of its place.
    pub(crate) strays: Vec<Uid>,
    /// Nobody writes at it any more.
    pub(crate) is_closed: bool,
    /// It is thrown away, and has still to be removed.
    pub(crate) is_discarded: bool,
    /// It is in the outbox.
    pub(crate) sending: Option<OutgoingId>,
    /// There it failed, and is saved as if it were not there.
    pub(crate) has_failed: bool,
}

/// Where a draft is saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Which message it is.
    pub(crate) message: MessageRef,
    /// How long that is.
    pub(crate) size: u64,
    /// It bears the draft's Message-ID, so it is found by that.
    pub(crate) is_named: bool,
}

impl Record {
    /// A draft that was never saved.
    pub(super) fn new(draft: Draft, message_id: MessageId) -> Self {
        Self {
            draft,
            changed: Timestamp::default(),
            revision: 0,
            saved: 0,
            message_id,
            place: None,
            attempt: None,
            strays: Vec::new(),
            is_closed: false,
            is_discarded: false,
            sending: None,
            has_failed: false,
        }
    }
    /// A draft that nobody has written at yet: there is nothing to save of it.
    pub(super) fn begun(draft: Draft, message_id: MessageId) -> Self {
        Self {
            revision: 1,
            saved: 1,
            ..Self::new(draft, message_id)
        }
    }
    /// Whether nobody has written at it yet, and no mailbox has it.
    pub(crate) fn is_as_begun(&self) -> bool {
        let is_untouched = (self.revision, self.saved) == (1, 1) && self.attempt.is_none();
        let is_going_away = self.is_closed || self.is_discarded || self.sending.is_some();
        is_untouched && self.place.is_none() && !is_going_away
    }
    /// Whether it is about to be sent, and is not saved meanwhile.
    pub(crate) fn is_going(&self) -> bool {
        self.sending.is_some() && !self.has_failed
    }
    /// The files that it carries, and how long they are.
    pub(crate) fn files(&self) -> impl Iterator<Item = (FileId, u64)> {
        files_of(&self.draft.letter.content)
    }
    /// As the browser keeps it.
    pub(crate) fn pack(&self) -> kept::Record {
        keeping::pack(key(self.draft.id), self)
    }
}

/// What wipes a draft.
pub(crate) fn forgotten(id: DraftId) -> kept::Record {
    kept::Record {
        key: key(id),
        value: None,
    }
}

fn key(id: DraftId) -> String {
    format!("{DRAFTS}{:016x}", id.0)
}
