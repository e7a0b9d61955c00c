//! How a list is arranged: its order, filters, layout, density and headings, by
//! the demo's own letters.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Key, Scheme};
use e2e::demo::{Demo, WELCOME};
use e2e::fixture::Message;
use e2e::scene::{Scene, numbered, open_menu};
use e2e::wait;
use serde_json::{Value, json};
use std::time::Duration;

const LOOK: &str = "Layout and density";

async fn start(width: u32, height: u32) -> Demo {
    let demo = Demo::start().await;
    demo.page().look(width, height, Scheme::Light).await;
    demo.log_in("/").await;
    demo.row(WELCOME).await;
    demo
}

/// Chooses a line of one of the list's menus.
async fn choose(demo: &Demo, menu: &str, role: &str, line: &str) {
    demo.open_menu(menu).await;
    demo.page().the(role, line).await.click().await;
}

/// The words of the row at the top.
const FIRST: &str =
    "document.querySelector('[role=row][aria-rowindex=\"1\"] .row-subject a')?.textContent ?? null";
const ROWS: &str = "document.querySelector('[role=grid]').getAttribute('aria-rowcount')";
const HEIGHT: &str = "document.querySelector('[role=row]').getBoundingClientRect().height";

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn an_order_stands_in_the_url_and_stays_through_messages_and_reloads() {
    let demo = start(1280, 800).await;
    let page = demo.page();
    choose(&demo, "Sort", "menuitemradio", "Size").await;
    demo.becomes(FIRST, json!("Soundings of the basin (5 MB)"))
        .await;
    assert!(page.url().await.ends_with("/mail/INBOX?sort=-size"));
    page.the_one_with("row", "Soundings of the basin")
        .await
        .click()
        .await;
    page.the_one_with("heading", "Soundings of the basin").await;
    assert!(page.url().await.ends_with("?sort=-size"));
    page.back().await;
    demo.becomes(FIRST, json!("Soundings of the basin (5 MB)"))
        .await;
    page.reload().await;
    demo.becomes(FIRST, json!("Soundings of the basin (5 MB)"))
        .await;
    choose(&demo, "Sort", "menuitemradio", "Smallest first").await;
    assert!(page.url().await.ends_with("?sort=size"));
    choose(&demo, "Sort", "menuitemradio", "Arrival").await;
    demo.becomes(FIRST, json!(WELCOME)).await;
    assert!(page.url().await.ends_with("/mail/INBOX"));
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn people_stand_by_the_names_that_are_shown() {
    // Their addresses would have them in another order.
    const PEOPLE: [&str; 4] = [
        "Zoe Adams <adams@example.org>",
        "anna Zweig <zweig@example.org>",
        "Émile Zola <bureau@example.org>",
        "Bram de Wit <m@example.org>",
    ];
    let scene = Scene::direct(|maildir| {
        maildir.fill(4, |number| {
            let message = Message::new(&format!("Number {number} of four"));
            let from = message.from(PEOPLE[number as usize]);
            (from.text("Nothing else.").bytes(), "S")
        });
    })
    .await;
    scene.log_in("Number 3 of four").await;
    let page = scene.page();
    let names = "[...document.querySelectorAll('[role=row][aria-rowindex]')]
        .sort((a, b) => a.ariaRowIndex - b.ariaRowIndex)
        .map(row => row.querySelector('.row-people')?.textContent).filter(name => name)";
    let mut from_a_to_z = ["anna Zweig", "Bram de Wit", "Émile Zola", "Zoe Adams"];
    open_menu(page, "Sort").await;
    page.the("menuitemradio", "Sender").await.click().await;
    page.becomes(names, json!(from_a_to_z)).await;
    assert!(page.url().await.ends_with("/mail/INBOX?sort=from"));
    open_menu(page, "Sort").await;
    page.the("menuitemradio", "Z to A").await.click().await;
    from_a_to_z.reverse();
    page.becomes(names, json!(from_a_to_z)).await;
    assert!(page.url().await.ends_with("/mail/INBOX?sort=-from"));
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn filters_show_only_some_and_everything_again() {
    let demo = start(1280, 800).await;
    let page = demo.page();
    let all = page.evaluate(ROWS).await;
    page.the("button", "Unread").await.click().await;
    demo.becomes(ROWS, json!("23")).await;
    // What is shown is a part: of the others nothing is said.
    page.reads("23 messages").await;
    let counted = "document.querySelector('.list-pane .pane-head').textContent.includes('unread')";
    demo.becomes(counted, json!(false)).await;
    page.the("button", "Flagged").await.click().await;
    demo.becomes(ROWS, json!("3")).await;
    page.the("button", "Unread").await.click().await;
    page.the("button", "Flagged").await.click().await;
    demo.becomes(ROWS, all).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn list_and_message_lie_as_one_chooses() {
    let demo = start(1280, 800).await;
    let page = demo.page();
    page.the_one_with("row", WELCOME).await.click().await;
    page.the_one_with("heading", WELCOME).await;
    // Where the panes are, as seen: beside each other, one above the other.
    let lie = "(() => {
        const [list, message] = ['.list-pane', '.message-pane']
            .map(pane => document.querySelector(pane).getBoundingClientRect());
        return [list.right <= message.left + 1, list.bottom <= message.top + 1, list.width > 0];
    })()";
    demo.becomes(lie, json!([true, false, true])).await;
    choose(&demo, LOOK, "menuitemradio", "Message below the list").await;
    demo.becomes(lie, json!([false, true, true])).await;

    // The border between them moves by keys, and is where it was after a reload.
    let border = page.the("separator", "Height of the message list").await;
    border.call("function() { this.focus() }").await;
    let height = "document.querySelector('.list-pane').getBoundingClientRect().height";
    let before = page.evaluate(height).await.as_f64().unwrap();
    let is_taller = format!("{height} === {}", before + 48.0);
    for _ in 0..3 {
        page.press(Key::Down).await;
    }
    demo.becomes(&is_taller, json!(true)).await;
    page.reload().await;
    page.the_one_with("heading", WELCOME).await;
    demo.becomes(&is_taller, json!(true)).await;
    // Whoever can press but not drag goes through its sizes (WCAG 2.2, 2.5.7): this
    // is the most that the window has room for, then the least, then the usual.
    for tall in [520.0, 120.0, before] {
        let border = page.the("separator", "Height of the message list").await;
        border.click().await;
        demo.becomes(&format!("{height} === {tall}"), json!(true))
            .await;
    }

    let only = "List only; a message takes its place";
    choose(&demo, LOOK, "menuitemradio", only).await;
    page.the_one_with("heading", WELCOME).await;
    let list = "document.querySelector('[role=grid]')?.checkVisibility() ?? false";
    demo.becomes(list, json!(false)).await;
    page.press(Key::Escape).await;
    page.the("grid", "Messages in Inbox").await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn the_heads_of_columns_stand_on_one_line_and_a_menu_stays_in_its_window() {
    let demo = start(1440, 900).await;
    let page = demo.page();
    choose(&demo, LOOK, "menuitemradio", "Compact, one line each").await;
    let lines = "new Set([...document.querySelectorAll('.column-head > span')]
        .map(head => Math.round(head.getBoundingClientRect().top))).size";
    demo.becomes(lines, json!(1)).await;
    let only = "List only; a message takes its place";
    choose(&demo, LOOK, "menuitemradio", only).await;
    demo.open_menu(LOOK).await;
    let within = "(() => {
        const menu = document.querySelector('[role=menu]').getBoundingClientRect();
        return menu.right <= innerWidth && menu.bottom <= innerHeight && menu.top >= 0;
    })()";
    for (width, height) in [(1440, 900), (1024, 600), (390, 844)] {
        page.look(width, height, Scheme::Light).await;
        demo.becomes("innerWidth", json!(width)).await;
        demo.becomes(within, json!(true)).await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn rows_stand_as_close_as_one_likes_and_the_view_stays_where_it_is() {
    let demo = start(1280, 800).await;
    let page = demo.page();
    demo.becomes(HEIGHT, json!(62)).await;
    // The row at the top of the view.
    let top = "(() => {
        const view = document.querySelector('[role=rowgroup]').getBoundingClientRect();
        const rows = [...document.querySelectorAll('[role=row]')];
        const row = rows.find(row => row.getBoundingClientRect().bottom > view.top + 1);
        return row.getAttribute('aria-rowindex');
    })()";
    page.evaluate("document.querySelector('[role=rowgroup]').scrollTop = 20000")
        .await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let row = page.evaluate(top).await;
    choose(&demo, LOOK, "menuitemradio", "Compact, one line each").await;
    demo.becomes(HEIGHT, json!(32)).await;
    demo.becomes(top, row.clone()).await;
    let sizes = "document.querySelectorAll('.row-size').length > 0";
    assert_eq!(page.evaluate(sizes).await, json!(false));
    choose(&demo, LOOK, "menuitemcheckbox", "Size").await;
    demo.becomes(sizes, json!(true)).await;
    choose(&demo, LOOK, "menuitemradio", "Comfortable").await;
    demo.becomes(HEIGHT, json!(84)).await;
    demo.becomes(top, row).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn days_have_headings_that_are_no_rows() {
    let demo = start(1280, 800).await;
    let page = demo.page();
    let heads = "[...document.querySelectorAll('.virtual-list-head')].map(head => head.textContent)[0] ?? null";
    demo.becomes(heads, json!("Today")).await;
    let rows = page.evaluate(ROWS).await;
    choose(&demo, "Sort", "menuitemcheckbox", "Group by date").await;
    demo.becomes(heads, Value::Null).await;
    assert_eq!(page.evaluate(ROWS).await, rows);
    choose(&demo, "Sort", "menuitemcheckbox", "Group by date").await;
    demo.becomes(heads, json!("Today")).await;
    // Not where days do not follow one another.
    choose(&demo, "Sort", "menuitemradio", "Subject").await;
    demo.becomes(heads, Value::Null).await;
}

