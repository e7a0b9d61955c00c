//! What must hold of each server, whatever it is about: a usual session
//! completes, and every message that it tells of has its row.

use crate::script::Script;
use crate::session::Session;
use crate::{Judgement, hold};
use imap_client::{NewMessage, Request, RowSelection};
use mail_model::{Flag, Flags, MailboxName, PartPath, Section, Timestamp, Uid, UidSet};

/// Lines that are no IMAP, and of which nothing can be made: all else is read.
const ODD_LINES: [&str; 4] = [
    // Extensions that are not spoken here, and never asked for.
    "* LISTRIGHTS",
    "* ANNOTATEMORE",
    "* XFOO",
    // A word that the recording has to be passed over.
    "This should be skipped",
];

pub(crate) fn is_met(script: &Script) -> Judgement {
    if script.is_session() {
        completes(script)?;
    } else {
        is_survived(script)?;
    }
    every_message_has_its_row(script)
}

/// A session that goes through all that a person does ends in order.
fn completes(script: &Script) -> Judgement {
    let mut session = usual_session(script);
    let was_closed = session.closed().cloned();
    session.submit(Request::Logout);
    if session.closed().is_none() && !session.waiting.is_empty() {
        session.wait();
    }
    hold(
        session.waiting.is_empty(),
        &format!("hung: {:?}", session.waiting),
    )?;
    let may_end = session.server.has_ended() || script.is_to_be_closed();
    match was_closed {
        Some(problem) if !may_end => Err(format!("ended early: {problem:?}")),
        _ => Ok(()),
    }
}

fn usual_session(script: &Script) -> Session {
    let mailbox = MailboxName::new(script.mailbox().unwrap_or_else(|| "INBOX".to_owned()));
    let mut session = Session::new(script);
    session.log_in();
    session.submit(Request::ListMailboxes);
    let known = None;
    session.submit(Request::Select { mailbox, known });
    session.submit(Request::FetchUids);
    let newest = RowSelection::Newest { skip: 0, count: 50 };
    session.submit(Request::FetchRows(newest));
    // Of the messages that the script speaks of, and of one that it may not.
    for uid in script.uids().into_iter().chain(Uid::new(1)).take(3) {
        session.ask_for_row(uid.value());
        session.submit(Request::FetchSection {
            uid,
            section: Section::Part(PartPath(vec![1])),
            size: None,
            from: 0,
            may_decode: false,
        });
        session.submit(Request::Store {
            uids: UidSet::from_iter([uid]),
            flags: vec![Flag::Seen],
            set: true,
            unchanged_since: None,
        });
    }
    let uids = session.uids();
    let changed_since = None;
    session.submit(Request::FetchFlags {
        uids,
        changed_since,
    });
    change(&mut session, script);
    session.submit(Request::Noop);
    session.wait();
    session.submit(Request::Noop);
    session
}

/// What changes the mailbox, of a message that the script speaks of.
fn change(session: &mut Session, script: &Script) {
    let uids: UidSet = script.uids().into_iter().take(1).collect();
    let to = MailboxName::new("Archive");
    session.submit(Request::Copy {
        uids: uids.clone(),
        to: to.clone(),
    });
    session.submit(Request::Move {
        uids: uids.clone(),
        to: to.clone(),
    });
    session.submit(Request::Expunge(uids));
    session.submit(Request::Append {
        mailbox: to,
        messages: vec![NewMessage {
            flags: Flags::default(),
            received: Some(Timestamp(0)),
            message: b"Subject: x\r\n\r\nx\r\n".to_vec().into(),
        }],
    });
}

/// Single responses, at the worst moments, cost neither the connection nor a request.
fn is_survived(script: &Script) -> Judgement {
    let said = script.all_from_server();
    let mut session = Session::listed(&Script::default());
    session.hear(&said);
    if !session.is_in_step() {
        // A literal that never ends can end only by the watch.
        session.wait();
        let has_reason = script.ends_within_a_literal() || script.says_goodbye();
        hold(has_reason, &format!("closed: {:?}", session.closed()))?;
    }
    hold(session.waiting.is_empty(), "a request waits for ever")
}

/// A message that the server tells of in an answer, however odd, has its row.
fn every_message_has_its_row(script: &Script) -> Judgement {
    for response in script.responses() {
        if let Some((sequence, uid)) = told_row(&response) {
            let mut session = asking(&response, sequence, uid);
            let uid = uid.unwrap_or(sequence);
            let shown = String::from_utf8_lossy(&response).into_owned();
            let shown: String = shown.chars().take(80).collect();
            hold(session.row(uid).is_some(), &format!("no row of {shown}"))?;
            hold(session.is_in_step(), &format!("out of step by {shown}"))?;
        }
    }
    let odd: Vec<String> = script
        .responses()
        .iter()
        .filter(|_| script.is_session())
        .flat_map(|response| {
            let mut session = Session::listed(&Script::default());
            session.hear(response);
            session.odd_lines()
        })
        .filter(|line| !ODD_LINES.iter().any(|odd| line.contains(odd)))
        .collect();
    hold(odd.is_empty(), &format!("not read: {odd:?}"))
}

/// Whether this is an answer that a row is made of: its number, and its UID
/// where told.
fn told_row(response: &[u8]) -> Option<(u32, Option<u32>)> {
    let text = String::from_utf8_lossy(response).to_uppercase();
    let mut words = text.split([' ', '(', ')', '\r']);
    let sequence = words.by_ref().nth(1)?.parse().ok().filter(|n| *n > 0)?;
    let is_of_row = ["FLAGS", "BODYSTRUCTURE", "ENVELOPE", "INTERNALDATE", "SIZE"];
    let is_row = words.next() == Some("FETCH")
        && is_of_row.iter().any(|item| text.contains(item))
        && !text.contains("BODY[")
        && !text.contains("RFC822.HEADER");
    let uid = text.find("UID ").and_then(|at| {
        let digits = text.get(at + 4..)?;
        let end = digits.find(|c: char| !c.is_ascii_digit())?;
        digits.get(..end)?.parse().ok()
    });
    is_row.then_some((sequence, uid))
}

/// A session in which the answer to a row is this response. Where it tells no
/// UID, it must be known by its number.
pub(crate) fn asking(response: &[u8], sequence: u32, uid: Option<u32>) -> Session {
    let all: Vec<String> = (1..=sequence).map(|number| number.to_string()).collect();
    let found = format!("* SEARCH {}\r\n", all.join(" "));
    let selected = format!("* {sequence} EXISTS\r\n* OK [UIDVALIDITY 1] v\r\n");
    let script = Script::answering("SELECT INBOX", selected.as_bytes())
        .and_answering("UID SEARCH ALL", found.as_bytes())
        .and_answering("UID FETCH 1", response);
    let mut session = match uid {
        Some(_) => Session::opened(&script),
        None => Session::listed(&script),
    };
    session.ask_for_row(uid.unwrap_or(sequence));
    session
}
