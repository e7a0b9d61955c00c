//! Messages from one account to another, on another server.

use crate::stage::Stage;
use e2e::fixture::Kind;
use mail_engine::{Side, Transfer, TransferId};
use mail_model::{MailboxName, Timestamp, Uid, UidSet, UidValidity};
use std::collections::BTreeMap;
use std::time::Duration;

before_each_server! {
    messages_move_to_another_server_and_back,
}

/// Carries out a transfer of everything in a mailbox into another's.
async fn transfer(source: &mut Stage, target: &mut Stage, mailboxes: [&str; 2], is_move: bool) {
    let [from, to] = mailboxes;
    let state = source.other.state(from);
    let uids: UidSet = state
        .messages
        .iter()
        .filter_map(|(uid, _)| Uid::new(*uid))
        .collect();
    let validity = core::num::NonZeroU32::new(state.uid_validity).map(UidValidity);
    let mut transfer = Transfer::new(
        TransferId(1),
        MailboxName::new(from),
        validity.expect("it has one"),
        uids,
        MailboxName::new(to),
        is_move,
    );
    for _ in 0..600 {
        while let Some((side, action)) = transfer.poll_action() {
            match side {
                Side::Source => source.account.act(action),
                Side::Target => target.account.act(action),
            }
        }
        source.account.rest(Duration::from_millis(10)).await;
        target.account.rest(Duration::from_millis(10)).await;
        for (side, stage) in [(Side::Source, &mut *source), (Side::Target, &mut *target)] {
            for change in stage.account.take_transferred() {
                assert!(transfer.hear(side, change).is_none());
            }
        }
        if transfer.progress().is_over {
            assert_eq!(transfer.failures(), []);
            return;
        }
    }
    panic!("it never ends: {:?}", transfer.progress());
}

/// Each message's flags and when it was received, by its subject.
async fn contents(stage: &mut Stage, mailbox: &str) -> BTreeMap<String, (Vec<String>, Timestamp)> {
    let count = stage.open(mailbox).await;
    let rows = stage.view(0..count).await.into_iter();
    rows.map(|row| {
        let flags = crate::stage::words(&row.flags);
        (row.subject, (flags, row.received))
    })
    .collect()
}

async fn messages_move_to_another_server_and_back(kind: Kind) {
    let mut here = Stage::at_inbox(kind, 25).await;
    let truth = here.truth("INBOX");
    for (place, (uid, _)) in truth.iter().enumerate() {
        let flag = ["\\Flagged", "\\Answered", "$Work"][place % 3];
        here.other.store("INBOX", *uid, '+', flag);
    }
    // So that a message's own date cannot be taken for the day of its arrival.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let mut there = Stage::at_inbox(Kind::Dovecot, 0).await;
    here.account.act(mail_engine::Action::Refresh);
    here.shows_what_is_there("INBOX").await;
    let before = contents(&mut here, "INBOX").await;
    assert_eq!(before.len(), 25);
    transfer(&mut here, &mut there, ["INBOX", "Sent"], true).await;
    assert_eq!(here.truth("INBOX").len(), 0);
    assert_eq!(contents(&mut there, "Sent").await, before);
    let drafts = here.server.mailbox("Drafts");
    transfer(&mut there, &mut here, ["Sent", &drafts], true).await;
    assert_eq!(there.truth("Sent").len(), 0);
    assert_eq!(contents(&mut here, &drafts).await, before);
    here.shows_what_is_there(&drafts).await;
}
