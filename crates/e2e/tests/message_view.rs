//! What a person does with an open message: looks at who sent it, what it
//! hides, how it is shown.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Key, Scheme};
use e2e::fixture::{Dovecot, Manner, Message, SecondClient, loopback_server};
use e2e::scene::{Scene, USER};
use e2e::wait;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Waits until an expression is true in the page.
async fn holds(scene: &Scene, what: &str, expression: &str) {
    wait::until(what, || async {
        (scene.page().evaluate(expression).await == json!(true)).then_some(())
    })
    .await;
}

/// What has the focus, by its name.
async fn focused(scene: &Scene) -> Value {
    let name =
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText";
    scene.page().evaluate(name).await
}

async fn choose(scene: &Scene, role: &str, name: &str) {
    scene.page().the("button", "More").await.click().await;
    scene.page().the(role, name).await.click().await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_head_tells_everything_and_a_deceit_is_warned_of() {
    let scene = Scene::direct(|maildir| {
        maildir.deliver(&Message::new("Honest").text("Yes.").bytes());
        maildir.deliver(
            &Message::new("Locked")
                .from("\"service@bank.test\" <x@elsewhere.test>")
                .text("Pay.")
                .bytes(),
        );
    })
    .await;
    scene.log_in("Locked").await;
    scene.open("Locked").await;
    let page = scene.page();
    let claim =
        "The sender's name says service@bank.test, but the message comes from x@elsewhere.test.";
    page.reads(claim).await;

    page.the_one_with("button", "<x@elsewhere.test>")
        .await
        .click()
        .await;
    page.the("menuitem", "Copy the address").await;
    assert_eq!(focused(&scene).await, json!("Add to contacts"));
    for next in [
        "Search mail from this address",
        "Search mail from or to this address",
        "Copy the address",
        "Copy name and address",
    ] {
        page.press(Key::Down).await;
        assert_eq!(focused(&scene).await, json!(next));
    }
    page.press(Key::Escape).await;
    let expanded = "document.activeElement.getAttribute('aria-expanded')";
    assert_eq!(
        page.evaluate(expanded).await,
        json!("false"),
        "the focus is back"
    );

    page.the("button", "Details").await.click().await;
    page.the("button", "All headers").await.click().await;
    page.reads("Message-ID").await;
    page.reads("text/plain; charset=utf-8").await;

    scene.open("Honest").await;
    page.reads("Yes.").await;
    assert!(
        page.all("note").await.is_empty(),
        "no word about ordinary mail"
    );
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn the_way_to_the_neighbours_keeps_the_focus() {
    let scene = Scene::direct(|maildir| {
        maildir.fill(3, |number| {
            let message = Message::new(&format!("Letter {number}")).text("x");
            (message.bytes(), "")
        });
    })
    .await;
    scene.log_in("Letter 2").await;
    scene.open("Letter 2").await;
    let page = scene.page();
    page.reads("1 of 3").await;
    page.the("button", "Next message").await.click().await;
    page.the("heading", "Letter 1").await;
    page.reads("2 of 3").await;
    assert_eq!(focused(&scene).await, json!("Next message"));
    page.press(Key::Enter).await;
    page.the("heading", "Letter 0").await;
    page.reads("3 of 3").await;
    page.the("button", "Previous message").await.click().await;
    page.the("heading", "Letter 1").await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn the_quote_that_ends_a_reply_is_folded() {
    let reply = "<p>I agree.</p><blockquote type=\"cite\"><p>Shall we?</p></blockquote><br>";
    let scene = Scene::direct(|maildir| {
        maildir.deliver(
            &Message::new("Only quoted")
                .html("<blockquote>All.</blockquote>")
                .bytes(),
        );
        maildir.deliver(
            &Message::new("In text")
                .text("I agree.\r\n\r\n> Shall we?\r\n")
                .bytes(),
        );
        maildir.deliver(&Message::new("Reply").html(reply).bytes());
    })
    .await;
    scene.log_in("Reply").await;
    scene.open("Reply").await;
    scene.frame_reads("I agree.").await;
    let quote = "document.querySelector('iframe').contentDocument.querySelector('blockquote').offsetHeight > 0";
    assert_eq!(scene.page().evaluate(quote).await, json!(false));
    let button = "document.querySelector('iframe').contentDocument.querySelector('button')";
    let press = format!("({button}.click(), true)");
    scene.page().evaluate(&press).await;
    scene.frame_reads("Shall we?").await;
    let words = format!("{button}.innerText");
    assert_eq!(
        scene.page().evaluate(&words).await,
        json!("Hide quoted text")
    );

    scene.open("Only quoted").await;
    scene.frame_reads("All.").await;

    scene.open("In text").await;
    scene.page().reads("Show quoted text").await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn images_of_a_sender_are_allowed_for_good() {
    let hits = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&hits);
    let port = loopback_server(move |_| {
        counter.fetch_add(1, Ordering::SeqCst);
        ("image/gif", b"GIF89a".to_vec())
    })
    .await;
    let letter = |number: u32| {
        let html = format!(
            "<p>No. {number}</p><img width=50 height=50 src=\"http://127.0.0.1:{port}/{number}.gif\">"
        );
        Message::new(&format!("News {number}")).html(&html).bytes()
    };
    let scene = Scene::direct(|maildir| {
        maildir.deliver(&letter(1));
        maildir.deliver(&letter(2));
    })
    .await;
    scene.log_in("News 2").await;
    scene.open("News 2").await;
    let page = scene.page();
    page.reads("1 remote image is blocked.").await;
    assert_eq!(hits.load(Ordering::SeqCst), 0);
    page.the("button", "Always from Ada Lovelace")
        .await
        .click()
        .await;
    let loaded = |count: u32| {
        let hits = Arc::clone(&hits);
        wait::until("the image", move || {
            let hits = hits.load(Ordering::SeqCst);
            async move { (hits >= count).then_some(()) }
        })
    };
    loaded(1).await;
    page.reload().await;
    scene.open("News 1").await;
    scene.frame_reads("No. 1").await;
    loaded(2).await;
    choose(
        &scene,
        "menuitem",
        "No longer show images from Ada Lovelace",
    )
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn html_is_darkened_at_night_unless_it_is_dark_or_the_person_minds() {
    let scene = Scene::direct(|maildir| {
        maildir.deliver(
            &Message::new("Dark by itself")
                .html("<div style=\"background:#101820;color:#fff;height:400px\">Night</div>")
                .bytes(),
        );
        maildir.deliver(&Message::new("On paper").html("<p>Day</p>").bytes());
    })
    .await;
    scene.page().look(1280, 800, Scheme::Dark).await;
    scene.log_in("On paper").await;
    scene.open("On paper").await;
    scene.frame_reads("Day").await;
    let is_dark = "getComputedStyle(document.querySelector('iframe').contentDocument.documentElement).filter !== 'none'";
    let is_light = "getComputedStyle(document.querySelector('iframe').contentDocument.documentElement).filter === 'none'";
    holds(&scene, "dark paper", is_dark).await;
    let is_below = "(() => { const left = of => document.querySelector(of).getBoundingClientRect().left; return Math.abs(left('.message-pane iframe') + 24 - left('.message-pane h1')) < 1 })()";
    holds(&scene, "it stands below its head", is_below).await;
    choose(&scene, "menuitemcheckbox", "Original colours").await;
    holds(&scene, "white paper", is_light).await;
    choose(&scene, "menuitemcheckbox", "Original colours").await;
    holds(&scene, "dark paper again", is_dark).await;
    scene.page().look(1280, 800, Scheme::Light).await;
    holds(&scene, "white paper by day", is_light).await;
    scene.page().look(1280, 800, Scheme::Dark).await;
    scene.open("Dark by itself").await;
    scene.frame_reads("Night").await;
    holds(&scene, "its own colours", is_light).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_wide_letter_fits_is_zoomed_and_printed_in_full() {
    let html = format!(
        "<table width=1000><tr><td>Wide</td></tr></table>{}<p>The end.</p>",
        "<p>A line of the letter.</p>".repeat(80)
    );
    let scene =
        Scene::direct(|maildir| maildir.deliver(&Message::new("Wide").html(&html).bytes())).await;
    scene.page().look(1280, 800, Scheme::Light).await;
    scene.log_in("Wide").await;
    scene.open("Wide").await;
    scene.frame_reads("The end.").await;
    let fits = "(() => { const f = document.querySelector('iframe'); const r = f.contentDocument.documentElement; return r.scrollWidth <= f.clientWidth && r.scrollHeight <= f.clientHeight + 1 })()";
    holds(&scene, "the letter fits", fits).await;
    let zoom =
        "parseFloat(getComputedStyle(document.querySelector('iframe').contentDocument.body).zoom)";
    let before = scene.page().evaluate(zoom).await.as_f64().unwrap();
    choose(&scene, "menuitem", "Zoom in").await;
    holds(&scene, "it is larger", &format!("{zoom} > {before}")).await;
    choose(&scene, "menuitem", "Fit to width").await;
    holds(&scene, "it fits again", fits).await;

    // As tall as the letter is on paper, and the app is not on it.
    let printed = scene.page().devtools("Page.printToPDF", json!({})).await;
    assert!(printed["data"].as_str().unwrap_or("").len() > 1_000);
    scene
        .page()
        .evaluate("window.dispatchEvent(new Event('beforeprint'))")
        .await;
    let is_whole = "(() => { const f = document.querySelector('iframe'); return f.clientWidth === 680 && f.contentDocument.documentElement.scrollHeight <= f.clientHeight + 1 })()";
    holds(&scene, "all of it is laid out for paper", is_whole).await;
    scene
        .page()
        .evaluate("window.dispatchEvent(new Event('afterprint'))")
        .await;
    holds(&scene, "the screen is as before", fits).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_newsletter_gives_up_its_width_on_a_phone_and_keeps_its_size() {
    let text = "<p>Planks, oakum and patience: what the yard did this week.</p>";
    let html = format!(
        "<div style='width:640px'><table width=600 align=center><tr><td width=600>\
         <table style='width:560px'><tr><td>{text}</td></tr></table></td></tr></table></div>"
    );
    let scene =
        Scene::direct(|maildir| maildir.deliver(&Message::new("News").html(&html).bytes())).await;
    scene.page().look(390, 844, Scheme::Light).await;
    scene.log_in("News").await;
    scene.open("News").await;
    scene.frame_reads("Planks").await;
    let fits = "(() => { const f = document.querySelector('iframe'), d = f.contentDocument; \
         return d.documentElement.scrollWidth <= f.clientWidth \
         && parseFloat(getComputedStyle(d.body).zoom) === 1 })()";
    holds(&scene, "as wide as the phone, unshrunk", fits).await;
    scene.page().look(1280, 800, Scheme::Light).await;
    let has_its_widths = "(() => { const d = document.querySelector('iframe').contentDocument; \
         return [...d.querySelectorAll('table,td,div')].every(e => getComputedStyle(e).maxWidth === 'none') })()";
    holds(&scene, "as wide as it was made", has_its_widths).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_letter_is_printed_from_a_frame_of_its_own_below_its_head() {
    let html = format!(
        "<h2 id=top>The letter</h2>{}<p>The end.</p><script>top.owned = 1</script>",
        "<p>A line of the letter.</p>".repeat(80)
    );
    let subject = "<b>Papers</b>";
    let scene = Scene::direct(|maildir| {
        let message = Message::new(subject)
            .from("Ada <ada@example.org>")
            .html(&html);
        maildir.deliver(&message.attachment("plans.bin", vec![1, 2, 3]).bytes());
    })
    .await;
    scene.log_in("Papers").await;
    scene.open(subject).await;
    scene.frame_reads("The end.").await;
    for by_key in [false, true] {
        // What browsers do once they have printed.
        let gone = "(() => { document.getElementById('print-frame')?.contentWindow.dispatchEvent(new Event('afterprint')); return !document.getElementById('print-frame') })()";
        holds(&scene, "no frame is left over", gone).await;
        if by_key {
            let key = "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'p', ctrlKey: true, bubbles: true, cancelable: true }))";
            assert_eq!(
                scene.page().evaluate(key).await,
                json!(false),
                "the browser's own way is stopped"
            );
        } else {
            choose(&scene, "menuitem", "Print…").await;
        }
        let printed = "(() => {
            const frame = document.getElementById('print-frame');
            const inner = frame?.contentDocument, body = inner?.body;
            const head = body?.firstElementChild;
            return head?.className == 'porthole-head'
                && head.querySelector('h1').textContent == '<b>Papers</b>'
                && head.innerText.includes('From: Ada <ada@example.org>')
                && head.innerText.includes('plans.bin')
                && inner.title == '<b>Papers</b>'
                && body.innerText.trimEnd().endsWith('The end.')
                && frame.getAttribute('sandbox') == 'allow-same-origin allow-modals'
                && window.owned === undefined;
        })()";
        holds(&scene, "head and letter are there to be printed", printed).await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn the_source_is_shown_as_it_lies_on_the_server() {
    let scene = Scene::direct(|maildir| {
        maildir.deliver(
            &Message::new("Raw")
                .html("<p>Rich</p><script>x()</script>")
                .bytes(),
        );
    })
    .await;
    scene.log_in("Raw").await;
    scene.open("Raw").await;
    scene.frame_reads("Rich").await;
    choose(&scene, "menuitemcheckbox", "Show the source").await;
    scene.page().the("region", "Source").await;
    scene.page().reads("Content-Type: text/html").await;
    scene
        .page()
        .the("button", "Hide the source")
        .await
        .click()
        .await;
    scene.frame_reads("Rich").await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_message_has_a_window_of_its_own_that_asks_for_no_password() {
    let scene = Scene::direct(|maildir| {
        maildir.deliver(&Message::new("Alone").text("By itself.").bytes());
    })
    .await;
    scene.log_in("Alone").await;
    scene.open("Alone").await;
    let page = scene.page();
    page.reads("By itself.").await;
    choose(&scene, "menuitem", "Open in a window of its own").await;
    wait::until("the window", || async {
        (page.windows().await == 2).then_some(())
    })
    .await;
    page.follow().await;
    assert!(page.url().await.ends_with("?view=message"));
    page.the("heading", "Alone").await;
    page.reads("By itself.").await;
    let is_alone = "document.querySelector('[role=grid]').offsetParent === null && document.querySelector('nav').offsetParent === null";
    holds(&scene, "nothing but the message", is_alone).await;
    page.reload().await;
    page.the("heading", "Alone").await;
    holds(&scene, "the same after a reload", is_alone).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_window_of_its_own_closes_once_its_message_is_archived_and_not_before() {
    // Far away the archive, which is made first, takes its time.
    let far = Manner::Delayed(Duration::from_millis(150));
    let scene = Scene::tapped(far, |maildir| {
        maildir.deliver(&Message::new("Alone").text("By itself.").bytes());
        maildir.deliver(&Message::new("Another").text("Beside it.").bytes());
    })
    .await;
    let port = scene.dovecot.clear_port();
    let mut other = SecondClient::log_in(port, USER, Dovecot::PASSWORD);
    scene.log_in("Alone").await;
    scene.open("Alone").await;
    let page = scene.page();
    choose(&scene, "menuitem", "Open in a window of its own").await;
    wait::until("the window", || async {
        (page.windows().await == 2).then_some(())
    })
    .await;
    page.follow().await;
    page.the("heading", "Alone").await;
    page.the("button", "Archive").await.click().await;
    wait::until("the window to close", || async {
        (page.windows().await == 1).then_some(())
    })
    .await;
    // Whatever was to be done is done: nobody is there who would still do it.
    let archived = other.state("Archive").messages.len();
    assert_eq!((archived, other.state("INBOX").messages.len()), (1, 1));
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_long_text_is_copied_as_it_was_written() {
    // Blocks end with lines, empty ones among them; one line is longer than a block
    // may be, one is of words that turn their direction.
    let lines: String = (0..2_000).map(|n| format!("Line {n}.\n\n")).collect();
    let endless = "word ".repeat(12_000);
    let turning = "\u{5d0}a ".repeat(9_000);
    let text = format!("{lines}{endless}end\nA line.\n{turning}end\n\n\nThe last.");
    let sent = text.replace('\n', "\r\n");
    let scene = Scene::direct(|maildir| {
        maildir.deliver(&Message::new("Long").text(&sent).bytes());
    })
    .await;
    scene.log_in("Long").await;
    scene.open("Long").await;
    let page = scene.page();
    page.reads("Line 1.").await;
    assert_ne!(
        page.evaluate("document.querySelectorAll('.is-piece').length")
            .await,
        json!(0)
    );
    // What is selected is drawn with the next frame.
    let select = "new Promise(done => {
        getSelection().selectAllChildren(document.querySelector('.message-text'));
        requestAnimationFrame(() => requestAnimationFrame(() => done(getSelection().toString())));
    })";
    let copied = page.evaluate(select).await;
    let copied = copied.as_str().unwrap().trim_end_matches('\n');
    let differs = copied.chars().zip(text.chars()).position(|(a, b)| a != b);
    let around = differs.map(|at| copied.chars().skip(at.saturating_sub(20)).take(60));
    let around: Option<String> = around.map(Iterator::collect);
    assert_eq!((around, copied.len()), (None, text.len()));
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_letter_has_the_date_of_its_row_and_says_when_it_was_sent_if_that_is_another() {
    let scene = Scene::direct(|maildir| {
        maildir.deliver(&Message::new("Long on its way").text("At last.").bytes());
        let now = Message::new("At once").text("Here.").bytes();
        let now = String::from_utf8(now).unwrap();
        // Without a Date there is nothing to compare.
        let now = now.replace("Date: Mon, 2 Jun 2025 10:00:00 +0200\r\n", "");
        maildir.deliver(now.as_bytes());
    })
    .await;
    let page = scene.page();
    scene.log_in("Long on its way").await;
    let text = |selector: &str| format!("document.querySelector('{selector}')?.innerText ?? ''");
    for (subject, is_said) in [("Long on its way", true), ("At once", false)] {
        scene.open(subject).await;
        let row = page.evaluate(&text("[role=row].is-open .row-date")).await;
        assert_ne!(row, json!(""), "{subject}");
        page.becomes(&text(".byline-date"), row).await;
        let sent = page.evaluate(&text(".byline-sent")).await;
        let sent = sent.as_str().unwrap_or("");
        assert_eq!(sent.starts_with("Sent "), is_said, "{sent:?}");
    }
}
