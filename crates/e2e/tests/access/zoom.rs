//! Four times as large, with more space between letters, and without motion.

use e2e::browser::{Key, Page, Scheme};
use e2e::demo::{Demo, WELCOME};
use e2e::focus::tab_round;
use e2e::pictures::{pictured_now, settled};
use serde_json::{Value, json};

/// What can be scrolled in both directions, or is beyond the window's edge with no
/// way to it. A letter in its frame may be as wide as its sender made it
/// (WCAG 2.2, 1.4.10).
const TWO_WAYS: &str = "(() => {
    const name = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + '.' + [...e.classList].join('.');
    const found = [];
    if (document.documentElement.scrollWidth > innerWidth)
        found.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const e of document.querySelectorAll('body *')) {
        if (!e.checkVisibility({ visibilityProperty: true })) continue;
        const style = getComputedStyle(e);
        const goes = (way, most) => /auto|scroll/.test(way) && most > 1;
        const across = goes(style.overflowX, e.scrollWidth - e.clientWidth);
        const down = goes(style.overflowY, e.scrollHeight - e.clientHeight);
        if (across && down) found.push(`${name(e)} scrolls both ways`);
        if (!e.matches('button, a, input, select, textarea, summary, [role=option], h1, h2')) continue;
        // What is drawn aside for who hears is not seen anyway.
        if (e.closest('.only-heard, .skip-link, .virtual-list, .message-frame')) continue;
        const box = e.getBoundingClientRect();
        let at = e.parentElement, reach = false;
        for (; at && !reach; at = at.parentElement)
            reach = /auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth;
        if (box.width && !reach && (box.right > innerWidth + 1 || box.left < -1))
            found.push(`${name(e)} ${e.ariaLabel ?? e.textContent.trim().slice(0, 30)} is from ${Math.round(box.left)} to ${Math.round(box.right)}`);
    }
    return [...new Set(found)].slice(0, 20);
})()";

/// Texts that need more room than their box shows, downwards: cut, not shortened.
const CUT: &str = "(() => [...document.querySelectorAll('button, a, h1, h2, p, label, legend, dt, dd, .row, [role=gridcell], [role=treeitem], [role=menuitem], span')]
    .filter(e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.textContent.trim()
        && !e.closest('.only-heard, .skip-link, .message-frame')
        // Its first words are not there at all where they have too little room.
        && !e.matches('.row-subject')
        && /hidden|clip/.test(getComputedStyle(e).overflowY)
        // What is only heard has one pixel.
        && e.clientHeight > 1 && e.scrollHeight > e.clientHeight + 2)
    .map(e => `${e.tagName}.${e.className} '${e.textContent.trim().slice(0, 40)}' ${e.scrollHeight} in ${e.clientHeight}`)
    .slice(0, 12))()";

/// Headings that begin above the window's edge, where no scrolling leads.
const ABOVE: &str = "(() => [...document.querySelectorAll('.pane-title :is(h1, h2)')]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().top < 0)
    .map(e => `${e.textContent} begins at ${e.getBoundingClientRect().top}`))()";

/// What is in settings or contacts, which come behind their headings.
const IS_THERE: &str = "[...document.querySelectorAll('.setting-choice, .setting-form, .empty')].some(e => e.checkVisibility())";

const SPACING: &str = "void (() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }');
    document.adoptedStyleSheets = [sheet];
})()";

async fn fits(page: &Page, state: &str) {
    settled(page).await;
    pictured_now(page, "zoom", state).await;
    let found = page.evaluate(TWO_WAYS).await;
    assert_eq!(found, json!([]), "{state} at 400 %");
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn at_four_hundred_percent_all_is_reached_without_scrolling_two_ways() {
    let demo = Demo::start().await;
    let page = demo.page();
    page.look(320, 256, Scheme::Light).await;
    page.go(&demo.porthole.url("/")).await;
    page.the("textbox", "User name").await;
    fits(page, "login").await;
    demo.log_in("/").await;
    demo.row(WELCOME).await;
    fits(page, "list").await;
    tab_round(page).await;
    demo.open(WELCOME).await;
    page.the("button", "Reply").await;
    fits(page, "message").await;
    tab_round(page).await;
    page.type_text("c").await;
    page.the("dialog", "New message").await;
    fits(page, "composer").await;
    tab_round(page).await;
    page.press(Key::Escape).await;
    for (path, heading) in [
        ("/settings/reading", "Reading"),
        ("/settings/identities", "Identities"),
        ("/contacts", ""),
    ] {
        page.go(&demo.porthole.url(path)).await;
        page.the_one_with("heading", heading).await;
        demo.becomes(IS_THERE, json!(true)).await;
        fits(page, path.rsplit('/').next().unwrap_or(path)).await;
        tab_round(page).await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn with_wider_spacing_no_text_is_cut() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    demo.open(WELCOME).await;
    page.the("button", "Reply").await;
    let mut faults: Vec<(&str, Value)> = Vec::new();
    for (path, heading) in [
        ("", WELCOME),
        ("/settings/reading", "Reading"),
        ("/contacts", ""),
    ] {
        if !path.is_empty() {
            page.go(&demo.porthole.url(path)).await;
            page.the_one_with("heading", heading).await;
            demo.becomes(IS_THERE, json!(true)).await;
        }
        page.evaluate(SPACING).await;
        for (width, height) in [(1280, 800), (390, 844)] {
            page.look(width, height, Scheme::Light).await;
            settled(page).await;
            let cut = page.evaluate(CUT).await;
            if cut != json!([]) {
                faults.push((heading, cut));
            }
            let above = page.evaluate(ABOVE).await;
            if above != json!([]) {
                faults.push((heading, above));
            }
        }
        page.screenshot(&e2e::pictures::artefact(&format!(
            "spacing{}",
            path.replace('/', "-")
        )))
        .await;
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Whether anything has moved since this was asked first.
const MOVES: &str = "(() => {
    const moved = window.__moved ??= (() => {
        const moved = new Set();
        const look = () => {
            for (const one of document.getAnimations()) {
                const timing = one.effect?.getComputedTiming();
                if (timing && timing.duration * timing.iterations > 1)
                    moved.add(`${one.effect.target?.className}: ${one.animationName ?? one.transitionProperty}`);
            }
            requestAnimationFrame(look);
        };
        look();
        return moved;
    })();
    return [...moved];
})()";

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn who_wants_no_motion_sees_none() {
    let demo = Demo::start().await;
    let page = demo.page();
    page.look(820, 800, Scheme::Light).await;
    page.prefer(Scheme::Light, &[("prefers-reduced-motion", "reduce")])
        .await;
    page.go(&demo.porthole.url("/")).await;
    page.the("textbox", "User name").await;
    page.evaluate(MOVES).await;
    for field in ["User name", "Password"] {
        page.the("textbox", field).await.type_text("demo").await;
    }
    page.press(Key::Enter).await;
    demo.row(WELCOME).await;
    // A drawer, a menu, a sheet, a message, a toast and a composer.
    page.the("button", "Show folders").await.click().await;
    page.the("button", "Hide folders").await.click().await;
    demo.open_menu("Sort").await;
    page.press(Key::Escape).await;
    page.type_text("?").await;
    page.the("dialog", "Keyboard shortcuts").await;
    page.press(Key::Escape).await;
    demo.open(WELCOME).await;
    page.the("button", "Reply").await;
    page.type_text("e").await;
    page.the("button", "Undo").await.click().await;
    page.type_text("c").await;
    page.the("dialog", "New message").await;
    assert_eq!(page.evaluate(MOVES).await, json!([]));
}
