//! What is typed as Markdown, and templates with what is known when they are used.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Browser, Key, Page, Scheme};
use e2e::fixture::Porthole;
use e2e::pictures::pictured;
use e2e::wait;

async fn log_in(page: &Page, porthole: &Porthole, path: &str) {
    page.look(1440, 900, Scheme::Light).await;
    page.go(&porthole.url(path)).await;
    let user = page.the("textbox", "User name").await;
    user.type_text("demo").await;
    let password = page.the("textbox", "Password").await;
    password.type_text("demo").await;
    page.press(Key::Enter).await;
}

async fn write_over(page: &Page, field: &str, text: &str) {
    let field = page.the("textbox", field).await;
    field.click().await;
    field.call("function() { this.select() }").await;
    page.type_text(text).await;
}

/// What the text field of the composer says.
async fn typed(page: &Page) -> String {
    let text = page.the("textbox", "Text of the message").await;
    let value = text.call("function() { return this.value }").await;
    value.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn markdown_arrives_as_it_was_typed_and_as_it_was_meant() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    log_in(page, &porthole, "/settings/writing").await;
    page.the("radio", "Plain text in Markdown")
        .await
        .click()
        .await;
    page.reads("Saved in your account").await;
    page.the("link", "Mail").await.click().await;
    page.the_one_with("row", "Welcome aboard").await;
    page.type_text("c").await;
    page.the("dialog", "New message").await;
    page.reads("Markdown").await;
    let to = page.the("combobox", "To").await;
    to.type_text("demo@demo.example").await;
    page.press(Key::Tab).await;
    let subject = page.the("textbox", "Subject").await;
    subject.type_text("Tides").await;
    let text = page.the("textbox", "Text of the message").await;
    text.type_text("High *water* at:\n\n- four\n- five\n\n<b>plain</b>")
        .await;
    pictured(page, "composer-markdown").await;
    page.the("button", "Send").await.click().await;
    page.reads("Sent: “Tides”").await;
    page.the_one_with("row", "Tides").await.click().await;
    page.the("heading", "Tides").await;
    let shown = "(() => {
        const document = window.document.querySelector('iframe')?.contentDocument;
        return document?.body?.innerHTML ?? '';
    })()";
    let (markup, _) = wait::until("the letter is shown", || async {
        let markup = page.evaluate(shown).await;
        let markup = markup.as_str().unwrap_or_default().to_owned();
        markup.contains("four").then_some(markup)
    })
    .await;
    assert!(markup.contains("<em>water</em>"), "{markup}");
    assert!(markup.contains("<li>four</li>"), "{markup}");
    assert!(markup.contains("&lt;b&gt;plain"), "{markup}");
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_template_speaks_to_whom_the_letter_goes() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    log_in(page, &porthole, "/settings/templates").await;
    page.the("button", "Add template").await.click().await;
    write_over(page, "Name", "Thanks").await;
    write_over(page, "Subject", "Thank you, {first_name}").await;
    let body = "Dear {first_name},\n\n{cursor}\n\n{me} to {address}, {subject}. {unknown}";
    write_over(page, "Text", body).await;
    page.reads("the recipient’s first name").await;
    pictured(page, "settings-placeholders").await;
    page.reads("Saved in your account").await;
    page.the("link", "Writing").await.click().await;
    page.the("radio", "Plain text").await.click().await;
    page.reads("Saved in your account").await;
    page.the("link", "Mail").await.click().await;
    page.the_one_with("row", "Welcome aboard").await;
    for format in ["plain", "rich"] {
        page.type_text("c").await;
        page.the("dialog", "New message").await;
        let to = page.the("combobox", "To").await;
        to.type_text("Ada Lovelace <ada@example.org>,").await;
        page.press(Key::Tab).await;
        page.the("textbox", "Text of the message")
            .await
            .click()
            .await;
        if format == "rich" {
            page.the("button", "More for this message")
                .await
                .click()
                .await;
            page.the("menuitemcheckbox", "Rich text")
                .await
                .click()
                .await;
            page.the("toolbar", "Formatting").await;
        }
        page.the("button", "More for this message")
            .await
            .click()
            .await;
        page.the("menuitem", "Thanks").await.click().await;
        page.the("dialog", "Thank you, Ada").await;
        page.type_text("It came.").await;
        let said = match format {
            "plain" => typed(page).await,
            _ => {
                let text =
                    "document.querySelector('.composer iframe').contentDocument.body.innerText";
                let text = page.evaluate(text).await;
                text.as_str().unwrap_or_default().to_owned()
            }
        };
        let said: Vec<&str> = said.split_whitespace().collect();
        let said = said.join(" ");
        assert!(said.starts_with("Dear Ada, It came. "), "{format}: {said}");
        assert!(
            said.contains("to ada@example.org, Thank you, Ada. {unknown}"),
            "{format}: {said}"
        );
        page.the("button", "Discard").await.click().await;
    }
    assert_eq!(page.console().await, Vec::<String>::new());
}
