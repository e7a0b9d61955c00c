use std::ops::Range;
use std::sync::Arc;

/// How tall an element may be. Browsers stop at 17.9 million pixels (Firefox)
/// or 33.5 million (Chromium): below that, a list of any length has one scroll
/// bar; above it, each pixel of the scroll bar stands for several of the list.
const MOST_PIXELS: f64 = 16_000_000.0;

/// How tall a heading between rows is, in CSS pixels; `virtual_list.css` draws
/// it so.
pub(super) const HEAD_HEIGHT: f64 = 28.0;

/// A list's measures, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Extent {
    /// How many rows there are.
    pub(super) total: u32,
    /// How tall each is.
    pub(super) row_height: f64,
    /// How tall the part is that one sees.
    pub(super) view_height: f64,
    /// The rows that have a heading above them, in ascending order. Headings are
    /// no rows, and change no row's number.
    pub(super) heads: Arc<[u32]>,
}

impl Extent {
    /// How tall the scrolled content is made.
    pub(super) fn height(&self) -> f64 {
        self.full_height().min(MOST_PIXELS)
    }

    /// Whether a pixel of the scroll bar stands for more than one of the list.
    pub(super) fn is_compressed(&self) -> bool {
        self.full_height() > MOST_PIXELS
    }

    /// The rows in view, even in part, and `margin` more on both sides. The end
    /// may lie beyond the list's: there the view is, should the list grow.
    pub(super) fn window(&self, scroll_top: f64, margin: u32) -> Range<u32> {
        let top = self.position(scroll_top);
        let (first, _) = self.row_at(top);
        let (last, within) = self.row_at(top + self.view_height.max(1.0));
        let end = last.saturating_add(u32::from(within > 0.0));
        first.saturating_sub(margin)..end.saturating_add(margin)
    }

    /// The rows that are to exist: those in view with `margin`, but those in view
    /// alone when the view jumped away from all of `shown`. While the scroll bar is
    /// dragged most places are only passed, and each row costs its part of a frame.
    pub(super) fn rows(&self, scroll_top: f64, margin: u32, shown: &Range<u32>) -> Range<u32> {
        let seen = self.window(scroll_top, 0);
        let jumped = seen.start >= shown.end || seen.end <= shown.start;
        match jumped && !shown.is_empty() {
            true => seen,
            false => self.window(scroll_top, margin),
        }
    }

    /// Where a row's top lies within the scrolled content, below its heading.
    pub(super) fn row_top(&self, row: u32, scroll_top: f64) -> f64 {
        let top = self.top(row);
        if self.is_compressed() {
            scroll_top + top - self.position(scroll_top)
        } else {
            top
        }
    }

    /// Where to scroll so that a row is in view in whole, with its heading;
    /// `None` if it is.
    pub(super) fn reveal(&self, row: u32, scroll_top: f64) -> Option<f64> {
        let position = self.position(scroll_top);
        let row = row.min(self.total);
        let bottom = self.top(row) + self.row_height;
        // The heading of a row's group stays at the top of the view.
        let has_group = self.heads.first().is_some_and(|first| *first <= row);
        let top = self.top(row) - if has_group { HEAD_HEIGHT } else { 0.0 };
        if top < position {
            Some(self.scroll_top_at(top))
        } else if bottom > position + self.view_height {
            Some(self.scroll_top_at(bottom - self.view_height))
        } else {
            None
        }
    }

    /// Where to scroll so that a row is in the middle; to the first row if that is in
    /// view with it.
    pub(super) fn middle(&self, row: u32) -> f64 {
        match self.reveal(row, 0.0) {
            Some(_) => {
                self.scroll_top_at(self.top(row) - (self.view_height - self.row_height) / 2.0)
            }
            None => 0.0,
        }
    }

    /// What is at the top of the view: a row, and how far of it, or of its heading
    /// where that is less than nothing, is out of view.
    pub(super) fn anchor(&self, scroll_top: f64) -> (u32, f64) {
        self.row_at(self.position(scroll_top))
    }