/// The first heading, and the time of the row below it.
const DAY: &str = "(() => {
    const head = document.querySelector('.virtual-list-head')?.textContent;
    const time = document.querySelector('[role=row] .row-date')?.title;
    return [head, time?.match(/20[0-9]{2}/)?.[0]];
})()";

/// A letter that came in September 2020, as it says on the envelope, and was written
/// in another year, as it says itself.
#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_row_tells_the_day_under_which_it_stands() {
    let year = "Written 2031 by a clock that is ahead";
    let scene = Scene::direct(|maildir| {
        let letter = "From: Ada <ada@example.org>\r\nDate: Sat, 1 Mar 2031 12:00:00 +0000\r\n";
        let letter = format!("{letter}Subject: {year}\r\n\r\nHello.\r\n");
        maildir.fill(1, |_| (letter.clone().into_bytes(), "S"));
        maildir.age();
    })
    .await;
    let page = scene.page();
    page.look(1280, 800, Scheme::Light).await;
    scene.log_in(year).await;
    page.becomes(DAY, json!(["Older", "2020"])).await;
    let sort = |order: &'static str| async move {
        let open = || async {
            page.find("button", "Sort").await?.click().await;
            page.find("menu", "Sort").await
        };
        wait::until("the menu", open).await;
        page.the("menuitemradio", order).await.click().await;
    };
    sort("Date").await;
    page.becomes(DAY, json!(["Today", "2031"])).await;
    sort("Arrival").await;
    page.becomes(DAY, json!(["Older", "2020"])).await;
    // Conversations stand by when their messages were written.
    open_menu(page, "Sort").await;
    let switch = page.the("menuitemcheckbox", "Conversations").await;
    switch.click().await;
    page.becomes(DAY, json!(["Today", "2031"])).await;
}

