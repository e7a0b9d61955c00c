//! What is served, under which headers, and who may open a relay.
#![allow(clippy::unwrap_used, reason = "a test's panic is its report")]

mod support;

use std::time::{Duration, Instant};

use relay_protocol::{FRAME_PATH, REMOTE_FRAME_PATH, SUBPROTOCOL};
use support::mail_server::Listening;
use support::{AT_ONCE, Proxy, config_for, nobody, soon};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

async fn proxy() -> Proxy {
    Proxy::before(nobody()).await
}

fn status(answer: &str) -> u16 {
    answer
        .get(9..12)
        .and_then(|status| status.parse().ok())
        .unwrap_or(0)
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let (head, _) = answer.split_once("\r\n\r\n")?;
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

const APP_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; media-src blob:; connect-src 'self'; worker-src 'self'; frame-src 'self' blob:; font-src 'self'; \
    manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types porthole";

#[tokio::test]
async fn the_app_is_served_under_its_exact_headers() {
    let proxy = proxy().await;
    for path in [
        "/",
        "/login",
        "/mail/INBOX.Sent/7",
        "/assets/app-1234.wasm",
        "/icon.svg",
        "/gone.png",
        "/healthz",
    ] {
        let answer = proxy.fetch(path, "").await;
        for (name, value) in [
            ("content-security-policy", APP_POLICY),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("cross-origin-resource-policy", "same-origin"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
        ] {
            assert_eq!(header(&answer, name), Some(value), "{path}");
        }
        assert!(
            header(&answer, "permissions-policy")
                .unwrap()
                .contains("camera=()"),
            "{path}"
        );
        assert_eq!(header(&answer, "strict-transport-security"), None, "{path}");
    }
}

#[tokio::test]
async fn behind_tls_browsers_are_told_to_stay_there() {
    let mut config = config_for(nobody());
    config.origins = vec!["https://mail.example.org".to_owned()];
    let proxy = Proxy::start(config).await;
    let answer = proxy.fetch("/", "").await;
    assert_eq!(
        header(&answer, "strict-transport-security"),
        Some("max-age=31536000")
    );
}

#[tokio::test]
async fn message_frames_have_no_script_and_let_pictures_in_only_where_asked() {
    let proxy = proxy().await;
    for (path, images, embedder_policy) in [
        (FRAME_PATH, "data: blob:", "require-corp"),
        (
            REMOTE_FRAME_PATH,
            "data: blob: http: https:",
            "credentialless",
        ),
    ] {
        let answer = proxy.fetch(path, "").await;
        let policy = format!(
            "default-src 'none'; style-src 'unsafe-inline'; img-src {images}; base-uri 'none'; form-action 'none'; \
             frame-ancestors 'self'; sandbox allow-same-origin allow-modals allow-popups allow-popups-to-escape-sandbox"
        );
        assert_eq!(status(&answer), 200);
        assert_eq!(
            header(&answer, "content-security-policy"),
            Some(policy.as_str())
        );
        assert_eq!(
            header(&answer, "cross-origin-embedder-policy"),
            Some(embedder_policy)
        );
        assert_eq!(
            header(&answer, "cross-origin-resource-policy"),
            Some("same-origin")
        );
        assert_eq!(header(&answer, "x-content-type-options"), Some("nosniff"));
        assert_eq!(header(&answer, "referrer-policy"), Some("no-referrer"));
        assert_eq!(header(&answer, "x-dns-prefetch-control"), Some("off"));
        assert_eq!(
            header(&answer, "content-type"),
            Some("text/html; charset=utf-8")
        );
        assert_eq!(
            body(&answer),
            "<!doctype html><html><head><meta charset=\"utf-8\"><title></title></head><body></body></html>\n"
        );
    }
}

#[tokio::test]
async fn files_are_compressed_and_kept_as_their_names_allow() {
    let proxy = proxy().await;
    for (accepted, coding, content) in [
        ("gzip, deflate, br", Some("br"), "brotli"),
        ("gzip", Some("gzip"), "gzip"),
        ("br;q=0, gzip", Some("gzip"), "gzip"),
        ("identity", None, "identity"),
    ] {
        let answer = proxy
            .fetch(
                "/assets/app-1234.wasm",
                &format!("accept-encoding: {accepted}\r\n"),
            )
            .await;
        assert_eq!(header(&answer, "content-encoding"), coding, "{accepted}");
        assert_eq!(body(&answer), content, "{accepted}");
        assert_eq!(header(&answer, "content-type"), Some("application/wasm"));
        assert_eq!(
            header(&answer, "cache-control"),
            Some("public, max-age=31536000, immutable")
        );
        assert_eq!(header(&answer, "vary"), Some("Accept-Encoding"));
    }
}

#[tokio::test]
async fn the_page_is_asked_for_again_and_answered_short_when_it_is_the_same() {
    let proxy = proxy().await;
    let answer = proxy.fetch("/mail/INBOX", "").await;
    assert_eq!(header(&answer, "cache-control"), Some("no-cache"));
    assert!(body(&answer).contains(
        "<meta name=\"porthole-upstream\" content=\"work\" data-label=\"Work\" data-domains=\"example.org\">"
    ));
    let tag = header(&answer, "etag").unwrap();
    let again = proxy
        .fetch("/login", &format!("if-none-match: {tag}\r\n"))
        .await;
    assert_eq!((status(&again), body(&again)), (304, ""));
    let other = proxy.fetch("/login", "if-none-match: \"other\"\r\n").await;
    assert_eq!(status(&other), 200);
    assert!(!body(&other).is_empty());
}

#[tokio::test]
async fn addresses_answer_what_they_are_for() {
    let proxy = proxy().await;
    for (path, expected) in [
        ("/healthz", 200),
        ("/compose/7", 200),
        ("/assets/gone-1234.js", 404),
        ("/assets/", 404),
        ("/index.html", 404),
        ("/../../etc/passwd", 404),
        ("/assets/../../Cargo.toml", 404),
        ("/assets/..%2f..%2fCargo.toml", 404),
        ("/frame/other.html", 404),
        ("/relay", 404),
    ] {
        assert_eq!(status(&proxy.fetch(path, "").await), expected, "{path}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let answer = proxy
            .raw(&format!(
                "{method} / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
            ))
            .await;
        assert_eq!(
            (status(&answer), header(&answer, "allow")),
            (405, Some("GET, HEAD")),
            "{method}"
        );
    }
    let head = proxy
        .raw("HEAD / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await;
    let get = proxy.fetch("/", "").await;
    assert_eq!((status(&head), body(&head)), (200, ""));
    assert_eq!(
        header(&head, "content-length"),
        header(&get, "content-length")
    );
}

#[tokio::test]
async fn without_an_app_inside_the_page_says_how_to_build_it() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(porthole::serve(
        listener,
        config_for(nobody()),
        &[],
        std::future::pending(),
    ));
    let mut tcp = TcpStream::connect(address).await.unwrap();
    tcp.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    let mut answer = String::new();
    soon(tcp.read_to_string(&mut answer)).await.unwrap();
    assert_eq!(status(&answer), 503);
    assert!(body(&answer).contains("cargo xtask build"));
    serving.abort();
}

#[tokio::test]
async fn a_head_that_is_too_long_or_too_slow_is_not_waited_for() {
    let mut config = config_for(nobody());
    config.limits.handshake_seconds = 1;
    let proxy = Proxy::start(config).await;
    let long = proxy
        .fetch("/", &format!("x: {}\r\n", "x".repeat(9000)))
        .await;
    assert_eq!(status(&long), 431);
    let began = Instant::now();
    assert_eq!(proxy.raw("").await, "");
    assert!(began.elapsed() < AT_ONCE);
    let mut slow = TcpStream::connect(proxy.address).await.unwrap();
    let began = Instant::now();
    let mut answer = Vec::new();
    let drip = async {
        loop {
            tokio::time::sleep(Duration::from_millis(200)).await;
            if slow.write_all(b"G").await.is_err()
                || slow.try_read_buf(&mut answer).is_ok_and(|read| read == 0)
            {
                break;
            }
        }
    };
    soon(drip).await;
    assert!(began.elapsed() < AT_ONCE);
}

#[tokio::test]
async fn a_foreign_origin_is_refused_before_the_upgrade() {
    let proxy = proxy().await;
    let ours = proxy.origin();
    let port = proxy.address.port();
    for origin in [
        "null".to_owned(),
        "https://evil.example".to_owned(),
        format!("{ours}.evil.example"),
        format!("{ours}0"),
        format!("https://127.0.0.1:{port}"),
        "http://127.0.0.1".to_owned(),
    ] {
        let refused = proxy
            .open_with(
                "work",
                &[("origin", &origin), ("sec-websocket-protocol", SUBPROTOCOL)],
            )
            .await
            .err();
        assert_eq!(refused.map(|status| status.as_u16()), Some(403), "{origin}");
    }
    let without = proxy
        .open_with("work", &[("sec-websocket-protocol", SUBPROTOCOL)])
        .await
        .err();
    assert_eq!(without.map(|status| status.as_u16()), Some(403));
    // Even where nothing else would be right, a stranger learns nothing else.
    let unknown = proxy
        .open_with("elsewhere", &[("origin", "https://evil.example")])
        .await
        .err();
    assert_eq!(unknown.map(|status| status.as_u16()), Some(403));
}

#[tokio::test]
async fn a_handshake_is_refused_with_the_status_that_says_why() {
    let proxy = proxy().await;
    let ours = proxy.origin();
    let unknown = proxy.open("elsewhere").await.err();
    assert_eq!(unknown.map(|status| status.as_u16()), Some(404));
    for protocol in ["porthole.relay.v0", "chat"] {
        let refused = proxy
            .open_with(
                "work",
                &[("origin", &ours), ("sec-websocket-protocol", protocol)],
            )
            .await
            .err();
        assert_eq!(
            refused.map(|status| status.as_u16()),
            Some(400),
            "{protocol}"
        );
    }
    let without = proxy.open_with("work", &[("origin", &ours)]).await.err();
    assert_eq!(without.map(|status| status.as_u16()), Some(400));
}

#[tokio::test]
async fn a_page_may_ask_why_its_relay_was_refused() {
    let mut config = config_for(nobody());
    config.limits.relays = 1;
    config.limits.connect_seconds = 1;
    let proxy = Proxy::start(config).await;
    let upgrade_required = proxy.fetch("/relay/work", "").await;
    assert_eq!(status(&upgrade_required), 426);
    assert_eq!(
        header(&upgrade_required, "sec-websocket-version"),
        Some("13")
    );
    assert_eq!(status(&proxy.fetch("/relay/elsewhere", "").await), 404);
    assert_eq!(
        status(
            &proxy
                .fetch("/relay/work", "origin: https://evil.example\r\n")
                .await
        ),
        403
    );
    let elsewhere = proxy
        .raw("GET /relay/work HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n")
        .await;
    assert_eq!(status(&elsewhere), 403);
}

#[tokio::test]
async fn over_a_cap_a_browser_is_told_when_to_come_back() {
    let server = Listening::start().await;
    let mut config = config_for(server.configured());
    config.limits.relays_per_address = 1;
    let proxy = Proxy::start(config).await;
    let first = proxy.open("work").await.unwrap();
    let mut upstream = server.accept().await;
    assert_eq!(
        proxy.open("work").await.err().map(|status| status.as_u16()),
        Some(429)
    );
    let probe = proxy.fetch("/relay/work", "").await;
    assert_eq!(
        (status(&probe), header(&probe, "retry-after")),
        (429, Some("5"))
    );
    drop(first);
    let _ = soon(upstream.read_to_end(&mut Vec::new())).await;
    let mut again = proxy.open("work").await;
    let began = Instant::now();
    while again.is_err() && began.elapsed() < Duration::from_secs(5) {
        tokio::time::sleep(Duration::from_millis(20)).await;
        again = proxy.open("work").await;
    }
    assert!(again.is_ok());

    let mut config = config_for(server.configured());
    config.limits.relays = 1;
    let proxy = Proxy::start(config).await;
    let _first = proxy.open("work").await.unwrap();
    assert_eq!(
        proxy.open("work").await.err().map(|status| status.as_u16()),
        Some(503)
    );
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_browser_has_its_own_cap() {
    let server = Listening::start().await;
    let mut config = config_for(server.configured());
    config.limits.relays_per_address = 1;
    config.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    let proxy = Proxy::start(config).await;
    let origin = proxy.origin();
    let open = async |address: &str| {
        let headers = [
            ("origin", origin.as_str()),
            ("sec-websocket-protocol", SUBPROTOCOL),
            ("x-forwarded-for", address),
        ];
        proxy.open_with("work", &headers).await
    };
    let _one = open("192.0.2.1").await.unwrap();
    let _other = open("192.0.2.2").await.unwrap();
    assert_eq!(
        open("192.0.2.1").await.err().map(|status| status.as_u16()),
        Some(429)
    );
    assert_eq!(
        open("198.51.100.9, 192.0.2.1")
            .await
            .err()
            .map(|status| status.as_u16()),
        Some(429)
    );
}

#[tokio::test]
async fn more_connections_than_allowed_are_turned_away_and_later_let_in() {
    let mut config = config_for(nobody());
    config.limits.connections = 1;
    let proxy = Proxy::start(config).await;
    let occupied = TcpStream::connect(proxy.address).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(status(&proxy.raw("").await), 503);
    drop(occupied);
    let mut answer = proxy.fetch("/healthz", "").await;
    let began = Instant::now();
    while status(&answer) != 200 && began.elapsed() < Duration::from_secs(5) {
        tokio::time::sleep(Duration::from_millis(20)).await;
        answer = proxy.fetch("/healthz", "").await;
    }
    assert_eq!(body(&answer), "ok");
}
