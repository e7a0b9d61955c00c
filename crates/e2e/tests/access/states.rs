//! States that come and go, pictured and judged: what is empty, on its way, found,
//! chosen, asked and told.

use e2e::browser::Key;
use e2e::demo::{Demo, WELCOME};
use e2e::fixture::{Dovecot, Manner, Message};
use e2e::hearing::{heard, listen};
use e2e::pictures::{pictured, pictured_now, pictured_where};
use e2e::scene::{Scene, USER, numbered};
use serde_json::json;
use std::process::Command;
use std::time::Duration;

/// Stops a process, or lets it go on.
pub(crate) fn signal(process: u32, name: &str) {
    let done = Command::new("kill")
        .args([name, &process.to_string()])
        .status();
    assert!(done.is_ok_and(|status| status.success()), "kill {name}");
}

fn by_light(look: &str) -> bool {
    look.ends_with("light") || look.ends_with("dark")
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_is_found_chosen_and_asked_is_pictured() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    demo.becomes("document.querySelector('.acting') !== null", json!(true))
        .await;
    let row = demo.row("Gale warning for tonight").await;
    page.point_at(row.middle().await).await;
    pictured_now(page, "list-pointed-at", "wide-light").await;
    page.type_text("jx").await;
    page.press_with(&[Key::Shift], Key::Down).await;
    page.press_with(&[Key::Shift], Key::Down).await;
    pictured(page, "list-selected").await;
    page.type_text("v").await;
    page.the_one_with("dialog", "Move").await;
    pictured(page, "chooser-move").await;
    page.press(Key::Escape).await;
    page.type_text("l").await;
    page.the_one_with("dialog", "Label").await;
    pictured(page, "chooser-label").await;
    page.press(Key::Escape).await;
    page.press(Key::Escape).await;
    page.press_with(&[Key::Shift], Key::F10).await;
    page.the_one_with("menu", "").await;
    // A menu closes when its window changes.
    pictured_where(page, "menu-row", |look| look == "wide-light").await;
    page.press(Key::Escape).await;
    demo.open("Gale warning for tonight").await;
    page.the("button", "Reply").await;
    page.type_text(".").await;
    page.the_one_with("menu", "").await;
    pictured_where(page, "menu-message", |look| look == "wide-light").await;
    page.press(Key::Escape).await;
    page.type_text("u").await;
    page.type_text("e").await;
    page.the("button", "Undo").await;
    pictured_where(page, "toast", by_light).await;
    page.type_text("/").await;
    page.type_text("ha").await;
    page.the_one_with("option", "has:").await;
    pictured_now(page, "search-suggestions", "wide-light").await;
    page.press(Key::Escape).await;
    // The one Escape closes what is proposed, or, where that lost the focus as the
    // window changed, does nothing; the field is taken whole.
    page.the("combobox", "Search messages").await.click().await;
    page.press_with_control('a').await;
    page.type_text("kittiwake").await;
    page.press(Key::Enter).await;
    page.reads("9 found").await;
    pictured(page, "list-search").await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_is_on_its_way_is_pictured() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    page.the("button", "Sort").await;
    // A server that says nothing: neither rows nor a message come.
    page.the_one_with("treeitem", "Inbox").await.click().await;
    demo.row(WELCOME).await;
    signal(demo.porthole.id(), "-STOP");
    let row = demo.row("Gale warning for tonight").await;
    row.call("function() { this.click() }").await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    pictured_where(page, "message-loading", by_light).await;
    page.back().await;
    let sent = page.the_one_with("treeitem", "wooden-boats").await;
    sent.call("function() { this.click() }").await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    pictured_where(page, "list-loading", by_light).await;
    signal(demo.porthole.id(), "-CONT");
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_link_whose_message_is_looked_for_and_is_nowhere_is_pictured() {
    let in_four = |look: &str| {
        matches!(
            look,
            "wide-light" | "wide-dark" | "phone-light" | "phone-dark"
        )
    };
    // The answers take so long that the server can be stopped between them.
    let slow = Manner::Delayed(Duration::from_millis(400));
    let scene = Scene::tapped(slow, |maildir| maildir.fill(12, numbered)).await;
    let page = scene.page();
    scene.log_in("Number 11 of many").await;
    let link = scene
        .porthole
        .url("/mail/INBOX/999?id=nobody%40example.org");
    page.go(&link).await;
    let says =
        "document.querySelector('.message-pane')?.innerText.includes('other folders') ?? false";
    page.becomes(says, json!(true)).await;
    signal(scene.porthole.id(), "-STOP");
    pictured_where(page, "message-seeking", in_four).await;
    signal(scene.porthole.id(), "-CONT");
    page.reads("This message is not in this account any more")
        .await;
    pictured_where(page, "message-nowhere", in_four).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn what_is_empty_is_pictured_and_its_first_message_announced() {
    let scene = Scene::direct(|_| {}).await;
    let page = scene.page();
    page.go(&scene.porthole.url("/")).await;
    scene.fill_in_login(USER, Dovecot::PASSWORD).await;
    page.press(Key::Enter).await;
    page.the_one_with("grid", "Messages in Inbox").await;
    page.the("heading", "All caught up").await;
    pictured(page, "list-empty-inbox").await;
    page.the_one_with("treeitem", "Drafts").await.click().await;
    page.the("heading", "Nothing in here").await;
    pictured(page, "list-empty").await;
    page.the_one_with("treeitem", "Inbox").await.click().await;
    page.the("heading", "All caught up").await;
    listen(page).await;
    let first = Message::new("The first").from("Ada <ada@example.org>");
    scene
        .dovecot
        .maildir(USER)
        .deliver(&first.text("Hello.").bytes());
    heard(page, "New mail from Ada: The first").await;
    scene.row("The first").await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn what_can_only_be_read_says_so_before_anybody_tries() {
    let dovecot = Dovecot::start_with_rights(&[USER]);
    let mut own = dovecot.dialogue(USER).await;
    own.command("CREATE Notices").await;
    let message = Message::new("Read me").from("Harbour <harbour@example.org>");
    let message = String::from_utf8(message.text("Nothing else.").bytes()).unwrap();
    let append = format!("APPEND Notices {{{}+}}\r\n{message}", message.len());
    own.command(&append).await;
    own.command("SETACL Notices owner lr").await;
    let scene = Scene::of(dovecot).await;
    let page = scene.page();
    page.go(&scene.porthole.url("/mail/Notices")).await;
    scene.fill_in_login(USER, Dovecot::PASSWORD).await;
    page.press(Key::Enter).await;
    scene.row("Read me").await;
    page.reads("You can read messages here, but not change them.")
        .await;
    scene.open("Read me").await;
    let archive = page.the("button", "Archive").await;
    let is_off = "function() { return this.getAttribute('aria-disabled') }";
    assert_eq!(archive.call(is_off).await, json!("true"));
    page.becomes("document.querySelector('.acting') !== null", json!(true))
        .await;
    let is_phone = |look: &str| look.starts_with("phone");
    pictured_where(page, "list-read-only", |look| !is_phone(look)).await;
    page.type_text("u").await;
    scene.row("Read me").await;
    pictured_where(page, "list-read-only", is_phone).await;
    scene.open("Read me").await;
    // Whoever presses it all the same is told, and nothing goes.
    page.type_text("#").await;
    page.the_one_with("alert", "").await;
    let told = "document.querySelector('.toast[role=alert]').textContent";
    page.becomes(
        told,
        json!("You can read messages here, but not change them."),
    )
    .await;
    pictured_where(page, "toast-refused", by_light).await;
    page.type_text("u").await;
    scene.row("Read me").await;
    let state = own.command("STATUS Notices (MESSAGES UNSEEN)").await;
    assert!(state.contains("MESSAGES 1 UNSEEN 1"), "{state}");
    assert_eq!(page.console().await, Vec::<String>::new());
}
