//! What is done to messages: moved, copied, removed, flagged, many at once, and
//! taken back.

mod copying;
mod playing;
mod replacing;

use demo_server::{Profile, Server};
use laboratory::model::judge_rows as judge;
use laboratory::{Pair, START, USER, uid};
use mail_engine::{Appended, Deed, LaterAction, OperationId, OperationState, Selection, View};
use mail_model::{Flag, Flags, MailboxName, ProblemKind, SearchKey, SpecialUse, UidSet};

const FIRST: OperationId = OperationId(1);
const TO_TRASH: Deed = Deed::Delete { for_ever: false };
const FOR_EVER: Deed = Deed::Delete { for_ever: true };

fn inbox(profile: Profile, count: u32) -> Pair {
    Pair::at_inbox(profile, count)
}

fn do_to(pair: &mut Pair, operation: OperationId, uids: &[u32], deed: Deed) {
    pair.act(LaterAction::Operate {
        operation,
        selection: Selection::Uids(uids.iter().copied().map(uid).collect()),
        deed,
    });
}

fn do_to_all(pair: &mut Pair, deed: Deed) {
    pair.act(LaterAction::Operate {
        operation: FIRST,
        selection: Selection::All,
        deed,
    });
}

fn sent() -> MailboxName {
    MailboxName::new("Sent")
}

fn state(pair: &Pair, operation: OperationId) -> Option<&OperationState> {
    pair.page.operations.get(&operation)?.last()
}

fn is_done(pair: &Pair) -> bool {
    state(pair, FIRST) == Some(&OperationState::Done { can_undo: true })
}

fn problem(pair: &Pair, operation: OperationId) -> ProblemKind {
    match state(pair, operation) {
        Some(OperationState::Failed(problem)) => problem.kind,
        other => panic!("{other:?}"),
    }
}

fn on_server(pair: &Pair, mailbox: &str) -> Vec<u32> {
    let messages = pair.server.messages(USER, mailbox);
    messages.iter().map(|(uid, _)| uid.value()).collect()
}

/// How many messages the page counts in a mailbox.
fn counted(pair: &Pair, mailbox: &str) -> (u32, u32) {
    pair.page.counts[&MailboxName::new(mailbox)]
}

fn true_counts(pair: &Pair, mailbox: &str) -> (u32, u32) {
    let messages = pair.server.messages(USER, mailbox);
    let unseen = messages.iter().filter(|(_, flags)| !flags.is_seen());
    (messages.len() as u32, unseen.count() as u32)
}

#[test]
fn what_is_moved_is_gone_at_once_and_comes_back_when_it_is_taken_back() {
    for profile in [Profile::Dovecot, Profile::Full, Profile::Office365] {
        let mut pair = inbox(profile, 100);
        let (before, in_trash) = (counted(&pair, "INBOX"), counted(&pair, "Trash"));
        let stood = pair.page.rows().into_iter().take(39);
        let stood: Vec<String> = stood.map(|(_, row)| row.subject.clone()).collect();
        do_to(&mut pair, FIRST, &[98, 60, 97], TO_TRASH);
        assert_eq!(pair.page.total(), Some(97));
        assert_eq!(pair.page.row(2).uid, uid(96), "{profile:?}");
        assert_eq!(counted(&pair, "INBOX").0, before.0 - 3);
        assert_eq!(counted(&pair, "Trash").0, in_trash.0 + 3);
        let round_trips = pair.round_trips_until(|page| {
            page.operations[&FIRST].last() == Some(&OperationState::Done { can_undo: true })
        });
        assert_eq!(round_trips, 1, "{profile:?}");
        assert_eq!(on_server(&pair, "Trash").len(), 3);
        pair.run_for(5_000);
        judge(&pair, "INBOX", "moved");
        for mailbox in ["INBOX", "Trash"] {
            assert_eq!(counted(&pair, mailbox), true_counts(&pair, mailbox));
        }
        let news = pair.deliver("meanwhile");
        pair.run_for(5_000);
        pair.page.new_mail.clear();
        pair.act(LaterAction::Undo(FIRST));
        pair.run_for(20_000);
        assert_eq!(state(&pair, FIRST), Some(&OperationState::Undone));
        assert_eq!(on_server(&pair, "Trash").len(), 0);
        assert_eq!(on_server(&pair, "INBOX").len(), 101);
        let shown = pair.page.rows();
        assert_eq!(shown[0].1.uid, news);
        let shown: Vec<&str> = shown[1..40].iter().map(|(_, row)| &*row.subject).collect();
        assert_eq!(shown, stood, "{profile:?}: where they stood");
        assert!(pair.page.new_mail.is_empty(), "what comes back is no news");
        judge(&pair, "INBOX", "taken back");
        for mailbox in ["INBOX", "Trash"] {
            assert_eq!(counted(&pair, mailbox), true_counts(&pair, mailbox));
        }
        pair.act(LaterAction::Undo(FIRST));
        pair.run_for(1_000);
        assert_eq!(on_server(&pair, "INBOX").len(), 101, "but once");
    }
}

