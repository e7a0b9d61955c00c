use crate::stage::{at_inbox, folder, holds, shows};
use e2e::browser::{Key, Scheme};
use e2e::wait;
use serde_json::json;
use std::time::Duration;

const FLAGGED: &str = "document.querySelectorAll('.row-flag.is-on').length";
const UNREAD_17: &str = "[...document.querySelectorAll('.row')]
    .find(row => row.textContent.includes('Number 17 of'))?.classList.contains('is-unread')";

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn messages_are_dragged_onto_folders_that_open_while_hovered() {
    let (scene, mut other) = at_inbox(40).await;
    let page = scene.page();
    // The folder below it is hidden until it opens.
    let work = folder(&scene, "Work").await;
    work.call("function() { this.querySelector('.twisty').click() }")
        .await;
    wait::until("Projects to be hidden", || async {
        page.find_with("treeitem", "Projects")
            .await
            .is_none()
            .then_some(())
    })
    .await;
    page.type_text("jxjx").await;
    page.reads("2 selected").await;
    // The driver's pointer begins no drags in a browser without a window.
    let drag = "(async () => {
        const folder = name => [...document.querySelectorAll('[data-mailbox]')]
            .find(item => item.dataset.mailbox === name);
        const data = new DataTransfer();
        const say = (at, kind) => at.dispatchEvent(new DragEvent(kind,
            { dataTransfer: data, bubbles: true, cancelable: true }));
        const row = document.querySelector('.row.is-selected a');
        say(row, 'dragstart');
        const image = document.querySelector('.drag-image')?.textContent;
        say(folder('Work'), 'dragover');
        await new Promise(then => setTimeout(then, 900));
        const taken = !say(folder('Work/Projects'), 'dragover');
        say(folder('Work/Projects'), 'drop');
        say(row, 'dragend');
        return [image, taken, document.querySelector('.drag-image') === null];
    })()";
    assert_eq!(page.evaluate(drag).await, json!(["2 messages", true, true]));
    shows(&scene, 38).await;
    holds(&mut other, "Work/Projects", 2).await;
    page.type_text("z").await;
    holds(&mut other, "INBOX", 40).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn messages_are_dragged_to_a_folder_that_was_out_of_sight() {
    let (scene, mut other) = at_inbox(20).await;
    let page = scene.page();
    for number in 0..50 {
        other.create(&format!("Folder {number:02}"));
    }
    page.the("button", "Refresh").await.click().await;
    folder(&scene, "Folder 49").await;
    page.type_text("jxjx").await;
    page.reads("2 selected").await;
    // Held at the tree's lower edge until the last folder is in sight, in one drag.
    let drag = "(async () => {
        const data = new DataTransfer();
        const tree = document.querySelector('.tree');
        const place = tree.getBoundingClientRect();
        const say = (at, kind, x, y) => at.dispatchEvent(new DragEvent(kind,
            { dataTransfer: data, bubbles: true, cancelable: true, clientX: x, clientY: y }));
        const row = document.querySelector('.row.is-selected a');
        say(row, 'dragstart', 0, 0);
        const begin = performance.now();
        const is_at_end = () => tree.scrollTop + tree.clientHeight > tree.scrollHeight - 2;
        while (!is_at_end() && performance.now() - begin < 20000) {
            say(tree, 'dragover', place.left + 40, place.bottom - 6);
            await new Promise(then => setTimeout(then, 50));
        }
        const to = [...tree.querySelectorAll('[data-mailbox]')].pop();
        const there = to.getBoundingClientRect();
        const middle = place.top + place.height / 2;
        say(to, 'dragover', place.left + 40, middle);
        const rested = tree.scrollTop;
        await new Promise(then => setTimeout(then, 200));
        const is_still = tree.scrollTop === rested;
        say(to, 'drop', there.left + 40, there.top + 4);
        say(row, 'dragend', 0, 0);
        return [to.dataset.mailbox, is_at_end(), is_still];
    })()";
    let dragged = page.evaluate(drag).await;
    assert_eq!(dragged[1], json!(true), "the tree scrolls: {dragged}");
    assert_eq!(dragged[2], json!(true), "and rests: {dragged}");
    let to = dragged[0].as_str().unwrap().to_owned();
    holds(&mut other, &to, 2).await;
    shows(&scene, 18).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn the_menu_of_a_message_opens_by_the_keyboard_and_by_the_other_button() {
    let (scene, mut other) = at_inbox(20).await;
    let page = scene.page();
    page.type_text("j").await;
    page.press_with(&[Key::Shift], Key::F10).await;
    page.the("menuitem", "Archive").await;
    page.press(Key::Escape).await;
    page.press_with(&[Key::Shift], Key::F10).await;
    page.the("menuitem", "Archive").await;
    page.type_text("Ar").await;
    page.press(Key::Enter).await;
    holds(&mut other, "Archive", 1).await;
    let at = scene.row("Number 15 of many").await.middle().await;
    page.click_other(at).await;
    page.the("menuitem", "Flag").await.click().await;
    let begin = std::time::Instant::now();
    while other.search("INBOX", "FLAGGED") != [16] {
        assert!(begin.elapsed() < wait::PATIENCE);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    shows(&scene, 19).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn the_menu_of_the_open_message_says_what_its_lines_do_now() {
    let (scene, _other) = at_inbox(20).await;
    let page = scene.page();
    let line = async |name: &str| {
        page.the("button", "More").await.click().await;
        page.the("menuitem", name).await.click().await;
    };
    scene.open("Number 17 of many").await;
    line("Flag").await;
    page.becomes(FLAGGED, json!(1)).await;
    line("Remove the flag").await;
    page.becomes(FLAGGED, json!(0)).await;
    // It was read; and whoever says that it is not wants it to stay so.
    line("Mark as unread").await;
    page.becomes(UNREAD_17, json!(true)).await;
    line("Mark as read").await;
    page.becomes(UNREAD_17, json!(false)).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn the_row_at_the_pointer_has_buttons() {
    let (scene, mut other) = at_inbox(20).await;
    let page = scene.page();
    let row = scene.row("Number 17 of many").await;
    page.point_at(row.middle().await).await;
    page.the("button", "Delete").await.click().await;
    holds(&mut other, "Trash", 1).await;
    page.the("button", "Undo").await.click().await;
    holds(&mut other, "Trash", 0).await;
    shows(&scene, 20).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn fingers_swipe_rows_away_and_select_by_resting() {
    let (scene, mut other) = at_inbox(30).await;
    let page = scene.page();
    page.look(390, 844, Scheme::Light).await;
    page.devtools(
        "Emulation.setTouchEmulationEnabled",
        json!({ "enabled": true }),
    )
    .await;
    let swipe = |subject: &'static str, by: f64| {
        let scene = &scene;
        async move {
            let (x, y) = scene.row(subject).await.middle().await;
            let steps: Vec<(f64, f64)> =
                (0..=8).map(|n| (x + by * f64::from(n) / 8.0, y)).collect();
            scene.page().touch(&steps, Duration::from_millis(30)).await;
        }
    };
    swipe("Number 29 of many", -150.0).await;
    holds(&mut other, "Trash", 1).await;
    // Too short a way: nothing happens.
    swipe("Number 28 of many", -40.0).await;
    swipe("Number 26 of many", 150.0).await;
    let begin = std::time::Instant::now();
    while other.search("INBOX", "UNSEEN UID 27") != [27] {
        assert!(begin.elapsed() < wait::PATIENCE);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    holds(&mut other, "INBOX", 29).await;
    let at = scene.row("Number 27 of many").await.middle().await;
    page.touch(&[at], Duration::from_millis(700)).await;
    page.reads("1 selected").await;
    let at = scene.row("Number 26 of many").await.middle().await;
    page.touch(&[at], Duration::from_millis(20)).await;
    page.reads("2 selected").await;
    page.the("button", "Archive").await.click().await;
    holds(&mut other, "Archive", 2).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn what_a_swipe_does_is_chosen_for_each_way() {
    let (scene, mut other) = at_inbox(30).await;
    let page = scene.page();
    page.the("link", "Settings").await.click().await;
    for (field, value) in [("Swipe left", "archive"), ("Swipe right", "flag")] {
        let choose = format!(
            "function() {{ this.value = '{value}';
               this.dispatchEvent(new Event('change', {{ bubbles: true }})); }}"
        );
        page.the("combobox", field).await.call(&choose).await;
    }
    page.reads("Saved in your account").await;
    page.the("link", "Mail").await.click().await;
    scene.row("Number 29 of many").await;
    page.look(390, 844, Scheme::Light).await;
    let touch = json!({ "enabled": true });
    page.devtools("Emulation.setTouchEmulationEnabled", touch)
        .await;
    let swipe = |subject: &'static str, by: f64| {
        let scene = &scene;
        async move {
            let (x, y) = scene.row(subject).await.middle().await;
            let steps = (0..=8).map(|n| (x + by * f64::from(n) / 8.0, y));
            let steps: Vec<(f64, f64)> = steps.collect();
            scene.page().touch(&steps, Duration::from_millis(30)).await;
        }
    };
    swipe("Number 29 of many", -150.0).await;
    holds(&mut other, "Archive", 1).await;
    holds(&mut other, "Trash", 0).await;
    swipe("Number 26 of many", 150.0).await;
    let begin = std::time::Instant::now();
    while other.search("INBOX", "FLAGGED") != [27] {
        assert!(begin.elapsed() < wait::PATIENCE);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // To flag leaves the message where it is.
    holds(&mut other, "INBOX", 29).await;
    shows(&scene, 29).await;
}
