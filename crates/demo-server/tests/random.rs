//! Random dialogues: what several clients are told agrees with what is, and
//! nothing that a client sends does any harm.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "in a test a panic is the report"
)]

use demo_server::{Profile, Server, SessionId};
use imap_codec::ResponseCodec;
use imap_codec::decode::Decoder;
use imap_codec::imap_types::fetch::MessageDataItem;
use imap_codec::imap_types::flag::FlagFetch;
use imap_codec::imap_types::response::{Data, Response};
use mail_model::{Flags, Timestamp};

const NOW: Timestamp = Timestamp(1_700_000_000_000);

struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }
    fn pick<T: Copy>(&mut self, table: &[T]) -> T {
        table[usize::try_from(self.below(table.len() as u64)).unwrap()]
    }
}

/// A client that believes what it is told, and what it believes.
struct Client {
    session: SessionId,
    /// By sequence number: the UID and the flags where they were told.
    messages: Vec<(Option<u32>, Option<Vec<String>>)>,
    is_idling: bool,
}

impl Client {
    fn connect(server: &mut Server) -> Self {
        let session = server.connect(NOW);
        let mut client = Self {
            session,
            messages: Vec::new(),
            is_idling: false,
        };
        server.handle_input(session, b"a LOGIN robin demo\r\nb SELECT INBOX\r\n", NOW);
        client.listen(server, "SELECT");
        client
    }

    fn ask(&mut self, server: &mut Server, command: &str) {
        if std::mem::take(&mut self.is_idling) {
            server.handle_input(self.session, b"DONE\r\n", NOW);
            self.listen(server, "IDLE");
        }
        server.handle_input(self.session, format!("t {command}\r\n").as_bytes(), NOW);
        self.is_idling = command == "IDLE";
        if command.contains(".SILENT") {
            // It will not be told what it did itself.
            self.messages
                .iter_mut()
                .for_each(|(_, flags)| *flags = None);
        }
        self.listen(server, command);
    }

