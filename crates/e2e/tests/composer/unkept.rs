//! Writing where the browser keeps nothing: a private window, or a disk that hangs.

use crate::stage::Desk;
use e2e::scene::USER;
use serde_json::json;

/// Databases are opened, and nobody hears of it.
const SILENT: &str = "{
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...all) {
        const request = open.apply(this, all);
        for (const kind of ['success', 'error', 'upgradeneeded', 'blocked']) {
            request.addEventListener(kind, event => event.stopImmediatePropagation());
        }
        return request;
    };
}";

/// They are not opened.
const REFUSING: &str = "IDBFactory.prototype.open = () => {
    throw new DOMException('A mutation operation was attempted', 'InvalidStateError');
}";

const UNKEPT: &str = "Not kept on this device";

async fn at(fault: &str) -> Desk {
    let desk = Desk::posting_elsewhere(|_| {}).await;
    desk.page().go(&desk.porthole.url("/login")).await;
    desk.page().the("textbox", "User name").await;
    desk.browser.run_in_workers(fault).await;
    desk.fill_in_login().await;
    desk
}

async fn nothing_is_lost(fault: &str) {
    let desk = at(fault).await;
    let page = desk.page();
    desk.begin().await;
    let field = page.the("textbox", "Subject").await;
    field.type_text("Heron").await;
    desk.write("The first words").await;
    // Nobody has to do anything for it.
    desk.until_drafts(|drafts| drafts.len() == 1 && drafts[0].contains("The first words"))
        .await;
    // What is typed goes on where it was, and it is said how it is kept.
    page.type_text(", and then").await;
    page.reads(UNKEPT).await;
    let leaves = "dispatchEvent(new Event('beforeunload', { cancelable: true }))";
    let leaves = page.evaluate(leaves).await;
    assert_eq!(leaves, json!(false), "who leaves now is asked");
    page.type_text(" others").await;
    desk.until_drafts(|drafts| {
        drafts.len() == 1 && drafts[0].contains("The first words, and then others")
    })
    .await;
    assert_eq!(
        desk.text().await.trim_end(),
        "The first words, and then others"
    );
    // Files come along.
    desk.drop_file("heron.bin", 1_000).await;
    desk.until_drafts(|drafts| drafts.len() == 1 && drafts[0].contains("heron.bin"))
        .await;
    // Another window would not find it.
    page.the("button", "Write in a window of its own")
        .await
        .click()
        .await;
    page.reads("This browser keeps nothing that a window of its own could go on with.")
        .await;
    assert_eq!(page.windows().await, 1);
    page.the("button", "Save and close").await.click().await;
    // What is sent arrives, with its file, and is no draft any more.
    desk.begin().await;
    let to = format!("{USER}@{}", e2e::fixture::Postfix::DOMAIN);
    desk.fill_in(&to, "Wren", "It goes all the same").await;
    desk.drop_file("wren.bin", 1_000).await;
    desk.send().await;
    let arrived = desk.has("INBOX", 1).await;
    assert!(arrived[0].contains("It goes all the same") && arrived[0].contains("wren.bin"));
    desk.has("Sent", 1).await;
    desk.until_drafts(|drafts| drafts.len() == 1 && drafts[0].contains("Heron"))
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn nothing_is_lost_where_the_browsers_database_never_answers() {
    nothing_is_lost(SILENT).await;
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn nothing_is_lost_where_the_browsers_database_does_not_open() {
    nothing_is_lost(REFUSING).await;
}
