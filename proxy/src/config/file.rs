//! The file's grammar, and errors that say where and what instead.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Table;
use toml::de::{DeTable, DeValue};

use super::{
    Config, Limits, LogSettings, MailServer, Network, Service, Target, TlsMode, Upstream,
    environment, settings,
};

/// What the product is called unless the file says otherwise.
pub(super) const PRODUCT: &str = "Porthole";

/// RFC 8314 §3.2: IMAP with implicit TLS.
const IMPLICIT_TLS_PORT: u16 = 993;
/// RFC 9051 §2.1: IMAP in clear, until STARTTLS.
const CLEAR_PORT: u16 = 143;
/// RFC 8314 §3.3: submission with implicit TLS.
const SUBMISSION_TLS_PORT: u16 = 465;
/// RFC 6409 §3.1: submission in clear, until STARTTLS.
const SUBMISSION_CLEAR_PORT: u16 = 587;
const MINUTES_OF_IDLE: u64 = 29;
/// Above this a typing mistake is not what happened.
pub(super) const FARTHEST_SUGGESTION: usize = 3;

/// What is wrong with a configuration, where it stands, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    place: String,
    problem: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.place, self.problem)
    }
}

impl std::error::Error for ConfigError {}

impl ConfigError {
    pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        Self {
            place: path.display().to_string(),
            problem: format!("cannot be read: {error}"),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: Option<String>,
    #[serde(default)]
    origins: Vec<String>,
    #[serde(default)]
    trusted_proxies: Vec<String>,
    product: Option<String>,
    #[serde(default)]
    upstreams: BTreeMap<String, UpstreamTable>,
    #[serde(default)]
    limits: Limits,
    #[serde(default)]
    log: LogSettings,
    #[serde(default)]
    settings: settings::SettingsTable,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UpstreamTable {
    host: Option<String>,
    port: Option<u16>,
    #[serde(default)]
    tls: TlsMode,
    ca_file: Option<PathBuf>,
    #[serde(default)]
    proxy_protocol: bool,
    label: Option<String>,
    #[serde(default)]
    domains: Vec<String>,
    submission: Option<SubmissionTable>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SubmissionTable {
    host: Option<String>,
    port: Option<u16>,
    #[serde(default)]
    tls: TlsMode,
    ca_file: Option<PathBuf>,
    #[serde(default)]
    proxy_protocol: bool,
}

pub(super) fn parse(
    text: &str,
    path: &Path,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Config, ConfigError> {
    let source = Source { text, path };
    // Once as it stands, so that its mistakes have a line.
    let mut file: File = toml::from_str(text).map_err(|error| source.syntax_error(&error))?;
    let overrides = environment::overrides(environment);
    if !overrides.is_empty() {
        let mut table: Table = toml::from_str(text).map_err(|error| source.syntax_error(&error))?;
        for one in &overrides {
            (table, file) = with_override(&table, one)?;
        }
    }
    source.config(file)
}

/// `table` with one variable laid over it, in the first reading that fits.
fn with_override(table: &Table, one: &environment::Override) -> Result<(Table, File), ConfigError> {
    let mut problem = "sets a key below one that is no table".to_owned();
    for value in one.readings() {
        let mut candidate = table.clone();
        if !one.apply(&mut candidate, value) {
            continue;
        }
        match candidate.clone().try_into::<File>() {
            Ok(file) => return Ok((candidate, file)),
            Err(error) => problem = explained(error.message()),
        }
    }
    Err(ConfigError {
        place: format!("environment variable {}", one.variable),
        problem,
    })
}

/// The text an error points into.
struct Source<'a> {
    text: &'a str,
    path: &'a Path,
}

impl Source<'_> {
    fn syntax_error(&self, error: &toml::de::Error) -> ConfigError {
        let place = match error.span() {
            Some(span) => format!("{}, line {}", self.path.display(), self.line(span.start)),
            None => self.path.display().to_string(),
        };
        ConfigError {
            place,
            problem: explained(error.message()),
        }
    }

    /// An error about the meaning of the key at `keys`, with its line if it stands in the file.
    fn meaning_error(&self, keys: &[&str], problem: impl fmt::Display) -> ConfigError {
        let line = self
            .offset(keys)
            .map(|offset| format!(", line {}", self.line(offset)))
            .unwrap_or_default();
        ConfigError {
            place: format!("{}{line}", self.path.display()),
            problem: format!("`{}`: {problem}", keys.join(".")),
        }
    }

    fn line(&self, offset: usize) -> usize {
        let before = self
            .text
            .as_bytes()
            .get(..offset)
            .unwrap_or(self.text.as_bytes());
        before.iter().filter(|&&byte| byte == b'\n').count() + 1
    }

    /// Where the deepest part of `keys` that exists begins.
    fn offset(&self, keys: &[&str]) -> Option<usize> {
        let document = DeTable::parse(self.text).ok()?;
        let mut table = document.get_ref();
        let mut found = None;
        for key in keys {
            let Some((name, value)) = table.iter().find(|(name, _)| name.get_ref() == key) else {
                break;
            };
            found = Some(name.span().start);
            let DeValue::Table(inner) = value.get_ref() else {
                break;
            };
            table = inner;
        }
        found
    }

    fn config(&self, file: File) -> Result<Config, ConfigError> {
        let listen: SocketAddr = match &file.listen {
            None => SocketAddr::from(([127, 0, 0, 1], 8080)),
            Some(listen) => listen.parse().map_err(|_| {
                self.meaning_error(
                    &["listen"],
                    "expected an address and a port, such as 127.0.0.1:8080 or [::]:8080",
                )
            })?,
        };
        for origin in &file.origins {
            check_origin(origin).map_err(|problem| self.meaning_error(&["origins"], problem))?;
        }
        if file.origins.is_empty() && !listen.ip().is_loopback() {
            return Err(self.meaning_error(
                &["origins"],
                "must name the app's address as browsers see it, such as [\"https://mail.example.org\"], \
                 because `listen` is no loopback address",
            ));
        }
        let trusted_proxies = file
            .trusted_proxies
            .iter()
            .map(|text| text.parse::<Network>())
            .collect::<Result<_, _>>()
            .map_err(|problem| self.meaning_error(&["trusted_proxies"], problem))?;
        self.check_limits(&file.limits)?;
        let upstreams = file
            .upstreams
            .into_iter()
            .map(|(name, table)| Ok((name.clone(), self.upstream(&name, table)?)))
            .collect::<Result<_, ConfigError>>()?;
        let settings = file
            .settings
            .given()
            .map_err(|(keys, problem)| self.meaning_error(&keys_of(&keys), problem))?;
        Ok(Config {
            settings,
            listen,
            origins: file.origins,
            trusted_proxies,
            product: file.product.unwrap_or_else(|| PRODUCT.to_owned()),
            upstreams,
            limits: file.limits,
            log: file.log,
        })
    }

    fn upstream(&self, name: &str, table: UpstreamTable) -> Result<Upstream, ConfigError> {
        let at = |key: &'static str, problem: &str| {
            self.meaning_error(&["upstreams", name, key], problem)
        };
        let plain = |byte: u8| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_'
        };
        if name.is_empty() || name.len() > 64 || !name.bytes().all(plain) {
            return Err(self.meaning_error(
                &["upstreams", name],
                "an upstream's name stands in addresses: a to z, 0 to 9, - and _ only, at most 64 of them",
            ));
        }
        let host = table.host.ok_or_else(|| at("host", "is missing"))?;
        let submission = table
            .submission
            .map(|submission| self.submission(name, submission, &host, table.ca_file.as_ref()))
            .transpose()?;
        if tokio_rustls::rustls::pki_types::ServerName::try_from(host.as_str()).is_err() {
            return Err(at("host", "is neither a host name nor an address"));
        }
        let port = table.port.unwrap_or(match table.tls {
            TlsMode::Implicit => IMPLICIT_TLS_PORT,
            TlsMode::StartTls => CLEAR_PORT,
        });
        if port == 0 {
            return Err(at("port", "0 is no port"));
        }
        if table
            .domains
            .iter()
            .any(|domain| domain.is_empty() || domain.contains(char::is_whitespace))
        {
            return Err(at("domains", "a domain has no blanks in it"));
        }
        Ok(Upstream {
            label: table.label.unwrap_or_else(|| name.to_owned()),
            domains: table.domains,
            target: Target::Server(MailServer {
                host,
                port,
                tls: table.tls,
                ca_file: table.ca_file,
                proxy_protocol: table.proxy_protocol,
                service: Service::Imap,
            }),
            submission: submission.map(Target::Server),
        })
    }

