//! What is refused, what waits for an answer, and a page whose program ended: each is
//! said, pictured and judged.

use crate::states::signal;
use e2e::browser::{Key, Page};
use e2e::demo::{Demo, WELCOME};
use e2e::fixture::{Dovecot, Message};
use e2e::pictures::pictured;
use e2e::scene::{Scene, USER};
use e2e::wait;
use serde_json::json;

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_login_that_waits_for_its_answer_is_pictured() {
    let demo = Demo::start().await;
    let page = demo.page();
    page.go(&demo.porthole.url("/login")).await;
    for field in ["User name", "Password"] {
        page.the("textbox", field).await.type_text("demo").await;
    }
    signal(demo.porthole.id(), "-STOP");
    page.press(Key::Enter).await;
    page.the("button", "Logging in…").await;
    pictured(page, "login-busy").await;
    signal(demo.porthole.id(), "-CONT");
    demo.row(WELCOME).await;
}

/// Begins to record keys. What the account keeps may come after the page and draw its
/// lines anew.
async fn record(page: &Page, add: &str) {
    let begins = || async {
        if let Some(add) = page.find("button", add).await {
            add.click().await;
        }
        page.find("button", "Press keys…").await
    };
    wait::until("that keys are recorded", begins).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_key_that_no_page_can_have_is_pictured() {
    let demo = Demo::at("/settings/keyboard").await;
    let page = demo.page();
    record(page, "Add keys: Previous message").await;
    page.press(Key::Enter).await;
    page.reads("Enter can’t be chosen: your browser, your system or the list needs it.")
        .await;
    pictured(page, "settings-keys-refused").await;
    // Nothing is kept of it, and another key is taken.
    page.press(Key::Escape).await;
    record(page, "Add keys: Previous message").await;
    page.type_text("q").await;
    page.press(Key::Tab).await;
    page.the("button", "Remove Q: Previous message").await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn notifications_that_the_browser_forbids_are_pictured() {
    let demo = Demo::at("/settings/notifications").await;
    let page = demo.page();
    let wants = page.the("checkbox", "Notify me of new mail").await;
    let forbidden = json!({
        "permission": { "name": "notifications" },
        "setting": "denied",
        "origin": demo.porthole.origin(),
    });
    page.devtools("Browser.setPermission", forbidden).await;
    wants.click().await;
    page.reads("This browser does not let Porthole notify you.")
        .await;
    pictured(page, "settings-notifications-denied").await;
}

/// Leaves no room for a line.
async fn fill_up(dovecot: &Dovecot) {
    let mut dialogue = dovecot.dialogue(USER).await;
    for lines in [1_860, 600, 200, 60, 20, 6, 2, 1] {
        let message = Message::new("Much to read").from("Ada <ada@example.org>");
        let message = message.text(&"A line of some length.\r\n".repeat(lines));
        let message = String::from_utf8(message.bytes()).unwrap();
        let append = format!("APPEND INBOX {{{}+}}\r\n{message}", message.len());
        while dialogue.status(&append).await.starts_with("OK") {}
    }
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn settings_for_which_the_account_has_no_room_are_pictured() {
    let dovecot = Dovecot::start_with_little_room(&[USER]);
    fill_up(&dovecot).await;
    let scene = Scene::of(dovecot).await;
    let page = scene.page();
    page.go(&scene.porthole.url("/settings/appearance")).await;
    scene.fill_in_login(USER, Dovecot::PASSWORD).await;
    page.press(Key::Enter).await;
    let compact = page.the("radio", "Compact, one line each").await;
    compact.click().await;
    page.reads("Not saved").await;
    page.evaluate("document.querySelector('.settings-refused > summary').click()")
        .await;
    pictured(page, "settings-refused").await;
    // It holds here all the same.
    let is_chosen = compact.call("function() { return this.checked }").await;
    assert_eq!(is_chosen, json!(true));
}

/// A module whose one function traps, as a program does that panics or has no memory
/// left: called by a timer, whose fault the page hears as an event's, or by a task.
const TRAP: &str = "(how => {
    const code = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0,
        7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const { f } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(code))).exports;
    how(f);
})";

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_page_whose_program_ended_says_so_and_is_loaded_again() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    // A fault of anything else is none of the program's.
    page.evaluate("setTimeout(() => { throw new Error('of an extension') })")
        .await;
    for how in ["setTimeout", "f => { Promise.resolve().then(f) }"] {
        page.becomes("document.querySelector('.stopped')", json!(null))
            .await;
        page.evaluate(&format!("{TRAP}({how})")).await;
        page.reads("Porthole stopped working").await;
        page.becomes("document.activeElement.textContent", json!("Load again"))
            .await;
        if how == "setTimeout" {
            pictured(page, "stopped").await;
        }
        page.press(Key::Enter).await;
        demo.row(WELCOME).await;
    }
}
