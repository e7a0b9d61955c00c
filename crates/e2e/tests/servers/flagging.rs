//! Flags, both ways.

use crate::stage::Stage;
use e2e::fixture::Kind;
use mail_engine::{Action, LaterAction};
use mail_model::{Flag, Keyword};
use std::time::Duration;

before_each_server! {
    a_flag_that_one_sets_is_on_the_server,
    a_flag_that_another_client_sets_is_shown,
    many_are_flagged_at_once,
}

async fn a_flag_that_one_sets_is_on_the_server(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 30).await;
    let uid = stage.view(4..5).await[0].uid;
    let keyword = Flag::Keyword(Keyword::new("$Work").unwrap());
    for (flag, value) in [
        (Flag::Flagged, true),
        (keyword, true),
        (Flag::Seen, false),
        (Flag::Answered, true),
        (Flag::Answered, false),
    ] {
        stage.account.act(LaterAction::SetFlag {
            uids: vec![uid],
            flag,
            value,
        });
    }
    stage.account.rest(Duration::from_millis(700)).await;
    let truth = stage.truth("INBOX");
    let expected = ["$work", "\\flagged"].map(str::to_owned).to_vec();
    assert_eq!(truth[4], (uid.value(), expected));
    stage.shows_what_is_there("INBOX").await;
}

async fn a_flag_that_another_client_sets_is_shown(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 30).await;
    let uid = stage.view(4..5).await[0].uid;
    for (sign, is_flagged) in [('+', true), ('-', false)] {
        stage.other.store("INBOX", uid.value(), sign, "\\Flagged");
        // Not every server tells of it by itself while one waits.
        stage.account.act(Action::Refresh);
        stage
            .account
            .shows("the flag", |page| {
                let row = page.find(uid)?;
                (row.flags.is_flagged() == is_flagged).then_some(())
            })
            .await;
    }
}

async fn many_are_flagged_at_once(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 200).await;
    let truth = stage.truth("INBOX");
    let scattered = truth.iter().step_by(3);
    let uids: Vec<_> = scattered
        .filter_map(|(uid, _)| mail_model::Uid::new(*uid))
        .collect();
    stage.account.act(LaterAction::SetFlag {
        uids: uids.clone(),
        flag: Flag::Flagged,
        value: true,
    });
    stage.account.rest(Duration::from_millis(1_500)).await;
    let flagged = stage.other.search("INBOX", "FLAGGED");
    assert_eq!(flagged.len(), uids.len());
    stage.shows_what_is_there("INBOX").await;
}
