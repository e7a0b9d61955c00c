//! What happens on a click: a new tab that knows nothing of the app, to the
//! address that was shown before.

use e2e::browser::{Key, Page, Scheme};
use e2e::fixture::{Elsewhere, Message};
use e2e::scene::Scene;
use serde_json::json;
use std::time::Duration;

const SUBJECT: &str = "Where links lead";

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_link_opens_what_was_shown_in_a_tab_that_knows_nothing_of_the_app() {
    let elsewhere = Elsewhere::start().await;
    let scene = Scene::before(&elsewhere, |maildir| {
        let message = Message::new(SUBJECT).html(
            "<p><a id=shop href='http://user:word@Shop.example/new?id=7&utm_source=mail'>Our shop</a>\
             <p><a id=way href='https://l.facebook.com/l.php?u=https%3A%2F%2Fshop.example%2F'>Here</a>\
             <p><a id=down href='#end'>Down</a><p style='height:3000px'>&nbsp;<p id=end>The end",
        );
        maildir.fill(1, |_| (message.bytes(), "S"));
    })
    .await;
    let page = scene.page();
    scene.log_in(SUBJECT).await;
    scene.open(SUBJECT).await;
    scene.frame_reads("Our shop").await;

    hover(page, "m-way").await;
    target_reads(page, "https://shop.example/ (by way of l.facebook.com)").await;
    hover(page, "m-shop").await;
    target_reads(page, "http://shop.example/new?id=7").await;
    let (x, y) = place(page, "m-shop").await;
    page.click_at(x, y).await;
    let (head, _) = e2e::wait::until("the shop is asked", || async {
        let heard = elsewhere.heard();
        heard
            .into_iter()
            .find(|head| head.starts_with("GET /new?id=7 "))
    })
    .await;
    assert!(!head.to_lowercase().contains("\nreferer:"), "{head}");
    assert_eq!(page.windows().await, 2);
    let targets = page.devtools("Target.getTargets", json!({})).await;
    let tab = targets["targetInfos"].as_array().into_iter().flatten();
    let tab = tab.into_iter().find(|tab| {
        tab["url"]
            .as_str()
            .is_some_and(|url| url.contains("shop.example"))
    });
    assert_eq!(
        tab.expect("there is a tab")["canAccessOpener"],
        json!(false)
    );
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_link_within_a_message_scrolls_to_its_place() {
    let elsewhere = Elsewhere::start().await;
    let scene = Scene::before(&elsewhere, |maildir| {
        let message = Message::new(SUBJECT).html(
            "<p><a id=down href='#end'>Down</a><p style='height:3000px'>&nbsp;<p><a name=end>The end</a>",
        );
        maildir.fill(1, |_| (message.bytes(), "S"));
    })
    .await;
    let page = scene.page();
    scene.log_in(SUBJECT).await;
    scene.open(SUBJECT).await;
    scene.frame_reads("Down").await;
    let before = page.url().await;
    let (x, y) = place(page, "m-down").await;
    page.click_at(x, y).await;
    e2e::wait::until("the end is in sight", || async {
        let (_, y) = place(page, "m-end").await;
        (0.0..800.0).contains(&y).then_some(())
    })
    .await;
    assert_eq!(page.url().await, before);
    assert_eq!(page.windows().await, 1);
    let inside = "document.querySelector('main iframe').contentWindow.location.href";
    let inside = page.evaluate(inside).await;
    assert!(
        inside
            .as_str()
            .is_some_and(|url| url.ends_with("/frame/blocked.html")),
        "{inside}"
    );
}

/// The middle of an element in the message's frame, as the window has it.
async fn place(page: &Page, id: &str) -> (f64, f64) {
    let script = format!(
        "(() => {{
            const frame = document.querySelector('main iframe');
            const outer = frame.getBoundingClientRect();
            const inner = frame.contentDocument.getElementById('{id}').getBoundingClientRect();
            return [outer.x + inner.x + inner.width / 2, outer.y + inner.y + inner.height / 2];
        }})()"
    );
    let place = page.evaluate(&script).await;
    let number = |at: usize| place[at].as_f64().unwrap_or(-1.0);
    (number(0), number(1))
}

