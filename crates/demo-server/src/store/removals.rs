use core::num::NonZeroU64;
use mail_model::{Uid, UidSet};
use std::collections::VecDeque;

/// Removals that a mailbox remembers, in whole steps of its history.
const MAX_REMEMBERED: usize = 65_536;

/// What was removed from a mailbox, and when (RFC 7162 §5.3). It reaches back
/// as far as its room does; for what lies before, the mailbox itself has to be
/// looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Removals {
    /// In the order of their mod-sequences.
    remembered: VecDeque<(NonZeroU64, Uid)>,
    /// The last mod-sequence of which something was forgotten.
    forgotten: Option<NonZeroU64>,
}

impl Removals {
    /// The message `uid` was removed at that mod-sequence, which is none lower than before.
    pub(crate) fn note(&mut self, uid: Uid, at: NonZeroU64) {
        self.remembered.push_back((at, uid));
        if self.remembered.len() > MAX_REMEMBERED
            && let Some((at, _)) = self.remembered.pop_front()
        {
            self.forgotten = Some(at);
        }
    }

    /// The UIDs removed after the mod-sequence `since`; `None` when that is not
    /// known any more.
    pub(crate) fn since(&self, since: u64) -> Option<UidSet> {
        if self
            .forgotten
            .is_some_and(|forgotten| since < forgotten.get())
        {
            return None;
        }
        let from = self.remembered.partition_point(|(at, _)| at.get() <= since);
        Some(self.remembered.range(from..).map(|(_, uid)| *uid).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: u64) -> NonZeroU64 {
        NonZeroU64::new(value).unwrap()
    }

    #[test]
    fn what_was_removed_is_known_as_far_back_as_there_is_room() {
        let mut removals = Removals::default();
        for uid in 1..=65_536 {
            removals.note(Uid::new(uid).unwrap(), number(u64::from(uid / 2 + 2)));
        }
        assert_eq!(removals.since(1).unwrap().len(), 65_536);
        assert_eq!(removals.since(32_767).unwrap().len(), 5);
        assert_eq!(removals.since(32_769).unwrap().len(), 1);
        assert!(removals.since(40_000).unwrap().is_empty());
        // One more than there is room for: the first step, of one message, is forgotten.
        removals.note(Uid::new(70_000).unwrap(), number(40_000));
        assert!(removals.since(1).is_none());
        assert_eq!(removals.since(2).unwrap().len(), 65_536);
        // Of the next step half is forgotten, so who knows the step before it knows too little.
        removals.note(Uid::new(70_001).unwrap(), number(40_000));
        assert!(removals.since(2).is_none());
        assert_eq!(removals.since(3).unwrap().len(), 65_535);
    }
}
