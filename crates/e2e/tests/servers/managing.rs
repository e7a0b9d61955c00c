//! Mailboxes, made, renamed and deleted.

use crate::stage::Stage;
use e2e::fixture::Kind;
use mail_engine::{Action, LaterAction};
use mail_model::MailboxName;
use std::time::Duration;

before_each_server! {
    mailboxes_are_made_renamed_and_deleted,
    a_mailbox_that_another_client_made_is_shown,
}

fn is_listed(page: &laboratory::Page, name: &str) -> bool {
    let mut mailboxes = page.mailboxes.iter();
    mailboxes.any(|entry| entry.mailbox.name.as_str() == name)
}

/// Lives on until the mailboxes on the server are such.
async fn on_the_server(stage: &mut Stage, are_such: impl Fn(&[String]) -> bool) {
    let mut mailboxes = Vec::new();
    for _ in 0..30 {
        stage.account.rest(Duration::from_millis(200)).await;
        mailboxes = stage.other.mailboxes();
        if are_such(&mailboxes) {
            return;
        }
    }
    panic!(
        "on the server there are {mailboxes:?}; last was said\n{}",
        stage.account.dialogue()
    );
}

async fn mailboxes_are_made_renamed_and_deleted(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 1).await;
    let first = stage.server.mailbox("Größe & Maß");
    let second = stage.server.mailbox("Größe 2");
    // Every mailbox of Courier's lies below INBOX.
    let parent = (kind == Kind::Courier).then(MailboxName::inbox);
    stage.account.act(LaterAction::CreateMailbox {
        parent: parent.clone(),
        name: "Größe & Maß".to_owned(),
        special_use: None,
    });
    let made = |page: &laboratory::Page| is_listed(page, &first).then_some(());
    stage.account.shows("the new mailbox", made).await;
    on_the_server(&mut stage, |all| all.contains(&first)).await;

    stage.account.act(LaterAction::RenameMailbox {
        mailbox: MailboxName::new(first.clone()),
        parent,
        name: "Größe 2".to_owned(),
    });
    let renamed = |page: &laboratory::Page| is_listed(page, &second).then_some(());
    stage.account.shows("its new name", renamed).await;
    on_the_server(&mut stage, |all| {
        all.contains(&second) && !all.contains(&first)
    })
    .await;

    stage.account.act(LaterAction::DeleteMailbox {
        mailbox: MailboxName::new(second.clone()),
        with_children: false,
    });
    let gone = |page: &laboratory::Page| (!is_listed(page, &second)).then_some(());
    stage.account.shows("its end", gone).await;
    on_the_server(&mut stage, |all| !all.contains(&second)).await;
}

async fn a_mailbox_that_another_client_made_is_shown(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 1).await;
    let mailbox = stage.server.mailbox("Elsewhere");
    stage.other.create(&mailbox);
    stage.account.act(Action::Refresh);
    let shown = |page: &laboratory::Page| is_listed(page, &mailbox).then_some(());
    stage.account.shows("the mailbox", shown).await;
}
