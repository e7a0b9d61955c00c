//! More to be pictured and judged: the page in other languages than English, what
//! opens beside a message, and what is not there.

use e2e::browser::Key;
use e2e::demo::{Demo, WELCOME};
use e2e::pictures::pictured_where;
use serde_json::json;

/// The languages that ask most of a page's shape: from right to left, of long
/// words, and without spaces. Each with the names of its pictures.
const LANGUAGES: [(&str, [&str; 5]); 3] = [
    (
        "ar",
        [
            "arabic-login",
            "arabic-list",
            "arabic-letter",
            "arabic-composer",
            "arabic-settings",
        ],
    ),
    (
        "de",
        [
            "german-login",
            "german-list",
            "german-letter",
            "german-composer",
            "german-settings",
        ],
    ),
    (
        "ja",
        [
            "japanese-login",
            "japanese-list",
            "japanese-letter",
            "japanese-composer",
            "japanese-settings",
        ],
    ),
];

/// Colours are the same in all languages.
fn by_day(look: &str) -> bool {
    matches!(look, "wide-light" | "phone-light")
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn the_pages_are_pictured_in_languages_of_another_shape() {
    for (language, [login, list, letter, composer, settings]) in LANGUAGES {
        let demo = Demo::start().await;
        let page = demo.page();
        page.go(&demo.porthole.url("/login")).await;
        page.evaluate(&format!(
            "localStorage.setItem('porthole.language', '{language}')"
        ))
        .await;
        page.go(&demo.porthole.url("/login")).await;
        let form = "document.querySelectorAll('.login-form input').length > 1";
        demo.becomes(form, json!(true)).await;
        pictured_where(page, login, by_day).await;
        for field in ["text", "password"] {
            let focus = format!("document.querySelector('.login-form [type={field}]').focus()");
            page.evaluate(&focus).await;
            page.type_text("demo").await;
        }
        page.press(Key::Enter).await;
        demo.row(WELCOME).await;
        demo.becomes("document.querySelector('.acting') !== null", json!(true))
            .await;
        pictured_where(page, list, by_day).await;
        demo.open(WELCOME).await;
        pictured_where(page, letter, by_day).await;
        page.type_text("c").await;
        demo.becomes(
            "document.querySelector('.composer .editor-tools') !== null",
            json!(true),
        )
        .await;
        pictured_where(page, composer, by_day).await;
        page.press(Key::Escape).await;
        page.go(&demo.porthole.url("/settings/appearance")).await;
        demo.becomes(
            "document.querySelector('.setting-choice') !== null",
            json!(true),
        )
        .await;
        pictured_where(page, settings, by_day).await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_opens_beside_a_message_and_what_is_not_there_is_pictured() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.open("Gale warning for tonight").await;
    page.the("button", "Reply").await;
    page.the("button", "Details").await.click().await;
    page.the("button", "Fewer details").await;
    pictured_where(page, "message-details", by_day).await;
    // Names in another direction than the page's keep their distance.
    let gap = "(() => {
        document.documentElement.dir = 'rtl';
        const [names, button] = ['.byline-names', '.byline-to > .link-button']
            .map(one => document.querySelector(one).getBoundingClientRect());
        document.documentElement.dir = 'ltr';
        return Math.round(names.left - button.right);
    })()";
    assert_eq!(
        page.evaluate(gap).await,
        json!(0),
        "the button's own padding"
    );
    page.type_text("/").await;
    page.type_text("kittiwake").await;
    page.press(Key::Enter).await;
    page.reads("9 found").await;
    page.the("button", "Search everywhere").await.click().await;
    demo.becomes(
        "document.querySelector('.row-mailbox') !== null",
        json!(true),
    )
    .await;
    pictured_where(page, "list-everywhere", by_day).await;
    page.go(&demo.porthole.url("/mail/INBOX/999999")).await;
    page.reads("This message is no longer there").await;
    pictured_where(page, "message-missing", by_day).await;
}
