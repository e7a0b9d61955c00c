//! Messages with files between their octets: looked over before anything is said
//! of them, read stretch by stretch as they go out, and what becomes of them where
//! a file can't be read any more.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is a test's report"
)]

use mail_model::{
    EnvelopeAddress, FileEncoding, FileId, FileSlice, MessageSource, Piece, Problem, ProblemKind,
    Secret, SubmissionEnvelope, Timestamp,
};
use submission_client::{
    Connection, ConnectionConfig, Credentials, Delivery, Event, News, Order, Outcome, Request,
    RequestId, Step, Submission,
};

const NOW: Timestamp = Timestamp(1_750_000_000_000);

fn credentials() -> Credentials {
    Credentials::Password {
        user: "ann".to_owned(),
        password: Secret::new("secret"),
    }
}

fn submission(message: MessageSource) -> Submission {
    Submission {
        envelope: SubmissionEnvelope {
            from: EnvelopeAddress::parse("ann@example.org"),
            recipients: vec![EnvelopeAddress::parse("bob@example.net").unwrap()],
            notices: None,
        },
        message,
        allows_partial: false,
    }
}

/// A message around a file.
fn around(file: &[u8], encoding: FileEncoding) -> MessageSource {
    MessageSource::new(vec![
        Piece::Octets(b"A: b\r\n\r\n".to_vec()),
        Piece::File {
            file: FileId(1),
            length: file.len() as u64,
            encoding,
        },
        Piece::Octets(b".end\r\n".to_vec()),
    ])
}

struct Dialogue {
    connection: Connection,
    file: Vec<u8>,
    said: Vec<u8>,
    events: Vec<Event>,
    reads: Vec<FileSlice>,
    request: RequestId,
}

impl Dialogue {
    fn new(keywords: &str, file: Vec<u8>, encoding: FileEncoding) -> Self {
        let mut connection = Connection::new(&ConnectionConfig::default(), NOW);
        connection.submit(Request::Login(credentials()), NOW);
        let message = submission(around(&file, encoding));
        let request = connection.submit(Request::Submit(Box::new(message)), NOW);
        let mut dialogue = Self {
            connection,
            file,
            said: Vec::new(),
            events: Vec::new(),
            reads: Vec::new(),
            request,
        };
        dialogue.hear(&format!("220 mx\r\n250-mx\r\n{keywords}250 AUTH PLAIN\r\n"));
        dialogue.hear("235 in\r\n");
        dialogue
    }
    fn hear(&mut self, text: &str) {
        self.connection.handle_input(text.as_bytes(), NOW);
        self.drain();
    }
    fn drain(&mut self) {
        while let Some(bytes) = self.connection.poll_transmit() {
            self.said.extend(bytes);
        }
        while let Some(event) = self.connection.poll_event() {
            self.events.push(event);
        }
    }
    /// Reads what is needed, once.
    fn read(&mut self) -> bool {
        let Some(slice) = self.connection.poll_need() else {
            return false;
        };
        assert_eq!(self.connection.poll_need(), None, "told twice");
        self.reads.push(slice);
        let begin = usize::try_from(slice.offset).unwrap();
        let end = begin + usize::try_from(slice.length).unwrap();
        let stretch = self.file[begin..end].to_vec();
        self.connection.supply(Ok(stretch), NOW);
        self.drain();
        true
    }
    fn read_all(&mut self) {
        while self.read() {}
    }
    fn take_said(&mut self) -> Vec<u8> {
        core::mem::take(&mut self.said)
    }
    fn outcome(&self) -> Option<Outcome> {
        self.events.iter().find_map(|event| match event {
            Event::Done { request, outcome } if *request == self.request => Some(outcome.clone()),
            _ => None,
        })
    }
    fn is_closed(&self) -> bool {
        let mut events = self.events.iter();
        events.any(|event| matches!(event, Event::Closed(_)))
    }
}

/// Lines that all begin with a dot, so that some do wherever a stretch is cut.
fn dots(count: usize) -> Vec<u8> {
    b".\r\n".repeat(count)
}

