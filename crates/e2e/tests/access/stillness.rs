//! What stands on the page stays where it is: no row moves while the list loads, is
//! loaded anew, is told once more, or while a message opens.

use e2e::browser::{Page, Scheme};
use e2e::demo::{Demo, WELCOME};
use e2e::scene::{Scene, numbered};
use serde_json::{Value, json};
use std::time::Duration;

/// Notes, from before the page's first line, where each row stands in each frame, and
/// what the browser itself calls a shift of the layout (Layout Instability, §3).
const WATCH: &str = "
    window.places = new Map();
    window.moves = [];
    window.shifts = [];
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) {
            const moved = entry.sources.filter(source => source.node).map(source =>
                (source.node.className || source.node.nodeName) + ' from '
                + JSON.stringify(source.previousRect) + ' to ' + JSON.stringify(source.currentRect));
            shifts.push([entry.value, entry.hadRecentInput, ...moved]);
        }
    }).observe({ type: 'layout-shift', buffered: true });
    (function look() {
        const list = document.querySelector('.virtual-list');
        for (const row of list ? list.querySelectorAll('.row') : []) {
            const link = row.querySelector('a');
            const name = link && link.getAttribute('href').split('?')[0];
            // A list that gives way to a message, as on a phone, has no boxes.
            if (!name || !row.offsetHeight) continue;
            const top = Math.round(row.getBoundingClientRect().top);
            const before = places.get(name);
            // What stands below the window may find its place yet.
            const is_seen = Math.min(before ?? 0, top) < innerHeight;
            if (before !== undefined && before !== top && is_seen) {
                moves.push(name + ' from ' + before + ' to ' + top + ' at '
                    + Math.round(performance.now()) + ' ms');
            }
            places.set(name, top);
        }
        requestAnimationFrame(look);
    })();
";

/// So much of the layout may shift in all: nothing that anybody sees.
const MOST: f64 = 0.005;

/// Whatever follows is watched, on each page that is loaded.
async fn watch(page: &Page) {
    let script = json!({ "source": WATCH });
    page.devtools("Page.addScriptToEvaluateOnNewDocument", script)
        .await;
}

/// Lets what follows come, and judges what was seen since it was asked last. Who
/// clicks expects that what is shown changes: such shifts the browser leaves out.
async fn stood_still(page: &Page, when: &str) {
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    let rows = page.evaluate("places.size").await;
    assert!(rows.as_u64() > Some(5), "{when}: {rows} rows were watched");
    let moves = page.evaluate("moves.splice(0)").await;
    assert_eq!(moves, json!([]), "{when}: rows moved");
    let shifts = page.evaluate("shifts.splice(0)").await;
    let all = shifts.as_array().into_iter().flatten();
    // Rows were judged above; before they are known, bones stand in for them, which
    // give way to a heading.
    let is_row = |source: &Value| source.as_str().is_some_and(|s| s.starts_with("row"));
    let is_of_rows = |shift: &Value| {
        let sources = shift.as_array().into_iter().flatten().skip(2);
        sources.clone().count() > 0 && sources.clone().all(is_row)
    };
    let unasked = all.filter(|shift| shift[1] == json!(false) && !is_of_rows(shift));
    let sum: f64 = unasked.filter_map(|shift| shift[0].as_f64()).sum();
    assert!(
        sum <= MOST,
        "{when}: the layout shifted by {sum}: {shifts:#}"
    );
}

/// Where the list's first row stands.
async fn top(page: &Page) -> Value {
    let first = "document.querySelector('.row a').closest('.row').getBoundingClientRect().top";
    page.evaluate(first).await
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn no_row_moves_in_the_demo() {
    for (width, height) in [(1440, 900), (390, 844), (1440, 2400)] {
        let demo = Demo::start().await;
        let page = demo.page();
        page.look(width, height, Scheme::Light).await;
        watch(page).await;
        demo.log_in("/").await;
        demo.row(WELCOME).await;
        let size = format!("{width} by {height}");
        stood_still(page, &format!("{size}: first load")).await;
        let before = top(page).await;
        for _ in 0..3 {
            page.reload().await;
            demo.row(WELCOME).await;
            stood_still(page, &format!("{size}: reload")).await;
            assert_eq!(top(page).await, before, "{size}: after a reload");
        }
        demo.open(WELCOME).await;
        stood_still(page, &format!("{size}: a message opens")).await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn no_row_moves_before_a_server_where_much_lies() {
    let scene = Scene::direct(|maildir| maildir.fill(400, numbered)).await;
    let page = scene.page();
    page.look(1280, 800, Scheme::Light).await;
    watch(page).await;
    scene.log_in("Number 399 of many").await;
    stood_still(page, "first load").await;
    let before = top(page).await;
    for _ in 0..3 {
        page.reload().await;
        scene.row("Number 399 of many").await;
        stood_still(page, "reload").await;
        assert_eq!(top(page).await, before, "after a reload");
    }
    // The list is told once more, as it was.
    page.the("button", "Refresh").await.click().await;
    stood_still(page, "the list is told once more").await;
    scene.open("Number 396 of many").await;
    stood_still(page, "a message opens").await;
}
