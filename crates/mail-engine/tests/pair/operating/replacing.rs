//! A draft that takes the place of the one before.

use super::{FIRST, inbox, on_server, state};
use demo_server::Profile;
use laboratory::{Pair, USER, uid};
use mail_engine::{Appended, Change, LaterAction, LaterChange, OperationState};
use mail_model::{Flag, Flags, MailboxName, MessageRef};

fn replace(pair: &mut Pair, message: u32, subject: &str) {
    let uid_validity = pair.server.uid_validity(USER, "Drafts").unwrap();
    pair.act(LaterAction::Replace {
        operation: FIRST,
        message: MessageRef {
            mailbox: MailboxName::new("Drafts"),
            uid_validity,
            uid: uid(message),
        },
        by: Appended {
            flags: Flags::from_iter([Flag::Draft]),
            received: None,
            bytes: laboratory::plain_message(subject).into_bytes(),
        },
    });
}

#[test]
fn a_draft_takes_the_place_of_the_one_before() {
    for profile in [Profile::Full, Profile::Dovecot, Profile::Bare] {
        let mut pair = inbox(profile, 5);
        pair.deliver_raw("Drafts", laboratory::plain_message("one").as_bytes());
        replace(&mut pair, 1, "two");
        pair.run_for(5_000);
        let done = OperationState::Done { can_undo: false };
        assert_eq!(state(&pair, FIRST), Some(&done), "{profile:?}");
        assert_eq!(on_server(&pair, "Drafts"), [2], "{profile:?}");
        let is_told = pair.page.facts.iter().any(|fact| {
            matches!(fact, Change::Later(LaterChange::Appended { operation: FIRST, uids, .. }) if *uids == [uid(2)])
        });
        assert_eq!(is_told, profile != Profile::Bare, "{profile:?}");
    }
}

#[test]
fn of_a_draft_that_is_replaced_there_is_never_none_and_in_the_end_one() {
    for profile in [Profile::Full, Profile::Dovecot, Profile::Bare] {
        for after in (0..300).step_by(11) {
            let run = format!("{profile:?} cut after {after}");
            let mut pair = inbox(profile, 5);
            pair.deliver_raw("Drafts", laboratory::plain_message("one").as_bytes());
            pair.run_for(70_000);
            replace(&mut pair, 1, "two");
            if after == 0 {
                pair.run_for(60);
                pair.cut();
            } else {
                pair.cut_after = Some(after);
                pair.run_for(600);
                pair.cut_after = None;
            }
            assert!(!on_server(&pair, "Drafts").is_empty(), "{run}");
            pair.run_for(40_000);
            assert_eq!(on_server(&pair, "Drafts"), [2], "{run}");
            let state = state(&pair, FIRST);
            let is_done = matches!(state, Some(OperationState::Done { .. }));
            assert!(is_done, "{run}: {state:?}");
        }
    }
}
