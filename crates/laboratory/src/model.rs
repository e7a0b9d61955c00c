//! Model-based play: bytes choose what the person and other clients do and when
//! the line breaks; once all is quiet, the page must show the server's mailbox.

use crate::{Choices, Pair, USER};
use core::num::NonZeroU32;
use demo_server::Profile;
use mail_engine::{Action, SessionState};
use mail_model::{Flag, Flags, MailboxName, Uid, UidValidity};

/// A message that the server has.
pub fn on_server(pair: &Pair, choices: &mut Choices<'_>) -> Option<Uid> {
    let messages = pair.server.messages(USER, "INBOX");
    if messages.is_empty() {
        return None;
    }
    Some(messages[choices.below(messages.len() as u32) as usize].0)
}

/// Something happens.
fn act(pair: &mut Pair, choices: &mut Choices<'_>) {
    match choices.below(22) {
        0 | 1 => {
            pair.deliver("by chance");
        }
        2 => {
            if let Some(uid) = on_server(pair, choices) {
                pair.expunge(uid);
            }
        }
        3 => {
            let flag = [Flag::Seen, Flag::Flagged][choices.below(2) as usize].clone();
            let flags: Flags = (choices.below(2) == 0)
                .then_some(flag)
                .into_iter()
                .collect();
            if let Some(uid) = on_server(pair, choices) {
                pair.set_flags(uid, &flags);
            }
        }
        4..=6 => {
            if pair.page.list.is_some() {
                let first = choices.below(150);
                pair.view(first, first + 20);
            }
        }
        7 | 8 => {
            if let Some(uid) = on_server(pair, choices) {
                let flag = [Flag::Seen, Flag::Flagged][choices.below(2) as usize].clone();
                let value = choices.below(2) == 0;
                pair.act(Action::SetFlag {
                    uids: vec![uid],
                    flag,
                    value,
                });
            }
        }
        9 => {
            let message = on_server(pair, choices);
            pair.go("INBOX", message);
        }
        10 => pair.go(["Sent", "INBOX", "Trash"][choices.below(3) as usize], None),
        11 => pair.cut(),
        12 => pair.cut_after = Some(choices.below(8_000) as usize),
        13 => pair.act(Action::Refresh),
        14 => pair.server.refuse_next("UID STORE", "NO by chance"),
        15 => {
            let verb = ["UID FETCH", "FETCH", "STATUS", "LIST", "UID SEARCH", "NOOP"];
            let verb = verb[choices.below(6) as usize];
            pair.server.refuse_next(verb, "NO by chance");
        }
        16 => {
            pair.server.shut_down();
            // The others hear of it with the next thing that happens.
            pair.deliver("by chance");
        }
        17 => {
            let validity = UidValidity(NonZeroU32::MIN.saturating_add(choices.below(1000)));
            pair.server
                .set_uid_validity(USER, "INBOX", validity, pair.now);
            pair.deliver("by chance");
        }
        18 => pair.is_down = !pair.is_down,
        19 => {
            if pair.kept.is_some() {
                let message = on_server(pair, choices);
                pair.reload("INBOX", message);
            }
        }
        20 => pair.act(Action::Reconnect),
        _ => {
            let wait = [5, 30, 120, 700, 2500][choices.below(5) as usize];
            pair.run_for(wait);
        }
    }
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
    let mut truth = pair.server.messages(USER, "INBOX");
    truth.reverse();
    let page = &pair.page;
    assert!(page.is_online(), "{run}: {:?}", page.session);
    assert_eq!(page.total(), Some(truth.len() as u32), "{run}");
    for (row, (uid, flags)) in truth.iter().enumerate().take(30) {
        let shown = page.list.as_ref().and_then(|list| list.rows[row].as_ref());
        let shown = shown.unwrap_or_else(|| panic!("{run}: row {row} is missing"));
        assert_eq!((shown.uid, &shown.flags), (*uid, flags), "{run}: row {row}");
    }
    for (row, shown) in page.rows() {
        assert_eq!(shown.uid, truth[row].0, "{run}: row {row}");
    }
    if when == When::Soon {
        return;
    }
    let unseen = truth.iter().filter(|(_, flags)| !flags.is_seen()).count();
    assert_eq!(
        page.counts.get(&MailboxName::inbox()),
        Some(&(truth.len() as u32, unseen as u32)),
        "{run}"
    );
}

/// So much happens at most in one sequence.
const MOST_ACTS: usize = 60;

/// Plays one sequence and judges it.
///
/// # Panics
/// When an invariant is broken; `run` names the run.
pub fn play(profile: Profile, bytes: &[u8], run: &str) {
    let mut choices = Choices::new(bytes);
    let mut pair = Pair::at_inbox(profile, 60);
    for _ in 0..MOST_ACTS {
        if choices.are_over() {
            break;
        }
        act(&mut pair, &mut choices);
        pair.run_for(i64::from(choices.below(60)));
    }
    pair.cut_after = None;
    pair.is_down = false;
    // A connection that was dead for a while is noticed as one that is cut.
    pair.cut();
    pair.go("INBOX", None);
    pair.view(0, 29);
    pair.run_for(260_000);
    assert!(
        !matches!(pair.page.session, Some(SessionState::LoggedOut(_))),
        "{run}"
    );
    judge(&pair, run, When::InTheEnd);
    // And it lives on.
    let news = pair.deliver("the last");
    pair.act(Action::Refresh);
    pair.run_for(5_000);
    assert_eq!(pair.page.row(0).uid, news, "{run}");
}

/// Every profile, in the order in which a first byte names them.
pub const PROFILES: [Profile; 5] = [
    Profile::Dovecot,
    Profile::Full,
    Profile::Gmail,
    Profile::Office365,
    Profile::Bare,
];

/// Plays the sequence that `bytes` are: the server first, then what happens.
///
/// # Panics
/// When an invariant is broken.
pub fn play_bytes(bytes: &[u8], run: &str) {
    let mut choices = Choices::new(bytes);
    let profile = PROFILES[choices.below(PROFILES.len() as u32) as usize];
    let rest = bytes.get(1..).unwrap_or_default();
    play(profile, rest, &format!("{run} {profile:?}"));
}
