//! What the person wants of their contacts.

use super::filed::Filed;
use super::{ContactId, ContactsNews, ContactsWish, Imported, KeptAs};
use crate::engine::Engine;
use cards::{Card, Contact, Label, Labelled, Names, Version};
use mail_model::{Address, Timestamp};
use std::collections::BTreeMap;

/// The longest file that is taken in, in octets.
const LONGEST_FILE: usize = 64 * 1024 * 1024;

impl Engine {
    pub(super) fn do_with_contacts(&mut self, wish: ContactsWish) {
        if !self.session.is_begun() {
            return;
        }
        match wish {
            ContactsWish::Show => self.show_contacts(true),
            ContactsWish::Hide => self.show_contacts(false),
            ContactsWish::Read(id) => self.read_contact(&id),
            ContactsWish::Keep { question, contact } => self.keep_contact(question, &contact),
            ContactsWish::Add { question, address } => self.add_contact(question, &address),
            ContactsWish::Remove(ids) => self.remove_contacts(&ids),
            ContactsWish::Restore(ids) => self.restore_contacts(&ids),
            ContactsWish::PutAside(changed) => self.put_aside(changed.map(|changed| *changed)),
            ContactsWish::TakeAside { goes_on } => self.take_aside(goes_on),
            ContactsWish::Import { question, text } => self.import_contacts(question, &text),
            ContactsWish::Export {
                question,
                contacts,
                version,
            } => self.export_contacts(question, contacts, version),
        }
    }
    fn revision_now(&self) -> Timestamp {
        self.clock.in_browser(self.now)
    }
    fn read_contact(&mut self, id: &ContactId) {
        let Some(contacts) = &self.account.contacts else {
            return;
        };
        let card = contacts.book.card(&id.0, &*self.charsets);
        if let Some(contact) = card.and_then(|card| card.contact()) {
            self.tell_of_contacts(&ContactsNews::Read(Box::new(contact)));
        }
    }
    fn keep_contact(&mut self, question: u32, contact: &Contact) {
        self.need_contacts();
        let id = match contact.uid.as_str() {
            "" => self.new_uid(),
            uid => uid.to_owned(),
        };
        let now = self.revision_now();
        let known = self.card_of(&id);
        let is_new = known.is_none();
        let mut card = known.unwrap_or_default();
        card.edit(contact);
        card.set_uid_if_none(&id);
        let id = ContactId(id);
        let as_whom = match card.contact() {
            None => KeptAs::Nobody,
            Some(_) => {
                self.contacts().book.put(&id.0, card, now);
                match is_new {
                    true => KeptAs::New(id),
                    false => KeptAs::Known(id),
                }
            }
        };
        self.tell_of_contacts(&ContactsNews::Kept { question, as_whom });
    }
    fn card_of(&mut self, id: &str) -> Option<Card> {
        let contacts = self.account.contacts.as_ref()?;
        contacts.book.card(id, &*self.charsets)
    }
    fn add_contact(&mut self, question: u32, address: &Address) {
        self.need_contacts();
        let mut rows = self.contacts().book.rows();
        let known = rows.find(|row| {
            let mut emails = row.emails.iter();
            emails.any(|email| email.eq_ignore_ascii_case(&address.address))
        });
        let known = known.map(|row| row.id.clone());
        drop(rows);
        if let Some(id) = known {
            let as_whom = KeptAs::Known(id);
            return self.tell_of_contacts(&ContactsNews::Kept { question, as_whom });
        }
        let contact = Contact {
            name: address.name.clone(),
            names: parted(&address.name),
            emails: vec![Labelled {
                label: Label::None,
                value: address.address.clone(),
            }],
            ..Contact::default()
        };
        self.keep_contact(question, &contact);
    }
    fn remove_contacts(&mut self, ids: &[ContactId]) {
        let now = self.revision_now();
        let Some(mut contacts) = self.account.contacts.take() else {
            return;
        };
        let is_in = |members: &Vec<ContactId>| members.iter().any(|member| ids.contains(member));
        let groups = contacts.book.rows();
        let groups: Vec<String> = groups
            .filter(|row| row.members.as_ref().is_some_and(is_in) && !ids.contains(&row.id))
            .map(|row| row.id.0.clone())
            .collect();
        for id in ids {
            contacts.book.remove(&id.0, now, &*self.charsets);
        }
        for id in groups {
            let Some(mut card) = contacts.book.card(&id, &*self.charsets) else {
                continue;
            };
            let Some(mut group) = card.contact() else {
                continue;
            };
            if let Some(members) = &mut group.members {
                members.retain(|member| !ids.iter().any(|id| id.0 == *member));
            }
            card.edit(&group);
            contacts
                .left
                .extend(ids.iter().map(|id| (id.0.clone(), group.uid.clone())));
            contacts.book.put(&id, card, now);
        }
        self.account.contacts = Some(contacts);
    }
    fn restore_contacts(&mut self, ids: &[ContactId]) {
        let now = self.revision_now();
        let Some(mut contacts) = self.account.contacts.take() else {
            return;
        };
        for ContactId(id) in ids {
            let Some(card) = contacts.book.card_before(id, &*self.charsets) else {
                continue;
            };
            contacts.book.put(id, card, now);
            // Back into the groups that it was removed from.
            let groups: Vec<String> = contacts
                .left
                .iter()
                .filter(|(member, _)| member == id)
                .map(|(_, group)| group.clone())
                .collect();
            contacts.left.retain(|(member, _)| member != id);
            for group_id in groups {
                let card = contacts.book.card(&group_id, &*self.charsets);
                let Some((mut card, mut group)) =
                    card.and_then(|card| card.contact().map(|group| (card, group)))
                else {
                    continue;
                };
                if let Some(members) = group.members.as_mut().filter(|all| !all.contains(id)) {
                    members.push(id.clone());
                    card.edit(&group);
                    contacts.book.put(&group_id, card, now);
                }
            }
        }
        self.account.contacts = Some(contacts);
    }
    /// Takes in a file: whom the UID or, without one that is known, name and an
    /// address name, is told more of; others are new.
    fn import_contacts(&mut self, question: u32, text: &str) {
        self.need_contacts();
        let now = self.revision_now();
        let mut imported = Imported {
            is_cut: text.len() > LONGEST_FILE,
            ..Imported::default()
        };
        let Some(mut contacts) = self.account.contacts.take() else {
            return;
        };
        let mut by_address: BTreeMap<(String, String), String> = BTreeMap::new();
        for row in contacts.book.rows() {
            for email in &row.emails {
                let key = (row.name.to_lowercase(), email.to_lowercase());
                by_address.insert(key, row.id.0.clone());
            }
        }
        let mut filed = Filed::default();
        for text in Card::split(text) {
            if contacts.book.len() >= super::book::MOST_CONTACTS {
                imported.is_cut = true;
                break;
            }
            let Some(mut card) = Card::read(text, &*self.charsets) else {
                imported.skipped += 1;
                continue;
            };
            let Some(contact) = card.contact().filter(|_| !card.is_removed()) else {
                imported.skipped += 1;
                continue;
            };
            let emails = contact.emails.iter();
            let keys =
                emails.map(|email| (contact.name.to_lowercase(), email.value.to_lowercase()));
            let keys: Vec<(String, String)> = keys.collect();
            let known = match contacts.book.row(&contact.uid) {
                Some(_) if !contact.uid.is_empty() => Some(contact.uid.clone()),
                _ => keys.iter().find_map(|key| by_address.get(key)).cloned(),
            };
            let id = match &known {
                Some(id) => id.clone(),
                None if !contact.uid.is_empty() => contact.uid.clone(),
                None => self.new_uid(),
            };
            for key in keys {
                by_address.insert(key, id.clone());
            }
            let Some(mine) = known.and_then(|id| contacts.book.card(&id, &*self.charsets)) else {
                card.set_uid_if_none(&id);
                filed.note(&id, &card, None);
                contacts.book.put(&id, card, now);
                imported.taken += 1;
                continue;
            };
            // What was here holds; what the file knows beside it comes to it.
            let mut merged = Card::merged(None, &card, &mine);
            merged.keep_uid_of(&mine);
            filed.note(&id, &card, Some(&mine));
            let is_told = merged.contact() == mine.contact();
            if is_told && merged.categories() == mine.categories() {
                imported.known += 1;
            } else {
                contacts.book.put(&id, merged, now);
                imported.merged += 1;
            }
        }
        self.make_groups(filed, &mut contacts, now);
        self.account.contacts = Some(contacts);
        self.tell_of_contacts(&ContactsNews::Imported { question, imported });
    }
    fn export_contacts(&mut self, question: u32, ids: Option<Vec<ContactId>>, version: Version) {
        let Some(contacts) = &self.account.contacts else {
            return;
        };
        let all = || contacts.book.rows().map(|row| row.id.clone()).collect();
        let ids: Vec<ContactId> = ids.unwrap_or_else(all);
        let cards = ids
            .iter()
            .filter_map(|id| contacts.book.card(&id.0, &*self.charsets));
        let text = cards.map(|card| card.written(version)).collect();
        self.tell_of_contacts(&ContactsNews::Exported { question, text });
    }
    /// A name that no other card has (RFC 9562 §5.4).
    pub(super) fn new_uid(&mut self) -> String {
        let mut own = [0; 8];
        let entropy = self.entropy;
        for (octet, more) in own.iter_mut().zip(entropy) {
            *octet = more;
        }
        let high = self.names.next() ^ u64::from_be_bytes(own);
        let low = self.names.next() ^ self.now.0.unsigned_abs();
        let high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000;
        let low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000;
        format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            high >> 32,
            high >> 16 & 0xFFFF,
            high & 0xFFFF,
            low >> 48,
            low & 0xFFFF_FFFF_FFFF
        )
    }
}

/// The parts of a name as it is written: `Lovelace, Ada` or `Ada Lovelace`.
fn parted(name: &str) -> Names {
    let name = name.trim();
    let (given, family) = match (name.split_once(','), name.rsplit_once(' ')) {
        (Some((family, given)), _) => (given.trim(), family.trim()),
        (None, Some((given, family))) => (given.trim(), family),
        (None, None) => (name, ""),
    };
    Names {
        family: family.to_owned(),
        given: given.to_owned(),
        ..Names::default()
    }
}
