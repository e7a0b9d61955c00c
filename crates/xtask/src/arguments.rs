//! What can be typed after `cargo xtask`.

use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// Printed for `cargo xtask`, `cargo xtask help` and after a mistake.
pub(crate) const HELP: &str = "\
Porthole's commands. Each sets up what the machine lacks, and says so.

  cargo xtask demo                        the app in front of a built-in mail server
  cargo xtask run --config porthole.toml  the app in front of your own mail server
  cargo xtask test                        everything that CI checks
  cargo xtask test quick                  what of it needs neither browser nor mail server
  cargo xtask bench [PART...]             what the budgets name, measured beside its targets
  cargo xtask size                        what a first visit loads, beside its targets
  cargo xtask build                       the browser's half alone, into dist/

  cargo xtask help COMMAND                more about one of them";

const HELP_DEMO: &str = "\
cargo xtask demo [--port PORT] [--fast]

Builds the app and the proxy and starts them with a mail server that lives in
the proxy's memory. Prints the address to open and the account to log in with.
Ctrl+C ends all of it; nothing is kept.

From nothing this takes some minutes (a compiler is at work), later seconds.

  --port PORT   where to listen on 127.0.0.1; 8420 unless told, 0 for any free port
  --fast        modules built for a quick turn while developing: larger and slower";

const HELP_RUN: &str = "\
cargo xtask run --config FILE [--fast]

Builds the app and the proxy and starts them with a configuration of yours,
which names your mail server. deploy/porthole.toml is an example to start from.

  --config FILE   the proxy's configuration
  --fast          modules built for a quick turn while developing: larger and slower";

const HELP_BUILD: &str = "\
cargo xtask build [--fast]

Compiles the page and its worker to WebAssembly, generates their bindings,
shrinks them (where npm can bring wasm-opt), names every asset by its content,
and writes dist/ with a brotli and a gzip twin beside each file. The proxy's
build embeds dist/. What is unchanged is not built again.

  --fast   modules built for a quick turn while developing: larger and slower";

const HELP_TEST: &str = "\
cargo xtask test [STEP...]

Checks everything, or the steps that are named:

  format     rustfmt
  clippy     lints of all crates for this machine
  wasm       lints for the browser; the pure crates have neither I/O nor clock
  deny       layers, licences and sources of all crates (deny.toml)
  unit       unit tests, transcripts, corpora, examples in the documentation
  websocket  the proxy's WebSocket by the Autobahn test suite
  build      the app and the proxy, as they are shipped
  e2e        a real Chromium before a real Dovecot
  quick      format, clippy, wasm, deny, unit

Sets up what is missing: on Debian as root by apt-get, otherwise it says which
packages. Screenshots are kept in artefacts/. The last line counts what passed
and failed; the exit code is 0 if nothing failed.";

const HELP_BENCH: &str = "\
cargo xtask bench [PART...]

Builds everything as it is shipped and measures it: what a visit loads (size);
how long what a server says takes from the wire to the page, in the browser and
natively (layers); what a person waits for in a Chromium before a Dovecot with
100,000 messages (person); four tasks of everyday beside Roundcube, where that is
installed (tasks); what the engine costs before a mailbox of a million
(million); what becomes of a thousand letters while lines break and tabs die
(sending); what the proxy costs (proxy); frames, echoes and long tasks by the
clock (frames), by the tests that otherwise only hold what they can count.
Parts that are named are measured alone. Each figure stands beside its target.
Times wander with the machine's load, so that a figure over its target is shown
and fails nothing, but for frames, which are for an idle machine.";

const HELP_SIZE: &str = "\
cargo xtask size

Lists the files of dist/ as they are and as they are sent, and their sums
beside the budgets. The exit code is 1 if a budget is not kept.";

/// A command with what it needs.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help(Option<String>),
    Build { fast: bool },
    Demo { port: u16, fast: bool },
    Run { config: PathBuf, fast: bool },
    Test { only: Vec<String> },
    Bench { only: Vec<String> },
    Size,
}