    /// What is not said of submission is as it is with reading.
    fn submission(
        &self,
        name: &str,
        table: SubmissionTable,
        reading_host: &str,
        reading_ca_file: Option<&PathBuf>,
    ) -> Result<MailServer, ConfigError> {
        let at = |key: &'static str, problem: &str| {
            self.meaning_error(&["upstreams", name, "submission", key], problem)
        };
        let host = table.host.unwrap_or_else(|| reading_host.to_owned());
        if tokio_rustls::rustls::pki_types::ServerName::try_from(host.as_str()).is_err() {
            return Err(at("host", "is neither a host name nor an address"));
        }
        let port = table.port.unwrap_or(match table.tls {
            TlsMode::Implicit => SUBMISSION_TLS_PORT,
            TlsMode::StartTls => SUBMISSION_CLEAR_PORT,
        });
        if port == 0 {
            return Err(at("port", "0 is no port"));
        }
        Ok(MailServer {
            host,
            port,
            tls: table.tls,
            ca_file: table.ca_file.or_else(|| reading_ca_file.cloned()),
            proxy_protocol: table.proxy_protocol,
            service: Service::Submission,
        })
    }

    fn check_limits(&self, limits: &Limits) -> Result<(), ConfigError> {
        let at =
            |key: &'static str, problem: String| Err(self.meaning_error(&["limits", key], problem));
        for (key, bytes) in [
            ("message_bytes", limits.message_bytes),
            ("frame_bytes", limits.frame_bytes),
            ("buffer_bytes", limits.buffer_bytes),
        ] {
            if !(64 * 1024..=16 * 1024 * 1024).contains(&bytes) {
                return at(key, "must lie between 65536 and 16777216".to_owned());
            }
        }
        for (key, seconds) in [
            ("handshake_seconds", limits.handshake_seconds),
            ("connect_seconds", limits.connect_seconds),
            ("login_seconds", limits.login_seconds),
            ("stalled_seconds", limits.stalled_seconds),
            ("ping_seconds", limits.ping_seconds),
            ("drain_seconds", limits.drain_seconds),
        ] {
            if !(1..=3600).contains(&seconds) {
                return at(key, "must lie between 1 and 3600".to_owned());
            }
        }
        if !(MINUTES_OF_IDLE * 60 + 1..=24 * 3600).contains(&limits.idle_seconds) {
            return at(
                "idle_seconds",
                format!(
                    "must lie between {} and 86400: a mail program that waits for mail is silent for up to {MINUTES_OF_IDLE} minutes",
                    MINUTES_OF_IDLE * 60 + 1
                ),
            );
        }
        for (key, count) in [
            ("connections", limits.connections),
            ("relays", limits.relays),
            ("relays_per_address", limits.relays_per_address),
            ("openings_per_minute", limits.openings_per_minute as usize),
        ] {
            if count == 0 {
                return at(key, "must be at least 1".to_owned());
            }
        }
        Ok(())
    }
}

