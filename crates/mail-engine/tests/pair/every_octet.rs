//! One short session, cut after each octet of it, in both directions: whatever
//! was under way is true in the end, and nothing that was asked for is lost in
//! silence.

use demo_server::{Profile, Server};
use laboratory::model::{When, judge};
use laboratory::{Pair, START, USER, plain_message, uid};
use mail_engine::{
    Appended, Body, Deed, LaterAction, OperationId, OperationState, Selection, SessionState,
};
use mail_model::{Flag, Flags, MailboxName};

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
        pair.act(LaterAction::SetFlag {
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

const MOVED: OperationId = OperationId(1);
const APPENDED: OperationId = OperationId(2);
const FLAGGED: OperationId = OperationId(3);

/// Moves a message, puts one into Drafts, flags one, and takes the move back.
/// Tells whether there was anything to change.
fn change(pair: &mut Pair) -> bool {
    pair.log_in("INBOX", None);
    pair.run_for(600);
    if pair.page.find(uid(3)).is_none() || pair.page.mailboxes.is_empty() {
        return false;
    }
    let [trash, drafts] = ["Trash", "Drafts"].map(|name| MailboxName::new(pair.shown(name)));
    pair.act(LaterAction::Operate {
        operation: MOVED,
        selection: Selection::Uids(vec![uid(3)]),
        deed: Deed::Move(trash),
    });
    pair.act(LaterAction::Append {
        operation: APPENDED,
        mailbox: drafts,
        messages: vec![Appended {
            flags: Flags::default(),
            received: None,
            bytes: plain_message("new").into_bytes(),
        }],
    });
    let flag = Flag::Flagged;
    pair.act(LaterAction::Operate {
        operation: FLAGGED,
        selection: Selection::Uids(vec![uid(1)]),
        deed: Deed::SetFlag { flag, value: true },
    });
    pair.run_for(350);
    pair.act(LaterAction::Undo(MOVED));
    pair.run_for(350);
    true
}

/// How often a message is in a mailbox.
fn count(pair: &Pair, mailbox: &str, subject: &str) -> usize {
    let messages = pair.server.messages(USER, mailbox).into_iter();
    let contents = messages.filter_map(|(uid, _)| pair.server.message(USER, mailbox, uid));
    contents
        .filter(|content| *content == plain_message(subject).into_bytes())
        .count()
}

/// Each message is there once, each change has an end that the person is told,
/// and what they are told of is so.
fn cut_changes(profile: Profile, direction: Direction) {
    let begin = || {
        let mut pair = pair(profile);
        pair.server.create_mailbox(USER, "Trash", None);
        pair.server.create_mailbox(USER, "Drafts", None);
        pair
    };
    let mut unhurt = begin();
    assert!(change(&mut unhurt));
    let octets = match direction {
        Direction::FromServer => unhurt.received,
        Direction::ToServer => unhurt.said.len(),
    };
    for after in 1..octets {
        let run = format!("{profile:?} {direction:?} {after}");
        let mut pair = begin();
        match direction {
            Direction::FromServer => pair.cut_after = Some(after),
            Direction::ToServer => pair.cut_sending_after = Some(after),
        }
        let mut has_changed = change(&mut pair);
        pair.cut_after = None;
        pair.cut_sending_after = None;
        if matches!(pair.page.session, Some(SessionState::LoggedOut(_))) {
            has_changed = change(&mut pair);
        }
        pair.run_for(6_000);
        pair.view(0, 9);
        pair.run_for(60_000);
        judge(&pair, &run, When::InTheEnd);
        if !has_changed {
            continue;
        }
        let ended = [MOVED, APPENDED, FLAGGED].map(|operation| {
            let states = &pair.page.operations[&operation];
            states.last().cloned().expect("it was told")
        });
        let is_pending = |state: &OperationState| matches!(state, OperationState::Pending { .. });
        assert!(!ended.iter().any(is_pending), "{run}: {ended:?}");
        let three = ["INBOX", "Trash"].map(|mailbox| count(&pair, mailbox, "three"));
        assert_eq!(three.iter().sum::<usize>(), 1, "{run}: {three:?} {ended:?}");
        if ended[0] == OperationState::Undone {
            assert_eq!(three, [1, 0], "{run}: {ended:?}");
        }
        let new = count(&pair, "Drafts", "new");
        match &ended[1] {
            OperationState::Done { .. } => assert_eq!(new, 1, "{run}"),
            state => assert!(new <= 1, "{run}: {new} times, {state:?}"),
        }
        let messages = pair.server.messages(USER, "INBOX");
        let is_flagged = |(at, flags): &(_, Flags)| *at == uid(1) && flags.is_flagged();
        assert!(messages.iter().any(is_flagged), "{run}: {ended:?}");
    }
}

#[test]
fn changes_may_be_cut_after_every_octet_of_dovecot() {
    cut_changes(Profile::Dovecot, Direction::FromServer);
}

#[test]
fn changes_may_be_cut_after_every_octet_for_dovecot() {
    cut_changes(Profile::Dovecot, Direction::ToServer);
}

#[test]
fn changes_may_be_cut_after_every_octet_of_a_bare_server() {
    cut_changes(Profile::Bare, Direction::FromServer);
}

#[test]
fn changes_may_be_cut_after_every_octet_for_a_bare_server() {
    cut_changes(Profile::Bare, Direction::ToServer);
}

#[test]
fn changes_may_be_cut_after_every_octet_of_gmail() {
    cut_changes(Profile::Gmail, Direction::FromServer);
}
