//! What goes wrong, and what whom is told about it.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Browser, Key};
use e2e::fixture::{Authority, Dovecot, Manner, Message, Porthole, Upstream, free_port};
use e2e::scene::{Scene, USER, numbered};
use serde_json::json;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_wrong_password_is_said_and_the_right_one_then_works() {
    let scene = Scene::direct(|maildir| maildir.fill(10, numbered)).await;
    scene.page().go(&scene.porthole.url("/")).await;
    scene.fill_in_login(USER, "not it").await;
    scene.page().press(Key::Enter).await;
    scene
        .page()
        .reads("The user name or the password is not right.")
        .await;
    // The field is ready to be typed over.
    scene.page().type_text(Dovecot::PASSWORD).await;
    scene.page().press(Key::Enter).await;
    scene.row("Number 9 of many").await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_server_that_is_down_is_said_at_the_login() {
    let authority = Authority::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("authority.pem");
    std::fs::write(&file, authority.pem()).unwrap();
    logging_in_says(
        &Upstream::local(free_port(), file),
        "The mail server cannot be reached.",
    )
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_certificate_that_does_not_verify_is_said_at_the_login() {
    let dovecot = Dovecot::start(&[USER]);
    let stranger = Authority::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("authority.pem");
    std::fs::write(&file, stranger.pem()).unwrap();
    logging_in_says(
        &Upstream::local(dovecot.tls_port(), file),
        "certificate is not valid, so no connection was made.",
    )
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn an_upstream_that_was_taken_away_is_said_at_the_login() {
    let dovecot = Dovecot::start(&[USER]);
    let mut upstream = Upstream::local(dovecot.tls_port(), dovecot.authority_file());
    let porthole = Porthole::start(std::slice::from_ref(&upstream));
    let browser = Browser::start().await;
    let page = browser.page();
    page.go(&porthole.url("/")).await;
    page.the("textbox", "User name").await.type_text(USER).await;
    page.the("textbox", "Password").await.type_text("x").await;
    let address = porthole.address().to_owned();
    drop(porthole);
    "renamed".clone_into(&mut upstream.name);
    let _porthole = Porthole::start_at(&address, &[upstream]);
    page.press(Key::Enter).await;
    page.reads("Porthole is not set up for this mail server.")
        .await;
}

async fn logging_in_says(upstream: &Upstream, words: &str) {
    let porthole = Porthole::start(std::slice::from_ref(upstream));
    let browser = Browser::start().await;
    let page = browser.page();
    page.go(&porthole.url("/")).await;
    page.the("textbox", "User name").await.type_text(USER).await;
    page.the("textbox", "Password").await.type_text("x").await;
    page.press(Key::Enter).await;
    page.reads(words).await;
    page.the("button", "Log in").await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_lost_connection_is_shown_and_comes_back_with_what_was_missed() {
    let scene = Scene::tapped(Manner::Delayed(Duration::ZERO), |maildir| {
        maildir.fill(50, numbered);
    })
    .await;
    scene.log_in("Number 49 of many").await;
    scene.tap().go_down();
    scene
        .page()
        .reads("The connection to the mail server was lost.")
        .await;
    // What was loaded stays.
    scene.row("Number 49 of many").await;
    scene
        .dovecot
        .maildir(USER)
        .deliver(&Message::new("While you were out").bytes());
    scene.tap().come_back();
    scene.page().the("button", "Retry now").await.click().await;
    scene.row("While you were out").await;
    let gone = scene.page().find("button", "Retry now").await;
    assert!(gone.is_none(), "the bar goes when the connection is back");
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_connection_cut_in_the_middle_of_a_literal_leaves_no_half_message() {
    let body = "A long letter. ".repeat(2_000);
    let scene = Scene::tapped(Manner::Delayed(Duration::ZERO), |maildir| {
        maildir.fill(5, |number| {
            let message = Message::new(&format!("Letter {number}"))
                .text(&format!("{body} The end of {number}."));
            (message.bytes(), "S")
        });
    })
    .await;
    scene.log_in("Letter 4").await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    scene.tap().cut_in_next_literal();
    scene.row("Letter 0").await.click().await;
    scene.page().the("heading", "Letter 0").await;
    // Told or not, it comes whole in the end, by itself. Its end is out of sight,
    // which browsers leave out of what they say is shown.
    let end = "document.querySelector('main').textContent.includes('The end of 0.')";
    scene.page().becomes(end, json!(true)).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_line_that_does_not_parse_disturbs_nothing() {
    let scene = Scene::tapped(Manner::Delayed(Duration::ZERO), |maildir| {
        maildir.fill(50, numbered);
    })
    .await;
    scene.tap().say_nonsense(true);
    scene.log_in("Number 49 of many").await;
    scene.open("Number 48 of many").await;
    scene.page().reads("The text of number 48.").await;
    scene
        .dovecot
        .maildir(USER)
        .deliver(&Message::new("News").bytes());
    scene.row("News").await;
    assert_eq!(scene.tap().connections(), 1);
}

#[tokio::test]
#[ignore = "needs the built proxy; cargo xtask test brings it"]
async fn a_foreign_origin_and_an_unknown_upstream_are_refused_before_the_upgrade() {
    let dovecot = Dovecot::start(&[USER]);
    let upstream = Upstream::local(dovecot.tls_port(), dovecot.authority_file());
    let porthole = Porthole::start(&[upstream]);
    for (path, origin, status) in [
        ("/relay/test", porthole.origin().to_owned(), "101"),
        ("/relay/test", "https://evil.example".to_owned(), "403"),
        ("/relay/test", "null".to_owned(), "403"),
        (
            "/relay/test",
            format!("{}.evil.example", porthole.origin()),
            "403",
        ),
        ("/relay/other", porthole.origin().to_owned(), "404"),
    ] {
        let answer = upgrade(porthole.address(), path, &origin).await;
        assert!(
            answer.contains(&format!(" {status} ")),
            "{path} from {origin}: {answer}"
        );
    }
}

/// Asks for a WebSocket; the first line of the answer.
async fn upgrade(address: &str, path: &str, origin: &str) -> String {
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: {origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: porthole.relay.v1\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = [0; 64];
    let length = stream.read(&mut bytes).await.unwrap();
    String::from_utf8_lossy(&bytes[..length])
        .lines()
        .next()
        .unwrap_or("")
        .to_owned()
}

#[tokio::test]
#[ignore = "needs the built proxy; cargo xtask test brings it"]
async fn a_misspelt_key_is_named_with_its_line_and_nothing_starts() {
    let config = "listen = \"127.0.0.1:0\"\n[upstreams.mail]\nhots = \"mail.example.org\"\n";
    let (mut child, _folder) = Porthole::run("serve", config);
    assert!(matches!(
        child.exit_code(Duration::from_secs(10)),
        Some(1..)
    ));
    let words = child.line_with("hots", Duration::from_secs(5)).unwrap();
    assert!(
        words.contains("porthole.toml") && words.contains('3') && words.contains("host"),
        "{words}"
    );
}

/// What is drawn by the styles that come behind the list is not drawn without them,
/// and asks for them again.
#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn what_stands_over_the_list_waits_for_its_styles_and_asks_for_them_again() {
    let scene = Scene::direct(|maildir| maildir.fill(10, numbered)).await;
    let page = scene.page();
    page.go(&scene.porthole.url("/")).await;
    page.devtools("Network.enable", json!({})).await;
    let blocked = |urls: &[&str]| json!({ "urls": urls });
    let later = ["*/assets/later-*"];
    page.devtools("Network.setBlockedURLs", blocked(&later))
        .await;
    scene.fill_in_login(USER, Dovecot::PASSWORD).await;
    page.press(Key::Enter).await;
    scene.row("Number 9 of many").await;

    page.type_text("?").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let dialog = "document.querySelector('.acting, dialog[open]')";
    assert_eq!(page.evaluate(dialog).await, json!(null));
    // Where no styles are missing keys work as ever.
    page.type_text("j").await;
    let at = "!!document.querySelector('#message-list[aria-activedescendant]')";
    page.becomes(at, json!(true)).await;

    page.devtools("Network.setBlockedURLs", blocked(&[])).await;
    page.type_text("?").await;
    page.the("dialog", "Keyboard shortcuts").await;
    let gap = "getComputedStyle(document.querySelector('.shortcuts')).columnGap";
    assert_ne!(page.evaluate(gap).await, json!("normal"));
}
