//! What was changed of contacts is in the browser until the account has it.

use super::store::Contacts;
use crate::engine::Engine;
use crate::keeping::{CONTACTS, unpack};
use crate::kept::Record;

impl Contacts {
    /// How many the account does not have as they are.
    pub(crate) fn unsaved_count(&self) -> u32 {
        u32::try_from(self.book.unsaved_count()).unwrap_or(u32::MAX)
    }
    /// What wipes all that is kept of them in the browser; but for what is being
    /// changed where that is `kept`.
    pub(crate) fn wiped(&self, keeps_unfinished: bool) -> impl Iterator<Item = Record> {
        let aside = (!keeps_unfinished).then(|| self.wiped_aside());
        self.shelf.wiped().chain(aside.into_iter().flatten())
    }
}

impl Engine {
    /// Writes what is still to be written without a pause.
    pub(crate) fn save_contacts_now(&mut self) {
        if let Some(contacts) = &mut self.account.contacts {
            contacts.refusal = None;
        }
    }
    /// Has the browser keep what the account does not have, where that is not what
    /// it keeps already.
    pub(super) fn keep_unsaved_contacts(&mut self) {
        let Some(contacts) = &self.account.contacts else {
            return;
        };
        let state = (contacts.book.changes(), contacts.book.unsaved_count());
        if contacts.kept == state {
            return;
        }
        let unsaved = contacts.book.unsaved(usize::MAX);
        let cards: Vec<String> = unsaved.into_iter().map(|(_, text)| text).collect();
        let cards = Some(cards).filter(|cards| !cards.is_empty());
        if cards.is_none() && !contacts.shelf.is_in_use() {
            self.contacts().kept = state;
            return;
        }
        let number = self.names.next();
        let records = self
            .contacts()
            .shelf
            .records(cards.as_ref(), CONTACTS, number);
        if self.keep(records.clone()).is_some() {
            let contacts = self.contacts();
            contacts.kept = state;
            contacts.shelf.settle(&records);
        }
    }
    /// What a lost tab had kept of contacts.
    pub(crate) fn contacts_recalled(&mut self, key: &str, value: &[u8]) {
        let Some(cards) = unpack::<Vec<String>>(value) else {
            return;
        };
        if !self.contacts().shelf.takes(key) {
            return;
        }
        self.need_contacts();
        let Some(mut contacts) = self.account.contacts.take() else {
            return;
        };
        for card in &cards {
            contacts.book.recalled(card, &*self.charsets);
        }
        // What is kept is another record now, though it may hold the same.
        contacts.kept = (u64::MAX, 0);
        self.account.contacts = Some(contacts);
    }
}
