use crate::{Uid, UidSet, UidValidity};

/// Which copy each message got (COPYUID, RFC 4315 §3): runs of neighbours, so
/// that 50,000 moved messages are a few numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UidMap {
    uid_validity: UidValidity,
    /// Ascending by source, apart from each other.
    runs: Vec<UidRun>,
}

/// Neighbours that became neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct UidRun {
    source: u32,
    copy: u32,
    count: u32,
}

impl UidMap {
    /// Pairs of a message's UID and its copy's, in any order. Of two pairs for
    /// one message the latter counts.
    pub fn new(uid_validity: UidValidity, pairs: impl IntoIterator<Item = (Uid, Uid)>) -> Self {
        let pairs: std::collections::BTreeMap<Uid, Uid> = pairs.into_iter().collect();
        let mut runs: Vec<UidRun> = Vec::new();
        for (source, copy) in pairs {
            let (source, copy) = (source.value(), copy.value());
            match runs.last_mut() {
                Some(run)
                    if run.source.checked_add(run.count) == Some(source)
                        && run.copy.checked_add(run.count) == Some(copy) =>
                {
                    run.count += 1;
                }
                _ => runs.push(UidRun {
                    source,
                    copy,
                    count: 1,
                }),
            }
        }
        Self { uid_validity, runs }
    }
    /// The validity under which the copies' UIDs were given.
    pub fn uid_validity(&self) -> UidValidity {
        self.uid_validity
    }
    /// How many messages were copied.
    pub fn len(&self) -> u32 {
        self.runs.iter().map(|run| run.count).sum()
    }
    /// Whether no message was copied.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }
    /// The copy of a message.
    pub fn copy_of(&self, source: Uid) -> Option<Uid> {
        let source = source.value();
        let after = self.runs.partition_point(|run| run.source <= source);
        let run = self.runs.get(after.checked_sub(1)?)?;
        let offset = source - run.source;
        (offset < run.count).then(|| Uid::new(run.copy + offset))?
    }
    /// The UIDs of all copies.
    pub fn copies(&self) -> UidSet {
        self.runs
            .iter()
            .filter_map(|run| {
                let last = run.copy.checked_add(run.count - 1)?;
                Some(crate::UidRange::new(Uid::new(run.copy)?, Uid::new(last)?))
            })
            .collect()
    }
    /// Adds what another command of the same request copied into the same mailbox.
    pub fn extend(&mut self, other: &Self) {
        let pairs = [&*self, other]
            .into_iter()
            .flat_map(Self::pairs)
            .collect::<Vec<_>>();
        *self = Self::new(other.uid_validity, pairs);
    }
    fn pairs(&self) -> impl Iterator<Item = (Uid, Uid)> + '_ {
        self.runs.iter().flat_map(|run| {
            (0..run.count).filter_map(|i| {
                Some((
                    Uid::new(run.source + i)?,
                    Uid::new(run.copy.checked_add(i)?)?,
                ))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::num::NonZeroU32;

    fn map(pairs: &[(u32, u32)]) -> UidMap {
        let pairs = pairs
            .iter()
            .map(|(a, b)| (Uid::new(*a).unwrap(), Uid::new(*b).unwrap()));
        UidMap::new(UidValidity(NonZeroU32::MIN), pairs.collect::<Vec<_>>())
    }

    #[test]
    fn each_message_finds_its_copy() {
        let map = map(&[(9, 4), (3, 10), (4, 11), (5, 12), (6, 2)]);
        for (source, copy) in [
            (3, Some(10)),
            (5, Some(12)),
            (6, Some(2)),
            (7, None),
            (9, Some(4)),
            (2, None),
        ] {
            assert_eq!(
                map.copy_of(Uid::new(source).unwrap()),
                copy.and_then(Uid::new),
                "{source}"
            );
        }
        assert_eq!((map.len(), map.runs.len()), (5, 3));
        let copies: Vec<u32> = map.copies().iter().map(Uid::value).collect();
        assert_eq!(copies, [2, 4, 10, 11, 12]);
    }

    #[test]
    fn what_several_commands_copied_is_one_map() {
        let mut first = map(&[(1, 5), (2, 6)]);
        first.extend(&map(&[(3, 7)]));
        assert_eq!(first, map(&[(1, 5), (2, 6), (3, 7)]));
        assert_eq!(first.runs.len(), 1);
    }
}
