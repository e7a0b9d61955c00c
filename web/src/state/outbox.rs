use crate::random;
use crate::reactive::*;
use mail_engine::{OutgoingId, OutgoingState};
use std::collections::BTreeMap;

/// The letters that were sent from this page, and how they go.
#[derive(Clone, Copy)]
pub struct Outbox {
    letters: RwSignal<BTreeMap<OutgoingId, OutgoingState>>,
}

impl Outbox {
    pub(super) fn new() -> Self {
        Self {
            letters: RwSignal::new(BTreeMap::new()),
        }
    }

    /// A name for a letter.
    pub fn next_id(&self) -> OutgoingId {
        OutgoingId(random::number())
    }

    /// How a letter goes.
    pub fn state(&self, id: OutgoingId) -> Option<OutgoingState> {
        self.letters.with(|letters| letters.get(&id).cloned())
    }

    pub(super) fn set(&self, id: OutgoingId, state: OutgoingState) {
        self.letters.update(|letters| {
            letters.insert(id, state);
        });
    }

    pub(super) fn clear(&self) {
        self.letters.set(BTreeMap::new());
    }
}
