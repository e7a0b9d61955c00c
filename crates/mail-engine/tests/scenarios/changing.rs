//! What is done to messages, and taken back.

use crate::stage::{SOON, Stage, these};
use demo_server::Profile;
use laboratory::{START, uid};
use mail_engine::{Action, Appended, Deed, LaterAction, OperationState, Selection};
use mail_model::{Flag, Flags, Keyword, ProblemKind};

before_every_server! {
    flags_and_keywords_are_set_and_cleared,
    hundreds_are_marked_as_read_and_the_marks_taken_back,
    messages_are_moved_and_moved_back,
    hundreds_are_moved_at_once,
    messages_are_copied,
    one_thing_after_the_other_is_taken_back,
    messages_go_to_the_trash_and_come_back,
    messages_are_removed_for_ever_and_no_others,
    archive_and_junk_are_made_where_there_are_none,
    the_trash_is_emptied,
    messages_are_put_into_a_mailbox_and_out_again,
    what_the_server_refuses_is_seen_again,
    what_was_done_offline_is_done_when_the_line_is_back,
}

/// To the trash.
const AWAY: Deed = Deed::Delete { for_ever: false };
const FOR_EVER: Deed = Deed::Delete { for_ever: true };

fn flags_and_keywords_are_set_and_cleared(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 20);
    let work = Flag::Keyword(Keyword::new("$Work").unwrap());
    for (flag, value) in [
        (Flag::Flagged, true),
        (work.clone(), true),
        (Flag::Answered, true),
        (Flag::Answered, false),
        (Flag::Seen, false),
    ] {
        let uids = vec![uid(18), uid(3)];
        stage.pair.act(LaterAction::SetFlag { uids, flag, value });
    }
    stage.pair.run_for(SOON);
    let expected = Flags::from_iter([Flag::Flagged, work]);
    for (uid, flags) in stage.truth("INBOX") {
        if [3, 18].contains(&uid.value()) {
            assert_eq!(flags, expected);
        } else {
            assert!(!flags.is_flagged());
        }
    }
    stage.shows_what_is_there("INBOX");
    stage.was_quiet();
}

fn hundreds_are_marked_as_read_and_the_marks_taken_back(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 300);
    let before = stage.truth("INBOX");
    stage.pair.said.clear();
    let flag = Flag::Seen;
    let operation = stage.begin(Selection::All, Deed::SetFlag { flag, value: true });
    let rows = stage.pair.page.rows();
    assert!(rows.iter().all(|(_, row)| row.flags.is_seen()), "at once");
    assert!(stage.finished(operation), "flags can always be taken back");
    assert_eq!(stage.true_counts("INBOX"), (300, 0));
    let commands = stage.pair.said.matches("UID STORE").count();
    assert!(commands <= 2, "{commands} commands");
    stage.undo(operation);
    assert_eq!(stage.truth("INBOX"), before);
    stage.shows_what_is_there("INBOX");
    stage.was_quiet();
}

/// Moves messages, and takes that back: by what the server told of where they
/// are, or by looking for them there.
fn moved_and_moved_back(stage: &mut Stage, uids: &[u32], deed: Deed, to: &str) {
    let (here, there) = (stage.truth("INBOX").len(), stage.truth(to).len());
    let operation = stage.begin(these(uids), deed);
    assert_eq!(stage.truth("INBOX").len(), here, "it takes its time");
    let total = stage.pair.page.total();
    assert_eq!(total, Some((here - uids.len()) as u32), "gone at once");
    let can_undo = stage.finished(operation);
    assert_eq!(stage.truth("INBOX").len(), here - uids.len());
    assert_eq!(stage.truth(to).len(), there + uids.len());
    stage.shows_what_is_there("INBOX");
    assert_eq!(stage.counts(to), Some(stage.true_counts(to)));
    assert!(can_undo);
    stage.undo(operation);
    assert_eq!(stage.truth(to).len(), there);
    assert_eq!(stage.truth("INBOX").len(), here);
    stage.shows_what_is_there("INBOX");
    stage.was_quiet();
}

fn messages_are_moved_and_moved_back(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 60);
    let there = Deed::Move(stage.name("Sent"));
    moved_and_moved_back(&mut stage, &[58, 30, 57], there, "Sent");
}

fn hundreds_are_moved_at_once(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 400);
    stage.pair.said.clear();
    let there = Deed::Move(stage.name("Sent"));
    let operation = stage.begin(Selection::All, there);
    let news = stage.pair.deliver("meanwhile");
    stage.finished(operation);
    assert_eq!(stage.truth("Sent").len(), 400);
    assert_eq!(stage.truth("INBOX")[0].0, news);
    assert_eq!(
        stage.truth("INBOX").len(),
        1,
        "what came later was not meant"
    );
    let said = &stage.pair.said;
    let moves = said.matches("UID MOVE").count() + said.matches("UID COPY").count();
    assert!(moves <= 4, "{moves} commands");
    stage.shows_what_is_there("INBOX");
    stage.was_quiet();
}

fn messages_are_copied(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 30);
    let there = Deed::Copy(stage.name("Sent"));
    stage.operate(&[30, 2, 11], there);
    assert_eq!(stage.truth("INBOX").len(), 30);
    assert_eq!(stage.truth("Sent").len(), 3);
    stage.shows_what_is_there("INBOX");
    stage.open("Sent");
    stage.shows_what_is_there("Sent");
    stage.was_quiet();
}

