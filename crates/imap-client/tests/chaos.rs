//! Servers that say anything: nothing panics, nothing hangs, and each request
//! ends exactly once.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use core::num::NonZeroU64;
use imap_client::{
    CloseReason, Connection, ConnectionConfig, Credentials, Event, KnownMailbox, KnownState,
    NewMessage, Priority, Request, RequestId, RowSelection,
};
use mail_model::{
    Flag, Flags, MailboxName, ModSeq, PartPath, ProblemKind, Secret, Section, Timestamp, Uid,
    UidNext, UidRange, UidSet, UidValidity,
};
use std::collections::BTreeSet;

/// A small generator of numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }
}

/// What servers say, right and wrong; `%` is the tag of a command under way.
const LINES: &[&str] = &[
    "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN LITERAL+] hi\r\n",
    "% OK [CAPABILITY IMAP4rev1 IDLE ESEARCH LIST-EXTENDED LIST-STATUS PREVIEW NAMESPACE ID CONDSTORE QRESYNC NOTIFY COMPRESS=DEFLATE] in\r\n",
    "% OK done\r\n",
    "% OK done\r\n",
    "% OK\r\n",
    "% OK [COPYUID 3 9:12 101:104] done\r\n",
    "% OK [COPYUID 3 12,9:10 101:109] done\r\n",
    "% OK [APPENDUID 3 8:10] done\r\n",
    "% NO [MODIFIED 1:4294967295] no\r\n",
    "* OK [COPYUID 3 1:4294967295 1:4294967295] moved\r\n",
    "* OK [APPENDUID 3 1:4294967295] new\r\n",
    "% NO [NONEXISTENT] no\r\n",
    "% BAD what\r\n",
    "+ go on\r\n",
    "+ \r\n",
    "* 3 EXISTS\r\n",
    "* 5 EXISTS\r\n",
    "* 1 EXISTS\r\n",
    "* 0 EXISTS\r\n",
    "* 4294967295 EXISTS\r\n",
    "* 1 EXPUNGE\r\n",
    "* 3 EXPUNGE\r\n",
    "* 0 EXPUNGE\r\n",
    "* VANISHED 1:4294967295\r\n",
    "* VANISHED (EARLIER) 3,9\r\n",
    "* VANISHED (EARLIER) 1:8,11\r\n",
    "* VANISHED 10,12:14\r\n",
    "* ENABLED QRESYNC CONDSTORE\r\n",
    "* ENABLED\r\n",
    "* OK [CLOSED] closed\r\n",
    "* OK [HIGHESTMODSEQ 40] h\r\n",
    "* OK [HIGHESTMODSEQ 9223372036854775807] h\r\n",
    "* OK [NOMODSEQ] none\r\n",
    "% OK [HIGHESTMODSEQ 41] done\r\n",
    "* OK [NOTIFICATIONOVERFLOW] too much\r\n",
    "% NO [BADEVENT (MessageNew)] no\r\n",
    "* OK [READ-WRITE] rw\r\n",
    "* LIST (\\NonExistent) \"/\" Old\r\n",
    "* STATUS Junk (UIDNEXT 9)\r\n",
    "\0\x09\0\u{f6}\u{ff}A1 NOOP\r\n",
    "* OK [UIDVALIDITY 7] v\r\n",
    "* OK [UIDVALIDITY 0] v\r\n",
    "* OK [UIDNEXT 13] n\r\n",
    "* OK [ALERT] ouch\r\n",
    "* OK [READ-ONLY] ro\r\n",
    "* ESEARCH (TAG \"%\") UID ALL 9:10,12\r\n",
    "* ESEARCH (TAG \"%\") UID ALL 1:4294967295\r\n",
    "* ESEARCH UID\r\n",
    "* SEARCH 9 10 12\r\n",
    "* SEARCH\r\n",
    "* 1 FETCH (UID 9 FLAGS (\\Seen))\r\n",
    "* 2 FETCH (FLAGS ())\r\n",
    "* 0 FETCH (FLAGS ())\r\n",
    "* 2 FETCH (UID 10 FLAGS () RFC822.SIZE 5 BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1) BODY[HEADER.FIELDS (DATE)] {4}\r\na: b)\r\n",
    "* 3 FETCH (UID 12 BODYSTRUCTURE (\"text\r\n",
    "* 3 FETCH (\r\n",
    "* 1 FETCH (UID 9 BODY[1] {3}\r\nabc)\r\n",
    "* 1 FETCH (UID 9 BODY[1]<0> {3}\r\nabc)\r\n",
    "* 1 FETCH (UID 9 BODY[1]<262144> NIL)\r\n",
    "* 4294967295 FETCH (UID 4294967295 FLAGS ())\r\n",
    "* LIST () \"/\" INBOX\r\n",
    "* LIST (\\Noselect) NIL \"&AA\"\r\n",
    "* LSUB () \"/\" INBOX\r\n",
    "* STATUS INBOX (MESSAGES 3 UNSEEN 1)\r\n",
    "* NAMESPACE ((\"\" \"/\")) ((\"~\" \"/\")) NIL\r\n",
    "* CAPABILITY IMAP4rev1\r\n",
    "* BYE bye\r\n",
    "{99\r\n",
    "* {2}\r\nab\r\n",
    "\r\n",
    "A OK \"\\\r\n",
    "* XYZZY\r\n",
    "(((((\r\n",
];

