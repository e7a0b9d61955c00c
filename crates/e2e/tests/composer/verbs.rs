//! What is done about a message that is read: answered to all or to its list, edited
//! as new, sent on as it is. And what stands in the way of a letter: another client
//! that writes at the same draft, a service that takes no letter so large.

use crate::stage::Desk;
use e2e::browser::Key;
use e2e::fixture::{Message, Postfix, attachment_bytes};
use e2e::scene::USER;
use e2e::wait;

fn to_self() -> String {
    format!("{USER}@{}", Postfix::DOMAIN)
}

/// A letter that a list sent to its members.
fn of_list() -> String {
    format!(
        "From: Ada Lovelace <ada@elsewhere.example>\r\nTo: birds@lists.example\r\n\
         Cc: Bob <bob@elsewhere.example>, {USER}@{}\r\nSubject: Herons\r\n\
         Message-ID: <second@elsewhere.example>\r\nIn-Reply-To: <first@elsewhere.example>\r\n\
         References: <first@elsewhere.example>\r\nList-Id: Birds <birds.lists.example>\r\n\
         List-Post: <mailto:birds@lists.example>\r\nDate: Tue, 3 Nov 2026 10:00:00 +0000\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\nWho has seen one?\r\n",
        Postfix::DOMAIN
    )
}

/// The people of a field, as their chips say.
async fn people(desk: &Desk, field: &str) -> Vec<String> {
    let Some(group) = desk.page().find("group", field).await else {
        return Vec::new();
    };
    let chips = group.all("button").await.into_iter();
    let chips = chips.map(|chip| chip.name().to_owned());
    chips
        .filter(|name| name.contains('@') && !name.starts_with("Remove"))
        .collect()
}

/// Waits until these are the people of the fields, by a word of each.
async fn is_to(desk: &Desk, to: &[&str], cc: &[&str]) {
    let what = format!("To is {to:?} and Cc is {cc:?}");
    wait::until(&what, || async {
        let are = |found: Vec<String>, wanted: &[&str]| {
            found.len() == wanted.len()
                && wanted
                    .iter()
                    .all(|word| found.iter().any(|name| name.contains(word)))
        };
        let is_so = are(people(desk, "To").await, to) && are(people(desk, "Cc").await, cc);
        is_so.then_some(())
    })
    .await;
}