#[test]
fn on_a_bare_server_what_is_moved_is_copied_and_then_removed() {
    let mut pair = inbox(Profile::Bare, 60);
    let marked = Flags::from_iter([Flag::Deleted]);
    pair.set_flags(uid(3), &marked);
    do_to(
        &mut pair,
        FIRST,
        &[58, 59],
        Deed::Move(MailboxName::new("Sent")),
    );
    assert_eq!(pair.page.total(), Some(58));
    pair.run_for(10_000);
    assert!(is_done(&pair));
    assert_eq!(on_server(&pair, "Sent").len(), 2);
    let left = pair.server.messages(USER, "INBOX");
    assert_eq!(left.len(), 58);
    assert!(left[2].1.is_deleted(), "what others marked stays as it was");
    judge(&pair, "INBOX", "bare");
}

#[test]
fn on_a_bare_server_what_was_moved_is_found_again_and_taken_back() {
    let mut pair = inbox(Profile::Bare, 60);
    // The same message, copied before: it is not what is taken back.
    do_to(&mut pair, OperationId(9), &[58], Deed::Copy(sent()));
    pair.run_for(5_000);
    assert_eq!(
        state(&pair, OperationId(9)),
        Some(&OperationState::Done { can_undo: true })
    );
    do_to(&mut pair, FIRST, &[58, 59], Deed::Move(sent()));
    pair.run_for(5_000);
    assert_eq!(on_server(&pair, "Sent"), [1, 2, 3]);
    assert!(is_done(&pair));
    pair.act(LaterAction::Undo(FIRST));
    pair.run_for(20_000);
    assert_eq!(state(&pair, FIRST), Some(&OperationState::Undone));
    assert_eq!(on_server(&pair, "Sent"), [1]);
    assert_eq!(on_server(&pair, "INBOX").len(), 60);
    judge(&pair, "INBOX", "taken back");
    // The copy is not removed, for the original is gone: what looks like the copy
    // may be all that is left of it.
    pair.act(LaterAction::Undo(OperationId(9)));
    pair.run_for(20_000);
    assert_eq!(problem(&pair, OperationId(9)), ProblemKind::MessageGone);
    assert_eq!(on_server(&pair, "Sent"), [1]);
}

#[test]
fn what_another_client_took_away_meanwhile_cannot_be_taken_back() {
    let mut pair = inbox(Profile::Bare, 60);
    do_to(&mut pair, FIRST, &[58], Deed::Move(sent()));
    pair.run_for(5_000);
    assert!(is_done(&pair));
    assert!(pair.server.expunge(USER, "Sent", uid(1), pair.now));
    pair.act(LaterAction::Undo(FIRST));
    pair.run_for(5_000);
    assert_eq!(problem(&pair, FIRST), ProblemKind::MessageGone);
}

/// The line is cut after any octet that the server says: what was to be copied or
/// put somewhere is there once, and the page is told that it is.
#[test]
fn copies_and_new_messages_are_looked_for_and_not_made_twice() {
    for profile in [Profile::Dovecot, Profile::Bare] {
        for after in (0..260).step_by(7) {
            let run = format!("{profile:?} cut after {after}");
            let mut pair = inbox(profile, 40);
            do_to(&mut pair, FIRST, &[40, 38], Deed::Copy(sent()));
            pair.act(LaterAction::Append {
                operation: OperationId(2),
                mailbox: MailboxName::new("Drafts"),
                messages: vec![Appended {
                    flags: Flags::default(),
                    received: Some(START),
                    bytes: laboratory::plain_message("draft").into_bytes(),
                }],
            });
            if after == 0 {
                pair.run_for(60);
                pair.cut();
            } else {
                pair.cut_after = Some(after);
                pair.run_for(400);
                pair.cut_after = None;
            }
            pair.run_for(40_000);
            for operation in [FIRST, OperationId(2)] {
                let state = state(&pair, operation);
                let is_done = matches!(state, Some(OperationState::Done { .. }));
                assert!(is_done, "{run}: {state:?}");
            }
            assert_eq!(on_server(&pair, "Sent").len(), 2, "{run}");
            assert_eq!(on_server(&pair, "Drafts").len(), 1, "{run}");
        }
    }
}

