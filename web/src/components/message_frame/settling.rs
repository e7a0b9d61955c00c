//! How tall the frame is, as its document changes.

/// How often a frame may grow at one width. A message as tall as its own frame
/// plus a bit would grow for ever.
const MOST_GROWTHS: u32 = 200;

/// How often it may shrink at one width. A message that is short in a tall frame
/// and tall in a short one (`@media (min-height)`) would go up and down for ever.
const MOST_SHRINKS: u32 = 12;

/// A frame on its way to rest.
#[derive(Debug, Default)]
pub(super) struct Settling {
    width: i32,
    height: i32,
    growths: u32,
    shrinks: u32,
}

impl Settling {
    /// The document of a frame of this width wants to be so tall now. The height
    /// to be set, if that is to be changed. As long as not all of the document is
    /// there its changes do not count.
    pub(super) fn wants(&mut self, width: i32, height: i32, is_whole: bool) -> Option<i32> {
        if width != self.width {
            (self.width, self.growths, self.shrinks) = (width, 0, 0);
        }
        let (changes, most) = match height - self.height {
            0 => return None,
            1.. => (&mut self.growths, MOST_GROWTHS),
            _ => (&mut self.shrinks, MOST_SHRINKS),
        };
        if *changes >= most {
            return None;
        }
        *changes += u32::from(is_whole);
        self.height = height;
        Some(height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_as_tall_as_its_document() {
        let mut settling = Settling::default();
        assert_eq!(settling.wants(600, 400, true), Some(400));
        assert_eq!(settling.wants(600, 400, true), None);
        assert_eq!(settling.wants(600, 300, true), Some(300));
    }

    #[test]
    fn one_that_grows_for_ever_stops() {
        let mut settling = Settling::default();
        let grown = (1..1000).filter_map(|height| settling.wants(600, height, true));
        assert_eq!(grown.count(), MOST_GROWTHS as usize);
        assert_eq!(settling.wants(500, 1000, true), Some(1000), "another width");
    }

    #[test]
    fn one_that_goes_up_and_down_rests_where_all_of_it_is_seen() {
        let mut settling = Settling::default();
        let heights = [300, 600].into_iter().cycle().take(1000);
        let set: Vec<_> = heights
            .filter_map(|height| settling.wants(600, height, true))
            .collect();
        assert!(set.len() < 30, "{}", set.len());
        assert_eq!(set.last(), Some(&600));
    }

    #[test]
    fn what_is_still_being_filled_may_change_as_it_likes() {
        let mut settling = Settling::default();
        let grown = (1..1000).filter_map(|height| settling.wants(600, height, false));
        assert_eq!(grown.count(), 999);
    }
}
