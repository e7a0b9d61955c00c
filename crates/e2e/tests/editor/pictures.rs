//! Pictures in the text, and lines that are aligned.

use crate::sheet::{CONTROL, SHIFT, Sheet};
use e2e::browser::Key;
use serde_json::json;

/// A picture of 800 by 400 points, dropped into the text.
const DROP: &str = "(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 800, height: 400 });
    canvas.getContext('2d').fillRect(0, 0, 800, 400);
    const blob = await new Promise(done => canvas.toBlob(done));
    const data = new DataTransfer();
    data.items.add(new File([blob], 'plan.png', { type: 'image/png' }));
    const how = { dataTransfer: data, bubbles: true, cancelable: true };
    return !inner.dispatchEvent(new frame.contentWindow.DragEvent('drop', how));
})()";

/// Chooses how wide the picture is, by keyboard alone.
async fn choose(sheet: &Sheet, line: &str) {
    let page = sheet.page();
    sheet.press("F10", "F10", 1).await;
    let tool = "document.activeElement?.ariaLabel === 'Picture size'";
    e2e::wait::until("the arrows lead to it", || async {
        if page.evaluate(tool).await == json!(true) {
            return Some(());
        }
        page.press(Key::Left).await;
        None
    })
    .await;
    page.press(Key::Enter).await;
    page.the("menu", "Picture size").await;
    let at = format!("document.activeElement?.textContent.trim() === '{line}'");
    e2e::wait::until("the line has the focus", || async {
        if page.evaluate(&at).await == json!(true) {
            return Some(());
        }
        page.press(Key::Down).await;
        None
    })
    .await;
    page.press(Key::Enter).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_picture_is_made_smaller_by_keyboard_and_stays_so_in_the_draft() {
    let sheet = Sheet::open().await;
    let page = sheet.page();
    sheet.type_text("Here: ").await;
    assert_eq!(sheet.run(DROP).await, json!(true));
    let width = |pixels: &str| {
        format!(
            "inner.querySelectorAll('img').length === 1
                && inner.querySelector('img').naturalWidth === 800
                && inner.querySelector('img').getAttribute('width') === {pixels}"
        )
    };
    sheet.holds(&width("null")).await;
    // The arrow with Shift selects it.
    sheet.press("ArrowLeft", "ArrowLeft", SHIFT).await;
    page.the("button", "Picture size").await;
    choose(&sheet, "Small").await;
    sheet.holds(&width("'200'")).await;
    sheet
        .holds("inner.querySelector('img').clientWidth === 200")
        .await;
    choose(&sheet, "Medium").await;
    sheet.holds(&width("'400'")).await;
    choose(&sheet, "Full size").await;
    sheet.holds(&width("null")).await;
    sheet.undo().await;
    sheet.holds(&width("'400'")).await;
    sheet.undo().await;
    sheet.holds(&width("'200'")).await;
    // The button goes with what it is for, and the others stay within reach.
    sheet.run("chosen.collapse(inner, 0)").await;
    let is_there = "document.querySelector('[aria-label=\"Picture size\"]') !== null";
    page.becomes(is_there, json!(false)).await;
    sheet.press("F10", "F10", 1).await;
    page.becomes("document.activeElement?.ariaLabel", json!("Bold"))
        .await;
    page.press(Key::Escape).await;
    // A press selects it too.
    sheet.run("chosen.collapse(inner, 0)").await;
    let at = sheet
        .run(
            "(() => {
                const around = frame.getBoundingClientRect();
                const at = inner.querySelector('img').getBoundingClientRect();
                return [around.x + at.x + 30, around.y + at.y + 30];
            })()",
        )
        .await;
    let at: (f64, f64) = serde_json::from_value(at).expect("a place");
    page.click_at(at.0, at.1).await;
    page.the("button", "Picture size").await.click().await;
    page.the("menuitemradio", "Medium").await.click().await;
    sheet.holds(&width("'400'")).await;
    page.the("textbox", "Subject")
        .await
        .type_text("The plan")
        .await;
    page.the("button", "Save and close").await.click().await;
    page.the_one_with("treeitem", "Drafts").await.click().await;
    page.the_one_with("row", "The plan").await.click().await;
    page.the("button", "Edit draft").await.click().await;
    sheet.holds("inner.isContentEditable").await;
    sheet.holds(&width("'400'")).await;
    sheet
        .holds("inner.querySelector('img').alt === 'plan.png'")
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_picture_in_a_link_is_made_smaller_stays_in_it_and_is_as_it_was_by_one_step_back() {
    let sheet = Sheet::open().await;
    let page = sheet.page();
    sheet.type_text("Here: ").await;
    assert_eq!(sheet.run(DROP).await, json!(true));
    sheet
        .holds("inner.querySelector('img')?.naturalWidth === 800")
        .await;
    sheet.type_text(" and more").await;
    for (around, first, last) in [
        ("the picture alone", "img", "img"),
        (
            "words beside it",
            "img.previousSibling ?? img",
            "img.nextSibling ?? img",
        ),
    ] {
        // As a link dialog does it.
        let link = format!(
            "(() => {{
                const img = inner.querySelector('img');
                const range = inner.ownerDocument.createRange();
                range.setStartBefore({first});
                range.setEndAfter({last});
                chosen.removeAllRanges();
                chosen.addRange(range);
                return inner.ownerDocument.execCommand('createLink', false, 'https://example.org/plan');
            }})()"
        );
        assert_eq!(sheet.run(&link).await, json!(true), "{around}");
        sheet.holds("inner.querySelector('a > img') !== null").await;
        let before = sheet.html().await;
        let select = "(() => {
            const range = inner.ownerDocument.createRange();
            range.selectNode(inner.querySelector('img'));
            chosen.removeAllRanges();
            chosen.addRange(range);
            return true;
        })()";
        sheet.run(select).await;
        let said = sheet.run("inner.textContent").await;
        page.the("button", "Picture size").await;
        choose(&sheet, "Small").await;
        let is_small = "inner.querySelectorAll('img').length === 1
            && inner.querySelectorAll('a').length === 1
            && inner.querySelector('a[href=\"https://example.org/plan\"] > img').getAttribute('width') === '200'
            && inner.querySelector('img').clientWidth === 200";
        sheet.holds(is_small).await;
        assert_eq!(sheet.run("inner.textContent").await, said, "{around}");
        // It is selected still, so the next width is at hand.
        choose(&sheet, "Medium").await;
        sheet
            .holds("inner.querySelector('a > img').getAttribute('width') === '400'")
            .await;
        sheet.undo().await;
        sheet.holds(is_small).await;
        sheet.undo().await;
        assert_eq!(sheet.html().await, before, "{around}");
        sheet.undo().await;
        sheet.holds("inner.querySelector('a') === null").await;
    }
}

