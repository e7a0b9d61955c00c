//! Messages with files between their octets: read stretch by stretch as they go
//! out, and what becomes of them where a file can't be read any more.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use imap_client::{Connection, ConnectionConfig, Event, NewMessage, Priority, Request, RequestId};
use mail_model::{
    FileEncoding, FileId, FileSlice, Flags, MailboxName, MessageSource, Piece, Problem,
    ProblemKind, Timestamp, Uid,
};

const NOW: Timestamp = Timestamp(0);

struct Dialogue {
    connection: Connection,
    events: Vec<Event>,
}

impl Dialogue {
    /// A session in INBOX.
    fn open(capabilities: &str) -> Self {
        let mut dialogue = Self {
            connection: Connection::new(ConnectionConfig::default(), NOW),
            events: Vec::new(),
        };
        dialogue.submit(Request::Select {
            mailbox: MailboxName::inbox(),
            known: None,
        });
        dialogue.server(&format!("* PREAUTH [CAPABILITY {capabilities}] hi\r\n"));
        dialogue.sent();
        dialogue.server("* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\nA1 OK open\r\n");
        dialogue.events.clear();
        dialogue
    }
    fn submit(&mut self, request: Request) -> RequestId {
        self.connection.submit(request, Priority::Interactive, NOW)
    }
    fn server(&mut self, text: &str) {
        self.connection.handle_input(text.as_bytes(), NOW);
        while let Some(event) = self.connection.poll_event() {
            self.events.push(event);
        }
    }
    fn sent(&mut self) -> String {
        let mut sent = Vec::new();
        while let Some(bytes) = self.connection.poll_transmit() {
            sent.extend(bytes);
        }
        String::from_utf8(sent).unwrap()
    }
    /// Reads a stretch as the shell would: files are rows of `x`.
    fn read(&mut self) -> Option<FileSlice> {
        let slice = self.connection.poll_need()?;
        assert_eq!(self.connection.poll_need(), None, "told twice");
        let octets = vec![b'x'; usize::try_from(slice.length).unwrap()];
        self.connection.supply(Ok(octets), NOW);
        Some(slice)
    }
    fn ended(&mut self, request: RequestId) -> Option<Result<(), (ProblemKind, bool)>> {
        while let Some(event) = self.connection.poll_event() {
            self.events.push(event);
        }
        self.events.iter().find_map(|event| match event {
            Event::Done {
                request: done,
                outcome,
            } if *done == request => Some(
                outcome
                    .clone()
                    .map_err(|refusal| (refusal.problem.kind, refusal.is_certain)),
            ),
            _ => None,
        })
    }
    fn is_closed(&self) -> bool {
        let mut events = self.events.iter();
        events.any(|event| matches!(event, Event::Closed(_)))
    }
}

/// A message with a file of so many octets, as it is, between two lines.
fn message(length: u64) -> NewMessage {
    NewMessage {
        flags: Flags::default(),
        received: None,
        message: MessageSource::new(vec![
            Piece::Octets(b"begin\r\n".to_vec()),
            Piece::File {
                file: FileId(1),
                length,
                encoding: FileEncoding::Identity,
            },
            Piece::Octets(b"end\r\n".to_vec()),
        ]),
    }
}

fn append(messages: Vec<NewMessage>) -> Request {
    Request::Append {
        mailbox: MailboxName::new("Sent"),
        messages,
    }
}

#[test]
fn a_file_goes_out_stretch_by_stretch() {
    for capabilities in ["IMAP4rev1", "IMAP4rev1 LITERAL+"] {
        let mut dialogue = Dialogue::open(capabilities);
        let request = dialogue.submit(append(vec![message(600_000)]));
        assert_eq!(dialogue.sent(), "A2 APPEND Sent {600012}\r\n");
        assert_eq!(
            dialogue.read(),
            None,
            "nothing is read before the server agrees"
        );
        dialogue.server("+ go on\r\n");
        let mut all = dialogue.sent();
        let mut stretches = Vec::new();
        // Nothing comes between, though somebody wants it.
        dialogue.submit(Request::Noop);
        while let Some(slice) = dialogue.read() {
            stretches.push((slice.offset, slice.length));
            all.push_str(&dialogue.sent());
        }
        assert_eq!(
            stretches,
            [(0, 262_144), (262_144, 262_144), (524_288, 75_712)]
        );
        let expected = ["begin\r\n", &"x".repeat(600_000), "end\r\n\r\nA3 NOOP\r\n"].concat();
        assert!(all == expected, "{}", all.len());
        dialogue.server("A2 OK done\r\n");
        assert_eq!(dialogue.ended(request), Some(Ok(())));
    }
}

#[test]
fn small_messages_with_files_need_not_wait() {
    let mut dialogue = Dialogue::open("IMAP4rev1 LITERAL+ MULTIAPPEND");
    let request = dialogue.submit(append(vec![message(3), message(0), message(2)]));
    let mut all = dialogue.sent();
    assert_eq!(all, "A2 APPEND Sent {15+}\r\nbegin\r\n");
    while dialogue.read().is_some() {
        all.push_str(&dialogue.sent());
    }
    assert_eq!(
        all,
        "A2 APPEND Sent {15+}\r\nbegin\r\nxxxend\r\n {12+}\r\nbegin\r\nend\r\n {14+}\r\nbegin\r\nxxend\r\n\r\n"
    );
    dialogue.server("A2 OK done\r\n");
    assert_eq!(dialogue.ended(request), Some(Ok(())));
}

