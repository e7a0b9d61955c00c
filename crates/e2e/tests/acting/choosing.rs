use crate::stage::{at_inbox, holds, shows};
use e2e::browser::{Key, Scheme};
use serde_json::json;

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn of_all_some_are_taken_out_again() {
    let (scene, mut other) = at_inbox(400).await;
    let page = scene.page();
    page.press(Key::Home).await;
    page.type_text("*a").await;
    page.reads("400 selected").await;
    for subject in ["Number 398 of many", "Number 396 of many"] {
        let at = scene.row(subject).await.middle().await;
        page.click_with(&[Key::Control], at).await;
    }
    page.reads("398 selected").await;
    // One that is taken out can be put back.
    let at = scene.row("Number 396 of many").await.middle().await;
    page.click_with(&[Key::Control], at).await;
    page.reads("399 selected").await;
    let row = scene.row("Number 398 of many").await;
    assert_eq!(row.property("selected").as_deref(), Some("false"));
    page.type_text("e").await;
    page.reads("399 messages moved to Archive.").await;
    shows(&scene, 1).await;
    scene.row("Number 398 of many").await;
    holds(&mut other, "Archive", 399).await;
    holds(&mut other, "INBOX", 1).await;
    page.type_text("z").await;
    shows(&scene, 400).await;
    holds(&mut other, "INBOX", 400).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn the_unread_are_selected_wherever_they_are() {
    let (scene, mut other) = at_inbox(1_500).await;
    let page = scene.page();
    page.type_text("*u").await;
    page.reads("150 selected").await;
    page.type_text("e").await;
    holds(&mut other, "Archive", 150).await;
    shows(&scene, 1_350).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn what_is_done_to_one_row_leaves_the_others_selected() {
    let (scene, mut other) = at_inbox(20).await;
    let page = scene.page();
    page.press(Key::Home).await;
    page.type_text("xjxjx").await;
    page.reads("3 selected").await;
    let delete = async |subject: &str| {
        let row = scene.row(subject).await;
        page.point_at(row.middle().await).await;
        let buttons = page.the("gridcell", "Actions").await;
        let buttons = buttons.all("button").await;
        let button = buttons.iter().find(|button| button.name() == "Delete");
        button.unwrap().click().await;
    };
    delete("Number 18 of many").await;
    page.reads("2 selected").await;
    holds(&mut other, "Trash", 1).await;
    delete("Number 10 of many").await;
    holds(&mut other, "Trash", 2).await;
    page.reads("2 selected").await;
    page.type_text("e").await;
    holds(&mut other, "Archive", 2).await;
    holds(&mut other, "INBOX", 16).await;
    // Of all, too.
    page.type_text("*a").await;
    page.reads("16 selected").await;
    delete("Number 12 of many").await;
    page.reads("15 selected").await;
    holds(&mut other, "INBOX", 15).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_click_with_control_takes_no_row_that_nobody_chose() {
    let (scene, _other) = at_inbox(20).await;
    let page = scene.page();
    // Here the keyboard was, and nothing shows it any more.
    page.press(Key::Home).await;
    page.type_text("jj").await;
    for (subject, count) in [("Number 10 of many", 1), ("Number 12 of many", 2)] {
        let at = scene.row(subject).await.middle().await;
        page.click_with(&[Key::Control], at).await;
        page.reads(&format!("{count} selected")).await;
    }
    let row = scene.row("Number 17 of many").await;
    assert_eq!(row.property("selected").as_deref(), Some("false"));
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn whoever_acts_on_a_selection_by_its_buttons_goes_on_in_the_list() {
    let (scene, mut other) = at_inbox(20).await;
    let page = scene.page();
    let focused = "document.activeElement.id";
    let select = async |subjects: [&str; 2]| {
        for subject in subjects {
            let at = scene.row(subject).await.middle().await;
            page.click_with(&[Key::Control], at).await;
        }
        page.reads("2 selected").await;
    };
    select(["Number 17 of many", "Number 15 of many"]).await;
    page.the("button", "Delete").await.click().await;
    holds(&mut other, "Trash", 2).await;
    page.becomes(focused, json!("message-list")).await;
    // A question between closes before the selection has gone, or after.
    select(["Number 13 of many", "Number 11 of many"]).await;
    page.the("button", "Move…").await.click().await;
    page.the_one_with("combobox", "folder").await;
    page.type_text("Work").await;
    page.press(Key::Enter).await;
    holds(&mut other, "Work", 2).await;
    page.becomes(focused, json!("message-list")).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn none_of_the_unread_is_passed_over_where_those_that_are_read_leave_the_list() {
    let (scene, mut other) = at_inbox(100).await;
    let page = scene.page();
    page.look(1440, 900, Scheme::Light).await;
    page.the("button", "Unread").await.click().await;
    shows(&scene, 10).await;
    scene.open("Number 70 of many").await;
    shows(&scene, 9).await;
    page.type_text("j").await;
    page.the("heading", "Number 60 of many").await;
    shows(&scene, 8).await;
    page.type_text("k").await;
    page.the("heading", "Number 80 of many").await;
    shows(&scene, 7).await;
    page.the("button", "Next message").await.click().await;
    page.the("heading", "Number 50 of many").await;
    shows(&scene, 6).await;
    // Nor where the open one is deleted.
    page.type_text("#").await;
    page.the("heading", "Number 40 of many").await;
    shows(&scene, 5).await;
    holds(&mut other, "Trash", 1).await;
    // At the end there is no next one.
    page.type_text("jjjj").await;
    page.the("heading", "Number 0 of many").await;
    shows(&scene, 1).await;
    page.type_text("j").await;
    page.type_text("k").await;
    page.the("heading", "Number 90 of many").await;
}
