//! What is read of answers that are not as the grammar has them.

use crate::facts::threads;
use crate::script::Script;
use crate::session::Session;
use crate::{Judgement, hold, same};
use imap_client::{Event, FetchedRow, Request};
use mail_model::{BodyStructure, Disposition, PartPath, ProblemKind, Section, SpecialUse, Uid};

/// The row that the script's FETCH tells, asked for by its UID.
fn row(script: &Script, uid: u32) -> Result<(Session, FetchedRow), String> {
    let mut session = Session::opened(script);
    let id = session.ask_for_row(uid);
    let row = session.row(uid).cloned();
    hold(session.is_done(id), "the row's request fails")?;
    hold(session.is_in_step(), "out of step")?;
    Ok((session, row.ok_or("no row")?))
}

fn structure(script: &Script, uid: u32) -> Result<BodyStructure, String> {
    row(script, uid)?
        .1
        .structure
        .ok_or_else(|| "no structure".to_owned())
}

/// Nothing of it counts as odd.
pub(crate) fn is_read_whole(script: &Script) -> Judgement {
    let mut session = Session::listed(script);
    session.submit(Request::ListMailboxes);
    session.ask_for_row(1);
    hold(session.is_in_step(), "out of step")?;
    for response in script.responses() {
        session.hear(&response);
    }
    same(session.odd_lines(), Vec::new(), "odd lines")
}

pub(crate) fn select_is_read(script: &Script) -> Judgement {
    is_read_whole(script)?;
    let session = Session::opened(script);
    let selected = session.selected().ok_or("not selected")?;
    let said = String::from_utf8_lossy(&script.all_from_server()).to_uppercase();
    let exists = said.contains(&format!("* {} EXISTS", selected.exists));
    let validity = format!("UIDVALIDITY {}]", selected.uid_validity.0);
    hold(exists && said.contains(&validity), "the counts")
}

pub(crate) fn highest_mod_seq_without_words(script: &Script) -> Judgement {
    let session = Session::opened(script);
    let selected = session.selected().ok_or("not selected")?;
    let told = selected.highest_mod_seq.map(|highest| highest.0.get());
    same(told, Some(715), "the sequence")
}

pub(crate) fn uids_that_do_not_last(script: &Script) -> Judgement {
    let session = Session::opened(script);
    let selected = session.selected().ok_or("not selected")?;
    hold(!selected.has_lasting_uids, "its UIDs are thought to last")?;
    same(selected.exists, 3, "messages")
}

pub(crate) fn lines_below_zero(script: &Script) -> Judgement {
    let BodyStructure::Leaf(part) = structure(script, 1)? else {
        return Err("no leaf".to_owned());
    };
    let read = (part.media_type.as_str(), part.size, part.disposition);
    same(
        read,
        ("text/plain", 10, Disposition::Unspecified),
        "the part",
    )
}

pub(crate) fn bare_dispositions(script: &Script) -> Judgement {
    let structure = structure(script, 67)?;
    let leaves = structure.leaves();
    let read: Vec<_> = leaves.iter().map(|p| (p.size, p.disposition)).collect();
    let inline = Disposition::Inline;
    same(read, vec![(850, inline), (14_692, inline)], "the parts")
}

pub(crate) fn multipart_as_a_part(script: &Script) -> Judgement {
    let structure = structure(script, 1)?;
    let leaves = structure.leaves();
    let read: Vec<_> = leaves
        .iter()
        .map(|part| (part.path.to_string(), part.media_type.as_str(), part.size))
        .collect();
    let parts = vec![
        ("1".to_owned(), "multipart/related", 400),
        ("2".to_owned(), "text/html", 1115),
    ];
    same(read, parts, "the parts")
}

/// How deep a structure is, without recursion of the judge's own.
pub(crate) fn huge_nesting(script: &Script) -> Judgement {
    let (_, row) = row(script, 1)?;
    let mut stack: Vec<(&BodyStructure, u32)> = row.structure.iter().map(|s| (s, 1)).collect();
    let mut deepest = 0;
    while let Some((node, depth)) = stack.pop() {
        deepest = deepest.max(depth);
        if let BodyStructure::Multipart { children, .. } = node {
            stack.extend(children.iter().map(|child| (child, depth + 1)));
        }
    }
    hold(deepest <= 70, &format!("{deepest} levels are kept"))
}

pub(crate) fn row_only(script: &Script) -> Judgement {
    row(script, 1).map(|_| ())
}

pub(crate) fn raw_bytes(script: &Script) -> Judgement {
    row(script, 1)?;
    // As Latin-1 or UTF-8 alone would read them.
    let session = {
        let mut session = Session::opened(script);
        session.hear(b"* OK [ALERT] Gr\xfc\xdfe \x96 \x80 5\r\n");
        session.hear("* OK [ALERT] Få Et\r\n".as_bytes());
        session
    };
    let words: Vec<&str> = session
        .events
        .iter()
        .filter_map(|event| match event {
            Event::Notice(problem) => Some(problem.words.as_str()),
            _ => None,
        })
        .collect();
    same(words, vec!["Grüße – € 5", "Få Et"], "the words")
}

pub(crate) fn literal_of_zero(script: &Script) -> Judgement {
    let mut session = Session::opened(script);
    let id = section(&mut session, 1, Section::Part(PartPath(vec![1])));
    let slices = slices(&session);
    same(slices, vec![(Vec::new(), true)], "slices")?;
    hold(session.is_done(id) && session.is_in_step(), "the section")
}

