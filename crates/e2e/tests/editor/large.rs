//! Much text: typed in, given a look, pasted, selected.

use crate::sheet::{CONTROL, Sheet};
use e2e::bars::{self, LONG};
use serde_json::json;
use std::time::Duration;

/// A letter of 200 KB, as one answers it: a table and paragraphs.
fn quote() -> String {
    let rows = (0..470).map(|number| {
        format!(
            "<tr><td style=\"padding:4px;color:#345\"><b>Offer {number}</b> <a href=\"https://example.org/o/{number}\">\
             Only today</a></td><td><p>Lines of no importance that fill the page, number {number}.</p></td></tr>"
        )
    });
    let paragraphs = (0..900).map(|number| {
        format!(
            "<p>Paragraph {number} of a long letter, which says <i>nothing</i> of importance, but at some length, \
             so that its lines are broken.</p>"
        )
    });
    format!(
        "<blockquote type=\"cite\"><table width=600>{}</table>{}</blockquote>",
        rows.collect::<String>(),
        paragraphs.collect::<String>()
    )
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn typing_above_and_within_a_quote_of_200_kilobytes_has_no_long_task() {
    let sheet = Sheet::open().await;
    let quote = quote();
    assert!(quote.len() > 200_000, "{}", quote.len());
    sheet.begin_with(&format!("<div>Yes.</div>{quote}")).await;
    // What a machine has to do besides is in no run's favour.
    let mut best = [Duration::MAX; 2];
    for _ in 0..3 {
        let places = [
            "inner.querySelector('div')",
            "[...inner.querySelectorAll('p')].at(-9)",
        ];
        for (place, best) in places.into_iter().zip(&mut best) {
            sheet
                .run(&format!("chosen.collapse({place}.firstChild, 1)"))
                .await;
            sheet.run("inner.focus()").await;
            // What pasting and moving cost is over.
            tokio::time::sleep(Duration::from_millis(500)).await;
            let trace = sheet.browser.trace().await;
            for word in ["Good", "morning,", "this", "is", "it."] {
                sheet.type_text(word).await;
                sheet.type_text(" ").await;
                tokio::time::sleep(Duration::from_millis(150)).await;
            }
            sheet.backspace().await;
            tokio::time::sleep(Duration::from_millis(1_000)).await;
            *best = trace.work().await.longest.min(*best);
        }
    }
    for (place, best) in ["above the quote", "within it"].into_iter().zip(best) {
        bars::by_processor(&format!("{place}: the longest task"), best, LONG);
    }
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn much_text_is_given_a_look_in_one_step_that_can_be_undone() {
    let sheet = Sheet::open().await;
    let quote = quote();
    sheet.begin_with(&format!("<div>Yes.</div>{quote}")).await;
    sheet.rests().await;
    let before = sheet.html().await;
    let texts = "(() => {
        const all = inner.ownerDocument.createTreeWalker(inner, NodeFilter.SHOW_TEXT);
        const counts = { bold: 0, not: 0 };
        while (all.nextNode()) {
            if (!all.currentNode.nodeValue.trim()) continue;
            counts[all.currentNode.parentElement.closest('b,strong') ? 'bold' : 'not'] += 1;
        }
        return counts;
    })()";
    sheet.press("a", "KeyA", CONTROL).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let trace = sheet.browser.trace().await;
    sheet.press("b", "KeyB", CONTROL).await;
    sheet.holds(&format!("{texts}.not === 0")).await;
    let work = trace.work().await;
    bars::by_processor("select all and bold", work.total, Duration::from_secs(1));
    // It is still selected, and nothing but the look is another.
    let words = "inner.textContent.replace(/\\s+/g, ' ')";
    let said = sheet.run(words).await;
    sheet.press("b", "KeyB", CONTROL).await;
    sheet.holds(&format!("{texts}.bold === 0")).await;
    assert_eq!(sheet.run(words).await, said);
    sheet.undo().await;
    sheet.holds(&format!("{texts}.not === 0")).await;
    sheet.undo().await;
    sheet.holds(&format!("{texts}.bold === 470")).await;
    assert!(sheet.html().await == before, "all of it is as it was");
    // From the middle of one paragraph into another.
    sheet
        .run(
            "(() => {
                const [one, other] = [...inner.querySelectorAll('p')].slice(-300).filter((_, at) => at % 250 === 0);
                chosen.setBaseAndExtent(one.firstChild, 10, other.firstChild, 9);
                return true;
            })()",
        )
        .await;
    sheet.press("i", "KeyI", CONTROL).await;
    let halves = "[...inner.querySelectorAll('p')].slice(-300).filter((_, at) => at % 250 === 0)
        .map(p => [...p.childNodes].slice(0, 2).map(it => it.nodeName + it.textContent.length).join()).join(' ')";
    sheet
        .holds(&format!("({halves}).startsWith('#text10,I')"))
        .await;
    let halves = sheet.run(halves).await;
    let halves = halves.as_str().unwrap_or("");
    assert!(halves.contains(" I9,#text"), "{halves}");
}

