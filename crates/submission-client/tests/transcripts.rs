//! Dialogues, told line by line; each once more octet by octet, with the same events.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is a test's report"
)]

use mail_model::{
    DeliveryNotices, EnvelopeAddress, ProblemKind, Secret, SubmissionEnvelope, Timestamp,
};
use submission_client::{
    CloseReason, Connection, ConnectionConfig, Credentials, Event, Outcome, Request, Submission,
};

const NOW: Timestamp = Timestamp(1_750_000_000_000);
const MESSAGE: &str = "Subject: Dots\r\n\r\n.one\r\n";
/// `AUTH PLAIN` of ann with the password secret.
const AUTH: &str = "C: AUTH PLAIN AGFubgBzZWNyZXQ=";

/// What becomes of a submission in a dialogue of `C:` and `S:` lines. `S!close`
/// ends the line. What the client says must be the `C:` lines, all of them.
struct Play {
    connection: Connection,
    said: Vec<u8>,
    events: Vec<Event>,
}

fn address(address: &str) -> EnvelopeAddress {
    EnvelopeAddress::parse(address).unwrap()
}

fn submission(recipients: &[&str], message: &str) -> Submission {
    Submission {
        envelope: SubmissionEnvelope {
            from: Some(address("ann@example.org")),
            recipients: recipients.iter().map(|to| address(to)).collect(),
            notices: None,
        },
        message: message.as_bytes().to_vec().into(),
        allows_partial: false,
    }
}

fn password() -> Credentials {
    Credentials::Password {
        user: "ann".to_owned(),
        password: Secret::new("secret"),
    }
}

impl Play {
    fn new(credentials: Credentials, submissions: &[Submission]) -> Self {
        let config = ConnectionConfig { entropy: [7; 16] };
        let mut play = Self {
            connection: Connection::new(&config, NOW),
            said: Vec::new(),
            events: Vec::new(),
        };
        play.connection.submit(Request::Login(credentials), NOW);
        for submission in submissions {
            let submission = Box::new(submission.clone());
            play.connection.submit(Request::Submit(submission), NOW);
        }
        play.connection.submit(Request::Quit, NOW);
        play.drain();
        play
    }
    fn drain(&mut self) {
        while let Some(bytes) = self.connection.poll_transmit() {
            self.said.extend(bytes);
        }
        while let Some(event) = self.connection.poll_event() {
            self.events.push(event);
        }
    }
    fn hear(&mut self, bytes: &[u8], is_split: bool) {
        let size = if is_split { 1 } else { bytes.len().max(1) };
        for piece in bytes.chunks(size) {
            self.connection.handle_input(piece, NOW);
            self.drain();
        }
    }
    fn lose(&mut self) {
        let reason = CloseReason {
            kind: ProblemKind::ConnectionLost,
            words: String::new(),
        };
        self.connection.handle_closed(&reason, NOW);
        self.drain();
    }
    fn run(&mut self, script: &str, is_split: bool) {
        let mut heard = String::new();
        for line in script.lines().map(str::trim).filter(|l| !l.is_empty()) {
            if let Some(expected) = line.strip_prefix("C:").map(str::trim_start) {
                self.hear(core::mem::take(&mut heard).as_bytes(), is_split);
                let end = self.said.iter().position(|byte| *byte == b'\n');
                let Some(end) = end else {
                    panic!("nothing was said where {expected:?} was expected");
                };
                let said: Vec<u8> = self.said.drain(..=end).collect();
                assert_eq!(String::from_utf8(said).unwrap(), format!("{expected}\r\n"));
            } else if let Some(said) = line.strip_prefix("S: ") {
                heard.push_str(said);
                heard.push_str("\r\n");
            } else {
                assert_eq!(line, "S!close");
                self.hear(core::mem::take(&mut heard).as_bytes(), is_split);
                self.lose();
            }
        }
        self.hear(heard.as_bytes(), is_split);
        assert_eq!(
            String::from_utf8_lossy(&self.said),
            "",
            "said beyond the script"
        );
    }
    fn outcomes(&self) -> Vec<&Outcome> {
        let outcomes = self.events.iter().filter_map(|event| match event {
            Event::Done { outcome, .. } => Some(outcome),
            _ => None,
        });
        outcomes.collect()
    }
}

