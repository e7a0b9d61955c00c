//! The contacts themselves: what the messages of the mailbox tell together.
//!
//! Each message brings versions of cards. Of a card the latest version counts
//! that was made from the one before; where two were made from the same, both
//! are merged, the same on every machine.

use super::{ContactId, ContactRow};
use crate::digest::digest;
use cards::{Card, Contact};
use core::time::Duration;
use mail_model::{Map, Timestamp, Uid};
use mime_message::CharsetDecoder;
use std::collections::BTreeSet;

/// So many revisions of a card are remembered as dealt with.
const MOST_SEEN: usize = 16;
/// So long it is remembered that a contact was removed: no other machine still
/// writes down then what it read before.
const REMEMBERED: Duration = Duration::from_secs(60 * 24 * 60 * 60);
/// So many contacts at most.
pub(super) const MOST_CONTACTS: usize = 50_000;
/// A revision is a second long.
const REVISION: Duration = Duration::from_secs(1);

/// All contacts, by their names.
#[derive(Debug, Default)]
pub(super) struct Book {
    entries: Map<String, Entry>,
    /// Those whose present version is not in the account.
    unsaved: BTreeSet<String>,
    /// Those that are not on screen as they are.
    touched: BTreeSet<String>,
    /// How often it has changed.
    changes: u64,
}

/// What is known of a card.
#[derive(Debug)]
pub(super) struct Entry {
    /// The present version, as it is kept.
    text: String,
    revision: Option<Timestamp>,
    based_on: Vec<Timestamp>,
    is_removed: bool,
    /// The version before.
    before: Option<(Option<Timestamp>, String)>,
    /// Revisions that were dealt with.
    seen: Vec<Timestamp>,
    /// The messages that bring the present version, and all that bring some.
    present: Vec<Uid>,
    all: Vec<Uid>,
    /// As a list shows it; nothing where it is removed, or names nobody.
    pub(super) row: Option<ContactRow>,
}

impl Entry {
    fn new(card: &Card, text: String) -> Self {
        let mut entry = Self {
            text: String::new(),
            revision: None,
            based_on: Vec::new(),
            is_removed: false,
            before: None,
            seen: Vec::new(),
            present: Vec::new(),
            all: Vec::new(),
            row: None,
        };
        entry.become_card(card, text);
        entry
    }
    fn become_card(&mut self, card: &Card, text: String) {
        self.note_seen();
        self.text = text;
        self.revision = card.revision();
        self.based_on = card.based_on();
        self.is_removed = card.is_removed();
        self.present.clear();
        self.row = match self.is_removed {
            true => None,
            false => card.contact().map(|contact| row(&card.uid(), contact)),
        };
    }
    fn note_seen(&mut self) {
        if let Some(revision) = self
            .revision
            .filter(|revision| !self.seen.contains(revision))
        {
            self.seen.push(revision);
            if self.seen.len() > MOST_SEEN {
                self.seen.remove(0);
            }
        }
    }
    fn take_before(&mut self) {
        self.before = Some((self.revision, self.text.clone()));
    }
    fn card(&self, charsets: &dyn CharsetDecoder) -> Option<Card> {
        Card::read(&self.text, charsets)
    }
}

fn row(uid: &str, contact: Contact) -> ContactRow {
    let values = |entries: Vec<cards::Labelled>| entries.into_iter().map(|entry| entry.value);
    ContactRow {
        id: ContactId(uid.to_owned()),
        name: contact.name,
        organization: contact.organization,
        emails: values(contact.emails).collect(),
        phones: values(contact.phones).collect(),
        members: contact
            .members
            .map(|members| members.into_iter().map(ContactId).collect()),
    }
}

