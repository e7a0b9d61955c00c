//! Single lines out of other clients' tests, of which something certain can be said.

use crate::script::Script;
use crate::session::Session;
use crate::{Judgement, hold, same};
use imap_client::{Event, Request};
use mail_model::{BodyStructure, MailboxName, SpecialUse, Uid};

/// A session with an open mailbox that has heard all of it.
fn heard(script: &Script) -> Session {
    let mut session = Session::listed(&Script::default());
    session.hear(&script.all_from_server());
    session
}

fn count(session: &Session, is_meant: impl Fn(&Event) -> bool) -> usize {
    session
        .events
        .iter()
        .filter(|event| is_meant(event))
        .count()
}

/// The rest of a literal is no response, whatever it looks like.
pub(crate) fn no_news_in_a_literal(script: &Script) -> Judgement {
    let mut session = heard(script);
    same(
        count(&session, |e| matches!(e, Event::Arrived { .. })),
        0,
        "arrivals",
    )?;
    session.hear(&vec![b'x'; 5_000]);
    session.hear(b")\r\n* 5 EXISTS\r\n");
    same(
        count(&session, |e| matches!(e, Event::Arrived { .. })),
        1,
        "arrivals",
    )
}

pub(crate) fn flags_are_told(script: &Script) -> Judgement {
    let session = heard(script);
    let seen = session.flags_of(1);
    hold(
        seen.iter().any(|flags| flags.is_seen()),
        "flags of the first",
    )
}

/// A message's modification sequence is not its mailbox's.
pub(crate) fn no_sequence_is_told(script: &Script) -> Judgement {
    flags_are_told(script)?;
    let session = heard(script);
    let told = count(&session, |e| matches!(e, Event::HighestModSeq(_)));
    same(told, 0, "sequences")
}

pub(crate) fn no_conversation(script: &Script) -> Judgement {
    flags_are_told(script)?;
    let script = Script::answering("UID FETCH 1", &script.all_from_server());
    let mut session = Session::opened(&script);
    let id = session.submit(Request::FetchHeaders {
        uids: Uid::new(1).into_iter().collect(),
        fields: vec!["SUBJECT".to_owned()],
    });
    let named = |event: &Event| {
        matches!(
            event,
            Event::Header {
                thread_id: Some(_),
                ..
            }
        )
    };
    same(count(&session, named), 0, "names of conversations")?;
    hold(session.is_done(id), "the headers")
}

pub(crate) fn structure_of_parts(script: &Script) -> Judgement {
    let response = script.all_from_server();
    let text = String::from_utf8_lossy(&response).into_owned();
    let sequence = text.split(' ').nth(1).and_then(|word| word.parse().ok());
    let sequence = sequence.ok_or("no number")?;
    let session = crate::usual::asking(&response, sequence, None);
    let structure = session.row(sequence).and_then(|row| row.structure.clone());
    let structure = structure.ok_or("no structure")?;
    let leaves = structure.leaves();
    let parts: Vec<_> = leaves
        .iter()
        .map(|part| (part.path.to_string(), part.size))
        .collect();
    let expected = [("1.1.1", 833), ("1.1.2", 3412), ("1.2", 64), ("2", 333_980)];
    let expected = expected
        .map(|(path, size)| (path.to_owned(), size))
        .to_vec();
    same(parts, expected, "the parts")?;
    hold(
        matches!(structure, BodyStructure::Multipart { .. }),
        "the whole",
    )
}

pub(crate) fn rights(script: &Script) -> Judgement {
    let told = count(&heard(script), |e| matches!(e, Event::Rights { .. }));
    same(told, 1, "rights")
}

pub(crate) fn counts(script: &Script) -> Judgement {
    let session = heard(script);
    let told = session.events.iter().filter_map(|event| match event {
        Event::Counts { mailbox, .. } => Some(mailbox.as_str()),
        _ => None,
    });
    let told: Vec<&str> = told.collect();
    hold(
        told.contains(&"blurdybloop") && told.contains(&"Sent"),
        "counts",
    )
}

pub(crate) fn purposes(script: &Script) -> Judgement {
    let script = Script::answering("LIST", &script.all_from_server());
    let mut session = Session::logged_in(&script);
    session.submit(Request::ListMailboxes);
    let mailbox = session.events.iter().find_map(|event| match event {
        Event::Mailboxes(all) => all.iter().find(|m| m.name.as_str() == "INBOX.Tests"),
        _ => None,
    });
    let mailbox = mailbox.ok_or("not listed")?;
    hold(
        !mailbox.is_selectable && !mailbox.may_have_children,
        "attributes",
    )?;
    same(mailbox.special_use, Some(SpecialUse::All), "the purpose")
}