    /// The same where rows are as tall as in `other`: as much of the row, in
    /// parts of it, is out of view.
    pub(super) fn anchor_in(&self, other: &Self, scroll_top: f64) -> (u32, f64) {
        let (row, within) = self.anchor(scroll_top);
        let share = other.row_height / self.row_height;
        (row, if within > 0.0 { within * share } else { within })
    }

    /// Where to scroll so that this is at the top of the view.
    pub(super) fn scroll_top_of(&self, (row, within): (u32, f64)) -> f64 {
        self.scroll_top_at(self.top(row) + within)
    }

    /// Where to scroll so that the view stands still over its rows when so many
    /// more are above it.
    pub(super) fn shifted(&self, rows: i64, scroll_top: f64) -> f64 {
        let position = self.position(scroll_top) + rows as f64 * self.row_height;
        self.scroll_top_at(position)
    }

    /// The groups that some of these rows are of: the row that each one's heading
    /// stands above, and from where to where the heading may stand. The measures
    /// begin where the first of the rows does, with its heading if it has one.
    pub(super) fn groups(&self, rows: Range<u32>) -> Vec<(u32, Range<f64>)> {
        let begin = self.top(rows.start) - self.head_height(rows.start);
        let begins = |row: u32| self.top(row) - self.head_height(row) - begin;
        // The first of them has begun above these rows, perhaps.
        let before = self.heads.partition_point(|head| *head <= rows.start);
        let heads = self.heads.iter().skip(before.saturating_sub(1));
        let heads: Vec<u32> = heads.copied().take_while(|head| *head < rows.end).collect();
        let ends = heads.iter().skip(1).chain([&rows.end]);
        heads
            .iter()
            .zip(ends)
            .map(|(head, end)| (*head, begins(*head).max(0.0)..begins(*end)))
            .collect()
    }

    /// How tall the heading above a row is: nothing where there is none.
    pub(super) fn head_height(&self, row: u32) -> f64 {
        match self.heads.binary_search(&row) {
            Ok(_) => HEAD_HEIGHT,
            Err(_) => 0.0,
        }
    }

    fn full_height(&self) -> f64 {
        f64::from(self.total) * self.row_height + self.heads.len() as f64 * HEAD_HEIGHT
    }

    /// The list's pixel at which a row begins, below its heading.
    fn top(&self, row: u32) -> f64 {
        let heads = self.heads.partition_point(|head| *head <= row);
        f64::from(row) * self.row_height + heads as f64 * HEAD_HEIGHT
    }

    /// The row at a pixel of the list, and how far below the row's top that is:
    /// less than nothing within its heading.
    fn row_at(&self, position: f64) -> (u32, f64) {
        let above = |head: &u32| self.top(*head) - HEAD_HEIGHT <= position;
        let passed = self.heads.partition_point(above);
        let rows = position - passed as f64 * HEAD_HEIGHT;
        let row = (rows / self.row_height).floor().max(0.0) as u32;
        // Within a heading the row below it counts.
        let first = passed.checked_sub(1).and_then(|last| self.heads.get(last));
        let row = row.max(first.copied().unwrap_or(0));
        (row, position - self.top(row))
    }

    /// The list's pixel at the top of the view.
    fn position(&self, scroll_top: f64) -> f64 {
        let most = (self.height() - self.view_height).max(0.0);
        scroll_top.clamp(0.0, most) * self.compression()
    }

    fn scroll_top_at(&self, position: f64) -> f64 {
        position.max(0.0) / self.compression()
    }

