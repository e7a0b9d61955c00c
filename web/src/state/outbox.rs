use crate::random;
use crate::reactive::*;
use mail_engine::{DraftId, OutboxItem, OutgoingId, OutgoingState, SentCopy};
use mail_model::Map;

/// The letters that were sent from this page, and how they go; and all that the
/// account's outbox holds.
#[derive(Clone, Copy)]
pub struct Outbox {
    letters: RwSignal<Map<OutgoingId, OutgoingState>>,
    items: RwSignal<Vec<OutboxItem>>,
    /// Letters whose end the person waits for.
    watched: StoredValue<Map<OutgoingId, Watched>>,
}

/// A letter whose end the person waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// The draft that it was.
    pub draft: DraftId,
    /// Its subject.
    pub subject: String,
    /// The toast that tells that it goes out.
    pub toast: u32,
}

impl Outbox {
    pub(super) fn new() -> Self {
        Self {
            letters: RwSignal::new(Map::new()),
            items: RwSignal::new(Vec::new()),
            watched: StoredValue::new(Map::new()),
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

    /// What is in the outbox, in the order in which it is sent.
    pub fn items(&self) -> ReadSignal<Vec<OutboxItem>> {
        self.items.read_only()
    }

    /// How many letters are in the outbox that the service has not taken.
    pub fn waiting(&self) -> u32 {
        let count = self.items.with(|items| {
            let waiting = items.iter().filter(|item| !is_sent(&item.state));
            waiting.count()
        });
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// The person waits for the end of a letter, of which a toast tells.
    pub fn watch(&self, id: OutgoingId, letter: Watched) {
        self.watched.update_value(|watched| {
            watched.insert(id, letter);
        });
    }

    /// Nobody waits for a letter any more.
    pub(super) fn unwatch(&self, id: OutgoingId) -> Option<Watched> {
        self.watched
            .try_update_value(|watched| watched.remove(&id))?
    }

    /// Whether the outbox holds a letter.
    pub(super) fn holds(&self, id: OutgoingId) -> bool {
        self.items
            .with_untracked(|items| items.iter().any(|item| item.id == id))
    }

    pub(super) fn set(&self, id: OutgoingId, state: OutgoingState) {
        let at = self
            .items
            .with_untracked(|items| items.iter().position(|item| item.id == id));
        if let Some(at) = at {
            let state = state.clone();
            self.items.update(|items| {
                if let Some(item) = items.get_mut(at) {
                    item.state = state;
                }
            });
        }
        self.letters.update(|letters| {
            letters.insert(id, state);
        });
    }

    pub(super) fn set_items(&self, items: Vec<OutboxItem>) {
        self.items.set(items);
    }

    pub(super) fn clear(&self) {
        self.letters.set(Map::new());
        self.items.set(Vec::new());
        self.watched.set_value(Map::new());
    }
}

/// Whether nothing more is to be decided about a letter.
fn is_sent(state: &OutgoingState) -> bool {
    matches!(
        state,
        OutgoingState::Sent(SentCopy::None | SentCopy::Pending | SentCopy::Kept)
    )
}
