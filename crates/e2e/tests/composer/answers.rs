//! Where the answers to one letter go.

use crate::stage::Desk;
use e2e::browser::Key;
use e2e::fixture::Postfix;
use e2e::scene::USER;

/// The field of a message's header, as it lies on disk.
fn reply_to(message: &str) -> Option<&str> {
    let mut lines = message.lines();
    lines.find_map(|line| line.strip_prefix("Reply-To: "))
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn answers_to_one_letter_go_where_it_says_and_a_draft_keeps_that() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    desk.begin().await;
    let to = format!("{USER}@{}", Postfix::DOMAIN);
    desk.fill_in(&to, "Where to", "Answer the desk.").await;
    page.the("button", "Add Reply to").await.click().await;
    let field = page.the("combobox", "Reply to").await;
    field
        .type_text("The Desk <desk@elsewhere.example>,nobody")
        .await;
    page.press(Key::Enter).await;
    // What is no address is told before it is sent, here too.
    page.the("button", "nobody: this is not an address").await;
    desk.send().await;
    page.the_one_with("alertdialog", "This is not an address")
        .await;
    page.the("button", "Back").await.click().await;
    page.the("button", "Remove nobody").await.click().await;
    page.the("button", "Save and close").await.click().await;
    desk.until_drafts(|drafts| {
        let draft = drafts.first().and_then(|draft| reply_to(draft));
        draft == Some("The Desk <desk@elsewhere.example>")
    })
    .await;
    page.the_one_with("treeitem", "Drafts").await.click().await;
    page.the_one_with("row", "Where to").await.click().await;
    page.the("button", "Edit draft").await.click().await;
    page.the("dialog", "Where to").await;
    let group = page.the("group", "Reply to").await;
    let chips = group.all("button").await;
    let is_desk = |name: &str| name == "The Desk <desk@elsewhere.example>";
    assert!(chips.iter().any(|chip| is_desk(chip.name())));
    desk.send().await;
    let arrived = desk.has("INBOX", 1).await;
    assert_eq!(
        reply_to(&arrived[0]),
        Some("The Desk <desk@elsewhere.example>")
    );
}
