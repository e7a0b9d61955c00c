//! Labels from their making to their removal.

use crate::stage::at_inbox;
use e2e::browser::{Key, Page};
use e2e::fixture::SecondClient;
use e2e::wait;
use serde_json::json;
use std::time::{Duration, Instant};

/// Waits until a message has a keyword on the server, or has not.
async fn has(other: &mut SecondClient, uid: u32, keyword: &str, is_set: bool) {
    let begin = Instant::now();
    loop {
        let messages = other.state("INBOX").messages;
        let (_, flags) = messages.into_iter().find(|(of, _)| *of == uid).unwrap();
        if flags.iter().any(|flag| flag == keyword) == is_set {
            return;
        }
        assert!(begin.elapsed() < wait::PATIENCE, "{flags:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn at_settings(page: &Page) {
    page.the("link", "Settings").await.click().await;
    page.the("link", "Folders").await.click().await;
    page.the("textbox", "New label").await;
}

/// Back at the list; tells the colour in which its first row shows a label.
async fn colour_in_list(page: &Page, label: &str) -> serde_json::Value {
    page.the("link", "Mail").await.click().await;
    page.the_one_with("row", "Number 19 of many").await;
    page.reads(label).await;
    let find = format!(
        "[...document.querySelectorAll('.row [data-colour]')]
            .find(chip => chip.textContent.includes({label:?}))?.dataset.colour"
    );
    page.evaluate(&find).await
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_label_is_made_coloured_given_renamed_and_removed() {
    let (scene, mut other) = at_inbox(20).await;
    let page = scene.page();
    at_settings(page).await;
    page.the("textbox", "New label")
        .await
        .type_text("Harbour")
        .await;
    page.the("button", "Add label").await.click().await;
    let colour = page.the("combobox", "Colour of Harbour").await;
    let red = "function() { this.value = 'red';
        this.dispatchEvent(new Event('change', { bubbles: true })); }";
    colour.call(red).await;
    page.reads("Saved in your account").await;

    page.the("link", "Mail").await.click().await;
    scene.row("Number 19 of many").await;
    page.type_text("jx").await;
    page.reads("1 selected").await;
    page.type_text("l").await;
    page.the("combobox", "Type a label's name").await;
    page.type_text("Harb").await;
    page.the_one_with("option", "Harbour").await;
    page.press(Key::Enter).await;
    has(&mut other, 20, "harbour", true).await;
    assert_eq!(colour_in_list(page, "Harbour").await, json!("red"));

    // What it is called changes; the keyword that is kept with messages does not.
    at_settings(page).await;
    let name = page.the("textbox", "Name of the label Harbour").await;
    name.click().await;
    name.call("function() { this.select() }").await;
    page.type_text("Port").await;
    page.press(Key::Tab).await;
    page.the("textbox", "Name of the label Port").await;
    page.reads("Saved in your account").await;
    assert_eq!(colour_in_list(page, "Port").await, json!("red"));
    has(&mut other, 20, "harbour", true).await;

    // Gone from the settings, it is no label of the person's any more; the keyword
    // stays with the message, as other programs may mean something by it.
    at_settings(page).await;
    page.the("button", "Delete the label Port")
        .await
        .click()
        .await;
    page.reads("Saved in your account").await;
    let left = page.find("textbox", "Name of the label Port").await;
    assert!(left.is_none());
    page.the("button", "Undo").await.click().await;
    page.the("textbox", "Name of the label Port").await;
    page.the("button", "Delete the label Port")
        .await
        .click()
        .await;
    page.the("link", "Mail").await.click().await;
    scene.row("Number 19 of many").await;
    let port = "document.querySelector('.virtual-list').textContent.includes('Port')";
    page.becomes(port, json!(false)).await;
    has(&mut other, 20, "harbour", true).await;
}
