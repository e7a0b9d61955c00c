//! A person is invited: the app in Chromium, the proxy, Dovecot over TLS.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Browser, Key, Scheme};
use e2e::demo::Demo;
use e2e::fixture::Porthole;
use e2e::scene::Scene;

const INVITATION: &str = "Delivered-To: ada@saltmarsh.example\r
From: Olu <olu@harbour.example>\r
To: crew@harbour.example\r
Subject: You are invited\r
Message-ID: <walk@harbour.example>\r
MIME-Version: 1.0\r
Content-Type: multipart/alternative; boundary=b\r
\r
--b\r
Content-Type: text/plain\r
\r
Come along.\r
--b\r
Content-Type: text/calendar; method=REQUEST; charset=utf-8\r
\r
BEGIN:VCALENDAR\r
METHOD:REQUEST\r
BEGIN:VEVENT\r
UID:walk@harbour.example\r
SEQUENCE:1\r
SUMMARY:Harbour <b>walk</b>\r
DTSTART;TZID=Tokyo Standard Time:20261123T100000\r
DURATION:PT1H\r
RRULE:FREQ=WEEKLY;BYDAY=MO\r
ORGANIZER;CN=Olu:mailto:olu@harbour.example\r
ATTENDEE;CN=Ada;PARTSTAT=NEEDS-ACTION:mailto:ada@saltmarsh.example\r
ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:bob@harbour.example\r
END:VEVENT\r
END:VCALENDAR\r
--b--\r
";

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn an_invitation_is_shown_above_the_text_and_answered() {
    let scene = Scene::direct(|maildir| {
        maildir.deliver(INVITATION.as_bytes());
    })
    .await;
    scene.log_in("You are invited").await;
    scene.open("You are invited").await;
    let page = scene.page();
    page.reads("Come along.").await;
    // What looks like markup is text.
    let card = page.the("region", "Invitation: Harbour <b>walk</b>").await;
    let text = card.text().await;
    for expected in [
        "Invitation, changed",
        "Every week on Monday",
        "Asia/Tokyo",
        "2 people, 1 accepted",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    // The upstream has no submission service: the answer becomes a file.
    assert!(text.contains("saved as a file"), "{text}");
    page.the("button", "Accept").await.click().await;
    let answer = scene.browser.saved_file("answer.ics").await;
    let answer = String::from_utf8(answer).unwrap();
    for line in [
        "METHOD:REPLY",
        "UID:walk@harbour.example",
        "SEQUENCE:1",
        "ATTENDEE;PARTSTAT=ACCEPTED;CN=\"Ada\":mailto:ada@saltmarsh.example",
    ] {
        assert!(
            answer.contains(&format!("{line}\r\n")),
            "{line} in {answer}"
        );
    }
    page.reads("Your answer was saved as a file.").await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn an_answer_is_sent_and_its_copy_kept() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    page.look(1440, 1200, Scheme::Light).await;
    page.go(&porthole.url("/login")).await;
    for field in ["User name", "Password"] {
        page.the("textbox", field).await.type_text("demo").await;
    }
    page.press(Key::Enter).await;
    page.the_one_with("row", "Harbour round")
        .await
        .click()
        .await;
    page.the("region", "Invitation: Harbour round").await;
    page.the("button", "Decline").await.click().await;
    page.reads("You declined on").await;
    page.the_one_with("treeitem", "Sent").await.click().await;
    let copy = page.the_one_with("row", "Declined: Harbour round").await;
    copy.click().await;
    // One's own answer, read as its organizer reads it.
    page.reads("Robin Ashdown declined").await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn who_is_invited_is_counted_without_an_and_in_every_language() {
    let demo = Demo::at("/settings/appearance").await;
    let page = demo.page();
    for (language, counted) in [
        ("Deutsch", "1 Person, 1 zugesagt"),
        ("Español", "1 persona, 1 aceptó"),
        ("日本語", "1 名、承諾 1 名"),
    ] {
        page.the("radio", language).await.click().await;
        page.go(&demo.porthole.url("/")).await;
        demo.open("Cancelled: Caulking course").await;
        page.reads(counted).await;
        page.go(&demo.porthole.url("/settings/appearance")).await;
    }
}