/// A NO is a refusal in its words, whatever its code.
pub(crate) fn refused_in_its_words(script: &Script) -> Judgement {
    let said = String::from_utf8_lossy(&script.all_from_server()).into_owned();
    let words = said.trim().rsplit("] ").next().unwrap_or_default();
    let words = words
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .trim();
    let words = words.strip_prefix("NO ").unwrap_or(words);
    let words = words.strip_prefix("no ").unwrap_or(words);
    let (tag, _) = said.split_once(' ').ok_or("no tag")?;
    let answer = said.strip_prefix(tag).unwrap_or_default();
    let script = Script::answering("CREATE x", format!("X{answer}").as_bytes());
    let mut session = Session::logged_in(&script);
    let id = session.submit(Request::CreateMailbox {
        mailbox: MailboxName::new("Folder"),
        special_use: None,
        subscribes: false,
    });
    let told = match session.outcome(id) {
        Some(Err(refusal)) => refusal.problem.words.clone(),
        other => return Err(format!("{other:?}")),
    };
    same(told.as_str(), words, "its words")
}

pub(crate) fn list_refused(script: &Script) -> Judgement {
    let script = script.clone().with_greeting(b"");
    let mut session = Session::logged_in(&script);
    let id = session.submit(Request::ListMailboxes);
    hold(session.outcome(id).is_some(), "the list waits")?;
    hold(session.is_in_step(), "out of step")
}

/// ID may be refused: nothing depends on it.
pub(crate) fn id_refused(_: &Script) -> Judgement {
    let greeting = b"* OK [CAPABILITY IMAP4rev1 ID] hi\r\n";
    let script = Script::default()
        .with_greeting(greeting)
        .and_answering("CAPABILITY", b"* CAPABILITY IMAP4rev1 ID\r\n")
        .and_answering("ID NIL", b"X BAD what is that?\r\n");
    let mut session = Session::logged_in(&script);
    // It goes with the next command.
    hold(session.is_in_step(), "out of step")?;
    same(session.sent(" ID "), 1, "ID")
}

/// Said by itself behind the login, it is read whole.
pub(crate) fn id_is_read(script: &Script) -> Judgement {
    let mut session = Session::logged_in(&Script::default());
    session.hear(script.responses().get(1).ok_or("no ID")?);
    same(session.odd_lines(), Vec::new(), "odd lines")?;
    hold(session.is_in_step(), "out of step")
}

pub(crate) fn goodbye(script: &Script) -> Judgement {
    let session = heard(script);
    same(
        count(&session, |e| matches!(e, Event::Closed(_))),
        1,
        "ends",
    )
}

/// An ALERT is told once, however often it is said.
pub(crate) fn alert_once(script: &Script) -> Judgement {
    let mut session = heard(script);
    session.hear(&script.all_from_server());
    same(session.notices(), 1, "notices")?;
    hold(session.is_in_step(), "out of step")
}

/// The file's name keeps its octets, in a literal too.
pub(crate) fn literal_as_a_name(_: &Script) -> Judgement {
    let response =
        b"* 15 FETCH (BODYSTRUCTURE (\"image\" \"png\" (\"name\" {8}\r\nG\xf6r\xfcnt\xfc1) \
        NIL NIL \"base64\" 9))\r\n";
    let session = crate::usual::asking(response, 15, None);
    let structure = session.row(15).and_then(|row| row.structure.as_ref());
    let Some(BodyStructure::Leaf(part)) = structure else {
        return Err("no part".to_owned());
    };
    let name = part
        .parameters
        .first()
        .map(|parameter| parameter.value.as_slice());
    same(name, Some(&b"G\xf6r\xfcnt\xfc1"[..]), "the name")
}

/// Messages come and go by number, in their order.
pub(crate) fn comings_and_goings(script: &Script) -> Judgement {
    let mut session = Session::listed(&Script::default());
    session.hear(b"* 3501 EXISTS\r\n");
    session.hear(&script.all_from_server());
    let gone = count(&session, |e| {
        matches!(e, Event::Expunged { exists: 3500, .. })
    });
    let come = count(&session, |e| matches!(e, Event::Arrived { exists: 3501 }));
    same((gone, come), (1, 2), "comings and goings")
}
