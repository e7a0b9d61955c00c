//! Messages that are meant without having been looked at: all but some, those of
//! rows that are far away, those of a flag.

use demo_server::Profile;
use laboratory::{Pair, USER, uid};
use mail_engine::{Choice, Deed, LaterAction, OperationId, OperationState, Selection, View};
use mail_model::{Flag, Flags, MailboxName, SearchKey, SortCriterion, SortKey, Uid};

const PROFILES: [Profile; 4] = [
    Profile::Full,
    Profile::Dovecot,
    Profile::Gmail,
    Profile::Bare,
];

fn by_subject() -> View {
    View {
        order: vec![SortCriterion {
            key: SortKey::Subject,
            is_reversed: true,
        }],
        ..View::default()
    }
}

fn folded() -> View {
    View {
        threads: true,
        is_folded: true,
        ..View::default()
    }
}

fn choose(pair: &mut Pair, question: u32, choice: Choice) -> Vec<u32> {
    let list = pair.page.list.as_ref().unwrap().id;
    pair.act(LaterAction::Choose {
        list,
        question,
        choice,
    });
    pair.run_for(3_000);
    let chosen = pair.page.chosen.get(&question);
    let chosen = chosen.unwrap_or_else(|| panic!("{choice:?} was not answered"));
    chosen.iter().map(Uid::value).collect()
}

fn on_server(pair: &Pair, mailbox: &str) -> Vec<u32> {
    let messages = pair.server.messages(USER, mailbox).into_iter();
    messages.map(|(uid, _)| uid.value()).collect()
}

fn remove_all_but(pair: &mut Pair, spared: &[u32]) {
    pair.act(LaterAction::Operate {
        operation: OperationId(1),
        selection: Selection::AllBut(spared.iter().copied().map(uid).collect()),
        deed: Deed::Move(MailboxName::new("Sent")),
    });
}

fn unread(view: View) -> View {
    let seen = SearchKey::Flag(Flag::Seen);
    View {
        query: Some(SearchKey::Not(Box::new(seen))),
        ..view
    }
}

#[test]
fn all_but_some_are_moved_and_come_back() {
    for profile in PROFILES {
        for view in [View::default(), by_subject(), unread(View::default())] {
            let mut pair = Pair::at_inbox(profile, 300);
            if !view.is_plain() {
                pair.show("INBOX", view.clone());
                pair.run_for(20_000);
            }
            let run = format!("{profile:?} {view:?}");
            let all = pair.page.total().unwrap();
            let spared: Vec<u32> = [3, 7].map(|row| pair.page.row(row).uid.value()).into();
            let others = 300 - all;
            remove_all_but(&mut pair, &spared);
            pair.run_for(20_000);
            let state = pair.page.operations[&OperationId(1)].last().cloned();
            assert!(
                matches!(state, Some(OperationState::Done { .. })),
                "{run}: {state:?}"
            );
            assert_eq!(pair.page.total(), Some(2), "{run}");
            let left = on_server(&pair, "INBOX");
            assert_eq!(left.len(), 2 + others as usize, "{run}");
            assert!(spared.iter().all(|uid| left.contains(uid)), "{run}");
            if state == Some(OperationState::Done { can_undo: true }) {
                pair.act(LaterAction::Undo(OperationId(1)));
                pair.run_for(30_000);
                assert_eq!(on_server(&pair, "INBOX").len(), 300, "{run}");
            }
        }
    }
}

#[test]
fn of_all_but_some_that_are_read_the_counts_are_true() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 200);
    pair.act(LaterAction::Operate {
        operation: OperationId(1),
        selection: Selection::AllBut(vec![uid(200), uid(150)]),
        deed: Deed::SetFlag {
            flag: Flag::Seen,
            value: true,
        },
    });
    pair.run_for(20_000);
    let server = pair.server.messages(USER, "INBOX");
    let is_unread = |(_, flags): &&(Uid, Flags)| !flags.is_seen();
    let unread = u32::try_from(server.iter().filter(is_unread).count()).unwrap();
    assert!(unread <= 2);
    assert_eq!(pair.page.counts[&MailboxName::inbox()], (200, unread));
}

#[test]
fn a_conversation_is_spared_with_all_that_is_folded_into_it() {
    let mut pair = threads(Profile::Dovecot);
    remove_all_but(&mut pair, &[5]);
    pair.run_for(5_000);
    assert_eq!(on_server(&pair, "INBOX"), [1, 3, 5]);
}

