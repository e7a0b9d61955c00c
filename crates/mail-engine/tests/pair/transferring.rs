//! Messages from one account to another: two pairs, and a transfer between them.

use crate::saving::{file, message_with};
use demo_server::Profile;
use laboratory::{Choices, Pair, USER, noise, plain_message, uid};
use mail_engine::{Change, LaterAction, LaterChange, Side, Transfer, TransferId};
use mail_model::{Flag, Flags, Keyword, MailboxName, ProblemKind, Uid, UidSet, UidValidity};
use std::collections::BTreeMap;

struct Both {
    source: Pair,
    target: Pair,
    transfer: Transfer,
    /// Octets handed out and not known to have arrived, at most.
    most_in_hand: usize,
    in_hand: BTreeMap<Uid, usize>,
}

impl Both {
    /// Two accounts, the first with messages in INBOX; all of them go to the
    /// second's Archive.
    fn begin(profiles: [Profile; 2], messages: &[Vec<u8>], is_move: bool) -> Self {
        let [mut source, mut target] = profiles.map(|profile| Pair::with_inbox(profile, 0));
        target.server.create_mailbox(USER, "Archive", None);
        let all: [Flag; 4] = [
            Flag::Seen,
            Flag::Flagged,
            Flag::Answered,
            Flag::Keyword(Keyword::new("$work").unwrap()),
        ];
        for (at, message) in messages.iter().enumerate() {
            let flags: Flags = all.iter().take(at % 5).cloned().collect();
            let received = mail_model::Timestamp(source.now.0 - 1_000_000_000 * at as i64);
            let delivered = source
                .server
                .deliver(USER, "INBOX", message, &flags, received);
            delivered.expect("there is room");
        }
        for pair in [&mut source, &mut target] {
            pair.log_in("Sent", None);
            pair.run_for(3_000);
            assert!(pair.page.is_online());
        }
        let uids: UidSet = (1..=messages.len() as u32).map(uid).collect();
        let validity = source.server.uid_validity(USER, "INBOX").unwrap();
        let transfer = transfer(validity, uids, is_move);
        Self {
            source,
            target,
            transfer,
            most_in_hand: 0,
            in_hand: BTreeMap::new(),
        }
    }
    /// Lets time pass, and carries what the engines say to each other.
    fn run_for(&mut self, milliseconds: i64) {
        for _ in 0..milliseconds / 10 {
            self.source.run_for(10);
            self.target.run_for(10);
            self.carry();
        }
    }
    fn carry(&mut self) {
        while let Some(change) = self.source.page.transferred.pop_front() {
            if let Change::Later(LaterChange::Exported { uid, bytes, .. }) = &change {
                self.in_hand.insert(*uid, bytes.len());
                let octets = self.in_hand.values().sum();
                self.most_in_hand = self.most_in_hand.max(octets);
            }
            assert!(self.transfer.hear(Side::Source, change).is_none());
        }
        while let Some(change) = self.target.page.transferred.pop_front() {
            if let Change::Later(LaterChange::Imported { uid, .. })
            | Change::Later(LaterChange::ImportFailed { uid, .. }) = &change
            {
                self.in_hand.remove(uid);
            }
            assert!(self.transfer.hear(Side::Target, change).is_none());
        }
        while let Some((side, action)) = self.transfer.poll_action() {
            match side {
                Side::Source => self.source.act(action),
                Side::Target => self.target.act(action),
            }
        }
    }
    fn is_over(&self) -> bool {
        self.transfer.progress().is_over
    }
    /// The messages of the target mailbox, in the order of their content.
    fn arrived(&self) -> Vec<(Vec<u8>, Flags)> {
        contents(&self.target, "Archive")
    }
    fn left(&self) -> Vec<(Vec<u8>, Flags)> {
        contents(&self.source, "INBOX")
    }
}

fn transfer(validity: UidValidity, uids: UidSet, is_move: bool) -> Transfer {
    Transfer::new(
        TransferId(1),
        MailboxName::inbox(),
        validity,
        uids,
        MailboxName::new("Archive"),
        is_move,
    )
}

