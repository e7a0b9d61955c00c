//! The selected mailbox: what is known of it, and the only place where message
//! sequence numbers mean anything (I5).

use crate::extension::qresync::{CatchUp, Vanished};
use crate::{Event, KnownMailbox};
use core::time::Duration;
use mail_model::{MailboxName, ModSeq, Timestamp, Uid, UidNext, UidSet, UidValidity};
use std::collections::{BTreeMap, VecDeque};

/// Of a mailbox that says it holds more messages than this, nobody asks for all
/// UIDs: what is made of them would take more memory than there is.
pub(crate) const MESSAGE_LIMIT: u32 = 10_000_000;
/// How many UIDs are remembered singly while the whole set is not known.
const SINGLE_LIMIT: usize = 4_096;
/// How many messages may go with one VANISHED one by one, each of which moves all
/// rows above it; beyond that the set is asked for anew.
const VANISHED_LIMIT: u32 = 1_000;
/// How often the UIDs are asked for anew without a pause.
const REFRESH_LIMIT: u32 = 8;
/// What counts as a pause.
const REFRESH_PAUSE: Duration = Duration::from_secs(10);

/// The selected mailbox, or the one being selected.
#[derive(Debug)]
pub(crate) struct Selected {
    pub(crate) name: MailboxName,
    /// Which SELECT opened it; what was asked of another is not asked of this one.
    pub(crate) epoch: u64,
    /// SELECT has succeeded.
    pub(crate) is_open: bool,
    /// What was remembered of it before.
    pub(crate) known: Option<Box<KnownMailbox>>,
    pub(crate) exists: u32,
    pub(crate) uid_validity: Option<UidValidity>,
    /// The server says that its UIDs mean other messages the next time.
    pub(crate) has_passing_uids: bool,
    pub(crate) uid_next: Option<UidNext>,
    /// All changes up to it were told, by the server's word.
    pub(crate) highest_mod_seq: Option<ModSeq>,
    /// What is gathered beside SELECT, until it is decided whether to believe it.
    pub(crate) catch_up: Option<Box<CatchUp>>,
    /// SELECT told all that changed since then.
    pub(crate) caught_up_since: Option<ModSeq>,
    pub(crate) is_read_only: bool,
    /// Counts what moves sequence numbers: an answer is of the mailbox as it is
    /// now only if the revision is still the same.
    pub(crate) revision: u64,
    uids: Uids,
    /// How often the UIDs had to be asked for anew of late, and when last.
    refreshes: u32,
    refreshed_at: Timestamp,
    /// Rows have come, or were refused.
    pub(crate) has_told_rows: bool,
    /// Messages may be gone whose UIDs are not known: `exists` may be too high.
    is_size_doubtful: bool,
    /// The sequence numbers whose UIDs were asked for last.
    learning: Option<(u32, u32)>,
}

/// Which UID stands at which sequence number.
#[derive(Debug)]
enum Uids {
    /// Those of some messages.
    Some(BTreeMap<u32, Uid>),
    /// Those of the first messages, all of them unless new ones have arrived.
    All(UidSet),
}

impl Selected {
    /// A mailbox for which SELECT is being sent.
    pub(crate) fn opening(name: MailboxName, epoch: u64, known: Option<Box<KnownMailbox>>) -> Self {
        Self {
            name,
            epoch,
            is_open: false,
            known,
            exists: 0,
            uid_validity: None,
            has_passing_uids: false,
            uid_next: None,
            highest_mod_seq: None,
            catch_up: None,
            caught_up_since: None,
            is_read_only: false,
            revision: 0,
            uids: Uids::Some(BTreeMap::new()),
            refreshes: 0,
            refreshed_at: Timestamp::default(),
            has_told_rows: false,
            is_size_doubtful: false,
            learning: None,
        }
    }

    /// Whether the UIDs may be asked for anew: a server that contradicts itself
    /// with every answer is not asked with every answer.
    pub(crate) fn may_refresh(&mut self, now: Timestamp) -> bool {
        if now.since(self.refreshed_at) >= REFRESH_PAUSE {
            self.refreshes = 0;
        }
        self.refreshed_at = now;
        self.refreshes += 1;
        self.refreshes <= REFRESH_LIMIT
    }

