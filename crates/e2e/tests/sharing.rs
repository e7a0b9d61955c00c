//! Mailboxes of others: where they stand, what may be done with them, and how one
//! lets others into one's own.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::fixture::{Dovecot, Message};
use e2e::pictures::pictured_where;
use e2e::scene::{Scene, USER};
use serde_json::json;

fn on_a_wide_screen(look: &str) -> bool {
    !look.starts_with("phone")
}

/// Grace lets Ada into a mailbox of hers, and one is everybody's.
async fn start() -> Scene {
    let dovecot = Dovecot::start_sharing(&[USER, "grace"]);
    let notice = Message::new("The crane is out of order").from("Harbour <harbour@example.org>");
    dovecot.publish("Notices", &notice.text("Until Friday.").bytes());
    let mut grace = dovecot.dialogue("grace").await;
    grace.command("CREATE Plans").await;
    let plan = Message::new("A compiler").from("Grace Hopper <grace@example.org>");
    let plan = String::from_utf8(plan.text("It could be done.").bytes()).unwrap();
    let append = format!("APPEND Plans {{{}+}}\r\n{plan}", plan.len());
    grace.command(&append).await;
    grace.command("SETACL Plans ada lrswi").await;
    let first = Message::new("Of my own").from("Ada <ada@example.org>");
    dovecot.maildir(USER).deliver(&first.text("Hello.").bytes());
    Scene::of(dovecot).await
}

/// The lines of the tree in their order, each with its level.
const LINES: &str = "[...document.querySelectorAll('[role=tree] [role=treeitem]')].map(
    e => `${e.getAttribute('aria-level')} ${e.getAttribute('aria-label')}`)";

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn mailboxes_of_others_stand_in_sections_of_their_own() {
    let scene = start().await;
    scene.log_in("Of my own").await;
    let page = scene.page();
    page.the_one_with("treeitem", "Other users").await;
    let lines = [
        "1 Inbox, 1 unread",
        "1 Drafts",
        "1 Sent",
        "1 Junk",
        "1 Trash",
        "1 Archive",
        "1 Other users",
        "2 grace",
        "3 Plans, 1 unread",
        "1 Shared folders",
        "2 Notices",
    ];
    page.becomes(LINES, json!(lines)).await;
    page.becomes("document.querySelector('.acting') !== null", json!(true))
        .await;
    pictured_where(page, "folders-shared", on_a_wide_screen).await;
    page.the_one_with("treeitem", "Plans").await.click().await;
    scene.open("A compiler").await;
    page.the_one_with("treeitem", "Notices").await.click().await;
    scene.row("The crane is out of order").await;
    page.reads("You can read messages here, but not change them.")
        .await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_mailbox_that_is_almost_full_says_so() {
    let dovecot = Dovecot::start_with_little_room(&[USER]);
    let large = Message::new("Much to read").from("Ada <ada@example.org>");
    let large = large
        .text(&"A line of some length.\r\n".repeat(1_860))
        .bytes();
    let large = String::from_utf8(large).unwrap();
    let append = format!("APPEND INBOX {{{}+}}\r\n{large}", large.len());
    dovecot.dialogue(USER).await.command(&append).await;
    let scene = Scene::of(dovecot).await;
    scene.log_in("Much to read").await;
    let page = scene.page();
    let room = page.the("meter", "Storage").await;
    let words = room.call("function() { return this.parentElement.textContent }");
    let words = words.await.as_str().unwrap_or("").to_owned();
    assert!(words.contains("Almost full"), "{words}");
    page.becomes("document.querySelector('.acting') !== null", json!(true))
        .await;
    page.the("region", "Welcome").await;
    pictured_where(page, "quota-scarce", on_a_wide_screen).await;
}
