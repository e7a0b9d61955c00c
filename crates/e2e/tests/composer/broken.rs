//! The worker breaks while somebody writes.

use crate::stage::Desk;
use serde_json::json;

const SUBJECT: &str = "Nobody else may read this";
const TOLD: &str = "Something went wrong in Porthole itself.";

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn a_panic_of_the_worker_costs_no_word_of_a_draft_and_tells_nobody_of_it() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    desk.begin().await;
    let field = page.the("textbox", "Subject").await;
    field.type_text(SUBJECT).await;
    desk.write("Heron").await;
    desk.is_kept("Heron").await;
    let mut text = "Heron".to_owned();
    // What was on the server before is one draft with what comes after.
    for (word, is_saved) in [(" Wren", false), (" Curlew", true)] {
        if is_saved {
            page.press_with_control('s').await;
            desk.until_drafts(|drafts| drafts.len() == 1 && drafts[0].contains(&text))
                .await;
        }
        let told = format!("document.body.innerText.includes({})", json!(TOLD));
        page.becomes(&told, json!(false)).await;
        desk.browser.break_workers().await;
        desk.write(word).await;
        text.push_str(word);
        page.reads(TOLD).await;
        // Nothing more is done, and what the dead one was told last is kept all the same.
        let says = format!("field.innerText.includes({})", json!(text));
        desk.in_text("every word is there", &says).await;
        desk.is_kept(&text).await;
        page.the("button", "Dismiss").await.click().await;
    }
    desk.write(" Teal").await;
    text.push_str(" Teal");
    page.the("button", "Save and close").await.click().await;
    desk.until_drafts(|drafts| drafts.len() == 1 && drafts[0].contains(&text))
        .await;
    // No line of a report says what stood in it.
    let console = page.console().await.join("\n");
    for word in text.split(' ').chain([SUBJECT]) {
        assert!(!console.contains(word), "{console}");
    }
    for request in page.requests().await {
        let is_own = request.url.contains(desk.porthole.address());
        assert!(
            is_own || !request.url.starts_with("http"),
            "{}",
            request.url
        );
    }
}
