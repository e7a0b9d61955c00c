use crate::{Change, ListId};
use mail_model::{UidRange, UidSet};

/// A change of the list's rows: at row `at`, `removed` rows go and `inserted` come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Splice {
    /// The first row concerned, from the top.
    pub(crate) at: u32,
    /// How many go.
    pub(crate) removed: u32,
    /// How many come.
    pub(crate) inserted: u32,
    /// How many rows there are then.
    pub(crate) total: u32,
}

impl Splice {
    /// The same, for the page.
    pub(crate) fn change(self, list: ListId) -> Change {
        Change::ListSpliced {
            list,
            at: self.at,
            removed: self.removed,
            inserted: self.inserted,
            total: self.total,
        }
    }
}

/// The splices that turn the list of `old` into the list of `new`, to be
/// applied one after the other. `None` where more than `limit` would be needed:
/// then a new list says it better.
pub(crate) fn splices(old: &UidSet, new: &UidSet, limit: usize) -> Option<Vec<Splice>> {
    let gone = rank_ranges(old, old.without(new).ranges());
    let come = rank_ranges(new, new.without(old).ranges());
    if gone.len() + come.len() > limit {
        return None;
    }
    let mut splices = Vec::with_capacity(gone.len() + come.len());
    let mut total = old.len();
    // Downwards through the ranks is from the top through the rows: what was
    // taken out above a range no longer counts for its row.
    for range in gone.iter().rev() {
        let above = old.len() - range.end - (old.len() - total);
        total -= range.len();
        splices.push(Splice {
            at: above,
            removed: range.len(),
            inserted: 0,
            total,
        });
    }
    // Upwards through the ranks: whatever stands above a range is not in yet.
    for range in &come {
        splices.push(Splice {
            at: total - range.start,
            removed: 0,
            inserted: range.len(),
            total: total + range.len(),
        });
        total += range.len();
    }
    Some(splices)
}

/// A half-open range of ranks.
struct RankRange {
    start: u32,
    end: u32,
}

impl RankRange {
    fn len(&self) -> u32 {
        self.end - self.start
    }
}

/// The ranks that `ranges`, ascending and all in `set`, take up in it; ranges
/// that adjoin in rank are merged.
fn rank_ranges(set: &UidSet, ranges: &[UidRange]) -> Vec<RankRange> {
    let mut ranks: Vec<RankRange> = Vec::new();
    for range in ranges {
        let start = set.count_below(range.first());
        let end = start + range.count();
        match ranks.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => ranks.push(RankRange { start, end }),
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::Uid;

    fn set(uids: &[u32]) -> UidSet {
        uids.iter().filter_map(|uid| Uid::new(*uid)).collect()
    }

    /// Applies splices as the page does: inserted rows are unknown (0).
    fn applied(old: &UidSet, splices: &[Splice]) -> Vec<u32> {
        let mut rows: Vec<u32> = old.iter().rev().map(Uid::value).collect();
        for splice in splices {
            let at = splice.at as usize;
            rows.splice(
                at..at + splice.removed as usize,
                core::iter::repeat_n(0, splice.inserted as usize),
            );
            assert_eq!(rows.len(), splice.total as usize);
        }
        rows
    }

    #[test]
    fn splices_turn_any_list_into_any_other() {
        let mut state = 11_u32;
        for _ in 0..2000 {
            let mut draw = || {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (1..=16)
                    .filter(|bit| state >> (bit + 8) & 1 == 1)
                    .collect::<Vec<u32>>()
            };
            let (old, new) = (set(&draw()), set(&draw()));
            let splices = splices(&old, &new, 100).unwrap();
            let rows = applied(&old, &splices);
            let expected: Vec<u32> = new
                .iter()
                .rev()
                .map(|uid| if old.contains(uid) { uid.value() } else { 0 })
                .collect();
            assert_eq!(rows, expected, "{old:?} to {new:?} by {splices:?}");
        }
    }

    #[test]
    fn neighbours_in_the_list_go_in_one_splice_however_far_apart_their_uids_are() {
        let splices = splices(&set(&[1, 30, 500, 9000]), &set(&[1]), 100).unwrap();
        assert_eq!(
            splices,
            [Splice {
                at: 0,
                removed: 3,
                inserted: 0,
                total: 1
            }]
        );
    }

    #[test]
    fn too_many_splices_are_none() {
        assert_eq!(
            splices(&set(&[1, 3, 5, 7]), &set(&[2, 3, 4, 7, 8]), 3),
            None
        );
    }

    #[test]
    fn the_highest_uid_is_no_border_case() {
        let splices = splices(&set(&[u32::MAX - 1, u32::MAX]), &set(&[u32::MAX]), 9).unwrap();
        assert_eq!(splices.len(), 1);
    }
}
