//! Bytes and round trips: the budgets that do not depend on the machine.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::fixture::{Manner, Round};
use e2e::scene::{Scene, numbered};
use serde_json::json;
use std::time::Duration;

/// The round trips from the first to the one that asked for `what`, told by a
/// part of the command; none if nobody asked, since it was there already.
fn rounds_until(rounds: &[Round], what: &str) -> usize {
    let asked = rounds.iter().filter(|round| !round.sent.is_empty());
    let found = asked
        .enumerate()
        .find(|(_, round)| round.sent.contains(what));
    found.map_or(0, |(at, _)| at + 1)
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn login_takes_two_round_trips_and_opening_and_jumping_one_each() {
    let scene = Scene::tapped(Manner::ByRounds, |maildir| maildir.fill(1_000, numbered)).await;
    let tap = scene.tap();
    scene.log_in("Number 999 of many").await;
    let rounds = tap.rounds();
    let login = rounds_until(&rounds, "HEADER.FIELDS");
    assert_ne!(login, 0, "{rounds:#?}");
    println!("login to rows: {login} round trips");
    assert!(login <= 2, "{rounds:#?}");
    assert_eq!(tap.connections(), 1);
    settle().await;

    tap.forget();
    scene.open("Number 990 of many").await;
    scene.page().reads("The text of number 990.").await;
    let rounds = tap.rounds();
    let opened = rounds_until(&rounds, "UID FETCH 991 ");
    // What lies around an open message may have been fetched ahead.
    println!("open: {opened} round trips");
    assert!(opened <= 1, "{rounds:#?}");
    settle().await;

    tap.forget();
    scene.scroll_to(0.5).await;
    scene.row("Number 499 of many").await;
    let rounds = tap.rounds();
    let jumped = rounds_until(&rounds, "HEADER.FIELDS");
    assert_ne!(jumped, 0, "{rounds:#?}");
    println!("jump: {jumped} round trips");
    assert!(jumped <= 1, "{rounds:#?}");
    settle().await;

    // What is known from before takes one.
    e2e::wait::until("the kept session", || async {
        let kept = scene.page().evaluate("sessionStorage.length > 0").await;
        (kept == json!(true)).then_some(())
    })
    .await;
    tap.forget();
    scene.page().reload().await;
    scene.row("Number 999 of many").await;
    let rounds = tap.rounds();
    let again = rounds_until(&rounds, "HEADER.FIELDS");
    assert_ne!(again, 0, "{rounds:#?}");
    println!("login to a mailbox known from before: {again} round trips");
    assert!(again <= 1, "{rounds:#?}");
}

/// Lets prefetching and IDLE come to rest, so that a scenario counts its own rounds.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(1_000)).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_hundred_thousand_messages_cost_what_is_on_screen() {
    const COUNT: u32 = 100_000;
    let scene = Scene::tapped(Manner::Delayed(Duration::ZERO), |maildir| {
        maildir.fill(COUNT, numbered);
    })
    .await;
    scene.dovecot.warm(e2e::scene::USER).await;
    let page = scene.page();
    page.go("about:blank").await;
    let empty = scene.browser.renderer_memory();
    let login = scene.log_in("Number 99999 of many").await;
    settle().await;
    let bytes = scene.tap().bytes_received();
    let memory = scene.browser.renderer_memory().saturating_sub(empty);
    println!(
        "login to rows: {login:?}; {bytes} bytes from the server; {} KiB of memory over an empty tab",
        memory / 1024
    );
    assert!(bytes < 100_000, "opening the mailbox moved {bytes} bytes");
    assert!(
        memory < 90 * 1024 * 1024,
        "the tab takes {memory} bytes more than an empty one"
    );

    let jump = std::time::Instant::now();
    scene.scroll_to(0.5).await;
    page.the_one_with("row", "of many").await;
    let middle = e2e::wait::until("the middle", || async {
        page.find_with("row", "Number 499").await.map(drop)
    })
    .await;
    println!(
        "jump to row 50,000: {:?} ({:?} of waiting)",
        jump.elapsed(),
        middle.1
    );
    scene.scroll_to(1.0).await;
    scene.row("Number 0 of many").await;
    scene.open("Number 1 of many").await;
    page.reads("The text of number 1.").await;
    let count = scene.grid().await;
    let count = count
        .call("function() { return this.getAttribute('aria-rowcount') }")
        .await;
    assert_eq!(count, json!("100000"));
}
