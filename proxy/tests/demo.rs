//! The built-in demo, through a relay.
#![cfg(feature = "demo")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test's panic is its report"
)]

mod support;

use futures_util::StreamExt as _;
use porthole::Config;
use support::{Browser, Proxy, soon};
use tokio_tungstenite::tungstenite::Message;

async fn demo() -> Proxy {
    let mut config = Config::on_loopback();
    config.log.level = porthole::config::LogLevel::Error;
    let (name, upstream) = porthole::demo::upstream(true);
    config.upstreams.insert(name, upstream);
    Proxy::start(config).await
}

/// What arrives until a line begins with `start`.
async fn heard_until(browser: &mut Browser, start: &str) -> String {
    let mut heard = Vec::new();
    loop {
        match soon(browser.socket.next()).await {
            Some(Ok(Message::Binary(bytes))) => heard.extend_from_slice(&bytes),
            other => panic!("{other:?} after {:?}", String::from_utf8_lossy(&heard)),
        }
        let text = String::from_utf8_lossy(&heard);
        if text.ends_with("\r\n") && text.lines().any(|line| line.starts_with(start)) {
            return text.into_owned();
        }
    }
}

#[tokio::test]
async fn the_demo_greets_answers_and_takes_leave() {
    let proxy = demo().await;
    let mut browser = proxy.open("demo").await.unwrap();
    assert!(heard_until(&mut browser, "* OK").await.starts_with("* OK"));
    browser.send(b"a CAPABILITY\r\n").await;
    let answer = heard_until(&mut browser, "a ").await;
    assert!(
        answer.to_ascii_uppercase().contains("IMAP4REV1"),
        "{answer}"
    );
    browser.send(b"b LOGOUT\r\n").await;
    let (code, _, leave) = browser.closed().await;
    assert_eq!(code, 1000);
    assert!(String::from_utf8_lossy(&leave).contains("* BYE"));
}

#[tokio::test]
async fn what_is_handed_in_arrives_in_the_demo() {
    let proxy = demo().await;
    let mut reading = proxy.open("demo").await.unwrap();
    heard_until(&mut reading, "* OK").await;
    reading.send(b"a LOGIN demo demo\r\n").await;
    heard_until(&mut reading, "a OK").await;
    reading.send(b"b SELECT INBOX\r\nc IDLE\r\n").await;
    heard_until(&mut reading, "+").await;

    let mut sending = proxy.open("demo/submission").await.unwrap();
    heard_until(&mut sending, "220").await;
    sending
        .send(b"EHLO me\r\nAUTH PLAIN AGRlbW8AZGVtbw==\r\n")
        .await;
    heard_until(&mut sending, "235").await;
    sending
        .send(b"MAIL FROM:<demo@demo.example>\r\nRCPT TO:<demo@demo.example>\r\nDATA\r\n")
        .await;
    heard_until(&mut sending, "354").await;
    sending.send(b"Subject: Hello\r\n\r\n.\r\n").await;
    heard_until(&mut sending, "250").await;
    let news = heard_until(&mut reading, "* ").await;
    assert!(news.contains("EXISTS"), "{news}");
}

#[tokio::test]
async fn one_session_sees_what_another_did() {
    let proxy = demo().await;
    let mut browsers = Vec::new();
    for _ in 0..2 {
        let mut browser = proxy.open("demo").await.unwrap();
        heard_until(&mut browser, "* OK").await;
        browser.send(b"a LOGIN demo demo\r\n").await;
        let answer = heard_until(&mut browser, "a ").await;
        assert!(answer.contains("a OK"), "{answer}");
        browser.send(b"b SELECT INBOX\r\n").await;
        heard_until(&mut browser, "b OK").await;
        browsers.push(browser);
    }
    let [watching, acting] = browsers.as_mut_slice() else {
        panic!("two were opened")
    };
    watching.send(b"c IDLE\r\n").await;
    heard_until(watching, "+").await;
    acting
        .send(b"c STORE 1 +FLAGS.SILENT (\\Flagged)\r\n")
        .await;
    heard_until(acting, "c OK").await;
    let news = heard_until(watching, "* 1 FETCH").await;
    assert!(news.contains("\\Flagged"), "{news}");
}
