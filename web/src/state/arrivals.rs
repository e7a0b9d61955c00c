use crate::reactive::*;
use mail_model::{MailboxName, MessageSummary};
use std::rc::Rc;

/// New mail that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Where.
    pub mailbox: MailboxName,
    /// How many messages.
    pub count: u32,
    /// The newest of them, as far as they are known.
    pub messages: Vec<MessageSummary>,
}

/// What hears of it.
type Hear = Rc<dyn Fn(Arrival)>;

/// The way of new mail to whatever tells the person, which is code that comes
/// later. What comes before that is told by nothing but the list.
#[derive(Clone, Copy)]
pub struct Arrivals {
    hear: StoredValue<Option<Hear>, LocalStorage>,
}

impl Arrivals {
    pub(super) fn new() -> Self {
        Self {
            hear: StoredValue::new_local(None),
        }
    }

    /// Whether something hears of new mail.
    pub fn are_heard(&self) -> bool {
        self.hear.with_value(Option::is_some)
    }

    /// From now on this hears of new mail.
    pub fn listen(&self, hear: impl Fn(Arrival) + 'static) {
        self.hear.set_value(Some(Rc::new(hear)));
    }

    pub(super) fn tell(&self, mailbox: MailboxName, count: u32, messages: Vec<MessageSummary>) {
        if let Some(hear) = self.hear.get_value() {
            hear(Arrival {
                mailbox,
                count,
                messages,
            });
        }
    }
}