/// Texts of 200 KB, as one copies them: what of it comes first, and what last.
fn copied() -> [(&'static str, String, String); 3] {
    let lines: String = (0..3_000)
        .map(|number| format!("Line {number} of a log that somebody asked for, in full.\n"))
        .collect();
    let paragraphs: String = (0..2_500)
        .map(|number| format!("<p>Paragraph {number} of a report, <b>which</b> goes on and on, and on, until it ends.</p>"))
        .collect();
    [
        (
            "a quote",
            format!("<div>Yes.</div>{}", quote()),
            String::new(),
        ),
        (
            "paragraphs",
            format!("{paragraphs}<p>The end</p>"),
            String::new(),
        ),
        ("a text", String::new(), lines),
    ]
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn pasting_200_kilobytes_holds_nobody_up_and_is_taken_back_in_one_step() {
    let sheet = Sheet::open().await;
    sheet.type_text("Before it.").await;
    for (what, html, text) in copied() {
        let length = html.len().max(text.len());
        assert!(length > 150_000, "{what}: {length}");
        let count = "inner.textContent.replace(/\\s+/g, '').length";
        let before = sheet.html().await;
        let mut best = Duration::MAX;
        let mut said = None;
        for _ in 0..2 {
            sheet.copy(&html, &text).await;
            tokio::time::sleep(Duration::from_millis(500)).await;
            let trace = sheet.browser.trace().await;
            sheet.paste_copied().await;
            sheet.rests().await;
            best = trace.work().await.longest.min(best);
            // All of it is there, each time the same.
            let now = sheet.run(count).await;
            assert_eq!(*said.get_or_insert_with(|| now.clone()), now, "{what}");
            sheet.holds("!inner.querySelector('[data-place]')").await;
            // What is typed next stands behind it.
            sheet.type_text("Behind").await;
            sheet
                .holds("inner.innerText.trim().endsWith('Behind')")
                .await;
            sheet.undo().await;
            sheet.undo().await;
            assert_eq!(sheet.html().await, before, "{what} is undone");
            sheet.press("y", "KeyY", CONTROL).await;
            sheet.rests().await;
            assert_eq!(Some(sheet.run(count).await), said, "{what} is back");
            sheet.undo().await;
            assert_eq!(sheet.html().await, before, "{what} is undone again");
        }
        bars::by_processor(&format!("{what} is pasted: the longest task"), best, LONG);
    }
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn much_that_is_pasted_stands_where_the_cursor_was_and_holds_no_long_letter_up() {
    let sheet = Sheet::open().await;
    let letter = format!(
        "<p>p-onep-two</p><ul><li>l-onel-two</li></ul>\
        <blockquote type=\"cite\"><div>q-oneq-two</div></blockquote>{}",
        quote()
    );
    sheet.begin_with(&letter).await;
    sheet.rests().await;
    let before = sheet.html().await;
    let mut longest = Duration::ZERO;
    for (what, html, text) in copied() {
        for (place, mark) in [("p", "p"), ("li", "l"), ("blockquote div", "q")] {
            let mut best = Duration::MAX;
            for _ in 0..2 {
                let at = format!("chosen.collapse(text('{place}'), 5)");
                sheet.run(&at).await;
                sheet.copy(&html, &text).await;
                tokio::time::sleep(Duration::from_millis(300)).await;
                let trace = sheet.browser.trace().await;
                sheet.paste_copied().await;
                sheet.rests().await;
                best = trace.work().await.longest.min(best);
                // All of it lies between the halves of the line.
                let between = format!(
                    "inner.textContent.indexOf('{mark}-two') - inner.textContent.indexOf('{mark}-one') > 80_000"
                );
                assert_eq!(sheet.run(&between).await, json!(true), "{what} in {place}");
                sheet.undo().await;
                assert!(sheet.html().await == before, "{what} in {place} is undone");
            }
            println!("{what} in {place}: {best:?}");
            longest = best.max(longest);
        }
    }
    bars::by_processor("pasted into a long letter: the longest task", longest, LONG);
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_is_pasted_is_sent_in_full_however_soon() {
    let sheet = Sheet::open().await;
    let page = sheet.page();
    let (_, html, _) = &copied()[1];
    sheet.copy(html, "").await;
    sheet.paste_copied().await;
    sheet
        .holds("inner.innerText.includes('Paragraph 1 of')")
        .await;
    // A composer that is closed is read at once.
    page.the("button", "Save and close").await.click().await;
    page.the_one_with("treeitem", "Drafts").await.click().await;
    page.the_one_with("row", "Paragraph 0").await.click().await;
    page.the("button", "Edit draft").await.click().await;
    sheet.holds("inner.isContentEditable && inner.innerText.includes('Paragraph 2499 of') && inner.innerText.includes('The end')")
        .await;
}

/// What a long letter costs when all of it is selected is the browser's own: it is
/// asked nothing for which it would look at all of it.
#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn of_200_kilobytes_that_are_selected_nothing_is_asked_that_takes_long() {
    let sheet = Sheet::open().await;
    sheet
        .begin_with(&format!("<div>Yes.</div>{}", quote()))
        .await;
    sheet.rests().await;
    let spy = "(() => {
        const document = inner.ownerDocument;
        window.asked = [];
        for (const name of ['execCommand', 'queryCommandState', 'queryCommandValue']) {
            document[name] = (...of) => {
                window.asked.push(`${name} ${of[0]}`);
                return Document.prototype[name].apply(document, of);
            };
        }
        return true;
    })()";
    sheet.run(spy).await;
    sheet.press("a", "KeyA", CONTROL).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let asked = sheet.page().evaluate("window.asked").await;
    assert!(asked != json!(null), "it was asked something");
    let asked = asked.to_string();
    assert!(!asked.contains("queryCommandState"), "{asked}");
}
