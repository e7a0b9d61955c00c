//! A mailbox that other clients changed while nobody looked: on every rung of
//! the ladder it is shown as a fresh login would show it.

use demo_server::Profile;
use laboratory::{Choices, Pair, USER, noise};
use mail_model::{Flag, Flags, Keyword, MailboxName, Uid};

const PROFILES: [Profile; 5] = [
    Profile::Full,
    Profile::Dovecot,
    Profile::Gmail,
    Profile::Office365,
    Profile::Bare,
];

/// Looks at all of the list and compares it with the server's mailbox.
fn judge(pair: &mut Pair, why: &str) {
    let mut expected = pair.server.messages(USER, "INBOX");
    expected.reverse();
    assert_eq!(pair.page.total(), Some(expected.len() as u32), "{why}");
    for first in (0..expected.len()).step_by(60) {
        pair.view(first as u32, first as u32 + 60);
        pair.run_for(600);
        let shown = expected.iter().enumerate().skip(first).take(60);
        for (row, (uid, flags)) in shown {
            let told = pair.page.row(row);
            assert_eq!((told.uid, &told.flags), (*uid, flags), "{why}, row {row}");
        }
    }
}

fn change(pair: &mut Pair, messages: &mut Vec<(Uid, Flags)>, choices: &mut Choices<'_>) {
    let any = |choices: &mut Choices<'_>| -> Option<Uid> {
        let place = choices.below(messages.len() as u32) as usize;
        messages.get(place).map(|(uid, _)| *uid)
    };
    match choices.below(5) {
        0 => {
            messages.push((pair.deliver("while away"), Flags::default()));
        }
        1 => {
            if let Some(uid) = any(choices) {
                pair.expunge(uid);
                messages.retain(|(message, _)| *message != uid);
            }
        }
        _ => {
            let flags = [
                Flag::Seen,
                Flag::Flagged,
                Flag::Answered,
                Flag::Keyword(Keyword::new("$Work").unwrap()),
            ];
            let flags: Flags = flags
                .into_iter()
                .filter(|_| choices.below(2) == 0)
                .collect();
            if let Some(uid) = any(choices) {
                pair.set_flags(uid, &flags);
            }
        }
    }
}

#[test]
fn a_mailbox_that_changed_meanwhile_is_shown_as_a_fresh_login_shows_it() {
    for profile in PROFILES {
        for seed in 0..12 {
            let bytes = noise(seed << 8 | 77, 4_000);
            let mut choices = Choices::new(&bytes);
            let mut pair = Pair::at_inbox(profile, 150);
            for _ in 0..3 {
                for _ in 0..choices.below(4) {
                    let first = choices.below(150);
                    pair.view(first, first + 30);
                    pair.run_for(400);
                }
                let is_elsewhere = choices.below(2) == 0;
                if is_elsewhere {
                    pair.go("Sent", None);
                    pair.run_for(i64::from(choices.below(500)));
                } else {
                    pair.is_down = true;
                    pair.cut();
                }
                let mut messages = pair.server.messages(USER, "INBOX");
                for _ in 0..choices.below(200) {
                    change(&mut pair, &mut messages, &mut choices);
                }
                pair.is_down = false;
                pair.go("INBOX", None);
                pair.run_for(70_000);
                judge(&mut pair, &format!("{profile:?} {seed}"));
            }
        }
    }
}

#[test]
fn after_five_thousand_changes_a_mailbox_is_shown_as_it_is() {
    for profile in [Profile::Full, Profile::Gmail] {
        let bytes = noise(5_000, 40_000);
        let mut choices = Choices::new(&bytes);
        let mut pair = Pair::at_inbox(profile, 1_000);
        pair.cut();
        let mut messages = pair.server.messages(USER, "INBOX");
        for _ in 0..5_000 {
            change(&mut pair, &mut messages, &mut choices);
        }
        pair.run_for(5_000);
        judge(&mut pair, &format!("{profile:?}"));
    }
}

#[test]
fn with_qresync_a_mailbox_is_caught_up_with_by_its_select() {
    for (profile, comes_back) in [(Profile::Dovecot, true), (Profile::Full, false)] {
        let mut pair = Pair::at_inbox(profile, 500);
        if comes_back {
            pair.cut();
        } else {
            pair.go("Sent", None);
            pair.run_for(1_000);
        }
        pair.said.clear();
        let news = pair.deliver("while away");
        pair.expunge(Uid::new(480).unwrap());
        if !comes_back {
            pair.go("INBOX", None);
        }
        pair.round_trips_until(|page| {
            let inbox = page
                .list
                .as_ref()
                .filter(|list| list.mailbox == MailboxName::inbox());
            let first = inbox.and_then(|list| list.rows.first()?.as_ref());
            first.is_some_and(|row| row.uid == news)
        });
        let said = &pair.said;
        assert!(said.contains("(QRESYNC ("), "{said}");
        assert!(said.contains("UID SEARCH RETURN (ALL) UID 501:*"), "{said}");
        assert!(!said.contains("RETURN (ALL) ALL"), "{said}");
        assert!(!said.contains("CHANGEDSINCE"), "{said}");
        judge(&mut pair, "caught up");
    }
}

#[test]
fn thousands_that_go_at_once_from_under_an_open_list_leave_it_as_the_server_has_it() {
    for profile in PROFILES {
        let mut pair = Pair::at_inbox(profile, 4_000);
        pair.run_for(5_000);
        for number in (1..=3_900).filter(|number| number % 3 != 0) {
            let uid = Uid::new(number).unwrap();
            let now = pair.now;
            assert!(pair.server.expunge(USER, "INBOX", uid, now));
        }
        pair.deliver("wakes the server");
        pair.run_for(130_000);
        let shown = pair.page.counts[&MailboxName::inbox()];
        let messages = pair.server.messages(USER, "INBOX");
        let unseen = messages.iter().filter(|(_, flags)| !flags.is_seen());
        let expected = (messages.len() as u32, unseen.count() as u32);
        assert_eq!(shown, expected, "{profile:?}");
        judge(&mut pair, &format!("{profile:?}"));
    }
}