/// Dovecot has at hand the first words of no message that came before somebody asked.
#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn rows_have_the_first_words_of_messages_that_were_there_before() {
    let scene = Scene::direct(|maildir| maildir.fill(200, numbered)).await;
    let page = scene.page();
    page.look(1280, 800, Scheme::Light).await;
    scene.log_in("Number 199 of many").await;
    let words = |number: u32| {
        format!(
            "[...document.querySelectorAll('[role=row]')]
                .some(row => row.textContent.includes('The text of number {number}.'))"
        )
    };
    page.becomes(&words(199), json!(true)).await;
    page.becomes(&words(195), json!(true)).await;
    scene.scroll_to(1.0).await;
    page.becomes(&words(0), json!(true)).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn on_a_phone_the_folders_are_by_the_thumb_and_all_is_large_enough() {
    let demo = start(390, 844).await;
    let page = demo.page();
    let small = "(() => {
        const all = document.querySelectorAll('.task-bar :is(a, button), .list-pane .pane-head button');
        return [...all].filter(each => {
            const { width, height } = each.getBoundingClientRect();
            return width > 0 && (width < 44 || height < 44);
        }).map(each => each.textContent);
    })()";
    assert_eq!(page.evaluate(small).await, json!([]));
    let folders = page.the("button", "Folders").await;
    let (_, y) = folders.middle().await;
    assert!(y > 760.0, "the way to the folders is at {y}");
    // Not by the pointer, which reaches no further than the browser's own window.
    folders.call("function() { this.click() }").await;
    let archive = page.the_one_with("treeitem", "Archive").await;
    archive.call("function() { this.click() }").await;
    page.the("grid", "Messages in Archive").await;
}
