//! What a relay carries, and how it ends.
#![allow(clippy::unwrap_used, reason = "a test's panic is its report")]

mod support;

use futures_util::{SinkExt as _, StreamExt as _};
use std::time::{Duration, Instant};
use support::mail_server::{Listening, say};
use support::{AT_ONCE, Proxy, config_for, soon};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_tungstenite::tungstenite::Message;

async fn heard(stream: &mut (impl tokio::io::AsyncRead + Unpin), expected: &[u8]) {
    let mut bytes = vec![0; expected.len()];
    soon(stream.read_exact(&mut bytes)).await.unwrap();
    assert!(bytes == expected, "{:?}", String::from_utf8_lossy(&bytes));
}

/// Bytes that no two places share.
fn pattern(length: usize) -> Vec<u8> {
    (0..length)
        .map(|index| (index * 31 + index / 256 * 7) as u8)
        .collect()
}

#[tokio::test]
async fn bytes_arrive_unchanged_both_ways() {
    let server = Listening::start().await;
    let proxy = Proxy::before(server.configured()).await;
    let mut browser = proxy.open("work").await.unwrap();
    let mut upstream = server.accept().await;

    say(&mut upstream, b"* OK hello\r\n").await;
    browser.expect(b"* OK hello\r\n").await;
    browser.send(b"a LOGIN {3+}\r\n\x00\xff\r\n").await;
    heard(&mut upstream, b"a LOGIN {3+}\r\n\x00\xff\r\n").await;

    let much = pattern(3_000_000);
    let (mut reader, mut writer) = tokio::io::split(upstream);
    let from_upstream = async {
        writer.write_all(&much).await.unwrap();
        writer.flush().await.unwrap();
    };
    tokio::join!(soon(from_upstream), browser.expect(&much));
    let to_upstream = async {
        for message in much.chunks(200_000) {
            browser.send(message).await;
        }
    };
    tokio::join!(to_upstream, heard(&mut reader, &much));
}

#[tokio::test]
async fn what_the_browser_says_before_the_server_is_reached_waits_for_it() {
    let server = Listening::start().await;
    let proxy = Proxy::before(server.configured()).await;
    let mut browser = proxy.open("work").await.unwrap();
    browser.send(b"early ").await;
    browser.send(b"bird").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut upstream = server.accept().await;
    heard(&mut upstream, b"early bird").await;
}

#[tokio::test]
async fn the_servers_last_words_arrive_before_the_close() {
    let server = Listening::start().await;
    let proxy = Proxy::before(server.configured()).await;
    let mut browser = proxy.open("work").await.unwrap();
    let mut upstream = server.accept().await;
    let last_words = pattern(900_000);
    let speak = async {
        upstream.write_all(&last_words).await.unwrap();
        upstream.shutdown().await.unwrap();
    };
    let (_, (code, reason, heard)) = tokio::join!(soon(speak), browser.closed());
    assert!(heard == last_words);
    assert_eq!(
        (code, reason.as_str()),
        (1000, "the mail server ended the connection")
    );
}

#[tokio::test]
async fn a_server_that_breaks_off_is_told_from_one_that_ends() {
    let server = Listening::start().await;
    let proxy = Proxy::before(server.configured()).await;
    let mut browser = proxy.open("work").await.unwrap();
    let mut upstream = server.accept().await;
    say(&mut upstream, b"* OK {100}\r\nhalf").await;
    browser.expect(b"* OK {100}\r\nhalf").await;
    // Without TLS's own end.
    drop(upstream.into_inner().0);
    assert_eq!(browser.close_code().await, 4005);
}

#[tokio::test]
async fn a_browser_that_closes_ends_the_servers_stream_in_order() {
    let server = Listening::start().await;
    let proxy = Proxy::before(server.configured()).await;
    let mut browser = proxy.open("work").await.unwrap();
    let mut upstream = server.accept().await;
    browser.send(b"a LOGOUT\r\n").await;
    browser.socket.close(None).await.unwrap();
    let mut said = Vec::new();
    let began = Instant::now();
    soon(upstream.read_to_end(&mut said)).await.unwrap();
    assert_eq!(said, b"a LOGOUT\r\n");
    assert!(began.elapsed() < AT_ONCE);
}

#[tokio::test]
async fn a_browser_that_vanishes_ends_the_servers_stream_at_once() {
    let server = Listening::start().await;
    let proxy = Proxy::before(server.configured()).await;
    let browser = proxy.open("work").await.unwrap();
    let mut upstream = server.accept().await;
    drop(browser);
    let began = Instant::now();
    let mut said = Vec::new();
    soon(upstream.read_to_end(&mut said)).await.unwrap();
    assert!(began.elapsed() < AT_ONCE);
}

#[tokio::test]
async fn a_browser_is_pinged_and_its_own_pings_are_answered() {
    let server = Listening::start().await;
    let mut config = config_for(server.configured());
    config.limits.ping_seconds = 1;
    let proxy = Proxy::start(config).await;
    let mut browser = proxy.open("work").await.unwrap();
    let _upstream = server.accept().await;
    browser
        .socket
        .send(Message::Ping(vec![7].into()))
        .await
        .unwrap();
    let answer = soon(browser.socket.next()).await.unwrap().unwrap();
    assert_eq!(answer, Message::Pong(vec![7].into()));
    let ping = soon(browser.socket.next()).await.unwrap().unwrap();
    assert_eq!(ping, Message::Ping(Vec::new().into()));
}

#[tokio::test]
async fn a_browser_that_says_nothing_meets_the_login_deadline() {
    let server = Listening::start().await;
    let mut config = config_for(server.configured());
    config.limits.login_seconds = 1;
    let proxy = Proxy::start(config).await;
    let mut silent = proxy.open("work").await.unwrap();
    let _upstream = server.accept().await;
    let mut talking = proxy.open("work").await.unwrap();
    let _upstream = server.accept().await;
    talking.send(b"a NOOP\r\n").await;
    assert_eq!(silent.close_code().await, 4007);
    tokio::time::sleep(Duration::from_millis(500)).await;
    talking.send(b"b NOOP\r\n").await;
}

#[tokio::test]
async fn a_relay_in_which_nothing_moves_meets_the_idle_deadline() {
    let server = Listening::start().await;
    let mut config = config_for(server.configured());
    config.limits.idle_seconds = 1;
    let proxy = Proxy::start(config).await;
    let mut browser = proxy.open("work").await.unwrap();
    let _upstream = server.accept().await;
    browser.send(b"a IDLE\r\n").await;
    assert_eq!(browser.close_code().await, 4006);
}

#[tokio::test]
async fn a_stop_closes_every_relay_and_waits_for_it() {
    let server = Listening::start().await;
    let proxy = Proxy::before(server.configured()).await;
    let address = proxy.address;
    let mut browser = proxy.open("work").await.unwrap();
    let mut upstream = server.accept().await;
    let served = proxy.stop();
    assert_eq!(browser.close_code().await, 1001);
    let mut said = Vec::new();
    soon(upstream.read_to_end(&mut said)).await.unwrap();
    while let Some(Ok(_)) = soon(browser.socket.next()).await {}
    soon(served).await.unwrap().unwrap();
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}
