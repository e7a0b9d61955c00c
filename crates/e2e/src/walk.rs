//! A person who opens every message of a mailbox, one after the other, by its
//! address.

use crate::browser::{Key, Page};
use crate::corpus::Case;
use crate::fixture::{Dovecot, Maildir};
use crate::scene::{Scene, USER};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// What is on screen, in one question.
const STATE: &str = "(() => {
    const main = document.querySelector('.message-pane');
    const frame = main?.querySelector('iframe');
    const inner = frame?.contentDocument;
    // What is folded away is there too; of thousands the first are enough.
    const more = [...(main?.querySelectorAll('.attachments-foot > button') ?? [])]
        .filter(() => main.querySelectorAll('.attachment').length < 60);
    more.forEach(b => b.click());
    return {
        path: location.pathname,
        heading: main?.querySelector('h1')?.innerText ?? '',
        busy: more.length > 0 || !main || !!main.querySelector('.message-placeholder') || (!!frame && !inner?.head?.querySelector('style')),
        failed: main?.querySelector('[role=alert]')?.innerText ?? '',
        words: ((frame ? inner?.body?.innerText : main?.querySelector('.message-text')?.innerText) ?? ''),
        people: main?.querySelector('.byline-from')?.innerText ?? '',
        attachments: [...(main?.querySelectorAll('.attachment button') ?? [])].map(b => b.ariaLabel || b.innerText).filter(n => n.startsWith('Save ')).map(n => n.slice(5)),
    };
})()";

/// What was seen of an opened message.
pub struct Seen {
    /// `heading`, `failed`, `words`, `people`, `attachments`: what is on screen.
    pub state: Value,
    /// How long that took.
    pub time: Duration,
}

/// Delivers the cases in their order, as read.
///
/// # Panics
/// When there are too many.
pub fn fill(maildir: &Maildir, cases: &[Case]) {
    let count = u32::try_from(cases.len()).expect("a corpus is not that large");
    maildir.fill(count, |number| {
        (cases[number as usize].message.clone(), "S")
    });
}

/// Logs in, goes through the whole inbox, newest first, and shows each message
/// to `judge`, or why it is not shown.
pub async fn through(
    scene: &Scene,
    cases: &[Case],
    judge: impl AsyncFnMut(&Case, Result<Seen, String>),
) {
    through_mailbox(scene, "INBOX", cases, judge).await;
}

/// The same of a mailbox in which the cases have the first UIDs. The inbox is not
/// empty.
pub async fn through_mailbox(
    scene: &Scene,
    mailbox: &str,
    cases: &[Case],
    mut judge: impl AsyncFnMut(&Case, Result<Seen, String>),
) {
    let page = scene.page();
    page.go(&scene.porthole.url("/")).await;
    scene.fill_in_login(USER, Dovecot::PASSWORD).await;
    page.press(Key::Enter).await;
    rows_are_there(page).await;
    page.requests().await;
    for (number, case) in cases.iter().enumerate().rev() {
        let path = format!("/mail/{mailbox}/{}", number + 1);
        let begin = go(page, &path).await;
        let seen = opened(page, &path, begin).await;
        let is_lost = seen.is_err();
        judge(case, seen).await;
        if is_lost {
            // The next one has a fair chance: the app anew, at its place.
            page.go(&scene.porthole.url(&path)).await;
            let _ = opened(page, &path, Instant::now()).await;
            rows_are_there(page).await;
            page.requests().await;
        }
    }
}

/// Waits until the list has rows with content: the keyboard moves along them.
async fn rows_are_there(page: &Page) {
    crate::wait::until("rows", || async {
        let row = page.try_evaluate("!!document.querySelector('[role=row] a')");
        (row.await == Ok(json!(true))).then_some(())
    })
    .await;
}

/// Goes to an address as the forward button does: the list need not have come
/// so far. Tells when that was.
///
/// Chromium lets a page change its address two hundred times in ten seconds,
/// and drops what is beyond; no person is that quick, and so this is not.
async fn go(page: &Page, path: &str) -> Instant {
    tokio::time::sleep(Duration::from_millis(60)).await;
    let begin = Instant::now();
    let script = format!(
        "history.pushState(null, '', '{path}'); dispatchEvent(new PopStateEvent('popstate'))"
    );
    // A page that does not answer is told by what waits for its state.
    let _ = page.try_evaluate(&script).await;
    begin
}

/// Waits until the message of this address is shown, whatever it is.
async fn opened(page: &Page, path: &str, begin: Instant) -> Result<Seen, String> {
    let mut last = Value::Null;
    while begin.elapsed() < Duration::from_secs(15) {
        let state = page.try_evaluate(STATE).await?;
        let is_there = state["path"] == path && state["busy"] == json!(false);
        if is_there {
            return Ok(Seen {
                state,
                time: begin.elapsed(),
            });
        }
        last = state;
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Err(format!("not shown within 15 s: {last}"))
}
