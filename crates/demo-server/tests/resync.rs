//! A client that comes back by QRESYNC (RFC 7162) and believes what it is told
//! knows what is, whatever happened while it was away.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use demo_server::{Profile, Server, SessionId};
use mail_model::{Flag, Flags, Timestamp, Uid};
use std::collections::BTreeMap;

const NOW: Timestamp = Timestamp(1_700_000_000_000);

struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }
}

/// What a client keeps between its visits: flags by UID, and the mod-sequence
/// up to which they are true.
#[derive(Default)]
struct Returning {
    session: Option<SessionId>,
    uid_validity: u64,
    mod_sequence: u64,
    /// The highest mod-sequence of this visit. It counts once a command has
    /// ended that lets removals through, for then nothing is held back.
    seen: u64,
    /// Up to this UID it knows of every message; of those above only by chance.
    complete: u32,
    messages: BTreeMap<u32, String>,
}

impl Returning {
    fn visit(&mut self, server: &mut Server, with_known_uids: bool) {
        let session = server.connect(NOW);
        self.session = Some(session);
        self.ask(server, "LOGIN robin demo");
        self.ask(server, "ENABLE QRESYNC");
        let known: Vec<String> = self.messages.keys().map(u32::to_string).collect();
        let known = match known.is_empty() || !with_known_uids {
            true => String::new(),
            false => format!(" {}", known.join(",")),
        };
        let parameters = match self.uid_validity {
            0 => String::new(),
            validity => format!(" (QRESYNC ({validity} {}{known}))", self.mod_sequence),
        };
        self.ask(server, &format!("SELECT INBOX{parameters}"));
        let next = self.complete + 1;
        self.ask(server, &format!("UID FETCH {next}:* (FLAGS MODSEQ)"));
        let last = self.messages.keys().last();
        self.complete = self.complete.max(last.copied().unwrap_or(0));
        self.ask(server, "NOOP");
    }

    /// The connection breaks.
    fn vanish(&mut self, server: &mut Server) {
        server.handle_closed(self.session.take().unwrap(), NOW);
        self.seen = 0;
    }

    fn ask(&mut self, server: &mut Server, command: &str) {
        let session = self.session.unwrap();
        server.handle_input(session, format!("t {command}\r\n").as_bytes(), NOW);
        let told = String::from_utf8(server.poll_transmit(session).unwrap()).unwrap();
        for line in told.lines() {
            self.hear(line);
        }
        let last = told.lines().last().unwrap();
        assert!(last.starts_with("t OK "), "{command}: {last}");
        let verb = command.split(' ').next().unwrap();
        if !["FETCH", "STORE", "SEARCH", "SELECT"].contains(&verb) {
            self.mod_sequence = self.mod_sequence.max(self.seen);
        }
    }

    fn hear(&mut self, line: &str) {
        let number = |name: &str| {
            let (_, behind) = line.split_once(name)?;
            let digits = behind.trim_start_matches(['(', ' ']);
            let end = digits.find(|c: char| !c.is_ascii_digit())?;
            digits[..end].parse::<u64>().ok()
        };
        assert!(!line.contains(" EXPUNGE"), "{line}");
        if let Some(validity) = number("[UIDVALIDITY") {
            if validity != self.uid_validity {
                self.messages.clear();
                self.mod_sequence = 0;
                self.complete = 0;
            }
            self.uid_validity = validity;
        }
        for name in ["MODSEQ", "[HIGHESTMODSEQ"] {
            self.seen = self.seen.max(number(name).unwrap_or(0));
        }
        if let Some(uids) = line.strip_prefix("* VANISHED ") {
            let uids = uids.strip_prefix("(EARLIER) ").unwrap_or(uids);
            for range in uids.split(',') {
                let (first, last) = range.split_once(':').unwrap_or((range, range));
                let (first, last): (u32, u32) = (first.parse().unwrap(), last.parse().unwrap());
                self.messages.retain(|uid, _| !(first..=last).contains(uid));
            }
        }
        if line.contains(" FETCH (")
            && let Some((_, flags)) = line.split_once("FLAGS (")
        {
            let uid = u32::try_from(number("UID").unwrap()).unwrap();
            let flags = flags.split(')').next().unwrap().to_owned();
            self.messages.insert(uid, flags);
        }
    }
}

