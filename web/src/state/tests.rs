use super::{Field, ListPhase, Reading, Said, State, Told, Trouble, Turn, Watched, Window};
use crate::reactive::*;
use crate::route::Route;
use mail_engine::{
    Body, Change, ComposeFrom, Draft, DraftId, LaterChange, ListId, MessageView, OutgoingId,
    OutgoingState, RemoteContent, SentCopy, SessionState,
};
use mail_model::{
    Address, Composed, Flag, Flags, Letter, LetterContent, MailboxName, MessageRef, MessageSummary,
    Problem, ProblemKind, Timestamp, Uid, UidValidity,
};
use std::num::NonZeroU32;

const LIST: ListId = ListId(1);

fn uid(number: u32) -> Uid {
    Uid::new(number).unwrap()
}

fn summary(number: u32) -> MessageSummary {
    MessageSummary {
        uid: uid(number),
        flags: Flags::default(),
        received: Timestamp(0),
        date: None,
        size: 1_000,
        from: Vec::new(),
        to: Vec::new(),
        subject: format!("Message {number}"),
        message_id: None,
        has_attachment: false,
        preview: None,
    }
}

fn view(number: u32) -> MessageView {
    MessageView {
        message: MessageRef {
            mailbox: MailboxName::inbox(),
            uid_validity: UidValidity(NonZeroU32::MIN),
            uid: uid(number),
        },
        summary: summary(number),
        name: None,
        bcc: Vec::new(),
        cc: Vec::new(),
        reply_to: Vec::new(),
        sender: Vec::new(),
        date: None,
        body: Body::Loading,
        has_alternative: false,
        prefers_text: false,
        remote: RemoteContent::None,
        attachments: Vec::new(),
        problems: Vec::new(),
        header: Vec::new(),
        warnings: Vec::new(),
        unsubscribe: None,
        receipt_to: Vec::new(),
        protection: None,
        cards: Default::default(),
        within: None,
    }
}

/// Runs a test on a page at the inbox whose list has `total` rows, newest
/// first: row `r` has the UID `total - r`. All rows of `known` are known.
fn with_list(total: u32, known: std::ops::Range<u32>, test: impl FnOnce(State)) {
    let owner = Owner::new();
    owner.set();
    let state = State::new(Route::inbox());
    state.list.show(Window { first: 0, end: 10 });
    state.apply(vec![
        Change::ListOpened {
            list: LIST,
            mailbox: MailboxName::inbox(),
            total: Some(total),
        },
        Change::Rows {
            list: LIST,
            start: known.start,
            rows: known.map(|row| summary(total - row)).collect(),
        },
    ]);
    test(state);
}

#[test]
fn rows_at_the_top_wait_for_those_above_them() {
    with_list(40, 0..0, |state| {
        let fill = |rows: std::ops::Range<u32>| {
            state.apply(vec![Change::Rows {
                list: LIST,
                start: rows.start,
                rows: rows.map(|row| summary(40 - row)).collect(),
            }]);
        };
        let is_known = |row| state.list.summary_at(row).is_some();
        // Servers tell the oldest first.
        fill(8..10);
        fill(4..8);
        assert!(!(0..10).any(is_known));
        // What is not in view moves nothing, and others may need it.
        fill(20..30);
        assert!(is_known(20));
        fill(0..4);
        assert!((0..10).all(is_known));
        // Nothing waits where the view has moved away from the top.
        state.list.show(Window { first: 11, end: 19 });
        fill(14..16);
        assert!(is_known(14) && !is_known(13));
    });
}

#[test]
fn rows_that_wait_are_shown_when_the_view_or_the_list_changes() {
    for is_splice in [false, true] {
        with_list(40, 0..0, |state| {
            state.apply(vec![Change::Rows {
                list: LIST,
                start: 5,
                rows: (5..9).map(|row| summary(40 - row)).collect(),
            }]);
            assert!(state.list.summary_at(5).is_none());
            match is_splice {
                true => splice(state, 0, 0, 1),
                false => state.list.show(Window { first: 2, end: 12 }),
            }
            let moved = u32::from(is_splice);
            assert!(state.list.summary_at(5 + moved).is_some());
        });
    }
}

