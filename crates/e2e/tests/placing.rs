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
use serde_json::{Value, json};

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

const SELECTED: &str = "document.querySelector('.select-count')?.textContent ?? ''";

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
    // From the settings, too; Back from there leads to where one was.
    scene.scroll_to(0.7).await;
    let left = at_rest(page).await;
    page.type_text("g,").await;
    page.the_one_with("heading", "Settings").await;
    page.back().await;
    page.the_one_with("grid", "Inbox").await;
    assert_eq!(at_rest(page).await, left);
    page.type_text("g,").await;
    page.the_one_with("heading", "Settings").await;
    page.type_text("gi").await;
    scene.row("Meanwhile").await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_list_stands_where_it_was_after_a_reload_and_a_search() {
    let scene = scene().await;
    let page = scene.page();
    kept(page).await;
    scene.scroll_to(0.3).await;
    let left = at_rest(page).await;
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    page.reload().await;
    page.the_one_with("grid", "Inbox").await;
    assert_eq!(at_rest(page).await, left);
    // A search that was only typed, and one that was entered.
    for entered in [false, true] {
        page.type_text("/").await;
        page.type_text("subject:2222").await;
        scene.row("Number 2222 of many").await;
        match entered {
            true => {
                page.press(Key::Enter).await;
                let path = "decodeURIComponent(location.search)";
                page.becomes(path, json!("?q=subject:2222")).await;
                page.back().await;
            }
            false => page.press(Key::Escape).await,
        }
        let rows = "document.querySelector('#message-list').ariaRowCount";
        page.becomes(rows, json!("3000")).await;
        assert_eq!(at_rest(page).await, left, "{entered}");
    }
    // Forward is a way, too.
    page.forward().await;
    scene.row("Number 2222 of many").await;
    page.back().await;
    let rows = "document.querySelector('#message-list').ariaRowCount";
    page.becomes(rows, json!("3000")).await;
    assert_eq!(at_rest(page).await, left);
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn on_a_phone_the_list_is_found_at_the_message_that_was_read_last() {
    let scene = scene().await;
    let page = scene.page();
    page.look(390, 844, e2e::browser::Scheme::Light).await;
    scene.scroll_to(0.5).await;
    let middle = at_rest(page).await;
    scene.open(&format!("{} of many", middle[2])).await;
    // Far beyond what was in view and what had been fetched around it.
    let first: u32 = middle[2].split(' ').nth(1).unwrap().parse().unwrap();
    for number in 1..=60 {
        page.type_text("j").await;
        let subject = format!("Number {} of many", first - number);
        page.the("heading", &subject).await;
    }
    page.press(Key::Escape).await;
    let rows = at_rest(page).await;
    let last = format!("Number {}", first - 60);
    assert!(rows.contains(&last), "{last} in {rows:?}");
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

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn with_shift_the_keys_of_the_list_draw_a_range() {
    let scene = scene().await;
    let page = scene.page();
    page.press(Key::Home).await;
    page.press_with(&[Key::Shift], Key::End).await;
    selects(page, "3,000 selected").await;
    page.press_with(&[Key::Shift], Key::Home).await;
    selects(page, "1 selected").await;
    page.press_with(&[Key::Shift], Key::PageDown).await;
    let one = selected(page).await;
    page.press_with(&[Key::Shift], Key::PageDown).await;
    wait::until("a longer range", || async {
        (selected(page).await > one).then_some(())
    })
    .await;
    assert!(one > 2, "{one}");
    page.press_with(&[Key::Shift], Key::PageUp).await;
    selects(page, &format!("{one} selected")).await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

async fn selects(page: &Page, words: &str) {
    wait::until(words, || async {
        let now = page.evaluate(SELECTED).await;
        now.as_str().unwrap_or("").contains(words).then_some(())
    })
    .await;
}

async fn selected(page: &Page) -> u64 {
    let now: Value = page.evaluate(SELECTED).await;
    let digits: String = now
        .as_str()
        .unwrap_or("")
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap_or(0)
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn among_the_folders_undo_and_ways_to_go_are_keys_and_other_letters_find_names() {
    let scene = Scene::direct(|maildir| maildir.fill(12, numbered)).await;
    scene.log_in("Number 11 of many").await;
    let page = scene.page();
    let total = "document.querySelector('#message-list').ariaRowCount";
    let focused = "document.activeElement.dataset.mailbox ?? document.activeElement.id";
    let to_tree = "document.querySelector('#folder-tree [tabindex=\"0\"]').focus() ?? true";
    for control in [false, true] {
        page.evaluate("document.querySelector('#message-list').focus() ?? true")
            .await;
        page.press(Key::Home).await;
        page.type_text("e").await;
        page.becomes(total, json!("11")).await;
        page.evaluate(to_tree).await;
        match control {
            true => page.press_with_control('z').await,
            false => page.type_text("z").await,
        }
        page.becomes(total, json!("12")).await;
        page.becomes(focused, json!("INBOX")).await;
    }
    // A name is found, also by letters that act on messages elsewhere.
    page.type_text("dra").await;
    page.becomes(focused, json!("Drafts")).await;
    page.becomes(total, json!("12")).await;
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    page.type_text("s").await;
    page.becomes(focused, json!("Sent")).await;
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    page.type_text("gd").await;
    page.the_one_with("grid", "Drafts").await;
    page.evaluate(to_tree).await;
    page.type_text("gi").await;
    page.the_one_with("grid", "Inbox").await;
    page.becomes(focused, json!("message-list")).await;
    assert_eq!(page.console().await, Vec::<String>::new());
}
