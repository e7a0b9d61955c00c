//! What a chain of steps says while it goes on.

use std::time::Instant;

/// Names a step, does it, and says how long it took.
pub(crate) fn step<T, E>(name: &str, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let begin = Instant::now();
    println!("==> {name}");
    let result = work();
    let outcome = if result.is_ok() { "done" } else { "FAILED" };
    println!("    {outcome} in {:.1} s", begin.elapsed().as_secs_f64());
    result
}