impl Command {
    /// Reads the words after `cargo xtask`.
    pub(crate) fn parse(arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut words = Words::new(arguments);
        let Some(name) = words.next() else {
            return Ok(Self::Help(None));
        };
        if words.take_switch("--help") || words.take_switch("-h") {
            return Ok(Self::Help(Some(name)));
        }
        let command = match name.as_str() {
            "help" | "--help" | "-h" => Self::Help(words.next()),
            "build" => Self::Build {
                fast: words.take_switch("--fast"),
            },
            "demo" => Self::Demo {
                port: match words.take_value("--port")? {
                    Some(port) => port
                        .parse()
                        .with_context(|| format!("--port {port} is not a port"))?,
                    None => 8420,
                },
                fast: words.take_switch("--fast"),
            },
            "run" => Self::Run {
                config: words
                    .take_value("--config")?
                    .context("run needs --config FILE")?
                    .into(),
                fast: words.take_switch("--fast"),
            },
            "test" => Self::Test {
                only: words.take_rest(),
            },
            "bench" => Self::Bench {
                only: words.take_rest(),
            },
            "size" => Self::Size,
            other => bail!("there is no command '{other}'"),
        };
        match words.next() {
            Some(rest) => bail!("{name} does not understand '{rest}'"),
            None => Ok(command),
        }
    }
}

/// The help of one command, or the list of all.
pub(crate) fn help(topic: Option<&str>) -> &'static str {
    match topic {
        Some("demo") => HELP_DEMO,
        Some("run") => HELP_RUN,
        Some("build") => HELP_BUILD,
        Some("test") => HELP_TEST,
        Some("bench") => HELP_BENCH,
        Some("size") => HELP_SIZE,
        _ => HELP,
    }
}

/// The words not yet understood.
struct Words(Vec<String>);

impl Words {
    fn new(arguments: impl Iterator<Item = String>) -> Self {
        Self(arguments.collect())
    }

    fn next(&mut self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    fn take_rest(&mut self) -> Vec<String> {
        std::mem::take(&mut self.0)
    }

    fn take_switch(&mut self, switch: &str) -> bool {
        let found = self.0.iter().position(|word| word == switch);
        found.map(|at| self.0.remove(at)).is_some()
    }

    /// `--name value` or `--name=value`.
    fn take_value(&mut self, name: &str) -> Result<Option<String>> {
        if let Some(at) = self.0.iter().position(|word| word == name) {
            self.0.remove(at);
            if at == self.0.len() {
                bail!("{name} needs a value");
            }
            return Ok(Some(self.0.remove(at)));
        }
        let prefix = format!("{name}=");
        let found = self.0.iter().position(|word| word.starts_with(&prefix));
        Ok(found.map(|at| self.0.remove(at)[prefix.len()..].to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::Command;

    fn parse(line: &str) -> Result<Command, String> {
        Command::parse(line.split_whitespace().map(str::to_owned))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn options_are_read_in_either_form_and_any_order() {
        let wanted = Ok(Command::Demo {
            port: 9000,
            fast: true,
        });
        assert_eq!(parse("demo --port 9000 --fast"), wanted);
        assert_eq!(parse("demo --fast --port=9000"), wanted);
    }

    #[test]
    fn a_mistake_is_named() {
        for (line, word) in [
            ("dmeo", "dmeo"),
            ("demo --prot 1", "--prot"),
            ("demo --port x", "--port x"),
            ("demo --port", "--port needs"),
            ("run", "--config"),
        ] {
            let problem = parse(line).unwrap_err();
            assert!(problem.contains(word), "{line}: {problem}");
        }
    }

    #[test]
    fn help_is_there_for_each_command() {
        assert_eq!(parse(""), Ok(Command::Help(None)));
        assert_eq!(parse("run --help"), Ok(Command::Help(Some("run".into()))));
        for topic in ["demo", "run", "build", "test", "bench", "size"] {
            assert!(super::help(Some(topic)).contains(topic));
        }
    }
}