impl Book {
    /// All that are shown.
    pub(super) fn rows(&self) -> impl Iterator<Item = &ContactRow> {
        self.entries.values().filter_map(|entry| entry.row.as_ref())
    }
    pub(super) fn row(&self, id: &str) -> Option<&ContactRow> {
        self.entries.get(id)?.row.as_ref()
    }
    /// How many cards there are, those that were removed among them.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }
    /// What changed on screen since this was asked last: who is there, and who is gone.
    pub(super) fn take_touched(&mut self) -> (Vec<ContactRow>, Vec<ContactId>) {
        let (mut changed, mut gone) = (Vec::new(), Vec::new());
        for id in core::mem::take(&mut self.touched) {
            match self.row(&id) {
                Some(row) => changed.push(row.clone()),
                None => gone.push(ContactId(id)),
            }
        }
        (changed, gone)
    }
    /// How often it has changed.
    pub(super) fn changes(&self) -> u64 {
        self.changes
    }
    fn touch(&mut self, id: &str) {
        self.changes += 1;
        self.touched.insert(id.to_owned());
    }
    /// Whether something changed on screen.
    pub(super) fn is_touched(&self) -> bool {
        !self.touched.is_empty()
    }
    pub(super) fn card(&self, id: &str, charsets: &dyn CharsetDecoder) -> Option<Card> {
        let entry = self.entries.get(id).filter(|entry| !entry.is_removed)?;
        entry.card(charsets)
    }
    /// What it was before it was removed, if that is known.
    pub(super) fn card_before(&self, id: &str, charsets: &dyn CharsetDecoder) -> Option<Card> {
        let entry = self.entries.get(id).filter(|entry| entry.is_removed)?;
        let (_, text) = entry.before.as_ref()?;
        Card::read(text, charsets).filter(|card| !card.is_removed())
    }

    // What the account tells.

