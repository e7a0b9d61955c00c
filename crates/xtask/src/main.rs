//! The project's own commands, run as `cargo xtask COMMAND`.
//!
//! Each is a chain of steps that say what they do and how long they took.
//! `setup` and `mail_servers` bring what the machine lacks, `web_build` makes `dist/`, `serve`
//! starts the proxy, `check` is everything CI runs.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "these commands speak to the person who typed them"
)]

mod arguments;
mod asset;
mod autobahn;
mod axe;
mod bench;
mod check;
mod mail_servers;
mod minify;
mod packs;
mod process;
mod report;
mod serve;
mod setup;
mod short_names;
mod size;
mod split_module;
mod web_build;
mod web_module;

use crate::arguments::Command;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let command = match Command::parse(std::env::args().skip(1)) {
        Ok(command) => command,
        Err(problem) => {
            eprintln!("xtask: {problem}\n\n{}", arguments::HELP);
            return ExitCode::from(2);
        }
    };
    match workspace_root().and_then(|root| run(&root, &command)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(root: &Path, command: &Command) -> Result<ExitCode> {
    process::end_children_on_interrupt()?;
    match command {
        Command::Help(topic) => {
            println!("{}", arguments::help(topic.as_deref()));
            Ok(ExitCode::SUCCESS)
        }
        Command::Build { fast } => {
            setup::for_build(root)?;
            web_build::build(root, *fast)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Demo { port, fast } => serve::demo(root, *port, *fast),
        Command::Test { only } => Ok(match check::test(root, only)? {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        }),
        Command::Bench { only } => bench::bench(root, only).map(|()| ExitCode::SUCCESS),
        Command::Size => {
            setup::for_build(root)?;
            web_build::build(root, false)?;
            Ok(match size::size(root)? {
                true => ExitCode::SUCCESS,
                false => ExitCode::FAILURE,
            })
        }
        Command::Run { config, fast } => serve::run(root, config, *fast),
    }
}

/// The folder of the workspace's Cargo.toml, wherever the command was typed.
fn workspace_root() -> Result<PathBuf> {
    let manifest_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest_dir
        .ancestors()
        .nth(2)
        .map(Path::to_path_buf)
        .context("crates/xtask lies two folders below the workspace's root")
}
