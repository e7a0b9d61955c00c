//! Criteria of WCAG 2.2 that are about more than a page: help that stands where it
//! stood (3.2.6), nothing that is asked for twice (3.3.7), and what comes with the
//! pointer, which can be gone to and sent away (1.4.13).

use e2e::browser::{Key, Page};
use e2e::demo::{Demo, WELCOME};
use e2e::fixture::Message;
use e2e::scene::Scene;
use serde_json::json;

/// What the bar of tasks says, in its order.
const TASKS: &str = "[...document.querySelectorAll('.task-bar .task')]
    .filter(task => task.checkVisibility()).map(task => task.textContent.trim())";

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn help_stands_in_the_same_place_on_every_page() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    page.the("button", "Compose").await;
    let tasks = page.evaluate(TASKS).await;
    let names = tasks.as_array().cloned().unwrap_or_default();
    assert!(names.contains(&json!("Shortcuts")), "{tasks}");
    for (path, heading) in [
        ("/mail/Archive", "Archive"),
        ("/contacts", "Contacts"),
        ("/settings/reading", "Reading"),
        ("/settings/account", "Account"),
    ] {
        page.go(&demo.porthole.url(path)).await;
        page.the("heading", heading).await;
        page.the("button", "Compose").await;
        page.becomes(TASKS, tasks.clone()).await;
        page.the("button", "Shortcuts").await.click().await;
        page.the("dialog", "Keyboard shortcuts").await;
        page.press(Key::Escape).await;
        gone(page, "dialog[open]").await;
    }
}

async fn gone(page: &Page, selector: &str) {
    let is_there = format!("document.querySelector('{selector}') !== null");
    page.becomes(&is_there, json!(false)).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_was_told_is_not_asked_for_again() {
    let demo = Demo::start().await;
    let page = demo.page();
    page.go(&demo.porthole.url("/login")).await;
    for (field, text) in [("User name", "demo"), ("Password", "wrong")] {
        page.the("textbox", field).await.type_text(text).await;
    }
    page.press(Key::Enter).await;
    page.the_one_with("alert", "").await;
    // Who was refused types their password, and nothing else.
    let user = page.the("textbox", "User name").await;
    let said = user.call("function() { return this.value }").await;
    assert_eq!(said, json!("demo"));
    page.type_text("demo").await;
    page.press(Key::Enter).await;
    demo.row(WELCOME).await;
    page.reload().await;
    demo.open(WELCOME).await;
    // An answer knows to whom it goes, and about what.
    page.the("button", "Reply").await.click().await;
    let composer = page.the_one_with("dialog", "Re: Welcome aboard").await;
    let words = composer.text().await;
    assert!(
        words.contains("hello@porthole.example.org") || words.contains("Porthole"),
        "{words}"
    );
    let subject = page.the("textbox", "Subject").await;
    let said = subject.call("function() { return this.value }").await;
    assert_eq!(said, json!("Re: Welcome aboard"));
}

/// Whether what is chosen so is shown.
fn shown(selector: &str) -> String {
    format!("document.querySelector('{selector}')?.checkVisibility() ?? false")
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_comes_with_the_pointer_can_be_gone_to_and_sent_away() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    page.becomes("document.querySelector('.hint') !== null", json!(true))
        .await;
    let hint = shown(".hint.is-shown");
    let sort = page.the("button", "Sort").await;
    let (x, y) = sort.middle().await;
    page.point_at((x, y)).await;
    page.becomes(&hint, json!(true)).await;
    // A step at a time across what lies between.
    let foot = "function() { return this.getBoundingClientRect().bottom }";
    let foot = sort.call(foot).await.as_f64().unwrap();
    for down in 0..14 {
        page.point_at((x, foot + f64::from(down))).await;
        assert_eq!(page.evaluate(&hint).await, json!(true), "{down} below");
    }
    page.press(Key::Escape).await;
    page.becomes(&hint, json!(false)).await;

    // Escape sends the hint away, and not what it would close without one.
    demo.open(WELCOME).await;
    let archive = page.the("button", "Archive").await;
    page.point_at(archive.middle().await).await;
    page.becomes(&hint, json!(true)).await;
    page.press(Key::Escape).await;
    page.becomes(&hint, json!(false)).await;
    page.the("heading", WELCOME).await;
    page.press(Key::Escape).await;
    page.becomes(
        "document.querySelector('.message-pane h1') === null",
        json!(true),
    )
    .await;

    // Buttons over a row's end.
    let row = demo.row(WELCOME).await;
    page.point_at(row.middle().await).await;
    let acts = shown(".row-acts");
    page.becomes(&acts, json!(true)).await;
    let end =
        "(() => { const at = document.querySelector('.row-act:last-child').getBoundingClientRect();
        return [at.left + 5, at.top + 5]; })()";
    let end = page.evaluate(end).await;
    let end = (end[0].as_f64().unwrap(), end[1].as_f64().unwrap());
    page.point_at(end).await;
    assert_eq!(page.evaluate(&acts).await, json!(true));
    page.press(Key::Escape).await;
    page.becomes(&acts, json!(false)).await;
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    assert_eq!(page.evaluate(&acts).await, json!(false), "while it rests");
    page.point_at((end.0 - 60.0, end.1)).await;
    page.becomes(&acts, json!(true)).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn where_a_link_leads_can_be_read_at_the_foot_of_the_pane() {
    let letter = Message::new("A link")
        .html("<p style=\"height:300px\"><a href=\"https://engines.example/notes\">Notes</a>");
    let scene = Scene::direct(|maildir| maildir.fill(1, |_| (letter.bytes(), "S"))).await;
    let page = scene.page();
    scene.log_in("A link").await;
    scene.open("A link").await;
    scene.frame_reads("Notes").await;
    let link = "(() => {
        const frame = document.querySelector('main iframe'), at = frame.getBoundingClientRect();
        const link = frame.contentDocument.querySelector('a').getBoundingClientRect();
        return [at.x + link.x + 5, at.y + link.y + 5];
    })()";
    let link = page.evaluate(link).await;
    let link = (link[0].as_f64().unwrap(), link[1].as_f64().unwrap());
    let told = shown(".link-target");
    page.point_at(link).await;
    page.becomes(&told, json!(true)).await;
    page.press(Key::Shift).await;
    page.becomes(&told, json!(false)).await;
    page.point_at((link.0, link.1 + 60.0)).await;
    page.point_at(link).await;
    page.becomes(&told, json!(true)).await;
    let foot = "(() => { const at = document.querySelector('.link-target').getBoundingClientRect();
        return [at.left + 20, at.top + 8]; })()";
    let foot = page.evaluate(foot).await;
    page.point_at((foot[0].as_f64().unwrap(), foot[1].as_f64().unwrap()))
        .await;
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
    assert_eq!(page.evaluate(&told).await, json!(true), "while it is read");
    page.point_at((10.0, 10.0)).await;
    page.becomes(&told, json!(false)).await;
}
