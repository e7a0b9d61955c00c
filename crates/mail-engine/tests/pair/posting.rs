//! Drafts are sent: each arrives once, has one copy, and is no draft any more.

use crate::drafting::{ID, address, draft, kept, save, saved, write};
use demo_server::Profile;
use laboratory::model::PROFILES;
use laboratory::{Pair, USER};
use mail_engine::{LaterAction, OutgoingId, OutgoingState, SentCopy};
use mail_model::{Flag, MailboxName, MessageRef};

const OUT: OutgoingId = OutgoingId(70);

fn send(pair: &mut Pair, hold: u16) {
    pair.act(LaterAction::SendDraft {
        draft: ID,
        outgoing: OUT,
        hold,
    });
}

fn sent(pair: &Pair) -> &OutgoingState {
    pair.page.outgoing[&OUT].last().unwrap()
}

/// How many arrived, and how many copies there are.
fn count(pair: &Pair) -> (usize, usize) {
    (
        pair.server.messages(USER, "INBOX").len() - 1,
        pair.server.messages(USER, "Sent").len(),
    )
}

#[test]
fn a_draft_that_is_sent_arrives_is_copied_and_is_no_draft_any_more() {
    for profile in PROFILES {
        let mut pair = Pair::at_inbox(profile, 1);
        let about = MessageRef {
            mailbox: MailboxName::inbox(),
            uid_validity: pair.server.uid_validity(USER, "INBOX").unwrap(),
            uid: laboratory::uid(1),
        };
        let mut draft = draft(ID, "an answer");
        draft.about = vec![(about, Flag::Answered)];
        pair.act(LaterAction::KeepDraft(Box::new(draft)));
        save(&mut pair);
        send(&mut pair, 0);
        pair.run_for(60_000);
        assert_eq!(*sent(&pair), OutgoingState::Sent(SentCopy::Kept));
        assert_eq!(count(&pair), (1, 1), "{profile:?}");
        assert_eq!((saved(&pair).len(), kept(&pair)), (0, 0), "{profile:?}");
        assert!(pair.page.outbox.is_empty());
        let (uid, _) = pair.server.messages(USER, "INBOX").pop().unwrap();
        let arrived = pair.server.message(USER, "INBOX", uid).unwrap();
        let arrived = String::from_utf8(arrived).unwrap();
        assert!(!arrived.contains("Bcc") && !arrived.contains("X-Porthole"));
        assert!(pair.said.contains("RCPT TO:<blind@demo.example>"));
        let (_, flags) = &pair.server.messages(USER, "INBOX")[0];
        assert!(flags.contains(&Flag::Answered), "{profile:?}");
    }
}

#[test]
fn what_is_held_can_be_called_back() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    write(&mut pair, "text");
    send(&mut pair, 5);
    pair.run_for(4_000);
    let OutgoingState::Queued {
        held_until: Some(until),
        ..
    } = sent(&pair)
    else {
        panic!("{:?}", pair.page.outgoing);
    };
    assert_eq!(until.0, pair.now.0 + 1_000);
    assert_eq!(pair.page.outbox.len(), 1);
    assert_eq!(pair.page.outbox[0].recipients.len(), 2);
    pair.act(LaterAction::RecallOutgoing(OUT));
    pair.run_for(60_000);
    assert_eq!(pair.page.composing, [draft(ID, "text")]);
    assert!(pair.page.outbox.is_empty());
    assert_eq!((count(&pair), pair.submissions), ((0, 0), 0));
    assert_eq!(saved(&pair).len(), 1);
    send(&mut pair, 0);
    pair.run_for(20_000);
    assert_eq!((count(&pair), saved(&pair).len()), ((1, 1), 0));
}

#[test]
fn what_is_held_goes_out_after_a_reload_too() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    write(&mut pair, "text");
    send(&mut pair, 10);
    pair.run_for(2_000);
    pair.reload("INBOX", None);
    pair.run_for(4_000);
    assert_eq!((pair.page.outbox.len(), pair.submissions), (1, 0));
    pair.run_for(20_000);
    assert_eq!((count(&pair), kept(&pair)), ((1, 1), 0));
}

#[test]
fn what_failed_is_a_draft_again_at_the_persons_word() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    pair.server.refuse_next("RCPT", "550 5.1.1 Nobody");
    write(&mut pair, "text");
    send(&mut pair, 0);
    pair.run_for(10_000);
    assert!(matches!(sent(&pair), OutgoingState::Failed { .. }));
    pair.reload("INBOX", None);
    pair.run_for(3_000);
    assert!(matches!(
        pair.page.outbox[0].state,
        OutgoingState::Failed { .. }
    ));
    pair.act(LaterAction::RecallOutgoing(OUT));
    pair.run_for(3_000);
    assert_eq!(pair.page.composing, [draft(ID, "text")]);
    send(&mut pair, 0);
    pair.run_for(20_000);
    assert_eq!((count(&pair), kept(&pair)), ((1, 1), 0));
}

#[test]
fn an_address_that_is_none_is_told_before_anything_is_sent() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    let mut wrong = draft(ID, "text");
    wrong.letter.bcc = vec![address("nobody at all")];
    pair.act(LaterAction::KeepDraft(Box::new(wrong)));
    send(&mut pair, 0);
    pair.run_for(30_000);
    let OutgoingState::Failed { problem, .. } = sent(&pair) else {
        panic!("{:?}", pair.page.outgoing);
    };
    assert_eq!(problem.words, "nobody at all");
    assert!(pair.page.outbox.is_empty());
    assert_eq!((pair.submissions, saved(&pair).len()), (0, 1));
}

#[test]
fn whenever_the_tab_is_killed_nothing_is_sent_twice_and_nothing_is_lost() {
    let mut unknown = 0;
    for after in (0..1_500).step_by(19) {
        let mut pair = Pair::at_inbox(Profile::Full, 1);
        // Nobody but others gets it, so that it is not found.
        write(&mut pair, "text");
        pair.run_for(10);
        send(&mut pair, 0);
        pair.run_for(after);
        pair.reload("INBOX", None);
        pair.run_for(400_000);
        let (arrived, copies) = count(&pair);
        match pair.page.outgoing.get(&OUT).and_then(|told| told.last()) {
            Some(OutgoingState::Unknown(_)) => {
                unknown += 1;
                assert_eq!((arrived, copies), (0, 0), "{after}: it is to oneself");
                assert_eq!(kept(&pair), 2);
            }
            _ => {
                let drafts = saved(&pair).len();
                assert!(
                    (arrived, copies, drafts) == (1, 1, 0)
                        || (arrived, copies, drafts) == (0, 0, 1),
                    "{after}: {arrived} {copies} {drafts} {:?}",
                    pair.page.outgoing
                );
            }
        }
    }
    assert!(unknown > 0);
}