fn keys_of(keys: &[String]) -> Vec<&str> {
    keys.iter().map(String::as_str).collect()
}

/// An origin's serialisation (RFC 6454 §6.2): scheme, host, and the port if it
/// is not the scheme's own; in lower case, without a path.
fn check_origin(origin: &str) -> Result<(), String> {
    let problem = |what: &str| {
        Err(format!(
            "\"{origin}\" {what}; an origin looks like https://mail.example.org or http://localhost:8080"
        ))
    };
    let (authority, own_port) = if let Some(rest) = origin.strip_prefix("https://") {
        (rest, ":443")
    } else if let Some(rest) = origin.strip_prefix("http://") {
        (rest, ":80")
    } else {
        return problem("begins with neither https:// nor http://");
    };
    if authority.is_empty()
        || authority.contains(['/', '?', '#', '@', '*'])
        || authority.contains(char::is_whitespace)
    {
        return problem("is no origin");
    }
    if origin.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return problem("has capitals, which browsers never send");
    }
    if authority.ends_with(own_port) {
        return problem("names its scheme's own port, which browsers never send");
    }
    Ok(())
}

/// The parser's message, with a suggestion when a key is unknown and one that
/// exists is close.
fn explained(message: &str) -> String {
    let message = message.trim();
    let mut quoted = message.split('`').skip(1).step_by(2);
    let unknown = message.starts_with("unknown field") || message.starts_with("unknown variant");
    if let (true, Some(written)) = (unknown, quoted.next()) {
        let closest = quoted
            .map(|known| (distance(written, known), known))
            .min()
            .filter(|(distance, _)| *distance <= FARTHEST_SUGGESTION);
        if let Some((_, known)) = closest {
            return format!("{message}. Did you mean `{known}`?");
        }
    }
    message.to_owned()
}

/// How many letters must be changed, left out or put in to get from one word to the other.
pub(super) fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.chars().enumerate() {
        let mut next = vec![index + 1];
        for (column, pair) in row.windows(2).enumerate() {
            let &[diagonal, above] = pair else { continue };
            let changed = diagonal + usize::from(other.get(column) != Some(&letter));
            let left = next.last().copied().unwrap_or(0);
            next.push(changed.min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
