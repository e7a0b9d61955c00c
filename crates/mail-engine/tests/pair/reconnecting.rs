use core::num::NonZeroU32;
use demo_server::Profile;
use laboratory::{Pair, USER, plain_message, uid};
use mail_engine::{
    Action, Body, Deed, Input, LaterAction, OperationId, OperationState, Selection, SessionState,
};
use mail_model::{Flag, Flags, MailboxName, Problem, ProblemKind, UidValidity};

#[test]
fn what_happened_while_the_line_was_cut_is_shown_when_it_is_back() {
    for profile in [
        Profile::Full,
        Profile::Dovecot,
        Profile::Gmail,
        Profile::Office365,
        Profile::Bare,
    ] {
        let mut pair = Pair::at_inbox(profile, 100);
        let list = pair.page.list.as_ref().unwrap().id;
        pair.cut();
        assert!(matches!(
            pair.page.session,
            Some(SessionState::Offline { .. })
        ));
        assert!(pair.page.has_rows(0..=24), "what was loaded stays");
        let news = pair.deliver("while away");
        pair.expunge(uid(98));
        let flagged: Flags = [Flag::Seen, Flag::Flagged].into_iter().collect();
        pair.set_flags(uid(97), &flagged);
        pair.run_for(5_000);
        assert!(pair.page.is_online(), "{profile:?}");
        assert_eq!(pair.page.total(), Some(100));
        assert_eq!(pair.page.row(0).uid, news);
        assert_eq!(pair.page.row(0).subject, "while away");
        assert!(pair.page.find(uid(98)).is_none());
        assert_eq!(
            pair.page.find(uid(97)).unwrap().flags,
            flagged,
            "{profile:?}"
        );
        assert_eq!(
            pair.page.list.as_ref().unwrap().id,
            list,
            "the list goes on"
        );
        let unread = pair.server.messages(USER, "INBOX");
        let unread = unread.iter().filter(|(_, flags)| !flags.is_seen()).count() as u32;
        assert_eq!(
            pair.page.counts[&MailboxName::inbox()],
            (100, unread),
            "{profile:?}"
        );
    }
}

#[test]
fn waits_grow_while_the_server_is_away_and_end_with_the_network() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.is_down = true;
    pair.cut();
    pair.run_for(200_000);
    assert!((5..=12).contains(&pair.connections), "{}", pair.connections);
    pair.is_down = false;
    pair.feed(Input::Online);
    pair.run_for(1000);
    assert!(pair.page.is_online());
}

#[test]
fn while_the_browser_is_offline_nothing_is_tried() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.feed(Input::Offline);
    pair.is_down = true;
    pair.cut();
    let state = pair.page.session.clone();
    assert!(matches!(
        state,
        Some(SessionState::Offline { retry_at: None, .. })
    ));
    pair.run_for(500_000);
    assert_eq!(pair.connections, 1);
    pair.is_down = false;
    pair.feed(Input::Online);
    pair.run_for(1000);
    assert!(pair.page.is_online());
}

#[test]
fn the_person_can_have_it_tried_again_at_once() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.is_down = true;
    pair.cut();
    pair.run_for(100_000);
    pair.is_down = false;
    pair.act(Action::Reconnect);
    pair.run_for(1000);
    assert!(pair.page.is_online());
}

#[test]
fn a_mailbox_made_anew_on_the_server_begins_a_new_list() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.is_down = true;
    pair.cut();
    pair.act(LaterAction::SetFlag {
        uids: vec![uid(95)],
        flag: Flag::Flagged,
        value: true,
    });
    let validity = UidValidity(NonZeroU32::new(77).unwrap());
    let now = pair.now;
    pair.server.set_uid_validity(USER, "INBOX", validity, now);
    pair.is_down = false;
    pair.run_for(5_000);
    assert!(pair.page.has_rows(0..=24));
    let kinds: Vec<_> = pair.page.notices.iter().map(|notice| notice.kind).collect();
    assert!(
        kinds.contains(&ProblemKind::UidValidityChanged),
        "{kinds:?}"
    );
    // What was meant for another message is not done to this one.
    let server = pair.server.messages(USER, "INBOX");
    assert!(server.iter().all(|(_, flags)| !flags.is_flagged()));
}

