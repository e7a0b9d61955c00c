//! The page as one arranged it, and as it is while one waits.

use crate::all_is_here;
use e2e::browser::{Key, Page, Scheme};
use e2e::demo::{Demo, WELCOME};
use e2e::fixture::{Dovecot, Manner, Message, SecondClient};
use e2e::scene::{Scene, USER, numbered};
use e2e::wait;
use serde_json::{Value, json};
use std::time::Duration;

async fn drag_by(page: &Page, border: &str, by: f64) {
    let (x, y) = page.the("separator", border).await.middle().await;
    for (kind, at, buttons) in [
        ("mouseMoved", x, 0),
        ("mousePressed", x, 1),
        ("mouseMoved", x + by / 2.0, 1),
        ("mouseMoved", x + by, 1),
        ("mouseReleased", x + by, 0),
    ] {
        let button = if kind == "mouseMoved" && buttons == 0 {
            "none"
        } else {
            "left"
        };
        let event = json!({
            "type": kind, "x": at, "y": y, "button": button, "buttons": buttons, "clickCount": 1,
        });
        page.devtools("Input.dispatchMouseEvent", event).await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn borders_are_dragged_and_stay_where_they_were_put() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    demo.open(WELCOME).await;
    let sizes = || async {
        let tree = "document.querySelector('[role=separator][aria-label=\"Width of the folders\"]').getBoundingClientRect().left";
        let list = "document.querySelector('[role=separator][aria-label=\"Width of the list\"]').getBoundingClientRect().left";
        let of = [page.evaluate(tree).await, page.evaluate(list).await];
        of.map(|of| of.as_f64().unwrap())
    };
    let before = sizes().await;
    drag_by(page, "Width of the folders", 40.0).await;
    let after = sizes().await;
    assert!(
        (after[0] - before[0] - 40.0).abs() < 2.0,
        "{before:?} {after:?}"
    );
    drag_by(page, "Width of the list", 60.0).await;
    let both = sizes().await;
    assert!(
        (both[1] - after[1] - 60.0).abs() < 2.0,
        "{after:?} {both:?}"
    );
    page.reload().await;
    page.the_one_with("heading", WELCOME).await;
    assert_eq!(sizes().await, both);
    // From right to left a border goes where the pointer goes, too.
    page.evaluate("document.documentElement.dir = 'rtl'").await;
    let turned = sizes().await;
    drag_by(page, "Width of the folders", -30.0).await;
    let wider = sizes().await;
    assert!(
        (turned[0] - wider[0] - 30.0).abs() < 2.0,
        "{turned:?} {wider:?}"
    );
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn layout_density_and_columns_are_as_they_were_at_the_next_login() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    for (role, line) in [
        ("menuitemradio", "Message below the list"),
        ("menuitemradio", "Compact, one line each"),
        ("menuitemcheckbox", "Size"),
    ] {
        demo.open_menu("Layout and density").await;
        page.the(role, line).await.click().await;
    }
    let look = "(() => {
        const row = document.querySelector('[role=row]');
        return [document.querySelector('.mail-page')?.dataset.layout,
            row?.getBoundingClientRect().height, row?.querySelector('.row-size') !== null];
    })()";
    let expected = json!(["stacked", 28, true]);
    page.becomes(look, expected.clone()).await;
    page.reload().await;
    page.becomes(look, expected.clone()).await;
    // The account has it by then; a logout leaves nothing in the browser.
    page.the("button", "Log out").await.click().await;
    page.the("textbox", "User name").await;
    demo.log_in("/").await;
    page.becomes(look, expected).await;
}

