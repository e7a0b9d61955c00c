//! Copies whose UIDs no server tells, taken back.

use super::{FIRST, do_to, inbox, on_server, problem, sent, state};
use demo_server::Profile;
use laboratory::{Pair, USER};
use mail_engine::{Deed, LaterAction, OperationState};
use mail_model::ProblemKind;

const MESSAGE: &[u8] = b"Message-ID: <copied@example.org>\r\nSubject: x\r\n\r\nx\r\n";

/// A mailbox whose latest message is this one, on a server that tells no UIDs of copies.
fn with_message() -> Pair {
    let mut pair = inbox(Profile::Dovecot.without("UIDPLUS"), 20);
    pair.deliver_raw("INBOX", MESSAGE);
    pair.run_for(5_000);
    pair
}

fn copy_and_take_back(pair: &mut Pair, uids: &[u32], meanwhile: impl Fn(&mut Pair)) {
    do_to(pair, FIRST, uids, Deed::Copy(sent()));
    pair.run_for(5_000);
    let done = OperationState::Done { can_undo: true };
    assert_eq!(state(pair, FIRST), Some(&done));
    meanwhile(pair);
    pair.act(LaterAction::Undo(FIRST));
    pair.run_for(10_000);
}

#[test]
fn copies_are_found_and_removed_and_nothing_else() {
    let mut pair = with_message();
    // It looks like the copy, and was there before.
    pair.deliver_raw("Sent", MESSAGE);
    pair.run_for(70_000);
    copy_and_take_back(&mut pair, &[21, 20, 19], |pair| {
        pair.deliver_raw("Sent", b"Subject: another\r\n\r\nx\r\n");
    });
    assert_eq!(state(&pair, FIRST), Some(&OperationState::Undone));
    assert_eq!(on_server(&pair, "Sent"), [1, 5]);
    assert_eq!(on_server(&pair, "INBOX").len(), 21);
}

#[test]
fn what_only_looks_like_a_copy_is_not_removed() {
    let mut pair = with_message();
    copy_and_take_back(&mut pair, &[21, 20], |pair| {
        pair.deliver_raw("Sent", MESSAGE);
    });
    assert_eq!(problem(&pair, FIRST), ProblemKind::ChangedElsewhere);
    assert_eq!(on_server(&pair, "Sent"), [1, 2, 3]);

    // One copy is gone, and something like the other has come.
    let mut pair = with_message();
    copy_and_take_back(&mut pair, &[21, 20], |pair| {
        let copies = pair.server.messages(USER, "Sent");
        let (first, _) = copies.first().expect("a copy");
        let now = pair.now;
        pair.server.expunge(USER, "Sent", *first, now);
        pair.deliver_raw("Sent", MESSAGE);
    });
    assert!(matches!(
        problem(&pair, FIRST),
        ProblemKind::ChangedElsewhere | ProblemKind::MessageGone
    ));
    assert_eq!(on_server(&pair, "Sent").len(), 2);
}

/// By Message-ID nothing could be found here; the server has names of its own.
#[test]
fn messages_that_the_server_names_are_found_by_that() {
    for (server, can_undo) in [(Profile::Full, true), (Profile::Dovecot, false)] {
        let mut pair = inbox(server.without("UIDPLUS"), 20);
        pair.deliver_raw("INBOX", b"Subject: no identifier\r\n\r\nx\r\n");
        pair.run_for(5_000);
        do_to(&mut pair, FIRST, &[21], Deed::Copy(sent()));
        pair.run_for(5_000);
        let done = OperationState::Done { can_undo };
        assert_eq!(state(&pair, FIRST), Some(&done), "{server:?}");
        pair.deliver_raw("Sent", b"Subject: another\r\n\r\nx\r\n");
        if can_undo {
            pair.act(LaterAction::Undo(FIRST));
            pair.run_for(10_000);
            assert_eq!(state(&pair, FIRST), Some(&OperationState::Undone));
            assert_eq!(on_server(&pair, "Sent"), [2]);
        }
    }
}
