//! The person's own answers, counted with the conversations of a list.

use crate::conversing::{folded, letter, members, told};
use crate::gathering::answered;
use demo_server::Profile;
use laboratory::{Pair, USER, uid};
use mail_engine::{Conversation, LaterAction, Outgoing, OutgoingId};
use mail_model::{Address, Letter, LetterContent, MessageId, SearchKey};

fn of(pair: &Pair, latest: u32) -> Option<&Conversation> {
    told(pair).iter().find(|told| told.latest == uid(latest))
}

fn people(pair: &Pair, latest: u32) -> Vec<&str> {
    let told = of(pair, latest).into_iter();
    let people = told.flat_map(|told| &told.people);
    people.map(|who| who.name.as_str()).collect()
}

#[test]
fn ones_own_answers_count_and_their_author_is_one_of_the_people() {
    for profile in [
        Profile::Full,
        Profile::Dovecot,
        Profile::Cyrus,
        Profile::Gmail,
    ] {
        let mut pair = answered(profile, 4);
        // They were written meanwhile, which not every server tells at once.
        pair.run_for(65_000);
        let first = of(&pair, 5).unwrap();
        assert_eq!(members(first), [5, 3, 1], "{profile:?}");
        assert_eq!((first.answers, first.unread), (1, 3), "{profile:?}");
        assert_eq!(people(&pair, 5), ["ann", "bob", "robin"], "{profile:?}");
        assert_eq!(of(&pair, 6).unwrap().answers, 0, "{profile:?}");
        assert_eq!(of(&pair, 4), None, "{profile:?}: one alone is none");
    }
}

#[test]
fn a_message_alone_that_was_answered_is_a_conversation() {
    let mut pair = answered(Profile::Dovecot, 4);
    // An answer, and another to that one, from another address.
    let first = letter(20, "robin", 4, Some(4));
    let second = letter(21, "rob", 20, Some(20));
    pair.deliver_raw("Sent", first.as_bytes());
    pair.run_for(65_000);
    let alone = of(&pair, 4).unwrap();
    assert_eq!((members(alone), alone.answers), (vec![4], 1));
    assert!(!alone.is_open);
    pair.deliver_raw("Sent", second.as_bytes());
    pair.run_for(65_000);
    assert_eq!(of(&pair, 4).unwrap().answers, 2);
    assert_eq!(people(&pair, 4), ["eve", "robin", "rob"]);
    let own = ["rob@example.org", "robin@example.org"];
    assert_eq!(of(&pair, 4).unwrap().answered_as, own);
    // Each letter was read but once.
    let asked = pair
        .said
        .lines()
        .filter(|line| line.contains("(FROM MESSAGE-ID"));
    assert_eq!(asked.count(), 3, "{}", pair.said);
}

#[test]
fn what_the_person_began_belongs_to_what_answers_it() {
    let mut pair = answered(Profile::Dovecot, 4);
    pair.deliver_raw("Sent", letter(30, "robin", 30, None).as_bytes());
    pair.deliver_raw("INBOX", letter(31, "cem", 30, Some(30)).as_bytes());
    pair.run_for(65_000);
    let answer = told(&pair)
        .iter()
        .find(|told| people_of(told) == ["cem", "robin"]);
    let answer = answer.or_else(|| {
        told(&pair)
            .iter()
            .find(|told| people_of(told) == ["robin", "cem"])
    });
    assert_eq!(
        answer.map(|told| told.answers),
        Some(1),
        "{:?}",
        told(&pair)
    );
}

fn people_of(told: &Conversation) -> Vec<&str> {
    told.people.iter().map(|who| who.name.as_str()).collect()
}

#[test]
fn a_letter_counts_as_soon_as_it_is_among_the_sent() {
    let mut pair = answered(Profile::Dovecot, 4);
    pair.run_for(5_000);
    let address = |address: &str| Address {
        name: String::new(),
        address: address.to_owned(),
    };
    pair.act(LaterAction::Send(Box::new(Outgoing {
        id: OutgoingId(1),
        letter: Letter {
            from: address("robin@example.org"),
            to: vec![address("eve@example.org")],
            in_reply_to: Some(MessageId("4@x".to_owned())),
            content: LetterContent::Text("Yes.\n".to_owned()),
            ..Letter::default()
        },
        keeps_copy: true,
        marks: Vec::new(),
    })));
    pair.run_for(5_000);
    assert_eq!(of(&pair, 4).map(|told| told.answers), Some(1));
}

#[test]
fn an_answer_that_is_gone_counts_no_more_and_one_that_is_here_counts_once() {
    let mut pair = answered(Profile::Dovecot, 4);
    // The same letter in the inbox too, as a list sends it back.
    pair.deliver_raw("INBOX", letter(8, "robin", 1, Some(5)).as_bytes());
    pair.run_for(65_000);
    let latest = told(&pair).iter().find(|told| told.members.len() == 4);
    assert_eq!(latest.unwrap().answers, 0);
    pair.deliver_raw("Sent", letter(20, "robin", 4, Some(4)).as_bytes());
    pair.run_for(65_000);
    assert_eq!(of(&pair, 4).map(|told| told.answers), Some(1));
    let (last, _) = pair.server.messages(USER, "Sent").pop().unwrap();
    pair.server.expunge(USER, "Sent", last, pair.now);
    pair.hear_server();
    pair.run_for(65_000);
    assert_eq!(of(&pair, 4), None);
}

#[test]
fn without_a_connection_beside_the_first_the_list_stays_where_it_is() {
    let mut pair = answered(Profile::Dovecot, 1);
    pair.run_for(65_000);
    assert_eq!(of(&pair, 5).unwrap().answers, 0);
    assert!(!pair.said.contains("SELECT Sent"), "{}", pair.said);
}

#[test]
fn what_was_looked_for_is_counted_as_it_was_found() {
    let mut pair = answered(Profile::Dovecot, 4);
    let mut view = folded();
    view.query = Some(SearchKey::Subject("letter".to_owned()));
    pair.show("INBOX", view);
    pair.run_for(5_000);
    assert_eq!(of(&pair, 5).map(|told| told.answers), Some(0));
}

#[test]
fn what_was_on_its_way_when_the_line_was_lost_comes_all_the_same() {
    let mut pair = answered(Profile::Dovecot, 4);
    pair.cut();
    pair.run_for(30_000);
    assert_eq!(of(&pair, 5).unwrap().answers, 1);
}
