use mail_model::Timestamp;

/// The engine's time: the browser's, but never backwards. Where the browser's
/// clock is set back, the engine's goes on from where it stood, so that a wait
/// of a second stays one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clock {
    /// The engine's time when it was last told the browser's.
    now: Timestamp,
    /// So many milliseconds it is ahead of the browser's.
    ahead: i64,
}

impl Clock {
    /// The browser's time is this; tells the engine's.
    pub(crate) fn hear(&mut self, browser: Timestamp) -> Timestamp {
        let before = self.now;
        self.now = Timestamp(browser.0.saturating_add(self.ahead));
        if self.now < before {
            self.now = before;
            self.ahead = before.0.saturating_sub(browser.0);
        }
        self.now
    }
    /// A moment of the engine's time in the browser's.
    pub(crate) fn in_browser(self, at: Timestamp) -> Timestamp {
        Timestamp(at.0.saturating_sub(self.ahead))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_set_back_neither_stops_time_nor_turns_it() {
        let mut clock = Clock::default();
        assert_eq!(clock.hear(Timestamp(5_000)), Timestamp(5_000));
        assert_eq!(clock.hear(Timestamp(2_000)), Timestamp(5_000));
        assert_eq!(clock.hear(Timestamp(2_300)), Timestamp(5_300));
        assert_eq!(clock.in_browser(Timestamp(6_300)), Timestamp(3_300));
        assert_eq!(clock.hear(Timestamp(9_000)), Timestamp(12_000));
        assert_eq!(clock.hear(Timestamp(i64::MIN)), Timestamp(12_000));
        assert_eq!(clock.hear(Timestamp(i64::MAX)), Timestamp(i64::MAX));
    }
}
