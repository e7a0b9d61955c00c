//! The line breaks, whatever one is at, and one comes back.

use crate::stage::{LONG, Stage, these};
use demo_server::Profile;
use laboratory::{Pair, USER, uid};
use mail_engine::{Appended, Body, Deed, Input, LaterAction, OperationState, SessionState, View};
use mail_model::{Flag, Flags, SearchKey, SortCriterion, SortKey};

before_every_server! {
    what_changed_while_the_line_was_cut_is_shown,
    another_mailbox_changed_meanwhile,
    a_line_cut_in_a_login_is_mended,
    a_line_cut_under_a_list_is_mended,
    a_line_cut_under_a_message_is_mended,
    a_line_cut_under_changes_is_mended,
    a_line_cut_under_a_view_is_mended,
    a_line_that_died_in_sleep_is_noticed_at_waking,
    nothing_is_tried_while_the_browser_is_offline,
    a_server_that_shuts_down_is_tried_again,
}

/// Moments after a click at which the line is cut: before the command is there,
/// before its answer, and behind it.
const MOMENTS: [i64; 4] = [10, 60, 110, 160];

fn what_changed_while_the_line_was_cut_is_shown(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 150);
    stage.pair.view(100, 130);
    stage.pair.run_for(1_000);
    for round in 0..3 {
        stage.pair.is_down = true;
        stage.pair.cut();
        stage.pair.deliver("while away");
        stage.pair.expunge(uid(50 + round));
        stage.pair.expunge(uid(146 - round));
        let flagged = Flags::from_iter([Flag::Seen, Flag::Flagged]);
        stage.pair.set_flags(uid(20 + round), &flagged);
        stage.pair.set_flags(uid(140 + round), &Flags::default());
        stage.pair.is_down = false;
        stage.pair.run_for(LONG);
        stage.shows_what_is_there("INBOX");
    }
    stage.was_quiet();
}

fn another_mailbox_changed_meanwhile(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 100);
    stage.open("Sent");
    stage.pair.deliver("while elsewhere");
    for number in [3, 4, 5, 77, 100] {
        stage.pair.expunge(uid(number));
    }
    stage
        .pair
        .set_flags(uid(60), &Flags::from_iter([Flag::Flagged]));
    stage.open("INBOX");
    stage.shows_what_is_there("INBOX");
    stage.was_quiet();
}

fn a_line_cut_in_a_login_is_mended(profile: Profile) {
    for moment in MOMENTS {
        let mut pair = Pair::with_inbox(profile, 40);
        pair.log_in("INBOX", None);
        pair.run_for(moment);
        pair.cut();
        pair.run_for(20_000);
        if matches!(pair.page.session, Some(SessionState::LoggedOut(_))) {
            // It never came to a session, and the person was told.
            pair.log_in("INBOX", None);
        }
        let mut stage = Stage::entering(profile, pair);
        stage.shows_what_is_there("INBOX");
    }
}

fn a_line_cut_under_a_list_is_mended(profile: Profile) {
    for moment in MOMENTS {
        let mut stage = Stage::at_inbox(profile, 150);
        stage.pair.view(90, 120);
        stage.pair.run_for(moment);
        stage.pair.cut();
        stage.pair.run_for(20_000);
        assert!(stage.pair.page.has_rows(90..=120));
        let sent = stage.name("Sent");
        stage.pair.go(sent.as_str(), None);
        stage.pair.run_for(moment);
        stage.pair.cut();
        stage.pair.run_for(20_000);
        stage.shows_what_is_there("Sent");
        stage.open("INBOX");
        stage.shows_what_is_there("INBOX");
        stage.was_quiet();
    }
}

fn a_line_cut_under_a_message_is_mended(profile: Profile) {
    for moment in MOMENTS {
        let mut stage = Stage::at_inbox(profile, 150);
        stage.pair.go("INBOX", Some(uid(60)));
        stage.pair.run_for(moment);
        stage.pair.cut();
        stage.pair.run_for(20_000);
        let view = stage.pair.page.message.as_ref().expect("it is open");
        assert!(matches!(view.body, Body::Text(_) | Body::Html(_)));
        assert_eq!(view.message.uid, uid(60));
        stage.shows_what_is_there("INBOX");
        stage.was_quiet();
    }
}

