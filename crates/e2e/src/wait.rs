//! Waiting for what comes by itself, with an end.

use std::future::Future;
use std::time::{Duration, Instant};

/// How long anything may take unless a scenario says otherwise: generous,
/// because a loaded machine is no failure.
pub const PATIENCE: Duration = Duration::from_secs(30);

const POLL: Duration = Duration::from_millis(10);

/// Asks again and again until there is an answer; how long that took is told too.
///
/// # Panics
/// When [`PATIENCE`] is over, naming what was awaited.
pub async fn until<T, F>(what: &str, mut ask: impl FnMut() -> F) -> (T, Duration)
where
    F: Future<Output = Option<T>>,
{
    let begin = Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return (answer, begin.elapsed());
        }
        assert!(
            begin.elapsed() < PATIENCE,
            "waited {PATIENCE:?} in vain for {what}"
        );
        tokio::time::sleep(POLL).await;
    }
}