    /// How many newer messages there are than the one at `sequence`.
    pub(crate) fn newer(&self, sequence: u32) -> u32 {
        self.exists.saturating_sub(sequence)
    }

    /// The UID at `sequence`, where known.
    pub(crate) fn uid_at(&self, sequence: u32) -> Option<Uid> {
        match &self.uids {
            Uids::Some(uids) => uids.get(&sequence).copied(),
            Uids::All(uids) => uids.at(sequence.checked_sub(1)?),
        }
    }

    /// The UIDs of all messages, where known.
    pub(crate) fn all_uids(&self) -> Option<&UidSet> {
        match &self.uids {
            Uids::All(uids) if uids.len() == self.exists => Some(uids),
            _ => None,
        }
    }

    /// The sequence numbers whose UIDs are missing in a set that was complete
    /// before new messages arrived. Each range is given once: a server that does
    /// not answer is not asked for ever.
    pub(crate) fn next_unlearned(&mut self) -> Option<(u32, u32)> {
        let unlearned = match &self.uids {
            Uids::All(uids) if uids.len() < self.exists => (uids.len() + 1, self.exists),
            _ => return None,
        };
        (self.learning.replace(unlearned) != Some(unlearned)).then_some(unlearned)
    }

    /// Whether the mailbox may hold so many messages, by all that was told.
    pub(crate) fn may_hold(&self, count: u32) -> bool {
        count == self.exists || (self.is_size_doubtful && count < self.exists)
    }

    /// The set of all UIDs, as the server told it.
    pub(crate) fn set_uids(&mut self, uids: UidSet) {
        self.is_size_doubtful = false;
        self.exists = uids.len();
        self.uids = Uids::All(uids);
    }

    /// The server said which UID stands at `sequence`. False if that contradicts
    /// what was known: then nothing is known any more.
    #[must_use]
    pub(crate) fn learn(&mut self, sequence: u32, uid: Uid) -> bool {
        if sequence == 0 {
            return true;
        }
        match &mut self.uids {
            Uids::Some(uids) => {
                if uids.len() < SINGLE_LIMIT {
                    uids.insert(sequence, uid);
                }
                true
            }
            Uids::All(uids) if sequence <= uids.len() => {
                let is_agreed = uids.at(sequence - 1) == Some(uid);
                if !is_agreed {
                    self.forget();
                }
                is_agreed
            }
            Uids::All(uids) if sequence == uids.len() + 1 && sequence <= self.exists => {
                let is_ascending = uids.last().is_none_or(|last| last < uid);
                if is_ascending {
                    uids.insert(uid);
                } else {
                    self.forget();
                }
                is_ascending
            }
            Uids::All(_) => true,
        }
    }

    fn forget(&mut self) {
        self.uids = Uids::Some(BTreeMap::new());
        self.revision += 1;
    }

    /// EXISTS. False if messages are gone without the server having said which.
    #[must_use]
    pub(crate) fn set_exists(&mut self, exists: u32, events: &mut VecDeque<Event>) -> bool {
        self.is_size_doubtful = false;
        let before = core::mem::replace(&mut self.exists, exists);
        if !self.is_open || exists == before {
            return true;
        }
        self.revision += 1;
        if exists > before {
            events.push_back(Event::Arrived { exists });
            return true;
        }
        self.forget();
        events.push_back(Event::Expunged {
            uid: None,
            newer: 0,
            exists,
        });
        false
    }