/// What the second undoing is about came to a mailbox that a connection has open
/// since the first, which has not heard of it.
fn one_thing_after_the_other_is_taken_back(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 30);
    let there = stage.name("Sent");
    for deed in [Deed::Copy(there.clone()), Deed::Move(there)] {
        let operation = stage.begin(these(&[30, 2, 11]), deed);
        stage.pair.run_for(2_000);
        assert_eq!(stage.truth("Sent").len(), 3);
        stage.pair.act(LaterAction::Undo(operation));
        stage.pair.run_for(2_000);
        assert_eq!(stage.state(operation), Some(&OperationState::Undone));
        assert_eq!(stage.truth("Sent").len(), 0);
        assert_eq!(stage.truth("INBOX").len(), 30);
    }
    stage.pair.run_for(SOON);
    stage.shows_what_is_there("INBOX");
    stage.was_quiet();
}

fn messages_go_to_the_trash_and_come_back(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 60);
    moved_and_moved_back(&mut stage, &[60, 59, 31], AWAY, "Trash");
}

fn messages_are_removed_for_ever_and_no_others(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 30);
    let marked = Flags::from_iter([Flag::Deleted]);
    stage.pair.set_flags(uid(5), &marked);
    stage.operate(&[30, 4], FOR_EVER);
    let truth = stage.truth("INBOX");
    assert_eq!(truth.len(), 28);
    let others = truth.iter().find(|(at, _)| *at == uid(5));
    assert!(others.unwrap().1.is_deleted(), "what others marked stays");
    stage.pair.act(Action::Refresh);
    stage.pair.run_for(SOON);
    stage.shows_what_is_there("INBOX");
    stage.was_quiet();
}

fn archive_and_junk_are_made_where_there_are_none(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 30);
    stage.operate(&[30, 29], Deed::Archive);
    stage.operate(&[28], Deed::Junk(true));
    assert_eq!(stage.truth("INBOX").len(), 27);
    stage.shows_what_is_there("INBOX");
    let purposes = [
        (mail_model::SpecialUse::Archive, 2),
        (mail_model::SpecialUse::Junk, 1),
    ];
    for (purpose, count) in purposes {
        let mut entries = stage.pair.page.mailboxes.iter();
        let made = entries.find(|entry| entry.mailbox.special_use == Some(purpose));
        let made = made.expect("it was made").mailbox.name.clone();
        stage.pair.go(made.as_str(), None);
        stage.pair.run_for(SOON);
        assert_eq!(stage.pair.page.total(), Some(count), "{made}");
    }
    // The last one is open: it was no junk.
    let junk = stage.pair.page.row(0).uid.value();
    stage.operate(&[junk], Deed::Junk(false));
    assert_eq!(stage.truth("INBOX").len(), 28);
    stage.was_quiet();
}

fn the_trash_is_emptied(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 30);
    stage.operate(&[30, 29, 28], AWAY);
    let operation = stage.next_operation();
    stage.pair.act(LaterAction::EmptyMailbox {
        operation,
        mailbox: stage.name("Trash"),
    });
    assert!(!stage.finished(operation), "it is for ever");
    assert!(stage.truth("Trash").is_empty());
    assert_eq!(stage.counts("Trash"), Some((0, 0)));
    stage.shows_what_is_there("INBOX");
    stage.open("Trash");
    stage.shows_what_is_there("Trash");
    stage.was_quiet();
}

fn messages_are_put_into_a_mailbox_and_out_again(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 5);
    let message = |subject: &str| Appended {
        flags: Flags::from_iter([Flag::Seen]),
        received: Some(START),
        bytes: format!("Subject: {subject}\r\n\r\nx\r\n").into_bytes(),
    };
    let operation = stage.next_operation();
    stage.pair.act(LaterAction::Append {
        operation,
        mailbox: stage.name("Drafts"),
        messages: vec![message("one"), message("two"), message("three")],
    });
    let can_undo = stage.finished(operation);
    assert_eq!(stage.true_counts("Drafts"), (3, 0));
    assert_eq!(stage.counts("Drafts"), Some((3, 0)));
    // APPENDUID is UIDPLUS's.
    assert!(can_undo || !stage.offers("UIDPLUS"));
    if can_undo {
        stage.undo(operation);
        assert!(stage.truth("Drafts").is_empty());
    }
    stage.open("Drafts");
    stage.shows_what_is_there("Drafts");
    stage.was_quiet();
}

fn what_the_server_refuses_is_seen_again(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 30);
    let counts = stage.counts("Trash");
    for verb in ["UID MOVE", "UID COPY"] {
        stage
            .pair
            .server
            .refuse_next(verb, "NO [OVERQUOTA] full up");
    }
    let operation = stage.begin(these(&[30, 12]), AWAY);
    assert_eq!(stage.pair.page.total(), Some(28));
    stage.pair.run_for(20_000);
    let Some(OperationState::Failed(problem)) = stage.state(operation) else {
        panic!("{:?}", stage.state(operation));
    };
    assert_eq!(problem.kind, ProblemKind::OverQuota);
    assert_eq!(problem.words, "full up");
    assert_eq!(stage.counts("Trash"), counts);
    stage.shows_what_is_there("INBOX");
}

fn what_was_done_offline_is_done_when_the_line_is_back(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 30);
    stage.pair.is_down = true;
    stage.pair.cut();
    let moved = stage.begin(these(&[30, 29]), AWAY);
    let flag = Flag::Flagged;
    let flagged = stage.begin(these(&[28]), Deed::SetFlag { flag, value: true });
    stage.pair.run_for(30_000);
    assert_eq!(stage.pair.page.total(), Some(28), "at once");
    stage.pair.is_down = false;
    stage.pair.act(Action::Reconnect);
    stage.finished(moved);
    stage.finished(flagged);
    assert_eq!(stage.truth("Trash").len(), 2);
    assert!(stage.truth("INBOX")[0].1.is_flagged());
    stage.shows_what_is_there("INBOX");
    stage.was_quiet();
}