#[test]
fn dots_are_doubled_across_the_borders_of_stretches() {
    let count = 200_000;
    let mut dialogue = Dialogue::new("", dots(count), FileEncoding::Identity);
    // It is looked over first, and nothing is said meanwhile.
    dialogue.take_said();
    dialogue.read_all();
    let looked = dialogue.reads.len();
    assert_eq!(looked, 3);
    assert_eq!(dialogue.take_said(), b"MAIL FROM:<ann@example.org>\r\n");
    dialogue.hear("250 ok\r\n");
    dialogue.hear("250 ok\r\n");
    dialogue.take_said();
    dialogue.hear("354 go\r\n");
    dialogue.read_all();
    assert_eq!(dialogue.reads.len(), 2 * looked);
    assert!(
        dialogue
            .reads
            .iter()
            .all(|slice| slice.length <= 256 * 1024)
    );
    let expected = [
        b"A: b\r\n\r\n".as_slice(),
        &b"..\r\n".repeat(count),
        b"..end\r\n.\r\n",
    ]
    .concat();
    assert!(dialogue.take_said() == expected);
    let progress = dialogue.events.iter().filter_map(|event| match event {
        Event::Progress { sent, total, .. } => Some((*sent, *total)),
        _ => None,
    });
    let total = 3 * count as u64 + 14;
    let progress: Vec<_> = progress.collect();
    assert_eq!(
        progress,
        [(8, total), (262_152, total), (524_296, total)],
        "what went out before each stretch"
    );
    dialogue.hear("250 ok\r\n");
    assert!(dialogue.outcome().unwrap().is_ok());
}

#[test]
fn files_in_base64_need_not_be_looked_over_and_are_counted() {
    let file: Vec<u8> = (0..500_000_u32).map(|at| at as u8).collect();
    let keywords = "250-CHUNKING\r\n250-PIPELINING\r\n250-SIZE 1000000\r\n";
    let mut dialogue = Dialogue::new(keywords, file, FileEncoding::Base64);
    let said = String::from_utf8(dialogue.take_said()).unwrap();
    let length = 14 + 500_000 / 57 * 78 + (500_000_u64 % 57).div_ceil(3) * 4 + 2;
    assert!(said.ends_with(&format!(
        "MAIL FROM:<ann@example.org> SIZE={length}\r\nRCPT TO:<bob@example.net>\r\n"
    )));
    dialogue.hear("250 ok\r\n250 ok\r\n");
    dialogue.read_all();
    let said = dialogue.take_said();
    let mut rest = said.as_slice();
    let (mut arrived, mut commands) = (Vec::new(), Vec::new());
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap();
        let command = core::str::from_utf8(&rest[..end]).unwrap().trim();
        let count: usize = command.split(' ').nth(1).unwrap().parse().unwrap();
        arrived.extend_from_slice(&rest[end + 1..end + 1 + count]);
        rest = &rest[end + 1 + count..];
        commands.push(command.to_owned());
    }
    // So many may be unanswered.
    assert_eq!(commands.len(), 4);
    assert_eq!(arrived.len() as u64, length - 6);
    dialogue.hear("250 ok\r\n");
    assert_eq!(dialogue.take_said(), b"BDAT 6 LAST\r\n.end\r\n");
    dialogue.hear(&"250 ok\r\n".repeat(4));
    assert!(dialogue.outcome().unwrap().is_ok());
}

#[test]
fn what_a_file_brings_is_known_before_anything_is_said() {
    let (eight, identity) = ("250-8BITMIME\r\n", FileEncoding::Identity);
    let table: [(&str, &[u8], Result<&str, ProblemKind>); 5] = [
        (eight, "Grüße\r\n".as_bytes(), Ok(" BODY=8BITMIME")),
        (eight, b"x\r\n", Ok("")),
        ("", "Grüße\r\n".as_bytes(), Err(ProblemKind::NotOffered)),
        (eight, b"a\nb\r\n", Err(ProblemKind::Internal)),
        (eight, b"no end", Ok("")),
    ];
    for (keywords, file, expected) in table {
        let mut dialogue = Dialogue::new(keywords, file.to_vec(), identity);
        dialogue.take_said();
        dialogue.read_all();
        let said = String::from_utf8(dialogue.take_said()).unwrap();
        match expected {
            Ok(parameters) => {
                assert_eq!(said, format!("MAIL FROM:<ann@example.org>{parameters}\r\n"));
            }
            Err(kind) => {
                assert_eq!(said, "");
                let refusal = dialogue.outcome().unwrap().unwrap_err();
                assert_eq!(refusal.problem.kind, kind);
                assert!(refusal.is_certain && !refusal.is_temporary);
                assert!(!dialogue.is_closed());
            }
        }
    }
}