#[test]
fn what_is_refused_is_seen_again_with_the_servers_words() {
    for words in ["NO [OVERQUOTA] full up", "NO [TRYCREATE] no such mailbox"] {
        let mut pair = inbox(Profile::Dovecot, 50);
        pair.server.refuse_next("UID MOVE", words);
        let before = (counted(&pair, "INBOX"), counted(&pair, "Trash"));
        do_to(&mut pair, FIRST, &[50, 20], TO_TRASH);
        assert_eq!(pair.page.row(0).uid, uid(49));
        pair.run_for(1_000);
        let Some(OperationState::Failed(problem)) = state(&pair, FIRST) else {
            panic!("{:?}", state(&pair, FIRST));
        };
        assert!(words.ends_with(&problem.words), "{}", problem.words);
        judge(&pair, "INBOX", words);
        assert_eq!(before, (counted(&pair, "INBOX"), counted(&pair, "Trash")));
    }
}

#[test]
fn a_trash_that_is_not_there_is_made() {
    let mut server = Server::empty(Profile::Dovecot);
    server.fill(USER, "INBOX", 9, START);
    let mut pair = Pair::with_server(server);
    pair.log_in("INBOX", None);
    pair.run_for(3_000);
    do_to(&mut pair, FIRST, &[9], TO_TRASH);
    assert_eq!(pair.page.total(), Some(8));
    pair.run_for(3_000);
    assert!(is_done(&pair), "{:?}", state(&pair, FIRST));
    assert_eq!(on_server(&pair, "Trash").len(), 1);
    let trash = MailboxName::new("Trash");
    let tree = &pair.page.mailboxes;
    assert!(tree.iter().any(|entry| entry.mailbox.name == trash));
}

#[test]
fn archive_and_junk_go_where_they_belong_and_copies_leave_what_they_copy() {
    let mut server = Server::empty(Profile::Dovecot);
    server.fill(USER, "INBOX", 9, START);
    server.create_mailbox(USER, "Old", Some(SpecialUse::Archive));
    server.create_mailbox(USER, "Spam", Some(SpecialUse::Junk));
    let mut pair = Pair::with_server(server);
    pair.log_in("INBOX", None);
    pair.run_for(3_000);
    do_to(&mut pair, OperationId(1), &[9], Deed::Archive);
    do_to(&mut pair, OperationId(2), &[8, 7], Deed::Junk(true));
    do_to(
        &mut pair,
        OperationId(3),
        &[1],
        Deed::Copy(MailboxName::new("Old")),
    );
    pair.run_for(3_000);
    assert_eq!(on_server(&pair, "Old").len(), 2);
    assert_eq!(on_server(&pair, "Spam").len(), 2);
    assert_eq!(on_server(&pair, "INBOX").len(), 6);
    judge(&pair, "INBOX", "sorted");
    pair.act(LaterAction::Undo(OperationId(3)));
    pair.run_for(3_000);
    assert_eq!(on_server(&pair, "Old").len(), 1, "the copy is gone again");
    pair.go("Spam", None);
    pair.run_for(3_000);
    do_to(&mut pair, OperationId(4), &[1], Deed::Junk(false));
    pair.run_for(3_000);
    assert_eq!(on_server(&pair, "INBOX").len(), 7);
    judge(&pair, "Spam", "no junk");
}

#[test]
fn what_is_in_the_trash_is_removed_only_for_ever() {
    let mut pair = inbox(Profile::Dovecot, 20);
    do_to(&mut pair, FIRST, &[20, 19, 18], TO_TRASH);
    pair.run_for(2_000);
    pair.go("Trash", None);
    pair.run_for(2_000);
    do_to(&mut pair, OperationId(2), &[1], TO_TRASH);
    assert_eq!(problem(&pair, OperationId(2)), ProblemKind::NotOffered);
    do_to(&mut pair, OperationId(3), &[1], FOR_EVER);
    assert_eq!(pair.page.total(), Some(2));
    pair.run_for(2_000);
    let done = OperationState::Done { can_undo: false };
    assert_eq!(state(&pair, OperationId(3)), Some(&done));
    assert_eq!(on_server(&pair, "Trash"), [2, 3]);
    judge(&pair, "Trash", "removed");
    // From elsewhere all of it.
    pair.go("INBOX", None);
    pair.run_for(2_000);
    pair.act(LaterAction::EmptyMailbox {
        operation: OperationId(4),
        mailbox: MailboxName::new("Trash"),
    });
    pair.run_for(20_000);
    assert_eq!(state(&pair, OperationId(4)), Some(&done));
    assert!(on_server(&pair, "Trash").is_empty());
    assert_eq!(counted(&pair, "Trash"), (0, 0));
}

