//! The open message's conversation, wherever its messages lie.

use crate::conversing::{folded, inbox_of, letter, shown, unread};
use demo_server::Profile;
use laboratory::{Page, Pair, USER, uid};
use mail_engine::LaterAction;
use mail_model::{Flag, MailboxName};

fn open(pair: &mut Pair, message: u32) {
    let place = mail_engine::Place {
        mailbox: MailboxName::inbox(),
        view: folded(),
        message: Some(uid(message)),
        message_id: None,
    };
    pair.act(mail_engine::Action::Go(place));
}

fn gathered(page: &Page) -> Vec<&str> {
    let members = page.gathered.iter();
    members
        .map(|member| member.summary.subject.as_str())
        .collect()
}

/// The inbox with an answer of the person's own to letter 5, in the mailbox for
/// sent mail.
pub(super) fn answered(profile: Profile, connections: usize) -> Pair {
    let mut pair = inbox_of(Pair::with_inbox(profile, 0).limited_to(connections));
    let own = letter(8, "robin", 1, Some(5));
    pair.deliver_raw("Sent", own.as_bytes());
    let other = letter(9, "robin", 40, Some(40));
    pair.deliver_raw("Sent", other.as_bytes());
    pair.run_for(1_000);
    pair.show("INBOX", folded());
    pair.run_for(3_000);
    pair
}

#[test]
fn a_conversation_is_gathered_with_ones_own_answers() {
    for profile in [Profile::Full, Profile::Dovecot, Profile::Cyrus] {
        let mut pair = answered(profile, 4);
        open(&mut pair, 5);
        pair.run_for(5_000);
        let all = ["letter 1", "letter 3", "letter 5", "letter 8"];
        assert_eq!(gathered(&pair.page), all, "{profile:?}");
        let own = &pair.page.gathered[3].message;
        assert!(own.mailbox.as_str().contains("Sent"), "{profile:?}");
        let own = own.clone();
        pair.act(LaterAction::OpenMember(own.clone()));
        pair.run_for(2_000);
        let view = &pair.page.members[&own];
        let says = format!("{:?}", view.body);
        assert!(says.contains("This is 8"), "{profile:?}: {says}");
    }
}

#[test]
fn what_lies_elsewhere_takes_two_round_trips_once_a_connection_is_there() {
    let mut pair = answered(Profile::Dovecot, 4);
    open(&mut pair, 6);
    pair.run_for(5_000);
    open(&mut pair, 5);
    let trips = pair.round_trips_until(|page| gathered(page).len() == 4);
    // The message itself, and behind it the search and its rows.
    assert!(trips <= 4, "{trips}");
}

#[test]
fn a_message_that_is_read_beside_another_is_marked_and_kept_apart() {
    let mut pair = answered(Profile::Dovecot, 4);
    open(&mut pair, 5);
    pair.run_for(5_000);
    let first = pair.page.gathered[0].message.clone();
    assert_eq!(first.uid, uid(1));
    pair.act(LaterAction::OpenMember(first.clone()));
    let trips = pair.round_trips_until(|page| {
        let view = page.members.get(&first);
        view.is_some_and(|view| format!("{:?}", view.body).contains("This is 1"))
    });
    assert!(trips <= 1, "{trips}");
    pair.run_for(2_000);
    assert_eq!(pair.page.message.as_ref().unwrap().message.uid, uid(5));
    let read = pair.server.messages(USER, "INBOX").into_iter();
    let read = read.filter(|(_, flags)| flags.is_seen());
    let read: Vec<u32> = read.map(|(uid, _)| uid.value()).collect();
    assert_eq!(read, [1, 5], "3 was not opened");
    // The line is lost, and nothing of it.
    pair.cut();
    pair.act(LaterAction::CloseMember(first.clone()));
    pair.act(LaterAction::OpenMember(
        pair.page.gathered[1].message.clone(),
    ));
    pair.run_for(30_000);
    assert!(
        pair.page
            .members
            .keys()
            .any(|message| message.uid == uid(3))
    );
}

