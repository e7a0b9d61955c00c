//! Groups of what the cards of a file are filed under: Google and Thunderbird know no
//! other groups in a vCard.

use super::store::Contacts;
use crate::engine::Engine;
use cards::{Card, Contact};
use mail_model::Timestamp;
use std::collections::BTreeMap;

/// So many groups come of one file at most.
const MOST_GROUPS: usize = 200;
/// So many members a group has at most, as a card can name.
const MOST_MEMBERS: usize = 5_000;

/// Who is filed under what.
#[derive(Debug, Default)]
pub(super) struct Filed(BTreeMap<String, (String, Vec<String>)>);

impl Filed {
    /// Notes what a card is filed under, where the one that was here before, if there
    /// was one, does not say so.
    pub(super) fn note(&mut self, id: &str, card: &Card, before: Option<&Card>) {
        let known = before.map(Card::categories).unwrap_or_default();
        let is_person = card.contact().is_some_and(|one| one.members.is_none());
        let new = card.categories().into_iter();
        for name in new.filter(|name| is_person && !known.contains(name)) {
            let key = name.to_lowercase();
            if self.0.len() >= MOST_GROUPS && !self.0.contains_key(&key) {
                continue;
            }
            let (_, members) = self.0.entry(key).or_insert((name, Vec::new()));
            members.push(id.to_owned());
        }
    }
}

impl Engine {
    /// Makes groups of it; those that are called so already are added to.
    pub(super) fn make_groups(&mut self, filed: Filed, contacts: &mut Contacts, now: Timestamp) {
        let groups = contacts.book.rows().filter(|row| row.members.is_some());
        let by_name: BTreeMap<String, String> = groups
            .map(|row| (row.name.to_lowercase(), row.id.0.clone()))
            .collect();
        for (key, (name, new)) in filed.0 {
            let known = by_name.get(&key).and_then(|id| {
                let card = contacts.book.card(id, &*self.charsets)?;
                Some((id.clone(), card.contact()?, card))
            });
            let (id, mut group, mut card) = known.unwrap_or_else(|| {
                let id = self.new_uid();
                let group = Contact {
                    uid: id.clone(),
                    name,
                    members: Some(Vec::new()),
                    ..Contact::default()
                };
                let card = group.card_with_uid();
                (id, group, card)
            });
            let members = group.members.get_or_insert_default();
            let mut is_changed = members.is_empty();
            for member in new {
                if members.len() < MOST_MEMBERS && !members.contains(&member) {
                    members.push(member);
                    is_changed = true;
                }
            }
            if is_changed {
                card.edit(&group);
                contacts.book.put(&id, card, now);
            }
        }
    }
}
