use super::Enabled;
use crate::command::{flag_items, vanished};
use crate::store::{ChangeKind, Mailbox, MailboxId};
use core::num::NonZeroU32;
use core::ops::Range;
use imap_codec::imap_types::core::Vec1;
use imap_codec::imap_types::response::Data;
use imap_codec::imap_types::sequence::{SeqOrUid, Sequence, SequenceSet};
use mail_model::{Uid, UidSet};
use std::collections::{BTreeSet, VecDeque};

/// The most changes that are remembered for a client that does not ask.
const MAX_UNTOLD: usize = 4_000_000;

/// Which numbers a sequence set is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbers {
    Sequence,
    Uid,
}

/// The mailbox that a session looks at, as its client knows it: sequence
/// numbers are places in `view`, which changes only as the client is told.
#[derive(Debug)]
pub(crate) struct Selected {
    pub(crate) id: MailboxId,
    pub(crate) is_read_only: bool,
    view: UidSet,
    /// What was saved by a search, `$` (RFC 5182).
    found: UidSet,
    untold: VecDeque<ChangeKind>,
    /// The messages among `untold` whose flags changed.
    untold_flags: BTreeSet<Uid>,
}

impl Selected {
    pub(crate) fn new(mailbox: &Mailbox, is_read_only: bool) -> Self {
        Self {
            id: mailbox.id(),
            is_read_only,
            view: mailbox.uids().clone(),
            found: UidSet::new(),
            untold: VecDeque::new(),
            untold_flags: BTreeSet::new(),
        }
    }

    /// The messages that the client knows of.
    pub(crate) fn view(&self) -> &UidSet {
        &self.view
    }

    /// What was saved by a search and is still there.
    pub(crate) fn found(&self) -> &UidSet {
        &self.found
    }

    /// Saves what a search found.
    pub(crate) fn keep_found(&mut self, found: UidSet) {
        self.found = found;
    }

    /// The sequence number of a message that the client knows of.
    pub(crate) fn sequence_number(&self, uid: Uid) -> Option<NonZeroU32> {
        NonZeroU32::new(self.view.rank(uid)?.checked_add(1)?)
    }

    /// The messages that `set` means, ascending, each once. A UID that is not
    /// there is ignored (RFC 3501 §6.4.8); a sequence number that is not there
    /// is the client's error (§9, seq-number) and gives `None`.
    pub(crate) fn resolve(&self, set: &SequenceSet, numbers: Numbers) -> Option<Vec<Uid>> {
        let mut ranks = Vec::new();
        for sequence in set.0.as_ref() {
            ranks.push(match numbers {
                Numbers::Sequence => self.ranks_of_numbers(sequence)?,
                Numbers::Uid => self.ranks_of_uids(sequence),
            });
        }
        ranks.sort_unstable_by_key(|range| range.start);
        let mut uids = Vec::new();
        let mut next = 0;
        for range in ranks {
            let fresh = range.start.max(next)..range.end.max(next);
            next = fresh.end;
            uids.extend(self.view.slice(fresh).iter());
        }
        Some(uids)
    }

    fn ranks_of_numbers(&self, sequence: &Sequence) -> Option<Range<u32>> {
        let count = self.view.len();
        let number = |bound: &SeqOrUid| match bound {
            SeqOrUid::Value(number) => Some(number.get()).filter(|number| *number <= count),
            SeqOrUid::Asterisk => Some(count).filter(|count| *count > 0),
        };
        let (a, b) = match sequence {
            Sequence::Single(bound) => (number(bound)?, number(bound)?),
            Sequence::Range(a, b) => (number(a)?, number(b)?),
        };
        Some(a.min(b) - 1..a.max(b))
    }

    fn ranks_of_uids(&self, sequence: &Sequence) -> Range<u32> {
        let Some(last) = self.view.last() else {
            return 0..0;
        };
        let uid = |bound: &SeqOrUid| match bound {
            SeqOrUid::Value(uid) => uid.get(),
            SeqOrUid::Asterisk => last.value(),
        };
        let (a, b) = match sequence {
            Sequence::Single(bound) => (uid(bound), uid(bound)),
            Sequence::Range(a, b) => (uid(a), uid(b)),
        };
        let below = |uid: Option<u32>| {
            uid.and_then(Uid::new)
                .map_or(self.view.len(), |uid| self.view.count_below(uid))
        };
        below(Some(a.min(b)))..below(a.max(b).checked_add(1))
    }

