//! Pictures of the real app with letters of every kind in it, kept in
//! `artefacts/letters`: wide and on a phone, by day and by night. To be looked at;
//! what is checked here is only that each opens, and that nothing is beyond the
//! page's edge.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

mod kinds;

use e2e::browser::{Browser, Scheme};
use e2e::fixture::{Dovecot, Manner, Porthole, PostOffice, Tap, Upstream};
use e2e::scene::{Scene, USER};
use e2e::wait;
use serde_json::json;
use std::time::Duration;

const LOOKS: [(&str, u32, u32, Scheme); 4] = [
    ("wide-light", 1440, 900, Scheme::Light),
    ("wide-dark", 1440, 900, Scheme::Dark),
    ("phone-light", 390, 844, Scheme::Light),
    ("phone-dark", 390, 844, Scheme::Dark),
];

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn letters_of_every_kind_are_pictured_in_every_look() {
    let kinds = kinds::kinds();
    let dovecot = Dovecot::start(&[USER]);
    let count = u32::try_from(kinds.len()).unwrap();
    dovecot
        .maildir(USER)
        .fill(count, |number| (kinds[number as usize].bytes.clone(), ""));
    let office = PostOffice::start().await;
    let tap = Tap::start(office.port(), Manner::Delayed(Duration::ZERO)).await;
    let porthole = Porthole::start_submitting(
        &Upstream::local(dovecot.tls_port(), dovecot.authority_file()),
        "example.org",
        &Upstream::local(tap.port(), tap.authority_file()),
    );
    let scene = Scene {
        browser: Browser::start().await,
        porthole,
        tap: Some(tap),
        dovecot,
    };
    let page = scene.page();
    page.look(1440, 900, Scheme::Light).await;
    scene.log_in("Minutes of the meeting").await;
    // The newest first, and from there on to the next.
    for (number, kind) in kinds.iter().rev().enumerate() {
        // Not by the pointer: it would leave its hover in the picture.
        let way = match number {
            0 => scene.row(&kind.subject).await,
            _ => page.the("button", "Next message").await,
        };
        way.call("function() { this.click() }").await;
        page.the("heading", &kind.subject).await;
        for name in kind.presses {
            let button = page.the_one_with("button", name).await;
            button.call("function() { this.click() }").await;
        }
        let rests = "!document.querySelector('.message-placeholder')";
        wait::until("the body", || async {
            (page.evaluate(rests).await == json!(true)).then_some(())
        })
        .await;
        for (look, width, height, scheme) in LOOKS {
            page.look(width, height, scheme).await;
            tokio::time::sleep(Duration::from_millis(300)).await;
            let file = format!("artefacts/letters/{}-{look}.png", kind.name);
            // A phone would show the whole page smaller if a part of it did not fit.
            let wants = page.evaluate("document.documentElement.scrollWidth").await;
            let fits = wants.as_u64() <= Some(u64::from(width));
            assert!(fits, "{} is {wants} wide, {look}", kind.name);
            page.screenshot(&e2e::workspace_root().join(file)).await;
        }
        page.look(1440, 900, Scheme::Light).await;
        if let Some(close) = page.find("button", "Close").await {
            close.call("function() { this.click() }").await;
        }
    }
}
