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
use e2e::pictures::pictured;
use e2e::scene::open_menu;
use std::time::Duration;

/// Letters of the demo.
const WELCOME: &str = "Welcome aboard";
const PAINTING: &str = "She is going to look like this";
const NEWSLETTER: &str = "The Tide Table no. 112";

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn the_demo_is_pictured_in_every_size_and_colour() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    page.go(&porthole.url("/login")).await;
    page.the("textbox", "User name").await;
    pictured(page, "login").await;
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
    pictured(page, "list").await;
    for (name, subject) in [
        ("letter", WELCOME),
        ("newsletter", NEWSLETTER),
        ("painting", PAINTING),
    ] {
        // Not by the pointer: it would leave its hover in the picture.
        let row = page.the_one_with("row", subject).await;
        row.call("function() { this.click() }").await;
        page.the_one_with("heading", subject).await;
        pictured(page, name).await;
    }
    page.type_text("u").await;
    page.type_text("?").await;
    page.the("dialog", "Keyboard shortcuts").await;
    pictured(page, "shortcuts").await;
    page.press(Key::Escape).await;
    page.type_text("j").await;
    page.press_with_control('k').await;
    page.the("dialog", "Find anything").await;
    page.type_text("mo").await;
    pictured(page, "palette").await;
}

async fn log_in(page: &Page, url: &str) {
    page.go(url).await;
    page.the("textbox", "User name")
        .await
        .type_text("demo")
        .await;
    page.the("textbox", "Password")
        .await
        .type_text("demo")
        .await;
    page.press(Key::Enter).await;
    page.the_one_with("row", WELCOME).await;
}

async fn choose(page: &Page, menu: &str, line: &str) {
    open_menu(page, menu).await;
    page.the("menuitemradio", line).await.click().await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn every_layout_density_and_direction_is_pictured() {
    const LOOK: &str = "Layout and density";
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    page.look(1440, 900, Scheme::Light).await;
    log_in(page, &porthole.url("/")).await;
    open_menu(page, "Sort").await;
    pictured(page, "menu-sort").await;
    page.press(Key::Escape).await;
    page.look(1440, 900, Scheme::Light).await;
    choose(page, LOOK, "Comfortable").await;
    pictured(page, "list-comfortable").await;
    choose(page, LOOK, "Compact, one line each").await;
    pictured(page, "list-compact").await;
    choose(page, LOOK, "Message below the list").await;
    let row = page.the_one_with("row", PAINTING).await;
    row.call("function() { this.click() }").await;
    page.the_one_with("heading", PAINTING).await;
    pictured(page, "layout-stacked").await;
    page.type_text("u").await;
    choose(page, LOOK, "Normal").await;
    choose(page, LOOK, "List only; a message takes its place").await;
    page.evaluate("document.querySelector('.virtual-list').scrollTop = 0")
        .await;
    pictured(page, "layout-list").await;
    open_menu(page, LOOK).await;
    pictured(page, "menu-look").await;
    page.press(Key::Escape).await;
    page.look(1440, 900, Scheme::Light).await;
    choose(page, LOOK, "Message beside the list").await;

    assert_eq!(
        page.console().await,
        Vec::<String>::new(),
        "the console is quiet"
    );
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn every_state_is_pictured() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    page.go(&porthole.url("/nowhere")).await;
    page.the("link", "Go to the inbox").await;
    pictured(page, "not-found").await;
    page.go(&porthole.url("/login")).await;
    page.the("textbox", "User name")
        .await
        .type_text("demo")
        .await;
    page.the("textbox", "Password")
        .await
        .type_text("wrong")
        .await;
    page.press(Key::Enter).await;
    page.the_one_with("alert", "").await;
    pictured(page, "login-refused").await;
    log_in(page, &porthole.url("/login")).await;
    page.go(&porthole.url("/mail/Trash")).await;
    page.the("button", "Flagged").await.click().await;
    page.the("heading", "Nothing found").await;
    pictured(page, "list-nothing-found").await;
    page.go(&porthole.url("/mail/No%20such%20folder")).await;
    page.reads("This folder could not be opened").await;
    pictured(page, "list-failed").await;
    page.go(&porthole.url("/mail/INBOX")).await;
    page.the_one_with("row", WELCOME).await;
    let row = page.the_one_with("row", WELCOME).await;
    row.call("function() { this.click() }").await;
    page.the_one_with("heading", WELCOME).await;
    drop(porthole);
    page.the_one_with("status", "").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    pictured(page, "offline").await;
}
