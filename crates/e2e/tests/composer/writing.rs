//! Letters that are written and arrive.

use crate::stage::Desk;

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_is_written_arrives_and_is_kept_in_sent() {
    let desk = Desk::demo().await;
    let page = desk.page();
    page.type_text("c").await;
    page.the("dialog", "New message").await;
    let (to, subject) = ("demo@demo.example", "Tea at four");
    desk.fill_in(to, subject, "Bring the drawing.").await;
    page.the("dialog", "Tea at four").await;
    desk.send().await;
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
async fn who_sends_without_a_subject_is_still_asked_about_the_attachment() {
    let desk = Desk::demo().await;
    let page = desk.page();
    desk.begin().await;
    desk.fill_in("demo@demo.example", "", "It is attached.")
        .await;
    desk.send().await;
    for asked in ["Send it without a subject?", "You wrote of an attachment"] {
        page.the_one_with("alertdialog", asked).await;
        page.the("button", "Send anyway").await.click().await;
    }
    page.reads("Sending “(no subject)”").await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_letter_is_called_back_and_goes_on() {
    let desk = Desk::demo().await;
    let page = desk.page();
    desk.begin().await;
    desk.fill_in("demo@demo.example", "Too soon", "Wait.").await;
    desk.send().await;
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
async fn the_message_at_the_cursor_is_answered_by_a_letter() {
    let desk = Desk::demo().await;
    let page = desk.page();
    page.the_one_with("row", "Re: Launch day").await;
    // No message is open; the cursor goes down to the first.
    page.type_text("j").await;
    page.type_text("f").await;
    let composer = page.the_one_with("dialog", "Fwd: ").await;
    // What is passed on is on screen.
    let subject = composer.name().trim_start_matches("Fwd: ").to_owned();
    page.the("heading", &subject).await;
}