/// Opens the menu of the message that is open, and takes this line of it.
async fn take(desk: &Desk, line: &str) {
    let page = desk.page();
    page.the("button", "More").await.click().await;
    page.the("menuitem", line).await.click().await;
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn an_answer_to_all_and_one_to_the_list_go_where_one_expects() {
    let desk = Desk::posting(|maildir| maildir.deliver(of_list().as_bytes())).await;
    let page = desk.page();
    page.the_one_with("row", "Herons").await.click().await;
    page.the("heading", "Herons").await;
    page.the("button", "Reply all").await.click().await;
    page.the("dialog", "Re: Herons").await;
    let lists: [&[&str]; 2] = [&["ada@", "birds@"], &["bob@"]];
    let found = || async { (people(&desk, "To").await, people(&desk, "Cc").await) };
    wait::until("everybody but oneself is meant", || async {
        let (to, cc) = found().await;
        let all = [to, cc].concat();
        let has = |word: &&str| all.iter().any(|name| name.contains(*word));
        (all.len() == 3 && lists.concat().iter().all(has)).then_some(())
    })
    .await;
    desk.write("Two of them.").await;
    page.press_with_control('s').await;
    let saved = desk.has("Drafts", 1).await;
    let answer = saved[0].replace("\r\n ", " ");
    for part in [
        "In-Reply-To: <second@elsewhere.example>",
        "References: <first@elsewhere.example> <second@elsewhere.example>",
        "Ada Lovelace",
        "> Who has seen one?",
    ] {
        assert!(answer.contains(part), "{part}: {answer}");
    }
    assert!(answer.find("Two of them.") < answer.find("> Who has seen one?"));
    page.the("button", "Save and close").await.click().await;
    page.the("button", "Reply to list").await.click().await;
    page.the("dialog", "Re: Herons").await;
    is_to(&desk, &["birds@lists.example"], &[]).await;
    page.the("button", "Discard").await.click().await;
    desk.until("it is closed", "!document.querySelector('.composer')")
        .await;
    page.the("button", "Reply").await.click().await;
    page.the("dialog", "Re: Herons").await;
    is_to(&desk, &["ada@elsewhere.example"], &[]).await;
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn a_message_is_written_once_more_and_another_sent_on_as_it_is() {
    let file = attachment_bytes(5_000);
    let own = file.clone();
    let desk = Desk::posting(move |maildir| {
        let message = Message::new("The minutes").from(&to_self());
        let message = message
            .text("All that was said.")
            .attachment("minutes.bin", own);
        let message = String::from_utf8_lossy(&message.bytes()).into_owned();
        let message = message.replace("Test <test@example.org>", &to_self());
        maildir.deliver(message.as_bytes());
    })
    .await;
    let page = desk.page();
    let original = desk.messages("INBOX").remove(0);
    page.the_one_with("row", "The minutes").await.click().await;
    page.the("heading", "The minutes").await;
    take(&desk, "Edit as new").await;
    page.the("dialog", "The minutes").await;
    page.the("button", "Remove minutes.bin").await;
    desk.in_text(
        "the text is there",
        "(field.value ?? field.innerText).includes('All that was said.')",
    )
    .await;
    let subject = page.the("textbox", "Subject").await;
    subject.type_text(", again").await;
    is_to(&desk, &[USER], &[]).await;
    desk.send().await;
    let all = desk.has("INBOX", 2).await;
    let again = all
        .iter()
        .find(|one| one.contains("again"))
        .expect("it arrived");
    assert!(
        again.contains("minutes.bin") && !again.contains("In-Reply-To"),
        "{again}"
    );
    let id = |message: &str| {
        let lines = message.lines();
        lines
            .map(str::to_lowercase)
            .find(|line| line.starts_with("message-id:"))
    };
    assert_ne!(id(again), id(&original));
    // As it is: with its own name, date and author, under the word of who sends it on.
    take(&desk, "Send on as it is").await;
    page.reads("The message goes on just as it is; only its recipients are new.")
        .await;
    page.the("combobox", "To")
        .await
        .type_text(&format!("{},", to_self()))
        .await;
    desk.send().await;
    let all = desk.has("INBOX", 3).await;
    let resent = all
        .iter()
        .find(|one| one.contains("Resent-To:"))
        .expect("it arrived");
    assert_eq!(id(resent), id(&original));
    let body = |message: &str| {
        let message = message.replace("\r\n", "\n");
        message
            .split_once("\n\n")
            .map(|(_, body)| body.trim_end().to_owned())
    };
    assert_eq!(body(resent), body(&original));
    desk.until_drafts(<[String]>::is_empty).await;
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn a_draft_that_another_client_changed_meanwhile_is_said_to_be_and_both_are_kept() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    desk.begin().await;
    page.the("textbox", "Subject")
        .await
        .type_text("Plans")
        .await;
    desk.write("Mine").await;
    page.press_with_control('s').await;
    desk.has("Drafts", 1).await;
    // Another client writes the draft anew: append, then remove the former.
    let mut other = desk.second_client();
    let (uid, _) = other.state("Drafts").messages.remove(0);
    let theirs = String::from_utf8_lossy(&other.message("Drafts", uid)).replace("Mine", "Theirs");
    other.append("Drafts", "\\Draft \\Seen", theirs.as_bytes());
    other.expunge("Drafts", &[uid]);
    desk.write(" and more").await;
    page.press_with_control('s').await;
    page.reads("Changed elsewhere: both are kept").await;
    let both = |drafts: &[String]| {
        let has = |word: &str| drafts.iter().filter(|one| one.contains(word)).count();
        drafts.len() == 2 && has("Theirs") == 1 && has("Mine and more") == 1
    };
    desk.until_drafts(both).await;
    // From here on they are two, and stay two.
    desk.write(" yet").await;
    page.the("button", "Save and close").await.click().await;
    desk.until_drafts(|drafts| {
        both(drafts) && drafts.iter().any(|one| one.contains("and more yet"))
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn what_is_too_large_to_be_sent_is_said_before_and_can_be_made_smaller() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    desk.begin().await;
    desk.fill_in(&to_self(), "Heavy", "With a file").await;
    desk.drop_file("heavy.bin", Postfix::LARGEST as usize).await;
    desk.drop_file("light.bin", 1_000).await;
    page.reads("Too large to be sent.").await;
    desk.send().await;
    // Nothing goes out, and nothing is lost.
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    assert!(desk.messages("INBOX").is_empty());
    page.the("dialog", "Heavy").await;
    page.the("button", "Remove heavy.bin").await.click().await;
    page.press(Key::Escape).await;
    if let Some(restore) = page.find("button", "Restore").await {
        restore.click().await;
    }
    let fits = "!document.querySelector('.composer-files-total')?.classList.contains('is-over')";
    desk.until("it fits", fits).await;
    desk.send().await;
    let arrived = desk.has("INBOX", 1).await;
    assert!(arrived[0].contains("light.bin") && !arrived[0].contains("heavy.bin"));
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn a_word_that_is_typed_and_sent_in_one_breath_is_in_the_letter() {
    let desk = Desk::posting(|maildir| {
        maildir.deliver(&Message::new("Tea?").text("At four?").bytes());
    })
    .await;
    let page = desk.page();
    page.the_one_with("row", "Tea?").await.click().await;
    page.the("heading", "Tea?").await;
    page.the("button", "Reply").await.click().await;
    page.the("dialog", "Re: Tea?").await;
    desk.in_text(
        "the quote is there",
        "(field.value ?? field.innerText).includes('At four?')",
    )
    .await;
    // Nothing is asked of the page between the keys.
    let place = "(dialog.querySelector('.composer-focus').focus(), field.ownerDocument.hasFocus())";
    desk.in_text("the cursor is in the text", place).await;
    page.type_text("Ok").await;
    page.press_with_control(Key::Enter.character()).await;
    let answer = &desk.has("Sent", 1).await[0];
    let says = |answer: &str| {
        let text = answer.split("> At four?").next().unwrap_or_default();
        text.lines().any(|line| line.trim_end().starts_with("Ok"))
    };
    assert!(says(answer), "{answer}");
}
