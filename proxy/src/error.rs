//! What keeps the program from starting or serving.

use std::fmt;
use std::net::SocketAddr;

use crate::config::ConfigError;

/// What keeps the program from starting or serving.
#[derive(Debug)]
pub enum Error {
    /// The configuration says something that cannot be meant.
    Config(ConfigError),
    /// The certificate authorities to trust cannot be read.
    Authorities(String),
    /// The address cannot be listened on.
    Listen(SocketAddr, std::io::Error),
    /// An upstream cannot be what the configuration says.
    Upstream(String, String),
    /// A part of the program that this binary was compiled without.
    NotBuiltIn(&'static str),
    /// The operating system refused something that every program needs.
    System(std::io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(error) => error.fmt(formatter),
            Self::Authorities(why) => write!(formatter, "certificate authorities: {why}"),
            Self::Listen(address, error) => {
                write!(formatter, "cannot listen on {address}: {error}")
            }
            Self::Upstream(name, why) => write!(formatter, "upstream {name}: {why}"),
            Self::NotBuiltIn(what) => formatter.write_str(what),
            Self::System(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for Error {}

impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}
