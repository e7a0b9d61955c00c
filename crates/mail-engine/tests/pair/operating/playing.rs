//! Lines that are cut at any point, and whatever may happen at random.

use super::{
    FIRST, FOR_EVER, TO_TRASH, counted, do_to, inbox, judge, on_server, state, true_counts,
};
use demo_server::Profile;
use laboratory::{Choices, USER, noise};
use mail_engine::{Deed, LaterAction, OperationId, OperationState};
use mail_model::{Flag, MailboxName};
use std::collections::BTreeSet as Set;

/// The line is cut after any octet that the server says, or before the command
/// is there: in the end each message is in one of the two mailboxes, once.
#[test]
fn a_move_that_is_cut_at_any_point_loses_nothing_and_doubles_nothing() {
    for profile in [Profile::Dovecot, Profile::Office365, Profile::Bare] {
        for after in (0..400).step_by(9) {
            let run = format!("{profile:?} cut after {after}");
            let mut pair = inbox(profile, 40);
            do_to(&mut pair, FIRST, &[40, 38, 12], TO_TRASH);
            if after == 0 {
                pair.run_for(10);
                pair.cut();
            } else {
                pair.cut_after = Some(after);
                pair.run_for(400);
                pair.cut_after = None;
            }
            pair.run_for(30_000);
            let (left, gone) = (on_server(&pair, "INBOX"), on_server(&pair, "Trash"));
            assert_eq!(left.len() + gone.len(), 40, "{run}");
            assert_eq!(gone.len(), 3, "{run}: {:?}", state(&pair, FIRST));
            assert!(
                matches!(state(&pair, FIRST), Some(OperationState::Done { .. })),
                "{run}"
            );
            judge(&pair, "INBOX", &run);
        }
    }
}

/// Moves, removals, flags and their undoing at random, with refusals and cuts. Tells how many were taken back, of how many that the person wanted back.
fn play(profile: Profile, seed: u64) -> (usize, usize) {
    let run = format!("{profile:?} {seed}");
    let bytes = noise(seed, 600);
    let mut choices = Choices::new(&bytes);
    let mut pair = inbox(profile, 60);
    let mut last = 0;
    let mut wanted_back = Set::new();
    for _ in 0..30 {
        let messages = pair.server.messages(USER, "INBOX");
        let some: Vec<u32> = messages
            .iter()
            .map(|(uid, _)| uid.value())
            .filter(|_| choices.below(8) == 0)
            .collect();
        last += 1;
        let name = OperationId(last);
        match choices.below(14) {
            0..=2 => do_to(&mut pair, name, &some, TO_TRASH),
            3 => do_to(&mut pair, name, &some, Deed::Move(MailboxName::new("Sent"))),
            4 => do_to(&mut pair, name, &some[..some.len().min(2)], FOR_EVER),
            5 | 6 => {
                let flag = [Flag::Seen, Flag::Flagged][choices.below(2) as usize].clone();
                let value = choices.below(2) == 0;
                do_to(&mut pair, name, &some, Deed::SetFlag { flag, value });
            }
            7 | 8 => {
                // Mostly what a person means by it: what they did last.
                let can = |name: &OperationId| {
                    state(&pair, *name) == Some(&OperationState::Done { can_undo: true })
                };
                let latest = (1..last).rev().map(OperationId).find(can);
                let latest = latest.filter(|_| choices.below(4) > 0);
                let name = latest.unwrap_or(OperationId(1 + choices.below(last)));
                if can(&name) {
                    wanted_back.insert(name);
                }
                pair.act(LaterAction::Undo(name));
            }
            9 => pair.act(LaterAction::CancelOperation(OperationId(
                1 + choices.below(last),
            ))),
            10 => {
                let verb = ["UID MOVE", "UID COPY", "UID STORE", "UID EXPUNGE"];
                let verb = verb[choices.below(4) as usize];
                pair.server.refuse_next(verb, "NO by chance");
            }
            11 => pair.cut_after = Some(choices.below(3_000) as usize),
            12 => {
                pair.deliver("by chance");
            }
            _ => {
                let mailbox = ["INBOX", "Trash", "INBOX"][choices.below(3) as usize];
                pair.go(mailbox, None);
            }
        }
        let wait = [0, 20, 60, 130, 900][choices.below(5) as usize];
        pair.run_for(wait);
    }
    pair.cut_after = None;
    pair.go("INBOX", None);
    pair.view(0, 29);
    pair.run_for(200_000);
    judge(&pair, "INBOX", &run);
    let unseen = true_counts(&pair, "INBOX");
    assert_eq!(counted(&pair, "INBOX"), unseen, "{run}");
    for (operation, states) in &pair.page.operations {
        let pending = matches!(states.last(), Some(OperationState::Pending { .. }));
        assert!(!pending, "{run}: {operation:?} {states:?}");
    }
    pair.go("Trash", None);
    pair.run_for(5_000);
    judge(&pair, "Trash", &run);
    let back = wanted_back.iter().filter(|name| {
        let all = pair.page.operations.get(name).into_iter().flatten();
        all.last() == Some(&OperationState::Undone)
    });
    (back.count(), wanted_back.len())
}

#[test]
fn whatever_is_done_and_whatever_befalls_it_the_page_shows_the_mailbox() {
    let mut undone = (0, 0);
    for seed in 0..80 {
        let (back, wanted) = play(Profile::Dovecot, seed);
        undone = (undone.0 + back, undone.1 + wanted);
    }
    // The others were refused, or something else came of the messages meanwhile.
    assert!(undone.1 > 40 && undone.0 * 4 >= undone.1 * 3, "{undone:?}");
}

#[test]
fn whatever_is_done_on_poorer_servers_the_page_shows_the_mailbox() {
    for seed in 0..20 {
        for profile in [
            Profile::Full,
            Profile::Gmail,
            Profile::Office365,
            Profile::Bare,
        ] {
            play(profile, 5_000 + seed);
        }
    }
}
