//! A contact that is being changed is kept in the browser, as a draft is, until it
//! is saved or given up. What a tab left that ended meanwhile is offered to the page.

use super::store::Contacts;
use super::{ContactsNews, Unfinished};
use crate::engine::Engine;
use crate::keeping::{FORMS, unpack};
use crate::kept::Record;
use crate::shelf::Shelf;

/// What is being changed, and what others left.
#[derive(Debug, Default)]
pub(super) struct Aside {
    shelf: Shelf,
    /// What this page is changing.
    own: Option<Unfinished>,
    /// What lost tabs were changing, by the names of their records.
    left: Vec<(String, Unfinished)>,
}

impl Contacts {
    /// What the contact is called whose changes were neither saved nor given up.
    pub(crate) fn unfinished(&self) -> Option<&str> {
        let left = self.aside.left.iter().map(|(_, left)| left);
        let mut all = self.aside.own.iter().chain(left);
        all.next().map(|one| one.name.as_str())
    }
    /// What wipes all of it in the browser.
    pub(super) fn wiped_aside(&self) -> impl Iterator<Item = Record> {
        let left = self.aside.left.iter().map(|(key, _)| Record {
            key: key.clone(),
            value: None,
        });
        self.aside.shelf.wiped().chain(left)
    }
}

impl Engine {
    /// This is being changed, or nothing any more.
    pub(super) fn put_aside(&mut self, changed: Option<Unfinished>) {
        let contacts = self.contacts();
        if contacts.aside.own != changed {
            contacts.aside.own = changed;
            self.keep_aside();
        }
    }
    /// What was offered first is gone on with, or given up.
    pub(super) fn take_aside(&mut self, goes_on: bool) {
        let aside = &mut self.contacts().aside;
        if aside.left.is_empty() {
            return;
        }
        let (key, left) = aside.left.remove(0);
        aside.shelf.takes(&key);
        if goes_on {
            aside.own = Some(left);
        }
        self.keep_aside();
        self.offer_aside();
    }
    /// Has the browser keep what is being changed in the place of what it had.
    fn keep_aside(&mut self) {
        let number = self.names.next();
        let aside = &self.contacts().aside;
        let records = aside.shelf.records(aside.own.as_ref(), FORMS, number);
        if !records.is_empty() && self.keep(records.clone()).is_some() {
            self.contacts().aside.shelf.settle(&records);
        }
    }
    /// What a lost tab was changing.
    pub(crate) fn aside_recalled(&mut self, key: &str, value: &[u8]) {
        let Some(left) = unpack::<Unfinished>(value) else {
            return;
        };
        let aside = &mut self.contacts().aside;
        let is_known = aside.left.iter().any(|(known, _)| known == key);
        if is_known || aside.shelf.is_own(key) {
            return;
        }
        aside.left.push((key.to_owned(), left));
        self.offer_aside();
    }
    /// Tells the page what it may go on with, if it shows contacts.
    pub(super) fn offer_aside(&mut self) {
        let contacts = self.contacts();
        if contacts.is_shown
            && let Some((_, left)) = contacts.aside.left.first()
        {
            let news = ContactsNews::Unfinished(Box::new(left.clone()));
            self.tell_of_contacts(&news);
        }
    }
}
