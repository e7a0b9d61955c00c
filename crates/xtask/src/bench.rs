//! `cargo xtask bench`: what the budgets name, measured, beside its targets.

use crate::process;
use crate::web_module::WebModule;
use crate::{serve, setup, size};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(30 * 60);

/// What can be measured, in this order.
const PARTS: [&str; 8] = [
    "size", "layers", "person", "tasks", "million", "sending", "proxy", "frames",
];

/// The tests that hold bars on time where somebody measures, by what their names
/// contain.
const FRAMES: [&str; 6] = [
    "without_losing_frames",
    "no_long_task",
    "25_megabytes",
    "each_action_shows_at_once",
    "proposed_at_once",
    "on_screen_by_itself",
];

/// What arms their bars (`e2e::bars`).
const ARMS: (&str, &str) = ("E2E_BARS", "1");

/// Builds everything as it is shipped, then measures: all, or the parts that
/// were asked for. Figures inform; only a measurement that cannot be made is a
/// failure, and of frames what is beyond its bar.
pub(crate) fn bench(root: &Path, only: &[String]) -> Result<()> {
    if let Some(other) = only.iter().find(|name| !PARTS.contains(&name.as_str())) {
        bail!("there is no part '{other}'; there is {}", PARTS.join(", "));
    }
    let wants = |part: &str| only.is_empty() || only.iter().any(|name| name == part);
    setup::for_build(root)?;
    setup::for_e2e()?;
    if ["size", "person", "tasks", "frames"].into_iter().any(wants) {
        serve::build(root, false)?;
    }
    if wants("size") {
        println!("\n== what a visit loads");
        size::size(root)?;
    }
    if wants("layers") {
        println!("\n== from the wire to the page, in the browser and on this machine");
        layers(root)?;
    }
    if wants("person") {
        println!("\n== what a person waits for, 100,000 messages on Dovecot");
        example(root, &["--package", "e2e", "--example", "bench"], None)?;
    }
    if wants("tasks") {
        println!("\n== four tasks, beside Roundcube on the same Dovecot");
        let tasks = ["--release", "--package", "e2e", "--example", "tasks"];
        example(root, &tasks, None)?;
    }
    if wants("million") {
        println!("\n== a thousand messages and a million on Dovecot, without a browser");
        let million = ["--release", "--package", "e2e", "--example", "million"];
        example(root, &million, None)?;
    }
    if wants("sending") {
        println!("\n== a thousand letters, each sent while chance lets things go wrong");
        let sending = [
            "--release",
            "--package",
            "laboratory",
            "--example",
            "sending",
        ];
        example(root, &sending, None)?;
    }
    if wants("proxy") {
        println!("\n== the proxy");
        let relay = [
            "--release",
            "--package",
            "porthole",
            "--example",
            "relay_bench",
        ];
        example(root, &relay, None)?;
    }
    if wants("frames") {
        println!("\n== frames, echoes and long tasks in the browser, by the clock");
        frames(root)?;
    }
    Ok(())
}

/// The tests of smoothness, one after the other, with their bars armed.
fn frames(root: &Path) -> Result<()> {
    let mut tests = Command::new("cargo");
    tests
        .current_dir(root)
        .args(["test", "--quiet", "--package", "e2e", "--tests"])
        .args(["--no-fail-fast", "--", "--ignored", "--nocapture"])
        .arg("--test-threads=1")
        .args(FRAMES)
        .env(ARMS.0, ARMS.1);
    process::run(&mut tests, LIMIT)
}

fn example(root: &Path, which: &[&str], argument: Option<&Path>) -> Result<()> {
    let mut run = Command::new("cargo");
    run.current_dir(root).args(["run", "--quiet"]).args(which);
    if let Some(argument) = argument {
        run.arg("--").arg(argument);
    }
    process::run(&mut run, LIMIT)
}

/// The laboratory's layers as a module, and the program that runs both.
fn layers(root: &Path) -> Result<()> {
    let laboratory = ["--package", "laboratory", "--example", "layers"];
    let target = ["--profile", "wasm", "--target", "wasm32-unknown-unknown"];
    let mut build = Command::new("cargo");
    build.current_dir(root).arg("build").args(laboratory);
    process::run(build.args(target), LIMIT)?;
    let compiled = "target/wasm32-unknown-unknown/wasm/examples/layers.wasm";
    let module = WebModule::bind(root, "layers", &root.join(compiled), false)?;
    let folder = root.join("target/layers");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("layers.wasm"), &module.wasm)?;
    std::fs::write(folder.join("layers.js"), module.bindings())?;
    let measure = ["--release", "--package", "e2e", "--example", "layers_bench"];
    example(root, &measure, Some(&folder))
}