#[test]
fn each_message_of_several_waits_where_it_must() {
    let mut dialogue = Dialogue::open("IMAP4rev1 MULTIAPPEND");
    dialogue.submit(append(vec![message(1), message(2)]));
    assert_eq!(dialogue.sent(), "A2 APPEND Sent {13}\r\n");
    dialogue.server("+ go on\r\n");
    assert!(dialogue.read().is_some());
    assert_eq!(dialogue.sent(), "begin\r\nxend\r\n {14}\r\n");
    assert_eq!(dialogue.read(), None);
    dialogue.server("+ go on\r\n");
    assert!(dialogue.read().is_some());
    assert_eq!(dialogue.sent(), "begin\r\nxxend\r\n\r\n");
}

#[test]
fn a_file_in_base64_is_as_long_as_announced() {
    let mut dialogue = Dialogue::open("IMAP4rev1 REPLACE");
    let source = MessageSource::new(vec![Piece::File {
        file: FileId(1),
        length: 300_000,
        encoding: FileEncoding::Base64,
    }]);
    let length = source.length();
    dialogue.submit(Request::Replace {
        uid: Uid::new(9).unwrap(),
        message: NewMessage {
            message: source,
            ..message(0)
        },
    });
    assert_eq!(
        dialogue.sent(),
        format!("A2 UID REPLACE 9 INBOX {{{length}}}\r\n")
    );
    dialogue.server("+ go on\r\n");
    let mut all = String::new();
    while dialogue.read().is_some() {
        all.push_str(&dialogue.sent());
    }
    assert_eq!(all.len() as u64, length + 2);
    assert!(all.split_terminator("\r\n").all(|line| line.len() <= 76));
}

#[test]
fn a_file_that_can_not_be_read_ends_the_connection() {
    let mut dialogue = Dialogue::open("IMAP4rev1");
    let request = dialogue.submit(append(vec![message(600_000)]));
    let other = dialogue.submit(Request::Noop);
    dialogue.sent();
    dialogue.server("+ go on\r\n");
    dialogue.read();
    dialogue.connection.poll_need();
    let problem = Problem::new(ProblemKind::FileUnreadable);
    dialogue.connection.supply(Err(problem), NOW);
    // Half a message is none, so nothing is in the mailbox.
    let unreadable = (ProblemKind::FileUnreadable, true);
    assert_eq!(dialogue.ended(request), Some(Err(unreadable)));
    let lost = (ProblemKind::ConnectionLost, true);
    assert_eq!(dialogue.ended(other), Some(Err(lost)));
    assert!(dialogue.is_closed());
    assert_eq!(dialogue.sent(), "");
}

#[test]
fn a_file_that_has_become_shorter_can_not_be_read() {
    let mut dialogue = Dialogue::open("IMAP4rev1 LITERAL+");
    let request = dialogue.submit(append(vec![message(5)]));
    dialogue.connection.poll_need();
    dialogue.connection.supply(Ok(b"abcd".to_vec()), NOW);
    let unreadable = (ProblemKind::FileUnreadable, true);
    assert_eq!(dialogue.ended(request), Some(Err(unreadable)));
}

#[test]
fn a_server_that_refuses_half_a_message_is_left() {
    let mut dialogue = Dialogue::open("IMAP4rev1");
    let request = dialogue.submit(append(vec![message(600_000)]));
    dialogue.sent();
    dialogue.server("+ go on\r\n");
    dialogue.read();
    dialogue.server("A2 NO [OVERQUOTA] full\r\n");
    let refused = (ProblemKind::OverQuota, true);
    assert_eq!(dialogue.ended(request), Some(Err(refused)));
    assert!(dialogue.is_closed());
}

#[test]
fn a_line_that_is_lost_within_a_message_has_put_nothing_there() {
    let mut dialogue = Dialogue::open("IMAP4rev1 LITERAL+");
    let request = dialogue.submit(append(vec![message(600_000)]));
    dialogue.server("+ go on\r\n");
    dialogue.sent();
    dialogue.read();
    dialogue.sent();
    let reason = imap_client::CloseReason {
        kind: ProblemKind::ConnectionLost,
        words: String::new(),
    };
    dialogue.connection.handle_closed(reason, NOW);
    let lost = (ProblemKind::ConnectionLost, true);
    assert_eq!(dialogue.ended(request), Some(Err(lost)));
}

#[test]
fn a_server_is_not_silent_while_a_message_goes_out() {
    let mut dialogue = Dialogue::open("IMAP4rev1");
    dialogue.submit(append(vec![message(1_000_000)]));
    dialogue.sent();
    dialogue.server("+ go on\r\n");
    let later = |seconds: i64| Timestamp(NOW.0 + seconds * 1000);
    let stretch = || Ok(vec![b'x'; 262_144]);
    for seconds in [50, 100, 150] {
        dialogue.connection.poll_need().unwrap();
        dialogue.connection.supply(stretch(), later(seconds));
        dialogue.sent();
        dialogue.connection.handle_timeout(later(seconds));
    }
    assert!(!dialogue.is_closed());
    // A shell that can send no more reads no more.
    dialogue.connection.handle_timeout(later(211));
    dialogue.server("");
    assert!(dialogue.is_closed());
}
