use crate::command::{Events, work};
use crate::drive::Sender;
use crate::extension::compress::{Compression, Damaged, Inflater, stored};
use crate::pipeline::{Pipeline, Task, TaskKind};
use crate::rest::Rest;
use crate::session::{Session, Stage};
use crate::watch::Watch;
use crate::wire::Incoming;
use crate::{Event, Priority, Refusal, Request, RequestId};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use mail_model::{Map, Problem, ProblemKind, Set, Timestamp, sort_by_key};
use sasl::Normalise;
use std::collections::VecDeque;

/// How many responses that could not be decoded are kept, and how much of each.
const UNDECODED_LIMIT: usize = 32;
const UNDECODED_LENGTH: usize = 4_096;

/// What a connection is told once.
#[derive(Clone, Debug, Default)]
pub struct ConnectionConfig {
    /// What ID (RFC 2971) says of us; nothing is sent where empty.
    pub client_name: String,
    /// The version that ID tells.
    pub client_version: String,
    /// The capabilities after login as remembered from an earlier session; used
    /// to pipeline behind the login, and corrected by what the server says.
    pub remembered_capabilities: Vec<String>,
    /// All mailboxes are watched, not only the open one, where the server can
    /// (NOTIFY, RFC 5465): one connection of an account does.
    pub watches_all: bool,
    /// What must be unforeseeable comes from here; where it is all zero, nothing
    /// is done that needs such (SCRAM).
    pub entropy: [u8; 16],
    /// Normalisation form KC, which SCRAM compares passwords in: a browser has it.
    /// Where `None`, passwords beyond ASCII go as they were typed.
    pub normalise: Option<Normalise>,
    /// What the server says is compressed, where it can (COMPRESS=DEFLATE, RFC
    /// 4978), once nobody waits.
    pub compresses: bool,
    /// Requests are numbered from the one after this, so that whoever has
    /// several connections can give each request a name of its own.
    pub requests_after: u64,
}

/// Why the transport ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseReason {
    /// As the shell knows it from the proxy's close code.
    pub kind: ProblemKind,
    /// The proxy's words, if any.
    pub words: String,
}

/// What went over the wire so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Octets from the server.
    pub received: u64,
    /// Octets for the server.
    pub sent: u64,
    /// Flights: writes that follow a read.
    pub flights: u64,
    /// Round trips: the longest chain of commands of which each was sent only
    /// after the end of the one before. Unlike flights it does not depend on
    /// how the network cuts the server's answers.
    pub round_trips: u64,
}

/// One IMAP connection.
///
/// After each call of a `handle_…`, [`Self::submit`] or [`Self::cancel`], drain
/// [`Self::poll_transmit`], read [`Self::poll_timeout`], drain
/// [`Self::poll_event`]. Each request gets exactly one [`Event::Done`]; after
/// [`Event::Closed`] nothing comes any more, but what is submitted then is
/// still refused in order.
pub struct Connection {
    pub(crate) config: ConnectionConfig,
    pub(crate) session: Session,
    pub(crate) pipeline: Pipeline,
    pub(crate) incoming: Incoming,
    /// Reads what comes once the connection is compressed.
    inflater: Option<Inflater>,
    pub(crate) sender: Sender,
    pub(crate) rest: Rest,
    pub(crate) events: Events,
    /// Why nothing goes any more.
    pub(crate) closed: Option<Problem>,
    /// The time of the last call.
    pub(crate) now: Timestamp,
    /// ALERTs that were told already.
    pub(crate) alerts: Set<String>,
    /// The round trip that the last answered commands were sent in.
    pub(crate) answered_round_trip: u64,
    /// How many SELECTs were submitted.
    epoch: u64,
    last_request: u64,
    undecoded: VecDeque<Vec<u8>>,
    pub(crate) traffic: Traffic,
    has_read_since_write: bool,
}

/// Says where the connection stands, and nothing of what was said on it: that
/// is mail, and passwords.
impl core::fmt::Debug for Connection {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Connection")
            .field("stage", &self.session.stage)
            .field("waiting", &self.pipeline.tasks.len())
            .field("under_way", &self.pipeline.in_flight.len())
            .field("traffic", &self.traffic)
            .field("closed", &self.closed.as_ref().map(|problem| problem.kind))
            .finish_non_exhaustive()
    }
}

