//! The configuration: one TOML file, each key overridable by the environment,
//! parsed into what the rest of the program can rely on.

mod environment;
mod file;
mod network;
mod settings;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

pub use self::file::ConfigError;
pub use self::network::{Network, NetworkError};
pub use self::settings::GivenSetting;

/// All that an admin decides.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen. Port 0 takes any free one.
    pub listen: SocketAddr,
    /// The web origins (RFC 6454) whose pages may open a relay, in their
    /// serialised form: `https://mail.example.org`. Empty means the loopback
    /// names of `listen`, and is refused when `listen` is no loopback address.
    pub origins: Vec<String>,
    /// Proxies in front of this one whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// What the product is called on the page.
    pub product: String,
    /// The mail servers that pages may name.
    pub upstreams: BTreeMap<String, Upstream>,
    /// The bounds on everything that strangers can make grow.
    pub limits: Limits,
    /// What is written down, and how.
    pub log: LogSettings,
    /// What everybody's settings begin with.
    pub settings: Vec<GivenSetting>,
}

/// One mail server that pages may name.
#[derive(Clone, Debug)]
pub struct Upstream {
    /// What people call it.
    pub label: String,
    /// The mail domains that belong to it.
    pub domains: Vec<String>,
    /// How it is reached.
    pub target: Target,
    /// How mail is handed in there, where that can be done.
    pub submission: Option<Target>,
}

/// How an upstream is reached.
#[derive(Clone, Debug)]
pub enum Target {
    /// Over the network, by TLS.
    Server(MailServer),
    /// The built-in demo server, in this process.
    #[cfg(feature = "demo")]
    Demo {
        /// Whether new mail arrives by itself.
        has_new_mail: bool,
    },
    /// An echo, for conformance tests.
    #[cfg(feature = "conformance")]
    Echo,
}

/// A mail server on the network.
#[derive(Clone, Debug)]
pub struct MailServer {
    /// Its host name or address; the certificate must bear it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// When TLS begins.
    pub tls: TlsMode,
    /// A PEM file of certificate authorities to trust in place of the system's.
    pub ca_file: Option<PathBuf>,
    /// Tell the server the browser's address by a PROXY protocol version 2 header.
    pub proxy_protocol: bool,
    /// What is spoken there.
    pub service: Service,
}

/// What is spoken with a mail server, as far as the proxy must know: until TLS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Service {
    /// Reading mail (RFC 9051).
    #[default]
    Imap,
    /// Handing in mail (RFC 6409).
    Submission,
}

/// When TLS begins. There is no mode without it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TlsMode {
    /// At once (RFC 8314 §3).
    #[default]
    Implicit,
    /// After the STARTTLS command (RFC 9051 §6.2.1, RFC 3207).
    StartTls,
}

/// The bounds on everything that strangers can make grow.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// TCP connections at once, relays among them. Beyond: 503.
    pub connections: usize,
    /// Relays at once. Beyond: 503.
    pub relays: usize,
    /// Relays at once from one address (one /64 in IPv6). Beyond: 429.
    pub relays_per_address: usize,
    /// Relays that one address may open within a minute. Beyond: 429.
    pub openings_per_minute: u32,
    /// From a connection's first byte awaited to its head complete.
    pub handshake_seconds: u64,
    /// The largest WebSocket message from a browser, in bytes. Beyond: Close
    /// 1009. One that is sent in several frames is gathered before it goes on,
    /// so this is also what a browser can make wait for a mail server.
    pub message_bytes: usize,
    /// The largest WebSocket frame from a browser, in bytes. Beyond: Close 1009.
    pub frame_bytes: usize,
    /// What waits for a browser that does not read, in bytes.
    pub buffer_bytes: usize,
    /// Until an upstream is connected, TLS included.
    pub connect_seconds: u64,
    /// Until a browser has sent its first byte.
    pub login_seconds: u64,
    /// Without a byte either way. IDLE is renewed after 29 minutes at the
    /// latest (RFC 9051 §6.3.13), so this must lie beyond.
    pub idle_seconds: u64,
    /// For a side that does not take what waits for it, or answers no ping.
    pub stalled_seconds: u64,
    /// Between pings to a browser.
    pub ping_seconds: u64,
    /// From the signal to stop until the program ends, whoever is still there.
    pub drain_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 12_000,
            relays: 10_000,
            relays_per_address: 100,
            openings_per_minute: 120,
            handshake_seconds: 10,
            message_bytes: 1024 * 1024,
            frame_bytes: 256 * 1024,
            buffer_bytes: 256 * 1024,
            connect_seconds: 10,
            login_seconds: 60,
            idle_seconds: 35 * 60,
            stalled_seconds: 5 * 60,
            ping_seconds: 25,
            drain_seconds: 10,
        }
    }
}

impl Limits {
    pub(crate) fn handshake(&self) -> Duration {
        Duration::from_secs(self.handshake_seconds)
    }
    pub(crate) fn connect(&self) -> Duration {
        Duration::from_secs(self.connect_seconds)
    }
    pub(crate) fn login(&self) -> Duration {
        Duration::from_secs(self.login_seconds)
    }
    pub(crate) fn idle(&self) -> Duration {
        Duration::from_secs(self.idle_seconds)
    }
    pub(crate) fn stalled(&self) -> Duration {
        Duration::from_secs(self.stalled_seconds)
    }
    pub(crate) fn ping(&self) -> Duration {
        Duration::from_secs(self.ping_seconds)
    }
    pub(crate) fn drain(&self) -> Duration {
        Duration::from_secs(self.drain_seconds)
    }
}

/// What is written down, and how. No setting makes it contain a payload.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LogSettings {
    /// The shape of a line.
    pub format: LogFormat,
    /// The least important line that is written.
    pub level: LogLevel,
}

/// The shape of a line of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people: `time level event key=value …`.
    #[default]
    Text,
    /// For machines: one JSON object a line.
    Json,
}

/// How important a line of the log is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// Refused handshakes too.
    Debug,
    /// One line for each relay that ended.
    #[default]
    Info,
    /// What an admin should look into.
    Warn,
    /// What kept the program from working.
    Error,
}

impl Config {
    /// Reads the file at `path` and lays `environment` over it: of its
    /// variables, those that begin with `PORTHOLE_`.
    ///
    /// # Errors
    /// With the file, the line and the key, when the file cannot be read or
    /// says something that cannot be meant.
    pub fn load(
        path: &Path,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let text =
            std::fs::read_to_string(path).map_err(|error| ConfigError::unreadable(path, &error))?;
        Self::parse(&text, path, environment)
    }

    /// As [`Self::load`], for a text that was read already; `path` names it in errors.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn parse(
        text: &str,
        path: &Path,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        file::parse(text, path, environment)
    }

    /// A configuration without upstreams, on a loopback port that the system chooses.
    pub fn on_loopback() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            origins: Vec::new(),
            trusted_proxies: Vec::new(),
            product: file::PRODUCT.to_owned(),
            upstreams: BTreeMap::new(),
            limits: Limits::default(),
            log: LogSettings::default(),
            settings: Vec::new(),
        }
    }
}
