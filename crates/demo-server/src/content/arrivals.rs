use super::letter::Letter;
use super::letters::ARRIVING;
use crate::store::Content;
use core::time::Duration;
use mail_model::Timestamp;

/// From somebody's coming to the first new message.
const FIRST_AFTER: Duration = Duration::from_secs(20);
/// From one new message to the next.
const NEXT_AFTER: Duration = Duration::from_secs(45);

/// The messages that arrive while somebody is there to see it; then it is over.
#[derive(Clone, Debug)]
pub(crate) struct Arrivals {
    waiting: core::slice::Iter<'static, Letter>,
    due: Option<Timestamp>,
}

impl Arrivals {
    pub(super) fn new() -> Self {
        Self {
            waiting: ARRIVING.iter(),
            due: None,
        }
    }

    /// Somebody came, and nobody was there before.
    pub(crate) fn begin(&mut self, now: Timestamp) {
        self.due = Some(now + FIRST_AFTER);
    }

    /// When the next one comes.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        self.due.filter(|_| !self.waiting.as_slice().is_empty())
    }

    /// The message whose time has come.
    pub(crate) fn take_due(&mut self, now: Timestamp) -> Option<Content> {
        self.next_due().filter(|due| *due <= now)?;
        self.due = Some(now + NEXT_AFTER);
        let letter = self.waiting.next()?;
        Some(Content::stored(&letter.write(now)))
    }
}