/// Letters 1, 3 and 5 are one conversation, 2 and 4 are alone; 3 is unread, and 2.
fn threads(profile: Profile) -> Pair {
    let mut pair = Pair::with_inbox(profile, 0);
    for (id, to) in [(1, None), (2, None), (3, Some(1)), (4, None), (5, Some(3))] {
        let answers = to.map_or(String::new(), |to| {
            format!("References: <1@x> <{to}@x>\r\n")
        });
        let text = format!(
            "From: a@x\r\nSubject: letter {id}\r\nMessage-ID: <{id}@x>\r\n\
             Date: 7 May 2026 10:0{id}:00 +0000\r\n{answers}\r\nText.\r\n"
        );
        pair.deliver_raw("INBOX", text.as_bytes());
    }
    for read in [1, 4, 5] {
        pair.set_flags(uid(read), &Flags::from_iter([Flag::Seen]));
    }
    pair.log_in("INBOX", None);
    pair.run_for(3_000);
    pair.show("INBOX", folded());
    pair.run_for(3_000);
    pair
}

#[test]
fn rows_that_were_never_in_view_have_messages_too() {
    for profile in [Profile::Full, Profile::Dovecot, Profile::Gmail] {
        let mut pair = Pair::at_inbox(profile, 2_000);
        let rows = Choice::Rows {
            first: 100,
            last: 1_500,
        };
        let chosen = choose(&mut pair, 1, rows);
        // The newest stands in row 0.
        let expected: Vec<u32> = (500..=1_900).collect();
        assert_eq!(chosen, expected, "{profile:?}");
        // What is on its way out has no row any more.
        pair.act(LaterAction::Operate {
            operation: OperationId(1),
            selection: Selection::Uids(vec![uid(2_000), uid(1_850)]),
            deed: Deed::Delete { for_ever: false },
        });
        let few = Choice::Rows {
            first: 99,
            last: 151,
        };
        let chosen = choose(&mut pair, 2, few);
        let expected: Vec<u32> = (1_847..=1_900).filter(|uid| *uid != 1_850).collect();
        assert_eq!(chosen, expected, "{profile:?}");
    }
}

#[test]
fn rows_that_the_server_sorts_are_asked_for() {
    for profile in [Profile::Full, Profile::Dovecot] {
        let mut pair = Pair::at_inbox(profile, 1_000);
        pair.show("INBOX", by_subject());
        pair.run_for(5_000);
        let rows = Choice::Rows {
            first: 2,
            last: 700,
        };
        let mut chosen = choose(&mut pair, 1, rows);
        chosen.sort_unstable();
        pair.view(690, 720);
        pair.run_for(5_000);
        assert_eq!(chosen.len(), 699, "{profile:?}");
        assert!(chosen.contains(&pair.page.row(700).uid.value()));
        assert!(!chosen.contains(&pair.page.row(701).uid.value()));
    }
}

#[test]
fn those_of_a_flag_are_chosen_whether_they_were_looked_at_or_not() {
    for profile in PROFILES {
        let mut pair = Pair::at_inbox(profile, 900);
        let flagged = Flags::from_iter([Flag::Flagged]);
        for far in [3, 9] {
            pair.set_flags(uid(far), &flagged);
        }
        // The server has not heard of this one yet.
        pair.act(LaterAction::SetFlag {
            uids: vec![uid(899)],
            flag: Flag::Flagged,
            value: true,
        });
        let truth = |pair: &Pair, is: fn(&Flags) -> bool| -> Vec<u32> {
            let all = pair.server.messages(USER, "INBOX").into_iter();
            let such = all.filter(|(_, flags)| is(flags));
            such.map(|(uid, _)| uid.value()).collect()
        };
        let chosen = choose(&mut pair, 1, Choice::Flagged(true));
        assert!([3, 9, 899].iter().all(|uid| chosen.contains(uid)));
        assert_eq!(chosen, truth(&pair, Flags::is_flagged), "{profile:?}");
        let chosen = choose(&mut pair, 2, Choice::Flagged(false));
        let expected = truth(&pair, |flags| !flags.is_flagged());
        assert_eq!(chosen, expected, "{profile:?}");
        let chosen = choose(&mut pair, 3, Choice::Seen(false));
        assert_eq!(
            chosen,
            truth(&pair, |flags| !flags.is_seen()),
            "{profile:?}"
        );
    }
}

#[test]
fn a_conversation_is_unread_if_one_of_its_messages_is() {
    for profile in PROFILES {
        let mut pair = threads(profile);
        assert_eq!(
            choose(&mut pair, 1, Choice::Seen(false)),
            [1, 2, 3, 5],
            "{profile:?}"
        );
        assert_eq!(choose(&mut pair, 2, Choice::Seen(true)), [4], "{profile:?}");
        let all: Vec<u32> = (1..=5).collect();
        assert_eq!(choose(&mut pair, 3, Choice::Flagged(false)), all);
    }
}
