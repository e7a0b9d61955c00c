//! The way to the mail server: which certificates are believed, how STARTTLS
//! fails, and what the browser is told.
#![allow(clippy::unwrap_used, reason = "a test's panic is its report")]

mod support;

use std::time::Instant;

use porthole::config::TlsMode;
use support::certificate::{self, Authority};
use support::mail_server::{Listening, say};
use support::{AT_ONCE, Proxy, config_for, soon};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::net::TcpSocket;

#[tokio::test]
async fn a_certificate_that_does_not_verify_ends_the_relay_with_the_reason() {
    let authority = Authority::new("trusted");
    let stranger = Authority::new("stranger");
    for (identity, reason) in [
        (
            authority.sign("localhost", certificate::expired),
            "the mail server's certificate has expired",
        ),
        (
            authority.sign("localhost", certificate::not_valid_yet),
            "the mail server's certificate is not valid yet",
        ),
        (
            authority.sign("other.example", |_| {}),
            "the mail server's certificate is for another name",
        ),
        (
            authority.sign("localhost", certificate::for_clients_only),
            "the mail server's certificate is not meant for servers",
        ),
        (
            stranger.server(),
            "the mail server's certificate is signed by nobody the proxy trusts",
        ),
        (
            certificate::self_signed("localhost"),
            "the mail server's certificate is signed by nobody the proxy trusts",
        ),
    ] {
        let server = Listening::with(&identity, authority.file()).await;
        let proxy = Proxy::before(server.configured()).await;
        let mut browser = proxy.open("work").await.unwrap();
        let (_, closed) = tokio::join!(server.accept_in_vain(), browser.closed());
        assert_eq!(closed, (4002, reason.to_owned(), Vec::new()));
    }
}

