use crate::reactive::*;
use cards::Contact;
use mail_engine::PackedNews;
use std::rc::Rc;

type Ear = Rc<dyn Fn(&PackedNews)>;

/// Tells whose changes an open form would lose.
type Form = Rc<dyn Fn() -> Option<String>>;

/// The way of news to the page of contacts: they are packed until it is here, for
/// nobody else unpacks them.
#[derive(Clone, Copy)]
pub struct Contacts {
    ear: StoredValue<Option<Ear>, LocalStorage>,
    questions: StoredValue<u32>,
    /// What was being changed when the page was left: the contact as it was, and as
    /// it stood.
    unfinished: StoredValue<Option<(Contact, Contact)>, LocalStorage>,
    /// What is being changed now.
    form: StoredValue<Option<Form>, LocalStorage>,
}

impl Contacts {
    pub(super) fn new() -> Self {
        Self {
            ear: StoredValue::new_local(None),
            questions: StoredValue::new(0),
            unfinished: StoredValue::new_local(None),
            form: StoredValue::new_local(None),
        }
    }
    /// Puts aside what is to be gone on with when the page is shown again; `name`
    /// is whose changes it would be.
    pub fn put_aside(&self, was: Contact, now: Contact, name: String) {
        self.unfinished.set_value(Some((was, now)));
        self.set_form(Some(Rc::new(move || Some(name.clone()))));
    }
    /// What was put aside, once.
    pub fn take_up(&self) -> Option<(Contact, Contact)> {
        self.unfinished.try_update_value(Option::take).flatten()
    }
    /// A form is open, or none any more.
    pub fn set_form(&self, form: Option<Form>) {
        self.form.set_value(form);
    }
    /// Whose changes were not kept: in the form that is open, or put aside.
    pub fn unkept(&self) -> Option<String> {
        self.form.get_value()?()
    }
    pub(super) fn clear(&self) {
        self.unfinished.set_value(None);
        self.form.set_value(None);
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
