//! What is printed of a message: all of it, in its order, and nothing of the app.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::Page;
use e2e::fixture::{Elsewhere, Message};
use e2e::paper::Paper;
use e2e::scene::Scene;
use e2e::wait;
use serde_json::{Value, json};

/// Words of the app that no sheet may bear.
const OF_THE_APP: [&str; 9] = [
    "Inbox",
    "Compose",
    "Reply",
    "Archive",
    "Details",
    "Show images",
    "Show quoted text",
    "Save all",
    "Settings",
];

/// Numbered lines: none may be missing, none may be printed twice.
fn lines(count: u32, one: impl Fn(u32) -> String) -> String {
    (1..=count).map(one).collect()
}

/// All of the numbered lines are on paper, once each and in their order, and
/// nothing of the app is.
fn is_complete(paper: &Paper, count: u32) {
    let words = paper.words();
    let mut at = 0;
    for number in 1..=count {
        let line = format!("Line {number} of it.");
        let found = words[at..].find(&line);
        let found =
            found.unwrap_or_else(|| panic!("{line} is not there, or not in its place: {words}"));
        at += found + line.len();
        assert_eq!(words.matches(&line).count(), 1, "{line}");
    }
    for word in OF_THE_APP {
        assert!(!words.contains(word), "{word} is on paper: {words}");
    }
}

async fn scene(elsewhere: &Elsewhere, message: Vec<u8>) -> Scene {
    let scene = Scene::before(elsewhere, |maildir| maildir.deliver(&message)).await;
    scene.log_in("Papers").await;
    scene.open("Papers").await;
    scene
}

/// Asks the app to print, and prints what it has laid out for that: in a headless
/// browser its own wish comes to nothing.
async fn printed_letter(scene: &Scene) -> Paper {
    let page = scene.page();
    page.the("button", "More").await.click().await;
    page.the("menuitem", "Print…").await.click().await;
    let sheet = "(() => {
        const frame = document.getElementById('print-frame');
        const inner = frame?.contentDocument;
        return inner?.querySelector('.porthole-head')
            ? [frame.contentWindow.location.href, inner.documentElement.outerHTML] : null;
    })()";
    let (sheet, _) = wait::until("what is printed", || async {
        let sheet = page.evaluate(sheet).await;
        sheet.is_array().then_some(sheet)
    })
    .await;
    let of = |at: usize| sheet[at].as_str().unwrap_or("").to_owned();
    on_paper(page, &of(0), &of(1)).await
}