    /// A message brings a version of a card. Tells which, unless it is none.
    pub(super) fn told(
        &mut self,
        text: &str,
        message: Uid,
        charsets: &dyn CharsetDecoder,
    ) -> Option<String> {
        let mut card = Card::read(text, charsets)?;
        let mut id = card.uid();
        if id.is_empty() {
            // Of another program: the same name on every machine.
            id = format!("{:016x}", digest(&card.kept()));
            card.set_uid(&id);
        }
        let text = card.kept();
        let is_full = self.entries.len() >= MOST_CONTACTS;
        match self.entries.get_mut(&id) {
            None if is_full => return None,
            None => {
                let mut entry = Entry::new(&card, text);
                entry.present.push(message);
                entry.all.push(message);
                self.entries.insert(id.clone(), entry);
                self.touch(&id);
            }
            Some(entry) => {
                if !entry.all.contains(&message) {
                    entry.all.push(message);
                }
                if entry.text == text {
                    entry.present.push(message);
                    self.unsaved.remove(&id);
                } else {
                    self.meet(&id, &card, text, Some(message), charsets);
                }
            }
        }
        Some(id)
    }
    /// A version that did not get into the account before the tab was lost.
    pub(super) fn recalled(&mut self, text: &str, charsets: &dyn CharsetDecoder) {
        let Some(card) = Card::read(text, charsets) else {
            return;
        };
        let (id, text) = (card.uid(), card.kept());
        match self.entries.get(&id) {
            _ if id.is_empty() => {}
            None => {
                self.entries.insert(id.clone(), Entry::new(&card, text));
                self.touch(&id);
                self.unsaved.insert(id);
            }
            // It got there after all.
            Some(entry) if entry.text == text => {}
            Some(_) => self.meet(&id, &card, text, None, charsets),
        }
    }
    /// Another version than the present one, in this message; in none yet where it
    /// is still to be saved.
    fn meet(
        &mut self,
        id: &str,
        card: &Card,
        text: String,
        message: Option<Uid>,
        charsets: &dyn CharsetDecoder,
    ) {
        let Some(entry) = self.entries.get_mut(id) else {
            return;
        };
        let (theirs, based_on) = (card.revision(), card.based_on());
        let was_dealt_with = theirs != entry.revision
            && theirs.is_some_and(|revision| entry.seen.contains(&revision));
        let is_before = theirs.is_some_and(|theirs| entry.based_on.contains(&theirs));
        let is_older = based_on.is_empty() && !entry.based_on.is_empty() && theirs < entry.revision;
        if was_dealt_with || is_before || is_older {
            if is_before {
                entry.before = Some((theirs, text));
            }
            return;
        }
        let mine = entry.revision;
        let follows = mine.is_some_and(|mine| based_on.contains(&mine));
        // Of a program that notes no such thing.
        let are_foreign = based_on.is_empty() && entry.based_on.is_empty();
        let replaces = are_foreign && theirs > entry.revision;
        if follows || replaces {
            entry.take_before();
            entry.become_card(card, text);
            entry.present.extend(message);
            self.touch(id);
            match message {
                Some(_) => self.unsaved.remove(id),
                None => self.unsaved.insert(id.to_owned()),
            };
            return;
        }
        let Some(mine) = entry.card(charsets) else {
            return;
        };
        let is_mine_later = (entry.revision, &entry.text) > (theirs, &text);
        let (earlier, later) = match is_mine_later {
            true => (card, &mine),
            false => (&mine, card),
        };
        let mut merged = match (earlier.is_removed(), later.is_removed()) {
            // What somebody changed while another removed it stays.
            (true, false) => later.clone(),
            (false, true) => earlier.clone(),
            _ => {
                let base = entry.before.as_ref().filter(|(revision, _)| {
                    let is_base = |revision: &Timestamp| {
                        based_on.contains(revision) && entry.based_on.contains(revision)
                    };
                    // Where two merged at once, both know the same: nothing.
                    revision.as_ref().is_some_and(is_base) && theirs != entry.revision
                });
                let base = base.and_then(|(_, text)| Card::read(text, charsets));
                Card::merged(base.as_ref(), earlier, later)
            }
        };
        let latest = entry.revision.max(theirs).unwrap_or_default();
        let mut from = [based_on, entry.based_on.clone()].concat();
        from.extend(theirs);
        from.extend(entry.revision);
        merged.revise(latest + REVISION, &from);
        let merged_text = merged.kept();
        entry.seen.extend(theirs);
        entry.take_before();
        entry.become_card(&merged, merged_text);
        self.touch(id);
        self.unsaved.insert(id.to_owned());
    }
    /// A message is gone. What only it brought is gone with it, unless it is still
    /// to be saved.
    pub(super) fn forget_message(&mut self, message: Uid, ids: &[String]) {
        for id in ids {
            let Some(entry) = self.entries.get_mut(id) else {
                continue;
            };
            entry.all.retain(|uid| *uid != message);
            entry.present.retain(|uid| *uid != message);
            if entry.present.is_empty() && !self.unsaved.contains(id) {
                self.entries.remove(id);
                self.touch(id);
            }
        }
    }
    /// The messages have other names now: all is to be read anew.
    pub(super) fn forget_messages(&mut self) {
        for entry in self.entries.values_mut() {
            entry.all.clear();
            entry.present.clear();
        }
    }
    /// Once all messages were read anew: what none of them brings is gone.
    pub(super) fn forget_unfounded(&mut self) {
        let (unsaved, touched, changes) = (&self.unsaved, &mut self.touched, &mut self.changes);
        self.entries.retain(|id, entry| {
            let is_founded = !entry.present.is_empty() || unsaved.contains(id);
            if !is_founded {
                touched.insert(id.clone());
                *changes += 1;
            }
            is_founded
        });
    }

    // What the person changes.

