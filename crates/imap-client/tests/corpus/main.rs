//! Recorded and invented servers of `../shared/corpus/imap`, where that folder
//! is present: the client has a usual session with each. No recording may make
//! a request wait for ever, and none but those that close may end the session.
#![expect(clippy::panic, reason = "in a test a panic is the report")]

mod script;
mod server;

use imap_client::{
    CloseReason, Connection, ConnectionConfig, Credentials, Event, NewMessage, Priority, Request,
    RequestId, RowSelection,
};
use mail_model::{
    Flag, Flags, MailboxName, PartPath, ProblemKind, Secret, Section, Timestamp, Uid, UidSet,
};
use script::Script;
use server::Server;
use std::collections::BTreeSet;
use std::path::Path;

/// How a session with a recorded server went.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Completed,
    /// It ended before LOGOUT, and the server had not closed it.
    EndedEarly(String),
    /// Some requests had no `Done`.
    Hung(BTreeSet<RequestId>),
}

struct Session {
    connection: Connection,
    server: Server,
    now: Timestamp,
    waiting: BTreeSet<RequestId>,
    closed: Option<String>,
    uids: UidSet,
    rows: u32,
}

impl Session {
    fn new(script: &Script) -> Self {
        let config = ConnectionConfig {
            client_name: "porthole".to_owned(),
            client_version: "1".to_owned(),
            remembered_capabilities: Vec::new(),
            watches_all: false,
            entropy: [0; 16],
            normalise: None,
            compresses: false,
            requests_after: 0,
        };
        Self {
            connection: Connection::new(config, Timestamp(0)),
            server: Server::new(script),
            now: Timestamp(0),
            waiting: BTreeSet::new(),
            closed: None,
            uids: UidSet::new(),
            rows: 0,
        }
    }

    fn submit(&mut self, request: Request) {
        let id = self
            .connection
            .submit(request, Priority::Interactive, self.now);
        self.waiting.insert(id);
        self.run();
    }

    /// Exchanges bytes until both sides have nothing more to say.
    fn run(&mut self) {
        for _ in 0..10_000 {
            while let Some(bytes) = self.connection.poll_transmit() {
                self.server.receive(&bytes);
            }
            while let Some(event) = self.connection.poll_event() {
                match event {
                    Event::Done { request, .. } => {
                        assert!(self.waiting.remove(&request), "{request:?} ended twice");
                    }
                    Event::Closed(problem) => {
                        self.closed = Some(format!("{:?} {}", problem.kind, problem.words));
                    }
                    Event::Uids(uids) => self.uids = uids,
                    Event::Row { .. } => self.rows += 1,
                    _ => {}
                }
            }
            match self.server.transmit() {
                Some(bytes) => self.connection.handle_input(&bytes, self.now),
                None if self.server.is_closed() && self.closed.is_none() => {
                    let reason = CloseReason {
                        kind: ProblemKind::ConnectionLost,
                        words: String::new(),
                    };
                    self.connection.handle_closed(reason, self.now);
                }
                None => return,
            }
        }
        panic!("the dialogue does not end");
    }

    /// Lets time pass until something more happens, a few times.
    fn wait(&mut self) {
        for _ in 0..3 {
            if let Some(due) = self.connection.poll_timeout() {
                self.now = due.max(self.now);
                self.connection.handle_timeout(self.now);
                self.run();
            }
        }
    }
}

/// What changes the mailbox, of a message that the script speaks of.
fn change(session: &mut Session, script: &Script) {
    let uids: UidSet = script.uids().into_iter().take(1).collect();
    let to = MailboxName::new("Archive");
    session.submit(Request::Copy {
        uids: uids.clone(),
        to: to.clone(),
    });
    session.submit(Request::Move {
        uids: uids.clone(),
        to: to.clone(),
    });
    session.submit(Request::Expunge(uids));
    session.submit(Request::Append {
        mailbox: to,
        messages: vec![NewMessage {
            flags: Flags::default(),
            received: Some(Timestamp(0)),
            message: b"Subject: x\r\n\r\nx\r\n".to_vec().into(),
        }],
    });
}

