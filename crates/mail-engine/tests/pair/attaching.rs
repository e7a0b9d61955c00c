//! Letters with files: carried in stretches, kept over a reload, and what becomes
//! of them where a file is gone.

use demo_server::Profile;
use laboratory::{Pair, USER};
use mail_engine::{
    Change, ComposeFrom, ComposeWords, DraftId, LaterAction, LaterChange, Outgoing, OutgoingId,
    OutgoingState, SentCopy,
};
use mail_model::{Address, Composed, FileId, Letter, LetterContent, LetterFile, ProblemKind};

const ID: OutgoingId = OutgoingId(1);
const FILE: FileId = FileId(7);

fn address(address: &str) -> Address {
    Address {
        name: String::new(),
        address: address.to_owned(),
    }
}

/// To the account itself, with a file of so many octets.
fn send(pair: &mut Pair, length: u64) {
    let letter = Letter {
        from: address("robin@example.org"),
        to: vec![address("robin@demo.example")],
        subject: "A file".to_owned(),
        content: LetterContent::Composed(Composed {
            text: "Here it is.".to_owned(),
            html: None,
            is_markdown: false,
            files: vec![LetterFile {
                file: FILE,
                name: "file.bin".to_owned(),
                media_type: "application/octet-stream".to_owned(),
                length,
                content_id: None,
            }],
        }),
        ..Letter::default()
    };
    pair.act(LaterAction::Send(Box::new(Outgoing {
        id: ID,
        letter,
        keeps_copy: true,
        marks: Vec::new(),
    })));
}

fn last(pair: &Pair) -> &OutgoingState {
    pair.page.outgoing[&ID].last().unwrap()
}

#[test]
fn a_large_file_is_read_in_stretches_and_arrives_whole() {
    for profile in [Profile::Full, Profile::Bare] {
        let mut pair = Pair::at_inbox(profile, 3);
        let octets: Vec<u8> = (0..3_000_000_u32).map(|at| (at * 7) as u8).collect();
        pair.attach(FILE, octets.clone());
        send(&mut pair, octets.len() as u64);
        pair.run_for(20_000);
        assert_eq!(*last(&pair), OutgoingState::Sent(SentCopy::Kept));
        assert!(pair.files.longest <= 256 * 1024, "{}", pair.files.longest);
        let (arrived, _) = pair.server.messages(USER, "INBOX").pop().unwrap();
        let arrived = pair.server.message(USER, "INBOX", arrived).unwrap();
        let (copy, _) = pair.server.messages(USER, "Sent").pop().unwrap();
        assert!(arrived == pair.server.message(USER, "Sent", copy).unwrap());
        let message = mime_message::parse_header(&arrived, &mime_message::BuiltInCharsets);
        assert!(message.message_id.is_some());
        let states = &pair.page.outgoing[&ID];
        let steps = states
            .iter()
            .filter(|state| matches!(state, OutgoingState::Submitting { sent: 1.., .. }));
        assert!(steps.count() > 5, "{states:?}");
    }
}

#[test]
fn a_click_does_not_wait_behind_a_large_copy() {
    let mut pair = Pair::at_inbox(Profile::Full, 3);
    let before = pair.connections;
    pair.attach(FILE, vec![b'x'; 1_000_000]);
    send(&mut pair, 1_000_000);
    pair.run_for(20_000);
    assert_eq!(*last(&pair), OutgoingState::Sent(SentCopy::Kept));
    assert_eq!(
        pair.connections - before,
        1,
        "the copy goes beside the first"
    );
}

#[test]
fn a_letter_whose_file_is_gone_is_not_sent_and_the_person_hears_of_it() {
    let mut pair = Pair::at_inbox(Profile::Full, 3);
    pair.attach(FILE, vec![b'x'; 1_000_000]);
    pair.files.lose(FILE);
    send(&mut pair, 1_000_000);
    pair.run_for(20_000);
    assert!(matches!(
        last(&pair),
        OutgoingState::Failed { problem, .. } if problem.kind == ProblemKind::FileUnreadable
    ));
    assert_eq!(pair.server.messages(USER, "INBOX").len(), 3);
    assert!(pair.page.is_online());
}

#[test]
fn a_file_that_is_not_kept_is_told_of() {
    let mut pair = Pair::at_inbox(Profile::Full, 3);
    pair.files.is_full = true;
    pair.attach(FILE, b"x".to_vec());
    assert!(pair.page.facts.iter().any(|fact| matches!(
        fact,
        Change::Later(LaterChange::FileNotKept { file: FILE, problem }) if problem.kind == ProblemKind::FileUnreadable
    )));
}

#[test]
fn whoever_begins_to_write_hears_how_much_may_be_sent() {
    let mut pair = Pair::at_inbox(Profile::Full, 3);
    for id in 1..=2 {
        pair.act(LaterAction::Compose {
            draft: DraftId(id),
            from: ComposeFrom::Nothing,
            words: Box::new(ComposeWords::default()),
        });
        pair.run_for(5_000);
        let limit =
            |fact: &&Change| matches!(fact, Change::Later(LaterChange::MessageLimit(26_214_400)));
        let told = pair.page.facts.iter().filter(limit).count() as u64;
        assert_eq!(told, id);
    }
    // One question is enough.
    assert_eq!(pair.submissions, 1);
    assert!(!pair.said.contains("MAIL FROM"));
}