/// Plays a script whole and octet by octet; the outcome of its submission.
fn play(credentials: &Credentials, submission: &Submission, script: &str) -> Outcome {
    let [whole, split] = [false, true].map(|is_split| {
        let mut play = Play::new(credentials.clone(), core::slice::from_ref(submission));
        play.run(script, is_split);
        assert!(play.outcomes().len() >= 2, "{:?}", play.events);
        play
    });
    assert_eq!(whole.events, split.events);
    // Login, submission, farewell: each ends once.
    whole.outcomes()[1].clone()
}

fn sent(script: &str) -> Outcome {
    play(
        &password(),
        &submission(&["bob@example.net"], MESSAGE),
        script,
    )
}

#[test]
fn a_message_takes_six_round_trips_without_pipelining() {
    let outcome = sent(&format!(
        "S: 220 mx
         C: EHLO [127.0.0.1]
         S: 250-mx
         S: 250 AUTH PLAIN
         {AUTH}
         S: 235 2.7.0 in
         C: MAIL FROM:<ann@example.org>
         S: 250 ok
         C: RCPT TO:<bob@example.net>
         S: 250 ok
         C: DATA
         S: 354 go
         C: Subject: Dots
         C: 
         C: ..one
         C: .
         S: 250 2.0.0 queued as 7
         C: QUIT
         S: 221 bye"
    ));
    assert_eq!(outcome.unwrap().words, "250 2.0.0 queued as 7");
}

#[test]
fn the_envelope_goes_out_at_once_where_that_is_offered() {
    let submission = submission(&["bob@example.net", "cy@example.net"], MESSAGE);
    let outcome = play(
        &password(),
        &submission,
        &format!(
            "S: 220 mx
             C: EHLO [127.0.0.1]
             S: 250-mx
             S: 250-PIPELINING
             S: 250-SIZE 10000
             S: 250 AUTH PLAIN
             {AUTH}
             S: 235 in
             C: MAIL FROM:<ann@example.org> SIZE=23
             C: RCPT TO:<bob@example.net>
             C: RCPT TO:<cy@example.net>
             S: 250 ok
             S: 250 ok
             S: 250 ok
             C: DATA
             S: 354 go
             C: Subject: Dots
             C: 
             C: ..one
             C: .
             S: 250 ok
             C: QUIT
             S: 221 bye"
        ),
    );
    assert!(outcome.is_ok());
}

#[test]
fn what_may_be_counted_is_not_dotted() {
    let outcome = sent(&format!(
        "S: 220 mx
         C: EHLO [127.0.0.1]
         S: 250-mx
         S: 250-CHUNKING
         S: 250 AUTH PLAIN
         {AUTH}
         S: 235 in
         C: MAIL FROM:<ann@example.org>
         S: 250 ok
         C: RCPT TO:<bob@example.net>
         S: 250 ok
         C: BDAT 23 LAST
         C: Subject: Dots
         C: 
         C: .one
         S: 250 ok
         C: QUIT
         S: 221 bye"
    ));
    assert!(outcome.is_ok());
}

#[test]
fn what_is_wished_to_be_told_is_said_where_it_is_offered() {
    let mut submission = submission(&["bob@example.net"], "A: é\r\n\r\n");
    submission.envelope.from = None;
    submission.envelope.notices = Some(DeliveryNotices {
        on_failure: true,
        on_delay: true,
        ..DeliveryNotices::default()
    });
    let outcome = play(
        &password(),
        &submission,
        &format!(
            "S: 220 mx
             C: EHLO [127.0.0.1]
             S: 250-mx
             S: 250-8BITMIME
             S: 250-SMTPUTF8
             S: 250-DSN
             S: 250 AUTH PLAIN
             {AUTH}
             S: 235 in
             C: MAIL FROM:<> BODY=8BITMIME SMTPUTF8 RET=HDRS
             S: 250 ok
             C: RCPT TO:<bob@example.net> NOTIFY=FAILURE,DELAY
             S: 250 ok
             C: DATA
             S: 354 go
             C: A: é
             C: 
             C: .
             S: 250 ok
             C: QUIT
             S: 221 bye"
        ),
    );
    assert!(outcome.is_ok());
}

