use crate::action::OperationId;
use crate::operation::{Identify, Kind, Operation, Step};
use mail_model::{MailboxName, UidSet};
use std::collections::VecDeque;

/// So many operations can be taken back, the latest first.
const MOST_ENTRIES: usize = 50;
/// So many messages at most are shown where they stood when they come back. Of more
/// the server's order is as good: they are most of what is seen.
const MOST_RETURNED: u32 = 1_000;

/// What was done and can be taken back: for each operation its inverse.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    entries: VecDeque<(OperationId, Operation)>,
}

impl Journal {
    /// Notes an operation that has happened. Tells whether it can be taken back.
    pub(crate) fn note(&mut self, id: OperationId, operation: &Operation) -> bool {
        let Some(mut inverse) = inverse(operation) else {
            return false;
        };
        inverse.id = Some(id);
        inverse.is_undoing = true;
        inverse.unseen = operation.unseen;
        self.entries.retain(|(other, _)| *other != id);
        self.entries.push_back((id, inverse));
        if self.entries.len() > MOST_ENTRIES {
            self.entries.pop_front();
        }
        true
    }
    /// What takes an operation back; it can be taken once.
    pub(crate) fn take(&mut self, id: OperationId) -> Option<Operation> {
        let place = self.entries.iter().position(|(other, _)| *other == id)?;
        self.entries.remove(place).map(|(_, inverse)| inverse)
    }
    /// Mailboxes have other names.
    pub(crate) fn rename(&mut self, new_name: impl Fn(&MailboxName) -> Option<MailboxName>) {
        for (_, inverse) in &mut self.entries {
            inverse.rename(&new_name);
        }
    }
    /// Puts back what takes an operation back: it could not be done now.
    pub(crate) fn put_back(&mut self, inverse: Operation) {
        if let Some(id) = inverse.id {
            self.entries.push_back((id, inverse));
        }
    }
}

/// The operation that undoes what `operation` has done. What was copied or moved
/// is found by its UIDs. Where the server did not tell them it is looked for; of
/// what was copied one by one: what looks like a copy is removed for ever only if
/// nothing else does, and the original is still there.
fn inverse(operation: &Operation) -> Option<Operation> {
    match &operation.kind {
        Kind::Flag { flag, value } => {
            let kind = Kind::Flag {
                flag: flag.clone(),
                value: !value,
            };
            let mailbox = operation.mailbox.clone();
            let uids = operation.uids.clone();
            (!uids.is_empty()).then(|| Operation::new(kind, mailbox, operation.uid_validity, uids))
        }
        Kind::Move { to } | Kind::Copy { to } => {
            let kind = match operation.kind {
                Kind::Move { .. } => Kind::Move {
                    to: operation.mailbox.clone(),
                },
                _ => Kind::Expunge,
            };
            let Some(map) = &operation.copied else {
                if kind == Kind::Expunge {
                    let validity = Some(operation.trace_validity?);
                    let mut inverse = Operation::new(kind, to.clone(), validity, UidSet::new());
                    inverse.step = Step::Identify(Identify::of(operation)?);
                    return Some(inverse);
                }
                let trace = operation.trace.clone()?;
                let mut inverse = Operation::new(kind, to.clone(), None, UidSet::new());
                inverse.step = Step::Find(trace);
                return Some(inverse);
            };
            let (uid_validity, copies) = (map.uid_validity(), map.copies());
            let stands_again = kind != Kind::Expunge && copies.len() <= MOST_RETURNED;
            let stood = operation.uid_validity.filter(|_| stands_again);
            let mut inverse = Operation::new(kind, to.clone(), Some(uid_validity), copies);
            inverse.stood = stood.map(|validity| (validity, map.clone()));
            (!inverse.uids.is_empty()).then_some(inverse)
        }
        Kind::Append { .. } => {
            let mailbox = operation.mailbox.clone();
            let (uid_validity, uids) = operation.appended.clone()?;
            Some(Operation::new(
                Kind::Expunge,
                mailbox,
                Some(uid_validity),
                uids,
            ))
        }
        Kind::Expunge | Kind::Replace { .. } | Kind::Find => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::num::NonZeroU32;
    use mail_model::{Flag, Uid, UidMap, UidValidity};

    fn uids(uids: &[u32]) -> UidSet {
        uids.iter().filter_map(|uid| Uid::new(*uid)).collect()
    }

    fn moved(copied: Option<&[(u32, u32)]>) -> Operation {
        let to = MailboxName::new("Trash");
        let validity = UidValidity(NonZeroU32::MIN);
        let mut operation = Operation::new(
            Kind::Move { to },
            MailboxName::inbox(),
            Some(UidValidity(NonZeroU32::MAX)),
            uids(&[4, 5]),
        );
        operation.copied = copied.map(|pairs| {
            let pairs = pairs.iter();
            let pairs = pairs.filter_map(|(a, b)| Uid::new(*a).zip(Uid::new(*b)));
            UidMap::new(validity, pairs)
        });
        operation
    }

    #[test]
    fn what_was_moved_goes_back_from_where_it_went() {
        let mut journal = Journal::default();
        assert!(journal.note(OperationId(1), &moved(Some(&[(4, 9), (5, 10)]))));
        let inverse = journal.take(OperationId(1)).unwrap();
        assert_eq!(inverse.mailbox, MailboxName::new("Trash"));
        assert_eq!(inverse.uid_validity, Some(UidValidity(NonZeroU32::MIN)));
        assert_eq!(inverse.uids, uids(&[9, 10]));
        assert_eq!(inverse.destination(), Some(&MailboxName::inbox()));
        assert!(journal.take(OperationId(1)).is_none(), "but once");
    }

    #[test]
    fn what_cannot_be_found_again_cannot_be_taken_back() {
        let mut journal = Journal::default();
        assert!(!journal.note(OperationId(1), &moved(None)));
        assert!(!journal.note(OperationId(1), &moved(Some(&[]))));
        let mut removed = moved(Some(&[(4, 9)]));
        removed.kind = Kind::Expunge;
        assert!(!journal.note(OperationId(1), &removed));
    }

    #[test]
    fn no_more_than_a_bounded_number_is_kept() {
        let mut journal = Journal::default();
        let mut flagged = moved(None);
        flagged.kind = Kind::Flag {
            flag: Flag::Seen,
            value: true,
        };
        for id in 0..60 {
            assert!(journal.note(OperationId(id), &flagged));
        }
        assert!(journal.take(OperationId(9)).is_none());
        let inverse = journal.take(OperationId(10)).unwrap();
        assert_eq!(inverse.flag(), Some((&Flag::Seen, false)));
    }
}