fn section(session: &mut Session, uid: u32, section: Section) -> imap_client::RequestId {
    session.submit(Request::FetchSection {
        uid: Uid(core::num::NonZeroU32::MIN.saturating_add(uid - 1)),
        section,
        size: None,
        from: 0,
        may_decode: false,
    })
}

/// What came of sections, and whether that was their end.
fn slices(session: &Session) -> Vec<(Vec<u8>, bool)> {
    let slices = session.events.iter().filter_map(|event| match event {
        Event::Slice { bytes, is_last, .. } => Some((bytes.clone(), *is_last)),
        _ => None,
    });
    slices.collect()
}

/// Asked for once more, by BODY.PEEK; then it is an error, and nothing was had.
pub(crate) fn section_left_out(script: &Script) -> Judgement {
    let mut session = Session::opened(script);
    let id = section(&mut session, 5, Section::Whole);
    same(session.sent("BODY.PEEK[]"), 2, "times asked")?;
    same(session.sent("RFC822 "), 0, "times asked in the old way")?;
    same(slices(&session), Vec::new(), "slices")?;
    let refused = session.refused_as(id);
    same(refused, Some(ProblemKind::MessageGone), "the refusal")?;
    hold(session.is_in_step(), "out of step")?;
    // Where it comes the second time, it is had.
    let again = script
        .clone()
        .and_answering("UID FETCH 5", b"* 1 FETCH (UID 5 BODY[] {2}\r\nhi)\r\n");
    let mut session = Session::opened(&again);
    let id = section(&mut session, 5, Section::Whole);
    same(slices(&session), vec![(b"hi".to_vec(), true)], "slices")?;
    hold(session.is_done(id), "the section")
}

pub(crate) fn domino(script: &Script) -> Judgement {
    let (_, row) = row(script, 14_935)?;
    let structure = row.structure.ok_or("no structure")?;
    let leaves: Vec<_> = structure
        .leaves()
        .into_iter()
        .map(|part| part.media_type.as_str())
        .collect();
    same(leaves, vec!["text/plain"], "the parts")
}

pub(crate) fn row_of_qq(script: &Script) -> Judgement {
    row(script, 19_436).map(|_| ())
}

pub(crate) fn unknown_items(script: &Script) -> Judgement {
    let (session, row) = row(script, 1)?;
    hold(row.flags.is_seen(), "flags")?;
    same(row.email_id.as_deref(), Some("M123"), "the message's name")?;
    same(row.preview.as_deref(), Some("x"), "the preview")?;
    let odd = session.odd_lines();
    let is_only_the_unknown = odd.iter().all(|line| line.starts_with("* XFOO"));
    hold(is_only_the_unknown, &format!("odd: {odd:?}"))
}

/// Messages of which some lie nowhere that was asked about.
pub(crate) fn unstable_uids(script: &Script) -> Judgement {
    row(script, 51_950).map(|_| ())
}

pub(crate) fn deep_threads(script: &Script) -> Judgement {
    let responses = script.responses();
    let thread = responses
        .iter()
        .find(|line| line.to_ascii_uppercase().starts_with(b"* THREAD"));
    let told = threads(thread.ok_or("no THREAD")?);
    same(told.len(), 1, "conversations")?;
    let mut deeper = b"* THREAD ".to_vec();
    for uid in 1..=5_000 {
        deeper.extend(format!("({uid} ").into_bytes());
    }
    deeper.extend(vec![b')'; 5_000]);
    deeper.extend(b"\r\n");
    hold(threads(&deeper).len() <= 1, "conversations out of nothing")
}

pub(crate) fn ended_within_a_line(script: &Script) -> Judgement {
    let mut session = Session::opened(script);
    let id = session.submit(Request::FetchRows(imap_client::RowSelection::Newest {
        skip: 0,
        count: 3,
    }));
    let closed = session.closed().map(|problem| problem.kind);
    same(closed, Some(ProblemKind::ConnectionLost), "the end")?;
    same(
        session.refused_as(id),
        Some(ProblemKind::ConnectionLost),
        "the request",
    )?;
    hold(session.row(2).is_none(), "half a row is told")?;
    hold(session.waiting.is_empty(), "a request waits")
}

pub(crate) fn endless_line(script: &Script) -> Judgement {
    let mut session = Session::opened(script);
    let id = session.submit(Request::Noop);
    let limit = Some(ProblemKind::LimitExceeded);
    same(session.closed().map(|p| p.kind), limit, "the end")?;
    same(session.refused_as(id), limit, "the request")
}

/// By the plain LIST, and by names in the languages of the world.
pub(crate) fn purposes_by_name(script: &Script) -> Judgement {
    // Asked for the purposes, it says BAD: also where it offers them.
    for script in [script.clone(), script.clone().offering("LIST-EXTENDED")] {
        let mut session = Session::opened(&script);
        let id = session.submit(Request::ListMailboxes);
        hold(session.is_done(id), "the list fails")?;
        let mailboxes = session.events.iter().find_map(|event| match event {
            Event::Mailboxes(mailboxes) => Some(mailboxes),
            _ => None,
        });
        let uses: Vec<Option<SpecialUse>> = mailboxes
            .ok_or("no list")?
            .iter()
            .filter(|mailbox| !mailbox.name.is_inbox())
            .map(|mailbox| mailbox.special_use)
            .collect();
        let expected = vec![Some(SpecialUse::Sent), Some(SpecialUse::Trash)];
        same(uses, expected, "purposes")?;
    }
    Ok(())
}
