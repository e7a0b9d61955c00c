//! Each operator finds what it says; people, folders and operators are proposed; a
//! search through many folders tells how far it is and can be stopped.

use crate::all_is_here;
use e2e::browser::Key;
use e2e::demo::{Demo, WELCOME};
use e2e::fixture::{Dovecot, Manner, Message, SecondClient};
use e2e::scene::{Scene, USER};
use serde_json::json;
use std::time::Duration;

/// The subjects of the rows, from the top.
const SUBJECTS: &str = "[...document.querySelectorAll('[role=row]')]
    .sort((a, b) => a.ariaRowIndex - b.ariaRowIndex)
    .map(row => row.querySelector('.row-subject a')?.textContent)";
const FOUND: &str = "document.querySelector('.search-count')?.textContent ?? ''";

fn letter(subject: &str, from: &str, to: &str, text: &str) -> Vec<u8> {
    let letter = Message::new(subject).from(from).text(text).bytes();
    let letter = String::from_utf8(letter).unwrap();
    let to = format!("To: {to}\r\n");
    letter
        .replace("To: Test <test@example.org>\r\n", &to)
        .into_bytes()
}

/// Four letters, of which the last has just come and the others are of 2020.
async fn start() -> Scene {
    let (ada, grace) = ("Ada <ada@engines.example>", "Grace <grace@navy.example>");
    let charles = "Charles <charles@engines.example>";
    let plan = Message::new("Large plan")
        .from(ada)
        .text("See there.")
        .attachment("plan.bin", vec![7; 80_000]);
    let all = [
        (
            letter("Engine drawings", ada, charles, "Brass wheels."),
            "S",
        ),
        (
            letter("Compiler notes", grace, ada, "A nanosecond of wire."),
            "",
        ),
        (plan.bytes(), "FS"),
    ];
    let scene = Scene::direct(|maildir| {
        maildir.fill(3, |number| all[number as usize].clone());
        maildir.age();
        maildir.deliver(&letter("Invoice 7", charles, grace, "Pay soon. Brass."));
    })
    .await;
    let port = scene.dovecot.clear_port();
    let mut other = SecondClient::log_in(port, USER, Dovecot::PASSWORD);
    other.store("INBOX", 2, '+', "$label1");
    scene.log_in("Invoice 7").await;
    all_is_here(&scene).await;
    scene
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn each_operator_finds_what_it_says() {
    let scene = start().await;
    let page = scene.page();
    for (query, found) in [
        ("from:grace", vec!["Compiler notes"]),
        ("to:charles", vec!["Engine drawings"]),
        ("subject:plan", vec!["Large plan"]),
        ("\"compiler notes\"", vec!["Compiler notes"]),
        ("body:nanosecond", vec!["Compiler notes"]),
        ("text:brass", vec!["Invoice 7", "Engine drawings"]),
        ("has:attachment", vec!["Large plan"]),
        ("is:unread", vec!["Invoice 7", "Compiler notes"]),
        ("is:flagged", vec!["Large plan"]),
        (
            "before:2021-01-01",
            vec!["Large plan", "Compiler notes", "Engine drawings"],
        ),
        ("after:2021-01-01", vec!["Invoice 7"]),
        ("newer_than:7d", vec!["Invoice 7"]),
        ("larger:50k", vec!["Large plan"]),
        ("smaller:50k is:read", vec!["Engine drawings"]),
        (
            "from:grace OR from:charles",
            vec!["Invoice 7", "Compiler notes"],
        ),
        ("from:ada -has:attachment", vec!["Engine drawings"]),
        ("from:ada subject:(plan OR notes)", vec!["Large plan"]),
        ("filename:plan", vec!["Large plan"]),
        ("label:important", vec!["Compiler notes"]),
        (
            "on:2020-09-13 -is:flagged",
            vec!["Compiler notes", "Engine drawings"],
        ),
    ] {
        page.type_text("/").await;
        page.becomes("document.activeElement?.id", json!("search"))
            .await;
        page.press_with_control('a').await;
        page.type_text(query).await;
        page.press(Key::Enter).await;
        let address = "new URLSearchParams(location.search).get('q')";
        page.becomes(address, json!(query)).await;
        page.becomes(FOUND, json!(format!("{} found", found.len())))
            .await;
        page.becomes(SUBJECTS, json!(found)).await;
    }
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn people_and_folders_are_proposed_beside_operators() {
    let demo = Demo::at("/").await;
    let page = demo.page();
    demo.row(WELCOME).await;
    demo.becomes("document.querySelector('.acting') !== null", json!(true))
        .await;
    let value = "document.getElementById('search').value";
    // A word alone may be somebody's name, or a folder's, which says where it lies.
    page.type_text("/").await;
    for (typed, proposed, taken) in [
        (
            "mar",
            "Ines Maric <ines@maric-design.example.net>",
            "from:ines@maric-design.example.net ",
        ),
        (
            "to:mar",
            "Ines Maric <ines@maric-design.example.net>",
            "to:ines@maric-design.example.net ",
        ),
        ("slip", "Slipway Projects", "in:Projects/Slipway "),
        ("in:kitt", "Kittiwake Projects", "in:Projects/Kittiwake "),
        ("in:arch", "Archive", "in:Archive "),
    ] {
        page.press_with_control('a').await;
        page.type_text(typed).await;
        let first = "[...document.querySelectorAll('[role=listbox] [role=option]')].map(option =>
            [...option.querySelectorAll('span')].map(part => part.textContent).join(' '))[0] ?? null";
        page.becomes(first, json!(proposed)).await;
        page.press(Key::Down).await;
        page.press(Key::Enter).await;
        page.becomes(value, json!(taken)).await;
    }
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_search_through_many_folders_tells_how_far_it_is_and_is_stopped() {
    const FOLDERS: usize = 24;
    let slow = Manner::Delayed(Duration::from_millis(120));
    let scene = Scene::tapped(slow, |_| {}).await;
    let mut other = SecondClient::log_in(scene.dovecot.clear_port(), USER, Dovecot::PASSWORD);
    let needle = Message::new("A needle").text("Sharp.").bytes();
    for number in 0..FOLDERS {
        let name = format!("Hay {number:02}");
        other.create(&name);
        other.append(&name, "", &needle);
    }
    other.append("INBOX", "", &Message::new("At hand").text("Hello.").bytes());
    scene.log_in("At hand").await;
    all_is_here(&scene).await;
    let page = scene.page();
    page.the_one_with("treeitem", "Hay 23").await;
    page.type_text("/").await;
    page.type_text("needle").await;
    page.press(Key::Enter).await;
    page.the("button", "Search everywhere").await.click().await;
    // Hits stand there while it goes on.
    let part = format!(
        "/^[0-9]+ of [0-9]+ folders, [1-9][0-9]* found$/.test({FOUND})
            && document.querySelectorAll('[role=row] .row-mailbox').length > 0"
    );
    page.becomes(&part, json!(true)).await;
    // Whoever is at a button stays there as it goes on, and is at the list after it.
    let stop = page.the("button", "Stop").await;
    stop.call("function() { this.focus() }").await;
    let before = page.evaluate(FOUND).await;
    page.becomes(&format!("({FOUND}) !== {before}"), json!(true))
        .await;
    let focused = "document.activeElement.textContent";
    assert_eq!(page.evaluate(focused).await, json!("Stop"));
    page.press(Key::Enter).await;
    page.becomes("document.activeElement.getAttribute('role')", json!("grid"))
        .await;
    let is_over = format!("/^[0-9]+ found$/.test({FOUND})");
    page.becomes(&is_over, json!(true)).await;
    let found = page.evaluate(&format!("parseInt({FOUND})")).await;
    let found = found.as_u64().unwrap();
    assert!((1..FOLDERS as u64).contains(&found), "{found} were found");
    assert!(page.find("button", "Stop").await.is_none());
    // Several folders were looked through at once, and none is any more.
    let rounds = scene.tap().rounds();
    let searching = rounds.iter().filter(|round| round.sent.contains("SEARCH"));
    let mut connections: Vec<_> = searching.map(|round| round.connection).collect();
    connections.sort_unstable();
    connections.dedup();
    assert!(connections.len() > 1, "one after the other");
    tokio::time::sleep(Duration::from_millis(800)).await;
    scene.tap().forget();
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    let sent = scene.tap().sent();
    assert!(!sent.contains("SEARCH"), "{sent}");
    page.becomes(&format!("parseInt({FOUND})"), json!(found))
        .await;
    // Asked for once more, all of them are found.
    page.the("button", "Clear the search").await.click().await;
    page.type_text("needle").await;
    page.press(Key::Enter).await;
    page.the("button", "Search everywhere").await.click().await;
    page.becomes(FOUND, json!(format!("{FOLDERS} found"))).await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_search_is_there_at_the_next_login_and_works_without_the_server() {
    let slow = Manner::Delayed(Duration::ZERO);
    let scene = Scene::tapped(slow, |maildir| {
        maildir.fill(2, |number| {
            let subject = ["Engine drawings", "Compiler notes"][number as usize];
            (Message::new(subject).text("Words.").bytes(), "S")
        });
    })
    .await;
    scene.log_in("Compiler notes").await;
    all_is_here(&scene).await;
    let page = scene.page();
    page.type_text("/").await;
    page.type_text("engine").await;
    page.press(Key::Enter).await;
    page.the("button", "Save this search").await.click().await;
    page.the("dialog", "Saved search").await;
    page.press(Key::Enter).await;
    page.the("link", "engine").await;
    page.the("button", "Log out").await.click().await;
    page.the("textbox", "User name").await;
    scene.log_in("Compiler notes").await;
    all_is_here(&scene).await;
    page.the("link", "engine").await.click().await;
    page.becomes(SUBJECTS, json!(["Engine drawings"])).await;
    page.the("button", "Clear the search").await.click().await;
    page.becomes(SUBJECTS, json!(["Compiler notes", "Engine drawings"]))
        .await;
    // What is here is found while the server is gone.
    scene.tap().go_down();
    page.reads("The connection to the mail server was lost.")
        .await;
    page.type_text("compil").await;
    page.becomes(SUBJECTS, json!(["Compiler notes"])).await;
    page.press(Key::Enter).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(page.evaluate(SUBJECTS).await, json!(["Compiler notes"]));
    scene.tap().come_back();
    // It is tried again by itself.
    page.becomes(FOUND, json!("1 found")).await;
}