    /// EXPUNGE: the messages behind it move up by one.
    pub(crate) fn expunge(&mut self, sequence: u32, events: &mut VecDeque<Event>) {
        if !self.is_open || sequence == 0 || sequence > self.exists {
            return;
        }
        let uid = self.uid_at(sequence);
        match &mut self.uids {
            Uids::Some(uids) => {
                let behind = uids.split_off(&sequence);
                uids.extend(
                    behind
                        .into_iter()
                        .filter(|(at, _)| *at != sequence)
                        .map(|(at, uid)| (at - 1, uid)),
                );
            }
            Uids::All(uids) => {
                if let Some(uid) = uid {
                    uids.remove(uid);
                }
            }
        }
        let newer = self.newer(sequence);
        self.exists -= 1;
        self.revision += 1;
        events.push_back(Event::Expunged {
            uid,
            newer,
            exists: self.exists,
        });
    }

    /// VANISHED (RFC 7162 §3.2.10). False if that can't be told of UIDs that are
    /// known, so that only asking for all of them can tell what is left.
    #[must_use]
    pub(crate) fn vanish(&mut self, vanished: &Vanished, events: &mut VecDeque<Event>) -> bool {
        let is_told = self.try_vanish(vanished, events);
        if !is_told {
            self.forget();
            self.is_size_doubtful = true;
        }
        is_told
    }

