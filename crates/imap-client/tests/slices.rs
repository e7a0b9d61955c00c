//! Large sections: in slices, two ahead, and what is clicked on slips between.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use imap_client::{
    Connection, ConnectionConfig, Credentials, Event, Priority, Request, RequestId, RowSelection,
};
use mail_model::{MailboxName, PartPath, Problem, ProblemKind, Secret, Section, Timestamp, Uid};

const SLICE: usize = 262_144;
const NOW: Timestamp = Timestamp(0);

struct Dialogue {
    connection: Connection,
    events: Vec<Event>,
}

impl Dialogue {
    /// A session with one message, UID 9, in INBOX.
    fn open() -> Self {
        Self::open_with("IMAP4rev1")
    }

    fn open_with(capabilities: &str) -> Self {
        let mut dialogue = Self {
            connection: Connection::new(ConnectionConfig::default(), NOW),
            events: Vec::new(),
        };
        dialogue.server("* OK [CAPABILITY IMAP4rev1] hi\r\n");
        dialogue.submit(Request::Login(Credentials::Password {
            user: "ann".to_owned(),
            password: Secret::new("secret"),
        }));
        dialogue.submit(Request::Select {
            mailbox: MailboxName::inbox(),
            known: None,
        });
        dialogue.sent();
        dialogue.server(&format!(
            "A1 OK [CAPABILITY {capabilities}] in\r\n* 1 EXISTS\r\nA2 OK open\r\n"
        ));
        dialogue.events.clear();
        dialogue
    }

    fn submit(&mut self, request: Request) -> RequestId {
        self.connection.submit(request, Priority::Interactive, NOW)
    }

    fn section(&mut self, size: Option<u64>) -> RequestId {
        self.section_from(0, size)
    }

    fn section_from(&mut self, from: u64, size: Option<u64>) -> RequestId {
        self.submit(Request::FetchSection {
            uid: Uid::new(9).unwrap(),
            section: Section::Part(PartPath(vec![2])),
            size,
            from,
            may_decode: false,
        })
    }

    fn decoded(&mut self, size: u64) -> RequestId {
        self.submit(Request::FetchSection {
            uid: Uid::new(9).unwrap(),
            section: Section::Part(PartPath(vec![2])),
            size: Some(size),
            from: 0,
            may_decode: true,
        })
    }

    /// Whether each slice told so far came decoded.
    fn are_decoded(&self) -> Vec<bool> {
        let slices = self.events.iter().filter_map(|event| match event {
            Event::Slice { is_decoded, .. } => Some(*is_decoded),
            _ => None,
        });
        slices.collect()
    }

    fn server(&mut self, text: &str) {
        self.connection.handle_input(text.as_bytes(), NOW);
        while let Some(event) = self.connection.poll_event() {
            self.events.push(event);
        }
    }

    fn slice(&mut self, tag: &str, offset: usize, length: usize) {
        let body = "x".repeat(length);
        self.server(&format!(
            "* 1 FETCH (UID 9 BODY[2]<{offset}> {{{length}}}\r\n{body})\r\n{tag} OK done\r\n"
        ));
    }

    fn sent(&mut self) -> Vec<String> {
        let mut bytes = Vec::new();
        while let Some(more) = self.connection.poll_transmit() {
            bytes.extend(more);
        }
        let text = String::from_utf8(bytes).unwrap();
        text.split_terminator("\r\n").map(str::to_owned).collect()
    }

    /// The slices told so far: offset, length, and whether it is the last.
    fn slices(&self) -> Vec<(u64, usize, bool)> {
        let slices = self.events.iter().filter_map(|event| match event {
            Event::Slice {
                offset,
                bytes,
                is_last,
                ..
            } => Some((*offset, bytes.len(), *is_last)),
            _ => None,
        });
        slices.collect()
    }

    fn outcome(&self, id: RequestId) -> Option<Result<(), Problem>> {
        self.events.iter().find_map(|event| match event {
            Event::Done { request, outcome } if *request == id => {
                Some(outcome.clone().map_err(|refusal| refusal.problem))
            }
            _ => None,
        })
    }
}

#[test]
fn a_large_section_comes_in_slices_two_ahead() {
    let mut dialogue = Dialogue::open();
    let id = dialogue.section(Some(600_000));
    assert_eq!(
        dialogue.sent(),
        [
            "A3 UID FETCH 9 (UID BODY.PEEK[2]<0.262144>)",
            "A4 UID FETCH 9 (UID BODY.PEEK[2]<262144.262144>)"
        ]
    );
    dialogue.slice("A3", 0, SLICE);
    assert_eq!(
        dialogue.sent(),
        ["A5 UID FETCH 9 (UID BODY.PEEK[2]<524288.262144>)"]
    );
    dialogue.slice("A4", SLICE, SLICE);
    assert!(dialogue.sent().is_empty());
    assert_eq!(dialogue.outcome(id), None);
    dialogue.slice("A5", 2 * SLICE, 75_712);
    assert_eq!(
        dialogue.slices(),
        [
            (0, SLICE, false),
            (262_144, SLICE, false),
            (524_288, 75_712, true)
        ]
    );
    assert_eq!(dialogue.outcome(id), Some(Ok(())));
}

