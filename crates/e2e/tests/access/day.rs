//! A day's work by keyboard alone: after each step the focus is in sight and
//! ringed, and what happened was announced.

use e2e::browser::Key;
use e2e::demo::{Demo, WELCOME};
use e2e::fixture::Porthole;
use e2e::focus::{focus_comes_to, focus_is_kept, tab_round, tab_to};
use e2e::hearing::{heard, listen};
use e2e::wait;
use serde_json::json;

const MOVED: &str = "Re: Launch day";
const LIST: &str = "Messages in";

async fn gone(demo: &Demo, role: &str, name: &str) {
    wait::until(&format!("the {role} {name} to go"), || async {
        let there = demo.page().find(role, name).await;
        there.is_none().then_some(())
    })
    .await;
}

/// What is done in the list and to messages needs code that comes behind it.
async fn all_is_here(demo: &Demo) {
    let is_here = "document.querySelector('.acting') !== null";
    demo.becomes(is_here, json!(true)).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_day_goes_by_keyboard_alone() {
    let demo = Demo::before(Porthole::start_living_demo()).await;
    let page = demo.page();
    page.go(&demo.porthole.url("/")).await;
    page.the("textbox", "User name").await;
    listen(page).await;
    focus_comes_to(page, "User name", "coming here").await;
    page.type_text("demo").await;
    page.press(Key::Tab).await;
    focus_comes_to(page, "Password", "Tab").await;
    page.type_text("wrong").await;
    page.press(Key::Enter).await;
    heard(page, "The user name or the password is not right.").await;
    focus_comes_to(page, "Password", "a refusal").await;
    page.type_text("demo").await;
    page.press(Key::Enter).await;
    demo.row(WELCOME).await;
    all_is_here(&demo).await;
    focus_comes_to(page, LIST, "the login").await;

    reading(&demo).await;
    acting(&demo).await;
    searching(&demo).await;
    folders(&demo).await;
    writing(&demo).await;

    tab_to(page, "Settings").await;
    page.press(Key::Enter).await;
    page.the("heading", "Appearance").await;
    focus_comes_to(page, "Settings", "going to the settings").await;
    tab_to(page, "Reading").await;
    page.press(Key::Enter).await;
    page.the("heading", "Reading").await;
    focus_comes_to(page, "Reading", "choosing a section").await;
    tab_round(page).await;
    tab_to(page, "Mail").await;
    page.press(Key::Enter).await;
    demo.row(WELCOME).await;
    focus_is_kept(page, "going back to the mail").await;
    tab_to(page, "Log out").await;
    page.press(Key::Enter).await;
    focus_comes_to(page, "User name", "the logout").await;
}

/// A message is opened, the next and the one before; menus and sheets come and go.
async fn reading(demo: &Demo) {
    let page = demo.page();
    page.type_text("j").await;
    focus_comes_to(page, LIST, "the next row").await;
    page.press(Key::Enter).await;
    page.the("heading", WELCOME).await;
    focus_is_kept(page, "opening a message").await;
    page.type_text("j").await;
    page.the("heading", "Re: Kittiwake: the new mast").await;
    focus_is_kept(page, "the next message").await;
    page.type_text("k").await;
    page.the("heading", WELCOME).await;
    focus_is_kept(page, "the message before").await;
    page.type_text(".").await;
    page.the_one_with("menu", "").await;
    focus_is_kept(page, "opening a menu").await;
    page.press(Key::Down).await;
    focus_is_kept(page, "the next line of a menu").await;
    page.press(Key::Escape).await;
    focus_is_kept(page, "closing a menu").await;
    page.type_text("?").await;
    page.the("dialog", "Keyboard shortcuts").await;
    focus_is_kept(page, "opening a sheet").await;
    page.press(Key::Escape).await;
    gone(demo, "dialog", "Keyboard shortcuts").await;
    focus_is_kept(page, "closing a sheet").await;
    let stops = tab_round(page).await;
    for stop in [
        "Compose",
        "Filter folders",
        "Search messages",
        LIST,
        "Reply",
    ] {
        assert!(
            stops.iter().any(|one| one.contains(stop)),
            "Tab never stops at {stop}: {stops:#?}"
        );
    }
}

/// The open message is deleted and comes back; another one is moved.
async fn acting(demo: &Demo) {
    let page = demo.page();
    page.type_text("u").await;
    focus_comes_to(page, LIST, "closing a message").await;
    demo.open(MOVED).await;
    page.type_text("#").await;
    heard(page, "Trash").await;
    focus_is_kept(page, "deleting the open message").await;
    page.type_text("z").await;
    heard(page, "Taken back.").await;
    focus_is_kept(page, "taking back").await;
    demo.open(MOVED).await;
    page.type_text("v").await;
    page.the_one_with("dialog", "Move").await;
    focus_is_kept(page, "asking where to").await;
    page.type_text("Slip").await;
    heard(page, "1").await;
    page.press(Key::Enter).await;
    heard(page, "Slipway").await;
    focus_is_kept(page, "moving").await;
    page.type_text("u").await;
    focus_comes_to(page, LIST, "closing what came next").await;
    page.type_text("x").await;
    heard(page, "1").await;
    focus_comes_to(page, LIST, "selecting").await;
    page.press(Key::Escape).await;
    focus_comes_to(page, LIST, "selecting nothing").await;
}

async fn searching(demo: &Demo) {
    let page = demo.page();
    page.type_text("/").await;
    focus_comes_to(page, "Search messages", "/").await;
    page.type_text("kittiwake").await;
    focus_comes_to(page, "Search messages", "typing").await;
    page.press(Key::Enter).await;
    heard(page, "found").await;
    focus_comes_to(page, LIST, "searching").await;
    page.type_text("j").await;
    page.press(Key::Enter).await;
    page.the_one_with("heading", "Kittiwake").await;
    focus_is_kept(page, "opening what was found").await;
    page.back().await;
    focus_is_kept(page, "going back to what was found").await;
    page.type_text("/").await;
    // What is proposed goes first.
    page.press(Key::Escape).await;
    focus_is_kept(page, "letting go of what is proposed").await;
    if page.evaluate("location.search").await != json!("") {
        page.press(Key::Escape).await;
    }
    demo.becomes("location.search", json!("")).await;
    focus_comes_to(page, LIST, "leaving the search").await;
}

/// A folder is found, opened and renamed.
async fn folders(demo: &Demo) {
    let page = demo.page();
    page.type_text("gf").await;
    focus_comes_to(page, "Filter folders", "g f").await;
    page.press(Key::Escape).await;
    focus_comes_to(page, LIST, "leaving the filter").await;
    page.type_text("gf").await;
    focus_comes_to(page, "Filter folders", "g f").await;
    page.press(Key::Down).await;
    focus_comes_to(page, "treeitem Inbox", "going down from the filter").await;
    page.type_text("slip").await;
    focus_comes_to(page, "treeitem Slipway", "typing ahead").await;
    page.devtools(
        "Input.dispatchKeyEvent",
        json!({ "type": "keyDown", "key": "F2" }),
    )
    .await;
    page.devtools(
        "Input.dispatchKeyEvent",
        json!({ "type": "keyUp", "key": "F2" }),
    )
    .await;
    page.the_one_with("dialog", "Rename").await;
    focus_is_kept(page, "asking for a name").await;
    page.press(Key::Escape).await;
    focus_comes_to(page, "treeitem Slipway", "keeping the name").await;
    page.devtools(
        "Input.dispatchKeyEvent",
        json!({ "type": "keyDown", "key": "F2" }),
    )
    .await;
    page.the_one_with("dialog", "Rename").await;
    page.press(Key::End).await;
    page.type_text(" two").await;
    page.press(Key::Enter).await;
    page.the_one_with("treeitem", "Slipway two").await;
    focus_comes_to(page, "treeitem", "renaming").await;
    page.type_text("gi").await;
    page.press(Key::Escape).await;
    focus_comes_to(page, LIST, "leaving the tree").await;
}

/// A letter is written and sent, and arrives.
async fn writing(demo: &Demo) {
    let page = demo.page();
    page.type_text("c").await;
    page.the("dialog", "New message").await;
    focus_comes_to(page, "To", "beginning a letter").await;
    page.type_text("demo@demo.example,").await;
    focus_is_kept(page, "naming somebody").await;
    page.press(Key::Tab).await;
    focus_is_kept(page, "Tab behind the recipients").await;
    tab_to(page, "Subject").await;
    page.type_text("By hand").await;
    tab_to(page, "Text of the message").await;
    page.type_text("No mouse was here.").await;
    focus_is_kept(page, "writing").await;
    page.press_with(&[Key::Control], Key::Enter).await;
    heard(page, "By hand").await;
    gone(demo, "dialog", "By hand").await;
    focus_is_kept(page, "sending").await;
    heard(page, "New mail from").await;
    focus_is_kept(page, "what arrived").await;
}
