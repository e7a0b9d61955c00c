//! The ways into a letter: links, chips and files that are dragged, messages that
//! are passed on; and all of it by keyboard and by name.

use crate::stage::Desk;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use e2e::browser::Key;
use e2e::fixture::{Message, Postfix, attachment_bytes};
use e2e::scene::USER;
use e2e::wait;
use serde_json::json;

fn to_self() -> String {
    format!("{USER}@{}", Postfix::DOMAIN)
}

/// The octets in base64 as they stand in a message on disk.
fn in_lines(octets: &[u8]) -> String {
    let lines = octets.chunks(57).map(|line| STANDARD.encode(line) + "\n");
    lines.collect()
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn a_link_to_write_to_somebody_begins_a_letter() {
    let desk = Desk::posting(|maildir| {
        let link = "mailto:bob@elsewhere.example?cc=eve@elsewhere.example&subject=An%20order&body=Two%20please&attach=/etc/passwd";
        let html = format!("<p>Please <a href=\"{link}\">order here</a>.</p>");
        maildir.deliver(&Message::new("Catalogue").html(&html).bytes());
    })
    .await;
    let page = desk.page();
    page.the_one_with("row", "Catalogue").await.click().await;
    page.the("heading", "Catalogue").await;
    let click = "(() => {
        const link = document.querySelector('iframe')?.contentDocument?.querySelector('a');
        link?.click();
        return !!link;
    })()";
    desk.until("the link is there", click).await;
    page.the("dialog", "An order").await;
    page.the("button", "bob@elsewhere.example").await;
    page.the("button", "eve@elsewhere.example").await;
    desk.in_text(
        "what it says",
        "(field.value ?? field.innerText).includes('Two please')",
    )
    .await;
    assert!(page.find("region", "Attached files").await.is_none());
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn an_address_is_dragged_from_to_to_cc() {
    let desk = Desk::demo().await;
    let page = desk.page();
    desk.begin().await;
    let to = page.the("combobox", "To").await;
    to.type_text("Ada Lovelace <ada@example.org>,bob@example.org,")
        .await;
    page.the("button", "Add Cc").await.click().await;
    page.the("combobox", "Cc").await;
    let chip = "Ada Lovelace <ada@example.org>";
    let from = page.the("button", chip).await.middle().await;
    let to = page.the("combobox", "Cc").await.middle().await;
    page.drag(from, to).await;
    wait::until("Ada is in Cc alone", || async {
        let mut found = Vec::new();
        for group in ["To", "Cc"] {
            let group = page.find("group", group).await?;
            let buttons = group.all("button").await;
            found.push(
                buttons
                    .iter()
                    .any(|chip| chip.name().contains("Ada Lovelace <")),
            );
        }
        (found == [false, true]).then_some(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn a_message_is_passed_on_with_its_files_and_one_that_is_dropped() {
    let octets = attachment_bytes(1_500_000);
    let small = attachment_bytes(40_000);
    let (large, of_small) = (octets.clone(), small.clone());
    let desk = Desk::posting(move |maildir| {
        let message = Message::new("The plans").text("All of them.");
        let message = message.attachment("plan.bin", large);
        maildir.deliver(&message.attachment("note.bin", of_small).bytes());
    })
    .await;
    let page = desk.page();
    page.the_one_with("row", "The plans").await.click().await;
    page.the("heading", "The plans").await;
    page.the("button", "Forward").await.click().await;
    page.the("dialog", "Fwd: The plans").await;
    let files = page.the("region", "Attached files").await;
    assert!(files.text().await.contains("plan.bin"));
    assert!(files.text().await.contains("note.bin"));
    desk.drop_file("zeros.bin", 30_000).await;
    page.the("button", "Remove zeros.bin").await;
    page.the("combobox", "To").await.type_text(&to_self()).await;
    page.press(Key::Tab).await;
    desk.send().await;
    let arrived = desk.has("INBOX", 2).await;
    let arrived = arrived
        .iter()
        .find(|message| message.contains("Subject: Fwd: The plans"));
    let arrived = arrived.expect("it arrived");
    for file in [octets, small, vec![0; 30_000]] {
        assert!(arrived.contains(&in_lines(&file)), "{} octets", file.len());
    }
    // The original is marked.
    wait::until("the original is marked", || async {
        let flags = desk.second_client().state("INBOX").messages;
        flags
            .iter()
            .any(|(_, flags)| flags.iter().any(|flag| flag == "$forwarded"))
            .then_some(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn a_letter_is_begun_written_and_sent_by_keyboard_alone() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    page.type_text("c").await;
    page.the("dialog", "New message").await;
    let is_in = "document.activeElement?.classList.contains('people-input') === true";
    desk.until("the cursor is where people are named", is_in)
        .await;
    page.type_text(&to_self()).await;
    page.press(Key::Enter).await;
    let is_subject = "document.activeElement?.classList.contains('composer-subject') === true";
    wait::until("Tab leads to the subject", || async {
        page.press(Key::Tab).await;
        (page.evaluate(is_subject).await == json!(true)).then_some(())
    })
    .await;
    page.type_text("By keys").await;
    let is_text = "document.activeElement?.closest?.('.composer-text') !== null
        && document.activeElement?.tagName === 'IFRAME'";
    wait::until("Tab leads to the text", || async {
        page.press(Key::Tab).await;
        (page.evaluate(is_text).await == json!(true)).then_some(())
    })
    .await;
    page.type_text("No mouse was here.").await;
    page.press_with_control(Key::Enter.character()).await;
    page.reads("Sending “By keys”").await;
    let arrived = desk.has("INBOX", 1).await;
    assert!(arrived[0].contains("No mouse was here."));
    desk.has("Sent", 1).await;
    assert!(desk.messages("Drafts").is_empty());
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn every_part_of_a_composer_has_a_name() {
    let desk = Desk::demo().await;
    let page = desk.page();
    desk.begin().await;
    desk.fill_in("nobody,ada@example.org,", "Named", "Text")
        .await;
    desk.drop_file("named.bin", 10).await;
    page.the("region", "Attached files").await;
    page.the("button", "nobody: this is not an address").await;
    desk.send().await;
    page.the_one_with("alertdialog", "This is not an address")
        .await;
    let composer = page.the("dialog", "Named").await;
    for (role, names) in [
        ("group", vec!["To"]),
        ("combobox", vec!["To"]),
        ("textbox", vec!["Subject"]),
        ("toolbar", vec![]),
        (
            "button",
            vec![
                "Minimise",
                "Maximise",
                "Save and close",
                "Send",
                "Attach files",
                "Discard",
            ],
        ),
    ] {
        let found = composer.all(role).await;
        let found: Vec<&str> = found.iter().map(e2e::browser::Element::name).collect();
        assert!(
            !found.iter().any(|name| name.trim().is_empty()),
            "{role}: {found:?}"
        );
        for name in names {
            assert!(found.contains(&name), "{role} {name}: {found:?}");
        }
    }
    // The text is a document of its own, whose root says what it is.
    let text = "[field.role, field.ariaLabel, field.ariaMultiLine].join()";
    desk.in_text(
        "the text has a name",
        &format!("{text} === 'textbox,Text of the message,true'"),
    )
    .await;
    let frame = "dialog.querySelector('iframe').title === 'Text of the message'";
    desk.in_text("its frame has one", frame).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_is_selected_is_passed_on_as_files() {
    let desk = Desk::demo().await;
    let page = desk.page();
    let files = "[...document.querySelectorAll('.composer:last-of-type .composer-file')]
        .filter(it => it.textContent.includes('.eml')).length";
    page.press(Key::Home).await;
    page.type_text("xjx").await;
    page.reads("2 selected").await;
    page.type_text("f").await;
    page.the_one_with("dialog", "Fwd: ").await;
    page.the("region", "Attached files").await;
    desk.until("both are files", &format!("{files} === 2"))
        .await;
    page.the("button", "Minimise").await.click().await;
    page.the_one_with("row", "Harbour round").await;
    // So it is by the menu of the selection's tools.
    let more = ".select-head [aria-haspopup=menu]";
    let click = format!("(document.querySelector('{more}').click(), true)");
    page.evaluate(&click).await;
    let item = page.the("menuitem", "Forward as attachment").await;
    item.click().await;
    let composers = "document.querySelectorAll('.composer').length === 2";
    desk.until("another letter", composers).await;
    desk.until("both are files", &format!("{files} === 2"))
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn more_than_can_be_passed_on_is_said_and_stays_selected() {
    let desk = Desk::demo().await;
    let page = desk.page();
    page.the_one_with("row", "Welcome aboard").await;
    page.press(Key::Home).await;
    page.press_with_control('a').await;
    page.the_one_with("toolbar", "").await;
    let tools = page.the("toolbar", "Selected messages").await;
    let count = page.evaluate("document.querySelector('.select-count').textContent");
    let before = count.await;
    // The button for it is there where the list is wide, the menu everywhere.
    let more = tools.all("button").await;
    let more = more.iter().find(|one| one.name() == "More");
    more.expect("it has a menu").click().await;
    page.the("menuitem", "Forward as attachment")
        .await
        .click()
        .await;
    page.reads("At most 100 messages can be forwarded at once.")
        .await;
    let count = page.evaluate("document.querySelector('.select-count').textContent");
    assert_eq!(count.await, before);
    assert_eq!(
        page.evaluate("document.querySelectorAll('.composer').length")
            .await,
        0
    );
}

/// Drags a file over a place and drops it; tells whether the app takes each for
/// itself, so that the browser opens nothing.
fn dropped_on(place: &str, file: &str) -> String {
    format!(
        "(() => {{
            const data = new DataTransfer();
            data.items.add({file});
            const on = {place};
            const how = {{ dataTransfer: data, bubbles: true, cancelable: true }};
            const event = on.ownerDocument.defaultView.DragEvent;
            return ['dragover', 'drop'].map(kind => !on.dispatchEvent(new event(kind, how))).join();
        }})()"
    )
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_is_attached_is_handed_back_and_a_file_that_misses_opens_nothing() {
    let desk = Desk::demo().await;
    let page = desk.page();
    desk.begin().await;
    let file = "new File(['one, two'], 'list.txt', { type: 'text/plain' })";
    for place in [
        "document.querySelector('.list-pane')",
        "document.querySelector('.task-bar') ?? document.body",
    ] {
        let taken = page.evaluate(&dropped_on(place, file)).await;
        assert_eq!(taken, "true,true", "{place}");
    }
    assert!(page.find("region", "Attached files").await.is_none());
    // Anywhere in a composer it is taken, in its text too.
    for place in [
        "document.querySelector('.composer-subject')",
        "document.querySelector('.editor iframe').contentDocument.body",
    ] {
        desk.in_text("there is a text", "field.isContentEditable")
            .await;
        let taken = page.evaluate(&dropped_on(place, file)).await;
        assert_eq!(taken, "true,true", "{place}");
        page.the("button", "Remove list.txt").await;
        page.the("button", "Save list.txt").await.click().await;
        assert_eq!(desk.browser.saved_file("list.txt").await, b"one, two");
        let saved = desk.browser.downloads().join("list.txt");
        std::fs::remove_file(saved).expect("it was saved");
        page.the("button", "Remove list.txt").await.click().await;
    }
}
