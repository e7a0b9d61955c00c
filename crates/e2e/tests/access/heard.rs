//! What is told is heard, and heard once.

use e2e::browser::Page;
use e2e::demo::{Demo, WELCOME};
use e2e::hearing::listen;
use serde_json::json;
use std::time::Duration;

/// Something was said so often since one began to listen, and not once more.
async fn said(page: &Page, words: &str, times: u32) {
    let wanted = json!(words);
    let count = format!("window.__heard.filter(said => said.includes({wanted})).length");
    page.becomes(&format!("{count} >= {times}"), json!(true))
        .await;
    // Whoever says it a second time does so with the next drawing.
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_eq!(page.evaluate(&count).await, json!(times), "{words}");
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_toast_is_heard_once_and_each_time() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    page.type_text("j").await;
    demo.becomes("document.querySelector('.acting') !== null", json!(true))
        .await;
    listen(page).await;
    for round in 1..=3 {
        page.type_text("e").await;
        said(page, "Message moved to Archive.", round).await;
        page.type_text("z").await;
        said(page, "Taken back.", round).await;
    }
    // A warning is an alert, which nobody says beside it.
    page.type_text("z").await;
    said(page, "There is nothing to take back.", 1).await;
    // What was written and is given up.
    page.type_text("c").await;
    page.the("dialog", "New message").await;
    page.the("button", "Discard").await.click().await;
    said(page, "The message was discarded.", 1).await;
}
