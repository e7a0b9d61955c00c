//! Files of a letter, looked at before it goes out.

use crate::stage::Desk;
use e2e::browser::Key;
use serde_json::json;

/// Drops files on the composer: a picture, a text that would run elsewhere, a PDF,
/// one that only says that it is one, and one that nobody can look at.
const DROP: &str = "(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 60, height: 30 });
    canvas.getContext('2d').fillRect(0, 0, 60, 30);
    const blob = await new Promise(done => canvas.toBlob(done));
    const pdf = '%PDF-1.4\\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\\n'
        + '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\\n'
        + '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\\ntrailer<</Root 1 0 R>>';
    const page = '<script>parent.ran = true</script><p>words</p>';
    const data = new DataTransfer();
    for (const file of [
        new File([blob], 'plan.png', { type: 'image/png' }),
        new File([page], 'page.html', { type: 'text/html' }),
        new File([pdf], 'paper.pdf', { type: 'application/pdf' }),
        new File([page], 'false.pdf', { type: 'application/pdf' }),
        new File(['PK'], 'all.zip', { type: 'application/zip' }),
    ]) data.items.add(file);
    const on = document.querySelector('.composer');
    const how = { dataTransfer: data, bubbles: true, cancelable: true };
    return !on.dispatchEvent(new DragEvent('drop', how));
})()";

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_is_attached_is_looked_at_by_the_rules_for_what_is_read() {
    let desk = Desk::demo().await;
    let page = desk.page();
    desk.begin().await;
    assert_eq!(page.evaluate(DROP).await, json!(true));
    page.the("button", "Open plan.png").await.click().await;
    page.the("dialog", "plan.png").await;
    let shown = "document.querySelector('.viewer img')?.naturalWidth === 60";
    desk.until("the picture is shown", shown).await;
    // By arrows through all that can be shown.
    page.press(Key::Right).await;
    page.the("dialog", "page.html").await;
    page.reads("<script>parent.ran = true</script>").await;
    page.press(Key::Right).await;
    page.the("dialog", "paper.pdf").await;
    let framed = "document.querySelector('.viewer iframe')?.src.startsWith('blob:') === true";
    desk.until("the browser's viewer has it", framed).await;
    page.press(Key::Right).await;
    page.the("dialog", "false.pdf").await;
    let refused = "document.querySelector('.viewer [role=note]') !== null
        && document.querySelector('.viewer iframe') === null";
    desk.until("it is no PDF and not framed", refused).await;
    page.press(Key::Right).await;
    page.the("dialog", "false.pdf").await;
    // Escape closes it, and not the composer.
    page.press(Key::Escape).await;
    desk.until("it is closed", "!document.querySelector('.viewer')")
        .await;
    let is_open = "!document.querySelector('.composer').classList.contains('is-minimised')";
    assert_eq!(page.evaluate(is_open).await, json!(true));
    assert_eq!(page.evaluate("window.ran === undefined").await, json!(true));
    // What can't be shown is saved.
    page.the("button", "Save all.zip").await.click().await;
    assert_eq!(desk.browser.saved_file("all.zip").await, b"PK");
    page.the("button", "Open page.html").await.click().await;
    page.the("dialog", "page.html").await;
    let viewer = page.the("dialog", "page.html").await;
    let save = viewer.all("button").await;
    let save = save.iter().find(|button| button.name() == "Save");
    save.expect("it can be saved").click().await;
    let saved = desk.browser.saved_file("page.html").await;
    assert!(saved.ends_with(b"<p>words</p>"));
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn files_come_by_the_button_and_by_pasting_and_people_as_a_list() {
    let desk = Desk::demo().await;
    let page = desk.page();
    desk.begin().await;
    let hand = |how: &str| {
        format!(
            "(() => {{
                const data = new DataTransfer();
                const composer = document.querySelector('.composer');
                {how}
            }})()"
        )
    };
    let chosen = hand(
        "data.items.add(new File(['one'], 'chosen.bin'));
        data.items.add(new File(['two'], 'other.bin'));
        const field = composer.querySelector('.composer-tools input[type=file]');
        field.files = data.files;
        return field.dispatchEvent(new Event('change', { bubbles: true }));",
    );
    assert_eq!(page.evaluate(&chosen).await, json!(true));
    page.the("button", "Remove chosen.bin").await;
    page.the("button", "Remove other.bin").await;
    let paste = |into: &str, fill: &str| {
        hand(&format!(
            "{fill}
            const how = {{ clipboardData: data, bubbles: true, cancelable: true }};
            return !composer.querySelector('{into}').dispatchEvent(new ClipboardEvent('paste', how));"
        ))
    };
    let file = "data.items.add(new File(['three'], 'pasted.bin'));";
    let pasted = paste(".composer-subject", file);
    assert_eq!(page.evaluate(&pasted).await, json!(true));
    page.the("button", "Remove pasted.bin").await;
    page.reads("11 bytes").await;
    let list = "data.setData('text/plain',
        'Ada Lovelace <ada@example.org>; bob@example.org\\n\"Babbage, Charles\" <charles@example.org>, nobody');";
    let pasted = paste(".people-input", list);
    assert_eq!(page.evaluate(&pasted).await, json!(true));
    for chip in [
        "Ada Lovelace <ada@example.org>",
        "bob@example.org",
        "\"Babbage, Charles\" <charles@example.org>",
        "nobody: this is not an address",
    ] {
        page.the("button", chip).await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn of_more_people_than_a_letter_goes_to_it_is_said_who_is_left_out() {
    let desk = Desk::demo().await;
    let page = desk.page();
    desk.begin().await;
    let paste = "(() => {
        const data = new DataTransfer();
        const all = [...Array(5100).keys()].map(n => `Person ${n} <p${n}@example.org>`);
        data.setData('text/plain', all.join(', '));
        const how = { clipboardData: data, bubbles: true, cancelable: true };
        return !document.querySelector('.composer .people-input').dispatchEvent(new ClipboardEvent('paste', how));
    })()";
    assert_eq!(page.evaluate(paste).await, json!(true));
    page.reads("The others were left out.").await;
    let chips = "document.querySelectorAll('.composer .chip').length";
    page.becomes(chips, json!(5_000)).await;
    // One goes on writing as ever.
    page.the("textbox", "Subject")
        .await
        .type_text("To all")
        .await;
    desk.is_kept("p4999@example.org").await;
}