#[test]
fn every_mechanism_is_spoken() {
    let token = Credentials::Token {
        user: "ann".to_owned(),
        token: Secret::new("t"),
    };
    // A server that lets us in without its proof is not believed.
    let scram = "S: 250 AUTH SCRAM-SHA-256 LOGIN
         C: AUTH SCRAM-SHA-256 biwsbj1hbm4scj1Cd2NIQndjSEJ3Y0hCd2NIQndjSEJ3PT0=
         S: 235 in
         C: QUIT
         S: 221 bye";
    let login = "S: 250 AUTH LOGIN
         C: AUTH LOGIN
         S: 334 VXNlcm5hbWU6
         C: YW5u
         S: 334 UGFzc3dvcmQ6
         C: c2VjcmV0
         S: 535 5.7.8 no
         C: QUIT
         S: 221 bye";
    let bearer = "S: 250 AUTH XOAUTH2 OAUTHBEARER
         C: AUTH OAUTHBEARER bixhPWFubiwBYXV0aD1CZWFyZXIgdAEB
         S: 334 e30=
         C: AQ==
         S: 501 no
         C: QUIT
         S: 221 bye";
    let xoauth2 = "S: 250 AUTH=XOAUTH2
         C: AUTH XOAUTH2 dXNlcj1hbm4BYXV0aD1CZWFyZXIgdAEB
         S: 454 4.7.0 later
         C: QUIT
         S: 221 bye";
    let none = "S: 250 AUTH GSSAPI
         C: QUIT
         S: 221 bye";
    for (credentials, script, kind) in [
        (password(), scram, ProblemKind::LoginNotPossible),
        (password(), login, ProblemKind::WrongCredentials),
        (token.clone(), bearer, ProblemKind::WrongCredentials),
        (token, xoauth2, ProblemKind::ServerBusy),
        (password(), none, ProblemKind::LoginNotPossible),
    ] {
        let script = format!("S: 220 mx\nC: EHLO [127.0.0.1]\nS: 250-mx\n{script}");
        let submission = submission(&["bob@example.net"], MESSAGE);
        let refusal = play(&credentials, &submission, &script).unwrap_err();
        assert_eq!(refusal.problem.kind, kind, "{script}");
        assert!(refusal.is_certain);
        assert_eq!(refusal.is_temporary, kind == ProblemKind::ServerBusy);
    }
}

/// A service up to its consent to the login.
fn greeted(keywords: &str) -> String {
    format!(
        "S: 220 mx
         C: EHLO [127.0.0.1]
         S: 250-mx
         {keywords}
         S: 250 AUTH PLAIN
         {AUTH}
         S: 235 in\n"
    )
}

#[test]
fn one_refused_recipient_stops_all_unless_it_is_said_otherwise() {
    let envelope = "C: MAIL FROM:<ann@example.org>
         C: RCPT TO:<bob@example.net>
         C: RCPT TO:<cy@example.net>
         S: 250 ok
         S: 250 ok
         S: 550 5.1.1 who\n";
    let mut submission = submission(&["bob@example.net", "cy@example.net"], "");
    let script = greeted("S: 250-PIPELINING") + envelope;
    let stopped = format!("{script}C: RSET\nS: 250 ok\nC: QUIT\nS: 221 bye");
    let refusal = play(&password(), &submission, &stopped).unwrap_err();
    assert_eq!(refusal.problem.kind, ProblemKind::RecipientsRefused);
    assert_eq!(refusal.problem.words, "550 5.1.1 who");
    assert_eq!(refusal.refused[0].recipient, address("cy@example.net"));
    assert_eq!(refusal.refused.len(), 1);

    submission.allows_partial = true;
    let partial = format!("{script}C: DATA\nS: 354 go\nC: .\nS: 250 ok\nC: QUIT\nS: 221 bye");
    let accepted = play(&password(), &submission, &partial).unwrap();
    assert_eq!(accepted.refused[0].recipient, address("cy@example.net"));
}

