//! How a page is heard: landmarks, headings, and a list whose rows can be counted
//! though most of them are not there.

use e2e::browser::Key;
use e2e::demo::{Demo, WELCOME};
use e2e::hearing::outline;
use serde_json::json;

/// What of the outline matters, in its order.
fn among(lines: &[String], wanted: &[&str]) {
    let mut rest = lines.iter();
    for line in wanted {
        let is_there = rest.any(|one| one.starts_with(line));
        assert!(is_there, "{line} does not come there: {lines:#?}");
    }
}

/// No level of headings is left out on the way down.
fn headings_go_down_by_one(lines: &[String]) {
    let levels = lines.iter().filter_map(|line| {
        let level = line.strip_prefix("heading ")?;
        level.split(' ').next()?.parse::<u32>().ok()
    });
    let levels: Vec<u32> = levels.collect();
    assert_eq!(levels.first(), Some(&1), "{lines:#?}");
    for pair in levels.windows(2) {
        assert!(pair[1] <= pair[0] + 1, "a level is left out: {lines:#?}");
    }
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_page_is_heard_in_its_order_and_every_row_has_its_number() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    demo.open(WELCOME).await;
    page.the("button", "Reply").await;
    let lines = outline(page).await;
    among(
        &lines,
        &[
            "navigation 'Tasks'",
            "navigation 'Folders'",
            "search 'Filter folders'",
            "tree 'Folders'",
            "main",
            "heading 1 'Inbox'",
            "search ''",
            "grid 'Messages in Inbox'",
            "toolbar",
            &format!("heading 1 '{WELCOME}'"),
        ],
    );
    headings_go_down_by_one(&lines);

    // Rows: numbered through, of a number that is told, at the top and at the end.
    const ROWS: &str = "(() => {
        const grid = document.querySelector('[role=grid]');
        const rows = [...grid.querySelectorAll('[role=row]')].map(row => Number(row.ariaRowIndex));
        rows.sort((one, other) => one - other);
        const count = Number(grid.ariaRowCount);
        const active = document.getElementById(grid.getAttribute('aria-activedescendant'));
        return {
            through: rows.every((row, at) => at === 0 || row === rows[at - 1] + 1),
            within: rows[0] >= 1 && rows.at(-1) <= count,
            few: rows.length < 80 && count > 1000,
            active: Number(active?.ariaRowIndex ?? 0),
            // What has not come yet has none.
            cells: [...grid.querySelectorAll('[role=row]:not([aria-busy])')].every(row =>
                [...row.children].every(cell => cell.getAttribute('role') === 'gridcell')),
            count,
        };
    })()";
    page.type_text("u").await;
    page.press(Key::Home).await;
    page.becomes(&format!("{ROWS}.active"), json!(1)).await;
    for _ in 0..2 {
        let rows = page.evaluate(ROWS).await;
        for holds in ["through", "within", "few", "cells"] {
            assert_eq!(rows[holds], json!(true), "{holds}: {rows}");
        }
        page.press(Key::End).await;
        page.becomes(&format!("{ROWS}.active"), rows["count"].clone())
            .await;
    }

    for (path, wanted) in [
        (
            "/settings/reading",
            vec![
                "main",
                "heading 1 'Settings'",
                "navigation",
                "heading 2 'Reading'",
            ],
        ),
        ("/contacts", vec!["main", "heading 1 '"]),
    ] {
        page.go(&demo.porthole.url(path)).await;
        page.the_one_with("heading", "").await;
        let last = wanted.last().copied().unwrap_or_default();
        e2e::wait::until(last, || async {
            let lines = outline(page).await;
            lines
                .iter()
                .any(|line| line.starts_with(last))
                .then_some(())
        })
        .await;
        let lines = outline(page).await;
        among(&lines, &wanted);
        headings_go_down_by_one(&lines);
    }
}