fn usual_session(script: &Script) -> (Verdict, u32) {
    let mailbox = MailboxName::new(script.mailbox().unwrap_or_else(|| "INBOX".to_owned()));
    let mut session = Session::new(script);
    session.submit(Request::Login(Credentials::Password {
        user: "user".to_owned(),
        password: Secret::new("pass"),
    }));
    session.submit(Request::ListMailboxes);
    session.submit(Request::Select {
        mailbox,
        known: None,
    });
    session.submit(Request::FetchUids);
    session.submit(Request::FetchRows(RowSelection::Newest {
        skip: 0,
        count: 50,
    }));
    // Of the messages that the script speaks of, and of one that it may not.
    for uid in script.uids().into_iter().chain(Uid::new(1)).take(3) {
        session.submit(Request::FetchRows(RowSelection::Uids(UidSet::from_iter([
            uid,
        ]))));
        session.submit(Request::FetchSection {
            uid,
            section: Section::Part(PartPath(vec![1])),
            size: None,
            from: 0,
            may_decode: false,
        });
        session.submit(Request::Store {
            uids: UidSet::from_iter([uid]),
            flags: vec![Flag::Seen],
            set: true,
            unchanged_since: None,
        });
    }
    session.submit(Request::FetchFlags {
        uids: session.uids.clone(),
        changed_since: None,
    });
    change(&mut session, script);
    session.submit(Request::Noop);
    session.wait();
    session.submit(Request::Noop);
    let closed_before_logout = session.closed.clone();
    session.submit(Request::Logout);
    if session.closed.is_none() && !session.waiting.is_empty() {
        session.wait();
    }
    let verdict = match closed_before_logout {
        _ if !session.waiting.is_empty() => Verdict::Hung(session.waiting),
        Some(problem) if !session.server.has_ended() => Verdict::EndedEarly(problem),
        _ => Verdict::Completed,
    };
    (verdict, session.rows)
}

fn scripts() -> Option<Vec<Script>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/imap");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    let scripts = paths
        .iter()
        .filter_map(|path| Script::read(&std::fs::read_to_string(path).ok()?));
    Some(scripts.collect())
}

#[test]
fn every_recorded_server_can_be_talked_to() {
    let Some(scripts) = scripts() else {
        println!("skipped: no corpus");
        return;
    };
    let (mut sessions, mut completed, mut rows_of_all) = (0, 0, 0);
    for script in scripts.iter().filter(|script| script.is_session()) {
        sessions += 1;
        let (verdict, rows) = usual_session(script);
        rows_of_all += rows;
        match verdict {
            Verdict::Completed => completed += 1,
            Verdict::EndedEarly(_) if script.is_to_be_closed() => completed += 1,
            Verdict::EndedEarly(problem) => println!("{}: ended early: {problem}", script.id),
            Verdict::Hung(ids) => panic!("{}: hung: {ids:?}", script.id),
        }
    }
    println!("{completed} of {sessions} recorded sessions completed, {rows_of_all} rows read");
    assert_eq!(completed, sessions);
}

#[test]
fn every_recorded_response_is_survived() {
    let Some(scripts) = scripts() else {
        println!("skipped: no corpus");
        return;
    };
    let (mut responses, mut answered) = (0, 0);
    for script in scripts.iter().filter(|script| !script.is_session()) {
        responses += 1;
        let mut session = Session::new(&Script::default());
        session.submit(Request::Login(Credentials::Password {
            user: "user".to_owned(),
            password: Secret::new("pass"),
        }));
        session.submit(Request::Select {
            mailbox: MailboxName::inbox(),
            known: None,
        });
        session.submit(Request::FetchUids);
        assert!(session.waiting.is_empty());
        session
            .connection
            .handle_input(&script.all_from_server(), session.now);
        session.run();
        session.submit(Request::Noop);
        let is_in_step = session.waiting.is_empty() && session.closed.is_none();
        answered += u32::from(is_in_step);
        if !is_in_step {
            // A literal that never ends can end only by the watch.
            session.wait();
            let has_reason = script.ends_within_a_literal() || script.says_goodbye();
            assert!(has_reason, "{}: {:?}", script.id, session.closed);
        }
        assert!(session.waiting.is_empty(), "{}", script.id);
    }
    println!("{answered} of {responses} single responses left the session in step, all that end");
}
