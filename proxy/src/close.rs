//! Why a relay ended: for the browser a close code and a short reason, for the
//! log a word. None of it ever contains what was relayed.

use std::borrow::Cow;

use relay_protocol::CloseCode;

/// A close frame's payload is at most 125 bytes, two of them the code (RFC 6455 §5.5).
const LONGEST_REASON: usize = 123;

/// Why a relay ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The mail server ended its stream in order.
    UpstreamFinished,
    /// The mail server broke its stream off.
    UpstreamReset,
    /// The mail server could not be reached, or not safely.
    UpstreamFailed(Failure),
    /// The browser sent a close frame.
    BrowserClosed,
    /// The browser's connection ended without one.
    BrowserVanished,
    /// The browser broke the protocol or a limit.
    BrowserViolation(Violation),
    /// Nothing moved for longer than the idle deadline.
    Idle,
    /// One side did not take what waited for it, or answered no ping.
    Stalled,
    /// The browser said nothing within the time for logging in.
    LoginDeadline,
    /// The program is to stop.
    ShuttingDown,
}

/// Why there is no connection to a mail server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// No such name, no route, refused, or too slow.
    Unreachable(Cow<'static, str>),
    /// Its certificate does not verify.
    Certificate(Cow<'static, str>),
    /// TLS failed otherwise.
    Tls(Cow<'static, str>),
    /// STARTTLS did not lead to TLS.
    StartTls(Cow<'static, str>),
}

/// What a browser may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Violation {
    /// RFC 6455 was broken.
    Protocol,
    /// A text message, where only binary ones are spoken; its text was valid.
    NotBinary,
    /// A text message that is not UTF-8.
    NotUtf8,
    /// A frame or message beyond its limit.
    TooLarge,
}

impl Ending {
    /// The close code on the wire (RFC 6455 §7.4).
    pub(crate) fn code(&self) -> u16 {
        match self {
            Self::UpstreamFinished | Self::BrowserClosed | Self::BrowserVanished => {
                CloseCode::Normal.number()
            }
            Self::UpstreamReset => CloseCode::UpstreamReset.number(),
            Self::UpstreamFailed(Failure::Unreachable(_)) => {
                CloseCode::UpstreamUnreachable.number()
            }
            Self::UpstreamFailed(Failure::Certificate(_)) => CloseCode::CertificateInvalid.number(),
            Self::UpstreamFailed(Failure::Tls(_)) => CloseCode::TlsFailed.number(),
            Self::UpstreamFailed(Failure::StartTls(_)) => CloseCode::StartTlsFailed.number(),
            Self::BrowserViolation(Violation::Protocol) => CloseCode::Protocol.number(),
            Self::BrowserViolation(Violation::NotBinary) => 1003,
            Self::BrowserViolation(Violation::NotUtf8) => 1007,
            Self::BrowserViolation(Violation::TooLarge) => 1009,
            Self::Idle | Self::Stalled => CloseCode::Idle.number(),
            Self::LoginDeadline => CloseCode::LoginDeadline.number(),
            Self::ShuttingDown => CloseCode::GoingAway.number(),
        }
    }

    /// The reason that the close frame carries, short enough for one.
    pub(crate) fn reason(&self) -> &str {
        let reason = match self {
            Self::UpstreamFinished => "the mail server ended the connection",
            Self::UpstreamReset => "the mail server broke the connection",
            Self::UpstreamFailed(
                Failure::Unreachable(why)
                | Failure::Certificate(why)
                | Failure::Tls(why)
                | Failure::StartTls(why),
            ) => why,
            Self::BrowserClosed | Self::BrowserVanished => "",
            Self::BrowserViolation(Violation::Protocol) => "WebSocket protocol error",
            Self::BrowserViolation(Violation::NotBinary) => "binary messages only",
            Self::BrowserViolation(Violation::NotUtf8) => "text that is not UTF-8",
            Self::BrowserViolation(Violation::TooLarge) => "message too large",
            Self::Idle => "nothing moved for too long",
            Self::Stalled => "one side stopped reading",
            Self::LoginDeadline => "nothing was sent in the time for logging in",
            Self::ShuttingDown => "the proxy is shutting down",
        };
        let mut end = reason.len().min(LONGEST_REASON);
        while !reason.is_char_boundary(end) {
            end -= 1;
        }
        reason.get(..end).unwrap_or("")
    }

    /// The word that the log has for it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::UpstreamFinished => "upstream-finished",
            Self::UpstreamReset => "upstream-reset",
            Self::UpstreamFailed(Failure::Unreachable(_)) => "upstream-unreachable",
            Self::UpstreamFailed(Failure::Certificate(_)) => "certificate-invalid",
            Self::UpstreamFailed(Failure::Tls(_)) => "tls-failed",
            Self::UpstreamFailed(Failure::StartTls(_)) => "starttls-failed",
            Self::BrowserClosed => "browser-closed",
            Self::BrowserVanished => "browser-vanished",
            Self::BrowserViolation(_) => "browser-violation",
            Self::Idle => "idle",
            Self::Stalled => "stalled",
            Self::LoginDeadline => "login-deadline",
            Self::ShuttingDown => "shutting-down",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ending, Failure};

    #[test]
    fn a_reason_fits_a_close_frame_and_stays_text() {
        let ending = Ending::UpstreamFailed(Failure::Tls("ü".repeat(100).into()));
        assert_eq!(ending.reason(), "ü".repeat(61));
    }
}