#[test]
fn a_file_that_can_not_be_read_is_never_half_sent() {
    for is_gone in [true, false] {
        for keywords in ["", "250-CHUNKING\r\n"] {
            let file = vec![b'x'; 600_000];
            let mut dialogue = Dialogue::new(keywords, file, FileEncoding::Base64);
            dialogue.hear("250 ok\r\n");
            dialogue.hear("250 ok\r\n");
            if keywords.is_empty() {
                dialogue.hear("354 go\r\n");
            }
            dialogue.read();
            dialogue.hear(
                "250 ok\r\n"
                    .repeat(usize::from(!keywords.is_empty()))
                    .as_str(),
            );
            dialogue.take_said();
            dialogue.connection.poll_need();
            let stretch = match is_gone {
                true => Err(Problem::new(ProblemKind::FileUnreadable)),
                // It has become shorter.
                false => Ok(b"x".to_vec()),
            };
            dialogue.connection.supply(stretch, NOW);
            dialogue.drain();
            let refusal = dialogue.outcome().unwrap().unwrap_err();
            assert_eq!(refusal.problem.kind, ProblemKind::FileUnreadable);
            assert!(refusal.is_certain && !refusal.is_temporary);
            assert!(dialogue.is_closed());
            assert_eq!(dialogue.take_said(), b"");
        }
    }
}

#[test]
fn a_service_that_has_enough_of_a_message_is_left() {
    let mut dialogue = Dialogue::new("", vec![b'x'; 600_000], FileEncoding::Base64);
    dialogue.hear("250 ok\r\n");
    dialogue.hear("250 ok\r\n");
    dialogue.hear("354 go\r\n");
    dialogue.read();
    dialogue.hear("552 5.3.4 enough\r\n");
    let refusal = dialogue.outcome().unwrap().unwrap_err();
    assert_eq!(refusal.problem.kind, ProblemKind::TooLarge);
    assert!(refusal.is_certain && !refusal.is_temporary);
    assert!(dialogue.is_closed());
}

#[test]
fn a_service_is_not_silent_while_a_message_goes_out() {
    let mut dialogue = Dialogue::new("", vec![b'x'; 600_000], FileEncoding::Base64);
    dialogue.hear("250 ok\r\n");
    dialogue.hear("250 ok\r\n");
    dialogue.hear("354 go\r\n");
    let mut now = NOW;
    while let Some(slice) = dialogue.connection.poll_need() {
        now = Timestamp(now.0 + 100_000);
        dialogue.connection.handle_timeout(now);
        let stretch = vec![b'x'; usize::try_from(slice.length).unwrap()];
        dialogue.connection.supply(Ok(stretch), now);
        dialogue.drain();
    }
    assert!(!dialogue.is_closed());
    assert!(dialogue.take_said().ends_with(b".end\r\n.\r\n"));
}

#[test]
fn how_large_a_message_may_be_is_asked_without_one() {
    for (reply, expected) in [("235 in\r\n", true), ("535 5.7.8 no\r\n", false)] {
        let mut delivery = Delivery::default();
        let order = Order {
            config: ConnectionConfig::default(),
            credentials: credentials(),
            submission: None,
        };
        let mut news = Vec::new();
        let mut said = Vec::new();
        let greeting = "220 mx\r\n250-mx\r\n250-SIZE 1000\r\n250 AUTH PLAIN\r\n";
        for step in [
            Step::Ordered(Box::new(order)),
            Step::Opened,
            Step::Received(greeting.as_bytes().to_vec()),
            Step::Received(reply.as_bytes().to_vec()),
            Step::Received(b"221 bye\r\n".to_vec()),
        ] {
            let answer = delivery.handle(step, NOW);
            news.extend(answer.news);
            said.extend(answer.said.concat());
        }
        let said = String::from_utf8(said).unwrap();
        assert!(
            !said.contains("MAIL") && said.ends_with("QUIT\r\n"),
            "{said}"
        );
        match (expected, news.as_slice()) {
            (true, [News::Offers(Some(1000)), News::Ended(Ok(_))]) => {}
            (false, [News::Ended(Err(refusal))]) => {
                assert_eq!(refusal.problem.kind, ProblemKind::WrongCredentials);
            }
            _ => panic!("{news:?}"),
        }
    }
}