#[test]
fn refusals_are_told_in_the_services_words() {
    let mail = "C: MAIL FROM:<ann@example.org>\n";
    let rcpt = format!("{mail}S: 250 ok\nC: RCPT TO:<bob@example.net>\n");
    let data = format!("{rcpt}S: 250 ok\nC: DATA\n");
    let body = format!("{data}S: 354 go\nC: Subject: Dots\nC: \nC: ..one\nC: .\n");
    let reset = "C: RSET\nS: 250 ok\n";
    for (script, reply, reset, kind, is_temporary) in [
        (
            mail,
            "553 5.7.1 not yours",
            reset,
            ProblemKind::SenderRefused,
            false,
        ),
        (
            &rcpt,
            "451 4.7.1 greylisted",
            reset,
            ProblemKind::RecipientsRefused,
            true,
        ),
        (
            &data,
            "554 5.5.1 no",
            reset,
            ProblemKind::MessageRefused,
            false,
        ),
        (&body, "552 5.3.4 large", "", ProblemKind::TooLarge, false),
        (
            &body,
            "451 4.3.0 later",
            "",
            ProblemKind::MessageRefused,
            true,
        ),
    ] {
        let script = greeted("") + script;
        let refusal = sent(&format!("{script}S: {reply}\n{reset}C: QUIT\nS: 221 bye"));
        let refusal = refusal.unwrap_err();
        assert_eq!(refusal.problem.kind, kind, "{reply}");
        assert_eq!(refusal.problem.words, reply);
        assert_eq!(
            (refusal.is_temporary, refusal.is_certain),
            (is_temporary, true)
        );
    }
}

#[test]
fn what_the_service_is_known_not_to_take_is_not_said() {
    let wide = submission(&["jörg@example.net"], MESSAGE);
    let eight = submission(&["bob@example.net"], "A: b\r\n\r\né\r\n");
    let small = submission(&["bob@example.net"], MESSAGE);
    let nobody = submission(&[], MESSAGE);
    let smuggler = submission(&["bob@example.net"], "A: b\r\n\r\n\n.\nMAIL FROM:<>\r\n");
    for (submission, keywords, kind) in [
        (wide, "", ProblemKind::NotOffered),
        (eight, "", ProblemKind::NotOffered),
        (small, "S: 250-SIZE 22", ProblemKind::TooLarge),
        (nobody, "", ProblemKind::LimitExceeded),
        (smuggler, "", ProblemKind::Internal),
    ] {
        let script = greeted(keywords) + "C: QUIT\nS: 221 bye";
        let refusal = play(&password(), &submission, &script).unwrap_err();
        assert_eq!(refusal.problem.kind, kind);
        assert!(refusal.is_certain && !refusal.is_temporary);
    }
}

#[test]
fn whether_it_was_sent_is_unknown_only_once_all_of_it_is_out() {
    let steps = [
        "S: 220 mx\nC: EHLO [127.0.0.1]\n",
        "S: 250-mx\nS: 250 AUTH PLAIN\nC: AUTH PLAIN AGFubgBzZWNyZXQ=\n",
        "S: 235 in\nC: MAIL FROM:<ann@example.org>\n",
        "S: 250 ok\nC: RCPT TO:<bob@example.net>\n",
        "S: 250 ok\nC: DATA\n",
        "S: 354 go\nC: Subject: Dots\nC: \nC: ..one\nC: .\n",
    ];
    for count in 0..=steps.len() {
        let script = steps[..count].concat() + "S!close";
        let refusal = sent(&script).unwrap_err();
        assert_eq!(refusal.is_certain, count < steps.len(), "{script}");
        assert!(refusal.is_temporary);
        assert_eq!(refusal.problem.kind, ProblemKind::ConnectionLost);
    }
    // The same for counted octets.
    let script = greeted("S: 250-CHUNKING")
        + "C: MAIL FROM:<ann@example.org>
           S: 250 ok
           C: RCPT TO:<bob@example.net>
           S: 250 ok
           C: BDAT 23 LAST
           C: Subject: Dots
           C: 
           C: .one
           S!close";
    assert!(!sent(&script).unwrap_err().is_certain);
}

#[test]
fn a_service_that_answers_what_was_not_said_has_taken_nothing() {
    let script = greeted("")
        + "C: MAIL FROM:<ann@example.org>
           S: 250 ok
           C: RCPT TO:<bob@example.net>
           S: 250 ok
           C: DATA\n";
    let mut play = Play::new(password(), &[submission(&["bob@example.net"], MESSAGE)]);
    play.run(&script, false);
    play.hear(b"354 go\r\n250 taken\r\n", false);
    let refusal = play.outcomes()[1].clone().unwrap_err();
    assert_eq!(refusal.problem.kind, ProblemKind::NotSubmission);
    assert!(refusal.is_certain);
}