fn contents(pair: &Pair, mailbox: &str) -> Vec<(Vec<u8>, Flags)> {
    let messages = pair.server.messages(USER, mailbox).into_iter();
    let mut contents: Vec<(Vec<u8>, Flags)> = messages
        .map(|(uid, flags)| (pair.server.message(USER, mailbox, uid).unwrap(), flags))
        .collect();
    contents.sort_by(|one, other| one.0.cmp(&other.0));
    contents
}

fn letters(count: u32) -> Vec<Vec<u8>> {
    let letter = |number| plain_message(&format!("letter-{number}")).into_bytes();
    (0..count).map(letter).collect()
}

#[test]
fn copies_keep_their_flags_and_dates() {
    let mut both = Both::begin([Profile::Dovecot, Profile::Full], &letters(120), false);
    let before = both.left();
    both.run_for(20_000);
    assert!(both.is_over(), "{:?}", both.transfer.progress());
    assert_eq!(both.arrived(), before);
    assert_eq!(both.left(), before);
    assert_eq!(both.transfer.progress().arrived, 120);
    assert!(both.transfer.remaining().2.is_empty());
    both.target.go("Archive", None);
    both.source.go("INBOX", None);
    both.run_for(3_000);
    let received = |pair: &Pair| -> BTreeMap<String, i64> {
        let rows = pair.page.rows();
        rows.iter()
            .map(|(_, row)| (row.subject.clone(), row.received.0 / 1000))
            .collect()
    };
    let (there, here) = (received(&both.target), received(&both.source));
    assert!(there.len() > 20 && here.len() > 20);
    assert!(
        there
            .iter()
            .all(|(subject, at)| here.get(subject).is_none_or(|h| h == at))
    );
}

#[test]
fn what_is_moved_is_gone_from_the_first_account_in_the_end() {
    for profiles in [
        [Profile::Dovecot, Profile::Dovecot],
        [Profile::Gmail, Profile::Office365],
        [Profile::Office365, Profile::Gmail],
        [Profile::Full, Profile::Bare],
    ] {
        let mut both = Both::begin(profiles, &letters(30), true);
        let before = both.left();
        both.run_for(30_000);
        assert!(both.is_over(), "{profiles:?} {:?}", both.transfer);
        let contents = |messages: Vec<(Vec<u8>, Flags)>| -> Vec<Vec<u8>> {
            messages.into_iter().map(|(bytes, _)| bytes).collect()
        };
        assert_eq!(contents(both.arrived()), contents(before), "{profiles:?}");
        assert!(both.left().is_empty(), "{profiles:?}");
        assert_eq!(both.transfer.failures(), []);
    }
}

#[test]
fn no_more_is_handed_out_than_can_be_taken() {
    let large = |number: u32| {
        let raw = message_with("application/zip", "", &file(1_000_000 + number));
        format!("Message-ID: <{number}@x>\r\n{raw}").into_bytes()
    };
    let messages: Vec<Vec<u8>> = (0..8).map(large).collect();
    let mut both = Both::begin([Profile::Dovecot; 2], &messages, false);
    // The other side takes nothing.
    both.target.is_down = true;
    both.run_for(10_000);
    assert!(!both.in_hand.is_empty());
    assert!(both.most_in_hand <= 4 << 20, "{}", both.most_in_hand);
    both.target.is_down = false;
    both.target.cut();
    both.run_for(60_000);
    assert!(both.is_over());
    assert!(both.most_in_hand <= 4 << 20, "{}", both.most_in_hand);
    assert_eq!(both.arrived().len(), 8);
}

#[test]
fn what_the_second_server_refuses_stays_where_it_is() {
    let mut both = Both::begin([Profile::Dovecot; 2], &letters(5), true);
    both.target
        .server
        .refuse_next("APPEND", "NO [OVERQUOTA] There is no room");
    both.run_for(10_000);
    assert!(both.is_over());
    assert_eq!(both.arrived().len(), 4);
    assert_eq!(both.left().len(), 1);
    let [(Some(_), problem)] = both.transfer.failures() else {
        panic!("{:?}", both.transfer.failures());
    };
    assert_eq!(problem.kind, ProblemKind::OverQuota);
    assert_eq!(both.transfer.remaining().2.len(), 1);
}

