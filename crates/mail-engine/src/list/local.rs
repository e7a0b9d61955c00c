//! An order made here, of header fields that are fetched for it.

use super::fences::Fences;
use super::kin::Kin;
use crate::arrange::{Conversations, FIELDS, Known, sort_key, uid_of};
use imap_client::{Priority, Request};
use mail_model::{SearchKey, SortCriterion, Thread, Uid, UidSet};
use std::collections::BTreeSet;

/// How many messages one request asks about.
const SLICE: u32 = 1_000;
/// So many messages' keys are kept, so that an arrival takes its place without
/// more being asked for. Of an order of more, some are ([`Fences`]).
const MOST_KEPT: u32 = 5_000;
/// So many messages are asked about again for what arrived; else all are.
const MOST_AROUND: u32 = 20_000;

/// An order in the making.
#[derive(Debug)]
pub(super) struct Local {
    /// The messages that are meant; `None` until they are known.
    meant: Option<UidSet>,
    /// Those of them that are still to be asked about.
    left: UidSet,
    /// Those of them that are being asked about.
    asked: UidSet,
    /// Those that were told.
    known: UidSet,
    keys: Keys,
    /// How far it has come was told.
    told: u32,
    /// Something changed since the messages meant were asked for.
    is_answer_old: bool,
}

#[derive(Debug)]
enum Keys {
    Sorted(Vec<SortCriterion>, BTreeSet<Vec<u8>>),
    Threaded(Conversations),
    /// There were too many to keep all.
    Fenced(Fences),
    /// There were too many conversations to keep: what arrives finds its own.
    Kin(Kin),
}

/// What came of it.
pub(super) enum Order {
    /// One after the other.
    Sorted(Vec<Uid>),
    /// Conversation by conversation.
    Threaded(Vec<Thread>),
    /// Those that there are stand as before, and what arrived belongs to these.
    Joined(UidSet, Vec<(Uid, Vec<Uid>)>),
}

