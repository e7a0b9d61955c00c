//! What a letter is beside its words: pictures in its text, and what it asks for.

use crate::stage::Desk;
use e2e::browser::{Element, Key};
use e2e::fixture::Postfix;
use e2e::scene::USER;
use serde_json::json;

/// A picture of 40 by 40 points, as a file.
const PICTURE: &str = "await (async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 40 });
    canvas.getContext('2d').fillRect(0, 0, 40, 40);
    const blob = await new Promise(done => canvas.toBlob(done));
    return new File([blob], 'dot.png', { type: 'image/png' });
})()";

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn a_picture_is_dropped_into_the_text_dragged_there_and_arrives_within_it() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    desk.begin().await;
    let to = format!("{USER}@{}", Postfix::DOMAIN);
    desk.fill_in(&to, "A dot", "Before").await;
    page.press(Key::Enter).await;
    page.type_text("After").await;
    let drop = format!(
        "(async () => {{
            const body = document.querySelector('.editor iframe').contentDocument.body;
            const data = new DataTransfer();
            data.items.add({PICTURE});
            const at = body.lastElementChild.getBoundingClientRect();
            const how = {{ dataTransfer: data, bubbles: true, cancelable: true,
                clientX: at.right, clientY: at.top + 4 }};
            const event = body.ownerDocument.defaultView.DragEvent;
            return !body.dispatchEvent(new event('drop', how));
        }})()"
    );
    assert_eq!(page.evaluate(&drop).await, json!(true));
    let is_shown = "field.querySelector('img')?.naturalWidth === 40";
    desk.in_text("the picture is shown", is_shown).await;
    let order = "[...field.querySelectorAll('img, div')]
        .map(it => it.tagName === 'IMG' ? 'dot' : it.textContent).join()";
    desk.in_text("at its place", &format!("{order} === 'Before,After,dot'"))
        .await;
    // The browser itself moves what is its own, and undoes it.
    let at = "(() => {
        const frame = document.querySelector('.editor iframe').getBoundingClientRect();
        const body = document.querySelector('.editor iframe').contentDocument.body;
        const img = body.querySelector('img').getBoundingClientRect();
        const line = body.firstElementChild.getBoundingClientRect();
        return [frame.x + img.x + 20, frame.y + img.y + 20, frame.x + line.x + 1, frame.y + line.y + 8];
    })()";
    let at: Vec<f64> = serde_json::from_value(page.evaluate(at).await).expect("places");
    page.drag((at[0], at[1]), (at[2], at[3])).await;
    desk.in_text(
        "it stands first",
        &format!("{order} === 'Before,dot,After'"),
    )
    .await;
    desk.in_text("and is shown", is_shown).await;
    desk.send().await;
    let arrived = desk.has("INBOX", 1).await.remove(0);
    for part in [
        "multipart/related",
        "multipart/alternative",
        "Content-Type: image/png",
        "src=3D\"cid:",
        "dot.png",
    ] {
        assert!(arrived.contains(part), "{part}: {arrived}");
    }
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn priority_receipt_and_notices_are_asked_for_and_no_copy_is_kept() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    desk.begin().await;
    let to = format!("{USER}@{}", Postfix::DOMAIN);
    desk.fill_in(&to, "Urgent", "Now.").await;
    let composer = page.the("dialog", "Urgent").await;
    for line in [
        "Ask for a read receipt",
        "Ask to be told of its delivery",
        "Keep a copy",
        "High",
    ] {
        let buttons = composer.all("button").await;
        let more = buttons
            .iter()
            .find(|one| one.name() == "More for this message");
        more.expect("it has a menu").click().await;
        line_of(&desk, line).await.click().await;
    }
    desk.send().await;
    page.reads("Sent: “Urgent”").await;
    // The letter, and the word that it was delivered.
    let arrived = desk.has("INBOX", 2).await;
    let is_report = |one: &&String| one.contains("report-type=delivery-status");
    let letter = arrived.iter().find(|one| !is_report(one));
    let letter = letter.expect("it arrived");
    assert!(letter.contains("Disposition-Notification-To:"), "{letter}");
    assert!(letter.contains("X-Priority: 2 (High)"), "{letter}");
    assert!(arrived.iter().any(|one| is_report(&one)), "{arrived:?}");
    desk.has("Drafts", 0).await;
    assert!(desk.messages("Sent").is_empty());
}

/// A line of the menu that is open, whatever kind it is.
async fn line_of(desk: &Desk, line: &str) -> Element {
    let what = format!("the line {line}");
    let found = e2e::wait::until(&what, || async {
        for role in ["menuitemcheckbox", "menuitemradio", "menuitem"] {
            if let Some(found) = desk.page().find_with(role, line).await {
                return Some(found);
            }
        }
        None
    });
    found.await.0
}
