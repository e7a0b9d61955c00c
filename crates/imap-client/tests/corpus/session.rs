//! A connection before a recorded server, and all that came of it.

use crate::script::Script;
use crate::server::Server;
use imap_client::{
    CloseReason, Connection, ConnectionConfig, Credentials, Event, FetchedRow, Outcome, Priority,
    Request, RequestId, RowSelection, SelectedMailbox,
};
use mail_model::{Flags, MailboxName, Problem, ProblemKind, Secret, Timestamp, Uid, UidSet};
use std::collections::BTreeSet;

/// A session with a recorded server.
pub(crate) struct Session {
    pub(crate) connection: Connection,
    pub(crate) server: Server,
    pub(crate) now: Timestamp,
    pub(crate) waiting: BTreeSet<RequestId>,
    pub(crate) events: Vec<Event>,
    /// In pieces of so many octets the server's answers come.
    pub(crate) piece: usize,
}

impl Session {
    pub(crate) fn new(script: &Script) -> Self {
        let config = ConnectionConfig {
            client_name: "porthole".to_owned(),
            client_version: "1".to_owned(),
            ..ConnectionConfig::default()
        };
        Self {
            connection: Connection::new(config, Timestamp(0)),
            server: Server::new(script),
            now: Timestamp(0),
            waiting: BTreeSet::new(),
            events: Vec::new(),
            piece: script.piece.unwrap_or(16_384),
        }
    }

    /// Logged in.
    pub(crate) fn logged_in(script: &Script) -> Self {
        let mut session = Self::new(script);
        session.log_in();
        session
    }

    /// With the mailbox open that the script speaks of.
    pub(crate) fn opened(script: &Script) -> Self {
        let mut session = Self::logged_in(script);
        let name = script.mailbox().unwrap_or_else(|| "INBOX".to_owned());
        session.submit(Request::Select {
            mailbox: MailboxName::new(name),
            known: None,
        });
        session
    }

    /// With the mailbox open, and all of its UIDs known.
    pub(crate) fn listed(script: &Script) -> Self {
        let mut session = Self::opened(script);
        session.submit(Request::FetchUids);
        session
    }

    pub(crate) fn log_in(&mut self) -> RequestId {
        self.submit(Request::Login(Credentials::Password {
            user: "user".to_owned(),
            password: Secret::new("pass"),
        }))
    }

    pub(crate) fn submit(&mut self, request: Request) -> RequestId {
        let id = self
            .connection
            .submit(request, Priority::Interactive, self.now);
        self.waiting.insert(id);
        self.run();
        id
    }

    /// Asks for the row of this message.
    pub(crate) fn ask_for_row(&mut self, uid: u32) -> RequestId {
        let uids = Uid::new(uid).into_iter().collect();
        self.submit(Request::FetchRows(RowSelection::Uids(uids)))
    }

    /// The server says this by itself.
    pub(crate) fn hear(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(self.piece) {
            self.connection.handle_input(piece, self.now);
        }
        self.run();
    }

    /// Exchanges bytes until both sides have nothing more to say.
    pub(crate) fn run(&mut self) {
        for _ in 0..100_000 {
            while let Some(bytes) = self.connection.poll_transmit() {
                self.server.receive(&bytes);
            }
            while let Some(event) = self.connection.poll_event() {
                if let Event::Done { request, .. } = &event {
                    assert!(self.waiting.remove(request), "{request:?} ended twice");
                }
                self.events.push(event);
            }
            match self.server.transmit() {
                Some(bytes) => {
                    for piece in bytes.chunks(self.piece) {
                        self.connection.handle_input(piece, self.now);
                    }
                }
                None if self.server.is_closed() && self.closed().is_none() => {
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
    pub(crate) fn wait(&mut self) {
        for _ in 0..3 {
            if let Some(due) = self.connection.poll_timeout() {
                self.now = due.max(self.now);
                self.connection.handle_timeout(self.now);
                self.run();
            }
        }
    }

    /// Whether the server takes one more command and answers it.
    pub(crate) fn is_in_step(&mut self) -> bool {
        self.submit(Request::Noop);
        self.waiting.is_empty() && self.closed().is_none()
    }

    /// Why the connection is of no use any more.
    pub(crate) fn closed(&self) -> Option<&Problem> {
        self.events.iter().find_map(|event| match event {
            Event::Closed(problem) => Some(problem),
            _ => None,
        })
    }

    pub(crate) fn outcome(&self, id: RequestId) -> Option<&Outcome> {
        self.events.iter().find_map(|event| match event {
            Event::Done { request, outcome } if *request == id => Some(outcome),
            _ => None,
        })
    }

    /// What became of a request that did not succeed.
    pub(crate) fn refused_as(&self, id: RequestId) -> Option<ProblemKind> {
        let refusal = self.outcome(id)?.as_ref().err()?;
        Some(refusal.problem.kind)
    }

    pub(crate) fn is_done(&self, id: RequestId) -> bool {
        matches!(self.outcome(id), Some(Ok(())))
    }

    pub(crate) fn selected(&self) -> Option<&SelectedMailbox> {
        self.events.iter().rev().find_map(|event| match event {
            Event::Selected(selected) => Some(selected),
            _ => None,
        })
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = &FetchedRow> {
        self.events.iter().filter_map(|event| match event {
            Event::Row { row, .. } => Some(&**row),
            _ => None,
        })
    }

    pub(crate) fn row(&self, uid: u32) -> Option<&FetchedRow> {
        self.rows().find(|row| row.uid.value() == uid)
    }

    /// The flags that were told of a message, one after the other.
    pub(crate) fn flags_of(&self, of: u32) -> Vec<&Flags> {
        let told = self.events.iter().filter_map(|event| match event {
            Event::Flags { uid, flags } if uid.value() == of => Some(flags),
            _ => None,
        });
        told.collect()
    }

    pub(crate) fn uids(&self) -> UidSet {
        let told = self.events.iter().rev().find_map(|event| match event {
            Event::Uids(uids) => Some(uids.clone()),
            _ => None,
        });
        told.unwrap_or_default()
    }

    pub(crate) fn notices(&self) -> usize {
        let notices = self.events.iter();
        notices
            .filter(|event| matches!(event, Event::Notice(_)))
            .count()
    }

    /// How many commands with this word the client sent.
    pub(crate) fn sent(&self, word: &str) -> usize {
        let heard = self.server.heard.iter();
        heard.filter(|line| line.contains(word)).count()
    }

    /// Lines that were not as the grammar has them.
    pub(crate) fn odd_lines(&self) -> Vec<String> {
        let odd = self.connection.undecoded();
        odd.map(|line| String::from_utf8_lossy(line).into_owned())
            .collect()
    }
}
