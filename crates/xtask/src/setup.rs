//! Brings what the machine lacks. Everything lands in rustup's, cargo's or the
//! package manager's own place, or in `.tools/` beside the sources.

use crate::process::{self, find_program};
use crate::report::step;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The npm package that carries wasm-opt.
const BINARYEN: &str = "binaryen@132.0.0";

const INSTALL_LIMIT: Duration = Duration::from_secs(20 * 60);

/// What `build`, `demo` and `run` need: the wasm32 target, and wasm-opt if it can be had.
pub(crate) fn for_build(root: &Path) -> Result<()> {
    wasm_target()?;
    wasm_opt(root);
    Ok(())
}

/// How to call wasm-opt, if it is there: npm's is a program for node.
pub(crate) fn find_wasm_opt(root: &Path) -> Option<Command> {
    if let Some(program) = find_program("wasm-opt") {
        return Some(Command::new(program));
    }
    let script = binaryen_script(root);
    let node = find_program("node")?;
    script.is_file().then(|| {
        let mut command = Command::new(node);
        command.arg(script);
        command
    })
}

fn wasm_target() -> Result<()> {
    let output = Command::new("rustc")
        .args([
            "--print",
            "target-libdir",
            "--target",
            "wasm32-unknown-unknown",
        ])
        .output()
        .context("cannot start rustc")?;
    let folder = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    if output.status.success() && folder.is_dir() {
        return Ok(());
    }
    step(
        "Rust's wasm32 target is missing: rustup adds it (some seconds)",
        || {
            process::run(
            Command::new("rustup").args(["target", "add", "wasm32-unknown-unknown"]),
            INSTALL_LIMIT,
        )
        .context("the target wasm32-unknown-unknown of this Rust toolchain is needed; add it in the way that your Rust was installed")
        },
    )
}

/// Without wasm-opt the app works all the same, so that its absence is no error.
fn wasm_opt(root: &Path) {
    if find_wasm_opt(root).is_some() {
        return;
    }
    if find_program("node").is_none() || find_program("npm").is_none() {
        println!("    no npm here, so no wasm-opt: the modules will be about a tenth larger");
        return;
    }
    let installed = step(
        "wasm-opt is missing: npm puts it into .tools/ (some seconds)",
        || {
            process::run(
                Command::new("npm")
                    .args([
                        "install",
                        "--no-save",
                        "--no-audit",
                        "--no-fund",
                        "--loglevel=error",
                    ])
                    .arg("--prefix")
                    .arg(root.join(".tools"))
                    .arg(BINARYEN),
                INSTALL_LIMIT,
            )
        },
    );
    if let Err(error) = installed {
        println!("    going on without it, the modules will be about a tenth larger: {error:#}");
    }
}

fn binaryen_script(root: &Path) -> PathBuf {
    root.join(".tools/node_modules/binaryen/bin/wasm-opt")
}
