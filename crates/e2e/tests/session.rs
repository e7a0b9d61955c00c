//! What a session survives, and what ends it.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::Key;
use e2e::fixture::{Dovecot, Message};
use e2e::scene::{Scene, USER, numbered};
use e2e::wait;
use serde_json::json;
use std::time::Instant;

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_reload_asks_for_no_password_and_a_logout_wipes_it() {
    let scene = Scene::direct(|maildir| maildir.fill(100, numbered)).await;
    scene.log_in("Number 99 of many").await;
    is_kept(&scene).await;
    let begin = Instant::now();
    scene.page().reload().await;
    scene.row("Number 99 of many").await;
    println!("reload to rows: {:?}", begin.elapsed());
    let secret = json!(Dovecot::PASSWORD).to_string();
    let leak =
        format!("JSON.stringify([{{...sessionStorage}}, {{...localStorage}}]).includes({secret})");
    assert_eq!(scene.page().evaluate(&leak).await, json!(false));

    scene.page().the("button", "Log out").await.click().await;
    scene.page().the("textbox", "User name").await;
    let left = "sessionStorage.length + localStorage.length";
    wait::until("an empty storage", || async {
        (scene.page().evaluate(left).await == json!(0)).then_some(())
    })
    .await;
    scene.page().reload().await;
    scene.page().the("textbox", "User name").await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_link_to_a_message_leads_there_through_the_login() {
    let scene = Scene::direct(|maildir| maildir.fill(300, numbered)).await;
    scene.page().go(&scene.porthole.url("/mail/INBOX/43")).await;
    scene.fill_in_login(USER, Dovecot::PASSWORD).await;
    scene.page().press(Key::Enter).await;
    scene.page().the("heading", "Number 42 of many").await;
    scene.page().reads("The text of number 42.").await;
    assert!(scene.page().url().await.ends_with("/mail/INBOX/43"));
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn back_closes_a_message_and_forward_opens_it_again() {
    let scene = Scene::direct(|maildir| maildir.fill(100, numbered)).await;
    scene.log_in("Number 99 of many").await;
    scene.open("Number 98 of many").await;
    scene.page().back().await;
    scene.is_closed("Number 98 of many").await;
    scene.page().forward().await;
    scene.page().the("heading", "Number 98 of many").await;
    let sent = scene.page().the_one_with("treeitem", "Sent").await;
    sent.click().await;
    scene.page().the_one_with("grid", "Messages in Sent").await;
    scene.page().back().await;
    scene.page().the("heading", "Number 98 of many").await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn folders_with_names_of_every_script_open_by_click_and_by_link() {
    let scene = Scene::direct(|maildir| maildir.deliver(&Message::new("One").bytes())).await;
    let mut other = scene.dovecot.dialogue(USER).await;
    // "Entwürfe/日本" in modified UTF-7 (RFC 3501 §5.1.3).
    for name in ["Entw&APw-rfe", "Entw&APw-rfe/&ZeVnLA-"] {
        other.command(&format!("CREATE \"{name}\"")).await;
        other.command(&format!("SUBSCRIBE \"{name}\"")).await;
    }
    scene.log_in("One").await;
    scene.page().the("treeitem", "Entwürfe").await;
    scene.page().the("treeitem", "日本").await.click().await;
    scene.page().the("grid", "Messages in 日本").await;
    scene.page().reads("Nothing in here").await;
    is_kept(&scene).await;
    scene.page().reload().await;
    scene.page().the("grid", "Messages in 日本").await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_login_after_a_logout_is_kept_too() {
    let scene = Scene::direct(|maildir| maildir.fill(20, numbered)).await;
    scene.log_in("Number 19 of many").await;
    is_kept(&scene).await;
    scene.page().the("button", "Log out").await.click().await;
    scene.page().the("textbox", "User name").await;
    scene.fill_in_login(USER, Dovecot::PASSWORD).await;
    scene.page().press(Key::Enter).await;
    scene.row("Number 19 of many").await;
    is_kept(&scene).await;
    scene.page().reload().await;
    scene.row("Number 19 of many").await;
}

/// Waits until the session is kept for a reload: that happens behind the first
/// rows' back, some tenths of a second after them.
async fn is_kept(scene: &Scene) {
    wait::until("the kept session", || async {
        let kept = scene.page().evaluate("sessionStorage.length > 0").await;
        (kept == json!(true)).then_some(())
    })
    .await;
}