#[test]
fn a_server_that_goes_down_in_order_is_tried_again() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.server.shut_down();
    pair.deliver("after the restart");
    pair.run_for(5_000);
    assert!(pair.page.is_online());
    assert_eq!(pair.page.row(0).subject, "after the restart");
}

#[test]
fn a_body_that_was_on_its_way_comes_when_the_line_is_back() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 1000);
    pair.view(500, 524);
    pair.run_for(1000);
    pair.go("INBOX", Some(uid(490)));
    pair.run_for(20);
    pair.cut();
    assert_eq!(pair.page.message.as_ref().unwrap().body, Body::Loading);
    pair.run_for(5_000);
    let view = pair.page.message.as_ref().unwrap();
    assert!(
        matches!(view.body, Body::Text(_) | Body::Html(_)),
        "{:?}",
        view.body
    );
}

#[test]
fn the_line_may_be_cut_after_any_octet_of_a_login() {
    for after in (1..4_000).step_by(97) {
        let mut pair = Pair::with_inbox(Profile::Dovecot, 20);
        pair.log_in("INBOX", Some(uid(7)));
        pair.cut_after = Some(after);
        pair.run_for(10_000);
        if matches!(pair.page.session, Some(SessionState::LoggedOut(_))) {
            // It never came to a session: the person tries again.
            pair.log_in("INBOX", Some(uid(7)));
            pair.run_for(5_000);
        }
        assert!(pair.page.is_online(), "cut after {after}");
        assert!(pair.page.has_rows(0..=19), "cut after {after}");
        let view = pair.page.message.as_ref();
        let body = view.map(|view| &view.body);
        assert!(
            matches!(body, Some(Body::Text(_) | Body::Html(_))),
            "cut after {after}: {body:?}"
        );
    }
}

#[test]
fn a_line_that_died_in_silence_is_noticed_within_a_minute_of_use() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.is_down = true;
    pair.act(LaterAction::SetFlag {
        uids: vec![uid(95)],
        flag: Flag::Flagged,
        value: true,
    });
    pair.run_for(62_000);
    assert!(!pair.page.is_online(), "{:?}", pair.page.session);
    pair.is_down = false;
    pair.run_for(10_000);
    assert!(pair.page.is_online());
    let server = pair.server.messages(USER, "INBOX");
    assert!(
        server
            .iter()
            .any(|(at, flags)| *at == uid(95) && flags.is_flagged())
    );
}

#[test]
fn a_line_that_died_while_the_machine_slept_is_noticed_soon_after_waking() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.is_down = true;
    pair.now.0 += 3_600_000;
    let news = pair.deliver("while asleep");
    pair.feed(Input::Woke);
    pair.is_down = false;
    // The network is back, but the old line does not know of it.
    pair.forget_lines();
    pair.run_for(8_000);
    assert!(pair.page.is_online(), "{:?}", pair.page.session);
    assert_eq!(pair.page.row(0).uid, news);
    assert_eq!(pair.connections, 2);
}

#[test]
fn a_clock_that_is_set_back_an_hour_delays_nothing() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.now.0 -= 3_600_000;
    pair.is_down = true;
    pair.cut();
    let Some(SessionState::Offline { retry_at, .. }) = pair.page.session else {
        panic!("{:?}", pair.page.session);
    };
    let wait = retry_at.unwrap().since(pair.now);
    assert!(
        (0..=1).contains(&wait.as_secs()),
        "told in the browser's time: {wait:?}"
    );
    pair.is_down = false;
    pair.run_for(3_000);
    assert!(pair.page.is_online(), "{:?}", pair.page.session);
    let news = pair.deliver("an hour ago");
    pair.run_for(3_000);
    assert_eq!(pair.page.row(0).uid, news);
}

#[test]
fn a_clock_that_jumps_ahead_does_no_harm() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.now.0 += 400 * 86_400_000;
    pair.act(Action::Refresh);
    pair.run_for(8_000);
    assert!(pair.page.is_online(), "{:?}", pair.page.session);
    let news = pair.deliver("next year");
    pair.run_for(3_000);
    assert_eq!(pair.page.row(0).uid, news);
}

#[test]
fn a_busy_server_is_left_in_peace_for_a_while() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    pair.server.limit_connections(Some(0));
    pair.cut();
    pair.run_for(60_000);
    assert!((3..=5).contains(&pair.connections), "{}", pair.connections);
    let state = pair.page.session.clone();
    let is_busy = matches!(state, Some(SessionState::Offline { problem, .. })
        if problem.kind == ProblemKind::ServerBusy);
    assert!(is_busy);
    pair.server.limit_connections(None);
    pair.run_for(64_000);
    assert!(pair.page.is_online());
}

