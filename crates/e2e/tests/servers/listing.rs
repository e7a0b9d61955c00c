//! Logging in, the tree, the list.

use crate::stage::{Stage, login, place};
use e2e::fixture::Kind;
use laboratory::Page;
use mail_engine::{Action, Change, SessionState};
use mail_model::{MailboxName, ProblemKind, SpecialUse};

before_each_server! {
    a_wrong_password_is_told_in_the_servers_words,
    special_mailboxes_and_counts_are_shown,
    a_long_list_is_shown_where_one_looks,
    names_in_any_script_are_read_and_opened,
    an_empty_mailbox_is_empty,
}

async fn a_wrong_password_is_told_in_the_servers_words(kind: Kind) {
    let mut stage = Stage::with_inbox(kind, 0);
    stage.account.act(Action::Login {
        login: login("not it"),
        place: place("INBOX", None),
    });
    let refusal = |change: &Change| match change {
        Change::Session(SessionState::LoggedOut(problem)) => problem.clone(),
        _ => None,
    };
    let problem = stage.account.until("the refusal", refusal).await;
    assert_eq!(problem.kind, ProblemKind::WrongCredentials);
    assert!(!problem.words.is_empty());
    // The right one works at once.
    stage.log_in().await;
}

async fn special_mailboxes_and_counts_are_shown(kind: Kind) {
    let mut stage = Stage::with_inbox(kind, 30);
    let sent = stage.server.mailbox("Sent");
    stage
        .other
        .append(&sent, "(\\Seen)", b"Subject: one\r\n\r\n");
    stage.other.append(&sent, "", b"Subject: two\r\n\r\n");
    stage.log_in().await;
    let purposes = [
        (SpecialUse::Drafts, "Drafts"),
        (SpecialUse::Sent, "Sent"),
        (SpecialUse::Archive, "Archive"),
        (SpecialUse::Junk, "Junk"),
        (SpecialUse::Trash, "Trash"),
    ];
    for (purpose, name) in purposes {
        let name = MailboxName::new(stage.server.mailbox(name));
        let what = format!("{purpose:?}");
        let found = |page: &Page| {
            let mut mailboxes = page.mailboxes.iter().map(|entry| &entry.mailbox);
            let special = mailboxes.find(|mailbox| mailbox.special_use == Some(purpose));
            special.map(|mailbox| mailbox.name.clone())
        };
        assert_eq!(stage.account.shows(&what, found).await, name);
    }
    let sent = MailboxName::new(sent);
    for (mailbox, counts) in [(MailboxName::inbox(), (30, 3)), (sent, (2, 1))] {
        let what = format!("{counts:?} in {mailbox}");
        stage
            .account
            .shows(&what, |page| {
                (page.counts.get(&mailbox) == Some(&counts)).then_some(())
            })
            .await;
    }
}

async fn a_long_list_is_shown_where_one_looks(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 400).await;
    let newest = stage.view(0..10).await;
    assert_eq!(newest[0].subject, "Number 399 of many");
    assert_eq!(newest[0].from[0].address, "s49@example.org");
    let middle = stage.view(200..230).await;
    assert_eq!(middle[0].subject, "Number 199 of many");
    let oldest = stage.view(380..400).await;
    assert_eq!(oldest[19].subject, "Number 0 of many");
    stage.shows_what_is_there("INBOX").await;
}

async fn names_in_any_script_are_read_and_opened(kind: Kind) {
    let mut stage = Stage::with_inbox(kind, 0);
    let names = ["Entwürfe & Köln", "日本語", "Projekte/Größe (2)"];
    for name in names {
        let mailbox = stage.server.mailbox(name);
        stage.other.create(&mailbox);
        stage
            .other
            .append(&mailbox, "", b"Subject: here\r\n\r\nHere.\r\n");
    }
    stage.log_in().await;
    for name in names {
        let mailbox = stage.server.mailbox(name);
        let wanted = MailboxName::new(mailbox.clone());
        stage
            .account
            .shows(&mailbox, |page| {
                let mut entries = page.mailboxes.iter();
                entries.find(|entry| entry.mailbox.name == wanted).map(drop)
            })
            .await;
        assert_eq!(stage.open(&mailbox).await, 1);
        assert_eq!(stage.view(0..1).await[0].subject, "here");
    }
}

async fn an_empty_mailbox_is_empty(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 0).await;
    let trash = stage.server.mailbox("Trash");
    assert_eq!(stage.open(&trash).await, 0);
    stage.shows_what_is_there(&trash).await;
}
