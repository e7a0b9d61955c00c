//! What comes and goes while one looks on.

use crate::stage::Stage;
use e2e::fixture::{Kind, Message};

before_each_server! {
    new_mail_comes_to_the_top,
    what_another_client_deletes_goes,
    a_crowd_of_changes_is_followed,
}

async fn new_mail_comes_to_the_top(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 50).await;
    let message = Message::new("Fresh").text("Just now.").bytes();
    stage.other.append("INBOX", "", &message);
    stage
        .account
        .shows("the new row", |page| {
            let row = page.list.as_ref()?.rows.first()?.as_ref()?;
            (row.subject == "Fresh" && page.total() == Some(51)).then_some(())
        })
        .await;
    assert_eq!(stage.account.page().new_mail.len(), 1);
    stage.shows_what_is_there("INBOX").await;
}

async fn what_another_client_deletes_goes(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 60).await;
    let truth = stage.truth("INBOX");
    let gone = [truth[0].0, truth[7].0, truth[8].0, truth[59].0];
    stage.other.expunge("INBOX", &gone);
    stage
        .account
        .shows("four rows less", |page| {
            (page.total() == Some(56)).then_some(())
        })
        .await;
    stage.shows_what_is_there("INBOX").await;
}

async fn a_crowd_of_changes_is_followed(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 200).await;
    for seed in 0..4 {
        stage.other.churn("INBOX", 60, seed);
        stage
            .account
            .rest(std::time::Duration::from_millis(300))
            .await;
    }
    // Flags that the server does not tell by itself.
    stage.account.act(mail_engine::Action::Refresh);
    stage.shows_what_is_there("INBOX").await;
}