    /// Takes in what came during `command`; an empty one means unasked.
    fn listen(&mut self, server: &mut Server, command: &str) {
        let octets = server.poll_transmit(self.session).unwrap_or_default();
        let mut rest = octets.as_slice();
        assert!(
            rest.is_empty() || !command.is_empty() || self.is_idling,
            "told unasked"
        );
        while !rest.is_empty() {
            let (behind, response) = ResponseCodec::new().decode(rest).unwrap();
            rest = behind;
            let Response::Data(data) = response else {
                continue;
            };
            match data {
                Data::Exists(count) => {
                    let count = usize::try_from(count).unwrap();
                    assert!(
                        count >= self.messages.len(),
                        "a mailbox shrinks by EXPUNGE alone"
                    );
                    self.messages.resize(count, (None, None));
                }
                Data::Expunge(number) => {
                    let verb = command.split(' ').next().unwrap();
                    assert!(
                        !["FETCH", "STORE", "SEARCH"].contains(&verb),
                        "EXPUNGE in {command}"
                    );
                    self.messages
                        .remove(usize::try_from(number.get()).unwrap() - 1);
                }
                Data::Fetch { seq, items } => {
                    let known = &mut self.messages[usize::try_from(seq.get()).unwrap() - 1];
                    for item in items {
                        match item {
                            MessageDataItem::Uid(uid) => {
                                assert!(known.0.is_none_or(|known| known == uid.get()));
                                known.0 = Some(uid.get());
                            }
                            MessageDataItem::Flags(flags) => known.1 = Some(names(&flags)),
                            other => panic!("{other:?}"),
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

fn names(flags: &[FlagFetch<'_>]) -> Vec<String> {
    let mut names: Vec<String> = flags
        .iter()
        .map(|flag| match flag {
            FlagFetch::Flag(flag) => flag.to_string(),
            FlagFetch::Recent => "\\Recent".to_owned(),
        })
        .collect();
    names.sort();
    names
}

fn true_names(flags: &Flags) -> Vec<String> {
    use mail_model::Flag;
    let mut names: Vec<String> = flags
        .iter()
        .map(|flag| match flag {
            Flag::Keyword(keyword) => keyword.as_str().to_owned(),
            system => format!("\\{system:?}"),
        })
        .collect();
    names.sort();
    names
}

fn command(dice: &mut Dice, count: usize) -> String {
    let number = dice.below(count.max(1) as u64) + 1;
    let flag = dice.pick(&["\\Seen", "\\Flagged", "\\Deleted", "$Later"]);
    let sign = dice.pick(&["+", "-", ""]);
    let silent = dice.pick(&["", ".SILENT"]);
    let uid = dice.pick(&["", "UID "]);
    match dice.below(9) {
        0 => "NOOP".to_owned(),
        1 => "IDLE".to_owned(),
        2 => format!("{uid}FETCH {number} (UID FLAGS)"),
        3 | 4 => format!("{uid}STORE {number}:* {sign}FLAGS{silent} ({flag})"),
        5 => "EXPUNGE".to_owned(),
        6 => format!("{uid}COPY {number} INBOX"),
        7 => format!("UID MOVE {number} Other"),
        _ => format!("{uid}SEARCH UNSEEN"),
    }
}

#[test]
fn what_clients_are_told_is_what_is() {
    for seed in 1..60 {
        let mut dice = Dice(seed * 0x9E37_79B9);
        let mut server = Server::empty(Profile::Full);
        server.fill("robin", "INBOX", 8, NOW);
        server.create_mailbox("robin", "Other", None);
        let mut clients: Vec<Client> = (0..3).map(|_| Client::connect(&mut server)).collect();
        for _ in 0..150 {
            let who = usize::try_from(dice.below(4)).unwrap();
            if let Some(client) = clients.get_mut(who) {
                let command = command(&mut dice, client.messages.len());
                client.ask(&mut server, &command);
            } else {
                server
                    .deliver("robin", "INBOX", b"Subject: x\n\nx", &Flags::default(), NOW)
                    .unwrap();
            }
            for client in &mut clients {
                client.listen(&mut server, "");
            }
        }
        let truth: Vec<_> = server
            .messages("robin", "INBOX")
            .iter()
            .map(|(uid, flags)| (uid.value(), true_names(flags)))
            .collect();
        for client in &mut clients {
            client.ask(&mut server, "NOOP");
            assert_eq!(client.messages.len(), truth.len());
            // What was never told is unknown; what was told is so.
            for ((uid, flags), (true_uid, true_flags)) in client.messages.iter().zip(&truth) {
                assert!(uid.is_none_or(|uid| uid == *true_uid));
                assert!(
                    flags.as_ref().is_none_or(|flags| flags == true_flags),
                    "seed {seed}"
                );
            }
            if !truth.is_empty() {
                client.ask(&mut server, "FETCH 1:* (UID FLAGS)");
            }
            let told: Vec<_> = client
                .messages
                .drain(..)
                .map(|(uid, flags)| (uid.unwrap(), flags.unwrap()))
                .collect();
            assert_eq!(told, truth, "seed {seed}");
        }
    }
}

#[test]
fn nothing_that_a_client_sends_does_harm() {
    let lines: [&[u8]; 37] = [
        b"A SETACL INBOX ann +lrs\r\n",
        b"B SETMETADATA \"\" (/private/a {2+}\r\nab /private/b NIL)\r\n",
        b"C GETMETADATA (DEPTH infinity) INBOX (/private/a)\r\n",
        b"D UID REPLACE 3 INBOX (\\Seen) ~{3+}\r\na\0b\r\n",
        b"E APPEND INBOX {1+}\r\na (\\Draft) {1+}\r\nb\r\n",
        b"F FETCH 1:3 (BINARY.PEEK[1]<0.9> BINARY.SIZE[1.2])\r\n",
        b"G CREATE x (USE (\\Sent))\r\n",
        b"H STATUS INBOX (SIZE MAILBOXID APPENDLIMIT)\r\n",
        b"I AUTHENTICATE SCRAM-SHA-256 biwsbj1yb2JpbixyPWZ5a28=\r\n",
        b"J ENABLE UTF8=ACCEPT\r\n",
        b"K GETQUOTAROOT \"\xc3\xa4\"\r\n",
        b"L LIST \"\" * RETURN (MYRIGHTS STATUS (SIZE))\r\n",
        b"a LOGIN robin demo\r\n",
        b"b AUTHENTICATE PLAIN AHJvYmluAGRlbW8=\r\n",
        b"c SELECT INBOX\r\n",
        b"d FETCH 1:* (FLAGS ENVELOPE BODYSTRUCTURE BODY[1.2.HEADER.FIELDS (To)]<0.9>)\r\n",
        b"e UID SEARCH RETURN (ALL) OR (UNSEEN NOT 1:3) SUBJECT {3+}\r\nabc\r\n",
        b"f LIST (SUBSCRIBED) \"\" (\"*\" \"%\") RETURN (STATUS (MESSAGES))\r\n",
        b"g APPEND INBOX (\\Seen) \"17-Jul-1996 02:44:25 -0700\" {5+}\r\nA: b\n\r\n",
        b"h IDLE\r\nDONE\r\n",
        b"i UID STORE 1:* +FLAGS.SILENT (\\Deleted $x)\r\n",
        b"j UID MOVE 2 &ZeVnLIqe-\r\n",
        b"k CREATE \"a/b\"\r\n",
        b"l RENAME a \"INBOX\"\r\n",
        b"m STATUS {5}\r\nINBOX (UIDNEXT)\r\n",
        b"o ENABLE QRESYNC CONDSTORE\r\n",
        b"p SELECT INBOX (QRESYNC (1 2 1:9,12 (1:3,7 1:3,9)))\r\n",
        b"q UID FETCH 1:* (FLAGS) (CHANGEDSINCE 1 VANISHED)\r\n",
        b"r UID STORE 1:* (UNCHANGEDSINCE 3) -FLAGS (\\Seen)\r\n",
        b"s UID SORT RETURN (SAVE PARTIAL -1:-3 COUNT) (REVERSE DISPLAYFROM SUBJECT) UTF-8 ALL\r\n",
        b"t UID THREAD REFERENCES UTF-8 OR NOT (OLDER 3) SUBJECT {3+}\r\nabc\r\n",
        b"u UID SEARCH RETURN (MIN MAX SAVE) $ OR MODSEQ 2 SAVEDBEFORE 1-Feb-2024\r\n",
        b"v FETCH $ (UID MODSEQ SAVEDATE)\r\n",
        b"w THREAD REFS US-ASCII 1:*\r\n",
        b"n AUTHENTICATE PLAIN\r\n*\r\n",
        b"o NOTIFY SET STATUS (selected (MessageNew (UID PREVIEW) MessageExpunge)) (subtree (a \"b\") (MailboxName))\r\n",
        b"p UID FETCH 1:* (PREVIEW (LAZY) EMAILID BODY.PEEK[HEADER.FIELDS (\"a\")])\r\n",
    ];
    for seed in 1..600 {
        let mut dice = Dice(seed * 0x51_7C_C1_B7);
        let mut server = Server::empty(Profile::Full);
        server.fill("robin", "INBOX", 9, NOW);
        let session = server.connect(NOW);
        let mut octets = Vec::new();
        for _ in 0..30 {
            let mut line = dice.pick(&lines).to_vec();
            if dice.below(2) == 0 {
                let at = usize::try_from(dice.below(line.len() as u64)).unwrap();
                match dice.below(3) {
                    0 => line[at] = u8::try_from(dice.below(256)).unwrap(),
                    1 => line.truncate(at),
                    _ => line.insert(at, dice.pick(b"{}()\"\\*\0\r\n9+ \xff")),
                }
            }
            octets.extend(line);
        }
        for piece in octets.chunks(7) {
            server.handle_input(session, piece, NOW);
        }
        let told = server.poll_transmit(session).unwrap();
        assert!(told.len() < 2_000_000 && told.ends_with(b"\r\n"));
    }
}
