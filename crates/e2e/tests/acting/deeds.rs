use crate::stage::{at_inbox, folder, holds, shows};
use e2e::browser::{Key, Scheme};
use e2e::wait;

/// The subjects of the rows at the top of the list.
const SUBJECTS: &str = "[...document.querySelectorAll('.virtual-list .row-subject')]
    .slice(0, 20).map(one => one.textContent)";

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn ranges_and_single_messages_are_selected_by_keys_and_clicks() {
    let (scene, _other) = at_inbox(100).await;
    let page = scene.page();
    scene.row("Number 98 of many").await.click().await;
    page.the("heading", "Number 98 of many").await;
    let end = scene.row("Number 95 of many").await.middle().await;
    page.click_with(&[Key::Shift], end).await;
    page.reads("4 selected").await;
    let beside = scene.row("Number 93 of many").await.middle().await;
    page.click_with(&[Key::Control], beside).await;
    page.reads("5 selected").await;
    let row = scene.row("Number 93 of many").await;
    assert_eq!(row.property("selected").as_deref(), Some("true"));
    page.press(Key::Escape).await;
    page.the("heading", "Number 98 of many").await;
    // The message stays open; only the selection is gone.
    page.type_text("u").await;
    scene.is_closed("Number 98 of many").await;
    page.press(Key::Home).await;
    page.press_with(&[Key::Shift], Key::Down).await;
    page.press_with(&[Key::Shift], Key::Down).await;
    page.press_with(&[Key::Shift], Key::Up).await;
    page.reads("2 selected").await;
    page.type_text("jjx").await;
    page.reads("3 selected").await;
    page.type_with(&[Key::Control], 'a').await;
    page.reads("100 selected").await;
    page.press(Key::Escape).await;
    page.the_one_with("row", "Number 99 of many").await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_range_reaches_over_rows_that_were_never_in_view() {
    let (scene, _other) = at_inbox(2_500).await;
    let page = scene.page();
    // What was selected last is where the range begins, wherever one went since.
    page.type_text("jx").await;
    page.reads("1 selected").await;
    page.press(Key::End).await;
    let end = scene.row("Number 1 of many").await.middle().await;
    page.click_with(&[Key::Shift], end).await;
    page.reads("2,499 selected").await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn twenty_scattered_messages_go_to_a_folder_by_its_name_and_back() {
    let (scene, mut other) = at_inbox(200).await;
    let page = scene.page();
    let stood = page.evaluate(SUBJECTS).await;
    page.type_text("j").await;
    for _ in 0..20 {
        page.type_text("xjj").await;
    }
    page.reads("20 selected").await;
    page.type_text("v").await;
    page.the("combobox", "Type a folder's name").await;
    page.type_text("proj").await;
    page.press(Key::Enter).await;
    page.reads("20 messages moved to Projects.").await;
    shows(&scene, 180).await;
    holds(&mut other, "Work/Projects", 20).await;
    page.type_text("z").await;
    shows(&scene, 200).await;
    holds(&mut other, "Work/Projects", 0).await;
    holds(&mut other, "INBOX", 200).await;
    // To the server they are its newest; here they are where they were.
    page.press(Key::Home).await;
    page.becomes(SUBJECTS, stood).await;
    // What was used lately comes first: Enter alone moves there.
    page.press(Key::Home).await;
    page.type_text("v").await;
    page.the("combobox", "Type a folder's name").await;
    page.press(Key::Enter).await;
    holds(&mut other, "Work/Projects", 1).await;
    // One key does the same.
    page.press(Key::Home).await;
    page.type_text("M").await;
    holds(&mut other, "Work/Projects", 2).await;
    page.reads("Message moved to Projects.").await;
    page.type_text("z").await;
    holds(&mut other, "Work/Projects", 1).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_folder_is_named_in_the_same_breath_as_the_wish_to_move() {
    let (scene, mut other) = at_inbox(20).await;
    let page = scene.page();
    page.type_text("jx").await;
    page.reads("1 selected").await;
    // Nobody who knows the key waits for the field: all of it comes in one go.
    page.type_text("vproj\u{E007}").await;
    holds(&mut other, "Work/Projects", 1).await;
    shows(&scene, 19).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_refused_move_is_taken_back_on_screen_and_told_in_the_servers_words() {
    let (scene, mut other) = at_inbox(30).await;
    let page = scene.page();
    other.create("Gone");
    page.the("button", "Refresh").await.click().await;
    folder(&scene, "Gone").await;
    scene.row("Number 29 of many").await.click().await;
    page.the("heading", "Number 29 of many").await;
    page.type_text("v").await;
    page.the("combobox", "Type a folder's name").await;
    page.type_text("Gone").await;
    page.the_one_with("option", "Gone").await;
    other.delete("Gone");
    page.press(Key::Enter).await;
    page.reads("Mailbox doesn't exist: Gone").await;
    shows(&scene, 30).await;
    holds(&mut other, "INBOX", 30).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn all_that_match_are_archived_and_come_back() {
    let (scene, mut other) = at_inbox(3_000).await;
    let page = scene.page();
    page.type_text("jx").await;
    page.the("button", "Select all 3,000").await.click().await;
    page.reads("3,000 selected").await;
    page.the("button", "Archive").await.click().await;
    shows(&scene, 0).await;
    page.reads("3,000 messages moved to Archive.").await;
    holds(&mut other, "Archive", 3_000).await;
    page.type_text("z").await;
    shows(&scene, 3_000).await;
    holds(&mut other, "INBOX", 3_000).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn labels_that_are_given_here_are_seen_elsewhere_and_the_other_way_round() {
    let (scene, mut other) = at_inbox(20).await;
    let page = scene.page();
    let label = |name: &'static str| async move {
        page.type_text("l").await;
        page.the("combobox", "Type a label's name").await;
        page.type_text(name).await;
        page.press(Key::Enter).await;
    };
    page.type_text("jx").await;
    label("work").await;
    label("Travel plans").await;
    page.reads("Travel plans").await;
    let state = |other: &mut e2e::fixture::SecondClient, uid| {
        let messages = other.state("INBOX").messages;
        messages.into_iter().find(|(of, _)| *of == uid).unwrap().1
    };
    let begin = std::time::Instant::now();
    loop {
        let flags = state(&mut other, 20);
        if flags.contains(&"$label2".to_owned()) && flags.contains(&"travel_plans".to_owned()) {
            break;
        }
        assert!(begin.elapsed() < wait::PATIENCE, "{flags:?}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    other.store("INBOX", 19, '+', "$label1");
    page.reads("Important").await;
    // The same once more takes it away.
    label("travel").await;
    let begin = std::time::Instant::now();
    while state(&mut other, 20).contains(&"travel_plans".to_owned()) {
        assert!(begin.elapsed() < wait::PATIENCE);
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn what_can_not_be_taken_back_is_asked_first() {
    let (scene, mut other) = at_inbox(12).await;
    let page = scene.page();
    page.type_text("j#").await;
    page.reads("Message moved to Trash.").await;
    holds(&mut other, "Trash", 1).await;
    page.press_with(&[Key::Shift], Key::Delete).await;
    page.the("dialog", "Delete forever?").await;
    page.the("button", "Cancel").await.click().await;
    shows(&scene, 11).await;
    page.press_with(&[Key::Shift], Key::Delete).await;
    page.the("dialog", "Delete forever?").await;
    page.the("button", "Delete forever").await.click().await;
    shows(&scene, 10).await;
    holds(&mut other, "INBOX", 10).await;
    folder(&scene, "Trash").await.click().await;
    page.the("button", "Delete all forever…")
        .await
        .click()
        .await;
    page.the("button", "Delete all forever").await.click().await;
    holds(&mut other, "Trash", 0).await;
    shows(&scene, 0).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn the_next_message_opens_where_the_open_one_goes() {
    let (scene, mut other) = at_inbox(30).await;
    let page = scene.page();
    // So wide that the toolbar has room for all its buttons.
    page.look(1440, 900, Scheme::Light).await;
    scene.open("Number 28 of many").await;
    page.the("button", "Archive").await.click().await;
    page.the("heading", "Number 27 of many").await;
    page.type_text("!").await;
    page.the("heading", "Number 26 of many").await;
    holds(&mut other, "Junk", 1).await;
    folder(&scene, "Junk").await.click().await;
    scene.open("Number 27 of many").await;
    page.the("button", "Not junk").await.click().await;
    holds(&mut other, "Junk", 0).await;
    holds(&mut other, "INBOX", 29).await;
}