async fn hover(page: &Page, id: &str) {
    let (x, y) = place(page, id).await;
    let moved = json!({ "type": "mouseMoved", "x": x, "y": y });
    page.devtools("Input.dispatchMouseEvent", moved).await;
}

async fn target_reads(page: &Page, expected: &str) {
    e2e::wait::until(expected, || async {
        let shown = page
            .evaluate("document.querySelector('.link-target')?.innerText")
            .await;
        (shown.as_str() == Some(expected)).then_some(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_finger_is_shown_where_a_link_leads_before_it_opens() {
    let elsewhere = Elsewhere::start().await;
    let scene = Scene::before(&elsewhere, |maildir| {
        let message = Message::new(SUBJECT).html(
            "<p><a id=shop href='http://user:word@Shop.example/new?id=7&utm_source=mail'>https://bank.example/</a>\
             <p style='margin-top:40px'><a id=way href='https://l.facebook.com/l.php?u=https%3A%2F%2Fshop.example%2F'>Here</a>\
             <p style='margin-top:40px'><a id=down href='#end'>Down</a><p style='height:3000px'>&nbsp;<p id=end>The end",
        );
        maildir.fill(1, |_| (message.bytes(), "S"));
    })
    .await;
    let page = scene.page();
    page.look(390, 844, Scheme::Light).await;
    let touched = json!({ "enabled": true, "maxTouchPoints": 5 });
    page.devtools("Emulation.setTouchEmulationEnabled", touched)
        .await;
    scene.log_in(SUBJECT).await;
    scene.open(SUBJECT).await;
    scene.frame_reads("https://bank.example/").await;

    tap(page, "m-shop").await;
    page.the("dialog", "Open this link?").await;
    reads(page, ".link-sheet-address", "http://shop.example/new?id=7").await;
    reads(page, ".link-sheet-host", "shop.example").await;
    e2e::pictures::settled(page).await;
    let picture = e2e::workspace_root().join("artefacts/screenshots/link-sheet.png");
    page.screenshot(&picture).await;
    // Nothing happened yet, and nothing does unless it is wanted.
    page.the("button", "Copy the address").await.click().await;
    page.the("button", "Copied").await;
    page.press(Key::Escape).await;
    gone(page).await;
    assert_eq!(page.windows().await, 1);
    assert!(!asked(&elsewhere), "{:?}", elsewhere.heard());

    tap(page, "m-way").await;
    let way = "https://shop.example/ (by way of l.facebook.com)";
    reads(page, ".link-sheet-way", way).await;
    page.the("button", "Close").await.click().await;
    gone(page).await;

    tap(page, "m-shop").await;
    page.the("link", "Open").await.click().await;
    e2e::wait::until("the shop is asked", || async {
        asked(&elsewhere).then_some(())
    })
    .await;
    gone(page).await;
    // What the shop's own page asks for next, its icon say, may name that page.
    let heard = elsewhere.heard().into_iter();
    for head in heard.filter(|head| head.starts_with("GET /new?id=7 ")) {
        assert!(!head.to_lowercase().contains("\nreferer:"), "{head}");
    }
    assert_eq!(page.windows().await, 2);
}

fn asked(elsewhere: &Elsewhere) -> bool {
    let mut heard = elsewhere.heard().into_iter();
    heard.any(|head| head.starts_with("GET /new?id=7 "))
}

async fn tap(page: &Page, id: &str) {
    let at = place(page, id).await;
    page.touch(&[at], Duration::from_millis(30)).await;
}

async fn reads(page: &Page, selector: &str, expected: &str) {
    let script = format!("document.querySelector('{selector}')?.innerText");
    e2e::wait::until(expected, || async {
        let shown = page.evaluate(&script).await;
        (shown.as_str() == Some(expected)).then_some(())
    })
    .await;
}

async fn gone(page: &Page) {
    e2e::wait::until("the sheet is gone", || async {
        let open = page.evaluate("!!document.querySelector('.link-sheet')");
        (open.await == json!(false)).then_some(())
    })
    .await;
}
