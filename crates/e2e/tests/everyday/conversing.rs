//! A conversation in the reading pane: what was read is folded, what was not is open,
//! and quotes are folded in all of it.

use crate::all_is_here;
use e2e::fixture::Message;
use e2e::pictures::settled;
use e2e::scene::Scene;
use serde_json::json;

const SUBJECTS: [&str; 5] = [
    "The new mast",
    "Re: The new mast",
    "RE: The new mast",
    "Re: Re: The new mast",
    "Re:  The new mast",
];

fn letter(number: u32) -> (Vec<u8>, &'static str) {
    let at = number as usize;
    let who = ["Ann", "Ben", "Cid"][at % 3];
    let text = format!(
        "Words number {number}.\r\n\r\n> Words number {}.\r\n",
        number.wrapping_sub(1)
    );
    let letter = Message::new(SUBJECTS[at])
        .from(&format!("{who} <{who}@example.org>"))
        .text(&text)
        .bytes();
    let letter = String::from_utf8(letter).unwrap();
    let (before, rest) = letter.split_once("Message-ID: <").unwrap();
    let (_, behind) = rest.split_once(">\r\n").unwrap();
    let references: String = (0..number).map(|n| format!(" <{n}@mast>")).collect();
    let references = match number {
        0 => String::new(),
        _ => format!("References:{references}\r\n"),
    };
    let letter = format!("{before}Message-ID: <{number}@mast>\r\n{references}{behind}");
    // The two before the last were not read yet.
    (
        letter.into_bytes(),
        if matches!(number, 2 | 3) { "" } else { "S" },
    )
}

/// Who wrote each of them, and whether it is open.
const MEMBERS: &str = "[...document.querySelectorAll('.member-line')].map(line =>
    [line.textContent.match(/Ann|Ben|Cid/)?.[0], line.ariaExpanded])";

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn what_was_read_is_folded_and_what_was_not_is_open() {
    let scene = Scene::direct(|maildir| maildir.fill(5, letter)).await;
    scene.log_in("The new mast").await;
    all_is_here(&scene).await;
    let page = scene.page();
    page.the("button", "Sort").await.click().await;
    page.the("menuitemcheckbox", "Conversations")
        .await
        .click()
        .await;
    page.the_one_with("button", "5 messages in this").await;
    settled(page).await;
    page.the_one_with("row", "The new mast").await.click().await;
    page.reads("5 messages").await;
    // The unread ones are open, the read ones a line; the one that was clicked has no line.
    page.becomes(
        MEMBERS,
        json!([
            ["Ann", "false"],
            ["Ben", "false"],
            ["Cid", "true"],
            ["Ann", "true"]
        ]),
    )
    .await;
    page.reads("Words number 4.").await;
    page.reads("Words number 2.").await;
    page.reads("Words number 3.").await;
    // The words that each of them quotes are behind a button.
    let quoted = "[...document.querySelectorAll('#message .message-text')]
        .some(text => text.innerText.includes('Words number 1.'))";
    assert_eq!(page.evaluate(quoted).await, json!(false));
    let folds = "[...document.querySelectorAll('#message *')].filter(one =>
        one.children.length === 0 && one.textContent.trim() === 'Show quoted text').length";
    page.becomes(folds, json!(3)).await;
    assert_eq!(page.console().await, Vec::<String>::new());
}
