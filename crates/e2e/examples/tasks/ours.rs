//! The tasks by our page, as somebody does them who knows it.

use crate::person::{Act, Person, waits};
use crate::{WORD, scattered};
use e2e::browser::{Key, Page};
use e2e::fixture::{Dovecot, Porthole};
use e2e::scene::{Scene, USER};
use serde_json::json;
use std::time::Duration;

/// A row, by its place from the top.
fn row(place: usize) -> String {
    format!("{ALL}[{place}]")
}

/// The rows in the page, in their order.
const ALL: &str = "[...document.querySelectorAll('.virtual-list [role=row]')]\
     .sort((a, b) => a.ariaRowIndex - b.ariaRowIndex)";

/// The login form, filled in.
pub(crate) async fn at_login(scene: &Scene) {
    let page = scene.page();
    page.the("button", "Log out").await.click().await;
    scene.fill_in_login(USER, Dovecot::PASSWORD).await;
    // Finding the fields by role has the browser keep its accessibility tree.
    page.devtools("Accessibility.disable", json!({})).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
}

pub(crate) async fn log_in(person: &mut Person<'_>) {
    let rows = format!("{ALL}.length > 8 && {ALL}.some(row => /of many/.test(row.textContent))");
    person.does(Act::Press(Key::Enter), &rows).await;
}

/// The inbox from its beginning, with nothing chosen and the later parts here.
pub(crate) async fn at_inbox(page: &Page, porthole: &Porthole) {
    page.go(&porthole.url("/")).await;
    waits(
        page,
        &format!("{ALL}.length > 8 && /of many/.test({ALL}[0].textContent)"),
    )
    .await;
    tokio::time::sleep(Duration::from_secs(3)).await;
}

/// How a message is told apart whose row stands at a place.
async fn subject(page: &Page, place: usize) -> String {
    let words = format!("{}.textContent.match(/Number \\d+ of many/)[0]", row(place));
    let words = page.evaluate(&words).await;
    words.as_str().expect("a row has a subject").to_owned()
}

fn is_gone(subject: &str) -> String {
    format!("!{ALL}.some(row => row.textContent.includes({subject:?}))")
}

pub(crate) async fn delete_scattered(person: &mut Person<'_>) {
    // The button over the row that the pointer is at; from below, so that what is
    // left to do stays where it is.
    for place in scattered().rev() {
        let gone = is_gone(&subject(person.page(), place).await);
        person.points_at(&row(place)).await;
        let button = format!(
            "[...{}.querySelectorAll('button')].find(b => /^Delete/.test(b.ariaLabel ?? b.title))",
            row(place)
        );
        person.does(Act::Click(&button), &gone).await;
    }
}

pub(crate) async fn find(person: &mut Person<'_>) {
    person
        .does(Act::Type("/"), "document.activeElement?.id === 'search'")
        .await;
    // What is found comes by itself.
    let found = format!("{ALL}.length === 1 && {ALL}[0].textContent.includes({WORD:?})");
    person.does(Act::Type(WORD), &found).await;
}

/// Selects three messages; gives what is true once the last of them is gone.
async fn choose(person: &mut Person<'_>) -> String {
    let gone = is_gone(&subject(person.page(), 7).await);
    for (count, place) in (1..).zip([1, 4, 7]) {
        let chosen = format!("{ALL}.filter(row => row.ariaSelected === 'true').length === {count}");
        person.does(Act::Add(&row(place)), &chosen).await;
    }
    gone
}

pub(crate) async fn move_again(person: &mut Person<'_>) {
    let gone = choose(person).await;
    person.does(Act::Type("M"), &gone).await;
}

pub(crate) async fn move_new(person: &mut Person<'_>, folder: &str) {
    let gone = choose(person).await;
    let proposed = format!(
        "/{folder}/.test(document.querySelector('[role=listbox] [role=option]')?.textContent)"
    );
    // The key and what the folder is called are typed in one go: who knows the key
    // waits for no field (`acting::deeds` holds that it is there in time).
    let word = format!("v{}", folder[..3].to_lowercase());
    person.does(Act::Type(&word), &proposed).await;
    person.does(Act::Press(Key::Enter), &gone).await;
}

pub(crate) async fn reply(person: &mut Person<'_>) {
    let third = format!("{ALL}.filter(row => row.classList.contains('is-unread'))[2]");
    person.points_at(&third).await;
    let button = format!(
        "[...{third}.querySelectorAll('button')].find(b => /^Reply/.test(b.ariaLabel ?? b.title))"
    );
    let ready = "/wrote:/.test(document.querySelector('.composer .editor textarea')?.value)";
    person.does(Act::Click(&button), ready).await;
}
