//! What a setting says is what comes of it, seen where it has its effect.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Key, Page};
use e2e::demo::{Demo, WELCOME};
use serde_json::json;
use std::time::Duration;

/// The letter whose body is HTML and text.
const NEWSLETTER: &str = "The Tide Table no. 112";
/// What stands in the text of the letter that is written.
const TEXT: &str = "(() => {
    const field = document.querySelector('.composer .editor-plain')
        ?? document.querySelector('.composer iframe')?.contentDocument?.body;
    return (field?.value ?? field?.innerText ?? '').trim();
})()";

/// Goes to a section of the settings, does something there, and comes back to the list.
async fn set(page: &Page, section: &str, role: &str, name: &str) {
    page.the("link", "Settings").await.click().await;
    page.the("heading", "Appearance").await;
    page.the("link", section).await.click().await;
    page.the("heading", section).await;
    page.the(role, name).await.click().await;
    page.reads("Saved in your account").await;
    back(page).await;
}

async fn back(page: &Page) {
    page.the("link", "Mail").await.click().await;
    page.the_one_with("row", WELCOME).await;
}

async fn give_up(page: &Page) {
    page.the("button", "Discard").await.click().await;
    page.becomes("document.querySelector('.composer') === null", json!(true))
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_is_set_of_writing_is_seen_in_the_next_letter() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    for (name, expected) in [
        ("Plain text", json!([true, false, false])),
        ("Plain text in Markdown", json!([true, false, true])),
        ("Rich text", json!([false, true, false])),
    ] {
        set(page, "Writing", "radio", name).await;
        page.type_text("c").await;
        page.the("dialog", "New message").await;
        let kind = "['.editor-plain', '.editor-tools', '.composer-markdown']
            .map(kind => !!document.querySelector('.composer ' + kind))";
        page.becomes(kind, expected).await;
        give_up(page).await;
    }
    set(page, "Writing", "radio", "Plain text").await;
    set(page, "Writing", "checkbox", "Quote the message").await;
    demo.open(WELCOME).await;
    page.the("button", "Reply").await;
    page.type_text("r").await;
    page.the("dialog", &format!("Re: {WELCOME}")).await;
    // Long enough for a quote to come.
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(page.evaluate(TEXT).await, json!(""));
    give_up(page).await;

    // With 0 seconds a letter is gone at once, with 5 it can be called back.
    for (seconds, is_offered) in [("0", false), ("5", true)] {
        page.the("link", "Settings").await.click().await;
        page.the("heading", "Appearance").await;
        page.the("link", "Writing").await.click().await;
        let field = page
            .the("textbox", "Seconds in which a message can be called back")
            .await;
        field.click().await;
        field.call("function() { this.select() }").await;
        page.type_text(seconds).await;
        page.reads("Saved in your account").await;
        back(page).await;
        page.type_text("c").await;
        page.the("dialog", "New message").await;
        page.type_text("ada@example.org").await;
        page.press(Key::Enter).await;
        page.the("textbox", "Subject").await.type_text("Once").await;
        page.the("button", "Send").await.click().await;
        page.becomes("document.querySelector('.toast') !== null", json!(true))
            .await;
        let offer = "document.querySelector('.toast-offer') !== null";
        assert_eq!(page.evaluate(offer).await, json!(is_offered), "{seconds}");
        // What it says goes on changing until it is sent.
        let dismissed =
            "(document.querySelectorAll('.toast .icon-button').forEach(one => one.click()),
            document.querySelector('.toast') === null)";
        page.becomes(dismissed, json!(true)).await;
    }

    // Who was written to is proposed, or not.
    for is_proposed in [true, false] {
        page.type_text("c").await;
        page.the("dialog", "New message").await;
        page.type_text("ada@ex").await;
        if is_proposed {
            page.the_one_with("option", "ada@example.org").await;
            page.press(Key::Escape).await;
        } else {
            tokio::time::sleep(Duration::from_secs(2)).await;
            let none = page.find_with("option", "ada@example.org").await;
            assert!(none.is_none());
        }
        give_up(page).await;
        if is_proposed {
            set(
                page,
                "Writing",
                "checkbox",
                "Suggest people I have written to",
            )
            .await;
        }
    }
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_is_set_of_reading_is_seen_in_the_next_message() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    let unread = "document.querySelectorAll('[role=row].is-unread').length";
    for (name, moments) in [
        ("Never by itself", vec![(5_000, false)]),
        ("After 3 seconds", vec![(1_000, false), (4_000, true)]),
        ("At once", vec![(1_000, true)]),
    ] {
        set(page, "Reading", "radio", name).await;
        let before = page.evaluate(unread).await.as_u64().unwrap();
        let open = "document.querySelector('[role=row].is-unread').click()";
        page.evaluate(open).await;
        page.the("button", "Reply").await;
        for (after, is_read) in moments {
            tokio::time::sleep(Duration::from_millis(after)).await;
            let now = page.evaluate(unread).await.as_u64().unwrap();
            assert_eq!(now < before, is_read, "{name}, {after} ms later");
        }
        page.type_text("u").await;
    }
    demo.open(NEWSLETTER).await;
    let is_framed =
        "document.querySelector('.message-frame iframe, iframe.message-frame') !== null";
    page.becomes(is_framed, json!(true)).await;
    set(
        page,
        "Reading",
        "checkbox",
        "Plain text, where there is one",
    )
    .await;
    demo.open(NEWSLETTER).await;
    page.becomes(
        "document.querySelector('.message-text, .text-block') !== null",
        json!(true),
    )
    .await;
    page.becomes(is_framed, json!(false)).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn each_column_goes_and_comes_by_its_name() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    set(page, "Appearance", "radio", "Compact, one line each").await;
    set(page, "Appearance", "radio", "Message below the list").await;
    let mut faults = Vec::new();
    for (name, mark) in [
        ("From or to", ".row-people"),
        ("First words", ".row-preview"),
        (
            "Answered, forwarded",
            ".row-mark:is([aria-label*=nswered], [aria-label*=orwarded])",
        ),
        ("Attachment", ".row-mark[aria-label*=ttachment]"),
        ("Size", ".row-size"),
        ("Date", ".row-date"),
        ("Flag", ".row-flag"),
    ] {
        let shown = format!(
            "[...document.querySelectorAll('[role=row] {mark}')].filter(one => one.checkVisibility() && one.offsetWidth > 0).length > 0"
        );
        let mut seen = vec![page.evaluate(&shown).await];
        for _ in 0..2 {
            set(page, "Appearance", "checkbox", name).await;
            tokio::time::sleep(Duration::from_millis(500)).await;
            seen.push(page.evaluate(&shown).await);
        }
        if seen[0] == seen[1] || seen[0] != seen[2] {
            let row = page
                .evaluate("document.querySelector('[role=row]').outerHTML.slice(0, 900)")
                .await;
            faults.push(format!("{name}: {seen:?} {row}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_letter_stays_open_while_the_language_changes() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    set(page, "Writing", "radio", "Plain text").await;
    page.type_text("c").await;
    page.the("dialog", "New message").await;
    page.type_text("ada@example.org").await;
    page.press(Key::Enter).await;
    page.the("textbox", "Subject")
        .await
        .type_text("Half a letter")
        .await;
    page.press(Key::Tab).await;
    page.type_text("The first words, and the last").await;
    page.becomes(TEXT, json!("The first words, and the last"))
        .await;
    page.the("link", "Settings").await.click().await;
    page.the("radio", "Deutsch").await.click().await;
    page.the("heading", "Darstellung").await;
    page.becomes("document.documentElement.lang.slice(0, 2)", json!("de"))
        .await;
    page.the("dialog", "Half a letter").await;
    page.becomes(TEXT, json!("The first words, and the last"))
        .await;
    let chips =
        "[...document.querySelectorAll('.composer .chip')].map(chip => chip.innerText.trim())";
    page.becomes(chips, json!(["ada@example.org"])).await;
    page.the("button", "Senden").await;
    assert_eq!(page.console().await, Vec::<String>::new());
}