#[test]
fn where_there_is_one_connection_it_goes_and_comes_back() {
    for profile in [Profile::Full, Profile::Dovecot, Profile::Cyrus] {
        let mut pair = answered(profile, 1);
        open(&mut pair, 3);
        pair.run_for(5_000);
        let all = ["letter 1", "letter 3", "letter 5", "letter 8"];
        assert_eq!(gathered(&pair.page), all, "{profile:?}");
        // The list is there as before, and hears of what comes.
        let id = pair.page.list.as_ref().unwrap().id;
        pair.deliver_raw("INBOX", letter(10, "eve", 4, Some(4)).as_bytes());
        pair.run_for(65_000);
        assert_eq!(pair.page.list.as_ref().unwrap().id, id, "{profile:?}");
        assert_eq!(pair.page.total(), Some(3), "{profile:?}");
        assert!(shown(&pair).contains(&7), "{profile:?}");
        // One's own answer is read by the same way.
        let own = pair.page.gathered[3].message.clone();
        pair.act(LaterAction::OpenMember(own.clone()));
        pair.run_for(5_000);
        let says = format!("{:?}", pair.page.members[&own].body);
        assert!(says.contains("This is 8"), "{profile:?}: {says}");
        assert_eq!(pair.page.list.as_ref().unwrap().id, id, "{profile:?}");
    }
}

#[test]
fn a_server_that_names_conversations_is_asked_by_that_name() {
    for profile in [Profile::Full, Profile::Cyrus, Profile::Gmail] {
        let mut pair = answered(profile, 4);
        open(&mut pair, 5);
        pair.run_for(5_000);
        let all = ["letter 1", "letter 3", "letter 5", "letter 8"];
        assert_eq!(gathered(&pair.page), all, "{profile:?}");
        let mut searches = pair.said.lines().filter(|line| line.contains("SEARCH"));
        let names = ["THREADID ", "X-GM-THRID "];
        let by_name = searches.any(|line| names.iter().any(|name| line.contains(name)));
        assert!(by_name, "{profile:?}: {}", pair.said);
    }
}

#[test]
fn the_others_of_a_conversation_are_fetched_beforehand() {
    let mut pair = answered(Profile::Dovecot, 4);
    open(&mut pair, 5);
    pair.run_for(10_000);
    for member in pair.page.gathered.clone() {
        if member.message.uid != uid(5) || !member.message.mailbox.is_inbox() {
            pair.act(LaterAction::OpenMember(member.message.clone()));
            let trips = pair.round_trips_until(|page| {
                let view = page.members.get(&member.message);
                view.is_some_and(|view| format!("{:?}", view.body).contains("This is"))
            });
            assert_eq!(trips, 0, "{:?}", member.summary.subject);
        }
    }
}

#[test]
fn a_conversation_follows_what_arrives_and_goes() {
    let mut pair = answered(Profile::Dovecot, 4);
    open(&mut pair, 5);
    pair.run_for(5_000);
    pair.deliver_raw("INBOX", letter(10, "eve", 1, Some(5)).as_bytes());
    pair.expunge(uid(1));
    pair.run_for(65_000);
    let all = ["letter 3", "letter 5", "letter 8", "letter 10"];
    assert_eq!(gathered(&pair.page), all);
    // Another's has nothing of it.
    open(&mut pair, 4);
    pair.run_for(5_000);
    assert_eq!(
        gathered(&pair.page),
        all,
        "a message alone is told nothing of"
    );
    open(&mut pair, 6);
    pair.run_for(5_000);
    assert_eq!(gathered(&pair.page), ["letter 2", "letter 6"]);
}

#[test]
fn opened_a_conversation_is_whole_whatever_was_looked_for() {
    for profile in [Profile::Full, Profile::Dovecot, Profile::Cyrus] {
        let mut pair = answered(profile, 4);
        pair.set_flags(uid(1), &[Flag::Seen].into_iter().collect());
        pair.show("INBOX", unread());
        pair.run_for(3_000);
        let place = mail_engine::Place {
            mailbox: MailboxName::inbox(),
            view: unread(),
            message: Some(uid(5)),
            message_id: None,
        };
        pair.act(mail_engine::Action::Go(place));
        pair.run_for(5_000);
        let all = ["letter 1", "letter 3", "letter 5", "letter 8"];
        assert_eq!(gathered(&pair.page), all, "{profile:?}");
    }
}
