//! `cargo xtask test`: everything that must hold, from the format of the
//! sources to a browser in front of a real mail server.

use crate::process::{self, find_program};
use crate::report::{Counts, Report, Tally};
use crate::{autobahn, axe, mail_servers, serve, setup};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// The steps, in the order in which they are done: the quick ones first.
pub(crate) const STEPS: [&str; 8] = [
    "format",
    "clippy",
    "wasm",
    "deny",
    "unit",
    "websocket",
    "build",
    "e2e",
];

/// What a person waits for while they work: no packages, no browser.
const QUICK: [&str; 5] = ["format", "clippy", "wasm", "deny", "unit"];

/// The crates without I/O (ARCHITECTURE.md, I1).
const PURE: [&str; 11] = [
    "mail-model",
    "mime-message",
    "html-sanitizer",
    "cards",
    "sasl",
    "imap-client",
    "submission-client",
    "mail-engine",
    "relay-protocol",
    "demo-server",
    "laboratory",
];

const COMPILE_LIMIT: Duration = Duration::from_secs(30 * 60);
const TEST_LIMIT: Duration = Duration::from_secs(45 * 60);

/// Whether a step of this name was asked for; none named means all.
fn is_wanted(only: &[String], step: &str) -> bool {
    let is_quick = QUICK.contains(&step);
    only.is_empty()
        || only
            .iter()
            .any(|name| name == step || (name == "quick" && is_quick))
}

/// Does the steps that were asked for. Whether all of them passed.
pub(crate) fn test(root: &Path, only: &[String]) -> Result<bool> {
    for name in only {
        if name != "quick" && !STEPS.contains(&name.as_str()) {
            bail!(
                "there is no step '{name}'; there is quick, {}",
                STEPS.join(", ")
            );
        }
    }
    let wants = |step: &str| is_wanted(only, step);
    setup::for_build(root)?;
    if wants("format") || wants("clippy") {
        setup::for_lints()?;
    }
    if wants("deny") {
        setup::for_deny()?;
    }
    if wants("e2e") {
        setup::for_e2e()?;
        axe::bring(root)?;
        mail_servers::bring(root)?;
    }

    let mut report = Report::default();
    if wants("format") {
        report.step("format", || format(root));
    }
    if wants("clippy") {
        report.step("clippy, all crates for this machine", || clippy(root));
    }
    if wants("wasm") {
        for name in PURE {
            report.step(&format!("clippy for the browser, no I/O: {name}"), || {
                clippy_pure(root, name)
            });
        }
        report.step("clippy for the browser: web", || clippy_web(root));
    }
    if wants("deny") {
        report.step("cargo deny: layers, licences, sources", || deny(root));
    }
    if wants("unit") {
        report.step("unit tests, transcripts, corpora", || unit(root));
        report.step("examples in the documentation", || doc(root));
    }
    if wants("websocket") {
        report.step("WebSocket conformance (Autobahn)", || autobahn::run(root));
    }
    if wants("build") || wants("e2e") {
        report.step("build the app and the proxy", || {
            serve::build(root, false).map(|()| Counts::PASS)
        });
    }
    if wants("e2e") {
        report.step("real servers, real browser", || e2e(root));
    }
    Ok(report.finish())
}

fn cargo(root: &Path, arguments: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root).args(arguments);
    cargo
}

/// A command that is one check: it succeeds or it does not.
fn single(command: &mut Command) -> Result<Counts> {
    process::run(command, COMPILE_LIMIT).map(|()| Counts::PASS)
}

fn format(root: &Path) -> Result<Counts> {
    single(&mut cargo(root, &["fmt", "--all", "--check"]))
}

fn clippy(root: &Path) -> Result<Counts> {
    single(&mut cargo(
        root,
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--features",
            "porthole/demo",
            "--",
            "-D",
            "warnings",
        ],
    ))
}

/// A pure crate compiles for the browser, and touches neither clock nor file.
fn clippy_pure(root: &Path, name: &str) -> Result<Counts> {
    single(
        cargo(root, &["clippy", "--lib", "--no-deps", "--package", name])
            .args(["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"])
            .env("CLIPPY_CONF_DIR", root.join(".config/pure")),
    )
}

fn clippy_web(root: &Path) -> Result<Counts> {
    single(
        cargo(root, &["clippy", "--no-deps", "--package", "web"]).args([
            "--target",
            "wasm32-unknown-unknown",
            "--",
            "-D",
            "warnings",
        ]),
    )
}

fn deny(root: &Path) -> Result<Counts> {
    // Advisories need a database from elsewhere: for those who have the network.
    single(&mut cargo(
        root,
        &["deny", "check", "bans", "licenses", "sources"],
    ))
}

fn unit(root: &Path) -> Result<Counts> {
    let packages = ["--workspace", "--features", "porthole/demo"];
    if has_nextest() {
        counted(cargo(root, &["nextest", "run"]).args(packages))
    } else {
        counted(
            cargo(
                root,
                &["test", "--lib", "--bins", "--tests", "--no-fail-fast"],
            )
            .args(packages),
        )
    }
}

fn doc(root: &Path) -> Result<Counts> {
    counted(&mut cargo(
        root,
        &["test", "--doc", "--workspace", "--no-fail-fast"],
    ))
}

fn e2e(root: &Path) -> Result<Counts> {
    let mut command = if has_nextest() {
        cargo(
            root,
            &[
                "nextest",
                "run",
                "--package",
                "e2e",
                "--run-ignored",
                "only",
            ],
        )
    } else {
        cargo(
            root,
            &[
                "test",
                "--package",
                "e2e",
                "--no-fail-fast",
                "--",
                "--ignored",
                "--show-output",
                "--test-threads=2",
            ],
        )
    };
    counted(&mut command)
}

/// A test runner's own count; its failure is no error of the step.
fn counted(command: &mut Command) -> Result<Counts> {
    let mut tally = Tally::default();
    let outcome = process::run_listening(command, TEST_LIMIT, |line| tally.note(line));
    match (tally.counts(), outcome) {
        // A runner that fails and counted no failure could not even begin a part.
        (Some(counts), Err(_)) if counts.failed > 0 => Ok(counts),
        (_, Err(error)) => Err(error),
        (Some(counts), Ok(())) => Ok(counts),
        (None, Ok(())) => Ok(Counts::default()),
    }
}

fn has_nextest() -> bool {
    find_program("cargo-nextest").is_some()
}

#[cfg(test)]
mod tests {
    use super::is_wanted;

    #[test]
    fn steps_are_chosen_by_name() {
        let names = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        assert!(is_wanted(&[], "e2e"));
        assert!(is_wanted(&names(&["e2e"]), "e2e"));
        assert!(!is_wanted(&names(&["e2e"]), "unit"));
        assert!(is_wanted(&names(&["quick"]), "unit"));
        assert!(!is_wanted(&names(&["quick"]), "e2e"));
    }
}
