//! Links to messages, which lead to them wherever they are now.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::Key;
use e2e::fixture::{Dovecot, Message, SecondClient};
use e2e::scene::{Scene, USER};
use e2e::wait;
use serde_json::json;

/// A message of the inbox, another one, and an empty archive.
async fn at_heron() -> (Scene, SecondClient) {
    let scene = Scene::direct(|maildir| {
        maildir.deliver(&Message::new("Heron").text("Grey, and patient.").bytes());
        maildir.deliver(&Message::new("Wren").text("Small.").bytes());
    })
    .await;
    let mut other = SecondClient::log_in(scene.dovecot.clear_port(), USER, Dovecot::PASSWORD);
    if !other.mailboxes().iter().any(|name| name == "Archive") {
        other.create("Archive");
    }
    scene.log_in("Heron").await;
    scene.open("Heron").await;
    scene.page().reads("Grey, and patient.").await;
    (scene, other)
}

/// Another client moves the message of that subject to the archive.
fn put_away(other: &mut SecondClient, subject: &str) {
    let uids = other.search("INBOX", &format!("SUBJECT {subject}"));
    let message = other.message("INBOX", uids[0]);
    other.append("Archive", "", &message);
    other.expunge("INBOX", &uids);
}

async fn leads_to(scene: &Scene, beginning: &str) {
    wait::until("the address to follow", || async {
        let url = scene.page().url().await;
        url.contains(beginning).then_some(())
    })
    .await;
}

/// Hears what the page would put on the clipboard.
const LISTEN: &str = "(() => {
    const clipboard = { writeText: text => { window.copied = text; return Promise.resolve(); } };
    Object.defineProperty(navigator, 'clipboard', { value: clipboard });
    return true;
})()";

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_copied_link_opens_its_message_where_it_was_moved_to() {
    let (scene, mut other) = at_heron().await;
    let page = scene.page();
    let granted = json!({
        "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"],
        "origin": scene.porthole.origin(),
    });
    page.devtools("Browser.grantPermissions", granted).await;
    page.the("button", "More").await.click().await;
    page.the("menuitem", "Copy link").await.click().await;
    page.reads("Link copied.").await;
    let link = page.evaluate("navigator.clipboard.readText()").await;
    let link = link.as_str().unwrap().to_owned();
    let origin = scene.porthole.origin();
    assert!(
        link.starts_with(&format!("{origin}/mail/INBOX/")) && link.contains("?id="),
        "{link}"
    );

    put_away(&mut other, "Heron");
    // What is open stays open, and is open after a reload, too.
    page.reads("Grey, and patient.").await;
    let before = page.url().await;
    page.reload().await;
    leads_to(&scene, "/mail/Archive/").await;
    page.reads("Grey, and patient.").await;

    // In another tab, where nobody is logged in yet.
    page.open_tab().await;
    page.go(&link).await;
    scene.fill_in_login(USER, Dovecot::PASSWORD).await;
    page.press(Key::Enter).await;
    leads_to(&scene, "/mail/Archive/").await;
    page.the("heading", "Heron").await;
    page.reads("Grey, and patient.").await;
    // Another tab does not know which message a plain address meant.
    page.go(&before).await;
    page.reads("This message is no longer there.").await;

    // It is nowhere.
    let uids = other.search("Archive", "ALL");
    other.expunge("Archive", &uids);
    page.go(&link).await;
    page.reads("This message is not in this account any more")
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_link_is_copied_by_the_palette_and_opens_what_is_where_it_was() {
    let (scene, _) = at_heron().await;
    let page = scene.page();
    page.evaluate(LISTEN).await;
    page.press_with_control('k').await;
    page.type_text("Copy link").await;
    page.press(Key::Enter).await;
    page.reads("Link copied.").await;
    let link = page.evaluate("window.copied").await;
    let link = link.as_str().unwrap().to_owned();
    page.go(&link).await;
    page.reads("Grey, and patient.").await;
    assert_eq!(page.url().await, link);
    scene.open("Wren").await;
    let url = page.url().await;
    assert!(!url.contains("id="), "{url}");
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_link_finds_a_message_that_nobody_named_and_not_its_double() {
    let mail = |words: &str| {
        let mail = Message::new("Report").text(words).bytes();
        let mail = String::from_utf8(mail).unwrap();
        let lines = mail.split_inclusive("\r\n");
        let kept: String = lines
            .filter(|line| !line.starts_with("Message-ID:"))
            .collect();
        assert!(kept.len() < mail.len());
        kept
    };
    // Alike in all but their words, and when they came.
    let scene = Scene::direct(|maildir| {
        maildir.deliver(mail("Tides rise.").as_bytes());
    })
    .await;
    let page = scene.page();
    scene.log_in("Report").await;
    scene.open("Report").await;
    page.reads("Tides rise.").await;
    let before = page.url().await;
    page.evaluate(LISTEN).await;
    page.the("button", "More").await.click().await;
    page.the("menuitem", "Copy link").await.click().await;
    page.reads("Link copied.").await;
    let link = page.evaluate("window.copied").await;
    let link = link.as_str().unwrap().to_owned();
    assert!(
        link.starts_with(&before) && link.contains("?id=SIZE"),
        "{link}"
    );

    page.type_text("e").await;
    scene.is_closed("Report").await;
    // A second later, so that it is another's.
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    let double = mail("Tides fall.");
    scene.dovecot.maildir(USER).deliver(double.as_bytes());
    scene.row("Report").await;
    wait::until("the archived message", || async {
        let archived = scene.dovecot.maildir(USER).messages("Archive");
        (archived.len() == 1).then_some(())
    })
    .await;
    page.go(&link).await;
    leads_to(&scene, "/mail/Archive/").await;
    page.reads("Tides rise.").await;

    let mut other = SecondClient::log_in(scene.dovecot.clear_port(), USER, Dovecot::PASSWORD);
    let uids = other.search("Archive", "ALL");
    other.expunge("Archive", &uids);
    page.go(&link).await;
    page.reads("This message is not in this account any more")
        .await;
}
