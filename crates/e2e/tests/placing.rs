//! Where the list stands: at the open message after a reload and by a link, where it
//! was left for who goes back, and what keys make of it.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Key, Page};
use e2e::fixture::Manner;
use e2e::scene::{Scene, numbered};
use e2e::wait;
use serde_json::json;

const COUNT: u32 = 3_000;

async fn scene() -> Scene {
    let scene = Scene::direct(|maildir| maildir.fill(COUNT, numbered)).await;
    scene.log_in("Number 2999 of many").await;
    scene
}

/// The row of the list that is open, and whether all of it is in view.
const OPEN_IN_VIEW: &str = "(() => {
    const row = document.querySelector('.row.is-open');
    const list = document.querySelector('.virtual-list')?.getBoundingClientRect();
    const at = row?.getBoundingClientRect();
    return !!at && at.top >= list.top - 1 && at.bottom <= list.bottom + 1;
})()";

/// The subjects of the rows in view, none of which is still to come.
const IN_VIEW: &str = "(() => {
    const list = document.querySelector('.virtual-list').getBoundingClientRect();
    const rows = [...document.querySelectorAll('.virtual-list .row')].filter(row => {
        const at = row.getBoundingClientRect();
        return at.top >= list.top - 1 && at.bottom <= list.bottom + 1;
    });
    return rows.map(row => row.textContent.match(/Number [0-9]+/)?.[0] ?? '?');
})()";

/// What is in view once all of it is there and nothing moves any more.
async fn at_rest(page: &Page) -> Vec<String> {
    let look = || async {
        let before = page.evaluate(IN_VIEW).await;
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
        let after = page.evaluate(IN_VIEW).await;
        let rows: Vec<String> = serde_json::from_value(after.clone()).unwrap();
        let is_here = rows.len() > 3 && !rows.contains(&"?".to_owned());
        (before == after && is_here).then_some(rows)
    };
    wait::until("the list to rest", look).await.0
}

