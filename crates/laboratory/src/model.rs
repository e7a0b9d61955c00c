//! Model-based play: bytes choose what the person and other clients do, what the
//! server does wrong and when the line breaks; once all is quiet, the page must
//! show the server's mailboxes and each view what it must, and no message may be
//! lost.

mod acts;
mod masks;
mod story;
mod views;

pub use masks::{PROFILES, masks};

use self::acts::act;
use self::story::Story;
use crate::{Choices, Page, Pair, USER};
use demo_server::Profile;
use mail_engine::{Action, OperationState, SessionState};
use mail_model::{Flags, MailboxName, MessageSummary, Uid};
use std::collections::{BTreeMap, BTreeSet};

/// A message that the server has.
pub fn on_server(pair: &Pair, choices: &mut Choices<'_>) -> Option<Uid> {
    let messages = pair.server.messages(USER, "INBOX");
    if messages.is_empty() {
        return None;
    }
    Some(messages[choices.below(messages.len() as u32) as usize].0)
}

/// The messages of a mailbox, oldest first.
fn uids_of(pair: &Pair, mailbox: &str) -> Vec<Uid> {
    let messages = pair.server.messages(USER, mailbox).into_iter();
    messages.map(|(uid, _)| uid).collect()
}

/// How long after the last trouble the page is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Within seconds: the list must be true.
    Soon,
    /// Once all is quiet: the counts too.
    InTheEnd,
}

/// Compares what the page shows with what the server has.
///
/// # Panics
/// When they differ; `run` names the run.
pub fn judge(pair: &Pair, run: &str, when: When) {
    judge_rows(pair, "INBOX", run);
    if when == When::InTheEnd {
        judge_counts(pair, run);
    }
}

/// Compares the rows of the open list with what the server has in the mailbox.
///
/// # Panics
/// When they differ; `run` names the run.
pub fn judge_rows(pair: &Pair, mailbox: &str, run: &str) {
    let run = format!("{run}: {mailbox}");
    let truth: BTreeMap<Uid, Flags> = pair.server.messages(USER, mailbox).into_iter().collect();
    let page = &pair.page;
    assert!(page.is_online(), "{run}: {:?}", page.session);
    assert_eq!(page.total(), Some(truth.len() as u32), "{run}");
    let rows = page.rows();
    let first = rows.iter().take(truth.len().min(30)).map(|(row, _)| *row);
    assert!(first.eq(0..truth.len().min(30)), "{run}: a row is missing");
    let distinct: BTreeSet<Uid> = rows.iter().map(|(_, shown)| shown.uid).collect();
    assert_eq!(distinct.len(), rows.len(), "{run}: a message has two rows");
    for (row, shown) in &rows {
        let flags = truth.get(&shown.uid);
        assert_eq!(
            flags,
            Some(&shown.flags),
            "{run}: row {row}, {:?}",
            shown.uid
        );
    }
    if has_taken_back(page) {
        let neighbours = rows.iter().zip(rows.iter().skip(1));
        for ((row, above), (_, below)) in neighbours {
            assert!(stands_above(above, below), "{run}: row {row}");
        }
    } else {
        let order: Vec<Uid> = truth.keys().rev().copied().collect();
        for (row, shown) in &rows {
            assert_eq!(shown.uid, order[*row], "{run}: row {row}");
        }
    }
}

/// Whether something was done and taken back.
pub fn has_taken_back(page: &Page) -> bool {
    let mut done = page.operations.values();
    done.any(|states| states.contains(&OperationState::Undone))
}

/// Whether a message may stand above another in a mailbox: it has come later, or was
/// received later and the other taken back.
pub fn stands_above(above: &MessageSummary, below: &MessageSummary) -> bool {
    above.uid > below.uid || above.received >= below.received
}

/// The counts of all mailboxes.
fn judge_counts(pair: &Pair, run: &str) {
    for mailbox in pair.server.mailboxes(USER) {
        let truth = pair.server.messages(USER, &mailbox);
        let unseen = truth.iter().filter(|(_, flags)| !flags.is_seen()).count();
        let shown = MailboxName::new(pair.shown(&mailbox));
        assert_eq!(
            pair.page.counts.get(&shown),
            Some(&(truth.len() as u32, unseen as u32)),
            "{run}: {mailbox}"
        );
    }
}

/// Each operation that this page was asked for has come to an end, and the
/// person was told to which.
fn judge_operations(pair: &Pair, story: &Story, run: &str) {
    for operation in &story.on_page {
        let states = pair.page.operations.get(operation);
        let last = states.and_then(|states| states.last());
        assert!(
            !matches!(last, None | Some(OperationState::Pending { .. })),
            "{run}: {operation:?} {states:?}"
        );
    }
}

/// So much happens at most in one sequence.
const MOST_ACTS: usize = 60;

/// Plays one sequence and judges it.
///
/// # Panics
/// When an invariant is broken; `run` names the run.
pub fn play(profile: Profile, bytes: &[u8], run: &str) {
    let reversed: Vec<u8> = bytes.iter().rev().copied().collect();
    let mut choices = Choices::new(bytes);
    let mut pair = Pair::at_inbox(profile, 60);
    let mut story = Story::begin(&pair, bytes);
    for _ in 0..MOST_ACTS {
        if choices.are_over() {
            break;
        }
        act(&mut pair, &mut story, &mut choices);
        pair.run_for(i64::from(choices.below(60)));
    }
    end_trouble(&mut pair);
    let mut chance = Choices::new(&reversed);
    let other = views::choose(&mut chance);
    views::judge(&mut pair, &mut story, &mut chance, other, run);
    pair.go("INBOX", None);
    pair.view(0, 29);
    pair.run_for(260_000);
    assert!(
        !matches!(pair.page.session, Some(SessionState::LoggedOut(_))),
        "{run}: {:?}",
        pair.page.session
    );
    judge(&pair, run, When::InTheEnd);
    judge_operations(&pair, &story, run);
    let has_move = profile.capabilities(true).contains(&"MOVE");
    story.judge(&pair, has_move, run);
    for mailbox in pair.server.mailboxes(USER) {
        let shown = pair.shown(&mailbox);
        pair.go(&shown, None);
        pair.view(0, 29);
        pair.run_for(5_000);
        judge_rows(&pair, &mailbox, run);
    }
    // And it lives on.
    pair.go("INBOX", None);
    let news = pair.deliver("the last");
    pair.act(Action::Refresh);
    pair.run_for(5_000);
    assert_eq!(pair.page.row(0).uid, news, "{run}");
}

/// From now on all goes well.
fn end_trouble(pair: &mut Pair) {
    pair.cut_after = None;
    pair.cut_sending_after = None;
    pair.is_down = false;
    pair.latency = 50;
    pair.server.forget_plans();
    pair.server.limit_connections(None);
    pair.server.set_read_only(USER, "INBOX", false);
    // A connection that was dead for a while is noticed as one that is cut.
    pair.cut();
}

/// Plays the sequence that `bytes` are: the server first, then what happens.
///
/// # Panics
/// When an invariant is broken.
pub fn play_bytes(bytes: &[u8], run: &str) {
    let mut choices = Choices::new(bytes);
    let profile = masks::choose(&mut choices);
    play(profile, choices.rest(), &format!("{run} {profile:?}"));
}