#[test]
fn a_server_that_lets_nobody_in_is_asked_every_quarter_of_an_hour_in_the_end() {
    let mut pair = Pair::at_inbox(Profile::Gmail, 100);
    pair.server.limit_connections(Some(0));
    pair.cut();
    pair.run_for(3_600_000);
    let before = pair.connections;
    pair.run_for(3_600_000);
    let tries = pair.connections - before;
    assert!((3..=5).contains(&tries), "{tries}");
    pair.server.limit_connections(None);
    pair.act(Action::Reconnect);
    pair.run_for(3_000);
    assert!(pair.page.is_online(), "at once at the person's word");
}

/// What Exchange answers to whoever asks for too much.
const THROTTLED: &str = "BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds";

#[test]
fn a_server_is_left_alone_for_as_long_as_it_asks_and_then_asked_again() {
    let mut pair = Pair::at_inbox(Profile::Office365, 100);
    pair.server.refuse_next("SELECT", THROTTLED);
    pair.go("Sent", None);
    pair.run_for(1_000);
    let state = pair.page.session.clone();
    let is_busy = matches!(state, Some(SessionState::Offline { problem, .. })
        if problem.kind == ProblemKind::ServerBusy);
    assert!(is_busy);
    let connections = pair.connections;
    pair.run_for(91_000);
    assert_eq!(pair.connections, connections);
    pair.run_for(5_000);
    assert!(pair.page.is_online());
    assert_eq!(pair.page.total(), Some(0), "Sent is open after all");
}

#[test]
fn what_was_throttled_is_done_later() {
    for (verb, is_flagged) in [("UID STORE", true), ("UID FETCH", false)] {
        let mut pair = Pair::at_inbox(Profile::Office365, 100);
        pair.server.refuse_next(verb, THROTTLED);
        if is_flagged {
            pair.act(LaterAction::SetFlag {
                uids: vec![uid(90)],
                flag: Flag::Flagged,
                value: true,
            });
        }
        pair.go("INBOX", Some(uid(50)));
        pair.run_for(1_000);
        assert!(!pair.page.is_online(), "{verb}");
        pair.run_for(100_000);
        assert!(pair.page.is_online(), "{verb}");
        let view = pair.page.message.as_ref().unwrap();
        assert!(
            !matches!(view.body, Body::Failed(_) | Body::Loading),
            "{verb}"
        );
        let messages = pair.server.messages(USER, "INBOX");
        let flags = messages.iter().find(|(at, _)| *at == uid(90));
        let is_there = flags.is_some_and(|(_, flags)| flags.contains(&Flag::Flagged));
        assert_eq!(is_there, is_flagged, "{verb}");
        assert_eq!(pair.page.notices, [], "{verb}");
    }
}

#[test]
fn a_session_that_exchange_has_cut_off_from_its_mail_is_begun_anew() {
    let mut pair = Pair::at_inbox(Profile::Office365, 100);
    let cut_off = "BAD User is authenticated but not connected.";
    pair.server.refuse_next("SELECT", cut_off);
    pair.go("Sent", None);
    pair.run_for(1_000);
    assert!(!pair.page.is_online());
    pair.run_for(17_000);
    assert!(pair.page.is_online());
    assert_eq!(pair.page.total(), Some(0));
}

#[test]
fn a_uid_that_was_given_to_another_message_shows_that() {
    let mut pair = Pair::at_inbox(Profile::Office365, 100);
    pair.go("INBOX", Some(uid(98)));
    pair.run_for(1_000);
    assert!(pair.page.message.is_some());
    pair.go("Sent", None);
    pair.run_for(1_000);
    let other = plain_message("Quite another, and of another length");
    pair.server
        .rewrite(USER, "INBOX", uid(98), other.as_bytes());
    pair.go("INBOX", None);
    pair.run_for(2_000);
    let row = pair.page.row(2);
    assert_eq!(row.uid, uid(98));
    assert_eq!(row.subject, "Quite another, and of another length");
    pair.go("INBOX", Some(uid(98)));
    pair.run_for(2_000);
    let view = pair.page.message.as_ref().unwrap();
    let Body::Text(text) = &view.body else {
        panic!("{:?}", view.body);
    };
    assert!(format!("{text:?}").contains("Quite another"));
}

