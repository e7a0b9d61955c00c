use super::rows::row_after_splice;
use crate::day_group::DayGroup;

/// Where more headings than these are found the list is not in the order of its
/// days, and has none.
const MOST: usize = 24;

/// A heading, and the row that it stands above.
pub type Head = (u32, DayGroup);

/// Above the first row one stands always: its room is kept until it is known.
const EXPECTED: Head = (0, DayGroup::Unknown);

/// The headings of a list, as far as its rows have been seen: what was found
/// stays, though rows are forgotten.
#[derive(Clone, Debug)]
pub(super) struct Heads {
    /// By their rows, each row once; the first row's is always among them.
    found: Vec<Head>,
}

impl Default for Heads {
    fn default() -> Self {
        Self {
            found: vec![EXPECTED],
        }
    }
}

impl Heads {
    /// Those that are shown.
    pub(super) fn shown(&self) -> &[Head] {
        match self.found.len() <= MOST {
            true => &self.found,
            false => &[],
        }
    }

    /// A row is of one group, and the row above it of another, the same or, where
    /// that is not known, of nobody knows which.
    pub(super) fn learn(&mut self, row: u32, above: Option<DayGroup>, own: DayGroup) {
        let begins = match above {
            _ if row == 0 => true,
            None => return,
            Some(above) => above != own,
        };
        match (self.found.binary_search_by_key(&row, |head| head.0), begins) {
            (Ok(at), true) => self.found[at].1 = own,
            (Ok(at), false) => {
                self.found.remove(at);
            }
            // Enough to know that there are too many.
            (Err(_), true) if self.found.len() > MOST => {}
            (Err(at), true) => self.found.insert(at, (row, own)),
            (Err(_), false) => {}
        }
    }

    /// Rows came and went: headings go with their rows, and where a heading's own
    /// row went, the rows themselves will tell.
    pub(super) fn splice(&mut self, at: u32, removed: u32, inserted: u32) {
        self.found.retain_mut(|head| {
            let moved = row_after_splice(head.0, at, removed, inserted);
            head.0 = moved.unwrap_or(head.0);
            moved.is_some()
        });
        match self.found.first_mut() {
            Some(first) if first.0 == 0 => {}
            // What came above it is of the same day, until it says otherwise.
            Some(first) if at == 0 && removed == 0 => first.0 = 0,
            _ => self.found.insert(0, EXPECTED),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DayGroup::{Older, Today, Yesterday};

    fn learned(groups: &[DayGroup]) -> Heads {
        let mut heads = Heads::default();
        for (row, group) in (0..).zip(groups) {
            let above = usize::try_from(row).unwrap().checked_sub(1);
            heads.learn(row, above.map(|above| groups[above]), *group);
        }
        heads
    }

    #[test]
    fn a_heading_stands_where_another_group_begins() {
        let heads = learned(&[Today, Today, Yesterday, Older, Older]);
        assert_eq!(heads.shown(), [(0, Today), (2, Yesterday), (3, Older)]);
    }

    #[test]
    fn a_row_whose_neighbour_is_not_known_tells_nothing() {
        let mut heads = Heads::default();
        heads.learn(7, None, Older);
        assert_eq!(heads.shown(), [EXPECTED]);
    }

    #[test]
    fn the_first_heading_has_its_room_whatever_is_known() {
        let mut heads = Heads::default();
        // The second group is known before the first row is.
        heads.learn(3, Some(Today), Older);
        assert_eq!(heads.shown(), [EXPECTED, (3, Older)]);
        heads.learn(0, None, Today);
        assert_eq!(heads.shown(), [(0, Today), (3, Older)]);
        // A row that nobody knows yet comes above all, and the first goes.
        heads.splice(0, 0, 1);
        assert_eq!(heads.shown(), [(0, Today), (4, Older)]);
        heads.splice(0, 1, 0);
        assert_eq!(heads.shown(), [EXPECTED, (3, Older)]);
    }

    #[test]
    fn headings_move_with_their_rows() {
        let mut heads = learned(&[Today, Today, Yesterday, Older]);
        heads.splice(0, 0, 1);
        heads.learn(0, None, Today);
        heads.learn(1, Some(Today), Today);
        assert_eq!(heads.shown(), [(0, Today), (3, Yesterday), (4, Older)]);
        // The last of yesterday goes: its heading with it.
        heads.splice(3, 1, 0);
        heads.learn(3, Some(Today), Older);
        assert_eq!(heads.shown(), [(0, Today), (3, Older)]);
    }

    #[test]
    fn a_list_in_another_order_has_no_headings() {
        let mixed: Vec<_> = [Today, Older].into_iter().cycle().take(100).collect();
        assert_eq!(learned(&mixed).shown(), []);
    }
}
