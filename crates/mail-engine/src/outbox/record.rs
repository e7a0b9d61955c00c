//! What of a letter the browser keeps.

use crate::compose::DraftId;
use crate::keeping::{self, LETTERS};
use crate::kept;
use crate::outgoing::{Outgoing, OutgoingId};
use mail_model::{
    DeliveryNotices, EnvelopeAddress, Flag, MessageId, MessageRef, Problem, Timestamp,
};
use serde::{Deserialize, Serialize};

/// A letter, and what must be known of it after a crash. With the moment and the
/// Message-ID it is the same message, however often it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) outgoing: Outgoing,
    /// The draft that it was.
    pub(super) draft: Option<DraftId>,
    pub(super) notices: Option<DeliveryNotices>,
    /// When the person sent it, by the browser's clock.
    pub(super) written: Timestamp,
    pub(super) message_id: MessageId,
    pub(super) stage: Stage,
}

/// How far a letter is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Stage {
    /// It is to be sent, not before that moment by the browser's clock.
    Waiting { held_until: Option<Timestamp> },
    /// It is out, or on its way, or about to be.
    Submitting,
    /// It was certainly not sent.
    Failed {
        problem: Problem,
        recipients: Vec<(EnvelopeAddress, Problem)>,
    },
    /// It may have been sent.
    Unknown(Problem),
    /// It was sent.
    Sent {
        /// It is to be copied.
        needs_copy: bool,
        /// Those messages are to be marked.
        marks: Vec<(MessageRef, Flag)>,
    },
}

impl Record {
    /// As the browser keeps it.
    pub(super) fn pack(&self) -> kept::Record {
        keeping::pack(key(self.outgoing.id), self)
    }
}

/// What wipes a letter.
pub(crate) fn forgotten(id: OutgoingId) -> kept::Record {
    kept::Record {
        key: key(id),
        value: None,
    }
}

fn key(id: OutgoingId) -> String {
    format!("{LETTERS}{:016x}", id.0)
}
