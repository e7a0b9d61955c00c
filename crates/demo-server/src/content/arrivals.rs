use crate::store::Content;
use core::time::Duration;
use mail_model::Timestamp;
use std::collections::VecDeque;

/// From the first login to the first new message.
const FIRST_AFTER: Duration = Duration::from_secs(20);
/// From one new message to the next.
const NEXT_AFTER: Duration = Duration::from_secs(45);

/// Makes a message, given the moment of its arrival.
pub(crate) type Template = fn(Timestamp) -> Vec<u8>;

/// The messages that arrive while somebody is there to see it; then it is over.
#[derive(Debug)]
pub(crate) struct Arrivals {
    waiting: VecDeque<Template>,
    due: Option<Timestamp>,
}

impl Arrivals {
    pub(crate) fn new(waiting: impl IntoIterator<Item = Template>) -> Self {
        Self {
            waiting: waiting.into_iter().collect(),
            due: None,
        }
    }

    /// Somebody came who was not there.
    pub(crate) fn begin(&mut self, now: Timestamp) {
        self.due = Some(now + FIRST_AFTER);
    }

    /// When the next one comes.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        self.due.filter(|_| !self.waiting.is_empty())
    }

    /// The message whose time has come.
    pub(crate) fn take_due(&mut self, now: Timestamp) -> Option<Content> {
        self.next_due().filter(|due| *due <= now)?;
        self.due = Some(now + NEXT_AFTER);
        let template = self.waiting.pop_front()?;
        Some(Content::stored(&template(now)))
    }
}
