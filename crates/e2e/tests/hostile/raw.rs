//! Hostile mail without the sanitizer: raw, in the frames that the app makes.
//!
//! One thing the frame alone does not hold, and Chromium gives no means to hold
//! it: at a `link rel=preconnect`, and at a frame whose loading the policy is
//! about to stop, it opens a connection, over which nothing is asked. No policy
//! has a word for that; the sanitizer lets neither element through. Such bare
//! connections are counted here, and forbidden where the sanitizer is at work.
//!
//! With images allowed, a prefetched page and the documents of SVG's paints count
//! as images for the policy, and what CSS loads names the app's origin; the
//! sanitizer lets none of the former through, and sees to the latter.

use crate::judge::{Images, Judge, Locks, SETTLED};
use e2e::browser::Page;
use e2e::corpus::Case;
use e2e::fixture::{Elsewhere, Message};
use e2e::scene::Scene;
use serde_json::{Value, json};
use std::time::Duration;

/// Cases that end or stop the renderer, which no policy and no sandbox can
/// prevent: that is what the sanitizer's limits are for. The runs in which it is at
/// work have them, and each must be shown there like any other.
const BOMBS: &[(&str, &str)] = &[
    ("dos-comments", "a million comments stop a document"),
    (
        "dos-deep-unknown",
        "laying out 60,000 elements within each other takes minutes",
    ),
    (
        "dos-marquee",
        "marquees within marquees are laid out for ever",
    ),
    ("dos-svg-use", "each use doubles what is drawn"),
];

/// The longest that raw cases may keep the page from answering.
const PATIENCE: Duration = Duration::from_secs(30);

/// Cases that are tried at once. Where such a batch does anything, its cases are
/// tried one by one.
const BATCH: usize = 12;

/// A message with an image elsewhere, so that there is something to consent to.
const SUBJECT: &str = "An ordinary newsletter";

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn no_hostile_message_does_either_without_the_sanitizer() {
    let mut cases = crate::cases();
    cases.retain(|case| case.manifest["kind"] == "html");
    for (bomb, reason) in BOMBS {
        cases.retain(|case| case.id != *bomb);
        println!("left out: {bomb}: {reason}");
    }
    let elsewhere = Elsewhere::start().await;
    let scene = scene(&elsewhere).await;
    let page = scene.page();
    let mut judge = Judge::new(Locks::NoSanitizer);
    judge.prepare(page).await;
    scene.log_in(SUBJECT).await;
    scene.open(SUBJECT).await;
    scene.frame_reads("ordinary").await;
    for images in [Images::Blocked, Images::Allowed] {
        if images == Images::Allowed {
            assert!(
                crate::allow_images(page).await,
                "there is something to allow"
            );
        }
        make_twins(page, BATCH).await;
        judge.forget();
        judge.offences(&scene, &elsewhere, Images::Allowed).await;
        for batch in cases.chunks(BATCH) {
            let problem = fill(page, batch).await.err();
            let offences = judge.offences(&scene, &elsewhere, images).await;
            if problem.is_none() && offences.is_empty() {
                continue;
            }
            for case in batch {
                make_twins(page, 1).await;
                let filled = fill(page, std::slice::from_ref(case)).await;
                if let Err(problem) = &filled {
                    judge.fail(&case.id, problem);
                }
                judge.check(&scene, &elsewhere, &case.id, images).await;
            }
            make_twins(page, BATCH).await;
        }
    }
    println!(
        "hostile mail, {:?}: {} tried twice; {} images were asked for, {} scripts were stopped; {} bare connections",
        Locks::NoSanitizer,
        cases.len(),
        judge.images,
        judge.stopped_scripts,
        judge.bare_connections
    );
    judge.expect_that_locks_were_open(&scene, &elsewhere).await;
    judge.report(&scene);
}

/// Makes two twins of the app's frame for each case, with the same attributes.
async fn make_twins(page: &Page, cases: usize) {
    let script = format!(
        "document.querySelectorAll('[id^=twin]').forEach(twin => twin.remove());
        Promise.all([...Array({cases} * 2).keys()].map(place => new Promise(done => {{
            const twin = document.querySelector('main iframe').cloneNode(false);
            twin.id = 'twin' + place;
            twin.onload = () => {{ twin.onload = null; done() }};
            twin.style = 'position: fixed; inset: auto 0 0 auto; width: 400px; height: 300px';
            document.body.append(twin);
        }}))).then(() => true)"
    );
    page.evaluate(&script).await;
}

/// Puts raw HTML where the app puts what it made safe, each into a frame of its
/// own, and into another as a document of its own; the first one into the app's
/// frame itself, too. Waits until it has settled.
async fn fill(page: &Page, cases: &[Case]) -> Result<Value, String> {
    let bodies: Vec<_> = cases
        .iter()
        .map(|case| String::from_utf8_lossy(&case.content))
        .collect();
    let script = format!(
        "new Promise(done => {{
            const bodies = {};
            const inner = place => document.querySelector('#twin' + place).contentDocument;
            document.querySelector('main iframe').contentDocument.body.innerHTML = bodies[0];
            bodies.forEach((html, place) => {{
                inner(2 * place).body.innerHTML = html;
                const other = inner(2 * place + 1);
                other.open();
                other.write(html);
                other.close();
            }});
            setTimeout(() => done(true), {});
        }})",
        json!(bodies),
        SETTLED.as_millis()
    );
    tokio::time::timeout(PATIENCE, page.try_evaluate(&script))
        .await
        .unwrap_or_else(|_| Err(format!("no answer within {PATIENCE:?}")))
}

/// The app with one message that refers elsewhere.
async fn scene(elsewhere: &Elsewhere) -> Scene {
    Scene::before(elsewhere, |maildir| {
        let message =
            Message::new(SUBJECT).html("<p>An ordinary text.<img src=\"http://news.example/\">");
        maildir.fill(1, |_| (message.bytes(), "S"));
    })
    .await
}
