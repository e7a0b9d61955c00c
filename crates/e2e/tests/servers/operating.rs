//! What is done to messages, and taken back.

use crate::stage::Stage;
use e2e::fixture::Kind;
use mail_engine::{Action, Deed, LaterAction, OperationId, OperationState, Selection};
use mail_model::{MailboxName, Uid};

before_each_server! {
    messages_are_moved_and_moved_back,
    messages_are_copied,
    messages_are_deleted_into_the_trash,
    all_that_is_there_is_moved,
    messages_are_deleted_for_ever,
}

const FIRST: OperationId = OperationId(1);

/// The newest of INBOX, each third, and its subjects on the server.
fn scattered(stage: &mut Stage) -> Vec<Uid> {
    let truth = stage.truth("INBOX");
    let third = truth.iter().step_by(3).take(8);
    third.filter_map(|(uid, _)| Uid::new(*uid)).collect()
}

async fn operate(stage: &mut Stage, selection: Selection, deed: Deed) {
    stage.account.act(LaterAction::Operate {
        operation: FIRST,
        selection,
        deed,
    });
    done(stage).await;
}

async fn done(stage: &mut Stage) {
    stage
        .account
        .shows("the end of it", |page| {
            match page.operations.get(&FIRST)?.last()? {
                OperationState::Done { .. } => Some(()),
                OperationState::Failed(problem) => panic!("{problem:?}"),
                _ => None,
            }
        })
        .await;
}

async fn messages_are_moved_and_moved_back(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 40).await;
    let uids = scattered(&mut stage);
    let archive = stage.server.mailbox("Archive");
    let there = Deed::Move(MailboxName::new(archive.clone()));
    operate(&mut stage, Selection::Uids(uids.clone()), there).await;
    assert_eq!(stage.truth("INBOX").len(), 32);
    assert_eq!(stage.truth(&archive).len(), 8);
    stage.shows_what_is_there("INBOX").await;
    let can_undo = stage.account.page().operations[&FIRST].last()
        == Some(&OperationState::Done { can_undo: true });
    assert!(can_undo, "all three servers tell the new UIDs");
    stage.account.act(LaterAction::Undo(FIRST));
    stage
        .account
        .shows("all of them again", |page| {
            (page.total() == Some(40)).then_some(())
        })
        .await;
    stage
        .account
        .rest(std::time::Duration::from_millis(500))
        .await;
    assert_eq!(stage.truth(&archive).len(), 0);
    stage.shows_what_is_there("INBOX").await;
}

async fn messages_are_copied(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 40).await;
    let uids = scattered(&mut stage);
    let sent = stage.server.mailbox("Sent");
    let copy = Deed::Copy(MailboxName::new(sent.clone()));
    operate(&mut stage, Selection::Uids(uids), copy).await;
    assert_eq!(stage.truth("INBOX").len(), 40);
    assert_eq!(stage.truth(&sent).len(), 8);
    assert_eq!(stage.open(&sent).await, 8);
    stage.shows_what_is_there(&sent).await;
}

async fn messages_are_deleted_into_the_trash(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 40).await;
    let uids = scattered(&mut stage);
    let delete = Deed::Delete { for_ever: false };
    operate(&mut stage, Selection::Uids(uids), delete).await;
    let trash = stage.server.mailbox("Trash");
    assert_eq!(stage.truth("INBOX").len(), 32);
    assert_eq!(stage.truth(&trash).len(), 8);
    stage.shows_what_is_there("INBOX").await;
}

async fn all_that_is_there_is_moved(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 300).await;
    let archive = stage.server.mailbox("Archive");
    let there = Deed::Move(MailboxName::new(archive.clone()));
    operate(&mut stage, Selection::All, there).await;
    assert_eq!(stage.truth("INBOX").len(), 0);
    assert_eq!(stage.truth(&archive).len(), 300);
    stage.shows_what_is_there("INBOX").await;
}

async fn messages_are_deleted_for_ever(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 40).await;
    // Another client has marked one that is not meant: it must stay.
    let truth = stage.truth("INBOX");
    let bystander = truth[1].0;
    stage.other.store("INBOX", bystander, '+', "\\Deleted");
    let uids = scattered(&mut stage);
    let delete = Deed::Delete { for_ever: true };
    operate(&mut stage, Selection::Uids(uids), delete).await;
    let left = stage.truth("INBOX");
    assert_eq!(left.len(), 32);
    assert!(left.iter().any(|(uid, _)| *uid == bystander));
    stage.account.act(Action::Refresh);
    stage.shows_what_is_there("INBOX").await;
}
