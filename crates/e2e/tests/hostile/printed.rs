//! The same bodies on their way to the printer: in a frame of its own, which may
//! ask the browser to print, and nothing else.

use crate::judge::{Images, Judge, Locks};
use e2e::browser::Page;
use e2e::corpus::{self, Case};
use e2e::fixture::Elsewhere;
use e2e::scene::Scene;
use e2e::{wait, walk};
use serde_json::json;

/// One of so many bodies of the corpus is printed: each costs what it costs a person.
const PRINTED_OF: usize = 25;

/// Presses the browser's own key, which the app hears where the letter is HTML.
const PRINT: &str = "document.body.dispatchEvent(new KeyboardEvent('keydown',
    { key: 'p', ctrlKey: true, bubbles: true, cancelable: true }))";

/// Whether the letter stands below its head, to be printed.
const IS_LAID_OUT: &str = "(() => {
    const frame = document.getElementById('print-frame');
    return !!frame?.contentDocument?.querySelector('.porthole-head')
        && frame.getAttribute('sandbox') == 'allow-same-origin allow-modals';
})()";

/// What browsers do once they have printed.
const PRINTED: &str = "(() => {
    const frame = document.getElementById('print-frame');
    frame?.contentWindow.dispatchEvent(new Event('afterprint'));
    frame?.remove();
    return true;
})()";

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn nothing_that_is_printed_runs_loads_or_touches_anything() {
    let cases = cases();
    let elsewhere = Elsewhere::start().await;
    let scene = Scene::before(&elsewhere, |maildir| walk::fill(maildir, &cases)).await;
    let page = scene.page();
    let mut judge = Judge::new(Locks::All).of_a_printer();
    judge.prepare(page).await;
    let mut printed = 0;
    walk::through(&scene, &cases, async |case, seen| {
        if let Err(problem) = seen {
            return judge.fail(&case.id, &problem);
        }
        if !print(page).await {
            return;
        }
        printed += 1;
        judge
            .check(&scene, &elsewhere, &case.id, Images::Blocked)
            .await;
        page.evaluate(PRINTED).await;
    })
    .await;
    println!("printed: {printed} of {} bodies", cases.len());
    assert!(printed > 30, "{printed}");
    judge.report(&scene);
}

/// Has the open message printed from its frame. Tells whether it is: a text is printed
/// with the page.
async fn print(page: &Page) -> bool {
    if page.evaluate(PRINT).await != json!(false) {
        return false;
    }
    wait::until("the letter is laid out", || async {
        (page.try_evaluate(IS_LAID_OUT).await == Ok(json!(true))).then_some(())
    })
    .await;
    true
}

fn cases() -> Vec<Case> {
    let corpus = corpus::load("xss").unwrap_or_default();
    let some = corpus.into_iter().step_by(PRINTED_OF);
    some.chain(crate::bodies::bodies()).collect()
}