fn splice(state: State, at: u32, removed: u32, inserted: u32) {
    let total = state.list.total() - removed + inserted;
    state.apply(vec![Change::ListSpliced {
        list: LIST,
        at,
        removed,
        inserted,
        total,
    }]);
}

#[test]
fn rows_in_view_exist_before_their_content_is_known() {
    with_list(1_000, 0..0, |state| {
        let visible = state.list.visible().get();
        assert_eq!(visible.len(), 10);
        assert!(visible.iter().all(|row| row.summary().is_none()));
    });
}

#[test]
fn a_row_that_becomes_known_is_the_same_row() {
    with_list(1_000, 0..0, |state| {
        let before = state.list.visible().get();
        state.apply(vec![Change::Rows {
            list: LIST,
            start: 0,
            rows: vec![summary(1_000)],
        }]);
        assert_eq!(before[0].summary().unwrap().uid, uid(1_000));
    });
}

#[test]
fn rows_of_an_earlier_list_are_ignored() {
    with_list(1_000, 0..0, |state| {
        state.apply(vec![Change::Rows {
            list: ListId(0),
            start: 0,
            rows: vec![summary(7)],
        }]);
        assert_eq!(state.list.summary_at(0), None);
    });
}

#[test]
fn rows_beyond_the_end_are_ignored() {
    with_list(1, 0..0, |state| {
        state.apply(vec![Change::Rows {
            list: LIST,
            start: 0,
            rows: vec![summary(1), summary(2)],
        }]);
        assert_eq!(state.list.summary_at(1), None);
    });
}

#[test]
fn at_the_top_new_mail_is_seen() {
    with_list(100, 0..20, |state| {
        splice(state, 0, 0, 1);
        assert_eq!(state.list.window().get().first, 0);
        let visible = state.list.visible().get();
        assert_eq!(visible[0].summary(), None);
        assert_eq!(visible[1].summary().unwrap().uid, uid(100));
        assert_eq!(visible[1].number(), 1);
    });
}

#[test]
fn away_from_the_top_new_mail_moves_nothing() {
    with_list(1_000, 0..0, |state| {
        state.list.show(Window {
            first: 500,
            end: 510,
        });
        let before = state.list.visible().get();
        splice(state, 0, 0, 3);
        assert_eq!(state.list.visible().get(), before);
        assert_eq!(state.list.take_turns().last(), Some(&Turn::By(3)));
        assert_eq!(before[0].number(), 503);
    });
}

#[test]
fn the_cursor_follows_its_message() {
    with_list(100, 0..20, |state| {
        state.list.move_cursor(Some(5));
        splice(state, 0, 0, 2);
        assert_eq!(state.list.cursor().get(), Some(7));
        splice(state, 7, 1, 0);
        assert_eq!(state.list.cursor().get(), Some(7));
        assert_eq!(state.list.summary_at(7).unwrap().uid, uid(94));
    });
}

#[test]
fn where_the_message_at_the_cursor_stood_is_known_when_it_has_gone() {
    with_list(10, 0..10, |state| {
        state.list.move_cursor(Some(9));
        splice(state, 2, 1, 0);
        assert_eq!(state.list.gap(), None);
        splice(state, 8, 1, 0);
        // There is none below it.
        assert_eq!(state.list.gap(), Some(8));
        assert_eq!(state.list.cursor().get(), Some(7));
        splice(state, 0, 0, 3);
        splice(state, 1, 1, 0);
        assert_eq!(state.list.gap(), Some(10));
        state.list.move_cursor(Some(1));
        assert_eq!(state.list.gap(), None);
    });
}

