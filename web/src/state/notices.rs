use crate::i18n;
use crate::reactive::*;
use mail_model::{MessageSummary, Problem};
use std::rc::Rc;

/// How many toasts stand at once; an older one gives way.
const MOST: usize = 3;

/// How long a toast stays: long enough to read two sentences, slowly.
const SECONDS: u32 = 12;

/// How long a toast offers to take something back, in seconds.
pub const UNDO_SECONDS: u32 = 12;

/// The same of what changes much at once, which one looks at first.
pub const LONG_UNDO_SECONDS: u32 = 20;

/// What a toast says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// What went wrong.
    Problem(Problem),
    /// What the person wanted can't be, for a reason that they can do something about.
    Refused {
        /// In words.
        words: String,
        /// What the button says that does something about it, if there is one.
        offer: Option<&'static str>,
    },
    /// What has happened.
    Done {
        /// In words.
        words: String,
        /// What the button says by which it is taken back, if it can be.
        offer: Option<&'static str>,
    },
    /// What is happening.
    Going {
        /// In words.
        words: String,
        /// How far it is.
        progress: ArcRwSignal<Advance>,
        /// What the button says that stops it.
        offer: &'static str,
    },
}

/// How far something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Advance {
    /// So much is done.
    pub done: u32,
    /// Of so much; 0 where that is not known.
    pub total: u32,
}

/// A word to the person, shown for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Unique within the page.
    pub key: u32,
    /// What to tell.
    pub said: Said,
    /// So long it stays.
    pub seconds: u32,
}

/// The toasts, and the live region's text.
#[derive(Clone, Copy)]
pub struct Notices {
    shown: RwSignal<Vec<Notice>>,
    announcement: RwSignal<String>,
    last_key: StoredValue<u32>,
    offers: StoredValue<Vec<(u32, Offer)>, LocalStorage>,
}

/// What a toast's button does.
type Offer = Rc<dyn Fn()>;

impl Notices {
    pub(super) fn new() -> Self {
        Self {
            shown: RwSignal::new(Vec::new()),
            announcement: RwSignal::new(String::new()),
            last_key: StoredValue::new(0),
            offers: StoredValue::new_local(Vec::new()),
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

    /// Shows a toast about what went wrong. What is on screen already is not said twice.
    pub fn show(&self, problem: Problem) {
        let said = Said::Problem(problem);
        let is_shown = self
            .shown
            .with_untracked(|shown| shown.iter().any(|notice| notice.said == said));
        if !is_shown {
            self.push(said, SECONDS);
        }
    }

    /// Shows what can't be done as it was wanted. It is an alert, so it is heard too.
    pub fn refuse(&self, words: &str) {
        let said = Said::Refused {
            words: words.to_owned(),
            offer: None,
        };
        let is_other = |notice: &Notice| notice.said != said;
        // Said once more it is to be heard once more.
        self.shown.update(|shown| shown.retain(is_other));
        self.push(said, SECONDS);
    }

    /// Shows what went wrong or can't be, with a button that does something about it.
    /// It is an alert, so it is heard too.
    pub fn regret(
        &self,
        words: String,
        offer: &'static str,
        seconds: u32,
        act: impl Fn() + 'static,
    ) {
        let offer = Some(offer);
        let key = self.push(Said::Refused { words, offer }, seconds);
        let act: Offer = Rc::new(act);
        self.offers.update_value(|offers| offers.push((key, act)));
    }

    /// Shows and says what has happened. Returns the toast's key.
    pub fn tell(&self, words: String) -> u32 {
        self.announce(&words);
        self.push(Said::Done { words, offer: None }, SECONDS)
    }

    /// The same, with a button that takes it back for so many seconds.
    pub fn offer(
        &self,
        words: String,
        offer: &'static str,
        seconds: u32,
        act: impl Fn() + 'static,
    ) -> u32 {
        self.announce(&words);
        let offer = Some(offer);
        let key = self.push(Said::Done { words, offer }, seconds);
        let act: Offer = Rc::new(act);
        self.offers.update_value(|offers| offers.push((key, act)));
        key
    }

    /// Shows and says what is happening and how far it is, with a button that
    /// stops it.
    pub fn follow(
        &self,
        words: String,
        progress: ArcRwSignal<Advance>,
        offer: &'static str,
        seconds: u32,
        act: impl Fn() + 'static,
    ) -> u32 {
        self.announce(&words);
        let said = Said::Going {
            words,
            progress,
            offer,
        };
        let key = self.push(said, seconds);
        self.offers
            .update_value(|offers| offers.push((key, Rc::new(act))));
        key
    }

    /// What a toast told stands, but can't be taken back any more.
    pub fn withdraw(&self, key: u32) {
        self.shown.update(|shown| {
            for notice in shown.iter_mut().filter(|notice| notice.key == key) {
                if let Said::Done { offer, .. } = &mut notice.said {
                    *offer = None;
                }
            }
        });
        self.offers
            .update_value(|offers| offers.retain(|(of, _)| *of != key));
    }

    /// Does what a toast offers, and takes it away.
    pub fn take_up(&self, key: u32) {
        let act = self.offers.with_value(|offers| {
            let found = offers.iter().find(|(of, _)| *of == key);
            found.map(|(_, act)| Rc::clone(act))
        });
        self.dismiss(key);
        if let Some(act) = act {
            act();
        }
    }

    /// Takes a toast away.
    pub fn dismiss(&self, key: u32) {
        self.shown
            .update(|shown| shown.retain(|notice| notice.key != key));
        self.sweep();
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
        self.sweep();
    }

    fn push(&self, said: Said, seconds: u32) -> u32 {
        self.last_key.update_value(|key| *key += 1);
        let key = self.last_key.get_value();
        self.shown.update(|shown| {
            shown.push(Notice { key, said, seconds });
            let excess = shown.len().saturating_sub(MOST);
            shown.drain(..excess);
        });
        self.sweep();
        key
    }

    /// What is not on screen any more is not offered any more.
    fn sweep(&self) {
        self.shown.with_untracked(|shown| {
            self.offers.update_value(|offers| {
                offers.retain(|(key, _)| shown.iter().any(|notice| notice.key == *key));
            });
        });
    }
}
