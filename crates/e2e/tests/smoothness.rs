//! The page's thread is free while large things come. What the test holds is what
//! it has to do: what is in the page, and how long its tasks have the processor.
//! Frames by the clock are held where somebody measures (`e2e::bars`).
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a panic is a test's report"
)]

use e2e::bars::{self, LONG};
use e2e::fixture::{Manner, Message, attachment_bytes};
use e2e::scene::{Scene, numbered};
use e2e::wait;
use serde_json::json;
use std::time::{Duration, Instant};

/// So often what is measured is tried.
const RUNS: usize = 3;

/// The list has so many rows at most in the page, whatever is in the mailbox.
const MOST_ROWS: u64 = 150;

/// A newsletter of so many octets at least, all of it rows of one table.
fn rows(octets: usize) -> String {
    let begin =
        "<style>td { padding: 4px; color: #345 } .x { background: #eef }</style><table width=600>";
    let row = |number| {
        format!(
            "<tr class=x><td style=\"font-size:14px;border-bottom:1px solid #ccc\"><b>Offer {number}</b> \
             <a href=\"https://example.org/o/{number}\">Only today</a></td>\
             <td><p>Lines of no importance that fill the page, number {number}.</p></td></tr>"
        )
    };
    repeated(octets, begin, row) + "</table><p id=end>The end of it.</p>"
}

/// The same of tables one below the other, as most newsletters are built.
fn sections(octets: usize) -> String {
    let section = |number| {
        format!(
            "<table width=600 cellpadding=0 cellspacing=0 align=center><tr>\
             <td style=\"padding:8px;font-family:Arial,sans-serif;font-size:14px\">\
             <h2 style=\"margin:0\">Offer {number}</h2>\
             <p style=\"line-height:1.4\">Lines of no importance that fill the page. \
             <a href=\"https://example.org/o/{number}\" style=\"color:#06c\">Only today</a></p>\
             <table><tr><td>One</td><td>Two</td></tr></table></td></tr></table>"
        )
    };
    repeated(octets, "", section) + "<p id=end>The end of it.</p>"
}

fn repeated(octets: usize, begin: &str, one: impl Fn(usize) -> String) -> String {
    let mut html = begin.to_owned();
    let mut number = 0;
    while html.len() < octets {
        number += 1;
        html += &one(number);
    }
    html
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_newsletter_of_500_kilobytes_holds_the_page_for_no_long_task() {
    let kinds = [("Rows", rows(500_000)), ("Sections", sections(500_000))];
    let scene = Scene::direct(|maildir| {
        maildir.fill(20, numbered);
        for (kind, newsletter) in &kinds {
            for run in 0..RUNS {
                let html = newsletter.replacen("Offer", &format!("Run {run}"), 1);
                maildir.deliver(&Message::new(&format!("{kind} {run}")).html(&html).bytes());
            }
        }
    })
    .await;
    scene.log_in("Rows 0").await;
    // The modules that reading needs are loaded while nobody waits.
    scene.open("Number 19 of many").await;
    // It is put into the frame in parts, and comes out whole.
    let offers = "(() => {
        const inner = document.querySelector('iframe').contentDocument;
        const links = [...inner.querySelectorAll('a')];
        const end = inner.getElementById('m-end');
        return links.length > 1000 && inner.compatMode == 'CSS1Compat'
            && links.every((link, index) => link.href.endsWith(`/o/${index + 1}`))
            && end.parentNode.lastElementChild == end && end.parentNode.parentNode == inner.body
            && [...inner.querySelectorAll('tr')].every(row => row.parentNode.nodeName == 'TBODY');
    })()";
    for (kind, _) in &kinds {
        let (mut longest, mut observed) = (Vec::new(), f64::INFINITY);
        for run in 0..RUNS {
            let trace = scene.browser.trace().await;
            scene.page().watch().await;
            scene.open(&format!("{kind} {run}")).await;
            // To ask for its words would have it laid out once more each time.
            wait::until("its end", || async {
                let end =
                    "!!document.querySelector('iframe')?.contentDocument?.getElementById('m-end')";
                (scene.page().try_evaluate(end).await == Ok(json!(true))).then_some(())
            })
            .await;
            let seen = scene.page().watched().await;
            observed = observed.min(seen.longest_task());
            longest.push(trace.work().await.longest);
            assert_eq!(
                scene.page().evaluate(offers).await,
                json!(true),
                "all of it, in its order"
            );
        }
        // What a machine has to do besides is in no run's favour.
        let best = longest.iter().min().expect("there are some");
        bars::by_processor(&format!("{kind}: the longest task"), *best, LONG);
        let most = LONG.as_secs_f64() * 1000.0;
        bars::by_clock(
            &format!("{kind}: the longest that is observed"),
            observed,
            most,
        );
    }
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_message_of_25_megabytes_opens_at_once_and_streams_while_the_list_scrolls() {
    let bytes = attachment_bytes(18_000_000);
    let message = Message::new("The survey").text("All of the plans.");
    let message = message.attachment("survey.bin", bytes.clone()).bytes();
    assert!(message.len() > 24_000_000);
    let scene = Scene::tapped(Manner::Delayed(Duration::ZERO), |maildir| {
        maildir.fill(2_000, numbered);
        maildir.deliver(&message);
    })
    .await;
    scene.log_in("The survey").await;
    let page = scene.page();
    let begin = Instant::now();
    scene.open("The survey").await;
    page.reads("All of the plans.").await;
    println!("text after {:?}", begin.elapsed());
    let came = scene.tap().bytes_received();
    assert!(came < 1_000_000, "the text waited for the file: {came}");

    // Up and down the list, first with nothing else to do.
    let mut places = (0..50)
        .chain((0..50).rev())
        .cycle()
        .map(|at| f64::from(at) / 50.0);
    page.watch().await;
    for place in places.by_ref().take(100) {
        scene.scroll_to(place).await;
    }
    let alone = page.watched().await;

    page.the("button", "Save survey.bin").await.click().await;
    let trace = scene.browser.trace().await;
    page.watch().await;
    let begin = Instant::now();
    let file = scene.browser.downloads().join("survey.bin");
    let mut steps = 0;
    while !file.exists() {
        scene.scroll_to(places.next().unwrap_or_default()).await;
        steps += 1;
        assert!(begin.elapsed() < wait::PATIENCE, "the file never came");
    }
    let took = begin.elapsed();
    let smooth = page.watched().await;
    let work = trace.work().await;
    let saved = scene.browser.saved_file("survey.bin").await;
    assert!(saved == bytes, "the file differs");
    println!(
        "{:.1} MB/s; {steps} steps; {:?} on the page's thread",
        message.len() as f64 / 1e6 / took.as_secs_f64(),
        work.total
    );
    bars::by_processor("its longest task meanwhile", work.longest, LONG);
    // As smooth as the list alone on this machine, or nearly.
    let late = |seen: &e2e::browser::Smoothness| (1.0 - seen.within(20.0)) * 100.0;
    println!(
        "late frames: {:.1} %, alone {:.1} %",
        late(&smooth),
        late(&alone)
    );
    let most = f64::max(20.0, 1.25 * alone.percentile(0.95));
    bars::by_clock("95 % of frames meanwhile", smooth.percentile(0.95), most);
    holds_few_rows(&scene).await;
}

