//! What is done to messages on a real Dovecot, as it is and as a server that
//! lacks MOVE, or UIDPLUS too. The result is read without the product.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use core::time::Duration;
use e2e::fixture::Dovecot;
use e2e::imap_dialogue::ImapDialogue;
use e2e::native::Account;
use e2e::scene::{USER, numbered};
use mail_engine::{
    Action, Appended, Credential, Deed, LaterAction, LoginRequest, OperationId, OperationState,
    Place, Selection, View,
};
use mail_model::{Flag, Flags, MailboxName, Secret, Timestamp, Uid};

/// All that the engine needs, without MOVE.
const WITHOUT_MOVE: &str = "IMAP4rev1 SASL-IR LITERAL+ IDLE NAMESPACE UIDPLUS ESEARCH";
/// And without UIDPLUS.
const BARE: &str = "IMAP4rev1 SASL-IR LITERAL+ IDLE NAMESPACE";

const FIRST: OperationId = OperationId(1);

/// Logged in, with `count` messages in the inbox on screen.
async fn at_inbox(dovecot: &Dovecot, count: u32) -> Account {
    dovecot.maildir(USER).fill(count, numbered);
    let mut account = Account::new(dovecot.tls_port(), dovecot.authority().client());
    account.act(Action::Login {
        login: LoginRequest {
            upstream: "test".to_owned(),
            user: USER.to_owned(),
            credential: Credential::Password(Secret::new(Dovecot::PASSWORD)),
        },
        place: Place {
            mailbox: MailboxName::inbox(),
            view: View::default(),
            message: None,
            message_id: None,
        },
    });
    let rows = account.shows("the rows and the tree", |page| {
        (page.has_rows(0..=9) && !page.mailboxes.is_empty()).then_some(())
    });
    rows.await;
    account.rest(Duration::from_millis(500)).await;
    account
}

fn operate(account: &mut Account, selection: Selection, deed: Deed) {
    account.act(LaterAction::Operate {
        operation: FIRST,
        selection,
        deed,
    });
}

async fn ends(account: &mut Account) -> OperationState {
    let end = account.shows("the operation's end", |page| {
        let state = page.operations.get(&FIRST)?.last()?;
        let is_pending = matches!(state, OperationState::Pending { .. });
        (!is_pending).then(|| state.clone())
    });
    end.await
}

/// How many messages Dovecot has in a mailbox.
async fn count(other: &mut ImapDialogue, mailbox: &str) -> u32 {
    // Of a mailbox that it has open itself it tells what it was told last.
    other.command("NOOP").await;
    let answer = other.command(&format!("STATUS {mailbox} (MESSAGES)")).await;
    let (_, rest) = answer.split_once("(MESSAGES ").expect("a count");
    rest.split(')').next().unwrap().parse().unwrap()
}