struct Person {
    connection: Connection,
    now: Timestamp,
    submitted: BTreeSet<RequestId>,
    ended: BTreeSet<RequestId>,
    is_closed: bool,
    last_tag: usize,
}

impl Person {
    fn new(dice: &mut Dice) -> Self {
        let remembered = [
            "IMAP4rev1",
            "ESEARCH",
            "ID",
            "LIST-EXTENDED",
            "LIST-STATUS",
            "ENABLE",
            "CONDSTORE",
            "QRESYNC",
            "NOTIFY",
            "COMPRESS=DEFLATE",
            "UIDPLUS",
        ];
        let config = ConnectionConfig {
            client_name: "porthole".to_owned(),
            client_version: "1".to_owned(),
            watches_all: dice.roll(2) == 0,
            entropy: [0; 16],
            normalise: None,
            compresses: dice.roll(4) == 0,
            requests_after: 0,
            remembered_capabilities: if dice.roll(2) == 0 {
                Vec::new()
            } else {
                remembered.map(str::to_owned).to_vec()
            },
        };
        Self {
            connection: Connection::new(config, Timestamp(0)),
            now: Timestamp(0),
            submitted: BTreeSet::new(),
            ended: BTreeSet::new(),
            is_closed: false,
            last_tag: 0,
        }
    }

    fn wish(&mut self, dice: &mut Dice) {
        let uid = Uid::new(9 + dice.roll(4) as u32).unwrap();
        let uids = UidSet::from_iter([UidRange::new(uid, Uid::new(12).unwrap())]);
        let message = NewMessage {
            flags: Flags::default(),
            received: None,
            message: vec![b'x'; [0, 5, 300_000][dice.roll(3)]].into(),
        };
        let request = match dice.roll(18) {
            0 => Request::ListMailboxes,
            1 => Request::Status(vec![MailboxName::inbox(), MailboxName::new("Entwürfe")]),
            2 => Request::Select {
                mailbox: MailboxName::inbox(),
                known: None,
            },
            3 => Request::Select {
                mailbox: MailboxName::new("Øther \"one\""),
                known: Some(Box::new(KnownMailbox {
                    exists: 3,
                    uid_validity: UidValidity(7.try_into().unwrap()),
                    uid_next: UidNext(13.try_into().unwrap()),
                    state: (dice.roll(3) > 0).then(|| KnownState {
                        mod_seq: ModSeq(NonZeroU64::new(40).unwrap()),
                        uids: uids.clone(),
                    }),
                })),
            },
            4 => Request::FetchUids,
            5 => Request::FetchRows(RowSelection::Newest {
                skip: dice.roll(3) as u32,
                count: dice.roll(3) as u32,
            }),
            6 => Request::FetchRows(RowSelection::Uids(uids)),
            7 => Request::FetchFlags {
                uids,
                changed_since: [None, NonZeroU64::new(40).map(ModSeq)][dice.roll(2)],
            },
            8 => Request::FetchSection {
                uid,
                section: Section::Part(PartPath(vec![1])),
                size: [None, Some(3), Some(300_000)][dice.roll(3)],
                from: 0,
                may_decode: false,
            },
            9 => Request::Store {
                uids,
                flags: vec![Flag::Seen],
                set: dice.roll(2) == 0,
                unchanged_since: None,
            },
            11 => Request::Copy {
                uids,
                to: MailboxName::new("Archive"),
            },
            12 => Request::Move {
                uids,
                to: MailboxName::new("Øther \"one\""),
            },
            13 => Request::Expunge(uids),
            14 => Request::Append {
                mailbox: MailboxName::new("Drafts"),
                messages: vec![message; dice.roll(4)],
            },
            15 => Request::Replace { uid, message },
            16 => Request::StoreGmailLabels {
                uids,
                labels: vec!["wörk".to_owned()],
                set: true,
            },
            10 if dice.roll(20) == 0 => Request::Logout,
            _ => Request::Noop,
        };
        self.submit(request, dice);
    }

    fn log_in(&mut self, dice: &mut Dice) {
        let password = ["secret", "pässword", "a\"b"][dice.roll(3)];
        let credentials = Credentials::Password {
            user: "ann".to_owned(),
            password: Secret::new(password),
        };
        self.submit(Request::Login(credentials), dice);
    }

    fn submit(&mut self, request: Request, dice: &mut Dice) {
        let priority = [
            Priority::Interactive,
            Priority::Prefetch,
            Priority::Background,
        ][dice.roll(3)];
        let id = self.connection.submit(request, priority, self.now);
        assert!(self.submitted.insert(id));
    }

