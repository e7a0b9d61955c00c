//! What a browser or a mail server cannot make grow.
#![allow(clippy::unwrap_used, reason = "a test's panic is its report")]

mod support;

use std::time::{Duration, Instant};

use futures_util::SinkExt as _;
use support::mail_server::{Listening, say};
use support::{AT_ONCE, Browser, Proxy, config_for, soon};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;
use tokio_tungstenite::tungstenite::Message;

/// A relay that is open end to end.
async fn open(server: &Listening, proxy: &Proxy) -> (Browser, TlsStream<TcpStream>) {
    let mut browser = proxy.open("work").await.unwrap();
    let mut upstream = server.accept().await;
    say(&mut upstream, b"* OK hello\r\n").await;
    browser.expect(b"* OK hello\r\n").await;
    (browser, upstream)
}

/// A frame as a browser sends it, masked by nothing.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![first, 0x80 | 127];
    frame.extend((payload.len() as u64).to_be_bytes());
    frame.extend([0; 4]);
    frame.extend(payload);
    frame
}

const BINARY: u8 = 0x02;
const CONTINUATION: u8 = 0x00;
const LAST: u8 = 0x80;

#[tokio::test]
async fn what_breaks_the_protocol_or_a_limit_is_answered_with_its_code() {
    let server = Listening::start().await;
    let proxy = Proxy::before(server.configured()).await;
    let quarter = vec![b'x'; 256 * 1024];
    let beyond_a_message = [
        frame(BINARY, &quarter),
        frame(CONTINUATION, &quarter),
        frame(CONTINUATION, &quarter),
        frame(CONTINUATION, &quarter),
        frame(LAST | CONTINUATION, b"x"),
    ]
    .concat();
    for (sent, code, reason) in [
        (frame(LAST | 0x01, b"hello"), 1003, "binary messages only"),
        (frame(LAST | 0x01, b"\xff"), 1007, "text that is not UTF-8"),
        (
            frame(LAST | BINARY, &vec![0; 256 * 1024 + 1]),
            1009,
            "message too large",
        ),
        (beyond_a_message, 1009, "message too large"),
        (frame(LAST | 0x03, b""), 1002, "WebSocket protocol error"),
        (
            frame(LAST | 0x40 | BINARY, b""),
            1002,
            "WebSocket protocol error",
        ),
        (vec![LAST | BINARY, 0], 1002, "WebSocket protocol error"),
    ] {
        let (mut browser, mut upstream) = open(&server, &proxy).await;
        let tcp = browser.socket.get_mut();
        // It may be refused before it is sent in whole.
        let _ = soon(tcp.write_all(&sent)).await;
        let (closed, why, _) = browser.closed().await;
        assert_eq!((closed, why.as_str()), (code, reason));
        let mut leaked = Vec::new();
        let _ = soon(upstream.read_to_end(&mut leaked)).await;
        assert_eq!(leaked, b"", "{reason}");
    }
}

#[tokio::test]
async fn a_message_of_the_largest_size_arrives() {
    let server = Listening::start().await;
    let proxy = Proxy::before(server.configured()).await;
    let (mut browser, mut upstream) = open(&server, &proxy).await;
    let quarter: Vec<u8> = (0..256 * 1024).map(|index| (index % 251) as u8).collect();
    let whole = [
        frame(BINARY, &quarter),
        frame(CONTINUATION, &quarter),
        frame(CONTINUATION, &quarter),
        frame(LAST | CONTINUATION, &quarter),
    ]
    .concat();
    let mut heard = vec![0; 1024 * 1024];
    let send = async { browser.socket.get_mut().write_all(&whole).await.unwrap() };
    tokio::join!(soon(send), async {
        soon(upstream.read_exact(&mut heard)).await.unwrap()
    });
    assert!(heard == quarter.repeat(4));
}

#[tokio::test]
async fn a_side_that_never_reads_is_closed_after_the_stalled_deadline() {
    let server = Listening::start().await;
    let mut config = config_for(server.configured());
    config.limits.stalled_seconds = 1;
    config.limits.ping_seconds = 1;
    let proxy = Proxy::start(config).await;

    let (browser, mut upstream) = open(&server, &proxy).await;
    let began = Instant::now();
    let flood = async { while upstream.write_all(&[0; 64 * 1024]).await.is_ok() {} };
    soon(flood).await;
    assert!(began.elapsed() < AT_ONCE);
    drop(browser);

    let (mut browser, upstream) = open(&server, &proxy).await;
    let began = Instant::now();
    let flood = async {
        let piece = Message::binary(vec![0; 64 * 1024]);
        while browser.socket.send(piece.clone()).await.is_ok() {}
    };
    soon(flood).await;
    assert!(began.elapsed() < AT_ONCE);
    drop(upstream);
}

#[tokio::test]
async fn a_browser_that_answers_no_ping_is_taken_for_gone() {
    let server = Listening::start().await;
    let mut config = config_for(server.configured());
    config.limits.stalled_seconds = 2;
    config.limits.ping_seconds = 1;
    let proxy = Proxy::start(config).await;
    let (mut deaf, mut upstream) = open(&server, &proxy).await;
    deaf.send(b"a IDLE\r\n").await;
    let (mut lively, mut other) = open(&server, &proxy).await;
    lively.send(b"a IDLE\r\n").await;
    let began = Instant::now();
    // Reading is what answers pings; one browser reads, the other does not.
    let reads = async { lively.expect(b"* 1 EXISTS\r\n").await };
    let ends = async {
        let mut heard = Vec::new();
        soon(upstream.read_to_end(&mut heard)).await.unwrap();
        assert!(began.elapsed() < AT_ONCE);
        tokio::time::sleep(Duration::from_secs(1)).await;
        say(&mut other, b"* 1 EXISTS\r\n").await;
    };
    tokio::join!(reads, ends);
}
