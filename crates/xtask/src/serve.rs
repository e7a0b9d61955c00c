//! Starts the app for a person: in front of the demo, or of their own server.

use crate::process::{self, Running};
use crate::report::step;
use crate::{setup, web_build};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

const COMPILE_LIMIT: Duration = Duration::from_secs(30 * 60);

/// A person works with it as long as they like.
const A_LONG_TIME: Duration = Duration::from_secs(10 * 365 * 24 * 3600);

/// The app in front of the built-in mail server.
pub(crate) fn demo(root: &Path, port: u16, fast: bool) -> Result<ExitCode> {
    build(root, fast)?;
    println!("\nLog in as \"demo\" with the password \"demo\". Ctrl+C ends it.");
    let listen = format!("127.0.0.1:{port}");
    serve(Command::new(porthole(root)).args(["demo", "--listen", &listen]))
}

/// The app in front of the servers that a configuration names.
pub(crate) fn run(root: &Path, config: &Path, fast: bool) -> Result<ExitCode> {
    // Said before the minutes that a first build takes, not after.
    std::fs::metadata(config).with_context(|| format!("cannot read {}", config.display()))?;
    build(root, fast)?;
    println!("\nCtrl+C ends it.");
    serve(
        Command::new(porthole(root))
            .arg("serve")
            .arg("--config")
            .arg(config),
    )
}

/// Builds both halves.
pub(crate) fn build(root: &Path, fast: bool) -> Result<()> {
    setup::for_build(root)?;
    web_build::build(root, fast)?;
    step("compile the proxy, with the app inside", || {
        process::run(
            Command::new("cargo")
                .current_dir(root)
                .args([
                    "build",
                    "--release",
                    "--package",
                    "porthole",
                    "--features",
                    "demo",
                ])
                .env("PORTHOLE_DIST", root.join("dist")),
            COMPILE_LIMIT,
        )
    })
}

/// Where [`build`] puts the proxy.
pub(crate) fn porthole(root: &Path) -> std::path::PathBuf {
    root.join("target/release/porthole")
}

fn serve(command: &mut Command) -> Result<ExitCode> {
    let status = Running::start(command)?.wait(A_LONG_TIME)?;
    Ok(match status.code() {
        Some(0) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}