    fn try_vanish(&mut self, vanished: &Vanished, events: &mut VecDeque<Event>) -> bool {
        let Uids::All(uids) = &self.uids else {
            return false;
        };
        // Newer messages have arrived whose UIDs are not known yet.
        let unknown = (uids.len() < self.exists).then(|| uids.last().map_or(0, Uid::value));
        let mut gone = Vec::new();
        for (first, last) in &vanished.ranges {
            if unknown.is_some_and(|highest| *last > highest) {
                return false;
            }
            let (Some(first), Some(last)) = (Uid::new((*first).max(1)), Uid::new(*last)) else {
                continue;
            };
            let below = uids.count_below(first);
            let within = uids.count_below(last) + u32::from(uids.contains(last));
            let count = within.saturating_sub(below);
            let before = u32::try_from(gone.len()).unwrap_or(u32::MAX);
            if before.saturating_add(count) > VANISHED_LIMIT {
                return false;
            }
            gone.extend((below..within).rev().filter_map(|rank| uids.at(rank)));
        }
        // What went before the mailbox was opened can't be in it still.
        if vanished.is_earlier {
            return gone.is_empty();
        }
        for uid in gone {
            let Uids::All(uids) = &self.uids else {
                return false;
            };
            if let Some(rank) = uids.rank(uid) {
                self.expunge(rank + 1, events);
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uid(uid: u32) -> Uid {
        Uid::new(uid).unwrap()
    }

    fn open(exists: u32) -> Selected {
        let mut selected = Selected::opening(MailboxName::inbox(), 1, None);
        assert!(selected.set_exists(exists, &mut VecDeque::new()));
        selected.is_open = true;
        selected
    }

    fn complete(uids: &[u32]) -> Selected {
        let mut selected = open(uids.len() as u32);
        selected.set_uids(uids.iter().copied().map(uid).collect());
        selected
    }

    fn vanished(ranges: &[(u32, u32)]) -> Vanished {
        Vanished {
            is_earlier: false,
            ranges: ranges.to_vec(),
        }
    }

    #[test]
    fn what_vanishes_without_ever_having_been_seen_changes_nothing() {
        let mut selected = complete(&[3, 5, 7]);
        let mut events = VecDeque::new();
        assert!(selected.vanish(&vanished(&[(4, 4), (8, 90)]), &mut events));
        assert_eq!((selected.exists, events.len()), (3, 0));
    }

    #[test]
    fn an_arrival_that_vanishes_before_its_uid_is_known_makes_the_size_doubtful() {
        let mut selected = complete(&[3, 5, 7]);
        let mut events = VecDeque::new();
        assert!(selected.set_exists(4, &mut events));
        assert!(!selected.vanish(&vanished(&[(8, 8)]), &mut events));
        assert!(selected.may_hold(3) && selected.may_hold(4) && !selected.may_hold(5));
        selected.set_uids([3, 5, 7].into_iter().map(uid).collect());
        assert!(!selected.may_hold(2));
    }

    #[test]
    fn too_many_that_vanish_at_once_are_not_told_one_by_one() {
        let all: Vec<u32> = (1..=5_000).collect();
        let mut selected = complete(&all);
        let mut events = VecDeque::new();
        let scattered: Vec<_> = (1..=4_000).step_by(2).map(|uid| (uid, uid)).collect();
        assert!(!selected.vanish(&vanished(&scattered), &mut events));
        assert!(events.is_empty() && selected.may_hold(3_000));
        assert_eq!(selected.all_uids(), None);
    }

    #[test]
    fn what_vanished_earlier_moves_no_numbers() {
        let mut selected = complete(&[3, 5, 7]);
        let mut events = VecDeque::new();
        let earlier = |ranges| Vanished {
            is_earlier: true,
            ..vanished(ranges)
        };
        assert!(selected.vanish(&earlier(&[(4, 4)]), &mut events));
        assert!(
            !selected.vanish(&earlier(&[(5, 5)]), &mut events),
            "it is there"
        );
        assert_eq!((selected.exists, events.len()), (3, 0));
    }

    #[test]
    fn the_uids_are_asked_for_anew_without_end_only_with_pauses() {
        let mut selected = complete(&[3]);
        for second in 0..1000 {
            let asked = (0..100).filter(|_| selected.may_refresh(Timestamp(second * 10_000)));
            assert_eq!(asked.count(), REFRESH_LIMIT as usize);
        }
    }

    #[test]
    fn an_expunge_moves_those_behind_it() {
        for mut selected in [complete(&[3, 5, 9, 12]), {
            let mut selected = open(4);
            for (sequence, u) in [(1, 3), (2, 5), (3, 9), (4, 12)] {
                assert!(selected.learn(sequence, uid(u)));
            }
            selected
        }] {
            let mut events = VecDeque::new();
            selected.expunge(2, &mut events);
            assert_eq!(
                events,
                [Event::Expunged {
                    uid: Some(uid(5)),
                    newer: 2,
                    exists: 3
                }]
            );
            assert_eq!(selected.uid_at(2), Some(uid(9)));
            assert_eq!(selected.uid_at(3), Some(uid(12)));
            assert_eq!(selected.uid_at(4), None);
        }
    }

    #[test]
    fn an_expunge_of_no_message_changes_nothing() {
        let mut selected = complete(&[3, 5]);
        let mut events = VecDeque::new();
        selected.expunge(0, &mut events);
        selected.expunge(3, &mut events);
        assert_eq!((selected.exists, events.len()), (2, 0));
    }

    #[test]
    fn new_messages_are_learned_in_order() {
        let mut selected = complete(&[3, 5]);
        assert!(selected.set_exists(4, &mut VecDeque::new()));
        assert_eq!(selected.next_unlearned(), Some((3, 4)));
        assert_eq!(selected.next_unlearned(), None);
        assert!(selected.learn(3, uid(8)));
        assert!(selected.learn(4, uid(9)));
        assert_eq!(selected.all_uids().map(UidSet::len), Some(4));
    }

    #[test]
    fn what_contradicts_the_set_voids_it() {
        let mut selected = complete(&[3, 5]);
        assert!(selected.learn(1, uid(3)));
        assert!(!selected.learn(2, uid(6)));
        assert_eq!(selected.all_uids(), None);
    }

    #[test]
    fn a_shrinking_mailbox_is_noticed() {
        let mut selected = complete(&[3, 5, 7]);
        let mut events = VecDeque::new();
        assert!(!selected.set_exists(1, &mut events));
        assert_eq!(selected.exists, 1);
        assert_eq!(selected.all_uids(), None);
    }

    #[test]
    fn huge_ranges_vanish_at_the_cost_of_what_is_there() {
        let mut selected = complete(&[3, 5, 7]);
        let mut events = VecDeque::new();
        assert!(selected.vanish(&vanished(&[(4, u32::MAX)]), &mut events));
        assert_eq!((selected.exists, events.len()), (1, 2));
        assert_eq!(selected.uid_at(1), Some(uid(3)));
    }
}
