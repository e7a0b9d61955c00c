//! Dialogs, and ends of pages that lie below the first screen, pictured and judged.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::Key;
use e2e::demo::{Demo, WELCOME};
use e2e::fixture::Porthole;
use e2e::pictures::{pictured, pictured_scrolled, pictured_where};
use e2e::scene::import_settings;
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

/// Brings a group of settings to the upper edge, in each window anew.
fn to_group(legend: &str) -> String {
    format!(
        "[...document.querySelectorAll('legend')].find(e => e.textContent === '{legend}').scrollIntoView()"
    )
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
        if state == "folders-download" {
            page.reads("Download complete.").await;
        }
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
    page.the("dialog", "Delete forever?").await;
    pictured(page, "for-ever-question").await;
    page.press(Key::Escape).await;
    page.the_one_with("heading", WELCOME).await;
    page.type_text("u").await;
    let sent = page.the_one_with("treeitem", "Sent").await;
    page.click_other(sent.middle().await).await;
    page.the("menu", "Actions for Sent").await;
    page.the("menuitem", "Properties…").await.click().await;
    page.the("dialog", "Folder properties").await;
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
    let end = to_group("Swiping rows");
    pictured_scrolled(page, "settings-appearance-end", |_| true, &end).await;
    page.the("link", "Folders").await.click().await;
    page.the("heading", "Folders").await;
    page.the("checkbox", "Show only subscribed folders").await;
    let labels = to_group("Labels");
    pictured_scrolled(page, "settings-labels", |_| true, &labels).await;
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

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_is_asked_first_of_an_import_and_before_all_is_forgotten_is_pictured() {
    let demo = start("/").await;
    let page = demo.page();
    page.the("region", "Welcome").await;
    pictured_where(page, "welcome", on_a_wide_screen).await;
    page.the("link", "Settings").await.click().await;
    page.the("radio", "Compact, one line each")
        .await
        .click()
        .await;
    page.reads("Saved in your account").await;
    page.the("link", "Account").await.click().await;
    page.the("button", "Export").await.click().await;
    let file = demo.browser.saved_file("porthole-settings.txt").await;
    let text = String::from_utf8(file).unwrap();
    import_settings(
        page,
        &text.replace("density compact", "density comfortable"),
    )
    .await;
    page.the("dialog", "Import settings").await;
    pictured(page, "settings-import").await;
    page.press(Key::Escape).await;
    demo.becomes("document.querySelector('dialog[open]')", json!(null))
        .await;
    import_settings(page, &text.replace("density compact", "density tight")).await;
    page.reads("One line of this file can’t be read").await;
    pictured(page, "settings-import-damaged").await;
    page.press(Key::Escape).await;
    page.the("link", "Privacy").await.click().await;
    page.reads("Mail itself is never stored here").await;
    pictured(page, "settings-privacy").await;
    page.the("button", "Forget this computer…")
        .await
        .click()
        .await;
    page.the("dialog", "Forget this computer").await;
    pictured(page, "forget-question").await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn whose_images_are_shown_is_pictured() {
    let demo = start("/").await;
    let page = demo.page();
    demo.open("The Tide Table no. 112").await;
    let always = page.the_one_with("button", "Always from").await;
    always.click().await;
    page.the("link", "Settings").await.click().await;
    page.the("link", "Privacy").await.click().await;
    page.reads("Mail itself is never stored here").await;
    page.reads("letter@tide-table.example.com").await;
    pictured(page, "settings-senders").await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_login_with_a_choice_of_servers_and_to_one_that_is_nowhere_is_pictured() {
    let server = |name: &str| format!("[upstreams.{name}]\nhost = \"localhost\"\nport = 1\n");
    let config = [
        "listen = \"127.0.0.1:0\"\n",
        &server("harbour"),
        &server("lighthouse"),
    ]
    .concat();
    let demo = Demo::before(Porthole::start_with(&config)).await;
    let page = demo.page();
    page.go(&demo.porthole.url("/login")).await;
    page.the("combobox", "Mail server").await;
    pictured(page, "login-choice").await;
    for field in ["User name", "Password"] {
        page.the("textbox", field).await.type_text("demo").await;
    }
    page.press(Key::Enter).await;
    page.the_one_with("alert", "").await;
    pictured(page, "login-unreachable").await;
}
