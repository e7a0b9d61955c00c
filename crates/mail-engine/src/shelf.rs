//! What the account does not have yet of contacts or of settings, as one record in
//! the browser: it is there before anything is sent, and whoever comes after a lost
//! tab goes on with it.

use crate::keeping;
use crate::kept::Record;
use serde::Serialize;

/// The place of such a record, under a name that no other tab has.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    /// What the record is called; nothing before there was one.
    name: Option<String>,
    /// Something is in it.
    is_full: bool,
    /// Records of lost tabs, whose content is here now.
    taken: Vec<String>,
}

impl Shelf {
    /// Whether a record that was found is a lost tab's, and was not seen before.
    /// What it holds counts as taken over from now on.
    pub(crate) fn takes(&mut self, key: &str) -> bool {
        let is_new = !self.is_own(key);
        if is_new {
            self.taken.push(key.to_owned());
        }
        is_new
    }
    /// Whether a record is this tab's.
    pub(crate) fn is_own(&self, key: &str) -> bool {
        self.name.as_deref() == Some(key) || self.taken.iter().any(|taken| taken == key)
    }
    /// Whether something was taken over and is not kept under a name of ours yet.
    pub(crate) fn has_taken(&self) -> bool {
        !self.taken.is_empty()
    }
    /// Whether a record would be wiped if there were nothing to keep.
    pub(crate) fn is_in_use(&self) -> bool {
        self.is_full || !self.taken.is_empty()
    }
    /// What the browser is to keep: the content, nothing where there is none, and
    /// nothing any more of what was taken over. A new name begins with `prefix` and
    /// goes on with `number`, which is nobody else's.
    pub(crate) fn records<T: Serialize>(
        &self,
        content: Option<&T>,
        prefix: &str,
        number: u64,
    ) -> Vec<Record> {
        let wiped = |key: &String| Record {
            key: key.clone(),
            value: None,
        };
        let mut records: Vec<Record> = self.taken.iter().map(wiped).collect();
        match (content, &self.name) {
            (Some(content), name) => {
                let fresh = || format!("{prefix}{number:016x}");
                let name = name.clone().unwrap_or_else(fresh);
                records.push(keeping::pack(name, content));
            }
            (None, Some(name)) if self.is_full => records.push(wiped(name)),
            (None, _) => {}
        }
        records
    }
    /// These records are kept from now on.
    pub(crate) fn settle(&mut self, records: &[Record]) {
        self.taken.clear();
        self.is_full = false;
        if let Some(record) = records.iter().find(|record| record.value.is_some()) {
            self.name = Some(record.key.clone());
            self.is_full = true;
        }
    }
    /// What wipes all of it.
    pub(crate) fn wiped(&self) -> impl Iterator<Item = Record> {
        let own = self.name.iter().filter(|_| self.is_full);
        own.chain(&self.taken).map(|key| Record {
            key: key.clone(),
            value: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_lost_tab_left_is_taken_over_once_and_wiped_with_what_takes_its_place() {
        let mut shelf = Shelf::default();
        assert!(shelf.takes("a/1") && !shelf.takes("a/1"));
        let records = shelf.records(Some(&1_u8), "a/", 0xF);
        let keys: Vec<_> = records
            .iter()
            .map(|record| (record.key.as_str(), record.value.is_some()))
            .collect();
        assert_eq!(keys, [("a/1", false), ("a/000000000000000f", true)]);
        shelf.settle(&records);
        assert!(!shelf.takes("a/000000000000000f") && shelf.is_in_use());
        let records = shelf.records(None::<&u8>, "a/", 1);
        assert_eq!((records.len(), records[0].value.is_none()), (1, true));
        shelf.settle(&records);
        assert!(!shelf.is_in_use() && shelf.records(None::<&u8>, "a/", 1).is_empty());
    }
}