impl Connection {
    /// A connection whose transport is being opened.
    pub fn new(config: ConnectionConfig, now: Timestamp) -> Self {
        let nonce = if config.entropy == [0; 16] {
            String::new()
        } else {
            BASE64.encode(config.entropy)
        };
        Self {
            last_request: config.requests_after,
            session: Session {
                stage: Stage::Greeting,
                capabilities: crate::capability::Capabilities::default(),
                nonce,
                normalise: config.normalise,
                enabled: crate::session::Enabled::default(),
                compression: Compression::Off,
                watch: Watch::new(config.watches_all),
                names: crate::mailbox_name::MailboxNames::default(),
                selected: None,
                namespaces: None,
                append_limits: Map::new(),
                garbles_riders: false,
                garbles_mailbox_ids: false,
                answers_at_once: false,
                has_told_sizes: false,
            },
            config,
            pipeline: Pipeline::default(),
            incoming: Incoming::new(),
            inflater: None,
            sender: Sender::default(),
            rest: Rest::new(now),
            events: Events::new(),
            closed: None,
            now,
            alerts: Set::new(),
            answered_round_trip: 0,
            epoch: 0,
            undecoded: VecDeque::new(),
            traffic: Traffic::default(),
            has_read_since_write: true,
        }
    }

    /// Bytes from the server, in pieces of any size.
    pub fn handle_input(&mut self, bytes: &[u8], now: Timestamp) {
        if self.closed.is_some() || bytes.is_empty() {
            return;
        }
        self.now = now;
        self.rest.heard(now);
        self.traffic.received += bytes.len() as u64;
        self.has_read_since_write = true;
        let mut bytes = bytes;
        while !bytes.is_empty() && self.closed.is_none() {
            match self.session.compression {
                Compression::Off | Compression::Refused => self.read(core::mem::take(&mut bytes)),
                // The line that grants it is the last that is not compressed.
                Compression::Asked => {
                    let end = bytes.iter().position(|byte| *byte == b'\n');
                    let (line, rest) = bytes.split_at(end.map_or(bytes.len(), |end| end + 1));
                    self.read(line);
                    bytes = rest;
                }
                Compression::On => self.inflate(&mut bytes),
            }
        }
        self.drive();
    }

    /// Reads all that came, piece by piece, and what each has to say.
    fn inflate(&mut self, bytes: &mut &[u8]) {
        while self.closed.is_none() {
            let inflater = self.inflater.get_or_insert_with(Inflater::new);
            match inflater.next_piece(bytes) {
                Ok(piece) if piece.is_empty() => break,
                Ok(piece) => self.read(&piece),
                Err(Damaged) => self.close(Problem::new(ProblemKind::NotImap)),
            }
        }
        *bytes = &[];
    }

    fn read(&mut self, bytes: &[u8]) {
        self.incoming.push(bytes);
        while self.closed.is_none() {
            match self.incoming.next_message() {
                Ok(Some(message)) => self.handle_message(&message),
                Ok(None) => break,
                Err(_) => self.close(Problem::new(ProblemKind::LimitExceeded)),
            }
        }
    }

    /// The time of [`Self::poll_timeout`] has come, or the machine woke from sleep.
    pub fn handle_timeout(&mut self, now: Timestamp) {
        if self.closed.is_some() {
            return;
        }
        self.now = now;
        self.watch();
        self.drive();
    }

    /// The transport ended.
    pub fn handle_closed(&mut self, reason: CloseReason, now: Timestamp) {
        let CloseReason { kind, words } = reason;
        self.now = now;
        self.close(Problem::with_words(kind, &words));
    }

    /// A wish from above.
    pub fn submit(&mut self, request: Request, priority: Priority, now: Timestamp) -> RequestId {
        self.now = now;
        if matches!(request, Request::Select { .. }) {
            self.epoch += 1;
        }
        let id = self.next_request_id();
        if let Some(problem) = self.closed.clone() {
            let outcome = Err(Refusal {
                problem,
                is_certain: true,
            });
            self.events.push_back(Event::Done {
                request: id,
                outcome,
            });
            return id;
        }
        let kind = match &request {
            Request::Login(_) => TaskKind::Login,
            Request::Logout => TaskKind::Logout,
            _ => TaskKind::Ordinary,
        };
        let task = Task::new(kind, work(id, request), self.epoch);
        self.pipeline.tasks.insert((priority, id), task);
        self.drive();
        id
    }

