//! News by themselves: by NOTIFY where the server has it, else by IDLE and
//! STATUS in turns.

use demo_server::Profile;
use laboratory::{Pair, USER, plain_message};
use mail_model::{Flags, MailboxName};

fn counts(pair: &Pair, mailbox: &str) -> Option<(u32, u32)> {
    pair.page.counts.get(&MailboxName::new(mailbox)).copied()
}

/// A pair at rest at its inbox: whatever is asked for then is there.
fn resting(profile: Profile) -> Pair {
    let mut pair = Pair::at_inbox(profile, 100);
    pair.run_for(10_000);
    pair.said.clear();
    pair
}

#[test]
fn a_server_that_watches_brings_new_mail_without_a_question() {
    let mut pair = resting(Profile::Full);
    let news = pair.deliver("news");
    // Half a round trip after its arrival.
    pair.run_for(50);
    assert_eq!(pair.page.row(0).uid, news);
    assert_eq!(pair.page.row(0).subject, "news");
    assert_eq!(pair.page.new_mail.len(), 1);
    // Its text is fetched beforehand, and nothing else.
    assert!(!pair.said.contains("FLAGS"), "{}", pair.said);
}

#[test]
fn a_server_that_does_not_brings_it_after_one() {
    let mut pair = resting(Profile::Gmail);
    let news = pair.deliver("news");
    pair.run_for(150);
    assert_eq!(pair.page.row(0).uid, news);
    assert_eq!(
        pair.said.matches("HEADER.FIELDS").count(),
        1,
        "{}",
        pair.said
    );
}

#[test]
fn counts_of_all_mailboxes_come_at_once_where_the_server_watches() {
    let mut pair = resting(Profile::Full);
    pair.deliver_raw("Trash", plain_message("gone").as_bytes());
    pair.run_for(2_000);
    assert_eq!(counts(&pair, "Trash"), Some((1, 1)));
    pair.said.clear();
    pair.run_for(600_000);
    assert!(!pair.said.contains("STATUS"), "{}", pair.said);
}

#[test]
fn mailboxes_that_others_make_and_delete_are_seen_where_the_server_watches() {
    let mut pair = resting(Profile::Full);
    let is_there = |pair: &Pair| {
        let mut entries = pair.page.mailboxes.iter();
        entries.any(|entry| entry.mailbox.name == MailboxName::new("Plans"))
    };
    pair.server.create_mailbox(USER, "Plans", None);
    pair.deliver_raw("Plans", plain_message("a plan").as_bytes());
    pair.run_for(2_000);
    assert!(is_there(&pair));
    assert_eq!(counts(&pair, "Plans"), Some((1, 1)));
    pair.server.delete_mailbox(USER, "Plans", pair.now);
    pair.deliver("wakes the server");
    pair.run_for(2_000);
    assert!(!is_there(&pair));
}

#[test]
fn what_was_too_much_to_tell_is_asked_for_at_once_and_the_server_watches_again() {
    let mut pair = resting(Profile::Full);
    pair.server.overflow_notifications();
    pair.server.create_mailbox(USER, "Plans", None);
    pair.deliver_raw("Plans", plain_message("a plan").as_bytes());
    pair.deliver("wakes the server");
    pair.run_for(2_000);
    assert_eq!(counts(&pair, "Plans"), Some((1, 1)));
    pair.said.clear();
    pair.deliver_raw("Plans", plain_message("another").as_bytes());
    pair.run_for(2_000);
    assert_eq!(counts(&pair, "Plans"), Some((2, 2)));
    assert!(!pair.said.contains("STATUS Plans"), "{}", pair.said);
}

#[test]
fn a_server_to_which_it_is_too_much_is_asked_in_turns_again() {
    let mut pair = resting(Profile::Full);
    for _ in 0..4 {
        pair.server.overflow_notifications();
        pair.deliver("wakes the server");
        pair.run_for(2_000);
    }
    let mut flags = Flags::default();
    flags.set(mail_model::Flag::Seen, true);
    let seen = plain_message("seen");
    let now = pair.now;
    assert!(
        pair.server
            .deliver(USER, "Sent", seen.as_bytes(), &flags, now)
            .is_some()
    );
    pair.run_for(130_000);
    assert_eq!(counts(&pair, "Sent"), Some((1, 0)));
    let news = pair.deliver("news");
    pair.run_for(2_000);
    assert_eq!(pair.page.row(0).uid, news, "the open mailbox goes on");
}
