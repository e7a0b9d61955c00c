use crate::reactive::*;
use cards::{Invitation, Reply};
use mail_engine::OutgoingId;
use mail_model::Timestamp;

/// An answer that the person gave to an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenAnswer {
    /// What they answered.
    pub reply: Reply,
    /// When.
    pub given: Timestamp,
    /// The letter that says it; `None` where it was saved as a file.
    pub letter: Option<OutgoingId>,
}

/// The answers that the person gave since the login, by the invitation as it
/// was: a changed one is to be answered anew.
#[derive(Clone, Copy)]
pub struct Answers {
    all: RwSignal<Vec<(Invitation, GivenAnswer)>>,
}

impl Answers {
    pub(super) fn new() -> Self {
        Self {
            all: RwSignal::new(Vec::new()),
        }
    }

    /// The answer to an invitation, if one was given. Reactive.
    pub fn to(&self, invitation: &Invitation) -> Option<GivenAnswer> {
        self.all.with(|all| {
            let found = all.iter().find(|(known, _)| is_same(known, invitation));
            found.map(|(_, answer)| answer.clone())
        })
    }

    /// The person answers; what they answered before counts no more.
    pub fn give(&self, invitation: &Invitation, answer: GivenAnswer) {
        self.all.update(|all| {
            all.retain(|(known, _)| !is_same(known, invitation));
            all.push((invitation.clone(), answer));
        });
    }

    pub(super) fn clear(&self) {
        self.all.set(Vec::new());
    }
}

fn is_same(one: &Invitation, other: &Invitation) -> bool {
    one.uid == other.uid
        && one.sequence == other.sequence
        && one.recurrence_id == other.recurrence_id
}
