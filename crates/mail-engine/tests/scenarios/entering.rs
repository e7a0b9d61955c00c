//! Logging in, coming back, logging out.

use crate::stage::{SOON, Stage};
use demo_server::Profile;
use laboratory::{Pair, uid};
use mail_engine::{Action, Body, SessionState};
use mail_model::{ProblemKind, SpecialUse};

before_every_server! {
    a_login_shows_the_list_the_tree_and_the_counts,
    what_mailboxes_are_for_is_seen,
    a_wrong_password_is_told_and_the_right_one_works,
    a_link_to_a_message_survives_the_login,
    a_reload_needs_no_password,
    a_logout_forgets,
}

fn a_login_shows_the_list_the_tree_and_the_counts(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 75);
    stage.shows_what_is_there("INBOX");
    for mailbox in ["INBOX", "Sent", "Drafts", "Trash"] {
        assert!(stage.tree_has(mailbox), "{mailbox}");
        assert_eq!(stage.counts(mailbox), Some(stage.true_counts(mailbox)));
    }
    stage.was_quiet();
}

fn what_mailboxes_are_for_is_seen(profile: Profile) {
    let stage = Stage::at_inbox(profile, 1);
    for (name, purpose) in [
        ("Sent", SpecialUse::Sent),
        ("Drafts", SpecialUse::Drafts),
        ("Trash", SpecialUse::Trash),
    ] {
        let mut entries = stage.pair.page.mailboxes.iter();
        let found = entries.find(|entry| entry.mailbox.special_use == Some(purpose));
        assert_eq!(found.unwrap().mailbox.name, stage.name(name));
    }
}

fn a_wrong_password_is_told_and_the_right_one_works(profile: Profile) {
    let mut pair = Pair::with_inbox(profile, 5);
    pair.log_in_with("not it", "INBOX", None);
    pair.run_for(SOON);
    let Some(SessionState::LoggedOut(Some(problem))) = &pair.page.session else {
        panic!("{:?}", pair.page.session);
    };
    assert_eq!(problem.kind, ProblemKind::WrongCredentials);
    assert!(!problem.words.is_empty());
    let mut stage = Stage::entered(profile, pair);
    stage.shows_what_is_there("INBOX");
}

fn a_link_to_a_message_survives_the_login(profile: Profile) {
    let mut pair = Pair::with_inbox(profile, 200);
    pair.log_in("INBOX", Some(uid(17)));
    pair.run_for(SOON);
    let view = pair.page.message.as_ref().expect("it is open");
    assert_eq!(view.message.uid, uid(17));
    assert!(matches!(view.body, Body::Text(_) | Body::Html(_)));
}

fn a_reload_needs_no_password(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 40);
    stage.pair.reload("INBOX", None);
    stage.pair.deliver("meanwhile");
    stage.pair.run_for(SOON);
    stage.shows_what_is_there("INBOX");
    let sent = stage.name("Sent");
    stage.pair.reload(sent.as_str(), None);
    stage.pair.run_for(SOON);
    stage.shows_what_is_there("Sent");
    stage.was_quiet();
}

fn a_logout_forgets(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 5);
    stage.pair.act(Action::Logout);
    stage.pair.run_for(SOON);
    let pair = &stage.pair;
    assert_eq!(pair.page.session, Some(SessionState::LoggedOut(None)));
    assert!(pair.kept.is_none());
    assert_eq!(pair.server.session_count(), 0);
}