    fn drain(&mut self) {
        while let Some(bytes) = self.connection.poll_transmit() {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            for line in text.split("\r\n") {
                let tag = line.strip_prefix('A').and_then(|l| l.split(' ').next());
                if let Some(tag) = tag.and_then(|tag| tag.parse().ok()) {
                    self.last_tag = tag;
                }
            }
        }
        while let Some(event) = self.connection.poll_event() {
            match event {
                Event::Done { request, .. } => {
                    assert!(self.submitted.contains(&request));
                    assert!(self.ended.insert(request), "{request:?} ended twice");
                }
                Event::Closed(_) => {
                    assert!(!self.is_closed, "closed twice");
                    self.is_closed = true;
                }
                Event::Selected(_) | Event::Row { .. } | Event::Slice { .. } => {
                    assert!(!self.is_closed, "told after the end");
                }
                _ => {}
            }
        }
    }

    fn hear(&mut self, line: &str, dice: &mut Dice) {
        // Mostly a tag that is likely to be under way.
        let tag = self.last_tag.saturating_sub(dice.roll(3));
        let mut bytes = line.replace('%', &format!("A{tag}")).into_bytes();
        if dice.roll(12) == 0 && !bytes.is_empty() {
            let at = dice.roll(bytes.len());
            match dice.roll(3) {
                0 => bytes[at] = dice.roll(256) as u8,
                1 => bytes.truncate(at),
                _ => bytes.insert(at, dice.roll(256) as u8),
            }
        }
        self.connection.handle_input(&bytes, self.now);
    }

    fn end(mut self) {
        let reason = CloseReason {
            kind: ProblemKind::ConnectionLost,
            words: String::new(),
        };
        self.connection.handle_closed(reason, self.now);
        self.drain();
        assert!(self.is_closed);
        assert_eq!(self.submitted, self.ended);
        assert_eq!(self.connection.poll_timeout(), None);
    }
}

#[test]
fn a_server_that_says_anything_neither_panics_nor_hangs_the_client() {
    for seed in 1..1_500 {
        let mut dice = Dice(u64::wrapping_mul(seed, 0x9e37_79b9_7f4a_7c15));
        let mut person = Person::new(&mut dice);
        person.log_in(&mut dice);
        person.drain();
        // Most dialogues begin well, or they would never come far.
        if dice.roll(5) > 0 {
            for line in &LINES[..2] {
                person.hear(line, &mut dice);
                person.drain();
            }
        }
        for _ in 0..120 {
            match dice.roll(8) {
                0 => person.wish(&mut dice),
                1 => {
                    let wait = [50, 100, 5_000, 60_000, 1_500_000][dice.roll(5)];
                    if dice.roll(4) == 0 {
                        person.now = Timestamp(person.now.0 + wait);
                        person.connection.handle_timeout(person.now);
                    }
                }
                2 if dice.roll(6) == 0 => {
                    if let Some(id) = person
                        .submitted
                        .iter()
                        .nth(dice.roll(person.submitted.len()))
                    {
                        person.connection.cancel(*id);
                    }
                }
                _ => {
                    let line = LINES[dice.roll(LINES.len())];
                    person.hear(line, &mut dice);
                }
            }
            person.drain();
        }
        person.end();
    }
}

#[test]
fn random_bytes_neither_panic_nor_hang_the_client() {
    for seed in 1..400 {
        let mut dice = Dice(u64::wrapping_mul(seed, 0x2545_f491_4f6c_dd1d));
        let mut person = Person::new(&mut dice);
        person.log_in(&mut dice);
        for line in &LINES[..2] {
            person.drain();
            person.hear(line, &mut dice);
        }
        for _ in 0..40 {
            let alphabet = b"* 0123456789(){}[]\"\\\r\n+~<>.:,ABODYFETCHUIDSTRUE\0\xff";
            let bytes: Vec<u8> = (0..dice.roll(60))
                .map(|_| alphabet[dice.roll(alphabet.len())])
                .collect();
            person.connection.handle_input(&bytes, person.now);
            person.drain();
        }
        person.end();
    }
}

#[test]
fn a_flood_of_lines_leaves_nothing_behind() {
    let mut dice = Dice(7);
    let mut person = Person::new(&mut dice);
    person.submit(
        Request::Login(Credentials::Password {
            user: "ann".to_owned(),
            password: Secret::new("secret"),
        }),
        &mut dice,
    );
    person
        .connection
        .handle_input(b"* PREAUTH [CAPABILITY IMAP4rev1] hi\r\n", person.now);
    person.drain();
    let chunk = "* OK Still here\r\n* 7 RECENT\r\n* XYZZY\r\n* 5 EXISTS\r\n".repeat(500);
    for _ in 0..150 {
        person.connection.handle_input(chunk.as_bytes(), person.now);
        assert!(person.connection.poll_event().is_none());
    }
    assert_eq!(person.connection.undecoded().count(), 32);
    person.end();
}
