//! Brings what the machine lacks. Everything lands in rustup's, cargo's or the
//! package manager's own place, or in `.tools/` beside the sources.

use crate::process::{self, find_program};
use crate::report::step;
use anyhow::{Context, Result, bail};
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

/// What the formatting and lint steps need.
pub(crate) fn for_lints() -> Result<()> {
    for (program, component) in [("cargo-fmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        if find_program(program).is_none() {
            let name = format!("{component} is missing: rustup adds it (some seconds)");
            step(&name, || {
                process::run(
                    Command::new("rustup").args(["component", "add", component]),
                    INSTALL_LIMIT,
                )
            })?;
        }
    }
    Ok(())
}

/// What the policy step needs.
pub(crate) fn for_deny() -> Result<()> {
    if find_program("cargo-deny").is_some() {
        return Ok(());
    }
    step(
        "cargo-deny is missing: cargo installs it (some minutes)",
        || {
            process::run(
                Command::new("cargo")
                    .args(["install", "--locked", "cargo-deny"])
                    // It runs for a second: built soon is better than built well.
                    .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
                    .env("CARGO_PROFILE_RELEASE_LTO", "off")
                    .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256"),
                INSTALL_LIMIT,
            )
        },
    )
}

/// What the browser tests need, as files that show that they are there, and
/// Debian's packages that bring them.
const SYSTEM: [(&str, &str); 9] = [
    ("/usr/bin/chromium", "chromium"),
    ("/usr/bin/chromedriver", "chromium-driver"),
    ("/usr/sbin/dovecot", "dovecot-core"),
    ("/usr/lib/dovecot/imap", "dovecot-imapd"),
    ("/usr/lib/dovecot/submission", "dovecot-submissiond"),
    // What was printed is read back.
    ("/usr/bin/pdftotext", "poppler-utils"),
    // Screenshots show boxes for what no font has.
    (
        "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
        "fonts-noto-core",
    ),
    (
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        "fonts-noto-cjk",
    ),
    (
        "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf",
        "fonts-noto-color-emoji",
    ),
];

/// What the step with real servers and a real browser needs.
pub(crate) fn for_e2e() -> Result<()> {
    let missing: Vec<&str> = SYSTEM
        .iter()
        .filter(|(file, _)| !Path::new(file).exists())
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages = missing.join(" ");
    if !nix::unistd::geteuid().is_root() || find_program("apt-get").is_none() {
        bail!(
            "the browser tests need packages of the system. On Debian, as root:\n\n    apt-get install --no-install-recommends {packages}\n\nWithout them, `cargo xtask test quick` runs the rest."
        );
    }
    step(
        &format!("apt-get installs {packages} (a minute or two)"),
        || {
            process::run(Command::new("apt-get").arg("update"), INSTALL_LIMIT)?;
            process::run(
                Command::new("apt-get")
                    .args(["install", "--yes", "--no-install-recommends"])
                    .args(&missing)
                    .env("DEBIAN_FRONTEND", "noninteractive")
                    // Dovecot's own start is not wanted; the tests start theirs.
                    .env("RUNLEVEL", "1"),
                INSTALL_LIMIT,
            )
        },
    )
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
