//! Rich text, typed and pasted in the real app.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a panic is a test's report"
)]

mod large;
mod pictures;
mod sheet;

use e2e::browser::Key;
use e2e::wait;
use serde_json::json;
use sheet::{CONTROL, SHIFT, Sheet};

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_is_typed_is_formatted_and_undone() {
    let sheet = Sheet::open().await;
    let page = sheet.page();
    sheet.type_text("See https://example.org/a. It is ").await;
    sheet.press("b", "KeyB", CONTROL).await;
    sheet.type_text("bold").await;
    wait::until("Bold is pressed", || async {
        let button = page.find("button", "Bold").await?;
        let is_pressed = button.call("function() { return this.ariaPressed }").await;
        (is_pressed == json!("true")).then_some(())
    })
    .await;
    let link = "<a href=\"https://example.org/a\">https://example.org/a</a>";
    assert_eq!(
        sheet.html().await.replace("&nbsp;", " "),
        format!("<div>See {link}. It is <b>bold</b></div>")
    );
    sheet.begin_with("<div>one</div><div>two</div>").await;
    sheet
        .run("chosen.setBaseAndExtent(text('div'), 0, text('div', 1), 3)")
        .await;
    // By the button, which leaves the focus where it is.
    page.the("button", "Bulleted list").await.click().await;
    assert!(sheet.html().await.contains("<li>one</li><li>two</li>"));
    sheet.run("chosen.collapse(text('li', 1), 0)").await;
    page.press(Key::Tab).await;
    assert_eq!(sheet.run("!!inner.querySelector('ul ul')").await, true);
    sheet.press("Tab", "Tab", SHIFT).await;
    assert_eq!(sheet.run("!!inner.querySelector('ul ul')").await, false);
    for _ in 0..3 {
        sheet.undo().await;
    }
    assert_eq!(sheet.html().await, "<div>one</div><div>two</div>");
    sheet.press("y", "KeyY", CONTROL).await;
    assert!(sheet.html().await.contains("<li>one</li><li>two</li>"));
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_quote_is_split_by_enter_and_left_by_backspace() {
    let sheet = Sheet::open().await;
    let quote = "<div>Bob wrote:</div><blockquote type=\"cite\"><p>one two</p>\
        <blockquote type=\"cite\"><p>deep</p></blockquote></blockquote>";
    sheet.begin_with(&format!("<div>Yes.</div>{quote}")).await;
    let before = sheet.html().await;
    sheet.run("chosen.collapse(text('p'), 3)").await;
    sheet.page().press(Key::Enter).await;
    sheet.type_text("mine").await;
    let outside = "(() => {
        const at = chosen.focusNode.parentElement.closest('blockquote');
        return !at && inner.querySelectorAll('body > blockquote').length === 2
            && inner.textContent.includes('mine');
    })()";
    assert_eq!(sheet.run(outside).await, true, "{}", sheet.html().await);
    // What was typed into the gap goes with it.
    sheet.undo().await;
    assert_eq!(sheet.html().await, before);
    sheet.run("chosen.collapse(text('p'), 0)").await;
    sheet.backspace().await;
    let left = "!chosen.focusNode.parentElement.closest('blockquote')
        && inner.querySelector('blockquote').textContent.trim() === 'deep'";
    assert_eq!(sheet.run(left).await, true, "{}", sheet.html().await);
    sheet.undo().await;
    assert_eq!(sheet.html().await, before);
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_is_pasted_is_what_it_said_and_not_where_it_stood() {
    let sheet = Sheet::open().await;
    let word = "<html><head><style>p.MsoNormal{margin:0}</style></head><body><!--StartFragment-->\
        <p class=MsoNormal style='font-family:Calibri'><b><span style='color:red'>Word</span></b> text<o:p></o:p></p>\
        <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>\
        <span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>item<o:p></o:p></p><!--EndFragment-->";
    let docs = "<b style=\"font-weight:normal\" id=\"docs-internal-guid-1\"><p style=\"line-height:1.38\">\
        <span style=\"font-size:11pt;font-family:Arial;font-weight:700\">Docs</span></p>\
        <ul><li style=\"list-style-type:disc\"><p><span>item</span></p></li></ul></b>";
    let web = "<div class=page onclick=x()><a href=https://example.org/>link</a>\
        <img src=https://told.example/t.gif><script>x()</script><form><input></form></div>";
    for (name, html, has) in [
        (
            "Word",
            word,
            "b && li && !inner.querySelector('[class],[style*=font-family],style')",
        ),
        (
            "Docs",
            docs,
            "li && !inner.querySelector('[id],[style*=font-size]')",
        ),
        (
            "web",
            web,
            "a && !inner.querySelector('[class],script,form,input,img[src]')",
        ),
    ] {
        sheet.begin_with(html).await;
        let has = format!(
            "(() => {{ const [b, li, a] = ['b', 'li', 'a'].map(s => inner.querySelector(s)); return !!({has}) }})()"
        );
        assert_eq!(
            sheet.run(&has).await,
            true,
            "{name}: {}",
            sheet.html().await
        );
        sheet.undo().await;
        assert_eq!(sheet.run("inner.textContent").await, "", "{name} is undone");
    }
    sheet.paste("", "one\n\n https://example.org/ <b>").await;
    assert_eq!(
        sheet
            .run("[...inner.children].map(line => line.innerText.trim()).join('|')")
            .await,
        "one||https://example.org/ <b>"
    );
    assert_eq!(sheet.run("inner.querySelectorAll('a').length").await, 1);
    sheet.begin_with("<p>word</p>").await;
    sheet
        .run("inner.ownerDocument.execCommand('selectAll')")
        .await;
    sheet.paste("", "https://example.org/page").await;
    assert_eq!(
        sheet.run("inner.querySelector('a').textContent").await,
        "word"
    );
    let asked = sheet.page().requests().await;
    assert!(
        !asked.iter().any(|one| one.url.contains("told.example")),
        "{asked:?}"
    );
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn letters_have_a_font_a_size_and_a_ground_until_they_are_cleared() {
    let sheet = Sheet::open().await;
    let page = sheet.page();
    sheet.begin_with("<div>one two three</div>").await;
    let choose = async |button: &str, line: usize| {
        sheet
            .run("chosen.setBaseAndExtent(text('div'), 0, text('div'), 3)")
            .await;
        page.the("button", button).await.click().await;
        let menu = page.the("menu", button).await;
        menu.all("menuitemradio")
            .await
            .get(line)
            .expect("a line")
            .click()
            .await;
    };
    choose("Font and size", 2).await;
    sheet
        .holds("inner.querySelector('font[face=\"georgia, times, serif\"]')?.textContent === 'one'")
        .await;
    sheet.undo().await;
    assert_eq!(sheet.html().await, "<div>one two three</div>");
    let ground = async |name: &str, nth: usize| {
        sheet.run("chosen.selectAllChildren(inner)").await;
        page.the("button", "Colour").await.click().await;
        let menu = page.the("menu", "Colour").await;
        let lines = menu.all("menuitem").await;
        let line = lines.iter().filter(|line| line.name() == name).nth(nth);
        line.expect("a line").click().await;
    };
    ground("Yellow", 0).await;
    let yellow =
        "getComputedStyle(inner.querySelector('[style*=background]') ?? inner).backgroundColor";
    sheet
        .holds(&format!("{yellow} === 'rgb(255, 241, 168)'"))
        .await;
    ground("As usual", 1).await;
    sheet.holds("!inner.innerHTML.includes('background')").await;
    ground("Red", 0).await;
    sheet
        .holds("inner.querySelector('font[color]') !== null")
        .await;
    ground("Pink", 0).await;
    sheet.run("chosen.selectAllChildren(inner)").await;
    sheet.press("\\", "Backslash", CONTROL).await;
    sheet
        .holds("inner.innerHTML.replaceAll('&nbsp;', ' ') === '<div>one two three</div>'")
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_runs_from_right_to_left_is_written_so() {
    let sheet = Sheet::open().await;
    sheet.type_text("Dear Layla").await;
    sheet.page().press(Key::Enter).await;
    sheet.type_text("سلام").await;
    sheet.page().press(Key::Enter).await;
    sheet.type_text("وداعا").await;
    assert_eq!(
        sheet.html().await,
        "<div>Dear Layla</div><div dir=\"auto\">سلام</div><div dir=\"auto\">وداعا</div>"
    );
    let at = "(line => { const at = document.createRange(); at.selectNodeContents(line);
        return at.getBoundingClientRect(); })";
    let sides =
        format!("(({at})(inner.children[0]).left < 100) && (({at})(inner.children[1]).left > 100)");
    sheet
        .holds(&sides.replace("document.", "inner.ownerDocument."))
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn without_its_looks_is_pasted_by_shift_too() {
    let sheet = Sheet::open().await;
    sheet
        .begin_with("<div>here </div><div><b>bold</b> words</div>")
        .await;
    sheet.run("chosen.selectAllChildren(inner.lastChild)").await;
    sheet.press("c", "KeyC", CONTROL).await;
    for (key, held, bold) in [("V", CONTROL | SHIFT, 1), ("v", CONTROL, 2)] {
        sheet.run("chosen.collapse(inner.firstChild, 1)").await;
        sheet.press(key, "KeyV", held).await;
        sheet
            .holds(&format!(
                "inner.firstChild.textContent.trim() === 'herebold words'
                    && inner.querySelectorAll('b').length === {bold}"
            ))
            .await;
        sheet.undo().await;
        sheet
            .holds("inner.firstChild.textContent.trim() === 'here'")
            .await;
    }
}
