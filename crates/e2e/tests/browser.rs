//! The instruments themselves: what they see is there, and what is hidden they don't.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Browser, Key};
use e2e::fixture::loopback_server;

const PAGE: &str = "<!doctype html><title>Trial</title><main><h1>Hello</h1>
<label>Name <input></label><button onclick=\"document.title = 'Hello ' + document.querySelector('input').value\">Greet</button>
<button hidden>Secret</button><img src=http://elsewhere.example/x.png></main>";

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_person_is_played_by_roles_and_names() {
    let port = loopback_server(|_| ("text/html", PAGE.as_bytes().to_vec())).await;
    let browser = Browser::start().await;
    let page = browser.page();
    page.go(&format!("http://127.0.0.1:{port}/")).await;
    page.the("heading", "Hello").await;
    page.the("textbox", "Name").await.type_text("Ada").await;
    page.press(Key::Tab).await;
    page.press(Key::Enter).await;
    assert_eq!(page.title().await, "Hello Ada");
    page.the("button", "Greet").await.click().await;
    assert!(page.find("button", "Secret").await.is_none());
    let requests = page.requests().await;
    assert!(
        requests
            .iter()
            .any(|request| request.url.contains("elsewhere.example")),
        "{requests:?}"
    );
    assert!(browser.renderer_memory() > 10_000_000);
}
