use super::difference::Splice;
use mail_model::{Uid, UidSet};

/// The splices that turn the rows `old` into the rows `new`, to be applied one
/// after the other, and which rows of `new` came by them. `None` where more than
/// `limit` would be needed. Rows that keep their order stay; of these the most
/// that can.
///
/// The rows stand at `at` in a list of `total`. Rows of `None` are unknown, and
/// the same as no other.
pub(crate) fn reorder(
    old: &[Option<Uid>],
    new: &[Option<Uid>],
    at: u32,
    total: u32,
    limit: usize,
) -> Option<(Vec<Splice>, Vec<Uid>)> {
    let kept = kept(old, new);
    let mut list = List {
        splices: Vec::new(),
        at,
        total,
    };
    let mut came = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    let ends = kept.into_iter().chain([(old.len(), new.len())]);
    for (old_end, new_end) in ends {
        list.splice(old_end - old_at, new_end - new_at);
        if list.splices.len() > limit {
            return None;
        }
        came.extend(new.get(new_at..new_end).into_iter().flatten().flatten());
        list.at += 1;
        (old_at, new_at) = (old_end + 1, new_end + 1);
    }
    Some((list.splices, came))
}

/// The list while it is spliced.
struct List {
    splices: Vec<Splice>,
    at: u32,
    total: u32,
}

impl List {
    /// Replaces rows here, and goes behind those that came.
    fn splice(&mut self, removed: usize, inserted: usize) {
        let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
        let (removed, inserted) = (count(removed), count(inserted));
        if removed == 0 && inserted == 0 {
            return;
        }
        self.total = self.total.saturating_sub(removed).saturating_add(inserted);
        self.splices.push(Splice {
            at: self.at,
            removed,
            inserted,
            total: self.total,
        });
        self.at = self.at.saturating_add(inserted);
    }
}

/// Which rows stay: pairs of places in `old` and `new`, ascending in both. The
/// longest ascending chain of old places (by patience), in the order of the new.
fn kept(old: &[Option<Uid>], new: &[Option<Uid>]) -> Vec<(usize, usize)> {
    // The place of each by its rank among all: a map of its own for this would be
    // more code than there is here.
    let known: UidSet = old.iter().copied().flatten().collect();
    let mut places = vec![0; known.len() as usize];
    for (place, uid) in old.iter().enumerate() {
        let rank = uid.and_then(|uid| known.rank(uid));
        if let Some(slot) = rank.and_then(|rank| places.get_mut(rank as usize)) {
            *slot = place;
        }
    }
    let old_place = |uid: Uid| places.get(known.rank(uid)? as usize).copied();
    /// A pair, and the pair before it in the longest chain that ends in it.
    struct Link {
        old: usize,
        new: usize,
        before: Option<usize>,
    }
    let mut links: Vec<Link> = Vec::new();
    // For each length the link whose chain of that length ends lowest.
    let mut ends: Vec<usize> = Vec::new();
    for (place, uid) in new.iter().enumerate() {
        let Some(old) = uid.and_then(&old_place) else {
            continue;
        };
        let length = ends.partition_point(|end| links.get(*end).is_some_and(|end| end.old < old));
        let before = length
            .checked_sub(1)
            .and_then(|length| ends.get(length))
            .copied();
        let link = links.len();
        links.push(Link {
            old,
            new: place,
            before,
        });
        match ends.get_mut(length) {
            Some(end) => *end = link,
            None => ends.push(link),
        }
    }
    let mut kept = Vec::new();
    let mut at = ends.last().copied();
    while let Some(link) = at.and_then(|at| links.get(at)) {
        kept.push((link.old, link.new));
        at = link.before;
    }
    kept.reverse();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uids(numbers: &[u32]) -> Vec<Option<Uid>> {
        numbers.iter().map(|number| Uid::new(*number)).collect()
    }

    /// Applies splices as the page does: inserted rows are unknown.
    fn applied(old: &[u32], splices: &[Splice]) -> Vec<u32> {
        let mut rows = old.to_vec();
        for splice in splices {
            let at = splice.at as usize;
            let come = core::iter::repeat_n(0, splice.inserted as usize);
            rows.splice(at..at + splice.removed as usize, come);
            assert_eq!(rows.len(), splice.total as usize);
        }
        rows
    }

    #[test]
    fn splices_turn_any_order_into_any_other() {
        let mut state = 5_u32;
        let mut draw = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        for _ in 0..2_000 {
            let mut random = || -> Vec<u32> {
                let mut rows: Vec<u32> = Vec::new();
                for _ in 0..draw(9) {
                    let uid = draw(10);
                    if uid == 0 || !rows.contains(&uid) {
                        rows.push(uid);
                    }
                }
                rows
            };
            let (old, new) = (random(), random());
            let length = old.len() as u32;
            let (splices, came) = reorder(&uids(&old), &uids(&new), 0, length, usize::MAX).unwrap();
            let rows = applied(&old, &splices);
            assert_eq!(rows.len(), new.len());
            for (shown, meant) in rows.iter().zip(&new) {
                let has_come = Uid::new(*meant).is_some_and(|uid| came.contains(&uid));
                let expected = if has_come { 0 } else { *meant };
                assert_eq!(*shown, expected, "{old:?} to {new:?} by {splices:?}");
            }
        }
    }

    #[test]
    fn what_moved_least_moves() {
        let old = uids(&[1, 2, 3, 4, 5]);
        let new = uids(&[5, 1, 2, 3, 9, 4]);
        let (splices, came) = reorder(&old, &new, 10, 100, 9).unwrap();
        assert_eq!(came, [Uid::new(5).unwrap(), Uid::new(9).unwrap()]);
        let of = |splice: &Splice| (splice.at, splice.removed, splice.inserted, splice.total);
        let splices: Vec<_> = splices.iter().map(of).collect();
        assert_eq!(splices, [(10, 0, 1, 101), (14, 0, 1, 102), (16, 1, 0, 101)]);
        let reversed = uids(&[5, 4, 3, 2, 1]);
        assert!(reorder(&old, &reversed, 0, 5, 1).is_none());
    }
}
