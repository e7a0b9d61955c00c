//! The same by keyboard alone: no pointer is touched in here.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Key, Page};
use e2e::demo::{Demo, WELCOME};
use e2e::fixture::{Dovecot, Message, attachment_bytes};
use e2e::focus::focus_comes_to;
use e2e::hearing::listen;
use e2e::scene::{Scene, USER, numbered};
use e2e::wait;
use serde_json::json;
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
    focused(page, "User name").await;
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

    tab_to(page, "Save file.bin").await;
    page.press(Key::Enter).await;
    assert!(scene.browser.saved_file("file.bin").await == bytes);

    page.type_text("u").await;
    scene.is_closed("With a file").await;
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
    gone(page, "dialog", "Keyboard shortcuts").await;
    page.type_text("gf").await;
    focused(page, "Filter folders").await;
    page.type_text("Dra").await;
    page.the("treeitem", "Drafts").await;
    page.press(Key::Escape).await;
    page.type_text("gi").await;
    at(page, "/mail/INBOX").await;

    tab_to(page, "Log out").await;
    page.press(Key::Enter).await;
    page.the("textbox", "User name").await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn the_palette_moves_a_message_and_keys_are_changed_by_keyboard_alone() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    page.type_text("j").await;

    // What is typed finds it, by the letters that words begin with.
    find(page, "move kitti", "Move to Kittiwake Projects").await;
    page.press(Key::Enter).await;
    page.reads("Message moved to Kittiwake.").await;
    gone(page, "dialog", "Find anything").await;
    wait::until("the row to go", || async {
        let row = page.find_with("row", WELCOME).await;
        row.is_none().then_some(())
    })
    .await;
    find(page, "kitti", "Kittiwake Projects").await;
    page.press(Key::Enter).await;
    page.the_one_with("row", WELCOME).await;
    // Escape gives the focus back to where one was.
    find(page, "arch", "Archive").await;
    page.press(Key::Escape).await;
    gone(page, "dialog", "Find anything").await;
    page.type_text("gi").await;
    at(page, "/mail/INBOX").await;

    find(page, "keyboard", "Settings: Keyboard").await;
    page.press(Key::Enter).await;
    at(page, "/settings/keyboard").await;
    page.the("button", "Add keys: Archive").await;
    tab_to(page, "Add keys: Archive").await;
    // Keys of others are taken over only where somebody says so.
    page.press(Key::Enter).await;
    page.the("button", "Press keys…").await;
    page.press(Key::Delete).await;
    page.reads("Delete belongs to: Delete").await;
    tab_to(page, "Cancel").await;
    page.press(Key::Enter).await;
    focused(page, "Add keys: Archive").await;
    page.press(Key::Enter).await;
    page.the("button", "Press keys…").await;
    page.type_with(&[Key::Control, Key::Shift], 'Y').await;
    page.the("button", "Remove Ctrl Shift Y: Archive").await;
    focused(page, "Add keys: Archive").await;
    page.press(Key::Enter).await;
    page.the("button", "Press keys…").await;
    page.type_text("q").await;
    page.press(Key::Tab).await;
    page.the("button", "Remove Q: Archive").await;
    page.reads("Saved in your account").await;

    page.reload().await;
    page.the("button", "Remove Q: Archive").await;
    page.type_text("gi").await;
    page.the_one_with("row", "").await;
    page.type_text("?").await;
    page.the("dialog", "Keyboard shortcuts").await;
    let sheet = "document.querySelector('.shortcuts').innerText.includes('Archive\\nE\\nY\\nCtrl Shift Y\\nQ')";
    page.becomes(sheet, json!(true)).await;
    page.press(Key::Escape).await;
    gone(page, "dialog", "Keyboard shortcuts").await;
    page.type_text("j").await;
    page.type_with(&[Key::Control, Key::Shift], 'Y').await;
    page.reads("Message moved to Archive.").await;
    page.type_text("z").await;
    page.reads("Taken back.").await;
    page.type_text("q").await;
    page.reads("Message moved to Archive.").await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn the_palette_has_each_look_that_the_settings_offer_and_says_a_count_once() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    for name in [
        "Theme: as the system",
        "Theme: light",
        "Theme: dark",
        "Theme: high contrast",
        "Layout: message beside the list",
        "Layout: message below the list",
        "Layout: list alone",
        "Density: Comfortable",
        "Density: Normal",
        "Density: Compact, one line each",
        "Language: Match system",
        "Language: العربية",
        "Language: Deutsch",
        "Language: English",
        "Language: Español",
        "Language: Français",
        "Language: 日本語",
    ] {
        find(page, name, name).await;
        page.press(Key::Escape).await;
        gone(page, "dialog", "Find anything").await;
    }
    find(page, "high con", "Theme: high contrast").await;
    page.press(Key::Enter).await;
    let theme = "document.documentElement.dataset.theme";
    page.becomes(theme, json!("contrast")).await;
    let height = "document.querySelector('.virtual-list [role=row]').offsetHeight";
    let before = page.evaluate(height).await;
    find(page, "compact", "Density: Compact").await;
    page.press(Key::Enter).await;
    page.becomes(&format!("{height} < {before}"), json!(true))
        .await;

    listen(page).await;
    find(page, "zzzz", "Search all mail for").await;
    page.type_text("zzzz").await;
    page.the_one_with("option", "zzzzzzzz").await;
    let told = "window.__heard.filter(words => words === '1 fits').length";
    assert_eq!(page.evaluate(told).await, json!(1));
    page.press(Key::Escape).await;
    gone(page, "dialog", "Find anything").await;
    find(page, "deutsch", "Language: Deutsch").await;
    page.press(Key::Enter).await;
    page.becomes("document.documentElement.lang.slice(0, 2)", json!("de"))
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn where_the_focus_rests_a_button_tells_its_name_and_its_key() {
    const HINT: &str =
        "document.querySelector('.hint.is-shown')?.innerText.split(/\\s+/).join(' ')";
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    demo.becomes("document.querySelector('.hint') !== null", json!(true))
        .await;
    for (name, told) in [("Refresh", "Refresh Shift N"), ("Sort", "Sort")] {
        page.press(Key::Tab).await;
        tab_to(page, name).await;
        page.becomes(HINT, json!(told)).await;
        // The browser does not tell it once more.
        let title = page.evaluate("document.activeElement.title").await;
        assert_eq!(title, json!(""));
    }
    assert_eq!(page.console().await, Vec::<String>::new());
}