#[test]
fn a_farewell_between_commands_may_be_tried_again() {
    for farewell in [
        "S: 421 4.4.2 idle\n",
        "C: MAIL FROM:<ann@example.org>\nS: 421 4.4.2 idle\n",
    ] {
        let script = greeted("") + farewell;
        let mut play = Play::new(password(), &[submission(&["bob@example.net"], MESSAGE)]);
        play.run(&script, false);
        let refusal = play.outcomes()[1].clone().unwrap_err();
        assert_eq!(refusal.problem.kind, ProblemKind::ServerGoodbye);
        assert_eq!(refusal.problem.words, "421 4.4.2 idle");
        assert!(refusal.is_certain && refusal.is_temporary);
        assert!(matches!(play.events.last(), Some(Event::Closed(_))));
    }
}

#[test]
fn silence_ends_the_dialogue_and_after_the_message_leaves_it_open() {
    let mut play = Play::new(password(), &[submission(&["bob@example.net"], MESSAGE)]);
    let at = play.connection.poll_timeout().unwrap();
    play.connection.handle_timeout(Timestamp(at.0 - 1));
    assert!(play.connection.poll_event().is_none());
    play.connection.handle_timeout(at);
    play.drain();
    assert!(play.outcomes().iter().all(|outcome| {
        matches!(outcome, Err(refusal) if refusal.problem.kind == ProblemKind::ServerSilent)
            || outcome.is_ok()
    }));
    assert_eq!(play.connection.poll_timeout(), None);

    let mut play = Play::new(password(), &[submission(&["bob@example.net"], MESSAGE)]);
    let script = greeted("S: 250-PIPELINING")
        + "C: MAIL FROM:<ann@example.org>
           C: RCPT TO:<bob@example.net>
           S: 250 ok
           S: 250 ok
           C: DATA
           S: 354 go
           C: Subject: Dots
           C: 
           C: ..one
           C: .";
    play.run(&script, false);
    let at = play.connection.poll_timeout().unwrap();
    assert!(at.since(NOW).as_secs() >= 600);
    play.connection.handle_timeout(at);
    play.drain();
    assert!(!play.outcomes()[1].clone().unwrap_err().is_certain);
}

#[test]
fn a_large_message_goes_in_pieces_that_are_counted_as_they_arrive() {
    let message = format!("A: b\r\n\r\n{}", "x".repeat(98) + "\r\n")
        + &("y".repeat(98) + "\r\n").repeat(13_000);
    let mut play = Play::new(password(), &[submission(&["bob@example.net"], &message)]);
    let script = greeted("S: 250-PIPELINING\nS: 250-CHUNKING")
        + "C: MAIL FROM:<ann@example.org>
           C: RCPT TO:<bob@example.net>";
    play.run(&script, false);
    play.hear(b"250 ok\r\n250 ok\r\n", false);
    let mut arrived = Vec::new();
    for _ in 0..20 {
        let said = core::mem::take(&mut play.said);
        let mut rest = said.as_slice();
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let (line, behind) = rest.split_at(end + 1);
            let line = core::str::from_utf8(line).unwrap().trim();
            let Some(count) = line.strip_prefix("BDAT ") else {
                assert_eq!(line, "QUIT");
                break;
            };
            let count = count.trim_end_matches(" LAST").parse::<usize>().unwrap();
            let (piece, behind) = behind.split_at(count);
            arrived.extend_from_slice(piece);
            rest = behind;
            play.connection.handle_input(b"250 ok\r\n", NOW);
        }
        play.drain();
    }
    assert_eq!(arrived, message.as_bytes());
    assert!(play.outcomes()[1].is_ok());
    let progress: Vec<u64> = play
        .events
        .iter()
        .filter_map(|event| match event {
            Event::Progress { sent, .. } => Some(*sent),
            _ => None,
        })
        .collect();
    assert!(progress.len() >= 4 && progress.is_sorted(), "{progress:?}");
}

#[test]
fn nothing_secret_is_printed() {
    let play = Play::new(password(), &[submission(&["bob@example.net"], MESSAGE)]);
    let printed = format!("{:?} {:?}", play.connection, Request::Login(password()));
    assert!(
        !printed.contains("secret\"") && !printed.contains("Dots"),
        "{printed}"
    );
}
