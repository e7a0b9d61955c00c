//! The tasks by Roundcube (1.6, elastic), in the fewest actions that its page has.

use crate::person::{Act, Person, waits};
use crate::{WORD, scattered};
use e2e::browser::{Key, Page};
use e2e::fixture::{Dovecot, Roundcube};
use e2e::scene::USER;
use serde_json::json;
use std::time::Duration;

/// The rows on screen; those of messages that are gone stay, hidden.
const ALL: &str = "[...document.querySelectorAll('#messagelist tbody tr.message')]\
     .filter(row => row.offsetParent)";

/// Nothing is being asked of the server.
const IDLE: &str = "!rcmail.busy && !document.querySelector('#messagestack .loading')";

fn row(place: usize) -> String {
    format!("{ALL}[{place}]")
}

/// The login form, filled in.
pub(crate) async fn at_login(page: &Page, roundcube: &Roundcube) {
    page.devtools("Network.clearBrowserCookies", json!({}))
        .await;
    page.go(&roundcube.url()).await;
    waits(page, "document.querySelector('#rcmloginuser')").await;
    page.evaluate("document.querySelector('#rcmloginuser').focus()")
        .await;
    page.type_text(USER).await;
    page.press(Key::Tab).await;
    page.type_text(Dovecot::PASSWORD).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
}

pub(crate) async fn log_in(person: &mut Person<'_>) {
    let rows = format!("{ALL}.length > 8");
    person.does(Act::Press(Key::Enter), &rows).await;
}

pub(crate) async fn at_inbox(page: &Page, roundcube: &Roundcube) {
    page.go(&format!("{}?_task=mail&_mbox=INBOX", roundcube.url()))
        .await;
    waits(page, &format!("{ALL}.length > 8 && {IDLE}")).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
}

async fn id(page: &Page, place: usize) -> String {
    let id = page.evaluate(&format!("{}.id", row(place))).await;
    id.as_str().expect("a row has an id").to_owned()
}

fn is_gone(id: &str) -> String {
    format!("!document.getElementById({id:?})?.offsetParent && {IDLE}")
}

async fn choose(person: &mut Person<'_>, places: impl Iterator<Item = usize>) {
    for (count, place) in (1..).zip(places) {
        let chosen = format!("rcmail.message_list.get_selection().length === {count}");
        person.does(Act::Add(&row(place)), &chosen).await;
    }
}

pub(crate) async fn delete_scattered(person: &mut Person<'_>) {
    let last = scattered().last().unwrap_or_default();
    let gone = is_gone(&id(person.page(), last).await);
    choose(person, scattered()).await;
    person.does(Act::Press(Key::Delete), &gone).await;
}

pub(crate) async fn find(person: &mut Person<'_>) {
    let field = "document.querySelector('#mailsearchform')";
    let focused = "document.activeElement?.id === 'mailsearchform'";
    person.does(Act::Click(field), focused).await;
    let typed = format!("document.activeElement.value === {WORD:?}");
    person.does(Act::Type(WORD), &typed).await;
    let found = format!("{ALL}.length === 1 && {ALL}[0].textContent.includes({WORD:?}) && {IDLE}");
    person.does(Act::Press(Key::Enter), &found).await;
}

/// By dragging, which takes fewer actions than the menu (More, Move to, a turn of the
/// wheel, the folder). All folders are unfolded, so that none must be opened.
pub(crate) async fn move_deep(person: &mut Person<'_>, folder: &str) {
    let gone = is_gone(&id(person.page(), 7).await);
    choose(person, [1, 4, 7].into_iter()).await;
    let target = format!(
        "[...document.querySelectorAll('#mailboxlist a')].find(a => a.rel === 'Work/Harbour/{folder}')"
    );
    let in_sight = format!("{target}.getBoundingClientRect().bottom < innerHeight");
    let list = "document.querySelector('#mailboxlist').parentElement";
    person.does(Act::Scroll(list), &in_sight).await;
    person.does(Act::Drag(&row(7), &target), &gone).await;
}

pub(crate) async fn reply(person: &mut Person<'_>) {
    let third = format!("{ALL}.filter(row => row.classList.contains('unread'))[2]");
    let button = "[...document.querySelectorAll('a.reply')].find(a => a.offsetParent)";
    // A click before the message has come is lost now and then.
    let shown = "document.querySelector('#messagecontframe')?.contentDocument\
         ?.querySelector('#messagebody, .message-part')";
    let can = format!("{shown} && {button}?.classList.contains('disabled') === false && {IDLE}");
    person.does(Act::Click(&third), &can).await;
    let ready = "location.search.includes('_action=compose') \
         && document.activeElement?.id === 'composebody'";
    person.does(Act::Click(button), ready).await;
}
