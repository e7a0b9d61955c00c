use crate::reactive::*;
use mail_engine::PackedNews;
use std::rc::Rc;

type Ear = Rc<dyn Fn(&PackedNews)>;

/// The way of news to the page of contacts: they are packed until it is here, for
/// nobody else unpacks them.
#[derive(Clone, Copy)]
pub struct Contacts {
    ear: StoredValue<Option<Ear>, LocalStorage>,
    questions: StoredValue<u32>,
}

impl Contacts {
    pub(super) fn new() -> Self {
        Self {
            ear: StoredValue::new_local(None),
            questions: StoredValue::new(0),
        }
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
