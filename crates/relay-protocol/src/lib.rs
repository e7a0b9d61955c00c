//! The little that the app and the proxy must agree on: where the relay is,
//! what its dialect is called, what a close code means, and which settings the
//! proxy may give.
#![warn(missing_docs)]

mod setting;

pub use setting::{
    LANGUAGE, LANGUAGE_ATTRIBUTE, LOCKED_LANGUAGE_ATTRIBUTE, SETTING_META, SETTINGS, Setting,
    SettingValue,
};

/// The WebSocket subprotocol (RFC 6455 §1.9). Versioned: a proxy that does not
/// speak the page's version refuses instead of guessing.
pub const SUBPROTOCOL: &str = "porthole.relay.v1";

/// The path below which each upstream has its relay: `/relay/` and the
/// upstream's name. A plain GET of it (no upgrade) answers with the status the
/// upgrade would have got, 426 if it would have been accepted: browsers hide
/// the status of a refused WebSocket, and people need to be told the reason.
pub const RELAY_PATH: &str = "/relay/";

/// What stands behind an upstream's relay path for the relay to its submission
/// service (RFC 6409), where it has one.
pub const SUBMISSION_SUFFIX: &str = "/submission";

/// The message frame's document: no remote content can load in it.
pub const FRAME_PATH: &str = "/frame/blocked.html";

/// The message frame's second variant, after the person's consent: https images load.
pub const REMOTE_FRAME_PATH: &str = "/frame/remote.html";

/// The name of the `<meta>` element that the proxy writes into the page for
/// each upstream: `content` is its name, `data-label` what people call it,
/// `data-domains` the mail domains that belong to it, space separated;
/// `data-submission` is there, and empty, where mail can be sent by it.
pub const UPSTREAM_META: &str = "porthole-upstream";

/// The name of the `<meta>` element whose `content` is what the product is
/// called here. The proxy puts the same into `<title>`.
pub const PRODUCT_META: &str = "porthole-product";

/// Why the proxy closed a relay, as a WebSocket close code (RFC 6455 §7.4).
/// 4000–4999 is the range for private use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseCode {
    /// 1000: the mail server ended the stream in order; all its bytes were delivered.
    Normal,
    /// 1001: the proxy is shutting down.
    GoingAway,
    /// 1002, 1003, 1009 …: the page broke the protocol or a limit.
    Protocol,
    /// 4001: the mail server could not be reached (name, route, refused, timed out).
    UpstreamUnreachable,
    /// 4002: the mail server's certificate does not verify.
    CertificateInvalid,
    /// 4003: TLS failed otherwise.
    TlsFailed,
    /// 4004: STARTTLS is not offered, was refused, or something came in clear behind it.
    StartTlsFailed,
    /// 4005: the mail server broke the connection.
    UpstreamReset,
    /// 4006: nothing moved for longer than the idle deadline, or one side did not read.
    Idle,
    /// 4007: nobody logged in within the time allowed (nothing was relayed for long enough).
    LoginDeadline,
    /// 1011: the proxy failed.
    Internal,
    /// Anything else; 1006 above all: the connection just broke.
    Other(u16),
}

impl CloseCode {
    /// The number on the wire.
    pub fn number(self) -> u16 {
        match self {
            Self::Normal => 1000,
            Self::GoingAway => 1001,
            Self::Protocol => 1002,
            Self::Internal => 1011,
            Self::UpstreamUnreachable => 4001,
            Self::CertificateInvalid => 4002,
            Self::TlsFailed => 4003,
            Self::StartTlsFailed => 4004,
            Self::UpstreamReset => 4005,
            Self::Idle => 4006,
            Self::LoginDeadline => 4007,
            Self::Other(number) => number,
        }
    }
}

impl From<u16> for CloseCode {
    fn from(number: u16) -> Self {
        match number {
            1000 => Self::Normal,
            1001 => Self::GoingAway,
            1002 | 1003 | 1007 | 1008 | 1009 => Self::Protocol,
            1011 => Self::Internal,
            4001 => Self::UpstreamUnreachable,
            4002 => Self::CertificateInvalid,
            4003 => Self::TlsFailed,
            4004 => Self::StartTlsFailed,
            4005 => Self::UpstreamReset,
            4006 => Self::Idle,
            4007 => Self::LoginDeadline,
            other => Self::Other(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CloseCode;

    #[test]
    fn every_code_survives_the_wire() {
        for number in (1000..1016).chain(4000..4010) {
            let code = CloseCode::from(number);
            assert_eq!(CloseCode::from(code.number()), code);
        }
    }
}