    /// Remembers a change. One flag change per message is enough: what is told
    /// is how the flags are then.
    pub(crate) fn note(&mut self, kind: ChangeKind) {
        if let ChangeKind::Flagged(uid) = kind
            && !self.untold_flags.insert(uid)
        {
            return;
        }
        self.untold.push_back(kind);
    }

    /// The messages that have come and were not told of yet.
    pub(crate) fn arrived(&self) -> Vec<Uid> {
        let arrived = self.untold.iter().filter_map(|kind| match kind {
            ChangeKind::Arrived(uid) => Some(*uid),
            _ => None,
        });
        arrived.collect()
    }

    /// Takes such changes away from those that are to be told.
    pub(crate) fn hold_back(&mut self, is_held: impl Fn(&ChangeKind) -> bool) -> Vec<ChangeKind> {
        let untold = core::mem::take(&mut self.untold);
        let (held, kept): (Vec<_>, Vec<_>) = untold.into_iter().partition(is_held);
        self.untold = kept.into();
        held
    }

    /// Undoes [`Self::hold_back`].
    pub(crate) fn take_back(&mut self, held: Vec<ChangeKind>) {
        for kind in held.into_iter().rev() {
            if let ChangeKind::Flagged(uid) = kind {
                self.untold_flags.insert(uid);
            }
            self.untold.push_front(kind);
        }
    }

    /// Whether more has been noted than a client should be told at once.
    pub(crate) fn is_overwhelmed(&self) -> bool {
        self.untold.len() > MAX_UNTOLD
    }

    /// The responses for what was noted, in its order. Without `may_expunge`
    /// removals are kept for later, so that no sequence number changes its
    /// meaning under a FETCH, STORE or SEARCH (RFC 3501 §7.4.1).
    pub(crate) fn tell(
        &mut self,
        mailbox: &Mailbox,
        enabled: Enabled,
        may_expunge: bool,
    ) -> Vec<Data<'static>> {
        let mut told = Vec::new();
        let mut vanished = Vec::new();
        let mut kept = VecDeque::new();
        self.untold_flags.clear();
        for kind in core::mem::take(&mut self.untold) {
            if !matches!(kind, ChangeKind::Expunged(_)) {
                told.extend(take_vanished(&mut vanished));
            }
            match kind {
                ChangeKind::Expunged(uid) if may_expunge => {
                    if let Some(number) = self.sequence_number(uid) {
                        self.view.remove(uid);
                        self.found.remove(uid);
                        if enabled.vanished {
                            vanished.push(uid);
                        } else {
                            told.push(Data::Expunge(number));
                        }
                    }
                }
                ChangeKind::Expunged(_) => kept.push_back(kind),
                ChangeKind::Arrived(uid) => {
                    self.view.insert(uid);
                    // Of several arrivals in a row only the last count is of interest.
                    if matches!(told.last(), Some(Data::Exists(_))) {
                        told.pop();
                    }
                    told.push(Data::Exists(self.view.len()));
                }
                ChangeKind::Flagged(uid) => {
                    if let (Some(row), Some(seq)) = (mailbox.row(uid), self.sequence_number(uid))
                        && let Ok(items) = Vec1::try_from(flag_items(mailbox, row, enabled))
                    {
                        told.push(Data::Fetch { seq, items });
                    }
                }
                ChangeKind::Gone => {}
            }
        }
        told.extend(take_vanished(&mut vanished));
        self.untold = kept;
        told
    }
}

/// VANISHED for all of `uids`, which it takes.
fn take_vanished(uids: &mut Vec<Uid>) -> Vec<Data<'static>> {
    let uids: UidSet = core::mem::take(uids).into_iter().collect();
    vanished(&uids, false)
}