async fn kept(page: &Page) {
    // The session, and the name of the open message.
    wait::until("the kept session", || async {
        let kept = page.evaluate("sessionStorage.length > 0").await;
        (kept == json!(true)).then_some(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn the_open_message_far_down_is_in_view_after_a_reload_and_by_a_link() {
    let scene = scene().await;
    let page = scene.page();
    scene.scroll_to(0.5).await;
    let middle = at_rest(page).await;
    let subject = format!("{} of many", middle[4]);
    scene.open(&subject).await;
    kept(page).await;
    page.reload().await;
    page.the("heading", &subject).await;
    page.becomes(OPEN_IN_VIEW, json!(true)).await;
    let rows = at_rest(page).await;
    assert!(rows.iter().any(|row| subject.starts_with(row)), "{rows:?}");
    // Keys go on from there, and nobody jumps.
    page.type_text("j").await;
    page.becomes(OPEN_IN_VIEW, json!(true)).await;
    let next = page
        .evaluate("document.querySelector('.row.is-open').textContent")
        .await;
    let number: u32 = subject.split(' ').nth(1).unwrap().parse().unwrap();
    let next = next.as_str().unwrap();
    assert!(
        next.contains(&format!("Number {} of many", number - 1)),
        "{next}"
    );
    // A link, pasted into a tab that is logged in.
    let url = page.url().await;
    let origin = url.split("/mail/").next().unwrap();
    page.go(&format!("{origin}/mail/INBOX/101")).await;
    page.the("heading", "Number 100 of many").await;
    page.becomes(OPEN_IN_VIEW, json!(true)).await;
    // The very last and the very first, too.
    for (uid, number) in [(1, 0), (3_000, 2_999), (2_990, 2_989)] {
        page.go(&format!("{origin}/mail/INBOX/{uid}")).await;
        page.the("heading", &format!("Number {number} of many"))
            .await;
        page.becomes(OPEN_IN_VIEW, json!(true)).await;
        at_rest(page).await;
    }
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn rows_around_the_open_message_are_asked_for_once_after_a_reload() {
    let scene = Scene::tapped(Manner::ByRounds, |maildir| maildir.fill(COUNT, numbered)).await;
    scene.log_in("Number 2999 of many").await;
    let page = scene.page();
    scene.scroll_to(0.5).await;
    let middle = at_rest(page).await;
    let subject = format!("{} of many", middle[4]);
    scene.open(&subject).await;
    kept(page).await;
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    scene.tap().forget();
    page.reload().await;
    page.becomes(OPEN_IN_VIEW, json!(true)).await;
    at_rest(page).await;
    let rounds = scene.tap().rounds();
    let asked = rounds.iter().filter(|round| !round.sent.is_empty());
    let asked: Vec<&String> = asked.map(|round| &round.sent).collect();
    let first = asked.iter().position(|sent| sent.contains("HEADER.FIELDS"));
    assert_eq!(first, Some(0), "{rounds:#?}");
    let lines = asked.iter().flat_map(|sent| sent.lines());
    let is_of_rows = |line: &&str| line.contains("FETCH") && line.contains("HEADER.FIELDS");
    let count = lines.filter(is_of_rows).count();
    assert_eq!(count, 1, "{rounds:#?}");
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn who_goes_back_finds_the_list_where_it_was_left() {
    let scene = scene().await;
    let page = scene.page();
    scene.scroll_to(0.4).await;
    let left = at_rest(page).await;
    page.the("treeitem", "Drafts").await.click().await;
    page.the_one_with("grid", "Drafts").await;
    page.back().await;
    page.the_one_with("grid", "Inbox").await;
    assert_eq!(at_rest(page).await, left);
    // By keys, with the row that the keyboard is at; and mail came meanwhile.
    let row = format!("{} of many", left[3]);
    scene.open(&row).await;
    page.press(Key::Escape).await;
    scene.is_closed(&row).await;
    let left = at_rest(page).await;
    page.type_text("gd").await;
    page.the_one_with("grid", "Drafts").await;
    let new = e2e::fixture::Message::new("Meanwhile")
        .text("Hello.")
        .bytes();
    scene.dovecot.maildir(e2e::scene::USER).deliver(&new);
    page.back().await;
    page.the_one_with("grid", "Inbox").await;
    assert_eq!(at_rest(page).await, left);
    let total = "document.querySelector('#message-list').ariaRowCount";
    page.becomes(total, json!("3001")).await;
    assert_eq!(at_rest(page).await, left);
    page.press(Key::Down).await;
    let at = "document.querySelector('.row.is-at-cursor')?.textContent ?? ''";
    let next = left[4].clone();
    wait::until("the row below", || async {
        let at = page.evaluate(at).await;
        at.as_str().unwrap_or("").contains(&next).then_some(())
    })
    .await;
    // A click on the folder leads to its newest, from elsewhere and from itself.
    page.the_one_with("treeitem", "Inbox").await.click().await;
    scene.row("Meanwhile").await;
    scene.scroll_to(0.7).await;
    at_rest(page).await;
    page.type_text("gd").await;
    page.the_one_with("grid", "Drafts").await;
    page.type_text("gi").await;
    page.the_one_with("grid", "Inbox").await;
    scene.row("Meanwhile").await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn mail_that_comes_moves_nobody_who_looks_elsewhere() {
    let scene = scene().await;
    let page = scene.page();
    // The keyboard is at a row at the top; the view is far below.
    page.press(Key::Down).await;
    scene.scroll_to(0.6).await;
    let left = at_rest(page).await;
    let new = e2e::fixture::Message::new("News").text("Hello.").bytes();
    scene.dovecot.maildir(e2e::scene::USER).deliver(&new);
    let total = "document.querySelector('#message-list').ariaRowCount";
    page.becomes(total, json!("3001")).await;
    assert_eq!(at_rest(page).await, left);
}
