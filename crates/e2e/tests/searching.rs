//! Looking for messages: as one types, and on the server, by the demo's own letters.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Browser, Key, Page, Scheme};
use e2e::fixture::Porthole;
use e2e::wait;
use serde_json::{Value, json};

const WELCOME: &str = "Welcome aboard";
const FIELD: &str = "Search messages";

struct Demo {
    browser: Browser,
    porthole: Porthole,
}

impl Demo {
    async fn start(path: &str) -> Self {
        let demo = Self {
            porthole: Porthole::start_demo(),
            browser: Browser::start().await,
        };
        let page = demo.page();
        page.look(1280, 800, Scheme::Light).await;
        page.go(&demo.porthole.url(path)).await;
        for field in ["User name", "Password"] {
            page.the("textbox", field).await.type_text("demo").await;
        }
        page.press(Key::Enter).await;
        demo
    }

    fn page(&self) -> &Page {
        self.browser.page()
    }

    /// Waits until an expression has a value.
    async fn becomes(&self, expression: &str, value: Value) {
        let page = self.page();
        let what = format!("{expression} = {value}");
        let is_so = || async { (page.evaluate(expression).await == value).then_some(()) };
        wait::until(&what, is_so).await;
    }
}

/// Whether there are rows, and each of them says the word.
fn all_say(word: &str) -> String {
    format!(
        "(() => {{ const rows = [...document.querySelectorAll('[role=row]')];
           return rows.length > 0 && rows.every(row =>
             row.textContent.toLowerCase().includes('{word}')); }})()"
    )
}

const ROWS: &str = "document.querySelector('[role=grid]').getAttribute('aria-rowcount')";
const FOCUS: &str = "document.activeElement?.id ?? ''";
const QUERY: &str = "location.search";
const MARKED: &str = "[...document.querySelectorAll('[role=row] mark')].some(mark => mark.textContent === 'Kittiwake')";

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_is_here_follows_what_one_types_and_the_server_says_the_rest() {
    let demo = Demo::start("/").await;
    let page = demo.page();
    page.the_one_with("row", WELCOME).await;
    let all = page.evaluate(ROWS).await;
    // By keyboard alone.
    page.type_text("/").await;
    demo.becomes(FOCUS, json!("search")).await;
    page.type_text("kittiwake").await;
    demo.becomes(&all_say("kittiwake"), json!(true)).await;
    assert_eq!(
        page.evaluate(QUERY).await,
        json!(""),
        "nothing was entered yet"
    );
    page.press(Key::Enter).await;
    demo.becomes(QUERY, json!("?q=kittiwake")).await;
    page.reads("9 found").await;
    demo.becomes(ROWS, json!("9")).await;
    demo.becomes(MARKED, json!(true)).await;
    // Back leaves the search, and forward comes back to it.
    page.back().await;
    demo.becomes(ROWS, all.clone()).await;
    demo.becomes("document.getElementById('search').value", json!(""))
        .await;
    page.type_text("/").await;
    page.type_text("zzzz").await;
    page.press(Key::Enter).await;
    page.reads("Nothing found").await;
    page.type_text("/").await;
    page.press(Key::Escape).await;
    demo.becomes(ROWS, all).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn operators_are_proposed_and_taken_by_keys() {
    let demo = Demo::start("/").await;
    let page = demo.page();
    page.the_one_with("row", WELCOME).await;
    page.the("combobox", FIELD).await.click().await;
    page.the_one_with("option", "has:").await;
    page.type_text("has:").await;
    page.the_one_with("option", "has:attachment").await;
    page.press(Key::Down).await;
    page.press(Key::Enter).await;
    demo.becomes(
        "document.getElementById('search').value",
        json!("has:attachment "),
    )
    .await;
    page.press(Key::Escape).await;
    page.type_text("kittiwake").await;
    page.press(Key::Enter).await;
    demo.becomes(QUERY, json!("?q=has%3Aattachment%20kittiwake"))
        .await;
    demo.becomes(&all_say("kittiwake"), json!(true)).await;
    // What was looked for is proposed from then on.
    page.the("button", "Clear the search").await.click().await;
    page.the_one_with("option", "has:attachment kittiwake")
        .await;
}
