use crate::reactive::*;
use mail_engine::{OutgoingId, OutgoingState};

/// How all letters go that were sent since the login.
#[derive(Clone, Copy)]
pub struct OutgoingLetters {
    all: RwSignal<Vec<(OutgoingId, OutgoingState)>>,
    last: StoredValue<u32>,
}

impl OutgoingLetters {
    pub(super) fn new() -> Self {
        Self {
            all: RwSignal::new(Vec::new()),
            last: StoredValue::new(0),
        }
    }

    /// A name for a letter that is about to be sent.
    pub fn begin(&self) -> OutgoingId {
        self.last.update_value(|last| *last += 1);
        OutgoingId(self.last.get_value())
    }

    /// How a letter goes, as far as was heard. Reactive.
    pub fn of(&self, id: OutgoingId) -> Option<OutgoingState> {
        self.all.with(|all| {
            let found = all.iter().find(|(known, _)| *known == id);
            found.map(|(_, state)| state.clone())
        })
    }

    pub(super) fn set(&self, id: OutgoingId, state: OutgoingState) {
        self.all
            .update(|all| match all.iter_mut().find(|(known, _)| *known == id) {
                Some((_, known)) => *known = state,
                None => all.push((id, state)),
            });
    }

    pub(super) fn clear(&self) {
        self.all.set(Vec::new());
    }
}