    /// The wish is dropped: not sent if it was not yet, its slices not asked on.
    /// A change that is under way stops after the pieces that were sent. It ends with `Done` in either case, as a success: what was wished for
    /// last, that it end, is so.
    pub fn cancel(&mut self, request: RequestId) {
        let task = self
            .pipeline
            .tasks
            .iter_mut()
            .find(|((_, id), task)| *id == request && task.kind != TaskKind::Internal);
        let Some((key, task)) = task else {
            return;
        };
        let key = *key;
        if task.work.stop() {
            let ended = task.work.outcome().filter(|_| task.outstanding == 0);
            if let Some(outcome) = ended {
                self.finish(key, outcome);
            }
            self.drive();
            return;
        }
        task.is_cancelled = true;
        if task.outstanding == 0 {
            self.pipeline.again.retain(|(of, _)| *of != key);
            self.finish(key, Ok(()));
        }
        self.drive();
    }

    /// Bytes for the server. Drained until empty: all of it is one write.
    pub fn poll_transmit(&mut self) -> Option<Vec<u8>> {
        let mut bytes = self.sender.take_output()?;
        if self.session.compression == Compression::On {
            bytes = stored(&bytes);
        }
        for sent in &self.pipeline.in_flight {
            if let Some(task) = self.pipeline.tasks.get_mut(&sent.task) {
                task.is_handed_out = true;
            }
        }
        self.traffic.sent += bytes.len() as u64;
        self.traffic.flights += u64::from(core::mem::take(&mut self.has_read_since_write));
        Some(bytes)
    }

    /// When to call [`Self::handle_timeout`] next.
    pub fn poll_timeout(&self) -> Option<Timestamp> {
        match self.closed {
            Some(_) => None,
            None => self.next_timeout(),
        }
    }

    /// The next fact.
    pub fn poll_event(&mut self) -> Option<Event> {
        if self.session.watch.is_awaiting_rows() && self.closed.is_none() {
            return None;
        }
        self.events.pop_front()
    }

    /// What went over the wire so far.
    pub fn traffic(&self) -> Traffic {
        self.traffic
    }

    /// The last responses that were not as the grammar has them, for an
    /// inspector: each cut to 4 KiB, the oldest first. None of what is said
    /// before the session is authenticated is kept, so that no password is that
    /// a server repeats.
    pub fn undecoded(&self) -> impl Iterator<Item = &[u8]> {
        self.undecoded.iter().map(Vec::as_slice)
    }

    pub(crate) fn keep_undecoded(&mut self, message: &[u8]) {
        if !self.session.is_authenticated() {
            return;
        }
        if self.undecoded.len() == UNDECODED_LIMIT {
            self.undecoded.pop_front();
        }
        let length = message.len().min(UNDECODED_LENGTH);
        self.undecoded
            .push_back(message.get(..length).unwrap_or_default().to_vec());
    }

    pub(crate) fn next_request_id(&mut self) -> RequestId {
        self.last_request += 1;
        RequestId(self.last_request)
    }

    /// Nothing goes any more: all requests end, and `Closed` comes last.
    pub(crate) fn close(&mut self, problem: Problem) {
        if self.closed.is_some() {
            return;
        }
        // A command of which only the beginning was sent can't have been run.
        if self.sender.is_within_command()
            && let Some(half) = self
                .pipeline
                .in_flight
                .iter()
                .rfind(|sent| sent.tag == self.sender.tag_within())
            && let Some(task) = self.pipeline.tasks.get_mut(&half.task)
            && task.commands == 1
        {
            task.is_handed_out = false;
        }
        let mut tasks: Vec<_> = core::mem::take(&mut self.pipeline.tasks)
            .into_iter()
            .collect();
        sort_by_key(&mut tasks, |((_, id), _)| *id);
        for ((_, request), task) in tasks {
            if task.kind == TaskKind::Internal {
                continue;
            }
            // A session that ends is what LOGOUT asked for.
            let is_logged_out = task.kind == TaskKind::Logout && task.is_handed_out;
            let outcome = if task.is_cancelled || is_logged_out {
                Ok(())
            } else {
                Err(Refusal {
                    problem: problem.clone(),
                    is_certain: !task.is_handed_out,
                })
            };
            self.events.push_back(Event::Done { request, outcome });
        }
        self.pipeline = Pipeline::default();
        self.sender = Sender::default();
        self.session.selected = None;
        self.events.push_back(Event::Closed(problem.clone()));
        self.closed = Some(problem);
    }
}
