//! Rich text, typed and pasted in the real app.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a panic is a test's report"
)]

use e2e::bars::{self, LONG};
use e2e::browser::{Browser, Key, Page};
use e2e::fixture::Porthole;
use e2e::wait;
use serde_json::json;
use std::time::Duration;

/// A new message in the demo, with the cursor in its text.
struct Sheet {
    browser: Browser,
    _porthole: Porthole,
}

const CONTROL: u8 = 2;
const SHIFT: u8 = 8;

impl Sheet {
    async fn open() -> Self {
        let porthole = Porthole::start_demo();
        let browser = Browser::start().await;
        let page = browser.page();
        page.go(&porthole.url("/")).await;
        page.the("textbox", "User name")
            .await
            .type_text("demo")
            .await;
        page.the("textbox", "Password")
            .await
            .type_text("demo")
            .await;
        page.press(Key::Enter).await;
        page.the_one_with("row", "Welcome aboard").await;
        page.the("button", "Compose").await.click().await;
        let sheet = Self {
            browser,
            _porthole: porthole,
        };
        sheet.holds("inner.isContentEditable").await;
        sheet.run("inner.focus()").await;
        sheet
    }

    fn page(&self) -> &Page {
        self.browser.page()
    }

    /// Evaluates with the frame's body as `inner` and its selection as `chosen`.
    async fn run(&self, script: &str) -> serde_json::Value {
        let script = format!(
            "(() => {{
                const frame = document.querySelector('.editor iframe');
                const inner = frame?.contentDocument?.body;
                if (!inner) return null;
                const chosen = inner.ownerDocument.getSelection();
                const text = (selector, at = 0) => inner.querySelectorAll(selector)[at].firstChild;
                return {script};
            }})()"
        );
        self.page().evaluate(&script).await
    }

    async fn holds(&self, condition: &str) {
        wait::until(condition, || async {
            (self.run(condition).await == json!(true)).then_some(())
        })
        .await;
    }

    /// What it says now.
    async fn html(&self) -> String {
        let html = self.run("inner.innerHTML").await;
        html.as_str()
            .unwrap_or("")
            .replace(" spellcheck=\"false\"", "")
    }

    /// Makes this all that it says: as one pastes it.
    async fn begin_with(&self, html: &str) {
        self.run("inner.ownerDocument.execCommand('selectAll')")
            .await;
        self.run("inner.ownerDocument.execCommand('delete')").await;
        self.paste(html, "text").await;
    }

    /// Pastes, and waits until something has come.
    async fn paste(&self, html: &str, text: &str) {
        let script = format!(
            "new Promise(done => {{
                inner.addEventListener('input', () => setTimeout(() => done(true), 0), {{ once: true }});
                setTimeout(() => done(false), 3000);
                const data = new DataTransfer();
                if ({html}) data.setData('text/html', {html});
                data.setData('text/plain', {text});
                const how = {{ clipboardData: data, bubbles: true, cancelable: true }};
                inner.dispatchEvent(new frame.contentWindow.ClipboardEvent('paste', how));
            }})",
            html = json!(html),
            text = json!(text),
        );
        assert_eq!(
            self.run(&script).await,
            json!(true),
            "{html} was not pasted"
        );
    }

    async fn type_text(&self, text: &str) {
        self.page().type_text(text).await;
    }

    /// A key with others held down.
    async fn press(&self, key: &str, code: &str, held: u8) {
        for kind in ["rawKeyDown", "keyUp"] {
            let event = json!({ "type": kind, "key": key, "code": code, "modifiers": held,
                "windowsVirtualKeyCode": virtual_key(code) });
            self.page().devtools("Input.dispatchKeyEvent", event).await;
        }
    }

    async fn backspace(&self) {
        self.press("Backspace", "Backspace", 0).await;
    }

    async fn undo(&self) {
        self.press("z", "KeyZ", CONTROL).await;
    }
}

fn virtual_key(code: &str) -> u32 {
    match code {
        "Backspace" => 8,
        _ => code.bytes().last().map_or(0, u32::from),
    }
}

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

/// What a long letter costs when it is pasted and when all of it is selected is
/// the browser's own: it is asked nothing for which it would look at all of it.
#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn of_200_kilobytes_that_are_pasted_or_selected_nothing_is_asked_that_takes_long() {
    let sheet = Sheet::open().await;
    let quote = quote();
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
    for step in ["paste", "all"] {
        sheet.page().evaluate("(window.asked = [], true)").await;
        let trace = sheet.browser.trace().await;
        match step {
            "paste" => sheet.begin_with(&format!("<div>Yes.</div>{quote}")).await,
            _ => sheet.press("a", "KeyA", CONTROL).await,
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        let longest = trace.work().await.longest;
        let asked = sheet.page().evaluate("window.asked").await;
        println!("{step}: longest task {longest:?}, {asked}");
        let asked = asked.to_string();
        assert!(
            step != "all" || !asked.contains("queryCommandState"),
            "{asked}"
        );
    }
}