#[test]
fn the_cursor_stays_within_the_list() {
    with_list(3, 0..3, |state| {
        state.list.move_cursor(Some(99));
        assert_eq!(state.list.cursor().get(), Some(2));
        splice(state, 0, 3, 0);
        assert_eq!(state.list.cursor().get(), None);
    });
}

#[test]
fn a_flag_changes_the_row_and_the_open_message() {
    with_list(100, 0..20, |state| {
        state.set_route(Route::message(MailboxName::inbox(), uid(97)));
        state.apply_later(LaterChange::Message(Box::new(view(97))));
        let flags: Flags = [Flag::Flagged].into_iter().collect();
        state.apply(vec![Change::Flags {
            uid: uid(97),
            flags: flags.clone(),
        }]);
        assert_eq!(state.list.summary_at(3).unwrap().flags, flags);
        assert_eq!(state.list.row_of(uid(97)), Some(3));
        assert!(
            matches!(state.reading().get(), Reading::Open(view) if view.summary.flags == flags)
        );
    });
}

#[test]
fn a_message_that_comes_after_it_was_left_is_not_shown() {
    with_list(100, 0..20, |state| {
        state.apply_later(LaterChange::Message(Box::new(view(97))));
        assert_eq!(state.reading().get(), Reading::Nothing);
    });
}

#[test]
fn leaving_a_message_takes_it_off_the_screen_at_once() {
    with_list(100, 0..20, |state| {
        state.set_route(Route::message(MailboxName::inbox(), uid(97)));
        state.apply_later(LaterChange::Message(Box::new(view(97))));
        state.set_route(Route::message(MailboxName::inbox(), uid(96)));
        assert_eq!(state.reading().get(), Reading::Nothing);
    });
}

#[test]
fn a_logout_leaves_nothing_behind() {
    with_list(100, 0..20, |state| {
        state.set_route(Route::message(MailboxName::inbox(), uid(97)));
        state.apply(vec![
            Change::Account {
                user: "robin".to_owned(),
                upstream: "home".to_owned(),
            },
            Change::Session(SessionState::Online),
        ]);
        assert_eq!(state.user().get(), "robin");
        assert_eq!(state.upstream().get(), "home");
        state.apply_later(LaterChange::Message(Box::new(view(97))));
        state.apply(vec![
            Change::Mailboxes(Vec::new()),
            Change::Notice(Problem::new(ProblemKind::ServerAlert)),
            Change::Session(SessionState::LoggedOut(None)),
        ]);
        assert_eq!(state.reading().get(), Reading::Nothing);
        assert_eq!(state.list.head().get(), None);
        assert_eq!(state.list.summary_at(0), None);
        assert_eq!(state.tree.entries().get(), None);
        assert!(state.notices.shown().get().is_empty());
        assert_eq!(state.user().get(), "");
        assert_eq!(state.upstream().get(), "");
    });
}

#[test]
fn a_list_that_failed_says_why() {
    with_list(100, 0..20, |state| {
        let problem = Problem::new(ProblemKind::MailboxUnavailable);
        state.apply(vec![Change::ListFailed {
            list: LIST,
            problem: problem.clone(),
        }]);
        let head = state.list.head().get().unwrap();
        assert_eq!(head.phase, ListPhase::Failed(problem));
    });
}

#[test]
fn the_same_notice_is_not_shown_twice_and_old_ones_give_way() {
    with_list(0, 0..0, |state| {
        let say =
            |words: &str| Change::Notice(Problem::with_words(ProblemKind::ServerAlert, words));
        state.apply(vec![say("a"), say("a"), say("b"), say("c"), say("d")]);
        let words: Vec<_> = state
            .notices
            .shown()
            .get()
            .into_iter()
            .map(|notice| match notice.said {
                Said::Problem(problem) => problem.words,
                Said::Refused { words, .. }
                | Said::Done { words, .. }
                | Said::Going { words, .. } => words,
            })
            .collect();
        assert_eq!(words, ["b", "c", "d"]);
    });
}

