//! A composer in a window of its own: the draft passes from window to window.

use crate::stage::{Desk, patiently};
use e2e::browser::Tab;
use e2e::fixture::Postfix;
use e2e::pictures::{pictured, pictured_where};
use e2e::scene::USER;
use e2e::wait;
use std::time::Duration;

const BUTTON: &str = "Write in a window of its own";

/// Begins a message and goes on with it in a window of its own.
async fn part(desk: &Desk, subject: &str, text: &str) -> Tab {
    let page = desk.page();
    desk.begin().await;
    let to = page.the("combobox", "To").await;
    to.type_text(&format!("{USER}@{},", Postfix::DOMAIN)).await;
    let field = page.the("textbox", "Subject").await;
    field.type_text(subject).await;
    // Nothing is waited for: the last letters go along.
    desk.write(text).await;
    let first = page.tab().await;
    page.the("button", BUTTON).await.click().await;
    wait::until("a second window", || async {
        (page.windows().await == 2).then_some(())
    })
    .await;
    page.follow().await;
    page.the("dialog", subject).await;
    let says = format!("field.innerText.includes('{text}')");
    desk.in_text("all of the text came along", &says).await;
    assert!(page.find("button", BUTTON).await.is_none());
    first
}

async fn is_closed(desk: &Desk, limit: Duration) {
    patiently("the window's end", limit, || async {
        (desk.page().windows().await == 1).then_some(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn a_draft_goes_on_in_a_window_of_its_own_and_is_saved_as_that_is_closed() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    let first = part(&desk, "Apart", "Begun here").await;
    desk.write("Ended there. ").await;
    pictured_where(page, "composer-own-window", |look| {
        !look.starts_with("phone")
    })
    .await;
    page.the("button", "Save and close").await.click().await;
    is_closed(&desk, wait::PATIENCE).await;
    page.go_to(&first).await;
    let drafts = desk.has("Drafts", 1).await;
    assert!(
        drafts[0].contains("Ended there. Begun here"),
        "{}",
        drafts[0]
    );
    assert!(page.find("dialog", "Apart").await.is_none());
    // A window in which nobody writes leaves nothing.
    page.reload().await;
    desk.begin().await;
    page.the("button", BUTTON).await.click().await;
    wait::until("a second window", || async {
        (page.windows().await == 2).then_some(())
    })
    .await;
    page.follow().await;
    page.the("combobox", "To").await;
    page.the("button", "Save and close").await.click().await;
    is_closed(&desk, wait::PATIENCE).await;
    page.go_to(&first).await;
    desk.has("Drafts", 1).await;
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn a_window_that_is_closed_by_its_cross_leaves_the_draft() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    let first = part(&desk, "Crossed", "Begun here").await;
    desk.write("Not lost. ").await;
    desk.is_kept("Not lost. Begun here").await;
    page.close_tab().await;
    page.go_to(&first).await;
    page.reload().await;
    page.the("button", "Continue “Crossed”").await.click().await;
    page.the("dialog", "Crossed").await;
    let says = "field.innerText.includes('Not lost. Begun here')";
    desk.in_text("all of it is there", says).await;
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn a_letter_is_sent_from_its_own_window_which_closes_then() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    let first = part(&desk, "Sent apart", "From a window").await;
    desk.send().await;
    page.reads("Sending “Sent apart”").await;
    is_closed(&desk, wait::PATIENCE).await;
    page.go_to(&first).await;
    let arrived = desk.has("INBOX", 1).await;
    assert!(arrived[0].contains("From a window"));
    desk.has("Sent", 1).await;
    desk.has("Drafts", 0).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn bars_that_have_no_room_are_reached_through_a_menu() {
    let desk = Desk::demo().await;
    let page = desk.page();
    for number in 1..=8 {
        desk.begin().await;
        let field = page.the("textbox", "Subject").await;
        field.type_text(&format!("Letter {number}")).await;
        page.the("button", "Minimise").await.click().await;
    }
    page.the("button", "2 more messages being written").await;
    let off = "[...document.querySelectorAll('.composer, .composers-more')]
        .map(it => it.getBoundingClientRect()).filter(it => it.width)
        .filter(it => it.left < 72 || it.right > innerWidth || it.width < 48).length";
    page.becomes(off, serde_json::json!(0)).await;
    pictured(page, "composer-stowed").await;
    let more = page.the("button", "2 more messages being written").await;
    more.click().await;
    page.the("menuitem", "Letter 2").await;
    page.the("menuitem", "Letter 1").await.click().await;
    // It is open, and leaves less room to the others.
    page.the("textbox", "Subject").await;
    page.the("button", "4 more messages being written").await;
    let open = "document.querySelector('.composer:not(.is-minimised)').ariaLabel
        ?? document.querySelector('.composer:not(.is-minimised)').getAttribute('aria-label')";
    page.becomes(open, serde_json::json!("Letter 1")).await;
    page.becomes(off, serde_json::json!(0)).await;
}
