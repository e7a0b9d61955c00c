use demo_server::{Profile, Server};
use laboratory::{Pair, USER, uid};
use mail_engine::{Action, Credential, SessionState};
use mail_model::{ProblemKind, Secret, SpecialUse};

const PROFILES: [Profile; 5] = [
    Profile::Full,
    Profile::Dovecot,
    Profile::Gmail,
    Profile::Office365,
    Profile::Bare,
];

#[test]
fn from_the_open_connection_to_the_first_rows_it_takes_two_round_trips() {
    for count in [1_000, 100_000] {
        let mut pair = Pair::with_inbox(Profile::Dovecot, count);
        pair.log_in("INBOX", None);
        // The greeting is the server's half of a round trip, and nobody can ask before it.
        pair.run_for(50);
        let round_trips = pair.round_trips_until(|page| page.has_rows(0..=24));
        assert!(round_trips <= 2, "{round_trips} for {count}");
        assert_eq!(pair.page.total(), Some(count));
    }
}

#[test]
fn a_mailbox_that_is_known_from_before_takes_one_round_trip() {
    for count in [1_000, 100_000] {
        let mut pair = Pair::at_inbox(Profile::Dovecot, count);
        pair.reload("INBOX", None);
        pair.run_for(50);
        let round_trips = pair.round_trips_until(|page| page.has_rows(0..=24));
        assert_eq!(round_trips, 1, "for {count}");
    }
}

#[test]
fn opening_a_hundred_thousand_messages_moves_less_than_a_hundred_kilobytes() {
    let mut pair = Pair::with_inbox(Profile::Dovecot, 100_000);
    pair.log_in("INBOX", None);
    pair.round_trips_until(|page| page.total().is_some());
    pair.view(0, 29);
    pair.run_for(5_000);
    assert!(pair.page.has_rows(0..=29));
    assert!(pair.received < 100_000, "{} octets", pair.received);
}

#[test]
fn a_token_logs_in_where_a_password_would_and_over_a_reload() {
    for (profile, is_offered) in [
        (Profile::Gmail, true),
        (Profile::Office365, true),
        (Profile::Full, true),
        (Profile::Dovecot, false),
    ] {
        let mut pair = Pair::with_inbox(profile, 10);
        pair.server.set_token(USER, Some("ya29"));
        pair.log_in_by(Credential::Token(Secret::new("ya29")), "INBOX", None);
        pair.run_for(5_000);
        assert_eq!(pair.page.is_online(), is_offered, "{profile:?}");
        if !is_offered {
            let state = pair.page.session.clone();
            let Some(SessionState::LoggedOut(Some(problem))) = state else {
                panic!("{state:?}");
            };
            assert_eq!(problem.kind, ProblemKind::LoginNotPossible);
            continue;
        }
        pair.reload("INBOX", None);
        pair.run_for(5_000);
        assert!(pair.page.is_online() && pair.page.has_rows(0..=9));
    }
}

#[test]
fn every_kind_of_server_ends_in_rows_mailboxes_and_counts() {
    for profile in PROFILES {
        let pair = Pair::at_inbox(profile, 100);
        assert!(pair.page.has_rows(0..=24), "{profile:?}");
        let inbox = &pair.page.mailboxes[0].mailbox;
        assert!(inbox.name.is_inbox(), "{profile:?}");
        assert_eq!(
            pair.page.counts.get(&inbox.name),
            Some(&(100, 10)),
            "{profile:?}"
        );
        assert_eq!(pair.page.mailboxes.len(), 4, "{profile:?}");
    }
}

#[test]
fn the_tree_shows_the_inbox_then_what_is_special_then_the_rest() {
    let mut server = Server::empty(Profile::Dovecot);
    for (name, special_use) in [
        ("Archive", Some(SpecialUse::Archive)),
        ("Projects/Boat", None),
        ("Papierkorb", Some(SpecialUse::Trash)),
        ("Gesendet", Some(SpecialUse::Sent)),
    ] {
        server.create_mailbox(USER, name, special_use);
    }
    let mut pair = Pair::with_server(server);
    pair.log_in("INBOX", None);
    pair.run_for(1000);
    let tree = pair.page.mailboxes.iter();
    let tree: Vec<_> = tree
        .map(|entry| (entry.depth, entry.mailbox.leaf_name()))
        .collect();
    let expected = [
        (0, "INBOX"),
        (0, "Gesendet"),
        (0, "Papierkorb"),
        (0, "Archive"),
        (0, "Projects"),
        (1, "Boat"),
    ];
    assert_eq!(tree, expected);
}