#[test]
fn what_a_toast_offers_is_done_once_and_only_while_it_stands() {
    with_list(0, 0..0, |state| {
        let taken_back = StoredValue::new(0);
        let act = move || taken_back.update_value(|count| *count += 1);
        let notices = state.notices;
        let first = notices.offer("Sent".to_owned(), "Undo", 5, act);
        assert_eq!(notices.announcement().get(), "Sent");
        notices.take_up(first);
        notices.take_up(first);
        assert_eq!(taken_back.get_value(), 1);
        assert!(notices.shown().get().is_empty());
        let second = notices.offer("Discarded".to_owned(), "Undo", 5, act);
        notices.dismiss(second);
        notices.take_up(second);
        assert_eq!(taken_back.get_value(), 1);
    });
}

#[test]
fn far_rows_are_let_go_of_but_those_in_view_stay() {
    with_list(100_000, 0..20, |state| {
        for start in (0..20_000).step_by(50) {
            state.list.show(Window {
                first: start,
                end: start + 50,
            });
            state.apply(vec![Change::Rows {
                list: LIST,
                start,
                rows: (start..start + 50)
                    .map(|row| summary(100_000 - row))
                    .collect(),
            }]);
        }
        assert_eq!(state.list.summary_at(0), None);
        assert!(state.list.summary_at(19_999).is_some());
    });
}

fn draft(number: u64, text: &str) -> Draft {
    Draft {
        id: DraftId(number),
        letter: Letter {
            content: LetterContent::Text(text.to_owned()),
            ..Letter::default()
        },
        identity: None,
        about: Vec::new(),
        notices: None,
        keeps_copy: true,
    }
}

fn person(address: &str) -> Address {
    Address {
        name: String::new(),
        address: address.to_owned(),
    }
}

#[test]
fn what_composers_are_told_waits_for_their_code_in_order() {
    with_list(0, 0..0, |state| {
        let composers = state.composers;
        state.apply_later(LaterChange::MessageLimit(7));
        assert!(!composers.is_wanted().get(), "nobody writes");
        composers.tell(Told::Begin(ComposeFrom::Nothing));
        assert!(composers.is_wanted().get());
        let heard = StoredValue::new(Vec::new());
        composers.listen(move |told| {
            heard.update_value(|heard| {
                heard.push(match told {
                    Told::Begin(_) => "begin",
                    Told::ShowOutbox => "outbox",
                    Told::Reopen(_) => "reopen",
                    Told::Change(_) => "change",
                });
            });
        });
        composers.tell(Told::ShowOutbox);
        assert_eq!(heard.get_value(), ["change", "begin", "outbox"]);
    });
}

#[test]
fn recipients_stand_once_in_a_field_and_move_between_fields() {
    with_list(0, 0..0, |state| {
        let composer = state.composers.fill(draft(1, ""));
        assert!(!composer.is_untold());
        let (ada, bob) = (person("ada@example.org"), person("bob@example.org"));
        composer.add(Field::To, vec![ada.clone(), person("ADA@example.org"), bob]);
        composer.move_to(&ada, Field::To, Field::Cc);
        let of = |field: Field| {
            let draft = composer.draft().get();
            let all = field.of(&draft).iter();
            all.map(|one| one.address.clone()).collect::<Vec<_>>()
        };
        assert_eq!(of(Field::To), ["bob@example.org"]);
        assert_eq!(of(Field::Cc), ["ada@example.org"]);
        assert!(composer.is_untold());
    });
}

#[test]
fn what_was_typed_is_read_without_waking_anybody() {
    with_list(0, 0..0, |state| {
        let composer = state.composers.fill(draft(1, "Hello"));
        assert!(!composer.read("Hello".to_owned(), None), "it is the same");
        assert!(composer.read("Hello!".to_owned(), None));
        let draft = composer.draft().get();
        assert!(matches!(
            draft.letter.content,
            LetterContent::Composed(Composed { text, .. }) if text == "Hello!"
        ));
    });
}