#[test]
fn a_mailbox_is_emptied_of_what_a_search_does_not_show_too() {
    let mut pair = inbox(Profile::Dovecot, 20);
    do_to(&mut pair, FIRST, &[20, 19, 18], TO_TRASH);
    pair.run_for(2_000);
    let view = View {
        query: Some(SearchKey::Uids(UidSet::from_iter([uid(1)]))),
        ..View::default()
    };
    pair.show("Trash", view);
    pair.run_for(2_000);
    assert_eq!(pair.page.total(), Some(1));
    pair.act(LaterAction::EmptyMailbox {
        operation: OperationId(2),
        mailbox: MailboxName::new("Trash"),
    });
    pair.run_for(20_000);
    assert!(on_server(&pair, "Trash").is_empty());
    assert_eq!(pair.page.total(), Some(0));
}

#[test]
fn a_mailbox_that_is_not_open_is_marked_as_read_and_that_is_taken_back() {
    for profile in [
        Profile::Full,
        Profile::Dovecot,
        Profile::Gmail,
        Profile::Bare,
    ] {
        let mut pair = inbox(profile, 20);
        let archive = MailboxName::new("Kept");
        pair.server.create_mailbox(USER, "Kept", None);
        pair.server.fill(USER, "Kept", 30, START);
        pair.act(mail_engine::Action::Refresh);
        pair.run_for(4_000);
        let before = pair.server.messages(USER, "Kept");
        let counts = counted(&pair, "Kept");
        assert!(counts.1 > 0, "{profile:?}: {counts:?}");
        pair.act(LaterAction::MarkAllRead {
            operation: FIRST,
            mailbox: archive.clone(),
        });
        assert_eq!(counted(&pair, "Kept"), (30, 0), "at once");
        pair.run_for(5_000);
        assert!(is_done(&pair));
        assert_eq!(true_counts(&pair, "Kept"), (30, 0), "{profile:?}");
        assert_eq!(counted(&pair, "Kept"), (30, 0));
        pair.act(LaterAction::Undo(FIRST));
        pair.run_for(5_000);
        assert_eq!(pair.server.messages(USER, "Kept"), before, "{profile:?}");
        assert_eq!(counted(&pair, "Kept"), counts);
    }
}

#[test]
fn flags_come_back_only_where_they_were_changed() {
    let mut pair = inbox(Profile::Dovecot, 300);
    let before = pair.server.messages(USER, "INBOX");
    let flag = Flag::Seen;
    do_to_all(&mut pair, Deed::SetFlag { flag, value: true });
    assert!(pair.page.rows().iter().all(|(_, row)| row.flags.is_seen()));
    pair.run_for(5_000);
    assert!(is_done(&pair));
    assert_eq!(true_counts(&pair, "INBOX"), (300, 0));
    assert_eq!(counted(&pair, "INBOX"), (300, 0));
    pair.act(LaterAction::Undo(FIRST));
    pair.run_for(5_000);
    assert_eq!(pair.server.messages(USER, "INBOX"), before);
    assert_eq!(counted(&pair, "INBOX"), true_counts(&pair, "INBOX"));
    judge(&pair, "INBOX", "taken back");
}

#[test]
fn what_is_pending_is_taken_back_as_if_it_had_never_been() {
    let mut pair = inbox(Profile::Dovecot, 50);
    pair.is_down = true;
    pair.cut();
    do_to(&mut pair, FIRST, &[50], TO_TRASH);
    assert_eq!(pair.page.total(), Some(49));
    pair.act(LaterAction::Undo(FIRST));
    assert_eq!(pair.page.total(), Some(50));
    assert_eq!(state(&pair, FIRST), Some(&OperationState::Undone));
    pair.is_down = false;
    pair.run_for(10_000);
    judge(&pair, "INBOX", "never");
    // And what is under way, as soon as it has happened.
    do_to(&mut pair, OperationId(2), &[50], TO_TRASH);
    pair.run_for(20);
    pair.act(LaterAction::Undo(OperationId(2)));
    pair.run_for(20_000);
    assert_eq!(state(&pair, OperationId(2)), Some(&OperationState::Undone));
    assert_eq!(on_server(&pair, "INBOX").len(), 50);
    judge(&pair, "INBOX", "at once");
}