#[test]
fn a_section_goes_on_where_it_was_left() {
    let mut dialogue = Dialogue::open();
    let id = dialogue.section_from(400_000, Some(700_000));
    assert_eq!(
        dialogue.sent(),
        [
            "A3 UID FETCH 9 (UID BODY.PEEK[2]<400000.262144>)",
            "A4 UID FETCH 9 (UID BODY.PEEK[2]<662144.262144>)"
        ]
    );
    dialogue.slice("A3", 400_000, SLICE);
    dialogue.slice("A4", 662_144, 37_856);
    assert_eq!(
        dialogue.slices(),
        [(400_000, SLICE, false), (662_144, 37_856, true)]
    );
    assert_eq!(dialogue.outcome(id), Some(Ok(())));
}

#[test]
fn the_end_of_a_small_section_comes_alone() {
    let mut dialogue = Dialogue::open();
    let id = dialogue.section_from(9, Some(10));
    assert_eq!(
        dialogue.sent(),
        ["A3 UID FETCH 9 (UID BODY.PEEK[2]<9.262144>)"]
    );
    dialogue.slice("A3", 9, 1);
    assert_eq!(dialogue.slices(), [(9, 1, true)]);
    assert_eq!(dialogue.outcome(id), Some(Ok(())));
}

#[test]
fn requests_are_numbered_from_where_their_owner_wants() {
    let config = ConnectionConfig {
        requests_after: 7 << 32,
        ..ConnectionConfig::default()
    };
    let mut connection = Connection::new(config, NOW);
    let id = connection.submit(Request::Noop, Priority::Interactive, NOW);
    assert_eq!(id, RequestId((7 << 32) + 1));
}

#[test]
fn a_server_with_binary_takes_the_encoding_off() {
    let mut dialogue = Dialogue::open_with("IMAP4rev1 BINARY");
    let small = dialogue.decoded(40);
    assert_eq!(dialogue.sent(), ["A3 UID FETCH 9 (UID BINARY.PEEK[2])"]);
    dialogue.server("* 1 FETCH (UID 9 BINARY[2] ~{4}\r\n\0\r\n))\r\nA3 OK done\r\n");
    assert_eq!(dialogue.slices(), [(0, 4, true)]);
    assert_eq!(dialogue.are_decoded(), [true]);
    assert_eq!(dialogue.outcome(small), Some(Ok(())));

    dialogue.events.clear();
    let large = dialogue.decoded(300_000);
    assert_eq!(
        dialogue.sent(),
        [
            "A4 UID FETCH 9 (UID BINARY.PEEK[2]<0.262144>)",
            "A5 UID FETCH 9 (UID BINARY.PEEK[2]<262144.262144>)"
        ]
    );
    let body = "y".repeat(220_000);
    dialogue.server(&format!(
        "* 1 FETCH (UID 9 BINARY[2]<0> {{220000}}\r\n{body})\r\nA4 OK done\r\n\
         * 1 FETCH (UID 9 BINARY[2]<262144> \"\")\r\nA5 OK done\r\n"
    ));
    assert_eq!(dialogue.slices(), [(0, 220_000, true)]);
    assert_eq!(dialogue.outcome(large), Some(Ok(())));
}

#[test]
fn what_the_server_cannot_decode_comes_as_it_is() {
    for refusal in ["NO [UNKNOWN-CTE] what is this", "BAD what", "OK nothing"] {
        let mut dialogue = Dialogue::open_with("IMAP4rev1 BINARY");
        let id = dialogue.decoded(300_000);
        assert_eq!(dialogue.sent().len(), 2);
        dialogue.server(&format!("A3 {refusal}\r\n"));
        assert!(
            dialogue.sent().is_empty(),
            "the other answer is still to come"
        );
        dialogue.server(&format!("A4 {refusal}\r\n"));
        assert_eq!(
            dialogue.sent(),
            [
                "A5 UID FETCH 9 (UID BODY.PEEK[2]<0.262144>)",
                "A6 UID FETCH 9 (UID BODY.PEEK[2]<262144.262144>)"
            ],
            "{refusal}"
        );
        dialogue.slice("A5", 0, SLICE);
        dialogue.slice("A6", SLICE, 37_856);
        assert_eq!(
            dialogue.slices(),
            [(0, SLICE, false), (262_144, 37_856, true)]
        );
        assert_eq!(dialogue.are_decoded(), [false, false]);
        assert_eq!(dialogue.outcome(id), Some(Ok(())));
    }
}