#[test]
fn a_draft_that_comes_back_says_what_kept_it_from_being_sent() {
    with_list(0, 0..0, |state| {
        let trouble = Trouble {
            problem: Problem::new(ProblemKind::RecipientsRefused),
            recipients: Vec::new(),
        };
        state.composers.note(DraftId(2), trouble.clone());
        assert_eq!(state.composers.fill(draft(1, "")).trouble().get(), None);
        let back = state.composers.fill(draft(2, ""));
        assert_eq!(back.trouble().get(), Some(trouble));
        let anew = state.composers.fill(draft(2, ""));
        assert_eq!(anew.trouble().get(), None);
        assert_eq!(state.composers.open().get().len(), 2);
    });
}

#[test]
fn a_letter_that_is_over_can_not_be_called_back() {
    with_list(0, 0..0, |state| {
        let words = || {
            let shown = state.notices.shown().get();
            let said = shown.into_iter().map(|notice| match notice.said {
                Said::Problem(problem) => (problem.words, None),
                Said::Done { words, offer } | Said::Refused { words, offer } => (words, offer),
                Said::Going { words, offer, .. } => (words, Some(offer)),
            });
            said.collect::<Vec<_>>()
        };
        let id = OutgoingId(1);
        let toast = state.notices.offer("Sending".to_owned(), "Undo", 5, || {});
        let letter = Watched {
            draft: DraftId(1),
            subject: "Tides".to_owned(),
            toast,
        };
        state.outbox.watch(id, letter);
        let going = |going| {
            state.apply_later(LaterChange::Outgoing {
                outgoing: id,
                state: going,
            });
        };
        going(OutgoingState::Submitting { sent: 0, total: 1 });
        assert_eq!(words(), [("Sending".to_owned(), Some("Undo"))]);
        going(OutgoingState::Sent(SentCopy::Pending));
        assert_eq!(words(), [("Sent: “Tides”".to_owned(), None)]);
        going(OutgoingState::Sent(SentCopy::Kept));
        assert_eq!(words().len(), 1, "it is said once");
    });
}

#[test]
fn what_was_not_sent_is_told_as_what_went_wrong() {
    with_list(0, 0..0, |state| {
        let id = OutgoingId(1);
        let letter = Watched {
            draft: DraftId(3),
            subject: "Tides".to_owned(),
            toast: 0,
        };
        state.outbox.watch(id, letter);
        let problem = Problem::new(ProblemKind::ConnectionLost);
        state.apply_later(LaterChange::Outgoing {
            outgoing: id,
            state: OutgoingState::Unknown(problem),
        });
        let said = state.notices.shown().get();
        let is_refusal = |notice: &crate::state::Notice| {
            let offer = Some(crate::i18n::sent_show());
            matches!(&notice.said, Said::Refused { offer: found, .. } if *found == offer)
        };
        assert!(said.iter().any(is_refusal), "{said:?}");
    });
}

#[test]
fn what_never_left_is_opened_again_with_the_reason() {
    with_list(0, 0..0, |state| {
        let id = OutgoingId(1);
        let letter = Watched {
            draft: DraftId(3),
            subject: "Tides".to_owned(),
            toast: 0,
        };
        state.outbox.watch(id, letter);
        let heard = StoredValue::new(None);
        state.composers.listen(move |told| {
            if let Told::Reopen(id) = told {
                heard.set_value(Some(id));
            }
        });
        let problem = Problem::new(ProblemKind::SenderRefused);
        let recipients = Vec::new();
        state.apply_later(LaterChange::Outgoing {
            outgoing: id,
            state: OutgoingState::Failed {
                problem,
                recipients,
            },
        });
        assert_eq!(heard.get_value(), Some(DraftId(3)));
        let back = state.composers.fill(draft(3, ""));
        assert!(back.trouble().get().is_some());
    });
}
