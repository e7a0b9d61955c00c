//! Browsers that keep nothing: what is written goes to the server all the same, and
//! what is there is not taken for nobody's.

use crate::drafting::{ID, draft, kept, saved, write};
use demo_server::Profile;
use laboratory::model::PROFILES;
use laboratory::{Pair, USER};
use mail_engine::{
    ComposeFrom, Draft, DraftId, DraftState, LaterAction, OutgoingId, OutgoingState, SentCopy,
};
use mail_model::{Composed, FileId, Letter, LetterContent, LetterFile, ProblemKind};

const OUT: OutgoingId = OutgoingId(70);
const FILE: FileId = FileId(5);

/// In which ways a browser keeps nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    /// It refuses.
    Full,
    /// It never answers.
    Silent,
    /// It neither reads nor writes.
    Broken,
}

const FAULTS: [Fault; 3] = [Fault::Full, Fault::Silent, Fault::Broken];

fn with_fault(profile: Profile, fault: Fault) -> Pair {
    let mut pair = Pair::with_inbox(profile, 1);
    pair.is_store_full = fault != Fault::Silent;
    pair.is_store_unreadable = fault == Fault::Broken;
    pair.is_store_silent = fault == Fault::Silent;
    pair.log_in("INBOX", None);
    pair.run_for(1_000);
    pair
}

fn last(pair: &Pair) -> &DraftState {
    pair.page.drafts[&ID].last().unwrap()
}

fn send(pair: &mut Pair, hold: u16) {
    pair.act(LaterAction::SendDraft {
        draft: ID,
        outgoing: OUT,
        hold,
    });
}

/// A draft with a file.
fn with_file(pair: &mut Pair) {
    pair.attach(FILE, vec![b'x'; 100]);
    let draft = Draft {
        letter: Letter {
            content: LetterContent::Composed(Composed {
                text: "with a file".to_owned(),
                html: None,
                is_markdown: false,
                files: vec![LetterFile {
                    file: FILE,
                    name: "x.bin".to_owned(),
                    media_type: "application/octet-stream".to_owned(),
                    length: 100,
                    content_id: None,
                }],
            }),
            ..draft(ID, "").letter
        },
        ..draft(ID, "")
    };
    pair.act(LaterAction::KeepDraft(Box::new(draft)));
    pair.run_for(100);
}

#[test]
fn what_no_browser_keeps_comes_to_the_server_when_one_pauses() {
    for profile in PROFILES {
        for fault in FAULTS {
            let mut pair = with_fault(profile, fault);
            write(&mut pair, "the first words");
            pair.run_for(15_000);
            let what = format!("{profile:?} {fault:?}: {:?}", pair.page.drafts);
            assert!(matches!(last(&pair), DraftState::Saved(_)), "{what}");
            assert_eq!(saved(&pair).len(), 1, "{what}");
            // From here on it is known, and said.
            for text in ["the second", "the third"] {
                write(&mut pair, text);
                assert_eq!(*last(&pair), DraftState::Unkept, "{what}");
                pair.run_for(6_000);
                assert!(matches!(last(&pair), DraftState::Saved(_)), "{what}");
                let saved = saved(&pair);
                assert_eq!(saved.len(), 1, "{what}");
                assert!(saved[0].1.contains(text), "{what}");
            }
            pair.act(LaterAction::CloseDraft(ID));
            pair.run_for(1_000);
            assert_eq!((saved(&pair).len(), kept(&pair)), (1, 0), "{what}");
        }
    }
}

#[test]
fn whoever_types_without_a_pause_has_it_on_the_server_in_less_than_half_a_minute() {
    for fault in FAULTS {
        let mut pair = with_fault(Profile::Full, fault);
        for second in 0..27 {
            write(&mut pair, &format!("word {second}"));
            pair.run_for(1_000);
        }
        assert_eq!(saved(&pair).len(), 1, "{fault:?}");
    }
}

#[test]
fn what_is_sent_and_not_kept_arrives_once_and_waits_among_the_drafts() {
    for fault in FAULTS {
        for hold in [0, 20] {
            let mut pair = with_fault(Profile::Full, fault);
            write(&mut pair, "text");
            pair.run_for(100);
            send(&mut pair, hold);
            if hold > 0 {
                pair.run_for(15_000);
                assert_eq!(saved(&pair).len(), 1, "{fault:?}");
            }
            pair.run_for(60_000);
            let what = format!("{fault:?} {hold} {:?}", pair.page.outgoing);
            let state = pair.page.outgoing[&OUT].last().unwrap();
            assert_eq!(*state, OutgoingState::Sent(SentCopy::Kept), "{what}");
            assert_eq!(pair.server.messages(USER, "INBOX").len(), 2, "{what}");
            assert_eq!(pair.server.messages(USER, "Sent").len(), 1, "{what}");
            assert_eq!(
                (saved(&pair).len(), pair.page.outbox.len()),
                (0, 0),
                "{what}"
            );
        }
    }
}

/// How often the letter has arrived.
fn arrived(pair: &Pair) -> usize {
    pair.server.messages(USER, "INBOX").len() - 1
}

