//! What is asked for on the command line.

use std::net::SocketAddr;
use std::path::PathBuf;

/// The help, for whoever asks and whoever mistypes.
pub const HELP: &str = "\
porthole: a webmail's web server and its relay to your mail server

  porthole serve [--config FILE]   serve the app and relay to the mail servers in FILE (the default)
  porthole check [--config FILE]   connect to each mail server in FILE; print its greeting, TLS version,
                                   certificate and capabilities; exit with 1 if one cannot be used
  porthole demo [--listen ADDRESS] serve the app with a built-in mail server, for a look around;
                [--no-new-mail]    with this, no mail arrives in it by itself: for taking pictures
  porthole --help                  print this
  porthole --version               print the version

FILE is porthole.toml here unless --config or PORTHOLE_CONFIG names another. Each of its keys can be
set by the environment too: PORTHOLE_LISTEN=0.0.0.0:80, PORTHOLE_LIMITS__RELAYS=500,
PORTHOLE_UPSTREAMS__WORK__HOST=imap.example.org.

A first FILE:

  origins = [\"https://mail.example.org\"]   # the app's address, as browsers see it
  [upstreams.work]
  host = \"imap.example.org\"

serve prints \"listening on http://ADDRESS\" when it is ready, logs to standard error, and on SIGTERM or
Ctrl+C closes what is open and ends.
";

/// One of the things this program does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Serve by this configuration.
    Serve(PathBuf),
    /// Connect to each upstream of this configuration.
    Check(PathBuf),
    /// Serve the built-in demo here.
    Demo {
        /// Where.
        listen: SocketAddr,
        /// Whether new mail arrives in it by itself.
        has_new_mail: bool,
    },
    /// Print the help.
    Help,
    /// Print the version.
    Version,
}

const DEFAULT_CONFIG: &str = "porthole.toml";
const DEMO_ADDRESS: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8080);

impl Command {
    /// Reads the arguments behind the program's name. `config` is where the
    /// configuration is unless they say otherwise.
    ///
    /// # Errors
    /// With a sentence about the first argument that is not understood.
    pub fn parse(
        arguments: impl IntoIterator<Item = String>,
        config: Option<PathBuf>,
    ) -> Result<Self, String> {
        let mut arguments = arguments.into_iter().peekable();
        let name = match arguments.peek() {
            Some(first) if !first.starts_with('-') => arguments.next().unwrap_or_default(),
            _ => "serve".to_owned(),
        };
        let mut config = config.unwrap_or_else(|| PathBuf::from(DEFAULT_CONFIG));
        let mut listen = DEMO_ADDRESS;
        let mut has_new_mail = true;
        while let Some(argument) = arguments.next() {
            let (option, value) = match argument.split_once('=') {
                Some((option, value)) => (option.to_owned(), Some(value.to_owned())),
                None => (argument, None),
            };
            let mut value = || {
                value
                    .clone()
                    .or_else(|| arguments.next())
                    .ok_or_else(|| format!("{option} needs a value"))
            };
            match (name.as_str(), option.as_str()) {
                (_, "--help" | "-h") => return Ok(Self::Help),
                (_, "--version" | "-V") => return Ok(Self::Version),
                ("serve" | "check", "--config") => config = PathBuf::from(value()?),
                ("demo", "--listen") => {
                    let text = value()?;
                    listen = text.parse().map_err(|_| {
                        format!(
                            "--listen: {text} is not an address and a port, such as 127.0.0.1:8080"
                        )
                    })?;
                }
                ("demo", "--no-new-mail") => has_new_mail = false,
                _ => return Err(format!("{name} has no option {option}")),
            }
        }
        match name.as_str() {
            "serve" => Ok(Self::Serve(config)),
            "check" => Ok(Self::Check(config)),
            "demo" => Ok(Self::Demo {
                listen,
                has_new_mail,
            }),
            "help" => Ok(Self::Help),
            _ => Err(format!("there is no command {name}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Command;

    fn parse(line: &str) -> Result<Command, String> {
        Command::parse(line.split_whitespace().map(str::to_owned), None)
    }

    fn demo(listen: &str, has_new_mail: bool) -> Command {
        Command::Demo {
            listen: listen.parse().unwrap(),
            has_new_mail,
        }
    }

    #[test]
    fn commands_and_their_options_are_understood() {
        for (line, expected) in [
            ("", Command::Serve("porthole.toml".into())),
            ("--config a.toml", Command::Serve("a.toml".into())),
            ("serve --config=a.toml", Command::Serve("a.toml".into())),
            ("check --config a.toml", Command::Check("a.toml".into())),
            ("demo", demo("127.0.0.1:8080", true)),
            ("demo --listen 127.0.0.1:0", demo("127.0.0.1:0", true)),
            ("demo --no-new-mail", demo("127.0.0.1:8080", false)),
            ("demo --help", Command::Help),
            ("help", Command::Help),
            ("--version", Command::Version),
        ] {
            assert_eq!(parse(line), Ok(expected), "{line}");
        }
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (line, expected) in [
            ("sreve", "there is no command sreve"),
            ("serve --confg x", "serve has no option --confg"),
            ("serve --config", "--config needs a value"),
            ("demo --config x", "demo has no option --config"),
            (
                "demo --listen 8080",
                "--listen: 8080 is not an address and a port, such as 127.0.0.1:8080",
            ),
        ] {
            assert_eq!(parse(line), Err(expected.to_owned()), "{line}");
        }
    }
}
