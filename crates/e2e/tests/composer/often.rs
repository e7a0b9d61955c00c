//! What one writes often: templates, and the signature of whom one writes as.

use crate::stage::Desk;
use e2e::browser::Key;
use serde_json::json;
use std::time::{Duration, Instant};

/// So long is waited for what takes a moment.
const PATIENCE: Duration = Duration::from_secs(20);

async fn write_over(desk: &Desk, field: &str, text: &str) {
    let field = desk.page().the("textbox", field).await;
    field.click().await;
    field.call("function() { this.select() }").await;
    desk.page().type_text(text).await;
}

/// Goes to a section of the settings.
async fn set(desk: &Desk, section: &str) {
    let page = desk.page();
    page.the("link", "Settings").await.click().await;
    page.the("heading", "Appearance").await;
    page.the("link", section).await.click().await;
    page.the("heading", section).await;
}

/// Two identities of the person, each with a signature of its own.
async fn write_as_two(desk: &Desk) {
    let page = desk.page();
    set(desk, "Identities").await;
    for (address, signature) in [
        ("ada@engines.example", "Ada, engines"),
        ("countess@lovelace.example", "The Countess"),
    ] {
        page.the("button", "Add identity").await.click().await;
        write_over(desk, "Display name", "Ada Lovelace").await;
        write_over(desk, "Email", address).await;
        write_over(desk, "Signature", signature).await;
        // The list says what was typed.
        page.the_one_with("button", address).await;
    }
    page.reads("Saved in your account").await;
    let first = page.the_one_with("button", "ada@engines.example").await;
    first.click().await;
    // The first that is added may be it already.
    if !first.name().ends_with("Default") {
        page.the("button", "Make default").await.click().await;
        page.reads("Saved in your account").await;
    }
    page.the("link", "Mail").await.click().await;
    page.the_one_with("row", "Welcome aboard").await;
}

/// Chooses whom the letter is from, as a person does who knows the address.
async fn write_as(desk: &Desk, address: &str) {
    let chosen = format!(
        "(() => {{
            const from = [...document.querySelectorAll('.composer-from')].at(-1);
            const line = [...from.options].find(line => line.text.includes({address}));
            from.value = line.value;
            return from.dispatchEvent(new Event('change', {{ bubbles: true }}));
        }})()",
        address = json!(address)
    );
    assert_eq!(desk.page().evaluate(&chosen).await, json!(true));
}

/// Waits until the letter says these words, whatever stands between them.
async fn says(desk: &Desk, words: &str) {
    let begin = Instant::now();
    loop {
        let text = desk.text().await;
        let said: Vec<&str> = text.split_whitespace().collect();
        if said.join(" ") == words {
            return;
        }
        assert!(begin.elapsed() < PATIENCE, "{words:?} is not {text:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn whom_it_is_from_brings_their_signature_and_leaves_ones_words() {
    let desk = Desk::demo().await;
    let page = desk.page();
    write_as_two(&desk).await;
    for is_rich in [true, false] {
        desk.begin().await;
        if !is_rich {
            let more = page.the("button", "More for this message").await;
            more.click().await;
            let rich = page.the("menuitemcheckbox", "Rich text").await;
            rich.click().await;
            page.the("button", "Make it plain").await.click().await;
            desk.in_text("it is plain", "field.tagName === 'TEXTAREA'")
                .await;
        }
        says(&desk, "-- Ada, engines").await;
        desk.in_text("the cursor is above it", CURSOR_AT_BEGIN)
            .await;
        page.type_text("One's own words.").await;
        write_as(&desk, "countess@").await;
        says(&desk, "One's own words. -- The Countess").await;
        page.type_text(" More.").await;
        says(&desk, "One's own words. More. -- The Countess").await;
        write_as(&desk, "ada@").await;
        says(&desk, "One's own words. More. -- Ada, engines").await;
        // What the person changed is theirs.
        desk.in_text("the cursor is at the end", CURSOR_AT_END)
            .await;
        page.type_text(", London").await;
        write_as(&desk, "countess@").await;
        // What is exchanged is so within a task or two of the reader's.
        tokio::time::sleep(Duration::from_millis(500)).await;
        says(&desk, "One's own words. More. -- Ada, engines, London").await;
        page.the("button", "Discard").await.click().await;
        page.the("button", "Compose").await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn the_signature_above_a_quote_is_exchanged_there() {
    let desk = Desk::demo().await;
    let page = desk.page();
    write_as_two(&desk).await;
    page.the_one_with("row", "Welcome aboard")
        .await
        .click()
        .await;
    page.the("heading", "Welcome aboard").await;
    page.type_text("r").await;
    page.the("dialog", "Re: Welcome aboard").await;
    let order = |signature: &str| {
        format!(
            "(() => {{
                const text = (field.value ?? field.innerText).replace(/\\s+/g, ' ');
                const at = ['Yes.', '-- {signature}', 'wrote:'].map(it => text.indexOf(it));
                return at[0] === 0 && at[0] < at[1] && at[1] < at[2]
                    && text.split('-- ').length === 2;
            }})()"
        )
    };
    desk.write("Yes.").await;
    for (address, signature) in [
        ("countess@", "The Countess"),
        ("ada@", "Ada, engines"),
        ("countess@", "The Countess"),
    ] {
        write_as(&desk, address).await;
        desk.in_text(signature, &order(signature)).await;
    }
}

/// A plain text is answered as one, one with a picture in it as a rich one.
#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn an_answer_is_typed_at_once_above_the_quote_or_below_it() {
    let desk = Desk::demo().await;
    let page = desk.page();
    for (setting, is_below) in [
        ("Write above the quote", false),
        ("Write below the quote", true),
    ] {
        set(&desk, "Writing").await;
        page.the("radio", setting).await.click().await;
        page.the("link", "Mail").await.click().await;
        for subject in ["Welcome aboard", "She is going to look like this"] {
            page.the_one_with("row", subject).await.click().await;
            page.the("heading", subject).await;
            page.type_text("r").await;
            page.the("dialog", &format!("Re: {subject}")).await;
            let is_ready = "(field.value ?? field.innerText).includes('wrote:')
                && document.activeElement === (field.tagName === 'TEXTAREA'
                    ? field : field.ownerDocument.defaultView.frameElement)";
            desk.in_text("one can type", is_ready).await;
            page.type_text("Yes, gladly.").await;
            let stands = format!(
                "(() => {{
                    const text = (field.value ?? field.innerText).trim();
                    const at = [text.indexOf('wrote:'), text.indexOf('Yes, gladly.')];
                    return {is_below} ? at[0] < at[1] && text.endsWith('Yes, gladly.') : at[1] === 0;
                }})()"
            );
            desk.in_text(setting, &stands).await;
            page.the("button", "Discard").await.click().await;
            page.the("button", "Compose").await;
        }
    }
}

