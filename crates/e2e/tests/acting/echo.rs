use crate::stage::at_inbox;
use e2e::bars;
use serde_json::json;
use std::time::Duration;

/// So late at most an action shows (BUDGETS: the echo of any action).
const LATEST: f64 = 50.0;

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn each_action_shows_at_once() {
    let (scene, _other) = at_inbox(300).await;
    let page = scene.page();
    // From the key's event to the change of the page, as the page's own clock has it.
    let watch = "(() => {
        window.echoes = [];
        let begin = null;
        addEventListener('keydown', event => {
            if ('sI#e'.includes(event.key)) begin = event.timeStamp;
        }, true);
        new MutationObserver(() => {
            if (begin !== null) echoes.push(performance.now() - begin);
            begin = null;
        }).observe(document.querySelector('.virtual-list'), {
            subtree: true, childList: true, attributes: true, characterData: true,
        });
    })()";
    page.type_text("j").await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    page.evaluate(watch).await;
    for key in ["s", "s", "e", "#"] {
        for _ in 0..8 {
            page.type_text(key).await;
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
    }
    let echoes = page.evaluate("window.echoes").await;
    let echoes = echoes.as_array().cloned().unwrap_or_default();
    let mut echoes: Vec<f64> = echoes
        .iter()
        .filter_map(serde_json::Value::as_f64)
        .collect();
    assert_eq!(echoes.len(), 32, "each key was followed by a change");
    echoes.sort_by(f64::total_cmp);
    let (median, worst) = (echoes[echoes.len() / 2], echoes[echoes.len() - 1]);
    println!("echo of an action: worst {worst:.1} ms");
    bars::by_clock("echo of an action, median", median, LATEST);
    let is_true = page
        .evaluate("document.querySelectorAll('.row').length > 0")
        .await;
    assert_eq!(is_true, json!(true));
}
