//! What a person waits for, measured in the page itself: from the event of
//! their key or click to the frame in which the result is there. Medians of
//! five, beside their targets. Times wander with the machine's load; bytes don't.
//!
//!     cargo run -p e2e --example bench        (cargo xtask bench builds what it needs)
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a measurement that cannot be made says so by ending"
)]

use e2e::browser::{Key, Page};
use e2e::fixture::{Dovecot, Manner, Message, attachment_bytes};
use e2e::scene::{Scene, USER, numbered};
use serde_json::Value;
use std::time::{Duration, Instant};

const RUNS: usize = 5;
const MANY: u32 = 100_000;
const SOME: u32 = 10_000;

/// A row whose content is there.
const ROWS: &str = "document.querySelector('[role=row] a')";

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("the system has threads");
    runtime.block_on(measure());
}

async fn measure() {
    in_a_large_mailbox().await;
    a_large_message().await;
    for (milliseconds, target) in [(40, "220 ms"), (150, "420 ms")] {
        let delay = Duration::from_micros(milliseconds * 500);
        let scene = Scene::tapped(Manner::Delayed(delay), |maildir| {
            maildir.fill(SOME, numbered);
        })
        .await;
        scene.dovecot.settle(USER).await;
        let logins = logins(&scene).await;
        let name = format!("Enter to rows, {milliseconds} ms round trip (10,000)");
        line(&name, median(logins), "ms", target);
    }
}

async fn in_a_large_mailbox() {
    let scene = Scene::tapped(Manner::Delayed(Duration::ZERO), |maildir| {
        maildir.fill(MANY - 1, numbered);
        let plans = Message::new("The plans").text("See there.");
        let plans = plans.attachment("plans.bin", attachment_bytes(5_000_000));
        maildir.deliver(&plans.bytes());
    })
    .await;
    scene.dovecot.settle(USER).await;
    let page = scene.page();
    page.go("about:blank").await;
    let empty = scene.browser.renderer_memory();
    let over_empty = || scene.browser.renderer_memory().saturating_sub(empty) as f64 / 1_048_576.0;

    scene.log_in("The plans").await;
    // What comes behind the list has come, too.
    tokio::time::sleep(Duration::from_secs(3)).await;
    line(
        "memory over an empty tab, logged in",
        over_empty(),
        "MiB",
        "90 MB",
    );
    page.the("button", "Log out").await.click().await;
    page.the("textbox", "User name").await;
    line(
        "login form ready, loopback",
        form_ready(&scene).await,
        "ms",
        "100 ms on a return visit",
    );
    line(
        "Enter to rows",
        median(logins(&scene).await),
        "ms",
        "100 ms",
    );
    e2e::wait::until("the kept session", || async {
        let kept = page.evaluate("sessionStorage.length > 0").await;
        (kept == true).then_some(())
    })
    .await;
    scene.tap().forget();
    line(
        "reload to rows",
        median(reloads(&scene).await),
        "ms",
        "150 ms",
    );
    let each = scene.tap().bytes_received() as f64 / RUNS as f64 / 1000.0;
    line("bytes from the server for it", each, "KB", "100 KB");

    let opened = "document.querySelector('main .message-text')";
    let mut times = Vec::new();
    for number in 0..RUNS {
        // Far enough from each other that none was fetched ahead of another.
        let index = number * 3;
        times.push(open_row(page, index, opened).await);
    }
    let _first_has_attachment = times.remove(0);
    line(
        "open a text message",
        median(times),
        "ms",
        "1 round trip + 30 ms",
    );
    line(
        "open a message with a 5 MB attachment",
        open_row(page, 0, opened).await,
        "ms",
        "as a text message",
    );

    let mut jumps = Vec::new();
    for part in [0.5, 0.1, 0.8, 0.3, 0.6] {
        arm(
            page,
            "scroll",
            &format!("{ROWS} && !document.querySelector('[role=row][aria-busy]')"),
        )
        .await;
        scene.scroll_to(part).await;
        jumps.push(measured(page).await);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    line(
        "jump in the list",
        median(jumps),
        "ms",
        "1 round trip + 30 ms",
    );

    let (slow, longest) = scroll_through(&scene).await;
    line(
        "frames over 20 ms while scrolling",
        slow,
        "%",
        "1 % on an idle machine",
    );
    line("longest task of the page meanwhile", longest, "ms", "50 ms");

    scene.scroll_to(0.0).await;
    let delivered = Instant::now();
    scene
        .dovecot
        .maildir(USER)
        .deliver(&Message::new("Fresh").bytes());
    scene.row("Fresh").await;
    let seen = delivered.elapsed().as_secs_f64() * 1000.0;
    line(
        "new mail delivered to seen",
        seen,
        "ms",
        "1000 ms, 500 of them Dovecot's",
    );
    line(
        "memory over an empty tab, in the end",
        over_empty(),
        "MiB",
        "none",
    );
}

/// A message of 25 MB: when its text is there, how fast its file comes beside a
/// plain read of the same, and how the page does meanwhile.
async fn a_large_message() {
    let file = attachment_bytes(18_000_000);
    let message = Message::new("The survey").text("All of the plans.");
    let message = message.attachment("survey.bin", file).bytes();
    let scene = Scene::direct(|maildir| {
        maildir.fill(SOME, numbered);
        maildir.deliver(&message);
    })
    .await;
    scene.dovecot.settle(USER).await;
    scene.log_in("The survey").await;
    let page = scene.page();
    let opened = "document.querySelector('main .message-text')";
    line(
        "open a message of 25 MB",
        open_row(page, 0, opened).await,
        "ms",
        "as a text message",
    );
    let mut plain = scene.dovecot.dialogue(USER).await;
    plain.command("SELECT INBOX").await;
    let begin = Instant::now();
    let answer = plain.command("FETCH * BODY.PEEK[2]").await;
    let plain_rate = answer.len() as f64 / 1e6 / begin.elapsed().as_secs_f64();

    page.the("button", "Save survey.bin").await.click().await;
    page.watch().await;
    let begin = Instant::now();
    let file = scene.browser.downloads().join("survey.bin");
    let mut fraction = 0.0;
    while !file.exists() {
        fraction = (fraction + 0.01) % 1.0;
        scene.scroll_to(fraction).await;
    }
    let rate = answer.len() as f64 / 1e6 / begin.elapsed().as_secs_f64();
    let smooth = page.watched().await;
    line(
        "its file, while the list scrolls",
        rate,
        "MB/s",
        "the network's",
    );
    line(
        "the same read plainly, without TLS",
        plain_rate,
        "MB/s",
        "beside it",
    );
    let late = (1.0 - smooth.within(20.0)) * 100.0;
    line(
        "frames over 20 ms meanwhile",
        late,
        "%",
        "1 % on an idle machine",
    );
    line(
        "longest task of the page meanwhile",
        smooth.longest_task(),
        "ms",
        "50 ms",
    );
}

/// From the navigation's start until the form can be typed into.
async fn form_ready(scene: &Scene) -> f64 {
    let page = scene.page();
    page.go(&scene.porthole.url("/login")).await;
    page.the("textbox", "User name").await;
    let mut times = Vec::new();
    on_each_load(page, "document.querySelector('input[type=password]')").await;
    for _ in 0..RUNS {
        page.reload().await;
        times.push(loaded(page).await);
    }
    median(times)
}

async fn logins(scene: &Scene) -> Vec<f64> {
    let page = scene.page();
    let mut times = Vec::new();
    for _ in 0..RUNS {
        page.go(&scene.porthole.url("/login")).await;
        scene.fill_in_login(USER, Dovecot::PASSWORD).await;
        // The engine loads while one types: let it.
        tokio::time::sleep(Duration::from_millis(700)).await;
        // Finding the fields by role has the browser keep its accessibility tree.
        page.devtools("Accessibility.disable", serde_json::json!({}))
            .await;
        arm(page, "keydown", ROWS).await;
        page.press(Key::Enter).await;
        times.push(measured(page).await);
        if times.len() < RUNS {
            page.the("button", "Log out").await.click().await;
            page.the("textbox", "User name").await;
        }
    }
    times
}

async fn reloads(scene: &Scene) -> Vec<f64> {
    let page = scene.page();
    on_each_load(page, ROWS).await;
    let mut times = Vec::new();
    for _ in 0..RUNS {
        page.reload().await;
        times.push(loaded(page).await);
        tokio::time::sleep(Duration::from_millis(800)).await;
    }
    times
}

async fn open_row(page: &Page, index: usize, opened: &str) -> f64 {
    page.evaluate("document.querySelector('main .message-text')?.remove()")
        .await;
    arm(page, "click", opened).await;
    let click = format!("document.querySelectorAll('[role=row]')[{index}].click()");
    page.evaluate(&click).await;
    measured(page).await
}

/// Scrolls on with every frame; the share of slow frames, and the longest task.
async fn scroll_through(scene: &Scene) -> (f64, f64) {
    let script = "new Promise(done => {
        const all = [...document.querySelector('[role=grid]').querySelectorAll('*'), document.querySelector('[role=grid]')];
        const bar = all.find(e => e.scrollHeight > e.clientHeight + 100 && /auto|scroll/.test(getComputedStyle(e).overflowY));
        bar.scrollTop = 0;
        let last = performance.now(), slow = 0, frames = 0, longest = 0;
        new PerformanceObserver(list => { for (const task of list.getEntries()) longest = Math.max(longest, task.duration) }).observe({ entryTypes: ['longtask'] });
        const step = () => {
            const now = performance.now();
            if (frames > 0 && now - last > 20) slow += 1;
            last = now;
            if (++frames > 300) return done([slow * 100 / 300, longest]);
            bar.scrollTop += 400;
            requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
    })";
    let result = scene.page().evaluate(script).await;
    (
        result[0].as_f64().unwrap_or(f64::NAN),
        result[1].as_f64().unwrap_or(f64::NAN),
    )
}

