//! The same by keyboard alone: no pointer is touched in here.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::Key;
use e2e::fixture::{Dovecot, Message, attachment_bytes};
use e2e::scene::{Scene, USER, numbered};
use e2e::wait;
use std::time::Duration;

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn one_reads_flags_saves_and_leaves_by_keyboard_alone() {
    let bytes = attachment_bytes(100_000);
    let letter = Message::new("With a file")
        .text("See there.")
        .attachment("file.bin", bytes.clone());
    let scene = Scene::direct(|maildir| {
        maildir.fill(200, numbered);
        maildir.deliver(&letter.bytes());
    })
    .await;
    let page = scene.page();
    page.go(&scene.porthole.url("/")).await;
    page.the("textbox", "User name").await;
    // The focus is where one begins to type.
    focused(&scene, "User name").await;
    page.type_text(USER).await;
    page.press(Key::Tab).await;
    page.type_text(Dovecot::PASSWORD).await;
    page.press(Key::Enter).await;
    scene.row("With a file").await;

    page.type_text("j").await;
    page.press(Key::Enter).await;
    page.the("heading", "With a file").await;
    page.reads("See there.").await;
    let mut other = scene.dovecot.dialogue(USER).await;
    other.command("SELECT INBOX").await;
    page.type_text("s").await;
    wait_for_flagged(&mut other, 201).await;

    tab_to(&scene, "Save file.bin").await;
    page.press(Key::Enter).await;
    assert!(scene.browser.saved_file("file.bin").await == bytes);

    page.type_text("u").await;
    page.reads("No message is open").await;
    page.press(Key::End).await;
    scene.row("Number 0 of many").await;
    page.press(Key::Home).await;
    scene.row("With a file").await;
    page.type_text("j").await;
    page.type_text("o").await;
    page.the("heading", "Number 199 of many").await;
    page.press(Key::Down).await;
    page.the("heading", "Number 198 of many").await;
    page.type_text("k").await;
    page.the("heading", "Number 199 of many").await;

    page.type_text("?").await;
    page.the("dialog", "Keyboard shortcuts").await;
    page.press(Key::Escape).await;
    wait::until("the sheet to close", || async {
        page.find("dialog", "Keyboard shortcuts")
            .await
            .is_none()
            .then_some(())
    })
    .await;
    page.type_text("gf").await;
    focused(&scene, "Filter folders").await;
    page.type_text("Dra").await;
    page.the("treeitem", "Drafts").await;
    page.press(Key::Escape).await;
    page.type_text("gi").await;
    wait::until("the inbox", || async {
        page.url().await.ends_with("/mail/INBOX").then_some(())
    })
    .await;

    tab_to(&scene, "Log out").await;
    page.press(Key::Enter).await;
    page.the("textbox", "User name").await;
}

/// Waits until the element of this accessible name has the focus.
async fn focused(scene: &Scene, name: &str) {
    wait::until(&format!("the focus on {name}"), || async {
        (name_of_focused(scene).await.as_deref() == Some(name)).then_some(())
    })
    .await;
}

async fn name_of_focused(scene: &Scene) -> Option<String> {
    let name = "(() => { const e = document.activeElement; return e && (e.ariaLabel || e.labels?.[0]?.innerText || e.innerText) || '' })()";
    let name = scene.page().evaluate(name).await;
    name.as_str().map(|name| name.trim().to_owned())
}

/// Presses Tab until the element of this accessible name has the focus.
async fn tab_to(scene: &Scene, name: &str) {
    for _ in 0..60 {
        if name_of_focused(scene).await.as_deref() == Some(name) {
            return;
        }
        scene.page().press(Key::Tab).await;
    }
    let at = scene
        .page()
        .evaluate("document.activeElement?.outerHTML")
        .await;
    panic!("Tab never reaches {name}; it is at {at}");
}

async fn wait_for_flagged(other: &mut e2e::imap_dialogue::ImapDialogue, uid: u32) {
    let begin = std::time::Instant::now();
    while !other.flags(uid).await.contains(&"\\Flagged".to_owned()) {
        assert!(begin.elapsed() < wait::PATIENCE, "the flag never arrives");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
