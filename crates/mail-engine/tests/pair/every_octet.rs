//! One short session, cut after each octet of it, in both directions: whatever
//! was under way is true in the end, and nothing that was asked for is lost in
//! silence.

use demo_server::{Profile, Server};
use laboratory::model::{When, judge};
use laboratory::{Pair, START, USER, plain_message, uid};
use mail_engine::{Action, Body, SessionState};
use mail_model::{Flag, Flags};

/// Which direction is cut.
#[derive(Clone, Copy, Debug)]
enum Direction {
    FromServer,
    ToServer,
}

fn pair(profile: Profile) -> Pair {
    let mut server = Server::empty(profile);
    for subject in ["one", "two", "three"] {
        let raw = plain_message(subject);
        let delivered = server.deliver(USER, "INBOX", raw.as_bytes(), &Flags::default(), START);
        assert!(delivered.is_some());
    }
    server.create_mailbox(USER, "Sent", None);
    Pair::with_server(server)
}

/// Logs in, opens a message, flags another, hears of new mail and another client's
/// doings, and goes elsewhere and back. Tells whether there was anything to flag.
fn play(pair: &mut Pair) -> bool {
    pair.log_in("INBOX", None);
    pair.run_for(500);
    pair.go("INBOX", Some(uid(2)));
    pair.run_for(250);
    let can_flag = pair.page.find(uid(1)).is_some();
    if can_flag {
        pair.act(Action::SetFlag {
            uids: vec![uid(1)],
            flag: Flag::Flagged,
            value: true,
        });
    }
    pair.run_for(150);
    pair.deliver("four");
    pair.run_for(300);
    if pair
        .server
        .messages(USER, "INBOX")
        .iter()
        .any(|(u, _)| *u == uid(3))
    {
        pair.expunge(uid(3));
    }
    pair.go("Sent", None);
    pair.run_for(150);
    pair.go("INBOX", Some(uid(2)));
    pair.run_for(250);
    can_flag
}

fn cut_after_every_octet(profile: Profile, direction: Direction) {
    let mut unhurt = pair(profile);
    play(&mut unhurt);
    let octets = match direction {
        Direction::FromServer => unhurt.received,
        Direction::ToServer => unhurt.said.len(),
    };
    assert!(octets > 300, "{octets}");
    for after in 1..octets {
        let run = format!("{profile:?} {direction:?} {after}");
        let mut pair = pair(profile);
        match direction {
            Direction::FromServer => pair.cut_after = Some(after),
            Direction::ToServer => pair.cut_sending_after = Some(after),
        }
        let mut has_flagged = play(&mut pair);
        pair.cut_after = None;
        pair.cut_sending_after = None;
        if matches!(pair.page.session, Some(SessionState::LoggedOut(_))) {
            // It never came to a session, and the person was told: once more.
            has_flagged = play(&mut pair);
        }
        pair.run_for(6_000);
        pair.view(0, 9);
        pair.run_for(60_000);
        judge(&pair, &run, When::InTheEnd);
        let flagged = pair.server.messages(USER, "INBOX");
        let is_flagged = |(at, flags): &(_, Flags)| *at == uid(1) && flags.is_flagged();
        let is_lost = has_flagged && !flagged.iter().any(is_flagged);
        assert!(!is_lost, "{run}: the flag was lost");
        let view = pair.page.message.as_ref().expect(&run);
        assert!(
            matches!(view.body, Body::Text(_)),
            "{run}: {:.200?}",
            view.body
        );
    }
}

#[test]
fn a_session_may_be_cut_after_every_octet_of_dovecot() {
    cut_after_every_octet(Profile::Dovecot, Direction::FromServer);
}

#[test]
fn a_session_may_be_cut_after_every_octet_for_dovecot() {
    cut_after_every_octet(Profile::Dovecot, Direction::ToServer);
}

#[test]
fn a_session_may_be_cut_after_every_octet_of_a_bare_server() {
    cut_after_every_octet(Profile::Bare, Direction::FromServer);
}

#[test]
fn a_session_may_be_cut_after_every_octet_for_a_bare_server() {
    cut_after_every_octet(Profile::Bare, Direction::ToServer);
}
