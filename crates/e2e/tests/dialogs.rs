//! Dialogs, and ends of pages that lie below the first screen, pictured and judged.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Key, Page};
use e2e::demo::{Demo, WELCOME};
use e2e::pictures::{pictured, pictured_where};
use serde_json::json;

fn on_a_wide_screen(look: &str) -> bool {
    !look.starts_with("phone")
}

/// What is done in the list and to messages needs code that comes behind it.
async fn start(path: &str) -> Demo {
    let demo = Demo::at(path).await;
    demo.row(WELCOME).await;
    demo.becomes("document.querySelector('.acting') !== null", json!(true))
        .await;
    demo
}

async fn scroll_to(page: &Page, legend: &str) {
    let script = format!(
        "[...document.querySelectorAll('legend')].find(e => e.textContent === '{legend}').scrollIntoView()"
    );
    page.evaluate(&script).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn kept_searches_are_pictured() {
    let demo = start("/").await;
    let page = demo.page();
    page.type_text("/").await;
    page.type_text("from:ann kittiwake").await;
    page.press(Key::Enter).await;
    page.the("button", "Save this search").await.click().await;
    page.the("dialog", "Saved search").await;
    pictured(page, "search-kept").await;
    page.type_with(&[Key::Control], 'a').await;
    page.type_text("Birds by Ann").await;
    page.press(Key::Enter).await;
    page.the("link", "Birds by Ann").await;
    pictured_where(page, "searches", on_a_wide_screen).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn dialogs_of_folders_are_pictured() {
    let demo = start("/").await;
    let page = demo.page();
    for (line, dialog, state) in [
        ("Rename…", "Rename folder", "folders-rename"),
        ("Empty…", "Empty the folder?", "folders-empty"),
        ("Download…", "Download folder", "folders-download"),
    ] {
        let archive = page.the_one_with("treeitem", "Archive").await;
        page.click_other(archive.middle().await).await;
        page.the("menu", "Actions for Archive").await;
        page.the("menuitem", line).await.click().await;
        page.the("dialog", dialog).await;
        pictured(page, state).await;
        page.press(Key::Escape).await;
        demo.becomes("document.querySelector('dialog[open]')", json!(null))
            .await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn who_may_use_a_folder_and_what_nobody_takes_back_is_pictured() {
    let demo = start("/").await;
    let page = demo.page();
    demo.open(WELCOME).await;
    page.press_with(&[Key::Shift], Key::Delete).await;
    page.the("dialog", "Delete for ever?").await;
    pictured(page, "for-ever-question").await;
    page.press(Key::Escape).await;
    page.the_one_with("heading", WELCOME).await;
    page.type_text("u").await;
    let sent = page.the_one_with("treeitem", "Sent").await;
    page.click_other(sent.middle().await).await;
    page.the("menu", "Actions for Sent").await;
    page.the("menuitem", "Properties…").await.click().await;
    page.the("dialog", "Properties of the folder").await;
    for name in ["ada", "grace"] {
        page.the("textbox", "User").await.type_text(name).await;
        page.press(Key::Enter).await;
        page.the("combobox", &format!("What {name} may do")).await;
    }
    let add = page.the("button", "Add").await;
    add.call("function() { this.scrollIntoView() }").await;
    pictured(page, "folders-access").await;
    page.press(Key::Escape).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn dialogs_about_letters_and_people_are_pictured() {
    let demo = start("/").await;
    let page = demo.page();
    demo.open("The Tide Table no. 112").await;
    page.the("button", "Unsubscribe…").await.click().await;
    page.the("dialog", "Unsubscribe").await;
    pictured(page, "unsubscribe").await;
    page.press(Key::Escape).await;
    page.type_text("c").await;
    page.the("dialog", "New message").await;
    page.the("button", "Link").await.click().await;
    page.the("dialog", "Link").await;
    pictured_where(page, "composer-link", on_a_wide_screen).await;
    page.press(Key::Escape).await;
    page.press(Key::Escape).await;
    page.go(&demo.porthole.url("/contacts")).await;
    page.the("button", "New contact").await;
    demo.open_menu("More about contacts").await;
    page.the("menuitem", "New group…").await.click().await;
    page.the("textbox", "Name of the group").await;
    pictured(page, "contacts-group-new").await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_lies_below_the_first_screen_of_the_settings_is_pictured() {
    let demo = Demo::at("/settings/appearance").await;
    let page = demo.page();
    page.the("heading", "Appearance").await;
    page.the("radio", "Dark").await;
    scroll_to(page, "Columns").await;
    pictured(page, "settings-appearance-end").await;
    page.the("link", "Folders").await.click().await;
    page.the("heading", "Folders").await;
    page.the("checkbox", "Show only subscribed folders").await;
    scroll_to(page, "Labels").await;
    pictured(page, "settings-labels").await;
    page.the("link", "Keyboard").await.click().await;
    page.the("heading", "Keyboard").await;
    // Keys that others have.
    let add = page.the("button", "Add keys: Previous message").await;
    add.click().await;
    pictured(page, "settings-keys-recording").await;
    page.type_text("e").await;
    page.the("button", "Cancel").await;
    pictured(page, "settings-keys-taken").await;
}