#[test]
fn a_wrong_password_is_told_and_not_tried_again() {
    for profile in PROFILES {
        let mut pair = Pair::with_inbox(profile, 10);
        pair.log_in_with("wrong", "INBOX", None);
        pair.run_for(200_000);
        let state = pair.page.session.clone();
        let Some(SessionState::LoggedOut(Some(problem))) = state else {
            panic!("{profile:?}: {state:?}");
        };
        assert_eq!(problem.kind, ProblemKind::WrongCredentials);
        assert_eq!(pair.connections, 1);
        assert!(pair.page.list_problem.is_none() && pair.page.notices.is_empty());
        pair.log_in("INBOX", None);
        pair.run_for(1000);
        assert!(pair.page.is_online());
    }
}

#[test]
fn a_server_that_cannot_be_reached_is_told_at_the_login() {
    let mut pair = Pair::with_inbox(Profile::Dovecot, 10);
    pair.is_down = true;
    pair.log_in("INBOX", None);
    pair.run_for(200_000);
    assert!(matches!(
        &pair.page.session,
        Some(SessionState::LoggedOut(Some(problem))) if problem.kind == ProblemKind::ConnectionLost
    ));
    assert_eq!(pair.connections, 1);
}

#[test]
fn a_session_that_was_kept_waits_for_a_server_that_cannot_be_reached() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 10);
    pair.is_down = true;
    pair.reload("INBOX", None);
    pair.run_for(10_000);
    assert!(!matches!(
        pair.page.session,
        Some(SessionState::LoggedOut(_))
    ));
    pair.is_down = false;
    pair.run_for(20_000);
    assert!(pair.page.is_online() && pair.page.has_rows(0..=9));
}

#[test]
fn a_password_that_was_changed_meanwhile_is_asked_for() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 10);
    pair.server.set_password(USER, "changed");
    pair.cut();
    pair.run_for(200_000);
    assert!(matches!(
        &pair.page.session,
        Some(SessionState::LoggedOut(Some(problem))) if problem.kind == ProblemKind::WrongCredentials
    ));
    assert_eq!(pair.connections, 2);
    assert!(pair.kept.is_none());
}

#[test]
fn logging_out_says_so_to_the_server_and_forgets_everything() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 10);
    assert!(pair.kept.is_some());
    pair.act(Action::Logout);
    assert_eq!(pair.page.session, Some(SessionState::LoggedOut(None)));
    assert!(pair.kept.is_none());
    pair.run_for(1000);
    assert!(pair.said.contains("LOGOUT"));
    assert_eq!(pair.server.session_count(), 0);
    pair.run_for(200_000);
    assert_eq!(pair.connections, 1);
}

#[test]
fn a_link_to_a_message_survives_the_login() {
    let mut pair = Pair::with_inbox(Profile::Dovecot, 1000);
    pair.log_in("INBOX", Some(uid(500)));
    pair.run_for(50);
    let round_trips = pair.round_trips_until(|page| {
        page.message
            .as_ref()
            .is_some_and(|view| !matches!(view.body, mail_engine::Body::Loading))
    });
    assert!(round_trips <= 3, "{round_trips}");
    assert_eq!(pair.page.message.as_ref().unwrap().message.uid, uid(500));
}

#[test]
fn the_page_is_told_whose_mail_it_shows_at_login_and_after_a_reload() {
    let account = Some((USER.to_owned(), "demo".to_owned()));
    let mut pair = Pair::with_inbox(Profile::Dovecot, 20);
    pair.log_in("INBOX", None);
    assert_eq!(pair.page.account, account);
    pair.run_for(500);
    pair.reload("INBOX", None);
    assert_eq!(pair.page.account, account);
    pair.act(Action::Logout);
    assert_eq!(pair.page.account, None);
}

#[test]
fn a_reload_right_after_the_login_needs_no_password() {
    let mut pair = Pair::with_inbox(Profile::Dovecot, 20);
    pair.log_in("INBOX", None);
    pair.run_for(500);
    let kept = pair.kept.clone().expect("the session is kept");
    assert!(kept.capabilities.iter().any(|name| name == "ESEARCH"));
    pair.reload("INBOX", None);
    pair.run_for(500);
    assert!(pair.page.is_online());
}
