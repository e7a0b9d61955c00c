//! Folders are made, named, moved, emptied and deleted, by pointer and by keys.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Browser, Element, Key, Page, Scheme};
use e2e::fixture::{Dovecot, Message, Porthole, SecondClient};
use e2e::pictures::{pictured, pictured_now, pictured_where};
use e2e::scene::{Scene, USER, numbered};
use e2e::wait;
use serde_json::json;
use std::time::Duration;

/// Python's imaplib beside the page.
fn second(scene: &Scene) -> SecondClient {
    SecondClient::log_in(scene.dovecot.clear_port(), USER, Dovecot::PASSWORD)
}

/// Waits until there is a mailbox of this name on the server, or is none.
async fn on_the_server(other: &mut SecondClient, name: &str, is_there: bool) {
    let mut all = Vec::new();
    for _ in 0..50 {
        all = other.mailboxes();
        if all.iter().any(|found| found == name) == is_there {
            return;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("whether there is {name} should be {is_there}: {all:?}");
}

async fn gone(page: &Page, role: &str, name: &str) {
    let what = format!("the {role} '{name}' to go");
    wait::until(&what, || async {
        page.find(role, name).await.is_none().then_some(())
    })
    .await;
}

/// One event of the mouse, as the DevTools protocol has it.
async fn mouse(page: &Page, kind: &str, (x, y): (f64, f64), button: &str, buttons: u32) {
    let event = json!({
        "type": kind, "x": x, "y": y, "button": button, "buttons": buttons, "clickCount": 1,
    });
    page.devtools("Input.dispatchMouseEvent", event).await;
}

/// Presses the right button on an element.
async fn context_click(page: &Page, element: &Element) {
    let at = element.middle().await;
    mouse(page, "mouseMoved", at, "none", 0).await;
    mouse(page, "mousePressed", at, "right", 2).await;
    mouse(page, "mouseReleased", at, "right", 0).await;
}

/// Drags from one place to another.
async fn drag(page: &Page, from: (f64, f64), to: (f64, f64)) {
    mouse(page, "mouseMoved", from, "none", 0).await;
    mouse(page, "mousePressed", from, "left", 1).await;
    for step in [0.2, 0.5, 0.8, 0.95, 1.0] {
        let at = (
            from.0 + (to.0 - from.0) * step,
            from.1 + (to.1 - from.1) * step,
        );
        mouse(page, "mouseMoved", at, "left", 1).await;
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    mouse(page, "mouseReleased", to, "left", 0).await;
}

/// Presses a key that has no character, by its name and number.
async fn key(page: &Page, name: &str, number: u32) {
    for kind in ["rawKeyDown", "keyUp"] {
        let event = json!({
            "type": kind, "key": name, "code": name, "windowsVirtualKeyCode": number,
        });
        page.devtools("Input.dispatchKeyEvent", event).await;
    }
}

/// A line of the tree, whether anything in it is unread or not.
async fn item(page: &Page, folder: &str) -> Element {
    let unread = format!("{folder}, ");
    let what = format!("the folder '{folder}'");
    let found = wait::until(&what, || async {
        let all = page.all("treeitem").await;
        let mut all = all.into_iter();
        all.find(|item| item.name() == folder || item.name().starts_with(&unread))
    });
    found.await.0
}

/// Opens a folder's menu with the pointer, and presses a line of it.
async fn choose(page: &Page, folder: &str, line: &str) {
    let item = item(page, folder).await;
    context_click(page, &item).await;
    page.the("menu", &format!("Actions for {folder}")).await;
    for role in ["menuitem", "menuitemcheckbox"] {
        if let Some(found) = page.find(role, line).await {
            return found.click().await;
        }
    }
    panic!("there is no '{line}'");
}

async fn fill_in(page: &Page, field: &str, text: &str) {
    let field = page.the("textbox", field).await;
    field.call("function() { this.select() }").await;
    page.type_text(text).await;
}

/// Puts the focus on a folder of the tree.
async fn focus(page: &Page, folder: &str) -> Element {
    let item = item(page, folder).await;
    item.call("function() { this.focus() }").await;
    item
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_folder_is_made_named_moved_and_deleted() {
    let scene = Scene::direct(|maildir| maildir.fill(3, numbered)).await;
    scene.log_in("Number 2 of many").await;
    let page = scene.page();
    let mut other = second(&scene);

    choose(page, "Archive", "New folder inside…").await;
    page.the("dialog", "New folder").await;
    page.press(Key::Enter).await;
    page.reads("Enter a name.").await;
    page.type_text("a/b").await;
    page.reads("A name can’t contain “/” here.").await;
    fill_in(page, "Name", "Größe & Maß").await;
    page.press(Key::Enter).await;
    page.the("treeitem", "Größe & Maß").await;
    on_the_server(&mut other, "Archive/Größe & Maß", true).await;

    choose(page, "Größe & Maß", "Rename…").await;
    page.the("dialog", "Rename folder").await;
    fill_in(page, "Name", "Plans").await;
    page.press(Key::Enter).await;
    page.the("treeitem", "Plans").await;
    gone(page, "treeitem", "Größe & Maß").await;
    on_the_server(&mut other, "Archive/Plans", true).await;

    // The address follows what is open.
    page.the("treeitem", "Plans").await.click().await;
    page.reads("Nothing in here").await;
    let before = page.the("treeitem", "Plans").await.middle().await;
    let to = page.the("treeitem", "Junk").await.middle().await;
    drag(page, before, to).await;
    on_the_server(&mut other, "Junk/Plans", true).await;
    wait::until("the address to follow", || async {
        page.url()
            .await
            .ends_with("/mail/Junk%2FPlans")
            .then_some(())
    })
    .await;

    choose(page, "Plans", "Move to…").await;
    page.the("dialog", "Move folder").await;
    page.type_text("Top").await;
    page.press(Key::Enter).await;
    on_the_server(&mut other, "Plans", true).await;

    choose(page, "Plans", "Delete…").await;
    page.the("dialog", "Delete folder").await;
    page.reads("Delete “Plans” and the 0 messages in it?").await;
    page.the("button", "Delete folder").await.click().await;
    gone(page, "treeitem", "Plans").await;
    on_the_server(&mut other, "Plans", false).await;
    wait::until("the inbox to open", || async {
        page.url().await.ends_with("/mail/INBOX").then_some(())
    })
    .await;
    assert_eq!(
        page.console().await,
        Vec::<String>::new(),
        "the console is quiet"
    );
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn the_tree_does_all_that_by_keyboard_alone() {
    let scene = Scene::direct(|maildir| maildir.fill(3, numbered)).await;
    scene.log_in("Number 2 of many").await;
    let page = scene.page();
    let mut other = second(&scene);

    focus(page, "Inbox").await;
    // Letters find folders; a letter again goes on.
    page.type_text("a").await;
    wait::until("the focus on Archive", || async {
        is_at(page, "Archive").await
    })
    .await;
    key(page, "Insert", 45).await;
    page.the("dialog", "New folder").await;
    page.type_text("Keys").await;
    page.press(Key::Enter).await;
    page.the("treeitem", "Keys").await;
    on_the_server(&mut other, "Archive/Keys", true).await;
    wait::until("the focus back on Archive", || async {
        is_at(page, "Archive").await
    })
    .await;
    page.press(Key::Right).await;
    wait::until("the focus on the new one", || async {
        is_at(page, "Keys").await
    })
    .await;
    key(page, "F2", 113).await;
    page.the("dialog", "Rename folder").await;
    page.type_text("Locks").await;
    page.press(Key::Enter).await;
    page.the("treeitem", "Locks").await;
    on_the_server(&mut other, "Archive/Locks", true).await;
    wait::until("the focus on the one with another name", || async {
        is_at(page, "Locks").await
    })
    .await;

    focus(page, "Archive").await;
    page.press(Key::Left).await;
    gone(page, "treeitem", "Locks").await;
    let archive = page.the("treeitem", "Archive").await;
    assert_eq!(archive.property("expanded").as_deref(), Some("false"));
    // What is folded is so at the next visit.
    page.reload().await;
    page.the("treeitem", "Archive").await;
    assert!(page.find("treeitem", "Locks").await.is_none());
    focus(page, "Archive").await;
    page.press(Key::Right).await;
    page.the("treeitem", "Locks").await;
    page.press(Key::Right).await;
    wait::until("the focus on it", || async { is_at(page, "Locks").await }).await;
    key(page, "Delete", 46).await;
    page.the("dialog", "Delete folder").await;
    page.press(Key::Escape).await;
    gone(page, "dialog", "Delete folder").await;
    wait::until("the focus back on it", || async {
        is_at(page, "Locks").await
    })
    .await;
    key(page, "Delete", 46).await;
    page.the("button", "Delete folder").await.click().await;
    gone(page, "treeitem", "Locks").await;
    on_the_server(&mut other, "Archive/Locks", false).await;
}

async fn is_at(page: &Page, folder: &str) -> Option<()> {
    let script = "document.activeElement.getAttribute('aria-label')";
    let name = page.evaluate(script).await;
    let name = name.as_str().unwrap_or_default().to_owned();
    (name == folder || name.starts_with(&format!("{folder}, "))).then_some(())
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn what_the_server_refuses_is_taken_back_with_its_words() {
    let scene = Scene::direct(|maildir| maildir.fill(1, numbered)).await;
    scene.log_in("Number 0 of many").await;
    let page = scene.page();
    // Somebody else has made it meanwhile, and this page does not know.
    choose(page, "Junk", "New folder inside…").await;
    page.the("dialog", "New folder").await;
    // Maildir keeps names with dots in them to itself.
    page.type_text("a.b").await;
    page.press(Key::Enter).await;
    page.reads("The server says").await;
    gone(page, "treeitem", "a.b").await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn favourites_colours_purposes_and_subscriptions_follow_the_person() {
    let scene = Scene::direct(|maildir| maildir.fill(1, numbered)).await;
    scene.log_in("Number 0 of many").await;
    let page = scene.page();
    // The second client would subscribe to what it makes.
    let mut dialogue = scene.dovecot.dialogue(USER).await;
    for mailbox in ["Posted", "Letters"] {
        dialogue.command(&format!("CREATE {mailbox}")).await;
    }
    page.the("button", "Refresh").await.click().await;
    page.the("treeitem", "Letters").await;

    choose(page, "Posted", "Favourite").await;
    page.the("treeitem", "Favourites").await;
    // Not one that Dovecot subscribes itself: those stay so, whatever one says.
    let letters = item(page, "Letters").await;
    context_click(page, &letters).await;
    let check = page.the("menuitemcheckbox", "Subscribed").await;
    assert_eq!(check.property("checked").as_deref(), Some("false"));
    check.click().await;
    subscribed(&scene, "Letters", true).await;
    choose(page, "Letters", "Subscribed").await;
    subscribed(&scene, "Letters", false).await;
    choose(page, "Letters", "Colour…").await;
    page.the("menuitemradio", "Red").await.click().await;
    let letters = page.the("treeitem", "Letters").await;
    let colour = letters.call("function() { return this.dataset.colour }");
    assert_eq!(colour.await, json!("red"));
    choose(page, "Posted", "Use as…").await;
    page.the("menu", "Use Posted as").await;
    page.the("menuitemradio", "Sent").await.click().await;
    // It is called by its purpose, wherever it stands.
    gone(page, "treeitem", "Posted").await;

    page.the("link", "Settings").await.click().await;
    page.the("link", "Folders").await.click().await;
    page.reads("Saved in your account").await;
    let sent = page.the("combobox", "Sent").await;
    let value = sent.call("function() { return this.value }").await;
    assert_eq!(value, json!("Posted"));
    let letters = page.the("checkbox", "Subscribed to Letters").await;
    assert_eq!(letters.property("checked").as_deref(), Some("false"));

    let next = Browser::start().await;
    let page = next.page();
    page.go(&scene.porthole.url("/settings/folders")).await;
    page.the("textbox", "User name").await.type_text(USER).await;
    page.the("textbox", "Password")
        .await
        .type_text(Dovecot::PASSWORD)
        .await;
    page.press(Key::Enter).await;
    wait::until("the choice on the next machine", || async {
        let sent = page.find("combobox", "Sent").await?;
        let value = sent.call("function() { return this.value }").await;
        (value == json!("Posted")).then_some(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn subscriptions_that_lead_nowhere_are_shown_and_ended() {
    let scene = Scene::direct(|maildir| maildir.fill(1, numbered)).await;
    let mut other = second(&scene);
    let mut dialogue = scene.dovecot.dialogue(USER).await;
    other.create("Gone");
    dialogue.command("SUBSCRIBE Gone").await;
    other.delete("Gone");
    subscribed(&scene, "Gone", true).await;
    scene.log_in("Number 0 of many").await;
    let page = scene.page();
    page.the("link", "Settings").await.click().await;
    page.the("link", "Folders").await.click().await;
    page.reads("You are subscribed to these, but there are no such folders.")
        .await;
    page.the("button", "Unsubscribe from Gone")
        .await
        .click()
        .await;
    gone(page, "button", "Unsubscribe from Gone").await;
    subscribed(&scene, "Gone", false).await;
    let words = "document.body.innerText.includes('there are no such folders')";
    page.becomes(words, json!(false)).await;
}

/// Waits until the server says that a mailbox is subscribed, or is not.
async fn subscribed(scene: &Scene, mailbox: &str, is_so: bool) {
    let mut dialogue = scene.dovecot.dialogue(USER).await;
    let mut told = String::new();
    for _ in 0..50 {
        told = dialogue.command("LSUB \"\" *").await;
        if told.contains(mailbox) == is_so {
            return;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("whether {mailbox} is subscribed should be {is_so}: {told}");
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn all_of_a_folder_is_read_and_removed_and_its_properties_are_told() {
    let scene = Scene::direct(|maildir| maildir.fill(1, numbered)).await;
    let mut other = second(&scene);
    for number in 0..5 {
        let letter = Message::new(&format!("Spam {number}")).text("Buy.");
        other.append("Junk", "", &letter.bytes());
    }
    scene.log_in("Number 0 of many").await;
    let page = scene.page();
    page.the("treeitem", "Junk, 5 unread").await;
    choose(page, "Junk", "Mark all as read").await;
    page.the("treeitem", "Junk").await;
    on_messages(&mut other, |all| {
        all.iter().all(|(_, flags)| is_seen(flags))
    })
    .await;
    // It is taken back as other deeds are.
    page.the("button", "Undo").await.click().await;
    page.the("treeitem", "Junk, 5 unread").await;
    on_messages(&mut other, |all| {
        !all.iter().any(|(_, flags)| is_seen(flags))
    })
    .await;

    choose(page, "Junk", "Properties…").await;
    page.the("dialog", "Folder properties").await;
    page.reads("Full name on the server").await;
    page.press(Key::Escape).await;
    gone(page, "dialog", "Folder properties").await;

    choose(page, "Junk", "Download…").await;
    page.the("dialog", "Download folder").await;
    page.reads("Download complete.").await;
    let saved = scene.browser.saved_file("Junk.zip").await;
    for number in 0..5 {
        let subject = format!("Subject: Spam {number}\r\n");
        let name = format!(" Spam {number}.eml");
        for part in [subject.as_bytes(), name.as_bytes()] {
            assert!(saved.windows(part.len()).any(|window| window == part));
        }
    }
    page.press(Key::Escape).await;
    gone(page, "dialog", "Download folder").await;

    choose(page, "Junk", "Empty…").await;
    page.the("button", "Delete all forever").await.click().await;
    on_messages(&mut other, <[_]>::is_empty).await;
    assert_eq!(
        page.console().await,
        Vec::<String>::new(),
        "the console is quiet"
    );
}

fn is_seen(flags: &[String]) -> bool {
    flags.iter().any(|flag| flag == "\\seen")
}

/// Waits until the junk mailbox holds such messages.
async fn on_messages(other: &mut SecondClient, are_such: impl Fn(&[(u32, Vec<String>)]) -> bool) {
    let mut state = other.state("Junk");
    for _ in 0..50 {
        if are_such(&state.messages) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
        state = other.state("Junk");
    }
    panic!("on the server there is {state:?}");
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn properties_and_room_are_told_and_access_is_given() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    log_in_to_demo(page, &porthole).await;
    let room = page.the("meter", "Storage").await;
    let words = room.call("function() { return this.ariaValueText }").await;
    assert!(words.as_str().unwrap().ends_with(" used"), "{words}");

    choose(page, "Sent", "Properties…").await;
    page.the("dialog", "Folder properties").await;
    page.reads("Full name on the server").await;
    page.reads("Who has access").await;
    page.the("textbox", "User").await.type_text("ada").await;
    page.press(Key::Enter).await;
    let may = page.the("combobox", "What ada may do").await;
    let letters = may.call("function() { return this.value }").await;
    assert_eq!(letters, json!("lrs"));
    page.the("button", "Remove").await.click().await;
    gone(page, "combobox", "What ada may do").await;
    page.press(Key::Escape).await;
    gone(page, "dialog", "Folder properties").await;
    assert_eq!(
        page.console().await,
        Vec::<String>::new(),
        "the console is quiet"
    );
}

async fn log_in_to_demo(page: &Page, porthole: &Porthole) {
    page.go(&porthole.url("/")).await;
    page.the("textbox", "User name")
        .await
        .type_text("demo")
        .await;
    page.the("textbox", "Password")
        .await
        .type_text("demo")
        .await;
    page.press(Key::Enter).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn the_folders_are_pictured_in_every_size_and_colour() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    log_in_to_demo(page, &porthole).await;
    // How much room there is, is told with the list.
    page.the("meter", "Storage").await;
    choose(page, "Projects", "Colour…").await;
    page.the("menuitemradio", "Teal").await.click().await;
    choose(page, "日本語", "Favourite").await;
    page.the("treeitem", "Favourites").await;
    pictured_where(page, "folders", on_a_wide_screen).await;
    let archive = item(page, "Archive").await;
    context_click(page, &archive).await;
    page.the("menu", "Actions for Archive").await;
    pictured_where(page, "folders-menu", on_a_wide_screen).await;
    page.press(Key::Escape).await;
    on_a_phone(page).await;
    for (line, dialog, name) in [
        ("New folder inside…", "New folder", "folders-new"),
        ("Move to…", "Move folder", "folders-move"),
        ("Delete…", "Delete folder", "folders-delete"),
        ("Properties…", "Folder properties", "folders-properties"),
    ] {
        choose(page, "Archive", line).await;
        page.the("dialog", dialog).await;
        pictured(page, name).await;
        page.press(Key::Escape).await;
        gone(page, "dialog", dialog).await;
    }
    page.the("link", "Settings").await.click().await;
    page.the("link", "Folders").await.click().await;
    pictured(page, "settings-folders").await;
}

fn on_a_wide_screen(look: &str) -> bool {
    !look.starts_with("phone")
}

/// The folders slide in there, and a button opens a folder's menu.
async fn on_a_phone(page: &Page) {
    for (colours, scheme) in [("light", Scheme::Light), ("dark", Scheme::Dark)] {
        page.look(390, 844, scheme).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        page.the("button", "Folders").await.click().await;
        let menu = page.the("button", "Actions for Archive").await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        pictured_now(page, "folders", &format!("phone-{colours}")).await;
        menu.click().await;
        let menu = page.the("menu", "Actions for Archive").await;
        let script = "function() {
            const at = this.getBoundingClientRect();
            return at.top >= 0 && at.left >= 0
                && at.right <= innerWidth && at.bottom <= innerHeight;
        }";
        assert_eq!(
            menu.call(script).await,
            json!(true),
            "all of it is in sight"
        );
        pictured_now(page, "folders-menu", &format!("phone-{colours}")).await;
        page.press(Key::Escape).await;
        gone(page, "menu", "Actions for Archive").await;
        page.the("button", "Hide folders").await.click().await;
    }
    page.look(1440, 900, Scheme::Light).await;
}
