//! What may have changed in a view: what is heard of messages and flags, and
//! whether the view can still be right then.

use super::super::difference::Splice;
use super::{Arranged, BEGINS};
use mail_model::{Flags, SearchKey, Uid, UidSet};

impl Arranged {
    /// Something changed that may concern the view.
    pub(crate) fn doubt(&mut self) {
        self.is_stale = true;
        self.doubts = 0;
        if let Some(local) = &mut self.local {
            local.doubt();
        }
    }
    /// Whether it shows others than these.
    pub(crate) fn shows_beyond(&self, all: &UidSet) -> bool {
        let mut shown = self.rows.iter().filter_map(|uid| Uid::new(*uid));
        shown.any(|uid| !all.contains(uid))
    }
    /// Messages arrived. Of a search's messages it is enough to look for more.
    pub(crate) fn doubt_arrivals(&mut self) {
        let is_search = self.view.is_as_it_came();
        if is_search && self.is_known && self.searched_to.is_some() {
            self.has_arrivals = true;
        } else {
            self.doubt();
        }
    }
    /// A message has these flags, which may be news. If the view can't be right
    /// then, it is asked for again.
    pub(crate) fn flags_told(&mut self, uid: Uid, flags: &Flags, are_news: bool) {
        let Some(query) = self.view.query.as_ref().filter(|query| is_of_flags(query)) else {
            return;
        };
        let is_meant = match &self.local {
            Some(local) => local.means(uid),
            None => self.is_known.then(|| self.holds(uid)),
        };
        let is_wrong = match (matches(query, flags), is_meant) {
            (Some(matches), Some(is_meant)) => matches != is_meant,
            (Some(_), None) => self.request.is_some(),
            (None, _) => are_news,
        };
        if is_wrong {
            self.doubt();
        }
    }
    /// What was asked is not under way any more.
    pub(crate) fn fall_behind(&mut self) {
        self.request = None;
        if self.is_known {
            self.doubt();
        }
    }
    /// A message left the mailbox. Tells in which row it stood.
    pub(crate) fn expunge(&mut self, uid: Option<Uid>) -> Option<Splice> {
        if let (Some(local), Some(uid)) = (&mut self.local, uid) {
            local.forget(uid);
        }
        let next = match (&mut self.folds, uid) {
            (Some(folds), Some(uid)) => folds.forget(uid),
            _ => None,
        };
        let row = uid.and_then(|uid| self.row_of(uid));
        if let (Some(row), Some(next)) = (row, next)
            && let Some(uid) = self.rows.get_mut(row as usize)
        {
            *uid = next.value();
            return Some(Splice {
                at: row,
                removed: 1,
                inserted: 1,
                total: self.len(),
            });
        }
        let Some(row) = row else {
            if uid.is_none() || self.rows.contains(&0) {
                self.doubt();
            }
            return None;
        };
        self.rows.remove(row as usize);
        if (row as usize) < self.depths.len() {
            let gone = self.depths.remove(row as usize);
            // The next of the conversation begins it now.
            if let Some(next) = self.depths.get_mut(row as usize)
                && gone & BEGINS != 0
            {
                *next |= BEGINS;
            }
        }
        Some(Splice {
            at: row,
            removed: 1,
            inserted: 0,
            total: self.len(),
        })
    }
}

/// Whether what matches depends on flags.
fn is_of_flags(key: &SearchKey) -> bool {
    match key {
        SearchKey::Flag(_) | SearchKey::Gmail(_) => true,
        SearchKey::And(keys) | SearchKey::Or(keys) => keys.iter().any(is_of_flags),
        SearchKey::Not(key) => is_of_flags(key),
        _ => false,
    }
}

/// Whether a message with these flags matches; `None` where more than its flags
/// decides.
fn matches(key: &SearchKey, flags: &Flags) -> Option<bool> {
    match key {
        SearchKey::All => Some(true),
        SearchKey::Flag(flag) => Some(flags.contains(flag)),
        SearchKey::Not(key) => matches(key, flags).map(|matches| !matches),
        SearchKey::And(keys) => all_are(true, keys, flags),
        SearchKey::Or(keys) => all_are(false, keys, flags).map(|all_fail| !all_fail),
        _ => None,
    }
}

/// Whether all of the keys match, or with `false` whether none does.
fn all_are(wanted: bool, keys: &[SearchKey], flags: &Flags) -> Option<bool> {
    let mut result = Some(true);
    for key in keys {
        match matches(key, flags) {
            Some(matches) if matches != wanted => return Some(false),
            Some(_) => {}
            None => result = None,
        }
    }
    result
}