/// The tool that Tab leads to is the one that was used last, whatever comes and goes
/// beside it.
#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn the_tool_that_was_used_last_stays_in_reach_when_a_picture_is_left() {
    let sheet = Sheet::open().await;
    let page = sheet.page();
    sheet.type_text("Here: ").await;
    assert_eq!(sheet.run(DROP).await, json!(true));
    sheet
        .holds("inner.querySelector('img')?.naturalWidth === 800")
        .await;
    let in_reach = "[...document.querySelectorAll('.editor-tools button')]
        .filter(tool => tool.tabIndex === 0 && tool.checkVisibility())
        .map(tool => tool.getAttribute('aria-label'))";
    let use_it = "(() => {
        const tool = [...document.querySelectorAll('.editor-tools button')]
            .find(tool => tool.getAttribute('aria-label')?.startsWith('Italic'));
        tool.focus();
        return tool.getAttribute('aria-label');
    })()";
    let used = page.evaluate(use_it).await;
    page.becomes(in_reach, json!([used])).await;
    let select = "(() => {
        const range = inner.ownerDocument.createRange();
        range.selectNode(inner.querySelector('img'));
        chosen.removeAllRanges();
        chosen.addRange(range);
        return true;
    })()";
    sheet.run(select).await;
    page.the("button", "Picture size").await;
    sheet.run("chosen.collapse(inner, 0)").await;
    e2e::wait::until("the picture's tools to go", || async {
        let size = page.find("button", "Picture size").await;
        size.is_none().then_some(())
    })
    .await;
    page.becomes(in_reach, json!([used])).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn lines_are_aligned_by_the_keys_that_people_know() {
    let sheet = Sheet::open().await;
    sheet.begin_with("<div>one</div><div>two</div>").await;
    sheet.run("chosen.collapse(text('div', 1), 1)").await;
    let align = "getComputedStyle([...inner.querySelectorAll('div')].at(-1)).textAlign";
    for (key, code, expected) in [
        ("R", "KeyR", "right"),
        ("E", "KeyE", "center"),
        ("L", "KeyL", "left"),
    ] {
        sheet.press(key, code, CONTROL | SHIFT).await;
        sheet
            .holds(&format!(
                "({align}).replace('-webkit-', '') === '{expected}'"
            ))
            .await;
    }
}