#[test]
fn what_waits_for_the_line_is_not_done_to_another_message_of_the_same_uid() {
    for for_ever in [false, true] {
        let mut pair = Pair::at_inbox(Profile::Office365, 100);
        pair.is_down = true;
        pair.cut();
        for (operation, message) in [(1, 98), (2, 97)] {
            pair.act(LaterAction::Operate {
                operation: OperationId(operation),
                selection: Selection::Uids([uid(message)].into_iter().collect()),
                deed: Deed::Delete { for_ever },
            });
        }
        let other = plain_message("Quite another, and of another length");
        pair.server
            .rewrite(USER, "INBOX", uid(98), other.as_bytes());
        pair.is_down = false;
        pair.run_for(130_000);
        assert!(pair.page.is_online());
        let messages = pair.server.messages(USER, "INBOX");
        let is_there = |of| messages.iter().any(|(at, _)| *at == uid(of));
        assert!(is_there(98), "it is nobody's wish that this one goes");
        assert!(!is_there(97), "this one is the same as ever");
        let row = pair.page.find(uid(98)).unwrap();
        assert_eq!(row.subject, "Quite another, and of another length");
        let states = &pair.page.operations[&OperationId(1)];
        let gone = Problem::new(ProblemKind::MessageGone);
        assert_eq!(states.last(), Some(&OperationState::Failed(gone)));
    }
}

#[test]
fn a_message_over_which_the_server_hangs_up_is_given_up_and_the_rest_goes_on() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 100);
    // On each of four lines it is asked for the body and the header at once.
    for _ in 0..8 {
        let goodbye = b"* BYE FETCH failed: Internal error occurred.\r\n";
        pair.server.say_instead_of_next("UID FETCH", goodbye);
    }
    pair.go("INBOX", Some(uid(90)));
    pair.run_for(60_000);
    let view = pair.page.message.as_ref().unwrap();
    assert!(matches!(view.body, Body::Failed(_)), "{:?}", view.body);
    assert!(pair.page.is_online());
    assert_eq!(pair.connections, 5, "and not on and on");
    pair.go("INBOX", Some(uid(89)));
    pair.run_for(3_000);
    let view = pair.page.message.as_ref().unwrap();
    assert!(!matches!(view.body, Body::Failed(_) | Body::Loading));
    // The person wants it tried again, and the server has recovered.
    pair.go("INBOX", Some(uid(90)));
    pair.act(Action::Refresh);
    pair.run_for(3_000);
    let view = pair.page.message.as_ref().unwrap();
    assert!(!matches!(view.body, Body::Failed(_) | Body::Loading));
}

#[test]
fn a_message_that_a_server_falls_over_costs_no_other_its_row() {
    for profile in [
        Profile::Full,
        Profile::Dovecot,
        Profile::Gmail,
        Profile::Office365,
        Profile::Bare,
    ] {
        // A row that is asked for with SELECT, one further down, and new mail.
        for deadly in [4_990, 4_000, 5_001] {
            let mut pair = Pair::with_inbox(profile, 5_000);
            if deadly == 4_990 {
                pair.server.fall_over(USER, "INBOX", uid(deadly));
            }
            pair.log_in("INBOX", None);
            pair.run_for(60_000);
            pair.server.fall_over(USER, "INBOX", uid(deadly));
            if deadly == 5_001 {
                pair.deliver("deadly");
            }
            let first = if deadly == 4_000 { 990 } else { 0 };
            pair.view(first, first + 24);
            pair.run_for(300_000);
            assert!(pair.page.is_online(), "{profile:?}, {deadly}");
            let first = first as usize;
            assert!(
                pair.page.has_rows(first..=first + 24),
                "{profile:?}, {deadly}"
            );
            let unknown = (first..=first + 24).filter(|row| pair.page.row(*row).subject.is_empty());
            // NOTIFY brings new mail's row without a question.
            let is_told = deadly == 5_001 && [Profile::Full, Profile::Dovecot].contains(&profile);
            assert_eq!(
                unknown.count(),
                usize::from(!is_told),
                "{profile:?}, {deadly}"
            );
            let connections = pair.connections;
            pair.run_for(600_000);
            assert_eq!(pair.connections, connections, "{profile:?}, {deadly}");
        }
    }
}
