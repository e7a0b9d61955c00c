//! The engine against a real Dovecot over TLS, without a browser.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::fixture::{Dovecot, Message};

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn dovecot_delivers_what_was_put_into_its_mailbox() {
    let dovecot = Dovecot::start(&["ada"]);
    let maildir = dovecot.maildir("ada");
    maildir.fill(1_000, |number| {
        (
            Message::new(&format!("Number {number}"))
                .text("Hello")
                .bytes(),
            "S",
        )
    });
    maildir.deliver(&Message::new("News").bytes());
    let mut dialogue = dovecot.dialogue("ada").await;
    let answer = dialogue.command("SELECT INBOX").await;
    assert!(
        answer.contains("* 1001 EXISTS"),
        "{answer}\n{}",
        dovecot.log()
    );
    assert_eq!(dialogue.flags(7).await, ["\\Seen"]);
    let answer = dialogue
        .command("UID FETCH 7 (BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
        .await;
    assert!(answer.contains("Number 6"), "{answer}");
}
