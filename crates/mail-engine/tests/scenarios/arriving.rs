//! What others do while one looks on.

use crate::stage::{LONG, SOON, Stage};
use core::num::NonZeroU32;
use demo_server::Profile;
use laboratory::{USER, plain_message, uid};
use mail_engine::Action;
use mail_model::{Flag, Flags, UidValidity};

before_every_server! {
    new_mail_comes_to_the_top_and_is_told_once,
    what_others_remove_goes,
    what_others_flag_is_shown,
    counts_of_other_mailboxes_follow,
    a_mailbox_that_others_make_is_shown,
    a_mailbox_made_anew_is_another_one,
    a_crowd_of_changes_is_followed,
}

fn new_mail_comes_to_the_top_and_is_told_once(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 40);
    let first = stage.pair.deliver("news");
    stage.pair.run_for(LONG);
    let second = stage.pair.deliver("more");
    stage.pair.run_for(LONG);
    let told: Vec<_> = stage.pair.page.new_mail.iter().map(|row| row.uid).collect();
    assert_eq!(told, [first, second]);
    assert_eq!(stage.pair.page.row(0).subject, "more");
    stage.shows_what_is_there("INBOX");
    stage.was_quiet();
}

fn what_others_remove_goes(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 60);
    stage.pair.go("INBOX", Some(uid(58)));
    stage.pair.run_for(SOON);
    for number in [60, 31, 32, 1] {
        stage.pair.expunge(uid(number));
    }
    stage.pair.run_for(LONG);
    assert_eq!(stage.pair.page.total(), Some(56));
    let open = stage
        .pair
        .page
        .message
        .as_ref()
        .map(|view| view.message.uid);
    assert_eq!(open, Some(uid(58)), "the open one follows its UID");
    stage.shows_what_is_there("INBOX");
    stage.was_quiet();
}

fn what_others_flag_is_shown(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 40);
    stage
        .pair
        .set_flags(uid(39), &Flags::from_iter([Flag::Flagged, Flag::Seen]));
    stage.pair.set_flags(uid(38), &Flags::default());
    stage.pair.run_for(LONG);
    assert!(stage.pair.page.find(uid(39)).unwrap().flags.is_flagged());
    stage.shows_what_is_there("INBOX");
    stage.was_quiet();
}

fn counts_of_other_mailboxes_follow(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 10);
    let letter = plain_message("elsewhere");
    stage.pair.deliver_raw("Drafts", letter.as_bytes());
    stage.pair.deliver_raw("Sent", letter.as_bytes());
    // Where nobody watches, each has its turn.
    stage.pair.run_for(4 * LONG);
    for mailbox in ["Drafts", "Sent"] {
        assert_eq!(stage.counts(mailbox), Some((1, 1)), "{mailbox}");
    }
    stage.was_quiet();
}

fn a_mailbox_that_others_make_is_shown(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 10);
    stage.pair.server.create_mailbox(USER, "Plans", None);
    stage.pair.hear_server();
    stage.pair.act(Action::Refresh);
    stage.pair.run_for(SOON);
    assert!(stage.tree_has("Plans"));
    stage.open("Plans");
    stage.shows_what_is_there("Plans");
    stage.was_quiet();
}

fn a_mailbox_made_anew_is_another_one(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 40);
    let before = stage.list();
    let validity = UidValidity(NonZeroU32::new(77).unwrap());
    let now = stage.pair.now;
    stage
        .pair
        .server
        .set_uid_validity(USER, "INBOX", validity, now);
    stage.pair.hear_server();
    stage.pair.run_for(LONG);
    assert_ne!(stage.list(), before, "everything of the old one is void");
    stage.shows_what_is_there("INBOX");
}

fn a_crowd_of_changes_is_followed(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 100);
    for round in 0..4 {
        for number in 0..8 {
            stage.pair.deliver(&format!("round {round}, {number}"));
            stage.pair.expunge(uid(1 + 10 * number + round));
            let flags = [Flag::Seen, Flag::Flagged]
                .into_iter()
                .skip(round as usize % 2);
            stage.pair.set_flags(uid(5 + 10 * number), &flags.collect());
        }
        stage.pair.run_for(300);
    }
    stage.pair.act(Action::Refresh);
    stage.pair.run_for(LONG);
    stage.shows_what_is_there("INBOX");
    stage.was_quiet();
}