#[test]
fn what_the_browser_keeps_waiting_goes_out_only_once_that_is_kept() {
    for fault in [Fault::Full, Fault::Silent] {
        for ends in [false, true] {
            let mut pair = Pair::at_inbox(Profile::Full, 1);
            write(&mut pair, "text");
            pair.run_for(1_000);
            send(&mut pair, 5);
            pair.run_for(1_000);
            pair.is_store_full = fault == Fault::Full;
            pair.is_store_silent = fault == Fault::Silent;
            pair.run_for(70_000);
            let what = format!("{fault:?} {ends} {:?}", pair.page.outgoing);
            assert_eq!(arrived(&pair), 0, "{what}");
            let told = pair.page.outgoing[&OUT].last().unwrap();
            let OutgoingState::Queued { problem, .. } = told else {
                panic!("{what}");
            };
            let problem = problem.as_ref().map(|problem| problem.kind);
            assert_eq!(problem, Some(ProblemKind::NotKept), "{what}");
            (pair.is_store_full, pair.is_store_silent) = (false, false);
            if ends {
                pair.reload("INBOX", None);
            }
            pair.run_for(70_000);
            pair.reload("INBOX", None);
            pair.run_for(70_000);
            assert_eq!(arrived(&pair), 1, "{what}");
            assert_eq!(kept(&pair), 0, "{what}");
            // That it was saved meanwhile could not be kept, so nobody knows of it.
            let stays = usize::from(ends);
            assert_eq!(saved(&pair).len(), stays, "{what}");
        }
    }
}

#[test]
fn a_letter_is_sent_once_wherever_the_browser_stops_to_answer() {
    for is_late in [false, true] {
        for hold in [0, 3] {
            for after in (0..80)
                .map(|step| step * 2)
                .chain([1_000, 2_950, 3_000, 3_050])
            {
                let mut pair = Pair::at_inbox(Profile::Full, 1);
                pair.is_store_late = is_late;
                write(&mut pair, "text");
                pair.run_for(1_000);
                send(&mut pair, hold);
                pair.run_for(after);
                pair.is_store_silent = true;
                pair.run_for(30_000);
                pair.is_store_silent = false;
                pair.reload("INBOX", None);
                pair.run_for(70_000);
                let what = format!("{is_late} {hold} {after} {:?}", pair.page.outgoing);
                assert!(arrived(&pair) < 2, "{what}");
                let is_here = saved(&pair).len() + kept(&pair) > 0;
                assert!(arrived(&pair) == 1 || is_here, "{what}");
            }
        }
    }
}

#[test]
fn a_disk_that_answers_again_is_trusted_again_and_keeps_nothing_of_what_is_gone() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    write(&mut pair, "kept");
    pair.run_for(100);
    assert_eq!((last(&pair), kept(&pair)), (&DraftState::Local, 1));
    pair.is_store_silent = true;
    write(&mut pair, "not kept");
    pair.run_for(6_000);
    assert!(pair.page.drafts[&ID].contains(&DraftState::Unkept));
    pair.run_for(10_000);
    assert!(saved(&pair)[0].1.contains("not kept"));
    write(&mut pair, "more");
    pair.is_store_silent = false;
    pair.run_for(1_000);
    assert_eq!(*last(&pair), DraftState::Local);
    write(&mut pair, "kept again");
    assert_eq!(*last(&pair), DraftState::Local);
    pair.act(LaterAction::CloseDraft(ID));
    pair.run_for(3_000);
    assert_eq!((saved(&pair).len(), kept(&pair)), (1, 0));
}

#[test]
fn a_draft_that_another_window_would_not_find_stays_in_the_account() {
    for fault in FAULTS {
        let mut pair = with_fault(Profile::Full, fault);
        write(&mut pair, "text");
        pair.act(LaterAction::PartDraft(Box::new(draft(ID, "text"))));
        pair.run_for(15_000);
        assert_eq!(saved(&pair).len(), 1, "{fault:?}");
    }
}

#[test]
fn what_was_to_be_opened_and_never_comes_is_said() {
    for fault in [Fault::Silent, Fault::Broken] {
        let mut pair = with_fault(Profile::Full, fault);
        pair.act(LaterAction::Compose {
            draft: DraftId(8),
            from: ComposeFrom::Kept,
            words: Box::default(),
        });
        pair.run_for(20_000);
        assert_eq!(pair.page.compose_failed.len(), 1, "{fault:?}");
    }
}

#[test]
fn no_file_is_swept_unless_all_that_may_speak_of_it_was_read() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    with_file(&mut pair);
    let key = pair.records.values().flatten().next().unwrap().0.clone();
    // The records can't be read, while the files can be.
    pair.is_store_unreadable = true;
    pair.reload("INBOX", None);
    pair.run_for(70_000);
    assert!(pair.files.get(FILE).is_some());
    // Another tab has the draft.
    pair.is_store_unreadable = false;
    pair.held_elsewhere.insert(key.clone());
    pair.reload("INBOX", None);
    pair.run_for(70_000);
    assert!(pair.files.get(FILE).is_some());
    pair.held_elsewhere.clear();
    // It was written by a version that comes after this one.
    let records = pair.records.values_mut().next().unwrap();
    let record = records.get_mut(&key).unwrap();
    record[0] += 1;
    pair.reload("INBOX", None);
    pair.run_for(70_000);
    assert!(pair.files.get(FILE).is_some());
    // Nobody speaks of it any more.
    pair.records.clear();
    pair.reload("INBOX", None);
    pair.run_for(3_000);
    assert!(pair.files.get(FILE).is_none());
}

#[test]
fn files_are_swept_once_what_could_not_be_read_at_first_is() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    pair.attach(FILE, b"x".to_vec());
    pair.is_store_unreadable = true;
    pair.reload("INBOX", None);
    pair.run_for(3_000);
    pair.is_store_unreadable = false;
    assert!(pair.files.get(FILE).is_some());
    pair.run_for(70_000);
    assert!(pair.files.get(FILE).is_none());
}
