use crate::i18n;
use crate::reactive::*;
use mail_model::{MessageSummary, Problem};

/// How many toasts stand at once; an older one gives way.
const MOST: usize = 3;

/// A word to the person, shown for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Unique within the page.
    pub key: u32,
    /// What to tell.
    pub problem: Problem,
}

/// The toasts, and the live region's text.
#[derive(Clone, Copy)]
pub struct Notices {
    shown: RwSignal<Vec<Notice>>,
    announcement: RwSignal<String>,
    last_key: StoredValue<u32>,
}

impl Notices {
    pub(super) fn new() -> Self {
        Self {
            shown: RwSignal::new(Vec::new()),
            announcement: RwSignal::new(String::new()),
            last_key: StoredValue::new(0),
        }
    }

    /// The toasts, oldest first.
    pub fn shown(&self) -> ReadSignal<Vec<Notice>> {
        self.shown.read_only()
    }

    /// What a screen reader is to say next.
    pub fn announcement(&self) -> ReadSignal<String> {
        self.announcement.read_only()
    }

    /// Shows a toast. What is on screen already is not said twice.
    pub fn show(&self, problem: Problem) {
        let is_shown = self
            .shown
            .with_untracked(|shown| shown.iter().any(|notice| notice.problem == problem));
        if is_shown {
            return;
        }
        self.last_key.update_value(|key| *key += 1);
        let key = self.last_key.get_value();
        self.shown.update(|shown| {
            shown.push(Notice { key, problem });
            let excess = shown.len().saturating_sub(MOST);
            shown.drain(..excess);
        });
    }

    /// Takes a toast away.
    pub fn dismiss(&self, key: u32) {
        self.shown
            .update(|shown| shown.retain(|notice| notice.key != key));
    }

    /// Says something politely to those who do not see it.
    pub fn announce(&self, text: &str) {
        self.announcement.set(text.to_owned());
    }

    pub(super) fn announce_new_mail(&self, messages: &[MessageSummary]) {
        match messages {
            [] => {}
            [message] => {
                let sender = message.from.first().map_or("", |from| from.label());
                self.announce(&i18n::new_mail_one(sender, &message.subject));
            }
            more => {
                let count = u32::try_from(more.len()).unwrap_or(u32::MAX);
                self.announce(&i18n::new_mail_many(count));
            }
        }
    }

    pub(super) fn clear(&self) {
        self.shown.set(Vec::new());
        self.announcement.set(String::new());
    }
}