impl Local {
    /// By an order, or as conversations.
    pub(super) fn new(order: &[SortCriterion], is_threaded: bool) -> Self {
        Self {
            meant: None,
            left: UidSet::new(),
            asked: UidSet::new(),
            known: UidSet::new(),
            keys: if is_threaded {
                // As by REFS, which is preferred where servers have it.
                Keys::Threaded(Conversations::new(false))
            } else {
                Keys::Sorted(order.to_vec(), BTreeSet::new())
            },
            told: 0,
            is_answer_old: false,
        }
    }
    /// Which messages are meant may have changed.
    pub(super) fn doubt(&mut self) {
        self.meant = None;
        self.is_answer_old = true;
    }
    /// A search found these. If something changed since it was asked for, it is
    /// asked for again.
    pub(super) fn found(&mut self, uids: UidSet) {
        if !self.is_answer_old {
            self.mean(uids);
        }
    }
    /// Whether a message is meant, where that is known.
    pub(super) fn means(&self, uid: Uid) -> Option<bool> {
        let meant = self.meant.as_ref()?;
        Some(meant.contains(uid))
    }
    /// A message is gone.
    pub(super) fn forget(&mut self, uid: Uid) {
        self.left.remove(uid);
        self.known.remove(uid);
        match &mut self.keys {
            Keys::Fenced(fences) => fences.forget(uid),
            Keys::Threaded(conversations) => conversations.forget(uid),
            Keys::Sorted(..) | Keys::Kin(_) => {}
        }
        if let Some(meant) = &mut self.meant {
            meant.remove(uid);
        }
    }
    /// Whether all that the order needs is here. `all` are the mailbox's messages,
    /// once known, and `rows` those that are shown.
    pub(super) fn is_complete(
        &mut self,
        query: Option<&SearchKey>,
        all: Option<&UidSet>,
        rows: &[u32],
    ) -> bool {
        if let (None, None, Some(all)) = (&self.meant, query, all) {
            self.mean(all.clone());
        }
        if self.meant.is_some() && self.left.is_empty() {
            self.ask_around(rows);
        }
        self.meant.is_some() && self.left.is_empty()
    }
    /// What stands around what arrived is to be asked about again, where that is
    /// not kept.
    fn ask_around(&mut self, rows: &[u32]) {
        let Keys::Fenced(fences) = &mut self.keys else {
            return;
        };
        let around = fences.around(rows);
        if around.len() > MOST_AROUND {
            let order = core::mem::take(&mut fences.order);
            self.keys = Keys::Sorted(order, BTreeSet::new());
            self.known = UidSet::new();
            self.left = self.meant.clone().unwrap_or_default();
        } else {
            self.left = around;
        }
    }
    /// What is to be asked for next.
    pub(super) fn wanted(
        &mut self,
        query: Option<&SearchKey>,
        all: Option<&UidSet>,
        rows: &[u32],
    ) -> Option<(Request, Priority)> {
        self.asked = UidSet::new();
        if self.is_complete(query, all, rows) {
            return None;
        }
        if self.meant.is_none() {
            self.is_answer_old = false;
            let search = Request::Search(query?.clone());
            return Some((search, Priority::Interactive));
        }
        self.asked = self.left.slice(0..SLICE);
        let request = Request::FetchHeaders {
            uids: self.asked.clone(),
            fields: FIELDS.iter().map(|field| (*field).to_owned()).collect(),
        };
        Some((request, Priority::Background))
    }
    fn mean(&mut self, uids: UidSet) {
        let mut left = uids.clone();
        for range in self.known.ranges() {
            left.remove_range(*range);
        }
        self.left = left;
        self.meant = Some(uids);
    }
    /// What a message is ordered by.
    pub(super) fn learn(&mut self, message: &Known<'_>) {
        if !self.left.remove(message.uid) {
            return;
        }
        self.known.insert(message.uid);
        match &mut self.keys {
            Keys::Sorted(order, keys) => {
                keys.insert(sort_key(order, message));
            }
            Keys::Threaded(conversations) => conversations.add(message),
            Keys::Fenced(fences) => fences.learn(message.uid, sort_key(&fences.order, message)),
            Keys::Kin(kin) => kin.learn(message),
        }
    }
    /// A slice was told: what is missing of it is gone.
    pub(super) fn slice_ended(&mut self) {
        let asked = core::mem::take(&mut self.asked);
        for range in asked.ranges() {
            self.left.remove_range(*range);
        }
        if let Keys::Fenced(fences) = &mut self.keys {
            fences.answered(&asked);
        }
    }
    /// So many of so many, where that was not told yet.
    pub(super) fn progress(&mut self) -> Option<(u32, u32)> {
        let total = self.meant.as_ref()?.len();
        let done = total.saturating_sub(self.left.len());
        (core::mem::replace(&mut self.told, done) != done).then_some((done, total))
    }
    /// What came of it, once all is here. `rows` are those that are shown.
    pub(super) fn order(&mut self, rows: &[u32]) -> Order {
        let meant = self.meant.clone().unwrap_or_default();
        let is_kept = self.known.len() <= MOST_KEPT;
        match &mut self.keys {
            Keys::Sorted(order, keys) => {
                let uids = keys.iter().filter_map(|key| uid_of(key));
                let sorted = uids.filter(|uid| meant.contains(*uid)).collect();
                if !is_kept {
                    let there = keys.iter();
                    let there = there.filter(|key| uid_of(key).is_some_and(|u| meant.contains(u)));
                    self.keys = Keys::Fenced(Fences::new(core::mem::take(order), there));
                    // What is meant no more and comes back is asked about again.
                    self.known = meant;
                }
                Order::Sorted(sorted)
            }
            Keys::Fenced(fences) => {
                let sorted = fences.order(rows, &meant);
                self.known = meant;
                Order::Sorted(sorted)
            }
            Keys::Threaded(conversations) => {
                let conversations = if is_kept {
                    conversations.clone()
                } else {
                    core::mem::replace(conversations, Conversations::new(false))
                };
                if !is_kept {
                    self.keys = Keys::Kin(Kin::new(&conversations));
                }
                let mut threads = conversations.threads();
                for thread in &mut threads {
                    thread
                        .members
                        .retain(|member| member.uid.is_some_and(|uid| meant.contains(uid)));
                }
                threads.retain(|thread| !thread.members.is_empty());
                Order::Threaded(threads)
            }
            Keys::Kin(kin) => Order::Joined(meant, kin.take_arrivals()),
        }
    }
}