/// However far one scrolled, the page holds what is on screen and a little around it.
async fn holds_few_rows(scene: &Scene) {
    let rows = "document.querySelectorAll('[role=grid] [role=row]').length";
    let rows = scene.page().evaluate(rows).await.as_u64();
    println!("{rows:?} rows are in the page");
    assert!(
        rows.is_some_and(|rows| (1..=MOST_ROWS).contains(&rows)),
        "{rows:?}"
    );
}

/// So many messages a list has that scrolls smoothly.
const MANY: u32 = 100_000;

/// Ways through the list, and how many steps each takes.
const WAYS: [(&str, u32); 3] = [("the wheel", 120), ("the bar", 100), ("a key held", 60)];

/// Goes through the list in one of the [`WAYS`].
async fn go(scene: &Scene, (way, steps): (&str, u32)) {
    match way {
        "the wheel" => turn_wheel(scene, steps).await,
        "the bar" => drag_bar(scene, steps).await,
        _ => hold_key(scene, steps).await,
    }
}

/// Turns the wheel over the list so many times, each sixtieth of a second.
async fn turn_wheel(scene: &Scene, times: u32) {
    let (x, y) = scene.grid().await.middle().await;
    for _ in 0..times {
        let turn = json!({ "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": 120 });
        scene
            .page()
            .devtools("Input.dispatchMouseEvent", turn)
            .await;
        tokio::time::sleep(Duration::from_millis(16)).await;
    }
}

/// Drags the scroll bar over all of the list.
async fn drag_bar(scene: &Scene, steps: u32) {
    for step in 0..steps {
        scene.scroll_to(f64::from(step) / f64::from(steps)).await;
    }
}

/// Holds the key that leads to the next message.
async fn hold_key(scene: &Scene, times: u32) {
    for _ in 0..times {
        let down = json!({ "type": "keyDown", "key": "j", "text": "j", "autoRepeat": true });
        scene.page().devtools("Input.dispatchKeyEvent", down).await;
        tokio::time::sleep(Duration::from_millis(33)).await;
    }
    let up = json!({ "type": "keyUp", "key": "j" });
    scene.page().devtools("Input.dispatchKeyEvent", up).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_list_of_100_000_scrolls_by_wheel_bar_and_key_without_losing_frames() {
    let scene = Scene::direct(|maildir| maildir.fill(MANY, numbered)).await;
    scene.log_in(&format!("Number {} of many", MANY - 1)).await;
    let page = scene.page();
    scene.grid().await.call("function() { this.focus() }").await;
    for way in WAYS {
        let trace = scene.browser.trace().await;
        go(&scene, way).await;
        let work = trace.work().await;
        bars::by_processor(&format!("{}: the longest task", way.0), work.longest, LONG);
        page.the_one_with("row", "of many").await;
        holds_few_rows(&scene).await;
    }
    if bars::are_armed() {
        keeps_its_frames(&scene).await;
    }
    assert_eq!(
        page.console().await,
        Vec::<String>::new(),
        "the console is quiet"
    );
}

/// By the clock, beside what this machine does while nothing happens: the best of
/// some runs.
async fn keeps_its_frames(scene: &Scene) {
    let page = scene.page();
    page.watch().await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let idle = page.watched().await.percentile(0.99);
    println!("idle: 99 % of frames within {idle:.1} ms");
    let mut best = WAYS.map(|_| f64::INFINITY);
    for run in 0..RUNS {
        for (way, best) in WAYS.into_iter().zip(&mut best) {
            page.watch().await;
            go(scene, way).await;
            let smooth = page.watched().await;
            let percentile = smooth.percentile(0.99);
            println!(
                "run {run}, {}: 99 % of {} frames within {percentile:.1} ms, long tasks {:?} ms",
                way.0,
                smooth.frames.len(),
                smooth.long_tasks
            );
            *best = best.min(percentile);
        }
    }
    // A frame lost now and then is the machine's, if it loses them idle too.
    let most = f64::max(20.0, idle * 1.25 + 1.0);
    for ((name, _), best) in WAYS.into_iter().zip(best) {
        bars::by_clock(&format!("{name}: 99 % of frames"), best, most);
    }
}
