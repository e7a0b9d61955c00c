//! The browser that keeps what is written, or does not.

use super::{KEEPING, Keeping, Pair};
use mail_engine::{Input, Recalled, Record, StoreName};
use mail_model::Timestamp;

impl Pair {
    pub(super) fn keep(&mut self, keeping: Keeping) {
        let due = Timestamp(self.now.0 + KEEPING);
        self.keeping.push_back((due, keeping));
    }

    pub(super) fn carry_out_keeping(&mut self, keeping: Keeping) {
        match keeping {
            Keeping::Keep(id, store, records) => {
                self.store(store, records);
                let is_kept = !self.is_store_full;
                self.feed(Input::Kept(id, is_kept));
            }
            Keeping::Recall(store) => {
                let kept = self.records.get(&store).into_iter().flatten();
                let all = kept.clone().count();
                let free = kept.filter(|(key, _)| !self.held_elsewhere.contains(*key));
                let records = free.map(|(key, value)| Record {
                    key: key.clone(),
                    value: Some(value.clone()),
                });
                let records: Vec<Record> = records.collect();
                let recalled = match records.len() == all {
                    _ if self.is_store_unreadable => Recalled::Failed,
                    true => Recalled::All(records),
                    false => Recalled::Free(records),
                };
                self.feed(Input::Recalled(store, recalled));
            }
        }
    }

    pub(super) fn store(&mut self, store: StoreName, records: Vec<Record>) {
        let kept = self.records.entry(store).or_default();
        for record in records {
            match record.value {
                Some(_) if self.is_store_full => {}
                Some(value) => drop(kept.insert(record.key, value)),
                None => drop(kept.remove(&record.key)),
            }
        }
    }
}
