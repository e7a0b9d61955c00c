//! `cargo xtask bench`: what the budgets name, measured, beside its targets.

use crate::process;
use crate::{serve, setup, size};
use anyhow::Result;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(30 * 60);

/// Builds everything as it is shipped, then measures. Figures inform; only a
/// measurement that cannot be made is a failure.
pub(crate) fn bench(root: &Path) -> Result<()> {
    setup::for_build(root)?;
    setup::for_e2e()?;
    serve::build(root, false)?;
    println!("\n== what a visit loads");
    size::size(root)?;
    println!("\n== what a person waits for, 100,000 messages on Dovecot");
    process::run(
        Command::new("cargo").current_dir(root).args([
            "run",
            "--quiet",
            "--package",
            "e2e",
            "--example",
            "bench",
        ]),
        LIMIT,
    )?;
    println!("\n== the proxy");
    process::run(
        Command::new("cargo")
            .current_dir(root)
            .args(["run", "--quiet", "--release", "--package", "porthole"])
            .args(["--example", "relay_bench"]),
        LIMIT,
    )
}
