//! How the open message is looked at: what belongs to this look alone, and
//! begins anew with the next message.

use crate::reactive::*;

/// The steps of the zoom, in percent of what fits.
const ZOOM_STEPS: [u32; 9] = [50, 67, 80, 90, 100, 110, 125, 150, 200];
/// The zoom at which everything begins.
const FITTING: u32 = 100;

/// How the open message is looked at. A handle: copies are the same look.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Look {
    zoom: RwSignal<u32>,
    /// The sender's own colours, though it is dark.
    keeps_colours: RwSignal<bool>,
    /// The source instead of the body.
    is_source: RwSignal<bool>,
}

impl Look {
    pub(super) fn new() -> Self {
        Self {
            zoom: RwSignal::new(FITTING),
            keeps_colours: RwSignal::new(false),
            is_source: RwSignal::new(false),
        }
    }
    /// Percent of what fits.
    pub(super) fn zoom(self) -> ReadSignal<u32> {
        self.zoom.read_only()
    }
    /// One step larger (1) or smaller (-1), or back to what fits (0).
    pub(super) fn change_zoom(self, by: i32) {
        self.zoom.update(|zoom| *zoom = zoom_after(*zoom, by));
    }
    /// Whether the sender's own colours are shown though it is dark.
    pub(super) fn keeps_colours(self) -> ReadSignal<bool> {
        self.keeps_colours.read_only()
    }
    /// Shows the sender's own colours, or darkens them again.
    pub(super) fn toggle_colours(self) {
        self.keeps_colours.update(|keeps| *keeps = !*keeps);
    }
    /// Whether the source is shown.
    pub(super) fn is_source(self) -> ReadSignal<bool> {
        self.is_source.read_only()
    }
    /// Shows the source, or the body again.
    pub(super) fn toggle_source(self) {
        self.is_source.update(|is_source| *is_source = !*is_source);
    }
}

fn zoom_after(zoom: u32, by: i32) -> u32 {
    let next = match by {
        1 => ZOOM_STEPS.into_iter().find(|step| *step > zoom),
        -1 => ZOOM_STEPS.into_iter().rfind(|step| *step < zoom),
        _ => Some(FITTING),
    };
    next.unwrap_or(zoom)
}

#[cfg(test)]
mod tests {
    use super::zoom_after;

    #[test]
    fn zoom_goes_by_steps_and_ends_at_the_last() {
        for (zoom, by, expected) in [
            (100, 1, 110),
            (100, -1, 90),
            (200, 1, 200),
            (50, -1, 50),
            (150, 0, 100),
        ] {
            assert_eq!(zoom_after(zoom, by), expected, "{zoom} {by}");
        }
    }
}