    /// Has a card be like this from now on.
    pub(super) fn put(&mut self, id: &str, mut card: Card, now: Timestamp) {
        let entry = self.entries.get(id);
        let before = entry.and_then(|entry| entry.revision);
        let now = match before {
            Some(before) if now < before + REVISION => before + REVISION,
            _ => now,
        };
        // Some of them may not have got into the account.
        let mut from = entry
            .map(|entry| entry.based_on.clone())
            .unwrap_or_default();
        from.extend(before);
        card.revise(now, &from);
        let text = card.kept();
        match self.entries.get_mut(id) {
            Some(entry) => {
                entry.take_before();
                entry.become_card(&card, text);
            }
            None => {
                self.entries.insert(id.to_owned(), Entry::new(&card, text));
            }
        }
        self.touch(id);
        self.unsaved.insert(id.to_owned());
    }
    /// Removes a card.
    pub(super) fn remove(&mut self, id: &str, now: Timestamp, charsets: &dyn CharsetDecoder) {
        if let Some(card) = self.card(id, charsets) {
            self.put(id, card.removed(), now);
        }
    }

    // What is written into the account.

    /// Those of the messages, the latest last, without which nothing is missing.
    pub(super) fn needless(&self, messages: &[(Uid, &[String])]) -> BTreeSet<Uid> {
        let mut needless = BTreeSet::new();
        for (uid, ids) in messages {
            let is_needed = |id: &String| {
                let entry = self.entries.get(id);
                entry.is_none_or(|entry| {
                    let others = entry.present.iter();
                    let mut others = others.filter(|other| !needless.contains(*other));
                    entry.present.contains(uid) && others.all(|other| other == uid)
                })
            };
            if !ids.iter().any(is_needed) {
                needless.insert(*uid);
            }
        }
        needless
    }

    pub(super) fn is_saved(&self) -> bool {
        self.unsaved.is_empty()
    }
    pub(super) fn unsaved_count(&self) -> usize {
        self.unsaved.len()
    }
    /// What is to be saved: names and cards, of so many octets in all, or one.
    pub(super) fn unsaved(&self, octets: usize) -> Vec<(String, String)> {
        let mut room = octets;
        let mut found = Vec::new();
        for id in &self.unsaved {
            let Some(entry) = self.entries.get(id) else {
                continue;
            };
            if !found.is_empty() && entry.text.len() > room {
                break;
            }
            room = room.saturating_sub(entry.text.len());
            found.push((id.clone(), entry.text.clone()));
        }
        found
    }
    /// These versions are in the account, in this message if that is known.
    pub(super) fn saved(&mut self, versions: &[(String, String)], message: Option<Uid>) {
        for (id, text) in versions {
            let Some(entry) = self.entries.get_mut(id) else {
                continue;
            };
            entry.all.extend(message);
            if entry.text == *text {
                entry.present.extend(message);
                self.unsaved.remove(id);
            }
        }
    }
    /// The present versions of these that no message beside `messages` brings;
    /// those that were removed long ago are left out.
    pub(super) fn only_in(
        &self,
        messages: &BTreeSet<Uid>,
        ids: &BTreeSet<String>,
        now: Timestamp,
    ) -> Vec<(String, String)> {
        let entries = ids
            .iter()
            .filter_map(|id| Some((id, self.entries.get(id)?)));
        let only = entries.filter(|(_, entry)| {
            let is_elsewhere = entry.present.iter().any(|uid| !messages.contains(uid));
            let is_all_here = entry.all.iter().all(|uid| messages.contains(uid));
            let is_old = entry.revision.is_none_or(|at| at + REMEMBERED < now);
            let is_forgotten = entry.is_removed && is_old && is_all_here;
            !(is_elsewhere || is_forgotten)
        });
        only.map(|(id, entry)| (id.clone(), entry.text.clone()))
            .collect()
    }
    /// How many octets of present versions a message brings.
    pub(super) fn live_octets(&self, message: Uid, ids: &[String]) -> usize {
        let entries = ids.iter().filter_map(|id| self.entries.get(id));
        let live = entries.filter(|entry| entry.present.contains(&message));
        live.map(|entry| entry.text.len()).sum()
    }
}
