//! On a phone whoever writes has all of the screen.

use crate::stage::Desk;

/// The composer on screen fills it.
const FILLS: &str = "(() => {
    const all = [...document.querySelectorAll('.composer')].map(it => it.getBoundingClientRect());
    return all.some(at => at.top === 0 && at.left === 0
        && at.width === innerWidth && at.height === innerHeight);
})()";

/// Nothing can be reached but it, and what is told above it.
const ALONE: &str = "[...document.querySelectorAll('.mail-page > *')]
    .filter(one => !one.inert && one.querySelector('button, a')).map(one => one.className)
    .every(name => /composers|toasts|connection/.test(name))";

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn on_a_phone_an_answer_fills_the_screen_and_closing_it_leads_back() {
    let desk = Desk::demo().await;
    let page = desk.page();
    let row = page.the_one_with("row", "Re: Launch day").await;
    row.click().await;
    page.the("heading", "Re: Launch day").await;
    desk.look(390, 844).await;
    let message = page.url().await;
    page.the("button", "Reply").await.click().await;
    page.the("dialog", "Re: Launch day").await;
    desk.until("the composer fills the screen", FILLS).await;
    desk.write("Coming.").await;
    desk.until("it still does", FILLS).await;
    // What it covers can't be reached; what is told above it can.
    desk.until("nothing else is in reach", ALONE).await;
    // The back button leaves it, and leaves it there.
    page.back().await;
    desk.until("the composer is a bar", &format!("!{FILLS}"))
        .await;
    assert_eq!(page.url().await, message);
    let bar = page.the("button", "Re: Launch day").await;
    bar.click().await;
    desk.until("the composer fills the screen again", FILLS)
        .await;
    page.the("button", "Save and close").await.click().await;
    page.the("heading", "Re: Launch day").await;
    assert_eq!(page.url().await, message);
    desk.until("the page is in reach again", &format!("!{ALONE}"))
        .await;
    let focused = "document.activeElement !== document.body";
    desk.until("the focus is somewhere", focused).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn whoever_turns_a_phone_goes_on_writing_on_all_of_the_screen() {
    let desk = Desk::demo().await;
    let page = desk.page();
    desk.look(844, 390).await;
    desk.begin().await;
    assert_eq!(
        page.evaluate(FILLS).await,
        false,
        "it stands beside the page"
    );
    desk.write("On my way").await;
    desk.look(390, 844).await;
    desk.until("the composer fills the screen", FILLS).await;
    desk.write(" home").await;
    desk.look(844, 390).await;
    desk.until("it stands beside the page again", &format!("!{FILLS}"))
        .await;
    page.the("dialog", "New message").await;
    assert_eq!(desk.text().await.trim(), "On my way home");
    // What was thrown away and taken back is on screen again, too.
    desk.look(390, 844).await;
    desk.until("the composer fills the screen", FILLS).await;
    page.the("button", "Discard").await.click().await;
    page.the("button", "Undo").await.click().await;
    desk.until("the composer fills the screen once more", FILLS)
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn on_a_phone_two_bars_lie_above_the_tasks_and_the_rest_behind_a_button() {
    let desk = Desk::demo().await;
    let page = desk.page();
    desk.look(390, 844).await;
    for number in 1..=4 {
        desk.begin().await;
        desk.until("the composer fills the screen", FILLS).await;
        let field = page.the("textbox", "Subject").await;
        field.type_text(&format!("Letter {number}")).await;
        // By the phone's own button, as most people do.
        page.back().await;
        desk.until("the composer is a bar", &format!("!{FILLS}"))
            .await;
    }
    let more = page.the("button", "2 more messages being written").await;
    let bars = "[...document.querySelectorAll('.composer, .composers-more')]
        .map(it => it.getBoundingClientRect()).filter(it => it.height)";
    let in_sight = format!(
        "{bars}.length === 3 && {bars}.every(it => it.height >= 44 && it.left >= 0
            && it.right <= innerWidth && it.bottom <= innerHeight - 50)"
    );
    desk.until("all of them are in sight", &in_sight).await;
    more.click().await;
    page.the("menuitem", "Letter 1").await;
    page.the("menuitem", "Letter 2").await.click().await;
    desk.until("the composer fills the screen again", FILLS)
        .await;
    let subject = "[...document.querySelectorAll('.composer.is-page .composer-subject')]
        .map(field => field.value).join()";
    page.becomes(subject, serde_json::json!("Letter 2")).await;
}
