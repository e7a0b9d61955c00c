//! Recorded and invented services of `../shared/corpus/smtp`, where that folder is
//! present: each is talked to, and the end is the one that a person can trust.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a panic is a test's report"
)]

use mail_model::{EnvelopeAddress, ProblemKind, Secret, SubmissionEnvelope, Timestamp};
use std::path::Path;
use submission_client::{
    CloseReason, Connection, ConnectionConfig, Credentials, Event, Outcome, Request, Submission,
};

const NOW: Timestamp = Timestamp(1_750_000_000_000);

/// What becomes of a message of so many octets in front of a recorded service.
fn play(script: &str, from: &str, length: usize) -> Outcome {
    let mut connection = Connection::new(&ConnectionConfig { entropy: [7; 16] }, NOW);
    let credentials = Credentials::Password {
        user: "ann".to_owned(),
        password: Secret::new("secret"),
    };
    connection.submit(Request::Login(credentials), NOW);
    let submission = Submission {
        envelope: SubmissionEnvelope {
            from: EnvelopeAddress::parse(from),
            recipients: vec![EnvelopeAddress::parse("b@example.org").unwrap()],
            notices: None,
        },
        message: b"x\r\n".repeat(length / 3).into(),
        allows_partial: false,
    };
    let request = connection.submit(Request::Submit(Box::new(submission)), NOW);
    let mut said = Vec::new();
    for line in script.lines().filter(|line| !line.starts_with('#')) {
        while let Some(bytes) = connection.poll_transmit() {
            said.extend(bytes);
        }
        if let Some(text) = line.strip_prefix("S: ").or(line.strip_prefix("S:")) {
            connection.handle_input(format!("{text}\r\n").as_bytes(), NOW);
        } else if let Some(text) = line.strip_prefix("S<: ") {
            connection.handle_input(format!("{text}\n").as_bytes(), NOW);
        } else if let Some(repeat) = line.strip_prefix("S!repeat ") {
            let (count, text) = repeat.split_once(": ").unwrap();
            for _ in 0..count.parse::<u32>().unwrap() {
                connection.handle_input(format!("{text}\r\n").as_bytes(), NOW);
            }
        }
        // What the recording's client says is not asked for: services answer in turn.
    }
    while let Some(bytes) = connection.poll_transmit() {
        said.extend(bytes);
    }
    let reason = CloseReason {
        kind: ProblemKind::ConnectionLost,
        words: String::new(),
    };
    connection.handle_closed(&reason, NOW);
    let outcome = core::iter::from_fn(|| connection.poll_event()).find_map(|event| match event {
        Event::Done {
            request: done,
            outcome,
        } if done == request => Some(outcome),
        _ => None,
    });
    outcome.unwrap()
}

#[test]
fn every_recorded_service_leads_to_an_honest_end() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/smtp");
    if !folder.exists() {
        println!("skipped: no corpus");
        return;
    }
    let ends = [
        ("smtp-421-idle", ProblemKind::ServerGoodbye, true, true),
        ("smtp-454-auth", ProblemKind::ServerBusy, true, true),
        ("smtp-535", ProblemKind::WrongCredentials, false, true),
        ("smtp-greylist", ProblemKind::RecipientsRefused, true, true),
        (
            "smtp-header-injection",
            ProblemKind::ConnectionLost,
            true,
            true,
        ),
        (
            "smtp-lost-after-dot",
            ProblemKind::ConnectionLost,
            true,
            false,
        ),
        (
            "smtp-mailfrom-refused",
            ProblemKind::SenderRefused,
            false,
            true,
        ),
        (
            "smtp-multiline-odd",
            ProblemKind::ConnectionLost,
            true,
            true,
        ),
        ("smtp-no-smtputf8", ProblemKind::NotOffered, false, true),
        ("smtp-reply-flood", ProblemKind::LimitExceeded, true, true),
        ("smtp-size", ProblemKind::TooLarge, false, true),
    ];
    // None of them is passed over. Those of ManageSieve are another protocol's,
    // which nothing speaks yet.
    let files = std::fs::read_dir(&folder).unwrap();
    let mut names: Vec<String> = files
        .map(|file| file.unwrap().path())
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .filter(|name| name.starts_with("smtp-"))
        .collect();
    names.sort();
    assert!(
        names.iter().eq(ends.iter().map(|(name, ..)| name)),
        "{names:?}"
    );
    for (name, kind, is_temporary, is_certain) in ends {
        let script = std::fs::read_to_string(folder.join(name).with_extension("txt")).unwrap();
        let (from, length) = match name {
            "smtp-no-smtputf8" => ("jörg@example.org", 30),
            "smtp-size" => ("a@b.example", 11_000_000),
            _ => ("a@example.org", 30),
        };
        let refusal = play(&script, from, length).unwrap_err();
        let found = (
            refusal.problem.kind,
            refusal.is_temporary,
            refusal.is_certain,
        );
        assert_eq!(found, (kind, is_temporary, is_certain), "{name}");
    }
}