#[tokio::test]
async fn a_server_that_is_down_is_told_from_one_that_does_not_speak_tls() {
    let server = Listening::start().await;
    let mut down = server.configured();
    // Held, so that nobody else listens there, and not listened at.
    let silent = TcpSocket::new_v4().unwrap();
    silent.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    down.port = silent.local_addr().unwrap().port();
    let proxy = Proxy::before(down).await;
    let (code, reason, _) = proxy.open("work").await.unwrap().closed().await;
    assert_eq!(
        (code, reason.as_str()),
        (4001, "the mail server refused the connection")
    );

    let mut nameless = server.configured();
    nameless.host = "no-such-host.invalid".to_owned();
    let proxy = Proxy::before(nameless).await;
    let (code, reason, _) = proxy.open("work").await.unwrap().closed().await;
    assert_eq!(
        (code, reason.as_str()),
        (4001, "the mail server's name cannot be resolved")
    );

    let proxy = Proxy::before(server.configured()).await;
    let mut browser = proxy.open("work").await.unwrap();
    let mut clear = server.accept_tcp().await;
    say(&mut clear, b"* OK hello in clear\r\n").await;
    let (code, reason, heard) = browser.closed().await;
    assert_eq!(
        (code, reason.as_str()),
        (4003, "the mail server does not speak TLS on this port")
    );
    assert_eq!(heard, b"");
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() {
    let server = Listening::start().await;
    let mut config = config_for(server.configured());
    config.limits.connect_seconds = 1;
    let proxy = Proxy::start(config).await;
    let mut browser = proxy.open("work").await.unwrap();
    let began = Instant::now();
    let _silent = server.accept_tcp().await;
    let (code, reason, _) = browser.closed().await;
    assert_eq!(
        (code, reason.as_str()),
        (4001, "the mail server did not answer in time")
    );
    assert!(began.elapsed() < AT_ONCE);
}

#[tokio::test]
async fn starttls_leads_to_a_greeting_of_the_relays_own_inside_tls() {
    let server = Listening::start().await;
    let mut configured = server.configured();
    configured.tls = TlsMode::StartTls;
    let proxy = Proxy::before(configured).await;
    let mut browser = proxy.open("work").await.unwrap();
    browser.send(b"a1 CAPABILITY\r\n").await;

    let mut clear = BufReader::new(server.accept_tcp().await);
    say(
        &mut clear,
        b"* OK [CAPABILITY IMAP4rev1 STARTTLS X-FORGED] said in clear\r\n",
    )
    .await;
    let mut line = String::new();
    soon(clear.read_line(&mut line)).await.unwrap();
    say(
        &mut clear,
        b"* CAPABILITY IMAP4rev1 STARTTLS\r\nP1 OK done\r\n",
    )
    .await;
    soon(clear.read_line(&mut line)).await.unwrap();
    assert_eq!(line, "P1 CAPABILITY\r\nP2 STARTTLS\r\n");
    say(&mut clear, b"P2 OK begin\r\n").await;
    let mut upstream = server.encrypt(clear.into_inner()).await;

    browser.expect(b"* OK Porthole relay ready\r\n").await;
    let mut heard = vec![0; 15];
    soon(upstream.read_exact(&mut heard)).await.unwrap();
    assert_eq!(heard, b"a1 CAPABILITY\r\n");
    say(&mut upstream, b"* CAPABILITY IMAP4rev1\r\na1 OK done\r\n").await;
    browser
        .expect(b"* CAPABILITY IMAP4rev1\r\na1 OK done\r\n")
        .await;
}

#[tokio::test]
async fn starttls_that_fails_never_goes_on_in_clear() {
    for (consent, reason) in [
        (
            &b"P2 NO not today\r\n"[..],
            "the mail server refused STARTTLS",
        ),
        (
            b"P2 OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n",
            "the mail server went on in clear after STARTTLS",
        ),
    ] {
        let server = Listening::start().await;
        let mut configured = server.configured();
        configured.tls = TlsMode::StartTls;
        let proxy = Proxy::before(configured).await;
        let mut browser = proxy.open("work").await.unwrap();
        browser.send(b"a1 LOGIN user secret\r\n").await;
        let mut clear = server.accept_tcp().await;
        say(&mut clear, b"* OK hello\r\n").await;
        let mut heard = Vec::new();
        while !heard.ends_with(b"P1 CAPABILITY\r\n") {
            soon(clear.read_buf(&mut heard)).await.unwrap();
        }
        say(&mut clear, b"* CAPABILITY STARTTLS\r\nP1 OK done\r\n").await;
        while !heard.ends_with(b"P2 STARTTLS\r\n") {
            soon(clear.read_buf(&mut heard)).await.unwrap();
        }
        say(&mut clear, consent).await;
        assert_eq!(
            browser.closed().await,
            (4004, reason.to_owned(), Vec::new())
        );
        let _ = soon(clear.read_to_end(&mut heard)).await;
        assert_eq!(heard, b"P1 CAPABILITY\r\nP2 STARTTLS\r\n");
    }
}

#[tokio::test]
async fn a_server_that_asks_for_it_is_told_the_browsers_address() {
    let server = Listening::start().await;
    let mut configured = server.configured();
    configured.proxy_protocol = true;
    let mut config = config_for(configured);
    config.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    let proxy = Proxy::start(config).await;
    let origin = proxy.origin();
    let headers = [
        ("origin", origin.as_str()),
        ("sec-websocket-protocol", relay_protocol::SUBPROTOCOL),
        ("x-forwarded-for", "192.0.2.33"),
    ];
    let mut browser = proxy.open_with("work", &headers).await.unwrap();
    let mut tcp = server.accept_tcp().await;
    let mut header = [0; 28];
    soon(tcp.read_exact(&mut header)).await.unwrap();
    assert_eq!(&header[..12], b"\r\n\r\n\0\r\nQUIT\n");
    assert_eq!(&header[12..24], b"\x21\x11\0\x0c\xc0\0\x02\x21\x7f\0\0\x01");
    assert_eq!(header[26..], server.address().port().to_be_bytes());
    let mut upstream = server.encrypt(tcp).await;
    say(&mut upstream, b"* OK hello\r\n").await;
    browser.expect(b"* OK hello\r\n").await;
}

#[tokio::test]
async fn check_tells_what_it_finds_and_whether_it_can_be_used() {
    let authority = Authority::new("trusted");
    let good = Listening::with(&authority.server(), authority.file()).await;
    let bad = Listening::with(
        &authority.sign("localhost", certificate::expired),
        authority.file(),
    )
    .await;
    let mut config = config_for(good.configured());
    let mut expired = config.upstreams["work"].clone();
    expired.target = porthole::config::Target::Server(bad.configured());

    let answer = async {
        let mut upstream = good.accept().await;
        say(&mut upstream, b"* OK ready \x1b[2Jto serve\r\n").await;
        let mut line = String::new();
        let mut upstream = BufReader::new(upstream);
        soon(upstream.read_line(&mut line)).await.unwrap();
        assert_eq!(line, "P1 CAPABILITY\r\n");
        say(
            &mut upstream,
            b"* CAPABILITY IMAP4rev1 IDLE\r\nP1 OK done\r\n",
        )
        .await;
        soon(upstream.read_to_string(&mut line)).await.unwrap();
        assert_eq!(line, "P1 CAPABILITY\r\nP2 LOGOUT\r\n");
    };
    let mut out = Vec::new();
    let (usable, ()) = tokio::join!(porthole::check::check(&config, &mut out), answer);
    let report = String::from_utf8(out).unwrap();
    assert!(usable.unwrap(), "{report}");
    for line in [
        format!("work: localhost:{}, implicit TLS\n", good.address().port()),
        "  TLS           TLSv1_3\n".to_owned(),
        "  certificate   CN=localhost\n".to_owned(),
        "  issued by     CN=trusted\n".to_owned(),
        "  greeting      * OK ready \u{fffd}[2Jto serve\n".to_owned(),
        "  capabilities  IMAP4rev1 IDLE\n".to_owned(),
        "  result        usable\n".to_owned(),
    ] {
        assert!(report.contains(&line), "{line}{report}");
    }

    config.upstreams.clear();
    config.upstreams.insert("old".to_owned(), expired);
    let mut out = Vec::new();
    let (usable, ()) = tokio::join!(
        porthole::check::check(&config, &mut out),
        bad.accept_in_vain()
    );
    let report = String::from_utf8(out).unwrap();
    assert!(!usable.unwrap());
    assert!(
        report.contains("  expires       Jan  1 00:00:00 2002"),
        "{report}"
    );
    assert!(
        report.contains("  PROBLEM       the mail server's certificate has expired\n"),
        "{report}"
    );
}
