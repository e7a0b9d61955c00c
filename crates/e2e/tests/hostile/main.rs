//! Hostile mail in the real app, in a browser for which every name in the world
//! leads to one listening server.
//!
//! Three locks keep a message from doing anything: the sanitizer, the policy of
//! the frame's document, the frame's sandbox. They are tried as shipped, without
//! the policy, and without the sanitizer; each time with remote images blocked
//! and then allowed. The last test takes all of them away, and must see what the
//! others must not.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]
#![allow(clippy::print_stdout, reason = "what was tried is worth reading")]

mod bodies;
mod bombs;
mod control;
mod heads;
mod judge;
mod links;
mod names;
mod printed;
mod raw;
mod reopened;
mod written;

use crate::judge::{Images, Judge, Locks};
use e2e::browser::Page;
use e2e::corpus::{self, Case};
use e2e::fixture::Elsewhere;
use e2e::scene::Scene;
use e2e::walk;
use serde_json::json;
use std::time::{Duration, Instant};

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn no_hostile_message_runs_loads_or_touches_anything() {
    open_all(Locks::All).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn no_hostile_message_does_either_without_the_frames_policy() {
    open_all(Locks::NoPolicy).await;
}

/// The corpus, where it is here, and what is ours.
fn cases() -> Vec<Case> {
    let mut cases = corpus::load("xss").unwrap_or_default();
    println!("{} messages of the corpus", cases.len());
    cases.extend(bodies::bodies());
    cases
}

/// Opens every case from its mailbox, then once more with its images.
async fn open_all(locks: Locks) {
    let mut cases = cases();
    // What they cost is the same whatever a policy says.
    if locks == Locks::All {
        cases.extend(bodies::heavy_bodies());
    }
    let elsewhere = Elsewhere::start().await;
    let scene = Scene::before(&elsewhere, |maildir| walk::fill(maildir, &cases)).await;
    let page = scene.page();
    let mut judge = Judge::new(locks);
    judge.prepare(page).await;
    let mut shortfalls: Vec<String> = Vec::new();
    let mut slowest = (Duration::ZERO, String::new());
    let (mut allowed, mut harmless) = (0, 0);
    walk::through(&scene, &cases, async |case, seen| {
        let seen = match seen {
            Ok(seen) => seen,
            Err(problem) => {
                judge.fail(&case.id, &problem);
                return;
            }
        };
        let was_harmless = judge
            .check(&scene, &elsewhere, &case.id, Images::Blocked)
            .await;
        harmless += usize::from(was_harmless);
        // A loaded machine is slow too: beyond the budget is listed, never shown fails.
        if seen.time > Duration::from_secs(2) {
            shortfalls.push(format!("{}: shown after {:?}", case.id, seen.time));
        }
        if seen.time > slowest.0 {
            slowest = (seen.time, case.id.clone());
        }
        let shown =
            [&seen.state["words"], &seen.state["heading"]].map(|text| text.as_str().unwrap_or(""));
        for kept in kept(case).filter(|kept| !shown.iter().any(|text| text.contains(kept))) {
            shortfalls.push(format!("{}: '{kept}' is not shown", case.id));
        }
        if allow_images(page).await {
            allowed += 1;
            judge
                .check(&scene, &elsewhere, &case.id, Images::Allowed)
                .await;
        }
    })
    .await;
    println!(
        "hostile mail, {locks:?}: {harmless} of {} harmless, {allowed} of them with {} images; the slowest, {}, was shown after {:?}",
        cases.len(),
        judge.images,
        slowest.1,
        slowest.0
    );
    println!("falls short:\n  {}", shortfalls.join("\n  "));
    judge.expect_that_locks_were_open(&scene, &elsewhere).await;
    judge.report(&scene);
}

fn kept(case: &Case) -> impl Iterator<Item = &str> {
    let kept = case.manifest["must_keep"].as_array().into_iter().flatten();
    kept.filter_map(|text| text.as_str())
}

/// Consents to the open message's images, if it has any, and waits until they
/// have come or failed.
async fn allow_images(page: &Page) -> bool {
    const CONSENT: &str = "(() => {
        const button = [...document.querySelectorAll('main button')]
            .find(button => /^Show (the )?images/.test(button.innerText.trim()));
        button?.click();
        return !!button;
    })()";
    const ARE_THERE: &str = "(() => {
        const frame = document.querySelector('main iframe');
        const inner = frame?.contentDocument;
        return frame?.contentWindow.location.pathname.endsWith('/remote.html')
            && !!inner?.head?.querySelector('style')
            && [...inner.images].every(image => image.complete);
    })()";
    if page.try_evaluate(CONSENT).await != Ok(json!(true)) {
        return false;
    }
    // What is behind the text says nothing when it comes; the judge waits for it.
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(2) {
        if page.try_evaluate(ARE_THERE).await == Ok(json!(true)) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    true
}
