//! Dialogues as they must be, octet for octet, one file for each kind of command.
//!
//! `C:` is a line from the client and `S:` one from the server; `C2:` and `S2:`
//! are those of a second client. `profile` and `seconds` lines set the server's
//! profile and let time pass; `deliver FLAGS` delivers the message that the
//! lines beginning with `|` make up. Capability lists are left out unless a
//! `capabilities` line asks for them. Each dialogue is replayed whole, and once
//! more with everything split at every octet, with the same result.
//!
//! With `PORTHOLE_WRITE_TRANSCRIPTS` set, the `S:` lines are written instead of
//! compared: then their difference is to be read.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "in a test a panic is the report"
)]

use demo_server::{Profile, Server, SessionId};
use imap_codec::ResponseCodec;
use imap_codec::decode::Decoder;
use mail_model::{Flag, Flags, Keyword, SpecialUse, Timestamp};
use std::collections::BTreeMap;
use std::fmt::Write;

const NOW: Timestamp = Timestamp(1_700_000_000_000);

struct Replay {
    server: Server,
    now: Timestamp,
    is_split: bool,
    tells_capabilities: bool,
    sessions: BTreeMap<char, SessionId>,
    /// What came and was not compared yet.
    received: BTreeMap<char, Vec<u8>>,
    /// The dialogue as it went.
    actual: String,
}

impl Replay {
    fn new(profile: Profile, is_split: bool) -> Self {
        Self {
            server: Server::empty(profile),
            now: NOW,
            is_split,
            tells_capabilities: false,
            sessions: BTreeMap::new(),
            received: BTreeMap::new(),
            actual: String::new(),
        }
    }

    fn session(&mut self, client: char) -> SessionId {
        let (server, now) = (&mut self.server, self.now);
        *self
            .sessions
            .entry(client)
            .or_insert_with(|| server.connect(now))
    }

    fn send(&mut self, client: char, line: &str) {
        let session = self.session(client);
        let octets = format!("{line}\r\n").into_bytes();
        let size = if self.is_split { 1 } else { octets.len() };
        for piece in octets.chunks(size) {
            self.server.handle_input(session, piece, self.now);
            self.drain();
        }
    }

    fn drain(&mut self) {
        for (client, session) in &self.sessions {
            while let Some(octets) = self.server.poll_transmit(*session) {
                self.received.entry(*client).or_default().extend(octets);
            }
        }
    }

    /// Writes down all that came since.
    fn note_received(&mut self) {
        self.drain();
        for (client, octets) in core::mem::take(&mut self.received) {
            check_grammar(&octets);
            let text = String::from_utf8(octets).unwrap().replace('\0', "<NUL>");
            for line in text.strip_suffix("\r\n").unwrap_or(&text).split("\r\n") {
                let line = if self.tells_capabilities {
                    line.to_owned()
                } else {
                    without_capabilities(line)
                };
                let number = if client == '1' { "" } else { "2" };
                writeln!(self.actual, "{}", format!("S{number}: {line}").trim_end()).unwrap();
            }
        }
    }

    fn deliver(&mut self, words: &str, message: &str) {
        let flags: Flags = words.split_whitespace().filter_map(flag).collect();
        self.server
            .deliver("robin", "INBOX", message.as_bytes(), &flags, self.now)
            .unwrap();
    }
}

/// The line with `...` for the names in its CAPABILITY code.
fn without_capabilities(line: &str) -> String {
    let shortened = line.split_once("[CAPABILITY ").and_then(|(before, list)| {
        let (_, behind) = list.split_once(']')?;
        Some(format!("{before}[CAPABILITY ...]{behind}"))
    });
    if line.starts_with("* CAPABILITY ") {
        return "* CAPABILITY ...".to_owned();
    }
    shortened.unwrap_or_else(|| line.to_owned())
}

/// What is found in lines that the codec does not know yet.
const UNKNOWN: &[&[u8]] = &[
    b"* ESEARCH ",
    b" PREVIEW ",
    b" EMAILID ",
    b" THREADID ",
    b"OLDNAME",
    b"* VANISHED ",
    b" SAVEDATE ",
    b"* THREAD",
    b"BINARY.SIZE",
    b" SIZE ",
    b" X-GM-",
    b"* ACL ",
    b"* LISTRIGHTS ",
    b"* MYRIGHTS ",
    b" MAILBOXID ",
];

/// The codec understands all that the server says, but for what it does not know yet.
fn check_grammar(octets: &[u8]) {
    let mut rest = octets;
    while !rest.is_empty() {
        let is_known_to_lack = UNKNOWN.iter().any(|words| {
            let line = rest.split(|&octet| octet == b'\r').next();
            line.is_some_and(|line| line.windows(words.len()).any(|part| part == *words))
        });
        rest = match ResponseCodec::new().decode(rest) {
            Ok((behind, _)) => behind,
            Err(_) if is_known_to_lack => behind_line(rest),
            Err(error) => panic!("{error:?}: {}", String::from_utf8_lossy(rest)),
        };
    }
}

/// What comes behind a line and the literals in it.
fn behind_line(octets: &[u8]) -> &[u8] {
    let end = octets.windows(2).position(|pair| pair == b"\r\n").unwrap();
    let (line, behind) = (&octets[..end], &octets[end + 2..]);
    let announced = line.strip_suffix(b"}").and_then(|line| {
        let at = line.iter().rposition(|&octet| octet == b'{')?;
        std::str::from_utf8(&line[at + 1..]).ok()?.parse().ok()
    });
    match announced {
        Some(length) => behind_line(&behind[length..]),
        None => behind,
    }
}

