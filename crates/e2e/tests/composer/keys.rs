//! What hands know from other composers.

use crate::stage::Desk;
use e2e::browser::Key;
use serde_json::json;

/// Whether the focus is in an element that a selector finds.
fn focus_in(selector: &str) -> String {
    format!("document.activeElement?.closest('{selector}') != null")
}

const TEXT: &str = "document.activeElement?.closest('.composer-text') != null
    && document.activeElement.tagName === 'IFRAME'
    && document.activeElement.contentDocument.activeElement.isContentEditable";

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn tab_leads_through_the_fields_into_the_text_and_from_there_to_the_tools() {
    let desk = Desk::demo().await;
    let page = desk.page();
    desk.begin().await;
    desk.until("people are named first", &focus_in(".people-input"))
        .await;
    page.type_text("nobody@example.org").await;
    page.press(Key::Tab).await;
    desk.until("then the subject", &focus_in(".composer-subject"))
        .await;
    page.type_text("In order").await;
    page.press(Key::Tab).await;
    desk.until("then the text", TEXT).await;
    page.press(Key::Tab).await;
    desk.until("then its tools", &focus_in(".editor-tools"))
        .await;
    page.press(Key::Escape).await;
    desk.until("from which Escape leads back", TEXT).await;
    page.press_with(&[Key::Alt], Key::F10).await;
    desk.until("a key leads to the tools", &focus_in(".editor-tools"))
        .await;
    page.press(Key::Escape).await;
    desk.until("and Escape back", TEXT).await;
    // The composer is as it was.
    page.the("dialog", "In order").await;
    for (key, name) in [('C', "Cc"), ('B', "Bcc")] {
        page.type_with(&[Key::Control, Key::Shift], key).await;
        page.the("combobox", name).await;
        let id = format!("-{}", name.to_lowercase());
        let there = format!("document.activeElement?.id.endsWith('{id}') === true");
        desk.until("there one types", &there).await;
    }
    page.type_text("ada@example.org").await;
    page.press(Key::Tab).await;
    desk.until("the subject is next", &focus_in(".composer-subject"))
        .await;
    page.press_with(&[Key::Shift], Key::Tab).await;
    let bcc = "document.activeElement?.id.endsWith('-bcc') === true";
    desk.until("and the same way back", bcc).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_chip_is_changed_by_two_clicks_or_a_key_and_removed_by_backspace() {
    let desk = Desk::demo().await;
    let page = desk.page();
    desk.begin().await;
    let to = page.the("combobox", "To").await;
    to.type_text("Ada <ada@example.org>,bob@example.org,").await;
    let value = "document.activeElement?.value ?? ''";
    let chips = "[...document.querySelectorAll('.chip')].map(chip => chip.textContent).join()";
    page.becomes(chips, json!("Ada,bob@example.org")).await;
    let chip = page.the("button", "Ada <ada@example.org>").await;
    let at = chip.middle().await;
    page.double_click_at(at).await;
    page.becomes(value, json!("Ada <ada@example.org>")).await;
    page.becomes("document.querySelectorAll('[role=menu]').length", json!(0))
        .await;
    page.type_text("eve@example.org").await;
    page.press(Key::Enter).await;
    page.becomes(chips, json!("bob@example.org,eve@example.org"))
        .await;
    // Backspace goes to the last one, and F2 has it be changed.
    page.press(Key::Backspace).await;
    page.press(Key::F2).await;
    page.becomes(value, json!("eve@example.org")).await;
    page.press(Key::End).await;
    page.type_text(".invalid").await;
    page.press(Key::Enter).await;
    page.becomes(chips, json!("bob@example.org,eve@example.org.invalid"))
        .await;
    page.press(Key::Backspace).await;
    page.press(Key::Backspace).await;
    page.becomes(chips, json!("bob@example.org")).await;
    let last = "document.activeElement?.classList.contains('chip') === true";
    desk.until("the next one has the focus", last).await;
    page.press(Key::Backspace).await;
    page.becomes(chips, json!("")).await;
    desk.until("there one types", &focus_in(".people-input"))
        .await;
}
