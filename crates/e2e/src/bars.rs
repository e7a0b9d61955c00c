//! Bars for what takes time. A loaded machine makes anything slow that is told by
//! the clock, so a test's verdict never hangs on it: such figures are printed, and
//! judged where somebody measures (`cargo xtask bench frames`). How long a task had
//! the processor grows little with what else a machine does; that is judged always,
//! with room to spare.

use std::time::Duration;

/// The environment variable that has figures by the clock judged, and others
/// without room to spare.
pub const ARMS: &str = "E2E_BARS";

/// A task is long from here on (W3C Long Tasks).
pub const LONG: Duration = Duration::from_millis(50);

/// The processor's time may be so many times as long where nobody measures:
/// neighbours share its caches and its cores.
const ROOM: u32 = 4;

/// Whether somebody measures.
pub fn are_armed() -> bool {
    std::env::var_os(ARMS).is_some()
}

/// Milliseconds by the clock, or frames by it.
///
/// # Panics
/// Where somebody measures and it is more.
pub fn by_clock(what: &str, milliseconds: f64, most: f64) {
    println!("{what}: {milliseconds:.1} of {most:.1} ms");
    assert!(
        !are_armed() || milliseconds <= most,
        "{what}: {milliseconds:.1} ms are more than {most:.1} ms"
    );
}

/// How long something had the processor.
///
/// # Panics
/// When it is more, or where nobody measures much more.
pub fn by_processor(what: &str, taken: Duration, most: Duration) {
    println!("{what}: {taken:?} of {most:?} on the processor");
    let most = if are_armed() { most } else { most * ROOM };
    assert!(taken <= most, "{what}: {taken:?} are more than {most:?}");
}