fn flag(word: &str) -> Option<Flag> {
    Some(match word {
        "seen" => Flag::Seen,
        "flagged" => Flag::Flagged,
        "deleted" => Flag::Deleted,
        keyword => Flag::Keyword(Keyword::new(keyword)?),
    })
}

/// A profile's name, and `with` and `without` what: `full without MOVE`.
fn profile(words: &str) -> Profile {
    let mut words = words.split(' ');
    let mut profile = match words.next().unwrap() {
        "full" => Profile::Full,
        "dovecot" => Profile::Dovecot,
        "cyrus" => Profile::Cyrus,
        "courier" => Profile::Courier,
        "gmail" => Profile::Gmail,
        "office365" => Profile::Office365,
        "bare" => Profile::Bare,
        other => panic!("no profile {other}"),
    };
    while let Some(word) = words.next() {
        let capability = words.next().unwrap();
        profile = match word {
            "with" => profile.with(capability),
            "without" => profile.without(capability),
            other => panic!("neither with nor without: {other}"),
        };
    }
    profile
}

/// Replays all but the `S:` lines and gives the dialogue as it went.
fn replay(script: &str, is_split: bool) -> String {
    let mut replay = Replay::new(Profile::Full, is_split);
    let mut lines = script.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("S: ") || line.starts_with("S2: ") || line == "S:" {
            continue;
        }
        if line.starts_with("C: ") {
            replay.session('1');
        } else if line.starts_with("C2: ") {
            replay.session('2');
        }
        replay.note_received();
        writeln!(replay.actual, "{line}").unwrap();
        if let Some(text) = line.strip_prefix("C: ") {
            replay.send('1', text);
        } else if let Some(text) = line.strip_prefix("C2: ") {
            replay.send('2', text);
        } else if let Some(name) = line.strip_prefix("profile ") {
            replay.server = Server::empty(profile(name));
            replay.sessions.clear();
        } else if line == "overflow" {
            replay.server.overflow_notifications();
        } else if let Some(octets) = line.strip_prefix("limit ") {
            replay.server.set_append_limit(octets.parse().unwrap());
        } else if let Some(limits) = line.strip_prefix("quota ") {
            let (storage, messages) = limits.split_once(' ').unwrap();
            let (storage, messages) = (storage.parse().ok(), messages.parse().ok());
            replay.server.set_quota("robin", storage, messages);
        } else if let Some(words) = line.strip_prefix("create ") {
            let (purpose, name) = words.split_once(' ').unwrap();
            let purpose = match purpose {
                "all" => Some(SpecialUse::All),
                "trash" => Some(SpecialUse::Trash),
                other => panic!("no purpose {other}"),
            };
            replay.server.create_mailbox("robin", name, purpose);
        } else if line == "capabilities" {
            replay.tells_capabilities = true;
        } else if let Some(seconds) = line.strip_prefix("seconds ") {
            replay.now = Timestamp(replay.now.0 + seconds.parse::<i64>().unwrap() * 1000);
            replay.server.handle_timeout(replay.now);
        } else if let Some(words) = line.strip_prefix("refuse ") {
            let (verb, words) = words.split_once(": ").unwrap();
            replay.server.refuse_next(verb, words);
        } else if let Some(words) = line.strip_prefix("deliver") {
            let mut message = String::new();
            while let Some(text) = lines.next_if(|line| line.starts_with('|')) {
                writeln!(replay.actual, "{text}").unwrap();
                writeln!(message, "{}", text.trim_start_matches('|')).unwrap();
            }
            replay.deliver(words, &message);
        } else {
            assert!(
                line.is_empty() || line.starts_with('#'),
                "no such line: {line}"
            );
        }
    }
    replay.note_received();
    replay.actual
}

fn check(name: &str) {
    let path = format!(
        "{}/tests/transcripts/{name}.txt",
        env!("CARGO_MANIFEST_DIR")
    );
    let script = std::fs::read_to_string(&path).unwrap();
    let whole = replay(&script, false);
    if std::env::var_os("PORTHOLE_WRITE_TRANSCRIPTS").is_some() {
        return std::fs::write(path, whole).unwrap();
    }
    assert!(whole == script, "{name} goes otherwise:\n{whole}");
    assert!(
        replay(&script, true) == script,
        "{name}, split at every octet, goes otherwise"
    );
}

macro_rules! transcripts {
    ($($name:ident)*) => { $(#[test] fn $name() { check(stringify!($name)); })* };
}

transcripts! {
    a_login_announces_the_capabilities
    plain_authenticates_at_once_or_after_a_continuation
    a_command_in_the_wrong_state_or_form_is_bad
    literals_are_awaited_or_refused
    list_tells_names_levels_and_subscriptions
    extended_list_selects_and_returns
    names_travel_in_modified_utf_7
    select_and_status_count_the_messages
    fetch_tells_of_messages
    sections_are_slices_of_the_message
    search_finds_by_every_key
    store_changes_flags
    only_deleted_messages_are_expunged
    copies_and_moves_tell_both_uids
    append_adds_a_message
    mailboxes_are_made_renamed_and_deleted
    idle_tells_at_once_and_ends_with_done
    removals_wait_for_a_command_that_allows_them
    a_planned_refusal_comes_once
    each_profile_offers_its_own
    fetch_tells_more_where_it_is_offered
    notify_tells_of_all_mailboxes
    condstore_tells_when_messages_changed
    qresync_tells_what_became_of_known_messages
    sort_orders_what_is_found
    mailboxes_lie_below_inbox_where_servers_have_it_so
    thread_tells_conversations
    search_results_are_saved_and_windowed
    appends_come_in_many_forms
    binary_gives_contents_decoded
    quota_is_told_and_kept
    rights_are_given_and_kept
    metadata_is_kept
    gmail_labels_its_messages
    names_travel_in_utf_8
}
