//! The line is cut, the world goes on, and one comes back.

use crate::stage::Stage;
use e2e::fixture::Kind;
use std::time::Duration;

before_each_server! {
    what_changed_while_the_line_was_cut_is_shown,
    thousands_of_changes_while_one_was_away_are_shown,
    a_mailbox_made_anew_under_its_name_is_another_one,
    another_mailbox_changed_meanwhile,
}

async fn what_changed_while_the_line_was_cut_is_shown(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 300).await;
    for seed in 10..14 {
        // Rows here and there are known already.
        stage.view(100..140).await;
        stage.account.lose_line().await;
        stage.other.churn("INBOX", 40, seed);
        stage.shows_what_is_there("INBOX").await;
    }
}

async fn thousands_of_changes_while_one_was_away_are_shown(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 500).await;
    stage.all_rows(Duration::ZERO).await;
    stage.account.lose_line().await;
    stage.other.churn("INBOX", 2_000, 77);
    stage.shows_what_is_there("INBOX").await;
}

async fn a_mailbox_made_anew_under_its_name_is_another_one(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 1).await;
    let mailbox = stage.server.mailbox("Project");
    stage.other.create(&mailbox);
    let first = b"Subject: of the first\r\n\r\n";
    for _ in 0..5 {
        stage.other.append(&mailbox, "(\\Seen)", first);
    }
    assert_eq!(stage.open(&mailbox).await, 5);
    stage.view(0..5).await;
    let before = stage.other.state(&mailbox).uid_validity;
    stage.account.lose_line().await;
    stage.other.delete(&mailbox);
    // UIDVALIDITY may be a clock's seconds.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    stage.other.create(&mailbox);
    let second = b"Subject: of the second\r\n\r\n";
    for _ in 0..3 {
        stage.other.append(&mailbox, "", second);
    }
    assert_ne!(stage.other.state(&mailbox).uid_validity, before);
    stage.shows_what_is_there(&mailbox).await;
    let rows = stage.view(0..3).await;
    assert!(rows.iter().all(|row| row.subject == "of the second"));
}

async fn another_mailbox_changed_meanwhile(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 120).await;
    let sent = stage.server.mailbox("Sent");
    stage.open(&sent).await;
    stage.other.churn("INBOX", 100, 5);
    stage.open("INBOX").await;
    stage.shows_what_is_there("INBOX").await;
}