/// Notes when what stands in for something not here yet is seen first, from a click on.
const WATCH: &str = "(() => {
    window.seen = null;
    addEventListener('click', () => { window.began = performance.now(); window.seen = null; }, true);
    const look = () => {
        const stand = [...document.querySelectorAll('.placeholder, .bone, .spinner')];
        const is_seen = stand.some(one => one.checkVisibility({
            opacityProperty: true, visibilityProperty: true }) && one.getBoundingClientRect().width
            // What an ancestor still hides is not seen.
            && (() => { for (let at = one; at; at = at.parentElement)
                if (Number(getComputedStyle(at).opacity) < 0.05) return false; return true; })());
        if (is_seen && window.seen === null && window.began)
            window.seen = performance.now() - window.began;
        requestAnimationFrame(look);
    };
    look();
})()";

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn nothing_stands_in_for_what_comes_within_300_milliseconds() {
    let slow = Manner::Delayed(Duration::from_millis(600));
    let scene = Scene::tapped(slow, |maildir| maildir.fill(400, numbered)).await;
    let mut other = SecondClient::log_in(scene.dovecot.clear_port(), USER, Dovecot::PASSWORD);
    other.append("Junk", "", &Message::new("Spam").text("Buy.").bytes());
    scene.log_in("Number 399 of many").await;
    all_is_here(&scene).await;
    let page = scene.page();
    page.evaluate(WATCH).await;
    let judged = |seen: Value, what: &str| {
        let seen = seen.as_f64().unwrap_or(0.0);
        assert!(
            (285.0..1_200.0).contains(&seen),
            "{what}: seen after {seen} ms"
        );
    };
    // A message that nobody thought of beforehand.
    scene.row("Number 390 of many").await.click().await;
    page.reads("The text of number 390.").await;
    judged(page.evaluate("seen").await, "a message");
    // Another folder.
    page.the_one_with("treeitem", "Junk").await.click().await;
    scene.row("Spam").await;
    judged(page.evaluate("seen").await, "a folder");
}

