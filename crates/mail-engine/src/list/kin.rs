//! Which conversation an arrival belongs to, where there are too many messages to
//! keep what they say of each other: of each identifier a number of 64 bits and one
//! message of its conversation, twelve octets for each.

use crate::arrange::{Conversations, Known};
use crate::digest::digest;
use mail_model::{Map, Uid, sort_by};

/// So many of the identifiers that an arrival names are looked up: the latest.
const MOST_NAMED: usize = 300;

/// The identifiers of many conversations.
#[derive(Debug, Default)]
pub(super) struct Kin {
    /// In ascending order, and at the same place in `uids` whose conversation it is of.
    numbers: Vec<u64>,
    uids: Vec<u32>,
    /// The same of what arrived since.
    later: Map<u64, Uid>,
    /// What arrived and was not placed yet, with messages of its conversation.
    placing: Vec<(Uid, Vec<Uid>)>,
}

impl Kin {
    /// Of all that are known.
    pub(super) fn new(conversations: &Conversations) -> Self {
        let mut known = Vec::new();
        conversations.each_id(|id, uid| known.push((digest(id), uid.value())));
        conversations.each_name(|name, uid| known.push((number_of_name(name), uid.value())));
        sort_by(&mut known, Ord::cmp);
        Self {
            numbers: known.iter().map(|(number, _)| *number).collect(),
            uids: known.into_iter().map(|(_, uid)| uid).collect(),
            ..Self::default()
        }
    }
    /// A message arrived.
    pub(super) fn learn(&mut self, message: &Known<'_>) {
        let header = message.header;
        let above = header.references.iter().rev().chain(&header.in_reply_to);
        let ids = header.message_id.iter().chain(above);
        let ids = ids.take(MOST_NAMED).map(|id| digest(&id.0));
        let numbers: Vec<u64> = ids.chain(message.thread_id.map(number_of_name)).collect();
        let mut relatives: Vec<Uid> = numbers
            .iter()
            .filter_map(|number| self.find(*number))
            .filter(|uid| *uid != message.uid)
            .collect();
        sort_by(&mut relatives, Uid::cmp);
        relatives.dedup();
        for number in numbers {
            if self.find(number).is_none() {
                self.later.insert(number, message.uid);
            }
        }
        self.placing.push((message.uid, relatives));
    }
    /// What arrived since this was asked last, with messages of its conversation.
    pub(super) fn take_arrivals(&mut self) -> Vec<(Uid, Vec<Uid>)> {
        core::mem::take(&mut self.placing)
    }

    fn find(&self, number: u64) -> Option<Uid> {
        let place = self.numbers.binary_search(&number).ok();
        let known = place.and_then(|place| Uid::new(*self.uids.get(place)?));
        known.or_else(|| self.later.get(&number).copied())
    }
}

/// A server's name of a conversation is no identifier of a message.
fn number_of_name(name: &str) -> u64 {
    digest(name) ^ 1
}
