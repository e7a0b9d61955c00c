//! Chance decides what the person and other clients do and when the line
//! breaks; once all is quiet, the page must show the server's mailbox.

use crate::harness::{Pair, USER, uid};
use core::num::NonZeroU32;
use demo_server::Profile;
use mail_engine::{Action, Body, SessionState};
use mail_model::{Flag, Flags, MailboxName, Uid, UidValidity};

/// A linear congruential generator: the same numbers on each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(bound)) as u32
    }
}

fn on_server(pair: &Pair, chance: &mut Chance) -> Option<Uid> {
    let messages = pair.server.messages(USER, "INBOX");
    if messages.is_empty() {
        return None;
    }
    Some(messages[chance.below(messages.len() as u32) as usize].0)
}

fn act(pair: &mut Pair, chance: &mut Chance) {
    match chance.below(22) {
        0 | 1 => {
            pair.deliver("by chance");
        }
        2 => {
            if let Some(uid) = on_server(pair, chance) {
                pair.expunge(uid);
            }
        }
        3 => {
            let flag = [Flag::Seen, Flag::Flagged][chance.below(2) as usize].clone();
            let flags: Flags = (chance.below(2) == 0).then_some(flag).into_iter().collect();
            if let Some(uid) = on_server(pair, chance) {
                pair.set_flags(uid, &flags);
            }
        }
        4..=6 => {
            if pair.page.list.is_some() {
                let first = chance.below(150);
                pair.view(first, first + 20);
            }
        }
        7 | 8 => {
            if let Some(uid) = on_server(pair, chance) {
                let flag = [Flag::Seen, Flag::Flagged][chance.below(2) as usize].clone();
                let value = chance.below(2) == 0;
                pair.act(Action::SetFlag {
                    uids: vec![uid],
                    flag,
                    value,
                });
            }
        }
        9 => {
            let message = on_server(pair, chance);
            pair.go("INBOX", message);
        }
        10 => pair.go(["Sent", "INBOX", "Trash"][chance.below(3) as usize], None),
        11 => pair.cut(),
        12 => pair.cut_after = Some(chance.below(8_000) as usize),
        13 => pair.act(Action::Refresh),
        14 => pair.server.refuse_next("UID STORE", "NO by chance"),
        15 => {
            let verb = ["UID FETCH", "FETCH", "STATUS", "LIST", "UID SEARCH", "NOOP"];
            let verb = verb[chance.below(6) as usize];
            pair.server.refuse_next(verb, "NO by chance");
        }
        16 => {
            pair.server.shut_down();
            // The others hear of it with the next thing that happens.
            pair.deliver("by chance");
        }
        17 => {
            let validity = UidValidity(NonZeroU32::MIN.saturating_add(chance.below(1000)));
            pair.server
                .set_uid_validity(USER, "INBOX", validity, pair.now);
            pair.deliver("by chance");
        }
        18 => pair.is_down = !pair.is_down,
        19 => {
            if pair.kept.is_some() {
                let message = on_server(pair, chance);
                pair.reload("INBOX", message);
            }
        }
        20 => pair.act(Action::Reconnect),
        _ => {
            let wait = [5, 30, 120, 700, 2500][chance.below(5) as usize];
            pair.run_for(wait);
        }
    }
}

/// How long after the last trouble the page is judged.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    /// Within seconds: the list must be true.
    Soon,
    /// Once all is quiet: the counts too.
    InTheEnd,
}

fn judge(pair: &Pair, run: &str, when: When) {
    let mut truth = pair.server.messages(USER, "INBOX");
    truth.reverse();
    let page = &pair.page;
    assert!(page.is_online(), "{run}: {:?}", page.session);
    assert_eq!(page.total(), Some(truth.len() as u32), "{run}");
    for (row, (uid, flags)) in truth.iter().enumerate().take(30) {
        let shown = page.list.as_ref().unwrap().rows[row].as_ref();
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

fn play(profile: Profile, seed: u64) {
    let run = format!("{profile:?} {seed}");
    let mut chance = Chance(seed);
    let mut pair = Pair::at_inbox(profile, 60);
    for _ in 0..40 {
        act(&mut pair, &mut chance);
        pair.run_for(i64::from(chance.below(60)));
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
    judge(&pair, &run, When::InTheEnd);
    // And it lives on.
    let news = pair.deliver("the last");
    pair.act(Action::Refresh);
    pair.run_for(5_000);
    assert_eq!(pair.page.row(0).uid, news, "{run}");
    assert_ne!(news, uid(1));
}

#[test]
fn whatever_happens_the_page_shows_the_mailbox_in_the_end() {
    for seed in 0..120 {
        play(Profile::Dovecot, seed);
    }
}

#[test]
fn whatever_happens_on_poorer_servers_the_page_shows_the_mailbox_in_the_end() {
    for seed in 0..25 {
        for profile in [
            Profile::Full,
            Profile::Gmail,
            Profile::Office365,
            Profile::Bare,
        ] {
            play(profile, 1000 + seed);
        }
    }
}

#[test]
fn a_line_that_is_cut_after_any_octet_is_mended_within_five_seconds() {
    for seed in 0..100 {
        let mut chance = Chance(7_000 + seed);
        let mut pair = Pair::at_inbox(Profile::Dovecot, 60);
        pair.cut_after = Some(chance.below(20_000) as usize);
        let news = pair.deliver("before the cut");
        for _ in 0..12 {
            let first = chance.below(60);
            pair.view(first, first + 20);
            let message = on_server(&pair, &mut chance);
            pair.go("INBOX", message);
            pair.run_for(i64::from(chance.below(80)));
            if let Some(uid) = on_server(&pair, &mut chance) {
                pair.act(Action::SetFlag {
                    uids: vec![uid],
                    flag: Flag::Flagged,
                    value: chance.below(2) == 0,
                });
            }
            pair.run_for(i64::from(chance.below(80)));
        }
        if pair.cut_after.take().is_some() {
            // It was not reached: the line breaks now.
            pair.cut();
        }
        pair.go("INBOX", Some(news));
        pair.view(0, 29);
        pair.run_for(5_000);
        judge(&pair, &format!("cut {seed}"), When::Soon);
        let view = pair.page.message.as_ref().expect("no message is open");
        assert!(matches!(view.body, Body::Text(_)), "{:?}", view.body);
    }
}
