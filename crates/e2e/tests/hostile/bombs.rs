//! What is to keep a browser busy, one after the other, and for how long it does.

use crate::bodies;
use e2e::bars;
use e2e::browser::Page;
use e2e::corpus::text_case;
use e2e::scene::Scene;
use e2e::walk;
use std::time::Duration;

/// So long a bomb may have the processor, until nothing is left to be shown of it.
const MOST: Duration = Duration::from_secs(2);

/// How much of the message is there.
const SIZE: &str = "(() => {
    const main = document.querySelector('.message-pane');
    const inner = main?.querySelector('iframe')?.contentDocument;
    return String((inner ?? main)?.getElementsByTagName('*').length);
})()";

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn no_bomb_has_the_processor_for_long() {
    let mut cases = bodies::heavy_bodies();
    cases.extend(
        bodies::heavy_texts()
            .iter()
            .map(|(name, text)| text_case(name, text)),
    );
    // One alone, while somebody looks for what it costs.
    if let Ok(only) = std::env::var("E2E_ONLY") {
        cases.retain(|case| case.id.contains(&only));
    }
    // The first one opened bears what the login and the modules cost.
    cases.push(text_case("harmless", "Nothing to see."));
    let scene = Scene::direct(|maildir| walk::fill(maildir, &cases)).await;
    let mut trace = Some(scene.browser.trace().await);
    let mut figures = Vec::new();
    walk::through(&scene, &cases, async |case, seen| {
        rest(scene.page()).await;
        if let Some(trace) = trace.take() {
            let took = trace.processor_time().await;
            println!("{}: {took:?}", case.id);
            figures.push((case.id.clone(), took, seen.err()));
        }
        trace = Some(scene.browser.trace().await);
    })
    .await;
    for (name, took, problem) in figures.into_iter().skip(1) {
        assert_eq!(problem, None, "{name}");
        bars::by_processor(&name, took, MOST);
    }
}

/// Waits until no more of the message comes.
async fn rest(page: &Page) {
    let mut before = None;
    for _ in 0..100 {
        let now = page.try_evaluate(SIZE).await.ok();
        if now.is_some() && now == before {
            return;
        }
        before = now;
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}
