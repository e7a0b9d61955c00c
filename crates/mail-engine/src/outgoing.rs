//! Outgoing mail, as the page speaks of it.

use crate::compose::DraftId;
use mail_model::{Address, EnvelopeAddress, Flag, Letter, MessageRef, Problem, Timestamp};
use serde::{Deserialize, Serialize};

/// Names outgoing mail; drawn at random by the page, so that no two tabs choose
/// the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OutgoingId(pub u64);

/// A letter to be sent, and what is done once it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Its name.
    pub id: OutgoingId,
    /// What it says. It goes to all that its header names.
    pub letter: Letter,
    /// A copy of it is put into the mailbox for sent mail.
    pub keeps_copy: bool,
    /// The messages that it is about get these flags: `$MDNSent`, say.
    pub marks: Vec<(MessageRef, Flag)>,
}

/// How outgoing mail goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutgoingState {
    /// It waits to be sent; after a try that failed for the time being, until
    /// then and for that reason.
    Queued {
        /// Until then the person can call it back ([`crate::Action::RecallOutgoing`]),
        /// and nothing of it is sent.
        held_until: Option<Timestamp>,
        /// When it is tried again.
        retry_at: Option<Timestamp>,
        /// Why it was not sent yet.
        problem: Option<Problem>,
    },
    /// It is on its way.
    Submitting {
        /// Octets that have arrived, as far as the service tells.
        sent: u64,
        /// Of so many.
        total: u64,
    },
    /// The service took it.
    Sent(SentCopy),
    /// It was certainly not sent: [`crate::Action::Resend`] tries again.
    Failed {
        /// Why, in the service's words.
        problem: Problem,
        /// The recipients that it is about, where it is about such.
        recipients: Vec<(EnvelopeAddress, Problem)>,
    },
    /// The line was lost when all of it was out. It may have been sent, and is
    /// not sent again unless the person says so.
    Unknown(Problem),
}

/// A letter in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxItem {
    /// Its name.
    pub id: OutgoingId,
    /// The draft that it was, if it was one: it can be called back as that where
    /// it waits or failed.
    pub draft: Option<DraftId>,
    /// Its subject.
    pub subject: String,
    /// All whom it goes to.
    pub recipients: Vec<Address>,
    /// How it goes.
    pub state: OutgoingState,
}

/// What became of the copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SentCopy {
    /// None was wished for.
    None,
    /// It is on its way.
    Pending,
    /// It is there.
    Kept,
    /// The server refused it; that is tried again by itself.
    Refused(Problem),
}
