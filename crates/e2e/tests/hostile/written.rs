//! The same bodies, pasted into the text of a new message: through the sanitizer,
//! as a person would paste them, and past it, so that the frame holds alone.

use crate::judge::{Images, Judge, Locks};
use e2e::browser::Page;
use e2e::fixture::{Elsewhere, Message};
use e2e::scene::Scene;
use e2e::wait;
use e2e::walk;
use serde_json::json;

/// Waits at most so long for what the sanitizer leaves of a body, in milliseconds.
/// Of some nothing is left, and nothing comes.
const MOST_WAIT: u32 = 250;

/// One of so many bodies is quoted.
const QUOTED_OF: usize = 25;

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn nothing_that_is_pasted_runs_loads_or_touches_anything() {
    paste_all(Locks::All).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn nothing_that_is_put_in_raw_runs_or_leaves_the_editors_frame() {
    paste_all(Locks::NoSanitizer).await;
}

async fn paste_all(locks: Locks) {
    let cases = crate::cases();
    let elsewhere = Elsewhere::start().await;
    let scene = Scene::writing_before(&elsewhere, |maildir| {
        let message = Message::new("Nothing to see").html("<p>Nothing.");
        maildir.fill(1, |_| (message.bytes(), "S"));
    })
    .await;
    let page = scene.page();
    let mut judge = Judge::new(locks).of_an_editor();
    judge.prepare(page).await;
    scene.log_in("Nothing to see").await;
    page.the("button", "Compose").await.click().await;
    wait::until("the text of a new message", || is_open(page)).await;
    // The browser's own first page is nobody's.
    let _ = (page.requests().await, page.console().await);
    let mut tried = 0;
    for case in &cases {
        // A body that is too large for one question of the driver's is for others.
        if case.content.len() > 1_000_000 {
            continue;
        }
        let html = String::from_utf8_lossy(&case.content);
        let script = match locks {
            Locks::NoSanitizer => raw(&html),
            _ => pasted(&html),
        };
        if let Err(problem) = page.try_evaluate(&script).await {
            judge.fail(&case.id, &problem);
            break;
        }
        judge
            .check(&scene, &elsewhere, &case.id, Images::Blocked)
            .await;
        tried += 1;
    }
    println!("pasted, {locks:?}: {tried} of {} bodies", cases.len());
    judge.report(&scene);
}

/// Whether a text can be written.
pub(crate) async fn is_open(page: &Page) -> Option<()> {
    let is_there = "!!document.querySelector('.editor-plain')
        || !!document.querySelector('.editor iframe')?.contentDocument?.body?.isContentEditable";
    (page.try_evaluate(is_there).await == Ok(json!(true))).then_some(())
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn nothing_that_is_quoted_in_a_reply_runs_loads_or_touches_anything() {
    let cases = crate::cases();
    // Each costs as long as a person takes: some of every kind.
    let cases: Vec<_> = cases.into_iter().step_by(QUOTED_OF).collect();
    let elsewhere = Elsewhere::start().await;
    let scene = Scene::writing_before(&elsewhere, |maildir| walk::fill(maildir, &cases)).await;
    let page = scene.page();
    let mut judge = Judge::new(Locks::All).of_an_editor();
    judge.prepare(page).await;
    let mut quoted = 0;
    walk::through(&scene, &cases, async |case, seen| {
        if let Err(problem) = seen {
            judge.fail(&case.id, &problem);
            return;
        }
        page.the("button", "Reply").await.click().await;
        wait::until("the quote", || is_open(page)).await;
        judge
            .check(&scene, &elsewhere, &case.id, Images::Blocked)
            .await;
        quoted += 1;
        page.the("button", "Save and close").await.click().await;
        wait::until("the end of writing", || async {
            is_open(page).await.is_none().then_some(())
        })
        .await;
    })
    .await;
    println!("quoted: {quoted} of {} bodies", cases.len());
    judge.report(&scene);
}

/// Pastes a body, as what comes of a copy elsewhere.
fn pasted(html: &str) -> String {
    format!(
        "new Promise(done => {{
            const frame = document.querySelector('.editor iframe'), inner = frame.contentDocument;
            inner.execCommand('selectAll');
            inner.execCommand('delete');
            const end = setTimeout(() => done(true), {MOST_WAIT});
            inner.addEventListener('input', () => {{ clearTimeout(end); done(true) }}, {{ once: true }});
            const data = new DataTransfer();
            data.setData('text/html', {});
            data.setData('text/plain', 'x');
            const how = {{ clipboardData: data, bubbles: true, cancelable: true }};
            inner.body.dispatchEvent(new frame.contentWindow.ClipboardEvent('paste', how));
        }})",
        json!(html)
    )
}

/// Puts a body in as the app puts in what was made fit.
fn raw(html: &str) -> String {
    format!(
        "new Promise(done => {{
            const inner = document.querySelector('.editor iframe').contentDocument;
            inner.execCommand('selectAll');
            inner.execCommand('delete');
            inner.execCommand('insertHTML', false, {});
            setTimeout(() => done(true), 20);
        }})",
        json!(html)
    )
}
