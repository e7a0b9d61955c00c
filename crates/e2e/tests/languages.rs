//! A language is chosen once and follows the person; without its words English is
//! spoken.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Key, Page};
use e2e::fixture::Dovecot;
use e2e::scene::{Scene, USER, numbered};
use phrases::Catalog;
use serde_json::json;

/// What a language says for a message without gaps.
fn say(language: &Catalog, id: &str) -> String {
    let message = language.find(id).expect("the language says it");
    message.phrase(&[], "").expect("it has no gaps")
}

fn read(language: &str) -> Catalog {
    let path = e2e::workspace_root().join(format!("web/locales/{language}.ftl"));
    let text = std::fs::read_to_string(path).expect("the language has a file");
    Catalog::read(language, &text, "").expect("the file has no mistakes")
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_language_is_chosen_at_once_and_without_its_words_english_is_spoken() {
    let german = read("de");
    let scene = Scene::direct(|maildir| maildir.fill(3, numbered)).await;
    let page = scene.page();
    log_in(page, &scene.porthole.url("/settings/appearance")).await;
    page.the("radio", "Deutsch").await.click().await;
    page.the("heading", &say(&german, "settings-appearance"))
        .await;
    let chosen = page.the("radio", "Deutsch").await;
    let is_chosen = chosen.call("function() { return this.checked }").await;
    assert_eq!(is_chosen, json!(true));
    let log_out = page.the("button", &say(&german, "task-log-out")).await;
    log_out.click().await;
    page.the("textbox", &say(&german, "login-user")).await;
    page.go(&scene.porthole.url("/login")).await;
    page.the("textbox", &say(&german, "login-user")).await;

    // The account brings its language to a browser that has none.
    page.evaluate("localStorage.clear()").await;
    log_in(page, &scene.porthole.url("/login")).await;
    page.the("link", &say(&german, "task-settings")).await;

    // Its words can't be had: English is spoken.
    let blocked = json!({ "urls": ["*/assets/first-*", "*/assets/rest-*"] });
    page.devtools("Network.enable", json!({})).await;
    page.devtools("Network.setBlockedURLs", blocked).await;
    let no_cache = json!({ "cacheDisabled": true });
    page.devtools("Network.setCacheDisabled", no_cache).await;
    page.reload().await;
    page.the("link", "Settings").await;
    let language = page.evaluate("document.documentElement.lang").await;
    assert_eq!(language, json!("en"));
}

async fn log_in(page: &Page, url: &str) {
    page.go(url).await;
    page.the("textbox", "User name").await.type_text(USER).await;
    let password = page.the("textbox", "Password").await;
    password.type_text(Dovecot::PASSWORD).await;
    page.press(Key::Enter).await;
}