/// The frame's document by itself, under the policy that the proxy gives it.
async fn on_paper(page: &Page, url: &str, html: &str) -> Paper {
    page.go(url).await;
    let tree = page.devtools("Page.getFrameTree", json!({})).await;
    let content = json!({ "frameId": tree["frameTree"]["frame"]["id"], "html": format!("<!doctype html>{html}") });
    page.devtools("Page.setDocumentContent", content).await;
    let is_ready = "document.fonts.ready.then(() => document.readyState)";
    assert_ne!(page.evaluate(is_ready).await, Value::Null);
    page.printed().await
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_plain_letter_is_printed_whole_and_alone() {
    let elsewhere = Elsewhere::start().await;
    let text = lines(120, |number| format!("Line {number} of it.\r\n"));
    let quote = "\r\nAda wrote:\r\n> What was asked.\r\n> > What was asked before.\r\n";
    let message = Message::new("Papers").text(&format!("{text}{quote}"));
    let message = message.attachment("plans.bin", vec![1, 2, 3]).bytes();
    let scene = scene(&elsewhere, message).await;
    scene.page().reads("Line 120 of it.").await;
    let paper = scene.page().printed().await;
    paper.keep("plain");
    is_complete(&paper, 120);
    let words = paper.words();
    assert!(words.starts_with("Papers"), "{words}");
    for there in [
        "Ada Lovelace",
        "ada@example.org",
        "plans.bin",
        "What was asked.",
        "What was asked before.",
    ] {
        assert!(words.contains(there), "{there} is missing: {words}");
    }
    assert!(
        (2..=4).contains(&paper.sheets().len()),
        "{} sheets",
        paper.sheets().len()
    );
}

/// A text of many blocks, most of which are out of sight, with a line that has no
/// end within a block.
#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_long_plain_letter_is_printed_whole() {
    let elsewhere = Elsewhere::start().await;
    let text = lines(3_000, |number| format!("Line {number} of it.\r\n"));
    let endless = "w ".repeat(20_000);
    let message = Message::new("Papers").text(&format!("{text}{endless}the end\r\n"));
    let scene = scene(&elsewhere, message.bytes()).await;
    scene.page().reads("Line 1 of it.").await;
    let blocks = "document.querySelectorAll('.text-block.is-part, .text-block.is-piece').length";
    let blocks = scene.page().evaluate(blocks).await;
    assert!(blocks.as_u64() > Some(5), "{blocks} blocks");
    let paper = scene.page().printed().await;
    is_complete(&paper, 3_000);
    let words = paper.words();
    let (_, endless) = words.split_once("Line 3000 of it.").unwrap();
    // Of single letters not every space is read back.
    assert_eq!(endless.chars().filter(|c| *c == 'w').count(), 20_000);
    assert!(words.trim_end().ends_with("the end"));
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_long_newsletter_is_printed_from_its_first_sheet_on_without_images_from_elsewhere() {
    let elsewhere = Elsewhere::start().await;
    let rows = lines(300, |number| {
        format!(
            "<tr><td style='padding:9px;border:1px solid #ccc'><p>Line {number} of it.</p></td></tr>"
        )
    });
    let html = format!(
        "<style>.a{{background:#024;color:#fff}}@media screen{{.b{{display:none}}}}</style><table width=1000 align=center><tr><td class=a><h1>News</h1>\
         <img src='http://elsewhere.test/a.gif' width=300 height=80 alt='A boat'></td></tr><tr><td><table>{rows}</table></td></tr></table>\
         <blockquote type=cite><p>What was asked.</p></blockquote>"
    );
    let scene = scene(&elsewhere, Message::new("Papers").html(&html).bytes()).await;
    scene.frame_reads("Line 300 of it.").await;
    let paper = printed_letter(&scene).await;
    paper.keep("newsletter");
    is_complete(&paper, 300);
    let sheets = paper.sheets();
    let first = sheets.first().map_or("", String::as_str);
    for there in [
        "Papers",
        "From: Ada Lovelace <ada@example.org>",
        "Line 1 of it.",
    ] {
        assert!(
            first.contains(there),
            "{there} is not on the first sheet: {first}"
        );
    }
    assert!(
        paper.words().ends_with("What was asked."),
        "the quote is printed, too"
    );
    assert!((6..=16).contains(&sheets.len()), "{} sheets", sheets.len());
    assert_eq!(elsewhere.heard(), Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_message_within_is_printed_without_the_one_around_it() {
    let elsewhere = Elsewhere::start().await;
    let html = lines(40, |number| format!("<p>Line {number} of it."));
    let inner = Message::new("The inner letter")
        .from("Bob <bob@example.org>")
        .html(&html)
        .bytes();
    let outer = Message::new("Papers").text("What stands around it.");
    let outer = outer.file("message/rfc822", "inner.eml", inner).bytes();
    let scene = scene(&elsewhere, outer).await;
    scene
        .page()
        .the_one_with("button", "inner.eml")
        .await
        .click()
        .await;
    scene.frame_reads("Line 40 of it.").await;
    let paper = printed_letter(&scene).await;
    paper.keep("within");
    is_complete(&paper, 40);
    let words = paper.words();
    assert!(
        words.starts_with("The inner letter From: Bob <bob@example.org>"),
        "{words}"
    );
    assert!(!words.contains("What stands around it."), "{words}");
}
