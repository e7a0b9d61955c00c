//! What the newest criteria ask for (WCAG 2.2): nothing that has the focus is
//! covered (2.4.11), and a login asks for nothing that only memory has (3.3.8).
//! The size of targets (2.5.8) is judged with each picture, and 400 % by `zoom`.

use e2e::browser::{Key, Scheme};
use e2e::demo::{Demo, WELCOME};
use e2e::focus::{focus_comes_to, tab_round, tab_to};
use e2e::pictures::pictured_where;
use serde_json::json;

/// A long letter of the demo.
const NEWSLETTER: &str = "The Tide Table no. 112";
const FOCUS: &str = "function() { this.focus() }";

/// The sections whose stops are few enough to be walked through twice.
const SECTIONS: [&str; 6] = [
    "Appearance",
    "Writing",
    "Folders",
    "Notifications",
    "Privacy",
    "Account",
];

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_sticks_to_an_edge_covers_no_focus() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    page.the("link", "Settings").await.click().await;
    for (width, height) in [(1280, 600), (390, 700)] {
        page.look(width, height, Scheme::Light).await;
        for section in SECTIONS {
            page.the("link", section).await.click().await;
            page.the("heading", section).await;
            let stops = tab_round(page).await;
            assert!(stops.len() > 10, "{section}: {stops:?}");
        }
    }
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn on_no_page_and_in_no_state_the_focus_is_covered() {
    let demo = Demo::start().await;
    let page = demo.page();
    for (path, there) in [("/nowhere", "Go to the inbox"), ("/login", "")] {
        page.go(&demo.porthole.url(path)).await;
        page.the_one_with(if there.is_empty() { "textbox" } else { "link" }, there)
            .await;
        tab_round(page).await;
    }
    demo.log_in("/").await;
    demo.row(WELCOME).await;
    for (width, height) in [(1280, 640), (390, 700)] {
        page.look(width, height, Scheme::Light).await;
        page.go(&demo.porthole.url("/mail/INBOX")).await;
        demo.row(WELCOME).await;
        demo.becomes("document.querySelector('.acting') !== null", json!(true))
            .await;
        tab_round(page).await;
        // With a bar of what is done to those that are selected.
        page.the_one_with("grid", "Messages in")
            .await
            .call(FOCUS)
            .await;
        page.press(Key::Home).await;
        page.type_text("x").await;
        page.press_with(&[Key::Shift], Key::Down).await;
        page.reads("2 selected").await;
        tab_round(page).await;
        // With a letter, whose end is far, and its tools stay.
        demo.open(NEWSLETTER).await;
        page.the("button", "Reply").await;
        tab_round(page).await;
        page.go(&demo.porthole.url("/contacts")).await;
        page.the("button", "New contact").await;
        tab_round(page).await;
        page.the("button", "New contact").await.click().await;
        page.the("form", "New contact").await;
        tab_round(page).await;
        page.go(&demo.porthole.url("/settings/keyboard")).await;
        page.the("heading", "Keyboard").await;
        page.the("link", "Identities").await.click().await;
        page.the("button", "Add identity").await;
        tab_round(page).await;
        page.go(&demo.porthole.url("/mail/INBOX")).await;
        demo.row(WELCOME).await;
        page.type_text("c").await;
        page.the("dialog", "New message").await;
        tab_round(page).await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn who_writes_beside_the_page_sees_where_the_keyboard_goes_on_it() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    page.look(1280, 640, Scheme::Light).await;
    demo.row(WELCOME).await;
    page.type_text("c").await;
    page.the("dialog", "New message").await;
    focus_comes_to(page, "To", "beginning a letter").await;
    let is_down = "document.querySelector('.composers').matches('.is-down')";
    page.becomes(is_down, json!(false)).await;
    tab_to(page, "Layout and density").await;
    page.becomes(is_down, json!(true)).await;
    pictured_where(page, "composer-lowered", |look| look.starts_with("wide")).await;
    page.look(1280, 640, Scheme::Light).await;
    tab_to(page, "Subject").await;
    page.becomes(is_down, json!(false)).await;
    page.type_text("Written on").await;
    page.the("dialog", "Written on").await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_password_can_be_filled_in_pasted_and_seen() {
    let demo = Demo::start().await;
    let page = demo.page();
    page.go(&demo.porthole.url("/login")).await;
    let password = page.the("textbox", "Password").await;
    let filled = "[...document.querySelectorAll('.login-form input')].map(e => e.autocomplete)";
    let filled = page.evaluate(filled).await;
    assert_eq!(filled, json!(["username", "current-password"]));
    let pasted = "function() {
        this.focus();
        return document.execCommand('insertText', false, 'a pass phrase')
            && this.dispatchEvent(new ClipboardEvent('paste', { cancelable: true, bubbles: true }));
    }";
    assert_eq!(password.call(pasted).await, json!(true));
    page.the("button", "Show password").await.click().await;
    let seen = "function() { return [this.type, this.value] }";
    assert_eq!(password.call(seen).await, json!(["text", "a pass phrase"]));
}