/// Opens the palette, types, and waits until this is what Enter would do.
/// What has the focus, and what of the line is seen to be meant that it points at.
const PLACE: &str = "(() => {
    const at = document.activeElement;
    const line = document.getElementById(at.getAttribute('aria-activedescendant'));
    return [at.id, line ? getComputedStyle(line).outlineStyle : '', line?.innerText.includes('Welcome aboard')];
})()";

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn who_moves_by_keys_sees_where_whatever_had_the_focus() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    // The page is loaded anew, as by F5: nothing has the focus then.
    page.reload().await;
    demo.row(WELCOME).await;
    page.type_text("j").await;
    let is_seen = json!(["message-list", "solid", true]);
    demo.becomes(PLACE, is_seen.clone()).await;
    // A button has it that was clicked before.
    page.the("button", "Unread").await.click().await;
    page.the("button", "Unread").await.click().await;
    focused(page, "Unread").await;
    page.press(Key::Home).await;
    demo.becomes(PLACE, is_seen).await;
    // While one reads, what has it keeps it.
    demo.open(WELCOME).await;
    page.the("button", "Next message").await.click().await;
    page.the_one_with("heading", "Kittiwake").await;
    page.type_text("k").await;
    page.the("heading", WELCOME).await;
    focused(page, "Next message").await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn who_goes_to_another_place_by_keys_has_the_focus_there() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    focus_comes_to(page, "Messages in Inbox", "the login").await;
    for (keys, there) in [
        ("g,", "Appearance"),
        ("gi", "Messages in Inbox"),
        ("gc", "Contacts"),
        ("g,", "Appearance"),
        ("gt", "Messages in Sent"),
    ] {
        page.type_text(keys).await;
        focus_comes_to(page, there, keys).await;
    }
    find(page, "settings: writ", "Settings: Writing").await;
    page.press(Key::Enter).await;
    focus_comes_to(page, "Writing", "the palette").await;
    page.back().await;
    focus_comes_to(page, "Messages in Sent", "the way back").await;
}

async fn find(page: &Page, typed: &str, first: &str) {
    page.press_with_control('k').await;
    page.the("dialog", "Find anything").await;
    page.type_text(typed).await;
    wait::until(&format!("{first} to be found first"), || async {
        let chosen = "document.querySelector('.palette [aria-selected=true]')?.innerText";
        let chosen = page.evaluate(chosen).await;
        let chosen = chosen.as_str().unwrap_or_default();
        let words: Vec<&str> = chosen.split_whitespace().collect();
        words.join(" ").starts_with(first).then_some(())
    })
    .await;
}

async fn gone(page: &Page, role: &str, name: &str) {
    wait::until(&format!("{role} {name} to go"), || async {
        page.find(role, name).await.is_none().then_some(())
    })
    .await;
}

async fn at(page: &Page, path: &str) {
    wait::until(path, || async {
        page.url().await.ends_with(path).then_some(())
    })
    .await;
}

/// Waits until the element of this accessible name has the focus.
async fn focused(page: &Page, name: &str) {
    wait::until(&format!("the focus on {name}"), || async {
        (name_of_focused(page).await.as_deref() == Some(name)).then_some(())
    })
    .await;
}

async fn name_of_focused(page: &Page) -> Option<String> {
    let name = "(() => { const e = document.activeElement; return e && (e.ariaLabel || e.labels?.[0]?.innerText || e.innerText) || '' })()";
    let name = page.evaluate(name).await;
    name.as_str().map(|name| name.trim().to_owned())
}

/// Presses Tab until the element of this accessible name has the focus.
async fn tab_to(page: &Page, name: &str) {
    for _ in 0..150 {
        if name_of_focused(page).await.as_deref() == Some(name) {
            return;
        }
        page.press(Key::Tab).await;
    }
    let at = page.evaluate("document.activeElement?.outerHTML").await;
    panic!("Tab never reaches {name}; it is at {at}");
}

async fn wait_for_flagged(other: &mut e2e::imap_dialogue::ImapDialogue, uid: u32) {
    let begin = std::time::Instant::now();
    while !other.flags(uid).await.contains(&"\\Flagged".to_owned()) {
        assert!(begin.elapsed() < wait::PATIENCE, "the flag never arrives");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