#[test]
fn a_server_without_binary_is_not_asked_for_it() {
    let mut dialogue = Dialogue::open();
    dialogue.decoded(40);
    assert_eq!(dialogue.sent(), ["A3 UID FETCH 9 (UID BODY.PEEK[2])"]);
}

#[test]
fn slices_are_handed_on_in_order() {
    let mut dialogue = Dialogue::open();
    dialogue.section(Some(300_000));
    dialogue.slice("A4", SLICE, 10);
    assert!(dialogue.slices().is_empty());
    dialogue.slice("A3", 0, SLICE);
    assert_eq!(dialogue.slices(), [(0, SLICE, false), (262_144, 10, true)]);
}

#[test]
fn a_size_that_the_server_told_wrong_cuts_nothing_off() {
    let mut dialogue = Dialogue::open();
    let id = dialogue.section(Some(300_000));
    dialogue.slice("A3", 0, SLICE);
    dialogue.slice("A4", SLICE, SLICE);
    dialogue.sent();
    assert_eq!(dialogue.outcome(id), None);
    dialogue.slice("A5", 2 * SLICE, 0);
    assert_eq!(dialogue.slices().last(), Some(&(524_288, 0, true)));
    assert_eq!(dialogue.outcome(id), Some(Ok(())));
}

#[test]
fn what_is_clicked_on_slips_between_the_slices() {
    let mut dialogue = Dialogue::open();
    dialogue.section(Some(9_000_000));
    dialogue.sent();
    dialogue.submit(Request::FetchRows(RowSelection::Newest {
        skip: 0,
        count: 1,
    }));
    assert!(dialogue.sent()[0].starts_with("A5 FETCH 1 "));
}

#[test]
fn a_cancelled_section_asks_for_no_more_slices() {
    let mut dialogue = Dialogue::open();
    let id = dialogue.section(Some(9_000_000));
    dialogue.sent();
    dialogue.connection.cancel(id);
    dialogue.slice("A3", 0, SLICE);
    assert_eq!(dialogue.outcome(id), None);
    dialogue.slice("A4", SLICE, SLICE);
    assert!(dialogue.sent().is_empty());
    assert!(dialogue.slices().is_empty());
    assert_eq!(dialogue.outcome(id), Some(Ok(())));
}

#[test]
fn a_message_that_goes_in_the_middle_leaves_no_half_body() {
    let mut dialogue = Dialogue::open();
    let id = dialogue.section(Some(600_000));
    dialogue.slice("A3", 0, SLICE);
    dialogue.server("* 1 EXPUNGE\r\nA4 OK done\r\nA5 OK done\r\n");
    dialogue.sent();
    dialogue.server("A6 OK done\r\n");
    let problem = dialogue.outcome(id).unwrap().unwrap_err();
    assert_eq!(problem.kind, ProblemKind::MessageGone);
    assert!(dialogue.slices().iter().all(|(_, _, is_last)| !is_last));
}

#[test]
fn a_server_without_partial_fetch_sends_the_section_whole() {
    let mut dialogue = Dialogue::open();
    let id = dialogue.section(None);
    let body = "x".repeat(300_000);
    dialogue.server(&format!(
        "* 1 FETCH (UID 9 BODY[2] {{300000}}\r\n{body})\r\nA3 OK done\r\n"
    ));
    assert_eq!(dialogue.slices(), [(0, 300_000, true)]);
    assert_eq!(dialogue.outcome(id), Some(Ok(())));
}

#[test]
fn a_literal_beyond_all_memory_is_read_past_and_the_session_goes_on() {
    let mut dialogue = Dialogue::open();
    let id = dialogue.section(Some(10));
    let length = 65 << 20;
    dialogue.server(&format!("* 1 FETCH (UID 9 BODY[2] {{{length}}}\r\n"));
    let chunk = "x".repeat(1 << 20);
    for _ in 0..65 {
        dialogue.server(&chunk);
    }
    dialogue.server(")\r\nA3 OK done\r\n");
    let problem = dialogue.outcome(id).unwrap().unwrap_err();
    assert_eq!(problem.kind, ProblemKind::LimitExceeded);
    assert!(dialogue.slices().is_empty());
    dialogue.sent();
    let noop = dialogue.submit(Request::Noop);
    dialogue.server("A4 OK still here\r\n");
    assert_eq!(dialogue.outcome(noop), Some(Ok(())));
}
