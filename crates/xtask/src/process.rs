//! Children: each in a process group of its own, bounded in time, and ended
//! together with this program.

use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The process groups that are alive. A child is put in and taken out under
/// the lock, so that an interrupt never signals a number that is no longer ours.
static GROUPS: Mutex<BTreeSet<i32>> = Mutex::new(BTreeSet::new());

const POLL: Duration = Duration::from_millis(20);
const GRACE: Duration = Duration::from_secs(5);

/// Ctrl+C, SIGTERM and SIGHUP end every child, then this program.
pub(crate) fn end_children_on_interrupt() -> Result<()> {
    ctrlc::set_handler(|| {
        let groups: Vec<i32> = groups().iter().copied().collect();
        for group in &groups {
            signal(*group, Signal::SIGTERM);
        }
        let deadline = Instant::now() + GRACE;
        while !groups.is_empty() && Instant::now() < deadline && any_alive(&groups) {
            thread::sleep(POLL);
        }
        for group in &groups {
            signal(*group, Signal::SIGKILL);
        }
        std::process::exit(130);
    })
    .context("cannot listen for Ctrl+C")
}

/// Runs a command to its end, its output going where ours goes.
///
/// # Errors
/// When it cannot be started, fails, or takes longer than `limit`.
pub(crate) fn run(command: &mut Command, limit: Duration) -> Result<()> {
    let status = Running::start(command)?.wait(limit)?;
    if !status.success() {
        bail!("{} failed ({status})", describe(command));
    }
    Ok(())
}

/// Runs a command to its end; each line that it prints is shown, and heard.
///
/// # Errors
/// As [`run`].
pub(crate) fn run_listening(
    command: &mut Command,
    limit: Duration,
    mut hear: impl FnMut(&str),
) -> Result<()> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = Running::start(command)?;
    let (sender, lines) = std::sync::mpsc::channel();
    let streams: [Option<Box<dyn Read + Send>>; 2] = [
        running
            .child
            .stdout
            .take()
            .map(|stream| Box::new(stream) as _),
        running
            .child
            .stderr
            .take()
            .map(|stream| Box::new(stream) as _),
    ];
    for stream in streams.into_iter().flatten() {
        let sender = sender.clone();
        thread::spawn(move || {
            for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
                // The listener may have given up at the limit.
                let _ = sender.send(String::from_utf8_lossy(&line).into_owned());
            }
        });
    }
    drop(sender);
    let deadline = Instant::now() + limit;
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        match lines.recv_timeout(left) {
            Ok(line) => {
                println!("{line}");
                hear(&line);
            }
            Err(RecvTimeoutError::Timeout) => {
                bail!("'{}' was ended after {} s", running.line, limit.as_secs());
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let status = running.wait(GRACE)?;
    if !status.success() {
        bail!("{} failed ({status})", describe(command));
    }
    Ok(())
}

/// A command as a person would type it.
pub(crate) fn describe(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

/// The program's full path, if it is on PATH.
pub(crate) fn find_program(name: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|candidate| candidate.is_file())
}

/// A child that is ended when this value is dropped.
pub(crate) struct Running {
    child: Child,
    group: i32,
    line: String,
}

impl Running {
    /// Starts a command in a process group of its own, without standard input.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        let line = describe(command);
        command.stdin(Stdio::null()).process_group(0);
        // Under the lock: an interrupt comes either before the child or finds it.
        let mut groups = groups();
        let child = command
            .spawn()
            .with_context(|| format!("cannot start '{line}'"))?;
        let group = i32::try_from(child.id()).context("a process id is an i32 on Unix")?;
        groups.insert(group);
        Ok(Self { child, group, line })
    }

    /// Waits for its end; ends it when the limit is over.
    pub(crate) fn wait(mut self, limit: Duration) -> Result<ExitStatus> {
        let deadline = Instant::now() + limit;
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            if Instant::now() >= deadline {
                bail!("'{}' was ended after {} s", self.line, limit.as_secs());
            }
            thread::sleep(POLL);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Also after the child's own end: what it started may still run.
        signal(self.group, Signal::SIGTERM);
        let deadline = Instant::now() + GRACE;
        while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < deadline {
            thread::sleep(POLL);
        }
        signal(self.group, Signal::SIGKILL);
        // Reaps it; a failure means that it is reaped already.
        let _ = self.child.wait();
        groups().remove(&self.group);
    }
}

fn groups() -> MutexGuard<'static, BTreeSet<i32>> {
    // A set of numbers is whole even if a thread died while it held the lock.
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn any_alive(groups: &[i32]) -> bool {
    groups
        .iter()
        .any(|group| killpg(Pid::from_raw(*group), None).is_ok())
}

fn signal(group: i32, signal: Signal) {
    // ESRCH: the group has ended by itself, which is what is wanted.
    let _ = killpg(Pid::from_raw(group), signal);
}

#[cfg(test)]
mod tests {
    use super::{Running, find_program};
    use std::process::Command;
    use std::time::{Duration, Instant};

    #[test]
    fn a_child_that_takes_too_long_is_ended_with_its_own_children() {
        let begin = Instant::now();
        let mut shell = Command::new("sh");
        shell.args(["-c", "sleep 60 & sleep 60"]);
        let child = Running::start(&mut shell).unwrap();
        let group = nix::unistd::Pid::from_raw(child.group);
        assert!(child.wait(Duration::from_millis(50)).is_err());
        // The orphaned grandchild is a zombie until init reaps it.
        while nix::sys::signal::killpg(group, None).is_ok() {
            assert!(begin.elapsed() < Duration::from_secs(10));
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    #[test]
    fn a_failing_command_is_named_in_the_error() {
        let mut shell = Command::new("sh");
        shell.args(["-c", "exit 3"]);
        let error = super::run(&mut shell, Duration::from_secs(10)).unwrap_err();
        assert!(error.to_string().contains("sh -c exit 3"), "{error}");
    }

    #[test]
    fn programs_are_found_on_the_path() {
        assert!(find_program("sh").is_some());
        assert!(find_program("no-such-program-anywhere").is_none());
    }
}