fn truth(server: &Server) -> BTreeMap<u32, String> {
    let name = |flag: &Flag| match flag {
        Flag::Keyword(keyword) => keyword.as_str().to_owned(),
        system => format!("\\{system:?}"),
    };
    let words = |flags: &Flags| flags.iter().map(name).collect::<Vec<_>>().join(" ");
    let messages = server.messages("robin", "INBOX");
    messages
        .iter()
        .map(|(uid, flags)| (uid.value(), words(flags)))
        .collect()
}

/// Somebody else does something.
fn happen(server: &mut Server, dice: &mut Dice) {
    let messages = server.messages("robin", "INBOX");
    let any = |dice: &mut Dice| {
        let at = dice.below(messages.len().max(1) as u64);
        messages.get(usize::try_from(at).unwrap()).cloned()
    };
    match (dice.below(5), any(dice)) {
        (0 | 1, _) | (_, None) => {
            server
                .deliver("robin", "INBOX", b"Subject: x\n\nx", &Flags::default(), NOW)
                .unwrap();
        }
        (2, Some((uid, _))) => {
            server.expunge("robin", "INBOX", uid, NOW);
        }
        (_, Some((uid, flags))) => {
            let flags = flags
                .iter()
                .filter(|_| dice.below(2) == 0)
                .cloned()
                .chain([Flag::Flagged])
                .collect();
            server.set_flags("robin", "INBOX", uid, &flags, NOW);
        }
    }
}

#[test]
fn who_returns_by_qresync_knows_what_is() {
    for seed in 1..80 {
        let mut dice = Dice(seed * 0x9E37_79B9);
        let mut server = Server::empty(Profile::Full);
        server.fill("robin", "INBOX", 12, NOW);
        let mut client = Returning::default();
        for round in 0..12 {
            client.visit(&mut server, round % 2 == 0);
            assert_eq!(
                client.messages,
                truth(&server),
                "seed {seed}, round {round}"
            );
            for _ in 0..dice.below(15) {
                happen(&mut server, &mut dice);
                let count = server.messages("robin", "INBOX").len();
                match dice.below(7) {
                    0 => client.ask(&mut server, "NOOP"),
                    1 if count > 0 => client.ask(&mut server, "UID STORE 1:* +FLAGS (\\Seen)"),
                    2 => client.ask(&mut server, "UID STORE 3:9 +FLAGS (\\Deleted)"),
                    3 => client.ask(&mut server, "EXPUNGE"),
                    4 => client.ask(
                        &mut server,
                        "UID FETCH 1:* (FLAGS) (CHANGEDSINCE 1 VANISHED)",
                    ),
                    5 => client.ask(&mut server, "UID MOVE 5 INBOX"),
                    _ => {}
                }
            }
            // Now and then the connection breaks without a last word.
            client.vanish(&mut server);
            for _ in 0..dice.below(10) {
                happen(&mut server, &mut dice);
            }
        }
    }
}

#[test]
fn who_returns_after_more_than_is_remembered_is_told_all_that_is_gone() {
    let mut server = Server::empty(Profile::Full);
    server.fill("robin", "INBOX", 70_000, NOW);
    let mut client = Returning::default();
    client.visit(&mut server, false);
    client.vanish(&mut server);
    for uid in (1..=70_000)
        .filter(|uid| uid % 100 != 0)
        .filter_map(Uid::new)
    {
        assert!(server.expunge("robin", "INBOX", uid, NOW));
    }
    client.visit(&mut server, false);
    assert_eq!(client.messages, truth(&server));
    assert_eq!(client.messages.len(), 700);
}
