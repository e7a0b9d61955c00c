//! The way from tab to tab.

use super::told::{Tabs, Word};
use crate::random;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

const NAME: &str = "porthole.alerts";

/// This tab among the others; alone where the browser has no channels.
pub(super) struct Channel {
    tabs: RefCell<Tabs>,
    channel: Option<BroadcastChannel>,
}

impl Channel {
    pub(super) fn open() -> Rc<Self> {
        let opened = Rc::new(Self {
            tabs: RefCell::new(Tabs::new(
                u32::try_from(random::number() >> 32).unwrap_or_default(),
            )),
            channel: BroadcastChannel::new(NAME).ok(),
        });
        let hearing = Rc::downgrade(&opened);
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let word = event.data().as_string();
            let word = word.and_then(|text| Word::from_text(&text));
            if let (Some(word), Some(channel)) = (word, hearing.upgrade()) {
                channel.tabs.borrow_mut().hear(word);
            }
        });
        if let Some(channel) = &opened.channel {
            channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
            // It hears as long as the page is there.
            hear.forget();
        }
        opened
    }

    /// Says that this tab would tell of them; `false` if they were told.
    pub(super) fn claim(&self, keys: &[String]) -> bool {
        let word = self.tabs.borrow().claim(keys);
        if let Some(word) = &word {
            self.say(word);
        }
        word.is_some()
    }

    /// Whether it is this tab that tells of them.
    pub(super) fn wins(&self, keys: &[String]) -> bool {
        self.tabs.borrow().wins(keys)
    }

    /// They are told, or seen.
    pub(super) fn tell(&self, keys: Vec<String>) {
        let word = self.tabs.borrow_mut().tell(keys);
        self.say(&word);
    }

    fn say(&self, word: &Word) {
        if let Some(channel) = &self.channel {
            // Refused only once it is closed, which it never is.
            let _ = channel.post_message(&JsValue::from_str(&word.to_text()));
        }
    }
}