#[test]
fn a_large_move_is_few_commands_and_can_be_stopped() {
    let mut pair = inbox(Profile::Dovecot, 50_000);
    pair.said.clear();
    do_to_all(&mut pair, Deed::Move(MailboxName::new("Sent")));
    assert_eq!(pair.page.total(), Some(0));
    assert_eq!(counted(&pair, "INBOX").0, 0);
    let news = pair.deliver("while it goes on");
    pair.run_for(60_000);
    assert!(is_done(&pair), "{:?}", state(&pair, FIRST));
    assert!(pair.said.matches("UID MOVE").count() <= 25);
    assert_eq!(on_server(&pair, "INBOX"), [news.value()]);
    assert_eq!(on_server(&pair, "Sent").len(), 50_000);
    judge(&pair, "INBOX", "all");
    let told = &pair.page.operations[&FIRST];
    let is_progress = |state: &&OperationState| matches!(state, OperationState::Pending { .. });
    assert!(told.iter().filter(is_progress).count() > 10);
    // Back again, but not all of it.
    pair.act(LaterAction::Undo(FIRST));
    let begun = |pair: &Pair| !on_server(pair, "INBOX").is_empty();
    for _ in 0..1_000 {
        pair.run_for(10);
        if begun(&pair) && on_server(&pair, "INBOX").len() > 1 {
            break;
        }
    }
    pair.act(LaterAction::CancelOperation(FIRST));
    pair.run_for(120_000);
    let back = on_server(&pair, "INBOX").len();
    assert!((2..50_001).contains(&back), "{back}");
    assert_eq!(on_server(&pair, "Sent").len() + back, 50_001);
    judge(&pair, "INBOX", "some");
}

#[test]
fn scattered_messages_are_moved_by_one_command() {
    let mut pair = inbox(Profile::Dovecot, 2_000);
    let scattered: Vec<u32> = (0..500).map(|n| 1_999 - n * 3).collect();
    pair.said.clear();
    do_to(&mut pair, FIRST, &scattered, TO_TRASH);
    assert_eq!(pair.page.total(), Some(1_500));
    pair.run_for(80);
    assert_eq!(pair.said.matches("UID MOVE").count(), 1);
    pair.run_for(20_000);
    judge(&pair, "INBOX", "scattered");
    assert_eq!(on_server(&pair, "Trash").len(), 500);
}

#[test]
fn the_person_may_leave_before_it_has_happened() {
    let mut pair = inbox(Profile::Dovecot, 50);
    do_to(&mut pair, FIRST, &[50, 49], TO_TRASH);
    pair.go("Trash", None);
    pair.run_for(5_000);
    judge(&pair, "Trash", "there");
    assert_eq!(pair.page.total(), Some(2));
    pair.go("INBOX", None);
    assert_ne!(pair.page.total(), Some(50), "they are not seen again");
    pair.run_for(5_000);
    judge(&pair, "INBOX", "back");
}

#[test]
fn messages_are_put_into_a_mailbox_and_out_again() {
    let mut pair = inbox(Profile::Dovecot, 5);
    let message = |subject: &str| Appended {
        flags: Flags::from_iter([Flag::Seen]),
        received: Some(START),
        bytes: format!("Subject: {subject}\r\n\r\nx\r\n").into_bytes(),
    };
    pair.act(LaterAction::Append {
        operation: FIRST,
        mailbox: MailboxName::new("Drafts"),
        messages: vec![message("one"), message("two")],
    });
    pair.run_for(3_000);
    assert!(is_done(&pair), "{:?}", state(&pair, FIRST));
    assert_eq!(counted(&pair, "Drafts"), (2, 0));
    pair.act(LaterAction::Undo(FIRST));
    pair.run_for(20_000);
    assert!(on_server(&pair, "Drafts").is_empty());
    assert_eq!(counted(&pair, "Drafts"), (0, 0));
}