/// A row's people, and the names of what is marked in it.
fn row_of(subject: &str) -> String {
    format!(
        "(() => {{
            const row = [...document.querySelectorAll('[role=row]')]
                .find(row => row.querySelector('.row-subject a')?.textContent === '{subject}');
            return row ? [row.querySelector('.row-people').textContent,
                [...row.querySelectorAll('.row-mark')].map(mark => mark.ariaLabel)] : null;
        }})()"
    )
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_row_says_whom_it_is_from_or_for_and_what_became_of_it() {
    let plain = |_| (Message::new("Plain").text("One.").bytes(), "S");
    let scene = Scene::direct(|maildir| maildir.fill(1, plain)).await;
    let mut other = SecondClient::log_in(scene.dovecot.clear_port(), USER, Dovecot::PASSWORD);
    let file = Message::new("With a file")
        .text("See.")
        .attachment("a.bin", vec![1; 900]);
    other.append("INBOX", "(\\Seen \\Answered $Forwarded)", &file.bytes());
    other.append(
        "Sent",
        "(\\Seen)",
        &Message::new("Sent").text("Mine.").bytes(),
    );
    scene.log_in("With a file").await;
    all_is_here(&scene).await;
    let page = scene.page();
    page.becomes(&row_of("Plain"), json!(["Ada Lovelace", []]))
        .await;
    let marks = ["Answered", "Forwarded", "Has an attachment"];
    page.becomes(&row_of("With a file"), json!(["Ada Lovelace", marks]))
        .await;
    page.the("button", "Attachments").await.click().await;
    let rows = "document.querySelector('#message-list').ariaRowCount";
    page.becomes(rows, json!("1")).await;
    scene.row("With a file").await;
    page.the("button", "Attachments").await.click().await;
    page.becomes(rows, json!("2")).await;
    page.the_one_with("treeitem", "Sent").await.click().await;
    page.becomes(&row_of("Sent"), json!(["To: Test", []])).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn properties_tell_the_size_and_what_one_may_do() {
    let dovecot = Dovecot::start_with_rights(&[USER]);
    let upstream = e2e::fixture::Upstream::local(dovecot.tls_port(), dovecot.authority_file());
    let scene = Scene {
        browser: e2e::browser::Browser::start().await,
        porthole: e2e::fixture::Porthole::start(&[upstream]),
        tap: None,
        dovecot,
    };
    let mut other = SecondClient::log_in(scene.dovecot.clear_port(), USER, Dovecot::PASSWORD);
    let large = Message::new("Large")
        .attachment("a.bin", vec![1; 150_000])
        .bytes();
    other.append("INBOX", "(\\Seen)", &large);
    scene.log_in("Large").await;
    all_is_here(&scene).await;
    let page = scene.page();
    page.look(1440, 900, Scheme::Light).await;
    let inbox = page.the_one_with("treeitem", "Inbox").await;
    page.click_other(inbox.middle().await).await;
    page.the("menuitem", "Properties…").await.click().await;
    page.the("dialog", "Folder properties").await;
    let fact = |name: &str| {
        format!(
            "[...document.querySelectorAll('.folder-properties dt')]
                .find(dt => dt.textContent === '{name}')?.nextElementSibling.textContent ?? ''"
        )
    };
    let size = fact("Size");
    let (told, _) = wait::until("the size", || async {
        let told = page.evaluate(&size).await.as_str().unwrap_or("").to_owned();
        told.contains("kB").then_some(told)
    })
    .await;
    let number: f64 = told.split_whitespace().next().unwrap().parse().unwrap();
    let is = f64::from(u32::try_from(large.len()).unwrap()) / 1_000.0;
    assert!((number - is).abs() < is / 20.0, "{told} of {is}");
    page.becomes(&fact("Messages"), json!("1")).await;
    let may = page.evaluate(&fact("You may")).await;
    let may = may.as_str().unwrap();
    for word in ["read", "flag", "delete messages", "create folders inside"] {
        assert!(may.contains(word), "{word}: {may}");
    }
    page.press(Key::Escape).await;
}

/// Which of the panes are seen, and where the list is scrolled to.
const PANES: &str = "['.list-pane', '.message-pane'].map(pane => {
    const box = document.querySelector(pane)?.getBoundingClientRect();
    return !!box && box.width > 300 && box.left >= 0 && box.right <= innerWidth
        && document.querySelector(pane).checkVisibility({ visibilityProperty: true });
})";

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn on_a_phone_one_pane_is_shown_at_a_time_and_back_leads_to_the_same_rows() {
    let scene = Scene::direct(|maildir| maildir.fill(200, numbered)).await;
    let page = scene.page();
    page.look(390, 844, Scheme::Light).await;
    scene.log_in("Number 199 of many").await;
    all_is_here(&scene).await;
    page.becomes(PANES, json!([true, false])).await;
    scene.scroll_to(0.5).await;
    let row = scene.row("Number 101 of many").await;
    let top = "document.querySelector('.virtual-list').scrollTop";
    row.call("function() { this.scrollIntoView({ block: 'center' }) }")
        .await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let before = page.evaluate(top).await;
    row.click().await;
    page.the("heading", "Number 101 of many").await;
    page.becomes(PANES, json!([false, true])).await;
    page.back().await;
    page.becomes(PANES, json!([true, false])).await;
    page.becomes(top, before.clone()).await;
    // By the button that a thumb finds, too.
    scene.row("Number 101 of many").await.click().await;
    page.the("heading", "Number 101 of many").await;
    page.the_one_with("button", "Back").await.click().await;
    page.becomes(PANES, json!([true, false])).await;
    page.becomes(top, before).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn numbers_and_dates_are_written_as_the_language_has_it() {
    // As the browser writes them in that language, whatever language it has itself.
    const WRITTEN: &str = "(() => {
        const tag = document.documentElement.lang;
        const count = Number(document.querySelector('#message-list')?.ariaRowCount);
        const number = new Intl.NumberFormat(tag).format(count);
        const date = document.querySelector('[role=row] .row-date')?.title ?? '';
        const month = new Intl.DateTimeFormat(tag, { month: 'long' }).format(new Date());
        const head = document.querySelector('.list-pane .pane-head')?.textContent ?? '';
        return [tag, count > 1000, head.includes(number), date.includes(month)];
    })()";
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    for (language, tag) in [("Deutsch", "de"), ("日本語", "ja"), ("العربية", "ar")] {
        page.go(&demo.porthole.url("/settings/appearance")).await;
        page.the("radio", language).await.click().await;
        page.becomes("document.documentElement.lang", json!(tag))
            .await;
        page.go(&demo.porthole.url("/mail/INBOX")).await;
        page.becomes(WRITTEN, json!([tag, true, true, true])).await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn colours_follow_the_system_until_one_chooses() {
    const GROUND: &str = "getComputedStyle(document.documentElement).backgroundColor";
    let demo = Demo::at("/settings/appearance").await;
    let page = demo.page();
    page.look(1280, 800, Scheme::Light).await;
    page.the("radio", "Dark").await;
    let by_day = page.evaluate(GROUND).await;
    page.look(1280, 800, Scheme::Dark).await;
    page.becomes(&format!("{GROUND} !== {by_day}"), json!(true))
        .await;
    let by_night = page.evaluate(GROUND).await;
    page.look(1280, 800, Scheme::Light).await;
    page.becomes(GROUND, by_day).await;
    page.the("radio", "Dark").await.click().await;
    page.becomes(GROUND, by_night).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn boxes_select_rows_and_open_none() {
    const OPEN: &str = "document.querySelector('#message h1')?.textContent ?? null";
    let scene = Scene::direct(|maildir| maildir.fill(30, numbered)).await;
    scene.log_in("Number 29 of many").await;
    all_is_here(&scene).await;
    let page = scene.page();
    let box_of = |subject: &'static str| async move {
        let row = scene_row(page, subject).await;
        page.point_at(row).await;
        let at = format!(
            "(() => {{
                const row = [...document.querySelectorAll('[role=row]')]
                    .find(row => row.textContent.includes('{subject}'));
                const at = row.querySelector('.row-box').getBoundingClientRect();
                return [at.left + at.width / 2, at.top + at.height / 2];
            }})()"
        );
        let at = page.evaluate(&at).await;
        (at[0].as_f64().unwrap(), at[1].as_f64().unwrap())
    };
    let (x, y) = box_of("Number 27 of").await;
    page.click_at(x, y).await;
    page.reads("1 selected").await;
    let (x, y) = box_of("Number 25 of").await;
    page.click_at(x, y).await;
    page.reads("2 selected").await;
    let place = box_of("Number 20 of").await;
    page.click_with(&[Key::Shift], place).await;
    page.reads("7 selected").await;
    let (x, y) = box_of("Number 27 of").await;
    page.click_at(x, y).await;
    page.reads("6 selected").await;
    assert_eq!(page.evaluate(OPEN).await, Value::Null);
}

async fn scene_row(page: &Page, subject: &str) -> (f64, f64) {
    page.the_one_with("row", subject).await.middle().await
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn folders_are_filtered_and_opened_by_keyboard() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    demo.becomes("document.querySelector('.acting') !== null", json!(true))
        .await;
    let items = "[...document.querySelectorAll('[role=tree] [role=treeitem]')].length";
    let all = page.evaluate(items).await;
    page.type_text("gf").await;
    let focus =
        "document.activeElement?.ariaLabel ?? document.activeElement?.labels?.[0]?.textContent";
    page.becomes(focus, json!("Filter folders")).await;
    page.type_text("zzz").await;
    page.reads("No folder is called that.").await;
    page.press_with_control('a').await;
    page.type_text("slip").await;
    page.becomes(&format!("{items} < {all}"), json!(true)).await;
    page.press(Key::Down).await;
    page.press(Key::Enter).await;
    page.the("grid", "Messages in Slipway").await;
}
