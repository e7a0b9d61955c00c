//! Composers as they look, for somebody to look at.

use crate::stage::Desk;
use e2e::browser::Key;
use e2e::pictures::{pictured, pictured_where};
use std::time::Duration;

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn composers_are_pictured_in_every_size_and_colour() {
    let desk = Desk::demo().await;
    let page = desk.page();
    desk.begin().await;
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
    page.the("button", "Add Reply to").await.click().await;
    let reply_to = page.the("combobox", "Reply to").await;
    reply_to.type_text("desk@example.org,").await;
    let subject = page.the("textbox", "Subject").await;
    subject.type_text("The tides of next week").await;
    desk.drop_file("tide-table.pdf", 1_250_000).await;
    desk.drop_file("chart.png", 350_000).await;
    page.reads("tide-table.pdf").await;
    page.the_one_with("button", "Ada Lovelace").await;
    pictured(page, "composer-filled").await;
    page.the("combobox", "To").await.click().await;
    desk.send().await;
    page.reads("This is not an address").await;
    pictured(page, "composer-question").await;
    page.the("button", "Back").await.click().await;
    desk.begin().await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    pictured(page, "composer-two").await;
    page.press(Key::Escape).await;
    let is_phone = |look: &str| look.starts_with("phone");
    pictured_where(page, "composer-minimised", |look| !is_phone(look)).await;
    // There one that is open has the whole screen.
    page.the("button", "Minimise").await.click().await;
    pictured_where(page, "composer-minimised", is_phone).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn an_answer_is_pictured() {
    let desk = Desk::demo().await;
    let page = desk.page();
    let row = page.the_one_with("row", "Re: Launch day").await;
    row.click().await;
    page.the("heading", "Re: Launch day").await;
    page.the("button", "Reply").await;
    page.type_text("r").await;
    page.the("dialog", "Re: Launch day").await;
    page.the_one_with("button", "Tom Okafor").await;
    pictured(page, "composer-reply").await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn people_are_proposed_and_chosen_by_keyboard() {
    let desk = Desk::demo().await;
    let page = desk.page();
    page.type_text("c").await;
    page.the("combobox", "To").await.type_text("t").await;
    page.the_one_with("option", "@").await;
    pictured(page, "composer-suggestions").await;
}
