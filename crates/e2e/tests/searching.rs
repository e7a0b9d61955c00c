//! Looking for messages: as one types, and on the server, by the demo's own letters.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Key, Scheme};
use e2e::demo::{Demo, WELCOME};
use e2e::hearing::listen;
use e2e::pictures::settled;
use serde_json::json;

const FIELD: &str = "Search messages";

async fn start(path: &str) -> Demo {
    let demo = Demo::start().await;
    demo.page().look(1280, 800, Scheme::Light).await;
    demo.log_in(path).await;
    demo
}

/// Whether there are rows, and each of them says the word.
fn all_say(word: &str) -> String {
    format!(
        "(() => {{ const rows = [...document.querySelectorAll('[role=row]')];
           return rows.length > 0 && rows.every(row =>
             row.textContent.toLowerCase().includes('{word}')); }})()"
    )
}

const ROWS: &str = "document.querySelector('[role=grid]').getAttribute('aria-rowcount')";
const FOCUS: &str = "document.activeElement?.id ?? ''";
const QUERY: &str = "location.search";
const INTO: &str = "function() { this.focus() }";
const MARKED: &str = "[...document.querySelectorAll('[role=row] mark')].some(mark => mark.textContent === 'Kittiwake')";

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_is_here_follows_what_one_types_and_the_server_says_the_rest() {
    let demo = start("/").await;
    let page = demo.page();
    page.the_one_with("row", WELCOME).await;
    let all = page.evaluate(ROWS).await;
    // By keyboard alone.
    page.type_text("/").await;
    demo.becomes(FOCUS, json!("search")).await;
    page.type_text("kittiwake").await;
    demo.becomes(&all_say("kittiwake"), json!(true)).await;
    assert_eq!(
        page.evaluate(QUERY).await,
        json!(""),
        "nothing was entered yet"
    );
    page.press(Key::Enter).await;
    demo.becomes(QUERY, json!("?q=kittiwake")).await;
    page.reads("9 found").await;
    demo.becomes(ROWS, json!("9")).await;
    demo.becomes(MARKED, json!(true)).await;
    // Back leaves the search, and forward comes back to it.
    page.back().await;
    demo.becomes(ROWS, all.clone()).await;
    demo.becomes("document.getElementById('search').value", json!(""))
        .await;
    page.type_text("/").await;
    page.type_text("zzzz").await;
    page.press(Key::Enter).await;
    page.reads("Nothing found").await;
    page.type_text("/").await;
    page.press(Key::Escape).await;
    demo.becomes(ROWS, all).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn whoever_searches_again_types_over_what_was_looked_for() {
    let demo = start("/").await;
    let page = demo.page();
    page.the_one_with("row", WELCOME).await;
    page.type_text("/").await;
    page.type_text("kittiwake").await;
    page.press(Key::Enter).await;
    page.reads("9 found").await;
    page.type_text("/").await;
    demo.becomes(FOCUS, json!("search")).await;
    page.type_text("mast").await;
    demo.becomes("document.getElementById('search').value", json!("mast"))
        .await;
    page.press(Key::Enter).await;
    demo.becomes(QUERY, json!("?q=mast")).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_key_typed_into_the_search_draws_no_row_anew() {
    let demo = start("/").await;
    let page = demo.page();
    page.the_one_with("row", WELCOME).await;
    page.type_text("/").await;
    page.the_one_with("option", "has:").await;
    // What comes behind the list has come.
    settled(page).await;
    // What is in no row; rows that come or go do so whole.
    let watch = "window.redrawn = 0;
        new MutationObserver(all => {
            for (const one of all) for (const node of one.addedNodes) {
                redrawn += one.target.matches('.row') && node.matches?.('.row-subject');
            }
        }).observe(document.body, { subtree: true, childList: true })";
    page.evaluate(watch).await;
    page.type_text("¤¤¤¤¤¤").await;
    demo.becomes(ROWS, json!("0")).await;
    assert_eq!(page.evaluate("redrawn").await, json!(0));
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn operators_are_proposed_and_taken_by_keys() {
    let demo = start("/").await;
    let page = demo.page();
    page.the_one_with("row", WELCOME).await;
    page.the("combobox", FIELD).await.click().await;
    page.the_one_with("option", "has:").await;
    page.type_text("has:").await;
    page.the_one_with("option", "has:attachment").await;
    page.press(Key::Down).await;
    page.press(Key::Enter).await;
    demo.becomes(
        "document.getElementById('search').value",
        json!("has:attachment "),
    )
    .await;
    page.press(Key::Escape).await;
    page.type_text("kittiwake").await;
    page.press(Key::Enter).await;
    demo.becomes(QUERY, json!("?q=has%3Aattachment%20kittiwake"))
        .await;
    demo.becomes(&all_say("kittiwake"), json!(true)).await;
    // What was looked for is proposed from then on.
    page.the("button", "Clear the search").await.click().await;
    page.the_one_with("option", "has:attachment kittiwake")
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn the_servers_results_come_without_enter_and_nothing_is_remembered_of_them() {
    let demo = start("/").await;
    let page = demo.page();
    page.the_one_with("row", WELCOME).await;
    page.the("combobox", FIELD).await.click().await;
    page.the_one_with("option", "has:").await;
    page.type_text("kittiw").await;
    page.reads("9 found").await;
    page.type_text("ake").await;
    demo.becomes(MARKED, json!(true)).await;
    page.reads("9 found").await;
    demo.becomes(ROWS, json!("9")).await;
    assert_eq!(page.evaluate(QUERY).await, json!(""), "nothing was entered");
    let kept = "Object.keys(localStorage).some(key => key.startsWith('porthole.lately.searches'))";
    assert_eq!(page.evaluate(kept).await, json!(false));
    // What messages must be opened for waits.
    page.the("button", "Clear the search").await.click().await;
    page.type_text("text:kittiwake").await;
    page.reads("These are here. Press Enter to search them all.")
        .await;
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    page.reads("These are here. Press Enter to search them all.")
        .await;
    page.press(Key::Enter).await;
    demo.becomes(QUERY, json!("?q=text%3Akittiwake")).await;
    assert_eq!(page.evaluate(kept).await, json!(true));
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_search_is_kept_under_a_name_and_found_by_it() {
    let demo = start("/").await;
    let page = demo.page();
    page.the_one_with("row", WELCOME).await;
    page.type_text("/").await;
    page.type_text("from:ann kittiwake").await;
    // What belongs to an operator is set off behind the field.
    let patches = "[...document.querySelectorAll('.search-paint > span')].map(e => e.textContent)";
    demo.becomes(patches, json!(["from:", "ann"])).await;
    page.press(Key::Enter).await;
    page.the("button", "Save this search").await.click().await;
    page.the("dialog", "Saved search").await;
    let field = "document.activeElement?.value";
    demo.becomes(field, json!("from:ann kittiwake")).await;
    page.type_with(&[Key::Control], 'a').await;
    page.type_text("Birds by Ann").await;
    page.press(Key::Enter).await;
    let link = page.the("link", "Birds by Ann").await;
    page.the("button", "Clear the search").await.click().await;
    demo.becomes(QUERY, json!("")).await;
    // By its name, in the field and in the tree.
    page.type_text("birds").await;
    page.the_one_with("option", "Birds by Ann").await;
    page.press(Key::Down).await;
    page.press(Key::Enter).await;
    demo.becomes(QUERY, json!("?q=from%3Aann%20kittiwake"))
        .await;
    page.the("button", "Clear the search").await.click().await;
    link.click().await;
    demo.becomes(QUERY, json!("?q=from%3Aann%20kittiwake"))
        .await;
    // It gets another name, and goes.
    let edit = "Rename or forget the search Birds by Ann";
    page.the("button", edit).await.click().await;
    page.the("dialog", "Saved search").await;
    page.type_with(&[Key::Control], 'a').await;
    page.type_text("Gulls").await;
    page.press(Key::Enter).await;
    page.the("link", "Gulls").await;
    page.the("button", "Rename or forget this search")
        .await
        .click()
        .await;
    page.the("button", "Forget this search").await.click().await;
    page.the("button", "Save this search").await;
    assert!(page.find("link", "Gulls").await.is_none());
    demo.becomes("document.activeElement !== document.body", json!(true))
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_message_is_answered_by_the_button_over_its_row() {
    let demo = start("/").await;
    let page = demo.page();
    // Another one is open.
    page.the_one_with("row", WELCOME).await.click().await;
    page.the("heading", WELCOME).await;
    let row = page.the_one_with("row", "Launch day").await;
    page.point_at(row.middle().await).await;
    let place = "(() => {
        const button = [...document.querySelectorAll('.row-acts button')]
            .find(button => button.ariaLabel === 'Reply');
        const r = button?.getBoundingClientRect();
        return r?.width ? [r.left + r.width / 2, r.top + r.height / 2] : null;
    })()";
    e2e::wait::until("the button over the row", || async {
        page.evaluate(place).await[0].as_f64()
    })
    .await;
    let at = page.evaluate(place).await;
    page.click_at(at[0].as_f64().unwrap(), at[1].as_f64().unwrap())
        .await;
    page.the_one_with("dialog", "Launch day").await;
    // What is answered is what is on screen.
    page.the_one_with("heading", "Launch day").await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn one_looks_wider_acts_on_what_is_found_and_finds_the_search_again() {
    const FOLDERS: &str = "[...new Set([...document.querySelectorAll('.row-mailbox')].map(e => e.textContent))].sort()";
    let demo = start("/mail/Projects").await;
    let page = demo.page();
    page.the("combobox", FIELD).await;
    demo.becomes("document.querySelector('.acting') !== null", json!(true))
        .await;
    page.type_text("/").await;
    page.type_text("is:read").await;
    page.press(Key::Enter).await;
    demo.becomes(QUERY, json!("?q=is%3Aread")).await;
    let scope = |value: &'static str| {
        let choose = format!(
            "function() {{ this.value = '{value}';
                this.dispatchEvent(new Event('change', {{ bubbles: true }})); }}"
        );
        async move {
            let scope = page.the("combobox", "Search in").await;
            scope.call(&choose).await;
        }
    };
    // In the folders below alone, each row with its folder.
    scope("below").await;
    demo.becomes(FOLDERS, json!(["Kittiwake", "Slipway"])).await;
    let below = page.evaluate(ROWS).await;
    // What is done to all of them is done in their folders, and taken back there.
    let found = page.the("grid", "Search results").await;
    let title = json!("(N) Search results – Porthole");
    demo.becomes("document.title.replace(/[0-9]+/, 'N')", title)
        .await;
    found.call(INTO).await;
    page.press(Key::Home).await;
    page.type_with(&[Key::Control], 'a').await;
    page.type_text("e").await;
    page.the("button", "Undo").await;
    demo.becomes(ROWS, json!("0")).await;
    page.the("button", "Undo").await.click().await;
    demo.becomes(ROWS, below).await;
    listen(page).await;
    scope("all").await;
    let is_wider = format!("Number({ROWS}) > 100 && {FOLDERS}.includes('Inbox')");
    demo.becomes(&is_wider, json!(true)).await;
    // Of many folders only the end is heard.
    demo.becomes(
        "window.__heard.some(text => / found$/.test(text))",
        json!(true),
    )
    .await;
    let steps = "window.__heard.filter(text => text.includes(' folders,'))";
    assert_eq!(page.evaluate(steps).await, json!([]));
    page.the("button", "Clear the search").await.click().await;
    demo.becomes(QUERY, json!("")).await;
    // It is remembered, and found where all is.
    page.press_with_control('k').await;
    page.the("dialog", "Find anything").await;
    page.type_text("is:read").await;
    page.the_one_with("option", "is:read").await;
    page.press(Key::Enter).await;
    demo.becomes("location.search.startsWith('?q=is%3Aread')", json!(true))
        .await;
    assert_eq!(page.console().await, Vec::<String>::new());
}
