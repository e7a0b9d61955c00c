//! Pictures of the real app, kept in `artefacts/`: each page in light and dark,
//! from wide screen to phone. Two of them stand in the README.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Browser, Key, Page, Scheme};
use e2e::fixture::Porthole;
use std::path::PathBuf;
use std::time::Duration;

const SIZES: [(&str, u32, u32); 3] = [
    ("wide", 1440, 900),
    ("laptop", 1280, 800),
    ("phone", 390, 844),
];

/// Letters of the demo.
const WELCOME: &str = "Welcome aboard";
const PAINTING: &str = "She is going to look like this";
const NEWSLETTER: &str = "The Tide Table no. 112";

fn artefact(name: &str) -> PathBuf {
    e2e::workspace_root().join(format!("artefacts/screenshots/{name}.png"))
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn the_demo_is_pictured_in_every_size_and_colour() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    page.go(&porthole.url("/login")).await;
    page.the("textbox", "User name").await;
    in_every_look(page, "login").await;

    page.look(1440, 900, Scheme::Light).await;
    page.the("textbox", "User name")
        .await
        .type_text("demo")
        .await;
    page.the("textbox", "Password")
        .await
        .type_text("demo")
        .await;
    page.press(Key::Enter).await;
    page.the_one_with("grid", "Messages in").await;
    page.the_one_with("row", WELCOME).await;
    page.click_at(1_000.0, 600.0).await;
    in_every_look(page, "list").await;

    page.look(1440, 900, Scheme::Light).await;
    for (name, subject) in [
        ("letter", WELCOME),
        ("newsletter", NEWSLETTER),
        ("painting", PAINTING),
    ] {
        // Not by the pointer: it would leave its hover in the picture.
        let row = page.the_one_with("row", subject).await;
        row.call("function() { this.click() }").await;
        page.the_one_with("heading", subject).await;
        in_every_look(page, name).await;
        page.look(1440, 900, Scheme::Light).await;
    }
    page.type_text("u").await;
    page.type_text("?").await;
    page.the("dialog", "Keyboard shortcuts").await;
    in_every_look(page, "shortcuts").await;
}

async fn in_every_look(page: &Page, name: &str) {
    for (size, width, height) in SIZES {
        for (colours, scheme) in [("light", Scheme::Light), ("dark", Scheme::Dark)] {
            page.look(width, height, scheme).await;
            tokio::time::sleep(Duration::from_millis(300)).await;
            page.screenshot(&artefact(&format!("{name}-{size}-{colours}")))
                .await;
        }
    }
}
