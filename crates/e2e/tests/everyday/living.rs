//! What happens elsewhere is on screen without being asked for: counts of folders,
//! folders, rows.

use crate::all_is_here;
use e2e::browser::{Browser, Key};
use e2e::fixture::{Dovecot, Manner, Message, Porthole, SecondClient, Tap, Upstream};
use e2e::scene::{Scene, USER, numbered};
use e2e::wait;
use serde_json::json;
use std::time::Duration;

/// So long it may take until another client's change is seen, on a busy machine.
const SOON: Duration = Duration::from_secs(5);

async fn soon(scene: &Scene, what: &str, role: &str, name: &str, is_there: bool) {
    let page = scene.page();
    let (_, took) = wait::until(what, || async {
        (page.find(role, name).await.is_some() == is_there).then_some(())
    })
    .await;
    assert!(took < SOON, "{what} took {took:?}");
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn what_others_do_in_folders_is_seen_in_the_tree_and_in_the_list() {
    let scene = Scene::direct(|maildir| maildir.fill(12, numbered)).await;
    let mut other = SecondClient::log_in(scene.dovecot.clear_port(), USER, Dovecot::PASSWORD);
    scene.log_in("Number 11 of many").await;
    all_is_here(&scene).await;
    // Inbox has two that are unread; in Junk is nothing.
    soon(
        &scene,
        "the inbox's count",
        "treeitem",
        "Inbox, 2 unread",
        true,
    )
    .await;
    let spam = Message::new("Spam").text("Buy.").bytes();
    other.append("Junk", "", &spam);
    soon(
        &scene,
        "a letter elsewhere",
        "treeitem",
        "Junk, 1 unread",
        true,
    )
    .await;
    other.append("Junk", "", &spam);
    soon(&scene, "another", "treeitem", "Junk, 2 unread", true).await;
    other.store("Junk", 1, '+', "\\Seen");
    soon(
        &scene,
        "one that is read",
        "treeitem",
        "Junk, 1 unread",
        true,
    )
    .await;
    other.expunge("Junk", &[2]);
    soon(&scene, "one that goes", "treeitem", "Junk", true).await;
    // The open folder, too.
    other.store("INBOX", 1, '+', "\\Seen");
    soon(
        &scene,
        "one that is read here",
        "treeitem",
        "Inbox, 1 unread",
        true,
    )
    .await;
    other.expunge("INBOX", &[12]);
    let page = scene.page();
    let rows = "document.querySelector('#message-list').ariaRowCount";
    page.becomes(rows, json!("11")).await;
    assert!(page.find_with("row", "Number 11 of many").await.is_none());
    other.create("Harbour");
    soon(&scene, "a folder that is made", "treeitem", "Harbour", true).await;
    other.delete("Harbour");
    soon(
        &scene,
        "a folder that is deleted",
        "treeitem",
        "Harbour",
        false,
    )
    .await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

/// Before a server that can be gone for a while, where mail can be written.
async fn writing_by_a_tap() -> Scene {
    let dovecot = Dovecot::start(&[USER]);
    dovecot.maildir(USER).fill(12, numbered);
    let tap = Tap::start(dovecot.clear_port(), Manner::Delayed(Duration::ZERO)).await;
    let imap = Upstream::local(tap.port(), tap.authority_file());
    let submission = Upstream::local(dovecot.submissions_port(), dovecot.authority_file());
    Scene {
        browser: Browser::start().await,
        porthole: Porthole::start_submitting(&imap, "example.org", &submission),
        tap: Some(tap),
        dovecot,
    }
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn who_writes_while_the_server_is_gone_writes_on_and_it_is_saved_when_it_is_back() {
    let scene = writing_by_a_tap().await;
    let mut other = SecondClient::log_in(scene.dovecot.clear_port(), USER, Dovecot::PASSWORD);
    scene.log_in("Number 11 of many").await;
    all_is_here(&scene).await;
    let page = scene.page();
    page.type_text("c").await;
    page.the("dialog", "New message").await;
    page.the("textbox", "Subject")
        .await
        .type_text("Tides")
        .await;
    page.press(Key::Tab).await;
    page.type_text("Before. ").await;
    scene.tap().go_down();
    page.reads("The connection to the mail server was lost.")
        .await;
    // The cursor is where it was.
    page.type_text("Meanwhile. ").await;
    let back = Message::new("While you wrote").text("Hello.").bytes();
    scene.dovecot.maildir(USER).deliver(&back);
    scene.tap().come_back();
    scene.row("While you wrote").await;
    let (draft, _) = wait::until("the draft", || {
        let drafts = other.state("Drafts").messages;
        let draft = match drafts.as_slice() {
            [(uid, _)] => {
                let draft = other.message("Drafts", *uid);
                let draft = String::from_utf8_lossy(&draft).into_owned();
                draft.contains("Before. Meanwhile.").then_some(draft)
            }
            _ => None,
        };
        async { draft }
    })
    .await;
    assert!(draft.contains("Subject: Tides"), "{draft}");
    assert_eq!(page.console().await, Vec::<String>::new());
}
