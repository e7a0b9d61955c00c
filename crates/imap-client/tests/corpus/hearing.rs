//! News that come by themselves, while idling or in the midst of other answers.

use crate::script::Script;
use crate::session::Session;
use crate::{Judgement, hold, same};
use imap_client::{Event, Request};
use mail_model::{Flag, ProblemKind, SearchKey, Uid, UidSet};
use std::time::Instant;

/// A session that has gone to rest, with all UIDs known.
fn idling(script: &Script) -> Result<Session, String> {
    let mut session = Session::listed(script);
    session.wait_for("IDLE");
    hold(session.sent("IDLE") == 1, "it does not idle")?;
    Ok(session)
}

impl Session {
    /// Lets time pass until the client has said this.
    fn wait_for(&mut self, word: &str) {
        for _ in 0..20 {
            if self.sent(word) > 0 {
                return;
            }
            let Some(due) = self.connection.poll_timeout() else {
                return;
            };
            self.now = due.max(self.now);
            self.connection.handle_timeout(self.now);
            self.run();
        }
    }

    fn arrived(&self) -> Vec<u32> {
        let arrived = self.events.iter().filter_map(|event| match event {
            Event::Arrived { exists } => Some(*exists),
            _ => None,
        });
        arrived.collect()
    }
}

/// One DONE, and the next command only behind the end of IDLE's answers.
pub(crate) fn one_done(script: &Script) -> Judgement {
    let mut session = idling(script)?;
    same(session.arrived(), vec![5], "arrivals")?;
    let id = session.submit(Request::Noop);
    hold(session.is_done(id), "the command behind DONE")?;
    session.submit(Request::Noop);
    same(session.sent("DONE"), 1, "DONE")
}

pub(crate) fn news_before_the_plus(script: &Script) -> Judgement {
    let mut session = idling(script)?;
    same(session.arrived(), vec![1521], "arrivals")?;
    hold(session.is_in_step(), "out of step")?;
    same(session.sent("DONE"), 1, "DONE")
}

/// It is neither told nor answered, and the server counts as alive.
pub(crate) fn still_here(script: &Script) -> Judgement {
    let mut session = idling(script)?;
    let before = session.events.len();
    session.now = session.now + core::time::Duration::from_secs(100);
    session.hear(b"* OK Still here\r\n");
    same(session.events.len(), before, "events")?;
    same(session.notices(), 0, "notices")?;
    session.now = session.now + core::time::Duration::from_secs(119);
    session.connection.handle_timeout(session.now);
    session.run();
    hold(session.closed().is_none(), "thought dead")?;
    hold(session.is_in_step(), "out of step")
}

pub(crate) fn goodbye_upon_done(script: &Script) -> Judgement {
    let mut session = idling(script)?;
    let id = session.submit(Request::Noop);
    let goodbye = Some(ProblemKind::ServerGoodbye);
    same(session.closed().map(|p| p.kind), goodbye, "the end")?;
    same(session.refused_as(id), goodbye, "the request")?;
    hold(session.waiting.is_empty(), "a request waits")
}

/// Numbers are translated by the mailbox as it is at that moment.
pub(crate) fn numbers_of_the_moment(script: &Script) -> Judgement {
    let session = idling(script)?;
    let third = session.flags_of(3);
    let told: Vec<(bool, bool)> = third
        .iter()
        .map(|flags| (flags.is_seen(), flags.contains(&Flag::Flagged)))
        .collect();
    same(
        told,
        vec![(true, false), (false, true)],
        "flags of the third",
    )?;
    hold(session.flags_of(2).is_empty(), "flags of the second")?;
    let expunged = session.events.iter().find_map(|event| match event {
        Event::Expunged { uid, exists, .. } => Some((*uid, *exists)),
        _ => None,
    });
    same(expunged, Some((Uid::new(2), 2)), "the expunge")
}

/// No message is 0: nobody's flags change.
pub(crate) fn number_zero(script: &Script) -> Judgement {
    let mut session = Session::listed(script);
    let id = session.submit(Request::Store {
        uids: Uid::new(1).into_iter().collect(),
        flags: vec![Flag::Seen],
        set: true,
        unchanged_since: None,
    });
    hold(session.is_done(id), "the change")?;
    let flags = |event: &&Event| matches!(event, Event::Flags { .. });
    same(session.events.iter().filter(flags).count(), 0, "flags")?;
    hold(session.is_in_step(), "out of step")
}

/// What the list is after a storm, and that it does not take for ever.
pub(crate) fn storm_of_expunges(script: &Script) -> Judgement {
    let before = Instant::now();
    // Of three messages, and of as many as there are expunges.
    let many: Vec<String> = (1..=100_000).map(|uid| uid.to_string()).collect();
    let found = format!("* SEARCH {}\r\n", many.join(" "));
    let large = script
        .clone()
        .with("* 3 EXISTS", "* 100000 EXISTS")
        .and_answering("UID SEARCH ALL", found.as_bytes());
    for (script, exists) in [(script, 3), (&large, 100_000)] {
        let session = idling(script)?;
        let left = session.events.iter().filter_map(|event| match event {
            Event::Expunged { exists, .. } => Some(*exists),
            _ => None,
        });
        let left: Vec<u32> = left.collect();
        same(left.len(), exists, "expunges")?;
        same(left.last(), Some(&0), "messages left")?;
        hold(session.closed().is_none(), "closed")?;
    }
    // In a debug build beside others; natively it is some milliseconds.
    hold(before.elapsed().as_secs() < 20, "it takes for ever")
}

/// Four thousand million UIDs cost what is there.
pub(crate) fn range_of_everything(script: &Script) -> Judgement {
    let before = Instant::now();
    for word in ["(EARLIER) ", ""] {
        let script = script.clone().with("(EARLIER) ", word);
        let mut session = Session::listed(&script);
        let id = session.submit(Request::FetchFlags {
            uids: session.uids(),
            changed_since: None,
        });
        hold(session.outcome(id).is_some(), "the request waits")?;
        hold(session.is_in_step(), "out of step")?;
    }
    hold(before.elapsed().as_secs() < 5, "it takes for ever")
}

/// An answer to nobody is nobody's.
pub(crate) fn search_unasked(script: &Script) -> Judgement {
    let mut session = Session::opened(script);
    session.submit(Request::Noop);
    let found = |event: &&Event| matches!(event, Event::Found { .. } | Event::Uids(_));
    same(session.events.iter().filter(found).count(), 0, "answers")?;
    hold(session.is_in_step(), "out of step")
}

/// Which command is answered is told by the tag.
pub(crate) fn search_of_another_tag(script: &Script) -> Judgement {
    let script = script.clone().offering("ESEARCH");
    let mut session = Session::opened(&script);
    let id = session.submit(Request::Search(SearchKey::All));
    let found: Vec<&UidSet> = session
        .events
        .iter()
        .filter_map(|event| match event {
            Event::Found { uids, .. } => Some(uids),
            _ => None,
        })
        .collect();
    hold(session.is_done(id), "the search fails")?;
    same(found, vec![&UidSet::new()], "found")
}
