//! The relay and web server of Porthole.
//!
//! A browser asks it for two things. Files: the app, embedded in this binary,
//! under headers that leave a page no room for harm ([`assets`], `page`,
//! `headers`, `site`). And relays: a WebSocket whose bytes go to a mail server
//! that the admin has named, inside TLS that is always verified, and back.
//!
//! A relay's life: `server` accepts the connection, gives it to one of the
//! threads of `workers` and reads its head; `site`
//! finds that a relay is asked for; `handshake` judges origin, upstream and
//! subprotocol; `admission` finds a place; `upstream` makes the connection to
//! the mail server while `relay` already keeps what the browser says; `relay`
//! moves bytes until one side ends or a deadline passes; `close` names the
//! reason, to the browser as a close code and to `log` as a word.
//!
//! What must hold is that nothing here looks into what is relayed. The dialogue
//! before STARTTLS is the only mail protocol that is spoken.
#![warn(missing_docs)]

mod admission;
pub mod assets;
pub mod check;
mod close;
pub mod command;
pub mod config;
#[cfg(feature = "conformance")]
pub mod conformance;
#[cfg(feature = "demo")]
pub mod demo;
mod error;
mod handshake;
mod headers;
mod log;
mod page;
mod relay;
mod server;
mod site;
mod system;
mod upstream;
mod workers;

use std::future::Future;

use tokio::net::TcpListener;

pub use crate::config::Config;
pub use crate::error::Error;
pub use crate::server::serve;
pub use crate::system::{raise_open_files, report_panics_without_their_text};

/// Serves the embedded app and the relays of `config` on `listener` until
/// `shutdown` is ready; then closes what is open and returns.
///
/// # Errors
/// As [`serve`].
pub async fn run(
    listener: TcpListener,
    config: Config,
    shutdown: impl Future<Output = ()>,
) -> Result<(), Error> {
    serve(listener, config, assets::EMBEDDED, shutdown).await
}