async fn page_shows(account: &mut Account, total: u32) {
    let shown = account.shows("the total", |page| {
        (page.total() == Some(total) && page.has_rows(0..=5)).then_some(())
    });
    shown.await;
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn messages_are_moved_and_taken_back_whatever_the_server_has() {
    // Dovecot tells COPYUID even where it does not say that it can.
    for capabilities in [None, Some(WITHOUT_MOVE), Some(BARE)] {
        let dovecot = match capabilities {
            Some(capabilities) => Dovecot::start_offering(&[USER], capabilities),
            None => Dovecot::start(&[USER]),
        };
        let mut account = at_inbox(&dovecot, 200).await;
        let mut other = dovecot.dialogue(USER).await;
        // Somebody else has marked one, and it stays.
        other.command("SELECT INBOX").await;
        other.command("UID STORE 7 +FLAGS (\\Deleted)").await;
        let some = [200, 199, 150, 20].into_iter().filter_map(Uid::new);
        account.said.clear();
        let deed = Deed::Delete { for_ever: false };
        operate(&mut account, Selection::Uids(some.collect()), deed);
        page_shows(&mut account, 196).await;
        assert_eq!(
            ends(&mut account).await,
            OperationState::Done { can_undo: true },
            "{capabilities:?}"
        );
        assert_eq!(count(&mut other, "Trash").await, 4);
        assert_eq!(count(&mut other, "INBOX").await, 196);
        let flags = other.flags(7).await;
        assert!(flags.contains(&"\\Deleted".to_owned()), "{flags:?}");
        page_shows(&mut account, 196).await;
        account.act(LaterAction::Undo(FIRST));
        let undone = account.shows("its undoing", |page| {
            (page.operations[&FIRST].last() == Some(&OperationState::Undone)).then_some(())
        });
        undone.await;
        page_shows(&mut account, 200).await;
        assert_eq!(count(&mut other, "Trash").await, 0);
        assert_eq!(count(&mut other, "INBOX").await, 200);
    }
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn all_messages_are_flagged_and_moved_by_few_commands() {
    let dovecot = Dovecot::start(&[USER]);
    let mut account = at_inbox(&dovecot, 10_000).await;
    let mut other = dovecot.dialogue(USER).await;
    let flag = Flag::Flagged;
    let deed = Deed::SetFlag { flag, value: true };
    operate(&mut account, Selection::All, deed);
    assert_eq!(
        ends(&mut account).await,
        OperationState::Done { can_undo: true }
    );
    let found = other.command("STATUS INBOX (MESSAGES)").await;
    assert!(found.contains("10000"), "{found:?}");
    other.command("SELECT INBOX").await;
    let found = other.command("UID SEARCH RETURN (COUNT) FLAGGED").await;
    assert!(found.contains("COUNT 10000"), "{found:?}");

    account.said.clear();
    account.act(LaterAction::Operate {
        operation: OperationId(2),
        selection: Selection::All,
        deed: Deed::Move(MailboxName::new("Archive")),
    });
    let moved = account.shows("the end of the move", |page| {
        let state = page.operations.get(&OperationId(2))?.last()?;
        (*state == OperationState::Done { can_undo: true }).then_some(())
    });
    moved.await;
    assert_eq!(account.said.matches("UID MOVE").count(), 5);
    let empty = account.shows("an empty list", |page| {
        (page.total() == Some(0)).then_some(())
    });
    empty.await;
    assert_eq!(count(&mut other, "Archive").await, 10_000);
    assert_eq!(count(&mut other, "INBOX").await, 0);
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn large_messages_are_put_into_a_mailbox_as_they_are() {
    let dovecot = Dovecot::start(&[USER]);
    let mut account = at_inbox(&dovecot, 20).await;
    let mut other = dovecot.dialogue(USER).await;
    let line = format!("{}\r\n", "x".repeat(998));
    let message = |lines: usize| Appended {
        flags: Flags::from_iter([Flag::Seen]),
        received: Some(Timestamp(1_000_000_000_000)),
        bytes: format!("Subject: large\r\n\r\n{}", line.repeat(lines)).into_bytes(),
    };
    let messages = vec![message(1), message(5_000), message(2)];
    let size = messages[1].bytes.len();
    account.act(LaterAction::Append {
        operation: FIRST,
        mailbox: MailboxName::new("Drafts"),
        messages,
    });
    assert_eq!(
        ends(&mut account).await,
        OperationState::Done { can_undo: true }
    );
    other.command("SELECT Drafts").await;
    let told = other
        .command("UID FETCH 1:* (RFC822.SIZE INTERNALDATE FLAGS)")
        .await;
    assert!(told.contains(&format!("RFC822.SIZE {size}")), "{told}");
    assert_eq!(told.matches("09-Sep-2001").count(), 3, "{told}");
    assert_eq!(told.matches("\\Seen").count(), 3, "{told}");
    account.act(LaterAction::Undo(FIRST));
    let undone = account.shows("its undoing", |page| {
        (page.operations[&FIRST].last() == Some(&OperationState::Undone)).then_some(())
    });
    undone.await;
    assert_eq!(count(&mut other, "Drafts").await, 0);
}