#[test]
fn another_validity_voids_what_was_meant() {
    let mut pair = inbox(Profile::Dovecot, 20);
    pair.is_down = true;
    pair.cut();
    do_to(&mut pair, FIRST, &[20], FOR_EVER);
    let validity = mail_model::UidValidity(core::num::NonZeroU32::MAX);
    pair.server
        .set_uid_validity(USER, "INBOX", validity, pair.now);
    pair.is_down = false;
    pair.run_for(10_000);
    assert_eq!(problem(&pair, FIRST), ProblemKind::UidValidityChanged);
    assert_eq!(on_server(&pair, "INBOX").len(), 20);
    judge(&pair, "INBOX", "void");
}

#[test]
fn what_is_deleted_before_the_mailboxes_are_known_waits_for_them() {
    for profile in [Profile::Dovecot, Profile::Office365, Profile::Bare] {
        let mut pair = Pair::with_inbox(profile, 30);
        pair.log_in("INBOX", None);
        pair.round_trips_until(|page| page.total().is_some());
        assert!(pair.page.mailboxes.is_empty(), "the tree comes later");
        do_to(&mut pair, FIRST, &[30, 29], TO_TRASH);
        do_to(&mut pair, OperationId(2), &[28], Deed::Archive);
        assert_eq!(
            state(&pair, FIRST),
            Some(&OperationState::Pending {
                done: 0,
                total: Some(2)
            })
        );
        pair.run_for(5000);
        assert!(matches!(
            state(&pair, FIRST),
            Some(OperationState::Done { .. })
        ));
        assert_eq!(on_server(&pair, "Trash"), [1, 2], "{profile:?}");
        assert_eq!(on_server(&pair, "Archive"), [1], "{profile:?}");
        assert_eq!(counted(&pair, "Trash"), true_counts(&pair, "Trash"));
        judge(&pair, "INBOX", &format!("{profile:?}"));
    }
}

#[test]
fn what_lies_in_the_trash_is_not_deleted_once_that_is_known() {
    let mut pair = Pair::with_inbox(Profile::Dovecot, 3);
    pair.server.fill(USER, "Trash", 5, START);
    pair.log_in("Trash", None);
    pair.round_trips_until(|page| page.total().is_some());
    do_to(&mut pair, FIRST, &[5], TO_TRASH);
    pair.run_for(5000);
    assert_eq!(problem(&pair, FIRST), ProblemKind::NotOffered);
    judge(&pair, "Trash", "back again");
}

#[test]
fn what_another_client_changed_first_stays_as_it_is() {
    let claim = || Deed::SetFlagUnlessChanged {
        flag: Flag::Flagged,
        value: true,
    };
    let mut pair = inbox(Profile::Dovecot, 20);
    pair.is_down = true;
    let other = Flags::from_iter([Flag::Answered]);
    pair.set_flags(uid(19), &other);
    pair.is_down = false;
    do_to(&mut pair, FIRST, &[19, 18], claim());
    pair.run_for(5_000);
    assert_eq!(problem(&pair, FIRST), ProblemKind::ChangedElsewhere);
    let messages = pair.server.messages(USER, "INBOX");
    assert_eq!(messages[18].1, other);
    assert!(messages[17].1.is_flagged(), "the other one was free");
    judge(&pair, "INBOX", "claimed");
    do_to(&mut pair, OperationId(2), &[17], claim());
    pair.run_for(5_000);
    assert!(matches!(
        state(&pair, OperationId(2)),
        Some(OperationState::Done { .. })
    ));

    let mut pair = inbox(Profile::Bare, 20);
    do_to(&mut pair, FIRST, &[19], claim());
    assert_eq!(problem(&pair, FIRST), ProblemKind::NotOffered);
}

#[test]
fn marking_all_as_read_leaves_nothing_unread_at_once() {
    for profile in [Profile::Dovecot, Profile::Office365] {
        let mut pair = inbox(profile, 2_000);
        pair.run_for(10_000);
        let before = counted(&pair, "INBOX");
        assert!(before.1 > 0);
        let seen = |value| Deed::SetFlag {
            flag: Flag::Seen,
            value,
        };
        do_to_all(&mut pair, seen(true));
        assert_eq!(counted(&pair, "INBOX"), (2_000, 0), "{profile:?}");
        pair.run_for(10_000);
        assert_eq!(counted(&pair, "INBOX"), (2_000, 0), "{profile:?}");
        pair.act(LaterAction::Undo(FIRST));
        pair.run_for(10_000);
        assert_eq!(counted(&pair, "INBOX"), true_counts(&pair, "INBOX"));
    }
}
