use crate::reactive::*;
use cards::Contact;
use mail_engine::PackedNews;
use std::rc::Rc;

type Ear = Rc<dyn Fn(&PackedNews)>;

/// The way of news to the page of contacts: they are packed until it is here, for
/// nobody else unpacks them.
#[derive(Clone, Copy)]
pub struct Contacts {
    ear: StoredValue<Option<Ear>, LocalStorage>,
    questions: StoredValue<u32>,
    /// What was being changed when the page was left: the contact as it was, and as
    /// it stood.
    unfinished: StoredValue<Option<(Contact, Contact)>, LocalStorage>,
}

impl Contacts {
    pub(super) fn new() -> Self {
        Self {
            ear: StoredValue::new_local(None),
            questions: StoredValue::new(0),
            unfinished: StoredValue::new_local(None),
        }
    }
    /// Puts aside what is to be gone on with when the page is shown again.
    pub fn put_aside(&self, was: Contact, now: Contact) {
        self.unfinished.set_value(Some((was, now)));
    }
    /// What was put aside, once.
    pub fn take_up(&self) -> Option<(Contact, Contact)> {
        self.unfinished.try_update_value(Option::take).flatten()
    }
    pub(super) fn clear(&self) {
        self.unfinished.set_value(None);
    }
    /// Whoever shows contacts hears the news, until another does.
    pub fn listen(&self, ear: Option<Ear>) {
        self.ear.set_value(ear);
    }
    /// The number of a wish, by which its answer is known.
    pub fn next_question(&self) -> u32 {
        self.questions.update_value(|questions| *questions += 1);
        self.questions.get_value()
    }
    pub(super) fn tell(&self, news: &PackedNews) {
        if let Some(ear) = self.ear.get_value() {
            ear(news);
        }
    }
}
