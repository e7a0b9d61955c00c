//! Whether a request may become a relay: its origin, its upstream, its
//! subprotocol, and whether there is room. The same questions are answered to a
//! plain GET, because a browser does not tell a page why a WebSocket was refused.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{StatusCode, Version};
use relay_protocol::{RELAY_PATH, SUBPROTOCOL};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use crate::admission::Refusal;
use crate::config::Network;

/// What a browser is told in place of a relay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rejection {
    pub(crate) status: StatusCode,
    pub(crate) reason: &'static str,
    pub(crate) retry_after: Option<Duration>,
}

impl Rejection {
    pub(crate) fn new(status: StatusCode, reason: &'static str) -> Self {
        Self {
            status,
            reason,
            retry_after: None,
        }
    }
}

impl From<Refusal> for Rejection {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Full(wait) => Self {
                status: StatusCode::SERVICE_UNAVAILABLE,
                reason: "too many connections",
                retry_after: Some(wait),
            },
            Refusal::TooManyFromAddress(wait) => Self {
                status: StatusCode::TOO_MANY_REQUESTS,
                reason: "too many connections from this address",
                retry_after: Some(wait),
            },
        }
    }
}

/// What a request for a relay wants, once its origin is known to be ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// The upgrade, to be answered with this `Sec-WebSocket-Accept`.
    Upgrade(HeaderValue),
    /// To know what the upgrade would be answered.
    Probe,
}

/// The upstream that a path names.
pub(crate) fn upstream_name(path: &str) -> Option<&str> {
    path.strip_prefix(RELAY_PATH)
}

/// Whether the page that asks is one of `origins`.
pub(crate) fn check_origin(parts: &Parts, origins: &[String]) -> Result<(), Rejection> {
    let foreign = || {
        Rejection::new(
            StatusCode::FORBIDDEN,
            "this page's origin may not use the relay",
        )
    };
    match only(&parts.headers, &header::ORIGIN) {
        Single::One(origin) => {
            let ours = origins
                .iter()
                .any(|ours| ours.as_bytes() == origin.as_bytes());
            if ours { Ok(()) } else { Err(foreign()) }
        }
        // A page's GET to its own origin carries none. To tell it what it
        // needs to know, the host that it asked stands for it.
        Single::None if !asks_for_upgrade(parts) => {
            let host = parts
                .headers
                .get(header::HOST)
                .and_then(|host| host.to_str().ok());
            let ours = origins
                .iter()
                .any(|ours| ours.split_once("://").map(|(_, authority)| authority) == host);
            if ours { Ok(()) } else { Err(foreign()) }
        }
        Single::None | Single::Several => Err(foreign()),
    }
}

/// What the request wants, if it asks for it rightly (RFC 6455 §4.2.1).
pub(crate) fn wish(parts: &Parts) -> Result<Wish, Rejection> {
    if !asks_for_upgrade(parts) {
        return Ok(Wish::Probe);
    }
    let bad = |reason| Err(Rejection::new(StatusCode::BAD_REQUEST, reason));
    if parts.version != Version::HTTP_11
        || !has_token(&parts.headers, &header::CONNECTION, "upgrade")
    {
        return bad("not a WebSocket handshake");
    }
    if !matches!(only(&parts.headers, &header::SEC_WEBSOCKET_VERSION), Single::One(version) if version == "13")
    {
        return Err(Rejection::new(
            StatusCode::UPGRADE_REQUIRED,
            "WebSocket version 13 only",
        ));
    }
    let Single::One(key) = only(&parts.headers, &header::SEC_WEBSOCKET_KEY) else {
        return bad("not a WebSocket handshake");
    };
    if !is_key(key.as_bytes()) {
        return bad("not a WebSocket handshake");
    }
    if !has_token(&parts.headers, &header::SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL) {
        return bad("the page speaks another version of the relay's protocol");
    }
    HeaderValue::from_str(&derive_accept_key(key.as_bytes()))
        .map(Wish::Upgrade)
        .or_else(|_| bad("not a WebSocket handshake"))
}

/// The headers that complete an upgrade.
pub(crate) fn accepted(accept: HeaderValue) -> HeaderMap {
    HeaderMap::from_iter([
        (header::UPGRADE, HeaderValue::from_static("websocket")),
        (header::CONNECTION, HeaderValue::from_static("Upgrade")),
        (header::SEC_WEBSOCKET_ACCEPT, accept),
        (
            header::SEC_WEBSOCKET_PROTOCOL,
            HeaderValue::from_static(SUBPROTOCOL),
        ),
    ])
}

/// The browser's address: the peer's, unless the peer is a proxy whose word is
/// believed. Then it is the last address in `X-Forwarded-For` that is not such
/// a proxy's itself: whatever stands before it, the browser may have made up.
pub(crate) fn browser_address(
    peer: SocketAddr,
    headers: &HeaderMap,
    trusted: &[Network],
) -> SocketAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut browser = peer;
    if !is_trusted(peer.ip()) {
        return browser;
    }
    let forwarded: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    for address in forwarded.into_iter().rev() {
        let Ok(address) = address.parse() else { break };
        browser = SocketAddr::new(address, 0);
        if !is_trusted(address) {
            break;
        }
    }
    browser
}

fn asks_for_upgrade(parts: &Parts) -> bool {
    has_token(&parts.headers, &header::UPGRADE, "websocket")
}

