use core::ops::Add;
use core::time::Duration;
use serde::{Deserialize, Serialize};

/// A moment, in milliseconds since 1970-01-01T00:00Z. Time is an argument in
/// these crates (I1): nobody reads a clock.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// How long ago `earlier` was; nothing if it lies ahead, as when the clock was set back.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

impl Add<Duration> for Timestamp {
    type Output = Self;
    fn add(self, duration: Duration) -> Self {
        Self(
            self.0
                .saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)),
        )
    }
}

/// A moment as somebody wrote it down, with the offset of their clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DateTime {
    /// The moment.
    pub timestamp: Timestamp,
    /// The writer's offset from UTC, in minutes east.
    pub offset_minutes: i16,
}