const CURSOR_AT_BEGIN: &str = "(() => {
    dialog.querySelector('.composer-focus').focus();
    field.setSelectionRange?.(0, 0);
    if (field.tagName !== 'TEXTAREA') field.ownerDocument.getSelection().collapse(field.firstChild, 0);
    return field.tagName === 'TEXTAREA' || field.isContentEditable;
})()";

const CURSOR_AT_END: &str = "(() => {
    dialog.querySelector('.composer-focus').focus();
    field.setSelectionRange?.(field.value.trimEnd().length, field.value.trimEnd().length);
    if (field.tagName !== 'TEXTAREA') {
        const all = field.ownerDocument.createTreeWalker(field, NodeFilter.SHOW_TEXT);
        let last = null;
        while (all.nextNode()) if (all.currentNode.nodeValue.trim()) last = all.currentNode;
        field.ownerDocument.getSelection().collapse(last, last.nodeValue.length);
    }
    return true;
})()";

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_letter_becomes_a_template_which_begins_another() {
    let desk = Desk::demo().await;
    let page = desk.page();
    write_as_two(&desk).await;
    desk.begin().await;
    let subject = page.the("textbox", "Subject").await;
    subject.type_text("Tides of {date}").await;
    desk.in_text("the cursor is above", CURSOR_AT_BEGIN).await;
    page.type_text("Dear {name},").await;
    page.press(Key::Enter).await;
    page.type_text("it is {date}.{cursor} Yours, {me}").await;
    let more = page.the("button", "More for this message").await;
    more.click().await;
    page.the("menuitem", "Save as template").await.click().await;
    page.reads("Saved as a template: “Tides of {date}”").await;
    page.the("button", "Discard").await.click().await;
    set(&desk, "Templates").await;
    page.the_one_with("button", "Tides of {date}")
        .await
        .click()
        .await;
    page.the("button", "Write a message with it")
        .await
        .click()
        .await;
    let composer = page.the_one_with("dialog", "Tides of ").await;
    assert!(!composer.name().contains('{'), "{}", composer.name());
    let date = composer.name().trim_start_matches("Tides of ").to_owned();
    // Its own signature, once; whom it goes to nobody knows yet.
    says(
        &desk,
        &format!("Dear {{name}}, it is {date}. Yours, Ada Lovelace -- Ada, engines"),
    )
    .await;
    assert_eq!(page.console().await, Vec::<String>::new());
}
