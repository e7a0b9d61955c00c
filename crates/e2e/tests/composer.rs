//! Writing, from the first word until it is read at the other end.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Browser, Key, Page, Scheme};
use e2e::fixture::Porthole;
use e2e::wait;
use serde_json::json;
use std::path::PathBuf;
use std::time::Duration;

fn artefact(name: &str) -> PathBuf {
    e2e::workspace_root().join(format!("artefacts/screenshots/{name}.png"))
}

async fn log_in(browser: &Browser, porthole: &Porthole) {
    let page = browser.page();
    page.go(&porthole.url("/login")).await;
    let user = page.the("textbox", "User name").await;
    user.type_text("demo").await;
    let password = page.the("textbox", "Password").await;
    password.type_text("demo").await;
    page.press(Key::Enter).await;
    page.the_one_with("row", "Welcome aboard").await;
}

async fn shoot(page: &Page, name: &str) {
    for (size, width, height) in [
        ("wide", 1440, 900),
        ("laptop", 1280, 800),
        ("phone", 390, 844),
    ] {
        for (colours, scheme) in [("light", Scheme::Light), ("dark", Scheme::Dark)] {
            page.look(width, height, scheme).await;
            tokio::time::sleep(Duration::from_millis(300)).await;
            page.screenshot(&artefact(&format!("{name}-{size}-{colours}")))
                .await;
        }
    }
    page.look(1440, 900, Scheme::Light).await;
}

/// Attaches a file by dropping it on the composer that has the focus.
async fn drop_file(page: &Page, name: &str, length: usize) {
    let drop = format!(
        "(() => {{
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array({length})], '{name}'));
            const on = document.activeElement.closest('[role=dialog]');
            on.dispatchEvent(new DragEvent('drop', {{ dataTransfer: data, bubbles: true, cancelable: true }}));
            return true;
        }})()"
    );
    assert_eq!(page.evaluate(&drop).await, json!(true));
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn composers_are_pictured_in_every_size_and_colour() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    log_in(&browser, &porthole).await;
    let page = browser.page();
    page.look(1440, 900, Scheme::Light).await;
    page.the("button", "Compose").await.click().await;
    page.the("dialog", "New message").await;
    page.the("combobox", "To").await;
    page.type_text("Ada Lovelace <ada@example.org>,").await;
    page.type_text("nobody").await;
    page.press(Key::Enter).await;
    page.type_text("\"Babbage, Charles\" <charles@example.org>")
        .await;
    page.press(Key::Enter).await;
    page.the("button", "Add Cc").await.click().await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    page.type_text("crew@example.org").await;
    page.press(Key::Tab).await;
    let subject = page.the("textbox", "Subject").await;
    subject.type_text("The tides of next week").await;
    drop_file(page, "tide-table.pdf", 1_250_000).await;
    drop_file(page, "chart.png", 350_000).await;
    page.reads("tide-table.pdf").await;
    page.the_one_with("button", "Ada Lovelace").await;
    shoot(page, "composer-filled").await;
    page.the("combobox", "To").await.click().await;
    page.the("button", "Send").await.click().await;
    page.reads("This is no address").await;
    shoot(page, "composer-question").await;
    page.the("button", "Back").await.click().await;
    page.the("button", "Compose").await.click().await;
    page.the("dialog", "New message").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    shoot(page, "composer-two").await;
    page.press(Key::Escape).await;
    shoot(page, "composer-minimised").await;
    println!("{:?}", page.console().await);
}

/// Writes a message in the composer that is open, from its recipients on.
async fn fill_in(page: &Page, to: &str, subject: &str, text: &str) {
    page.the("combobox", "To").await.type_text(to).await;
    page.press(Key::Tab).await;
    let field = page.the("textbox", "Subject").await;
    field.type_text(subject).await;
    write_text(page, text).await;
}

/// Types into the editor of the composer that is open.
async fn write_text(page: &Page, text: &str) {
    let focus = "(() => {
        const dialog = [...document.querySelectorAll('.composer')].at(-1);
        dialog.querySelector('.composer-focus').focus();
        const frame = dialog.querySelector('iframe');
        return !frame || frame.contentDocument?.activeElement?.isContentEditable === true
            || frame.contentDocument?.hasFocus() === true;
    })()";
    wait::until("the editor has the focus", || async {
        (page.evaluate(focus).await == json!(true)).then_some(())
    })
    .await;
    page.type_text(text).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_is_written_arrives_and_is_kept_in_sent() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    log_in(&browser, &porthole).await;
    let page = browser.page();
    page.look(1440, 900, Scheme::Light).await;
    page.type_text("c").await;
    page.the("dialog", "New message").await;
    fill_in(
        page,
        "demo@demo.example",
        "Tea at four",
        "Bring the drawing.",
    )
    .await;
    page.the("dialog", "Tea at four").await;
    page.the("button", "Send").await.click().await;
    page.reads("Sending “Tea at four”").await;
    page.reads("Sent: “Tea at four”").await;
    page.the_one_with("row", "Tea at four").await.click().await;
    page.the("heading", "Tea at four").await;
    page.the_one_with("treeitem", "Sent").await.click().await;
    page.the_one_with("row", "Tea at four").await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_letter_is_called_back_and_goes_on() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    log_in(&browser, &porthole).await;
    let page = browser.page();
    page.look(1440, 900, Scheme::Light).await;
    page.the("button", "Compose").await.click().await;
    page.the("dialog", "New message").await;
    fill_in(page, "demo@demo.example", "Too soon", "Wait.").await;
    page.the("button", "Send").await.click().await;
    page.the("button", "Undo").await.click().await;
    page.the("dialog", "Too soon").await;
    page.the_one_with("button", "demo@demo.example").await;
    page.the("button", "Discard").await.click().await;
    page.reads("The message was discarded.").await;
    page.the("button", "Undo").await.click().await;
    page.the("dialog", "Too soon").await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_message_is_answered_quoted_and_marked() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    log_in(&browser, &porthole).await;
    let page = browser.page();
    page.look(1440, 900, Scheme::Light).await;
    page.the_one_with("row", "Re: Launch day")
        .await
        .click()
        .await;
    page.the("heading", "Re: Launch day").await;
    page.the("button", "Reply").await;
    page.type_text("r").await;
    page.the("dialog", "Re: Launch day").await;
    page.the_one_with("button", "Tom Okafor").await;
    shoot(page, "composer-reply").await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn people_are_proposed_and_chosen_by_keyboard() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    log_in(&browser, &porthole).await;
    let page = browser.page();
    page.look(1440, 900, Scheme::Light).await;
    page.type_text("c").await;
    page.the("combobox", "To").await.type_text("t").await;
    page.the_one_with("option", "@").await;
    shoot(page, "composer-suggestions").await;
}
