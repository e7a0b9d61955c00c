//! Where the keyboard is: never nowhere, always in sight, uncovered and ringed.

use crate::browser::{Key, Page};
use crate::wait::PATIENCE;
use serde_json::Value;
use std::time::{Duration, Instant};

/// What has the focus, and what is wrong with that. Within frames of ours it is
/// looked for further; a grid, a listbox and a tree point at the one of their
/// lines that is meant.
const LOOK: &str = "(() => {
    let at = document.activeElement, frame = null;
    if (at?.tagName === 'IFRAME') {
        frame = at;
        at = frame.contentDocument?.activeElement ?? frame;
    }
    if (!at || at === document.body || at === document.documentElement)
        return { name: '', wrong: 'nothing has it' };
    const text = e => e.ariaLabel || (e.labels?.[0] ?? e).textContent?.trim().replace(/\\s+/g, ' ').slice(0, 60)
        || e.title || e.getAttribute('placeholder') || '';
    const name = `${at.getAttribute('role') ?? at.tagName.toLowerCase()} ${text(at)}`;
    const wrong = [];
    const points = at.getAttribute('aria-activedescendant');
    const line = points && document.getElementById(points);
    if (points && !line) wrong.push(`it points at ${points}, which is not there`);
    const seen = frame ?? at;
    if (!seen.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        wrong.push('it cannot be seen');
    const is_in_view = e => {
        const box = e.getBoundingClientRect();
        return box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
            && box.top < innerHeight && box.left < innerWidth;
    };
    if (!is_in_view(seen)) wrong.push('it is out of view');
    if (line && !is_in_view(line)) wrong.push('what it points at is out of view');
    // By something that stands in front of it, as what sticks to an edge does (WCAG
    // 2.2, 2.4.11): in its middle and within its corners.
    const cover = e => {
        const box = e.getBoundingClientRect();
        const within = (low, high, most) => [low, (low + high) / 2, high].map(
            at => Math.min(Math.max(at, 1), most - 1));
        const across = within(box.left + 2, box.right - 2, innerWidth);
        const down = within(box.top + 2, box.bottom - 2, innerHeight);
        const tops = down.flatMap(y => across.map(x => document.elementFromPoint(x, y)));
        const is_free = there => !there || e.contains(there) || there.contains(e);
        return tops.some(is_free) ? null : tops[0];
    };
    for (const [what, e] of [['it', seen], ['what it points at', line]]) {
        const above = e && cover(e);
        if (above) wrong.push(`${what} is covered by ${above.tagName} .${above.className}`);
    }
    const is_ringed = e => {
        const around = getComputedStyle(e, '::after');
        if (around.content !== 'none' && around.outlineStyle !== 'none') return true;
        const style = getComputedStyle(e);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
            || style.boxShadow !== 'none' && e.matches('[role=separator], .composer-row');
    };
    // A field is ringed by its box; where one writes, by what blinks. What points
    // at a line shows it there; where a message is read, one sees what one reads.
    const is_text = !!frame || at.matches('textarea, [contenteditable]');
    const rings = [at, line, at.closest('.field-box'), at.closest('.composer-row')];
    if (!is_text && !at.matches('#message, dialog, [role=dialog]') && !rings.some(e => e && is_ringed(e)))
        wrong.push('it has no ring');
    return { name, wrong: wrong.join('; ') };
})()";

/// What has the focus, in words.
pub async fn focused(page: &Page) -> String {
    let there = page.evaluate(LOOK).await;
    words(&there["name"])
}

fn words(value: &Value) -> String {
    value.as_str().unwrap_or("").to_owned()
}

/// Waits until the focus rests where somebody finds it, and tells where.
///
/// # Panics
/// When it does not; with what is wrong.
pub async fn focus_is_kept(page: &Page, after: &str) -> String {
    let begin = Instant::now();
    loop {
        let there = page.evaluate(LOOK).await;
        if there["wrong"] == "" {
            return words(&there["name"]);
        }
        assert!(
            begin.elapsed() < PATIENCE / 3,
            "the focus after {after}: {there}"
        );
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}

/// Waits until what has the focus is called so, and looks whether it is kept.
///
/// # Panics
/// When it comes to rest elsewhere.
pub async fn focus_comes_to(page: &Page, part: &str, after: &str) {
    let begin = Instant::now();
    loop {
        let name = focused(page).await;
        if name.contains(part) {
            focus_is_kept(page, after).await;
            return;
        }
        assert!(
            begin.elapsed() < PATIENCE / 2,
            "the focus after {after} should be on '{part}', and is on '{name}'"
        );
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}

/// Presses Tab until what has the focus is called so; each stop on the way is
/// looked at.
///
/// # Panics
/// When it is not reached, or a stop is lost, unseen or without a ring.
pub async fn tab_to(page: &Page, part: &str) {
    let mut passed = Vec::new();
    for _ in 0..90 {
        let name = focused(page).await;
        if name.contains(part) {
            return;
        }
        passed.push(name);
        page.press(Key::Tab).await;
        // Beyond the last stop the browser's own controls come, and then the first.
        let is_beyond = page
            .evaluate("document.activeElement === document.body")
            .await;
        if is_beyond != true {
            focus_is_kept(page, "Tab").await;
        }
    }
    panic!("Tab never reaches '{part}', but {passed:#?}");
}

/// Presses Tab all the way around, and tells the stops: each is in sight, ringed
/// and has a name.
///
/// # Panics
/// When one is not, or when there is no end.
pub async fn tab_round(page: &Page) -> Vec<String> {
    let mut stops: Vec<String> = Vec::new();
    let mut has_begun = false;
    for _ in 0..200 {
        page.press(Key::Tab).await;
        let is_beyond = page
            .evaluate("document.activeElement === document.body")
            .await;
        if is_beyond == true {
            if has_begun {
                return stops;
            }
            // From the page's end one comes to its beginning.
            has_begun = true;
            stops.clear();
            continue;
        }
        let name = focus_is_kept(page, &format!("Tab from {:?}", stops.last())).await;
        let said = name.split_once(' ').map_or("", |(_, said)| said);
        let is_frame = name.starts_with("body") || name.starts_with("iframe");
        assert!(is_frame || !said.is_empty(), "'{name}' has no name");
        stops.push(name);
    }
    panic!("there is no end: {stops:#?}");
}
