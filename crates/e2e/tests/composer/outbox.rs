//! What is on its way out: refused, waiting, doubtful, and over a reload.

use crate::stage::{BUSY, Desk, GONE, patiently};
use e2e::browser::Key;
use e2e::fixture::{PostOffice, Postfix};
use e2e::pictures::pictured;
use e2e::scene::USER;
use std::time::Duration;

fn to_self() -> String {
    format!("{USER}@{}", Postfix::DOMAIN)
}

/// Opens the outbox by the entry below the folders.
async fn open_outbox(desk: &Desk) {
    let entry = desk.page().the_one_with("button", "Outbox").await;
    entry.click().await;
    desk.page().the("dialog", "Outbox").await;
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn whom_postfix_turns_away_is_named_and_the_letter_is_corrected_and_sent() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    desk.begin().await;
    let people = format!("{GONE},{}", to_self());
    desk.fill_in(&people, "To both", "Hello both.").await;
    desk.send().await;
    page.reads("“To both” was not sent.").await;
    page.the("button", "Show").await.click().await;
    page.the("dialog", "Outbox").await;
    page.reads(GONE).await;
    page.reads("Nobody of this name").await;
    pictured(page, "outbox-refused").await;
    // It is as it was after a reload.
    page.reload().await;
    open_outbox(&desk).await;
    page.reads("Nobody of this name").await;
    assert!(desk.messages("INBOX").is_empty(), "nobody got it");
    page.the("button", "Edit “To both”").await.click().await;
    page.the("dialog", "To both").await;
    page.reads("It was not sent").await;
    page.the("button", &format!("Remove {GONE}"))
        .await
        .click()
        .await;
    desk.send().await;
    let arrived = desk.has("INBOX", 1).await;
    assert!(arrived[0].contains("Hello both."));
    desk.has("Sent", 1).await;
    desk.has("Drafts", 0).await;
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn what_postfix_puts_off_waits_in_the_outbox_with_its_words() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    desk.begin().await;
    desk.fill_in(BUSY, "Patience", "No hurry.").await;
    desk.send().await;
    patiently("a letter that waits", Duration::from_secs(40), || async {
        page.find_with("button", "Outbox").await
    })
    .await;
    open_outbox(&desk).await;
    page.reads("Not sent yet; next try:").await;
    page.reads("Come back later").await;
    pictured(page, "outbox-waiting").await;
    page.the("button", "Edit “Patience”").await.click().await;
    page.the("dialog", "Patience").await;
    page.the("button", &format!("Remove {BUSY}"))
        .await
        .click()
        .await;
    page.the("combobox", "To").await.type_text(&to_self()).await;
    page.press(Key::Tab).await;
    desk.send().await;
    desk.has("INBOX", 1).await;
    desk.has("Sent", 1).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_letter_of_which_nobody_knows_is_said_to_be_and_never_sent_again_by_itself() {
    let office = PostOffice::start_silent().await;
    let desk = Desk::at(&office).await;
    let page = desk.page();
    desk.begin().await;
    desk.fill_in("bob@elsewhere.example", "Perhaps", "Did you get it?")
        .await;
    desk.send().await;
    let doubt = "Was it sent?";
    page.reads("“Perhaps” may not have been sent.").await;
    open_outbox(&desk).await;
    page.reads(doubt).await;
    pictured(page, "outbox-unknown").await;
    page.reload().await;
    open_outbox(&desk).await;
    page.reads(doubt).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(office.posted().len(), 1, "it went out once");
    page.the("button", "It was sent: “Perhaps”")
        .await
        .click()
        .await;
    page.reads("Nothing is on its way.").await;
    assert_eq!(office.posted().len(), 1);
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn a_reload_at_any_point_sends_a_letter_once() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    // It can be called back for five seconds, and is submitted then.
    let delays = [0, 300, 4_700, 5_000, 5_050, 5_100, 5_150, 5_250, 5_400];
    for (number, delay) in delays.into_iter().enumerate() {
        desk.begin().await;
        let subject = format!("Letter {number}");
        desk.fill_in(&to_self(), &subject, "Once.").await;
        desk.send().await;
        page.reads(&format!("Sending “{subject}”")).await;
        tokio::time::sleep(Duration::from_millis(delay)).await;
        page.reload().await;
        page.the("button", "Compose").await;
    }
    // Whose tab died between the word that it goes out and its last octet is asked
    // about; it is for the person to send it again.
    let is_missing = |number: &usize| {
        let subject = format!("Subject: Letter {number}\n");
        let arrived = desk.messages("INBOX");
        !arrived.iter().any(|it| it.contains(&subject))
    };
    let missing = || (0..delays.len()).filter(is_missing).collect::<Vec<_>>();
    let again = |number: usize| format!("Send again: “Letter {number}”");
    patiently(
        "a word on every letter",
        Duration::from_secs(90),
        || async {
            for number in missing() {
                if page.find_with("dialog", "Outbox").await.is_none() {
                    page.find_with("button", "Outbox").await?.click().await;
                }
                page.find_with("button", &again(number)).await?;
            }
            Some(())
        },
    )
    .await;
    for number in missing() {
        if let Some(again) = page.find("button", &again(number)).await {
            again.click().await;
        }
    }
    desk.has("INBOX", delays.len()).await;
    if page.find_with("dialog", "Outbox").await.is_some() {
        page.press(Key::Escape).await;
    }
    patiently("all copies", Duration::from_secs(60), || async {
        (desk.messages("Sent").len() >= delays.len()).then_some(())
    })
    .await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    for mailbox in ["INBOX", "Sent"] {
        let all = desk.messages(mailbox);
        for number in 0..delays.len() {
            let subject = format!("Subject: Letter {number}\n");
            let count = all.iter().filter(|it| it.contains(&subject)).count();
            assert_eq!(count, 1, "{subject} in {mailbox}");
        }
    }
    assert!(desk.messages("Drafts").is_empty());
    assert!(page.find_with("button", "Outbox").await.is_none());
}
