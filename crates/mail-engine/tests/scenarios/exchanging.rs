//! Messages to and from another account.

use crate::stage::Stage;
use demo_server::Profile;
use laboratory::{Pair, USER, plain_message, uid};
use mail_engine::{Side, Transfer, TransferId};
use mail_model::{Flag, Flags, UidSet};

before_every_server! {
    messages_go_to_another_account_and_come_back,
}

/// Carries out a transfer of everything in a mailbox into another's.
fn transfer(source: &mut Stage, target: &mut Stage, mailboxes: [&str; 2], is_move: bool) {
    let [from, to] = mailboxes;
    let validity = source.pair.server.uid_validity(USER, from).unwrap();
    let uids: UidSet = source.truth(from).iter().map(|(uid, _)| *uid).collect();
    let names = (source.name(from), target.name(to));
    let id = TransferId(u32::from(is_move) + 1);
    let mut transfer = Transfer::new(id, names.0, validity, uids, names.1, is_move);
    for _ in 0..600 {
        while let Some((side, action)) = transfer.poll_action() {
            match side {
                Side::Source => source.pair.act(action),
                Side::Target => target.pair.act(action),
            }
        }
        source.pair.run_for(100);
        target.pair.run_for(100);
        while let Some(change) = source.pair.page.transferred.pop_front() {
            assert!(transfer.hear(Side::Source, change).is_none());
        }
        while let Some(change) = target.pair.page.transferred.pop_front() {
            assert!(transfer.hear(Side::Target, change).is_none());
        }
        if transfer.progress().is_over {
            assert_eq!(transfer.failures(), []);
            return;
        }
    }
    panic!("it never ends: {:?}", transfer.progress());
}

fn contents(stage: &Stage, mailbox: &str) -> Vec<(Vec<u8>, Flags)> {
    let truth = stage.truth(mailbox).into_iter();
    let mut contents: Vec<_> = truth
        .map(|(uid, flags)| {
            let content = stage.pair.server.message(USER, mailbox, uid);
            (content.expect("it is there"), flags)
        })
        .collect();
    contents.sort_by(|one, other| one.0.cmp(&other.0));
    contents
}

fn messages_go_to_another_account_and_come_back(profile: Profile) {
    let mut here = Pair::with_inbox(profile, 0);
    for number in 1..=12 {
        let letter = plain_message(&format!("letter-{number}"));
        here.deliver_raw("INBOX", letter.as_bytes());
        let flag = [Flag::Seen, Flag::Flagged, Flag::Answered][number as usize % 3].clone();
        here.set_flags(uid(number), &Flags::from_iter([flag]));
    }
    let mut here = Stage::entered(profile, here);
    let mut there = Stage::at_inbox(Profile::Dovecot, 0);
    let before = contents(&here, "INBOX");
    transfer(&mut here, &mut there, ["INBOX", "Sent"], false);
    assert_eq!(contents(&there, "Sent"), before, "copied, flags and all");
    assert_eq!(contents(&here, "INBOX"), before);
    transfer(&mut there, &mut here, ["Sent", "Drafts"], true);
    assert_eq!(contents(&here, "Drafts"), before, "moved back");
    assert!(there.truth("Sent").is_empty());
    here.shows_what_is_there("INBOX");
    here.open("Drafts");
    here.shows_what_is_there("Drafts");
    here.was_quiet();
}