fn a_line_cut_under_changes_is_mended(profile: Profile) {
    for moment in MOMENTS {
        let mut stage = Stage::at_inbox(profile, 30);
        let flag = Flag::Flagged;
        let flagged = stage.begin(these(&[30, 29]), Deed::SetFlag { flag, value: true });
        let moved = stage.begin(these(&[28, 27]), Deed::Delete { for_ever: false });
        let removed = stage.begin(these(&[26]), Deed::Delete { for_ever: true });
        let appended = stage.next_operation();
        stage.pair.act(LaterAction::Append {
            operation: appended,
            mailbox: stage.name("Drafts"),
            messages: vec![Appended {
                flags: Flags::default(),
                received: None,
                bytes: b"Message-ID: <a@b>\r\nSubject: a\r\n\r\nx\r\n".to_vec(),
            }],
        });
        stage.pair.run_for(moment);
        stage.pair.cut();
        stage.pair.run_for(60_000);
        for operation in [flagged, removed] {
            let state = stage.state(operation);
            let is_done = matches!(state, Some(OperationState::Done { .. }));
            assert!(is_done, "after {moment}: {state:?}");
        }
        let truth = stage.truth("INBOX");
        for number in [30, 29] {
            let (_, flags) = truth.iter().find(|(at, _)| *at == uid(number)).unwrap();
            assert!(flags.is_flagged(), "after {moment}");
        }
        assert!(
            !truth.iter().any(|(at, _)| *at == uid(26)),
            "after {moment}"
        );
        judge_move(&stage, moved, moment);
        let drafts = stage.truth("Drafts").len();
        match stage.state(appended) {
            Some(OperationState::Done { .. }) => assert_eq!(drafts, 1, "after {moment}"),
            // Its answer was lost: said so, and not repeated blindly.
            Some(OperationState::Failed(_)) => assert!(drafts <= 1, "after {moment}"),
            other => panic!("after {moment}: {other:?}"),
        }
        stage.shows_what_is_there("INBOX");
    }
}

/// Each of the two messages is in one of the two mailboxes; where a move is a
/// copy and a removal it may be in both, for a copy is not made twice.
fn judge_move(stage: &Stage, moved: mail_engine::OperationId, moment: i64) {
    let truth = stage.truth("INBOX");
    let left = [28, 27].map(|number| truth.iter().any(|(at, _)| *at == uid(number)));
    let left = left.iter().filter(|is_left| **is_left).count();
    let there = stage.truth("Trash").len();
    match stage.state(moved) {
        Some(OperationState::Done { .. }) => assert_eq!((left, there), (0, 2), "after {moment}"),
        Some(OperationState::Failed(_)) if !stage.offers("MOVE") => {
            assert!(left + there >= 2 && there <= 2, "after {moment}");
        }
        other => panic!("after {moment}: {other:?}"),
    }
}

fn a_line_cut_under_a_view_is_mended(profile: Profile) {
    for moment in MOMENTS {
        let mut stage = Stage::with_subjects(profile, &["b 1", "Re: a", "C", "a 1", "d 1"]);
        for (view, expected) in [
            (
                View {
                    query: Some(SearchKey::Subject("1".to_owned())),
                    ..View::default()
                },
                &["d 1", "a 1", "b 1"][..],
            ),
            (
                View {
                    order: vec![SortCriterion {
                        key: SortKey::Subject,
                        is_reversed: false,
                    }],
                    ..View::default()
                },
                &["Re: a", "a 1", "b 1", "C", "d 1"][..],
            ),
        ] {
            stage.pair.show("INBOX", view);
            stage.pair.run_for(moment);
            stage.pair.cut();
            stage.pair.run_for(20_000);
            assert_eq!(stage.subjects(), expected, "after {moment}");
        }
        stage.was_quiet();
    }
}

fn a_line_that_died_in_sleep_is_noticed_at_waking(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 40);
    stage.pair.forget_lines();
    stage.pair.deliver("while asleep");
    // The machine slept: no time passed for it.
    stage.pair.now.0 += 8 * 3_600_000;
    stage.pair.feed(Input::Woke);
    // Five to notice it, and one before it is tried again.
    stage.pair.run_for(8_000);
    stage.shows_what_is_there("INBOX");
    stage.was_quiet();
}

fn nothing_is_tried_while_the_browser_is_offline(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 40);
    let connections = stage.pair.connections;
    stage.pair.feed(Input::Offline);
    stage.pair.is_down = true;
    stage.pair.cut();
    let news = stage.pair.server.messages(USER, "INBOX").len();
    stage.pair.deliver("while offline");
    stage.pair.run_for(300_000);
    assert_eq!(stage.pair.connections, connections);
    assert_eq!(
        stage.pair.page.total(),
        Some(news as u32),
        "it stays on screen"
    );
    stage.pair.is_down = false;
    stage.pair.feed(Input::Online);
    stage.pair.run_for(5_000);
    stage.shows_what_is_there("INBOX");
    stage.was_quiet();
}

fn a_server_that_shuts_down_is_tried_again(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 40);
    stage.pair.server.shut_down();
    stage.pair.hear_server();
    stage.pair.deliver("after it came back");
    stage.pair.run_for(LONG);
    stage.shows_what_is_there("INBOX");
}
