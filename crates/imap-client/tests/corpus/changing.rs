//! Changes that a server refuses, does by half, or tells of oddly.

use crate::script::Script;
use crate::session::Session;
use crate::{Judgement, hold, same};
use imap_client::{Event, NewMessage, Request};
use mail_model::{Flag, Flags, MailboxName, ProblemKind, Uid, UidMap, UidSet};

fn uids(numbers: impl IntoIterator<Item = u32>) -> UidSet {
    numbers.into_iter().filter_map(Uid::new).collect()
}

fn copied(session: &Session) -> Vec<Vec<(u32, u32)>> {
    let pairs = |map: &UidMap| {
        let sources = map.sources();
        let copy = |uid| Some((Uid::value(uid), map.copy_of(uid)?.value()));
        sources.iter().filter_map(copy).collect()
    };
    let told = session.events.iter().filter_map(|event| match event {
        Event::Copied { map, .. } => Some(pairs(map)),
        _ => None,
    });
    told.collect()
}

/// Sets that fit are believed in the server's order, others are not.
pub(crate) fn sets_of_copies(script: &Script) -> Judgement {
    let mut session = Session::opened(script);
    let to = || MailboxName::new("Archive");
    let first = session.submit(Request::Copy {
        uids: uids([5, 6, 7]),
        to: to(),
    });
    let second = session.submit(Request::Copy {
        uids: uids([5, 6]),
        to: to(),
    });
    hold(
        session.is_done(first) && session.is_done(second),
        "the copies",
    )?;
    let expected = vec![vec![(5, 102), (6, 103), (7, 101)]];
    same(copied(&session), expected, "which are copies of which")
}

/// What was copied is told, the original stays, and it counts as refused.
pub(crate) fn move_by_half(script: &Script) -> Judgement {
    let mut session = Session::opened(script);
    let id = session.submit(Request::Move {
        uids: uids([5]),
        to: MailboxName::new("Trash"),
    });
    same(session.sent("UID MOVE"), 0, "MOVE, which is not offered")?;
    same(session.sent("UID COPY"), 1, "copies")?;
    // It rides behind STORE: where nothing was marked, nothing is removed.
    let removed = session.server.heard.iter();
    let removed = removed.filter(|line| line.ends_with(" EXPUNGE"));
    same(removed.count(), 0, "removals of whatever is marked")?;
    same(copied(&session), vec![vec![(5, 1)]], "what was copied")?;
    let expunged = |event: &&Event| matches!(event, Event::Expunged { .. });
    let count = session.events.iter().filter(expunged).count();
    same(count, 0, "messages that are gone")?;
    hold(session.refused_as(id).is_some(), "the move counts as done")
}

fn append(session: &mut Session, to: &str, octets: usize) -> imap_client::RequestId {
    let mut message = b"Subject: x\r\n\r\n".to_vec();
    message.resize(octets, b'x');
    session.submit(Request::Append {
        mailbox: MailboxName::new(to),
        messages: vec![NewMessage {
            flags: Flags::default(),
            received: None,
            message: message.into(),
        }],
    })
}

/// The engine is told what is missing, and asks once more when it is there.
pub(crate) fn mailbox_to_be_made(script: &Script) -> Judgement {
    let mut session = Session::opened(script);
    let id = append(&mut session, "Sent", 40);
    let missing = Some(ProblemKind::MailboxUnavailable);
    same(session.refused_as(id), missing, "the refusal")?;
    same(session.sent("APPEND"), 1, "tries")?;
    let id = session.submit(Request::CreateMailbox {
        mailbox: MailboxName::new("Sent"),
        special_use: None,
        subscribes: false,
    });
    hold(session.is_done(id), "the making")?;
    let id = append(&mut session, "Sent", 40);
    hold(session.is_done(id), "the second try")
}

/// Before it is sent where the limit is told, and in clear words where it is not.
pub(crate) fn too_large(script: &Script) -> Judgement {
    let mut session = Session::opened(script);
    let id = append(&mut session, "Drafts", 40);
    let too_large = Some(ProblemKind::TooLarge);
    same(session.refused_as(id), too_large, "the refusal")?;
    hold(session.is_in_step(), "out of step")?;
    let telling = script.clone().offering("APPENDLIMIT=1000");
    let mut session = Session::opened(&telling);
    let id = append(&mut session, "Drafts", 1001);
    same(session.refused_as(id), too_large, "beforehand")?;
    same(session.sent("APPEND"), 0, "tries")?;
    hold(session.is_in_step(), "out of step")
}

/// It is told, changes are refused in the server's words, and all can be read.
pub(crate) fn read_only(script: &Script) -> Judgement {
    let mut session = Session::opened(script);
    let selected = session.selected().ok_or("not selected")?;
    hold(selected.is_read_only, "it counts as writable")?;
    let id = session.submit(Request::Store {
        uids: uids([1]),
        flags: vec![Flag::Seen],
        set: true,
        unchanged_since: None,
    });
    hold(
        session.refused_as(id).is_some(),
        "the change counts as done",
    )?;
    session.ask_for_row(1);
    hold(session.is_in_step(), "out of step")?;
    // While it is open.
    let open = script.clone().with("[READ-ONLY] done", "[READ-WRITE] done");
    let mut session = Session::opened(&open);
    session.submit(Request::Noop);
    let told = session.events.contains(&Event::ReadOnly(true));
    hold(told && session.is_in_step(), "that it is read-only now")
}

/// No line is longer than servers read, and one that is refused is a refusal.
pub(crate) fn long_sets(script: &Script) -> Judgement {
    for (capabilities, limit) in [("X", 1_000), ("CONDSTORE", 8_000)] {
        let script = script.clone().offering(capabilities);
        let mut session = Session::opened(&script);
        let scattered = uids((1..20_000).step_by(2));
        let to = || MailboxName::new("Archive");
        let first = session.submit(Request::Store {
            uids: scattered.clone(),
            flags: vec![Flag::Seen],
            set: true,
            unchanged_since: None,
        });
        hold(session.outcome(first).is_some(), "the change waits")?;
        for request in [
            Request::Copy {
                uids: scattered.clone(),
                to: to(),
            },
            Request::Move {
                uids: scattered.clone(),
                to: to(),
            },
            Request::Expunge(scattered.clone()),
            Request::FetchFlags {
                uids: scattered.clone(),
                changed_since: None,
            },
            Request::FetchHeaders {
                uids: scattered.clone(),
                fields: vec!["SUBJECT".to_owned()],
            },
            Request::FetchRows(imap_client::RowSelection::Uids(scattered.clone())),
        ] {
            let id = session.submit(request);
            hold(session.outcome(id).is_some(), "a request waits")?;
        }
        let longest = session.server.heard.iter().map(String::len).max();
        let is_short = longest.is_some_and(|longest| longest + 2 <= limit);
        hold(is_short, &format!("a line of {longest:?} octets"))?;
        hold(session.sent("UID COPY") > 1, "one command")?;
        hold(session.is_in_step(), "out of step")?;
    }
    Ok(())
}