/// 16 bytes in base64 (RFC 6455 §4.1): 22 letters and two of padding.
fn is_key(key: &[u8]) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    key.len() == 24
        && key
            .strip_suffix(b"==")
            .is_some_and(|letters| letters.iter().all(is_letter))
}

enum Single<'a> {
    None,
    One(&'a HeaderValue),
    Several,
}

fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Single<'a> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Single::None,
        (Some(value), None) => Single::One(value),
        (Some(_), Some(_)) => Single::Several,
    }
}

fn has_token(headers: &HeaderMap, name: &HeaderName, token: &str) -> bool {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|item| item.trim().eq_ignore_ascii_case(token))
}

#[cfg(test)]
mod tests {
    use super::{Rejection, Wish, browser_address, check_origin, wish};
    use hyper::{Request, StatusCode};

    fn parts(headers: &[(&str, &str)]) -> hyper::http::request::Parts {
        let mut request = Request::get("/relay/work");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    const UPGRADE: (&str, &str) = ("upgrade", "websocket");

    #[test]
    fn an_origin_must_match_to_the_letter() {
        let origins = ["https://mail.example.org".to_owned()];
        for (origin, expected) in [
            ("https://mail.example.org", true),
            ("http://mail.example.org", false),
            ("https://mail.example.org:443", false),
            ("https://mail.example.org:8443", false),
            ("https://mail.example.org.evil.example", false),
            ("https://evil.mail.example.org", false),
            ("https://mail.example.or", false),
            ("https://mail.example.org/", false),
            ("HTTPS://MAIL.EXAMPLE.ORG", false),
            ("null", false),
            ("", false),
            ("https://mail.example.org https://evil.example", false),
        ] {
            let allowed = check_origin(&parts(&[UPGRADE, ("origin", origin)]), &origins).is_ok();
            assert_eq!(allowed, expected, "{origin}");
        }
    }

    #[test]
    fn an_upgrade_without_an_origin_or_with_two_is_refused() {
        let origins = ["https://mail.example.org".to_owned()];
        let ours = ("origin", "https://mail.example.org");
        let host = ("host", "mail.example.org");
        for headers in [vec![UPGRADE, host], vec![UPGRADE, host, ours, ours]] {
            let rejection = check_origin(&parts(&headers), &origins).unwrap_err();
            assert_eq!(rejection.status, StatusCode::FORBIDDEN);
        }
    }

    #[test]
    fn a_probe_without_an_origin_is_judged_by_the_host_it_asked() {
        let origins = [
            "https://mail.example.org".to_owned(),
            "http://localhost:8080".to_owned(),
        ];
        for (host, expected) in [
            ("mail.example.org", true),
            ("localhost:8080", true),
            ("localhost", false),
            ("evil.example", false),
        ] {
            assert_eq!(
                check_origin(&parts(&[("host", host)]), &origins).is_ok(),
                expected,
                "{host}"
            );
        }
        assert!(check_origin(&parts(&[]), &origins).is_err());
    }

    #[test]
    fn a_handshake_that_is_wrong_anywhere_is_refused() {
        let right = [
            UPGRADE,
            ("connection", "keep-alive, Upgrade"),
            ("sec-websocket-version", "13"),
            ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
            ("sec-websocket-protocol", "other, porthole.relay.v1"),
        ];
        // RFC 6455 §1.3 has this key and its answer.
        assert_eq!(
            wish(&parts(&right)),
            Ok(Wish::Upgrade(
                "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=".parse().unwrap()
            ))
        );
        for (name, value, status) in [
            ("connection", "close", 400),
            ("sec-websocket-version", "8", 426),
            ("sec-websocket-key", "c2hvcnQ=", 400),
            ("sec-websocket-key", "dGhlIHNhbXBsZSBub25j!!==", 400),
            ("sec-websocket-protocol", "porthole.relay.v0", 400),
            ("sec-websocket-protocol", "", 400),
        ] {
            let wrong: Vec<_> = right
                .iter()
                .map(|&(known, right)| (known, if known == name { value } else { right }))
                .collect();
            let rejected = wish(&parts(&wrong)).map_err(|Rejection { status, .. }| status.as_u16());
            assert_eq!(rejected, Err(status), "{name}: {value}");
        }
        assert_eq!(wish(&parts(&[])), Ok(Wish::Probe));
    }

    #[test]
    fn only_a_trusted_proxys_word_about_the_browsers_address_counts() {
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        for (peer, forwarded, expected) in [
            ("192.0.2.9:1000", "198.51.100.1", "192.0.2.9:1000"),
            ("10.0.0.1:1000", "198.51.100.1", "198.51.100.1:0"),
            (
                "10.0.0.1:1000",
                "203.0.113.5, 198.51.100.1",
                "198.51.100.1:0",
            ),
            (
                "10.0.0.1:1000",
                "203.0.113.5, 198.51.100.1, 10.0.0.2",
                "198.51.100.1:0",
            ),
            ("10.0.0.1:1000", "unknown", "10.0.0.1:1000"),
            ("10.0.0.1:1000", "2001:db8::1", "[2001:db8::1]:0"),
        ] {
            let parts = parts(&[("x-forwarded-for", forwarded)]);
            let browser = browser_address(peer.parse().unwrap(), &parts.headers, &trusted);
            assert_eq!(browser, expected.parse().unwrap(), "{peer} {forwarded}");
        }
    }
}
