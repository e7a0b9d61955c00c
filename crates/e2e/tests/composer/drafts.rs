//! What was being written is there again: after a reload, in another tab, and in
//! the account.

use crate::stage::Desk;
use e2e::browser::Key;
use e2e::pictures::pictured;
use std::time::Duration;

/// Begins a message of this subject that says `text`, and waits until it is kept.
async fn write(desk: &Desk, subject: &str, text: &str) {
    desk.begin().await;
    let field = desk.page().the("textbox", "Subject").await;
    field.type_text(subject).await;
    desk.write(text).await;
    desk.is_kept(text).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_reload_changes_nothing_about_what_is_being_written() {
    let desk = Desk::demo().await;
    let page = desk.page();
    write(&desk, "Before", "Half a sentence").await;
    page.press(Key::Escape).await;
    page.the("button", "Restore").await;
    write(&desk, "Besides", "The other half").await;
    page.reload().await;
    page.the("dialog", "Besides").await;
    let text = "field.innerText.includes('The other half')";
    desk.in_text("what was written is there", text).await;
    page.the("dialog", "Before").await;
    page.the("button", "Restore").await.click().await;
    let text = "[...document.querySelectorAll('.composer iframe')]
        .some(it => it.contentDocument?.body?.innerText.includes('Half a sentence'))";
    desk.until("and what was minimised", text).await;
    assert!(
        page.find("heading", "You were still writing")
            .await
            .is_none()
    );
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn what_one_tab_writes_no_other_takes_until_that_is_closed() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    write(&desk, "Mine", "Only here").await;
    let first = page.tab().await;
    let second = desk.another_tab().await;
    // All that a browser keeps is recalled right after the list.
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(page.find("button", "Continue “Mine”").await.is_none());
    // They write at once, and none at the other's.
    write(&desk, "Yours", "Only there").await;
    page.go_to(&first).await;
    desk.write(" and now").await;
    desk.is_kept("Only here and now").await;
    page.close_tab().await;
    page.go_to(&second).await;
    page.reload().await;
    page.the("button", "Continue “Mine”").await.click().await;
    page.the("dialog", "Mine").await;
    desk.in_text(
        "all of it is there",
        "field.innerText.includes('Only here and now')",
    )
    .await;
    for _ in 0..2 {
        page.the("button", "Save and close").await.click().await;
    }
    let mut drafts = desk.has("Drafts", 2).await;
    drafts.retain(|draft| draft.contains("Only here and now") || draft.contains("Only there"));
    assert_eq!(drafts.len(), 2);
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn a_draft_is_closed_opened_again_and_still_one() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    write(&desk, "Slowly", "First").await;
    page.press_with_control('s').await;
    desk.has("Drafts", 1).await;
    desk.write(" and second").await;
    page.the("button", "Save and close").await.click().await;
    desk.until_drafts(|drafts| drafts.len() == 1 && drafts[0].contains("First and second"))
        .await;
    page.the_one_with("treeitem", "Drafts").await.click().await;
    page.the_one_with("row", "Slowly").await.click().await;
    page.the("button", "Edit draft").await.click().await;
    page.the("dialog", "Slowly").await;
    desk.in_text(
        "the text is there",
        "field.innerText.includes('First and second')",
    )
    .await;
    desk.write("Zero. ").await;
    page.the("button", "Save and close").await.click().await;
    desk.until_drafts(|drafts| drafts.len() == 1 && drafts[0].contains("Zero. First and second"))
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn a_logout_that_would_lose_a_draft_is_asked_about() {
    let mut desk = Desk::posting(|_| {}).await;
    write(&desk, "Unsaved", "Nobody else has this").await;
    // Nothing can be brought to the server any more.
    desk.porthole.stop();
    let page = desk.page();
    page.reads("The connection to the mail server was lost.")
        .await;
    page.the("button", "Log out").await.click().await;
    page.the("dialog", "Not everything is on the server").await;
    page.reads("These drafts are only on this device:").await;
    pictured(page, "logout-question").await;
    page.the("button", "Stay").await.click().await;
    page.the("dialog", "Unsaved").await;
    desk.is_kept("Nobody else has this").await;
    page.the("button", "Log out").await.click().await;
    page.the("button", "Log out and lose them")
        .await
        .click()
        .await;
    page.the("textbox", "Password").await;
    desk.is_not_kept("Nobody else has this").await;
}