/// Waits in the page: from the next `event` to the frame in which `condition` holds.
async fn arm(page: &Page, event: &str, condition: &str) {
    let script = format!(
        "void (window.__measured = new Promise(done => {{
            let begin = null;
            addEventListener('{event}', () => {{ begin ??= performance.now() }}, {{ capture: true, once: true }});
            const look = () => begin !== null && ({condition})
                ? done(performance.now() - begin)
                : performance.now() - begin > 20000 && begin !== null ? done(NaN) : requestAnimationFrame(look);
            look();
        }}))"
    );
    page.evaluate(&script).await;
}

async fn measured(page: &Page) -> f64 {
    number(&page.evaluate("window.__measured").await)
}

/// In every document from now on: from its navigation's start to the frame in
/// which `condition` holds.
async fn on_each_load(page: &Page, condition: &str) {
    let script = format!(
        "if (top === self) window.__loaded = new Promise(done => {{
            const look = () => ({condition}) ? done(performance.now())
                : performance.now() > 20000 ? done(NaN) : requestAnimationFrame(look);
            look();
        }})"
    );
    let source = serde_json::json!({ "source": script });
    page.devtools("Page.addScriptToEvaluateOnNewDocument", source)
        .await;
}

async fn loaded(page: &Page) -> f64 {
    number(&page.evaluate("window.__loaded").await)
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn line(what: &str, value: f64, unit: &str, target: &str) {
    println!("{what:<48} {value:>8.1} {unit:<4} target {target}");
}