    /// How many pixels of the list one of the scroll bar stands for.
    fn compression(&self) -> f64 {
        if self.is_compressed() {
            (self.full_height() - self.view_height) / (MOST_PIXELS - self.view_height)
        } else {
            1.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Extent, HEAD_HEIGHT};
    use std::sync::Arc;

    fn extent(total: u32) -> Extent {
        Extent {
            total,
            row_height: 60.0,
            view_height: 600.0,
            heads: Arc::new([]),
        }
    }

    /// The same with headings.
    fn headed(total: u32) -> Extent {
        let heads = [0, 3, 4, 9, total / 2, total - 1];
        let mut heads: Vec<u32> = heads.into_iter().filter(|row| *row < total).collect();
        heads.sort_unstable();
        heads.dedup();
        Extent {
            heads: heads.into(),
            ..extent(total)
        }
    }

    const TOTALS: [u32; 6] = [11, 1_000, 100_000, 266_666, 1_000_000, u32::MAX];

    #[test]
    fn a_jump_is_shown_without_what_lies_beside_it_until_it_rests() {
        let extent = extent(100_000);
        let begin = extent.rows(0.0, 8, &(0..0));
        assert_eq!(begin, 0..18);
        assert_eq!(extent.rows(600.0, 8, &begin), 2..28, "the next rows");
        let jumped = extent.rows(60_000.0, 8, &begin);
        assert_eq!(jumped, 1_000..1_010);
        assert_eq!(extent.rows(60_000.0, 8, &jumped), 992..1_018, "at rest");
        assert_eq!(extent.rows(0.0, 8, &jumped), 0..10, "back");
    }

    #[test]
    fn the_top_shows_the_first_rows_and_the_end_the_last() {
        for total in TOTALS {
            let extent = extent(total);
            assert_eq!(extent.window(0.0, 0), 0..10);
            let end = extent.height() - 600.0;
            assert_eq!(extent.window(end, 0), total - 10..total, "{total}");
        }
    }

    #[test]
    fn a_short_list_is_seen_from_its_first_row() {
        assert_eq!(extent(12).window(30.0, 5), 0..16);
        assert_eq!(extent(0).window(0.0, 5), 0..15);
        assert_eq!(extent(3).window(9_999.0, 5), 0..15);
    }

    #[test]
    fn a_list_in_a_view_without_height_still_has_a_row() {
        let extent = Extent {
            view_height: 0.0,
            ..extent(100)
        };
        assert_eq!(extent.window(0.0, 0), 0..1);
    }

    #[test]
    fn no_list_is_taller_than_browsers_can_draw() {
        for total in TOTALS {
            assert!(extent(total).height() <= 16_000_000.0);
        }
    }

    #[test]
    fn a_revealed_row_is_in_view_in_whole() {
        for extent in TOTALS
            .into_iter()
            .flat_map(|total| [extent(total), headed(total)])
        {
            let total = extent.total;
            for row in [0, 1, total / 3, total / 2, total - 1] {
                for from in [0.0, 5_000.0, extent.height() / 2.0, extent.height()] {
                    let scroll_top = extent.reveal(row, from).unwrap_or(from);
                    let most = (extent.height() - 600.0).max(0.0);
                    let scroll_top = scroll_top.clamp(0.0, most);
                    let top = extent.row_top(row, scroll_top) - scroll_top;
                    assert!(
                        (-0.01..=540.01).contains(&top),
                        "row {row} of {total} is at {top}"
                    );
                    let again = extent.reveal(row, scroll_top);
                    assert!(again.is_none_or(|to| (to - scroll_top).abs() < 0.01));
                }
            }
        }
    }

    #[test]
    fn a_row_comes_to_the_middle_unless_the_first_rows_show_it() {
        for total in TOTALS {
            let extent = extent(total);
            assert_eq!(extent.middle(9), 0.0);
            for row in [10, total / 2, total - 1] {
                let most = (extent.height() - 600.0).max(0.0);
                let to = extent.middle(row).clamp(0.0, most);
                let seen = extent.window(to, 0);
                assert!(seen.contains(&row), "{row} of {total} in {seen:?}");
                let is_at_end = (to - most).abs() < 0.01;
                assert!(is_at_end || seen.start + 4 <= row && row + 4 <= seen.end);
            }
        }
    }

    #[test]
    fn what_is_at_the_top_of_the_view_can_be_put_there_again() {
        for total in TOTALS {
            for extent in [extent(total), headed(total)] {
                for from in [0.0, 7.0, 29.0, extent.height() / 3.0] {
                    let most = (extent.height() - 600.0).max(0.0);
                    let from = f64::min(from, most);
                    let again = extent.scroll_top_of(extent.anchor(from));
                    assert!((again - from).abs() < 0.01, "{from} of {total}: {again}");
                }
            }
        }
    }

    #[test]
    fn the_row_at_the_top_is_the_same_when_rows_become_lower_or_taller() {
        for total in TOTALS {
            let before = headed(total);
            for row_height in [28.0, 32.0, 84.0] {
                let after = Extent {
                    row_height,
                    ..before.clone()
                };
                for from in [20.0, 59.0, before.height() / 3.0] {
                    let from = f64::min(from, (before.height() - 600.0).max(0.0));
                    let to = after.scroll_top_of(before.anchor_in(&after, from));
                    // Where the list is too short for it, it ends there.
                    let is_reachable = to <= (after.height() - 600.0).max(0.0);
                    let (row, again) = (before.anchor(from).0, after.anchor(to).0);
                    // Compression rounds away less than a row.
                    assert!(!is_reachable || row.abs_diff(again) <= 1, "{row} {again}");
                    assert!(!is_reachable || after.is_compressed() || row == again);
                }
            }
        }
    }

    #[test]
    fn headings_take_room_and_no_numbers() {
        let plain = extent(100);
        let with = headed(100);
        assert_eq!(with.height(), plain.height() + 6.0 * HEAD_HEIGHT);
        // Row by row: each begins where the one before ends, and its heading.
        let mut end = 0.0;
        for row in 0..100 {
            let top = with.row_top(row, 0.0);
            assert_eq!(top, end + with.head_height(row), "{row}");
            end = top + 60.0;
            assert_eq!(with.row_at(top).0, row);
            assert_eq!(with.row_at(top - with.head_height(row)).0, row);
        }
        assert_eq!(end, with.height());
        assert_eq!(with.window(0.0, 0), 0..9);
    }

    #[test]
    fn rows_in_view_stand_still_when_others_come_above_them() {
        for total in TOTALS {
            let before = extent(total);
            let after = extent(total.saturating_add(3));
            let scroll_top = (before.height() - 600.0) / 2.0;
            let row = before.window(scroll_top, 0).start;
            let moved = after.shifted(i64::from(after.total - total), scroll_top);
            let was = before.row_top(row, scroll_top) - scroll_top;
            let is = after.row_top(row + (after.total - total), moved) - moved;
            // Compression changes by a hair with the total.
            assert!((was - is).abs() < 120.0, "{total}: {was} {is}");
            assert!(
                after.is_compressed() || (was - is).abs() < 0.01,
                "{total}: {was} {is}"
            );
        }
    }

    #[test]
    fn a_heading_stands_within_its_group() {
        let extent = Extent {
            total: 100,
            row_height: 10.0,
            view_height: 50.0,
            heads: Arc::new([0, 3, 20]),
        };
        // From the beginning: each below the rows of the one before.
        let all = extent.groups(0..10);
        assert_eq!(
            all,
            vec![
                (0, 0.0..HEAD_HEIGHT + 30.0),
                (3, HEAD_HEIGHT + 30.0..2.0 * HEAD_HEIGHT + 100.0)
            ]
        );
        // In the middle of a group its heading may stand above the first row.
        assert_eq!(extent.groups(5..10), vec![(3, 0.0..50.0)]);
        // Where a group begins its heading has its room.
        let last = extent.groups(20..22);
        assert_eq!(last, vec![(20, 0.0..HEAD_HEIGHT + 20.0)]);
        let none = Extent {
            heads: Arc::new([]),
            ..extent
        };
        assert!(none.groups(0..10).is_empty());
    }
}
