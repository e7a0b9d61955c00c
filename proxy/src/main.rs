//! The command line of `porthole`; what it does is in the library.

use std::io::Write as _;
use std::net::SocketAddr;
use std::process::ExitCode;

use porthole::command::{Command, HELP};
use porthole::{Config, Error};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

const EXIT_USAGE: u8 = 2;

fn main() -> ExitCode {
    let config = std::env::var_os("PORTHOLE_CONFIG").map(Into::into);
    match Command::parse(std::env::args().skip(1), config) {
        Ok(command) => perform(command),
        Err(problem) => {
            complain(&format!("{problem}\n\n{HELP}"));
            ExitCode::from(EXIT_USAGE)
        }
    }
}

fn perform(command: Command) -> ExitCode {
    let result = match command {
        Command::Help => {
            say(HELP);
            Ok(true)
        }
        Command::Version => {
            say(concat!("porthole ", env!("CARGO_PKG_VERSION"), "\n"));
            Ok(true)
        }
        Command::Serve(path) => Config::load(&path, std::env::vars())
            .map_err(Error::from)
            .and_then(|config| serve(config).map(|()| true)),
        Command::Check(path) => Config::load(&path, std::env::vars())
            .map_err(Error::from)
            .and_then(|config| {
                in_runtime(async { porthole::check::check(&config, &mut std::io::stdout()).await })
            }),
        Command::Demo {
            listen,
            has_new_mail,
        } => demo(listen, has_new_mail).map(|()| true),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            complain(&format!("{error}\n"));
            ExitCode::FAILURE
        }
    }
}

#[cfg(feature = "demo")]
fn demo(listen: SocketAddr, has_new_mail: bool) -> Result<(), Error> {
    let mut config = Config::on_loopback();
    config.listen = listen;
    let (name, upstream) = porthole::demo::upstream(has_new_mail);
    config.upstreams.insert(name, upstream);
    serve(config)
}

#[cfg(not(feature = "demo"))]
fn demo(_listen: SocketAddr, _has_new_mail: bool) -> Result<(), Error> {
    Err(Error::NotBuiltIn(
        "the demo is not in this binary; build it with `--features demo`",
    ))
}

fn serve(config: Config) -> Result<(), Error> {
    porthole::report_panics_without_their_text(config.log);
    porthole::raise_open_files();
    in_runtime(async {
        let listener = TcpListener::bind(config.listen)
            .await
            .map_err(|error| Error::Listen(config.listen, error))?;
        let address = listener.local_addr().map_err(Error::System)?;
        let mut terminate = signal(SignalKind::terminate()).map_err(Error::System)?;
        let mut interrupt = signal(SignalKind::interrupt()).map_err(Error::System)?;
        say(&format!("listening on http://{address}\n"));
        let shutdown = async {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        };
        porthole::run(listener, config, shutdown).await
    })
}

fn in_runtime<T>(future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::System)?
        .block_on(future)
}

/// To standard output. Whoever closed it does not want to know.
fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn complain(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
