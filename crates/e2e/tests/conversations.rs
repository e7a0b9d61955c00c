//! Conversations, by the demo's own letters: as rows of the list, and in the pane.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Key, Scheme};
use e2e::demo::{Demo, WELCOME};
use e2e::pictures::{pictured, settled};
use serde_json::{Value, json};

/// Seven letters in the inbox, and an answer of one's own among those sent.
const MAST: &str = "Kittiwake: the new mast";

async fn start() -> Demo {
    let demo = Demo::at("/").await;
    demo.row(WELCOME).await;
    demo
}

/// Turns conversations on or off.
async fn converse(demo: &Demo) {
    demo.open_menu("Sort").await;
    let switch = demo.page().the("menuitemcheckbox", "Conversations").await;
    switch.click().await;
}

/// Presses a button. Rows are drawn anew as they change: it is found and pressed
/// at once.
async fn press(demo: &Demo, name: &str) {
    let button = format!(
        "(() => {{
            const all = [...document.querySelectorAll('button')];
            const button = all.find(one => one.ariaLabel?.startsWith('{name}'));
            button?.click();
            return !!button;
        }})()"
    );
    demo.becomes(&button, json!(true)).await;
}

const ROWS: &str = "Number(document.querySelector('#message-list')?.getAttribute('aria-rowcount'))";
const ROLE: &str = "document.querySelector('#message-list')?.getAttribute('role') ?? null";

/// An attribute of the row of the mast's conversation.
fn of_mast(attribute: &str) -> String {
    format!(
        "[...document.querySelectorAll('[role=row]')]
            .find(row => row.querySelector('.row-fold'))?.getAttribute('{attribute}') ?? null"
    )
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_conversation_is_one_row_that_unfolds() {
    let demo = start().await;
    let page = demo.page();
    let all = page.evaluate(ROWS).await.as_u64().unwrap();
    converse(&demo).await;
    demo.becomes(ROLE, json!("treegrid")).await;
    assert!(page.url().await.ends_with("/mail/INBOX?as=conversations"));
    // Seven of the inbox, and one's own answer.
    page.the_one_with(
        "button",
        "8 messages in this conversation, one of them yours",
    )
    .await;
    page.the_one_with("row", "Ines, Tom, me").await;
    let folded = page.evaluate(ROWS).await.as_u64().unwrap();
    assert!(folded <= all - 6, "{folded} rows of {all}");
    page.the_one_with("row", MAST).await;
    pictured(page, "conversations").await;
    // By the pointer, and by keyboard.
    press(&demo, "8 messages in this").await;
    demo.becomes(ROWS, json!(folded + 6)).await;
    demo.becomes(&of_mast("aria-expanded"), json!("true")).await;
    pictured(page, "conversations-unfolded").await;
    press(&demo, "8 messages in this").await;
    demo.becomes(ROWS, json!(folded)).await;
    let rows = "document.querySelector('#message-list').focus() ?? true";
    page.evaluate(rows).await;
    page.press(Key::Home).await;
    let at_mast = of_mast("aria-rowindex");
    let row: u64 = page
        .evaluate(&at_mast)
        .await
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    for _ in 1..row {
        page.press(Key::Down).await;
    }
    page.press(Key::Right).await;
    demo.becomes(ROWS, json!(folded + 6)).await;
    page.press(Key::Left).await;
    demo.becomes(ROWS, json!(folded)).await;
    // What is selected is all of its messages; what is done to it is one deed.
    page.type_text("x").await;
    page.reads("7 selected").await;
    page.type_text("e").await;
    demo.becomes(ROWS, json!(folded - 1)).await;
    page.reads("7 messages").await;
    page.type_text("z").await;
    demo.becomes(ROWS, json!(folded)).await;
    // Back leads to messages as they lie, and the person's wish is kept.
    page.reload().await;
    demo.becomes(ROLE, json!("treegrid")).await;
    page.the_one_with("row", MAST).await;
    converse(&demo).await;
    demo.becomes(ROWS, json!(all)).await;
    demo.becomes(ROLE, json!("grid")).await;
    assert!(page.url().await.ends_with("/mail/INBOX"));
}

/// The lines of the other messages, as `who: words`.
const LINES: &str = "[...document.querySelectorAll('.member-line')]
    .map(line => line.textContent)";
const OPEN: &str = "document.querySelectorAll('.member.is-open article.message').length";

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_conversation_is_read_with_ones_own_answers() {
    let demo = start().await;
    let page = demo.page();
    converse(&demo).await;
    page.the_one_with("button", "8 messages in this").await;
    // Rows move as the list folds; a click is meant for one that lies still.
    settled(page).await;
    page.the_one_with("row", MAST).await.click().await;
    // Seven from the inbox, and one's own from among those sent.
    page.reads("8 messages").await;
    let count = "document.querySelectorAll('.member').length";
    demo.becomes(count, json!(7)).await;
    let lines = page.evaluate(LINES).await;
    let lines: Vec<&str> = lines
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let own = lines.iter().position(|line| line.contains("Sent"));
    assert!(
        own.is_some_and(|own| lines[own].starts_with("me")),
        "{lines:?}"
    );
    let texts = "document.querySelector('#message').textContent.includes('Hollow it is')
        && document.querySelectorAll('#message h1:not([hidden])').length > 0";
    let line = page.the_one_with("button", "me Sent").await;
    assert_eq!(line.property("expanded").as_deref(), Some("false"));
    line.click().await;
    demo.becomes(texts, json!(true)).await;
    pictured(page, "conversation").await;
    // On a phone a sender's name and address have the room that is there.
    page.look(390, 844, Scheme::Light).await;
    let are_one_line = "['name', 'address'].every(part =>
        document.querySelector(`.member .person-${part}`)?.offsetHeight < 30)";
    demo.becomes(are_one_line, json!(true)).await;
    page.look(1440, 900, Scheme::Light).await;
    // All, and none but the one that the address names.
    page.press(Key::Escape).await;
    page.the_one_with("row", MAST).await.click().await;
    page.reads("8 messages").await;
    page.type_text(";").await;
    demo.becomes(OPEN, json!(7)).await;
    pictured(page, "conversation-expanded").await;
    page.type_text(":").await;
    demo.becomes(OPEN, json!(0)).await;
    // By keyboard from one to the next.
    page.type_text("p").await;
    let at = "[...document.querySelectorAll('.member-line')].indexOf(document.activeElement)";
    let before = page.evaluate(at).await.as_i64().unwrap();
    assert!(before >= 0, "a line has the focus");
    page.type_text("p").await;
    demo.becomes(at, json!(before - 1)).await;
    page.type_text("n").await;
    demo.becomes(at, json!(before)).await;
    // The toolbar is for all of it.
    let rows = page.evaluate(ROWS).await.as_u64().unwrap();
    page.the("button", "Archive").await.click().await;
    demo.becomes(ROWS, json!(rows - 1)).await;
    page.reads("7 messages").await;
}
