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

/// Opens one of the menus in the list's head, when what it needs is here.
async fn open_menu(page: &Page, name: &str) {
    for _ in 0..50 {
        page.the("button", name).await.click().await;
        if page.find("menu", name).await.is_some() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the menu {name} does not open");
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
    in_every_look(page, "menu-sort").await;
    page.press(Key::Escape).await;
    page.look(1440, 900, Scheme::Light).await;
    choose(page, LOOK, "Comfortable").await;
    in_every_look(page, "list-comfortable").await;
    page.look(1440, 900, Scheme::Light).await;
    choose(page, LOOK, "Compact, one line each").await;
    in_every_look(page, "list-compact").await;
    page.look(1440, 900, Scheme::Light).await;
    choose(page, LOOK, "Message below the list").await;
    let row = page.the_one_with("row", PAINTING).await;
    row.call("function() { this.click() }").await;
    page.the_one_with("heading", PAINTING).await;
    in_every_look(page, "layout-stacked").await;
    page.look(1440, 900, Scheme::Light).await;
    page.type_text("u").await;
    choose(page, LOOK, "Normal").await;
    choose(page, LOOK, "List only; a message takes its place").await;
    in_every_look(page, "layout-list").await;
    page.look(1440, 900, Scheme::Light).await;
    open_menu(page, LOOK).await;
    in_every_look(page, "menu-look").await;
    page.press(Key::Escape).await;
    page.look(1440, 900, Scheme::Light).await;
    choose(page, LOOK, "Message beside the list").await;

    page.go(&porthole.url("/mail/INBOX?dir=rtl")).await;
    page.the_one_with("row", WELCOME).await;
    in_every_look(page, "list-rtl").await;
    page.look(1440, 900, Scheme::Light).await;
    let row = page.the_one_with("row", NEWSLETTER).await;
    row.call("function() { this.click() }").await;
    page.the_one_with("heading", NEWSLETTER).await;
    in_every_look(page, "newsletter-rtl").await;
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
    in_every_look(page, "not-found").await;
    page.look(1440, 900, Scheme::Light).await;
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
    in_every_look(page, "login-refused").await;

    page.look(1440, 900, Scheme::Light).await;
    log_in(page, &porthole.url("/login")).await;
    page.go(&porthole.url("/mail/Trash")).await;
    page.the("button", "Flagged").await.click().await;
    page.the("heading", "Nothing found").await;
    in_every_look(page, "list-nothing-found").await;
    page.look(1440, 900, Scheme::Light).await;
    page.go(&porthole.url("/mail/No%20such%20folder")).await;
    page.reads("This folder could not be opened").await;
    in_every_look(page, "list-failed").await;

    page.look(1440, 900, Scheme::Light).await;
    page.go(&porthole.url("/mail/INBOX")).await;
    page.the_one_with("row", WELCOME).await;
    let row = page.the_one_with("row", WELCOME).await;
    row.call("function() { this.click() }").await;
    page.the_one_with("heading", WELCOME).await;
    drop(porthole);
    page.the_one_with("status", "").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    in_every_look(page, "offline").await;
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