#[test]
fn a_message_that_is_gone_and_a_mailbox_made_anew_are_told() {
    let mut both = Both::begin([Profile::Dovecot; 2], &letters(5), true);
    both.source.expunge(uid(2));
    both.run_for(10_000);
    assert!(both.is_over());
    assert_eq!(both.arrived().len(), 4);
    assert!(matches!(both.transfer.failures(), [(Some(gone), problem)]
        if *gone == uid(2) && problem.kind == ProblemKind::MessageGone));

    let mut both = Both::begin([Profile::Dovecot; 2], &letters(5), true);
    let validity = UidValidity(core::num::NonZeroU32::new(77).unwrap());
    let now = both.source.now;
    both.source
        .server
        .set_uid_validity(USER, "INBOX", validity, now);
    both.run_for(10_000);
    assert!(both.is_over());
    assert_eq!(
        both.left().len(),
        5,
        "what has those UIDs now is not touched"
    );
    assert!(both.arrived().is_empty());
    assert!(matches!(both.transfer.failures(), [(None, problem)]
        if problem.kind == ProblemKind::UidValidityChanged));
}

#[test]
fn a_transfer_that_is_stopped_leaves_the_rest_where_it_is() {
    let mut both = Both::begin([Profile::Dovecot; 2], &letters(200), true);
    both.run_for(700);
    both.transfer.cancel();
    both.run_for(20_000);
    assert!(both.is_over());
    let (arrived, left) = (both.arrived().len(), both.left().len());
    assert!(arrived < 200, "it went on");
    assert!(arrived + left >= 200, "{arrived} and {left}");
}

#[test]
fn the_lines_may_be_cut_anywhere_and_nothing_is_lost_or_comes_twice() {
    for seed in 0..100 {
        let bytes = noise(seed, 64);
        let mut choices = Choices::new(&bytes);
        let profiles = match seed % 3 {
            0 => [Profile::Dovecot, Profile::Dovecot],
            1 => [Profile::Gmail, Profile::Full],
            _ => [Profile::Full, Profile::Bare],
        };
        let mut both = Both::begin(profiles, &letters(24), true);
        let before = both.left();
        for _ in 0..6 {
            let pair = match choices.below(3) {
                0 => &mut both.source,
                _ => &mut both.target,
            };
            if choices.below(2) == 0 {
                pair.cut_after = Some(choices.below(6_000) as usize);
            } else {
                pair.cut_sending_after = Some(choices.below(6_000) as usize);
            }
            both.run_for(i64::from(choices.below(1_500)));
        }
        for pair in [&mut both.source, &mut both.target] {
            pair.cut_after = None;
            pair.cut_sending_after = None;
        }
        both.run_for(90_000);
        assert!(both.is_over(), "{seed}: {:?}", both.transfer.progress());
        let arrived: Vec<Vec<u8>> = both.arrived().into_iter().map(|(bytes, _)| bytes).collect();
        let before: Vec<Vec<u8>> = before.into_iter().map(|(bytes, _)| bytes).collect();
        assert!(arrived == before, "{seed}: {} arrived", arrived.len());
        assert!(both.left().is_empty(), "{seed}");
        assert_eq!(both.transfer.failures(), [], "{seed}");
    }
}

#[test]
fn a_transfer_that_was_interrupted_is_begun_again_with_what_remains() {
    let mut both = Both::begin([Profile::Dovecot; 2], &letters(200), true);
    both.run_for(800);
    let (_, validity, remaining) = both.transfer.remaining();
    let remaining = remaining.clone();
    assert!(!remaining.is_empty());
    both.source.act(LaterAction::CancelExport(TransferId(1)));
    both.run_for(2_000);
    both.transfer = transfer(validity, remaining, true);
    both.run_for(30_000);
    assert!(both.is_over());
    let mut contents = both.arrived();
    contents.dedup();
    assert_eq!(contents.len(), 200);
}
